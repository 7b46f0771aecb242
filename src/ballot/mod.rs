//! Ballots that no one can link to a person: the box, and when a tally may move.
