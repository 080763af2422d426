//! Words that introduce addresses, and whose they are.

use std::sync::LazyLock;

use crate::tagger::Words;

/// What a word before an address says.
#[derive(Clone, Copy)]
pub(in crate::recognizers) struct Cue {
    /// An office's.
    pub office: bool,
    /// The name of a field; else a verb, `家住`, which stands before much else.
    pub label: bool,
}

/// The words, asked for at their end.
pub(in crate::recognizers) static CUES: LazyLock<Words<Cue>> = LazyLock::new(|| {
    let lists = [
        (HOMES, Cue { office: false, label: true }),
        (LIVES, Cue { office: false, label: false }),
        (OFFICES, Cue { office: true, label: true }),
    ];
    Words::ending(
        lists.into_iter().flat_map(|(list, cue)| list.split_whitespace().map(move |word| (word, cue))),
    )
});

/// Whether the words name an office.
pub(super) fn is_office(words: &str) -> bool {
    const WORDS: [&str; 15] = [
        "办公", "受理", "服务", "窗口", "大厅", "单位", "公司", "机构", "政府", "注册", "经营", "接待",
        "会议", "报名", "施工",
    ];
    WORDS.iter().any(|word| words.contains(word))
}

const HOMES: &str = "
    住址 地址 家庭住址 家庭地址 现住址 现住地址 居住地址 居住地 现居住地 常住地址 常住地 经常居住地 户籍地址 户籍地 户籍所在地 户口所在地 户口所在 户籍 户口 住所地 住所 住处
    暂住地 暂住地址 通讯地址 通信地址 联系地址 收件地址 收货地址 送达地址 详细地址 详细住址 身份证地址 身份证住址 出生地 籍贯 坐落 房屋坐落 房屋地址 房屋坐落地 房产地址 租住地址 原籍 家庭所在地";

const LIVES: &str = "
    住 家住 现住 居住于 居住在 居住 暂住 租住 租住于 租住在 户籍在 户口在 原住 搬至 现居 定居 家在 坐落于 住于 住在";

const OFFICES: &str = "
    办公地址 办公地点 办公场所 受理地点 受理地址 办理地点 办理地址 服务地址 服务地点 注册地址 单位地址 机构地址 经营地址 经营场所 注册地 报名地点 报名地址 领取地点 投递地址
    邮寄地址 接收地点 接收地址 咨询地点 咨询地址 会议地点 活动地点 集合地点 建设地点 项目地点 接待地点 接待地址 来访地址 窗口地址 大厅地址 地点";
