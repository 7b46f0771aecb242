//! What is remembered: streams of sealed entries.
