//! Which reports are written: `-f sarif -o a.sarif -f text`. Each `-o` belongs to the `-f` before it, so their order
//! counts, which no derived argument knows.

use std::marker::PhantomData;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, value_parser};

use crate::lang::Lang;

/// The forms that a command writes reports in.
pub trait Forms {
    /// What `--format` calls them; the first is written when none is named.
    fn ids() -> Vec<&'static str>;
}

/// A report to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What its form is called.
    pub form: String,
    /// The file it goes to; standard output without one.
    pub file: Option<PathBuf>,
}

/// The reports that were asked for, in forms of `F`.
pub struct ReportsArgs<F> {
    given: Vec<Given>,
    forms: PhantomData<fn() -> F>,
}

/// An option, in the order of the command line.
#[derive(Clone)]
enum Given {
    Form(String),
    File(PathBuf),
}

/// Why options do not say what goes where.
#[derive(Debug, PartialEq, Eq)]
enum Misfit {
    /// A file with no form before it.
    NoForm,
    /// Two files behind one form.
    TwoFiles,
    /// Two forms without a file.
    TwoStreams,
}

impl<F: Forms> ReportsArgs<F> {
    /// The reports, each with where it goes.
    pub fn wanted(&self, lang: Lang) -> Result<Vec<Wanted>> {
        pair(&self.given, F::ids()[0]).map_err(|misfit| anyhow!(misfit.said(lang)))
    }
}

fn pair(given: &[Given], usual: &str) -> Result<Vec<Wanted>, Misfit> {
    let wanted = |form: &str, file: Option<&PathBuf>| Wanted { form: form.to_owned(), file: file.cloned() };
    match given {
        [] => return Ok(vec![wanted(usual, None)]),
        [Given::File(file)] => return Ok(vec![wanted(usual, Some(file))]),
        // Of one each it is plain what belongs to what.
        [Given::File(file), Given::Form(form)] => return Ok(vec![wanted(form, Some(file))]),
        _ => {}
    }
    let mut reports: Vec<Wanted> = Vec::new();
    for option in given {
        match option {
            Given::Form(form) => reports.push(wanted(form, None)),
            Given::File(file) => {
                let last = reports.last_mut().ok_or(Misfit::NoForm)?;
                if last.file.replace(file.clone()).is_some() {
                    return Err(Misfit::TwoFiles);
                }
            }
        }
    }
    match reports.iter().filter(|report| report.file.is_none()).count() {
        0 | 1 => Ok(reports),
        _ => Err(Misfit::TwoStreams),
    }
}

impl Misfit {
    fn said(&self, lang: Lang) -> &'static str {
        match self {
            Self::NoForm => lang.pick(
                "有几份报告时，-o 须跟在它的 -f 之后，如 -f sarif -o a.sarif -f text",
                "of several reports, each -o stands behind its -f: -f sarif -o a.sarif -f text",
            ),
            Self::TwoFiles => lang.pick(
                "一个 -f 只能有一个 -o；同一格式写两份，请把 -f 也写两次",
                "an -f has one -o; for two copies give -f twice as well",
            ),
            Self::TwoStreams => lang.pick(
                "只能有一份报告写到标准输出，其余的 -f 须各带 -o 文件",
                "only one report goes to standard output; give each other -f an -o FILE",
            ),
        }
    }
}

const FORMAT: &str = "format";
const OUTPUT: &str = "output";

impl<F: Forms> Args for ReportsArgs<F> {
    fn augment_args(command: Command) -> Command {
        let ids = F::ids();
        let help = format!(
            "The form of a report: {} [default: {}]; for several, give it again, each with its -o",
            ids.join(", "),
            ids[0]
        );
        let format = Arg::new(FORMAT)
            .short('f')
            .long(FORMAT)
            .value_name("FORMAT")
            .help(help)
            .action(ArgAction::Append)
            .value_parser(ValueParser::from(PossibleValuesParser::new(ids)))
            .hide_possible_values(true);
        let output = Arg::new(OUTPUT)
            .short('o')
            .long(OUTPUT)
            .value_name("FILE")
            .help("Write the report to this file; of several, the one whose -f stands before")
            .action(ArgAction::Append)
            .value_parser(value_parser!(PathBuf));
        command.arg(format).arg(output)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<F: Forms> FromArgMatches for ReportsArgs<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let forms = each::<String, _>(matches, FORMAT, Given::Form);
        let files = each::<PathBuf, _>(matches, OUTPUT, Given::File);
        let mut given: Vec<(usize, Given)> = forms.chain(files).collect();
        given.sort_by_key(|(at, _)| *at);
        Ok(Self { given: given.into_iter().map(|(_, given)| given).collect(), forms: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The values of an option with their places in the command line.
fn each<'m, T, G>(
    matches: &'m ArgMatches,
    id: &str,
    given: G,
) -> impl Iterator<Item = (usize, Given)> + use<'m, T, G>
where
    T: Clone + Send + Sync + 'static,
    G: Fn(T) -> Given,
{
    let values = matches.get_many::<T>(id).into_iter().flatten();
    let indices = matches.indices_of(id).into_iter().flatten();
    indices.zip(values.cloned().map(given))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use clap::{Args, FromArgMatches};

    use super::{Forms, Misfit, ReportsArgs, Wanted, pair};

    struct Three;

    impl Forms for Three {
        fn ids() -> Vec<&'static str> {
            vec!["text", "json", "sarif"]
        }
    }

    fn read(line: &str) -> Result<Vec<Wanted>, Misfit> {
        let command = ReportsArgs::<Three>::augment_args(clap::Command::new("yinmo").no_binary_name(true));
        let matches = command.try_get_matches_from(line.split_whitespace()).unwrap();
        let args = ReportsArgs::<Three>::from_arg_matches(&matches).unwrap();
        pair(&args.given, "text")
    }

    fn check(line: &str, expected: &[(&str, Option<&str>)]) {
        let expected = expected
            .iter()
            .map(|(form, file)| Wanted { form: (*form).to_owned(), file: file.map(PathBuf::from) });
        assert_eq!(read(line), Ok(expected.collect()), "{line}");
    }

    #[test]
    fn each_output_belongs_to_the_format_before_it() {
        check("", &[("text", None)]);
        check("-o a", &[("text", Some("a"))]);
        check("-f json", &[("json", None)]);
        check("-o a --format json", &[("json", Some("a"))]);
        check("-f sarif -o a -f text", &[("sarif", Some("a")), ("text", None)]);
        check("-f text -f sarif --output a", &[("text", None), ("sarif", Some("a"))]);
        check("-f json -o a -f json -o b", &[("json", Some("a")), ("json", Some("b"))]);
        check("-fsarif -oa -f=text", &[("sarif", Some("a")), ("text", None)]);
    }

    #[test]
    fn what_goes_where_has_to_be_plain() {
        for (line, misfit) in [
            ("-f text -f json", Misfit::TwoStreams),
            ("-o a -f text -f json", Misfit::NoForm),
            ("-o a -o b", Misfit::NoForm),
            ("-f text -o a -o b", Misfit::TwoFiles),
        ] {
            assert_eq!(read(line), Err(misfit), "{line}");
        }
    }
}
