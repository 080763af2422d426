//! Which file of a saved website an address may mean.
//!
//! Pages are saved in many ways, so an address has several readings, and whoever has the files looks which one exists:
//! names written with escapes of UTF-8 or GBK, or saved with the escapes in them; the query as part of the name, or not;
//! addresses from the root of a site that was saved somewhere below the folder that is looked at; addresses with a host,
//! saved in a folder of that name or not.

use encoding_rs::GB18030;

/// A page that is read: where it lies below the root of the tree, steps divided by `/`.
#[derive(Clone, Copy)]
pub(super) struct From<'a> {
    pub(super) page: &'a str,
    /// What the page says that its addresses start from.
    pub(super) base: Option<&'a str>,
}

/// An address, cut up.
#[derive(Clone)]
struct Address {
    /// The site, if it is said.
    host: Option<String>,
    /// From the root of the site if it begins with `/`.
    path: String,
    query: String,
}

impl From<'_> {
    /// The paths below the root of the tree that `target` may mean, the likeliest first. None if it leads to no file.
    pub(super) fn readings(self, target: &str) -> Vec<String> {
        let Some(address) = Address::of(target) else { return Vec::new() };
        let address = match self.base.and_then(Address::of) {
            Some(base) => address.from(&base),
            None => address,
        };
        let mut found = Vec::new();
        self.read(&address, &mut found);
        // Programs that hand out files are told their names.
        for value in address.query.split('&').filter_map(|field| Some(field.split_once('=')?.1)) {
            let value = value.replace('+', " ");
            if value.contains('.') || value.contains("%2E") {
                let path = decoded(&value).replace('\\', "/");
                self.read(&Address { host: None, path, query: String::new() }, &mut found);
            }
        }
        found
    }

    fn read(self, address: &Address, found: &mut Vec<String>) {
        for folder in self.folders(address) {
            for name in address.names() {
                let path = joined(&folder, &name);
                if !path.is_empty() && !found.contains(&path) {
                    found.push(path);
                }
            }
        }
    }

    /// Folders from which the address may start.
    fn folders(self, address: &Address) -> Vec<String> {
        let own = self.page.rsplit_once('/').map_or("", |(folder, _)| folder);
        if address.host.is_none() && !address.path.starts_with('/') {
            return vec![own.to_owned()];
        }
        let host = address.host.iter().cloned();
        let above = own.match_indices('/').map(|(at, _)| own[..at].to_owned());
        host.chain([String::new()]).chain(above).chain([own.to_owned()]).collect()
    }
}

impl Address {
    fn of(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
        let text = text.split('#').next().unwrap_or_default().replace('\\', "/");
        let (before, query) = text.split_once('?').unwrap_or((&text, ""));
        let (scheme, rest) = scheme(before);
        if !matches!(scheme.to_ascii_lowercase().as_str(), "" | "http" | "https") {
            return None;
        }
        let (host, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
                (Some(host.to_ascii_lowercase()), path)
            }
            None => (None, rest),
        };
        (!path.is_empty() || !query.is_empty()).then(|| Self { host, path: path.into(), query: query.into() })
    }

    /// The address as it is meant where all start from `base`.
    fn from(self, base: &Self) -> Self {
        if self.host.is_some() {
            return self;
        }
        if self.path.starts_with('/') {
            return Self { host: base.host.clone(), ..self };
        }
        let folder = base.path.rfind('/').map_or("", |at| &base.path[..=at]);
        Self { host: base.host.clone(), path: format!("{folder}{}", self.path), query: self.query }
    }

    /// What the file may be called.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let paths = [decoded(&self.path), self.path.clone()];
        for path in &paths {
            for query in [decoded(&self.query), self.query.clone()].iter().filter(|query| !query.is_empty()) {
                names.extend(['?', '@'].map(|mark| format!("{path}{mark}{query}")));
            }
        }
        names.extend(paths);
        names
    }
}

/// The scheme of an address, and what follows. A single letter is a drive.
fn scheme(text: &str) -> (&str, &str) {
    match text.split_once(':') {
        Some((scheme, rest))
            if scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) =>
        {
            (scheme, rest)
        }
        _ => ("", text),
    }
}

