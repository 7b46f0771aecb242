//! Random histories of a day: commands that somebody might well send, told by a seed.
//!
//! A test that fails prints its seed; `CERCLE_SEED=… cargo test --test …` plays that one again, and
//! `CERCLE_RUNS=…` plays more of them.
#![allow(dead_code, reason = "each test takes what it needs")]

use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P, Command};
use cercle::domain::day::Day;
use cercle::domain::day::ballot::Vote;
use cercle::domain::day::inventory::{Carried, CaseFields};
use cercle::domain::day::plan::Slot;
use cercle::domain::day::schedule::Block;
use cercle::domain::day::slip::{Slip, SlipSecret, slip_id};
use cercle::domain::day::way::{Answer, Proposal, WayStep};
use cercle::domain::id::{
    CaseId, ContributionId, ParticipantId, SlotId, StepId, Timestamp, VoteId,
};
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::ExtraStep;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{
    BallotStage, BlockKind, CaseKind, ClockKind, ContributionKind, Disposition, HandsOrder,
    Outcome, PauseKind, PhoneState, Posture, Role, ScreenShows, TraceKind, VoteMode,
};
use cercle::domain::ways;

use crate::support::{Story, case, knock, process, proposal, seat, slot, step, text, vote};

/// Seats a history plays with; the last of them is in nobody's roster.
pub const SEATS: u128 = 9;

/// Chance that can be told again: splitmix64.
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// Plays `run` for each seed: the one of `CERCLE_SEED`, or as many as `CERCLE_RUNS` says.
pub fn for_seeds(test: &str, runs: u64, run: impl Fn(&mut Chance)) {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("CERCLE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 1..1 + number("CERCLE_RUNS").unwrap_or(runs),
    };
    for seed in seeds {
        let played = std::panic::AssertUnwindSafe(|| run(&mut Chance::of(seed)));
        if let Err(panic) = std::panic::catch_unwind(played) {
            eprintln!("seed {seed}; again: CERCLE_SEED={seed} cargo test {test}");
            std::panic::resume_unwind(panic);
        }
    }
}

/// A word that stands nowhere else.
pub fn canary(chance: &mut Chance) -> String {
    format!("zq{:016x}zq", chance.next())
}

/// Somewhere in a day: just opened, with cases, with a plan, in treatment.
pub fn beginning(chance: &mut Chance) -> Story {
    let people = 2 + u128::from(chance.below(6));
    let mut story = match chance.below(5) {
        0 => Story::with_people(people),
        1 => Story::with_cases(people),
        2 => in_sub_groups(chance),
        3 => Story::in_treatment(people.min(4), "codeveloppement", 60),
        _ => Story::in_treatment(people.min(4), "faire_savoir", 20),
    };
    story.day.inventory.carried = carried(chance);
    story.later(chance.below(90) as i64);
    story
}

/// A step that six people or more work in sub-groups, drawn or not.
fn in_sub_groups(chance: &mut Chance) -> Story {
    let people = 6 + u128::from(chance.below(3));
    let mut story = if !chance.once_in(3) {
        for_all(people)
    } else {
        Story::in_a_long_slot(people, "troika", 50)
    };
    story.goes(step(slot(1), 1));
    if !chance.once_in(3) {
        story.does(F::DrawGroups { slot: slot(1), number: chance.below(9) as u32 });
    }
    story
}

/// A slot in which each brings a case of their own.
fn for_all(people: u128) -> Story {
    let mut story = Story::with_cases(people);
    let steps = vec![WayStep::Rounds { process: process("troika"), minutes: 50 }];
    story.does(F::ProposeWay { proposal: proposal(80), steps });
    let basis = story.day.basis;
    let all = Slot { slot: slot(1), case: case(1), block: 1, start: 600, minutes: 50 };
    story.does(F::EditPlan { basis, slots: vec![all] });
    story
}

/// Cases of an earlier day, of the first two people.
pub fn carried(chance: &mut Chance) -> Vec<Carried> {
    let case = |n| Carried {
        case: case(30 + n),
        owner: seat(n),
        fields: some_fields(chance),
        age: 1,
        prepared: n == 2,
    };
    (1..=2).map(case).collect()
}

