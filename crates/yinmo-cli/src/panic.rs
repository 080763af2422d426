//! A panic is a fault of the program. Its message may quote the text it was about, so only its place is shown.

use std::panic::{PanicHookInfo, UnwindSafe, catch_unwind, set_hook};

use crate::exit::Exit;
use crate::print::to_stderr;

/// Runs the program; a panic that no document contains ends it with the code for failures.
pub fn or_failure(run: impl FnOnce() -> Exit + UnwindSafe) -> Exit {
    catch_unwind(run).unwrap_or(Exit::Failed)
}

/// Replaces the message of a panic.
pub fn never_quote_documents() {
    set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        to_stderr(&format!(
            "错误：程序内部故障（{place}），请向 yinmo 反馈此位置；未完成的文件没有写出\n\
             error: internal failure, please report this place; unfinished files were not written\n"
        ));
    }));
}
