//! The charter.

/// The rules of the circle, versioned.
#[derive(Debug, Clone, Default)]
pub struct Charter {
    /// Grows at each amendment; 0 is no charter.
    pub version: u16,
    /// The rules, a line each.
    pub text: String,
}
