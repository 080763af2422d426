//! Books and budgets: `日期|摘要|收入|支出|余额`. What comes in there is nobody's income.

use super::Column;
use crate::kind::Kind;
use crate::recognizers::Labels;

/// Makes a column of income one of amounts where it stands beside what was spent, or in a table without people.
pub(super) fn tell_amounts(labels: &Labels, columns: &mut [Column]) {
    if !columns.iter().any(is_income) || !is_budget(columns) {
        return;
    }
    for column in columns.iter_mut().filter(|column| is_income(column)) {
        *column =
            Column { words: std::mem::take(&mut column.words), ..Column::under(labels, "金额".to_owned()) };
    }
}

/// `收入`; not `家庭收入`, `月收入`, which only people have.
fn is_income(column: &Column) -> bool {
    const INCOME: [&str; 5] = ["收入", "经营性收入", "财产性收入", "经济收入", "纯收入"];
    column.meaning == Some("income") && INCOME.contains(&&*column.words)
}

fn is_budget(columns: &[Column]) -> bool {
    const SPENT: [&str; 9] =
        ["支出", "余额", "结余", "结存", "支出金额", "本期支出", "累计余额", "借方", "贷方"];
    let people = |column: &Column| {
        column.label.is_some_and(|label| label.names(Kind::Person) || label.names(Kind::ResidentId))
    };
    columns.iter().any(|column| SPENT.contains(&&*column.words)) || !columns.iter().any(people)
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::table::find_heading;

    /// What stands in the column 收入.
    fn income(heading: &[&str]) -> Option<&'static str> {
        let value = |heading: &&str| if heading.ends_with("姓名") { "王建坪" } else { "1" };
        let rows = [heading.to_vec(), heading.iter().map(value).collect()];
        let found = find_heading(Detector::new().labels(), &rows).expect("headings");
        found.columns.iter().find(|column| column.words.ends_with("收入")).and_then(|column| column.meaning)
    }

    #[test]
    fn what_a_village_takes_in_is_nobodys_income() {
        assert_eq!(income(&["日期", "摘要", "收入", "支出", "余额"]), Some("amount"));
        assert_eq!(income(&["日期", "摘要", "收入", "支出", "经手人"]), Some("amount"));
        assert_eq!(income(&["单位", "收入", "备注"]), Some("amount"));
        assert_eq!(income(&["姓名", "收入", "备注"]), Some("income"));
        assert_eq!(income(&["户主姓名", "家庭收入", "支出"]), Some("income"));
    }
}
