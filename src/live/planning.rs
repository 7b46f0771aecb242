//! Plans, computed beside the room: newest input wins, a stale answer is dropped and asked again.
//!
//! The search runs on the blocking pool and comes back as a command; only `decide` takes a plan.

mod known;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::clock::SharedClock;
use crate::domain::command::{ByHouse, Command};
use crate::domain::day::Day;
use crate::domain::day::plan::Plan;
use crate::domain::id::{RoomName, SlotId};
use crate::domain::planner::{self, Feasibility, Found, Rest};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::ways::{self, Way};
use crate::live::alarms::{RETRY, at, until};
use crate::live::mail::{self, Mailbox};
use crate::live::published::Published;
use crate::live::surroundings::Surroundings;

use known::{Known, Outdated, Work, wants_feasibility};

/// Asks for a plan anew. Rung twice before anybody hears, it is heard once.
#[derive(Clone)]
pub(super) struct Bell(watch::Sender<u64>);

impl Bell {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    pub(super) fn ring(&self) {
        self.0.send_modify(|rings| *rings += 1);
    }

    pub(super) fn listen(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

/// Whether a plan can be asked for at all.
pub(super) fn can_plan(day: &Day) -> Result<(), Refusal> {
    day.open().ok_or(Reason::NotOpen)?;
    if day.guaranteed().next().is_none() || day.schedule.treatment().next().is_none() {
        return Err(Reason::NothingToPlan.into());
    }
    Ok(())
}

/// Plans for one room.
pub(super) struct Planning {
    pub(super) room: RoomName,
    pub(super) mailbox: Mailbox,
    pub(super) published: watch::Receiver<Arc<Published>>,
    pub(super) surroundings: Arc<Surroundings>,
    pub(super) clock: SharedClock,
    pub(super) bell: watch::Receiver<u64>,
    pub(super) tracker: TaskTracker,
    pub(super) compute: Compute,
}

/// What is computed of some facts, unless it is called off. It may break off: the room goes on.
pub(super) type Compute = fn(Work, &Day, &dyn Fn() -> bool) -> Answer;

/// Computes by the planner.
pub(super) fn compute(work: Work, facts: &Day, cancelled: &dyn Fn() -> bool) -> Answer {
    let mut draw = || SlotId(Uuid::new_v4());
    match work {
        Work::Search => Answer::Found(planner::search(facts, cancelled, &mut draw)),
        Work::Rest => Answer::Rest(planner::rest(facts, cancelled, &mut draw)),
        Work::Weigh => Answer::Weighed(planner::feasibility_unless(facts, cancelled)),
        Work::Ways => Answer::Ways(ways::search(facts, cancelled)),
    }
}

/// What was found.
pub(super) enum Answer {
    Found(Found),
    Weighed(Option<Feasibility>),
    Rest(Option<Rest>),
    Ways(Option<Vec<Way>>),
    /// The search itself failed.
    Broken,
}

impl Planning {
    /// Plans until the room is gone.
    pub(super) async fn plan(mut self) {
        let mut known = Known::default();
        let mut asked = false;
        loop {
            asked |= self.bell.has_changed().unwrap_or(false);
            self.bell.borrow_and_update();
            let day = Arc::clone(&self.published.borrow_and_update().day);
            self.renew(&mut known, &day);
            let Some(work) = known.next_work(&day, asked) else {
                asked &= can_plan(&day).is_ok();
                self.wait(&known).await;
                continue;
            };
            let searches = matches!(work, Work::Search);
            self.surroundings.tell(|told| {
                (told.computing, told.broken) = (searches, told.broken && !searches);
            });
            let answer = self.compute(work, &day).await;
            self.surroundings.tell(|told| told.computing = false);
            if let Some(answer) = answer {
                asked &= !self.learn(answer, &mut known).await;
            }
        }
    }

    /// Takes up what was computed. True when a plan that was asked for has found its end.
    async fn learn(&self, answer: Answer, known: &mut Known) -> bool {
        match answer {
            Answer::Found(Found::Cancelled)
            | Answer::Weighed(None)
            | Answer::Rest(None)
            | Answer::Ways(None) => false,
            Answer::Weighed(Some(feasibility)) => {
                (known.weighed, known.moved) = (true, false);
                known.lacking = !feasibility.fits && feasibility.release.is_empty();
                known.short &= !feasibility.fits;
                self.surroundings.tell(|told| {
                    let why = told.infeasible.take().map(|_| feasibility.clone());
                    told.infeasible = why.filter(|why| !why.fits);
                    if feasibility.fits {
                        (told.rest, told.ways) = (None, None);
                    }
                    told.feasibility = Some(feasibility);
                });
                false
            }
            Answer::Rest(Some(rest)) => {
                known.rested = true;
                self.surroundings.tell(|told| told.rest = Some(rest));
                false
            }
            Answer::Ways(Some(ways)) => {
                known.ways = true;
                self.surroundings.tell(|told| told.ways = Some(ways));
                false
            }
            Answer::Found(Found::Plan(plan)) => self.propose(plan, known).await,
            Answer::Found(Found::Infeasible(why)) => {
                (known.searched, known.rested) = (true, false);
                (known.short, known.moved) = (true, false);
                known.lacking = why.release.is_empty();
                self.surroundings.tell(|told| told.infeasible = Some(why));
                true
            }
            Answer::Broken => {
                tracing::error!(room = %self.room, "the search for a plan broke off");
                (known.searched, known.weighed, known.moved) = (true, true, false);
                (known.rested, known.ways) = (true, true);
                self.surroundings.tell(|told| {
                    (told.broken, told.ways) = (true, Some(Vec::new()));
                });
                true
            }
        }
    }

    /// Other facts: what was told of the older ones is told no longer.
    fn renew(&self, known: &mut Known, day: &Day) {
        match known.renew(day, self.clock.now()) {
            Outdated::Nothing => {}
            Outdated::Offers => self.surroundings.tell(|told| {
                (told.rest, told.ways) = (None, None);
            }),
            Outdated::All => self.surroundings.tell(|told| {
                (told.infeasible, told.rest, told.ways) = (None, None, None);
                told.broken = false;
            }),
        }
        if !wants_feasibility(day) {
            self.surroundings.tell(|told| told.feasibility = None);
        }
    }

    async fn wait(&mut self, known: &Known) {
        let retry = known.retry;
        let older = known.until.map(|time| until(time, self.clock.as_ref()));
        tokio::select! {
            newer = self.published.changed() => if newer.is_err() { std::future::pending().await },
            Ok(()) = self.bell.changed() => self.bell.mark_changed(),
            () = at(retry) => {}
            () = at(older) => {}
        }
    }

    /// Computes on the blocking pool; none when newer facts called it off.
    async fn compute(&mut self, work: Work, day: &Arc<Day>) -> Option<Answer> {
        let stop = Stop::default();
        let (flag, now) = (Arc::clone(&stop.0), self.clock.now());
        let facts = Day::clone(day).unchanged_until(now);
        let compute = self.compute;
        let mut answer = self
            .tracker
            .spawn_blocking(move || compute(work, &facts, &|| flag.load(Ordering::Relaxed)));
        tokio::select! {
            answer = &mut answer => Some(answer.unwrap_or(Answer::Broken)),
            () = other_facts(&mut self.published, day) => None,
            Ok(()) = self.bell.changed() => {
                self.bell.mark_changed();
                None
            }
        }
    }

    /// Whether the plan has found its end: taken, or of no use.
    async fn propose(&self, plan: Box<Plan>, known: &mut Known) -> bool {
        let command = Command::House(ByHouse::ProposePlan { plan });
        let Err(refusal) = mail::ask_patiently(&self.mailbox, command).await else {
            (known.searched, known.short, known.moved) = (true, false, false);
            self.surroundings.tell(|told| (told.infeasible, told.rest) = (None, None));
            return true;
        };
        match refusal.reason {
            // Asked again, for the facts that have become so meanwhile.
            Reason::StalePlan => {}
            Reason::Unavailable | Reason::Busy => {
                known.retry = Some(Instant::now() + RETRY);
            }
            reason => {
                let reason = reason.code();
                tracing::error!(room = %self.room, reason, "the planner's plan was refused");
                known.searched = true;
                self.surroundings.tell(|told| told.broken = true);
                return true;
            }
        }
        false
    }
}

/// Waits until a plan for this day would come too late.
async fn other_facts(published: &mut watch::Receiver<Arc<Published>>, day: &Day) {
    let others = |newer: &Arc<Published>| {
        newer.day.basis != day.basis
            || !newer.day.runs.keys().eq(day.runs.keys())
            || can_plan(&newer.day) != can_plan(day)
    };
    if published.wait_for(others).await.is_err() {
        std::future::pending().await
    }
}

/// Calls a computation off when nobody waits for it any more.
#[derive(Default)]
struct Stop(Arc<AtomicBool>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
