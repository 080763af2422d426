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
    ("format", ("格式", "报告格式：{forms} [缺省：{usual}]；可给出多次，各带 -o")),
    ("output", ("文件", "报告写入此文件；有几份报告时，是前一个 -f 的那份")),
    ("all", ("", "文本报告中逐一列出全部发现，保留的也列出")),
    ("stdin_name", ("名称", "标准输入的名称，按其扩展名判断类型")),
    ("jobs", ("N", "线程数 [缺省：与处理器相同]")),
    ("profile", ("规则", "内置规则，名称见 yinmo policy list")),
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
    ("name", ("规则", "内置规则的名称")),
    ("one", ("甲", "内置规则的名称或规则文件")),
    ("other", ("乙", "另一个")),
    ("policy check.file", ("文件", "规则文件")),
    ("from", ("日期", "从这一天起，如 2026-01-01")),
    ("to", ("日期", "到这一天止")),
    ("fail_on", ("把握", "把握达到此程度的发现使退出码为 1：low、medium、high、never [缺省：low]")),
    ("baseline", ("基线", "此基线列出的原有发现不再计入 [缺省：按 yinmo.toml]")),
    ("baseline create.baseline", ("基线", "基线文件 [缺省：按 yinmo.toml，否则 yinmo-baseline.jsonl]")),
    ("baseline prune.baseline", ("基线", "基线文件 [缺省：按 yinmo.toml，否则 yinmo-baseline.jsonl]")),
    ("baseline show.baseline", ("基线", "基线文件 [缺省：按 yinmo.toml，否则 yinmo-baseline.jsonl]")),
    ("no_waivers", ("", "一律计入，不理会文件中的放行、配置和基线")),
    ("baseline create.paths", ("路径", "文件或目录 [缺省：当前目录]")),
    ("baseline prune.paths", ("路径", "文件或目录，其他文件的条目不动 [缺省：当前目录，其他文件的条目去掉]")),
    ("reason", ("理由", "为何不再计入")),
    ("until", ("日期", "到哪一天为止，如 2026-12-31 [缺省：180 天，或按 yinmo.toml]")),
    ("baseline create.force", ("", "覆盖已有的基线")),
    ("explain.baseline", ("基线", "一并说明此基线是否放行这处发现 [缺省：按 yinmo.toml]")),
    ("explain.paths", ("路径", "此编号的发现所在的文件或目录")),
    ("cache_dir", ("目录", "未改动文件的检查结果记在此目录，下次不再检查 [缺省：用户缓存目录下的 yinmo]")),
    ("no_cache", ("", "每个文件都检查，也不记下结果")),
    ("worklist", ("审核表", "把须人工审核的内容写成审核表（.xlsx 或 .csv），供填写决定")),
    ("decisions", ("审核表", "按填好的审核表处理须人工审核的内容（.xlsx 或 .csv）")),
    ("verify.decisions", ("审核表", "脱敏时所用的、填好的审核表（.xlsx 或 .csv）")),
    ("original", ("原件", "原件，或存放原件的目录")),
    ("masked", ("脱敏件", "拟公开的文件，或其目录，目录结构相同")),
    ("output_dir", ("目录", "脱敏后的文件写入此目录，目录结构不变")),
    ("in_place", ("", "就地脱敏，须同时给出 --backup")),
    ("backup", ("", "原文件保留为 文件名.bak")),
    ("force", ("", "覆盖已有的输出和备份")),
    ("files_from", ("清单", "另检查此清单列出的文件，每行一个；- 表示清单来自标准输入")),
    ("null", ("", "--files-from 中的文件名以 NUL 分隔")),
    ("staged", ("", "检查本次提交带来的内容：git 暂存区与 HEAD 相比；给出路径则只看这些路径")),
    (
        "check.diff",
        ("修订", "检查两个修订之间带来的内容：A..B、A...B，只写 A 则到 HEAD；给出路径则只看这些路径"),
    ),
    ("no_exclude", ("", "连 .yinmoignore 和 [files] exclude 排除的也检查")),
    ("restore.paths", ("路径", "文件或目录")),
    ("restore.output_dir", ("目录", "还原后的文件写入此目录，目录结构不变")),
    ("restore.who", ("责任人", "由谁还原，写入留痕")),
    ("why", ("原因", "为何还原，写入留痕")),
    ("restore.force", ("", "覆盖已有的输出")),
    ("key_file", ("文件", "密钥文件，供需要密钥的规则使用 [缺省：环境变量 YINMO_KEY，其次按 yinmo.toml]")),
    ("key new.file", ("文件", "新密钥写入此文件，文件不得已存在；不给则写到标准输出（不得是终端）")),
    (
        "text",
        ("文字", "文字；- 表示标准输入。类别代号则说明该类；发现的编号（fingerprint）则到所给路径中去找"),
    ),
    ("show_values", ("", "显示原值")),
    ("id", ("代号", "类别代号，如 resident-id")),
    ("ci", ("平台", "改为写出该平台的关口配置：github、gitlab、gitee、jenkins、pre-commit、pre-receive")),
    ("doctor.paths", ("路径", "将要检查的文件或目录 [缺省：当前目录]")),
    ("doctor.format", ("格式", "输出格式：text、json [缺省：text]")),
    ("shell", ("外壳", "命令行外壳：bash、zsh、fish、powershell、elvish")),
    ("dir", ("目录", "每个命令一页，写入此目录；不给则把总页写到标准输出")),
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
        "yinmo check [OPTIONS] PATH…|-\n       yinmo check [OPTIONS] --files-from FILE|-\n       yinmo check [OPTIONS] --staged|--diff A..B [PATH…]",
        "检查：找出不应公开的信息，不改动文件",
        "yinmo check [选项] 路径…|-\n      yinmo check [选项] --files-from 清单|-\n      yinmo check [选项] --staged|--diff A..B [路径…]",
    ),
    (
        "mask",
        "yinmo mask [OPTIONS] PATH… -O DIR\n       yinmo mask [OPTIONS] -\n       yinmo mask [OPTIONS] PATH… --in-place --backup",
        "脱敏：写出可以公开的文件",
        "yinmo mask [选项] 路径… -O 目录\n      yinmo mask [选项] -\n      yinmo mask [选项] 路径… --in-place --backup",
    ),
    (
        "explain",
        "yinmo explain [OPTIONS] TEXT|-\n       yinmo explain [OPTIONS] RULE\n       yinmo explain [OPTIONS] FINGERPRINT PATH…",
        "说明一段文字、一处发现或一类信息：找到了什么、为什么、如何处理",
        "yinmo explain [选项] 文字|-\n      yinmo explain [选项] 类别代号\n      yinmo explain [选项] 编号 路径…",
    ),
    ("rules", "yinmo rules [OPTIONS] [ID]", "列出可查找的类别，或说明其中一类", "yinmo rules [选项] [代号]"),
    (
        "verify",
        "yinmo verify [OPTIONS] ORIGINAL MASKED",
        "比对：脱敏件是否该遮的都遮了、该留的都还在（他人或其他工具脱敏的也可以）",
        "yinmo verify [选项] 原件 脱敏件",
    ),
    ("policy", "yinmo policy <COMMAND>", "规则：列出、查看、比较、验证", "yinmo policy <命令>"),
    ("policy list", "yinmo policy list", "列出内置规则", "yinmo policy list"),
    ("policy show", "yinmo policy show PROFILE", "显示一套内置规则及其说明", "yinmo policy show 规则"),
    ("policy diff", "yinmo policy diff ONE OTHER", "比较两套规则有何不同", "yinmo policy diff 甲 乙"),
    ("policy check", "yinmo policy check FILE", "验证规则文件及其中的例子", "yinmo policy check 文件"),
    ("policy schema", "yinmo policy schema", "输出规则文件的 JSON Schema", "yinmo policy schema"),
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
    ("baseline", "yinmo baseline <COMMAND>", "基线：列出原有的发现，检查时不再计入", "yinmo baseline <命令>"),
    (
        "baseline create",
        "yinmo baseline create [OPTIONS] [PATH…] --reason REASON",
        "列出现有的发现，以后不再计入",
        "yinmo baseline create [选项] [路径…] --reason 理由",
    ),
    (
        "baseline prune",
        "yinmo baseline prune [OPTIONS] [PATH…]",
        "去掉已不存在的和到期的条目",
        "yinmo baseline prune [选项] [路径…]",
    ),
    ("baseline show", "yinmo baseline show [OPTIONS]", "显示基线", "yinmo baseline show [选项]"),
    ("key", "yinmo key <COMMAND>", "密钥：代码、散列、加密、替代号码所需", "yinmo key <命令>"),
    ("key new", "yinmo key new [FILE]", "生成新密钥，写入只有本人可读的文件", "yinmo key new [文件]"),
    (
        "restore",
        "yinmo restore [OPTIONS] PATH… -O DIR --who NAME --why REASON",
        "还原：把加密的号码还原，由谁、为何还原写入留痕",
        "yinmo restore [选项] 路径… -O 目录 --who 责任人 --why 原因",
    ),
    (
        "init",
        "yinmo init [--ci PLACE]",
        "在当前目录写一份带注释的 yinmo.toml，或写出 CI 平台的关口配置",
        "yinmo init [--ci 平台]",
    ),
    (
        "doctor",
        "yinmo doctor [OPTIONS] [PATH…]",
        "自检：环境、git、配置、密钥是否正常，哪些内容不会被检查",
        "yinmo doctor [选项] [路径…]",
    ),
    ("completions", "yinmo completions SHELL", "输出命令行补全脚本", "yinmo completions 外壳"),
    ("man", "yinmo man [DIR]", "输出手册页", "yinmo man [目录]"),
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
    if let (Lang::Zh, "format", Some((value, help))) = (lang, arg.get_id().as_str(), words(command, "format"))
    {
        let forms = forms(&arg);
        let usual = forms.first().cloned().unwrap_or_default();
        let help = help.replace("{forms}", &forms.join("、")).replace("{usual}", &usual);
        return arg.value_name(value).help(help);
    }
    match (lang, words(command, arg.get_id().as_str())) {
        (Lang::Zh, Some((value, help))) if takes_value => arg.value_name(value).help(help),
        (Lang::Zh, Some((_, help))) => arg.help(help),
        _ => arg,
    }
}

/// What a command can write: it differs, and is declared where it is written.
fn forms(arg: &Arg) -> Vec<String> {
    arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
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
