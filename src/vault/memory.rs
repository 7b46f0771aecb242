//! A vault in memory, for tests and rehearsals.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;

use super::{Kept, Vault, VaultError, Version};

/// Values in memory; it fails on command.
#[derive(Default)]
pub struct MemoryVault {
    values: Mutex<BTreeMap<String, Kept>>,
    away: AtomicBool,
    faults: AtomicU32,
}

impl MemoryVault {
    /// Lets every call fail from now on, or work again.
    pub fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    /// Lets the next so many calls fail.
    pub fn fail_next(&self, calls: u32) {
        self.faults.store(calls, Ordering::SeqCst);
    }

    fn fails(&self) -> bool {
        let less = |left: u32| left.checked_sub(1);
        self.away.load(Ordering::SeqCst)
            || self.faults.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok()
    }

    fn values(&self) -> Result<MutexGuard<'_, BTreeMap<String, Kept>>, VaultError> {
        if self.fails() {
            return Err(VaultError::Unavailable);
        }
        self.values.lock().map_err(|_| VaultError::Unavailable)
    }
}

#[async_trait]
impl Vault for MemoryVault {
    async fn load(&self, name: &str) -> Result<Option<Kept>, VaultError> {
        Ok(self.values()?.get(name).cloned())
    }

    async fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError> {
        let mut values = self.values()?;
        if values.get(name).map(|kept| kept.version) != expected {
            return Err(VaultError::Conflict);
        }
        let version = expected.unwrap_or(0) + 1;
        values.insert(name.to_owned(), Kept { version, value: value.to_owned() });
        Ok(version)
    }

    async fn destroy(&self, name: &str) -> Result<(), VaultError> {
        self.values()?.remove(name);
        Ok(())
    }

    async fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        Ok(self.values()?.keys().filter(|name| name.starts_with(prefix)).cloned().collect())
    }
}
