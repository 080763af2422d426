//! Whole documents as callers hand them over: bytes in, a report and bytes out.

mod acceptance;
mod alike;
mod archives;
mod cache;
mod cells;
mod columns;
mod decisions;
mod exposure;
mod fail_closed;
mod jobs;
mod keys;
mod lists;
mod long_line;
mod memory;
mod policy_extras;
mod profiles;
mod properties;
mod statements;
mod table_of_profiles;
mod trail;
mod unread;
mod verify;
mod waivers;
mod workbook;
mod workbook_cells;
mod workbooks;
