//! How the names of places end.

use std::sync::LazyLock;

use crate::tagger::{Gate, Hit, Words, is_han};

/// How high an ending stands.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    #[default]
    Region,
    Township,
    /// Has its own committee: `村`, `社区`.
    Village,
    /// A hamlet, road or estate.
    Place,
    /// Names a group, without a number: `王家湾组`.
    Group,
    /// Stands for itself, without a name: `大院`.
    Yard,
    Institution,
}

/// The longest ending that `text` begins with.
pub(super) fn at(text: &str) -> Option<Hit<Level>> {
    ENDINGS.at_start(text).filter(|hit| !begins_word(text, hit.len))
}

/// Whether a word stands at the start of `text` of which the first `len` bytes are not an ending or unit.
pub(super) fn begins_word(text: &str, len: usize) -> bool {
    OTHERS.at_start(text).is_some_and(|word| word.len > len) && !begins_road(&text[len..])
}

/// Whether behind an ending a road begins, with a number: `青山村|民主路5号`.
pub(super) fn begins_road(after: &str) -> bool {
    let mut ends = after.char_indices().skip(2).take(3).take_while(|&(_, c)| is_han(c));
    let end = ends.find(|&(_, c)| matches!(c, '路' | '街' | '巷' | '道')).map(|(at, c)| at + c.len_utf8());
    end.is_some_and(|end| after[end..].starts_with(super::is_number))
}

/// The bytes of the committee of a village, said after its name, that `text` begins with.
pub(super) fn committee(text: &str) -> Option<usize> {
    const GROUPS: [&str; 4] = ["村民小组", "居民小组", "村民组", "村民"];
    let groups = GROUPS.iter().find_map(|word| Some((word.len(), text.strip_prefix(word)?)));
    if let Some((len, _)) = groups.filter(|(_, behind)| super::numbers::at(behind).is_some()) {
        return Some(len);
    }
    const COMMITTEES: [&str; 12] = [
        "行政村",
        "村民委员会",
        "居民委员会",
        "社区居委会",
        "村委会",
        "居委会",
        "牧委会",
        "村委",
        "居委",
        "嘎查委员会",
        "大队",
        "片区",
    ];
    COMMITTEES.iter().find(|word| text.starts_with(**word)).map(|word| word.len())
}

/// The bytes of a part of a house without a number that `text` begins with.
pub(super) fn nook(text: &str) -> Option<usize> {
    const NOOKS: [&str; 79] = [
        "旁门",
        "东屋",
        "西屋",
        "南屋",
        "北屋",
        "正房",
        "东厢",
        "西厢",
        "首层",
        "顶楼",
        "顶层",
        "阁楼",
        "后院",
        "前院",
        "门房",
        "东院",
        "西院",
        "南院",
        "北院",
        "亭子间",
        "三层阁",
        "二层阁",
        "前楼",
        "后楼",
        "底层后间",
        "底层前间",
        "底层",
        "底楼",
        "后间",
        "前间",
        "后门",
        "前厢房",
        "后厢房",
        "东厢房",
        "西厢房",
        "统楼",
        "后座",
        "前座",
        "地下室",
        "地下一层",
        "半地下室",
        "负一楼",
        "院内",
        "东侧",
        "西侧",
        "南侧",
        "北侧",
        "后面",
        "天井",
        "客堂",
        "复式",
        "跃层",
        "夹层",
        "半地下",
        "裙楼",
        "杂物间",
        "储藏间",
        "储物间",
        "自行车库",
        "架空层",
        "车棚",
        "铺面后间",
        "铺面内间",
        "店面后间",
        "店面内间",
        "门面后间",
        "后屋",
        "内间",
        "楼梯间",
        "灶间",
        "柴房",
        "耳房",
        "上房",
        "倒座房",
        "简易房",
        "活动房",
        "加建房",
        "负一层",
        "楼顶",
    ];
    let known = NOOKS.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max();
    known.max(side(text))
}

/// `后幢`, `西跨院`, `北房`: a side, and a part of a house.
fn side(text: &str) -> Option<usize> {
    let rest =
        text.strip_prefix(['东', '西', '南', '北', '前', '后', '里', '外', '中', '左', '右', '上', '下'])?;
    let wing = rest.strip_prefix(['跨', '厢', '侧', '偏', '耳']).unwrap_or(rest);
    let part = wing.chars().next().filter(|c| "栋幢楼座院屋房门间厅室厢".contains(*c))?;
    Some(text.len() - wing.len() + part.len_utf8())
}

