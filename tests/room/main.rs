//! A live room: order of every change, deadlines, presence, votes, plans, crashes.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
#![allow(dead_code, reason = "each part of the story uses its own part of the support")]

mod commits;
mod ending;
mod frames;
mod planning;
mod presence;
mod slips;
mod support;
mod swap;
mod vote;
mod ways;
