//! Places and homes that do not exist, made of real divisions and of the words that villages, roads and estates are
//! named with.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context as _;

use super::random::Random;

/// The divisions of the country, each with the one it is part of.
pub(super) struct Places {
    /// Townships, each with its county, city and province.
    townships: Vec<[String; 4]>,
}

const VILLAGE_FIRST: &str = "东西南北上下大小前后新老双三五九龙凤石白青红黄金银清长高平安永太福兴和同团光明胜利民建王李张刘陈杨赵周吴徐孙朱马胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆石贾韦夏付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严赖武戴莫孔向汤";
const VILLAGE_SECOND: &str = "河山庄坝湾岭坪塘桥沟泉井店铺寨营堡屯坡岩洞滩沙洲岗峰树林园坊埠港浦溪湖池田坎垭口坑冲坳台墩窑楼关庙寺塔城河头";
const VILLAGE_THIRD: &[&str] =
    &["", "", "", "", "家", "沟", "头", "子", "洼", "坪", "店", "庄", "寨", "新", "坝", "口"];
const VILLAGE_KINDS: &[&str] =
    &["村", "村", "村", "村", "社区", "社区", "居委会", "村委会", "行政村", "嘎查", "居民委员会"];
const GROUPS: &[&str] = &["组", "组", "组", "社", "队", "村民小组", "小组", "屯", "号自然村", "生产队"];
const HAMLETS: &[&str] = &["湾", "院子", "屋场", "自然村", "屯", "坡", "寨", "组", "大院", "庄"];
const ROADS: &str = "人民|解放|建设|中山|和平|胜利|文化|新华|光明|团结|友谊|朝阳|滨河|迎宾|工农|民主|长江|黄河|北京|南京|花园|公园|学府|振兴|幸福|永安|青年|红旗|东风|西环|北环|南湖|东湖|龙泉|凤凰|银杏|玉兰|桂花|樱花|金沙|石桥|沿江|站前|环城|创业|科技|高新";
const ROAD_KINDS: &[&str] = &[
    "路", "路", "路", "街", "街", "大道", "大街", "东路", "西路", "南路", "北路", "中路", "巷", "弄", "胡同",
    "里", "三路",
];
const ESTATE_FIRST: &str = "阳光|锦绣|翠竹|碧水|金色|御景|丽景|怡和|怡景|盛世|龙湖|凤凰|天鹅|梧桐|紫荆|玫瑰|海棠|桃源|和乐|安居|惠民|福源|康乐|润泽|中央|滨江|城南|东方|西苑|南苑|北苑|春晓|书香|学府|新世纪|华府|万和|瑞景|祥云|观澜";
const ESTATE_KINDS: &[&str] = &[
    "小区",
    "小区",
    "花园",
    "家园",
    "苑",
    "新村",
    "公寓",
    "名都",
    "城",
    "名苑",
    "佳园",
    "嘉园",
    "华庭",
    "雅苑",
    "新苑",
    "里",
    "庭",
    "山庄",
    "广场",
    "家属院",
    "宿舍",
    "大院",
    "公租房",
    "廉租房小区",
    "安置房",
];

impl Places {
    pub(super) fn read(data: &Path) -> anyhow::Result<Self> {
        let read = |file: &str| -> anyhow::Result<Vec<Vec<String>>> {
            let path = data.join("lexicon").join(file);
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let fields =
                |line: &str| line.split(',').map(|field| field.trim_matches('"').to_owned()).collect();
            Ok(text.lines().skip(1).map(fields).collect())
        };
        let named = |rows: Vec<Vec<String>>| -> HashMap<String, String> {
            rows.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
        };
        let provinces = named(read("admin_provinces.csv")?);
        let cities = named(read("admin_cities.csv")?);
        let areas = named(read("admin_areas.csv")?);
        let name = |names: &HashMap<String, String>, code: &str| {
            let name = names.get(code).cloned().unwrap_or_default();
            if name.starts_with("市辖") || name.starts_with("县") || name.contains("直辖") {
                String::new()
            } else {
                name
            }
        };
        let townships = read("admin_streets.csv")?
            .into_iter()
            .map(|row| {
                [name(&provinces, &row[3]), name(&cities, &row[4]), name(&areas, &row[2]), row[1].clone()]
            })
            .collect();
        Ok(Self { townships })
    }

    fn township(&self, random: &mut Random) -> &[String; 4] {
        random.pick(&self.townships)
    }

    /// A city, mostly without what it is.
    pub(super) fn city(&self, random: &mut Random) -> String {
        let [province, city, ..] = self.township(random);
        let full = if city.is_empty() { province } else { city };
        if random.unit() < 0.5 { short(full) } else { full.clone() }
    }

    /// A township or a street office.
    pub(super) fn town(&self, random: &mut Random) -> String {
        self.township(random)[3].clone()
    }

    /// A place of any level, of one or several.
    pub(super) fn place(&self, random: &mut Random) -> String {
        let [province, city, county, _] = self.township(random);
        match random.below(7) {
            0 => province.clone(),
            1 => format!("{province}{city}"),
            2 => format!("{city}{county}"),
            3 => format!("{province}{city}{county}"),
            4 if county.chars().count() > 2 => short(county),
            _ => county.clone(),
        }
    }

