//! A trail as a page for people: for the annual report on openness, and as the record of the assessment that articles
//! 55 and 56 of the Personal Information Protection Law ask for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use yinmo::kind::Kind;
use yinmo::policy::Day;
use yinmo::trail::{Entry, Record};

use super::totals::Totals;

const STYLE: &str = "body{font:15px/1.6 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:72em;margin:2em auto;\
padding:0 1em;color:#222}h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;\
width:100%}th,td{border:1px solid #ccc;padding:.25em .6em;text-align:left;vertical-align:top}th{background:#f3f3f3}\
td.n{text-align:right}code{font-size:.8em;word-break:break-all}svg{max-width:100%}@media print{body{margin:0}\
table{page-break-inside:auto}tr{page-break-inside:avoid}}";

/// The verdicts in the order of a chart, with their words and colours.
const VERDICTS: [(&str, &str, &str); 8] = [
    ("clean", "可以公开", "#5b8c5a"),
    ("masked", "已脱敏", "#4f7cac"),
    ("needs-masking", "脱敏后方可公开", "#c9a227"),
    ("needs-review", "须人工审核", "#d98e32"),
    ("must-not-publish", "不得公开", "#b0413e"),
    ("not-inspected", "未检查", "#8a8a8a"),
    ("failed", "处理失败", "#555555"),
    ("restored", "已还原", "#7a5c99"),
];

/// Writes the page.
pub fn write(
    records: &[Record],
    judgement: &str,
    (from, to): (Option<Day>, Option<Day>),
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let totals = Totals::of(records);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>脱敏留痕报告</title>\
         <style>{STYLE}</style></head><body>\n<h1>政务公开个人信息脱敏留痕报告</h1>\n"
    );
    let _ = writeln!(page, "<p>{}，共 {} 份次。</p>", period(from, to), records.len());
    let _ = writeln!(page, "<p>留痕核验：{}</p>", escaped(judgement));
    page.push_str(
        "<p>本报告由留痕记录汇总，不含任何个人信息。可作为《个人信息保护法》第五十五、五十六条所称\
         个人信息保护影响评估的处理情况记录，保存不少于三年。</p>\n",
    );
    charts(&totals, &mut page);
    findings(&totals, &mut page);
    exemptions(&totals, &mut page);
    documents(records, &mut page);
    page.push_str("</body></html>\n");
    out.write_all(page.as_bytes())
}

fn period(from: Option<Day>, to: Option<Day>) -> String {
    match (from, to) {
        (None, None) => "全部记录".to_owned(),
        (Some(from), None) => format!("{from} 起"),
        (None, Some(to)) => format!("截至 {to}"),
        (Some(from), Some(to)) => format!("{from} 至 {to}"),
    }
}

fn verdict_zh(id: &str) -> &str {
    VERDICTS.iter().find(|(known, ..)| *known == id).map_or(id, |(_, zh, _)| zh)
}

/// Documents by verdict, and by month as stacked bars.
fn charts(totals: &Totals, page: &mut String) {
    page.push_str("<h2>结论</h2>\n");
    let rows = totals.verdicts.iter().map(|(verdict, count)| (verdict_zh(verdict).to_owned(), *count));
    counts_table(["结论", "份次"], rows, page);
    page.push_str("<h2>按月</h2>\n");
    chart(&totals.months, page);
    page.push_str("<h2>规则</h2>\n");
    counts_table(
        ["规则及版本", "份次"],
        totals.profiles.iter().map(|(name, count)| (name.clone(), *count)),
        page,
    );
}

fn counts_table(headings: [&str; 2], rows: impl Iterator<Item = (String, u64)>, page: &mut String) {
    let _ = writeln!(page, "<table><tr><th>{}</th><th>{}</th></tr>", headings[0], headings[1]);
    for (name, count) in rows {
        let _ = writeln!(page, "<tr><td>{}</td><td class=\"n\">{count}</td></tr>", escaped(&name));
    }
    page.push_str("</table>\n");
}

