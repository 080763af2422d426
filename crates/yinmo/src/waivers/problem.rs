/// A comment that lets nothing pass because something is wrong with it. It is itself a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowProblem {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in code points from 1.
    pub column: usize,
    /// What is wrong.
    pub fault: AllowFault,
}

/// What is wrong with a comment that is to let something pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowFault {
    /// It does not say why.
    NoReason,
    /// It names a rule that there is not. What it says is not repeated: it is text of a document.
    UnknownRule {
        /// Which of those it names, counted from 1.
        nth: usize,
        /// What is probably meant.
        similar: Option<&'static str>,
    },
    /// It names what must not be published, which nothing lets pass.
    MustNotPublish,
    /// The day behind `until` is none.
    NoDay,
    /// It is not written as it should be.
    Malformed,
}

impl AllowProblem {
    /// The permanent id: `allow-without-reason`, `allow-unknown-rule`, …
    pub const fn id(&self) -> &'static str {
        match self.fault {
            AllowFault::NoReason => "allow-without-reason",
            AllowFault::UnknownRule { .. } => "allow-unknown-rule",
            AllowFault::MustNotPublish => "allow-must-not-publish",
            AllowFault::NoDay => "allow-without-day",
            AllowFault::Malformed => "allow-malformed",
        }
    }

    /// What is wrong and what to do, in Chinese.
    pub fn zh(&self) -> String {
        match self.fault {
            AllowFault::NoReason => {
                "放行没有写理由，未采用。请写明，如 yinmo:allow[mobile] 值班电话，已公开".to_owned()
            }
            AllowFault::UnknownRule { nth, similar } => {
                let help = similar.map_or_else(
                    || "yinmo rules 列出全部代号".to_owned(),
                    |similar| format!("是否应为 {similar}？"),
                );
                format!("放行的第 {nth} 个代号不存在，未采用。{help}")
            }
            AllowFault::MustNotPublish => "不得公开的不能放行，未采用".to_owned(),
            AllowFault::NoDay => "until 之后不是日期，放行未采用。请写作 until 2026-12-31".to_owned(),
            AllowFault::Malformed => "放行的写法有误，未采用。请写作 yinmo:allow[代号] 理由".to_owned(),
        }
    }

    /// The same in English.
    pub fn en(&self) -> String {
        match self.fault {
            AllowFault::NoReason => {
                "the allowance has no reason and lets nothing pass; give one: yinmo:allow[mobile] public line".to_owned()
            }
            AllowFault::UnknownRule { nth, similar } => {
                let help = similar.map_or_else(
                    || "`yinmo rules` lists them".to_owned(),
                    |similar| format!("did you mean `{similar}`?"),
                );
                format!("rule {nth} of the allowance does not exist, and nothing passes; {help}")
            }
            AllowFault::MustNotPublish => {
                "what must not be published cannot be allowed; nothing passes".to_owned()
            }
            AllowFault::NoDay => {
                "no day follows `until`, and nothing passes; write until 2026-12-31".to_owned()
            }
            AllowFault::Malformed => {
                "the allowance is not written as it should be, and nothing passes; write yinmo:allow[rule] reason".to_owned()
            }
        }
    }
}
