use sha2::{Digest, Sha256};

use super::Parts;
use crate::{Encoding, Extra, Input, Limits, Scope, Strip, What};

fn scope() -> Scope {
    Scope::new(&Limits::default())
}

fn stripped(bytes: &[u8]) -> Vec<u8> {
    let strip: Strip = [Extra::Metadata].into_iter().collect();
    let mut writer = super::FORMAT.writer(Input::memory(bytes, Encoding::UTF_8), &scope(), strip).unwrap();
    let mut out = Vec::new();
    writer.finish(&mut out).unwrap();
    out
}

fn said(bytes: &[u8]) -> Vec<(&'static str, String)> {
    Parts::of(bytes, &scope()).unwrap().beside.lines
}

const JPEG_HEAD: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const JPEG_TAIL: &[u8] = b"\xFF\xDA\0\x02\x12\xFF\0\x34\xFF\xD9";

#[test]
fn of_a_jpeg_only_what_draws_is_left() {
    let comment = "拍摄者张三".as_bytes();
    let len = (comment.len() as u16 + 2).to_be_bytes();
    let bytes = [JPEG_HEAD, b"\xFF\xFE", &len, comment, JPEG_TAIL, b"13800012001"].concat();
    assert_eq!(
        said(&bytes),
        [("备注", "拍摄者张三".to_owned()), ("图片之后的内容", "13800012001".to_owned())]
    );
    assert_eq!(stripped(&bytes), [JPEG_HEAD, JPEG_TAIL].concat());
}

#[test]
fn a_picture_stays_turned() {
    let block = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x3B\0\x02\0\0\0\x04abc\0\0\0\0\0";
    let len = (block.len() as u16 + 2).to_be_bytes();
    let bytes = [JPEG_HEAD, b"\xFF\xE1", &len, block, JPEG_TAIL].concat();
    assert_eq!(said(&bytes), [("作者", "abc".to_owned())]);
    let once = stripped(&bytes);
    assert!(said(&once).is_empty() && once.len() > JPEG_HEAD.len() + JPEG_TAIL.len());
    assert_eq!(stripped(&once), once);
}

#[test]
fn the_hash_is_that_of_the_picture_alone_before_and_after() {
    let comment = [JPEG_HEAD, b"\xFF\xFE\0\x05abc", JPEG_TAIL].concat();
    for bytes in [comment.clone(), stripped(&comment)] {
        let mut document = super::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope());
        while document.next_chunk().unwrap().is_some() {}
        let hash: [u8; 32] = Sha256::digest([JPEG_HEAD, JPEG_TAIL].concat()).into();
        let notes = document.take_notes();
        assert!(
            notes.iter().any(|note| matches!(note.what, What::Unread { hash: found, .. } if found == hash))
        );
    }
}

#[test]
fn of_a_gif_moving_stays_and_comments_go() {
    let head = b"GIF89a\x01\0\x01\0\0\0\0";
    let image = b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let moves = b"!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0";
    let bytes = [&head[..], moves, b"!\xFE\x04abcd\0", image, b";"].concat();
    assert_eq!(said(&bytes), [("备注", "abcd".to_owned())]);
    assert_eq!(stripped(&bytes), [&head[..], moves, image, b";"].concat());
}

#[test]
fn broken_pictures_are_errors_or_read() {
    let jpeg = [JPEG_HEAD, b"\xFF\xFE\0\x05abc", JPEG_TAIL].concat();
    for len in 3..jpeg.len() - 1 {
        assert!(Parts::of(&jpeg[..len], &scope()).is_err(), "{len} bytes");
    }
    for start in [&b"GIF89a"[..], b"\x89PNG\r\n\x1A\n", b"RIFF\xFF\xFF\xFF\xFFWEBP", b"II*\0\xFF\xFF\xFF\xFF"]
    {
        assert!(Parts::of(start, &scope()).is_err());
    }
}
