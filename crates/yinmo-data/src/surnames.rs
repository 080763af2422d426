//! Surnames: which characters are one, and how many people bear it.
//!
//! The order of the first hundred, the shares of the first twenty and the sum of all hundred (85.9 per cent) are those
//! of the report of the Ministry of Public Security on names in 2019. The others are compiled from the Hundred Family
//! Surnames (百家姓) and common knowledge, 2026, and have the share of their class only. Traditional and variant forms
//! have the share of the form they stand for.

use crate::char_table::{CharGrades, CharSet};

/// The hundred largest, in order.
const HUNDRED: &str = "王李张刘陈杨黄赵吴周徐孙朱马胡郭何高罗林郑梁谢宋唐韩许冯邓曹彭曾肖田董袁于潘蒋杜\
                       蔡余程魏叶吕丁苏任沈姚姜卢崔钟谭汪范陆金石廖贾夏付方韦邹白熊孟秦邱尹江薛闫侯段雷史\
                       龙陶顾贺黎郝毛邵龚万钱武严戴孔向覃常汤";

/// Per cent of the population for the first twenty of [`HUNDRED`].
const PUBLISHED: [f32; 20] =
    [7.5, 7.4, 7.0, 5.3, 4.6, 3.4, 2.3, 2.1, 2.0, 2.0, 1.5, 1.5, 1.3, 1.3, 1.2, 1.2, 1.1, 1.0, 1.0, 1.0];

/// A place behind the twentieth has about this share divided by its rank: the curve meets the last published share
/// and gives the hundred together the published 85.9 per cent.
const DIVIDED_BY_RANK: f32 = 19.0;

/// Roughly the next three hundred, and a share that is right for the middle of them.
const COMMON: &str = "
    温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗
    谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏
    席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥
    南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权强帅屠朴盖练廉禹井祖漆巴丰支卿国狄平计宣晋初门云容敬
    扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌裘亓修邰赫杭况那宿鲜印逯隆茹战慕危玉银亢嵇哈湛宾戎勾茅居揭尉冶斯元束檀展阴
    昝智幸奉植衡富尧洪赖水汲邴糜松巢蒯荀郗滑禄东双莘贡逄扶宰郦濮寿通郏别鱼慎";
const COMMON_SHARE: f32 = 0.05;

/// Rare ones, and those that are far more often an ordinary word or part of one.
const RARE: &str = "
    仉訾訚郄郇郐郓邗邛邳酆鄞鄂鄯隗璩竺笪庾庹弘恽怀拜揣撖操敏斐暴暨昌杞枚柘柒桓殳毋毌沃沐沮泮洛浑淡淳潜澹爨犹琚瓮
    生甯畅眭睢矫硕祭禚禤种稽籍綦缑罕羿翦肇芒苍苌英茆菅萨葆蒿蓟蓬蔚藏袭谯贝贠贲赏赛轩达遆酒释钊钭钮铁铎镡镇雒零青
    靖韶颉颛骞魁麴麹墨能和有利来公相位但母由信索衣豆闭仰仓俎千佴侴僪吾啜夔妫宓宛尔巨布弋德斛旷朵溥漕盍秋窭笃粘翠
    艳菊虢蚁蛮诺谏迪逢钦钧锁驷麒鼎郯郈鄅郚莒豫昶宕胤伯刍卯咎圭垣";
const RARE_SHARE: f32 = 0.005;

/// Traditional and variant forms, each before the form whose share it has.
const VARIANTS: &str = "
    張张劉刘陳陈楊杨黃黄趙赵吳吴孫孙馬马羅罗鄭郑謝谢韓韩許许馮冯鄧邓蕭肖萧肖蔣蒋葉叶呂吕蘇苏盧卢鍾钟鐘钟譚谭陸陆
    賈贾韋韦鄒邹閆闫閻闫阎闫龍龙顧顾賀贺龔龚萬万錢钱嚴严湯汤丘邱範范賴赖藍蓝顏颜龐庞畢毕魯鲁聶聂蘭兰齊齐紀纪關关
    駱骆莊庄單单豐丰鮑鲍車车項项陽阳樓楼邊边竇窦連连鞏巩應应黨党欒栾費费閔闵鄔邬麥麦聞闻衛卫榮荣叢丛來来東东農农
    師师鐵铁門门陰阴銀银貝贝貢贡權权薩萨藺蔺計计諶谌達达鄺邝酈郦嶽岳寧宁蘆芦溫温華华喬乔時时婁娄歐欧儲储戰战遲迟
    蓋盖賓宾練练簡简鈕钮闞阚賁贲談谈烏乌樂乐雲云倉仓況况勞劳塗涂";

