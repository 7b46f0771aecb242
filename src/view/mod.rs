//! What each reader sees, built up field by field.