/// A bar for each month, as long as it has documents, in the colours of their verdicts.
fn chart(months: &BTreeMap<String, BTreeMap<String, u64>>, page: &mut String) {
    const LABEL: u64 = 80;
    const WIDTH: u64 = 560;
    const ROW: u64 = 26;
    let most = months.values().map(|verdicts| verdicts.values().sum::<u64>()).max().unwrap_or(0).max(1);
    let height = ROW * months.len() as u64 + 4;
    let _ =
        writeln!(page, "<svg viewBox=\"0 0 720 {height}\" width=\"720\" height=\"{height}\" role=\"img\">");
    for (nth, (month, verdicts)) in (0_u64..).zip(months) {
        let y = nth * ROW + 4;
        let _ = writeln!(page, "<text x=\"0\" y=\"{}\" font-size=\"13\">{}</text>", y + 14, escaped(month));
        let mut x = LABEL;
        for (id, zh, colour) in VERDICTS {
            let count = verdicts.get(id).copied().unwrap_or(0);
            let width = (count * WIDTH).div_ceil(most);
            if count > 0 {
                let _ = writeln!(
                    page,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"18\" fill=\"{colour}\"><title>{zh} {count}</title></rect>"
                );
            }
            x += width;
        }
        let total: u64 = verdicts.values().sum();
        let _ = writeln!(page, "<text x=\"{}\" y=\"{}\" font-size=\"13\">{total}</text>", x + 6, y + 14);
    }
    page.push_str("</svg>\n<p>");
    for (_, zh, colour) in VERDICTS {
        let _ = write!(page, "<span style=\"color:{colour}\">■</span> {zh}　");
    }
    page.push_str("</p>\n");
}

fn findings(totals: &Totals, page: &mut String) {
    page.push_str("<h2>脱敏时的发现</h2>\n<table><tr><th>类别</th><th>处理方式</th><th>处数</th></tr>\n");
    for (kind, actions) in &totals.findings {
        for (action, count) in actions {
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td>{}</td><td class=\"n\">{count}</td></tr>",
                escaped(kind_zh(kind)),
                escaped(action_zh(action))
            );
        }
    }
    page.push_str("</table>\n");
}

fn exemptions(totals: &Totals, page: &mut String) {
    page.push_str("<h2>依法保留的个人信息</h2>\n<table><tr><th>类别</th><th>处数</th><th>依据</th></tr>\n");
    for ((kind, basis), count) in &totals.exemptions {
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td class=\"n\">{count}</td><td>{}</td></tr>",
            escaped(kind_zh(kind)),
            escaped(basis)
        );
    }
    page.push_str("</table>\n");
}

fn documents(records: &[Record], page: &mut String) {
    page.push_str(
        "<h2>逐份记录</h2>\n<table><tr><th>序号</th><th>时间</th><th>责任人</th><th>文件</th><th>结论</th>\
         <th>规则</th><th>依据、事由及截止</th><th>散列</th></tr>\n",
    );
    for record in records {
        let entry = &record.entry;
        let of = |text: &Option<String>| escaped(text.as_deref().unwrap_or_default());
        let _ = writeln!(
            page,
            "<tr><td class=\"n\">{}</td><td>{}</td><td>{}</td><td>{}<br>{}</td><td>{} {}</td><td>{} {}</td>\
             <td>{}</td><td><code>{}<br>{}</code></td></tr>",
            record.seq,
            escaped(&record.at),
            of(&record.who),
            escaped(&entry.document),
            of(&entry.output),
            escaped(verdict_zh(&entry.verdict)),
            of(&entry.reason),
            escaped(&entry.profile.name),
            escaped(&entry.profile.version),
            grounds(entry),
            escaped(&entry.input_hash),
            of(&entry.output_hash),
        );
    }
    page.push_str("</table>\n");
}

/// On what basis it was published, why it was restored, and until when it may be seen.
fn grounds(entry: &Entry) -> String {
    let said = [&entry.basis, &entry.why, &entry.publish_until].into_iter().flatten();
    said.map(|text| escaped(text)).collect::<Vec<_>>().join("<br>")
}

fn kind_zh(id: &str) -> &str {
    id.parse::<Kind>().map_or(id, |kind| kind.zh())
}

fn action_zh(id: &str) -> &str {
    let known = yinmo::operators::OPERATORS.iter().find(|operator| operator.id == id);
    known.map_or(id, |operator| operator.zh)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
