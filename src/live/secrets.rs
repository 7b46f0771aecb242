//! Passphrases and return codes: hashed with Argon2id, at most two at a time.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Argon2, Params};
use tokio::sync::Semaphore;
use tokio::time::{Duration, timeout};
use zeroize::Zeroizing;

/// Hashes at one time: each takes 19 MiB.
const AT_ONCE: usize = 2;
/// How long one may wait for one's turn.
const PATIENCE: Duration = Duration::from_secs(8);

/// Hashes and checks secrets that people type.
pub(super) struct Secrets {
    turns: Semaphore,
}

/// Too many wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Crowded;

impl Secrets {
    /// Nobody waits yet.
    pub(super) fn new() -> Self {
        Self { turns: Semaphore::new(AT_ONCE) }
    }

    /// Hashes a secret with a salt of its own.
    pub(super) async fn hash(&self, secret: &str) -> Result<String, Crowded> {
        let secret = Zeroizing::new(secret.to_owned());
        self.off(move || {
            let mut salt = [0; 16];
            getrandom::fill(&mut salt).ok()?;
            let salt = SaltString::encode_b64(&salt).ok()?;
            Some(argon().hash_password(secret.as_bytes(), &salt).ok()?.to_string())
        })
        .await?
        .ok_or(Crowded)
    }

    /// Whether a secret is the one hashed. Without a hash it is not, and takes as long to say.
    pub(super) async fn check(&self, secret: &str, hash: Option<String>) -> Result<bool, Crowded> {
        let secret = Zeroizing::new(secret.to_owned());
        self.off(move || {
            let Some(hash) = hash else {
                let salt = SaltString::encode_b64(&[0; 16]).ok();
                let hashed =
                    salt.map(|salt| argon().hash_password(secret.as_bytes(), &salt).is_ok());
                return hashed.is_none();
            };
            PasswordHash::new(&hash)
                .is_ok_and(|hash| argon().verify_password(secret.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn off<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Crowded> {
        let turn = timeout(PATIENCE, self.turns.acquire()).await;
        let _turn = turn.map_err(|_| Crowded)?.map_err(|_| Crowded)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Crowded)
    }
}

/// Argon2id, m = 19 MiB, t = 2, p = 1: the crate's and OWASP's default.
fn argon() -> Argon2<'static> {
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, Params::DEFAULT)
}
