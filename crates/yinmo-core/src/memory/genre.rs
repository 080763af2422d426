//! What kind of document a text is, by the words that only such documents use.
//!
//! The same word before a name says different things in different documents: `当事人` is who is punished in a penalty
//! notice, and a party like others in a lease.

use std::sync::LazyLock;

use crate::tagger::Words;

/// Documents that say whose names are in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Genre {
    /// A penalty decision, or the notice of one.
    Penalty,
    /// A judgment or ruling.
    Court,
    /// The same, of a family or over an inheritance: the parties are shielded.
    Family,
    /// A list of those who do not pay what a court ordered.
    Defaulters,
    Donation,
    Volunteers,
    /// A tender, or who won it.
    Procurement,
    /// Who takes or leaves an office.
    Appointment,
    /// Who is to be hired.
    Recruitment,
}

impl Genre {
    /// Whether a court wrote it.
    pub(super) const fn is_of_court(self) -> bool {
        matches!(self, Self::Court | Self::Family)
    }
}

/// A word, the genre it speaks for, and how strongly.
type Sign = (&'static str, Genre, u8);

/// What is needed for a genre: a heading and one typical word, or three of these.
const ENOUGH: u8 = 3;

/// At most a hundred and twenty-eight, one bit each.
const SIGNS: &[Sign] = {
    use Genre::{
        Appointment, Court, Defaulters, Donation, Family, Penalty, Procurement, Recruitment, Volunteers,
    };
    &[
        ("处罚决定书", Penalty, 2),
        ("处罚信息公示", Penalty, 3),
        ("处罚公示", Penalty, 3),
        ("处罚信息公开", Penalty, 3),
        ("处罚案件信息", Penalty, 3),
        ("处罚告知书", Penalty, 2),
        ("处罚事先告知", Penalty, 2),
        ("处罚决定如下", Penalty, 3),
        ("罚决字", Penalty, 2),
        ("罚决〔", Penalty, 2),
        ("罚决[", Penalty, 2),
        ("罚字〔", Penalty, 2),
        ("罚〔", Penalty, 2),
        ("处罚法》", Penalty, 1),
        ("处罚款", Penalty, 1),
        ("罚款人民币", Penalty, 1),
        ("罚款", Penalty, 1),
        ("没收违法所得", Penalty, 1),
        ("行政拘留", Penalty, 1),
        ("被处罚人", Penalty, 1),
        ("行政相对人", Penalty, 1),
        ("责令改正", Penalty, 1),
        ("处罚决定", Penalty, 1),
        ("违法行为", Penalty, 1),
        ("判决书", Court, 2),
        ("裁定书", Court, 2),
        ("判决如下", Court, 3),
        ("裁定如下", Court, 3),
        ("本院认为", Court, 3),
        ("本院经审理", Court, 3),
        ("审判长", Court, 2),
        ("审判员", Court, 2),
        ("书记员", Court, 1),
        ("上诉人", Court, 1),
        ("原告", Court, 1),
        ("被告", Court, 1),
        ("人民法院", Court, 1),
        ("离婚", Family, 1),
        ("婚姻家庭", Family, 1),
        ("抚养", Family, 1),
        ("抚育费", Family, 1),
        ("探望权", Family, 1),
        ("赡养", Family, 1),
        ("扶养", Family, 1),
        ("收养关系", Family, 1),
        ("解除收养", Family, 1),
        ("收养纠纷", Family, 1),
        ("分家析产", Family, 1),
        ("遗赠", Family, 1),
        ("彩礼", Family, 1),
        ("继承", Family, 1),
        ("同居关系", Family, 1),
        ("婚约财产", Family, 1),
        ("监护权", Family, 1),
        ("失信被执行人名单", Defaulters, 3),
        ("失信名单", Defaulters, 3),
        ("失信被执行人", Defaulters, 2),
        ("失信行为", Defaulters, 1),
        ("被执行人", Defaulters, 1),
        ("未履行", Defaulters, 1),
        ("捐赠名单", Donation, 3),
        ("捐款名单", Donation, 3),
        ("捐赠公示", Donation, 3),
        ("捐款公示", Donation, 3),
        ("捐赠明细", Donation, 3),
        ("爱心榜", Donation, 3),
        ("捐赠收入", Donation, 2),
        ("志愿者名单", Volunteers, 3),
        ("志愿者花名册", Volunteers, 3),
        ("志愿者公示", Volunteers, 3),
        ("中标公告", Procurement, 3),
        ("成交公告", Procurement, 3),
        ("招标公告", Procurement, 3),
        ("采购公告", Procurement, 3),
        ("成交结果公告", Procurement, 3),
        ("中标结果公告", Procurement, 3),
        ("中标候选人公示", Procurement, 3),
        ("磋商公告", Procurement, 3),
        ("谈判公告", Procurement, 3),
        ("询价公告", Procurement, 3),
        ("评审专家", Procurement, 1),
        ("招标代理", Procurement, 1),
        ("采购项目", Procurement, 2),
        ("采购人", Procurement, 1),
        ("采购代理", Procurement, 1),
        ("任前公示", Appointment, 3),
        ("任免", Appointment, 2),
        ("任职", Appointment, 1),
        ("拟任", Appointment, 2),
        ("拟录用", Recruitment, 3),
        ("录用公示", Recruitment, 3),
        ("拟聘用", Recruitment, 3),
        ("聘用公示", Recruitment, 3),
        ("招聘公示", Recruitment, 3),
        ("拟聘人员", Recruitment, 3),
        ("公开招聘", Recruitment, 2),
        ("招录", Recruitment, 1),
        ("准考证号", Recruitment, 2),
        ("报考单位", Recruitment, 1),
        ("报考职位", Recruitment, 1),
        ("报考岗位", Recruitment, 1),
        ("招聘岗位", Recruitment, 1),
    ]
};

const GENRES: usize = 9;

/// Where a sign stands, and which.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    at: u32,
    nth: u8,
}

