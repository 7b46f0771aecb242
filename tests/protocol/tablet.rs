//! What a tablet hears: its sections, and the phase at hand in each of its forms.

use cercle::domain::day::split::TurnPart;
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::{Phones, ProcessId};
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{
    CaseKind, ClockKind, ContributionKind, Disposition, HandsOrder, Outcome, PauseKind, PhoneState,
    Posture, Role, ScreenShows,
};
use cercle::wire::common::{PauseView, WayStepView};
use cercle::wire::facilitator::{
    BreachView, CaseReason, CaseView, Cases, ClockShown, CoverView, Feasibility, GoRoundView,
    GroupMemberView, GuaranteeView, HandView, Hears, KnockView, MergeView, Now, Passing, Plan,
    PlannedSlot, PriorityView, ProposalView, ReasonView, RestView, RevealView, RoleView,
    RoundsView, ScreenTimeView, SeatView, ServedView, SplitView, Stage, StakeView, StepLine,
    StepView, SubGroupView, TextView, Texts, TitleView, UndoView, WayView, WorthView,
};

use crate::example::{Example, example, one_of_each, tagged};
use crate::said::fields;
use crate::world::{
    CODE, at, blocks, both, case, charter, claire, clocks, day, expectations, knock, mehdi,
    more_time_vote, nadia, open_until, part_clock, priority_vote, process, proposal, roti, slot,
    text, turn, turn_part, way_steps,
};

pub(crate) fn sections() -> Vec<Example> {
    // Taken apart whole: another section does not compile without an example.
    let Hears { now, cases, plan, texts, passing } = hears();
    let mut examples = vec![
        example("tablet · now", &now),
        example("tablet · cases", &cases),
        example("tablet · plan", &plan),
        example("tablet · texts", &texts),
        example("tablet · passing", &passing),
    ];
    let positions = one_of_each!(Position {
        Welcome {},
        Opening {},
        Inventory {},
        Process {},
        Prioritisation {},
        Treatment { at: Some(Cursor { slot: slot(1), step: 1 }) },
        Closing {},
        Ended {},
    });
    examples.extend(positions.iter().map(|one| tagged("Position", "phase", one)));
    examples
}

pub(crate) fn stages() -> Vec<Example> {
    let all = one_of_each!(Stage {
        Welcome {},
        Opening {
            charter: charter(),
            turn: Some(turn()),
            expectations_open: true,
            expectations: expectations(),
        },
        Inventory {
            window: open_until(at(9, 45)),
            submitted: 6,
            revealed: false,
            turn: None,
        },
        Process {},
        Prioritisation {
            feasibility: Some(Feasibility { missing: 0, extend: None, release: vec![], fits: true, ..feasibility() }),
            vote: Some(priority_vote()),
        },
        Treatment { step: Some(step()), next: None, left: Vec::new() },
        Closing {
            roti: Some(roti()),
            turn: None,
            expectations: expectations(),
            unsettled: 1,
            served: vec![
                ServedView { participant: nadia(), cases: vec![case(1)], to_prepare: Vec::new(), first_next: false },
                ServedView { participant: mehdi(), cases: Vec::new(), to_prepare: vec![case(2)], first_next: true },
            ],
        },
        Ended {},
    });
    let mut examples: Vec<_> = all.iter().map(|one| tagged("tablet", "phase", one)).collect();
    let between = Stage::Treatment { step: None, next: Some(slot(2)), left: vec![slot(1)] };
    examples.push(example("tablet · treatment, between two slots", &between));
    examples.push(example("tablet · the sub-groups of a step", &split()));
    examples
}

fn hears() -> Hears {
    Hears { now: now(), cases: cases(), plan: plan(), texts: texts(), passing: passing() }
}

