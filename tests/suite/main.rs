//! The program as its users meet it. One binary, so it is linked once.

mod cache;
mod cases;
mod children;
mod config;
mod destinations;
mod doctor;
mod exclude;
mod exit_codes;
mod explain_rules_init;
mod files_from;
mod formats;
mod git_diff;
mod git_lines;
mod git_rules;
mod git_scale;
mod git_staged;
mod help;
mod integrations;
mod keys;
mod labels;
mod leaks;
mod not_inspected;
mod own_tree;
mod planted;
mod portal;
#[cfg(unix)]
mod pre_receive;
mod readme;
mod reports;
mod streams;
#[cfg(target_os = "linux")]
mod system;
mod threads;
mod trail;
mod verify;
mod waivers;
mod walking;
mod worklist;