/// A seat, empty or not.
fn somebody(chance: &mut Chance) -> ParticipantId {
    seat(1 + u128::from(chance.below(SEATS as u64)))
}

/// Somebody who sits in the circle, or, now and then, somebody who does not.
fn seated(chance: &mut Chance, day: &Day) -> ParticipantId {
    let seated: Vec<_> = day.roster.seated().map(|member| member.participant).collect();
    if seated.is_empty() || chance.once_in(15) { somebody(chance) } else { chance.pick(&seated) }
}

/// A case of the day, or one not brought yet.
fn some_case(chance: &mut Chance, day: &Day) -> CaseId {
    let known: Vec<CaseId> = day.inventory.cases.iter().map(|case| case.case).collect();
    let carried: Vec<CaseId> = day.inventory.carried.iter().map(|case| case.case).collect();
    match chance.below(8) {
        0 => case(1 + u128::from(chance.below(40))),
        1 if !carried.is_empty() => chance.pick(&carried),
        _ if !known.is_empty() => chance.pick(&known),
        _ => case(1 + u128::from(chance.below(40))),
    }
}

/// A case of somebody's own, if they have any.
fn own_case(chance: &mut Chance, day: &Day, who: ParticipantId) -> CaseId {
    let own = day.inventory.cases.iter().filter(|case| case.owners.contains(&who));
    let own: Vec<CaseId> = own.map(|case| case.case).collect();
    if own.is_empty() || chance.once_in(8) { some_case(chance, day) } else { chance.pick(&own) }
}

fn some_slot(chance: &mut Chance, day: &Day) -> SlotId {
    let planned = day.plan.iter().flat_map(|plan| &plan.slots).map(|slot| slot.slot);
    let planned: Vec<SlotId> = planned.collect();
    if planned.is_empty() || chance.once_in(12) { slot(90) } else { chance.pick(&planned) }
}

/// The slot at hand, mostly: what concerns its treatment is refused elsewhere.
fn slot_at_hand(chance: &mut Chance, day: &Day) -> SlotId {
    match day.cursor() {
        Some(cursor) if !chance.once_in(6) => cursor.slot,
        _ => some_slot(chance, day),
    }
}

fn some_text(chance: &mut Chance, day: &Day) -> ContributionId {
    let known: Vec<_> = day.contributions.iter().map(|text| text.contribution).collect();
    if known.is_empty() || chance.once_in(8) { text(90) } else { chance.pick(&known) }
}

fn some_vote(chance: &mut Chance, day: &Day) -> VoteId {
    let known: Vec<_> = day.votes.iter().map(|vote| vote.vote).collect();
    if known.is_empty() || chance.once_in(6) { vote(90) } else { chance.pick(&known) }
}

fn some_end(chance: &mut Chance, now: Timestamp) -> Option<Timestamp> {
    (!chance.once_in(3)).then(|| now.plus_ms(1_000 * chance.below(600) as i64))
}

fn some_fields(chance: &mut Chance) -> CaseFields {
    CaseFields {
        kind: chance.pick(CaseKind::ALL),
        title: canary(chance),
        headline: canary(chance),
        expects: canary(chance),
        reserved: chance.once_in(3),
        urgency: 1 + chance.below(3) as u8,
        importance: 1 + chance.below(3) as u8,
        emotional_load: 1 + chance.below(3) as u8,
    }
}

fn some_process(chance: &mut Chance) -> cercle::domain::process::ProcessId {
    process(chance.pick(&["faire_savoir", "codeveloppement", "demande_apports", "temoignage"]))
}

fn some_extra(chance: &mut Chance) -> ExtraStep {
    match chance.below(5) {
        0 => ExtraStep::Silence {},
        1 => ExtraStep::Round {},
        2 => ExtraStep::Pause {},
        3 => ExtraStep::Question {},
        _ => ExtraStep::Own { name: "Un pas de côté".into() },
    }
}

