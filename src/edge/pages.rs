//! The pages, embedded: in the encoding asked for, hashed assets for ever, HTML asked for anew.

use std::borrow::Cow;
use std::fmt::Write;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION,
    VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::edge::error::Denied;

/// The built pages. A debug binary reads them from the disk.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Pages;

/// Bytes of a file's hash that make its tag.
const TAG_BYTES: usize = 12;

/// The entries, as people open them, and their files.
const ENTRIES: [(&str, &str); 3] =
    [("/", "index.html"), ("/animer/", "animer/index.html"), ("/ecran/", "ecran/index.html")];

/// Said when the pages have not been built.
const PLACEHOLDER: &str = "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\">\
    <title>Cercle</title><p>Les pages ne sont pas encore construites : lancez <code>make run</code>, \
    ou <code>npm ci &amp;&amp; npm run build</code> dans <code>web/</code>.</p>\
    <p lang=\"en\">The pages have not been built yet: run <code>make run</code>, or \
    <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code>.</p></html>";

/// Answers with a page or one of its files.
pub(super) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Denied::NotFound.into_response();
    }
    let path = uri.path();
    if let Some((_, file)) = ENTRIES.iter().find(|(entry, _)| *entry == path) {
        return Pages::get(file).map_or_else(placeholder, |page| give(file, &page, &headers));
    }
    if matches!(path, "/animer" | "/ecran") {
        let entry =
            HeaderValue::from_static(if path == "/animer" { "/animer/" } else { "/ecran/" });
        return (StatusCode::PERMANENT_REDIRECT, [(LOCATION, entry)]).into_response();
    }
    let file = path.trim_start_matches('/');
    let is_ours = !file.ends_with(".html") && !file.split('/').any(|part| part.starts_with('.'));
    match Pages::get(file).filter(|_| is_ours) {
        Some(found) => give(file, &found, &headers),
        None => Denied::NotFound.into_response(),
    }
}

fn placeholder() -> Response {
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    (StatusCode::SERVICE_UNAVAILABLE, [(CONTENT_TYPE, html)], PLACEHOLDER).into_response()
}

fn give(path: &str, plain: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    let tag = tag(plain);
    headers.insert(ETAG, tag.clone());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep(path)));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if asked.get(IF_NONE_MATCH) == Some(&tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    let bytes = match encoded(path, asked) {
        Some((encoding, file)) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            file.data
        }
        None => plain.data.clone(),
    };
    (headers, body(bytes)).into_response()
}

fn body(bytes: Cow<'static, [u8]>) -> Body {
    match bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

/// The best encoding there is among those asked for. Browsers ask for brotli over https only.
/// The pages alone are compressed, which hold no secret: the size of an answer behind a cookie would
/// speak of what is in it (BREACH).
fn encoded(path: &str, asked: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let asked = asked.get(ACCEPT_ENCODING)?.to_str().ok()?;
    [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(encoding, ending)| {
        let wanted = asked.split(',').any(|one| accepts(one, encoding));
        let file = wanted.then(|| Pages::get(&format!("{path}.{ending}")))??;
        Some((encoding, file))
    })
}

/// Whether one of the encodings asked for is this one, and not weighed at nothing.
fn accepts(one: &str, encoding: &str) -> bool {
    let mut parts = one.split(';').map(str::trim);
    let named = parts.next() == Some(encoding);
    let refused = parts.any(|part| {
        part.strip_prefix("q=").and_then(|weight| weight.parse().ok()) == Some(0.0_f32)
    });
    named && !refused
}

fn tag(file: &EmbeddedFile) -> HeaderValue {
    let mut tag = String::from("\"");
    for byte in &file.metadata.sha256_hash()[..TAG_BYTES] {
        // Writing to a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    HeaderValue::from_str(&tag).expect("hexadecimal digits are ASCII")
}

fn keep(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_given_only_when_asked_for() {
        assert!(accepts("gzip", "gzip") && accepts(" br;q=0.5", "br"));
        for other in ["gzip;q=0", "x-gzip", "identity", "br; q=0.000", ""] {
            assert!(!accepts(other, "gzip") && !accepts(other, "br"), "{other}");
        }
    }

    #[test]
    fn hashed_assets_are_kept_and_pages_asked_for_anew() {
        assert!(keep("assets/a-1.js").contains("immutable"));
        assert_eq!(keep("index.html"), "no-cache");
    }
}
