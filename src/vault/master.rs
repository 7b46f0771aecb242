//! The master key: it wraps every stream's key, and the house's other secrets are derived from it.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// The key that everything else rests on. Kept apart from what is backed up daily.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; KEY_BYTES]);

impl MasterKey {
    /// A key of these bytes.
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads the key file, or draws a key and writes it with mode 0400, synced.
    pub fn load_or_create(path: &Path) -> io::Result<Self> {
        match OpenOptions::new().read(true).open(path) {
            Ok(mut file) => {
                let mut bytes = [0; KEY_BYTES];
                file.read_exact(&mut bytes)?;
                Ok(Self(bytes))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::create(path),
            Err(error) => Err(error),
        }
    }

    fn create(path: &Path) -> io::Result<Self> {
        let mut bytes = [0; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(|_| io::Error::other("no randomness"))?;
        // Written beside and renamed: a key half written must never be taken for one.
        let beside = path.with_extension("new");
        // What a crash left there was never used.
        let _ = fs::remove_file(&beside);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(&beside)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        super::file::sync_folder(path.parent().unwrap_or(Path::new(".")))?;
        Ok(Self(bytes))
    }

    /// A key of its own for each purpose; from one, no other follows.
    pub fn derive(&self, label: &str) -> [u8; KEY_BYTES] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any size");
        mac.update(label.as_bytes());
        mac.finalize().into_bytes().into()
    }
}
