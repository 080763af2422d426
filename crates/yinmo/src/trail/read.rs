use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::error::Cause;
use super::{Record, TrailError};

/// The records of a trail, first to last, as they stand there: [`verify`](super::verify) tells whether they are true.
///
/// # Errors
/// If the file cannot be read. A line that is no record is an error in its place.
pub fn records(path: &Path) -> Result<impl Iterator<Item = Result<Record, TrailError>>, TrailError> {
    let file = File::open(path).map_err(TrailError::io(path))?;
    let path = path.to_owned();
    Ok(BufReader::new(file).split(b'\n').zip(1..).map(move |(line, nth)| match line {
        Ok(line) => serde_json::from_slice(&line)
            .map_err(|_| TrailError(Cause::Unreadable { path: path.clone(), line: nth })),
        Err(error) => Err(TrailError::io(&path)(error)),
    }))
}

/// Every line with its number from 1, without its end, and whether it has one.
pub(super) fn lines(file: &File) -> impl Iterator<Item = io::Result<(u64, Vec<u8>, bool)>> + '_ {
    let mut reader = BufReader::new(file);
    (1..).map_while(move |nth| {
        let mut line = Vec::new();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => {
                let ended = line.last() == Some(&b'\n');
                line.truncate(line.len() - usize::from(ended));
                Some(Ok((nth, line, ended)))
            }
            Err(error) => Some(Err(error)),
        }
    })
}
