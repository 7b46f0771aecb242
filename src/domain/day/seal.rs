//! What two faces compare in four words: digests over all that a vote is and holds.

use sha2::{Digest as _, Sha256};

use super::ballot::VoteOption;
use super::credential::{Digest, Entry, PublicKey, Tag};
use crate::domain::bytes::Bytes;
use crate::domain::id::{ParticipantId, VoteId};
use crate::domain::vocabulary::VoteMode;

const SEAL: &[u8] = b"ballot/1/seal";
const CLOSE: &[u8] = b"ballot/1/close";

/// Who votes with which dots, on what, under which key: fixed before the first choice.
#[derive(Debug, Clone, Copy)]
pub struct Sealing<'a> {
    /// Which vote.
    pub vote: VoteId,
    /// Which deal of it.
    pub epoch: u16,
    /// The deal's key.
    pub pk: PublicKey,
    /// When counts may be seen.
    pub mode: VoteMode,
    /// Dots of each person.
    pub dots: u8,
    /// What one may choose.
    pub options: &'a [VoteOption],
    /// Who holds credentials, sorted.
    pub issued: &'a [ParticipantId],
    /// The dots in the box, sorted.
    pub tags: &'a [Tag],
}

impl Sealing<'_> {
    /// The digest whose first 44 bits faces spell.
    pub fn digest(&self) -> Digest {
        let mut hash = Sha256::new_with_prefix(SEAL);
        hash.update(self.vote.0.as_bytes());
        hash.update(self.epoch.to_be_bytes());
        hash.update(self.pk.0);
        hash.update([match self.mode {
            VoteMode::Live => 0,
            VoteMode::Sealed => 1,
        }]);
        hash.update([self.dots]);
        count(&mut hash, self.options.len());
        for option in self.options {
            read_option(&mut hash, option);
        }
        count(&mut hash, self.issued.len());
        for who in self.issued {
            hash.update(who.0.as_bytes());
        }
        count(&mut hash, self.tags.len());
        for tag in self.tags {
            hash.update(tag.0);
        }
        Bytes(hash.finalize().into())
    }
}

/// The digest of a closed box.
pub fn close_digest(seal: Digest, entries: &[Entry]) -> Digest {
    let mut hash = Sha256::new_with_prefix(CLOSE);
    hash.update(seal.0);
    count(&mut hash, entries.len());
    for Entry { tag, choice, seq, sig } in entries {
        hash.update(tag.0);
        hash.update(choice.to_be_bytes());
        hash.update(seq.to_be_bytes());
        hash.update(sig.0);
    }
    Bytes(hash.finalize().into())
}

fn read_option(hash: &mut Sha256, option: &VoteOption) {
    match option {
        VoteOption::CaseItem { case } => {
            hash.update([1]);
            hash.update(case.0.as_bytes());
        }
        VoteOption::Mark { value } => hash.update([2, *value]),
        VoteOption::Word { text } => {
            hash.update([3]);
            for words in [&text.fr, &text.en] {
                count(hash, words.len());
                hash.update(words.as_bytes());
            }
        }
    }
}

/// Lists are far shorter than 65 536.
fn count(hash: &mut Sha256, length: usize) {
    hash.update(u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes());
}
