use yinmo_core::text::Place;

use crate::{Extra, Reason};

/// Something that people have to know of a document beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What.
    pub what: What,
}

/// What there is to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// There is something that readers do not see, even if it holds nothing personal.
    Hidden(Hiding),
    /// The same, and it can be taken out.
    HiddenExtra(Hiding, Extra),
    /// There is something that can be taken out.
    Extra(Extra),
    /// Something was not read.
    Unread {
        /// Why.
        reason: Reason,
        /// SHA-256 of its bytes, by which it can be approved.
        hash: [u8; 32],
        /// What takes it along when it is taken out.
        goes_with: Option<Extra>,
    },
    /// The signature does not hold once the file is changed, and is taken out then.
    Signature,
    /// A number so long that the program which wrote it kept only its first digits: 15 of an identity number.
    RoundedNumber,
}

/// How something is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hiding {
    /// A sheet or slide.
    Sheet,
    /// Rows of a sheet.
    Rows,
    /// Columns of a sheet.
    Columns,
    /// Text that is marked as hidden.
    Text,
    /// Text that was deleted, and is there still.
    DeletedText,
}

impl Hiding {
    /// The permanent id, kebab-case.
    pub const fn id(self) -> &'static str {
        self.names().0
    }

    /// The name in Chinese.
    pub const fn zh(self) -> &'static str {
        self.names().1
    }

    /// The name in English.
    pub const fn en(self) -> &'static str {
        self.names().2
    }

    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Sheet => ("hidden-sheet", "隐藏的工作表或幻灯片", "hidden sheet or slide"),
            Self::Rows => ("hidden-rows", "隐藏的行", "hidden rows"),
            Self::Columns => ("hidden-columns", "隐藏的列", "hidden columns"),
            Self::Text => ("hidden-text", "隐藏的文字", "hidden text"),
            Self::DeletedText => {
                ("deleted-text", "已删除而仍保留在文件中的文字", "deleted text that is still there")
            }
        }
    }
}
