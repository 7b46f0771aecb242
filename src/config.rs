//! Flags, environment and file: what the program is told, and what it makes of it.

mod command_line;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

pub use command_line::{Act, Healthy, Invite, Plan, Program, Rehearse, Serve};

/// The keys of the configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    lan: Option<bool>,
    #[serde(default)]
    origin: Vec<String>,
    plain_http: Option<bool>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    #[serde(default)]
    trusted_proxy: Vec<IpAddr>,
    connections: Option<usize>,
}

/// Why the program cannot do as it is told.
#[derive(Debug, thiserror::Error)]
pub enum Misconfigured {
    /// The file cannot be read.
    #[error("the configuration file {0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// The file is not understood.
    #[error("the configuration file is not understood: {0}")]
    NotUnderstood(#[from] toml::de::Error),
    /// A certificate needs a key, and a key a certificate.
    #[error("give both --tls-cert and --tls-key, or neither")]
    HalfTls,
    /// Not `scheme://host[:port]`.
    #[error("an origin is like https://cercle.example.org, without a path: {0}")]
    BadOrigin(String),
    /// Reachable from other machines without encryption.
    #[error(
        "listening on {0} without encryption: give --tls-cert and --tls-key, or an https --origin \
         when a proxy encrypts, or --plain-http on a closed network"
    )]
    Unencrypted(SocketAddr),
}

/// What serving needs to know, all said and checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data directory.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Certificate and key files.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// How it is reached.
    pub reach: Reach,
    /// Limits on who comes in.
    pub limits: Limits,
}

/// How the house is reached.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Exact origins, the first the one printed; none: any address of this machine as typed.
    pub origins: Vec<String>,
    /// The origin of links and QR.
    pub links: String,
    /// People reach it by https.
    pub https: bool,
    /// Reachable from other machines without encryption: every face says so.
    pub plain_http: bool,
    /// Proxies whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// How long and how many, at the door.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From a connection's first byte to the end of a request's head.
    pub head: Duration,
    /// To read a request's body.
    pub body: Duration,
    /// From an open socket to its greeting.
    pub first_message: Duration,
    /// A socket that says nothing for so long is dead.
    pub silence: Duration,
    /// To hand one message to a socket.
    pub send: Duration,
    /// A request is held no longer.
    pub poll: Duration,
    /// Over so long the farewells of a restart are spread.
    pub farewell: Duration,
    /// Connections at one time.
    pub connections: usize,
    /// Connections of one address that have shown no identity.
    pub strangers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(15),
            first_message: Duration::from_secs(10),
            silence: Duration::from_secs(25),
            send: Duration::from_secs(5),
            poll: Duration::from_secs(25),
            farewell: Duration::from_secs(2),
            connections: 8_192,
            strangers: 512,
        }
    }
}

/// Where the house listens unless told otherwise.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

impl Serve {
    /// Flags, environment and file together, checked.
    pub fn settings(self) -> Result<Settings, Misconfigured> {
        let file = match &self.config {
            Some(path) => read(path)?,
            None => File::default(),
        };
        let lan = self.lan.or(file.lan).unwrap_or(false);
        let plain_http = self.plain_http.or(file.plain_http).unwrap_or(false) || lan;
        let mut listen = self.listen.or(file.listen).unwrap_or(LISTEN);
        if lan && listen.ip().is_loopback() {
            listen.set_ip(Ipv4Addr::UNSPECIFIED.into());
        }
        let tls = match (self.tls_cert.or(file.tls_cert), self.tls_key.or(file.tls_key)) {
            (Some(cert), Some(key)) => Some((cert, key)),
            (None, None) => None,
            _ => return Err(Misconfigured::HalfTls),
        };
        let origins = origins(&either(self.origin, file.origin))?;
        let proxies = either(self.trusted_proxy, file.trusted_proxy);
        let reach = reach(listen, tls.is_some(), origins, plain_http, proxies)?;
        let mut limits = Limits::default();
        limits.connections = self.connections.or(file.connections).unwrap_or(limits.connections);
        limits.connections = limits.connections.min(descriptors().saturating_sub(SPARE));
        let data = self.data.or(file.data).unwrap_or_else(|| PathBuf::from("data"));
        Ok(Settings { data, listen, tls, reach, limits })
    }
}

/// File descriptors left for the journal, the vault and the house itself.
const SPARE: usize = 64;

