//! `yinmo init --ci`: the gate of a CI system, a hook framework or a git server, to be changed by its owner.

use std::io;

use anyhow::{Result, anyhow};

use super::write_new;
use crate::args::Ci;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;

/// What is written for one place.
struct Gate {
    file: &'static str,
    text: &'static str,
    is_program: bool,
    next_zh: &'static str,
    next_en: &'static str,
}

const fn gate(place: Ci) -> Gate {
    match place {
        Ci::Github => Gate {
            file: ".github/workflows/yinmo.yml",
            text: include_str!("github.yml"),
            is_program: false,
            next_zh: "把其中的 OWNER/yinmo 换成 yinmo 仓库的位置，提交并推送；再在分支保护规则中把“个人信息检查”设为必须通过",
            next_en: "put the place of the yinmo repository for OWNER/yinmo, commit and push; then require the check in the branch protection rules",
        },
        Ci::Gitlab => Gate {
            file: ".gitlab/yinmo.yml",
            text: include_str!("gitlab.yml"),
            is_program: false,
            next_zh: "在 .gitlab-ci.yml 中加入两行：\n    include:\n      - local: .gitlab/yinmo.yml\n  执行机上没有 yinmo 的，在 CI/CD 变量中设置 YINMO_URL 和 YINMO_SHA256；再在合并请求设置中选“流水线必须成功”",
            next_en: "add to .gitlab-ci.yml:\n    include:\n      - local: .gitlab/yinmo.yml\n  where runners have no yinmo, set the CI/CD variables YINMO_URL and YINMO_SHA256; then require pipelines to succeed",
        },
        Ci::Gitee => Gate {
            file: ".workflow/yinmo.yml",
            text: include_str!("gitee.yml"),
            is_program: false,
            next_zh: "在 Gitee Go 的全局参数中设置 YINMO_URL（程序的下载地址）和 YINMO_SHA256，提交并推送；再在保护分支设置中要求流水线通过",
            next_en: "set YINMO_URL and YINMO_SHA256 among the parameters of Gitee Go, commit and push; then require the pipeline for protected branches",
        },
        Ci::Jenkins => Gate {
            file: "yinmo.Jenkinsfile",
            text: include_str!("Jenkinsfile"),
            is_program: false,
            next_zh: "新建流水线，选 Pipeline script from SCM，Script Path 填 yinmo.Jenkinsfile（须有 JUnit 插件）；已有 Jenkinsfile 的，把其中的 stage 抄过去",
            next_en: "make a pipeline from SCM with the script path yinmo.Jenkinsfile (needs the JUnit plugin), or copy its stage into your Jenkinsfile",
        },
        Ci::PreCommit => Gate {
            file: ".pre-commit-config.yaml",
            text: include_str!("pre-commit.yaml"),
            is_program: false,
            next_zh: "执行 pre-commit install，此后每次提交前自动检查；先全部查一遍：pre-commit run --all-files",
            next_en: "run `pre-commit install`; to check everything once: pre-commit run --all-files",
        },
        Ci::PreReceive => Gate {
            file: "yinmo-pre-receive",
            text: include_str!("pre-receive"),
            is_program: true,
            next_zh: "复制到服务器上仓库的 hooks/pre-receive（GitLab：custom_hooks/pre-receive），保持可执行；服务器上须装有 yinmo",
            next_en: "copy it to hooks/pre-receive of the repository on the server (GitLab: custom_hooks/pre-receive), executable; the server needs yinmo",
        },
    }
}

/// Writes the gate, unless something stands in its place: then says what to put there.
pub fn run(place: Ci, lang: Lang) -> Result<Exit> {
    let Gate { file, text, is_program, next_zh, next_en } = gate(place);
    if !write_new(file, text, lang)? {
        return Err(anyhow!(lang.pick(
            format!("{file} 已存在，未改动。请把以下内容并入其中，或先将其改名：\n\n{text}"),
            format!("{file} exists and was left alone; merge this into it, or rename it first:\n\n{text}"),
        )));
    }
    if is_program {
        make_executable(file)?;
    }
    to_stdout(
        &lang.pick(format!("已写出 {file}\n下一步：{next_zh}\n"), format!("wrote {file}\nnext: {next_en}\n")),
    );
    Ok(Exit::Clean)
}

#[cfg(unix)]
fn make_executable(file: &str) -> io::Result<()> {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;
    set_permissions(file, Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_file: &str) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::{Ci, gate};

    /// What a gate lets through silently is no gate.
    #[test]
    fn no_gate_swallows_the_exit_code() {
        for place in Ci::value_variants() {
            let text = gate(*place).text;
            for word in ["allow_failure: true", "continue-on-error: true", "|| true", "returnStatus"] {
                assert!(!text.contains(word), "{place:?} {word}");
            }
        }
    }

    /// The action is that of the same release.
    #[test]
    fn the_workflow_names_this_version() {
        let line = format!("- uses: OWNER/yinmo@v{}\n", env!("CARGO_PKG_VERSION"));
        assert!(gate(Ci::Github).text.contains(&line));
    }

    #[test]
    fn the_comments_are_chinese_and_lines_end_alike() {
        for place in Ci::value_variants() {
            let text = gate(*place).text;
            assert!(text.contains("隐墨") && text.ends_with('\n') && !text.contains('\r'), "{place:?}");
        }
    }
}
