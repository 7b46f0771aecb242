//! A vault of files: one small file a value, replaced whole, overwritten before it is removed.
//!
//! A file system that writes elsewhere than it is told (flash, snapshots) may keep old blocks all
//! the same: what must be unreadable for ever is therefore also sealed by a key that lies here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tokio::sync::watch;

use super::{Kept, Vault, VaultError, Version};

/// The end of a file that is being written and is not a value yet.
const UNFINISHED: &str = ".new";
/// Held while the vault is open, so that no two programs share it.
const LOCK: &str = ".lock";
/// A value's version stands before it, in big endian.
const VERSION_BYTES: usize = 8;

/// Values in the files of one folder.
pub struct FileVault {
    folder: Arc<Folder>,
    failed: watch::Receiver<bool>,
}

struct Folder {
    path: PathBuf,
    /// One change at a time: compare-and-set is a read and a write.
    turn: Mutex<()>,
    failed: watch::Sender<bool>,
    _lock: File,
}

impl FileVault {
    /// Opens the folder, making it if need be, and clears away what a crash left half-written.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        let lock = private().create(true).truncate(false).write(true).open(path.join(LOCK))?;
        lock.try_lock().map_err(|_| {
            io::Error::new(io::ErrorKind::WouldBlock, "another program holds this vault")
        })?;
        let (failed, watched) = watch::channel(false);
        let folder = Folder { path: path.to_owned(), turn: Mutex::new(()), failed, _lock: lock };
        folder.clear_unfinished()?;
        sync_folder(path)?;
        Ok(Self { folder: Arc::new(folder), failed: watched })
    }

    /// True for ever once the disk has failed to make a change durable: the process must end, and
    /// the next one read what is there.
    pub fn failed(&self) -> watch::Receiver<bool> {
        self.failed.clone()
    }

    /// Runs one act off the asynchronous workers.
    async fn act<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Folder) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let folder = Arc::clone(&self.folder);
        tokio::task::spawn_blocking(move || {
            let _turn = folder.turn.lock().unwrap_or_else(PoisonError::into_inner);
            if *folder.failed.borrow() { Err(VaultError::Unavailable) } else { act(&folder) }
        })
        .await
        .unwrap_or(Err(VaultError::Unavailable))
    }
}

#[async_trait]
impl Vault for FileVault {
    async fn load(&self, name: &str) -> Result<Option<Kept>, VaultError> {
        let name = name.to_owned();
        self.act(move |folder| folder.load(&name)).await
    }

    async fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError> {
        let (name, value) = (name.to_owned(), zeroize::Zeroizing::new(value.to_vec()));
        self.act(move |folder| folder.store(&name, expected, &value)).await
    }

    async fn destroy(&self, name: &str) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.act(move |folder| folder.destroy(&name)).await
    }

    async fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        let prefix = prefix.to_owned();
        self.act(move |folder| folder.names(&prefix)).await
    }
}

impl Folder {
    /// The file of a value. A slash is spelled `_`, which no name has.
    fn file(&self, name: &str) -> Result<PathBuf, VaultError> {
        let fits = !name.is_empty()
            && name.len() <= 200
            && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-'));
        if fits { Ok(self.path.join(name.replace('/', "_"))) } else { Err(VaultError::Unavailable) }
    }

    fn load(&self, name: &str) -> Result<Option<Kept>, VaultError> {
        let mut bytes = Vec::new();
        match File::open(self.file(name)?) {
            Ok(mut file) => file.read_to_end(&mut bytes).map_err(|_| VaultError::Unavailable)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err(VaultError::Unavailable),
        };
        let (version, value) =
            bytes.split_first_chunk::<VERSION_BYTES>().ok_or(VaultError::Unavailable)?;
        Ok(Some(Kept { version: u64::from_be_bytes(*version), value: value.to_vec() }))
    }

    fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError> {
        let kept = self.load(name)?;
        if kept.as_ref().map(|kept| kept.version) != expected {
            return Err(VaultError::Conflict);
        }
        let version = expected.unwrap_or(0) + 1;
        let file = self.file(name)?;
        let fresh = self.write_beside(&file, version, value)?;
        let old = kept.and_then(|_| OpenOptions::new().write(true).open(&file).ok());
        fs::rename(&fresh, &file).map_err(|_| self.refuse(&fresh))?;
        self.durable(sync_folder(&self.path))?;
        self.durable(old.map_or(Ok(()), overwrite))?;
        Ok(version)
    }

    /// A durable file beside the value's own, to take its place.
    fn write_beside(
        &self,
        file: &Path,
        version: Version,
        value: &[u8],
    ) -> Result<PathBuf, VaultError> {
        let fresh = file.with_file_name(format!(
            "{}{UNFINISHED}",
            file.file_name().and_then(|name| name.to_str()).ok_or(VaultError::Unavailable)?
        ));
        let mut out = private()
            .create(true)
            .truncate(true)
            .write(true)
            .open(&fresh)
            .map_err(|_| VaultError::Unavailable)?;
        out.write_all(&version.to_be_bytes())
            .and_then(|()| out.write_all(value))
            .map_err(|_| self.refuse(&fresh))?;
        self.durable(out.sync_all())?;
        Ok(fresh)
    }

    fn destroy(&self, name: &str) -> Result<(), VaultError> {
        let file = self.file(name)?;
        match OpenOptions::new().write(true).open(&file) {
            Ok(open) => self.durable(overwrite(open))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(_) => return Err(VaultError::Unavailable),
        }
        fs::remove_file(&file).map_err(|_| VaultError::Unavailable)?;
        self.durable(sync_folder(&self.path))
    }

    fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        let mut names: Vec<String> = self
            .files()
            .map_err(|_| VaultError::Unavailable)?
            .into_iter()
            .filter(|file| !file.contains('.'))
            .map(|file| file.replace('_', "/"))
            .filter(|name| name.starts_with(prefix))
            .collect();
        names.sort();
        Ok(names)
    }

    fn files(&self) -> io::Result<Vec<String>> {
        fs::read_dir(&self.path)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect()
    }

    fn clear_unfinished(&self) -> io::Result<()> {
        for name in self.files()?.iter().filter(|name| name.ends_with(UNFINISHED)) {
            let path = self.path.join(name);
            overwrite(OpenOptions::new().write(true).open(&path)?)?;
            fs::remove_file(path)?;
        }
        Ok(())
    }

    /// Nothing has changed: a full disk, say. What was half-written goes.
    fn refuse(&self, unfinished: &Path) -> VaultError {
        let _ = fs::remove_file(unfinished);
        VaultError::Unavailable
    }

    /// After a failed fsync nobody knows what the disk holds: the vault answers nothing any more.
    fn durable(&self, synced: io::Result<()>) -> Result<(), VaultError> {
        synced.map_err(|_| {
            self.failed.send_replace(true);
            VaultError::Unavailable
        })
    }
}

/// Files that only their owner may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Zeroes over every byte, on the disk before it returns.
fn overwrite(mut file: File) -> io::Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    file.rewind()?;
    io::copy(&mut io::repeat(0).take(length), &mut file)?;
    file.sync_all()
}

/// Makes names that came and went durable.
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}
