//! The program: its commands.
fn main() {}
