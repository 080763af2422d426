/// What is taken out of documents altogether, whatever stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Strip(u16);

/// Something that can be taken out of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extra {
    /// Comments, and who wrote them.
    Comments,
    /// What was deleted or inserted and not accepted yet: as if all of it had been accepted.
    TrackedChanges,
    /// Sheets that are not shown.
    HiddenSheets,
    /// Author, company and other properties of the file; in pictures, all that is not the picture.
    Metadata,
    /// Data of other programs that travels in the file.
    CustomXml,
    /// Small pictures of the first page.
    Thumbnails,
    /// Settings of printers, which name machines and users.
    PrinterSettings,
    /// Programs.
    Macros,
    /// Files within the file.
    Embedded,
    /// Copies of other workbooks' cells.
    ExternalLinks,
    /// Rows and columns of sheets that are not shown.
    HiddenRowsAndColumns,
    /// Slides that are not shown.
    HiddenSlides,
    /// Text that is marked as hidden.
    VanishedText,
}

impl Extra {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Comments,
        Self::TrackedChanges,
        Self::HiddenSheets,
        Self::Metadata,
        Self::CustomXml,
        Self::Thumbnails,
        Self::PrinterSettings,
        Self::Macros,
        Self::Embedded,
        Self::ExternalLinks,
        Self::HiddenRowsAndColumns,
        Self::HiddenSlides,
        Self::VanishedText,
    ];

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
            Self::Comments => ("comments", "批注", "comments"),
            Self::TrackedChanges => ("tracked-changes", "修订记录", "tracked changes"),
            Self::HiddenSheets => ("hidden-sheets", "隐藏工作表", "hidden sheets"),
            Self::Metadata => ("metadata", "文档属性", "metadata"),
            Self::CustomXml => ("custom-xml", "自定义 XML 数据", "custom XML"),
            Self::Thumbnails => ("thumbnails", "缩略图", "thumbnails"),
            Self::PrinterSettings => ("printer-settings", "打印机设置", "printer settings"),
            Self::Macros => ("macros", "宏", "macros"),
            Self::Embedded => ("embedded", "嵌入的文件", "embedded files"),
            Self::ExternalLinks => ("external-links", "外部链接缓存", "external link caches"),
            Self::HiddenRowsAndColumns => {
                ("hidden-rows-and-columns", "隐藏的行和列", "hidden rows and columns")
            }
            Self::HiddenSlides => ("hidden-slides", "隐藏的幻灯片", "hidden slides"),
            Self::VanishedText => ("vanished-text", "隐藏的文字", "hidden text"),
        }
    }
}

impl Strip {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Whether `extra` is taken out.
    pub const fn takes(self, extra: Extra) -> bool {
        self.0 & (1 << extra as u16) != 0
    }
}

impl FromIterator<Extra> for Strip {
    fn from_iter<I: IntoIterator<Item = Extra>>(extras: I) -> Self {
        Self(extras.into_iter().fold(0, |all, extra| all | 1 << extra as u16))
    }
}

#[cfg(test)]
mod tests {
    use super::{Extra, Strip};

    #[test]
    fn a_strip_takes_what_it_was_made_of() {
        let strip: Strip = [Extra::Comments, Extra::ExternalLinks].into_iter().collect();
        let taken: Vec<_> = Extra::ALL.into_iter().filter(|&extra| strip.takes(extra)).collect();
        assert_eq!(taken, [Extra::Comments, Extra::ExternalLinks]);
        assert!(!Strip::NONE.takes(Extra::Comments));
    }
}
