//! Names that are not Han: transcribed ones as a chain of the characters that follow each other in real ones, and
//! names of other peoples of China, of Japan and Korea from the parts they are made of.

use std::collections::HashMap;

use super::corpus::Sentence;
use super::names::Weighted;
use super::random::Random;
use yinmo_core::tagger::model::Label;

/// Before the first and after the last character of a part of a name.
const EDGE: char = '\0';

const DOTS: &[char] = &['·', '·', '·', '·', '·', '•', '・', '．', '‧'];

const UYGHUR_GIVEN: &str = "买买提|艾力|吐尔逊|阿卜杜拉|阿不都热西提|古丽娜尔|阿依古丽|热依汗|玉素甫|艾尼瓦尔|帕提古丽|努尔买买提|麦麦提|阿迪力|艾合买提|依米提|库尔班|阿布力孜|哈丽丹|茹仙古丽|祖丽胡玛尔|肉孜|阿曼古丽|买合木提|伊力哈木|玛依拉|再娜甫|迪丽拜尔|吾买尔|司马义|塔依尔|铁木尔|阿孜古丽|米热古丽|奴尔麦麦提|图尔荪|穆合塔尔|艾孜孜|沙依提|热孜万古丽|阿力木|库万|塔斯恒|努尔兰|叶尔肯|巴合提|阿依努尔|哈那提|萨吾列|加娜尔|别克|木拉提|赛力克|胡安别克|居马别克";
const TIBETAN: &str = "扎西|次仁|顿珠|卓嘎|卓玛|多吉|平措|达瓦|尼玛|拉姆|央金|旺堆|仁增|格桑|洛桑|丹增|边巴|普布|米玛|巴桑|罗布|次旦|白玛|德吉|曲珍|群培|加措|索朗|旦增|强巴|贡布|才让|才旦|桑吉|南杰|措姆|拉巴|玉珍|曲扎|晋美|仓决|益西|土登|阿旺|嘎玛|泽仁|志玛|甲木|拥忠|俄日";
const MONGOL: &str = "巴特尔|其木格|乌兰|苏和|宝音|斯琴|高娃|哈斯|巴图|格日勒|图雅|那仁|朝鲁|额尔德尼|布和|娜仁|萨仁|花|其其格|巴雅尔|呼和|阿拉坦|毕力格|孟和|敖登|吉日嘎拉|道尔吉|苏布德|乌云|特木尔|巴根|牧仁|铁柱|那顺|满都拉|塔娜|通拉嘎|额日德木图|白乙拉|朝克图|青格勒|乌日娜";
const YI: &str = "吉克|阿呷|阿木|曲比|尔古|沙马|吉木|马海|阿尔|日史|俄木|拉马|乌合|木加|伍呷|子哈|阿支|石则|你扎|依火|莫色|约布|阿牛|阿果|苦哈|果果|吉则|日哈|有果|拉者|乃牛|补都|伍各|达体|布都|尔布|杰布";
const JAPANESE: &str = "田中|小村|桥本|铃木|佐藤|高桥|伊藤|渡边|山本|中村|小林|加藤|吉田|山田|佐佐木|山口|松本|井上|木村|清水|山崎|池田|阿部|森|石川|前田|小川|藤田|冈田|后藤|长谷川|村上|近藤|石井|坂本|远藤|青木|藤井|西村|福田|太田|三浦|冈本|松田|中岛|中野|原田|小野|竹内|金子|和田|中山|宫崎|大竹|小渊|羽田|河野|野中|武藤|宫泽|村山|土井|细川|竹下|海部|岸田|安倍|菅|麻生|鸠山|野田|小泉|森川|三塚|松永|池端|柳泽|武宫|依田|赵治|今井|工藤|高岛";
const JAPANESE_GIVEN: &str = "角荣|一郎|太郎|正雄|健二|真由美|隆史|惠子|幸子|和子|洋平|俊树|富市|龙太郎|喜三郎|晋三|文雄|太郎|由纪夫|佳彦|纯一郎|信子|裕子|久美子|光男|茂|武|诚|博|清|武司|浩二|秀行|英明|义雄|雅夫|邦彦|康夫|正晃|纪子|明美|荣一|孝|直人|美智子|敏|达也|芳雄|健|慎太郎|宽|治勋|正树";
const KOREAN: &str =
    "金|金|金|李|朴|朴|崔|郑|姜|赵|尹|张|林|韩|申|吴|徐|权|黄|安|宋|柳|洪|全|高|文|孙|梁|裴|白|卢|南宫";
const KOREAN_GIVEN: &str = "大中|泳三|正日|日成|昌镐|薰铉|钟泌|顺子|哲洙|成勋|在寅|槿惠|明博|武铉|东健|英爱|智贤|秀贤|正恩|宇中|周永|贤珠|美淑|英姬|成民|昌赫|永焕|善姬|基文|德寿|相勋|泰雄|京淑|俊昊|敏英|哲|勋|赫";

