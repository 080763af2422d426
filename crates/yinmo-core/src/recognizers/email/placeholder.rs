//! What manuals write where a mailbox will stand: `username@hostname.domain.ext`, `you@example.com`; and what only looks
//! like one: `modprobe@module.service`, `logo@2x.png`.

/// Whether the name and the host of a mailbox both stand for another: `yourname@your.domain`. Whoever is called so
/// somewhere real, `me@mail.wang.com`, has a mailbox all the same.
pub(super) fn is_placeholder(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let (local, domain) = (local.to_ascii_lowercase(), domain.to_ascii_lowercase());
    let mut words = words(&local);
    TEMPLATES.contains(&(&*local, &*domain))
        || is_message(&local)
        || words.clone().all(|word| READERS.contains(&word))
        || words.all(|word| NAMES.contains(&word)) && is_nowhere(&domain)
}

/// Whether it is the number of a message, by the time it was sent at or by numbers alone: `20190211193904.GX24404@host`.
fn is_message(local: &str) -> bool {
    let mut groups = local.split('.');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let (others, numbers) =
        groups.fold((0, 0), |(others, numbers), group| (others + 1, numbers + usize::from(digits(group))));
    let time = matches!(first.len(), 12 | 14) && first.starts_with(['1', '2']);
    digits(first) && (time && others > 0 || numbers >= 2 && numbers == others)
}

/// Whether the host is no more than a word for one: all that stands before the part that countries and registries share.
fn is_nowhere(domain: &str) -> bool {
    let mut labels: Vec<&str> = domain.split('.').collect();
    let told_by_top = labels.pop().is_some_and(|top| HOSTS.contains(&top));
    if labels.len() > 1 && labels.last().is_some_and(|label| REGISTRIES.contains(label)) {
        labels.pop();
    }
    let mut words = labels.iter().flat_map(|label| words(label));
    let told = told_by_top || words.clone().any(|word| HOSTS.contains(&word));
    told && words.all(|word| HOSTS.contains(&word) || NEUTRAL.contains(&word))
}

/// The words of a name, without the digits that count them: `first.last`, `user1`.
fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let words = text.split(['.', '-', '_', '+']).filter(|word| !word.is_empty());
    words.map(|word| match word.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "" => word,
        bare => bare,
    })
}

/// Whether a host's last part is the ending of a file or of a unit of a system: no registry has it.
pub(super) fn is_ending(top: &str) -> bool {
    ENDINGS.contains(&top.to_ascii_lowercase().as_str())
}

/// Whoever reads is meant: nobody is called so anywhere.
const READERS: [&str; 7] = ["you", "your", "youremail", "yourname", "yourself", "yourusername", "username"];

/// What the templates of translators have for a list of theirs.
const TEMPLATES: [(&str, &str); 1] = [("ll", "li.org")];

const NAMES: [&str; 51] = [
    "account",
    "address",
    "anybody",
    "anyone",
    "bar",
    "baz",
    "email",
    "family",
    "first",
    "firstname",
    "foo",
    "foobar",
    "given",
    "guest",
    "jdoe",
    "joe",
    "johndoe",
    "last",
    "lastname",
    "login",
    "loginname",
    "me",
    "my",
    "myaccount",
    "myname",
    "name",
    "nobody",
    "other",
    "qux",
    "receiver",
    "recipient",
    "sender",
    "some",
    "somebody",
    "someone",
    "something",
    "someuser",
    "surname",
    "the",
    "uid",
    "user",
    "userid",
    "username",
    "usr",
    "xx",
    "xxx",
    "xxxx",
    "yyy",
    "you",
    "your",
    "yourname",
];

/// Words for a host or its owner.
const HOSTS: [&str; 33] = [
    "acme",
    "bar",
    "baz",
    "company",
    "domain",
    "domainname",
    "example",
    "foo",
    "foobar",
    "host",
    "hostname",
    "localhost",
    "machine",
    "mycompany",
    "mydomain",
    "myhost",
    "other",
    "provider",
    "qux",
    "remotehost",
    "server",
    "servername",
    "site",
    "something",
    "somewhere",
    "subdomain",
    "where",
    "xxx",
    "your",
    "yourcompany",
    "yourdomain",
    "yourhost",
    "yoursite",
];

/// Words of a host that tell nothing of whose it is.
const NEUTRAL: [&str; 10] = ["email", "ftp", "local", "mail", "mx", "my", "remote", "smtp", "some", "www"];

const REGISTRIES: [&str; 7] = ["ac", "co", "com", "edu", "gov", "net", "org"];

const ENDINGS: [&str; 41] = [
    "bmp", "cfg", "conf", "css", "csv", "deb", "dll", "dom", "exe", "ext", "gif", "header", "htm", "html",
    "ico", "ini", "jpeg", "jpg", "json", "lock", "log", "mount", "mp4", "path", "pdf", "png", "rpm", "scope",
    "service", "slice", "socket", "svg", "swap", "target", "timer", "toml", "txt", "webp", "xml", "yaml",
    "yml",
];

#[cfg(test)]
mod tests {
    use super::{is_ending, is_placeholder};

    #[test]
    fn both_halves_stand_for_another() {
        for address in [
            "username@hostname.domain.ext",
            "you@example.com",
            "first.last@something.com.br",
            "my.name@my.provider.com",
            "foo@bar.com",
            "user1@mail.example.org",
            "username@remote.host",
            "your.email.address@example.org",
            "name@some.where",
            "username@servername.example.com",
            "you@mail.com",
            "LL@li.org",
            "20190211193904.GX24404@mail.example.org",
            "21592.61064.527547.410074@mail.example.org",
        ] {
            assert!(is_placeholder(address), "{address}");
        }
    }

    #[test]
    fn somebody_may_have_the_others() {
        for address in [
            "user@163.com",
            "user@163.example.com",
            "me@me.com",
            "me@mail.com",
            "someone@mail.tsinghua.edu.cn",
            "zhang.san@example.com",
            "name2020@example.cc.wang.cn",
            "test@example.com",
            "foo.li@foo.com",
            "20190211.wang@mail.example.org",
            "711348604@mail.example.org",
        ] {
            assert!(!is_placeholder(address), "{address}");
        }
        assert!(is_ending("service") && is_ending("PNG") && !is_ending("com") && !is_ending("local"));
    }
}
