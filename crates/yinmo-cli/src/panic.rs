//! A panic is a fault of the program. Its message may quote the text it was about, so only its place is shown.

use std::panic::{PanicHookInfo, set_hook};
use std::process::exit;

use crate::exit::Exit;
use crate::print::to_stderr;

/// Replaces the message of a panic, and ends the program with the code for failures.
pub fn never_quote_documents() {
    set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        to_stderr(&format!(
            "错误：程序内部故障（{place}），请向 yinmo 反馈此位置；未完成的文件没有写出\n\
             error: internal failure, please report this place; unfinished files were not written\n"
        ));
        exit(Exit::Failed.code().into());
    }));
}