/// How many file descriptors the system lets this process have.
fn descriptors() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))
        .and_then(|line| line.split_whitespace().next())
        .and_then(|soft| soft.parse().ok())
        .unwrap_or(usize::MAX)
}

fn read(path: &PathBuf) -> Result<File, Misconfigured> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Misconfigured::Unreadable(path.clone(), error))?;
    Ok(toml::from_str(&text)?)
}

fn either<T>(said: Vec<T>, written: Vec<T>) -> Vec<T> {
    if said.is_empty() { written } else { said }
}

/// Each origin in the form a browser sends it. An empty one, as a container passes, is none.
fn origins(given: &[String]) -> Result<Vec<String>, Misconfigured> {
    let tidy = |text: &String| {
        let origin = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let sound = authority
            .is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ', '*']));
        if sound { Ok(origin) } else { Err(Misconfigured::BadOrigin(text.clone())) }
    };
    given.iter().filter(|text| !text.trim().is_empty()).map(tidy).collect()
}

fn reach(
    listen: SocketAddr,
    tls: bool,
    origins: Vec<String>,
    plain_http: bool,
    trusted_proxies: Vec<IpAddr>,
) -> Result<Reach, Misconfigured> {
    let https = tls || origins.first().is_some_and(|origin| origin.starts_with("https://"));
    if !https && !listen.ip().is_loopback() && !plain_http {
        return Err(Misconfigured::Unencrypted(listen));
    }
    let links = origins.first().cloned().unwrap_or_else(|| links(listen, tls));
    let plain_http = plain_http && !https;
    Ok(Reach { origins, links, https, plain_http, trusted_proxies })
}

/// The address to print: that of the machine on its network, when it listens everywhere.
pub fn links(listen: SocketAddr, tls: bool) -> String {
    let mut address = listen;
    if listen.ip().is_unspecified() {
        address.set_ip(own_address().unwrap_or(Ipv4Addr::LOCALHOST.into()));
    }
    let scheme = if tls { "https" } else { "http" };
    format!("{scheme}://{address}")
}

/// The address by which this machine would go out; nothing is sent.
fn own_address() -> Option<IpAddr> {
    let socket = std::net::UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // A documentation address: connecting a datagram socket only asks the system for a route.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified()).then_some(address)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn serve(arguments: &[&str]) -> Result<Settings, Misconfigured> {
        let program = Program::parse_from(["cercle", "serve"].iter().chain(arguments));
        let Act::Serve(serve) = program.command else { panic!("said serve") };
        serve.settings()
    }

    #[test]
    fn alone_on_this_machine_needs_no_flag() {
        let settings = serve(&[]).unwrap();
        assert_eq!(settings.listen, LISTEN);
        assert!(!settings.reach.plain_http && !settings.reach.https);
        assert_eq!(settings.reach.links, "http://127.0.0.1:8080");
    }

    #[test]
    fn a_network_without_encryption_must_be_asked_for() {
        let refused = serve(&["--listen", "0.0.0.0:80"]);
        assert!(matches!(refused, Err(Misconfigured::Unencrypted(_))));
        let settings = serve(&["--lan"]).unwrap();
        assert!(settings.reach.plain_http && settings.listen.ip().is_unspecified());
        let proxied = serve(&["--listen", "0.0.0.0:80", "--origin", "https://cercle.example/"]);
        let reach = proxied.unwrap().reach;
        assert!(reach.https && !reach.plain_http);
        assert_eq!(reach.links, "https://cercle.example");
    }

    #[test]
    fn an_origin_has_no_path_and_no_star() {
        for bad in ["cercle.example", "https://a/b", "https://*", "ftp://a", "https://"] {
            assert!(matches!(serve(&["--origin", bad]), Err(Misconfigured::BadOrigin(_))), "{bad}");
        }
        assert!(serve(&["--origin", ""]).unwrap().reach.origins.is_empty());
    }

    #[test]
    fn flags_win_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cercle.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:9000\"\nconnections = 7\n").unwrap();
        let path = path.to_str().unwrap();
        let settings = serve(&["--config", path]).unwrap();
        assert_eq!((settings.listen.port(), settings.limits.connections), (9000, 7));
        let settings = serve(&["--config", path, "--listen", "127.0.0.1:1"]).unwrap();
        assert_eq!(settings.listen.port(), 1);
        std::fs::write(path, "colour = \"red\"").unwrap();
        assert!(matches!(serve(&["--config", path]), Err(Misconfigured::NotUnderstood(_))));
    }
}
