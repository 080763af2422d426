//! The command line in Chinese: what every argument is called and what it does.

use clap::{Arg, Command};

use crate::lang::Lang;

/// Heading, name of the value, help.
type Words = (&'static str, &'static str);

/// Every argument by its id, unless a command has words of its own for it: `mask.paths`.
const ARGUMENTS: &[(&str, Words)] = &[
    ("lang", ("语言", "消息语言：zh 或 en，也可用环境变量 YINMO_LANG 指定 [缺省：zh]")),
    ("help", ("", "显示帮助")),
    ("version", ("", "显示版本")),
    ("paths", ("路径", "文件或目录；- 表示标准输入")),
    ("mask.paths", ("路径", "文件或目录；- 表示读标准输入、写标准输出")),
    ("format", ("格式", "报告格式：text、json、jsonl [缺省：text]")),
    ("output", ("文件", "报告写入此文件")),
    ("all", ("", "文本报告中逐一列出全部发现，保留的也列出")),
    ("stdin_name", ("名称", "标准输入的名称，按其扩展名判断类型")),
    ("jobs", ("N", "线程数 [缺省：与处理器相同]")),
    ("profile", ("规则", "内置规则：general-publication、social-assistance-notice、strict、review-only")),
    ("audience", ("对象", "发布对象，用于区分对象的规则：board（公示栏）、portal（门户网站）")),
    ("config", ("文件", "配置文件 [缺省：当前目录下的 yinmo.toml（如有）]")),
    ("basis", ("依据", "公开的法定依据，写入留痕；有的规则必须写明")),
    ("publish_until", ("日期", "公开截止日期，如 2026-12-31，写入留痕；有的规则必须写明")),
    ("trail", ("文件", "留痕：每份文件记一条，追加到此文件 [缺省：按 yinmo.toml]")),
    ("who", ("责任人", "责任人或科室，写入留痕")),
    ("file", ("文件", "留痕文件")),
    ("noted", ("末条", "另处登记过的末条：序号和散列，如 \"12 sha256:…\"")),
    ("last", ("N", "只显示最后 N 条")),
    ("trail export.output", ("文件", "报告文件，以 .html 或 .csv 结尾")),
    ("from", ("日期", "从这一天起，如 2026-01-01")),
    ("to", ("日期", "到这一天止")),
    ("fail_on", ("把握", "把握达到此程度的发现使退出码为 1：low、medium、high、never [缺省：low]")),
    ("worklist", ("审核表", "把须人工审核的内容写成审核表（.xlsx 或 .csv），供填写决定")),
    ("decisions", ("审核表", "按填好的审核表处理须人工审核的内容（.xlsx 或 .csv）")),
    ("verify.decisions", ("审核表", "脱敏时所用的、填好的审核表（.xlsx 或 .csv）")),
    ("original", ("原件", "原件，或存放原件的目录")),
    ("masked", ("脱敏件", "拟公开的文件，或其目录，目录结构相同")),
    ("output_dir", ("目录", "脱敏后的文件写入此目录，目录结构不变")),
    ("in_place", ("", "就地脱敏，须同时给出 --backup")),
    ("backup", ("", "原文件保留为 文件名.bak")),
    ("force", ("", "覆盖已有的输出和备份")),
    ("text", ("文字", "文字；- 表示标准输入")),
    ("show_values", ("", "显示原值")),
    ("id", ("代号", "类别代号，如 resident-id")),
];