/// `path` as seen from `folder`, without `.` and `..`. What leads out of the root stays in it.
fn joined(folder: &str, path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(path.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The text with its escapes resolved, each run of them as UTF-8 or else as GBK.
fn decoded(text: &str) -> String {
    let (mut out, mut run, mut rest) = (String::with_capacity(text.len()), Vec::new(), text);
    while let Some(c) = rest.chars().next() {
        if let Some(byte) = escape(rest) {
            run.push(byte);
            rest = &rest[3..];
            continue;
        }
        say(&mut run, &mut out);
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    say(&mut run, &mut out);
    out
}

/// The byte that `%xx` stands for.
fn escape(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('%')?.get(..2).filter(|digits| !digits.starts_with('+'))?;
    u8::from_str_radix(digits, 16).ok()
}

fn say(run: &mut Vec<u8>, out: &mut String) {
    match std::str::from_utf8(run) {
        Ok(text) => out.push_str(text),
        Err(_) => out.push_str(&GB18030.decode_without_bom_handling(run).0),
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::From;

    fn check(page: &str, base: Option<&str>, target: &str, file: &str) {
        let readings = From { page, base }.readings(target);
        assert!(readings.iter().any(|path| path == file), "{target}: {readings:?}");
    }

    #[test]
    fn addresses_are_read_from_the_page() {
        check("通知.html", None, "附件/名单.xlsx", "附件/名单.xlsx");
        check("a/b/通知.html", None, "../名单.xlsx#第一页", "a/名单.xlsx");
        check("a/通知.html", None, "./x/../名单.xlsx", "a/名单.xlsx");
        check("a/通知.html", None, "../../../名单.xlsx", "名单.xlsx");
        check("a/通知.html", None, "..\\附件\\名单.xlsx", "附件/名单.xlsx");
    }

    #[test]
    fn names_may_be_written_with_escapes() {
        check("a.html", None, "%E5%90%8D%E5%8D%95.xlsx", "名单.xlsx");
        check("a.html", None, "%C3%FB%B5%A5.xlsx", "名单.xlsx");
        check("a.html", None, "附件%C3%FB%B5%A5%201.xlsx", "附件名单 1.xlsx");
        check("a.html", None, "%E5%90%8D.xlsx", "%E5%90%8D.xlsx");
        check("a.html", None, "100%.xlsx", "100%.xlsx");
    }

    #[test]
    fn queries_are_part_of_the_name_or_tell_it() {
        check("a.html", None, "名单.xls?v=3", "名单.xls");
        check("a.html", None, "show.jsp?id=3", "show.jsp?id=3");
        check("a.html", None, "show.jsp?id=3", "show.jsp@id=3");
        check("n/a.html", None, "/down.jsp?path=/upload/&name=%C3%FB%B5%A5.xls", "n/名单.xls");
        check("n/a.html", None, "/down.jsp?file=%2Fupload%2F1.xls", "upload/1.xls");
    }

    #[test]
    fn a_site_may_be_saved_anywhere_below() {
        check("www.example.gov.cn/n1/a.html", None, "/upload/1.xls", "www.example.gov.cn/upload/1.xls");
        check("n1/a.html", None, "/upload/1.xls", "upload/1.xls");
        check("n1/a.html", None, "http://WWW.example.gov.cn/upload/1.xls", "www.example.gov.cn/upload/1.xls");
        check("n1/a.html", None, "//www.example.gov.cn/upload/1.xls", "upload/1.xls");
    }

    #[test]
    fn a_page_says_where_its_addresses_start() {
        check("n1/a.html", Some("/files/"), "1.xls", "files/1.xls");
        check("n1/a.html", Some("files/x.html"), "1.xls", "n1/files/1.xls");
        check("n1/a.html", Some("https://example.gov.cn/files/"), "1.xls", "example.gov.cn/files/1.xls");
        check("n1/a.html", Some("https://example.gov.cn/files/"), "1.xls", "files/1.xls");
    }

    #[test]
    fn what_leads_to_no_file_has_no_reading() {
        for target in
            ["mailto:a@example.com", "tel:12345", "#top", "", "javascript:x()", "data:,a", "file:///c:/a.xls"]
        {
            assert!(From { page: "a.html", base: None }.readings(target).is_empty(), "{target}");
        }
    }
}
