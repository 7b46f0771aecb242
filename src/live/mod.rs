//! What is running: rooms, their keeper, presence.
