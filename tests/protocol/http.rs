//! What plain requests carry: the door, the account.

use cercle::domain::bytes::Bytes;
use cercle::domain::process::Wrong;
use cercle::domain::vocabulary::{ContributionKind, Language, TraceKind};
use cercle::wire::account::{
    CycleView, DayOpened, DayView, DeviceView, Enrol, FaultView, Invitation, Me, MemberView,
    NewCycle, NewMember, NotTaken, OpenDay, RevokeDevice, SignIn,
};
use cercle::wire::ballot::{EntryList, EntryView, TagList};
use cercle::wire::door::{
    Door, DoorFound, Dot, Knock, Knocked, Problem, Return, ReturnCode, Ticket,
};
use cercle::wire::participant::{Kept, KeptText, TraceLine};

use crate::example::{Example, example, one_of_each, tagged};
use crate::world::{
    CODE, ROOM, TICKET, at, blocks, both, bytes, case, claire, cycle, knock, mehdi, midnight, text,
    vote,
};

pub(crate) fn door() -> Vec<Example> {
    let mut examples = vec![
        example(
            "Door",
            &Door { code: "k7m 2xq".into(), key: Some("eUxjz9OlQD6bf7u--f_G_A".into()) },
        ),
        example("DoorFound", &DoorFound { room: ROOM.into(), known: false }),
        example("Knock", &Knock { knock: knock(1), name: "Nadia".into(), screen: false }),
    ];
    let knocked = one_of_each!(Knocked {
        Waiting { words: both("lune papillon", "moon butterfly") },
        Admitted {},
        Refused {},
        Locked {},
        Full {},
    });
    examples.extend(knocked.iter().map(|one| tagged("Knocked", "state", one)));
    examples.extend([
        example("Return", &Return { code: "3FK9 XW2M P7QD".into() }),
        example("ReturnCode", &ReturnCode { code: "3FK9 XW2M P7QD".into() }),
        example("Ticket", &Ticket { ticket: TICKET.into() }),
        example("Kept", &kept()),
        example("Dot", &dot()),
        example("TagList", &tags()),
        example("EntryList", &entries()),
        example("Problem", &Problem { code: "tooManyTries".into() }),
    ]);
    examples
}

fn kept() -> Kept {
    Kept {
        lines: vec![TraceLine {
            line: text(7),
            kind: TraceKind::FirstStep,
            text: "Voir Paul seul avant lundi.".into(),
            due: Some(at(24 * 5, 0)),
            keep: true,
        }],
        texts: vec![KeptText {
            contribution: text(2),
            case_item: case(1),
            kind: ContributionKind::Question,
            text: "Depuis quand le sais-tu ?".into(),
        }],
    }
}

/// A dot on the second option.
pub(crate) fn dot() -> Dot {
    Dot {
        v: 1,
        room: ROOM.into(),
        vote: vote(1).to_string(),
        epoch: 0,
        tag: bytes(1),
        token: Bytes([0; 64]),
        seq: 2_918_274_113,
        choice: 2,
        sig: bytes(5),
    }
}

fn tags() -> TagList {
    TagList {
        vote: vote(1),
        epoch: 0,
        pk: bytes(40),
        issued: vec![claire(), mehdi()],
        tags: vec![bytes(1), bytes(2)],
        digest: bytes(41),
    }
}

fn entries() -> EntryList {
    let entry = EntryView { tag: bytes(1), choice: 2, seq: 2_918_274_113, sig: bytes(5) };
    EntryList {
        vote: vote(1),
        epoch: 0,
        entries: vec![entry],
        counts: vec![5, 4],
        digest: bytes(42),
    }
}

pub(crate) fn account() -> Vec<Example> {
    let passphrase = || "quatre mots bien au chaud".to_owned();
    vec![
        example(
            "Enrol",
            &Enrol {
                token: "q2dI4AZwLnA33AfkO-vQWxBV2EFIFoIoOKjnIgm_zQ8".into(),
                name: "Hélène".into(),
                passphrase: passphrase(),
            },
        ),
        example("SignIn", &SignIn { name: "Hélène".into(), passphrase: passphrase() }),
        example("Me", &me()),
        example("NewCycle", &new_cycle()),
        example("CycleView", &cycle_view()),
        example(
            "OpenDay",
            &OpenDay {
                number: 2,
                midnight: midnight(),
                blocks: blocks(),
                reserve: 30,
                seats: 8,
                language: Language::Fr,
            },
        ),
        example("DayOpened", &DayOpened { room: ROOM.into(), code: CODE.into() }),
        example(
            "Invitation",
            &Invitation {
                link: "/animer/#enrol=q2dI4AZwLnA33AfkO-vQWxBV2EFIFoIoOKjnIgm_zQ8".into(),
            },
        ),
        example("NotTaken", &not_taken()),
        example("RevokeDevice", &RevokeDevice { device: "AIcqGWS1DxvZ".into() }),
    ]
}

fn not_taken() -> NotTaken {
    let fault = |place: &str, wrong: Wrong, figures: &[i64]| FaultView {
        place: place.into(),
        code: wrong.code().into(),
        figures: figures.to_vec(),
    };
    NotTaken {
        code: "faultyProcess".into(),
        faults: vec![
            fault("steps[1].name.en", Wrong::Empty, &[]),
            fault("minutes.typ", Wrong::NotTheSum, &[75, 70]),
        ],
    }
}

fn me() -> Me {
    Me {
        name: "Hélène".into(),
        cycles: vec![cycle_view()],
        devices: vec![DeviceView {
            device: "AIcqGWS1DxvZ".into(),
            since: at(8, 12),
            this_one: true,
        }],
    }
}

fn new_cycle() -> NewCycle {
    let CycleView { cycle, group, organisation, .. } = cycle_view();
    NewCycle {
        cycle,
        group,
        organisation,
        people: vec![
            NewMember { participant: claire(), name: "Claire".into() },
            NewMember { participant: mehdi(), name: "Mehdi".into() },
        ],
        dates: vec![midnight().plus_ms(-28 * 24 * 3_600_000), midnight()],
    }
}

fn cycle_view() -> CycleView {
    let day = |number, midnight, open: bool| DayView {
        number,
        midnight,
        room: open.then(|| ROOM.to_owned()),
        code: open.then(|| CODE.to_owned()),
        ended: !open,
    };
    CycleView {
        cycle: cycle(),
        group: "Responsables d’agence".into(),
        organisation: "Coopérative du Rhône".into(),
        people: vec![
            MemberView { participant: claire(), name: "Claire".into() },
            MemberView { participant: mehdi(), name: "Mehdi".into() },
        ],
        days: vec![
            day(1, midnight().plus_ms(-28 * 24 * 3_600_000), false),
            day(2, midnight(), true),
        ],
        backlog: 1,
    }
}
