//! The most memory that this process held at a time, where the system tells it.

use std::fs;

/// How many bytes are held now.
pub fn held() -> Option<u64> {
    status("VmRSS:")
}

/// How many bytes were held at most while `work` went on. What an allocator kept of earlier work counts too.
pub fn of(work: impl FnOnce()) -> Option<u64> {
    // From here on a new peak is kept.
    let reset = fs::write("/proc/self/clear_refs", "5");
    work();
    reset.ok()?;
    status("VmHWM:")
}

fn status(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}
