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
    /// An office's address follows.
    Office,
    /// Somebody's home stood before: `家中`.
    Home,
}

/// The words, asked for at their end.
pub(in crate::recognizers) static CUES: LazyLock<Words<Cue>> = LazyLock::new(|| {
    let lists = [
        (LABELS, Cue::Label),
        (LIVES, Cue::Lives),
        (PLACES, Cue::Place),
        (OFFICES, Cue::Office),
        (HOMES, Cue::Home),
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
    居住地点 居住住址 居住小区 所在小区 家庭位置 家庭坐落 被征收房屋坐落 抵押物坐落 實際住址 戶籍地 戶籍地址 通訊地址 聯絡地址";

const LIVES: &str = "
    住 家住 现住 居住于 居住在 居住 暂住 租住 租住于 租住在 借住 借住在 户籍在 户口在 原住 搬至 搬到 搬进 搬入 搬往 迁至 迁到 迁往 住进 住到 现居 定居 定居在 寄居 寄居在 借居 旅居 蜗居在 家在 老家在 坐落于 座落于
    住于 住在 住於 現居 現住 居住於 家住于 家住在 现住于 现住在 现居于 现居住于 现居住在 现租住 现暂住 暂居 暂居于 暂住于 暂住在 户籍登记于 户籍登记在 户口登记于 户口登记在 户口现登记于
    户籍位于 户籍为 落户 落户于 落户在 落户到 安家于 搬回 搬迁至 搬迁到 迁回 迁入 独居于 长住 长住在 长期居住在 长期居住于 长期住在 寄住 寄住在 寄宿 投靠住 搬去 搬到了 搬进了 迁居 迁居至 移居 移居至 生前居 生前居于 祖居 祖居于 均住 均居住在 均居住于 同居住于 同住 生前住 生前居住于 生前居住在 借宿 借宿在 落脚 落脚在 落脚于 栖身于 租房于 租房在 租赁住在 合住于 合住在 同住于 家安在 安家在 安置在 安置到 入住 租房住在 独居在 同住在";

const PLACES: &str = "位于 坐落在 座落在 位於 地处";

const OFFICES: &str = "
    办公地址 办公地点 办公场所 受理地点 受理地址 办理地点 办理地址 服务地址 服务地点 注册地址 单位地址 机构地址 经营地址 经营场所 注册地 报名地点 报名地址 领取地点 投递地址
    邮寄地址 接收地点 接收地址 咨询地点 咨询地址 会议地点 活动地点 集合地点 建设地点 项目地点 接待地点 接待地址 来访地址 窗口地址 大厅地址 地点";

const HOMES: &str = "家中 家里 家门 家孩 家老 申请宅基地";
