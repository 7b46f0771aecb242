//! How the minutes of a case are shared out among the steps of its process.

use super::{Process, Range};

impl Process {
    /// The minutes of each step when the whole has `total`: the preset of that sum if there is one,
    /// else between the steps' ranges. They add up to `total`, also outside the process's range.
    pub fn minutes_of_steps(&self, total: u16) -> Vec<u16> {
        if let Some(preset) = self.preset_of(total) {
            return preset.clone();
        }
        let ranges: Vec<Range> = self.steps.iter().map(|step| step.minutes).collect();
        between(&ranges, total)
    }

    fn preset_of(&self, total: u16) -> Option<&Vec<u16>> {
        self.presets.iter().find(|preset| {
            preset.len() == self.steps.len()
                && preset.iter().map(|&m| u64::from(m)).sum::<u64>() == u64::from(total)
        })
    }
}

/// A total shared out between ranges: between their least and their usual, or their usual and their
/// most; in proportion outside.
pub(super) fn between(ranges: &[Range], total: u16) -> Vec<u16> {
    let sum = |part: fn(&Range) -> u16| ranges.iter().map(|range| u64::from(part(range))).sum();
    let (min, typ, max): (u64, u64, u64) = (sum(|r| r.min), sum(|r| r.typ), sum(|r| r.max));
    let wanted = u64::from(total);
    let shares = |base: fn(&Range) -> u16, top: fn(&Range) -> u16| -> Vec<(u16, u16)> {
        let share = |range| (base(range), top(range).saturating_sub(base(range)));
        ranges.iter().map(share).collect()
    };
    if wanted <= min {
        share_out(&shares(|_| 0, |r| r.min), wanted)
    } else if wanted <= typ {
        share_out(&shares(|r| r.min, |r| r.typ), wanted)
    } else if wanted <= max {
        share_out(&shares(|r| r.typ, |r| r.max), wanted)
    } else if max > 0 {
        share_out(&shares(|_| 0, |r| r.max), wanted)
    } else {
        share_out(&shares(|_| 0, |_| 1), wanted)
    }
}

/// Gives each (base, span) its base and its part of the rest, by largest remainder; the earlier
/// wins a tie. Spans that are all zero get nothing: then the bases are the total already.
fn share_out(shares: &[(u16, u16)], total: u64) -> Vec<u16> {
    let bases: u64 = shares.iter().map(|&(base, _)| u64::from(base)).sum();
    let spans: u64 = shares.iter().map(|&(_, span)| u64::from(span)).sum();
    let rest = total.saturating_sub(bases);
    let whole = |span: u16| (u64::from(span) * rest).checked_div(spans).unwrap_or(0);
    let remainder = |span: u16| (u64::from(span) * rest).checked_rem(spans).unwrap_or(0);

    let mut given: Vec<u64> =
        shares.iter().map(|&(base, span)| u64::from(base) + whole(span)).collect();
    let missing = total.saturating_sub(given.iter().sum());
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(remainder(shares[i].1)));
    // Fewer are missing than there are remainders, so nobody gets two and no maximum is passed.
    for i in order.into_iter().take(usize::try_from(missing).unwrap_or(usize::MAX)) {
        given[i] += 1;
    }
    given.into_iter().map(|m| u16::try_from(m).unwrap_or(u16::MAX)).collect()
}
