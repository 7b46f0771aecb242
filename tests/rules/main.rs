//! The rules of `docs/RULES.md`, in given / when / then.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod asked;
mod by_hand;
mod catalogue_texts;
mod catalogue_walk;
mod co_owners;
mod conduct;
mod covered;
mod door;
mod hands;
#[path = "../histories/mod.rs"]
mod histories;
mod inventory;
mod keeping;
mod leaving;
mod left_behind;
mod other_process;
mod outlook;
mod own;
mod posture;
mod preparing;
mod properties;
mod remainder;
mod reveals;
mod roles;
mod rounds;
mod rounds_people;
mod rounds_texts;
mod rounds_turns;
mod screen_time;
mod slips;
mod steps;
mod sub_groups;
mod support;
mod treatment;
mod turns;
mod vote_and_plan;
mod walk;
mod ways;