/// Draws names that are not Han.
pub(super) struct Foreign {
    chain: HashMap<char, Weighted<char>>,
    two_chain: HashMap<(char, char), Weighted<char>>,
}

impl Foreign {
    /// Learns how characters follow each other in the names with a dot that stand in these sentences.
    pub(super) fn learn<'s>(sentences: impl Iterator<Item = &'s Sentence>) -> Self {
        let mut counts: HashMap<char, HashMap<char, f64>> = HashMap::new();
        let mut two_counts: HashMap<(char, char), HashMap<char, f64>> = HashMap::new();
        for sentence in sentences {
            let people = sentence.names.iter().filter(|name| name.label == Label::Person);
            for name in people {
                let name = &sentence.chars[name.start..name.end];
                if !name.contains(&'·') || name.iter().any(char::is_ascii) {
                    continue;
                }
                for part in name.split(|&c| c == '·') {
                    let (mut before, mut last) = (EDGE, EDGE);
                    for &c in part.iter().chain(&[EDGE]) {
                        *counts.entry(last).or_default().entry(c).or_default() += 1.0;
                        *two_counts.entry((before, last)).or_default().entry(c).or_default() += 1.0;
                        (before, last) = (last, c);
                    }
                }
            }
        }
        Self { chain: weighted(counts), two_chain: weighted(two_counts) }
    }

    /// A transcribed name, of one part or several.
    pub(super) fn transcribed(&self, random: &mut Random) -> String {
        let parts = [1, 1, 1, 2, 2, 2, 2, 3][random.below(8)];
        let dot = *random.pick(DOTS);
        let mut out = String::new();
        for part in 0..parts {
            if part > 0 {
                out.push(if parts > 1 && random.unit() < 0.03 { '-' } else { dot });
            }
            let least = if parts == 1 { 2 } else { 1 };
            out.push_str(&self.part(least, random));
        }
        out
    }

    /// One part of a transcribed name.
    pub(super) fn transcribed_part(&self, random: &mut Random) -> String {
        self.part(2, random)
    }

    fn part(&self, least: usize, random: &mut Random) -> String {
        loop {
            let mut out = String::new();
            let (mut before, mut last) = (EDGE, EDGE);
            while out.chars().count() < 8 {
                let two = self.two_chain.get(&(before, last)).filter(|_| random.unit() < 0.7);
                let Some(next) = two.or_else(|| self.chain.get(&last)).map(|next| *next.draw(random)) else {
                    break;
                };
                if next == EDGE {
                    break;
                }
                out.push(next);
                (before, last) = (last, next);
            }
            if (least..7).contains(&out.chars().count()) {
                return out;
            }
        }
    }
}

fn weighted<K: Eq + std::hash::Hash + Ord>(
    counts: HashMap<K, HashMap<char, f64>>,
) -> HashMap<K, Weighted<char>> {
    let sorted = |followers: HashMap<char, f64>| {
        let mut followers: Vec<_> = followers.into_iter().collect();
        followers.sort_by_key(|&(c, _)| c);
        Weighted::new(followers.into_iter())
    };
    counts.into_iter().map(|(key, followers)| (key, sorted(followers))).collect()
}

fn part<'a>(parts: &'a str, random: &mut Random) -> &'a str {
    let parts: Vec<&str> = parts.split('|').collect();
    parts[random.below(parts.len())]
}

/// A name of one of the other peoples of China.
pub(super) fn minority(random: &mut Random) -> String {
    match random.below(8) {
        0 | 1 => format!("{}{}{}", part(UYGHUR_GIVEN, random), random.pick(DOTS), part(UYGHUR_GIVEN, random)),
        2 => part(UYGHUR_GIVEN, random).to_owned(),
        3 | 4 => format!("{}{}", part(TIBETAN, random), part(TIBETAN, random)),
        5 => format!("{}{}", part(MONGOL, random), part(MONGOL, random)),
        6 => {
            let dot = if random.unit() < 0.5 { random.pick(DOTS).to_string() } else { String::new() };
            format!("{}{dot}{}", part(YI, random), part(YI, random))
        }
        _ => part(MONGOL, random).to_owned(),
    }
}

/// A Japanese name in Chinese characters, sometimes the surname alone.
pub(super) fn japanese(random: &mut Random) -> String {
    let surname = part(JAPANESE, random);
    if surname.chars().count() > 1 && random.unit() < 0.3 {
        return surname.to_owned();
    }
    format!("{surname}{}", part(JAPANESE_GIVEN, random))
}

/// A Korean name in Chinese characters.
pub(super) fn korean(random: &mut Random) -> String {
    format!("{}{}", part(KOREAN, random), part(KOREAN_GIVEN, random))
}
