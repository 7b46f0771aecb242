//! The treatment processes the house ships, read from `catalogue/` and checked at start.
