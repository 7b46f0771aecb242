//! The story: eight simulated people and a simulated facilitator live a scenario's day.

use std::time::Duration;

use anyhow::Context;
use serde_json::json;
use uuid::Uuid;

use crate::domain::id::{ContributionId, CycleId, ParticipantId, SlotId, Timestamp, VoteId};
use crate::domain::position::{Cursor, Position};
use crate::domain::vocabulary::{
    Disposition, Language, Outcome, PhoneState, Role, TraceKind, VoteMode,
};
use crate::rehearsal::client::{Device, Face};
use crate::rehearsal::scenario::{Case, Person, Scenario, case_id, seat_id};
use crate::rehearsal::voter::Voter;
use crate::wire::account::{DayOpened, Enrol, Me, NewCycle, NewMember, OpenDay};
use crate::wire::common::OptionView;
use crate::wire::door::{Door, DoorFound, Knock, Knocked};
use crate::wire::{facilitator, participant};

/// The passphrase of the facilitator of a rehearsal: it guards nothing.
const PASSPHRASE: &str = "une longue phrase de répétition";

/// How fast the story is told.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The pause between two things the facilitator does.
    pub beat: Duration,
}

/// A simulated participant.
struct Participant {
    person: Person,
    device: Device,
    face: Face<participant::Says>,
    seat: ParticipantId,
}

/// A day being played.
pub struct Rehearsal {
    scenario: Scenario,
    pace: Pace,
    origin: String,
    tablet: Device,
}

/// A day opened and ready to be played.
pub struct Opened {
    rehearsal: Rehearsal,
    /// The opaque name of the room.
    pub room: String,
    /// The room code.
    pub code: String,
}

impl Rehearsal {
    /// A rehearsal of a scenario on the server at `origin`.
    pub fn new(origin: &str, scenario: Scenario, pace: Pace) -> Self {
        let tablet = Device::new(origin);
        Self { scenario, pace, origin: origin.to_owned(), tablet }
    }

    /// Enrols the simulated facilitator with a one-time token and opens the day.
    pub async fn open(self, token: &str, midnight: Timestamp) -> anyhow::Result<Opened> {
        let enrol = Enrol {
            token: token.to_owned(),
            name: self.scenario.group.facilitator.first_name.clone(),
            passphrase: PASSPHRASE.to_owned(),
        };
        let _: Me = self.tablet.post("/api/enrol", &enrol).await.context("enrolling")?;
        let cycle = CycleId(Uuid::new_v4());
        let new = NewCycle {
            cycle,
            group: self.scenario.group.name.clone(),
            organisation: self.scenario.group.organisation.clone(),
            people: self.present().map(member).collect(),
            dates: vec![midnight],
        };
        let _: serde_json::Value =
            self.tablet.post("/api/cycles", &new).await.context("creating the cycle")?;
        let day = OpenDay {
            number: self.scenario.session_number,
            midnight,
            blocks: self.scenario.blocks()?,
            reserve: self.scenario.day.reserve_minutes,
            seats: u8::try_from(self.present().count().max(8))?,
            language: Language::Fr,
        };
        let opened: DayOpened = self
            .tablet
            .post(&format!("/api/cycles/{cycle}/days"), &day)
            .await
            .context("opening the day")?;
        Ok(Opened { room: opened.room, code: opened.code, rehearsal: self })
    }

    fn present(&self) -> impl Iterator<Item = &Person> {
        self.scenario.participants.iter().filter(|person| person.present)
    }
}

fn member(person: &Person) -> NewMember {
    NewMember { participant: seat_id(&person.id), name: person.first_name.clone() }
}

impl Opened {
    /// Lives the whole day, from the door to the destruction.
    pub async fn play(self) -> anyhow::Result<()> {
        let tablet: Face<facilitator::Says> =
            Face::enter(&self.rehearsal.tablet, &self.room, "facilitator").await?;
        let day = Playing { opened: &self, tablet };
        let people = day.door().await.context("at the door")?;
        day.opening(&people).await.context("in the opening")?;
        day.inventory(&people).await.context("in the inventory")?;
        day.processes(&people).await.context("choosing processes")?;
        day.vote(&people).await.context("in the vote")?;
        day.treat(&people).await.context("in the treatment")?;
        day.close(&people).await.context("in the closing")
    }

