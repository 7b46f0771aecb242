//! Cycles: founded by a facilitator, opened a day at a time.

use super::{AccountFault, Accounts, CycleSummary, CycleToBe, DaySummary, DayToBe};
use crate::domain::cycle::{Command, Cycle, Facts};
use crate::domain::event::Opening;
use crate::domain::id::{CycleId, FacilitatorId, ParticipantId, RoomCode, RoomName};
use crate::domain::vocabulary::Language;
use crate::domain::{limits, text};
use crate::live::hub::{Hub, NoRoom};

/// The charter a group begins with; it amends it aloud on its first day.
const fn first_charter(language: Language) -> &'static str {
    match language {
        Language::Fr => CHARTER_FR,
        Language::En => CHARTER_EN,
    }
}

const CHARTER_FR: &str = "\
Ce qui se dit ici reste ici : ni les noms, ni les faits, ni les cas ne sortent du cercle.
Chacun parle de soi et pour soi, avec bienveillance, et dit vrai.
On écoute jusqu’au bout ; on ne juge pas, on ne conseille pas sans y être invité.
Chacun peut se taire, passer son tour, s’arrêter : il suffit de le dire.
On est là à l’heure, toute la journée, les cinq journées.
Les téléphones restent posés, sauf quand on écrit ensemble. Rien n’est enregistré.";

const CHARTER_EN: &str = "\
What is said here stays here: no names, no facts, no cases leave the circle.
Everyone speaks of and for themselves, with goodwill, and speaks true.
We listen to the end; we do not judge, nor advise unless invited to.
Anyone may keep silent, pass their turn, stop: saying so is enough.
We are here on time, all day, all five days.
Phones stay down, except when we write together. Nothing is recorded.";

/// The most characters of a group's or organisation's name.
const LABEL: usize = 80;

impl Accounts {
    /// Creates a cycle.
    pub async fn new_cycle(
        &self,
        by: FacilitatorId,
        new: CycleToBe,
    ) -> Result<CycleSummary, AccountFault> {
        let group = text::required(&new.group, LABEL).map_err(|_| AccountFault::BadField)?;
        let organisation =
            text::optional(&new.organisation, LABEL).map_err(|_| AccountFault::BadField)?;
        let people = checked(new.people)?;
        let facts = Facts { cycle: new.cycle, group, organisation, dates: new.dates };
        let found = Command::Found { facts, people, by };
        self.cycles.does(self.cycle_stream(new.cycle), &found).await?;
        self.join(by, new.cycle).await?;
        self.cycle_summary(new.cycle).await
    }

    pub(super) async fn cycle_summary(&self, cycle: CycleId) -> Result<CycleSummary, AccountFault> {
        let kept = self.cycles.look(self.cycle_stream(cycle)).await?;
        let facts = kept.facts.as_ref().ok_or(AccountFault::Unknown)?;
        Ok(CycleSummary {
            cycle,
            group: facts.group.clone(),
            organisation: facts.organisation.clone(),
            people: kept.seats.iter().map(|seat| (seat.participant, seat.name.clone())).collect(),
            days: days(&kept, facts),
            backlog: u16::try_from(kept.backlog.len()).unwrap_or(u16::MAX),
        })
    }

    /// Whether a facilitator is one of a cycle's. Asked often: answered from memory.
    pub async fn is_of(&self, who: FacilitatorId, cycle: CycleId) -> Result<bool, AccountFault> {
        let cycle = self.cycles.look(self.cycle_stream(cycle)).await?;
        Ok(cycle.facilitators.contains(&who))
    }

