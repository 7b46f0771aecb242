//! A phone's dots: keys drawn and blinded here, certified by the house, then moved by signature.

use anyhow::{Context, ensure};
use ed25519_dalek::{Signer, SigningKey};
use rand_core::{CryptoRng, OsRng, RngCore};
use voprf::{EvaluationElement, Group, Proof, Ristretto255, VoprfClient};

use crate::ballot::dot::message;
use crate::domain::bytes::Bytes;
use crate::domain::day::credential::{self, Blinded, Entry, PublicKey, Tag, Token};
use crate::domain::id::VoteId;

/// The dots of one person in one deal.
pub struct Dots {
    vote: VoteId,
    epoch: u16,
    keys: Vec<SigningKey>,
    blinds: Vec<VoprfClient<Ristretto255>>,
    blinded: Vec<Blinded>,
}

impl Dots {
    /// Draws so many dots.
    pub fn draw(vote: VoteId, epoch: u16, count: u8) -> anyhow::Result<Self> {
        Self::draw_by(vote, epoch, count, &mut OsRng)
    }

    /// The same, with the randomness given: first a key, then its blind, for each.
    pub fn draw_by(
        vote: VoteId,
        epoch: u16,
        count: u8,
        chance: &mut (impl RngCore + CryptoRng),
    ) -> anyhow::Result<Self> {
        let mut dots =
            Self { vote, epoch, keys: Vec::new(), blinds: Vec::new(), blinded: Vec::new() };
        for _ in 0..count {
            let mut secret = [0; 32];
            chance.fill_bytes(&mut secret);
            let key = SigningKey::from_bytes(&secret);
            let blind = VoprfClient::<Ristretto255>::blind(key.verifying_key().as_bytes(), chance)?;
            dots.blinded.push(Blinded::read(&blind.message.serialize())?);
            dots.blinds.push(blind.state);
            dots.keys.push(key);
        }
        Ok(dots)
    }

    /// What the house may see of the tags.
    pub fn blinded(&self) -> &[Blinded] {
        &self.blinded
    }

    /// The tags, in the order of [`Dots::blinded`].
    pub fn tags(&self) -> Vec<Tag> {
        self.keys.iter().map(|key| Bytes(key.verifying_key().to_bytes())).collect()
    }

    /// Checks that the published key evaluated them, and gives a token for each.
    pub fn accept(
        &self,
        evaluated: &[credential::Evaluated],
        proof: &credential::Proof,
        pk: &PublicKey,
    ) -> anyhow::Result<Vec<Token>> {
        ensure!(evaluated.len() == self.keys.len(), "as many are to come back as went");
        let elements = evaluated
            .iter()
            .map(|one| EvaluationElement::<Ristretto255>::deserialize(&one.0))
            .collect::<Result<Vec<_>, _>>()?;
        let proof = Proof::deserialize(&proof.0)?;
        let pk = Ristretto255::deserialize_elem(&pk.0)?;
        let tags = self.tags();
        let inputs: Vec<&[u8]> = tags.iter().map(|tag| &tag.0[..]).collect();
        let outputs = VoprfClient::batch_finalize(&inputs, &self.blinds, &elements, &proof, pk)?;
        outputs.map(|output| Ok(Token::read(&output?)?)).collect()
    }

    /// A dot's choice, signed by its key.
    pub fn sign(&self, dot: usize, seq: u64, choice: u16) -> anyhow::Result<Entry> {
        let key = self.keys.get(dot).context("there is no such dot")?;
        let tag = Bytes(key.verifying_key().to_bytes());
        let said = message(self.vote, self.epoch, tag, seq, choice);
        Ok(Entry { tag, choice, seq, sig: Bytes(key.sign(&said).to_bytes()) })
    }
}
