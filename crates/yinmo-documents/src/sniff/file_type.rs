/// Types that are recognised and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileType {
    /// Excel workbook in Office Open XML.
    Xlsx,
    /// Word document in Office Open XML.
    Docx,
    /// PowerPoint presentation in Office Open XML.
    Pptx,
    /// Word, Excel, PowerPoint or WPS file in a compound (OLE) file.
    Ole,
    /// OpenDocument text, sheet or presentation.
    OpenDocument,
    /// Open Fixed-layout Document, GB/T 33190.
    Ofd,
    /// PDF.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// HTML page.
    Html,
    /// XML document, SVG included.
    Xml,
    /// E-mail message or web archive in MIME.
    Eml,
    /// Contact card or calendar.
    Card,
    /// Picture.
    Image,
    /// Sound or film.
    Media,
    /// Zip archive.
    Zip,
    /// File compressed by gzip.
    Gzip,
    /// Tar archive.
    Tar,
    /// Archive or compressed file of another type.
    Archive,
    /// Database file.
    Database,
    /// Program.
    Program,
}

impl FileType {
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
            Self::Xlsx => ("xlsx", "Excel 工作簿", "Excel workbook"),
            Self::Docx => ("docx", "Word 文档", "Word document"),
            Self::Pptx => ("pptx", "PowerPoint 演示文稿", "PowerPoint presentation"),
            Self::Ole => ("ole", "旧版 Office 或 WPS 文件", "legacy Office or WPS file"),
            Self::OpenDocument => ("open-document", "OpenDocument 文件", "OpenDocument file"),
            Self::Ofd => ("ofd", "OFD 版式文件", "OFD document"),
            Self::Pdf => ("pdf", "PDF 文件", "PDF document"),
            Self::Rtf => ("rtf", "RTF 文档", "RTF document"),
            Self::Html => ("html", "网页", "HTML page"),
            Self::Xml => ("xml", "XML 文件", "XML document"),
            Self::Eml => ("eml", "电子邮件", "e-mail message"),
            Self::Card => ("card", "名片或日历", "contact card or calendar"),
            Self::Image => ("image", "图片", "picture"),
            Self::Media => ("media", "音频或视频", "sound or film"),
            Self::Zip => ("zip", "zip 压缩包", "zip archive"),
            Self::Gzip => ("gzip", "gzip 压缩文件", "gzip file"),
            Self::Tar => ("tar", "tar 归档", "tar archive"),
            Self::Archive => ("archive", "压缩包", "archive"),
            Self::Database => ("database", "数据库文件", "database file"),
            Self::Program => ("program", "程序文件", "program"),
        }
    }

    /// What an extension, in lower case, promises.
    pub(super) fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "xlsx" | "xlsm" | "xltx" | "xltm" | "xlsb" => Self::Xlsx,
            "docx" | "docm" | "dotx" | "dotm" => Self::Docx,
            "pptx" | "pptm" | "potx" | "ppsx" => Self::Pptx,
            "xls" | "xlt" | "doc" | "dot" | "ppt" | "pps" | "wps" | "wpt" | "et" | "ett" | "dps" | "msg" => {
                Self::Ole
            }
            "odt" | "ods" | "odp" | "ott" | "ots" => Self::OpenDocument,
            "ofd" => Self::Ofd,
            "pdf" => Self::Pdf,
            "rtf" => Self::Rtf,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "xml" | "svg" | "xsl" | "rss" | "kml" => Self::Xml,
            "eml" | "mht" | "mhtml" | "mbox" => Self::Eml,
            "vcf" | "ics" => Self::Card,
            "png" | "jpg" | "jpeg" | "jpe" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "heic" | "heif"
            | "avif" | "ico" | "psd" | "emf" | "wmf" => Self::Image,
            "mp3" | "wav" | "m4a" | "amr" | "flac" | "ogg" | "mp4" | "mov" | "avi" | "mkv" | "wmv"
            | "webm" => Self::Media,
            "zip" | "jar" => Self::Zip,
            "gz" | "tgz" => Self::Gzip,
            "tar" => Self::Tar,
            "rar" | "7z" | "bz2" | "xz" | "zst" => Self::Archive,
            "db" | "sqlite" | "sqlite3" | "mdb" | "accdb" | "dbf" => Self::Database,
            "exe" | "dll" | "so" | "msi" | "apk" => Self::Program,
            _ => return None,
        })
    }

    pub(super) fn is_zipped_office(self) -> bool {
        matches!(self, Self::Xlsx | Self::Docx | Self::Pptx)
    }

    /// Markup and messages are text outside and something else inside.
    pub(super) fn is_text_based(self) -> bool {
        matches!(self, Self::Rtf | Self::Html | Self::Xml | Self::Eml | Self::Card)
    }

    /// Whether a file with this type's extension may start like `found`. The head of a zip file does not
    /// always tell what is inside, and WPS saves zip files under old extensions.
    pub(super) fn fits(self, found: Self) -> bool {
        let zipped = |what| {
            matches!(what, Self::Xlsx | Self::Docx | Self::Pptx | Self::OpenDocument | Self::Ofd | Self::Zip)
        };
        self == found
            || (zipped(self) && found == Self::Zip)
            || (self == Self::Zip && zipped(found))
            || (self == Self::Ole && zipped(found))
            || (self.is_zipped_office() && found.is_zipped_office())
            || (self == Self::Program && zipped(found))
            || (matches!(self, Self::Database | Self::Program | Self::Image) && found == Self::Ole)
            || (self == Self::Image && found == Self::Media)
    }
}
