//! What events mean: total, never fails. An event about something gone changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::day::ballot::Vote;
use crate::domain::day::clocks::{Clock, Drift, LastMove, Window};
use crate::domain::day::inventory::{CaseItem, Merge};
use crate::domain::day::opening::{Charter, Turn};
use crate::domain::day::plan::{Plan, Slot, Why};
use crate::domain::day::roster::{Member, Roster};
use crate::domain::day::schedule::Schedule;
use crate::domain::day::trace::TraceLine;
use crate::domain::day::treatment::{Contribution, Run};
use crate::domain::day::{Day, Facts, Place};
use crate::domain::event::{Event, Opening};
use crate::domain::id::{CaseId, ParticipantId, SlotId, Timestamp};
use crate::domain::position::{Cursor, Position};
use crate::domain::process::ProcessId;
use crate::domain::vocabulary::{Outcome, VoteKind};

/// The day after an event that happened at `at`.
pub fn apply(day: &mut Day, event: &Event, at: Timestamp) {
    day.last_at = at.max(day.last_at);
    if changes_basis(day, event) {
        day.basis += 1;
    }
    match event {
        Event::Opened(opening) => open(day, opening),
        Event::Admitted { knock, participant, name } => admit(day, *knock, *participant, name),
        Event::DoorSet { locked } => day.roster.locked = *locked,
        Event::SeatFreed { participant } => free_seat(day, *participant),
        Event::Renamed { participant, name } => {
            if let Some(member) = day.roster.member_mut(*participant) {
                member.name.clone_from(name);
            }
        }
        Event::PresenceSet { participant, present, from, until } => {
            if let Some(member) = day.roster.member_mut(*participant) {
                (member.present, member.from, member.until) = (*present, *from, *until);
            }
        }
        Event::CheckedOut { participant } => {
            if let Some(member) = day.roster.member_mut(*participant) {
                member.checked_out = true;
            }
            day.hands.retain(|(who, _)| who != participant);
            if let Some(turn) = &mut day.turn {
                turn.leave(*participant);
            }
        }
        Event::ScreenPaired { knock } => day.screens.push(*knock),
        Event::ScreensUnpaired => {
            day.screens.clear();
            day.screen_generation += 1;
        }
        Event::ScreenSet { shows } => day.screen = Some(*shows),
        Event::Moved { from, to, clock, behind_ms } => {
            go(day, *from, *to, *clock, *behind_ms, at);
        }
        Event::MoveUndone { .. } => undo(day, at),
        Event::Paused { pause } => {
            day.pause = Some(*pause);
            day.step_clock = day.step_clock.map(|clock| clock.held(at));
        }
        Event::Resumed => {
            if day.pause.take().is_some_and(|pause| pause.clock_ran)
                && let Some(clock) = day.step_clock
            {
                set_clock(day, clock.running(at));
            }
        }
        Event::ClockSet { clock } => set_clock(day, *clock),
        Event::ClockShown { clock, phones, screen } => {
            let shown = day.shown.of_mut(*clock);
            (shown.phones, shown.screen) = (*phones, *screen);
        }
        Event::CharterAmended { version, text } => {
            day.charter = Charter { version: *version, text: text.clone() };
        }
        Event::Engaged { participant, version } => {
            if let Some(member) = day.roster.member_mut(*participant) {
                member.engaged = Some(*version);
            }
        }
        Event::TurnOrderSet { order } => {
            day.turn = (!order.is_empty()).then(|| Turn {
                order: order.clone(),
                speaking: None,
                done: Vec::new(),
            });
        }
        Event::TurnMoved { from, to } => {
            if let Some(turn) = &mut day.turn {
                turn.done.extend(*from);
                turn.done.retain(|who| Some(*who) != *to);
                turn.speaking = *to;
            }
        }
        Event::ExpectationsAsked { open } => day.expectations_open = *open,
        Event::Expected { participant, text } => match text {
            Some(text) => {
                day.expectations.insert(*participant, text.clone());
            }
            None => {
                day.expectations.remove(participant);
            }
        },
        Event::WindowSet { window } => day.window = *window,
        Event::CasePut { case, owner, fields } => put_case(day, *case, *owner, fields),
        Event::CaseWithdrawn { case } => withdraw_case(day, *case),
        Event::Revealed => day.inventory.revealed = true,
        Event::Prioritised { case, participant, rank } => {
            if let Some(case) = day.inventory.case_mut(*case) {
                case.priorities.retain(|(who, _)| who != participant);
                case.priorities.extend(rank.map(|rank| (*participant, rank)));
            }
        }
        Event::MergeProposed { merge, cases, title } => day.inventory.merges.push(Merge {
            merge: *merge,
            title: title.clone(),
            cases: cases.clone(),
            agreed: Vec::new(),
        }),
        Event::MergeAgreed { merge, participant } => {
            if let Some(merge) = day.inventory.merges.iter_mut().find(|m| m.merge == *merge) {
                merge.agreed.push(*participant);
            }
        }
        Event::MergeDropped { merge } => day.inventory.merges.retain(|m| m.merge != *merge),
        Event::Merged { merge } => merge_cases(day, *merge),
        Event::Unmerged { merge } => unmerge(day, *merge),
        Event::TitleProposed { case, title } => {
            day.inventory.titles.retain(|(of, _)| of != case);
            day.inventory.titles.push((*case, title.clone()));
        }
        Event::TitleAnswered { case, title, agrees } => {
            day.inventory.titles.retain(|(of, _)| of != case);
            if let Some(case) = day.inventory.case_mut(*case).filter(|_| *agrees) {
                case.fields.title.clone_from(title);
            }
        }
        Event::CarriedAnswered { case, keep } => answer_carried(day, *case, *keep),
        Event::ProcessChosen { case, process, minutes } => {
            choose_process(day, *case, process, *minutes);
        }
        Event::BlocksSet { blocks, reserve } => {
            day.schedule = Schedule { blocks: blocks.clone(), reserve: *reserve };
        }
        Event::VoteOpened { vote, kind, mode, options, dots, electors, ends_at } => {
            let at = day.cursor();
            day.votes.push(Vote {
                vote: *vote,
                kind: *kind,
                mode: *mode,
                options: options.clone(),
                dots: *dots,
                electors: electors.clone(),
                issued: Vec::new(),
                ends_at: *ends_at,
                at,
                release: 0,
                released: None,
                counts: None,
            });
        }
        Event::Issued { vote, participant } => {
            if let Some(vote) = day.votes.iter_mut().find(|v| v.vote == *vote) {
                vote.issued.push(*participant);
            }
        }
        Event::Released { vote, n, counts } => {
            if let Some(vote) = day.votes.iter_mut().find(|v| v.vote == *vote) {
                (vote.release, vote.released) = (*n, Some(counts.clone()));
            }
        }
        Event::VoteClosed { vote, counts } => {
            if let Some(vote) = day.votes.iter_mut().find(|v| v.vote == *vote) {
                vote.counts = Some(counts.clone());
            }
        }
        Event::Planned { plan } => day.plan = Some(Plan::clone(plan)),
        Event::PlanEdited { slots, covered, used, dots, breaches } => {
            let reasons = reasons_by_hand(day.plan.take(), slots);
            day.plan = Some(Plan {
                basis: day.basis,
                slots: slots.clone(),
                dots: *dots,
                used: *used,
                available: day.schedule.available(),
                covered: covered.clone(),
                reasons,
                breaches: breaches.clone(),
                by_hand: true,
            });
        }
        Event::OutcomeSet { slot, outcome } => set_outcome(day, *slot, *outcome, at),
        Event::Contributed { contribution, .. } => contribute(day, *contribution, event),
        Event::ContributionWithdrawn { contribution } => {
            day.contributions.retain(|text| text.contribution != *contribution);
        }
        Event::Widened { contribution, visibility } => {
            text_mut(day, *contribution, |text| {
                text.visibility = *visibility;
                text.asked_for_screen = false;
            });
        }
        Event::ScreenAsked { contribution, asked } => {
            text_mut(day, *contribution, |text| text.asked_for_screen = *asked);
        }
        Event::Pinned { contribution, pinned } => {
            text_mut(day, *contribution, |text| text.pinned = *pinned);
        }
        Event::HandSet { participant, raised } => {
            day.hands.retain(|(who, _)| who != participant);
            day.hands.extend(raised.then_some((*participant, at)));
        }
        Event::RoleSet { slot, participant, role, taken } => {
            if let Some(run) = day.runs.get_mut(slot) {
                run.roles.retain(|(who, _)| who != participant);
                run.roles.extend(taken.then_some((*participant, *role)));
            }
        }
        Event::Settled { case, disposition } => {
            if let Some(case) = day.inventory.case_mut(*case) {
                case.disposition = Some(*disposition);
            }
        }
        Event::TracePut { line, author, kind, text, due, keep } => {
            let line = TraceLine {
                line: *line,
                author: *author,
                kind: *kind,
                text: text.clone(),
                due: *due,
                keep: *keep,
            };
            put_trace(day, line);
        }
        Event::TextKept { contribution, participant, keep } => {
            text_mut(day, *contribution, |text| {
                text.kept_by.retain(|who| who != participant);
                text.kept_by.extend(keep.then_some(*participant));
            });
        }
        Event::Ended => end(day),
    }
}

