//! A server as a process of its own: started, measured from outside, stopped.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running server.
pub struct Server {
    child: Child,
    /// The line by which it said where it is.
    pub said: String,
}

impl Server {
    /// Starts a program and waits for the first line of its output that `wanted` accepts.
    pub async fn start(
        program: &Path,
        arguments: &[&str],
        wanted: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let output = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await? {
            if wanted(&line) {
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Self { child, said: line });
            }
        }
        anyhow::bail!("it ended before it said where it is")
    }

    /// Processor time it has taken so far, of all its threads.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = self.proc("stat")?;
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let ticks: u64 = after_name
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|text| text.parse::<u64>().ok())
            .sum();
        // Linux counts processor time in hundredths of a second wherever we run.
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Resident memory, in bytes.
    pub fn resident(&self) -> anyhow::Result<f64> {
        let status = self.proc("status")?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("VmRSS")?;
        let kib = line.split_whitespace().nth(1).and_then(|text| text.parse::<f64>().ok());
        Ok(kib.context("a number of KiB")? * 1024.0)
    }

    fn proc(&self, file: &str) -> anyhow::Result<String> {
        let pid = self.child.id().context("it runs")?;
        Ok(std::fs::read_to_string(format!("/proc/{pid}/{file}"))?)
    }
}
