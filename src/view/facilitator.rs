//! What a tablet sees: the whole conduct of the day, never a ballot, never a text that leaves it out.

use super::shared::{
    blanks_in, blocks, charter, clocks, count, expectations, label, pause, submitted, turn, vote,
    window,
};
use super::{Around, Knocking, Sections, View};
use crate::domain::day::Day;
use crate::domain::day::inventory::{CaseItem, Merge};
use crate::domain::day::roster::Member;
use crate::domain::day::treatment::{Contribution, Reader};
use crate::domain::planner;
use crate::domain::position::Position;
use crate::domain::remainder::left_behind;
use crate::domain::served;
use crate::domain::text::folded;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{ClockKind, ScreenShows, VoteKind};
use crate::wire::facilitator::{
    CaseView, Cases, ClockShown, Feasibility, HandView, KnockView, MergeView, Now, Passing,
    PriorityView, ScreenTimeView, SeatView, ServedView, Stage, TextView, Texts, TitleView,
    UndoView,
};

mod guarantee;
mod plan;
mod step;
mod sub_groups;

/// A facilitator's tablet.
pub(super) struct Tablet;

impl View for Tablet {
    fn sections(&self, day: &Day, around: &Around) -> Sections {
        let mut sections = Sections::default();
        sections.add("now", &now(day, around));
        sections.add("cases", &cases(day));
        sections.add("plan", &plan::seen(day, around));
        sections.add("texts", &texts(day));
        sections.add("passing", &passing(day, around));
        sections
    }
}

fn now(day: &Day, around: &Around) -> Now {
    let shown = [ClockKind::Step, ClockKind::Case, ClockKind::Day].map(|clock| {
        let where_shown = day.shown.of(clock);
        ClockShown { clock, phones: where_shown.phones, screen: where_shown.screen }
    });
    Now {
        day: label(day),
        code: day.open().map(|facts| facts.code.clone()).unwrap_or_default(),
        locked: day.roster.locked,
        seats: day.roster.seats,
        people: day.roster.members.iter().map(|member| seat(day, member)).collect(),
        position: day.position.0,
        undo: undo(day),
        pause: pause(day),
        clocks: clocks(day, |_| true),
        shown: shown.to_vec(),
        blocks: blocks(day),
        reserve: day.schedule.reserve,
        guarantee: guarantee::seen(day),
        stage: stage(day, around),
        hands: hands(day),
        hands_order: day.floor.order(),
        screen_time: ScreenTimeView {
            past_ms: day.screen_time.past_ms,
            since: day.screen_time.since,
        },
        screen: day.screen.unwrap_or(ScreenShows::Step),
        screen_paired: !day.screens.is_empty(),
    }
}

fn hands(day: &Day) -> Vec<HandView> {
    let queue = day.floor.queue().into_iter();
    queue
        .map(|(participant, since)| HandView {
            participant,
            since,
            heard: day.floor.heard(participant),
        })
        .collect()
}

/// The move that can still be undone, by the time of the last entry.
fn undo(day: &Day) -> Option<UndoView> {
    let last = day.last_move.as_ref().filter(|last| day.last_at <= last.until())?;
    Some(UndoView { from: last.from, to: last.to, until: last.until() })
}

fn seat(day: &Day, member: &Member) -> SeatView {
    let who = member.participant;
    SeatView {
        participant: who,
        name: member.name.clone(),
        seated: member.seated,
        present: member.present,
        from: member.from,
        until: member.until,
        engaged: member.engaged == Some(day.charter.version),
        checked_out: member.checked_out,
        cases: count(day.inventory.brought_by(who).count()),
        roles: day.roles_of(who),
    }
}

fn stage(day: &Day, around: &Around) -> Stage {
    match day.position.0 {
        Position::Welcome => Stage::Welcome,
        Position::Opening => Stage::Opening {
            charter: charter(day),
            turn: turn(day),
            expectations_open: day.expectations_open,
            expectations: expectations(day),
        },
        Position::Inventory => Stage::Inventory {
            window: window(day.window),
            submitted: submitted(day),
            revealed: day.inventory.revealed,
            turn: turn(day),
        },
        Position::Process => Stage::Process,
        Position::Prioritisation => {
            let asked = day.vote_about(VoteKind::Priority);
            Stage::Prioritisation {
                feasibility: around.feasibility.as_ref().map(feasibility),
                vote: asked.map(vote),
            }
        }
        Position::Treatment { at } => Stage::Treatment {
            step: day.at_step().map(|(slot, run, at)| step::seen(day, slot, run, at)),
            next: day.next_slot().map(|slot| slot.slot).filter(|_| at.is_none()),
            left: if at.is_none() { left_behind(day) } else { Vec::new() },
        },
        Position::Closing => {
            let asked = day.vote_about(VoteKind::Roti);
            Stage::Closing {
                roti: asked.map(vote),
                turn: turn(day),
                expectations: expectations(day),
                unsettled: unsettled(day),
                served: served(day),
            }
        }
        Position::Ended => Stage::Ended,
    }
}

