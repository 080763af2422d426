//! Numbers, words and choices as bytes. Only the program that wrote them reads them, so they are told apart by their
//! order alone; whatever does not fit is `None`, and the document is read again.

/// Appends.
#[derive(Default)]
pub(super) struct Put(pub(super) Vec<u8>);

impl Put {
    /// Seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.0.push(flag.into());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.size(text.len());
        self.0.extend(text.as_bytes());
    }

    /// One of `all`, by its number.
    pub(super) fn one_of<T: PartialEq>(&mut self, all: &[T], one: &T) -> Option<()> {
        self.size(all.iter().position(|known| known == one)?);
        Some(())
    }

    pub(super) fn maybe<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            put(self, value);
        }
    }

    pub(super) fn each<'t, T>(
        &mut self,
        all: &'t [T],
        put: impl Fn(&mut Self, &'t T) -> Option<()>,
    ) -> Option<()> {
        self.size(all.len());
        all.iter().try_for_each(|one| put(self, one))
    }
}

/// Reads what [`Put`] appended.
pub(super) struct Take<'b>(pub(super) &'b [u8]);

impl<'b> Take<'b> {
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn size(&mut self) -> Option<usize> {
        self.number()?.try_into().ok()
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        match self.array()? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let len = self.size()?;
        String::from_utf8(self.bytes(len)?.to_vec()).ok()
    }

    pub(super) fn one_of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.size()?).cloned()
    }

    pub(super) fn maybe<T>(&mut self, take: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.flag()? { take(self).map(Some) } else { Some(None) }
    }

    pub(super) fn each<T>(&mut self, take: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.size()?).map(|_| take(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Put, Take};

    #[test]
    fn what_was_put_is_taken() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let mut put = Put::default();
        numbers.iter().for_each(|&number| put.number(number));
        put.text("名单");
        put.maybe(Some("甲"), Put::text);
        put.maybe(None, Put::text);
        assert!(put.one_of(&[3, 5], &5).is_some() && put.one_of(&[3, 5], &4).is_none());
        let mut take = Take(&put.0);
        assert!(numbers.iter().all(|&number| take.number() == Some(number)));
        assert_eq!(take.text().as_deref(), Some("名单"));
        assert_eq!(take.maybe(Take::text), Some(Some("甲".to_owned())));
        assert_eq!(take.maybe(Take::text), Some(None));
        assert_eq!((take.one_of(&[3, 5]), take.0.len()), (Some(5), 0));
    }

    #[test]
    fn what_is_cut_or_out_of_range_is_nothing() {
        assert_eq!(Take(&[0x80]).number(), None);
        assert_eq!(Take(&[0xFF; 11]).number(), None);
        assert_eq!(Take(&[5, b'a']).text(), None);
        assert_eq!(Take(&[2]).flag(), None);
        assert_eq!(Take(&[2]).one_of(&[1, 2]), None);
        assert_eq!(Take(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F]).each(Take::number), None);
    }
}
