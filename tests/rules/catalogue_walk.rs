//! Every process of the catalogue, walked by eight people from its first step to its last: what each
//! phone, the tablet and the screen show, and do not show.

use std::sync::Arc;

use cercle::catalogue::Catalogue;
use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P};
use cercle::domain::day::plan::Slot;
use cercle::domain::day::slip::{Slip, slip_id};
use cercle::domain::decide::slip::{Offered, accepted};
use cercle::domain::id::ContributionId;
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::{Input, Process, Step};
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{Outcome, PhoneState, Role};
use cercle::view::{Around, Audience, Frame, frame};
use cercle::wire::{facilitator as tablet, participant as phone, screen};
use serde::de::DeserializeOwned;

use crate::support::{Story, case, process, seat, slot, step as at_step, text, vote};

const OWNER: u128 = 1;
const SCRIBE: u128 = 3;
const OBSERVER: u128 = 4;
const TIMEKEEPER: u128 = 5;
const PEOPLE: u128 = 8;

fn walk_all(check: impl Fn(&mut Walk, usize)) {
    for process in Catalogue::shipped().unwrap().iter() {
        let mut walk = Walk::begun(process);
        for at in 0..process.steps.len() {
            walk.story.goes(at_step(slot(1), at as u8));
            check(&mut walk, at);
        }
    }
}

/// A treatment under way, with somebody in every role.
struct Walk {
    story: Story,
    process: Arc<Process>,
}

impl Walk {
    fn begun(process_: &Arc<Process>) -> Self {
        let mut story = Story::with_cases(PEOPLE);
        let name = process(process_.id.as_str());
        let minutes = process_.minutes.typ;
        story.says(OWNER, P::ChooseProcess { case: case(OWNER), process: name, minutes });
        let only = Slot { slot: slot(1), case: case(OWNER), block: 1, start: 600, minutes };
        let basis = story.day.basis;
        story.does(F::EditPlan { basis, slots: vec![only] });
        story.goes(at_step(slot(1), 0));
        let held =
            [(SCRIBE, Role::Scribe), (OBSERVER, Role::Observer), (TIMEKEEPER, Role::Timekeeper)];
        for (who, role) in held.into_iter().filter(|(_, role)| process_.offers.contains(role)) {
            story.says(who, P::TakeRole { slot: slot(1), role, taken: true });
        }
        Self { story, process: Arc::clone(process_) }
    }

    fn step(&self, at: usize) -> &Step {
        &self.process.steps[at]
    }

    fn place(&self, at: usize) -> String {
        format!("{}, {}", self.process.id, self.step(at).id)
    }

    fn frame(&self, audience: Audience) -> Frame {
        frame(audience, &self.story.day, &Around::default(), 1, None)
    }

    fn section<T: DeserializeOwned>(&self, audience: Audience, name: &str) -> T {
        let frame = self.frame(audience);
        let section = frame.sections.iter().find(|section| section.name == name).unwrap();
        serde_json::from_str(&section.text).unwrap()
    }

    fn shows(&self, audience: Audience, words: &str) -> bool {
        let spelled = serde_json::to_string(words).unwrap();
        let within = &spelled[1..spelled.len() - 1];
        self.frame(audience).sections.iter().any(|section| section.text.contains(within))
    }

    fn on_phone(&self, n: u128) -> phone::StepView {
        let now: phone::Now = self.section(Audience::Participant(seat(n)), "now");
        match now.stage {
            phone::Stage::Treatment { step: Some(step), .. } => step,
            other => panic!("no step on the phone of {n}: {other:?}"),
        }
    }

    fn on_tablet(&self) -> tablet::StepView {
        let now: tablet::Now = self.section(Audience::Facilitator, "now");
        match now.stage {
            tablet::Stage::Treatment { step: Some(step), .. } => step,
            other => panic!("no step on the tablet: {other:?}"),
        }
    }