    /// The tablet's device, for whoever wants to look along.
    pub fn tablet(&self) -> &Device {
        &self.rehearsal.tablet
    }
}

/// The day while it is played.
struct Playing<'a> {
    opened: &'a Opened,
    tablet: Face<facilitator::Says>,
}

impl Playing<'_> {
    fn scenario(&self) -> &Scenario {
        &self.opened.rehearsal.scenario
    }

    async fn beat(&self) {
        tokio::time::sleep(self.opened.rehearsal.pace.beat).await;
    }

    /// The facilitator does one thing, and takes a breath.
    async fn conduct(&self, say: facilitator::Says) -> anyhow::Result<()> {
        self.tablet.say(say).await.map_err(refused)?;
        self.beat().await;
        Ok(())
    }

    async fn go(&self, to: Position) -> anyhow::Result<()> {
        let now: facilitator::Now = self.tablet.until("now", |_| true).await?;
        self.conduct(facilitator::Says::Go { from: now.position, to }).await
    }

    async fn door(&self) -> anyhow::Result<Vec<Participant>> {
        let mut people = Vec::new();
        for person in self.opened.rehearsal.present() {
            people.push(self.let_in(person).await?);
            self.beat().await;
        }
        Ok(people)
    }

    async fn let_in(&self, person: &Person) -> anyhow::Result<Participant> {
        let device = Device::new(&self.opened.rehearsal.origin);
        let door = Door { code: self.opened.code.clone(), key: None };
        let found: DoorFound = device.post("/api/door", &door).await?;
        let knock = Knock {
            knock: crate::domain::id::KnockId(Uuid::new_v4()),
            name: person.first_name.clone(),
            screen: false,
        };
        let seat = seat_id(&person.id);
        let knocking = async {
            loop {
                let path = format!("/api/rooms/{}/knock", found.room);
                match device.post::<Knocked>(&path, &knock).await? {
                    Knocked::Waiting { .. } => continue,
                    Knocked::Admitted => return Ok(()),
                    other => anyhow::bail!("the door answered {other:?}"),
                }
            }
        };
        let admitting = async {
            self.tablet
                .until::<facilitator::Passing>("passing", |passing| {
                    passing.knocks.iter().any(|waiting| waiting.knock == knock.knock)
                })
                .await?;
            let admit = facilitator::Says::Admit {
                knock: knock.knock,
                participant: seat,
                name: person.first_name.clone(),
            };
            self.tablet.say(admit).await.map_err(refused)
        };
        tokio::try_join!(knocking, admitting)?;
        let face = Face::enter(&device, &found.room, "participant").await?;
        Ok(Participant { person: person.clone(), device, face, seat })
    }

    async fn opening(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Opening).await?;
        self.conduct(facilitator::Says::AskExpectations { open: true }).await?;
        for participant in people {
            let now: participant::Now = participant
                .face
                .until("now", |now: &participant::Now| {
                    matches!(now.stage, participant::Stage::Opening { .. })
                })
                .await?;
            let Some(charter) = now.charter else { continue };
            participant.says(participant::Says::Engage { version: charter.version }).await?;
        }
        let order: Vec<ParticipantId> = people.iter().map(|participant| participant.seat).collect();
        self.conduct(facilitator::Says::SetTurnOrder { order: order.clone() }).await?;
        let mut speaking = None;
        for next in order.into_iter().map(Some).chain([None]) {
            self.conduct(facilitator::Says::TurnTo { from: speaking, to: next }).await?;
            speaking = next;
        }
        self.conduct(facilitator::Says::AskExpectations { open: false }).await
    }

    async fn inventory(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Inventory).await?;
        self.conduct(facilitator::Says::OpenWindow { ends_at: None }).await?;
        for participant in people {
            for case in self.scenario().cases_of(&participant.person.id) {
                let put = participant::Says::PutCase {
                    case_item: case_id(&case.id),
                    fields: case.fields(),
                };
                participant.says(put).await?;
            }
            self.beat().await;
        }
        self.conduct(facilitator::Says::CloseWindow {}).await?;
        self.conduct(facilitator::Says::Reveal {}).await?;
        for participant in people {
            for case in self.scenario().cases_of(&participant.person.id) {
                if let Some(rank) = case.owner_priority_rank {
                    let mark = participant::Says::Prioritise {
                        case_item: case_id(&case.id),
                        rank: Some(rank),
                    };
                    participant.says(mark).await?;
                }
            }
        }
        Ok(())
    }

    async fn processes(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Process).await?;
        for participant in people {
            for case in self.scenario().cases_of(&participant.person.id) {
                let choose = participant::Says::ChooseProcess {
                    case_item: case_id(&case.id),
                    process: case.process_id.clone(),
                    minutes: case.estimated_minutes,
                };
                participant.says(choose).await?;
            }
            self.beat().await;
        }
        Ok(())
    }

    async fn vote(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Prioritisation).await?;
        let vote = VoteId(Uuid::new_v4());
        let dots = self.scenario().voting_rule.votes_per_participant;
        let open = facilitator::Says::OpenVote { vote, dots, mode: VoteMode::Live, ends_at: None };
        self.conduct(open).await?;
        let mut voters = self.enrolled(people, vote).await?;
        for (voter, participant) in voters.iter_mut().zip(people) {
            voter.check_seal().await?;
            for (dot, case) in self.choices_of(&participant.person.id).into_iter().enumerate() {
                let is_it =
                    |option: &OptionView| *option == OptionView::CaseItem { case_item: case };
                let option = voter.view.options.iter().position(is_it);
                let choice = option.context("the case is among the options")? + 1;
                voter.place(dot, u16::try_from(choice)?).await?;
            }
            self.beat().await;
        }
        self.conduct(facilitator::Says::CloseVote { vote }).await?;
        for voter in &mut voters {
            voter.check_close().await?;
        }
        let plan: facilitator::Plan =
            self.tablet.until("plan", |plan: &facilitator::Plan| !plan.slots.is_empty()).await?;
        tracing::info!(dots = plan.dots, slots = plan.slots.len(), "the plan is made");
        Ok(())
    }

    /// Every phone with its dots, blank in the box.
    async fn enrolled<'a>(
        &'a self,
        people: &'a [Participant],
        vote: VoteId,
    ) -> anyhow::Result<Vec<Voter<'a>>> {
        let room = &self.opened.room;
        let enrol = |one: &'a Participant| Voter::enrol(&one.device, &one.face, room, vote);
        futures_util::future::try_join_all(people.iter().map(enrol)).await
    }

    /// The scenario's dots of a person, one entry a dot.
    fn choices_of(&self, person: &str) -> Vec<crate::domain::id::CaseId> {
        let ballot = self.scenario().votes.iter().find(|ballot| ballot.participant_id == person);
        let allocations = ballot.into_iter().flat_map(|ballot| &ballot.allocations);
        allocations
            .flat_map(|(case, dots)| std::iter::repeat_n(case_id(case), usize::from(*dots)))
            .collect()
    }

    async fn treat(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Treatment { at: None }).await?;
        let plan: facilitator::Plan = self.tablet.until("plan", |_| true).await?;
        for planned in plan.slots {
            self.treat_slot(people, planned.slot).await?;
        }
        Ok(())
    }

    async fn treat_slot(&self, people: &[Participant], slot: SlotId) -> anyhow::Result<()> {
        let mut step = 0;
        loop {
            self.go(Position::Treatment { at: Some(Cursor { slot, step }) }).await?;
            let view = self.step(slot, step).await?;
            let writes = |phone| matches!(phone, PhoneState::Write | PhoneState::Jot);
            if writes(view.owner_phone) || writes(view.group_phone) {
                self.write(people, slot, step).await?;
            }
            step += 1;
            if usize::from(step) >= view.steps.len() {
                break;
            }
        }
        self.conduct(facilitator::Says::SetOutcome { slot, outcome: Outcome::Treated }).await?;
        self.go(Position::Treatment { at: None }).await
    }

    async fn step(&self, slot: SlotId, index: u8) -> anyhow::Result<facilitator::StepView> {
        let at = |now: &facilitator::Now| match &now.stage {
            facilitator::Stage::Treatment { step: Some(step), .. } => {
                Some(step.clone()).filter(|step| step.slot == slot && step.index == index)
            }
            _ => None,
        };
        let now: facilitator::Now = self.tablet.until("now", |now| at(now).is_some()).await?;
        at(&now).context("the step is there")
    }

    async fn write(&self, people: &[Participant], slot: SlotId, index: u8) -> anyhow::Result<()> {
        self.conduct(facilitator::Says::OpenWindow { ends_at: None }).await?;
        for participant in people {
            participant.write(slot, index).await?;
        }
        self.conduct(facilitator::Says::CloseWindow {}).await
    }

    async fn close(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Closing).await?;
        for participant in people {
            participant.trace().await?;
            for case in self.scenario().cases_of(&participant.person.id) {
                participant.settle(case).await?;
            }
        }
        let vote = VoteId(Uuid::new_v4());
        self.conduct(facilitator::Says::OpenRoti { vote }).await?;
        let mut voters = self.enrolled(people, vote).await?;
        for (index, voter) in voters.iter_mut().enumerate() {
            voter.check_seal().await?;
            voter.place(0, 3 + (index % 3) as u16).await?;
        }
        self.conduct(facilitator::Says::CloseVote { vote }).await?;
        for voter in &mut voters {
            voter.check_close().await?;
        }
        self.conduct(facilitator::Says::CloseDay {}).await?;
        self.tablet.until("now", |now: &facilitator::Now| now.position == Position::Ended).await?;
        Ok(())
    }
}