/// The words that are signs, each with its number.
pub(crate) static SIGN_WORDS: LazyLock<Words<u8>> =
    LazyLock::new(|| Words::beginning(SIGNS.iter().map(|(word, ..)| *word).zip(0..)));

/// The signs in `text` that begin at one of `places`, which are in order; none within another.
pub(crate) fn signs_at<'t>(
    text: &'t str,
    places: impl Iterator<Item = usize> + 't,
) -> impl Iterator<Item = Seen> + 't {
    let mut read = 0;
    places.filter_map(move |at| {
        let hit = SIGN_WORDS.at_start(text.get(at..).filter(|_| at >= read)?)?;
        read = at + hit.len;
        Some(Seen { at: at as u32, nth: hit.meaning })
    })
}

/// All signs in `text`.
pub(super) fn signs_in(text: &str) -> impl Iterator<Item = Seen> {
    signs_at(text, text.char_indices().map(|(at, _)| at))
}

impl Seen {
    pub(crate) const fn at(self) -> usize {
        self.at as usize
    }

    /// The same in a text that begins `by` bytes earlier.
    pub(crate) const fn shifted(self, by: usize) -> Self {
        Self { at: self.at + by as u32, ..self }
    }

    /// The same in a text that begins `by` bytes later.
    pub(crate) const fn shifted_back(self, by: usize) -> Self {
        Self { at: self.at - by as u32, ..self }
    }
}

/// The signs that a document, or a piece of one, shows. They do not depend on how it was cut.
#[derive(Clone, Copy, Default)]
pub(super) struct Signs(u128);

impl Extend<Seen> for Signs {
    fn extend<T: IntoIterator<Item = Seen>>(&mut self, signs: T) {
        signs.into_iter().for_each(|sign| self.0 |= 1 << sign.nth);
    }
}

impl Signs {
    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// The genre that most speaks for, if it is enough.
    pub(super) fn genre(self) -> Option<Genre> {
        let mut weights = [0; GENRES];
        for (nth, (_, genre, weight)) in SIGNS.iter().enumerate() {
            weights[*genre as usize] += if self.0 >> nth & 1 == 1 { *weight } else { 0 };
        }
        let all = [
            Genre::Recruitment,
            Genre::Penalty,
            Genre::Court,
            Genre::Defaulters,
            Genre::Donation,
            Genre::Volunteers,
            Genre::Procurement,
            Genre::Appointment,
        ];
        let best = all.into_iter().max_by_key(|genre| weights[*genre as usize])?;
        let is_of_family = best == Genre::Court && weights[Genre::Family as usize] > 0;
        (weights[best as usize] >= ENOUGH).then_some(if is_of_family { Genre::Family } else { best })
    }
}

#[cfg(test)]
mod tests {
    use super::{Genre, SIGNS, Signs, signs_in};

    fn genre(text: &str) -> Option<Genre> {
        let mut signs = Signs::default();
        signs.extend(signs_in(text));
        signs.genre()
    }

    #[test]
    fn documents_are_known_by_their_words() {
        for (text, expected) in [
            ("某市民政局行政处罚决定书\n杭民罚决〔2019〕3号", Some(Genre::Penalty)),
            ("依据《殡葬管理条例》，对其违法行为处罚款500元，罚款限期缴纳。", Some(Genre::Penalty)),
            ("民事判决书\n原告某某诉称……本院认为……判决如下：", Some(Genre::Court)),
            ("民事判决书\n原告某某与被告某某离婚纠纷一案，判决如下：", Some(Genre::Family)),
            ("关于离婚登记和收养登记的说明，抚养、赡养、继承", None),
            ("原告不服行政处罚决定书，本院经审理认为处罚决定合法，判决如下", Some(Genre::Court)),
            ("关于公布失信被执行人名单的公告", Some(Genre::Defaulters)),
            ("爱心捐款名单公示", Some(Genre::Donation)),
            ("某区优秀志愿者名单", Some(Genre::Volunteers)),
            ("养老服务设备采购公告\n采购人：某区民政局", Some(Genre::Procurement)),
            ("关于某某等同志任免职务的通知，任职试用期一年", Some(Genre::Appointment)),
            ("房屋租赁合同\n当事人双方约定，逾期罚款。", None),
            ("低保公示名单", None),
        ] {
            assert_eq!(genre(text), expected, "{text}");
        }
    }

    #[test]
    fn it_does_not_matter_how_a_document_is_cut() {
        let text = "某市民政局行政处罚决定书，罚决〔2019〕3号，处罚款五百元。";
        let whole = genre(text);
        for (cut, _) in text.char_indices() {
            let (mut signs, mut rest) = (Signs::default(), Signs::default());
            signs.extend(signs_in(text).filter(|sign| sign.at() < cut));
            rest.extend(signs_in(text).filter(|sign| sign.at() >= cut));
            signs.join(rest);
            assert_eq!(signs.genre(), whole, "{cut}");
        }
    }

    #[test]
    fn signs_have_a_bit_each() {
        assert!(SIGNS.len() <= 128);
    }
}
