//! Operators on any value of any kind: twice is once, and an address is cut between characters.
#![no_main]

use yinmo::kind::Kind;
use yinmo::operators::generalise::{Level, cut};
use yinmo::operators::{Action, Generalise, Mask, Names, Redact, StarName, SurnameMou};
use yinmo_fuzz::input::{text_of_pieces, with_choices};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (data, [kind, prefix, suffix]) = with_choices(data);
    let (kind, value) = (Kind::ALL[kind % Kind::ALL.len()], text_of_pieces(data));
    let mask = Mask { prefix: prefix as u8 % 20, suffix: suffix as u8 % 20, with: '*' };
    let plain = [
        Action::Mask(mask),
        Action::Redact(Redact::default()),
        Action::StarName(StarName),
        Action::SurnameMou(SurnameMou),
    ];
    plain.iter().for_each(|action| check_twice(action, &value, kind));
    for level in Level::ALL {
        assert!(value.is_char_boundary(cut(&value, level)));
        if level.fits(kind) {
            for tail in ["", "***"] {
                check_twice(&Action::Generalise(Generalise { level, tail: tail.to_owned() }), &value, kind);
            }
        }
    }
});

fn check_twice(action: &Action, value: &str, kind: Kind) {
    let names = Names::default();
    if let Some(once) = action.replace(value, kind, &names) {
        assert_eq!(action.replace(&once, kind, &names), None, "{} twice", action.id());
    }
}
