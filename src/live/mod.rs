//! What is running: one task per live room decides, appends, applies and publishes, in that order.

pub mod accounts;
pub mod closing;
pub mod handle;
pub mod hub;
pub mod keeper;
mod register;
mod secrets;
