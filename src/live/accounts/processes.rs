//! The group's own processes: kept in the cycle, copied by each day that opens.

use super::{AccountFault, Accounts};
use crate::domain::cycle::{Command, Cycle, NotDone, NotPut};
use crate::domain::id::{CycleId, FacilitatorId};
use crate::domain::process::{Process, ProcessId};
use crate::live::keeper::NotKept;

/// Why a process is not taken among the group's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// For what it is, or what stands there already.
    #[error(transparent)]
    NotPut(#[from] NotPut),
    /// For who asks, or because the stores do not answer.
    #[error(transparent)]
    Account(#[from] AccountFault),
}

impl Accounts {
    /// The processes the house comes with, the lightest first.
    pub fn house_processes(&self) -> Vec<Process> {
        self.catalogue.iter().map(|process| process.as_ref().clone()).collect()
    }

    /// The group's own processes, the oldest first.
    pub async fn own_processes(
        &self,
        by: FacilitatorId,
        cycle: CycleId,
    ) -> Result<Vec<Process>, AccountFault> {
        Ok(self.cycle_of(by, cycle).await?.own_processes().cloned().collect())
    }

    /// Puts a process edited from a version (0: a new one), and gives it with its version.
    pub async fn put_process(
        &self,
        by: FacilitatorId,
        cycle: CycleId,
        from: u16,
        process: Process,
    ) -> Result<Process, NotTaken> {
        let known = self.cycle_of(by, cycle).await?;
        let of_the_house = self.catalogue.get(&process.id).is_some();
        if of_the_house && known.own_process(&process.id).is_none() {
            return Err(NotPut::OfTheHouse.into());
        }
        let id = process.id.clone();
        let put = Command::PutProcess { from, process: Box::new(process) };
        let kept = match self.cycles.does(self.cycle_stream(cycle), &put).await {
            Err(NotKept::Refused(NotDone::NotPut(not))) => return Err(not.into()),
            other => other.map_err(AccountFault::from)?,
        };
        Ok(kept.own_process(&id).cloned().ok_or(AccountFault::Unavailable)?)
    }

    /// Drops a process; one that is none any more stays so.
    pub async fn drop_process(
        &self,
        by: FacilitatorId,
        cycle: CycleId,
        id: ProcessId,
    ) -> Result<(), AccountFault> {
        self.cycle_of(by, cycle).await?;
        self.cycles.does(self.cycle_stream(cycle), &Command::DropProcess { id }).await?;
        Ok(())
    }

    /// The processes a day of a cycle opens with: the house's, then the group's own. One that the
    /// house took up later under the same id stays the group's.
    pub(super) fn processes_of(&self, cycle: &Cycle) -> Vec<Process> {
        let mut processes = self.house_processes();
        processes.retain(|process| cycle.own_process(&process.id).is_none());
        processes.extend(cycle.own_processes().cloned());
        processes
    }

    async fn cycle_of(&self, by: FacilitatorId, cycle: CycleId) -> Result<Cycle, AccountFault> {
        let kept = self.cycles.look(self.cycle_stream(cycle)).await?;
        if kept.facilitators.contains(&by) { Ok(kept) } else { Err(AccountFault::Unknown) }
    }
}
