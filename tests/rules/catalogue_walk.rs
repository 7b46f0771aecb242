//! Every process of the catalogue, walked by eight people from its first step to its last: what each
//! phone, the tablet and the screen show, and do not show.

use cercle::catalogue::Catalogue;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H};
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::Text;
use cercle::domain::vocabulary::{Outcome, PhoneState, Role};
use cercle::view::Audience;

use crate::support::{seat, slot, step as at_step, vote};
use crate::walk::{OWNER, PEOPLE, TIMEKEEPER, Walk, everyone, role_of, walk_all};

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
            let tells = |words: &str| walk.shows(Audience::Participant(seat(n)), words);
            let tells_other = tells(&other.fr) || tells(&other.en);
            assert!(own == other || !tells_other, "{place}, {n}: the other side's words");
            assert_eq!(shown.speaks, step.speaks, "{place}, {n}");
            let special = Role::OFFERED.contains(&shown.role);
            assert_eq!(shown.task.is_some(), special, "{place}, {n}: a task of the role's own");
            let offers = walk.process.offers.contains(&Role::Observer);
            let watches = if offers { shown.role == Role::Observer } else { !owner };
            let criterion = watches && !walk.process.criteria.is_empty();
            assert_eq!(shown.criterion.is_some(), criterion, "{place}, {n}: what to watch");
            assert_eq!(shown.role_name, name_of(walk, n), "{place}, {n}");
            let asked = step.phone_of(shown.role) == PhoneState::Vote;
            let state = if asked { PhoneState::Vote } else { PhoneState::Closed };
            assert_eq!(shown.phone, state, "{place}, {n}");
            assert!(shown.inputs.is_empty(), "{place}, {n}: nothing to write yet");
            let waits = shown.window.is_some_and(|window| !window.open);
            assert_eq!(waits, step.is_written_by(shown.role), "{place}, {n}: will be asked");
        }
    });
}

/// What a role is called on a phone.
fn name_of(walk: &Walk, n: u128) -> Text {
    match role_of(walk, n) {
        Role::Owner => walk.process.owner_role.clone(),
        Role::Scribe => Text::new("secrétaire", "scribe"),
        Role::Observer => Text::new("observateur", "observer"),
        Role::Timekeeper => Text::new("gardien du temps", "timekeeper"),
        _ => walk.process.group_role.clone(),
    }
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
        assert_eq!(shown.speaks, step.speaks, "{place}");
        let roles = (shown.owner_role, shown.group_role);
        assert_eq!(roles, (walk.process.owner_role.clone(), walk.process.group_role.clone()));
        assert_eq!(usize::from(shown.index), at, "{place}");
        let phones = (shown.owner_phone, shown.group_phone);
        assert_eq!(phones, (step.phones.owner, step.phones.group), "{place}");
        for audience in everyone() {
            for words in [&step.facilitator_says.fr, &step.facilitator_says.en] {
                let told = walk.shows(audience, words);
                assert_eq!(told, audience == Audience::Facilitator, "{place}, {audience:?}");
            }
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
            for words in [&words.fr, &words.en] {
                assert!(!walk.shows(Audience::Screen, words), "{place}");
            }
        }
    });
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