/// Name, usage in English, what it does, usage in Chinese.
const COMMANDS: &[(&str, &str, &str, &str)] = &[
    (
        "yinmo",
        "yinmo [OPTIONS] <COMMAND>",
        "公开发布前，查找中文文件中的个人信息并脱敏",
        "yinmo [选项] <命令>",
    ),
    (
        "check",
        "yinmo check [OPTIONS] PATH…|-",
        "检查：找出不应公开的信息，不改动文件",
        "yinmo check [选项] 路径…|-",
    ),
    (
        "mask",
        "yinmo mask [OPTIONS] PATH… -O DIR\n       yinmo mask [OPTIONS] -\n       yinmo mask [OPTIONS] PATH… --in-place --backup",
        "脱敏：写出可以公开的文件",
        "yinmo mask [选项] 路径… -O 目录\n      yinmo mask [选项] -\n      yinmo mask [选项] 路径… --in-place --backup",
    ),
    (
        "explain",
        "yinmo explain [OPTIONS] TEXT|-",
        "说明一段文字中找到了什么、为什么、如何处理",
        "yinmo explain [选项] 文字|-",
    ),
    ("rules", "yinmo rules [OPTIONS] [ID]", "列出可查找的类别，或说明其中一类", "yinmo rules [选项] [代号]"),
    (
        "verify",
        "yinmo verify [OPTIONS] ORIGINAL MASKED",
        "比对：脱敏件是否该遮的都遮了、该留的都还在（他人或其他工具脱敏的也可以）",
        "yinmo verify [选项] 原件 脱敏件",
    ),
    ("trail", "yinmo trail <COMMAND>", "留痕：核验、查看、导出处理记录", "yinmo trail <命令>"),
    (
        "trail verify",
        "yinmo trail verify FILE [--noted HEAD]",
        "核验留痕是否完好：改动、缺失、调换、截去都能发现",
        "yinmo trail verify 文件 [--noted 末条]",
    ),
    ("trail show", "yinmo trail show FILE [--last N]", "逐条显示留痕", "yinmo trail show 文件 [--last N]"),
    (
        "trail export",
        "yinmo trail export FILE -o REPORT [--from DAY] [--to DAY]",
        "汇总成报告（.html）或表格（.csv），用于年度报告和影响评估记录",
        "yinmo trail export 文件 -o 报告 [--from 日期] [--to 日期]",
    ),
    ("init", "yinmo init [OPTIONS]", "在当前目录写一份带注释的 yinmo.toml", "yinmo init [选项]"),
];

const TEMPLATE_ZH: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";
const TEMPLATE_EN: &str = "{about}\n\nUsage: {usage}\n\n{all-args}\n";

/// The same command line with its help in `lang`.
pub fn in_language(command: Command, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    speaking(command, &name, lang)
}

/// `path` is what users type behind `yinmo`: `trail show`.
fn speaking(command: Command, path: &str, lang: Lang) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = names.into_iter().fold(command, |command, name| {
        let path = if path == ROOT { name.clone() } else { format!("{path} {name}") };
        command.mut_subcommand(name, |sub| speaking(sub, &path, lang))
    });
    let (_, usage, about, usage_zh) =
        *COMMANDS.iter().find(|(id, ..)| *id == path).expect("tested: every command has words");
    let command = command.mut_args(|arg| argument(path, arg, lang));
    let command = command.subcommand_help_heading(lang.pick("命令", "Commands"));
    match lang {
        Lang::Zh => command.about(about).override_usage(usage_zh).help_template(TEMPLATE_ZH),
        Lang::En => command.override_usage(usage).help_template(TEMPLATE_EN),
    }
}

/// What the program is called.
const ROOT: &str = "yinmo";

fn argument(command: &str, arg: Arg, lang: Lang) -> Arg {
    let heading = match arg.is_positional() {
        true => lang.pick("参数", "Arguments"),
        false => lang.pick("选项", "Options"),
    };
    let arg = arg.help_heading(heading);
    let takes_value = arg.get_action().takes_values();
    match (lang, words(command, arg.get_id().as_str())) {
        (Lang::Zh, Some((value, help))) if takes_value => arg.value_name(value).help(help),
        (Lang::Zh, Some((_, help))) => arg.help(help),
        _ => arg,
    }
}

fn words(command: &str, id: &str) -> Option<Words> {
    let own = format!("{command}.{id}");
    let find = |id: &str| ARGUMENTS.iter().find(|(known, _)| *known == id).map(|(_, words)| *words);
    find(&own).or_else(|| find(id))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{ARGUMENTS, COMMANDS, ROOT, words};
    use crate::args::declared::Arguments;

    #[test]
    fn every_argument_and_command_has_its_words_and_no_word_is_left_over() {
        let mut used = Vec::new();
        let root = Arguments::command();
        let mut commands = vec![(root.get_name().to_owned(), &root)];
        while let Some((path, command)) = commands.pop() {
            assert!(COMMANDS.iter().any(|(name, ..)| *name == path), "{path}");
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                assert!(words(&path, id).is_some(), "{path} {id}");
                used.extend([id.to_owned(), format!("{path}.{id}")]);
            }
            let below = |sub: &str| if path == ROOT { sub.to_owned() } else { format!("{path} {sub}") };
            commands.extend(command.get_subcommands().map(|sub| (below(sub.get_name()), sub)));
        }
        for (id, _) in ARGUMENTS {
            assert!(used.iter().any(|known| known == id), "no argument is called {id}");
        }
    }
}
