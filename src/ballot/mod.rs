//! Secret choices: credentials, signed dots, the box, the rule of release, the door by which a dot
//! comes in; and slips, words of nobody.
//!
//! Nothing here knows who anybody is.

mod contents;
pub mod door;
pub mod dot;
pub mod issuer;
pub mod release;
mod seeds;
pub mod slips;
mod spelling;
pub mod urn;
