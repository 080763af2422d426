//! The list as a spreadsheet: the heading stays in sight, and what can be decided is chosen from a list.

use anyhow::Result;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Workbook,
};
use yinmo::{Choice, WORKLIST_HEADINGS};

use super::Row;

/// In characters, by column.
const WIDTHS: [u16; 10] = [12, 28, 14, 22, 14, 22, 42, 42, 10, 28];

/// Where the decision goes.
const CHOICE: u16 = 8;

/// The file. The same list is the same file whenever it is written.
pub fn bytes(rows: &[Row]) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made).set_title("审核表"));
    let cell = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Top);
    let open = cell.clone().set_background_color(Color::RGB(0x00FF_F8DC));
    let sheet = workbook.add_worksheet().set_name("审核表")?;
    for (nth, (words, width)) in (0..).zip(WORKLIST_HEADINGS.iter().zip(WIDTHS)) {
        sheet.set_column_width(nth, width)?.write_string_with_format(0, nth, *words, &heading)?;
    }
    for (number, row) in (1..).zip(rows) {
        for (nth, text) in (0..).zip(&row.cells) {
            sheet.write_string_with_format(number, nth, text, &cell)?;
        }
        sheet.write_blank(number, CHOICE, &open)?.write_blank(number, CHOICE + 1, &open)?;
    }
    let mut first = 1;
    for group in rows.chunk_by(|a, b| a.choices == b.choices) {
        let last = first + group.len() as u32 - 1;
        sheet.add_data_validation(first, CHOICE, last, CHOICE, &choices(group[0].choices)?)?;
        first = last + 1;
    }
    sheet.set_freeze_panes(1, 0)?.autofilter(0, 0, rows.len() as u32, CHOICE + 1)?;
    Ok(workbook.save_to_buffer()?)
}

fn choices(choices: &[Choice]) -> Result<DataValidation> {
    let words: Vec<&str> = choices.iter().map(|choice| choice.zh()).collect();
    let said = format!("请从列表中选择：{}；未定的留空", words.join("、"));
    Ok(DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("决定")?
        .set_error_message(said)?)
}
