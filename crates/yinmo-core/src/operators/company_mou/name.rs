//! How the name of a company is built: region, brand, trade, form (企业名称登记管理规定, article 6).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use yinmo_data::regions::{self, Level};

/// The legal forms, the longer ones before those they end with.
pub(crate) const FORMS: [&str; 12] = [
    "股份有限责任公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "集团公司",
    "有限公司",
    "分公司",
    "公司",
    "合伙企业（有限合伙）",
    "合伙企业(有限合伙)",
    "合伙企业",
    "专业合作社",
];

/// Words for what a company does. What stands before them and behind the region is the brand.
const TRADES: &str = "
    科技 网络 信息 技术 软件 电子 商务 数据 智能 通信 通讯 传媒 文化 传播 广告 影视 教育 培训 咨询 管理 服务 投资 资产 基金 融资 租赁 担保 保险 财产 人寿
    银行 小额贷款 典当 拍卖 贸易 商贸 进出口 实业 工贸 经贸 供应链 物流 运输 货运 快递 仓储 客运 出租 汽车 销售 维修 配件 零部件 机械 设备 制造 电器 电气 仪表
    五金 模具 塑料 橡胶 化工 化学 材料 新材料 建材 建筑 建设 工程 装饰 装潢 设计 园林 绿化 市政 路桥 房地产 地产 置业 开发 物业 经纪 中介 酒店 宾馆
    餐饮 食品 饮料 酒业 茶业 农业 农产品 种植 养殖 畜牧 水产 渔业 林业 粮油 饲料 医药 药业 医疗 器械 健康 生物 养老 护理 家政 殡葬 殡仪 旅游 旅行社 体育
    健身 娱乐 服饰 服装 纺织 针织 印染 制衣 皮革 鞋业 箱包 家具 家居 印刷 包装 造纸 玻璃 陶瓷 珠宝 首饰 钢铁 钢结构 金属 矿业 煤炭 石油 石化 天然气 燃气
    能源 新能源 光伏 电力 供电 热力 供水 自来水 水务 环保 环境 检测 检验 测绘 勘察 监理 造价 评估 代理 知识产权 人力资源 劳务 派遣 保安 保洁 百货 超市
    零售 批发 控股 集团 发展 有限合伙 股权 创业";

/// The regions, and which of them may as well be a word: `紫金` is a county far away, and a brand.
static REGIONS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let short = |name: &'static str| {
        let short = ["省", "市", "县", "区", "自治区"].iter().find_map(|end| name.strip_suffix(end));
        short.filter(|short| short.chars().count() >= 2)
    };
    let mut regions = HashMap::new();
    for (name, level) in regions::names() {
        regions.insert(name, false);
        if let Some(short) = short(name) {
            let of_county = regions.entry(short).or_insert(true);
            *of_county &= level == Level::County;
        }
    }
    regions
});

static TRADE_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| TRADES.split_whitespace().collect());

/// The longest trade has four characters, the longest region about ten.
const LONGEST_TRADE: usize = 4;
const LONGEST_REGION: usize = 12;

/// The parts of a company's name, as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CompanyName<'n> {
    pub(crate) region: &'n str,
    pub(crate) brand: &'n str,
    pub(crate) trade: &'n str,
    pub(crate) form: &'n str,
}

impl<'n> CompanyName<'n> {
    /// The parts of `name`, if it ends like a company's.
    pub(crate) fn parse(name: &'n str) -> Option<Self> {
        let form = FORMS.into_iter().find(|form| name.ends_with(form))?;
        let (body, form) = name.split_at(name.len() - form.len());
        let (region, rest) = body.split_at(region(body));
        let (brand, trade) = rest.split_at(trade(rest));
        // Without a brand the last region is it: `杭州紫金物业管理有限公司`.
        let own = if brand.is_empty() { last_if_word(region) } else { 0 };
        let (region, brand) =
            (&region[..region.len() - own], &body[region.len() - own..body.len() - trade.len()]);
        Some(Self { region, brand, trade, form })
    }
}

/// How many bytes of regions a text begins with: 浙江省杭州市…, 杭州（…. One region alone may be all of the brand's
/// characters too, so a single short one counts only where something follows.
pub(crate) fn region(text: &str) -> usize {
    let mut end = 0;
    while let Some(length) = one_region(&text[end..]) {
        end += length;
    }
    end
}

/// The bytes of the last region, if it may be a word.
fn last_if_word(regions: &str) -> usize {
    let mut rest = regions;
    let mut last = 0;
    while let Some(length) = one_region(rest) {
        last = if REGIONS[&rest[..length]] { length } else { 0 };
        rest = &rest[length..];
    }
    last
}

fn one_region(text: &str) -> Option<usize> {
    let ends: Vec<usize> =
        text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_REGION).collect();
    ends.into_iter().rev().find(|&end| end >= 6 && REGIONS.contains_key(&text[..end]))
}

/// Where the words for the trade begin that `text` ends with.
fn trade(text: &str) -> usize {
    let mut start = text.len();
    loop {
        let starts = text[..start].char_indices().rev().take(LONGEST_TRADE).map(|(at, _)| at);
        let longest = starts.filter(|&at| TRADE_WORDS.contains(&text[at..start])).last();
        match longest {
            Some(at) => start = at,
            None => return start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CompanyName;

    #[test]
    fn names_have_parts() {
        for (name, region, brand, trade) in [
            ("杭州青云科技有限公司", "杭州", "青云", "科技"),
            ("浙江省杭州市青云网络科技有限公司", "浙江省杭州市", "青云", "网络科技"),
            ("和乐物业管理有限公司", "", "和乐", "物业管理"),
            ("上海青云股份有限公司", "上海", "青云", ""),
            ("杭州自来水有限公司", "杭州", "", "自来水"),
            ("杭州紫金物业管理有限公司", "杭州", "紫金", "物业管理"),
            ("紫金物业管理有限公司", "", "紫金", "物业管理"),
            ("西湖区青云物业管理有限公司", "西湖区", "青云", "物业管理"),
            ("杭州西湖区物业管理有限公司", "杭州西湖区", "", "物业管理"),
        ] {
            let parts = CompanyName::parse(name).unwrap();
            assert_eq!((parts.region, parts.brand, parts.trade), (region, brand, trade), "{name}");
        }
        assert_eq!(CompanyName::parse("青云街道办事处"), None);
    }
}
