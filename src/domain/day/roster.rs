//! Who sits in the circle today, and the door.

use crate::domain::id::{KnockId, ParticipantId};

/// The circle and its door.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// The seats that bear a name, in the order of the cycle's roster, then of arrival.
    pub members: Vec<Member>,
    /// Seats there are.
    pub seats: u8,
    /// Nobody can knock.
    pub locked: bool,
}

/// A named seat.
#[derive(Debug, Clone)]
pub struct Member {
    /// The seat.
    pub participant: ParticipantId,
    /// The first name.
    pub name: String,
    /// Somebody has been admitted to it today.
    pub seated: bool,
    /// The knock that was answered.
    pub knock: Option<KnockId>,
    /// Grows when the seat's devices are taken away.
    pub generation: u32,
    /// Here today at all.
    pub present: bool,
    /// From when, minutes after midnight.
    pub from: Option<u16>,
    /// Until when, minutes after midnight.
    pub until: Option<u16>,
    /// The version of the charter committed to.
    pub engaged: Option<u16>,
    /// Has left the day.
    pub checked_out: bool,
}

impl Member {
    /// Somebody of the roster who has not come in yet.
    pub fn expected(participant: ParticipantId, name: String) -> Self {
        Self {
            participant,
            name,
            seated: false,
            knock: None,
            generation: 0,
            present: false,
            from: None,
            until: None,
            engaged: None,
            checked_out: false,
        }
    }
}

impl Roster {
    /// A seat by its id.
    pub fn member(&self, id: ParticipantId) -> Option<&Member> {
        self.members.iter().find(|member| member.participant == id)
    }

    /// A seat by its id, to change.
    pub fn member_mut(&mut self, id: ParticipantId) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.participant == id)
    }

    /// Whether somebody has been admitted there today and has not left the day.
    pub fn is_seated(&self, id: ParticipantId) -> bool {
        self.member(id).is_some_and(|member| member.seated && !member.checked_out)
    }

    /// Those admitted today.
    pub fn seated(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.seated)
    }

    /// Whether somebody else bears a name that reads the same.
    pub fn name_taken(&self, name: &str, by_other_than: ParticipantId) -> bool {
        let folded = crate::domain::text::folded(name);
        self.members.iter().any(|member| {
            member.participant != by_other_than
                && crate::domain::text::folded(&member.name) == folded
        })
    }
}
