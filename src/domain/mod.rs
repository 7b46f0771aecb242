//! What is true: pure functions over plain values. No clock, no chance, no I/O.

pub mod id;
pub mod planner;
pub mod position;
pub mod process;
pub mod visibility;
pub mod vocabulary;