fn some_position(chance: &mut Chance, day: &Day) -> Position {
    match chance.below(16) {
        0 => Position::Welcome,
        1 => Position::Opening,
        2 | 3 => Position::Inventory,
        4 => Position::Process,
        5 => Position::Prioritisation,
        6 => Position::Closing,
        7 if chance.once_in(3) => Position::Ended,
        7 => Position::Treatment { at: None },
        _ => step(some_slot(chance, day), chance.below(6) as u8),
    }
}

/// What somebody in the circle might ask.
pub fn by_participant(chance: &mut Chance, day: &Day) -> Command {
    let who = seated(chance, day);
    let contribution = some_text(chance, day);
    let own = own_case(chance, day, who);
    if let Some(waits) = day.deferred.first().filter(|_| chance.once_in(24)) {
        return Command::Participant(*waits, P::ResumeGuarantee);
    }
    if day.expectations_open && chance.once_in(12) {
        return Command::Participant(who, P::Expect { text: Some(canary(chance)) });
    }
    let command = match chance.below(28) {
        0 => P::Engage { version: day.charter.version.saturating_sub(chance.below(2) as u16) },
        1 => P::Expect { text: (!chance.once_in(4)).then(|| canary(chance)) },
        2 => turn_done(chance, day),
        3..=5 => P::PutCase { case: some_case(chance, day), fields: some_fields(chance) },
        6 => P::PutCase { case: own, fields: some_fields(chance) },
        7 if chance.once_in(3) => P::WithdrawCase { case: own },
        7 | 8 => P::Prioritise { case: own, rank: chance.pick(&[None, Some(1), Some(2), Some(3)]) },
        9 if chance.once_in(2) => P::AnswerWay {
            proposal: day.proposals.last().map_or(proposal(90), |known| known.proposal),
            agrees: !chance.once_in(4),
        },
        9 | 10 => P::AgreeMerge {
            merge: match day.inventory.merges.first() {
                Some(merge) => merge.merge,
                None => case(90),
            },
            agrees: !chance.once_in(4),
        },
        11 => {
            let asked = day.inventory.titles.first().cloned();
            let (case, title) =
                asked.map_or((own, "Rien".into()), |title| (title.case, title.title));
            P::AgreeTitle { case, title, agrees: !chance.once_in(3) }
        }
        12 if !day.inventory.carried.is_empty() => {
            let carried = &day.inventory.carried[0];
            let answer = P::ConfirmCarried { case: carried.case, keep: !chance.once_in(3) };
            return Command::Participant(carried.owner, answer);
        }
        12 => P::ConfirmCarried { case: some_case(chance, day), keep: !chance.once_in(3) },
        13 => P::ChooseProcess {
            case: own,
            process: some_process(chance),
            minutes: chance.pick(&[10, 20, 45, 60]),
        },
        14..=16 => contribute(chance, day),
        17 => P::Widen { contribution, visibility: Visibility::Room },
        18 if chance.once_in(3) => P::WithdrawContribution { contribution },
        18 | 19 => P::Widen { contribution, visibility: some_visibility(chance) },
        20 => P::DeclineScreen { contribution },
        21 => P::Hand { raised: chance.once_in(2) },
        22 => P::TakeRole {
            slot: some_slot(chance, day),
            role: chance.pick(Role::ALL),
            taken: !chance.once_in(3),
        },
        23 if chance.once_in(4) => P::StopCase { slot: some_slot(chance, day) },
        23 => P::Settle { case: own, disposition: chance.pick(Disposition::ALL) },
        24 => P::PutTrace {
            line: text(100 + u128::from(chance.below(12))),
            kind: chance.pick(TraceKind::ALL),
            text: if chance.once_in(4) { String::new() } else { canary(chance) },
            due: None,
            keep: chance.once_in(2),
        },
        25 | 26 => match turn_group(chance, day) {
            F::TurnGroup { slot, from, to, .. } => P::TurnGroup { slot, from, to },
            _ => turn_done(chance, day),
        },
        _ if chance.once_in(6) => P::CheckOut,
        _ => P::KeepText { contribution, keep: !chance.once_in(3) },
    };
    Command::Participant(who, command)
}

/// The turn at hand, or the one before, is over or passed.
fn turn_done(chance: &mut Chance, day: &Day) -> P {
    let number = day.turn.as_ref().map_or(0, |turn| turn.number);
    let number = if chance.once_in(4) { number.saturating_sub(1) } else { number };
    P::TurnDone { number, passes: chance.once_in(2) }
}