    /// Opens a day with copies of the cycle's roster, charter, backlog and processes, and of the
    /// catalogue. Asked again while it is open, it gives the same room.
    pub async fn open_day(
        &self,
        hub: &Hub,
        by: FacilitatorId,
        cycle: CycleId,
        day: DayToBe,
    ) -> Result<(RoomName, RoomCode), AccountFault> {
        let stream = self.cycle_stream(cycle);
        let kept = self.cycles.look(stream).await?;
        if !kept.facilitators.contains(&by) {
            return Err(AccountFault::Unknown);
        }
        if let Some(open) = kept.open_day(day.number) {
            return Ok((open.room, open.code));
        }
        check_day(&day)?;
        let opening = self.opening(&kept, cycle, &day)?;
        let (room, code) = hub.open_day(opening).await.map_err(|error| match error {
            NoRoom::Unknown | NoRoom::Over | NoRoom::Unavailable => AccountFault::Unavailable,
        })?;
        let (number, midnight) = (day.number, day.midnight);
        let opened = Command::OpenDay { number, midnight, room, code };
        let kept = self.cycles.does(stream, &opened).await?;
        // Another tablet may have been first; then ours stays empty, and is forgotten in its time.
        kept.open_day(day.number).map(|day| (day.room, day.code)).ok_or(AccountFault::Unavailable)
    }

    fn opening(
        &self,
        kept: &Cycle,
        cycle: CycleId,
        day: &DayToBe,
    ) -> Result<Opening, AccountFault> {
        let facts = kept.facts.as_ref().ok_or(AccountFault::Unknown)?;
        let (charter_version, charter) =
            kept.charter.clone().unwrap_or_else(|| (1, first_charter(day.language).to_owned()));
        Ok(Opening {
            cycle,
            facilitators: kept.facilitators.clone(),
            // The hub draws these.
            code: String::new(),
            door_key: String::new(),
            number: day.number,
            group: facts.group.clone(),
            organisation: facts.organisation.clone(),
            midnight: day.midnight,
            people: kept.seats.iter().map(|seat| (seat.participant, seat.name.clone())).collect(),
            seats: day.seats,
            charter_version,
            charter,
            carried: kept.backlog.clone(),
            first_places: kept.first_places.clone(),
            roles: roles(kept),
            blocks: day.blocks.clone(),
            reserve: day.reserve,
            processes: self.processes_of(kept),
            own: kept.own_processes().map(|process| process.id.clone()).collect(),
        })
    }
}

/// Those who have held a role, and how many.
fn roles(kept: &Cycle) -> Vec<(ParticipantId, u16)> {
    let seats = kept.seats.iter().map(|seat| (seat.participant, seat.roles));
    seats.filter(|(_, held)| *held > 0).collect()
}

/// Names are names, and no two read the same.
fn checked(
    people: Vec<(ParticipantId, String)>,
) -> Result<Vec<(ParticipantId, String)>, AccountFault> {
    let mut folded = Vec::new();
    let mut checked = Vec::new();
    for (id, name) in people {
        let name = text::name(&name).map_err(|_| AccountFault::BadField)?;
        let same = text::folded(&name);
        if folded.contains(&same) {
            return Err(AccountFault::BadField);
        }
        folded.push(same);
        checked.push((id, name));
    }
    Ok(checked)
}

fn check_day(day: &DayToBe) -> Result<(), AccountFault> {
    let shaped =
        day.blocks.iter().all(|block| block.start < block.end && block.end <= limits::DAY_MINUTES);
    let ordered = day.blocks.windows(2).all(|pair| pair[0].end <= pair[1].start);
    let seats = (1..=limits::SEATS).contains(&day.seats);
    let fits = shaped && ordered && seats && day.blocks.len() <= limits::BLOCKS;
    if fits && day.number > 0 { Ok(()) } else { Err(AccountFault::BadField) }
}

/// The days opened, then those foreseen: the first foreseen date is that of the first day.
fn days(kept: &Cycle, facts: &Facts) -> Vec<DaySummary> {
    let mut days: Vec<DaySummary> = kept
        .days
        .iter()
        .map(|day| DaySummary {
            number: day.number,
            midnight: day.midnight,
            open: (!kept.is_over(day.room)).then_some((day.room, day.code)),
            ended: kept.is_over(day.room),
        })
        .collect();
    for (index, midnight) in facts.dates.iter().enumerate() {
        let number = u8::try_from(index + 1).unwrap_or(u8::MAX);
        if days.iter().all(|day| day.number != number) {
            days.push(DaySummary { number, midnight: *midnight, open: None, ended: false });
        }
    }
    days.sort_by_key(|day| day.number);
    days
}
