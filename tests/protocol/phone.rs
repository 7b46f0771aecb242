//! What a phone hears: its sections, and the phase at hand in each of its forms.

use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{
    CaseKind, ContributionKind, Disposition, Outcome, PauseKind, PhoneState, Posture, Role,
    TraceKind,
};
use cercle::wire::common::{PauseView, PersonView, WayStepView};
use cercle::wire::participant::{
    Answers, CarriedCase, CaseView, Cases, FloorView, Given, GivenText, Hears, InputView,
    MergeAsked, Mine, Now, OwnCase, OwnText, Passing, Plan, Served, Stage, StepView, SubGroupView,
    TitleAsked, TraceLine, WayAsked, You,
};

use crate::example::{Example, example, one_of_each, tagged};
use crate::said::fields;
use crate::world::{
    at, both, case, charter, claire, clocks, day, expectations, mehdi, nadia, open_until,
    part_clock, priority_vote, process, proposal, roti, slot, slots, text, turn, turn_part,
};

pub(crate) fn sections() -> Vec<Example> {
    // Taken apart whole: another section does not compile without an example.
    let Hears { now, cases, plan, mine, passing } = hears();
    vec![
        example("phone · now", &now),
        example("phone · cases", &cases),
        example("phone · plan", &plan),
        example("phone · mine", &mine),
        example("phone · passing", &passing),
    ]
}

pub(crate) fn stages() -> Vec<Example> {
    let all = one_of_each!(Stage {
        Welcome {},
        Opening {
            turn: Some(turn()),
            expectations_open: true,
            expectation: Some("Repartir avec une idée à essayer.".into()),
        },
        Inventory {
            window: open_until(at(9, 45)),
            submitted: 6,
            revealed: false,
            turn: None,
        },
        Process {},
        Prioritisation { vote: Some(priority_vote()), planned: false },
        Treatment { step: Some(step()), next: None },
        Closing {
            roti: Some(roti()),
            turn: None,
            expectations: expectations(),
            served: Some(Served { cases: vec![case(1)], to_prepare: Vec::new(), first_next: false }),
        },
        Ended {},
    });
    let mut examples: Vec<_> = all.iter().map(|one| tagged("phone", "phase", one)).collect();
    let between = Stage::Treatment { step: None, next: Some(slot(1)) };
    examples.push(example("phone · treatment, between two slots", &between));
    examples.push(example("phone · the sub-group of a step", &sub_group()));
    examples
}

fn hears() -> Hears {
    Hears {
        now: Now {
            day: day(),
            you: You {
                participant: claire(),
                name: "Claire".into(),
                engaged: Some(1),
                checked_out: false,
            },
            people: vec![
                PersonView { participant: claire(), name: "Claire".into(), away: false },
                PersonView { participant: mehdi(), name: "Mehdi".into(), away: false },
                PersonView { participant: nadia(), name: "Nadia".into(), away: true },
            ],
            pause: Some(PauseView { kind: PauseKind::Break, until: Some(at(11, 0)) }),
            clocks: clocks(),
            stage: Stage::Treatment { step: Some(step()), next: None },
            hands: vec![mehdi()],
            charter: Some(charter()),
        },
        cases: Cases { cases: vec![case_view()] },
        plan: Plan {
            slots: slots(),
            yours_is_in: Some(true),
            yours: vec![case(1)],
            first_today: false,
        },
        mine: mine(),
        passing: Passing { dots_placed: Some(17), finished: 3, you_finished: false },
    }
}

fn case_view() -> CaseView {
    CaseView {
        case_item: case(1),
        owners: vec![claire()],
        kind: CaseKind::Preoccupation,
        title: fields().title,
        reserved: false,
        over: true,
    }
}

fn step() -> StepView {
    StepView {
        slot: slot(2),
        case_item: case(2),
        together: false,
        fleeting: false,
        process_name: both("Codéveloppement", "Professional codevelopment"),
        step: "clarification".into(),
        name: both("Clarification", "Clarification"),
        index: 1,
        count: 6,
        role: Role::Consultant,
        role_name: both("consultants", "consultants"),
        task: None,
        instruction: both(
            "Une question de fait à ne pas perdre ? Notez-la, puis posez-la à voix haute.",
            "A question of fact you do not want to lose? Note it, then ask it aloud.",
        ),
        speaks: vec![Role::Consultant, Role::Owner],
        phone: PhoneState::Jot,
        inputs: vec![InputView {
            input: "questionDeFait".into(),
            prompt: both("Ma question d’information", "My question of fact"),
            limit: 500,
            visibility: Visibility::Owner,
            together: true,
            anonymous: true,
            several: true,
        }],
        window: Some(open_until(at(10, 45))),
        vote: None,
        go_round: false,
        free_roles: vec![Role::Observer, Role::Scribe],
        turn: Some(FloorView { yours: true, number: 12 }),
        writer: None,
        others_first: true,
        criterion: Some(both("le ton", "the tone")),
        posture: Some(Posture::Coach),
        group: None,
    }
}

/// The sub-group of Claire, who keeps its time.
fn sub_group() -> SubGroupView {
    SubGroupView {
        number: 2,
        members: vec![nadia(), mehdi(), claire()],
        with_facilitator: false,
        started: true,
        turn: Some(turn_part(2)),
        part: Some(both("Consultation", "Consultation")),
        parts: 4,
        over: false,
        clock: Some(part_clock()),
        next: Some(turn_part(3)),
        next_part: Some(both("Retour", "Return")),
        keeps_time: true,
    }
}

fn mine() -> Mine {
    Mine {
        cases: vec![OwnCase {
            case_item: case(1),
            fields: fields(),
            rank: Some(1),
            process: Some(process()),
            minutes: Some(75),
            merged_into: None,
            merged_from: vec![],
            outcome: Some(Outcome::Treated),
            disposition: Some(Disposition::CarryOver),
        }],
        carried: vec![CarriedCase {
            case_item: case(4),
            title: "Dire non à mon directeur sans fermer la porte".into(),
            age: 1,
            prepared: false,
        }],
        merges: vec![MergeAsked {
            merge: case(9),
            title: "Comment tenir une équipe qui s’épuise ?".into(),
            cases: vec![case(1), case(2)],
            agreed: false,
        }],
        ways: vec![WayAsked {
            proposal: proposal(1),
            steps: vec![WayStepView::Trim { case_item: case(1), minutes: 60 }],
            agreed: false,
        }],
        deferred: false,
        titles: vec![TitleAsked {
            case_item: case(1),
            title: "Comment tenir une équipe qui s’épuise ?".into(),
        }],
        texts: vec![OwnText {
            contribution: text(1),
            input: Some("questionDeFait".into()),
            kind: None,
            text: "Qui est au courant du troisième départ ?".into(),
            visibility: Visibility::Group,
            asked_for_screen: true,
            dictated: false,
            kept: false,
        }],
        given: Given {
            authors: vec!["Mehdi".into()],
            answers: vec![Answers {
                kind: ContributionKind::Question,
                texts: vec![GivenText(text(2), Some(0), "Depuis quand le sais-tu ?".into())],
                asked_for_screen: Vec::new(),
                for_screen: Vec::new(),
                kept: vec![0],
            }],
        },
        trace: vec![TraceLine {
            line: text(7),
            kind: TraceKind::FirstStep,
            text: "Voir Paul seul avant lundi.".into(),
            due: Some(at(24 * 5, 0)),
            keep: true,
        }],
    }
}