impl Participant {
    async fn says(&self, say: participant::Says) -> anyhow::Result<()> {
        let name = &self.person.first_name;
        self.face.say(say).await.map_err(refused).with_context(|| format!("{name} speaks"))
    }

    /// Writes one text for each input the phone shows now.
    async fn write(&self, slot: SlotId, index: u8) -> anyhow::Result<()> {
        let at = |now: &participant::Now| match &now.stage {
            participant::Stage::Treatment { step: Some(step), .. } => {
                let open = step.window.as_ref().is_some_and(|window| window.open);
                Some(step.clone()).filter(|step| step.slot == slot && step.index == index && open)
            }
            _ => None,
        };
        let now: participant::Now = self.face.until("now", |now| at(now).is_some()).await?;
        let step = at(&now).context("the step is there")?;
        for input in &step.inputs {
            let owner = step.role == Role::Owner;
            let words =
                if owner { "Ce que je garde de ce moment." } else { "Une piste de ma part." };
            let contribute = participant::Says::Contribute {
                contribution: ContributionId(Uuid::new_v4()),
                slot,
                step: step.step.clone(),
                input: input.input.clone(),
                text: words.to_owned(),
            };
            self.says(contribute).await?;
        }
        Ok(())
    }

    async fn trace(&self) -> anyhow::Result<()> {
        let put = participant::Says::PutTrace {
            line: ContributionId(Uuid::new_v4()),
            kind: TraceKind::Learning,
            text: "Laisser passer, c’est aussi décider.".to_owned(),
            due: None,
            keep: true,
        };
        self.says(put).await
    }

    /// A case that was treated is settled, another waits for the next day.
    async fn settle(&self, case: &Case) -> anyhow::Result<()> {
        let mine: participant::Mine = self.face.until("mine", |_| true).await?;
        let id = case_id(&case.id);
        let treated = mine.cases.iter().any(|own| own.case_item == id && own.outcome.is_some());
        let disposition = if treated { Disposition::Settled } else { Disposition::CarryOver };
        self.says(participant::Says::Settle { case_item: id, disposition }).await
    }
}

fn refused(refusal: crate::wire::common::RefusalWords) -> anyhow::Error {
    anyhow::anyhow!("refused: {}", json!(refusal))
}
