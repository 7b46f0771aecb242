//! What several tests share.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;

/// A generator whose seed is printed, so that what chance found can be found again.
pub struct Chance(u64);

impl Chance {
    /// Seeded by `CERCLE_SEED`, or anew. Prints how to replay.
    pub fn seeded() -> Self {
        let seed = std::env::var("CERCLE_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(|| {
            let mut bytes = [0; 8];
            getrandom::fill(&mut bytes).unwrap();
            u64::from_be_bytes(bytes) >> 16
        });
        println!("seed {seed}; replay with CERCLE_SEED={seed}");
        Self(seed)
    }

    /// The chance that once found something.
    pub fn that_found(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number (splitmix64).
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.draw() % bound as u64) as usize
    }
}

/// How often any of these is found in any byte of any file below a folder.
pub fn hits(folder: &Path, needles: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(hits(&path, needles));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for needle in needles {
            let count = memchr::memmem::find_iter(&bytes, needle).count();
            if count > 0 {
                found.push(format!(
                    "{}: {count} × {:?}",
                    path.display(),
                    String::from_utf8_lossy(needle)
                ));
            }
        }
    }
    found
}
