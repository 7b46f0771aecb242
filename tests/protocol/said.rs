//! What faces say: greetings, signals, and every act of a phone and a tablet.

use std::collections::BTreeMap;

use cercle::domain::id::StepId;
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::ExtraStep;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{
    BallotStage, CaseKind, ClockKind, Disposition, HandsOrder, Outcome, PauseKind, PhoneState,
    Posture, Role, ScreenShows, TraceKind, VoteMode,
};
use cercle::wire::common::{FromFace, PolledSay, Signal};
use cercle::wire::facilitator::SlotDraft;
use cercle::wire::participant::CaseFields;
use cercle::wire::{facilitator, participant};
use uuid::Uuid;

use crate::example::{Example, example, one_of_each, tagged};
use crate::world::{
    EPOCH, TICKET, at, blocks, bytes, case, claire, knock, mehdi, nadia, process, proposal, slot,
    text, turn_part, vote, way_steps,
};

fn hand() -> participant::Says {
    participant::Says::Hand { raised: true }
}

/// What carries an act, and what comes beside.
pub(crate) fn envelopes() -> Vec<Example> {
    let all: Vec<FromFace<participant::Says>> = one_of_each!(FromFace {
        Hello {
            protocol: 1,
            ticket: TICKET.into(),
            epoch: Some(EPOCH.into()),
            revisions: BTreeMap::from([("now".into(), 12), ("cases".into(), 3)]),
        },
        Say { id: "c0a8e1f2-31".into(), say: hand() },
        Signal { signal: Signal::Awake { visible: true } },
        Ping { at: at(10, 41).0 },
    });
    let mut examples: Vec<_> = all.iter().map(|one| tagged("FromFace", "type", one)).collect();
    let polled = PolledSay { id: "c0a8e1f2-32".to_owned(), say: hand() };
    examples.push(example("PolledSay", &polled));
    examples
}

pub(crate) fn signals() -> Vec<Example> {
    let all = one_of_each!(Signal { Awake { visible: false }, Finished { finished: true } });
    all.iter().map(|one| tagged("Signal", "kind", one)).collect()
}

/// The fields of a case.
pub(crate) fn fields() -> CaseFields {
    CaseFields {
        kind: CaseKind::Preoccupation,
        title: "Comment annoncer la réorganisation à une équipe épuisée ?".into(),
        headline: "Deux départs, un troisième qui couve".into(),
        expects: "Vos questions d’abord, puis ce que vous tenteriez.".into(),
        reserved: false,
        urgency: 3,
        importance: 2,
        emotional_load: 2,
    }
}

pub(crate) fn participant() -> Vec<Example> {
    use participant::Says;
    let all = one_of_each!(Says {
        Engage { version: 1 },
        Expect { text: Some("Repartir avec une idée à essayer.".into()) },
        TurnDone { number: 3, passes: false },
        PutCase { case_item: case(1), fields: fields() },
        WithdrawCase { case_item: case(1) },
        Prioritise { case_item: case(1), rank: Some(1) },
        AgreeMerge { merge: case(9), agrees: true },
        AnswerWay { proposal: proposal(1), agrees: true },
        ResumeGuarantee {},
        AgreeTitle {
            case_item: case(1),
            title: "Comment tenir une équipe qui s’épuise ?".into(),
            agrees: true,
        },
        ConfirmCarried { case_item: case(4), keep: true },
        ChooseProcess { case_item: case(1), process: process(), minutes: 75 },
        Issue {
            vote: vote(1),
            epoch: 0,
            blinded: (1..=3).map(|n| bytes::<32>(n).to_string()).collect(),
        },
        Checked { vote: vote(1), epoch: 0, stage: BallotStage::Sealed, ok: true },
        Contribute {
            contribution: text(1),
            slot: slot(1),
            step: "clarification".into(),
            input: "questionDeFait".into(),
            text: "Qui est au courant du troisième départ ?".into(),
        },
        WithdrawContribution { contribution: text(1) },
        GiveSlip {
            secret: bytes(7),
            slot: slot(1),
            step: "analyseSeul".into(),
            input: "option".into(),
            text: "Attendre un mois.".into(),
        },
        WithdrawSlip { secret: bytes(7) },
        Widen { contribution: text(1), visibility: Visibility::Group },
        DeclineScreen { contribution: text(1) },
        Hand { raised: true },
        TakeRole { slot: slot(1), role: Role::Scribe, taken: true },
        TurnGroup { slot: slot(1), from: Some(turn_part(0)), to: Some(turn_part(1)) },
        StopCase { slot: slot(1) },
        Settle { case_item: case(1), disposition: Disposition::CarryOver },
        PutTrace {
            line: text(7),
            kind: TraceKind::FirstStep,
            text: "Voir Paul seul avant lundi.".into(),
            due: Some(at(24 * 5, 0)),
            keep: true,
        },
        KeepText { contribution: text(1), keep: true },
        CheckOut {},
    });
    all.iter().map(|one| tagged("participant", "act", one)).collect()
}