fn some_visibility(chance: &mut Chance) -> Visibility {
    use Visibility::{Author, Group, Owner, Room};
    chance.pick(&[Author, Owner, Group, Room, Room])
}

/// A text for an input of the step at hand.
fn contribute(chance: &mut Chance, day: &Day) -> P {
    let at = day.at_step();
    let inputs: Vec<&str> =
        at.iter().flat_map(|(_, _, step)| &step.inputs).map(|input| input.id.as_str()).collect();
    P::Contribute {
        contribution: text(1 + u128::from(chance.below(30))),
        slot: at.map_or(slot(90), |(slot, _, _)| slot.slot),
        step: at.map_or("rien", |(_, _, step)| step.id.as_str()).into(),
        input: if inputs.is_empty() { "rien" } else { chance.pick(&inputs) }.into(),
        text: canary(chance),
    }
}

/// What a facilitator might ask.
pub fn by_facilitator(chance: &mut Chance, day: &Day, now: Timestamp) -> Command {
    let from = day.position.0;
    let contribution = some_text(chance, day);
    Command::Facilitator(match chance.below(48) {
        0 | 1 => {
            let who = 1 + u128::from(chance.below(SEATS as u64));
            F::Admit { knock: knock(who), participant: seat(who), name: canary(chance) }
        }
        2 => F::Lock { locked: chance.once_in(2) },
        3 if chance.once_in(3) => F::FreeSeat { participant: somebody(chance) },
        3 | 4 => F::Rename { participant: somebody(chance), name: canary(chance) },
        5 => F::SetPresence {
            participant: somebody(chance),
            present: !chance.once_in(4),
            from: chance.pick(&[None, Some(600)]),
            until: chance.pick(&[None, Some(800)]),
        },
        6 => F::PairScreen { knock: knock(50 + u128::from(chance.below(3))) },
        7 => F::UnpairScreens,
        8..=12 => F::Go { from, to: some_position(chance, day) },
        13 | 14 => F::UndoGo { to: from },
        15 => F::Pause { kind: chance.pick(PauseKind::ALL), until: some_end(chance, now) },
        16 | 17 => F::Resume,
        18 => {
            let shown = day.step_clock.map_or(now, |clock| clock.ends_at);
            F::SetClock { from: shown, to: shown.plus_ms(30_000 * chance.below(9) as i64 - 60_000) }
        }
        19 => F::HoldClock,
        20 => F::RunClock,
        21 => F::ShowClock {
            clock: chance.pick(ClockKind::ALL),
            phones: chance.once_in(2),
            screen: chance.once_in(2),
        },
        22 => F::AmendCharter { from: day.charter.version, text: canary(chance) },
        23 => {
            let mut order: Vec<_> = day.roster.seated().map(|member| member.participant).collect();
            order.truncate(chance.below(9) as usize);
            F::SetTurnOrder { order }
        }
        24 => F::TurnTo {
            from: day.turn.as_ref().and_then(|turn| turn.speaking),
            to: (!chance.once_in(4)).then(|| somebody(chance)),
            passes: chance.once_in(3),
        },
        25 => F::AskExpectations { open: !chance.once_in(3) },
        26..=28 => F::OpenWindow {
            ends_at: some_end(chance, now),
            role: chance.once_in(4).then(|| chance.pick(Role::ALL)),
        },
        29 => F::CloseWindow,
        30 => F::Reveal,
        31 if chance.once_in(2) => way(chance, day),
        31 => F::ProposeMerge {
            merge: case(200 + u128::from(chance.below(20))),
            cases: vec![some_case(chance, day), some_case(chance, day)],
            title: canary(chance),
        },
        32 if day.runs.values().any(|run| run.turns.is_some()) => {
            F::CountTurn { slot: slot(1), case: some_case(chance, day), had: chance.once_in(2) }
        }
        32 if chance.once_in(8) => F::DropRounds,
        32 if chance.once_in(6) => F::DropWay {
            proposal: day.proposals.first().map_or(proposal(90), |known| known.proposal),
        },
        32 if chance.once_in(4) => F::DropMerge { merge: some_case(chance, day) },
        32 => F::ProposeTitle { case: some_case(chance, day), title: canary(chance) },
        33 => F::ChooseProcess {
            case: some_case(chance, day),
            process: some_process(chance),
            minutes: chance.pick(&[10, 20, 45, 60]),
        },
        34 => F::SetBlocks {
            blocks: vec![
                Block { kind: BlockKind::Treatment, start: 600, end: 700 },
                Block { kind: BlockKind::Treatment, start: 760, end: 860 },
            ],
            reserve: chance.below(30) as u16,
        },
        35 => F::OpenVote {
            vote: vote(1 + u128::from(chance.below(9))),
            dots: 3,
            mode: chance.pick(&[VoteMode::Live, VoteMode::Sealed]),
            ends_at: some_end(chance, now),
        },
        36 => F::OpenRoti { vote: vote(20 + u128::from(chance.below(5))) },
        37 if chance.once_in(2) => F::AskMoreTime { vote: vote(40 + u128::from(chance.below(9))) },
        37 => F::OpenInterest { vote: vote(30 + u128::from(chance.below(9))) },
        38 if chance.once_in(3) => {
            F::PinSlot { slot: some_slot(chance, day), pinned: !chance.once_in(3) }
        }
        38 => edit_plan(chance, day),
        39 if chance.once_in(3) => F::InsertStep {
            slot: slot_at_hand(chance, day),
            after: day.cursor().map_or(0, |cursor| cursor.step),
            step: StepId(uuid::Uuid::from_u128(900 + u128::from(chance.below(30)))),
            what: some_extra(chance),
            minutes: chance.pick(&[1, 5, 30, 31]),
            phones: chance.pick(PhoneState::ALL),
        },
        39 if chance.once_in(4) => F::NamePosture {
            at: day.cursor().unwrap_or(Cursor { slot: slot_at_hand(chance, day), step: 0 }),
            posture: chance.pick(Posture::ALL),
        },
        39 if chance.once_in(2) => F::ChangeProcess {
            slot: slot_at_hand(chance, day),
            process: some_process(chance),
            minutes: chance.pick(&[10, 45, 60]),
        },
        39 => F::SetOutcome {
            slot: some_slot(chance, day),
            outcome: chance.pick(&[Outcome::Treated, Outcome::Unfinished]),
        },
        40 => F::AskForScreen { contribution },
        41 => F::Pin { contribution, pinned: !chance.once_in(3) },
        42 if chance.once_in(3) => F::OrderHands { order: chance.pick(HandsOrder::ALL) },
        42 if chance.once_in(2) => F::GiveFloor {
            participant: match day.floor.hands.first() {
                Some((who, _)) if !chance.once_in(4) => *who,
                _ => somebody(chance),
            },
        },
        42 => F::LowerHand { participant: somebody(chance) },
        43..=46 => sub_groups(chance, day),
        _ if chance.once_in(60) => F::CloseDay,
        _ if chance.once_in(2) => F::SetScreen { shows: chance.pick(ScreenShows::ALL) },
        _ => F::AssignRole {
            slot: some_slot(chance, day),
            participant: somebody(chance),
            role: chance.pick(Role::ALL),
            given: !chance.once_in(3),
        },
    })
}

