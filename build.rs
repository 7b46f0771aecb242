//! A release binary embeds the pages: build it anew when they are.

fn main() {
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    // A debug binary reads the pages from the disk as they are.
    println!("cargo:rerun-if-changed={}", if release { "web/dist" } else { "build.rs" });
}
