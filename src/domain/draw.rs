//! Who works with whom: a circle drawn into sub-groups under their rules (rules G1 and G2).

use crate::domain::id::ParticipantId;
use crate::domain::process::SubGroups;
use crate::domain::refusal::Reason;

/// Somebody to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Who.
    pub participant: ParticipantId,
    /// They bring a reserved case: only with the facilitator.
    pub reserved: bool,
    /// What they bring weighs heavily: with the facilitator, if there is room.
    pub heavy: bool,
}

/// The sub-groups of a circle, that of the facilitator first, each in the order of its turns. The
/// same number gives the same sub-groups.
///
/// As few as the most allows, two at least, as equal as can be: only reserved cases make the
/// facilitator's larger than another by more than one. Refused when there are too few people, or
/// too many who need the facilitator: then the step stays in plenary.
pub fn draw(
    people: &[Drawn],
    rule: &SubGroups,
    number: u32,
) -> Result<Vec<Vec<ParticipantId>>, Reason> {
    let reserved = people.iter().filter(|one| one.reserved).count();
    let sizes = sizes(people.len(), reserved, rule)?;
    let lot = |who: &Drawn| lot(number, who.participant);
    let mut order = people.to_vec();
    order.sort_by_key(|one| (!one.reserved, !one.heavy, lot(one)));
    let mut rest = order.as_slice();
    let groups = sizes.into_iter().map(|size| {
        let (members, others) = rest.split_at(size);
        rest = others;
        let mut members = members.to_vec();
        // What put somebody with the facilitator says nothing of when they speak.
        members.sort_by_key(lot);
        members.into_iter().map(|one| one.participant).collect()
    });
    Ok(groups.collect())
}

/// How many sit in each sub-group; `with_facilitator` of them must sit in the first.
fn sizes(people: usize, with_facilitator: usize, rule: &SubGroups) -> Result<Vec<usize>, Reason> {
    let (fewest, most) = (usize::from(rule.fewest), usize::from(rule.most).max(1));
    let groups = people.div_ceil(most).max(2);
    if people < groups * fewest {
        return Err(Reason::TooFewForGroups);
    }
    let others = groups - 1;
    let first = people.div_ceil(groups).max(with_facilitator);
    let left = people.saturating_sub(first);
    if first > most || left < others * fewest {
        return Err(Reason::ReservedApart);
    }
    // The larger of the others come first, like the first of all.
    let other = |index: usize| left / others + usize::from(index < left % others);
    Ok(std::iter::once(first).chain((0..others).map(other)).collect())
}

/// Where somebody stands in a draw: even and told again by its number (splitmix64).
fn lot(number: u32, who: ParticipantId) -> u64 {
    let (high, low) = who.0.as_u64_pair();
    let mix = |word: u64| {
        let z = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    mix(mix(mix(u64::from(number)) ^ high) ^ low)
}