/// Whether a plan made before this event rests on facts that are no longer so.
fn changes_basis(day: &Day, event: &Event) -> bool {
    if let Event::VoteClosed { vote, .. } = event {
        return day.vote(*vote).is_some_and(|vote| vote.kind == VoteKind::Priority);
    }
    matches!(
        event,
        Event::Opened(_)
            | Event::Admitted { .. }
            | Event::PresenceSet { .. }
            | Event::CheckedOut { .. }
            | Event::CasePut { .. }
            | Event::CaseWithdrawn { .. }
            | Event::Prioritised { .. }
            | Event::Merged { .. }
            | Event::Unmerged { .. }
            | Event::CarriedAnswered { .. }
            | Event::ProcessChosen { .. }
            | Event::BlocksSet { .. }
            | Event::PlanEdited { .. }
    )
}

fn open(day: &mut Day, opening: &Opening) {
    day.facts = Some(Facts {
        cycle: opening.cycle,
        facilitators: opening.facilitators.clone(),
        code: opening.code.clone(),
        door_key: opening.door_key.clone(),
        number: opening.number,
        group: opening.group.clone(),
        organisation: opening.organisation.clone(),
        midnight: opening.midnight,
        processes: opening
            .processes
            .iter()
            .map(|process| (process.id.clone(), Arc::new(process.clone())))
            .collect::<BTreeMap<_, _>>(),
    });
    day.roster = Roster {
        members: opening
            .people
            .iter()
            .map(|(participant, name)| Member::expected(*participant, name.clone()))
            .collect(),
        seats: opening.seats,
        locked: false,
    };
    day.charter = Charter { version: opening.charter_version, text: opening.charter.clone() };
    day.inventory.carried.clone_from(&opening.carried);
    day.schedule = Schedule { blocks: opening.blocks.clone(), reserve: opening.reserve };
}

