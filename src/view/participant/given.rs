//! What others gave to one person: to the group, or to them as an owner.

use super::mine::{is_at_hand, is_within};
use crate::domain::day::Day;
use crate::domain::day::treatment::{Contribution, Reader};
use crate::domain::id::{ParticipantId, SlotId};
use crate::domain::visibility::Visibility;
use crate::wire::participant::{Answers, Given, GivenText};

pub(super) fn seen(day: &Day, who: ParticipantId) -> Given {
    let mut given = Given::default();
    let mut questions = Vec::new();
    for text in day.contributions.iter().filter(|text| is_shown(day, text, who)) {
        let Some(words) = text.read_as(Reader::Participant(who)) else { continue };
        let question = question(text);
        let at = questions.iter().position(|known| *known == question);
        let at = at.unwrap_or_else(|| {
            questions.push(question);
            given.answers.push(none_of(text));
            questions.len() - 1
        });
        let author = text.author.and_then(|author| day.roster.member(author));
        let author = author.map(|author| place_of(&mut given.authors, &author.name));
        add(
            &mut given.answers[at],
            text,
            GivenText(text.contribution, author, words.to_owned()),
            who,
        );
    }
    given
}

/// What was given is read while it is at hand; by an owner also when they are asked to show it.
fn is_shown(day: &Day, text: &Contribution, who: ParticipantId) -> bool {
    let owns = text.owners.contains(&who);
    let asked = owns && text.dictated && text.asked_for_screen;
    let at_hand = is_at_hand(day, text, who) && (owns || is_within(day, text, who));
    !text.is_by(who) && (at_hand || asked)
}

/// What a text answers: an input of a step.
fn question(text: &Contribution) -> (SlotId, &str, &str) {
    (text.slot, &text.step, &text.input)
}

fn none_of(text: &Contribution) -> Answers {
    Answers {
        kind: text.kind,
        texts: Vec::new(),
        asked_for_screen: Vec::new(),
        for_screen: Vec::new(),
        kept: Vec::new(),
    }
}

fn add(answers: &mut Answers, text: &Contribution, seen: GivenText, who: ParticipantId) {
    let at = answers.texts.len();
    answers.texts.push(seen);
    let own_words = text.dictated && text.owners.contains(&who);
    answers.asked_for_screen.extend((own_words && text.asked_for_screen).then_some(at));
    let may_be_shown = own_words && text.visibility == Visibility::Room;
    answers.for_screen.extend(may_be_shown.then_some(at));
    answers.kept.extend(text.kept_by.contains(&who).then_some(at));
}

/// Where a name stands in a list that it joins if it is not in it.
fn place_of(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}
