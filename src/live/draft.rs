//! A batch of commands decided on a draft of the day: nothing is so until it is durable.

use crate::domain::apply::apply;
use crate::domain::command::{ByHouse, Command};
use crate::domain::day::Day;
use crate::domain::decide::decide;
use crate::domain::event::Event;
use crate::domain::id::Timestamp;
use crate::journal::sealed::Written;
use crate::live::mail::Verdict;

/// What a batch would make of a day.
pub(super) struct Draft {
    /// The instant of the entry; not before the previous one's.
    pub(super) at: Timestamp,
    /// What the entry would hold.
    pub(super) events: Vec<Event>,
    /// What each asker would be told, in their order.
    pub(super) verdicts: Vec<Verdict>,
    /// The day after it; none when nothing would change.
    pub(super) day: Option<Day>,
}

impl Draft {
    /// Decides commands in turn, each on what those before it would have made. What closes by
    /// itself at an instant gone by is closed first.
    pub(super) fn of<'a>(
        day: &Day,
        commands: impl Iterator<Item = &'a Command>,
        now: Timestamp,
    ) -> Self {
        let at = now.max(day.last_at);
        let mut draft = Self { at, events: Vec::new(), verdicts: Vec::new(), day: None };
        if day.deadline().is_some_and(|deadline| deadline <= at) {
            let _closed = draft.decide(day, &Command::House(ByHouse::Clock));
        }
        for command in commands {
            let verdict = draft.decide(day, command);
            draft.verdicts.push(verdict);
        }
        draft
    }

    fn decide(&mut self, before: &Day, command: &Command) -> Verdict {
        let events = decide(self.day.as_ref().unwrap_or(before), command, self.at)?;
        if !events.is_empty() {
            let day = self.day.get_or_insert_with(|| before.clone());
            events.iter().for_each(|event| apply(day, event, self.at));
            self.events.extend(events);
        }
        Ok(())
    }
}

/// The day after entries of the journal.
pub(super) fn replay(day: &mut Day, entries: &[Written<Event>]) {
    for entry in entries {
        entry.events.iter().for_each(|event| apply(day, event, entry.at));
    }
}
