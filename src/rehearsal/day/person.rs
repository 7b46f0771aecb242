//! A simulated participant: what one says and writes on a phone.

use crate::domain::bytes::Bytes;
use crate::domain::id::{ContributionId, ParticipantId, SlotId};
use crate::domain::vocabulary::{Disposition, Role, TraceKind};
use crate::rehearsal::device::Device;
use crate::rehearsal::face::Face;
use crate::rehearsal::scenario::{Case, Person, case_id};
use crate::wire::participant::{self, InputView};
use anyhow::Context;
use rand_core::{OsRng, RngCore};
use serde_json::json;
use uuid::Uuid;

/// A simulated participant.
pub(super) struct Participant {
    pub(super) person: Person,
    pub(super) device: Device,
    pub(super) face: Face<participant::Says>,
    pub(super) seat: ParticipantId,
}

impl Participant {
    pub(super) async fn says(&self, say: participant::Says) -> anyhow::Result<()> {
        let name = &self.person.first_name;
        self.face.say(say).await.map_err(refused).with_context(|| format!("{name} speaks"))
    }

    /// Writes one text for each input the phone shows once its window is open; nothing where this
    /// phone writes nothing.
    pub(super) async fn write(&self, slot: SlotId, index: u8) -> anyhow::Result<()> {
        let at = |now: &participant::Now| match &now.stage {
            participant::Stage::Treatment { step: Some(step), .. } => {
                let waits = step.window.as_ref().is_some_and(|window| !window.open);
                Some(step.clone()).filter(|step| step.slot == slot && step.index == index && !waits)
            }
            _ => None,
        };
        let now: participant::Now = self.face.until("now", |now| at(now).is_some()).await?;
        let step = at(&now).context("the step is there")?;
        for input in &step.inputs {
            let owner = step.role == Role::Owner;
            let words =
                if owner { "Ce que je garde de ce moment." } else { "Une piste de ma part." };
            let (step, text) = (step.step.clone(), words.to_owned());
            self.says(given(slot, step, input, text)).await?;
        }
        Ok(())
    }

    pub(super) async fn trace(&self) -> anyhow::Result<()> {
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
    pub(super) async fn settle(&self, case: &Case) -> anyhow::Result<()> {
        let id = case_id(&case.id);
        // In a step a phone has none of them: it may be seen a moment after.
        let here = |mine: &participant::Mine| mine.cases.iter().any(|own| own.case_item == id);
        let mine: participant::Mine = self.face.until("mine", here).await?;
        let treated = mine.cases.iter().any(|own| own.case_item == id && own.outcome.is_some());
        let disposition = if treated { Disposition::Settled } else { Disposition::CarryOver };
        self.says(participant::Says::Settle { case_item: id, disposition }).await
    }
}

/// A text for an input: signed, or of nobody where the step asks for that.
fn given(slot: SlotId, step: String, input: &InputView, text: String) -> participant::Says {
    let anonymous = input.anonymous;
    let input = input.input.clone();
    if anonymous {
        // A rehearsed slip is never withdrawn: its secret is not kept.
        let mut secret = [0; 32];
        OsRng.fill_bytes(&mut secret);
        participant::Says::GiveSlip { secret: Bytes(secret), slot, step, input, text }
    } else {
        let contribution = ContributionId(Uuid::new_v4());
        participant::Says::Contribute { contribution, slot, step, input, text }
    }
}

/// A refusal, as the error that ends a rehearsal.
pub(super) fn refused(refusal: crate::wire::common::RefusalWords) -> anyhow::Error {
    anyhow::anyhow!("refused: {}", json!(refusal))
}
