//! Whose a name is, by all that the document says of it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::genre::Genre;
use super::without_blanks;
use crate::finding::{Evidence, Role};
use crate::recognizers::{CUES, Claim, TODAY_YEAR, is_kin, says_who, window_before};
use crate::tagger::{Words, is_han};

/// What was said of somebody at any place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing(u32);

impl Standing {
    /// A child, by age or by the word before the name.
    const MINOR: Self = Self(1);
    /// The one whom the document is about: a party, an applicant, somebody whose identity number stands beside.
    const CONCERNED: Self = Self(1 << 1);
    const DONOR: Self = Self(1 << 2);
    /// Holds an office, by a title or a label.
    const OFFICIAL: Self = Self(1 << 3);
    /// The name is called assumed, and so hides somebody.
    const ASSUMED: Self = Self(1 << 4);
    /// Punished, as the word before the name says in any document.
    const PUNISHED: Self = Self(1 << 5);
    /// Punished if the document is a penalty notice: `当事人`, `经营者`.
    const PARTY: Self = Self(1 << 6);
    /// Punished if the document lists defaulters: `被执行人`.
    const DEBTOR: Self = Self(1 << 7);
    const REPRESENTATIVE: Self = Self(1 << 8);
    const VOLUNTEER: Self = Self(1 << 9);
    /// Whom to ask: in a tender somebody who speaks for a company or an office.
    const CONTACT: Self = Self(1 << 10);
    /// Takes or leaves an office, if the document is about that.
    const APPOINTED: Self = Self(1 << 11);
    /// Stands in a list of names, without any word.
    const LISTED: Self = Self(1 << 12);
    const LAWYER: Self = Self(1 << 13);
    /// A witness, a victim, an informer.
    const PROTECTED: Self = Self(1 << 14);
    /// An expert or a guardian, who is shielded in court.
    const IN_COURT: Self = Self(1 << 15);
    /// Cares for a child who is named in the same sentence.
    const GUARDIAN: Self = Self(1 << 16);
    /// Is to be hired, in a notice of that.
    const CANDIDATE: Self = Self(1 << 17);
    /// Belongs to the household of somebody who is named before.
    const MEMBER: Self = Self(1 << 18);
    /// The one whose household it is.
    const HEAD: Self = Self(1 << 19);

    pub(super) const fn assumed() -> Self {
        Self::ASSUMED
    }

    pub(super) const fn is_assumed(self) -> bool {
        self.has(Self::ASSUMED)
    }

    /// What one claim with this role says; `concerned` where the document is about whoever is named.
    pub(super) const fn of(role: Role, concerned: bool) -> Self {
        match role {
            Role::Minor => Self::MINOR,
            Role::PunishedMinor => Self(Self::MINOR.0 | Self::PUNISHED.0),
            Role::Donor => Self::DONOR,
            Role::Official => Self::OFFICIAL,
            Role::Representative | Role::Lawyer => Self::REPRESENTATIVE,
            Role::Punished => Self::PUNISHED,
            Role::Volunteer => Self::VOLUNTEER,
            Role::Guardian => Self::GUARDIAN,
            Role::Candidate => Self::CANDIDATE,
            Role::Member => Self::MEMBER,
            _ if concerned => Self::CONCERNED,
            _ => Self(0),
        }
    }

    /// What the words around a name say that only counts in documents of some kind.
    pub(super) fn around(claim: &Claim, before: &str, after: &str) -> Self {
        let labelled = claim.evidence.has(Evidence::LabelBefore);
        let label = if labelled { label(before, claim.evidence.has(Evidence::List)) } else { None };
        let label = label.as_deref();
        let mut standing = label.map_or(Self(0), Self::labelled);
        let is_agent = || label.is_some_and(|label| AGENTS.split_whitespace().any(|word| word == label));
        for (holds, said) in [
            (is_penalised(before, after), Self::PARTY),
            (is_appointed(before) || is_to_be_appointed(after), Self::APPOINTED),
            (
                (claim.evidence.has(Evidence::List)
                    || joins_others(before, after)
                    || gives(before, after)
                    || is_said_to_give(after))
                    && !labelled,
                Self::LISTED,
            ),
            (says_who(after) || is_to_be_hired(after), Self::CANDIDATE),
            (is_born_lately(after), Self::MINOR),
            (is_agent() && is_of_law_firm(after) || is_called_lawyer(after), Self::LAWYER),
            (is_member(before), Self::MEMBER),
        ] {
            if holds {
                standing.join(said);
            }
        }
        standing
    }

