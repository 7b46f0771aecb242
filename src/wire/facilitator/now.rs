//! Section `now`: where the day stands, and who is in the circle.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{ParticipantId, Timestamp};
use crate::domain::position::Position;
use crate::domain::vocabulary::{ClockKind, HandsOrder, ScreenShows};
use crate::wire::common::{BlockView, Clocks, DayLabel, PauseView};
use crate::wire::facilitator::Stage;

/// Section `now`: where the day stands, and what may be done next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Now {
    /// Which day.
    pub day: DayLabel,
    /// The room code, shown 3+3.
    pub code: String,
    /// The door is locked.
    pub locked: bool,
    /// Seats there are.
    pub seats: u8,
    /// The roster, seated or not.
    pub people: Vec<SeatView>,
    /// Where everyone is.
    pub position: Position,
    /// The move that can still be undone.
    pub undo: Option<UndoView>,
    /// A rest over it.
    pub pause: Option<PauseView>,
    /// All three clocks.
    pub clocks: Clocks,
    /// Who sees which clock.
    pub shown: Vec<ClockShown>,
    /// The day's blocks.
    pub blocks: Vec<BlockView>,
    /// Minutes kept aside.
    pub reserve: u16,
    /// Whether the guarantee is kept from where the day stands, once treatment has begun.
    pub guarantee: Option<GuaranteeView>,
    /// The phase at hand.
    pub stage: Stage,
    /// Hands up, in the order that was chosen.
    pub hands: Vec<HandView>,
    /// In which order they are.
    pub hands_order: HandsOrder,
    /// For how long the phones have been asked for something today.
    pub screen_time: ScreenTimeView,
    /// What the room screen shows.
    pub screen: ScreenShows,
    /// Screens have been let in at some time today.
    pub screen_paired: bool,
}

/// Time during which phones were asked to write or to choose: the circle's, nobody's in particular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScreenTimeView {
    /// Milliseconds of the spells that are over.
    #[ts(type = "number")]
    pub past_ms: i64,
    /// When the one at hand began.
    pub since: Option<Timestamp>,
}

/// A seat of the circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatView {
    /// The seat.
    pub participant: ParticipantId,
    /// The first name.
    pub name: String,
    /// Somebody has been admitted to it today.
    pub seated: bool,
    /// Here today at all.
    pub present: bool,
    /// From when, minutes after midnight.
    pub from: Option<u16>,
    /// Until when, minutes after midnight.
    pub until: Option<u16>,
    /// Has committed to the present charter.
    pub engaged: bool,
    /// Has left the day.
    pub checked_out: bool,
    /// How many cases they brought.
    pub cases: u8,
    /// How many times they have held a role in the cycle, today's among them.
    pub roles: u16,
}

/// A move that can still be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoView {
    /// Where it came from.
    pub from: Position,
    /// Where it led.
    pub to: Position,
    /// Until when.
    pub until: Timestamp,
}

/// Who sees a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockShown {
    /// Which.
    pub clock: ClockKind,
    /// On phones.
    pub phones: bool,
    /// On the room screen.
    pub screen: bool,
}

/// A raised hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandView {
    /// Whose.
    pub participant: ParticipantId,
    /// Since when.
    pub since: Timestamp,
    /// How often they have had the floor today.
    pub heard: u16,
}

/// Whether the plan still keeps the guarantee, as deadlines: the face draws them against its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GuaranteeView {
    /// There is time for the next case `restMs` after this instant, or after now once it has passed.
    pub free_from: Timestamp,
    /// Milliseconds.
    pub rest_ms: i64,
    /// When, by the plan, there would be.
    pub due: Option<Timestamp>,
    /// Were there time for the next case only then, nothing would be left of the reserve.
    pub reserve_until: Timestamp,
    /// The people whose own case is still to come.
    pub stakes: Vec<StakeView>,
}

/// What somebody's guarantee hangs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StakeView {
    /// Who.
    pub participant: ParticipantId,
    /// The latest instant at which there must be time for the next case; null when nothing in the
    /// plan covers them.
    pub by: Option<Timestamp>,
    /// Minutes that lack however early there is time.
    pub short: u16,
}
