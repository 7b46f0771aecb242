//! What a screen hears: its sections, and the phase at hand in each of its forms.

use cercle::domain::vocabulary::{
    BallotStage, ContributionKind, PauseKind, ScreenShows, VoteKind, VoteMode,
};
use cercle::wire::common::PauseView;
use cercle::wire::screen::{
    AskedView, BallotHead, Cases, Hears, ListedCase, Now, Passing, Pinned, PinnedText, Plan,
    RotiView, ScreenCase, ScreenSlot, SpeakerView, Stage, StepView, SubGroupView, Tally, TallyHead,
    TallyRow,
};

use crate::example::{Example, example, one_of_each, tagged};
use crate::said::fields;
use crate::world::{
    CODE, at, blocks, both, bytes, case, charter, clocks, day, open_until, part_clock, process,
    slot, vote,
};

pub(crate) fn sections() -> Vec<Example> {
    // Taken apart whole: another section does not compile without an example.
    let Hears { now, cases, tally, plan, pinned, passing } = hears();
    vec![
        example("screen · now", &now),
        example("screen · cases", &cases),
        example("screen · tally", &tally),
        example("screen · plan", &plan),
        example("screen · pinned", &pinned),
        example("screen · passing", &passing),
    ]
}

pub(crate) fn stages() -> Vec<Example> {
    let all = one_of_each!(Stage {
        Welcome {},
        Opening {
            charter: charter().text,
            engaged: 7,
            speaking: Some("Mehdi".into()),
            next: Some("Nadia".into()),
        },
        Inventory {
            window: open_until(at(9, 45)),
            submitted: 6,
            revealed: false,
            speaking: None,
        },
        Process {},
        Prioritisation { vote: Some(head()) },
        Treatment { step: Some(step()), next: None },
        Closing {
            roti: Some(RotiView { counts: Some(vec![0, 0, 1, 4, 3]), ballot: ballot() }),
            speaking: Some("Claire".into()),
        },
        Ended {},
    });
    let mut examples: Vec<_> = all.iter().map(|one| tagged("screen", "phase", one)).collect();
    let between = Stage::Treatment { step: None, next: Some(reserved()) };
    examples.push(example("screen · treatment, between two slots", &between));
    examples.push(example("screen · a sub-group of a step", &sub_group()));
    examples
}

fn hears() -> Hears {
    Hears {
        now: Now {
            day: day(),
            code: Some(CODE.into()),
            shows: ScreenShows::Step,
            pause: Some(PauseView { kind: PauseKind::Break, until: Some(at(11, 0)) }),
            clocks: clocks(),
            seats: 8,
            people: vec!["Claire".into(), "Mehdi".into(), "Nadia".into()],
            stage: Stage::Treatment { step: Some(step()), next: None },
        },
        cases: Cases {
            cases: vec![
                ListedCase { label: open_case(), process: Some(process()) },
                ListedCase { label: reserved(), process: None },
            ],
        },
        tally: Tally {
            rows: vec![
                TallyRow { case_item: case(1), dots: 5 },
                TallyRow { case_item: case(2), dots: 4 },
            ],
        },
        plan: Plan {
            slots: vec![ScreenSlot {
                slot: slot(1),
                case_item: open_case(),
                start: 630,
                end: 705,
                process: process(),
                over: false,
                current: true,
            }],
            blocks: blocks(),
            everyone: true,
            no_time: 6,
            not_ready: 1,
        },
        pinned: Pinned {
            texts: vec![PinnedText {
                kind: ContributionKind::Question,
                text: "Depuis quand le sais-tu ?".into(),
            }],
        },
        passing: Passing {
            dots_placed: Some(17),
            dots_in: None,
            finished: Some(3),
            phones: 8,
            plain_http: false,
        },
    }
}

fn open_case() -> ScreenCase {
    ScreenCase {
        case_item: case(1),
        title: Some(fields().title),
        reserved: None,
        owners: vec!["Claire".into()],
        cases: 1,
    }
}

/// A case whose owner keeps it off the screen.
fn reserved() -> ScreenCase {
    ScreenCase { case_item: case(2), title: None, reserved: Some(1), owners: vec![], cases: 1 }
}

fn head() -> TallyHead {
    TallyHead {
        mode: VoteMode::Live,
        dots: 24,
        voters: 8,
        only_at_close: false,
        closed: false,
        ends_at: Some(at(10, 28).0),
        ballot: ballot(),
    }
}

fn ballot() -> BallotHead {
    BallotHead {
        vote: vote(1),
        epoch: 0,
        stage: BallotStage::Sealed,
        people: vec!["Claire".into(), "Mehdi".into()],
        dots: 24,
        tags: 24,
        seal_digest: Some(bytes(41)),
        close_digest: None,
        agree: 8,
        disagree: 0,
        redealt: None,
    }
}

fn step() -> StepView {
    StepView {
        asked: Some(AskedView {
            kind: VoteKind::MoreTime,
            answers: vec![both("Oui", "Yes"), both("On avance", "Move on")],
            counts: Some(vec![5, 3]),
            ballot: ballot(),
        }),
        number: 1,
        case_item: open_case(),
        process_name: both("Codéveloppement", "Professional codevelopment"),
        name: both("Clarification", "Clarification"),
        index: 1,
        count: 6,
        window: Some(open_until(at(10, 45))),
        writer: Some(both("consultants", "consultants")),
        phones_closed: false,
        posture: None,
        groups: Vec::new(),
        turn: Some(SpeakerView { speaking: "Mehdi".into(), left: 2 }),
    }
}

fn sub_group() -> SubGroupView {
    SubGroupView {
        members: vec!["Nadia".into(), "Mehdi".into(), "Claire".into()],
        with_facilitator: false,
        started: true,
        client: Some(1),
        part: Some(both("Consultation", "Consultation")),
        over: false,
        clock: Some(part_clock()),
    }
}
