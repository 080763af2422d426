//! 电子邮箱 (e-mail address, the ASCII form of RFC 5321), full-width characters included.
//!
//! Found around an `@`. A `.gov.cn` mailbox, one named after a task (RFC 2142), a mailing list and one introduced as an office's are
//! public. What manuals write in the place of a mailbox is none.

mod placeholder;

use memchr::memmem;

use super::context::{WINDOW, window_before};
use super::{Claim, Rank, Reading, Recognizer, roles};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::scan::is_mask_char;
use crate::text::{Span, fold_char};

pub static RECOGNIZER: Email = Email;

/// Finds mailboxes.
pub struct Email;

impl Recognizer for Email {
    fn kind(&self) -> Kind {
        Kind::Email
    }

    fn labels(&self) -> &'static [&'static str] {
        &["邮箱", "电子邮箱", "电子邮件", "邮件地址", "E-mail", "email", "mail"]
    }

    fn cases(&self) -> &'static str {
        include_str!("cases.txt")
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let bytes = reading.text.as_bytes();
        let narrow = memchr::memchr_iter(b'@', bytes).map(|at| (at, 1));
        let wide = (!bytes.is_ascii()).then(|| memmem::find_iter(bytes, "＠").map(|at| (at, 3)));
        for (at, len) in narrow.chain(wide.into_iter().flatten()) {
            let found = mailbox(reading.text, at, at + len);
            if let Some(span) =
                found.filter(|span| !placeholder::is_placeholder(&folded(span.of(reading.text))))
            {
                claims.push(claim(reading, span));
            }
        }
    }
}

fn claim(reading: &Reading<'_>, span: Span) -> Claim {
    Claim {
        kind: Kind::Email,
        rank: Rank::Structured,
        span,
        confidence: Confidence::HIGH,
        role: role(reading, span),
        weak: None,
        evidence: EvidenceSet::EMPTY.with(Evidence::Shape),
    }
}

/// The mailbox around an `@` that reaches from `at` to `after`.
fn mailbox(text: &str, at: usize, after: usize) -> Option<Span> {
    let local = text[..at].chars().rev().take_while(|&c| is_local(c)).map(char::len_utf8).sum::<usize>();
    let local =
        text[at - local..at].trim_start_matches(|c| fold_char(c).is_none_or(|c| !c.is_ascii_alphanumeric()));
    // `\fBbug-tool@…\fP`: the source of a manual page changes its font there.
    let font = text[..at - local.len()].ends_with('\\')
        && ["fB", "fI", "fR"].iter().any(|font| local.starts_with(font));
    let local = if font { local[2..].trim_start_matches('-') } else { local };
    let start = at - local.len();
    let domain = text[after..].chars().take_while(|&c| is_domain(c)).map(char::len_utf8).sum::<usize>();
    let domain = text[after..after + domain]
        .trim_end_matches(|c| fold_char(c).is_none_or(|c| !c.is_ascii_alphanumeric()));
    let masked = text[..start].chars().next_back().is_some_and(is_mask_char);
    (!local.is_empty() && !masked && is_registrable(domain)).then(|| Span::new(start, after + domain.len()))
}

/// At least two labels, the last one of two letters or more.
fn is_registrable(domain: &str) -> bool {
    let folded = folded(domain);
    let mut labels = folded.rsplit('.');
    let top = labels.next().unwrap_or("");
    let named = labels.next().is_some_and(|label| !label.is_empty());
    let registered = top.chars().all(|c| c.is_ascii_alphabetic()) && !placeholder::is_ending(top);
    named && top.len() >= 2 && registered && !folded.contains("..")
}

fn folded(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

fn is_local(c: char) -> bool {
    fold_char(c).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-'))
}

fn is_domain(c: char) -> bool {
    fold_char(c).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
}

/// Whether a mailbox is named after what is done there: those of RFC 2142, and what programs and manuals use. With a
/// provider of mailboxes for everybody whoever comes first may be called so.
fn names_task(local: &str, domain: &str) -> bool {
    const TASKS: [&str; 49] = [
        "abuse",
        "admin",
        "administrator",
        "anoncvs",
        "anonymous",
        "bug",
        "bugs",
        "cvs",
        "dev",
        "devel",
        "developers",
        "discuss",
        "feedback",
        "ftp",
        "git",
        "help",
        "helpdesk",
        "hg",
        "hostmaster",
        "info",
        "list",
        "listmaster",
        "listserv",
        "mailer-daemon",
        "maintainers",
        "majordomo",
        "marketing",
        "news",
        "no-reply",
        "noc",
        "noreply",
        "porters",
        "postmaster",
        "press",
        "request",
        "root",
        "sales",
        "security",
        "service",
        "subscribe",
        "support",
        "svn",
        "team",
        "thanks",
        "unsubscribe",
        "users",
        "webmaster",
        "workers",
        "www",
    ];
    // `bug-gnu-utils`, `samba-bugs`, `info-gnu-emacs-request`.
    const STARTS: [&str; 4] = ["bug-", "help-", "sales-", "support-"];
    const ENDS: [&str; 15] = [
        "-announce",
        "-bug",
        "-bugs",
        "-devel",
        "-discuss",
        "-docs",
        "-list",
        "-maintainers",
        "-owner",
        "-porters",
        "-reports",
        "-request",
        "-team",
        "-users",
        "-workers",
    ];
    let local = local.to_ascii_lowercase();
    !is_open_to_all(domain)
        && (TASKS.contains(&local.as_str())
            || STARTS.iter().any(|start| local.starts_with(start))
            || ENDS.iter().any(|end| local.ends_with(end)))
}

/// Whether everybody can have a mailbox there under any name that is free.
fn is_open_to_all(domain: &str) -> bool {
    const PROVIDERS: [&str; 20] = [
        "126.com",
        "139.com",
        "163.com",
        "189.cn",
        "21cn.com",
        "263.net",
        "aliyun.com",
        "foxmail.com",
        "gmail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "msn.com",
        "outlook.com",
        "qq.com",
        "sina.cn",
        "sina.com",
        "sohu.com",
        "yahoo.com",
        "yeah.net",
    ];
    PROVIDERS.contains(&domain.to_ascii_lowercase().as_str())
}

/// Whether what comes to a host goes to many: mailing lists, and the numbers of bugs and names of packages.
fn is_of_many(domain: &str) -> bool {
    const HOSTS: [&str; 5] = ["bugs.", "googlegroups.", "groups.", "lists.", "packages."];
    let domain = domain.to_ascii_lowercase();
    HOSTS.iter().any(|host| domain.starts_with(host))
}

fn role(reading: &Reading<'_>, span: Span) -> Role {
    let address = folded(span.of(reading.text));
    let (local, domain) = address.split_once('@').unwrap_or_default();
    if domain.ends_with(".gov.cn") || is_of_many(domain) || names_task(local, domain) {
        return Role::Organisation;
    }
    let bounds = reading.bounds(span.start);
    let heading = reading.cell(span.start).map_or("", |cell| cell.heading);
    let before = [heading, window_before(&reading.text[bounds.start..span.start], WINDOW)].concat();
    roles::of_contact(&before, &reading.text[span.end..bounds.end])
}
