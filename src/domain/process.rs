//! A treatment process as data.
