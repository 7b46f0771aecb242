//! A whole day played through real sockets: what a facilitator watches the evening before.
//!
//! It is a client like any other: it knows the wire and nothing of the server's inside. The tests
//! and the load generator speak through the same [`face`].

pub mod day;
pub mod device;
pub mod dots;
pub mod face;
pub mod poll;
pub mod scenario;
pub mod usher;
pub mod voter;