/// Sub-groups drawn, changed, begun, moved on.
fn sub_groups(chance: &mut Chance, day: &Day) -> F {
    let at_hand = day.cursor().map_or(slot(90), |cursor| cursor.slot);
    let drawn = day.split.is_some();
    match chance.below(11) {
        10 => F::CountTurn { slot: at_hand, case: some_case(chance, day), had: chance.once_in(2) },
        0 => F::DrawGroups { slot: at_hand, number: chance.below(9) as u32 },
        _ if !drawn => F::DrawGroups { slot: at_hand, number: chance.below(9) as u32 },
        1 => F::JoinGroup {
            slot: at_hand,
            participant: seated(chance, day),
            group: chance.below(3) as u8,
        },
        2 | 3 => F::StartGroups { slot: at_hand },
        4 => order_group(chance, day),
        5 => lengthen_group(chance, day),
        _ => turn_group(chance, day),
    }
}

/// The turns of a sub-group begin with another member.
fn order_group(chance: &mut Chance, day: &Day) -> F {
    let group = chance.below(2);
    let known = day.split.as_ref().and_then(|split| split.groups.get(group as usize));
    let mut order = known.map(|known| known.members.clone()).unwrap_or_default();
    if !order.is_empty() {
        order.rotate_left(1);
    }
    let slot = day.cursor().map_or(slot(90), |cursor| cursor.slot);
    F::OrderGroup { slot, group: group as u8, order }
}