    /// A home: any levels, down to a group, a house or a room.
    pub(super) fn address(&self, random: &mut Random) -> String {
        let mut address = self.divisions(random);
        match random.below(20) {
            0..=7 => address.push_str(&rural(random)),
            8..=12 => address.push_str(&(road(random) + &estate(random) + &rooms(random))),
            13..=16 => address.push_str(&(estate(random) + &rooms(random))),
            _ => address.push_str(&(road(random) + &rooms(random))),
        }
        address
    }

    fn divisions(&self, random: &mut Random) -> String {
        let [province, city, county, town] = self.township(random);
        match random.below(10) {
            0 | 1 => format!("{province}{city}{county}{town}"),
            2 => format!("{city}{county}{town}"),
            3 => format!("{county}{town}"),
            4 | 5 => town.clone(),
            6 => format!("{city}{county}"),
            7 => county.clone(),
            8 => format!("{}{county}", short(province)),
            _ => String::new(),
        }
    }
}

/// The name without 省, 市 and the like.
fn short(name: &str) -> String {
    let known = ["自治州", "自治区", "自治县", "地区", "省", "市", "县", "区", "盟"];
    let cut = known.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    if cut.chars().count() < 2 { name.to_owned() } else { cut.to_owned() }
}

fn one(characters: &str, random: &mut Random) -> char {
    let characters: Vec<char> = characters.chars().collect();
    *random.pick(&characters)
}

fn word<'a>(words: &'a str, random: &mut Random) -> &'a str {
    let words: Vec<&str> = words.split('|').collect();
    words[random.below(words.len())]
}

/// A village or a community.
pub(super) fn village(random: &mut Random) -> String {
    let (first, second) = (one(VILLAGE_FIRST, random), one(VILLAGE_SECOND, random));
    let (third, kind) = (*random.pick(VILLAGE_THIRD), *random.pick(VILLAGE_KINDS));
    format!("{first}{second}{third}{kind}")
}

fn number(random: &mut Random, bound: usize) -> String {
    let number = random.below(bound) + 1;
    if number <= 10 && random.unit() < 0.4 {
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"][number - 1].to_owned()
    } else {
        number.to_string()
    }
}

fn rural(random: &mut Random) -> String {
    let mut out = if random.unit() < 0.93 { village(random) } else { String::new() };
    let group = out.is_empty() || random.unit() < 0.75;
    if random.unit() < 0.2 {
        out.extend([one(VILLAGE_FIRST, random), one(VILLAGE_SECOND, random)]);
        out.push_str(random.pick::<&str>(HAMLETS));
    }
    if group {
        let place = if random.unit() < 0.1 { "第" } else { "" };
        out += &format!("{place}{}{}", number(random, 15), *random.pick::<&str>(GROUPS));
    }
    match random.below(6) {
        0..=2 => out += &format!("{}号", random.below(300) + 1),
        3 => out += &format!("{}-{}号", random.below(90) + 1, random.below(9) + 1),
        4 if group => {}
        _ => out += &format!("{}号附{}号", random.below(90) + 1, random.below(9) + 1),
    }
    out
}

fn road(random: &mut Random) -> String {
    let mut out = format!("{}{}", word(ROADS, random), *random.pick::<&str>(ROAD_KINDS));
    match random.below(8) {
        0..=4 => out += &format!("{}号", random.below(900) + 1),
        5 => out += &format!("{}弄{}号", random.below(900) + 1, random.below(80) + 1),
        6 => out += &format!("{}号之{}", random.below(900) + 1, number(random, 9)),
        _ => out += &format!("{}号附{}号", random.below(200) + 1, random.below(20) + 1),
    }
    out
}

fn estate(random: &mut Random) -> String {
    let phase = *random.pick(&["", "", "", "", "一期", "二期", "A区", "南区"]);
    format!("{}{}{phase}", word(ESTATE_FIRST, random), *random.pick::<&str>(ESTATE_KINDS))
}

fn rooms(random: &mut Random) -> String {
    let building = random.below(40) + 1;
    let (unit, floor, door) = (random.below(6) + 1, random.below(28) + 1, random.below(4) + 1);
    match random.below(12) {
        0 => format!("{building}-{unit}-{floor}0{door}"),
        1 => format!("{building}栋{unit}单元{floor}0{door}室"),
        2 => format!("{building}幢{unit}单元{floor}0{door}"),
        3 => format!("{building}号楼{unit}单元{floor}0{door}室"),
        4 => format!("{building}号楼{floor}0{door}"),
        5 => format!("{}座{floor}0{door}", one("ABCDEF", random)),
        6 => format!("{building}栋{floor}0{door}房"),
        7 => format!("{building}#{floor}0{door}"),
        8 => format!("{building}号楼{unit}门{floor}0{door}号"),
        9 => format!("{}单元{}楼{door}号", number(random, 6), number(random, 7)),
        10 => format!("{building}幢{floor}0{door}室"),
        _ => format!("{building}栋{}单元{}楼", number(random, 4), number(random, 9)),
    }
}
