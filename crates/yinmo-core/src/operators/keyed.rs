//! What operators that need a key have in common.

use super::Fault;
use crate::key::Method;

/// Why a hash without a key is refused.
pub(super) fn unkeyed(method: Method) -> Option<Fault> {
    let wrong = (
        "不提供不带密钥的散列：全部手机号、身份证号都可以逐个试算，几分钟即可还原".to_owned(),
        "there is no hash without a key: all mobile and identity numbers can be tried, in minutes".to_owned(),
    );
    let help = Some((
        "用 hmac-sha256 或 hmac-sm3，并以 yinmo key new 生成密钥",
        "use hmac-sha256 or hmac-sm3, with a key that `yinmo key new` makes",
    ));
    (method == Method::Unkeyed).then_some(Fault { wrong, help })
}