/// The part at hand in a sub-group lasts two minutes more, or one less.
fn lengthen_group(chance: &mut Chance, day: &Day) -> F {
    let group = chance.below(2);
    let known = day.split.as_ref().and_then(|split| split.groups.get(group as usize));
    let from = known.and_then(|known| known.clock).map_or(day.last_at, |clock| clock.ends_at);
    let slot = day.cursor().map_or(slot(90), |cursor| cursor.slot);
    let to = from.plus_ms(if chance.once_in(3) { -60_000 } else { 120_000 });
    F::SetGroupClock { slot, group: group as u8, from, to }
}

/// A sub-group moved on or back, from where it stands or from elsewhere.
fn turn_group(chance: &mut Chance, day: &Day) -> F {
    let index = chance.below(2) as usize;
    let group = day.split.as_ref().and_then(|split| split.groups.get(index));
    let to =
        group.and_then(|group| if chance.once_in(4) { group.previous() } else { group.next() });
    F::TurnGroup {
        slot: day.cursor().map_or(slot(90), |cursor| cursor.slot),
        group: index as u8,
        from: if chance.once_in(8) { to } else { group.and_then(|group| group.turn) },
        to,
    }
}

/// The slots there are, less one or one more.
fn edit_plan(chance: &mut Chance, day: &Day) -> F {
    let plan = day.plan.as_ref();
    let mut slots: Vec<Slot> = plan.map(|plan| plan.slots.clone()).unwrap_or_default();
    if chance.once_in(3) && !slots.is_empty() {
        let index = chance.below(slots.len() as u64) as usize;
        slots.remove(index);
    } else {
        slots.push(Slot {
            slot: slot(10 + u128::from(chance.below(20))),
            case: planable(chance, day),
            block: 1,
            start: 600 + chance.below(90) as u16,
            minutes: 20,
        });
    }
    F::EditPlan { basis: plan.map_or(day.basis, |plan| plan.basis), slots }
}

/// Twins proposed, agreed to by an owner, or withdrawn again.
fn merge(chance: &mut Chance, day: &Day) -> Command {
    if let Some(merge) = day.inventory.merges.first() {
        let owners = day.inventory.owners_of(&merge.cases);
        let yes = P::AgreeMerge { merge: merge.merge, agrees: !chance.once_in(10) };
        let who = if owners.is_empty() { somebody(chance) } else { chance.pick(&owners) };
        return Command::Participant(who, yes);
    }
    let merged = day.inventory.live().find(|case| !case.merged_from.is_empty());
    if let Some(case) = merged.filter(|_| chance.once_in(2)) {
        let who = chance.pick(&case.owners);
        return Command::Participant(who, P::WithdrawCase { case: case.case });
    }
    let live: Vec<CaseId> = day.inventory.live().map(|case| case.case).collect();
    let some = |chance: &mut Chance| if live.is_empty() { case(1) } else { chance.pick(&live) };
    Command::Facilitator(F::ProposeMerge {
        merge: case(200 + u128::from(chance.below(20))),
        cases: vec![some(chance), some(chance)],
        title: canary(chance),
    })
}