pub(crate) fn facilitator() -> Vec<Example> {
    use facilitator::Says;
    let in_treatment = |step| Position::Treatment { at: Some(Cursor { slot: slot(1), step }) };
    let all = one_of_each!(Says {
        Admit { knock: knock(1), participant: nadia(), name: "Nadia".into() },
        Refuse { knock: knock(1) },
        Lock { locked: true },
        FreeSeat { participant: nadia() },
        Rename { participant: nadia(), name: "Nadia B.".into() },
        SetPresence { participant: nadia(), present: true, from: None, until: Some(960) },
        PairScreen { knock: knock(2), yes: true },
        UnpairScreens {},
        Go { from: in_treatment(0), to: in_treatment(1) },
        UndoGo { to: in_treatment(1) },
        Pause { kind: PauseKind::Break, until: Some(at(11, 0)) },
        Resume {},
        SetClock { from: at(10, 50), to: at(10, 55) },
        HoldClock {},
        RunClock {},
        ShowClock { clock: ClockKind::Step, phones: false, screen: true },
        AmendCharter { from: 1, text: "Ce qui se dit ici reste ici.".into() },
        SetTurnOrder { order: vec![claire(), mehdi(), nadia()] },
        TurnTo { from: Some(claire()), to: Some(mehdi()), passes: false },
        AskExpectations { open: true },
        OpenWindow { ends_at: Some(at(9, 45)), role: None },
        CloseWindow {},
        Reveal {},
        ProposeMerge {
            merge: case(9),
            cases: vec![case(1), case(2)],
            title: "Comment tenir une équipe qui s’épuise ?".into(),
        },
        DropMerge { merge: case(9) },
        ProposeTitle {
            case_item: case(1),
            title: "Comment tenir une équipe qui s’épuise ?".into(),
        },
        ChooseProcess { case_item: case(1), process: process(), minutes: 75 },
        SetBlocks { blocks: blocks(), reserve: 30 },
        ProposeWay { proposal: proposal(1), steps: way_steps() },
        DropRounds {},
        DropWay { proposal: proposal(1) },
        OpenVote { vote: vote(1), dots: 3, mode: VoteMode::Live, ends_at: Some(at(10, 28)) },
        OpenRoti { vote: vote(2) },
        OpenInterest { vote: vote(3) },
        AskMoreTime { vote: vote(4) },
        Redeal { vote: vote(1), from: 0, without: vec![mehdi()] },
        Seal { vote: vote(1), epoch: 0 },
        CloseVote { vote: vote(1) },
        MakePlan {},
        EditPlan { basis: 14, slots: vec![draft()] },
        PinSlot { slot: slot(1), pinned: true },
        InsertStep {
            slot: slot(1),
            after: 3,
            step: StepId(Uuid::from_u128(0x5e)),
            what: ExtraStep::Own { name: "Un pas de côté".into() },
            minutes: 5,
            phones: PhoneState::Write,
        },
        ChangeProcess {
            slot: slot(1),
            process: process(),
            minutes: 45,
        },
        NamePosture { slot: slot(1), step: 3, posture: Posture::Coach },
        SetOutcome { slot: slot(1), outcome: Outcome::Treated },
        AskForScreen { contribution: text(1) },
        Pin { contribution: text(1), pinned: true },
        GiveFloor { participant: mehdi() },
        OrderHands { order: HandsOrder::LeastHeard },
        LowerHand { participant: mehdi() },
        CountTurn { slot: slot(1), case_item: case(3), had: true },
        AssignRole { slot: slot(1), participant: mehdi(), role: Role::Observer, given: true },
        DrawGroups { slot: slot(1), number: 2_718 },
        JoinGroup { slot: slot(1), participant: mehdi(), group: 1 },
        StartGroups { slot: slot(1) },
        TurnGroup { slot: slot(1), group: 1, from: Some(turn_part(3)), to: None },
        OrderGroup { slot: slot(1), group: 0, order: vec![nadia(), claire(), mehdi()] },
        SetGroupClock { slot: slot(1), group: 0, from: at(10, 45), to: at(10, 47) },
        SetScreen { shows: ScreenShows::Ideas },
        CloseDay {},

    });
    all.iter().map(|one| tagged("facilitator", "act", one)).collect()
}

fn draft() -> SlotDraft {
    SlotDraft { slot: slot(1), case_item: case(1), block: 3, start: 630, minutes: 75 }
}
