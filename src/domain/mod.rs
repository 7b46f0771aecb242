//! What is true: pure functions over plain values. No clock, no chance, no I/O.
//!
//! `decide` turns a command into events or a refusal; `apply` says what events mean.

pub mod apply;
pub mod bytes;
pub mod command;
pub mod cycle;
pub mod day;
pub mod decide;
pub mod draw;
pub mod event;
pub mod facilitator;
pub mod id;
pub mod judge;
pub mod limits;
pub mod outlook;
pub mod planner;
pub mod position;
pub mod process;
pub mod refusal;
pub mod remainder;
pub mod served;
pub mod text;
pub mod visibility;
pub mod vocabulary;
pub mod ways;
