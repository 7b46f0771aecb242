//! Whose signature makes a dot count, without ever seeing the dot: RFC 9497, VOPRF of
//! ristretto255 and SHA-512.

use rand_core::{CryptoRng, OsRng, RngCore};
use subtle::ConstantTimeEq;
use voprf::{BlindedElement, Group, Ristretto255, VoprfServer};

use crate::domain::day::credential::{Blinded, Evaluated, Proof, PublicKey, Tag, Token};
use crate::domain::id::VoteId;

/// Bytes from which the key of one deal is derived.
pub const SEED_BYTES: usize = 32;

/// What the key is for stands before vote and epoch.
const PURPOSE: &[u8] = b"ballot/1";

/// The key of one deal.
pub struct Issuer(VoprfServer<Ristretto255>);

/// Blinded tags, evaluated in their order, and one proof that one key did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuance {
    /// One for each blinded tag.
    pub evaluated: Vec<Evaluated>,
    /// That the published key was used.
    pub proof: Proof,
}

/// Something among the blinded tags is no element of the group, or is its identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not blinded tags")]
pub struct NotBlinded;

impl Issuer {
    /// The key that a seed holds for one epoch of a vote; none of a seed that yields no key, which
    /// nobody will ever draw.
    pub fn of(seed: &[u8; SEED_BYTES], vote: VoteId, epoch: u16) -> Option<Self> {
        Self::derive(seed, &[PURPOSE, vote.0.as_bytes(), &epoch.to_be_bytes()].concat())
    }

    /// `DeriveKeyPair` of RFC 9497, 3.2.1.
    pub fn derive(seed: &[u8; SEED_BYTES], info: &[u8]) -> Option<Self> {
        VoprfServer::new_from_seed(seed, info).ok().map(Self)
    }

    /// What proofs are checked against.
    pub fn public_key(&self) -> PublicKey {
        let key = Ristretto255::serialize_elem(self.0.get_public_key());
        PublicKey::read(&key).expect("a key is 32 bytes")
    }

    /// Evaluates blinded tags. The same give the same, under a new proof.
    pub fn issue(&self, blinded: &[Blinded]) -> Result<Issuance, NotBlinded> {
        self.issue_by(blinded, &mut OsRng)
    }

    /// The same, with the randomness of the proof given.
    pub fn issue_by(
        &self,
        blinded: &[Blinded],
        chance: &mut (impl RngCore + CryptoRng),
    ) -> Result<Issuance, NotBlinded> {
        let elements: Vec<BlindedElement<Ristretto255>> = blinded
            .iter()
            .map(|one| BlindedElement::deserialize(&one.0).map_err(|_| NotBlinded))
            .collect::<Result<_, _>>()?;
        let batch = self.0.batch_blind_evaluate(chance, &elements).map_err(|_| NotBlinded)?;
        let spelled = |one: &voprf::EvaluationElement<_>| {
            Evaluated::read(&one.serialize()).expect("an element is 32 bytes")
        };
        Ok(Issuance {
            evaluated: batch.messages.iter().map(spelled).collect(),
            proof: Proof::read(&batch.proof.serialize()).expect("a proof is 64 bytes"),
        })
    }

    /// Whether that token was issued for that tag; takes as long for a wrong one.
    pub fn certifies(&self, tag: &Tag, token: &Token) -> bool {
        self.0.evaluate(&tag.0).is_ok_and(|output| output.ct_eq(&token.0).into())
    }
}
