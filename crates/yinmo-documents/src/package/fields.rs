//! Names of fields as programs write them, and what people call them.

/// What people call a field with this name: `telephone`, `data-id-card`, `xm`, `姓名`. A name in Chinese is what people
/// call it. Nothing for others.
pub(crate) fn label(name: &str) -> Option<String> {
    let name = name.rsplit([':', '.']).next().unwrap_or(name);
    let chars = name.chars().filter(|c| !c.is_ascii_digit()).count();
    if (1..=12).contains(&chars) && name.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')) {
        let chinese = name.chars().filter(|c| !c.is_ascii_digit() && *c != '_' && *c != '-');
        return Some(chinese.collect());
    }
    known(name).map(str::to_owned)
}

/// The same for a field that says `value`: programs call many things by a name that nobody else would.
pub(crate) fn label_of(name: &str, value: &str) -> Option<String> {
    let label = label(name)?;
    let is_doubtful = matches!(&*label, "姓名" | "作者" | "联系人") && name.is_ascii();
    (!is_doubtful || may_be_a_name(value)).then_some(label)
}

/// How many digits the longest number has, signs and blanks between them left out.
pub(crate) fn longest_number(text: &str) -> usize {
    let (mut longest, mut digits, mut since) = (0, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                since = 0;
                longest = longest.max(digits);
            }
            b'-' | b' ' | b'.' | b'(' | b')' if since < 2 => since += 1,
            _ => (digits, since) = (0, 0),
        }
    }
    longest
}

/// A few Chinese characters, perhaps with dots between.
fn may_be_a_name(value: &str) -> bool {
    let value = value.trim();
    (2..=15).contains(&value.chars().count())
        && value.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '·' | '•' | ' ' | '、' | '*' | '＊'))
}

/// The same for names in Latin letters.
pub(crate) fn known(name: &str) -> Option<&'static str> {
    let plain: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let plain = plain.to_ascii_lowercase();
    let plain = plain.strip_prefix("data").filter(|rest| !rest.is_empty()).unwrap_or(&plain);
    FIELDS.iter().find(|(_, names)| names.contains(&plain)).map(|&(label, _)| label)
}

#[rustfmt::skip]
static FIELDS: &[(&str, &[&str])] = &[
    ("姓名", &["name", "fullname", "realname", "truename", "username", "personname", "custname", "customername", "membername",
        "studentname", "patientname", "holdername", "xm", "xingming", "hzxm", "owner", "ownername", "nickname", "displayname",
        "givenname", "familyname", "surname"]),
    ("户主", &["householder", "householdername", "huzhu", "hz", "hzname"]),
    ("申请人", &["applicant", "applicantname", "sqr", "sqrxm", "shenqingren"]),
    ("联系人", &["contact", "contactname", "contacts", "linkman", "lxr", "lianxiren", "contactperson"]),
    ("作者", &["author", "creator", "dccreator", "lastmodifiedby", "modifier", "byline", "editor", "articleauthor", "bianji"]),
    ("手机", &["mobile", "mobilephone", "cellphone", "phonenumber", "sjh", "sjhm", "shouji", "mobileno", "phoneno"]),
    ("电话", &["tel", "telephone", "phone", "lxdh", "dianhua", "dh", "contactphone", "contacttel", "telno", "fax", "faxnumber"]),
    ("身份证号", &["idcard", "idcardno", "idcardnumber", "idno", "idnumber", "identity", "identitycard", "identityno", "cardid",
        "sfz", "sfzh", "sfzhm", "sfzjh", "zjhm", "zjh", "certno", "certificateno", "cardno", "nationalid", "citizenid"]),
    ("银行卡号", &["bankcard", "bankcardno", "bankaccount", "bankno", "accountno", "accountnumber", "yhkh", "yhzh", "khzh", "kh"]),
    ("住址", &["address", "addr", "homeaddress", "streetaddress", "postaladdress", "dz", "zz", "zhuzhi", "jtzz", "jtdz", "lxdz", "residence"]),
    ("电子邮箱", &["email", "mail", "emailaddress", "yx", "dzyx"]),
    ("出生日期", &["birthday", "birthdate", "dateofbirth", "birth", "csrq", "dob"]),
    ("微信号", &["wechat", "weixin", "wxid"]),
    ("QQ", &["qq", "qqno", "qqnumber"]),
    ("车牌号", &["plate", "plateno", "platenumber", "carno", "cph", "cphm", "licenseplate"]),
    ("护照号", &["passport", "passportno", "passportnumber", "hzh", "hzhm"]),
];

/// The label under which `value` is read that stands under `label` in a document. Who wrote something is called by name,
/// whatever the name looks like; in Latin letters that may as well be a company or a program.
pub(crate) fn read_as<'l>(label: &'l str, value: &str) -> &'l str {
    let is_chinese = value.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    if is_chinese && matches!(label, "作者" | "最后修改者" | "经理") { "姓名" } else { label }
}

#[cfg(test)]
mod tests {
    use super::{label, label_of};

    #[test]
    fn numbers_are_as_long_as_people_write_them() {
        assert_eq!(super::longest_number("a1b2x (0571) 8812-3456x9"), 12);
        assert_eq!(super::longest_number("1 - - 2"), 1);
    }

    #[test]
    fn fields_are_called_as_people_call_them() {
        let called = |name| label(name).unwrap_or_default();
        assert_eq!(called("data-id-card"), "身份证号");
        assert_eq!(called("dc.Creator"), "作者");
        assert_eq!(called("og:phone_number"), "手机");
        assert_eq!(called("x:姓名1"), "姓名");
        assert_eq!(called("data"), "");
        assert_eq!(called("class"), "");
        assert_eq!(label_of("name", "首页 > 公示"), None);
        assert_eq!(label_of("name", "张三").as_deref(), Some("姓名"));
        assert_eq!(label_of("tel", "0571").as_deref(), Some("电话"));
    }
}
