//! How plausible a character is in a given name.
//!
//! Graded for this project from common knowledge of names of all generations, 2026. It is a hint for weighing
//! candidates, not a list of the permitted: any character can stand in a name.

use crate::char_table::CharGrades;

/// Found in the names of a large part of the population.
const VERY_COMMON: &str = "
    伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彩兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼
    勤珍贞莉珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽
    琬茗羽希欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思浩毅俊峰健志义兴良海山仁波宁贵福生龙元全国胜学
    祥才发武新利清飞彬富顺信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会群豪心邦承乐绍功松善厚庆友裕河哲
    江亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘文淑
    惠春秋菊珠翠雅芝娥琦晶妍茜雨涵轩宇梓诗语桐宸睿一奕铭皓熙煜沐妤萱琪娇婧珂菡蕾璐璇淼鑫森东方民忠永世长根";

/// Often found.
const COMMON: &str = "
    阳凯帆威猛坤辉力勋彤彦衡恒恩慧慈懿戈扬拓捷攀敦旺旻昊昆昕晋晗晖晟晴智暄曦朝朴权杉杏杨柏柯柳栩桃桦桢梨梧棋棠楚
    楷槐樱檀歆正殷毛汉池汐沁沛沙治泉泓法泳洪津洲浦润涓淇淳渊渝渺湘源溪滨滔漫潇潮澄濠灵灿炜炫炳烁烨焕焱煊熠燊爵牧
    玄玖玥玫珅珉珏珈珩珮琅理琢琨琮瑄瑛瑜瑰璋璎璞甜申男画畅白益盈睦瞳礼社祖祝祯禄禹禾秉秦科程穆立章竣竞笑笛筱箫简
    籽精紫纪纲纶纹练绎经绣绮绿缘罗美翊翎翌翼耀聿聆肖胤能腊自至舟舜艾芃芊芙芮芷芽苏苗范茵茹荃莹菀菱萌葵蒙蓝蔓薰藤
    虎虹蝶衍裳西见觅观训诺谊谨谷豫贝贤赞赫越路轶辛辽近连迪逸道邵郁重金鉴钊钢铁铃银锋锐镇镭闯阔陆陵雍雯霁霏霖靖韬
    韶音顶颂颜飒首驰骁骏骥高魁鲁鲜鸿鹃鹤鹭麒麟黎齐龄丁万三业丛丞丰临久乔乾予争二互五井京仓付仙代令仲任伍伏众优传
    侠俏保修俨倚偲傲僖儒允充兆兵其兼冉冬冲冽凌凰凱刘初加劲助励劭勃勉勐勒北千升卉卓协南占卫印历厉原双口台史叶司合
    吉同名向吟周味品响唐唯啸喜回图土圣均城培基堂堃堡塘墨声备多大夫央奉奎奔奥女好如妙妮姗姝姿娅嫒嫣嫦孝孟季守宗官
    定宝实宣宪宽宾密察寅寿封射小尔尚尤尧展屹岗岭岳峥峻崇崎崑崧嵘嵩川州工巧师常幸广庄序应底庚度庭延开弟弦归录征律
    徐微忆念怀恬恺恽悌悟情惜惟意愉慕慰懋戎房扣拥授掌提摇支改攸放教斯施旋旦旬昂昇易映昱显普景暖暮曙曜曼朔望朵来杭
    极枚果柱查栎栗桑检棣楼榆榜樟檬欧歌步殿母水求汝汪沃沅沈沉泊洛洵洺流浓涌涟淮深淞渔渤温湃湛湾溢溯滕演漪潘澎澈澍
    濂濡瀚瀛火灏炅炯烈烽焓焜焰煌照熔熹燎牛特状献玛玮玺珀珐珑班球琏琥琇瑀瑚瑟瑭璁璟璧瓊瓏甘田由甲甸留畴登皎皖省睛
    督知石砚碧磐示祉祎神祺禎禧秘稳穗穹空竺端算管粉粟糧純索纳绒络统绪绵绸综缨罡羿老耕肇胡脉臣臻舫色芦芯芹苇苒苹茉
    草荞荟药莓莘莞菘萃营葆葛蒋蒲蓬蔚蔡蕙蕴薪藏藜藻蘅虔虞蛟衔裔襄视解计让记许论谅谐谣谱谧谭财贡责质贯贸赋赟赢起趣
    跃车轲辂载辞辟运远逊通造逢遐遥遵邀郎郑鄂酉采里野量鉅鋆鑒钟钦钰铂铎铖铠铮锡锴锵镜门闻阁防阿陈随隆雀集零雷霓霜
    面革韦韩颐频题飙驭驹驿骄骅髙魏鲲鸥鸽鹂麦黄默鼎龚曌昀喆赪菓珞怿芾苓茴荇荻莠菅蓁蔷薏薷衿袁裴钥钿锟镕韫頔颀骞骐
    鸾仟佑佩侃俐俪倬偌佶佟佺侗侨傅僑冕刊匀匡卜卯厦召吕呈咪唱喻嗣囡垚垣埔塬壹夏夕奋妃姌姚娆娓娉婀婳嬿孜宋宥宴寓岱
    峦峤嵋巍帅庐弋彧彰怜恰悠悯憬扶抒拉持挺晏暻曹朱朶枢柠柒柘桓梵樊樾橙毕毬汀汶沣沪泠泱泸洢洹浔浙浚涂涔涣渌渡湄湉
    漠漳潔澳濛炀炆烜焯煦燃燦牡狄玘玙玢玭珣珥珺琎琚琤琯瑕璨畋瞻砺碩祈祐祾禛秭稷竑笙筝箴籁紹絮缇缦羚羲翀翕耘耿聂聰
    胭芩茅茸荆荧莅菏萤葭蓥蕃蕤薛虢蜀蝉袖覃诏诠诣谆谋贻赓趙迈迎邢郅郝酝醇醒釗釧铄铨铿锗锶镁镐闵闽阅际隽霆霈霍靓韡
    顼顾颢颿飖飏饶驎骆骢鲍鳯鸢鸯麓黍栋少廷娣仕亭乃斐晔甫媚俭伶典骊纬岐迅岑慎昶誉冀屏豹渭淋炼亦然太本";