fn admit(day: &mut Day, knock: crate::domain::id::KnockId, who: ParticipantId, name: &str) {
    if day.roster.member(who).is_none() {
        day.roster.members.push(Member::expected(who, name.to_owned()));
    }
    if let Some(member) = day.roster.member_mut(who) {
        name.clone_into(&mut member.name);
        (member.seated, member.present) = (true, true);
        member.checked_out = false;
        member.knock = Some(knock);
    }
}

fn free_seat(day: &mut Day, who: ParticipantId) {
    if let Some(member) = day.roster.member_mut(who) {
        (member.seated, member.knock) = (false, None);
        member.generation += 1;
    }
    day.hands.retain(|(up, _)| *up != who);
}

fn go(
    day: &mut Day,
    from: Position,
    to: Position,
    clock: Option<Clock>,
    behind_ms: Option<i64>,
    at: Timestamp,
) {
    let began = begin_run(day, to, at);
    day.last_move = Some(LastMove {
        from,
        to,
        at,
        clock: day.step_clock,
        window: day.window,
        drift: day.drift,
        pause: day.pause,
        began,
    });
    day.position = Place(to);
    set_step_clock(day, clock, at);
    day.window = Window::default();
    if behind_ms.is_some() {
        day.drift = Drift { behind_ms };
    }
    let changes_phase = std::mem::discriminant(&from) != std::mem::discriminant(&to);
    if changes_phase {
        day.turn = None;
    }
}

