mod decisions;
mod errors;
mod profiles;
pub(super) mod schema;
