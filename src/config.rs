//! Flags, environment and file.
