use yinmo_core::text::Place;
use yinmo_documents::What;

use crate::decisions::unread_id;
use crate::source::hex;

/// Something in a document that is not its text, and that people have to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where. Names that hold personal data are masked in it.
    pub place: Place,
    /// What.
    pub what: What,
    /// Whether it is taken out of what is written.
    pub stripped: bool,
}

impl Remark {
    /// The permanent id, kebab-case: `hidden-rows`, `comments`, `unread`, `signature`, `rounded-number`.
    pub const fn id(&self) -> &'static str {
        match self.what {
            What::Hidden(hiding) | What::HiddenExtra(hiding, _) => hiding.id(),
            What::Extra(extra) => extra.id(),
            What::Unread { .. } => "unread",
            What::Signature => "signature",
            What::RoundedNumber => "rounded-number",
        }
    }

    /// The SHA-256, in hexadecimal, by which what was not read can be approved.
    pub fn hash(&self) -> Option<String> {
        if let What::Unread { hash, .. } = &self.what { Some(hex(hash)) } else { None }
    }

    /// Names what was not read, in the document with this hash: a person may decide on it.
    pub fn fingerprint(&self, document: &str) -> Option<String> {
        Some(unread_id(document, &self.hash()?, &self.place.to_string()))
    }

    /// What it is and what becomes of it, in Chinese.
    pub fn zh(&self) -> String {
        let goes = if self.stripped { "，脱敏时删除" } else { "" };
        match &self.what {
            What::Hidden(hiding) | What::HiddenExtra(hiding, _) => format!("{}{goes}", hiding.zh()),
            What::Extra(extra) => format!("{}{goes}", extra.zh()),
            What::Unread { .. } if self.stripped => format!("未检查{goes}"),
            What::Unread { reason, hash, .. } => format!("未检查（{}），SHA-256 {}", reason.zh(), hex(hash)),
            What::Signature => "数字签名，文件改动后失效，脱敏时删除".to_owned(),
            What::RoundedNumber => "以数字保存的长号码，末几位已不准，其余各位仍会泄露".to_owned(),
        }
    }

    /// The same in English.
    pub fn en(&self) -> String {
        let goes = if self.stripped { ", taken out when masked" } else { "" };
        match &self.what {
            What::Hidden(hiding) | What::HiddenExtra(hiding, _) => format!("{}{goes}", hiding.en()),
            What::Extra(extra) => format!("{}{goes}", extra.en()),
            What::Unread { .. } if self.stripped => format!("not inspected{goes}"),
            What::Unread { reason, hash, .. } => {
                format!("not inspected ({}), SHA-256 {}", reason.en(), hex(hash))
            }
            What::Signature => {
                "a signature, which does not hold after a change and is taken out then".to_owned()
            }
            What::RoundedNumber => {
                "a long number kept as a number: its last digits are wrong, the others leak".to_owned()
            }
        }
    }
}
