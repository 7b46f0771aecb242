//! The day while it is played, phase by phase.

use super::Opened;
use super::person::{Participant, refused};
use crate::domain::id::{ParticipantId, SlotId, VoteId};
use crate::domain::position::{Cursor, Position};
use crate::domain::vocabulary::{Outcome, PhoneState, VoteMode};
use crate::rehearsal::device::Device;
use crate::rehearsal::face::Face;
use crate::rehearsal::scenario::{Person, Scenario, case_id, seat_id};
use crate::rehearsal::voter::Voter;
use crate::wire::common::OptionView;
use crate::wire::door::{Door, DoorFound, Knock, Knocked};
use crate::wire::{facilitator, participant};
use anyhow::Context;
use uuid::Uuid;

/// The day while it is played.
pub(super) struct Playing<'a> {
    pub(super) opened: &'a Opened,
    pub(super) tablet: Face<facilitator::Says>,
}

impl Playing<'_> {
    fn scenario(&self) -> &Scenario {
        &self.opened.rehearsal.scenario
    }

    pub(super) async fn beat(&self) {
        tokio::time::sleep(self.opened.rehearsal.pace.beat).await;
    }

    /// The facilitator does one thing, and takes a breath.
    pub(super) async fn conduct(&self, say: facilitator::Says) -> anyhow::Result<()> {
        self.tablet.say(say).await.map_err(refused)?;
        self.beat().await;
        Ok(())
    }

    pub(super) async fn go(&self, to: Position) -> anyhow::Result<()> {
        let now: facilitator::Now = self.tablet.until("now", |_| true).await?;
        self.conduct(facilitator::Says::Go { from: now.position, to }).await
    }

    pub(super) async fn door(&self) -> anyhow::Result<Vec<Participant>> {
        let mut people = Vec::new();
        for person in self.opened.rehearsal.present() {
            people.push(self.let_in(person).await?);
            self.beat().await;
        }
        Ok(people)
    }

    pub(super) async fn let_in(&self, person: &Person) -> anyhow::Result<Participant> {
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

    pub(super) async fn opening(&self, people: &[Participant]) -> anyhow::Result<()> {
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
            self.conduct(facilitator::Says::TurnTo { from: speaking, to: next, passes: false })
                .await?;
            speaking = next;
        }
        self.conduct(facilitator::Says::AskExpectations { open: false }).await
    }

    pub(super) async fn inventory(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Inventory).await?;
        self.conduct(facilitator::Says::OpenWindow { ends_at: None, role: None }).await?;
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

    pub(super) async fn processes(&self, people: &[Participant]) -> anyhow::Result<()> {
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

    pub(super) async fn vote(&self, people: &[Participant]) -> anyhow::Result<()> {
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
    pub(super) async fn enrolled<'a>(
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

    pub(super) async fn treat(&self, people: &[Participant]) -> anyhow::Result<()> {
        self.go(Position::Treatment { at: None }).await?;
        let plan: facilitator::Plan = self.tablet.until("plan", |_| true).await?;
        for planned in plan.slots {
            self.treat_slot(people, planned.slot).await?;
        }
        Ok(())
    }

    pub(super) async fn treat_slot(
        &self,
        people: &[Participant],
        slot: SlotId,
    ) -> anyhow::Result<()> {
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

    pub(super) async fn step(
        &self,
        slot: SlotId,
        index: u8,
    ) -> anyhow::Result<facilitator::StepView> {
        let at = |now: &facilitator::Now| match &now.stage {
            facilitator::Stage::Treatment { step: Some(step), .. } => {
                Some(step.clone()).filter(|step| step.slot == slot && step.index == index)
            }
            _ => None,
        };
        let now: facilitator::Now = self.tablet.until("now", |now| at(now).is_some()).await?;
        at(&now).context("the step is there")
    }

    pub(super) async fn write(
        &self,
        people: &[Participant],
        slot: SlotId,
        index: u8,
    ) -> anyhow::Result<()> {
        self.conduct(facilitator::Says::OpenWindow { ends_at: None, role: None }).await?;
        for participant in people {
            participant.write(slot, index).await?;
        }
        self.conduct(facilitator::Says::CloseWindow {}).await
    }

    pub(super) async fn close(&self, people: &[Participant]) -> anyhow::Result<()> {
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
