use std::fmt;
use std::io::Read;

use memchr::memchr;

use super::big5::Big5Doubt;
use super::{Charset, Decoder, Encoding};
use crate::Error;
use crate::reader::read_full;

/// Finds a file's encoding by reading it to the end in constant memory.
///
/// The order is: byte order mark, strict UTF-8, strict GB18030, refusal. Nothing is guessed from frequencies, but
/// what would be gibberish in GB18030 and good Big5 is refused. A text with a NUL is no text. An empty file is UTF-8.
///
/// # Errors
///
/// The reader's own errors; bytes that no candidate accepts, with the offset at which the last one gave up;
/// a NUL, with its offset.
///
/// ```
/// use yinmo_documents::{Charset, detect_encoding};
/// let encoding = detect_encoding(&mut &b"\xB5\xE7\xBB\xB0"[..])?;
/// assert_eq!(encoding.charset, Charset::Gb18030);
/// assert_eq!(detect_encoding(&mut &b"a\xFF"[..]).unwrap_err().offset(), Some(1));
/// # Ok::<(), yinmo_documents::Error>(())
/// ```
pub fn detect_encoding(reader: &mut dyn Read) -> Result<Encoding, Error> {
    let mut detection = EncodingDetection::default();
    let mut block = vec![0; EncodingDetection::BLOCK];
    loop {
        let read = read_full(reader, &mut block)?;
        detection.feed(&block[..read])?;
        if read < block.len() {
            return detection.finish();
        }
    }
}

/// Finds a file's encoding while whoever reads the file does other things too: [`detect_encoding`] in steps.
///
/// ```
/// use yinmo_documents::{Charset, EncodingDetection};
/// let mut detection = EncodingDetection::default();
/// for block in "低保名单".repeat(4096).as_bytes().chunks(EncodingDetection::BLOCK) {
///     detection.feed(block)?;
/// }
/// assert_eq!(detection.finish()?.charset, Charset::Utf8);
/// # Ok::<(), yinmo_documents::Error>(())
/// ```
#[derive(Default)]
pub struct EncodingDetection {
    /// Once the file has begun.
    candidates: Option<Candidates>,
    ended: bool,
}

impl EncodingDetection {
    /// The length of each block but the last, in bytes. What was read is still at hand when it is looked at.
    pub const BLOCK: usize = 16 << 10;

    /// Goes on with the next block; one that is shorter than the others is the last.
    ///
    /// # Errors
    ///
    /// Bytes that no candidate accepts; a NUL. Each with its offset.
    pub fn feed(&mut self, block: &[u8]) -> Result<(), Error> {
        self.ended = block.len() < Self::BLOCK;
        match &mut self.candidates {
            Some(candidates) => candidates.feed(block, self.ended),
            None => {
                let marked = marked_encoding(block);
                let mark = marked.map_or(0, |encoding| encoding.bom_bytes().len());
                self.candidates.insert(Candidates::new(marked)).feed(&block[mark..], self.ended)
            }
        }
    }

    /// What it is, after the last block.
    ///
    /// # Errors
    ///
    /// A character that is cut off at the end; a file that may as well be Big5.
    pub fn finish(mut self) -> Result<Encoding, Error> {
        if !self.ended {
            self.feed(&[])?;
        }
        self.candidates.unwrap_or_else(|| Candidates::new(None)).winner()
    }
}

/// Shows nothing of the file.
impl fmt::Debug for EncodingDetection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodingDetection").finish_non_exhaustive()
    }
}

/// Non-ASCII bytes of well-formed UTF-8 after which a file cannot be GB18030 by chance.
const UTF_8_IS_CERTAIN: usize = 4096;

fn marked_encoding(head: &[u8]) -> Option<Encoding> {
    let charset = Charset::ALL.into_iter().find(|charset| head.starts_with(charset.bom()))?;
    Some(Encoding { charset, bom: true })
}

/// The encodings that still fit everything read so far, best first.
struct Candidates {
    alive: Vec<Candidate>,
    offset: u64,
    refused_at: u64,
    non_ascii: usize,
    big5: Big5Doubt,
}

impl Candidates {
    fn new(marked: Option<Encoding>) -> Self {
        let alive = match marked {
            Some(encoding) => vec![Candidate::new(encoding)],
            None => [Charset::Utf8, Charset::Gb18030]
                .map(|charset| Candidate::new(Encoding { charset, bom: false }))
                .into(),
        };
        let offset = marked.map_or(0, |encoding| encoding.bom_bytes().len() as u64);
        Self { alive, offset, refused_at: 0, non_ascii: 0, big5: Big5Doubt::default() }
    }

    fn feed(&mut self, bytes: &[u8], last: bool) -> Result<(), Error> {
        if let Some(at) = self.alive.first().and_then(|best| first_nul(best.encoding.charset, bytes)) {
            return Err(Error::binary(self.offset + at as u64));
        }
        if self.says_nothing(bytes) {
            self.offset += bytes.len() as u64;
            return Ok(());
        }
        let refused_at = &mut self.refused_at;
        let offset = self.offset;
        self.alive.retain_mut(|candidate| match candidate.feed(bytes, last, offset) {
            Ok(()) => true,
            Err(refused) => {
                *refused_at = refused.max(*refused_at);
                false
            }
        });
        self.offset += bytes.len() as u64;
        self.drop_the_impossible(bytes);
        if self.alive.last().is_some_and(|last| last.encoding.charset == Charset::Gb18030) {
            self.big5.feed(bytes);
        }
        if self.alive.is_empty() { Err(Error::undecodable(self.refused_at)) } else { Ok(()) }
    }

