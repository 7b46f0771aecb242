//! Bytes of a fixed width, spelled in base64url without padding.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// So many bytes, compared and sorted as they stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes<const N: usize>(pub [u8; N]);

/// The text does not spell as many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the bytes expected, in base64url without padding")]
pub struct NotBytes;

impl<const N: usize> Bytes<N> {
    /// The bytes of a slice of that width.
    pub fn read(bytes: &[u8]) -> Result<Self, NotBytes> {
        bytes.try_into().map(Self).map_err(|_| NotBytes)
    }
}

impl<const N: usize> fmt::Display for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl<const N: usize> fmt::Debug for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> FromStr for Bytes<N> {
    type Err = NotBytes;

    fn from_str(text: &str) -> Result<Self, NotBytes> {
        URL_SAFE_NO_PAD.decode(text).map_err(|_| NotBytes).and_then(|bytes| Self::read(&bytes))
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_went() {
        let bytes = Bytes([0, 62, 255]);
        assert_eq!(bytes.to_string(), "AD7_");
        assert_eq!("AD7_".parse(), Ok(bytes));
    }

    #[test]
    fn another_width_or_alphabet_is_refused() {
        for text in ["", "AD7", "AD7_AA", "AD7/", "AD7_=", "AD7_\n"] {
            assert_eq!(text.parse::<Bytes<3>>(), Err(NotBytes), "{text}");
        }
    }
}
