use std::fmt;

use yinmo_documents::Reason;

/// What is wrong with a worklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionsError {
    /// Counted from 1, if it is about one row.
    row: Option<usize>,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// It cannot be read.
    Unreadable(Reason),
    /// No row has all headings that are needed.
    NoHeading,
    /// Neither a finding nor a document is named.
    Unnamed,
    /// A decision that is none.
    UnknownChoice,
    /// Another row says something else.
    Conflict { other: usize },
}

impl Problem {
    pub(super) const fn in_row(self, row: usize) -> DecisionsError {
        DecisionsError { row: Some(row), problem: self }
    }
}

impl From<Problem> for DecisionsError {
    fn from(problem: Problem) -> Self {
        Self { row: None, problem }
    }
}

impl DecisionsError {
    /// The row it is about, counted from 1.
    pub const fn row(&self) -> Option<usize> {
        self.row
    }

    /// For users, in Chinese. What stands in the list is not quoted.
    pub fn zh(&self) -> String {
        let place = self.row.map(|row| format!("第 {row} 行：")).unwrap_or_default();
        let what = match self.problem {
            Problem::Unreadable(reason) => format!("读不出审核表：{}", reason.zh()),
            Problem::NoHeading => "不是审核表：找不到“编号”“文件 SHA-256”“决定”三列。请勿改动表头".to_owned(),
            Problem::Unnamed => "缺少编号或文件 SHA-256。请勿改动这两列".to_owned(),
            Problem::UnknownChoice => "“决定”只能填 保留、遮盖、删去，或留空".to_owned(),
            Problem::Conflict { other } => format!("与第 {other} 行编号相同，决定不同"),
        };
        format!("{place}{what}")
    }

    /// For users, in English.
    pub fn en(&self) -> String {
        let place = self.row.map(|row| format!("row {row}: ")).unwrap_or_default();
        let what = match self.problem {
            Problem::Unreadable(reason) => format!("the worklist cannot be read: {}", reason.en()),
            Problem::NoHeading => {
                "no worklist: the columns 编号, 文件 SHA-256 and 决定 are not all there; leave the headings as they are"
                    .to_owned()
            }
            Problem::Unnamed => {
                "编号 or 文件 SHA-256 is missing; leave these columns as they are".to_owned()
            }
            Problem::UnknownChoice => "决定 is 保留, 遮盖, 删去 or empty".to_owned(),
            Problem::Conflict { other } => format!("row {other} has the same 编号 and another decision"),
        };
        format!("{place}{what}")
    }
}

impl fmt::Display for DecisionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for DecisionsError {}