/// Whether `name`, said behind a village or in brackets, may be a hamlet: `李家凹`, `打谷场`, but `李树`.
pub(super) fn may_be_hamlet(name: &str) -> bool {
    let family = name.chars().nth(1) == Some('家');
    let count = name.chars().count();
    (2..=6).contains(&count)
        && (family || ends_settlement(name) || count > 2 && name.ends_with(may_end_hamlet))
}

/// Whether a name of one character may be the end of that of a hamlet.
pub(super) fn may_be_last(name: &str) -> bool {
    name.starts_with(may_end_hamlet)
}

/// Whether hamlets may end with `c`, which ends much else.
pub(super) fn may_end_hamlet(c: char) -> bool {
    HAMLET_ENDS.is_open(c)
}

static HAMLET_ENDS: LazyLock<Gate> =
    LazyLock::new(|| Gate::of("头里上下房店口凹壪井山庙门铺场河桥树坑田溪潭泉边子碑楼壁厝洞石角寮脚底背"));

/// Whether `name` begins with words for people, who may live there: `村民李强`.
pub(super) fn begins_people(name: &str) -> bool {
    const PEOPLE: [&str; 12] =
        ["村民", "居民", "社员", "户主", "农户", "牧民", "贫困", "低保", "老人", "群众", "党员", "脱贫"];
    PEOPLE.iter().any(|word| name.starts_with(word))
}

/// Whether `text` begins with words that tell what is near a house and not where it is: `门前排水沟`.
pub(super) fn leaves(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "门前", "门口", "门外", "屋后", "屋前", "房前", "房后", "附近", "对面", "旁", "周边", "楼下", "楼上",
        "老屋", "院墙", "路边",
    ];
    WORDS.iter().any(|word| text.starts_with(word))
}

/// Whether villages, hamlets and estates may end with `c`.
pub(super) fn may_end_settlement(c: char) -> bool {
    SETTLEMENTS.is_open(c)
}

/// Whether `name` ends as they do. Most of what ends with 区 or 查 does not: 辖区, 检查.
pub(super) fn ends_settlement(name: &str) -> bool {
    let mut chars = name.chars().rev();
    let (Some(last), before) = (chars.next(), chars.next().unwrap_or('\0')) else { return false };
    let before_common = match last {
        '区' => "社小宅",
        '查' => "嘎",
        '委' => "村居",
        '队' => "产业小大牧",
        '盘' => "营",
        '场' => "农林牧渔茶屋",
        '集' => "家",
        '连' => "艺牧种工建业务林",
        _ => return may_end_settlement(last),
    };
    before_common.contains(before)
}

static SETTLEMENTS: LazyLock<Gate> = LazyLock::new(|| {
    Gate::of(
        "村区查委组苑园寓庭屯庄寨堡营屋场湾沟坝坪岭坡嘴咀畈冲塘垭坎坳岩洼坞圩垸垅墩埠岗岔宅队盘窝窑峪沱滩洲梁塬峁崖浜泾\
         埭堰甸垴厝寮坂垵岙岱埕塅坨疃夼淖垌峒磜岽崀崮崴圳荡塱埗塝凼垱堍坶堖嶂垛塆陂滘窊岘屋集连",
    )
});

/// Whether `c` stands in no name of a place.
pub(super) fn is_foreign(c: char) -> bool {
    FOREIGN.is_open(c)
}

static ENDINGS: LazyLock<Words<Level>> = LazyLock::new(|| {
    let lists = [
        (REGIONS, Level::Region),
        (TOWNSHIPS, Level::Township),
        (VILLAGES, Level::Village),
        (HAMLETS, Level::Place),
        (ROADS, Level::Place),
        (ESTATES, Level::Place),
        (GROUPS, Level::Group),
        (YARDS, Level::Yard),
        (INSTITUTIONS, Level::Institution),
    ];
    words(&lists)
});

