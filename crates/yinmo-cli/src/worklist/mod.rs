//! The worklist (审核表): what a person has to decide, as a spreadsheet that comes back filled in. Its words are Chinese
//! whatever the language of messages: whoever fills it in reads the documents.

mod csv;
mod xlsx;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Result, anyhow};
use yinmo::policy::Reason;
use yinmo::{Choice, Decisions, Item, Output, Pipeline, Report, Verdict};

use crate::lang::Lang;
use crate::place::column_letters;
use crate::words::{self, io_error, visible};

/// A spreadsheet has no more rows.
const MOST: usize = 1_048_575;

/// What needs a person's review.
pub struct Worklist {
    rows: Vec<Row>,
    /// Of the document at hand: whether they count is known when it is done.
    open: Vec<Row>,
    lang: Lang,
}

/// One thing to decide, in the words of the list.
struct Row {
    /// In the order of the headings; the last two are for whoever decides.
    cells: [String; 8],
    choices: &'static [Choice],
}

const ANY: &[Choice] = &Choice::ALL;
const COLUMN: &[Choice] = &[Choice::Keep, Choice::Remove];
const UNREAD: &[Choice] = &[Choice::Keep];

impl Worklist {
    /// An empty list.
    pub const fn new(lang: Lang) -> Self {
        Self { rows: Vec::new(), open: Vec::new(), lang }
    }

    /// How many things are to be decided.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes a finding of the document at hand.
    pub fn item(&mut self, item: &Item) {
        if item.action.id() == "review" && item.waived.is_none() {
            self.open.push(Row::of_item(item));
        }
    }

    /// The document at hand is done. Where publication is out of the question, or reading failed, deciding changes
    /// nothing.
    pub fn document(&mut self, report: Option<&Report>) {
        let mut rows = std::mem::take(&mut self.open);
        let Some(report) = report else { return };
        let unread = matches!(report.verdict, Verdict::NotInspected(reason) if reason.id() == "unread-parts");
        if report.verdict != Verdict::NeedsReview && !unread {
            return;
        }
        rows.extend(report.waiting.iter().map(Row::of_column));
        rows.extend(
            report.notes.iter().filter(|note| !note.stripped).filter_map(|note| Row::of_part(note, report)),
        );
        rows.iter_mut().for_each(|row| row.name(report));
        self.rows.extend(rows);
    }

    /// Writes the list, as the name's extension says.
    pub fn write(&self, path: &Path) -> Result<()> {
        if self.rows.len() > MOST {
            return Err(anyhow!(self.lang.pick(
                format!("须人工审核的超过 {MOST} 项，一张表放不下，请分批检查"),
                format!("more than {MOST} rows need review; check fewer files at a time"),
            )));
        }
        let bytes = match is_xlsx(path) {
            true => xlsx::bytes(&self.rows)?,
            false => csv::bytes(&self.rows)?,
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let written = Output::in_folder(folder).and_then(|mut output| {
            output.write_all(&bytes)?;
            output.publish(path, false)
        });
        written.map_err(|error| {
            let (path, why) = (visible(&path.to_string_lossy()), io_error(&error, self.lang));
            anyhow!(self.lang.pick(
                format!("无法写审核表 {path}：{why}"),
                format!("cannot write the worklist {path}: {why}")
            ))
        })
    }
}

impl Row {
    fn of_item(item: &Item) -> Self {
        let kind = item.kind.zh();
        let weak = match item.weak {
            Some(left) => format!("；已有遮盖，但只剩 {left} 种可能"),
            None => String::new(),
        };
        let grounds = format!(
            "{}；把握{}；{}{weak}",
            words::evidence(item.evidence, Lang::Zh),
            words::confidence(item.confidence, Lang::Zh),
            item.reason.zh()
        );
        let advice = match item.reason {
            Reason::LowConfidence => format!("核对是否确为{kind}：是，选遮盖；不是，选保留"),
            _ => "公开确有必要且有依据的，选保留并在备注写明；否则选遮盖或删去".to_owned(),
        };
        let place = match crate::place::part(&item.place) {
            Some(part) => part,
            None => item.place.to_string(),
        };
        let preview = item.preview.clone();
        let cells = [&item.fingerprint, "", "", &place, kind, &preview, &grounds, &advice];
        Self { cells: cells.map(str::to_owned), choices: ANY }.with_id()
    }