static SET: CharSet = CharSet::new(&[HUNDRED, COMMON, RARE, VARIANTS]);

const RANKS: u8 = 100;
const COMMON_CLASS: u8 = RANKS + 1;
const RARE_CLASS: u8 = RANKS + 2;

static CLASSES: CharGrades = CharGrades::new(&[(RARE, RARE_CLASS), (COMMON, COMMON_CLASS)])
    .with_ranks(HUNDRED)
    .with_variants(VARIANTS);

/// Whether `c` alone is a surname, in simplified, traditional or variant form. One array read.
///
/// ```
/// use yinmo_data::surnames::is_surname;
/// assert!(is_surname('王') && is_surname('劉') && is_surname('仉'));
/// assert!(!is_surname('的') && !is_surname('x'));
/// ```
#[must_use]
pub const fn is_surname(c: char) -> bool {
    SET.contains(c)
}

/// Per cent of the population whose surname is `c` alone: published for the twenty largest, estimated from the rank for
/// the next eighty, and the same small number for all of a class behind them.
///
/// ```
/// use yinmo_data::surnames::share;
/// assert_eq!(share('王'), Some(7.5));
/// assert_eq!(share('劉'), share('刘'));
/// assert!(share('汤').unwrap() > share('兰').unwrap() && share('兰').unwrap() > share('仉').unwrap());
/// assert_eq!(share('的'), None);
/// ```
#[must_use]
pub fn share(c: char) -> Option<f32> {
    match CLASSES.of(c) {
        0 => None,
        rank @ 1..=RANKS => Some(match PUBLISHED.get(usize::from(rank) - 1) {
            Some(&published) => published,
            None => DIVIDED_BY_RANK / f32::from(rank),
        }),
        COMMON_CLASS => Some(COMMON_SHARE),
        _ => Some(RARE_SHARE),
    }
}

/// Whether `c` is one of the hundred largest surnames: those with a share of 0.15 per cent or more.
///
/// ```
/// use yinmo_data::surnames::is_common;
/// assert!(is_common('王') && is_common('汤'));
/// assert!(!is_common('仉') && !is_common('的'));
/// ```
#[must_use]
pub fn is_common(c: char) -> bool {
    share(c).is_some_and(|share| share >= 0.15)
}

/// Whether the two characters together are a compound surname.
///
/// ```
/// use yinmo_data::surnames::is_compound;
/// assert!(is_compound('欧', '阳') && is_compound('諸', '葛'));
/// assert!(!is_compound('王', '李'));
/// ```
#[must_use]
pub fn is_compound(first: char, second: char) -> bool {
    COMPOUND_FIRST.contains(first)
        && COMPOUND_SECOND.contains(second)
        && COMPOUND.binary_search(&[first, second]).is_ok()
}

/// Whether compound surnames begin with `c`.
#[must_use]
pub const fn begins_compound(c: char) -> bool {
    COMPOUND_FIRST.contains(c)
}

/// Whether compound surnames end with `c`.
#[must_use]
pub const fn ends_compound(c: char) -> bool {
    COMPOUND_SECOND.contains(c)
}

