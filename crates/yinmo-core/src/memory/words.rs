//! Names that are as often ordinary words: 高峰, 向阳, 平安. They are not taken for a person's because one bears them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use yinmo_data::{common_words, regions};

use crate::recognizers::CUES;
use crate::tagger::FOLLOWERS;

/// Whether `name` is as often a word or a place as a name.
pub(crate) fn is_word(name: &str) -> bool {
    static SHARED: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| WORDS.split_whitespace().chain(places()).collect());
    SHARED.contains(name)
        || is_title(name)
        || is_numbered(name)
        || common_words::starts_name_like(name).is_some_and(|word| word >= name.len())
}

/// 镇长, 老师: what stands before or behind names.
fn is_title(name: &str) -> bool {
    CUES.at_end(name).is_some_and(|hit| hit.len == name.len())
        || FOLLOWERS.at_start(name).is_some_and(|hit| hit.len == name.len())
}

/// 第五十: 第 is a surname too.
fn is_numbered(name: &str) -> bool {
    name.strip_prefix('第').is_some_and(|rest| rest.starts_with(|c| "一二三四五六七八九十百".contains(c)))
}

/// 金华, 安阳: places as they are called.
fn places() -> impl Iterator<Item = &'static str> {
    const ENDINGS: [char; 5] = ['市', '县', '区', '州', '旗'];
    let short = regions::names().map(|(name, _)| name.strip_suffix(ENDINGS).unwrap_or(name));
    short.filter(|name| (2..=3).contains(&name.chars().count()))
}

