//! The live room of a confidential peer-practice workshop day.
//!
//! Floors, from the ground up; a module stands above everything it imports (`tests/floors.rs`).

pub mod domain;

pub mod ballot;
pub mod catalogue;
pub mod clock;
pub mod journal;
pub mod telemetry;
pub mod vault;
pub mod wire;

pub mod view;

pub mod live;

pub mod edge;

pub mod app;
pub mod config;
pub mod prepare;
pub mod rehearsal;
pub mod rehearse;
