//! The wall clock, anchored to the boot clock.
