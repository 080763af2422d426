//! Characters that foreign names, and names of peoples of China without surnames, are transcribed with.
//!
//! Graded for this project from the usual transcription tables for names (译音表) and common knowledge, 2026.

use crate::char_table::CharGrades;

/// Hardly used for anything but sound.
const SOUND: &str = "
    尔斯克特拉尼亚卡巴罗德森里马莱兰迪普布萨维娜诺伊姆格塞奥恩西比弗威雷勒波伯戈丹贝达莫贾哈雅米科萨帕塔图朗鲁伦玛琳莎丝蒂妮娅茨兹
    霍詹欧埃弥蒙噶蕾菲穆鲍佩莉塞萝赫赛珀坎蔡恰彻瑟洛曼汉肯敦顿姬耶约韦谢默努戴贡腊甫勃泽夫";

/// As often a word or a part of one.
const BOTH: &str = "
    阿艾爱安昂白拜班邦保本彼毕别宾博卜不采策查察朝楚次大道登邓狄丁东都杜多俄鄂厄法凡范费芬丰冯佛福伏富盖甘冈高哥葛根古瓜果翰好亨洪
    呼胡华怀惠基吉加简江杰津久凯康考柯夸昆来赖劳黎理力丽利立列林龙隆卢路露吕买麦毛梅门孟密敏明木那纳乃南内宁牛纽潘庞彭皮其奇齐强乔切琴青
    丘曲让热仁日荣茹汝瑞若桑沙山珊尚绍舍申什圣施史士仕舒朔思松苏索台泰坦汤唐陶腾滕提帖铁廷通土吐托娃瓦万汪旺伟魏温文翁沃乌吾武希
    锡夏香肖辛欣兴休许逊延扬央叶依以因英尤扎珍芝智朱珠卓子孜宗祖佐措肉汗牙呷敖娥仓嘎色洒且玻玉吴拥求堆增坚赞云嘉边旦平群培穷益美觉决朵琼额
    顺宝音满照钢库兹厚可乐甸钦沃罕哇";

static GRADES: CharGrades = CharGrades::new(&[(BOTH, 1), (SOUND, 2)]);

/// 0 not used for it, 1 also a word or a part of one, 2 hardly used for anything else.
///
/// ```
/// use yinmo_data::transcription::grade;
///
/// assert_eq!(['斯', '安', '的'].map(grade), [2, 1, 0]);
/// ```
pub const fn grade(c: char) -> u8 {
    GRADES.of(c)
}
