//! Logs and metrics without content.
