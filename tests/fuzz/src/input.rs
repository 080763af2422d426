//! From the fuzzer's bytes to inputs.

use yinmo_documents::{Charset, Encoding};

/// The last bytes choose and the others are the document, so that any file is an input as it stands.
pub fn with_choices<const N: usize>(data: &[u8]) -> (&[u8], [usize; N]) {
    let (document, choices) = data.split_last_chunk().unwrap_or((data, &[0; N]));
    (document, choices.map(usize::from))
}

/// `document` in one of the encodings, if it is UTF-8; the first choice leaves it as it is.
pub fn encoded(document: &[u8], choice: usize) -> Vec<u8> {
    let encodings = [(Charset::Utf8, true), (Charset::Utf16Le, true), (Charset::Utf16Be, true)]
        .into_iter()
        .chain([false, true].map(|bom| (Charset::Gb18030, bom)));
    let chosen = (choice % 6).checked_sub(1).and_then(|nth| encodings.clone().nth(nth));
    let (Some((charset, bom)), Ok(text)) = (chosen, str::from_utf8(document)) else {
        return document.to_vec();
    };
    let mut bytes = Encoding { charset, bom }.bom_bytes().to_vec();
    match charset {
        Charset::Utf8 => bytes.extend_from_slice(text.as_bytes()),
        Charset::Utf16Le => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Charset::Utf16Be => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Charset::Gb18030 => bytes.extend_from_slice(&encoding_rs::GB18030.encode(text).0),
    }
    bytes
}

/// Text in which bytes that are no UTF-8 stand for the pieces: a fuzzer does not hit upon numbers whose check
/// character is right.
pub fn text_of_pieces(data: &[u8]) -> String {
    let mut text = String::new();
    for run in data.utf8_chunks() {
        text.push_str(run.valid());
        run.invalid().iter().for_each(|&byte| text.push_str(PIECES[usize::from(byte) % PIECES.len()]));
    }
    text
}

const PIECES: [&str; 48] = [
    "330106190102030017",
    "33010619331212009X",
    "330106 19020205 3048",
    "330106190205\n083103",
    "330106********0017",
    "身份证号：",
    "公民身份号码",
    "13800012001",
    "138-0001-2006",
    "１３８０００１２００７",
    "+86 13800012001",
    "138****5678",
    "手机：",
    "联系电话：",
    "0571-87012345",
    "家庭电话",
    "咨询电话",
    "6228480330000000019",
    "6228 4803 3000 0000 126",
    "银行卡号",
    "账号：",
    "浙A12345",
    "车牌号",
    "test@example.com",
    "QQ：123456789",
    "微信号：wxid_test0001",
    "192.0.2.17",
    "东经120.1234567",
    "户主：王建坪",
    "申请人李淑岑",
    "欧阳明珠",
    "姓名",
    "出生日期：1902年2月5日",
    "家住浙江省杭州市西湖区三墩镇青云村3组12号",
    "清波街道和乐社区5幢2单元301室",
    "民发〔2019〕62号",
    "（2019）浙0106民初1234号",
    "受理编号：330106201903150017",
    "2,160元",
    "二〇一九年三月十五日",
    "一三八〇〇〇一二〇〇一",
    "序号\t姓名\t身份证号\t联系电话\n",
    "，",
    "。",
    "\r\n",
    "\u{3000}",
    "𠮷",
    "**",
];
