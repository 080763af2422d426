//! What the end-to-end tests share: the program in a clean environment, and people who do not exist.

pub mod office;
pub mod program;
pub mod repository;
pub mod survivors;
pub mod synthetic;
