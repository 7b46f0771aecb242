//! The master key: one file apart from all else, from which every other key of the house comes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{Vault, VaultError};

/// The value by which a vault knows its master key: derived from it, and it from nothing.
const PROOF: &str = "proof/master-key";

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// The master key. Wiped from memory when it is dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; KEY_BYTES]);

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyFault {
    /// The file is not 32 bytes long: it is another file, or damaged. It is left as it is.
    #[error("the master key file does not hold a key of 32 bytes")]
    NotAKey,
    /// Others than its owner may read the file.
    #[error("the master key file may be read by others (mode {0:o}); make it 0400")]
    Exposed(u32),
    /// The file cannot be read or written.
    #[error("the master key file: {0}")]
    File(#[from] io::Error),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes: {0}")]
    NoChance(#[from] getrandom::Error),
}

impl MasterKey {
    /// The key in a file; where there is none, a new one is drawn and its file made, mode 0400.
    pub fn load_or_create(path: &Path) -> Result<Self, MasterKeyFault> {
        match File::open(path) {
            Ok(file) => Self::read(&file, path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::create(path),
            Err(error) => Err(error.into()),
        }
    }

    /// A key of these bytes.
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The key for one purpose; from it neither the master key nor another purpose's follows.
    pub fn derive(&self, label: &str) -> [u8; KEY_BYTES] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(b"cercle 1\0");
        mac.update(label.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Whether a vault is this key's: it belongs to the first key that asks. With another key its house
    /// would look empty, and nothing that is kept could be read.
    pub async fn owns(&self, vault: &dyn Vault) -> Result<bool, VaultError> {
        let proof = self.derive("proof of the master key");
        match vault.store(PROOF, None, &proof).await {
            Ok(_) => Ok(true),
            Err(VaultError::Conflict) => {
                let kept = vault.load(PROOF).await?;
                Ok(kept.is_some_and(|kept| kept.value.ct_eq(&proof).into()))
            }
            Err(VaultError::Unavailable) => Err(VaultError::Unavailable),
        }
    }

    fn read(file: &File, path: &Path) -> Result<Self, MasterKeyFault> {
        let mode = file.metadata()?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(MasterKeyFault::Exposed(mode));
        }
        let bytes = Zeroizing::new(fs::read(path)?);
        bytes.as_slice().try_into().map(Self).map_err(|_| MasterKeyFault::NotAKey)
    }

    /// Written beside and linked into place: a crash leaves a whole key or none.
    fn create(path: &Path) -> Result<Self, MasterKeyFault> {
        let mut key = Self([0; KEY_BYTES]);
        getrandom::fill(&mut key.0)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let fresh = path.with_extension("new");
        let _ = fs::remove_file(&fresh);
        let mut file = OpenOptions::new().create_new(true).write(true).mode(0o400).open(&fresh)?;
        file.write_all(&key.0)?;
        file.sync_all()?;
        fs::hard_link(&fresh, path)?;
        fs::remove_file(&fresh)?;
        File::open(folder)?.sync_all()?;
        Ok(key)
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_drawn_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/master.key");
        let drawn = MasterKey::load_or_create(&path).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o400);
        let found = MasterKey::load_or_create(&path).unwrap();
        assert_eq!(drawn.derive("rooms"), found.derive("rooms"));
        assert_ne!(drawn.derive("rooms"), drawn.derive("cookies"));
    }

    #[tokio::test]
    async fn a_vault_knows_its_key_from_another() {
        let vault = crate::vault::MemoryVault::default();
        let (first, other) = (MasterKey::from_bytes([1; 32]), MasterKey::from_bytes([2; 32]));
        assert_eq!(first.owns(&vault).await, Ok(true));
        assert_eq!(first.owns(&vault).await, Ok(true));
        assert_eq!(other.owns(&vault).await, Ok(false));
    }

    #[test]
    fn a_file_that_is_not_a_key_is_neither_taken_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        fs::write(&path, b"short").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(MasterKey::load_or_create(&path), Err(MasterKeyFault::Exposed(0o644))));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(matches!(MasterKey::load_or_create(&path), Err(MasterKeyFault::NotAKey)));
        assert_eq!(fs::read(&path).unwrap(), b"short");
    }
}
