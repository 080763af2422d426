//! The pipeline writing its trail.

use super::Entry;
use crate::error::{Error, Kind as ErrorKind};
use crate::{Pipeline, Report};

impl Pipeline {
    /// Adds what was done with a document to the trail, if there is one.
    pub(crate) fn record(&self, task: &str, report: &Report) -> Result<(), Error> {
        self.append(|| Entry::of(task, report, &self.policy))
    }

    /// The same outcome; what failed is in the trail as well.
    pub(crate) fn recorded_failure<T>(
        &self,
        task: &str,
        path: &str,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        if let Err(error) = &outcome {
            self.append(|| Entry::failed(task, &self.display_name(path), error.id(), &self.policy))?;
        }
        outcome
    }

    pub(crate) fn append(&self, entry: impl FnOnce() -> Entry) -> Result<(), Error> {
        let Some(trail) = &self.trail else { return Ok(()) };
        trail.append(&entry()).map(drop).map_err(|error| ErrorKind::Trail(error).into())
    }
}
