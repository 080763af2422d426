//! Exit codes, the same for every command and format. The table stands in `docs/reference.md`.

use std::process::ExitCode;

/// How a run ended. Of several endings the later one here counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Every file was read whole, at least one, and nothing is left to do.
    Clean,
    /// Something was not read, or there was nothing to read.
    Incomplete,
    /// Something was found that has to be masked or looked at.
    Found,
    /// Wrong usage, wrong configuration, or a failure.
    Failed,
    /// Stopped from the keyboard.
    Interrupted,
}

impl Exit {
    /// The code the system gets.
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Found => 1,
            Self::Failed => 2,
            Self::Incomplete => 3,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

/// Gives up what the program needs no longer when it ends. To give many small things back one by one takes longer than
/// the system takes for all.
pub fn leave_to_the_system<T>(things: T) {
    std::mem::forget(things);
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn failure_goes_before_findings_and_findings_before_gaps() {
        assert_eq!(Exit::Found.max(Exit::Failed).code(), 2);
        assert_eq!(Exit::Found.max(Exit::Incomplete).code(), 1);
        assert_eq!(Exit::Clean.max(Exit::Incomplete).code(), 3);
    }
}