    /// Whether `bytes` fit every candidate, because they are ASCII and no character is cut off before them.
    fn says_nothing(&self, bytes: &[u8]) -> bool {
        let fits = |it: &Candidate| it.pending.is_empty() && it.encoding.charset.extends_ascii();
        bytes.is_ascii() && self.big5.is_between_characters() && self.alive.iter().all(fits)
    }

    fn drop_the_impossible(&mut self, bytes: &[u8]) {
        if self.alive.len() < 2 {
            return;
        }
        self.non_ascii += bytes.iter().filter(|byte| !byte.is_ascii()).count();
        if self.non_ascii >= UTF_8_IS_CERTAIN {
            self.alive.truncate(1);
        }
    }

    fn winner(self) -> Result<Encoding, Error> {
        let first = self.alive.first().ok_or_else(|| Error::undecodable(self.refused_at))?;
        let unmarked_gb = Encoding { charset: Charset::Gb18030, bom: false };
        if first.encoding == unmarked_gb && self.big5.prevails() {
            return Err(Error::undecodable(0));
        }
        Ok(first.encoding)
    }
}

/// Blocks and byte order marks of UTF-16 have even lengths, so code units never straddle two blocks.
fn first_nul(charset: Charset, bytes: &[u8]) -> Option<usize> {
    match charset {
        Charset::Utf8 | Charset::Gb18030 => memchr(0, bytes),
        Charset::Utf16Le | Charset::Utf16Be => {
            bytes.chunks_exact(2).position(|unit| unit == [0, 0]).map(|nth| nth * 2)
        }
    }
}

struct Candidate {
    encoding: Encoding,
    decoder: Decoder,
    pending: Vec<u8>,
    scratch: String,
}

impl Candidate {
    fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            decoder: Decoder::new(encoding.charset),
            pending: Vec::new(),
            scratch: String::new(),
        }
    }

    /// `offset` is where `bytes` stand in the file; the error is where they stop fitting.
    fn feed(&mut self, mut bytes: &[u8], last: bool, mut offset: u64) -> Result<(), u64> {
        let cut = self.pending.len();
        if cut > 0 {
            // A whole block need not be moved for the end of one character.
            let (few, others) = bytes.split_at(bytes.len().min(LONGEST_CHARACTER));
            let mut joined = std::mem::take(&mut self.pending);
            joined.extend_from_slice(few);
            let used = self.check(&joined, last && others.is_empty(), offset - cut as u64)?;
            let Some(used) = used.checked_sub(cut) else {
                self.pending = joined.split_off(used);
                return Ok(());
            };
            bytes = &bytes[used..];
            offset += used as u64;
        }
        let used = self.check(bytes, last, offset)?;
        self.pending.extend_from_slice(&bytes[used..]);
        Ok(())
    }

    /// How many of `bytes` are whole characters.
    fn check(&mut self, bytes: &[u8], last: bool, offset: u64) -> Result<usize, u64> {
        let used = self.decoder.check(bytes, last, &mut self.scratch);
        used.map_err(|ill_formed| offset + ill_formed.offset as u64)
    }
}

/// Bytes of a character, in any encoding.
const LONGEST_CHARACTER: usize = 4;

#[cfg(test)]
mod tests {
    use super::{Charset, Encoding, EncodingDetection, detect_encoding};

    const BLOCK: usize = EncodingDetection::BLOCK;

    type Told = Result<&'static str, Option<u64>>;

    fn detect(bytes: &[u8]) -> Told {
        detect_encoding(&mut &*bytes).map(Encoding::id).map_err(|error| error.offset())
    }

    #[test]
    fn each_encoding_is_told_apart() {
        let long = "低保名单。".repeat(BLOCK);
        let (gb, _, _) = encoding_rs::GB18030.encode(&long);
        let cases: [(&[u8], Told); 15] = [
            (b"", Ok("utf-8")),
            (b"plain", Ok("utf-8")),
            ("电话".as_bytes(), Ok("utf-8")),
            (long.as_bytes(), Ok("utf-8")),
            (b"\xEF\xBB\xBFx", Ok("utf-8-bom")),
            (b"\xFF\xFEx\0", Ok("utf-16le")),
            (b"\xFE\xFF\0x", Ok("utf-16be")),
            (&gb, Ok("gb18030")),
            (b"\x84\x31\x95\x33x", Ok("gb18030")),
            (b"\xB5\xE7\xBB\xB0\x80", Ok("gb18030")),
            (b"\xA9m\xA6W\xB3\xAF\xAC\xFC\xA9\xC9", Err(Some(0))),
            (b"a\0b", Err(Some(1))),
            (b"\xFF\xFEx\0\0\0", Err(Some(4))),
            (b"\xEF\xBB\xBFx\xFF", Err(Some(4))),
            (b"caf\xE9 \xFF", Err(Some(3))),
        ];
        for (nth, (bytes, expected)) in cases.into_iter().enumerate() {
            assert_eq!(detect(bytes), expected, "case {nth}");
        }
    }

    #[test]
    fn two_encodings_in_one_file_are_refused() {
        let mut bytes = "低保名单。".repeat(BLOCK).into_bytes();
        let at = bytes.len() as u64;
        bytes.extend_from_slice(b"\xB5\xE7\xBB\xB0\xFF");
        assert_eq!(detect(&bytes), Err(Some(at)));
    }

    #[test]
    fn a_byte_order_mark_binds() {
        let error = detect_encoding(&mut &b"\xEF\xBB\xBF\xB5\xE7\xBB\xB0"[..]).unwrap_err();
        assert_eq!(error.offset(), Some(3));
        let plain = Encoding { charset: Charset::Gb18030, bom: false };
        assert_eq!(plain.bom_bytes(), b"");
    }
}