fn now() -> Now {
    let here = |step| Position::Treatment { at: Some(Cursor { slot: slot(1), step }) };
    Now {
        day: day(),
        code: CODE.into(),
        locked: false,
        seats: 8,
        people: vec![SeatView {
            participant: nadia(),
            name: "Nadia".into(),
            seated: true,
            present: true,
            from: None,
            until: Some(960),
            engaged: true,
            checked_out: false,
            cases: 1,
            roles: 2,
        }],
        position: here(1),
        undo: Some(UndoView { from: here(0), to: here(1), until: at(10, 35).plus_ms(10_000) }),
        pause: Some(PauseView { kind: PauseKind::Break, until: Some(at(11, 0)) }),
        clocks: clocks(),
        shown: [ClockKind::Step, ClockKind::Case, ClockKind::Day]
            .map(|clock| ClockShown { clock, phones: false, screen: clock == ClockKind::Step })
            .into(),
        blocks: blocks(),
        reserve: 30,
        guarantee: Some(GuaranteeView {
            free_from: at(10, 45),
            rest_ms: 33 * 60_000,
            due: Some(at(11, 10)),
            reserve_until: at(11, 40),
            stakes: vec![StakeView { participant: mehdi(), by: Some(at(11, 25)), short: 0 }],
        }),
        stage: Stage::Treatment { step: Some(step()), next: None, left: Vec::new() },
        hands: vec![HandView { participant: mehdi(), since: at(10, 40), heard: 2 }],
        hands_order: HandsOrder::Raised,
        screen_time: ScreenTimeView { past_ms: 840_000, since: Some(at(10, 40)) },
        screen: ScreenShows::Step,
        screen_paired: true,
    }
}

fn step() -> StepView {
    let line = |id: &str, fr: &str, en: &str, minutes| StepLine {
        step: id.into(),
        name: both(fr, en),
        minutes,
        phones: Phones { owner: PhoneState::Closed, group: PhoneState::Write },
    };
    StepView {
        slot: slot(1),
        case_item: case(1),
        process_name: both("Codéveloppement", "Professional codevelopment"),
        steps: vec![
            line("expose", "Exposé", "Presentation", 8),
            line("clarification", "Clarification", "Clarification", 15),
        ],
        index: 1,
        says: both(
            "Vos questions pour comprendre : des faits, le contexte, ce qui a été tenté.",
            "Your questions to understand: facts, context, what has been tried.",
        ),
        speaks: vec![Role::Consultant, Role::Owner],
        owner_role: both("client", "client"),
        group_role: both("consultants", "consultants"),
        owner_phone: PhoneState::Closed,
        group_phone: PhoneState::Jot,
        window: Some(open_until(at(10, 45))),
        contract: Some(2),
        slips: None,
        asks: false,
        reveals: Some(RevealView { to_all: 3, to_owner: 0, slips: false }),
        window_seconds: Some(90),
        offers: vec![Role::Timekeeper, Role::Scribe],
        writers: vec![Role::Consultant, Role::Scribe],
        vote: None,
        more_time: Some(more_time_vote()),
        roles: vec![RoleView { participant: mehdi(), role: Role::Timekeeper }],
        posture: Posture::Facilitator,
        offers_posture: Some(Posture::Trainer),
        split: None,
        go_round: Some(GoRoundView {
            named: true,
            order: vec![mehdi(), nadia(), claire()],
            turn: Some(turn()),
        }),
    }
}

/// A step at work in sub-groups; only the first is told here.
fn split() -> SplitView {
    let member = |participant, reserved| GroupMemberView { participant, reserved };
    SplitView {
        fewest: 3,
        most: 5,
        parts: vec![both("Exposé", "Presentation"), both("Questions", "Questions")],
        started: true,
        groups: vec![SubGroupView {
            members: vec![member(nadia(), true), member(mehdi(), false), member(claire(), false)],
            turn: Some(turn_part(0)),
            next: Some(turn_part(1)),
            previous: Some(TurnPart { client: nadia(), part: 1 }),
            over: false,
            clock: Some(part_clock()),
        }],
    }
}

fn feasibility() -> Feasibility {
    Feasibility {
        required: 234,
        available: 240,
        missing: 0,
        without_priority: vec![nadia()],
        unplaceable: vec![],
        extend: Some((5, 12)),
        release: vec![vec![slot(2)]],
        fits: false,
        others_fit: Some(false),
        is_known: true,
    }
}

fn cases() -> Cases {
    let fields = fields();
    Cases {
        cases: vec![CaseView {
            case_item: case(1),
            owners: vec![claire()],
            kind: CaseKind::Preoccupation,
            title: fields.title,
            headline: fields.headline,
            expects: fields.expects,
            reserved: false,
            urgency: 3,
            emotional_load: 2,
            priorities: vec![PriorityView { participant: claire(), rank: 1 }],
            process: Some(process()),
            minutes: Some(75),
            merged_from: vec![],
            age: 0,
            prepared: false,
            dots: Some(7),
            outcome: Some(Outcome::Treated),
            disposition: Some(Disposition::CarryOver),
        }],
        merges: vec![MergeView {
            merge: case(9),
            title: "Comment tenir une équipe qui s’épuise ?".into(),
            cases: vec![case(1), case(2)],
            agreed: vec![claire()],
            waiting: vec![mehdi()],
        }],
        titles: vec![TitleView {
            case_item: case(1),
            title: "Comment tenir une équipe qui s’épuise ?".into(),
        }],
    }
}

