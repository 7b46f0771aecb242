//! Credentials and digests: the vectors of RFC 9497, and those that the browser's side shares
//! (`tests/vectors/ballot.json`; `CERCLE_WRITE=1 cargo test --test credentials` writes it anew).
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::{Path, PathBuf};

use cercle::ballot::dot::{Dot, MESSAGE_BYTES, SEQ_MOST, message};
use cercle::ballot::issuer::{Issuer, NotBlinded};
use cercle::domain::bytes::Bytes;
use cercle::domain::day::ballot::VoteOption;
use cercle::domain::day::credential::{Blinded, Entry, Token};
use cercle::domain::day::seal::{Sealing, close_digest};
use cercle::domain::id::{CaseId, ParticipantId, VoteId};
use cercle::domain::process::Text;
use cercle::domain::vocabulary::VoteMode;
use cercle::rehearsal::dots::Dots;
use cercle::wire::common::OptionView;
use proptest::prelude::*;
use rand_core::{CryptoRng, RngCore};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use voprf::{BlindedElement, EvaluationElement, Group, Proof, Ristretto255, VoprfClient};

fn vote() -> VoteId {
    VoteId(Uuid::from_u128(0x0b0a_7000_5c1e_4c3a_9d2b_0a1b_2c3d_0001))
}

fn vectors(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name)
}

/// Gives the bytes it was filled with, then zeroes: a scalar of 32 bytes comes out as it is, since
/// 64 are read for it.
struct Given(Vec<u8>);

impl Given {
    fn scalars(scalars: &[String]) -> Self {
        Self(scalars.iter().flat_map(|one| [unhex(one), vec![0; 32]].concat()).collect())
    }
}

impl RngCore for Given {
    fn next_u32(&mut self) -> u32 {
        unreachable!("scalars and keys are read as bytes")
    }
    fn next_u64(&mut self) -> u64 {
        unreachable!("scalars and keys are read as bytes")
    }
    fn fill_bytes(&mut self, place: &mut [u8]) {
        let given: Vec<u8> = self.0.drain(..place.len().min(self.0.len())).collect();
        place.fill(0);
        place[..given.len()].copy_from_slice(&given);
    }
    fn try_fill_bytes(&mut self, place: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(place);
        Ok(())
    }
}