/// A vote from its opening to its close, or the end of the day.
fn vote_on(chance: &mut Chance, day: &Day) -> Command {
    let closing = day.position.0 == Position::Closing;
    let Some(open) = day.votes.iter().find(|vote| !vote.is_closed()) else {
        let vote = vote(1 + u128::from(chance.below(60)));
        return Command::Facilitator(match closing {
            true if chance.once_in(5) => F::CloseDay,
            true => F::OpenRoti { vote },
            false => F::OpenVote { vote, dots: 3, mode: VoteMode::Live, ends_at: None },
        });
    };
    let counts = open.options.iter().map(|_| chance.below(4) as u16).collect();
    Command::House(match chance.below(14) {
        0 => H::CloseVote { vote: open.vote, counts, entries: Vec::new() },
        1..=3 => H::Release { vote: open.vote, n: open.release + 1, counts },
        _ => return on_deal(chance, open),
    })
}

/// What comes next in a deal, or another deal.
fn on_deal(chance: &mut Chance, open: &Vote) -> Command {
    let (vote, epoch) = (open.vote, open.deal.epoch);
    Command::House(match open.stage() {
        BallotStage::Dealing => H::Deal { vote, epoch, pk: Bytes([3; 32]) },
        BallotStage::Issuing if chance.once_in(16) => {
            H::Redeal { vote, from: epoch, without: Vec::new(), placed: 3 }
        }
        BallotStage::Issuing if open.deal.is_issued() || chance.once_in(16) => {
            let tags = 0..open.least_sealed() as u8 + chance.below(3) as u8;
            H::Seal { vote, epoch, tags: tags.map(|n| Bytes([n; 32])).collect() }
        }
        BallotStage::Issuing => {
            let has_none = |who: &&ParticipantId| !open.deal.issued.contains_key(who);
            let next = open.deal.electors.iter().find(has_none).copied();
            let anybody = chance.pick(&open.deal.electors);
            let participant = next.filter(|_| !chance.once_in(4)).unwrap_or(anybody);
            let blinded = (0..open.dots).map(|dot| Bytes([dot; 32])).collect();
            H::Issue { vote, epoch, participant, blinded }
        }
        stage if !open.deal.issued.is_empty() && !chance.once_in(4) => {
            let issued: Vec<ParticipantId> = open.deal.issued.keys().copied().collect();
            let who = chance.pick(&issued);
            let ok = chance.once_in(2);
            return Command::Participant(who, P::Checked { vote, epoch, stage, ok });
        }
        _ => H::Redeal { vote, from: epoch, without: Vec::new(), placed: 3 },
    })
}

/// A case with a process that stands for itself.
fn planable(chance: &mut Chance, day: &Day) -> CaseId {
    let ready = day.inventory.live().filter(|case| case.process.is_some());
    let ready: Vec<CaseId> = ready.map(|case| case.case).collect();
    if ready.is_empty() { some_case(chance, day) } else { chance.pick(&ready) }
}

/// What the house might ask of itself.
pub fn by_house(chance: &mut Chance, day: &Day) -> Command {
    let open = some_vote(chance, day);
    let counts = |chance: &mut Chance| {
        let options = day.vote(open).map_or(0, |vote| vote.options.len());
        (0..options).map(|_| chance.below(4) as u16).collect()
    };
    Command::House(match chance.below(5) {
        0 => H::Clock,
        4 if chance.once_in(3) => H::WithdrawSlip { secret: secret(chance.below(12) as u8) },
        4 => give_slips(chance, day),
        1 => H::Issue {
            vote: open,
            epoch: 0,
            participant: somebody(chance),
            blinded: vec![Bytes([6; 32]); 3],
        },
        2 => H::Release { vote: open, n: 1 + chance.below(4) as u16, counts: counts(chance) },
        _ => H::CloseVote { vote: open, counts: counts(chance), entries: Vec::new() },
    })
}

/// What only the phone that wrote a slip knows.
fn secret(n: u8) -> SlipSecret {
    Bytes([n; 32])
}

/// Words of nobody, in the slot at hand.
fn give_slips(chance: &mut Chance, day: &Day) -> H {
    let visibility = chance.pick(&[Visibility::Owner, Visibility::Group, Visibility::Room]);
    let step = day.at_step().map_or("rien", |(_, _, step)| step.id.as_str()).to_owned();
    let first = chance.below(12) as u8;
    let slips = (first..first + 3).map(|n| Slip {
        contribution: slip_id(&secret(n)),
        step: step.clone(),
        input: "option".into(),
        kind: ContributionKind::Suggestion,
        visibility,
        text: canary(chance),
    });
    let slips = slips.collect();
    let slot = day.cursor().map_or(slot(90), |cursor| cursor.slot);
    H::GiveSlips { slot, step, slips }
}