    /// What the word before a colon says.
    fn labelled(label: &str) -> Self {
        static SAID: LazyLock<FxHashMap<&str, Standing>> = LazyLock::new(|| {
            let mut said = FxHashMap::<_, Standing>::default();
            for (words, standing) in [
                (PARTIES, Standing::PARTY),
                (DEBTORS, Standing::DEBTOR),
                (CONTACTS, Standing::CONTACT),
                (CANDIDATES, Standing::APPOINTED),
                (APPLICANTS, Standing::CANDIDATE),
                (LAWYERS, Standing::LAWYER),
                (SHIELDED, Standing::PROTECTED),
                (HEADS, Standing::HEAD),
                (SHIELDED_IN_COURT, Standing::IN_COURT),
            ] {
                words.split_whitespace().for_each(|word| said.entry(word).or_default().join(standing));
            }
            said
        });
        SAID.get(label).copied().unwrap_or_default()
    }

    /// The same, of somebody whose identity number tells the year of birth.
    pub(super) fn born_in(self, year: Option<u16>) -> Self {
        let minor = year.is_some_and(is_of_a_minor);
        Self(self.0 | if minor { Self::MINOR.0 } else { 0 })
    }

    /// The same, of somebody named in the sentence in which a child is.
    pub(super) fn beside_child(self, before: &str) -> Self {
        let before = before.trim_end_matches(['：', ':', ' ', '为', '是', '系', '叫', '（', '(']);
        static ENDINGS: LazyLock<Words<()>> = LazyLock::new(|| endings(CARERS));
        let cares = ENDINGS.at_end(before).is_some();
        Self(self.0 | if cares { Self::GUARDIAN.0 } else { 0 })
    }

    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whoever is shielded, or holds an office already, is none.
    const fn is_candidate(self) -> bool {
        (self.has(Self::CANDIDATE) || self.has(Self::LISTED))
            && !self.has(Self::PROTECTED)
            && !self.has(Self::OFFICIAL)
    }

    pub(super) const fn is_minor(self) -> bool {
        self.has(Self::MINOR)
    }

    fn is_punished(self, genre: Option<Genre>) -> bool {
        self.has(Self::PUNISHED)
            || genre == Some(Genre::Penalty) && self.has(Self::PARTY)
            || genre == Some(Genre::Defaulters) && self.has(Self::DEBTOR)
    }

    fn is_protected(self, genre: Option<Genre>) -> bool {
        let in_court = genre.is_some_and(Genre::is_of_court) && self.has(Self::IN_COURT);
        let of_family = genre == Some(Genre::Family) && self.has(Self::CONCERNED);
        self.has(Self::PROTECTED) || in_court || of_family
    }

    fn minor(self, genre: Option<Genre>) -> Role {
        if self.is_punished(genre) { Role::PunishedMinor } else { Role::Minor }
    }

    /// The role of the name where nothing beside it says whose it is. Whoever is concerned is not kept for a title
    /// that stands elsewhere; children come before all.
    pub(super) fn role(self, genre: Option<Genre>) -> Role {
        if self.is_minor() {
            self.minor(genre)
        } else if self.is_punished(genre) {
            Role::Punished
        } else if self.is_protected(genre) {
            Role::Protected
        } else if genre == Some(Genre::Appointment) && self.has(Self::APPOINTED) {
            Role::Official
        } else if genre == Some(Genre::Recruitment) && self.is_candidate() {
            Role::Candidate
        } else if self.has(Self::GUARDIAN) {
            Role::Guardian
        } else if self.has(Self::MEMBER) && !self.has(Self::HEAD) {
            Role::Member
        } else if self.has(Self::CONCERNED) {
            Role::Citizen
        } else if self.has(Self::DONOR) || genre == Some(Genre::Donation) && self.has(Self::LISTED) {
            Role::Donor
        } else if self.has(Self::OFFICIAL) {
            Role::Official
        } else if self.has(Self::LAWYER) {
            Role::Lawyer
        } else if self.has(Self::REPRESENTATIVE)
            || genre == Some(Genre::Procurement) && self.has(Self::CONTACT)
        {
            Role::Representative
        } else if self.has(Self::VOLUNTEER) || genre == Some(Genre::Volunteers) && self.has(Self::LISTED) {
            Role::Volunteer
        } else {
            Role::Citizen
        }
    }

