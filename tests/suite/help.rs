//! Help and mistakes, in Chinese and in English.

use insta::assert_snapshot;
use yinmo_tests::program::{Desk, command};

#[test]
fn help_is_chinese() {
    assert_snapshot!(Desk::default().run("--help"), @"
    exit code: 0
    ----- stdout -----
    公开发布前，查找中文文件中的个人信息并脱敏

    用法：yinmo [选项] <命令>

    命令:
      check        检查：找出不应公开的信息，不改动文件
      mask         脱敏：写出可以公开的文件
      explain      说明一段文字、一处发现或一类信息：找到了什么、为什么、如何处理
      rules        列出可查找的类别，或说明其中一类
      init         在当前目录写一份带注释的 yinmo.toml，或写出 CI 平台的关口配置
      verify       比对：脱敏件是否该遮的都遮了、该留的都还在（他人或其他工具脱敏的也可以）
      trail        留痕：核验、查看、导出处理记录
      policy       规则：列出、查看、比较、验证
      baseline     基线：列出原有的发现，检查时不再计入
      key          密钥：代码、散列、加密、替代号码所需
      restore      还原：把加密的号码还原，由谁、为何还原写入留痕
      doctor       自检：环境、git、配置、密钥是否正常，哪些内容不会被检查
      completions  输出命令行补全脚本
      man          输出手册页

    选项:
          --lang <语言>  消息语言：zh 或 en，也可用环境变量 YINMO_LANG 指定 [缺省：zh]
      -h, --help         显示帮助
      -V, --version      显示版本
    ----- stderr -----
    ");
    assert_snapshot!(Desk::default().run("check --help"), @"
    exit code: 0
    ----- stdout -----
    检查：找出不应公开的信息，不改动文件

    用法：yinmo check [选项] 路径…|-
          yinmo check [选项] --files-from 清单|-
          yinmo check [选项] --staged|--diff A..B [路径…]

    参数:
      [路径]...  文件或目录；- 表示标准输入

    选项:
          --files-from <清单>     另检查此清单列出的文件，每行一个；- 表示清单来自标准输入
      -0, --null                  --files-from 中的文件名以 NUL 分隔
          --staged                检查本次提交带来的内容：git 暂存区与 HEAD 相比；给出路径则只看这些路径
          --diff <修订>           检查两个修订之间带来的内容：A..B、A...B，只写 A 则到 HEAD；给出路径则只看这些路径
          --no-exclude            连 .yinmoignore 和 [files] exclude 排除的也检查
      -f, --format <格式>         报告格式：text、json、jsonl、sarif、junit、github、gitlab、html [缺省：text]；可给出多次，各带 -o
      -o, --output <文件>         报告写入此文件；有几份报告时，是前一个 -f 的那份
          --stdin-name <名称>     标准输入的名称，按其扩展名判断类型
      -j, --jobs <N>              线程数 [缺省：与处理器相同]
          --profile <规则>        内置规则，名称见 yinmo policy list
          --audience <对象>       发布对象，用于区分对象的规则：board（公示栏）、portal（门户网站）
          --basis <依据>          公开的法定依据，写入留痕；有的规则必须写明
          --publish-until <日期>  公开截止日期，如 2026-12-31，写入留痕；有的规则必须写明
          --config <文件>         配置文件 [缺省：当前目录下的 yinmo.toml（如有）]
          --key-file <文件>       密钥文件，供需要密钥的规则使用 [缺省：环境变量 YINMO_KEY，其次按 yinmo.toml]
          --trail <文件>          留痕：每份文件记一条，追加到此文件 [缺省：按 yinmo.toml]
          --who <责任人>          责任人或科室，写入留痕
          --baseline <基线>       此基线列出的原有发现不再计入 [缺省：按 yinmo.toml]
          --no-waivers            一律计入，不理会文件中的放行、配置和基线
          --cache-dir <目录>      未改动文件的检查结果记在此目录，下次不再检查 [缺省：用户缓存目录下的 yinmo]
          --no-cache              每个文件都检查，也不记下结果
          --worklist <审核表>     把须人工审核的内容写成审核表（.xlsx 或 .csv），供填写决定
          --all                   文本报告中逐一列出全部发现，保留的也列出
          --fail-on <把握>        把握达到此程度的发现使退出码为 1：low、medium、high、never [缺省：low]
          --lang <语言>           消息语言：zh 或 en，也可用环境变量 YINMO_LANG 指定 [缺省：zh]
      -h, --help                  显示帮助
    ----- stderr -----
    ");
    assert_snapshot!(Desk::default().run("mask -h"), @"
    exit code: 0
    ----- stdout -----
    脱敏：写出可以公开的文件

    用法：yinmo mask [选项] 路径… -O 目录
          yinmo mask [选项] -
          yinmo mask [选项] 路径… --in-place --backup

    参数:
      <路径>...  文件或目录；- 表示读标准输入、写标准输出

    选项:
      -O, --output-dir <目录>     脱敏后的文件写入此目录，目录结构不变
          --in-place              就地脱敏，须同时给出 --backup
          --backup                原文件保留为 文件名.bak
          --decisions <审核表>    按填好的审核表处理须人工审核的内容（.xlsx 或 .csv）
          --force                 覆盖已有的输出和备份
      -f, --format <格式>         报告格式：text、json、jsonl、sarif、junit、github、gitlab、html [缺省：text]；可给出多次，各带 -o
      -o, --output <文件>         报告写入此文件；有几份报告时，是前一个 -f 的那份
          --stdin-name <名称>     标准输入的名称，按其扩展名判断类型
      -j, --jobs <N>              线程数 [缺省：与处理器相同]
          --profile <规则>        内置规则，名称见 yinmo policy list
          --audience <对象>       发布对象，用于区分对象的规则：board（公示栏）、portal（门户网站）
          --basis <依据>          公开的法定依据，写入留痕；有的规则必须写明
          --publish-until <日期>  公开截止日期，如 2026-12-31，写入留痕；有的规则必须写明
          --config <文件>         配置文件 [缺省：当前目录下的 yinmo.toml（如有）]
          --key-file <文件>       密钥文件，供需要密钥的规则使用 [缺省：环境变量 YINMO_KEY，其次按 yinmo.toml]
          --trail <文件>          留痕：每份文件记一条，追加到此文件 [缺省：按 yinmo.toml]
          --who <责任人>          责任人或科室，写入留痕
          --lang <语言>           消息语言：zh 或 en，也可用环境变量 YINMO_LANG 指定 [缺省：zh]
      -h, --help                  显示帮助
    ----- stderr -----
    ");
}

#[test]
fn help_is_english_on_request() {
    assert_snapshot!(Desk::default().run("--lang en --help"), @"
    exit code: 0
    ----- stdout -----
    Finds personal data in Chinese documents and masks it before they are published

    Usage: yinmo [OPTIONS] <COMMAND>

    Commands:
      check        Look for what must not be published, and change nothing
      mask         Write documents that may be published
      explain      Say what is found in a text, why, and what happens to it
      rules        List what can be found, or describe one kind
      init         Write a commented yinmo.toml into this folder, or the gate of a CI system
      verify       Compare originals with what was made of them for publication
      trail        Verify, show or report the trail of what was done
      policy       List, show, compare and check rules
      baseline     List what is there already and does not count again
      key          Make the key that pseudonyms, hashes, encryption and surrogates need
      restore      Give back what was encrypted with the key; who and why goes into the trail
      doctor       Say whether all is well here: git, configuration, key, and what would not be read
      completions  Print completions for a shell
      man          Print the manual page, or write a page for each command

    Options:
          --lang <LANG>  The language of messages: zh or en; also by the environment variable YINMO_LANG [default: zh]
      -h, --help         Show this help
      -V, --version      Show the version
    ----- stderr -----
    ");
    assert_snapshot!(Desk::default().run("explain --help --lang=en"), @"
    exit code: 0
    ----- stdout -----
    Say what is found in a text, why, and what happens to it

    Usage: yinmo explain [OPTIONS] TEXT|-
           yinmo explain [OPTIONS] RULE
           yinmo explain [OPTIONS] FINGERPRINT PATH…

    Arguments:
      [PATH]...  Files and folders in which the finding with this fingerprint is
      <TEXT>     The text; - is standard input. The id of a kind is described, and a finding's fingerprint is looked for in the paths

    Options:
          --show-values          Show the values themselves
          --baseline <FILE>      Say whether this list lets the finding pass [default: what yinmo.toml says]
          --profile <PROFILE>    The built-in profile; `yinmo policy list` names them
          --audience <AUDIENCE>  Whom it is published to, for profiles that know several audiences: board, portal
          --basis <BASIS>        On what legal basis it is published; some profiles ask for it
          --publish-until <DAY>  The last day on which it may be seen, such as 2026-12-31; some profiles ask for it
          --config <FILE>        The configuration [default: yinmo.toml in this folder, if there is one]
          --key-file <FILE>      The file with the key, for rules that need one [default: the environment variable YINMO_KEY, then what yinmo.toml says]
          --lang <LANG>          The language of messages: zh or en; also by the environment variable YINMO_LANG [default: zh]
      -h, --help                 Show this help
    ----- stderr -----
    ");
}

#[test]
fn every_command_has_help_in_both_languages() {
    for command in [
        "check",
        "mask",
        "explain",
        "rules",
        "init",
        "trail",
        "key",
        "key new",
        "restore",
        "baseline",
        "baseline create",
        "baseline prune",
        "baseline show",
        "doctor",
        "completions",
        "man",
    ] {
        let chinese = Desk::default().run(&format!("{command} --help"));
        let english = Desk::default().run(&format!("{command} --help --lang en"));
        assert_eq!((chinese.code, english.code), (0, 0));
        assert!(chinese.out().contains("用法：yinmo") && chinese.out().contains("显示帮助"), "{command}");
        assert!(
            english.out().contains("Usage: yinmo") && english.out().is_ascii() || english.out().contains('…'),
            "{command}"
        );
    }
}

#[test]
fn without_a_command_there_is_help_and_code_2() {
    let desk = Desk::default();
    let output = command(desk.path()).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), b"".as_slice()));
    assert!(String::from_utf8_lossy(&output.stderr).contains("用法：yinmo"));
    assert_snapshot!(desk.run("--lang en"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    error: a command is missing
    usage: yinmo <COMMAND> --help
    ");
}

#[test]
fn mistakes_come_with_a_suggestion() {
    assert_snapshot!(Desk::default().run("chek"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：没有命令 chek
    建议：是否应为 check？
    用法见 yinmo <命令> --help
    ");
    assert_snapshot!(Desk::default().run("check --formt json x"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：没有选项 --formt
    建议：是否应为 --format？
    用法见 yinmo <命令> --help
    ");
    assert_snapshot!(Desk::default().run("check --format xml x"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：--format <格式> 的取值“xml”无效
    建议：是否应为 html？
    可用：text、json、jsonl、sarif、junit、github、gitlab、html
    用法见 yinmo <命令> --help
    ");
    assert_snapshot!(Desk::default().run("mask x"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：未说明写到哪里。请给出 -O 目录，或用 --in-place --backup 就地脱敏
    ");
    assert_snapshot!(Desk::default().run("mask x --in-place"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：还须给出 --backup
    用法见 yinmo <命令> --help
    ");
    assert_snapshot!(Desk::default().run("mask x -O out --in-place --backup"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：--output-dir <目录> 与 --in-place 不能同时使用
    用法见 yinmo <命令> --help
    ");
    assert_snapshot!(Desk::default().run("check - x"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：- 须单独使用
    ");
    assert_snapshot!(Desk::default().run("check --lang en --jobs 0 x"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    error: `0` is no value of --jobs <N>
    usage: yinmo <COMMAND> --help
    ");
    assert_snapshot!(Desk::default().run("check --lang en"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    error: <PATH>... is needed too
    usage: yinmo <COMMAND> --help
    ");
}

#[test]
fn what_was_typed_by_mistake_is_not_repeated() {
    let ended = Desk::default().run("explain a 身份证330106190102030017");
    assert_eq!(ended.code, 2);
    assert!(!ended.to_string().contains("330106190102030017"), "{ended}");
}