    fn of_column(column: &yinmo::Waiting) -> Self {
        if column.column == 0 {
            return Self::of_member(column);
        }
        let place = match column.column {
            nth if column.place.is_empty() => format!("{} 列“{}”", column_letters(nth), column.heading),
            _ => format!("{} 起的列“{}”", column.place, column.heading),
        };
        let grounds = format!("规则要求人工看过此列；{} 格有内容", column.cells);
        let advice = "逐格看过，没有不宜公开的内容，选保留；否则选删去（整列）";
        let cells = [&*column.fingerprint, "", "", &place, "整列", "", &grounds, advice];
        Self { cells: cells.map(str::to_owned), choices: COLUMN }.with_id()
    }

    /// A member of a JSON object.
    fn of_member(member: &yinmo::Waiting) -> Self {
        let grounds = format!("规则要求人工看过字段“{}”", member.heading);
        let advice = "看过，没有不宜公开的内容，选保留；否则选删去（整个字段）";
        let cells = [&*member.fingerprint, "", "", &member.place, "整个字段", "", &grounds, advice];
        Self { cells: cells.map(str::to_owned), choices: COLUMN }.with_id()
    }

    /// A part that was not read.
    fn of_part(note: &yinmo::Remark, report: &Report) -> Option<Self> {
        let id = note.fingerprint(&report.hash)?;
        let (place, grounds) = (note.place.to_string(), note.zh());
        let advice = "打开看过，可以公开，选保留；否则先从文件中删去";
        let cells = [&*id, "", "", &place, "未检查的部分", "", &grounds, advice];
        Some(Self { cells: cells.map(str::to_owned), choices: UNREAD }.with_id())
    }

    /// A number of hexadecimal digits alone might be taken for a quantity.
    fn with_id(mut self) -> Self {
        self.cells[0] = format!("F-{}", self.cells[0]);
        self
    }

    fn name(&mut self, report: &Report) {
        self.cells[1].clone_from(&report.name);
        self.cells[2].clone_from(&report.hash);
    }
}

fn is_xlsx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// An error if a list may not be written there: one that is filled in is work, and is never written over.
pub fn refuse_unless_writable(path: &Path, lang: Lang) -> Result<()> {
    let shown = visible(&path.to_string_lossy());
    let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    if !is_xlsx(path) && !is_csv {
        return Err(anyhow!(lang.pick(
            format!("审核表 {shown} 须以 .xlsx 或 .csv 结尾"),
            format!("the worklist {shown} has to end in .xlsx or .csv"),
        )));
    }
    if path.exists() {
        return Err(anyhow!(lang.pick(
            format!("{shown} 已存在，未覆盖：其中可能有填好的决定。请换一个文件名"),
            format!("{shown} exists and may be filled in; it was not overwritten; choose another name"),
        )));
    }
    Ok(())
}

/// The same pipeline with the decisions in the list at `path`, if there is one.
pub fn decided(pipeline: Pipeline, path: Option<&Path>, lang: Lang) -> Result<Pipeline> {
    let Some(path) = path else { return Ok(pipeline) };
    let name = path.to_string_lossy();
    let shown = visible(&pipeline.display_name(&name));
    let bytes = fs::read(path).map_err(|error| {
        let why = io_error(&error, lang);
        anyhow!(lang.pick(
            format!("无法读取审核表 {shown}：{why}"),
            format!("cannot read the worklist {shown}: {why}")
        ))
    })?;
    let decisions =
        Decisions::read(&name, &bytes).map_err(|error| {
            anyhow!(lang.pick(
                format!("审核表 {shown}：{}", error.zh()),
                format!("the worklist {shown}: {}", error.en())
            ))
        })?;
    Ok(pipeline.with_decisions(decisions))
}
