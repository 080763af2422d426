//! Names in Latin letters: `ZHANG Xiaoming`, `John Smith`.

/// How many bytes at the start of `text` are a name in Latin letters: two to four words with capitals.
pub(super) fn len_at(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let (mut len, mut words) = (0, 0);
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        let letters =
            bare.bytes().take_while(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'\'')).count();
        if letters == 0 || !bare.starts_with(|c: char| c.is_ascii_uppercase()) || words == 4 {
            break;
        }
        words += 1;
        let end = len + letters;
        len += word.len();
        if letters < bare.len() || word.len() > bare.len() + 1 {
            len = end;
            break;
        }
    }
    let name = text[..len].trim_end();
    (words >= 2 && name.len() >= 5).then_some(name.len())
}

/// Labels of English forms, at the end of what stands before a colon.
pub(super) fn is_labelled(before: &str) -> bool {
    const LABELS: [&str; 33] = [
        "applicant",
        "name",
        "householder",
        "contact",
        "contact person",
        "guardian",
        "spouse",
        "patient",
        "beneficiary",
        "father",
        "mother",
        "victim",
        "defendant",
        "plaintiff",
        "coordinator",
        "secretary",
        "interpreter",
        "resident",
        "tenant",
        "owner",
        "witness",
        "sender",
        "recipient",
        "consignee",
        "student",
        "teacher",
        "parent",
        "volunteer",
        "participants",
        "participants from abroad",
        "members",
        "guests",
        "attendees",
    ];
    let start = before
        .rfind(|c: char| !c.is_ascii_alphabetic() && c != ' ')
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let label = before[start..].trim();
    LABELS.iter().any(|known| {
        label.len() >= known.len()
            && label.is_char_boundary(label.len() - known.len())
            && label[label.len() - known.len()..].eq_ignore_ascii_case(known)
            && !is_of_thing(&label[..label.len() - known.len()])
    })
}

/// Whether what is labelled belongs to a thing: `file name`, `ProcName`.
fn is_of_thing(before: &str) -> bool {
    const THINGS: [&str; 40] = [
        "account",
        "app",
        "application",
        "branch",
        "class",
        "cluster",
        "column",
        "command",
        "company",
        "container",
        "database",
        "db",
        "device",
        "directory",
        "domain",
        "event",
        "field",
        "file",
        "folder",
        "font",
        "function",
        "group",
        "host",
        "image",
        "menu",
        "method",
        "module",
        "network",
        "node",
        "package",
        "path",
        "proc",
        "process",
        "product",
        "project",
        "server",
        "service",
        "sheet",
        "table",
        "variable",
    ];
    let before = before.trim_end().to_ascii_lowercase();
    THINGS.iter().any(|thing| before.ends_with(thing))
}
