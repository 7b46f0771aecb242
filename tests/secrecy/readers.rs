//! Who may read each text of a day, told once more and naively, beside the views.

use std::collections::{BTreeMap, BTreeSet};

use cercle::domain::day::Day;
use cercle::domain::day::inventory::CaseItem;
use cercle::domain::day::treatment::{Contribution, Reader};
use cercle::domain::event::Event;
use cercle::domain::id::ParticipantId;
use cercle::domain::position::Position;
use cercle::domain::visibility::Visibility;
use cercle::view::{Around, Audience};

/// The canaries in a text.
pub fn canaries(text: &str) -> Vec<String> {
    let begins = text.match_indices("zq").map(|(at, _)| at);
    let whole = begins.filter_map(|at| text.get(at..at + 20));
    let marked = whole.filter(|word| {
        word.ends_with("zq") && word[2..18].bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    marked.map(str::to_owned).collect()
}

/// The canaries that an event takes back from everybody: a withdrawn case's, with all that was
/// written and proposed for it, and a withdrawn text's.
pub fn taken_back(before: &Day, event: &Event) -> Vec<String> {
    let words = |text: &Contribution| all_words(text).to_owned();
    match event {
        Event::CaseWithdrawn { case: id } | Event::CarriedAnswered { case: id, keep: false } => {
            let own = before.inventory.case(*id).map(|case| &case.fields);
            let carried = before.inventory.carried.iter().find(|carried| carried.case == *id);
            let fields = own.into_iter().chain(carried.map(|carried| &carried.fields));
            let goes = |text: &&Contribution| text.case == *id && !outlives(before, text);
            let written = before.contributions.iter().filter(goes).map(words);
            let titles = before.inventory.titles.iter().filter(|asked| asked.case == *id);
            fields
                .flat_map(|fields| [&fields.title, &fields.headline, &fields.expects])
                .chain(titles.map(|asked| &asked.title))
                .flat_map(|text| canaries(text))
                .chain(written.flat_map(|text| canaries(&text)))
                .collect()
        }
        Event::ContributionWithdrawn { contribution } => {
            let texts = before.contributions.iter();
            let taken = texts.filter(|text| text.contribution == *contribution);
            taken.flat_map(|text| canaries(&words(text))).collect()
        }
        _ => Vec::new(),
    }
}

/// Where each brings their own, what is about none of the owners' cases is not filed under the first
/// of them for good.
fn outlives(day: &Day, text: &Contribution) -> bool {
    let along = day.runs.get(&text.slot).is_some_and(|run| run.cases().len() > 1);
    let owners = day.inventory.owners_of(&[text.case]);
    along && !text.owners.iter().any(|who| owners.contains(who))
}

/// Canaries by who may read them, and by who must.
#[derive(Default)]
pub struct Readers {
    may: BTreeMap<String, BTreeSet<Audience>>,
    must: BTreeMap<Audience, BTreeSet<String>>,
    /// Names the screen may show in each of its sections.
    names: BTreeMap<String, BTreeSet<&'static str>>,
}

impl Readers {
    pub fn of(day: &Day, around: &Around) -> Self {
        let mut readers = Self::default();
        let phones: Vec<Audience> =
            day.roster.seated().map(|member| Audience::Participant(member.participant)).collect();
        let tablet = [Audience::Facilitator];
        let circle = [&phones[..], &tablet].concat();
        let everyone = [&circle[..], &[Audience::Screen]].concat();

        readers.let_read(&day.charter.text, &everyone);
        readers.about_names(day, &circle);
        for knocking in &around.knocks {
            readers.must_read(&knocking.name, &tablet);
        }
        for case in &day.inventory.cases {
            readers.about_case(day, case, &circle);
        }
        readers.about_proposals(day);
        for carried in &day.inventory.carried {
            readers.must_read(&carried.fields.title, &[Audience::Participant(carried.owner)]);
        }
        for (who, line) in &day.expectations {
            match day.position.0 {
                Position::Opening => {
                    readers.must_read(line, &[Audience::Participant(*who), Audience::Facilitator]);
                }
                Position::Closing => readers.must_read(line, &circle),
                _ => {}
            }
        }
        // Whoever has left the day reads no more of what is given in it.
        let gone = day.roster.seated().filter(|member| member.checked_out);
        let gone: Vec<ParticipantId> = gone.map(|member| member.participant).collect();
        let still_in = others_of(&circle, &phones_of(&gone));
        for text in &day.contributions {
            readers.about_text(day, text, &still_in);
        }
        for line in &day.trace {
            readers.must_read(&line.text, &[Audience::Participant(line.author)]);
        }
        let here: BTreeSet<Audience> = everyone.into_iter().collect();
        readers.must.retain(|audience, _| here.contains(audience));
        readers
    }

    /// A name is for the circle; the screen shows those who are in, who speaks, who sits together, and
    /// whose an open case is.
    fn about_names(&mut self, day: &Day, circle: &[Audience]) {
        for member in &day.roster.members {
            self.let_read(&member.name, circle);
            let named = day.turn.iter().flat_map(|turn| &turn.order);
            let speaks = named.chain(day.turn.iter().flat_map(|turn| &turn.done));
            let owns_open = day.inventory.live().any(|case| {
                !day.inventory.is_reserved(case) && case.owners.contains(&member.participant)
            });
            let mut sections = BTreeSet::new();
            let groups = day.split.iter().flat_map(|split| &split.groups);
            let sits =
                groups.flat_map(|group| &group.members).any(|who| *who == member.participant);
            if member.seated
                || sits
                || owns_open
                || speaks.clone().any(|who| *who == member.participant)
            {
                sections.insert("now");
            }
            if owns_open {
                sections.extend(["cases", "plan"]);
            }
            self.names.insert(member.name.clone(), sections);
        }
    }

    fn about_case(&mut self, day: &Day, case: &CaseItem, circle: &[Audience]) {
        let owners = phones_of(&case.owners);
        for text in [&case.fields.title, &case.fields.headline, &case.fields.expects] {
            self.let_read(text, &owners);
            // In a step nobody changes a case of theirs.
            if day.cursor().is_none() {
                self.must_read(text, &owners);
            }
        }
        if !day.inventory.revealed || case.merged_into.is_some() {
            return;
        }
        self.let_read(&case.fields.title, circle);
        if names_all_cases(day) || is_planned(day, case) {
            self.must_read(&case.fields.title, circle);
        }
        self.must_read(&case.fields.title, &[Audience::Facilitator]);
        self.must_read(&case.fields.headline, &[Audience::Facilitator]);
        self.must_read(&case.fields.expects, &[Audience::Facilitator]);
        if !day.inventory.is_reserved(case) {
            self.must_read(&case.fields.title, &[Audience::Screen]);
        }
    }

    /// A merger and a title wait on the tablet and on their owners' phones.
    fn about_proposals(&mut self, day: &Day) {
        for merge in &day.inventory.merges {
            let owners = day.inventory.owners_of(&merge.cases);
            self.must_read(&merge.title, &phones_of(&owners));
            self.must_read(&merge.title, &[Audience::Facilitator]);
        }
        for asked in &day.inventory.titles {
            let mut owners = day.inventory.owners_of(&[asked.case]);
            owners.retain(|owner| !asked.agreed.contains(owner));
            self.must_read(&asked.title, &phones_of(&owners));
            self.must_read(&asked.title, &[Audience::Facilitator]);
        }
    }

    fn about_text(&mut self, day: &Day, text: &Contribution, circle: &[Audience]) {
        let words = all_words(text);
        let at_hand = day.position.0.is_in(text.slot);
        let rests = day.cursor().is_none() && text.may_outlive();
        let in_its_step = at_hand && day.at_step().is_some_and(|(_, _, step)| step.id == text.step);
        let author: Vec<Audience> =
            text.author.iter().map(|author| Audience::Participant(*author)).collect();
        self.let_read(words, &author);
        if in_its_step || rests || text.asked_for_screen {
            self.must_read(words, &author);
        }
        if text.held {
            return;
        }
        if text.visibility >= Visibility::Owner {
            self.let_read(words, &phones_of(&text.owners));
            if at_hand || rests {
                self.must_read(words, &others_of(&phones_of(&text.owners), &author));
            }
        }
        if text.visibility >= Visibility::Group && at_hand {
            self.must_read(words, &others_of(circle, &author));
        }
        if text.visibility == Visibility::Room && text.pinned && at_hand {
            self.must_read(words, &[Audience::Screen]);
        }
    }

    fn let_read(&mut self, text: &str, by: &[Audience]) {
        for canary in canaries(text) {
            self.may.entry(canary).or_default().extend(by);
        }
    }

    fn must_read(&mut self, text: &str, by: &[Audience]) {
        self.let_read(text, by);
        for canary in canaries(text) {
            for audience in by {
                self.must.entry(*audience).or_default().insert(canary.clone());
            }
        }
    }

    pub fn may(&self, canary: &str, audience: Audience, section: &str) -> bool {
        let shown = self.names.get(canary).filter(|_| audience == Audience::Screen);
        shown.is_some_and(|sections| sections.contains(section))
            || self.may.get(canary).is_some_and(|readers| readers.contains(&audience))
    }

    pub fn must(&self, audience: Audience) -> impl Iterator<Item = &String> {
        self.must.get(&audience).into_iter().flatten()
    }

    /// How many texts somebody may read.
    pub fn count(&self) -> usize {
        self.may.len()
    }
}

/// While the circle takes stock, chooses and votes.
fn names_all_cases(day: &Day) -> bool {
    matches!(day.position.0, Position::Inventory | Position::Process | Position::Prioritisation)
}

/// In the plan as a phone has it: in a step, of its slot alone.
fn is_planned(day: &Day, case: &CaseItem) -> bool {
    let slots = day.plan.iter().flat_map(|plan| &plan.slots);
    let mut shown = slots.filter(|slot| day.cursor().is_none_or(|at| at.slot == slot.slot));
    shown.any(|slot| slot.case == case.case)
}

fn others_of(circle: &[Audience], author: &[Audience]) -> Vec<Audience> {
    circle.iter().filter(|other| !author.contains(other)).copied().collect()
}

/// The words, by whoever may always read them: their author, or the owner they were given to; of a slip
/// for which no owner is left, the facilitator.
fn all_words(text: &Contribution) -> &str {
    let always = text.author.or(text.owners.first().copied());
    let reader = always.map_or(Reader::Facilitator, Reader::Participant);
    text.read_as(reader).unwrap_or_default()
}

fn phones_of(people: &[ParticipantId]) -> Vec<Audience> {
    people.iter().map(|who| Audience::Participant(*who)).collect()
}
