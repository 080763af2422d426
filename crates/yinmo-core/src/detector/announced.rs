//! Offices and companies that a field of an announcement names: `采购人信息　名称：文成县民政局`. The fields right below are
//! theirs, wherever they have their seat.

use yinmo_data::labels::ORGAN_ENDINGS;

/// Who takes part in a procurement or a sale. Nobody works there or lives there for being called so.
const PARTIES: [&str; 23] = [
    "采购人",
    "采购单位",
    "采购代理机构",
    "招标人",
    "招标单位",
    "招标代理机构",
    "代理机构",
    "供应商",
    "中标供应商",
    "成交供应商",
    "中标人",
    "中标单位",
    "成交人",
    "成交单位",
    "投标人",
    "竞买人",
    "建设单位",
    "业主单位",
    "拍卖人",
    "征集人",
    "主管部门",
    "监督部门",
    "监督管理部门",
];

/// Fields that a heading above says more of.
const NAMES: [&str; 2] = ["名称", "单位名称"];

/// Whether the last line names an office or a company, and nothing but that; `somebody` stands for people in the text.
pub(super) fn ends_with_office(text: &str, somebody: char) -> bool {
    let (above, line) = text.rsplit_once('\n').unwrap_or(("", text));
    // Two may stand beside each other: `招标人：…　　　招标代理机构：…`.
    let beside = ["\u{3000}\u{3000}", "   "].iter().find_map(|gap| {
        let (first, second) = line.split_once(gap)?;
        let are_fields = [first, second].iter().all(|field| field.contains(['：', ':']));
        are_fields.then_some([first, second.trim_start()])
    });
    let fields = beside.unwrap_or([line, line]);
    fields.iter().all(|field| is_field_of_office(above, field, somebody))
}

fn is_field_of_office(above: &str, field: &str, somebody: char) -> bool {
    let Some((label, name)) = field.split_once(['：', ':']) else { return false };
    let label = bare(label);
    let says_who = is_party(label.strip_suffix("名称").unwrap_or(&label));
    let is_named = says_who || NAMES.contains(&&*label) && !is_about_somebody(above, somebody);
    is_named && is_organisation(name, somebody)
}

/// `供应商地址`: the field says itself whose it is.
pub(super) fn is_own_field(label: &str) -> bool {
    const ENDS: [&str; 4] = ["地址", "联系方式", "联系电话", "电话"];
    ENDS.iter().filter_map(|end| label.strip_suffix(end)).any(is_party)
}

/// Whether it is a label here, which may be padded: `名　　称`.
pub(super) fn is_label(word: &str) -> bool {
    NAMES.contains(&word) || is_party(word)
}

fn is_party(label: &str) -> bool {
    PARTIES.contains(&label)
}

/// The label without its number and what it has in brackets.
fn bare(label: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十.．、（）() \u{3000}".contains(c);
    let label = label.trim_start_matches(is_number);
    label.split(['（', '(']).next().unwrap_or("").chars().filter(|c| !c.is_whitespace()).collect()
}

/// `文成县民政局（本级）`. Shops may be called after somebody and be at their home.
fn is_organisation(name: &str, somebody: char) -> bool {
    /// In bytes: who is called as an office ends may be somebody.
    const LONG: usize = 15;
    const COMPANIES: [&str; 8] = ["公司", "合作社", "集团", "事务所", "小学", "中学", "大学", "幼儿园"];
    const SHOPS: [&str; 5] = ["经营部", "门市部", "小卖部", "服务部", "批发部"];
    let name = name.split(['（', '(']).next().unwrap_or("").trim();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    name.len() >= LONG
        && !name.contains([somebody, '某', ' ', '\u{3000}', '，', ',', '：', ':'])
        && !ends(&SHOPS)
        && (ends(&COMPANIES) || ends(ORGAN_ENDINGS))
}

/// Whether the fields above, up to a heading, are about somebody, whose workplace the name may be.
fn is_about_somebody(above: &str, somebody: char) -> bool {
    const PERSONAL: [&str; 8] = ["姓名", "性别", "民族", "年龄", "出生", "身份证", "职业", "学历"];
    for line in above.rsplit('\n').filter(|line| !line.trim().is_empty()) {
        if line.contains(somebody) {
            return true;
        }
        let Some((label, value)) = line.split_once(['：', ':']) else { return false };
        let label = bare(label);
        if value.trim().is_empty() || is_label(&label) {
            return false;
        }
        if PERSONAL.iter().any(|word| label.contains(word)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOMEBODY: char = '\u{3}';

    #[test]
    fn a_field_names_an_office() {
        for text in [
            "1.采购人信息\n名称：文成县民政局",
            "（一）采购人：文成县民政局（本级）",
            "招 标 人：大荔县农业农村局",
            "供应商名称：温州佳厨设备有限公司",
            "联系人：\u{3}\n2.采购代理机构信息\n名　　称：浙江中诚招标代理有限公司",
            "单位名称：凤山镇中心小学",
            "招 标 人：大荔县农业农村局　　　招标代理机构：陕西中技招标有限公司",
        ] {
            assert!(ends_with_office(text, SOMEBODY), "{text}");
        }
    }

    #[test]
    fn somebodys_workplace_or_shop_is_not_announced() {
        for text in [
            "工作单位：文成县民政局",
            "单位：文成县民政局",
            "姓名：\u{3}\n性别：女\n单位名称：文成县民政局",
            "性别：女\n单位名称：文成县民政局",
            "供应商名称：王建会",
            "供应商名称：\u{3}经营部",
            "供应商名称：文成县百姓经营部",
            "采购人：文成县民政局，联系人：\u{3}",
            "采购人：某某县民政局",
            "采购人：文成县民政局　　　姓名：\u{3}",
            "姓名：\u{3}　　　单位名称：文成县民政局",
        ] {
            assert!(!ends_with_office(text, SOMEBODY), "{text}");
        }
    }
}
