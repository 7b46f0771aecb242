//! Small secrets, replaced whole.
