//! The weights of the features, as they are shipped: a row of small numbers for each feature that matters.

use super::tag::TAGS;
use crate::scan::widest;

/// How many features are told apart: a feature is known by this many bits of its key.
pub const FEATURES: usize = 1 << 22;

/// What 1 is in the units of a weight.
pub const UNIT: f32 = 32.0;

/// Weights of one feature for every tag, or the sum of several.
pub type Row<T> = [T; WIDTH];

/// Tags, filled up to what one vector instruction adds.
pub const WIDTH: usize = 16;

/// Features whose bits stand together, with how many rows come before them: told from the group they are in, so that
/// two bytes are enough.
const BLOCK_BITS: usize = 128;
const BLOCK: usize = BLOCK_BITS / 8;
const ENTRY: usize = BLOCK + size_of::<u16>();
const ENTRIES: usize = FEATURES / BLOCK_BITS;
/// Blocks of a group; all of their features have fewer rows than two bytes count.
const GROUP: usize = 256;
const GROUPS: usize = ENTRIES / GROUP;
const GROUP_ENTRY: usize = size_of::<u32>();
/// How many rows come before each group, then the blocks.
const INDEX: usize = GROUPS * GROUP_ENTRY + ENTRIES * ENTRY;
const TRANSITIONS: usize = TAGS * TAGS * size_of::<i16>();
const BLOCKS: usize = TRANSITIONS + GROUPS * GROUP_ENTRY;

/// Weights in the bytes they are shipped as: transitions, an index of the features that have rows, the rows.
#[derive(Clone, Copy)]
pub struct Weights {
    bytes: &'static [u8],
}

impl Weights {
    /// Takes the bytes that [`Weights::write`] gave, `None` if they are not that.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let rows = bytes.len().checked_sub(TRANSITIONS + INDEX + WIDTH)?;
        rows.is_multiple_of(TAGS).then_some(Self { bytes })
    }

    /// The bytes of these weights, in units of [`UNIT`]; `rows` with their features, in order.
    pub fn write(transitions: &[[i16; TAGS]; TAGS], rows: &[(usize, [i8; TAGS])]) -> Vec<u8> {
        let mut bytes: Vec<u8> = transitions.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
        let mut blocks = vec![[0_u8; ENTRY]; ENTRIES];
        for &(feature, _) in rows {
            blocks[feature / BLOCK_BITS][feature % BLOCK_BITS / 8] |= 1 << (feature % 8);
        }
        let mut before = 0_u32;
        for group in blocks.chunks_exact_mut(GROUP) {
            bytes.extend(before.to_le_bytes());
            let mut inner = 0;
            for block in group {
                block[BLOCK..].copy_from_slice(&(inner as u16).to_le_bytes());
                inner += block[..BLOCK].iter().map(|byte| byte.count_ones()).sum::<u32>();
            }
            before += inner;
        }
        bytes.extend(blocks.as_flattened());
        bytes.extend(rows.iter().flat_map(|(_, row)| row.map(i8::cast_unsigned)));
        // The last row is read as wide as any other.
        bytes.extend([0; WIDTH]);
        bytes
    }

    /// What it scores to go from one tag to the next.
    pub fn transitions(self) -> [[i16; TAGS]; TAGS] {
        let mut values =
            self.bytes[..TRANSITIONS].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]));
        std::array::from_fn(|_| std::array::from_fn(|_| values.next().unwrap_or(0)))
    }

    /// The sum of the rows of the features with these keys, of those that have one. What lies behind the tags is of no
    /// meaning.
    ///
    /// Rows are far apart, and half of the features have none. So first is asked of all which have one, by so little
    /// work that what one waits for is fetched while the next is asked; then where those rows stand; then they are
    /// added.
    pub fn sum(self, keys: &[u64]) -> Row<i16> {
        widest(
            #[inline(always)]
            || self.sum_of(keys),
        )
    }

    #[inline(always)]
    fn sum_of(self, keys: &[u64]) -> Row<i16> {
        let mut sum = [0; WIDTH];
        for keys in keys.chunks(AT_ONCE) {
            let (mut present, mut count) = ([0; AT_ONCE], 0);
            for &key in keys {
                let feature = feature(key);
                present[count % AT_ONCE] = feature;
                count += usize::from(self.has_row(feature));
            }
            let mut starts = [0; AT_ONCE];
            for (start, &feature) in starts.iter_mut().zip(&present[..count]) {
                *start = self.start(feature);
            }
            for &start in &starts[..count] {
                let row = self.bytes_at::<WIDTH>(start);
                for (sum, &weight) in sum.iter_mut().zip(&row) {
                    *sum += i16::from(weight.cast_signed());
                }
            }
        }
        sum
    }

    #[inline(always)]
    fn has_row(self, feature: usize) -> bool {
        let byte = BLOCKS + feature / BLOCK_BITS * ENTRY + feature % BLOCK_BITS / 8;
        self.bytes[byte] >> (feature % 8) & 1 == 1
    }

    /// Where the row of a feature stands that has one.
    #[inline(always)]
    fn start(self, feature: usize) -> usize {
        let block = feature / BLOCK_BITS;
        let [bits @ .., low, high] = self.bytes_at::<ENTRY>(BLOCKS + block * ENTRY);
        let group = u32::from_le_bytes(self.bytes_at(TRANSITIONS + block / GROUP * GROUP_ENTRY));
        // The features before it in its block.
        let before = u128::from_le_bytes(bits) & ((1 << (feature % BLOCK_BITS)) - 1);
        let nth = group + u32::from(u16::from_le_bytes([low, high])) + before.count_ones();
        TRANSITIONS + INDEX + nth as usize * TAGS
    }

    #[inline(always)]
    fn bytes_at<const N: usize>(self, at: usize) -> [u8; N] {
        self.bytes.get(at..).and_then(|bytes| bytes.first_chunk()).map_or([0; N], |bytes| *bytes)
    }
}

/// Features looked up together: more than a character has.
const AT_ONCE: usize = 32;

/// A key whose feature stands near those of the same `key` with other numbers up to 7: in the same group of eight, in
/// which each key has its own place to begin.
#[inline]
pub(super) const fn beside(key: u64, nth: usize) -> u64 {
    const EIGHT: u64 = 7 << KEY_SHIFT;
    (key & !EIGHT) | (key.wrapping_add((nth as u64) << KEY_SHIFT) & EIGHT)
}

const KEY_SHIFT: u32 = 20;

/// Which feature a key belongs to; few share one.
#[inline]
pub const fn feature(key: u64) -> usize {
    (key >> KEY_SHIFT) as usize % FEATURES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let rows: Vec<(usize, [i8; TAGS])> = (0..FEATURES)
            .step_by(977)
            .map(|feature| (feature, [((feature % 251) as u8).cast_signed(); TAGS]))
            .collect();
        let transitions = std::array::from_fn(|from| {
            std::array::from_fn(|to| i16::try_from(from * 100 + to).unwrap() - 300)
        });
        let weights = Weights::from_bytes(Weights::write(&transitions, &rows).leak()).unwrap();
        assert_eq!(weights.transitions(), transitions);
        for (feature, row) in rows {
            let key = |feature: usize| (feature as u64) << KEY_SHIFT;
            assert_eq!(weights.sum(&[key(feature)])[..TAGS], row.map(i16::from));
            assert_eq!(weights.sum(&[key(feature + 1)]), [0; WIDTH]);
            let many = [key(feature + 1), key(feature), key(feature + 2)].repeat(20);
            assert_eq!(weights.sum(&many)[..TAGS], row.map(|weight| 20 * i16::from(weight)));
        }
    }
}