    /// The role of the name at a place that says `own`.
    pub(super) fn role_at(self, own: Role, genre: Option<Genre>) -> Role {
        match own {
            Role::Organisation => own,
            _ if self.is_minor() => self.minor(genre),
            _ if self.is_punished(genre) => Role::Punished,
            _ if self.is_protected(genre) && own != Role::Official => Role::Protected,
            Role::Citizen | Role::Unknown if genre == Some(Genre::Recruitment) && self.is_candidate() => {
                Role::Candidate
            }
            Role::Citizen | Role::Unknown if self.has(Self::GUARDIAN) => Role::Guardian,
            Role::Representative if self.has(Self::LAWYER) && !self.has(Self::CONCERNED) => Role::Lawyer,
            Role::Official | Role::Donor | Role::Representative | Role::Volunteer
                if !self.has(Self::CONCERNED) =>
            {
                own
            }
            _ => self.role(genre),
        }
    }

    /// The role of the name in a column with this heading, whose own word `own` is not overruled, but for a child's.
    pub(super) fn role_under(self, own: Role, heading: &str, genre: Option<Genre>) -> Role {
        let plain = matches!(own, Role::Citizen | Role::Unknown);
        let says = |words: &str| words.split_whitespace().any(|word| heading.starts_with(word));
        match genre {
            _ if self.is_minor() && own != Role::Organisation => self.minor(genre),
            Some(Genre::Penalty) if plain && (says(PARTIES) || says(UNSAID)) => Role::Punished,
            Some(Genre::Defaulters) if plain && (says(DEBTORS) || says(UNSAID)) => Role::Punished,
            Some(Genre::Donation) if plain && says(UNSAID) => Role::Donor,
            Some(Genre::Volunteers) if plain && says(UNSAID) => Role::Volunteer,
            Some(Genre::Recruitment) if plain && (says(APPLICANTS) || says(UNSAID)) => Role::Candidate,
            Some(Genre::Appointment) if plain && (says(CANDIDATES) || says(UNSAID)) => Role::Official,
            Some(Genre::Procurement) if plain && says(CONTACTS) => Role::Representative,
            _ => own,
        }
    }
}

/// Whoever bears the name is punished, in a penalty notice.
const PARTIES: &str = "
    当事人 当事人姓名 当事人名称 经营者 业主 业户 商户 摊主 店主 个体工商户 行为人 肇事者 肇事司机 驾驶员 驾驶人 司机 车主 房东 出租人 养殖户 种植户 承包人 被检查人";

/// Whoever bears the name acts in a case by profession.
const LAWYERS: &str = "律师 代理律师 辩护律师 公证员 公证人 仲裁员 首席仲裁员";

/// The same if a law firm is named behind; a party's relative may be its agent too.
const AGENTS: &str = "委托代理人 委托诉讼代理人 诉讼代理人 辩护人";

/// Whoever bears the name is shielded.
const SHIELDED: &str =
    "证人 被害人 受害人 受害者 举报人 举报者 投诉人 投诉者 检举人 控告人 报案人 报警人 反映人 信访人";

/// The same in documents of a court.
const SHIELDED_IN_COURT: &str = "鉴定人 鉴定员 法定代理人 监护人 法定监护人";

/// Whoever bears the name cares for a child.
const CARERS: &str = "
    祖母 祖父 奶奶 爷爷 外祖母 外祖父 外婆 外公 姥姥 姥爷 父亲 母亲 生父 生母 其父 其母 之父 之母 爸爸 妈妈 继父 继母 养父 养母
    监护人 法定监护人 家长 抚养人 照料人 照护人 姑姑 姑妈 姑母 叔叔 伯父 伯母 婶婶 舅舅 舅妈 姨妈 姨母 小姨 哥哥 姐姐 寄养人";

/// Whose household it is.
const HEADS: &str = "户主 户主姓名 申请人 申请人姓名 救助对象 低保对象 低保户 特困人员 保障对象 受助人 受益人 享受人 领取人 领款人 当事人 原告 被告";

/// Whoever bears the name belongs to the household of another.
const MEMBERS: &str = "
    家庭成员 共同生活家庭成员 共同生活的家庭成员 家庭其他成员 其他成员 共同生活人员 家庭人员 成员 家属 配偶 丈夫 妻子 爱人 其妻 其夫 其子 其女 其父 其母 其配偶 之妻 之夫 之子 之女
    之父 之母 父亲 母亲 儿子 女儿 长子 次子 三子 长女 次女 三女 儿媳 女婿 孙子 孙女 公公 婆婆 岳父 岳母 祖父 祖母 赡养人 扶养人 子女
    护理人 照护人 照料人 照料服务人";

/// As long as a list of the members of one household is, in bytes.
const HOUSEHOLD: usize = 240;