/// Begins the treatment of a slot the first time one moves into it.
fn begin_run(day: &mut Day, to: Position, at: Timestamp) -> Option<SlotId> {
    let Position::Treatment { at: Some(Cursor { slot, .. }) } = to else { return None };
    if day.runs.contains_key(&slot) {
        return None;
    }
    let planned = *day.slot(slot)?;
    let (id, _) = day.inventory.case(planned.case)?.process.clone()?;
    let process = Arc::clone(day.process(&id)?);
    let run = Run {
        case: planned.case,
        minutes: process.minutes_of_steps(planned.minutes),
        process,
        started_at: at,
        ends_at: at.plus_ms(i64::from(planned.minutes) * 60_000),
        roles: Vec::new(),
        outcome: None,
    };
    day.runs.insert(slot, run);
    Some(slot)
}

/// Another step's clock; a rest holds it, and gives it back if it ran.
fn set_step_clock(day: &mut Day, clock: Option<Clock>, at: Timestamp) {
    day.step_clock = match &mut day.pause {
        Some(pause) => {
            pause.clock_ran = clock.is_some_and(|clock| clock.held_ms.is_none());
            clock.map(|clock| clock.held(at))
        }
        None => clock,
    };
}

fn undo(day: &mut Day, at: Timestamp) {
    if let Some(last) = day.last_move.take() {
        day.position = Place(last.from);
        (day.window, day.drift) = (last.window, last.drift);
        // As it would be had there been no rest; a rest that goes on holds it again.
        let ran = last.pause.is_some_and(|pause| pause.clock_ran);
        let clock = last.clock.map(|clock| if ran { clock.running(at) } else { clock });
        set_step_clock(day, clock, at);
        if let Some(slot) = last.began {
            day.runs.remove(&slot);
        }
    }
}

/// The step's clock is another: the case's end moves with it. Holding moves nothing; running again
/// moves both by the time that was held.
fn set_clock(day: &mut Day, clock: Clock) {
    if let (Some(old), Some(cursor)) = (day.step_clock, day.cursor())
        && let Some(run) = day.runs.get_mut(&cursor.slot)
    {
        run.ends_at = run.ends_at.plus_ms(clock.ends_at.since(old.ends_at));
    }
    day.step_clock = Some(clock);
}

fn put_case(
    day: &mut Day,
    id: CaseId,
    owner: ParticipantId,
    fields: &crate::domain::day::inventory::CaseFields,
) {
    if let Some(case) = day.inventory.case_mut(id) {
        case.fields = fields.clone();
        return;
    }
    day.inventory.cases.push(CaseItem {
        case: id,
        owners: vec![owner],
        fields: fields.clone(),
        priorities: Vec::new(),
        process: None,
        merged_into: None,
        merged_from: Vec::new(),
        age: 0,
        disposition: None,
    });
}

/// A withdrawn case leaves nothing: its texts, its slot, the proposals about it go with it.
fn withdraw_case(day: &mut Day, id: CaseId) {
    let merger = day.inventory.case(id).and_then(|case| case.merged_into);
    if let Some(merger) = merger {
        unmerge(day, merger);
    }
    remove_case(day, id);
}

