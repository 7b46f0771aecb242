//! The seeds of the issuers' keys, in the vault until the seal: a crash while credentials are
//! issued loses none.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::ballot::issuer::{Issuer, SEED_BYTES};
use crate::ballot::urn::{Place, UrnFault};
use crate::vault::{Vault, VaultError};

/// Seeds by the place of their box, kept as `seed/<room>/<vote>/<epoch>`.
#[derive(Clone)]
pub(super) struct Seeds(pub(super) Arc<dyn Vault>);

impl Seeds {
    /// The issuer of a place, its seed drawn if there is none yet.
    pub(super) async fn make(&self, place: Place) -> Result<Issuer, UrnFault> {
        let mut seed = Zeroizing::new([0; SEED_BYTES]);
        getrandom::fill(&mut *seed).map_err(|_| UrnFault::Unavailable)?;
        match self.0.store(&name(place), None, &*seed).await {
            Ok(_) | Err(VaultError::Conflict) => {}
            Err(VaultError::Unavailable) => return Err(UrnFault::Unavailable),
        }
        // Read back: another machine may have been quicker.
        self.issuer(place).await?.ok_or(UrnFault::Unavailable)
    }

    /// The issuer of a place; none before it is made, and none once it is sealed.
    pub(super) async fn issuer(&self, place: Place) -> Result<Option<Issuer>, UrnFault> {
        let kept = self.0.load(&name(place)).await.map_err(|_| UrnFault::Unavailable)?;
        let Some(kept) = kept else { return Ok(None) };
        let value = Zeroizing::new(kept.value);
        let seed = Zeroizing::new(value[..].try_into().map_err(|_| UrnFault::Unavailable)?);
        Ok(Issuer::of(&seed, place.vote, place.epoch))
    }
}

fn name(place: Place) -> String {
    format!("seed/{place}")
}
