//! A vault of small files: one value each, replaced whole, overwritten before it is removed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::{Kept, Vault, VaultError, Version};

/// Bytes of the version before the value.
const VERSION_BYTES: usize = 8;
/// A value being written, not yet in its place.
const BESIDE: &str = ".new";

/// Values as files of one folder. One process at a time may have it open.
pub struct FileVault {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    /// One change at a time: compare and set are two looks at one file.
    turn: Mutex<()>,
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

impl FileVault {
    /// Opens a folder, made if it is not there, readable by its owner alone. Values that a crash
    /// left half written are removed.
    pub fn open(folder: &Path) -> io::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(BESIDE) {
                overwrite_and_remove(&path)?;
            }
        }
        let inner = Inner { folder: folder.to_owned(), turn: Mutex::new(()) };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Runs a look at the files off the async workers.
    async fn off<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let inner = Arc::clone(&self.inner);
        let done = tokio::task::spawn_blocking(move || {
            let _turn = inner.turn.lock().map_err(|_| VaultError::Unavailable)?;
            work(&inner)
        });
        done.await.map_err(|_| VaultError::Unavailable)?
    }
}

impl Inner {
    /// Names are `a-z0-9/-`: a slash becomes a dot, so that one folder holds all.
    fn path(&self, name: &str) -> Result<PathBuf, VaultError> {
        let plain =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'/' | b'-');
        if name.is_empty() || !name.bytes().all(plain) {
            return Err(VaultError::Unavailable);
        }
        Ok(self.folder.join(name.replace('/', ".")))
    }

    fn load(&self, name: &str) -> Result<Option<Kept>, VaultError> {
        match fs::read(self.path(name)?) {
            Ok(bytes) => {
                let (version, value) =
                    bytes.split_first_chunk::<VERSION_BYTES>().ok_or(VaultError::Unavailable)?;
                let version = u64::from_be_bytes(*version);
                Ok(Some(Kept { version, value: value.to_owned() }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(_) => Err(VaultError::Unavailable),
        }
    }

    fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError> {
        if self.load(name)?.map(|kept| kept.version) != expected {
            return Err(VaultError::Conflict);
        }
        let version = expected.unwrap_or(0) + 1;
        self.replace(&self.path(name)?, version, value).map_err(|_| VaultError::Unavailable)?;
        Ok(version)
    }

    /// The old file's bytes are overwritten once the new one is in its place.
    fn replace(&self, path: &Path, version: Version, value: &[u8]) -> io::Result<()> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(BESIDE);
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(&version.to_be_bytes())?;
        file.write_all(value)?;
        file.sync_all()?;
        let old = OpenOptions::new().write(true).open(path).ok();
        fs::rename(&beside, path)?;
        sync_folder(&self.folder)?;
        old.map_or(Ok(()), |mut old| overwrite(&mut old))
    }

    fn destroy(&self, name: &str) -> Result<(), VaultError> {
        let path = self.path(name)?;
        let gone = overwrite_and_remove(&path).and_then(|()| sync_folder(&self.folder));
        gone.map_err(|_| VaultError::Unavailable)
    }

    fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        let entries = fs::read_dir(&self.folder).map_err(|_| VaultError::Unavailable)?;
        let mut names = Vec::new();
        for entry in entries {
            let file = entry.map_err(|_| VaultError::Unavailable)?.file_name();
            let name = file.to_string_lossy().replace('.', "/");
            if name.starts_with(prefix) && !name.ends_with(&BESIDE.replace('.', "/")) {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

fn overwrite(file: &mut File) -> io::Result<()> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    file.write_all(&vec![0; length])?;
    file.sync_all()
}

fn overwrite_and_remove(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).open(path) {
        Ok(mut file) => {
            overwrite(&mut file)?;
            fs::remove_file(path)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[async_trait]
impl Vault for FileVault {
    async fn load(&self, name: &str) -> Result<Option<Kept>, VaultError> {
        let name = name.to_owned();
        self.off(move |inner| inner.load(&name)).await
    }

    async fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError> {
        let (name, value) = (name.to_owned(), zeroize::Zeroizing::new(value.to_owned()));
        self.off(move |inner| inner.store(&name, expected, &value)).await
    }

    async fn destroy(&self, name: &str) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.off(move |inner| inner.destroy(&name)).await
    }

    async fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        let prefix = prefix.to_owned();
        self.off(move |inner| inner.names(&prefix)).await
    }
}
