//! What faces hear, whichever face it is.

use cercle::domain::limits;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::VoteKind;
use cercle::wire::common::{Answer, IssuedView, PROTOCOL, RefusalWords, ToFace, close};
use serde_json::json;

use crate::example::{Example, example, one_of_each, tagged};
use crate::world::{EPOCH, at, bytes, interest_vote, more_time_vote, priority_vote, roti};

pub(crate) fn envelopes() -> Vec<Example> {
    let passing = json!({ "dotsPlaced": 17, "finished": 3, "youFinished": false });
    let all = one_of_each!(ToFace {
        Welcome {
            protocol: PROTOCOL,
            connection: "0b54a3ad-77c8-4d1b-9a53-ef2b1f4cb0d7".into(),
            server_time: at(10, 41),
            epoch: EPOCH.into(),
        },
        Frame {
            epoch: EPOCH.into(),
            revision: 31,
            server_time: at(10, 41),
            sections: json!({ "passing": { "revision": 31, "value": passing } }),
        },
        Answer(answer(None)),
        Pong { at: at(10, 41).0, server_time: at(10, 41).plus_ms(38) },
        Bye { code: close::RESTART },
    });
    let mut examples: Vec<_> = all.iter().map(|one| tagged("ToFace", "type", one)).collect();
    let words = |reason: Reason, figure| RefusalWords { code: reason.code().into(), figure };
    let limit = i64::try_from(limits::TITLE).ok();
    let too_long = ToFace::Answer(answer(Some(words(Reason::TooLong, limit))));
    examples.push(example("ToFace · answer, refused", &too_long));
    let issued = IssuedView { evaluated: vec![bytes(1), bytes(2), bytes(3)], proof: bytes(4) };
    let credentials = ToFace::Answer(Answer { issued: Some(issued), ..answer(None) });
    examples.push(example("ToFace · answer, with credentials", &credentials));
    examples.push(example("Answer", &answer(Some(words(Reason::Moved, None)))));
    examples
}

fn answer(refusal: Option<RefusalWords>) -> Answer {
    Answer { id: "c0a8e1f2-31".into(), ok: refusal.is_none(), refusal, issued: None }
}

/// A vote of each kind, with what one may choose in it.
pub(crate) fn votes() -> Vec<Example> {
    let all = [priority_vote(), roti(), interest_vote(), more_time_vote()];
    assert_eq!(all.each_ref().map(|vote| vote.kind), VoteKind::ALL, "a vote of each kind");
    all.iter().map(|one| tagged("VoteView", "kind", one)).collect()
}