/// These words, to be asked for where they end.
fn endings(words: &'static str) -> Words<()> {
    Words::ending(words.split_whitespace().map(|word| (word, ())))
}

/// Whether the words before a name say that those who are listed there belong to a household: `家庭成员：窦大妹、`.
fn is_member(before: &str) -> bool {
    static ENDINGS: LazyLock<Words<()>> = LazyLock::new(|| endings(MEMBERS));
    let clause = window_before(before, HOUSEHOLD).rsplit(['。', '；', ';', '\n']).next().unwrap_or("");
    // `家庭成员：父窦芃（63岁，务农）；母`: a word before each says it of each.
    let begins = |before: &str| {
        before.is_empty() || before.ends_with(|c: char| !is_han(c)) || before.ends_with(['为', '是', '有'])
    };
    if clause.strip_suffix(is_kin).is_some_and(begins) {
        return true;
    }
    let mut list = clause.trim_end_matches(['：', ':', ' ', '\u{3000}', '为', '是', '有', '叫', '系']);
    // The names before it in the list, each with what stands behind it in brackets.
    loop {
        if ENDINGS.at_end(list).is_some() {
            return true;
        }
        let Some(names) = list.strip_suffix(['、', '和', '与', '及']) else { return false };
        let names = without_bracket(names);
        let name = names.chars().rev().take_while(|&c| is_han(c) && !"和与及".contains(c)).take(4);
        let mut width = name.map(char::len_utf8).sum::<usize>();
        // `家庭成员窦大妹、`: the word may stand right before the first name.
        let run = &names[names.len() - width..];
        let mut within = run.char_indices().map(|(at, _)| at).skip(1);
        if let Some(at) = within.find(|&at| ENDINGS.at_end(&names[..names.len() - width + at]).is_some()) {
            width -= at;
        }
        if width == 0 {
            return false;
        }
        list = names[..names.len() - width].trim_end_matches(['：', ':', ' ', '\u{3000}', '为', '是', '有']);
    }
}

/// Without a bracket at the end: `窦小宝（8岁）`.
fn without_bracket(text: &str) -> &str {
    let opened = text.strip_suffix(['）', ')']).and_then(|inside| inside.rfind(['（', '(']));
    opened.map_or(text, |at| &text[..at])
}

/// The same in a list of defaulters.
const DEBTORS: &str = "被执行人 执行人 债务人 欠款人 借款人 被告 被告人";

const CONTACTS: &str = "联系人 联系人姓名";

const CANDIDATES: &str = "候选人 拟任人选 拟任职人员 人选";

/// Whoever bears the name is to be hired, in a notice of that.
const APPLICANTS: &str = "考生 考生姓名 应聘人员 应聘者 拟录用人员 拟录用人选 拟聘用人员 拟聘人员 拟聘人选 入围人员 录用人员 聘用人员";

/// Headings of columns that say of nobody who they are.
const UNSAID: &str = "姓名 名称 名字 人员姓名 个人姓名 姓名或名称";

/// The word that introduces a name, or the list it is in, without the blanks in it: `联 系 人：刘婷、|孙浩`.
fn label(before: &str, listed: bool) -> Option<String> {
    let begun = || {
        let (label, names) = window_before(before, HOUSEHOLD).rsplit_once(['：', ':'])?;
        let joined = names.ends_with(['、', '，', ',', '和', '及']) && !names.contains(['。', '；', '\n']);
        joined.then_some(label)
    };
    let before = if listed { begun().unwrap_or(before) } else { before };
    let before = before.trim_end_matches(|c: char| !is_han(c) && !"。；\n".contains(c));
    let hit = CUES.at_end(before)?;
    Some(without_blanks(&before[before.len() - hit.len..]))
}

/// Whether other names stand before or behind in the same row.
fn joins_others(before: &str, after: &str) -> bool {
    before.ends_with('、') || after.starts_with('、')
}

/// `滕婧女士捐款300元`.
fn is_said_to_give(after: &str) -> bool {
    let titles = ["先生", "女士", "同志", "老师"];
    let after = titles.into_iter().find_map(|title| after.strip_prefix(title)).unwrap_or(after);
    let noted = after.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    noted.map_or(after, |(_, after)| after).starts_with('捐')
}

/// A line that begins with the name and goes on with an amount: `韩启岳 200元`.
fn gives(before: &str, after: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "、.．（）() \u{3000}\t".contains(c);
    let begins = before.trim_end_matches(number);
    let amount = after.trim_start_matches([' ', '\u{3000}', '\t', '：', ':', '，', ',', '—', '-']);
    let digits = amount.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'));
    (begins.is_empty() || begins.ends_with('\n'))
        && digits.len() < amount.len()
        && ["元", "万元", "人民币", "￥"].iter().any(|unit| digits.trim_start().starts_with(unit))
}

