//! The accept loop: connections counted, heads in time, and an end that everyone is told of.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::edge::caller::Peer;
use crate::edge::crowd::Guest;
use crate::edge::{Edge, routes};

/// Bytes of a request's head, and of what is read ahead.
const HEAD_BYTES: usize = 16 * 1024;
/// When the system has no more descriptors, it may have some a little later.
const BREATH: Duration = Duration::from_millis(100);
/// For every connection to end once the house restarts; the rooms then have a second more.
const ENDING: Duration = Duration::from_secs(4);

/// What the system holds for one connection that does not read; it takes about twice as much.
const SEND_BYTES: u32 = 128 * 1024;
/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1_024;

/// Listens on an address. Of a face that does not read, the system soon holds no more.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A port whose last connections are still being forgotten is ours again.
    socket.set_reuseaddr(true)?;
    // Connections inherit it.
    socket.set_send_buffer_size(SEND_BYTES)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves until [`Edge::stop`], then says goodbye to everyone and lets the rooms rest.
pub async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, edge: Arc<Edge>) {
    let router = routes(edge.clone());
    edge.tasks.spawn(keep_presence(edge.clone()));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = edge.stopping.cancelled() => break,
        };
        match accepted {
            Ok((stream, address)) => {
                let connection =
                    connect(stream, address, tls.clone(), router.clone(), edge.clone());
                edge.tasks.spawn(connection);
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    edge.tasks.close();
    if timeout(ENDING, edge.tasks.wait()).await.is_err() {
        tracing::warn!(left = edge.tasks.len(), "some connections did not end in time");
    }
    edge.presence.leave();
    edge.hub.rest().await;
}

async fn keep_presence(edge: Arc<Edge>) {
    tokio::select! {
        () = edge.presence.let_go_of_the_silent() => {}
        () = edge.stopping.cancelled() => {}
    }
}

/// Runs one connection; without a place in the crowd it is closed unread.
async fn connect(
    stream: TcpStream,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    router: Router,
    edge: Arc<Edge>,
) {
    let Some(guest) = edge.crowd.enter(address.ip().into()) else { return };
    if edge.reach.trusted_proxies.contains(&address.ip().to_canonical()) {
        guest.is_known();
    }
    // Small messages leave at once; a stream that refuses this has ended.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let peer = Peer { address: address.ip(), guest: guest.clone() };
    match tls {
        None => talk(stream, peer, router, &edge).await,
        Some(tls) => {
            let handshake = timeout(edge.limits.head, tls.accept(stream));
            let shaken = tokio::select! {
                shaken = handshake => shaken,
                () = guest.sent_away.cancelled() => return,
            };
            if let Ok(Ok(stream)) = shaken {
                talk(stream, peer, router, &edge).await;
            }
        }
    }
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: Peer,
    router: Router,
    edge: &Edge,
) {
    let guest: Arc<Guest> = peer.guest.clone();
    let service = Stamped { router: TowerToHyperService::new(router), peer };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(edge.limits.head)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    // How a connection ends is the other side's affair: nothing of it is worth a log line.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = guest.sent_away.cancelled() => {}
        () = edge.stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

/// The routes, with the connection's own peer on each request.
struct Stamped {
    router: TowerToHyperService<Router>,
    peer: Peer,
}

impl Service<Request<Incoming>> for Stamped {
    type Response = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Response;
    type Error = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Error;
    type Future = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Future;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.peer.clone());
        self.router.call(request)
    }
}
