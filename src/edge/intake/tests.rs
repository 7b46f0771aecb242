use super::*;
use crate::domain::command::{ByFacilitator as F, ByParticipant as P, Command};
use crate::domain::id::{FacilitatorId, ParticipantId};
use uuid::Uuid;

const SEAT: ParticipantId = ParticipantId(Uuid::nil());
const PHONE: Who = Who::Participant(SEAT, 0);
const TABLET: Who = Who::Facilitator(FacilitatorId(Uuid::nil()), [0; 32]);

fn said(who: Who, text: &str) -> (String, Result<Act, Refused>) {
    match hear(who, text) {
        Ok(Said::Say(id, act)) => (id, act),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_phone_says_bears_its_seat() {
    let (id, act) = said(PHONE, r#"{"type":"say","id":"a","say":{"act":"hand","raised":true}}"#);
    let command = Command::Participant(SEAT, P::Hand { raised: true });
    assert_eq!((id.as_str(), act), ("a", Ok(Act::Ask(command))));
}

#[test]
fn a_face_says_only_what_is_its_own_to_say() {
    let reveal = r#"{"type":"say","id":"a","say":{"act":"reveal"}}"#;
    let command = Command::Facilitator(F::Reveal);
    assert_eq!(said(TABLET, reveal).1, Ok(Act::Ask(command)));
    assert_eq!(said(PHONE, reveal).1, Err(Refused::Malformed));
    assert_eq!(said(Who::Screen(0), reveal).1, Err(Refused::Malformed));
    let hand = r#"{"type":"say","id":"a","say":{"act":"hand","raised":true}}"#;
    assert_eq!(said(TABLET, hand).1, Err(Refused::Malformed));
}

#[test]
fn a_wrong_shape_with_a_name_is_answered() {
    for say in [
        r#"{"act":"hand"}"#,
        r#"{"act":"hand","raised":true,"more":1}"#,
        r#"{"act":"hand","raised":"yes"}"#,
        r#"{"act":"nothing"}"#,
        r#"{"act":"turnDone","number":1,"more":1}"#,
        "7",
    ] {
        let text = format!(r#"{{"type":"say","id":"x","say":{say}}}"#);
        assert_eq!(said(PHONE, &text), ("x".to_owned(), Err(Refused::Malformed)), "{say}");
        let posted = format!(r#"{{"id":"x","say":{say}}}"#);
        let read = read_posted(PHONE, &posted).unwrap();
        assert_eq!(read, ("x".to_owned(), Err(Refused::Malformed)), "{say}");
    }
}

#[test]
fn what_no_page_sends_is_garbage() {
    let long = format!(r#"{{"type":"say","id":"{}","say":{{}}}}"#, "x".repeat(65));
    let deep = format!(r#"{{"type":"say","id":"x","say":{}"#, "[".repeat(4_000));
    for text in [
        "",
        "null",
        "[]",
        "hello",
        r#"{"type":"sing"}"#,
        r#"{"id":"x","say":{}}"#,
        r#"{"type":"say","id":7,"say":{}}"#,
        r#"{"type":"say","id":"","say":{}}"#,
        r#"{"type":"ping","at":"now"}"#,
        &long,
        &deep,
    ] {
        let heard = hear(PHONE, text).map(|_| ());
        assert_eq!(heard, Err(Misheard::Garbage), "{text}");
    }
}

#[test]
fn a_page_of_another_version_is_told_so_whatever_else_it_says() {
    let stale = r#"{"type":"hello","protocol":999,"pass":"x"}"#;
    assert_eq!(greeting(stale).map(|_| ()), Err(Misheard::StalePage));
    let ours = r#"{"type":"hello","protocol":1,"ticket":"t","epoch":null,"revisions":{}}"#;
    assert_eq!(greeting(ours).map(|hello| hello.ticket), Ok("t".to_owned()));
    let more = r#"{"type":"hello","protocol":1,"ticket":"t","epoch":null,"revisions":{},"x":1}"#;
    assert_eq!(greeting(more).map(|_| ()), Err(Misheard::Garbage));
}
