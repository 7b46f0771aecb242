//! Encryption by certificate files.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use tokio_rustls::rustls::{self, ServerConfig};

/// Why the certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    /// A file cannot be read, or is not PEM.
    #[error("certificate or key cannot be read: {0}")]
    Unreadable(#[from] pem::Error),
    /// Key and certificate do not go together, or are of a kind that is not supported.
    #[error("certificate and key do not serve: {0}")]
    Unfit(#[from] rustls::Error),
}

/// Takes connections in with a certificate chain and its key, both in PEM. TLS 1.2 and 1.3.
pub fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, TlsFault> {
    let chain = CertificateDer::pem_file_iter(certificate)?.collect::<Result<Vec<_>, _>>()?;
    let key = PrivateKeyDer::from_pem_file(key)?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