/// Sorted.
static COMPOUND: [[char; 2]; 165] = [
    ['万', '俟'],
    ['上', '官'],
    ['东', '方'],
    ['东', '郭'],
    ['东', '里'],
    ['东', '门'],
    ['乐', '正'],
    ['亓', '官'],
    ['五', '鹿'],
    ['仉', '督'],
    ['令', '狐'],
    ['仲', '孙'],
    ['仲', '孫'],
    ['伯', '赏'],
    ['侯', '莫'],
    ['公', '仪'],
    ['公', '冶'],
    ['公', '孙'],
    ['公', '孫'],
    ['公', '羊'],
    ['公', '良'],
    ['公', '西'],
    ['公', '輸'],
    ['公', '输'],
    ['刘', '付'],
    ['劉', '付'],
    ['北', '宫'],
    ['单', '于'],
    ['南', '宫'],
    ['南', '宮'],
    ['南', '荣'],
    ['南', '門'],
    ['南', '门'],
    ['即', '墨'],
    ['叔', '孙'],
    ['叔', '孫'],
    ['叱', '干'],
    ['叶', '赫'],
    ['司', '城'],
    ['司', '寇'],
    ['司', '徒'],
    ['司', '空'],
    ['司', '馬'],
    ['司', '马'],
    ['司', '鸿'],
    ['吐', '谷'],
    ['呼', '延'],
    ['哥', '舒'],
    ['單', '于'],
    ['墨', '台'],
    ['壤', '駟'],
    ['壤', '驷'],
    ['夏', '侯'],
    ['太', '叔'],
    ['太', '史'],
    ['夹', '谷'],
    ['夾', '谷'],
    ['子', '车'],
    ['孟', '孙'],
    ['季', '孙'],
    ['宇', '文'],
    ['安', '陵'],
    ['完', '顏'],
    ['完', '颜'],
    ['宗', '政'],
    ['宰', '父'],
    ['宿', '勤'],
    ['富', '察'],
    ['尉', '迟'],
    ['尉', '遲'],
    ['尔', '朱'],
    ['屈', '突'],
    ['左', '丘'],
    ['左', '邱'],
    ['巫', '馬'],
    ['巫', '马'],
    ['张', '简'],
    ['張', '簡'],
    ['归', '海'],
    ['微', '生'],
    ['慕', '容'],
    ['拓', '跋'],
    ['斛', '律'],
    ['斛', '斯'],
    ['東', '方'],
    ['東', '郭'],
    ['東', '門'],
    ['梁', '丘'],
    ['樂', '正'],
    ['欧', '阳'],
    ['歐', '陽'],
    ['段', '干'],
    ['毌', '丘'],
    ['母', '丘'],
    ['沙', '吒'],
    ['涂', '山'],
    ['淳', '于'],
    ['淳', '於'],
    ['漆', '雕'],
    ['澹', '台'],
    ['澹', '臺'],
    ['濮', '阳'],
    ['濮', '陽'],
    ['爱', '新'],
    ['爾', '朱'],
    ['独', '孤'],
    ['獨', '孤'],
    ['王', '孙'],
    ['王', '孫'],
    ['申', '屠'],
    ['百', '里'],
    ['皇', '甫'],
    ['相', '里'],
    ['穀', '梁'],
    ['端', '木'],
    ['第', '五'],
    ['納', '蘭'],
    ['綦', '毋'],
    ['綦', '连'],
    ['綦', '連'],
    ['纥', '骨'],
    ['纳', '兰'],
    ['羊', '舌'],
    ['耶', '律'],
    ['聞', '人'],
    ['胡', '母'],
    ['范', '姜'],
    ['萬', '俟'],
    ['葉', '赫'],
    ['西', '門'],
    ['西', '门'],
    ['西', '陵'],
    ['諸', '葛'],
    ['诸', '葛'],
    ['谯', '笪'],
    ['谷', '梁'],
    ['豆', '卢'],
    ['賀', '蘭'],
    ['贺', '兰'],
    ['贺', '若'],
    ['赫', '连'],
    ['赫', '連'],
    ['軒', '轅'],
    ['轩', '辕'],
    ['达', '奚'],
    ['鍾', '離'],
    ['鐘', '離'],
    ['钟', '离'],
    ['钮', '祜'],
    ['長', '孫'],
    ['长', '孙'],
    ['閭', '丘'],
    ['闻', '人'],
    ['闾', '丘'],
    ['闾', '邱'],
    ['阳', '佟'],
    ['陆', '费'],
    ['陸', '費'],
    ['雍', '门'],
    ['青', '阳'],
    ['顓', '孫'],
    ['颛', '孙'],
    ['鬼', '谷'],
    ['鮮', '于'],
    ['鲜', '于'],
];