/// A way out of one step or two, whether it is one of this day or not.
fn way(chance: &mut Chance, day: &Day) -> F {
    let step = |chance: &mut Chance| match chance.below(7) {
        6 => WayStep::Rounds { process: process("troika"), minutes: chance.pick(&[45, 50]) },
        0 => WayStep::Trim { case: some_case(chance, day), minutes: chance.pick(&[10, 20, 45]) },
        1 => WayStep::Lighten {
            case: some_case(chance, day),
            process: process("partage_experiences"),
            minutes: 20,
        },
        2 => WayStep::Shorten { block: chance.below(5) as u8, minutes: chance.pick(&[20, 45]) },
        3 => WayStep::Extend { end: day.schedule.end() + chance.below(30) as u16 },
        4 => WayStep::Defer { participant: somebody(chance) },
        _ => WayStep::Merge {
            merge: day.inventory.merges.first().map_or(case(200), |known| known.merge),
        },
    };
    let mut steps = vec![step(chance)];
    if chance.once_in(3) {
        steps.push(step(chance));
    }
    F::ProposeWay { proposal: proposal(1 + u128::from(chance.below(40))), steps }
}

/// What somebody asked says to a way out that waits, or the facilitator who takes it back.
fn to_a_way(chance: &mut Chance, day: &Day) -> Option<Command> {
    let waits = |known: &&Proposal| known.answer == Answer::Waiting;
    let known = day.proposals.iter().find(waits)?;
    if chance.once_in(5) {
        return Some(Command::Facilitator(F::DropWay { proposal: known.proposal }));
    }
    let asked = ways::asked_by(day, &known.steps);
    let who = *asked.iter().find(|who| !known.agreed.contains(who))?;
    let answer = P::AnswerWay { proposal: known.proposal, agrees: !chance.once_in(12) };
    Some(Command::Participant(who, answer))
}

/// Anything anybody might ask.
pub fn any_command(chance: &mut Chance, story: &Story) -> Command {
    if story.day.split.is_some() && chance.once_in(4) {
        return Command::Facilitator(sub_groups(chance, &story.day));
    }
    match chance.below(12) {
        0..=4 => by_participant(chance, &story.day),
        5..=8 => by_facilitator(chance, &story.day, story.now),
        9 => by_house(chance, &story.day),
        _ => what_is_asked(chance, story),
    }
}

/// What the day waits for: an open window, a text from whoever may give it, a yes.
fn what_is_asked(chance: &mut Chance, story: &Story) -> Command {
    let day = &story.day;
    let who = seated(chance, day);
    let asked = day.contributions.iter().find(|text| text.asked_for_screen);
    if let Some((text, author)) = asked.and_then(|text| Some((text, text.author?))) {
        let yes = P::Widen { contribution: text.contribution, visibility: Visibility::Room };
        return Command::Participant(author, yes);
    }
    match day.position.0 {
        Position::Inventory | Position::Treatment { at: Some(_) } if !day.window.open => {
            Command::Facilitator(F::OpenWindow { ends_at: None, role: None })
        }
        Position::Inventory if chance.once_in(6) => Command::Facilitator(F::Reveal),
        Position::Inventory => {
            let case = case(1 + u128::from(chance.below(40)));
            Command::Participant(who, P::PutCase { case, fields: some_fields(chance) })
        }
        Position::Treatment { at: Some(_) } => Command::Participant(who, contribute(chance, day)),
        Position::Treatment { at: None } => Command::Facilitator(edit_plan(chance, day)),
        Position::Process | Position::Prioritisation if chance.once_in(3) => {
            to_a_way(chance, day).unwrap_or_else(|| Command::Facilitator(way(chance, day)))
        }
        Position::Process => merge(chance, day),
        Position::Prioritisation | Position::Closing => vote_on(chance, day),
        _ => Command::Facilitator(F::Go { from: day.position.0, to: some_position(chance, day) }),
    }
}
