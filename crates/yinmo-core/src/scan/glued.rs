//! Latin labels written right against a number: `Tel13800012001`, `13800012001QQ：12345`.

/// Words that name a number and are no part of it.
const WORDS: [&[u8]; 17] = [
    b"tel", b"phone", b"mobile", b"mob", b"id", b"idno", b"qq", b"ip", b"vin", b"imei", b"fax", b"wx", b"vx",
    b"wechat", b"email", b"mail", b"no",
];

/// The length of the word at byte `at`, if the letters there are one of the words and end where digits, or
/// something that is no letter, begin.
pub(super) fn word_at(bytes: &[u8], at: usize) -> Option<usize> {
    let letters = letters_at(bytes, at);
    let word = &bytes[at..at + letters];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)).then_some(letters)
}

/// How many letters stand at byte `at`, as far as a word may go.
fn letters_at(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take(7).take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// Where the number begins in a token at byte `at`: after a word, if digits follow it.
pub(super) fn after_word(bytes: &[u8], at: usize) -> usize {
    let after = at + letters_at(bytes, at);
    let before_digits = after > at && bytes.get(after).is_some_and(u8::is_ascii_digit);
    let is_word = before_digits && !may_be_plate(bytes, at) && word_at(bytes, at).is_some();
    if is_word { after } else { at }
}

/// In `藏VX14K7` the letters belong to a number plate: a character before, and five or six after the first letter.
fn may_be_plate(bytes: &[u8], at: usize) -> bool {
    let after_character = at > 0 && bytes[at - 1] >= 0x80;
    after_character
        && matches!(bytes[at..].iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric()).count(), 6 | 7)
}
