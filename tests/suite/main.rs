//! The program as its users meet it. One binary, so it is linked once.

mod cases;
mod children;
mod config;
mod destinations;
mod exit_codes;
mod explain_rules_init;
mod help;
mod keys;
mod leaks;
mod not_inspected;
mod planted;
mod portal;
mod readme;
mod reports;
mod streams;
#[cfg(target_os = "linux")]
mod system;
mod threads;
mod verify;
mod walking;
mod worklist;