fn planned() -> Vec<PlannedSlot> {
    vec![PlannedSlot {
        slot: slot(1),
        case_item: case(1),
        also: Vec::new(),
        missed: Vec::new(),
        block: 3,
        start: 630,
        end: 705,
        process: process(),
        outcome: None,
        begun: false,
        least: 60,
        pinned: true,
    }]
}

fn plan() -> Plan {
    Plan {
        basis: 14,
        computing: false,
        stale: false,
        slots: planned(),
        dots: 7,
        used: 78,
        available: 240,
        free_from: 660,
        covered: vec![CoverView { participant: claire(), cases: vec![case(1)] }],
        uncovered: vec![mehdi()],
        without_case: vec![nadia()],
        stopped: vec![mehdi()],
        left_waiting: vec![nadia()],
        again: vec![],
        missed: vec![],
        first: vec![claire()],
        reasons: reasons(),
        breaches: breaches(),
        infeasible: Some(feasibility()),
        rest: Some(RestView { slots: planned(), left_out: vec![mehdi()] }),
        by_hand: true,
        ways: Some(vec![WayView {
            asked: way_steps().iter().map(|_| vec![claire()]).collect(),
            steps: way_steps(),
            saves: 78,
            fits: true,
        }]),
        proposals: vec![ProposalView {
            proposal: proposal(1),
            steps: vec![WayStepView::Trim { case_item: case(1), minutes: 60 }],
            agreed: 0,
            asked: 1,
            waiting: vec![claire()],
            declined: false,
            lapsed: false,
        }],
        rounds: Some(RoundsView {
            process: ProcessId::new("wise_crowds").unwrap(),
            minutes: 70,
            cases: vec![case(3), case(4)],
            without: vec![nadia()],
        }),
        unasked: vec![nadia()],
        deferred: vec![nadia()],
        before: Some(WorthView { dots: 9, used: 81, cases: 2 }),
        gap: Some(1),
        broken: false,
    }
}

/// Every reason a face knows how to say, each about a case of its own.
fn reasons() -> Vec<CaseReason> {
    let all = one_of_each!(ReasonView {
        Covers { people: vec![claire()], dots: 7 },
        Dots { dots: 5 },
        ByHand {},
        TooLong { minutes: 180 },
        OverTime { minutes: 60, available: 60 },
        OwnerAway {},
        GroupFloor {},
        WouldUncover { people: vec![mehdi()], dots: 6 },
        FewerDots { dots: 1 },
        EqualDots { dots: 1 },
        LeftOut { dots: 1 },
        NoProcess {},
        NoPlan {},
        NotPlanned {},
    });
    let treated = |reason: &ReasonView| {
        matches!(reason, ReasonView::Covers { .. } | ReasonView::Dots { .. } | ReasonView::ByHand)
    };
    let about = |(number, reason)| CaseReason {
        case_item: case(number),
        treated: treated(&reason),
        reason,
    };
    (1..).zip(all).map(about).collect()
}

fn breaches() -> Vec<BreachView> {
    one_of_each!(BreachView {
        Uncovered { participant: mehdi() },
        OverBlock { slot: slot(1), minutes: 5 },
        Overlap { slot: slot(2) },
        Reserve { minutes: 10 },
        OwnerAway { slot: slot(1), participant: claire() },
        GroupFloor { slot: slot(1) },
        Shortened { slot: slot(2), minutes: 15, asked: vec![claire()] },
    })
}

fn texts() -> Texts {
    Texts {
        texts: vec![TextView {
            contribution: text(1),
            author: Some(mehdi()),
            dictated: false,
            step: "clarification".into(),
            kind: ContributionKind::Question,
            text: "Depuis quand le sais-tu ?".into(),
            visibility: Visibility::Group,
            asked: true,
            pinned: false,
        }],
        for_owner: 4,
        held: 2,
    }
}

fn passing() -> Passing {
    Passing {
        knocks: vec![KnockView {
            knock: knock(1),
            screen: false,
            name: "Nadia".into(),
            words: both("lune papillon", "moon butterfly"),
            seat: Some(nadia()),
            same_name: false,
        }],
        connected: vec![claire(), mehdi()],
        asleep: vec![mehdi()],
        screens: 1,
        tablets: 0,
        dots_placed: Some(17),
        dots_in: None,
        finished: 3,
        clock_went_back: false,
        plain_http: false,
    }
}
