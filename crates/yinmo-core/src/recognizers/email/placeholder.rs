//! What manuals write where a mailbox will stand: `username@hostname.domain.ext`, `you@example.com`; and what only looks
//! like one: `modprobe@module.service`, `logo@2x.png`.

/// Whether the name and the host of a mailbox both stand for another: `yourname@your.domain`. Whoever is called so
/// somewhere real, `me@mail.wang.com`, has a mailbox all the same.
pub(super) fn is_placeholder(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let local = local.to_ascii_lowercase();
    words(&local).all(|word| NAMES.contains(&word)) && is_nowhere(&domain.to_ascii_lowercase())
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

const NAMES: [&str; 47] = [
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
    "somebody",
    "someone",
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
    "you",
    "your",
    "yourname",
];

/// Words for a host or its owner.
const HOSTS: [&str; 30] = [
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
    "site",
    "something",
    "somewhere",
    "subdomain",
    "xxx",
    "your",
    "yourcompany",
    "yourdomain",
    "yourhost",
    "yoursite",
];

/// Words of a host that tell nothing of whose it is.
const NEUTRAL: [&str; 9] = ["email", "local", "mail", "mx", "my", "remote", "server", "smtp", "www"];

const REGISTRIES: [&str; 7] = ["ac", "co", "com", "edu", "gov", "net", "org"];

const ENDINGS: [&str; 40] = [
    "bmp", "cfg", "conf", "css", "csv", "deb", "dll", "dom", "exe", "ext", "gif", "htm", "html", "ico",
    "ini", "jpeg", "jpg", "json", "lock", "log", "mount", "mp4", "path", "pdf", "png", "rpm", "scope",
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
        ] {
            assert!(!is_placeholder(address), "{address}");
        }
        assert!(is_ending("service") && is_ending("PNG") && !is_ending("com") && !is_ending("local"));
    }
}
