//! What is written in any step of the catalogue: who reads it, who does not, and how it reaches the screen.

use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P};
use cercle::domain::day::slip::{Slip, slip_id};
use cercle::domain::decide::slip::{Offered, accepted};
use cercle::domain::id::ContributionId;
use cercle::domain::process::{Input, Step};
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::Role;
use cercle::view::Audience;

use crate::support::{Story, seat, slot, text};
use crate::walk::{OBSERVER, OWNER, SCRIBE, TIMEKEEPER, everyone, walk_all};

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
fn what_is_written_reaches_the_screen_by_its_author_s_yes_and_leaves_every_face_when_withdrawn() {
    walk_all(|walk, at| {
        let (step, place) = (walk.step(at).clone(), walk.place(at));
        walk.story.does(F::OpenWindow { ends_at: None, role: None });
        // Whose words somebody else takes down, and words of nobody, have rules of their own.
        let signed = |input: &&Input| !input.anonymous && !input.dictated && !input.together;
        for (i, input) in step.inputs.iter().enumerate().filter(|(_, input)| signed(input)) {
            let (who, words) = (author(input), words(at, i, author(input)));
            let id = text((at * 10 + i) as u128);
            walk.story.says(who, contribute(id, &step, input, &words));
            let widen = P::Widen { contribution: id, visibility: Visibility::Room };
            walk.story.says(who, widen);
            assert!(!walk.shows(Audience::Screen, &words), "{place}: not before it is put there");
            walk.story.does(F::Pin { contribution: id, pinned: true });
            for audience in everyone() {
                assert!(walk.shows(audience, &words), "{place}, {words}: {audience:?}");
            }
            walk.story.does(F::Pin { contribution: id, pinned: false });
            assert!(!walk.shows(Audience::Screen, &words), "{place}: taken down");
            walk.story.says(who, P::WithdrawContribution { contribution: id });
            for audience in everyone() {
                assert!(!walk.shows(audience, &words), "{place}, {words}: {audience:?}");
            }
        }
        walk.story.does(F::CloseWindow);
    });
}
