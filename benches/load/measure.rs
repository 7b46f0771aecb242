//! What a run printed: latencies, deliveries, the server's processor time.

use std::time::Duration;

/// The figures of one run.
#[derive(Debug, Default)]
pub struct Figures {
    /// From the instant a command was due to its arrival at the last face that shows it.
    pub everybody: Vec<Duration>,
    /// Messages that arrived at some face.
    pub deliveries: u64,
    /// Bytes of those messages.
    pub bytes: u64,
    /// Processor time the server took.
    pub cpu: Duration,
    /// How long the run lasted.
    pub lasted: Duration,
}

impl Figures {
    /// The heading of the table.
    pub const HEAD: &'static str = "server   rooms  commands  everybody p50 ms  p99 ms  frames/s  bytes/frame  CPU ms per 1000 deliveries";

    /// The mean size of a message.
    pub fn bytes_per_frame(&self) -> usize {
        usize::try_from(self.bytes / self.deliveries.max(1)).unwrap_or(usize::MAX).max(16)
    }

    /// Milliseconds within which this share of the commands had reached everybody.
    pub fn percentile(&self, share: f64) -> f64 {
        let mut sorted = self.everybody.clone();
        sorted.sort_unstable();
        let index = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
        sorted.get(index).map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    }

    fn cpu_ms_per_thousand(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.deliveries.max(1) as f64
    }

    /// One line of the table.
    pub fn line(&self, server: &str, rooms: usize) -> String {
        format!(
            "{server:<8} {rooms:>5} {:>9} {:>17.2} {:>7.2} {:>9.0} {:>12} {:>27.1}",
            self.everybody.len(),
            self.percentile(0.5),
            self.percentile(0.99),
            self.deliveries as f64 / self.lasted.as_secs_f64(),
            self.bytes_per_frame(),
            self.cpu_ms_per_thousand(),
        )
    }

    /// How this run stands to the yardstick: deliveries per processor second, and latency.
    pub fn ratio(&self, yardstick: &Figures) -> String {
        format!(
            "ratio    deliveries per CPU second {:.2} of the relay's; p50 {:.1}x, p99 {:.1}x",
            yardstick.cpu_ms_per_thousand() / self.cpu_ms_per_thousand(),
            self.percentile(0.5) / yardstick.percentile(0.5),
            self.percentile(0.99) / yardstick.percentile(0.99),
        )
    }
}
