//! Words that introduce addresses, and whose they are.

use std::sync::LazyLock;

use crate::tagger::Words;

/// What a word beside an address says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::recognizers) enum Cue {
    /// The name of a field: somebody's home follows.
    Label,
    /// A verb, `家住`: somebody's home follows, or much else.
    Lives,
    /// Something is there: `位于`.
    Place,
    /// Somebody went there: `来到`.
    Visit,
    /// Somebody left: `从…搬至`.
    From,
    /// The name of a field of a form, and part of much else: `安置房`.
    Form,
    /// An office's address follows.
    Office,
    /// Somebody's home stood before: `家中`.
    Home,
    /// The same, if somebody is named there: `张三家`.
    Family,
    /// Words for where near a place something is: `供销社对面`.
    Near,
}

/// The words, asked for at their end.
pub(in crate::recognizers) static CUES: LazyLock<Words<Cue>> = LazyLock::new(|| {
    let lists = [
        (LABELS, Cue::Label),
        (LIVES, Cue::Lives),
        (PLACES, Cue::Place),
        (VISITS, Cue::Visit),
        (FORMS, Cue::Form),
        ("从 户口由 户籍由", Cue::From),
        (OFFICES, Cue::Office),
        (HOMES, Cue::Home),
        ("家", Cue::Family),
        (NEAR, Cue::Near),
    ];
    Words::ending(
        lists.into_iter().flat_map(|(list, cue)| list.split_whitespace().map(move |word| (word, cue))),
    )
});

/// Whether the words say that an office is there.
pub(super) fn is_office(words: &str) -> bool {
    static WORDS: LazyLock<Words<()>> =
        LazyLock::new(|| Words::beginning(WITHIN_OFFICES.split_whitespace().map(|word| (word, ()))));
    words.char_indices().any(|(at, _)| WORDS.at_start(&words[at..]).is_some())
}

const WITHIN_OFFICES: &str = "
    办公 受理 服务 窗口 大厅 单位 公司 机构 政府 注册 经营 接待 会议 报名 施工 项目 工程 工地 路段 商铺 门店 商店 厂房 仓库 现场";

const LABELS: &str = "
    住址 地址 家庭住址 家庭地址 现住址 现住地址 原住址 居住地址 居住地 现居住地 常住地址 常住地 经常居住地 户籍地址 户籍地 户籍所在地 户口所在地 户口所在 户籍 户口 住所地 住所 住处
    暂住地 暂住地址 通讯地址 通信地址 联系地址 收件地址 收货地址 送达地址 详细地址 详细住址 身份证地址 身份证住址 出生地 籍贯 坐落 座落 房屋坐落 房屋地址 房屋坐落地 房产地址 租住地址 原籍 家庭所在地
    送货地址 寄件地址 家庭详细地址 实际住址 实际居住地 实际居住地址 实际住所 现住所 现居住址 现居地址 现居地 居所 居住场所 居住处所 住居所 户籍住址 户籍登记地 户口地址 户口登记地 户口登记地址
    户口所在地址 登记住址 证件住址 证件地址 常住户口所在地 常住户口地址 常住住址 通讯住址 家庭现住址 家庭住所 入户地址 上门地址 安装地址 用水地址 用电地址 房屋位置 坐落位置 房产坐落
    不动产坐落 产权地址 房屋所在地 房产所在地 租赁地址 租房地址 租赁房屋地址 安置房地址 宅基地位置 宅基地坐落 房屋坐落在 房屋坐落于 房屋位于 住房位于 住宅位于 房产位于 宅基地位于 门牌 门牌号 门牌号码 门牌地址 在华住址 在华住所 境内住址 老家 送达地点 收信地址 收件人地址 寄件人地址 寄往 寄至
    居住地点 居住住址 居住小区 所在小区 家庭位置 家庭坐落 被征收房屋坐落 抵押物坐落 新址 旧址 原址 房号 房屋编号 房址 宅址 门址 新家 婆家 娘家 租住房屋 所住房屋 住房地址 实际居住 隔离地址 隔离地点 投递地址 配送地址 取件地址 事发住址 户籍所在 学籍地址 施救地址 出警地址 家庭居住地 家庭常住地 居住村组 所在村组 所在村社 村组 村屯 實際住址 戶籍地 戶籍地址 通訊地址 聯絡地址";

