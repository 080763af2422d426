//! The pipeline writing its trail.

use yinmo_core::policy::Day;

use super::Entry;
use crate::error::{Error, Kind as ErrorKind};
use crate::{Pipeline, Report};

impl Pipeline {
    /// Adds what was done with a document to the trail, if there is one.
    pub(crate) fn record(&self, task: &str, report: &Report) -> Result<(), Error> {
        self.append(|| Entry::of(task, report, &self.policy))
    }

    /// The last day on which anything may be seen under the policy, if that is over.
    ///
    /// ```
    /// use yinmo::policy::{Policy, Source, Statement};
    /// let until = |day: &str| {
    ///     let statement = Statement { legal_basis: Some("…".to_owned()), publish_until: day.parse().ok() };
    ///     let policy = Policy::load(&Source { statement, ..Source::default() })?;
    ///     Ok::<_, yinmo::policy::PolicyError>(yinmo::Pipeline::new(policy).is_over())
    /// };
    /// assert!(until("2020-01-01")?.is_some() && until("9999-12-31")?.is_none());
    /// # Ok::<(), yinmo::policy::PolicyError>(())
    /// ```
    pub fn is_over(&self) -> Option<Day> {
        let over = |day: &Day| crate::clock::today().is_some_and(|today| *day < today);
        self.policy.statement().publish_until.filter(over)
    }

    /// Says of a document that is published whether its time is over, by what the trail says of the run that wrote it, or
    /// else by the policy.
    pub(crate) fn mind_last_day(&self, report: &mut Report) -> Result<(), Error> {
        report.published_too_long = self.is_over();
        let Some(trail) = &self.trail else { return Ok(()) };
        let days = match self.last_days.get() {
            Some(days) => days,
            None => {
                let read = super::last_days(trail.path()).map_err(ErrorKind::Trail)?;
                self.last_days.get_or_init(|| read)
            }
        };
        let over = |day: &Day| crate::clock::today().is_some_and(|today| *day < today);
        if let Some(day) = days.get(&report.hash) {
            report.published_too_long = Some(*day).filter(over);
        }
        Ok(())
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