/// Now and then: seldom modern, but known from older or regional names.
const RARE: &str = "
    姑娃婆嫂姐妞仔佬伢栓锁狗猪马羊鸡兔鼠蛇猴蛋头锤铜锅盆桶粮豆瓜枣橘葱蒜菜花泥沟坡湖塔桥船灯油盐酱茶酒糖棉麻丝布
    衣帽鞋带针线刀枪炮弹旗鼓锣表书笔纸剑扇伞扎顿格堆瓦尼措姆边巴曲买古热依汗木努帕乌呼余伴住作佐例供促俞借值偶傍
    储像兑入八公六共写农凉击列创判制券刻削副割劝劳势勾包化医十午卒单卢卷反叔取受变叙吐吴命咸哈唤商啼喊器四围困圆
    场址坐块垂型垒埃域塑境墙增壁夜夺契奏套妈始娘婚孙字存孤孩宅完审客宫害容宿寄寨寸寺寻导尘尝尾层居屋属屯岁岛峡崔
    巡巢差己帐席帮干幼床库店府座廉弃弓引弗弱形役彼待後循忍忙怕急性恋息悬惊愁愈愿戏截手扛执扩扫扭批找技投抗折抱担
    拔拜招指按挥损换据排探接推描搏摆撑播收攻故效散数整斗料断旧早昨晚暑替服末术束板构析架染标样案梯棚椅横橡止比毫
    氏气氧沿泡注活派浅浮消涉淡渐湿溜滋滑满滴潜激灰炭点煤熊熟燥父片版牌物狂独猎率王玩现瓶甚界略番百皇盘盟目直相看
    眠眼睡矛短砖破硕碑碰磨祀票禁租积移稀稍穿突窗童竿符筑粒系紧约细终结绕绝继续编缩网罚翻考聊职联肉肌肥胞胶脚脱腰
    膜艇艰获萨落著蒸虫虾蚁血补装裁裂触警订议讲词译试话详读调谢象负账货购费贺资赏赛赤赶距跑跳踏身轰软轴轻输迁返述
    迷追退送逃选透途速遇邮邻郡配酸释钉钓钩钱铅链铺销键闪闭问间闲闹阀阶阻附降限除险陪隐雕雾霸靠预领额食饭馆驶骑骨
    鬼鱼鸟鸦鸭鹰黑";

/// Function characters and the like, which no one puts into a name. Listed to keep them from being added above.
const NEVER: &str = "
    的了是在不我他她它们这那你您就也都而但与或及被把将对从为着过吗呢吧啊呀哦嘛么乎者所于因此等个次很最更又再还
    只没无非未勿别莫哪谁啥怎几些每某各该另年日号分秒第届条款项节页张件份位户亿角吨斤米县区乡村组街巷幢室局
    厅委办股处站队院校部课级称叫说请使给到去往上下外内后前左右旁死病残疾癌瘫痪疯癞罪犯偷盗贼骗杀尸坟墓屎尿屁奸淫
    娼妓毒赌债穷苦哭痛丧葬恶劣坏错误败亡祸灾难废垃圾地得否且并则即既虽却仍须当够需要已曾肯敢想";

static GRADES: CharGrades = CharGrades::new(&[(RARE, 1), (COMMON, 2), (VERY_COMMON, 3), (NEVER, 0)]);

/// How common `c` is in given names: 3 very common, 2 common, 1 now and then, 0 practically never or unknown.
///
/// ```
/// use yinmo_data::given_names::plausibility;
/// assert_eq!(plausibility('伟'), 3);
/// assert_eq!(plausibility('的'), 0);
/// assert!(plausibility('霈') > plausibility('癌'));
/// ```
#[must_use]
pub const fn plausibility(c: char) -> u8 {
    GRADES.of(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_graded_once() {
        let all = [VERY_COMMON, COMMON, RARE, NEVER].concat();
        let mut all: std::vec::Vec<char> = all.chars().filter(|c| !c.is_whitespace()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(count >= 1_500, "{count}");
    }

    #[test]
    fn grades_answer_for_their_lists() {
        for (list, grade) in [(VERY_COMMON, 3), (COMMON, 2), (RARE, 1), (NEVER, 0)] {
            assert!(list.chars().filter(|c| !c.is_whitespace()).all(|c| plausibility(c) == grade));
        }
        for c in "的了是和在年".chars().filter(|c| *c != '和') {
            assert_eq!(plausibility(c), 0, "{c}");
        }
        assert_eq!(['x', '1', '，', '𠮷'].map(plausibility), [0; 4]);
    }
}
