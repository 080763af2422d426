//! Finds the bytes that end fields or quote them, 64 at a time.

/// The places of three kinds of bytes in a text, asked for in ascending order.
///
/// Fields are short: one search for each, however fast, costs more than marking whole blocks.
pub(super) struct Separators<'t> {
    bytes: &'t [u8],
    kinds: [u8; 3],
    /// Where the marked block starts.
    block: usize,
    /// A bit for each of them in the block that has not been passed yet.
    marks: u64,
}

const BLOCK: usize = 64;

impl<'t> Separators<'t> {
    pub(super) fn new(bytes: &'t [u8], kinds: [u8; 3]) -> Self {
        let mut separators = Self { bytes, kinds, block: 0, marks: 0 };
        separators.mark(0);
        separators
    }

    /// The first separator at or after `from`, which never goes back.
    #[inline]
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        if from >= self.block + BLOCK {
            self.mark(from / BLOCK * BLOCK);
        }
        let passed = from.saturating_sub(self.block);
        self.marks &= u64::MAX << passed;
        self.first()
    }

    /// The separator after the one that was found last.
    #[inline]
    pub(super) fn following(&mut self) -> Option<usize> {
        self.marks &= self.marks.wrapping_sub(1);
        self.first()
    }

    #[inline]
    fn first(&mut self) -> Option<usize> {
        while self.marks == 0 {
            self.mark(self.block + BLOCK);
            if self.block >= self.bytes.len() {
                return None;
            }
        }
        Some(self.block + self.marks.trailing_zeros() as usize)
    }

    fn mark(&mut self, block: usize) {
        self.block = block;
        let rest = self.bytes.get(block..).unwrap_or_default();
        self.marks = match rest.first_chunk() {
            Some(block) => marks(block, self.kinds),
            None => {
                rest.iter().rev().fold(0, |marks, byte| marks << 1 | u64::from(self.kinds.contains(byte)))
            }
        };
    }
}

/// Bit `n` is set where byte `n` is one of `kinds`. Written so that the compiler compares many bytes at once.
fn marks(block: &[u8; BLOCK], kinds: [u8; 3]) -> u64 {
    let flags: [u8; BLOCK] = std::array::from_fn(|nth| {
        u8::from(kinds.iter().fold(false, |any, kind| any | (block[nth] == *kind)))
    });
    let (words, _) = flags.as_chunks();
    words.iter().rev().fold(0, |marks, word| marks << 8 | gathered(u64::from_le_bytes(*word)))
}

/// The lowest bits of the eight bytes, side by side. The product moves bit `8n` to bit `56 + n`.
const fn gathered(flags: u64) -> u64 {
    flags.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::Separators;

    #[test]
    fn every_separator_is_found_from_everywhere() {
        let text: Vec<u8> = (0..1000_u32).map(|n| b"ab,c\nd\"fg"[(n * n % 31 % 9) as usize]).collect();
        for len in [0, 1, 63, 64, 65, 128, 1000] {
            let text = &text[..len];
            for step in [1, 3, 70, 200] {
                let mut separators = Separators::new(text, [b',', b'\n', b'"']);
                for from in (0..=len).step_by(step) {
                    let expected = (from..len).find(|&at| matches!(text[at], b',' | b'\n' | b'"'));
                    assert_eq!(separators.next(from), expected, "{len} bytes from {from}");
                }
            }
        }
    }
}
