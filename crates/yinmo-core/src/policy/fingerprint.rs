use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use super::Policy;
use crate::finding::Role;
use crate::kind::Kind;

/// The SHA-256, in hexadecimal, of a text that says everything the policy decides by.
pub(super) fn fingerprint(policy: &Policy) -> String {
    let mut hash = Hash(Sha256::new());
    describe(policy, &mut hash).expect("hashing does not fail");
    let digest = hash.0.finalize();
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
        hex
    })
}

struct Hash(Sha256);

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

fn describe(policy: &Policy, out: &mut Hash) -> fmt::Result {
    writeln!(out, "{} {} {:?}", policy.name, policy.version, policy.audience)?;
    for &kind in Kind::ALL {
        for role in Role::ALL {
            for in_table in [false, true] {
                let action = policy.rules.action(kind, role, in_table);
                writeln!(out, "{kind} {} {in_table} {action:?}", role.id())?;
            }
        }
        writeln!(out, "{kind} {:?}", policy.rules.basis(kind))?;
    }
    writeln!(out, "{:?}", policy.columns)?;
    for thresholds in &policy.thresholds {
        writeln!(out, "{} {:?}", thresholds.mask.0, thresholds.review)?;
    }
    writeln!(out, "{:?}", policy.risk)?;
    writeln!(out, "{:?}", policy.documents)?;
    writeln!(out, "{:?} {:?}", policy.own, policy.allowed_because)?;
    for words in [&policy.own.denied, &policy.own.allowed] {
        writeln!(out, "{:?}", words.sorted())?;
    }
    for (names, variant) in policy.variants() {
        writeln!(out, "{names} {}", variant.fingerprint)?;
    }
    // What is stated changes nothing; that something is missing does.
    policy.lacks.iter().try_for_each(|lack| writeln!(out, "lacks {}", lack.id()))
}
