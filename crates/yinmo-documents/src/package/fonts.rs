//! Names of fonts and styles, which programs look up. Many sound like people (方正姚体, 华文楷体), and a page without them
//! looks other than it did.

use std::borrow::Cow;

/// Who makes fonts. Their fonts begin with it.
const FOUNDRIES: &str = "\
    方正 华文 汉仪 文鼎 华康 造字工房 思源 站酷 长城 微软 微軟 中易 迷你 创艺 苹方 蘋方 細明 细明 新細明 新细明 標楷 華康 金山 经典";

/// What fonts are called after: the way they are drawn, the set of characters they have.
const DRAWN: &str = "\
    宋体 宋體 仿宋 黑体 黑體 楷体 楷體 楷书 隶书 隶变 隶体 行书 行楷 草书 篆 魏碑 圆体 圓體 幼圆 彩云 琥珀 雅黑 姚体 舒体 等线 书宋 标宋 報宋 报宋 中宋 \
    大宋 雅宋 细黑 粗黑 大黑 金黑 悦黑 毛笔 硬笔 书法 字体 GB2312 GBK ゴシック";

/// As long as the name of a font is, in characters.
const LONGEST: usize = 24;

/// Whether what stands where a font is named says that it is one.
pub(crate) fn is_font(name: &str) -> bool {
    let name = name.trim().trim_start_matches('@');
    let is_foundry = |foundry: &str| name.len() > foundry.len() && name.starts_with(foundry);
    let is_said = DRAWN.split(' ').any(|word| name.contains(word)) || FOUNDRIES.split(' ').any(is_foundry);
    let tells_more = name.contains(['：', ':', '，', '@']) || digits_beyond_sets(name) >= 5;
    (is_said || is_style(name)) && !tells_more && name.chars().count() <= LONGEST
}

fn digits_beyond_sets(name: &str) -> usize {
    name.replace("GB2312", "").replace("GB18030", "").bytes().filter(u8::is_ascii_digit).count()
}

/// Whether an attribute is where a font is named.
pub(crate) fn names_font(element: &str, attribute: &str) -> bool {
    match attribute {
        "FontName" | "FamilyName" | "typeface" | "face" | "font-family" | "fontFamily" => true,
        "val" => matches!(element, "name" | "rFont" | "altName" | "font"),
        "name" => element == "font",
        _ => element == "rFonts",
    }
}

/// The words of which programs make the names of styles.
const STYLE_WORDS: &str = "\
    默认段落字体 正文文本 批注框文本 批注框 批注主题 批注引用 批注文字 普通表格 普通(网站) 网格型 无列表 千位分隔 检查单元格 链接单元格 解释性文本 警告文本 \
    已访问的超链接 超链接 页眉 页脚 页码 脚注 尾注 标题 副标题 正文 列表 段落 字符 样式 目录 题注 表格 网格 缩进 首行 文本 引用 明显 强调 不明显 无间隔 \
    要点 常规 货币 百分比 输入 输出 注释 汇总 计算 适中 好 差 宋体 黑体 仿宋 楷体 加粗 居中 四号 小四";

/// Whether an attribute is nothing but what programs call their styles: `页眉 字符`, `标题 1`.
pub(crate) fn is_style(name: &str) -> bool {
    const MOST: usize = 60;
    if name.is_ascii() || name.len() > MOST {
        return false;
    }
    let is_filler = |c: char| c.is_ascii_punctuation() || c == ' ';
    let mut rest = name.trim_matches(|c: char| is_filler(c) || c.is_ascii_digit());
    while !rest.is_empty() {
        let Some(word) = STYLE_WORDS.split(' ').find(|word| rest.starts_with(word)) else { return false };
        rest = rest[word.len()..].trim_start_matches(|c: char| is_filler(c) || c.is_ascii_digit());
    }
    // Numbers of styles are short.
    name.bytes().filter(u8::is_ascii_digit).count() < 5
}

/// A style sheet's declarations without those that name fonts and nothing else.
pub(crate) fn without_fonts(css: &str) -> Cow<'_, str> {
    if !css.contains("font") && !css.contains("FONT") {
        return Cow::Borrowed(css);
    }
    let ends = |c: char| matches!(c, ';' | '{' | '}');
    css.split_inclusive(ends)
        .filter(|declaration| !is_font_declaration(declaration))
        .collect::<String>()
        .into()
}

fn is_font_declaration(declaration: &str) -> bool {
    let Some((property, value)) = declaration.trim_end_matches([';', '}']).split_once(':') else {
        return false;
    };
    let property = property.trim().to_ascii_lowercase();
    let is_family = matches!(&*property, "font-family" | "font" | "mso-fareast-font-family")
        || (property.starts_with("mso-") && property.ends_with("font-family"));
    let is_known = |name: &str| {
        let name = name.replace("&quot;", "");
        let name = name.trim().trim_matches(['"', '\'']);
        // The shorthand has sizes before the family.
        let name = if property == "font" { name.rsplit(' ').next().unwrap_or(name) } else { name };
        name.is_ascii() || is_font(name)
    };
    is_family && value.split(',').all(is_known)
}

#[cfg(test)]
mod tests {
    use super::{is_font, is_style, without_fonts};

    #[test]
    fn fonts_say_what_they_are() {
        for font in [
            "仿宋_GB2312",
            "楷体",
            "@宋体",
            "方正小标宋简体",
            "华文彩云",
            "叶根友毛笔行书",
            "等线 Light",
            "幼圆",
            "苹方-简",
        ] {
            assert!(is_font(font), "{font}");
        }
        for other in ["张建国", "方正", "户主：张建国楷体", "楷体13800012001", "华文", ""] {
            assert!(!is_font(other), "{other}");
        }
    }

    #[test]
    fn styles_are_made_of_known_words() {
        for style in ["页眉 字符", "标题 1", "批注框文本 字符", "列表段落1", "常规 2", "样式 宋体 四号 加粗"]
        {
            assert!(is_style(style), "{style}");
        }
        for other in ["张建国", "王红样式", "标题 13800012001", "Normal", "正文王建坪"] {
            assert!(!is_style(other), "{other}");
        }
    }

    #[test]
    fn what_styles_say_beside_fonts_is_left() {
        assert_eq!(without_fonts("font-family:楷体;color:red"), "color:red");
        assert_eq!(without_fonts("p{font:12pt '华文楷体'}"), "p{");
        assert_eq!(without_fonts("font-family:张建国;"), "font-family:张建国;");
        assert_eq!(without_fonts("content:'楷体'"), "content:'楷体'");
    }
}
