use crate::text::fold_char;

/// Copies a position without what is finer than two decimals of a degree, or than a minute of arc.
///
/// Decimals are cut rather than rounded, so that nothing moves and doing it twice changes nothing.
pub(super) fn write(value: &str, out: &mut String) {
    let mut place = Place::Whole { decimals: 2 };
    for (c, folded) in value.chars().filter_map(|c| Some((c, fold_char(c)?))) {
        let (next, stays) = place.step(folded);
        place = next;
        if stays {
            out.push(c);
        }
    }
}

/// Where in a position a character stands.
#[derive(Clone, Copy)]
enum Place {
    /// Before a decimal point that may be followed by so many digits.
    Whole { decimals: u8 },
    /// Behind a decimal point; so many more digits may follow, and behind the next point in the same figure none.
    Decimals { left: u8, decimals: u8 },
    /// Behind minutes: only seconds can follow.
    Seconds,
}

impl Place {
    /// The place behind `c`, and whether `c` stays.
    const fn step(self, c: char) -> (Self, bool) {
        match (self, c) {
            (_, '′' | '\'' | '’' | '分') => (Self::Seconds, true),
            (_, '°' | '度') => (Self::Whole { decimals: 0 }, true),
            (Self::Seconds, '0'..='9' | '.' | '″' | '"' | '”' | '秒') => (self, false),
            (Self::Seconds, ' ') => (self, true),
            (Self::Whole { decimals }, '.') => (Self::Decimals { left: decimals, decimals }, decimals > 0),
            (Self::Decimals { decimals, .. }, '.') => (Self::Decimals { left: 0, decimals }, false),
            (Self::Decimals { left, decimals }, '0'..='9') => {
                (Self::Decimals { left: left.saturating_sub(1), decimals }, left > 0)
            }
            (Self::Decimals { decimals, .. }, ' ') => (Self::Whole { decimals }, true),
            (Self::Whole { .. }, '0'..='9' | ' ') => (self, true),
            _ => (Self::Whole { decimals: 2 }, true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn about_a_kilometre_stays() {
        for (position, expected) in [
            ("30.274085,120.155070", "30.27,120.15"),
            ("北纬30.274085°，东经120.155070°", "北纬30.27°，东经120.15°"),
            ("120°09′18.25″E", "120°09′E"),
            ("120°09′ 18″", "120°09′ "),
            ("30°16.4365′N", "30°16′N"),
            ("30度16分26秒", "30度16分"),
            ("30.27", "30.27"),
            // No position, but twice has to be once here as well.
            ("30°16.4.365", "30°16"),
            ("30°.5 16.4365", "30° 16"),
        ] {
            for value in [position, expected] {
                let mut out = String::new();
                write(value, &mut out);
                assert_eq!(out, expected);
            }
        }
    }
}
