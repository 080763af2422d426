//! Folders that bear the names of people, in paths and addresses.

use std::ops::Range;

/// What stands before the name. Old workbooks write a control character between the steps of a path, and nothing before
/// the first.
const BEFORE: [&str; 7] = [
    "\\Users\\",
    "/Users/",
    "/home/",
    "\\Documents and Settings\\",
    "/Documents and Settings/",
    "Users\u{3}",
    "Documents and Settings\u{3}",
];

/// The name of the user in a path such as `C:\Users\张三\Desktop`, if it is not one that programs use. It may be written
/// by its bytes.
pub(crate) fn user_of(path: &str) -> Option<Range<usize>> {
    let start = BEFORE.iter().find_map(|folder| path.find(folder).map(|at| at + folder.len()))?;
    let end = path[start..].find(['\\', '/', '\u{3}']).map_or(path.len(), |len| start + len);
    let name = &path[start..end];
    (!name.is_ascii() || name.contains('%')).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::user_of;

    #[test]
    fn users_have_folders() {
        let user = |path| user_of(path).map(|range| path[range].to_owned()).unwrap_or_default();
        assert_eq!(user("C:\\Users\\张三\\a.xls"), "张三");
        assert_eq!(user("file:///C:/Users/%E5%BC%A0/a.xls"), "%E5%BC%A0");
        assert_eq!(user("\u{1}\u{1}CUsers\u{3}张三\u{3}a.xls"), "张三");
        assert_eq!(user("/home/张三"), "张三");
        assert_eq!(user("C:\\Users\\Public\\张三.xls"), "");
        assert_eq!(user("C:\\张三"), "");
    }
}