/// `对……处以罚款`, `……的上述行为违反了`.
fn is_penalised(before: &str, after: &str) -> bool {
    const BEFORE: [&str; 7] = ["对", "给予", "责令", "对当事人", "决定对", "处罚", "吊销"];
    const PENALTIES: [&str; 14] = [
        "处以",
        "处罚",
        "予以",
        "作出",
        "罚款",
        "警告",
        "没收",
        "行政拘留",
        "给予",
        "的罚款",
        "的处罚",
        "的行政",
        "并处",
        "处人民币",
    ];
    const CONDUCT: [&str; 8] =
        ["违反", "的上述行为", "的行为", "的违法", "上述行为", "涉嫌违反", "擅自", "未经许可"];
    let after = skip_note(after);
    CONDUCT.iter().any(|word| after.starts_with(word))
        || BEFORE.iter().any(|word| before.ends_with(word))
            && PENALTIES.iter().any(|word| after.starts_with(word))
}

/// What stands behind a short bracket after a name: `（男，1970年生）`.
fn skip_note(after: &str) -> &str {
    let Some(inside) = after.strip_prefix(['（', '(']) else { return after };
    let close = inside.char_indices().take(40).find(|&(_, c)| matches!(c, '）' | ')'));
    close.map_or(after, |(at, c)| &inside[at + c.len_utf8()..])
}

/// `，某律师事务所律师`, in the same clause or the next.
fn is_of_law_firm(after: &str) -> bool {
    let sentence = after.split(['。', '\n', '；']).next().unwrap_or(after);
    let near = sentence.char_indices().nth(40).map_or(sentence, |(end, _)| &sentence[..end]);
    ["律师", "法律服务", "法律援助", "法律工作者"].iter().any(|word| near.contains(word))
}

/// `柳明远律师`.
fn is_called_lawyer(after: &str) -> bool {
    let after = after.trim_start_matches(['（', '(', ' ', '\u{3000}']);
    after.starts_with("律师") && !after.starts_with("律师事务所")
}

/// `任命……为`, `免去……的`.
fn is_appointed(before: &str) -> bool {
    const WORDS: [&str; 9] =
        ["任命", "任命了", "聘任", "免去", "提名", "推荐", "决定任命", "任命：", "同志任"];
    let before = before.strip_suffix("同志").unwrap_or(before);
    WORDS.iter().any(|word| before.ends_with(word))
}

/// `同志任前公示`, `，男，……，现任……，拟任……`: in the sentence after the name.
fn is_to_be_appointed(after: &str) -> bool {
    const WORDS: [&str; 7] = ["拟任", "拟提拔", "拟提名", "拟聘任", "拟任职", "任前公示", "拟进一步使用"];
    let sentence = sentence_of(after, 150);
    WORDS.iter().any(|word| sentence.contains(word))
}

/// `……，拟录用单位……`: in the sentence after the name.
fn is_to_be_hired(after: &str) -> bool {
    let sentence = sentence_of(after, 80);
    ["拟录用", "拟聘用", "准考证号", "报考"].iter().any(|word| sentence.contains(word))
}

/// What is left of the sentence behind a name, up to so many characters: a text may be one sentence of any length.
fn sentence_of(after: &str, most: usize) -> &str {
    let near = after.char_indices().nth(most).map_or(after, |(end, _)| &after[..end]);
    near.split(['。', '\n', '；', ';']).next().unwrap_or(near)
}

/// `，2015年3月4日出生`, `（女，2014年生）`: in the few words after the name.
fn is_born_lately(after: &str) -> bool {
    let near = after.char_indices().nth(40).map_or(after, |(end, _)| &after[..end]);
    let clause = near.split(['。', '；', ';', '\n', '、']).next().unwrap_or("");
    clause.match_indices('年').any(|(at, _)| {
        let born = clause[at..].chars().take(8).any(|c| c == '生');
        let digits = clause[..at].get(at.saturating_sub(4)..).filter(|year| year.len() == 4);
        born && digits.and_then(|year| year.parse().ok()).is_some_and(is_of_a_minor)
    })
}

/// Whether whoever was born in `year` is not of age.
fn is_of_a_minor(year: u16) -> bool {
    (TODAY_YEAR - 17..=TODAY_YEAR).contains(&year)
}
