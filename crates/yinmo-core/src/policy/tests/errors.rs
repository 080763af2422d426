use crate::policy::{Policy, PolicyError, Source};

fn error(text: &str) -> PolicyError {
    match Policy::from_toml("yinmo.toml", text) {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => error,
    }
}

/// Each text with the line and column of its mistake and a piece of what is said about it.
#[test]
fn say_where_and_what_to_try() {
    for (text, line, column, said) in [
        ("[kinds]\nmobile = { mosk = { prefix = 3 } }", 2, 12, "是否应为 `mask`？"),
        ("[kinds]\nmobile = \"kepe\"", 2, 10, "是否应为 `keep`？"),
        ("[kinds]\nmobile = \"mask\"", 2, 10, "`mask` 需要参数"),
        ("[kinds]\nmobil = \"keep\"", 2, 1, "是否应为 `mobile`？"),
        ("[kinds]\nRESIDENT_ID = \"keep\"", 2, 1, "是否应为 `resident-id`？"),
        ("[kind]\nmobile = \"keep\"", 1, 2, "是否应为 `kinds`？"),
        ("[kinds]\nmobile = { mask = { prefix = \"三\" } }", 2, 30, "类型或范围不符"),
        ("[kinds]\nmobile = { mask = { with = \"X\" } }", 2, 10, "不可用“X”遮盖"),
        ("[kinds]\nmobile = { redact = \"13800012001\" }", 2, 10, "标记不得含数字"),
        ("[kinds]\nmobile = \"star-name\"", 2, 10, "`star-name` 不适用于 mobile"),
        ("[kinds]\nmobile = { generalise = \"year\" }", 2, 10, "`generalise` 不适用于 mobile"),
        ("[kinds]\nperson = { mask = { prefix = 1 } }", 2, 10, "`mask` 不适用于 person"),
        ("[kinds]\naddress = { generalise = \"town\" }", 2, 26, "是否应为 `township`？"),
        ("[kinds]\nmobile = { mask = {}, redact = \"[电话]\" }", 2, 10, "只能写一种"),
        ("[kinds]\nmobile = { redact = \"[电话]\", citizen = \"keep\" }", 2, 10, "写入 default"),
        ("[kinds]\nmobile = \"keep\"", 2, 10, "须写明依据"),
        ("[kinds]\nmobile = { citizen = \"keep\" }", 2, 10, "须写明依据"),
        ("publish-until = \"2026-02-30\"", 1, 17, "日期不存在"),
        ("legal-basis = \" \"", 1, 15, "不能为空"),
        ("requires = [\"basis\"]", 1, 13, "没有要求"),
        ("[lists]\nallow = [\"13800012001\"]", 2, 10, "须写明依据"),
        ("[[recognizers]]\nid = \"工号\"\npattern = \"[0-9\"\nmatch = []", 3, 11, "正则表达式有误"),
        ("[[recognizers]]\nid = \"工号\"\npattern = \"GH[0-9]+\"\nmatch = [\"工号\"]", 1, 1, "第 1 例未找到"),
        ("[[tables]]\nmatch = \"[名单\"", 2, 9, "文件名的写法有误"),
        ("[kinds]\nmobile = {}", 2, 10, "须写一种处理方式"),
        ("[kinds]\nmobile = { citzen = \"keep\" }", 2, 12, "是否应为 `citizen`？"),
        ("[kinds]\nmobile = 3", 2, 10, "类型或范围不符"),
        ("[kinds]\nmobile = \"keep\"\nmobile = \"keep\"", 3, 1, "键重复"),
        ("extends = \"general\"", 1, 11, "没有内置规则“general”"),
        ("audience = \"board\"", 1, 12, "没有发布对象“board”"),
        ("extends = \"social-assistance-notice\"\naudience = \"bord\"", 2, 12, "是否应为 `board`？"),
        ("[columns]\nkeep = [\"serial\", \"nmae\"]", 2, 19, "没有列“nmae”"),
        ("[columns]\nkeep = [\"person:membr\"]", 2, 9, "是否应为 `member`？"),
        ("[columns]\nkeep = [\"serial\"]\ndrop = [\"serial\"]", 3, 9, "列了两次"),
        ("[report]\nmin-confidence = 120", 2, 18, "类型或范围不符"),
        ("[report]\nmin-confidence = 30\nreview-from = 50", 3, 15, "不得高于"),
        ("[report.kinds]\nperson = { review-from = 50 }", 2, 26, "不得高于"),
        ("[report.kinds]\npersn = { review-from = 50 }", 2, 1, "是否应为 `person`？"),
        ("[report]\nmin-confidence = \"mid\"", 2, 18, "可用：`low`、`medium`、`high`"),
        ("# 说明\n[kinds\nmobile = 3", 2, 7, "TOML 语法错误"),
    ] {
        let error = error(text);
        let place = (error.line(), error.column());
        assert_eq!(place, (Some(line), Some(column)), "{text}\n{error}");
        assert!(error.to_string().contains(said), "{text}\n{error}");
    }
}

#[test]
fn print_chinese_first_and_english_beside() {
    assert_eq!(
        error("[kinds]\nmobile = { mask = { prefox = 3 } }").to_string(),
        "错误：没有键“prefox” (unknown key `prefox`)\n \
         --> yinmo.toml:2:21\n\
         建议：是否应为 `prefix`？可用：`prefix`、`suffix`、`with` \
         (did you mean `prefix`? known: `prefix`, `suffix`, `with`)"
    );
}

#[test]
fn a_profile_or_audience_asked_for_must_exist() {
    let error = |source| Policy::load(&source).map(|_| ()).unwrap_err();
    let unknown = error(Source { profile: Some("strickt"), ..Source::default() });
    assert_eq!((unknown.source_name(), unknown.line()), (None, None));
    assert!(unknown.help_en().unwrap().starts_with("did you mean `strict`?"));
    let unknown = error(Source { audience: Some("board"), ..Source::default() });
    assert!(unknown.zh().contains("没有发布对象"));
}