fn remove_case(day: &mut Day, id: CaseId) {
    day.inventory.cases.retain(|case| case.case != id);
    for case in &mut day.inventory.cases {
        if case.merged_into == Some(id) {
            case.merged_into = None;
        }
    }
    day.inventory.merges.retain(|merge| !merge.cases.contains(&id));
    day.inventory.titles.retain(|(of, _)| *of != id);
    let slots: Vec<SlotId> = day
        .plan
        .iter()
        .flat_map(|plan| &plan.slots)
        .filter(|slot| slot.case == id)
        .map(|slot| slot.slot)
        .collect();
    if let Some(plan) = &mut day.plan {
        plan.slots.retain(|slot| slot.case != id);
        plan.reasons.retain(|(of, _)| *of != id);
        for (_, cases) in &mut plan.covered {
            cases.retain(|case| *case != id);
        }
    }
    day.contributions.retain(|text| !slots.contains(&text.slot));
    day.runs.retain(|_, run| run.case != id);
    if day.cursor().is_some_and(|cursor| slots.contains(&cursor.slot)) {
        day.position = Place(Position::Treatment { at: None });
        (day.step_clock, day.window, day.last_move) = (None, Window::default(), None);
    }
    if day
        .last_move
        .as_ref()
        .is_some_and(|last| slots.iter().any(|slot| last.from.is_in(*slot) || last.to.is_in(*slot)))
    {
        day.last_move = None;
    }
}

fn merge_cases(day: &mut Day, id: CaseId) {
    let Some(index) = day.inventory.merges.iter().position(|merge| merge.merge == id) else {
        return;
    };
    let merge = day.inventory.merges.remove(index);
    let owners = day.inventory.owners_of(&merge.cases);
    let parts: Vec<&CaseItem> =
        merge.cases.iter().filter_map(|part| day.inventory.case(*part)).collect();
    let Some(first) = parts.first() else { return };
    let mut fields = first.fields.clone();
    fields.title = merge.title;
    fields.reserved = parts.iter().any(|part| part.fields.reserved);
    fields.urgency = parts.iter().map(|part| part.fields.urgency).max().unwrap_or(1);
    fields.importance = parts.iter().map(|part| part.fields.importance).max().unwrap_or(1);
    fields.emotional_load = parts.iter().map(|part| part.fields.emotional_load).max().unwrap_or(1);
    let mut priorities: Vec<(ParticipantId, u8)> = Vec::new();
    for (who, rank) in parts.iter().flat_map(|part| &part.priorities) {
        match priorities.iter_mut().find(|(known, _)| known == who) {
            Some((_, known)) => *known = (*known).min(*rank),
            None => priorities.push((*who, *rank)),
        }
    }
    let merged = CaseItem {
        case: id,
        owners,
        fields,
        priorities,
        process: parts.iter().find_map(|part| part.process.clone()),
        merged_into: None,
        merged_from: merge.cases.clone(),
        age: parts.iter().map(|part| part.age).max().unwrap_or(0),
        disposition: None,
    };
    for part in &merge.cases {
        if let Some(part) = day.inventory.case_mut(*part) {
            part.merged_into = Some(id);
        }
    }
    // A case is part of one merger: other proposals for it are past.
    day.inventory.merges.retain(|other| !other.cases.iter().any(|of| merge.cases.contains(of)));
    day.inventory.cases.push(merged);
}

/// The merged case goes; those it stood for stand for themselves again, with the ranks that their
/// owners have not given elsewhere meanwhile.
fn unmerge(day: &mut Day, id: CaseId) {
    let parts = day.inventory.case(id).map(|case| case.merged_from.clone()).unwrap_or_default();
    remove_case(day, id);
    let elsewhere: Vec<(ParticipantId, u8)> = day
        .inventory
        .live()
        .filter(|case| !parts.contains(&case.case))
        .flat_map(|case| case.priorities.clone())
        .collect();
    for part in parts {
        if let Some(part) = day.inventory.case_mut(part) {
            part.priorities.retain(|rank| !elsewhere.contains(rank));
        }
    }
}

