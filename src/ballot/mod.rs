//! Secret choices: the box, the rule of release, the door by which a dot comes in.
//!
//! Nothing here knows who anybody is.

pub mod door;
pub mod urn;
