//! What is running: one task per live room decides, appends, applies and publishes, in that order.

pub mod accounts;
mod alarms;
mod chance;
pub mod closing;
mod collector;
pub mod day_end;
mod draft;
pub mod handle;
pub mod hub;
pub mod keeper;
mod knocks;
mod mail;
mod pace;
mod planning;
mod presence;
mod published;
mod register;
mod room;
mod secrets;
mod surroundings;
mod teller;
mod waking;
