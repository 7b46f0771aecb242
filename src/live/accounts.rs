//! Facilitators, cycles and the devices of seats: what outlives a day.
