//! Texts people write: trimmed, normalised, measured as they are read.

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::limits;
use crate::domain::refusal::{Reason, Refusal};

/// Names nobody may bear: they would pass for a role.
const RESERVED_NAMES: &[&str] = &[
    "animateur",
    "animatrice",
    "facilitateur",
    "facilitatrice",
    "facilitator",
    "coach",
    "cercle",
    "admin",
    "ecran",
    "screen",
    "system",
    "systeme",
];

/// A text of one line or several, not longer than `limit` graphemes, never empty.
pub fn required(text: &str, limit: usize) -> Result<String, Refusal> {
    let text = optional(text, limit)?;
    if text.is_empty() { Err(Reason::Empty.into()) } else { Ok(text) }
}

/// A text that may be empty.
pub fn optional(text: &str, limit: usize) -> Result<String, Refusal> {
    let text: String = text.trim().nfc().collect();
    if text.chars().any(|c| (c.is_control() && c != '\n') || is_bidi_mark(c)) {
        return Err(Reason::BadText.into());
    }
    // A grapheme can be long: bound the bytes as well, so that no text is a burden.
    let too_long = text.graphemes(true).count() > limit || text.len() > limit * 8;
    if too_long { Err(Refusal::with(Reason::TooLong, limit as i64)) } else { Ok(text) }
}

/// A first name: one line, 1 to 40 graphemes, with letters, never the name of a role.
pub fn name(text: &str) -> Result<String, Refusal> {
    let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    let length = name.graphemes(true).count();
    let fits = (1..=limits::NAME).contains(&length) && name.len() <= limits::NAME * 8;
    let clean = name.chars().all(|c| !c.is_control() && !is_bidi_mark(c));
    let lettered = name.chars().any(char::is_alphabetic);
    // Both sides folded: look-alikes turn an m into two letters.
    let same = folded(&name);
    let free = RESERVED_NAMES.iter().all(|reserved| folded(reserved) != same);
    if fits && clean && lettered && free { Ok(name) } else { Err(Reason::BadName.into()) }
}

/// What two names that read the same have in common: no case, no accents, look-alikes as one.
pub fn folded(name: &str) -> String {
    let plain: String = name
        .nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c) && !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    skeleton(&plain).collect()
}

/// Marks that turn the direction of reading.
fn is_bidi_mark(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}