fn words(lists: &[(&'static str, Level)]) -> Words<Level> {
    Words::beginning(
        lists.iter().flat_map(|&(list, level)| list.split_whitespace().map(move |word| (word, level))),
    )
}

const REGIONS: &str = "省 自治区 特别行政区 市 自治州 地区 盟 区 县 自治县 旗 自治旗 新区 开发区";

const TOWNSHIPS: &str = "街道 街道办事处 街道办 镇 乡 民族乡 苏木";

const VILLAGES: &str = "
    社区 村 嘎查 行政村 居委会 村委会 村委 居委 社区居委会 村民委员会 居民委员会 农场 林场 牧场 渔场 茶场 团场 分场 管委会 社區 居民区 居民區 良种场 种畜场 园艺场 原种场
    果园场 盐场 农牧场 林业局 繁育场 鱼种场 蚕种场 经营所 苗圃 茶果场 林果场 林业站 林站 管理区 作业区 生产队";

const HAMLETS: &str = "
    自然村 屯 寨 湾 坞 坪 沟 塘 岭 坝 庄 堡 圩 坑 垅 冲 坡 嘴 咀 畈 垭 坎 坳 岩 洼 垸 墩 埠 岗 岔 老屋 大屋 屋场 老屋场 院子 大院子 井子 墩子 凼 坨 碥 铺子 圪崂 圪塔 疙瘩 塬 峁 埭 浜 窑 店子 湾子
    岛 沟子 台子 坝子 河坝 桥头 河边 塘边 埠头";

const ROADS: &str = "路 街 巷 弄 里 大道 大街 道 胡同 条 前街 后街 巷子 大巷 横巷 支路 支巷";

const ESTATES: &str = "
    小区 苑 园 花园 公寓 新村 家园 花苑 嘉园 公馆 庭 府 城 广场 山庄 别墅 新城 名苑 雅苑 花城 豪庭 华庭 名都 丽景 名邸 雅居 名府 御府
    公租房小区 廉租房小区 安置小区 经济适用房 商住楼 住宅楼 庄园 里弄 佳苑 名城 馨苑 豪园 雅园 新苑 新居 阁 轩 家苑 华府 半岛 名居 华园 丽苑 丽园 大廈 花園 廣場 邨";

const GROUPS: &str = "组 村民小组 居民小组";

const YARDS: &str = "大院 家属院 家属区 住宅区 安置点 安置区 聚居点 集中点 安居点 搬迁点 居民点 移民点 集中安置点 集中安置区 集中居住点 牧点 冬营盘 夏营盘 冬牧场 夏牧场 冬窝子 艾里 浩特 牧业队 牧业组 牧业社 牧业点 机耕队 林业队 渔业队 蔬菜队 园艺队 副业队 农业队 渔业组 渔业社 茶业队 果林队 定居点 宿舍 宿舍楼 家属楼 小区 院内 院 公租房 廉租房 安置房 周转房 职工住宅 职工宿舍 教职工宿舍 职工楼 棚户区 工房 干休所 教工宿舍 老家属院 集资房 保障房 回迁房 平房 杂院 家属房 宿舍区 生活区";

const INSTITUTIONS: &str = "
    中心 大厦 大楼 窗口 大厅 服务大厅 市民中心 政府 派出所 医院 卫生院 学校 小学 中学 敬老院 福利院 救助站 办公室 服务站 民政局 银行 综合楼 办公楼
    养老院 幼儿园 法院 检察院 公安局 司法所 卫生室 村部 会议室 门市部 超市";

/// Words that begin like an ending or a unit and are none: `市民`, `村委会主任`, `号召`.
static OTHERS: LazyLock<Words<()>> =
    LazyLock::new(|| Words::beginning(OTHER_WORDS.split_whitespace().map(|word| (word, ()))));

const OTHER_WORDS: &str = "
    省长 省委 省政 省级 省人 省直 省份 市民 市长 市委 市政 市场 市直 市级 市属 市容 县长 县委 县政 县级 县人民 县直
    区长 区委 区政 区级 区域 区别 区间 区人 旗长 旗委 旗政 旗下 镇长 镇政 镇党 镇人 镇级 镇痛 乡长 乡政 乡亲 乡村 乡党 乡级 乡人 乡镇
    村民 村支 村主 村干 村级 村党 村里 村务 村官 村规 村口 村两委 村医 村医疗 村庄 村集体 村容 村头 村史
    村委会主任 村委委员 村委干部 村委主任 居委主任 社区工作 社区民 社区居民 社区干 社区书 社区主任 社区党 社区医 社区矫 社区康 社区服 社区建 社区治 社区卫
    街道党 街道干部 街道主 街道人 街道书 街道工 街道政 街头 街上 街坊 路线 路过 路上 路径 路灯 路段 路况 路由 路费 路口 路面 道路 道德 道歉 道理 道具 居民 窑洞 窑厂
    小区业 小区物业 园区 园林 园长 园丁 庄稼 城市 城乡 城镇 城管 城关 府邸 里面 里的 条例 条件 条款 条约
    湾里 寨子 房屋 房改 房产 房子 房主 房地产 房租 院长 院里 院子里
    组织 组长 组员 组成 组合 组建 队长 队员 队伍 队友 社会 社保 社区 社长 社员 连续 连接 连锁 连同 连带 连长 团结 团队 团员 团长 团圆 师傅 师范 师生 师长 师资
    号召 号码 号线 号文 号令 号公告 号公示 号公报 号公文 号牌 号称 号机 号桥 号台风 号井 号泵 号提案 号议案 号建议 号决定 号决议 号通告 号通知 号法 号院士 号店 号病 号床 号车 号船 号矿 号坑 号洞 号隧
    号地块 号网格 号标 号区 号展 号馆 号厅 号闸 号渠 号坝 号楼盘 号房产 號召 號碼
    门面 门市 户主 户籍 户口 户型 户均 户名 户数 户内 楼上 楼下 楼梯 楼宇 楼盘 层次 层面 层级 室内 室外 门口 门诊 门票 门店 门前 座谈 座位 单元教 单元格 单元测 单元式
    段时 段落 期间 期限 期末 期工程 区块 排放 排水 排查 排名 院士 巷道 段路 段施 段工 队参赛 进出 进行 进入 进口 进度 进展 进一步 进来 进去 进程 进货 进水 进场 进村 进户 组讨论 组第 组选手 组发言 队选手
    附近 附属 楼道 楼顶 楼栋 楼层 号楼道 中心街 中心路 中心巷 中心村 中心小区 中心花园 中心大街 中心大道 中心屯 中心区 中心社区 中心广场 中心北 中心南 中心东 中心西
    都市 中心任 中心组 中心理 大厦项 政府投 学校长 中学生 小学生 医院长";

/// Whether `name` is an ordinary word, or ends with one that names no place: `农村`, `改造老旧小区`.
pub(super) fn is_ordinary(name: &str) -> bool {
    ORDINARY.at_end(name).is_some_and(|word| word.meaning == Alone::No || word.len == name.len())
}

/// Whether a word is ordinary only where nothing stands before it: `和平公园` is a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    Yes,
    No,
}

static ORDINARY: LazyLock<Words<Alone>> = LazyLock::new(|| {
    let lists = [(ORDINARY_ALONE, Alone::Yes), (ORDINARY_ANYWHERE, Alone::No)];
    Words::ending(
        lists.into_iter().flat_map(|(list, alone)| list.split_whitespace().map(move |word| (word, alone))),
    )
});

const ORDINARY_ALONE: &str = "
    县城 省城 农村 乡村 村庄 山村 邻村 同村 外村 两村 三村 多村 城市 城区 市区 郊区 山区 校园 公园 家园 花园 果园 菜园 庄园 乐园 庭院 住宅小区 居民小区 同村 同组 同嘎查 同乡 同镇 同街 同小区 全村 全镇 全乡 全县 全市 全区 全社区
    道路 公路 高架路 铁路 马路 水路 大路 街巷 小巷 行政村 自然村 中心村 文明村 工业园 产业园 科技园 园区 社区 新区 开发区 小区 集镇 街道社区 居民社区";

const ORDINARY_ANYWHERE: &str = "
    数组 分组 词组 元组 字组 卷组 编组 群组 机组 剧组 用户组 设备组 字符组 权限组 工作组 领导小组 核查组 评议组 督导组 调查组 考察组 检查组 巡察组 专家组 项目组 课题组 帮扶组 内阁 组阁 楼阁 群岛 半岛 海岛 岛屿 家庭 法庭 老旧小区 封闭小区 同一小区 开放小区 无物业小区 老旧社区 农村社区 城市社区 城乡社区 智慧社区 示范社区 同一村 贫困村 楼道 通道 隧道 轨道 管道 频道 报道 知道 味道 便道 匝道 跑道 河道 航道 坡道 盲道 车道 步道 行道 渠道 赛道 网络社区 虚拟社区 空心村 城中村 度假村 试点村 示范村 先进村 帮扶村 联系村 包联村 重点村
    示范园 服务区 景区 辖区 片区 灾区 库区 牧区 林区 学区 校区 院区 厂区 矿区 病区";

/// Whether `c` stands not even in the name of a village: `尕让村`, `本井村` are some.
pub(super) fn is_foreign_anywhere(c: char) -> bool {
    "的了是我你他她它这您们并即叫称位于在住".contains(c)
}

/// Characters that stand in no name of a place.
static FOREIGN: LazyLock<Gate> = LazyLock::new(|| {
    Gate::of(
        "的了在等因被是我你他她它这该各每本第及或以从请已未不无需须均凡按据经过但而填写不详址\
         住到员访赶说问给让把拟借租搬迁返送寄找们您并即仍叫称系位",
    )
});