    fn on_screen(&self) -> screen::StepView {
        let now: screen::Now = self.section(Audience::Screen, "now");
        match now.stage {
            screen::Stage::Treatment { step: Some(step), .. } => step,
            other => panic!("no step on the screen: {other:?}"),
        }
    }
}

fn everyone() -> Vec<Audience> {
    let phones = (1..=PEOPLE).map(|n| Audience::Participant(seat(n)));
    phones.chain([Audience::Facilitator, Audience::Screen]).collect()
}

#[test]
fn every_step_is_reached_and_the_last_leads_out() {
    for process in Catalogue::shipped().unwrap().iter() {
        let mut walk = Walk::begun(process);
        for at in 0..process.steps.len() {
            walk.story.goes(at_step(slot(1), at as u8));
            let cursor = Cursor { slot: slot(1), step: at as u8 };
            let here = Position::Treatment { at: Some(cursor) };
            assert_eq!(walk.story.day.position.0, here, "{}", walk.place(at));
            assert_eq!(walk.story.day.at_step().unwrap().2.id, walk.step(at).id);
        }
        walk.story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
        walk.story.goes(Position::Treatment { at: None });
        let outcome = walk.story.day.outcome_of(slot(1));
        assert_eq!(outcome, Some(Outcome::Treated), "{}", process.id);
    }
}

/// The role somebody took, if the process offers it.
fn role_of(walk: &Walk, n: u128) -> Role {
    let role = match n {
        OWNER => return Role::Owner,
        SCRIBE => Role::Scribe,
        OBSERVER => Role::Observer,
        TIMEKEEPER => Role::Timekeeper,
        _ => Role::Consultant,
    };
    if walk.process.offers.contains(&role) { role } else { Role::Consultant }
}

#[test]
fn each_phone_has_the_words_of_its_role_and_is_put_down_until_it_is_asked() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at), walk.place(at));
        for n in 1..=PEOPLE {
            let shown = walk.on_phone(n);
            assert_eq!(shown.role, role_of(walk, n), "{place}, {n}");
            let owner = n == OWNER;
            let says = &step.instruction;
            let (own, other) =
                if owner { (&says.owner, &says.group) } else { (&says.group, &says.owner) };
            assert_eq!(shown.instruction, *own, "{place}, {n}");
            let tells_other = walk.shows(Audience::Participant(seat(n)), &other.fr);
            assert!(own == other || !tells_other, "{place}, {n}: the other side's words");
            let asked = step.phone_of(shown.role) == PhoneState::Vote;
            let state = if asked { PhoneState::Vote } else { PhoneState::Closed };
            assert_eq!(shown.phone, state, "{place}, {n}");
            assert!(shown.inputs.is_empty(), "{place}, {n}: nothing to write yet");
            let waits = shown.window.is_some_and(|window| !window.open);
            assert_eq!(waits, step.is_written_by(shown.role), "{place}, {n}: will be asked");
        }
    });
}

#[test]
fn a_window_opens_the_phones_that_write_and_no_other() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at).clone(), walk.place(at));
        walk.story.does(F::OpenWindow { ends_at: None, role: None });
        let mut writers = 0;
        for n in 1..=PEOPLE {
            let shown = walk.on_phone(n);
            let own = step.inputs.iter().filter(|input| input.is_filled_by(role_of(walk, n)));
            let own: Vec<&str> = own.map(|input| input.id.as_str()).collect();
            let writes = step.is_written_by(role_of(walk, n));
            let open = matches!(shown.phone, PhoneState::Write | PhoneState::Jot);
            assert_eq!(open, writes, "{place}, {n}");
            let asked: Vec<&str> = shown.inputs.iter().map(|one| one.input.as_str()).collect();
            assert_eq!(asked, if writes { own } else { Vec::new() }, "{place}, {n}");
            writers += usize::from(writes);
        }
        let one_part = writers > 0 && !(step.is_written_by(Role::Owner) && writers > 1);
        assert_eq!(walk.on_screen().writer.is_some(), one_part, "{place}: the screen says who");
        walk.story.does(F::CloseWindow);
    });
}

