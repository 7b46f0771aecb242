//! Small secrets, replaced whole by compare-and-set and destroyed for good: wrapped keys, boxes,
//! dates of forgetting. Never in the journal, never in the daily backup.

pub mod file;
pub mod master;
pub mod memory;

use async_trait::async_trait;

pub use file::FileVault;
pub use master::MasterKey;
pub use memory::MemoryVault;

/// Counts the replacements of one value, from 1.
pub type Version = u64;

/// A value and its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Needed to replace the value.
    pub version: Version,
    /// The value.
    pub value: Vec<u8>,
}

/// Why the vault did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The value is not at the version expected.
    #[error("the value has been replaced meanwhile")]
    Conflict,
    /// The vault does not answer; nothing may be assumed of the value.
    #[error("the vault is unavailable")]
    Unavailable,
}

/// A store of small values by name. Names are of `a-z0-9/-`, never words of people.
#[async_trait]
pub trait Vault: Send + Sync {
    /// The value, if there is one.
    async fn load(&self, name: &str) -> Result<Option<Kept>, VaultError>;

    /// Replaces the value at `expected`, or makes it where `None` is expected. `Ok` is durable.
    async fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError>;

    /// Leaves no byte of the value behind. A value that is not there is destroyed already.
    async fn destroy(&self, name: &str) -> Result<(), VaultError>;

    /// The names that begin so, in order.
    async fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError>;
}
