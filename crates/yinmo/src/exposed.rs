use yinmo_core::risk::{Masked, Row};

/// Rows and sentences in which a mask leaves fewer candidates than the policy demands, because of what stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposed {
    /// How many rows; in running text, how many masked numbers.
    pub rows: u64,
    /// The fewest candidates that remain in a row.
    pub fewest: Option<u64>,
    /// The row or line with the fewest, counted from 1.
    pub worst_row: usize,
    /// The columns that make it so, counted from 1; none in running text.
    pub because: Vec<usize>,
    /// More about the worst row, if there is one.
    pub worst: Option<Worst>,
}

/// Why a mask hides too little, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worst {
    /// What number is masked.
    pub number: Masked,
    /// How many of its characters are shown before the first that is hidden, and behind the last.
    pub shown: (usize, usize),
    /// What stands beside it and tells the rest.
    pub beside: Vec<Said>,
    /// What to leave out.
    pub drop: Vec<Said>,
    /// Or else as many of the number's first characters to show, and nothing of its end.
    pub keep: Option<usize>,
}

/// Something that is said of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// What: `birth-date`, `age`, `sex`, `address`, `county`.
    pub id: &'static str,
    /// The column it stands in, counted from 1; 0 in running text.
    pub column: usize,
}

impl Exposed {
    /// What a row gives away, if it leaves fewer candidates than `floor`. It stands in line `number`, and its facts in
    /// columns if it is one of a table.
    pub(crate) fn by(row: &Row, floor: u64, number: usize, in_columns: bool) -> Option<Self> {
        row.candidates().filter(|&left| left < floor)?;
        let residual = row.residual()?;
        let said = |columns: &[usize]| -> Vec<Said> {
            let others = columns.iter().filter(|&&column| column != residual.column);
            let said =
                |&column| Some(Said { id: row.id(column)?, column: if in_columns { column } else { 0 } });
            others.filter_map(said).collect()
        };
        let remedy = row.remedy(floor);
        let worst = Worst {
            number: residual.number,
            shown: residual.shown,
            beside: said(&residual.columns),
            drop: said(&remedy.drop),
            keep: remedy.keep,
        };
        Some(Self {
            rows: 1,
            fewest: Some(residual.candidates),
            worst_row: number,
            because: if in_columns { residual.columns } else { Vec::new() },
            worst: Some(worst),
        })
    }

    /// Adds what was met later.
    pub(crate) fn merge(&mut self, other: Self) {
        let rows = self.rows + other.rows;
        let worse = match (self.fewest, other.fewest) {
            (Some(ours), Some(theirs)) => theirs < ours,
            (None, theirs) => theirs.is_some(),
            (Some(_), None) => false,
        };
        if worse {
            *self = other;
        }
        self.rows = rows;
    }
}
