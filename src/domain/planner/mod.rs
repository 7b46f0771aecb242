//! The exact search for a plan that keeps the guarantee.