fn answer_carried(day: &mut Day, id: CaseId, keep: bool) {
    let Some(index) = day.inventory.carried.iter().position(|carried| carried.case == id) else {
        return;
    };
    let carried = day.inventory.carried.remove(index);
    if keep {
        put_case(day, id, carried.owner, &carried.fields);
        if let Some(case) = day.inventory.case_mut(id) {
            case.age = carried.age;
        }
    }
}

/// Some processes are reserved from the start; their owner may open them again.
fn choose_process(day: &mut Day, id: CaseId, process: &ProcessId, minutes: u16) {
    let reserved = day.process(process).is_some_and(|process| process.reserved_by_default);
    if let Some(case) = day.inventory.case_mut(id) {
        let other = case.process.as_ref().is_none_or(|(known, _)| known != process);
        case.fields.reserved |= other && reserved;
        case.process = Some((process.clone(), minutes));
    }
}

/// The planner's reasons, but for what a hand has put in or taken out.
fn reasons_by_hand(old: Option<Plan>, slots: &[Slot]) -> Vec<(CaseId, Why)> {
    let is_in = |slots: &[Slot], case: CaseId| slots.iter().any(|slot| slot.case == case);
    let (mut reasons, before) = old.map(|plan| (plan.reasons, plan.slots)).unwrap_or_default();
    for (case, why) in &mut reasons {
        if is_in(&before, *case) != is_in(slots, *case) {
            *why = Why::ByHand;
        }
    }
    for slot in slots {
        if reasons.iter().all(|(case, _)| *case != slot.case) {
            reasons.push((slot.case, Why::ByHand));
        }
    }
    reasons
}

fn set_outcome(day: &mut Day, slot: SlotId, outcome: Outcome, at: Timestamp) {
    if let Some(run) = day.runs.get_mut(&slot) {
        run.outcome = Some(outcome);
    }
    if day.cursor().is_some_and(|cursor| cursor.slot == slot) {
        day.window = Window::default();
        day.step_clock = day.step_clock.map(|clock| clock.held(at));
    }
}

fn contribute(day: &mut Day, id: crate::domain::id::ContributionId, event: &Event) {
    let Event::Contributed { slot, step, input, author, kind, visibility, text, .. } = event else {
        return;
    };
    if let Some(known) = day.contributions.iter_mut().find(|known| known.contribution == id) {
        known.rewrite(text.clone());
        return;
    }
    let owners = day
        .slot(*slot)
        .and_then(|slot| day.inventory.case(slot.case))
        .map(|case| case.owners.clone())
        .unwrap_or_default();
    day.contributions.push(Contribution::given(
        id,
        *slot,
        step.clone(),
        input.clone(),
        *author,
        owners,
        *kind,
        *visibility,
        text.clone(),
    ));
}

fn text_mut(
    day: &mut Day,
    id: crate::domain::id::ContributionId,
    change: impl FnOnce(&mut Contribution),
) {
    if let Some(text) = day.contributions.iter_mut().find(|text| text.contribution == id) {
        change(text);
    }
}

fn put_trace(day: &mut Day, line: TraceLine) {
    let known = day.trace.iter().position(|known| known.line == line.line);
    match (known, line.text.is_empty()) {
        (Some(index), true) => {
            day.trace.remove(index);
        }
        (Some(index), false) => day.trace[index] = line,
        (None, true) => {}
        (None, false) => day.trace.push(line),
    }
}

/// Nothing that was said stays in memory either: only the facts a closing screen needs.
fn end(day: &mut Day) {
    let facts = day.facts.take().map(|facts| Facts { processes: BTreeMap::new(), ..facts });
    let roti = day.vote_about(VoteKind::Roti).cloned();
    *day = Day {
        facts,
        position: Place(Position::Ended),
        roster: std::mem::take(&mut day.roster),
        votes: roti.into_iter().collect(),
        last_at: day.last_at,
        screens: std::mem::take(&mut day.screens),
        screen_generation: day.screen_generation,
        ..Day::default()
    };
}
