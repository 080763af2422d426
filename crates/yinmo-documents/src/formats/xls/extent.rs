//! Where records end, going by what stands in them ([MS-XLS] 2.4). Bytes behind that are no part of them: no program shows
//! them, and some leave there what stood at that place before.

use super::record::{BOF, Body, EOF, Length};
use crate::package::compound::le::size_at;

/// Where what the record holds ends: one of numbers, switches and colours only, or of a text that somebody reads.
/// Nothing if that is not known.
pub(super) fn of(id: u16, body: &Body) -> Option<usize> {
    numbers(id, body).or_else(|| text(id, body))
}

fn numbers(id: u16, body: &Body) -> Option<usize> {
    let count = |at: usize| usize::from(body.u16(at).unwrap_or(0));
    Some(match id {
        EOF | 0x00E2 | 0x01C0 => 0,
        0x000C..=0x000F
        | 0x0011
        | 0x0019
        | 0x0022
        | 0x002A
        | 0x002B
        | 0x0040
        | 0x0042
        | 0x0055
        | 0x005F
        | 0x0063
        | 0x0081..=0x0084
        | 0x008D
        | 0x0099
        | 0x009C
        | 0x009D
        | 0x00C1
        | 0x00DA
        | 0x00E1
        | 0x00E3
        | 0x0160
        | 0x0161
        | 0x01AF
        | 0x01B7
        | 0x01BC => 2,
        0x0059 | 0x008C | 0x00A0 | 0x0225 => 4,
        0x0201 => 6,
        0x0010 | 0x0026..=0x0029 | 0x0080 | 0x01C1 | 0x0205 => 8,
        0x0041 | 0x00FD | 0x027E => 10,
        0x007D => 12,
        0x0200 | 0x0203 => 14,
        0x0208 | 0x0236 | BOF => 16,
        0x003D | 0x01B2 | 0x023E => 18,
        0x00E0 | 0x087C => 20,
        0x00A1 => 34,
        // It says so itself.
        0x0862 => count(12).clamp(20, 40),
        // So many parts, all of one length.
        0x0017 | 0x001A | 0x001B => 2 + 6 * count(0),
        0x001D => 9 + 6 * count(7),
        0x0092 => 2 + 4 * count(0),
        0x00E5 => 2 + 8 * count(0),
        0x01B0 => 14 + 8 * count(12),
        // Properties, each with its length.
        0x087D => (0..count(18)).fold(20, |end, _| end + count(end + 2)),
        // Where each block of 32 rows ends, from the first row to the one behind the last.
        0x020B => 16 + 4 * rows(body).div_ceil(32),
        0x00D7 => 4 + 2 * 32,
        // Numbers of sheets, and how their cells look.
        0x00BD | 0x013D => body.bytes.len(),
        _ => return None,
    })
}

/// How many rows an index is of.
fn rows(body: &Body) -> usize {
    let row = |at: usize| size_at(&body.bytes, at).unwrap_or(0);
    row(8).saturating_sub(row(4))
}

fn text(id: u16, body: &Body) -> Option<usize> {
    let end = |at: usize| body.text(at, Length::Short).map(|text| text.end);
    Some(match id {
        0x0014 | 0x0015 | 0x005C | 0x00CD | 0x0207 => end(0)?,
        0x041E => end(2)?,
        0x005B => end(4)?,
        0x0204 => end(6)?,
        0x0085 => body.text(6, Length::Byte)?.end,
        0x001C => end(8)? + 1,
        // Behind the text, where it looks otherwise.
        0x00D6 => {
            let end = end(6)?;
            end + 2 + 4 * usize::from(body.u16(end)?)
        }
        0x01B6 => {
            let len = usize::from(body.u16(10)?);
            body.text(body.second()?, Length::Known(len))?.end + usize::from(body.u16(12)?)
        }
        _ => return None,
    })
}
