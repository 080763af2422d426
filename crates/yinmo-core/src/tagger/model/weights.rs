//! The weights of the features, as they are shipped: a row of small numbers for each feature that matters.

use super::tag::TAGS;

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
/// How many rows come before each group, then the blocks.
const INDEX: usize = GROUPS * size_of::<u32>() + ENTRIES * ENTRY;
const TRANSITIONS: usize = TAGS * TAGS * size_of::<i16>();

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

    /// Adds the row of the feature with this key, if it has one. What lies behind the tags is of no meaning.
    #[inline]
    pub fn add(self, key: u64, sum: &mut Row<i16>) {
        let Some(row) = self.row(feature(key)) else { return };
        for (sum, &weight) in sum.iter_mut().zip(row) {
            *sum += i16::from(weight.cast_signed());
        }
    }

    #[inline]
    fn row(self, feature: usize) -> Option<&'static [u8; WIDTH]> {
        const BLOCKS: usize = TRANSITIONS + GROUPS * size_of::<u32>();
        let block = feature / BLOCK_BITS;
        let entry: &[u8; ENTRY] = self.bytes.get(BLOCKS + block * ENTRY..)?.first_chunk()?;
        let (bits, inner) = entry.split_first_chunk()?;
        let behind = u128::from_le_bytes(*bits) << (BLOCK_BITS - 1 - feature % BLOCK_BITS);
        // Nothing but the bits up to the feature's own is left, and that one is the highest.
        if behind >> (BLOCK_BITS - 1) == 0 {
            return None;
        }
        let group = self.bytes.get(TRANSITIONS + block / GROUP * size_of::<u32>()..)?.first_chunk()?;
        let nth = u32::from_le_bytes(*group)
            + u32::from(u16::from_le_bytes(inner.try_into().ok()?))
            + behind.count_ones()
            - 1;
        self.bytes.get(TRANSITIONS + INDEX + nth as usize * TAGS..)?.first_chunk()
    }
}

/// Which feature a key belongs to; few share one.
#[inline]
pub const fn feature(key: u64) -> usize {
    (key >> 20) as usize % FEATURES
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
            let mut sum = [0; WIDTH];
            weights.add((feature as u64) << 20, &mut sum);
            assert_eq!(sum[..TAGS], row.map(i16::from));
            let mut none = [0; WIDTH];
            weights.add((feature as u64 + 1) << 20, &mut none);
            assert_eq!(none, [0; WIDTH]);
        }
    }
}
