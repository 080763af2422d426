/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    /// `\n`, which also ends `\r\n`; or `\r`.
    pub(crate) row_end: u8,
}