fn served(day: &Day) -> Vec<ServedView> {
    let owed = served::first_places(day);
    let served = served::served(day).into_iter();
    served
        .map(|(participant, cases)| {
            let first_next = owed.contains(&participant);
            let to_prepare = day.to_prepare_for(participant);
            ServedView { participant, cases, to_prepare, first_next }
        })
        .collect()
}

/// People with a case of which they have not said what becomes.
fn unsettled(day: &Day) -> u8 {
    let open: Vec<_> = day
        .inventory
        .live()
        .filter(|case| day.disposition_of(case).is_none())
        .map(|case| case.case)
        .collect();
    count(day.inventory.owners_of(&open).len())
}

fn feasibility(found: &planner::Feasibility) -> Feasibility {
    Feasibility {
        required: found.required,
        available: found.available,
        missing: found.missing,
        without_priority: found.without_priority.clone(),
        unplaceable: found.unplaceable.clone(),
        extend: found.extend,
        release: found.release.clone(),
        fits: found.fits,
        others_fit: found.others_fit,
        is_known: found.is_known,
    }
}

/// Before the reveal the tablet has counts, like everybody.
fn cases(day: &Day) -> Cases {
    if !day.inventory.revealed {
        return Cases { cases: Vec::new(), merges: Vec::new(), titles: Vec::new() };
    }
    let titles = day.inventory.titles.iter();
    Cases {
        cases: day.inventory.live().map(|case| case_view(day, case)).collect(),
        merges: day.inventory.merges.iter().map(|merge| merge_view(day, merge)).collect(),
        titles: titles
            .map(|asked| TitleView { case_item: asked.case, title: asked.title.clone() })
            .collect(),
    }
}

fn case_view(day: &Day, case: &CaseItem) -> CaseView {
    let priorities = case.priorities.iter();
    CaseView {
        case_item: case.case,
        owners: case.owners.clone(),
        kind: case.fields.kind,
        title: case.fields.title.clone(),
        headline: case.fields.headline.clone(),
        expects: case.fields.expects.clone(),
        reserved: day.inventory.is_reserved(case),
        urgency: case.fields.urgency,
        emotional_load: case.fields.emotional_load,
        priorities: priorities
            .map(|(participant, rank)| PriorityView { participant: *participant, rank: *rank })
            .collect(),
        process: case.process.as_ref().map(|(id, _)| id.clone()),
        minutes: case.process.as_ref().map(|(_, minutes)| *minutes),
        merged_from: case.merged_from.clone(),
        age: case.age,
        prepared: case.prepared,
        dots: day.dots_of(case.case),
        outcome: day.outcome_of_case(case.case),
        disposition: day.disposition_of(case),
    }
}

fn merge_view(day: &Day, merge: &Merge) -> MergeView {
    let mut waiting = day.inventory.owners_of(&merge.cases);
    waiting.retain(|owner| !merge.agreed.contains(owner));
    MergeView {
        merge: merge.merge,
        title: merge.title.clone(),
        cases: merge.cases.clone(),
        agreed: merge.agreed.clone(),
        waiting,
    }
}

/// Texts of the slot at hand that the group may read; of those for the owner alone, how many.
fn texts(day: &Day) -> Texts {
    let at_hand = || day.contributions.iter().filter(|text| day.position.0.is_in(text.slot));
    let for_owner = at_hand().filter(|text| text.visibility == Visibility::Owner).count();
    let held = at_hand().filter(|text| text.held && text.visibility >= Visibility::Group).count();
    Texts {
        texts: at_hand().filter_map(text).collect(),
        for_owner: u16::from(count(for_owner)),
        held: u16::from(count(held)),
    }
}

fn text(text: &Contribution) -> Option<TextView> {
    Some(TextView {
        contribution: text.contribution,
        author: text.author,
        step: text.step.clone(),
        kind: text.kind,
        text: text.read_as(Reader::Facilitator)?.to_owned(),
        visibility: text.visibility,
        asked: text.asked_for_screen,
        dictated: text.dictated,
        pinned: text.pinned,
    })
}

fn passing(day: &Day, around: &Around) -> Passing {
    let hushed = super::shared::hushed(day);
    Passing {
        knocks: around.knocks.iter().map(|knocking| knock(day, knocking)).collect(),
        connected: around.connected.iter().copied().collect(),
        asleep: around.asleep.iter().copied().collect(),
        screens: around.screens,
        tablets: around.tablets.saturating_sub(1),
        dots_placed: around.dots.filter(|_| !hushed).map(|dots| dots.placed),
        dots_in: blanks_in(day, around),
        finished: if hushed { 0 } else { count(around.finished.len()) },
        clock_went_back: around.clock_went_back,
        plain_http: around.plain_http,
    }
}

fn knock(day: &Day, knocking: &Knocking) -> KnockView {
    let name = folded(&knocking.name);
    let alike = |member: &&Member| !knocking.screen && folded(&member.name) == name;
    let known = day.roster.members.iter().find(alike);
    KnockView {
        knock: knocking.knock,
        screen: knocking.screen,
        name: knocking.name.clone(),
        words: knocking.words.clone(),
        seat: known.filter(|member| !member.seated).map(|member| member.participant),
        same_name: known.is_some_and(|member| member.seated),
    }
}
