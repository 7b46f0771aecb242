//! A device: an HTTP client with its cookies.

use anyhow::{Context, bail};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use hyper::{Method, Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// A device: its cookies, and the server it talks to.
#[derive(Clone)]
pub struct Device {
    pub(super) origin: String,
    http: Client<HttpConnector, Full<Bytes>>,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

/// An answer that is not a success: its status and stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status}: {code}")]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: String,
}

impl Device {
    /// The server's address.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A device that knows a server by its origin, `http://host:port`, and has no cookie yet.
    pub fn new(origin: &str) -> Self {
        let http = Client::builder(TokioExecutor::new()).build_http();
        Self { origin: origin.trim_end_matches('/').to_owned(), http, cookies: Arc::default() }
    }

    /// Asks and reads JSON; an empty answer reads as `null`.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        self.request(Method::GET, path, Bytes::new()).await
    }

    /// Posts JSON and reads JSON.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        self.request(Method::POST, path, serde_json::to_vec(body)?.into()).await
    }

    /// Posts a dot: 512 bytes, no cookie.
    pub async fn post_dot(&self, dot: &crate::wire::door::Dot) -> anyhow::Result<()> {
        let mut body = serde_json::to_vec(dot)?;
        body.resize(512, b' ');
        let request = Request::post(format!("{}/b", self.origin))
            .header(CONTENT_TYPE, "application/json")
            .header(ORIGIN, &self.origin)
            .header("x-cercle", "1")
            .body(Full::from(Bytes::from(body)))?;
        let answer = self.http.request(request).await?;
        let status = answer.status();
        let text = answer.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            bail!("{status}: {}", String::from_utf8_lossy(&text).trim());
        }
        Ok(())
    }

    async fn request<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> anyhow::Result<T> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin))
            .header(CONTENT_TYPE, "application/json")
            .header(ORIGIN, &self.origin)
            .header("x-cercle", "1");
        if let Some(cookies) = self.cookie_header() {
            request = request.header(COOKIE, cookies);
        }
        let answer = self.http.request(request.body(Full::from(body))?).await?;
        let status = answer.status();
        self.keep_cookies(answer.headers().get_all(SET_COOKIE));
        let text = answer.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            let problem: Value = serde_json::from_slice(&text).unwrap_or_default();
            let code = problem["code"].as_str().unwrap_or("unknown").to_owned();
            return Err(Refused { status: status.as_u16(), code }.into());
        }
        let text: &[u8] =
            if text.is_empty() || status == StatusCode::NO_CONTENT { b"null" } else { &text };
        serde_json::from_slice(text).with_context(|| format!("reading the answer of {path}"))
    }

    /// The cookies, as a request sends them.
    pub fn cookie_header(&self) -> Option<String> {
        let cookies = self.cookies.lock().expect("no thread panics holding it");
        let pairs: Vec<String> =
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn keep_cookies<'a>(&self, headers: impl IntoIterator<Item = &'a hyper::header::HeaderValue>) {
        let mut cookies = self.cookies.lock().expect("no thread panics holding it");
        for header in headers {
            let Ok(text) = header.to_str() else { continue };
            let pair = text.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else { continue };
            if value.is_empty() || text.to_ascii_lowercase().contains("max-age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
