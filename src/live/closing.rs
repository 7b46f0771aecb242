//! The end of a day: keepsakes to the cycle, then the day is forgotten, whatever crashes between.
