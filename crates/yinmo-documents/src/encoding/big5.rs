//! Text in Big5 is mostly well-formed GB18030 as well, and reads as gibberish. It must not pass for something read.

/// What speaks for Big5 and what against it, in text that is well-formed GB18030.
#[derive(Default)]
pub(super) struct Big5Doubt {
    /// Characters of two bytes, without the marks that both encodings have at the same places.
    characters: usize,
    /// Those that would be frequent ones in Big5.
    frequent_in_big5: usize,
    /// Those that are frequent in GB18030: level 1 of GB 2312.
    frequent_in_gb: usize,
    /// Something that Big5 does not have.
    impossible: bool,
    /// The first byte of a character whose second comes with the next block.
    pending: Option<u8>,
}

impl Big5Doubt {
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        let mut bytes = self.pending.take().into_iter().chain(bytes.iter().copied());
        while let Some(lead) = bytes.find(|byte| !byte.is_ascii()) {
            match bytes.next() {
                Some(trail) => self.count(lead, trail),
                None => self.pending = Some(lead),
            }
        }
    }

    pub(super) const fn is_between_characters(&self) -> bool {
        self.pending.is_none()
    }

    fn count(&mut self, lead: u8, trail: u8) {
        let marks = (0xA1..=0xA3).contains(&lead);
        self.impossible |= !(0xA1..=0xF9).contains(&lead) || !matches!(trail, 0x40..=0x7E | 0xA1..=0xFE);
        self.characters += usize::from(!marks);
        self.frequent_in_big5 += usize::from((0xA4..=0xC6).contains(&lead));
        self.frequent_in_gb += usize::from((0xB0..=0xD7).contains(&lead) && trail >= 0xA1);
    }

    /// Whether the text is rather Big5: nine in ten characters are frequent there, and not seven in ten here.
    pub(super) fn prevails(&self) -> bool {
        !self.impossible
            && self.characters >= FEWEST
            && self.frequent_in_big5 * 10 >= self.characters * 9
            && self.frequent_in_gb * 10 < self.characters * 7
    }
}

/// Fewer characters prove nothing.
const FEWEST: usize = 4;

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use super::Big5Doubt;

    fn prevails(bytes: &[u8]) -> bool {
        let mut doubt = Big5Doubt::default();
        // In blocks that cut characters.
        bytes.chunks(3).for_each(|block| doubt.feed(block));
        doubt.prevails()
    }

    #[test]
    fn big5_is_told_from_gb18030() {
        for text in ["低保戶名單：王建坪，電話13800012001", "姓名,電話\n陳美怡,0223456789\n", "申請人林國華"]
        {
            assert!(prevails(&BIG5.encode(text).0), "{text}");
            assert!(!prevails(&GB18030.encode(text).0), "{text}");
        }
        for text in ["低保户名单：王建坪，电话13800012001", "姓名", "保甲半步本笔", "窦芃、逯志成、郇丽娟"]
        {
            assert!(!prevails(&GB18030.encode(text).0), "{text}");
        }
    }
}
