//! What is spoken: the messages of each face, as JSON text.
//!
//! `Says` is what a face asks, `Hears` are the sections it is shown. A section is a value replaced
//! whole. Unknown fields are refused.

pub mod account;
pub mod ballot;
pub mod common;
pub mod door;
pub mod facilitator;
pub mod participant;
pub mod screen;