#[test]
fn what_the_facilitator_may_say_is_on_the_tablet_alone() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at), walk.place(at));
        let shown = walk.on_tablet();
        assert_eq!(shown.says, step.facilitator_says, "{place}");
        assert_eq!(usize::from(shown.index), at, "{place}");
        let phones = (shown.owner_phone, shown.group_phone);
        assert_eq!(phones, (step.phones.owner, step.phones.group), "{place}");
        for audience in everyone() {
            let told = walk.shows(audience, &step.facilitator_says.fr);
            assert_eq!(told, audience == Audience::Facilitator, "{place}, {audience:?}");
        }
    });
}

#[test]
fn the_screen_shows_the_step_and_no_one_s_instruction() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at), walk.place(at));
        let shown = walk.on_screen();
        assert_eq!((&shown.name, usize::from(shown.index)), (&step.name, at), "{place}");
        assert_eq!(shown.process_name, walk.process.name, "{place}");
        assert!(shown.phones_closed, "{place}: no window is open yet");
        for words in [&step.instruction.owner, &step.instruction.group] {
            assert!(!walk.shows(Audience::Screen, &words.fr), "{place}");
        }
    });
}

#[test]
fn what_is_written_reaches_those_it_is_for_and_nobody_else() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at).clone(), walk.place(at));
        if step.inputs.is_empty() {
            return;
        }
        walk.story.does(F::OpenWindow { ends_at: None, role: None });
        assert!(!walk.on_screen().phones_closed, "{place}: people write");
        let mut slips = Vec::new();
        for (i, input) in step.inputs.iter().enumerate() {
            let who = author(input);
            let words = words(at, i, who);
            if input.anonymous {
                slips.push(slip(&walk.story, &step, input, 7, &words));
                let others = ["Une autre idée.", "Une autre encore."];
                let beside = [8, 9].into_iter().zip(others);
                slips.extend(beside.map(|(n, words)| slip(&walk.story, &step, input, n, words)));
            } else {
                let id = text((at * 10 + i) as u128);
                walk.story.says(who, contribute(id, &step, input, &words));
            }
            for audience in everyone() {
                let own = audience == Audience::Participant(seat(who)) && !input.anonymous;
                let may = own || (!held(input) && reads(input, audience));
                assert_eq!(walk.shows(audience, &words), may, "{place}, {words}: {audience:?}");
            }
        }
        walk.story.does(F::CloseWindow);
        if !slips.is_empty() {
            walk.story.house(H::GiveSlips { slot: slot(1), step: step.id.clone(), slips });
        }
        for (i, input) in step.inputs.iter().enumerate().filter(|(_, input)| held(input)) {
            let words = words(at, i, author(input));
            for audience in everyone() {
                let own = audience == Audience::Participant(seat(author(input)));
                let may = own || reads(input, audience);
                assert_eq!(walk.shows(audience, &words), may, "{place}, {words}: {audience:?}");
            }
        }
    });
}

/// Somebody who may fill this.
fn author(input: &Input) -> u128 {
    match input.by {
        Role::Owner => OWNER,
        Role::Scribe => SCRIBE,
        Role::Observer => OBSERVER,
        Role::Timekeeper => TIMEKEEPER,
        _ => 2,
    }
}

/// Nobody else reads it while the window is open.
fn held(input: &Input) -> bool {
    input.together || input.anonymous
}

/// Whoever did not write it reads it, once others read it at all.
fn reads(input: &Input, audience: Audience) -> bool {
    match audience {
        Audience::Participant(who) => match input.visibility {
            Visibility::Author => false,
            Visibility::Owner => who == seat(OWNER),
            Visibility::Group | Visibility::Room => true,
        },
        Audience::Facilitator => input.visibility >= Visibility::Group,
        Audience::Screen => false,
    }
}

