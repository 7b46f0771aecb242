//! Rooms of ten on the real binary under an open load, beside a lean relay of the same run.
//!
//! `cargo bench --bench load`; `ROOMS=1,20 SECONDS=10 PER_SECOND=2 IDLE=400` are the defaults.

mod cercle_rooms;
mod limit;
mod measure;
mod relay;
mod server;

use std::time::Duration;

use measure::Figures;

/// What one run is asked to do.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Rooms of ten: eight phones, a tablet, a screen.
    pub rooms: usize,
    /// Commands a second in each room.
    pub per_second: f64,
    /// How long.
    pub lasts: Duration,
}

fn main() -> anyhow::Result<()> {
    if std::env::args().any(|arg| arg == relay::ARGUMENT) {
        return relay::serve();
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?
        .block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let seconds = from_env("SECONDS", 10.0);
    let per_second = from_env("PER_SECOND", 2.0);
    let rooms = std::env::var("ROOMS").unwrap_or_else(|_| "1,20".into());
    println!("{}", Figures::HEAD);
    for rooms in rooms.split(',').filter_map(|text| text.trim().parse().ok()) {
        let load = Load { rooms, per_second, lasts: Duration::from_secs_f64(seconds) };
        let ours = cercle_rooms::run(load).await?;
        println!("{}", ours.line("cercle", rooms));
        let yardstick = relay::run(load, ours.bytes_per_frame()).await?;
        println!("{}", yardstick.line("relay", rooms));
        println!("{}", ours.ratio(&yardstick));
    }
    let sends = limit::sends_per_cpu_second(300)?;
    println!("limit: {:.0} k sends of a framed message per CPU second", sends / 1e3);
    let idle = cercle_rooms::bytes_per_idle_connection(from_env("IDLE", 400.0) as usize).await?;
    println!("idle: {:.1} KiB of resident memory per connection", idle / 1024.0);
    Ok(())
}

fn from_env(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
