//! What an office adds to what can be found: `[lists]` and `[[recognizers]]`.

use std::collections::BTreeSet;

use toml::Spanned;

use super::error::Problem;
use super::options::{CheckOption, ListOptions, RecognizerOptions};
use super::rules::parse_kind;
use crate::kind::Kind;
use crate::own::{CheckOf, Faulty, Own, OwnRecognizer, WordList};

/// What layers say, the later ones adding to the earlier.
#[derive(Clone, Default)]
pub(super) struct OwnDraft {
    allowed: BTreeSet<String>,
    denied: BTreeSet<String>,
    recognizers: Vec<OwnRecognizer>,
    /// Why what is allowed may stay.
    pub(super) basis: Option<String>,
}

impl OwnDraft {
    pub(super) fn merge(
        &mut self,
        lists: ListOptions,
        recognizers: Vec<Spanned<RecognizerOptions>>,
    ) -> Result<(), Problem> {
        self.denied.extend(lists.deny);
        self.basis = lists.basis.or(self.basis.take());
        if let (Some(first), None) = (lists.allow.first(), &self.basis) {
            return Err(Problem::new(
                Some(first.span()),
                "许可保留的须写明依据",
                "what may stay needs a reason",
            )
            .help("在 [lists] 中写 basis = \"依据\"", "say basis = \"…\" in [lists]"));
        }
        self.allowed.extend(lists.allow.into_iter().map(Spanned::into_inner));
        recognizers.into_iter().try_for_each(|options| {
            self.recognizers.push(recognizer(options)?);
            Ok(())
        })
    }

    pub(super) fn finish(self, on_demand: impl IntoIterator<Item = Kind>) -> Own {
        Own {
            recognizers: self.recognizers,
            denied: WordList::new(self.denied.iter().map(String::as_str)),
            allowed: WordList::new(self.allowed.iter().map(String::as_str)),
            on_demand: on_demand.into_iter().collect(),
        }
    }
}

fn recognizer(options: Spanned<RecognizerOptions>) -> Result<OwnRecognizer, Problem> {
    let span = options.span();
    let RecognizerOptions { id, kind, pattern, labels, check, matches, no_match } = options.into_inner();
    let kind = kind.as_ref().map_or(Ok(Kind::Custom), parse_kind)?;
    let check = check.map(|check| match check {
        CheckOption::Luhn => CheckOf::Luhn,
        CheckOption::ResidentId => CheckOf::ResidentId,
        CheckOption::Uscc => CheckOf::Uscc,
    });
    let made = OwnRecognizer::new((&id, kind), pattern.get_ref(), &labels, check, (&matches, &no_match));
    made.map_err(|faulty| {
        let (zh, en) = match faulty {
            Faulty::Pattern(why) => {
                return Problem::new(
                    Some(pattern.span()),
                    "正则表达式有误",
                    format!("not a regular expression: {why}"),
                );
            }
            Faulty::Empty => {
                ("正则表达式可以匹配空文字".to_owned(), "the pattern matches the empty text".to_owned())
            }
            Faulty::Misses(nth) => (
                format!("{id}：match 第 {nth} 例未找到"),
                format!("{id}: example {nth} of `match` is not found"),
            ),
            Faulty::Finds(nth) => (
                format!("{id}：no-match 第 {nth} 例被找到"),
                format!("{id}: example {nth} of `no-match` is found"),
            ),
        };
        Problem::new(Some(span), zh, en)
    })
}
