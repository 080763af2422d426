//! A trail as a table for spreadsheets: a row for each record.

use std::io;

use yinmo::trail::Record;

use crate::words::inert;

const HEADINGS: [&str; 19] = [
    "序号",
    "时间",
    "责任人",
    "处理",
    "文件",
    "格式",
    "结论",
    "原因",
    "规则",
    "版本",
    "发布对象",
    "法定依据",
    "公开截止",
    "发现",
    "保留",
    "输出文件",
    "原文件 SHA-256",
    "输出 SHA-256",
    "事由",
];

/// With a byte order mark, without which spreadsheets take it for another encoding.
pub fn write(records: &[Record], out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEADINGS)?;
    records.iter().try_for_each(|record| table.write_record(row(record).map(|cell| inert(&cell))))?;
    table.flush()
}

fn row(record: &Record) -> [String; 19] {
    let entry = &record.entry;
    let counts = |kept: bool| {
        let actions = entry.findings.values().flatten();
        actions
            .filter(|(action, _)| (*action == "keep") == kept)
            .map(|(_, count)| count)
            .sum::<u64>()
            .to_string()
    };
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        record.seq.to_string(),
        record.at.clone(),
        or_empty(&record.who),
        entry.task.clone(),
        entry.document.clone(),
        entry.format.clone(),
        entry.verdict.clone(),
        or_empty(&entry.reason),
        entry.profile.name.clone(),
        entry.profile.version.clone(),
        or_empty(&entry.profile.audience),
        or_empty(&entry.basis),
        or_empty(&entry.publish_until),
        counts(false),
        counts(true),
        or_empty(&entry.output),
        entry.input_hash.clone(),
        or_empty(&entry.output_hash),
        or_empty(&entry.why),
    ]
}