/// First characters of [`COMPOUND`]: nearly every question ends here.
static COMPOUND_FIRST: CharSet = CharSet::new(&[
    "万上东乐亓五仉令仲伯侯公刘劉北单南即叔叱叶司吐呼哥單墨壤夏太夹夾子孟季宇安完宗宰宿富尉尔屈左巫张張归微慕拓斛東梁樂欧歐段毌母沙涂淳漆澹濮爱爾独獨王申百皇相穀端第納綦纥纳羊耶聞胡范萬葉西諸诸谯谷豆賀贺赫軒轩达鍾鐘钟钮長长閭闻闾阳陆陸雍青顓颛鬼鮮鲜",
]);

/// Second characters of [`COMPOUND`]: common surnames begin some compounds, so many questions end here.
static COMPOUND_SECOND: CharSet = CharSet::new(&[
    "丘于五人付仪佟侯俟兰冶勤卢叔台史吒城墨奚姜孙孤孫官宫宮容寇察屠山干延律徒政文斯新方於木朱梁正毋母海父狐生甫督祜离空突笪简簡羊臺舌舒良若荣莫葛蘭西谷費费赏赫跋輸轅车输辕连迟連遲邱郭里門门阳陵陽雕離顏颜馬駟马驷骨鸿鹿",
]);

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, vec::Vec};

    fn characters() -> BTreeSet<char> {
        [HUNDRED, COMMON, RARE, VARIANTS].concat().chars().filter(|c| !c.is_whitespace()).collect()
    }

    #[test]
    fn the_hundred_are_a_hundred_and_cover_what_was_published() {
        let distinct: BTreeSet<_> = HUNDRED.chars().collect();
        assert_eq!((distinct.len(), HUNDRED.chars().count()), (100, 100));
        let sum: f32 = HUNDRED.chars().filter_map(share).sum();
        assert!((sum - 85.9).abs() < 0.5, "{sum}");
    }

    #[test]
    fn every_surname_has_a_share_and_nothing_else_has() {
        let known = characters();
        assert!(known.len() >= 600, "{}", known.len());
        for c in '\u{0}'..='\u{FFFF}' {
            assert_eq!(is_surname(c), known.contains(&c), "{c}");
            assert_eq!(share(c).is_some(), is_surname(c), "{c}");
        }
    }

    #[test]
    fn shares_fall_with_the_rank() {
        let shares: Vec<_> = HUNDRED.chars().filter_map(share).collect();
        assert!(shares.is_sorted_by(|a, b| a >= b) && shares[99] > COMMON_SHARE);
    }

    #[test]
    fn variants_stand_for_a_surname() {
        let pairs: Vec<char> = VARIANTS.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(pairs.len().is_multiple_of(2));
        for pair in pairs.chunks(2) {
            assert_eq!(share(pair[0]), share(pair[1]), "{pair:?}");
            assert_ne!(pair[0], pair[1]);
        }
    }

    #[test]
    fn function_words_are_no_surnames() {
        for c in "的了在不我这个们为与及其或被把将对从着过也就都要会可以".chars().filter(|c| *c != '都')
        {
            assert!(!is_surname(c), "{c}");
        }
    }

    #[test]
    fn compounds_are_sorted_and_found() {
        assert!(COMPOUND.len() >= 80 && COMPOUND.is_sorted_by(|a, b| a < b));
        for [first, second] in COMPOUND {
            assert!(is_compound(first, second), "{first}{second}");
        }
        assert!(COMPOUND.iter().all(|&[first, second]| is_compound(first, second)));
        assert!(!is_compound('阳', '欧') && !is_compound('司', '机'));
    }
}