const LIVES: &str = "
    居 户位于 家位于 家坐落于 家坐落在 家就在 老屋就在 老家就在 房子就在 住处就在 建在 盖在 新房建在 修在 搭在 住 家住 现住 居住于 居住在 居住 暂住 租住 租住于 租住在 借住 借住在 户籍在 户口在 原住 搬至 搬到 搬进 搬入 搬往 迁至 迁到 迁往 住进 住到 现居 定居 定居在 寄居 寄居在 借居 旅居 蜗居在 家在 老家在 坐落于 座落于
    住于 住在 住於 現居 現住 居住於 家住于 家住在 现住于 现住在 现居于 现居住于 现居住在 现租住 现暂住 暂居 暂居于 暂住于 暂住在 户籍登记于 户籍登记在 户口登记于 户口登记在 户口现登记于
    户籍位于 户籍为 落户 落户于 落户在 落户到 安家于 搬回 搬迁至 搬迁到 迁回 迁入 独居于 独居 独自居住在 房屋在 闲置房在 出租房在 住房在 遗产为 遗产系 长住 长住在 长期居住在 长期居住于 长期住在 寄住 寄住在 寄宿 投靠住 搬去 搬到了 搬进了 迁居 迁居至 移居 移居至 生前居 生前居于 祖居 祖居于 均住 均居住在 均居住于 同居住于 同住 生前住 生前居住于 生前居住在 借宿 借宿在 落脚 落脚在 落脚于 栖身于 租房于 租房在 租赁住在 合住于 合住在 同住于 家安在 安家在 安置在 安置到 入住 租房住在 独居在 同住在 居于 居於 生活在 生活于 挤在 挤住在 窝在 散居 聚居 聚居于 聚居在 安身 安身于 栖身 栖身在 寓居 寓居于 侨居 客居 租赁于 租房居住 借居于 借居在 住址系 住址为 户口落在 户口挂在 常年住在 嫁到 嫁至 嫁入 入赘 迁居到 迁徙到 返乡居住 搬家至 搬家到";

const PLACES: &str = "位于 坐落在 座落在 位於 地处";

const VISITS: &str = "
    来到 去到 赶回 赶到 赶往 走进 送到 送至 送往 前往 走访 抵达 返回 回到 上门到 一行到 专程到 驱车到 步行到 窜至 窜到 闯入 进入 潜入 翻入 带到 带至 接到 接回 送回 寻至 寻到 行至 驱车至";

const FORMS: &str = "
    新居 旧居 安置房 安置房号 房间号 房屋号 楼号 门号 单元号 配租 配租房 配售 房源 房源地址 选房 选房结果 所选房号 选定房号 选定房源 中签房号 住房 房屋 房产 宅基地 被征收房屋 抵押房产 查封房产 承租房屋 出租房屋 租赁物 租赁房屋 赠与房屋 标的 标的物 院落 户址";

const OFFICES: &str = "
    办公地址 办公地点 办公场所 受理地点 受理地址 办理地点 办理地址 服务地址 服务地点 注册地址 单位地址 机构地址 经营地址 经营场所 注册地 报名地点 报名地址 领取地点 投递地址
    邮寄地址 接收地点 接收地址 咨询地点 咨询地址 会议地点 活动地点 集合地点 建设地点 项目地点 接待地点 接待地址 来访地址 窗口地址 大厅地址 地点";

const NEAR: &str = "
    背后 对面 斜对面 对过 对门 隔壁 旁边 边上 后边 后院 底下 脚下 院内 院里 东头 西头 南头 北头 东边 西边 南边 北边
    东南角 西北角 东北角 西南角 尽头 村口 第一家 第二家 第三家 第四家 第五家 第六家 第一户 第二户 第三户 第四户 第五户 第六户";

const HOMES: &str = "
    家中 家里 家门 家孩 家老 同学家 老人家 大爷家 大妈家 奶奶家 爷爷家 女士家 先生家 师傅家 阿姨家 婆婆家 大娘家 大叔家 大姐家 大伯家 老汉家 阿婆家
    阿姨家 老师家 老乡家 户家 家属家 申请宅基地
    房屋一处 房屋一套 房屋一间 住房一套 住房一处 房产一处 房产一套 住宅一处 住宅一套 老宅一处 原址翻建 原址新建 原址重建 原址改建";