/// Words that begin with what may be a surname and that `yinmo_data::common_words` leaves out, because people bear
/// them too. Compiled for this project, 2026.
const WORDS: &str = "
    万宁 万安 万家 万州 万年 万源 万盛 万荣 万载 万里 万隆 东兴 东升 东台 东坡 东安 东山 东平 东方 东明 东海 东港 东胜 东阳 东风 严寒 丰台 丰城 丰宁 丰润 丰都 丰镇 丰顺 乐业 乐亭
    乐天 乐安 乐平 乐昌 乐清 乐至 云和 云彩 云梦 云海 云溪 云阳 云霄 云霞 云飞 云龙 任丘 任重 余姚 余干 余庆 余杭 余江 信丰 信宜 光山 光彩 光明 光泽 光荣 光辉 全南 全州 全椒 全福
    全胜 兰坪 兰溪 兰考 兰花 兰草 兰西 兰香 关山 关岭 冬梅 冰川 冰洁 冰清 冰雪 冷艳 凤仙 凤冈 凤凰 凤台 凤城 凤庆 凤翔 凤阳 华亭 华坪 华宁 华安 华容 华池 华盛 华美 华蓥 华阳 原平
    原阳 古丈 古交 古城 古浪 古田 古蔺 叶城 叶子 叶茂 向东 向荣 向阳 周全 周宁 周庄 周村 周济 周而 周至 周边 和平 和煦 和田 和美 和顺 唐河 唐海 唐诗 喜庆 国华 国富 国平 国强 夏河
    夏津 夏荷 夏邑 夏雨 姜堰 宁乡 宁化 宁国 宁安 宁强 宁晋 宁武 宁津 宁海 宁远 宁阳 宁陕 宁陵 宁静 安乐 安吉 安宁 安定 安居 安平 安康 安然 安福 安邦 安静 安顺 容城 富宁 富川 富平
    富民 富源 富裕 富锦 富阳 尚义 尚志 师宗 常乐 常在 常宁 常山 常德 常春 常胜 常青 平原 平和 平安村 平阳 平顺 广东 广大 广安 广平 康乐 康保 康健 康县 康宁 康定 康平 康桥 康泰 康马
    建军 建华 建国 建设 张北 张家 张扬 强盛 成安 成林 成武 成龙 房山 文华 文安 文山 文成 文昌 文武 文水 文登 文静 新余 新兴 新华 新县 新安 新年 新昌 新星 新民 新河 新田 新颖 方兴
    方城 方山 方正 方舟 施恩 施甸 施秉 时兴 明亮 明光 明媚 明月 明朗 明溪 易门 春光 春华 春天 春晓 春晖 春秋 春苗 春雨 春雷 春风 晋中 晋升 晋城 晋宁 晋安 晋州 晋江 晋级 晓庄 晓风
    景东 景宁 景山 景泰 景谷 景阳 曲周 曲水 曲江 曲沃 曲阜 曲阳 朝晖 朝气 朝阳 朝霞 朝鲜 李子 李宁 李白 李逵 杜康 杜鹃 来凤 来喜 来安 来福 林口 林园 林州 林森 林泉 林海 林甸 林西
    柳叶 柳园 柳城 柳林 柳江 柳河 柳青 桂东 桂圆 桂平 桂林 桂花 桂阳 桂香 梅县 梅园 梅林 梅江 梅花 水泉 水清 江东 江北 江华 江南 江城 江夏 江宁 江安 江山 江岸 江川 江月 江永 江油
    江波 江津 江浦 江海 江涛 江都 江阴 江陵 江风 汤原 汤山 汤泉 汤阴 沙河 沙洋 沙湾 沙雅 沙鸥 洪亮 洪山 洪水 洪江 洪泽 洪洞 洪流 洪涛 洪湖 洪福 洪雅 海丰 海伦 海兴 海城 海宁 海安
    海峰 海晏 海棠 海波 海涛 海滨 海燕 海盐 海门 海阳 海鸥 温岭 温文 温江 温泉 游仙 游子 滕州 玉屏 玉山 玉树 玉洁 玉环 玉田 玉门 玉龙 王国 王子 甘南 甘泉 甘甜 甘谷 甘露 白云 白塔
    白山 白帆 白杨 白水 白沙 白河 白洁 白玉 白石 白羽 白莲 白虎 白雪 白露 白马 白鹤 白鹭 白龙 石台 石城 石屏 石峰 石林 石柱 石泉 石狮 石磊 石英 石门 石阡 石首 石龙 祁县 祁连 祁门
    祁阳 祝捷 秋千 秋天 秋季 秋月 秋色 秋雨 秋风 章丘 章贡 童心 童真 童谣 米兰 米易 米泉 米脂 红光 红军 红原 红叶 红安 红旗 红星 红梅 红河 红艳 红花 红英 红霞 经典 经济 经验 翁源
    翁牛 胡琴 良好 良心 良缘 艾叶 艾滋 艾草 花朵 花溪 花都 花香 苗圃 苗壮 苗木 苗条 茅台 茅山 荣光 荣华 荣成 荣昌 蓝山 蓝月 蓝田 解放 谷丰 谷城 贺兰 贺县 贺岁 路上 路南 路平 路桥
    路通 路遥 车水 辛劳 辛集 边境 连云 连南 连城 连山 连州 连平 连江 邹城 邹平 金光 金典 金凤 金华 金坛 金城 金堂 金寨 金山 金川 金帆 金平 金星 金枝 金桥 金沙 金湖 金玉 金石 金秀
    金秋 金鑫 金钟 金阳 金风 金鱼 金龙 阳信 阳原 阳城 阳山 阳新 阳春 阳朔 阳谷 阳高 陈仓 陈州 陈皮 雪梅 雪花 雪莲 雷山 雷州 雷雨 雷鸣 青云 青山 青岛 青年 青春 青松 青海 青田 青翠
    青阳 项城 顾全 顾家 香兰 香山 香格 香梅 香河 香港 马关 马到 马力 马山 马超 马边 马龙 高健 高傲 高升 高唐 高安 高密 高尚 高山 高峰 高帆 高平 高强 高新 高明 高歌 高洁 高淳 高潮
    高照 高要 高远 高邮 高阳 高雅 高青 高飞 鲁山 鲁甸 鲁艺 鹿寨 鹿泉 鹿邑 麦盖 黄埔 黄岩 黄平 黄桥 黄梅 黄浦 黄海 黄花 黄莺 黄菊 黄陂 黄陵 黄骅 黄鹂 黄鹤 黄龙 齐河 龙井 龙凤 龙南
    龙口 龙山 龙岩 龙川 龙州 龙江 龙泉 龙海 龙游 龙腾 龙里 龙门 龙陵 龙飞";

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn words_and_places_are_told_from_names() {
        for word in ["高峰", "向阳", "平安", "金华", "安阳", "章程", "镇长", "第五十三"] {
            assert!(is_word(word), "{word}");
        }
        for name in ["王建坪", "李四", "张伟", "逯志成", "窦芃"] {
            assert!(!is_word(name), "{name}");
        }
    }
}
