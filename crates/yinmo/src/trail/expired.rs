//! What is still published although its time is over.

use std::collections::HashMap;
use std::path::Path;

use yinmo_core::policy::Day;

use super::{TrailError, records};

/// The last day of everything that was written to be seen only until then, by the SHA-256 of what was written. What was
/// published again has the later word.
///
/// # Errors
/// If the trail cannot be read. One that is not there holds nothing.
pub fn last_days(path: &Path) -> Result<HashMap<String, Day>, TrailError> {
    let mut days = HashMap::new();
    if !path.exists() {
        return Ok(days);
    }
    for record in records(path)? {
        let entry = record?.entry;
        let Some(hash) = entry.output_hash else { continue };
        match entry.publish_until.and_then(|day| day.parse().ok()) {
            Some(day) => days.insert(hash, day),
            None => days.remove(&hash),
        };
    }
    Ok(days)
}
