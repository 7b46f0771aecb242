//! What the program can be told to do, by flags and environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The live room of a confidential peer-practice workshop day.
#[derive(Debug, Parser)]
#[command(name = "cercle", version, about, propagate_version = true)]
pub struct Program {
    /// What to do.
    #[command(subcommand)]
    pub command: Act,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Act {
    /// Serve rooms: the pages, the sockets, the journal, all from one data directory.
    Serve(Serve),
    /// Play a whole day on a server of its own, with simulated people: watch it on the room screen.
    Rehearse(Rehearse),
    /// Plan the day of a scenario file, and print the plan, or why there is none, as JSON.
    Plan(Plan),
    /// Print the link by which the first facilitator enrols, while nobody has.
    Invite(Invite),
    /// Ask a running server whether it is well; for a container's health check.
    Healthy(Healthy),
}

/// How to serve. Each flag is also an environment variable, and a key of the configuration file.
#[derive(Debug, Clone, Default, Args)]
pub struct Serve {
    /// A TOML file with the same keys as the flags; flags and environment win over it.
    #[arg(long, env = "CERCLE_CONFIG")]
    pub config: Option<PathBuf>,
    /// The one directory where everything is kept [default: data].
    #[arg(long, env = "CERCLE_DATA")]
    pub data: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080].
    #[arg(long, env = "CERCLE_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Open to the local network: listen on every address, with the machine's own in links and QR;
    /// plain HTTP is accepted.
    #[arg(long, env = "CERCLE_LAN", value_parser = said, num_args = 0..=1, default_missing_value = "true")]
    pub lan: Option<bool>,
    /// The address people open, such as https://cercle.example.org; may be given several times, the
    /// first is the one printed in links and QR.
    #[arg(long, env = "CERCLE_ORIGIN", value_delimiter = ',')]
    pub origin: Vec<String>,
    /// Accept plain HTTP from other machines; every face then bears a banner.
    #[arg(long, env = "CERCLE_PLAIN_HTTP", value_parser = said, num_args = 0..=1, default_missing_value = "true")]
    pub plain_http: Option<bool>,
    /// A file with the certificate chain, in PEM.
    #[arg(long, env = "CERCLE_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// A file with its private key, in PEM.
    #[arg(long, env = "CERCLE_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Addresses of proxies whose X-Forwarded-For is believed.
    #[arg(long, env = "CERCLE_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<IpAddr>,
    /// The most connections at one time [default: 8192, less when the system allows fewer].
    #[arg(long, env = "CERCLE_CONNECTIONS")]
    pub connections: Option<usize>,
}

/// How to rehearse.
#[derive(Debug, Clone, Args)]
pub struct Rehearse {
    /// The scenario to play.
    #[arg(long, default_value = "scenarios/day-1.json")]
    pub scenario: PathBuf,
    /// A process of the group's own, as the tablet exports it; may be given several times.
    #[arg(long)]
    pub process: Vec<PathBuf>,
    /// Milliseconds between two acts.
    #[arg(long, default_value_t = 400)]
    pub beat: u64,
    /// Milliseconds to wait before the day begins, for a screen to be opened.
    #[arg(long, default_value_t = 8_000)]
    pub wait: u64,
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8081")]
    pub listen: SocketAddr,
    /// Open to the local network, so that a screen in the room can be opened.
    #[arg(long)]
    pub lan: bool,
    /// Where to keep the data; by default a temporary directory, removed at the end.
    #[arg(long)]
    pub data: Option<PathBuf>,
}

/// Which day to plan.
#[derive(Debug, Clone, Args)]
pub struct Plan {
    /// A scenario file, in the form of scenarios/day-1.json.
    pub file: PathBuf,
    /// A process of the group's own, as the tablet exports it; may be given several times.
    #[arg(long)]
    pub process: Vec<PathBuf>,
}

/// Which data directory, and which address to print.
#[derive(Debug, Clone, Args)]
pub struct Invite {
    /// The data directory of the server.
    #[arg(long, env = "CERCLE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The address people open.
    #[arg(long, env = "CERCLE_ORIGIN", default_value = "http://127.0.0.1:8080")]
    pub origin: String,
}

/// Which server.
#[derive(Debug, Clone, Args)]
pub struct Healthy {
    /// The address it listens on.
    #[arg(long, env = "CERCLE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// It speaks TLS: then only the connection is tried.
    #[arg(long, env = "CERCLE_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
}

/// "yes" or "no" as people and containers write it; empty is no.
fn said(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" | "on" => Ok(true),
        "" | "false" | "no" | "0" | "off" => Ok(false),
        _ => Err("say true or false".to_owned()),
    }
}