impl CryptoRng for Given {}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().map(|b| char::from(b).to_digit(16).unwrap() as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fixed<const N: usize>(text: &str) -> [u8; N] {
    unhex(text).try_into().unwrap()
}

/// What the RFC prints, in its own order.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Printed {
    seed: String,
    key_info: String,
    pk: String,
    vectors: Vec<PrintedBatch>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PrintedBatch {
    input: Vec<String>,
    blind: Vec<String>,
    blinded: Vec<String>,
    evaluated: Vec<String>,
    proof: String,
    proof_scalar: String,
    output: Vec<String>,
}

fn printed() -> (Printed, Issuer) {
    let text = std::fs::read_to_string(vectors("rfc9497.json")).unwrap();
    let printed: Printed = serde_json::from_str(&text).unwrap();
    let issuer = Issuer::derive(&fixed(&printed.seed), &unhex(&printed.key_info)).unwrap();
    (printed, issuer)
}

#[test]
fn the_issuer_does_as_the_rfc_prints() {
    let (printed, issuer) = printed();
    assert_eq!(hex(&issuer.public_key().0), printed.pk);
    assert_eq!(printed.vectors.len(), 3);
    for batch in printed.vectors {
        let blinded: Vec<Blinded> = batch.blinded.iter().map(|one| Bytes(fixed(one))).collect();
        let mut chance = Given::scalars(&[batch.proof_scalar]);
        let issuance = issuer.issue_by(&blinded, &mut chance).unwrap();
        let evaluated: Vec<String> = issuance.evaluated.iter().map(|one| hex(&one.0)).collect();
        assert_eq!(evaluated, batch.evaluated);
        assert_eq!(hex(&issuance.proof.0), batch.proof);
    }
}

#[test]
fn the_client_does_as_the_rfc_prints() {
    let (printed, _) = printed();
    let pk = Ristretto255::deserialize_elem(&unhex(&printed.pk)).unwrap();
    for batch in printed.vectors {
        let mut chance = Given::scalars(&batch.blind);
        let inputs: Vec<Vec<u8>> = batch.input.iter().map(|one| unhex(one)).collect();
        let blinds: Vec<_> = inputs
            .iter()
            .map(|input| VoprfClient::<Ristretto255>::blind(input, &mut chance).unwrap())
            .collect();
        let blinded: Vec<String> = blinds.iter().map(|one| hex(&one.message.serialize())).collect();
        assert_eq!(blinded, batch.blinded);
        let evaluated: Vec<EvaluationElement<Ristretto255>> = batch
            .evaluated
            .iter()
            .map(|one| EvaluationElement::deserialize(&unhex(one)).unwrap())
            .collect();
        let proof = Proof::deserialize(&unhex(&batch.proof)).unwrap();
        let states: Vec<_> = blinds.into_iter().map(|blind| blind.state).collect();
        let outputs =
            VoprfClient::batch_finalize(&inputs, &states, &evaluated, &proof, pk).unwrap();
        let outputs: Vec<String> = outputs.map(|output| hex(&output.unwrap())).collect();
        assert_eq!(outputs, batch.output);
    }
}

fn issuer() -> Issuer {
    Issuer::of(&[7; 32], vote(), 0).unwrap()
}

#[test]
fn a_token_certifies_its_own_tag_under_its_own_key() {
    let (issuer, dots) = (issuer(), Dots::draw(vote(), 0, 3).unwrap());
    let issued = issuer.issue(dots.blinded()).unwrap();
    let tokens = dots.accept(&issued.evaluated, &issued.proof, &issuer.public_key()).unwrap();
    for (n, (tag, token)) in dots.tags().iter().zip(&tokens).enumerate() {
        assert!(issuer.certifies(tag, token));
        assert!(!issuer.certifies(tag, &tokens[(n + 1) % 3]), "a token of another dot");
        for other in [
            Issuer::of(&[8; 32], vote(), 0),
            Issuer::of(&[7; 32], vote(), 1),
            Issuer::of(&[7; 32], VoteId(Uuid::nil()), 0),
        ] {
            assert!(!other.unwrap().certifies(tag, token), "another key");
        }
    }
}

#[test]
fn a_proof_under_another_key_is_refused_by_the_phone() {
    let dots = Dots::draw(vote(), 0, 2).unwrap();
    let other = Issuer::of(&[8; 32], vote(), 0).unwrap();
    let issued = other.issue(dots.blinded()).unwrap();
    assert!(dots.accept(&issued.evaluated, &issued.proof, &issuer().public_key()).is_err());
    assert!(dots.accept(&issued.evaluated, &issued.proof, &other.public_key()).is_ok());
}

#[test]
fn the_same_blinded_tags_are_evaluated_alike_under_another_proof() {
    let (issuer, dots) = (issuer(), Dots::draw(vote(), 0, 2).unwrap());
    let (first, second) =
        (issuer.issue(dots.blinded()).unwrap(), issuer.issue(dots.blinded()).unwrap());
    assert_eq!(first.evaluated, second.evaluated);
    assert_ne!(first.proof, second.proof);
    for issued in [first, second] {
        assert!(dots.accept(&issued.evaluated, &issued.proof, &issuer.public_key()).is_ok());
    }
}

#[test]
fn what_is_no_element_is_not_evaluated() {
    let (issuer, dots) = (issuer(), Dots::draw(vote(), 0, 1).unwrap());
    let good = dots.blinded()[0];
    for bad in [[0; 32], [0xff; 32], [1; 32]] {
        assert_eq!(issuer.issue(&[good, Bytes(bad)]), Err(NotBlinded), "{}", hex(&bad));
    }
}

fn dot(entry: Entry) -> Dot {
    Dot { vote: vote(), epoch: 3, entry }
}

#[test]
fn a_key_that_is_weak_signs_nothing() {
    // The neutral point as key, with the signature that a lenient check would take for anything.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut sig = [0; 64];
    sig[0] = 1;
    let entry = Entry { tag: Bytes(neutral), choice: 1, seq: 1, sig: Bytes(sig) };
    assert!(!dot(entry).is_signed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing of a signed dot can be altered, not a bit.
    #[test]
    fn every_bit_of_a_dot_is_signed(
        seq in 0..=SEQ_MOST, choice in 0..40u16, bit in 0..(MESSAGE_BYTES + 64) * 8,
    ) {
        let dots = Dots::draw(vote(), 3, 1).unwrap();
        let entry = dots.sign(0, seq, choice).unwrap();
        prop_assert!(dot(entry).is_signed());
        let mut bytes = message(vote(), 3, entry.tag, seq, choice).to_vec();
        bytes.extend(entry.sig.0);
        bytes[bit / 8] ^= 1 << (bit % 8);
        let altered = Dot {
            vote: VoteId(Uuid::from_bytes(bytes[8..24].try_into().unwrap())),
            epoch: u16::from_be_bytes(bytes[24..26].try_into().unwrap()),
            entry: Entry {
                tag: Bytes(bytes[26..58].try_into().unwrap()),
                seq: u64::from_be_bytes(bytes[58..66].try_into().unwrap()),
                choice: u16::from_be_bytes(bytes[66..68].try_into().unwrap()),
                sig: Bytes(bytes[68..].try_into().unwrap()),
            },
        };
        // The first eight bytes are the same for every dot.
        prop_assert_eq!(altered.is_signed(), bit < 64);
    }

    #[test]
    fn every_bit_of_a_token_counts(bit in 0..512usize) {
        let (issuer, dots) = (issuer(), Dots::draw(vote(), 0, 1).unwrap());
        let issued = issuer.issue(dots.blinded()).unwrap();
        let tokens = dots.accept(&issued.evaluated, &issued.proof, &issuer.public_key()).unwrap();
        let mut altered = tokens[0].0;
        altered[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!issuer.certifies(&dots.tags()[0], &Bytes(altered)));
    }
}

fn options() -> Vec<VoteOption> {
    vec![
        VoteOption::CaseItem { case: CaseId(Uuid::from_u128(0xca5e)) },
        VoteOption::Mark { value: 4 },
        VoteOption::Word {
            text: Text { fr: "À peu près".to_owned(), en: "More or less".to_owned() },
        },
    ]
}

/// Every field of a seal is in its digest.
#[test]
fn two_seals_that_differ_have_two_digests() {
    let (options, fewer) = (options(), options()[..2].to_vec());
    let people: Vec<ParticipantId> = (1..=3).map(|n| ParticipantId(Uuid::from_u128(n))).collect();
    let tags = [Bytes([1; 32]), Bytes([2; 32])];
    let seal = Sealing {
        vote: vote(),
        epoch: 0,
        pk: Bytes([9; 32]),
        mode: VoteMode::Live,
        dots: 3,
        options: &options,
        issued: &people,
        tags: &tags,
    };
    let others = [
        Sealing { vote: VoteId(Uuid::nil()), ..seal },
        Sealing { epoch: 1, ..seal },
        Sealing { pk: Bytes([8; 32]), ..seal },
        Sealing { mode: VoteMode::Sealed, ..seal },
        Sealing { dots: 4, ..seal },
        Sealing { options: &fewer, ..seal },
        Sealing { issued: &people[..2], ..seal },
        Sealing { tags: &tags[..1], ..seal },
    ];
    assert_eq!(seal.digest(), seal.digest());
    for other in others {
        assert_ne!(seal.digest(), other.digest(), "{other:?}");
    }
}

/// One small vote from first to last, by fixed randomness: what both sides must compute alike.
fn worked_vote() -> Value {
    let (epoch, people, mode) =
        (2, [0xa1, 0xb2, 0xc3].map(|n| ParticipantId(Uuid::from_u128(n))), VoteMode::Live);
    let seed = [0x5e; 32];
    let issuer = Issuer::of(&seed, vote(), epoch).unwrap();
    let options = options();
    let phones = people.iter().enumerate().map(|(n, who)| {
        let chance: Vec<u8> = (0..4 * 96).map(|i| (i * 7 + 13 * n + 1) as u8).collect();
        let secrets: Vec<String> = (0..2).map(|dot| hex(&chance[dot * 96..][..32])).collect();
        let blinds: Vec<String> = (0..2).map(|dot| hex(&chance[dot * 96 + 32..][..64])).collect();
        let dots = Dots::draw_by(vote(), epoch, 2, &mut Given(chance)).unwrap();
        let issued = issuer
            .issue_by(dots.blinded(), &mut Given((0..64).map(|i| i as u8 + 1).collect()))
            .unwrap();
        let tokens = dots.accept(&issued.evaluated, &issued.proof, &issuer.public_key()).unwrap();
        let signed: Vec<Entry> = (0..2)
            .map(|dot| dots.sign(dot, 1_000_000_007 * (dot as u64 + 1), (dot + n) as u16).unwrap())
            .collect();
        (who, secrets, blinds, dots, issued, tokens, signed)
    });
    let phones: Vec<_> = phones.collect();
    let mut entries: Vec<Entry> = phones.iter().flat_map(|phone| phone.6.clone()).collect();
    entries.sort_by_key(|entry| entry.tag);
    let tags: Vec<_> = entries.iter().map(|entry| entry.tag).collect();
    let seal = Sealing {
        vote: vote(),
        epoch,
        pk: issuer.public_key(),
        mode,
        dots: 2,
        options: &options,
        issued: &people,
        tags: &tags,
    };
    let digest = seal.digest();
    json!({
        "vote": vote(),
        "epoch": epoch,
        "seed": Bytes(seed),
        "pk": issuer.public_key(),
        "mode": mode,
        "dots": 2,
        "options": options.iter().map(seen).collect::<Vec<_>>(),
        "issued": people,
        "phones": phones.iter().map(|(who, secrets, blinds, dots, issued, tokens, signed)| json!({
            "participant": who,
            "secretsHex": secrets,
            "blindsWideHex": blinds,
            "tags": dots.tags(),
            "blinded": dots.blinded(),
            "evaluated": issued.evaluated,
            "proof": issued.proof,
            "tokens": tokens,
            "entries": signed,
            "messagesHex": signed.iter().map(|one| hex(&message(vote(), epoch, one.tag, one.seq, one.choice))).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "tags": tags,
        "sealDigest": digest,
        "sealWords": words(&digest.0),
        "entries": entries,
        "closeDigest": close_digest(digest, &entries),
        "closeWords": words(&close_digest(digest, &entries).0),
    })
}

/// An option as a face has it.
fn seen(option: &VoteOption) -> OptionView {
    match option.clone() {
        VoteOption::CaseItem { case } => OptionView::CaseItem { case_item: case },
        VoteOption::Mark { value } => OptionView::Mark { value },
        VoteOption::Word { text } => OptionView::Word { text },
    }
}

/// The places of the four words in their list.
fn words(digest: &[u8; 32]) -> [u16; 4] {
    let bits = u64::from_be_bytes(digest[..8].try_into().unwrap());
    std::array::from_fn(|n| (bits >> (64 - 11 * (n + 1)) & 2047) as u16)
}

#[test]
fn the_vote_that_the_browser_shares_is_computed_alike() {
    let path = vectors("ballot.json");
    let worked = serde_json::to_string_pretty(&worked_vote()).unwrap() + "\n";
    if std::env::var_os("CERCLE_WRITE").is_some() {
        std::fs::write(&path, &worked).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), worked);
}

/// A phone that was given bytes it did not send for sees it: the order matters.
#[test]
fn answers_in_another_order_are_refused() {
    let (issuer, dots) = (issuer(), Dots::draw(vote(), 0, 2).unwrap());
    let mut issued = issuer.issue(dots.blinded()).unwrap();
    issued.evaluated.reverse();
    assert!(dots.accept(&issued.evaluated, &issued.proof, &issuer.public_key()).is_err());
    assert!(dots.accept(&issued.evaluated[..1], &issued.proof, &issuer.public_key()).is_err());
}

/// The token of a tag is one of 2^512: none is guessed, none is empty.
#[test]
fn no_token_is_no_token() {
    let dots = Dots::draw(vote(), 0, 1).unwrap();
    assert!(!issuer().certifies(&dots.tags()[0], &Token::read(&[0; 64]).unwrap()));
}

/// Elements are spelled in one way only: another spelling of the same is refused.
#[test]
fn elements_are_canonical() {
    let dots = Dots::draw(vote(), 0, 1).unwrap();
    let mut bent = dots.blinded()[0].0;
    bent[31] ^= 0x80;
    assert!(BlindedElement::<Ristretto255>::deserialize(&bent).is_err());
    assert_eq!(issuer().issue(&[Bytes(bent)]), Err(NotBlinded));
}
