//! A bar on standard error, where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

use crate::lang::Lang;

/// A bar that fills over so many bytes. Shows nothing where nobody watches.
pub fn bar(bytes: u64, lang: Lang) -> ProgressBar {
    let bar = ProgressBar::new(bytes);
    let style = ProgressStyle::with_template("{prefix} {bar:32} {binary_bytes}/{binary_total_bytes} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(lang.pick("已检查", "reviewed"));
    bar
}
