//! The guarantee on the tablet: whose hangs on what, from where the day stands. Nobody else's to see.

use crate::domain::day::Day;
use crate::domain::outlook::Outlook;
use crate::domain::position::Position;
use crate::wire::facilitator::{GuaranteeView, StakeView};

pub(super) fn seen(day: &Day) -> Option<GuaranteeView> {
    if !matches!(day.position.0, Position::Treatment { .. }) {
        return None;
    }
    let outlook = Outlook::of(day)?;
    let stakes = outlook.stakes.iter();
    Some(GuaranteeView {
        free_from: outlook.free.from,
        rest_ms: outlook.free.rest_ms,
        due: outlook.due,
        reserve_until: outlook.reserve_until,
        stakes: stakes
            .map(|stake| StakeView {
                participant: stake.participant,
                by: stake.by,
                short: stake.short,
            })
            .collect(),
    })
}
