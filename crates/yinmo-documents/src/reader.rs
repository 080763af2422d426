use std::io::{ErrorKind, Read};

use crate::encoding::{Charset, Decoder, raw_len};
use crate::{Encoding, Error, Input, source::Source};

/// A sliding window of decoded text over a reader.
pub(crate) struct TextReader<'r> {
    input: Box<dyn Read + Send + 'r>,
    encoding: Encoding,
    decoder: Decoder,
    /// Room to read into. It begins with bytes that were read and not yet decoded.
    block: Vec<u8>,
    /// How many they are.
    pending: usize,
    text: Window<String>,
    /// The bytes `text` was decoded from; unused in UTF-8, where they are the same.
    raw: Window<Vec<u8>>,
    /// Where in the file the window starts, in bytes.
    offset: u64,
    /// The byte order mark is still to be read.
    fresh: bool,
    ended: bool,
}

/// What was read; the first `passed` bytes are done with.
#[derive(Default)]
struct Window<B> {
    buffer: B,
    passed: usize,
}

/// Bytes are only moved to the front when that is at least as much as stays, so that a large window costs no more to
/// pass piece by piece.
macro_rules! pass {
    ($buffer:ty) => {
        impl Window<$buffer> {
            fn pass(&mut self, bytes: usize) {
                self.passed += bytes;
                if self.passed * 2 >= self.buffer.len() {
                    self.buffer.drain(..std::mem::take(&mut self.passed));
                }
            }
        }
    };
}

pass!(String);
pass!(Vec<u8>);

impl<'r> TextReader<'r> {
    pub(crate) fn new(input: Input<'r>) -> Self {
        let encoding = input.encoding();
        Self {
            input: input.into_reader(),
            encoding,
            decoder: Decoder::new(encoding.charset),
            block: Vec::new(),
            pending: 0,
            text: Window::default(),
            raw: Window::default(),
            offset: 0,
            fresh: true,
            ended: false,
        }
    }

    /// The text of the window.
    pub(crate) fn text(&self) -> &str {
        &self.text.buffer[self.text.passed..]
    }

    fn raw(&self) -> &[u8] {
        &self.raw.buffer[self.raw.passed..]
    }

    /// Whether nothing comes after the window.
    pub(crate) fn at_end(&self) -> bool {
        self.ended
    }

    /// Reads on until the window holds `want` bytes of text or the input ends.
    pub(crate) fn fill(&mut self, want: usize) -> Result<(), Error> {
        if self.fresh {
            self.skip_bom()?;
        }
        while self.text().len() < want && !self.ended {
            self.read_block((want - self.text().len()).clamp(LEAST_READ, MOST_READ))?;
        }
        Ok(())
    }

    /// A file may change between detection and reading: a missing mark is an error, not a surprise.
    fn skip_bom(&mut self) -> Result<(), Error> {
        let bom = self.encoding.bom_bytes();
        let mut head = vec![0; bom.len()];
        let read = read_full(&mut self.input, &mut head)?;
        if head[..read] != *bom {
            return Err(Error::undecodable(0));
        }
        self.offset = bom.len() as u64;
        self.fresh = false;
        Ok(())
    }

    fn read_block(&mut self, bytes: usize) -> Result<(), Error> {
        let want = self.pending + bytes;
        self.block.resize(want.max(self.block.len()), 0);
        let read = read_full(&mut self.input, &mut self.block[self.pending..want])?;
        self.ended = read < bytes;
        let block = &self.block[..self.pending + read];
        let start = self.offset + self.window_bytes() as u64;
        let used = self
            .decoder
            .decode(block, self.ended, &mut self.text.buffer)
            .map_err(|ill_formed| Error::undecodable(start + ill_formed.offset as u64))?;
        if self.encoding.charset != Charset::Utf8 {
            self.raw.buffer.extend_from_slice(&block[..used]);
        }
        self.pending = block.len() - used;
        self.block.copy_within(used..used + self.pending, 0);
        Ok(())
    }

    fn window_bytes(&self) -> usize {
        if self.encoding.charset == Charset::Utf8 { self.text().len() } else { self.raw().len() }
    }

    /// Moves the window `own` bytes of text on and returns them, with `before` in front of them and the next
    /// `after` bytes of text, which stay in the window, behind them.
    pub(crate) fn take(&mut self, before: &str, own: usize, after: usize) -> Source {
        let charset = self.encoding.charset;
        let raw_own = raw_len(charset, &self.text()[..own], self.raw());
        let raw = match charset {
            Charset::Utf8 => Vec::new(),
            _ => {
                let raw_after = raw_len(charset, &self.text()[own..own + after], &self.raw()[raw_own..]);
                self.raw()[..raw_own + raw_after].to_vec()
            }
        };
        let mark = self.pending_mark();
        let text = if before.is_empty() && after == 0 && own * 2 >= self.text().len() {
            self.give_away(own)
        } else {
            let text = [before, &self.text()[..own + after]].concat();
            self.text.pass(own);
            text
        };
        self.offset += raw_own as u64;
        if charset != Charset::Utf8 {
            self.raw.pass(raw_own);
        }
        Source { text, own: before.len()..before.len() + own, charset, raw, raw_own, mark }
    }

    /// The next `own` bytes of text in the window's own buffer: what stays in the window is less to copy.
    fn give_away(&mut self, own: usize) -> String {
        // The next piece will take as much.
        let mut rest = String::with_capacity(self.text().len());
        rest.push_str(&self.text()[own..]);
        let mut text = std::mem::replace(&mut self.text.buffer, rest);
        text.drain(..std::mem::take(&mut self.text.passed));
        text.truncate(own);
        text
    }

    /// The byte order mark belongs to the first piece.
    fn pending_mark(&self) -> &'static [u8] {
        let bom = self.encoding.bom_bytes();
        if self.offset == bom.len() as u64 { bom } else { &[] }
    }

    /// Where in the file the byte `at` of the window's text stands, in bytes.
    pub(crate) fn file_offset(&self, at: usize) -> u64 {
        self.offset + raw_len(self.encoding.charset, &self.text()[..at], self.raw()) as u64
    }

    /// Whether the file starts with a byte order mark that no piece has carried yet.
    pub(crate) fn owes_mark(&self) -> bool {
        !self.pending_mark().is_empty()
    }
}

/// Reads until `room` is full or the input ends, and says how many bytes were read. Readers that know nothing of
/// memory without a value would have it cleared before each read.
pub(crate) fn read_full(input: &mut (impl Read + ?Sized), room: &mut [u8]) -> std::io::Result<usize> {
    let mut read = 0;
    while read < room.len() {
        match input.read(&mut room[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// Below this a read costs more than the bytes it brings.
const LEAST_READ: usize = 4 << 10;

/// Above this what was read is no longer at hand when it is decoded.
const MOST_READ: usize = 16 << 10;
