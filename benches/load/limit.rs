//! The limit: a bare loop that sends a framed message over loopback TCP.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// How long the loop runs.
const LASTS: Duration = Duration::from_secs(2);

/// Sends of `bytes` each that one processor second allows.
pub fn sends_per_cpu_second(bytes: usize) -> anyhow::Result<f64> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut sender = TcpStream::connect(listener.local_addr()?)?;
    sender.set_nodelay(true)?;
    let (mut receiver, _) = listener.accept()?;
    std::thread::spawn(move || {
        let mut sink = vec![0; 64 * 1024];
        while receiver.read(&mut sink).is_ok_and(|read| read > 0) {}
    });
    let message = vec![0x81_u8; bytes];
    let started = std::time::Instant::now();
    let mut sent = 0_u64;
    // The loop never sleeps but when the reader lags: wall time stands for processor time.
    while started.elapsed() < LASTS {
        sender.write_all(&message)?;
        sent += 1;
    }
    Ok(sent as f64 / started.elapsed().as_secs_f64())
}
