use crate::FileType;

/// Why a file was not inspected. What was not read is never clean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A type this version does not read.
    UnsupportedType(FileType),
    /// Protected by a password.
    Encrypted,
    /// Text in an encoding that is neither UTF-8, UTF-16 with a byte order mark, nor GB18030.
    Undecodable,
    /// The name promises one type and the content is another.
    ExtensionContradictsContent,
    /// The content breaks the rules of its own format.
    Malformed,
    /// Beyond the configured limits.
    TooLarge,
    /// Neither text nor a type that is known by its first bytes.
    Binary,
    /// The system refused to hand over the bytes.
    Unreadable,
    /// A pointer of Git LFS stands where the content should: that is kept elsewhere.
    LfsPointer,
    /// Some of what stands in it, such as a picture, was not read; the rest was.
    UnreadParts,
}

impl Reason {
    /// The permanent id, kebab-case.
    ///
    /// ```
    /// use yinmo_documents::{FileType, Reason};
    /// assert_eq!(Reason::UnsupportedType(FileType::Pdf).id(), "unsupported-type");
    /// ```
    pub const fn id(self) -> &'static str {
        match self {
            Self::UnsupportedType(_) => "unsupported-type",
            Self::Encrypted => "encrypted",
            Self::Undecodable => "undecodable",
            Self::ExtensionContradictsContent => "extension-contradicts-content",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
            Self::Binary => "binary",
            Self::Unreadable => "unreadable",
            Self::LfsPointer => "lfs-pointer",
            Self::UnreadParts => "unread-parts",
        }
    }

    /// What is the matter, in Chinese.
    pub fn zh(self) -> String {
        match self {
            Self::UnsupportedType(what) => format!("暂不支持的文件类型：{}", what.zh()),
            Self::Encrypted => "文件已加密".to_owned(),
            Self::Undecodable => "文字编码无法识别".to_owned(),
            Self::ExtensionContradictsContent => "扩展名与内容不符".to_owned(),
            Self::Malformed => "内容不符合该格式的规则".to_owned(),
            Self::TooLarge => "文件、其中一行或解压后的内容过大".to_owned(),
            Self::Binary => "不是文本文件".to_owned(),
            Self::Unreadable => "文件无法读取".to_owned(),
            Self::LfsPointer => "只是 Git LFS 的指针，内容不在这里".to_owned(),
            Self::UnreadParts => "文件中有未检查的部分".to_owned(),
        }
    }

    /// What is the matter, in English.
    pub fn en(self) -> String {
        match self {
            Self::UnsupportedType(what) => format!("unsupported file type: {}", what.en()),
            Self::Encrypted => "the file is encrypted".to_owned(),
            Self::Undecodable => "unknown text encoding".to_owned(),
            Self::ExtensionContradictsContent => "the extension contradicts the content".to_owned(),
            Self::Malformed => "the content breaks the rules of its format".to_owned(),
            Self::TooLarge => "the file, one of its lines or what is packed in it is too large".to_owned(),
            Self::Binary => "not a text file".to_owned(),
            Self::Unreadable => "the file cannot be read".to_owned(),
            Self::LfsPointer => "only a pointer of Git LFS; the content is not here".to_owned(),
            Self::UnreadParts => "parts of the file were not read".to_owned(),
        }
    }

    /// What to do about it, in Chinese.
    pub const fn next_step_zh(self) -> &'static str {
        match self {
            Self::UnsupportedType(_) => {
                "请另存为 docx、xlsx、pptx、ofd、html 或 txt、csv、json 后再检查，或交人工审核"
            }
            Self::Encrypted => "请去除密码后再检查",
            Self::Undecodable => "请另存为 UTF-8 编码后再检查",
            Self::ExtensionContradictsContent => "请核对文件来源，改正扩展名后再检查",
            Self::Malformed => "请用生成该文件的程序重新导出",
            Self::TooLarge => "请拆分文件，或调高上限",
            Self::Binary => "请交人工审核",
            Self::Unreadable => "请检查文件权限和磁盘",
            Self::LfsPointer => "请先用 git lfs pull 取回内容，再检查",
            Self::UnreadParts => "请人工查看所列的图片等部分，确认无误后在规则中以其 SHA-256 认可",
        }
    }

    /// What to do about it, in English.
    pub const fn next_step_en(self) -> &'static str {
        match self {
            Self::UnsupportedType(_) => {
                "save it as docx, xlsx, pptx, ofd, html or txt, csv, json and check again, or have a person review it"
            }
            Self::Encrypted => "remove the password and check again",
            Self::Undecodable => "save it as UTF-8 and check again",
            Self::ExtensionContradictsContent => {
                "find out where it came from, correct the extension, check again"
            }
            Self::Malformed => "export it again from the program that made it",
            Self::TooLarge => "split the file, or raise the limit",
            Self::Binary => "have a person review it",
            Self::Unreadable => "check permissions and the disk",
            Self::LfsPointer => "fetch the content with git lfs pull and check again",
            Self::UnreadParts => "look at the parts listed, then approve them by their SHA-256 in the policy",
        }
    }
}
