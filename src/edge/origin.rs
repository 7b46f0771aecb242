//! Which pages may ask: those of this house, exactly, and no other.

use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

use crate::config::Reach;
use crate::edge::error::Denied;

/// The header that no form and no foreign page can send without asking first.
const OURS: &str = "x-cercle";

/// Judges a request by its headers: every change and every socket comes from a page of ours.
pub(super) fn judge(
    reach: &Reach,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Result<(), Denied> {
    if !path.starts_with("/api/") && path != "/b" {
        return Ok(());
    }
    if text(headers, "sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(Denied::BadOrigin);
    }
    if path.ends_with("/socket") {
        return require_own_origin(reach, headers);
    }
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    require_own_origin(reach, headers)?;
    let json = text(headers, CONTENT_TYPE.as_str()).is_some_and(is_json);
    let ours = headers.contains_key(OURS);
    if json && ours { Ok(()) } else { Err(Denied::BadOrigin) }
}

fn require_own_origin(reach: &Reach, headers: &HeaderMap) -> Result<(), Denied> {
    let mut origins = headers.get_all(ORIGIN).iter();
    let origin = origins.next().and_then(|origin| origin.to_str().ok());
    let alone = origins.next().is_none();
    let own = origin.is_some_and(|origin| alone && is_own(reach, origin, text(headers, "host")));
    if own { Ok(()) } else { Err(Denied::BadOrigin) }
}

/// One of the origins configured; without encryption also the very address that was asked, as long as
/// it is a numeric one or `localhost`: no name can be made to point there by somebody else. That is
/// what people type on a local network. Where nothing is configured, it is so with encryption, too.
fn is_own(reach: &Reach, origin: &str, host: Option<&str>) -> bool {
    if reach.origins.iter().any(|own| own == origin) {
        return true;
    }
    if reach.https && !reach.origins.is_empty() {
        return false;
    }
    let scheme = if reach.https { "https://" } else { "http://" };
    let Some(authority) = origin.strip_prefix(scheme) else { return false };
    host == Some(authority) && is_numeric(authority)
}

fn is_numeric(authority: &str) -> bool {
    let name = match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => authority,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || bare.parse::<std::net::IpAddr>().is_ok()
}

fn is_json(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim() == "application/json")
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    debug_assert_eq!(HOST.as_str(), "host");
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(origins: &[&str]) -> Reach {
        let origins = origins.iter().map(|&origin| origin.to_owned()).collect();
        Reach { origins, ..Reach::default() }
    }

    fn asked(reach: &Reach, method: Method, path: &str, headers: &[(&str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: axum::http::HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        judge(reach, &method, path, &map).is_ok()
    }

    fn posted(reach: &Reach, origin: &str, host: &str) -> bool {
        let headers = [
            ("origin", origin),
            ("host", host),
            ("content-type", "application/json"),
            ("x-cercle", "1"),
        ];
        asked(reach, Method::POST, "/api/door", &headers)
    }

    #[test]
    fn a_numeric_address_as_it_was_asked_is_our_own() {
        let any = reach(&[]);
        for own in ["127.0.0.1:8080", "localhost:8080", "192.168.1.20", "[::1]:8080"] {
            assert!(posted(&any, &format!("http://{own}"), own), "{own}");
        }
        for (origin, host) in [
            ("http://evil.example", "evil.example"),
            ("http://evil.example", "127.0.0.1:8080"),
            ("http://127.0.0.1:9090", "127.0.0.1:8080"),
            ("http://127.0.0.1:8080.evil.example", "127.0.0.1:8080"),
            ("https://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://localhost.evil.example", "localhost.evil.example"),
            ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
            ("null", "null"),
            ("", ""),
        ] {
            assert!(!posted(&any, origin, host), "{origin} at {host}");
        }
    }

    #[test]
    fn configured_origins_are_exact() {
        let named = Reach { https: true, ..reach(&["https://cercle.example"]) };
        assert!(posted(&named, "https://cercle.example", "cercle.example"));
        for origin in [
            "https://cercle.example.evil.example",
            "https://evil-cercle.example",
            "http://cercle.example",
            "https://cercle.example:8443",
            "https://CERCLE.example",
            "https://127.0.0.1:8080",
            "http://127.0.0.1:8080",
            "null",
        ] {
            assert!(!posted(&named, origin, "127.0.0.1:8080"), "{origin}");
        }
    }

    #[test]
    fn a_name_on_a_local_network_stands_beside_the_numeric_address() {
        let lan = reach(&["http://cercle.local:8080"]);
        assert!(posted(&lan, "http://cercle.local:8080", "cercle.local:8080"));
        assert!(posted(&lan, "http://192.168.8.2:8080", "192.168.8.2:8080"));
        assert!(!posted(&lan, "http://autre.local:8080", "autre.local:8080"));
    }

    #[test]
    fn a_change_bears_origin_json_and_our_header() {
        let any = reach(&[]);
        let whole = [
            ("origin", "http://127.0.0.1:1"),
            ("host", "127.0.0.1:1"),
            ("content-type", "application/json; charset=utf-8"),
            ("x-cercle", "1"),
        ];
        assert!(asked(&any, Method::POST, "/b", &whole));
        for missing in ["origin", "content-type", "x-cercle"] {
            let rest: Vec<_> = whole.into_iter().filter(|(name, _)| *name != missing).collect();
            assert!(!asked(&any, Method::POST, "/b", &rest), "without {missing}");
        }
        let mut form = whole;
        form[2].1 = "text/plain";
        assert!(!asked(&any, Method::POST, "/b", &form));
        let twice: Vec<_> = whole.into_iter().chain([("origin", "http://127.0.0.1:1")]).collect();
        assert!(!asked(&any, Method::POST, "/b", &twice), "two origins");
        let site: Vec<_> = whole.into_iter().chain([("sec-fetch-site", "cross-site")]).collect();
        assert!(!asked(&any, Method::POST, "/b", &site), "from another site");
    }

    #[test]
    fn a_socket_bears_an_origin_and_a_page_is_free() {
        let any = reach(&[]);
        let socket = "/api/rooms/x/socket";
        assert!(!asked(&any, Method::GET, socket, &[("host", "127.0.0.1:1")]));
        let own = [("host", "127.0.0.1:1"), ("origin", "http://127.0.0.1:1")];
        assert!(asked(&any, Method::GET, socket, &own));
        assert!(asked(&any, Method::GET, "/", &[("sec-fetch-site", "cross-site")]));
        assert!(!asked(&any, Method::GET, "/api/me", &[("sec-fetch-site", "cross-site")]));
    }
}