fn words(step: usize, input: usize, author: u128) -> String {
    format!("Ce que {author} écrit, {step} et {input}")
}

fn contribute(contribution: ContributionId, step: &Step, input: &Input, words: &str) -> P {
    let (slot, step, input) = (slot(1), step.id.clone(), input.id.clone());
    P::Contribute { contribution, slot, step, input, text: words.to_owned() }
}

fn slip(story: &Story, step: &Step, input: &Input, n: u8, words: &str) -> Slip {
    let (contribution, slot) = (slip_id(&Bytes([n; 32])), slot(1));
    let (step, text) = (step.id.clone(), words.to_owned());
    let offered = Offered { contribution, slot, step, input: input.id.clone(), text };
    accepted(&story.day, seat(author(input)), &offered).unwrap()
}

#[test]
fn a_window_for_the_owner_leaves_every_other_phone_closed() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at).clone(), walk.place(at));
        if !step.is_written_by(Role::Owner) {
            return;
        }
        walk.story.does(F::OpenWindow { ends_at: None, role: Some(Role::Owner) });
        for who in 1..=PEOPLE {
            let seen = walk.on_phone(who);
            assert_eq!(seen.writer.is_some(), who != OWNER, "{place}: {who} is told who writes");
            let open = seen.window.is_some_and(|window| window.open);
            let writes = matches!(seen.phone, PhoneState::Write | PhoneState::Jot);
            assert_eq!((open, writes), (who == OWNER, who == OWNER), "{place}: {who}");
        }
        assert!(walk.on_screen().writer.is_some(), "{place}: the screen says who writes");
        walk.story.does(F::CloseWindow);
    });
}

#[test]
fn where_the_phones_vote_the_choices_are_asked() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at).clone(), walk.place(at));
        if step.choices.is_empty() {
            return;
        }
        assert!(walk.on_phone(2).vote.is_none(), "{place}: not yet asked");
        walk.story.does(F::OpenInterest { vote: vote(1) });
        let electors = walk.story.day.vote(vote(1)).unwrap().deal.electors.clone();
        for n in 1..=PEOPLE {
            let asked = step.phone_of(role_of(walk, n)) == PhoneState::Vote;
            assert_eq!(electors.contains(&seat(n)), asked, "{place}, {n}");
            for choice in &step.choices {
                assert!(walk.shows(Audience::Participant(seat(n)), &choice.fr), "{place}, {n}");
            }
        }
    });
}

#[test]
fn in_sub_groups_every_phone_has_its_part_of_every_turn() {
    walk_all(|walk, at| {
        let Some(rule) = walk.step(at).sub_groups.clone() else { return };
        let place = walk.place(at);
        walk.story.does(F::DrawGroups { slot: slot(1), number: 5 });
        walk.story.does(F::StartGroups { slot: slot(1) });
        let turns = walk.story.day.split.as_ref().unwrap().groups[0].members.len();
        for _ in 0..turns {
            for part in &rule.parts {
                for n in 1..=PEOPLE {
                    let shown = walk.on_phone(n);
                    let group = shown.group.unwrap();
                    let client = group.turn.unwrap().client == seat(n);
                    let says = &part.instruction;
                    let words = if client { &says.owner } else { &says.group };
                    assert_eq!(shown.instruction, *words, "{place}, {n}");
                    assert_eq!(group.part, Some(part.name.clone()), "{place}, {n}");
                    assert_eq!(group.clock.is_some(), n == TIMEKEEPER, "{place}, {n}");
                }
                let deadline = walk.story.day.deadline().unwrap();
                walk.story.now = deadline;
                walk.story.house(H::Clock);
            }
        }
        let over = walk.on_screen().groups.iter().all(|group| group.over);
        assert_eq!(over, !rule.parts.is_empty(), "{place}");
    });
}
