//! Logs and panics without content: what happened and where, never who said what.

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error, as `CERCLE_LOG` says (`info` by default), and lets a panic say
/// where it was and nothing else: its message may hold what somebody wrote.
pub fn start() {
    let filter = EnvFilter::try_from_env("CERCLE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let json = std::env::var("CERCLE_LOG_FORMAT").is_ok_and(|format| format == "json");
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start, as in tests, keeps the first.
    let _ = if json { logs.json().try_init() } else { logs.with_target(false).try_init() };
    keep_panics_discreet();
}

/// Lets a panic say where it was, and nothing of its message.
pub fn keep_panics_discreet() {
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) =
            panic.location().map_or(("somewhere", 0), |place| (place.file(), place.line()));
        tracing::error!(file, line, "a task has panicked");
    }));
}
