//! Wires everything; the only place that names concrete adapters.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::ballot::door::BallotDoor;
use crate::ballot::slips::SlipBox;
use crate::ballot::urn::Urn;
use crate::catalogue::Catalogue;
use crate::clock::{HouseClock, SharedClock};
use crate::config::{Limits, Reach, Settings};
use crate::domain::id::RoomName;
use crate::edge::serve::serve;
use crate::edge::{Edge, House};
use crate::journal::sealed::Ledger;
use crate::journal::sqlite::SqliteJournal;
use crate::live::accounts::{self, Accounts};
use crate::live::closing::Closing;
use crate::live::hub::{self, Hub};
use crate::live::keeper::Keeper;
use crate::vault::Vault;
use crate::vault::file::FileVault;
use crate::vault::master::MasterKey;

/// The journal's file in the data directory.
const JOURNAL: &str = "journal.sqlite";
/// The vault's folder.
const VAULT: &str = "vault";
/// The master key's file.
const MASTER_KEY: &str = "master.key";

/// How late a day may be forgotten, after the date by which it had to be.
const SWEEP_EVERY: Duration = Duration::from_secs(600);

/// The house, wired.
pub struct App {
    hub: Arc<Hub>,
    accounts: Arc<Accounts>,
    edge: Arc<Edge>,
    closing: Arc<Closing>,
    disk_failed: DiskFailed,
}

/// Why a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It was asked to.
    Asked,
    /// The disk did not confirm a write: nothing may be acknowledged any more.
    DiskFailed,
}

impl App {
    /// Opens the house on a data directory, made if it is not there.
    pub async fn open(settings: &Settings) -> anyhow::Result<Arc<Self>> {
        let Stores { journal, vault, master, disk_failed } = Stores::open(&settings.data).await?;
        let clock: SharedClock = Arc::new(HouseClock::start());
        let ledger = Ledger::new(Arc::new(journal), vault.clone(), &master);
        let urn = Urn::new(vault.clone());
        let cycles = Arc::new(Keeper::new(ledger.clone(), clock.clone()));
        let closing = Arc::new(Closing::new(
            ledger.clone(),
            vault.clone(),
            urn.clone(),
            clock.clone(),
            cycles.clone(),
            &master,
        ));
        let parts = accounts::Parts {
            ledger: ledger.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            catalogue: Catalogue::shipped()?,
            cycles,
        };
        let accounts = Arc::new(Accounts::new(parts, &master));
        let hub = Arc::new(Hub::new(hub::Parts {
            ledger: Arc::new(ledger),
            urn: urn.clone(),
            slips: SlipBox::new(vault.clone(), &master),
            clock: clock.clone(),
            day_end: closing.clone(),
            names_key: master.derive("room names"),
            plain_http: settings.reach.plain_http,
        }));
        let edge = Edge::new(House {
            hub: hub.clone(),
            accounts: accounts.clone(),
            ballots: BallotDoor::new(urn),
            clock,
            key: master.derive("cookies and tickets"),
            reach: settings.reach.clone(),
            limits: settings.limits,
        });
        Ok(Arc::new(Self { hub, accounts, edge, closing, disk_failed }))
    }

    /// Serves in the background, until it is asked to stop or the disk fails.
    pub fn serve(self: Arc<Self>, listener: TcpListener, tls: Option<TlsAcceptor>) -> Running {
        let (ends, ended) = watch::channel(None);
        let edge = self.edge.clone();
        tokio::spawn(async move {
            let ending = tokio::select! {
                () = serve(listener, tls, self.edge.clone()) => Ending::Asked,
                () = self.disk_failed.wait() => Ending::DiskFailed,
                () = self.forget_in_time() => Ending::Asked,
            };
            ends.send_replace(Some(ending));
        });
        Running { edge, ended }
    }

    /// Finishes what a crash left unfinished, and forgets each day whose time is over; for ever.
    async fn forget_in_time(&self) {
        loop {
            match self.closing.sweep().await {
                Ok(0) => {}
                Ok(days) => tracing::info!(days, "days whose time was over have been forgotten"),
                Err(error) => tracing::warn!(%error, "days could not be swept; tried again later"),
            }
            tokio::time::sleep(SWEEP_EVERY).await;
        }
    }

    /// The token by which the first facilitator enrols, while nobody has.
    pub async fn first_invitation(&self) -> anyhow::Result<Option<String>> {
        Ok(self.accounts.first_invitation().await?)
    }

    /// That token, read from a data directory that no server uses now.
    pub async fn read_invitation(data: &Path) -> anyhow::Result<Option<String>> {
        let settings = Settings {
            data: data.to_owned(),
            listen: (std::net::Ipv4Addr::LOCALHOST, 0).into(),
            tls: None,
            reach: Reach::default(),
            limits: Limits::default(),
        };
        Self::open(&settings).await?.first_invitation().await
    }

    /// The key that the QR of a room carries.
    pub async fn door_key(&self, room: &str) -> anyhow::Result<String> {
        let room: RoomName = room.parse()?;
        let handle = self.hub.room(room).await?;
        let day = handle.published().day.clone();
        Ok(day.facts.as_ref().context("the day is open")?.door_key.clone())
    }
}

/// The stores of a data directory.
struct Stores {
    journal: SqliteJournal,
    vault: Arc<dyn Vault>,
    master: MasterKey,
    disk_failed: DiskFailed,
}

impl Stores {
    async fn open(data: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data)
            .with_context(|| format!("cannot make the data directory {}", data.display()))?;
        let master = MasterKey::load_or_create(&data.join(MASTER_KEY)).context("the master key")?;
        let vault = FileVault::open(&data.join(VAULT)).context("the vault")?;
        let owned = master.owns(&vault).await.context("the vault")?;
        anyhow::ensure!(owned, "the master key is not the one of this data: bring back its own");
        let journal = SqliteJournal::open(&data.join(JOURNAL)).context("the journal")?;
        let disk_failed = DiskFailed { journal: journal.failed(), vault: vault.failed() };
        Ok(Self { journal, vault: Arc::new(vault), master, disk_failed })
    }
}

/// Tells when the disk has failed to make a write durable.
struct DiskFailed {
    journal: watch::Receiver<bool>,
    vault: watch::Receiver<bool>,
}

impl DiskFailed {
    /// Waits for it, which is for ever on a sound disk.
    async fn wait(&self) {
        tokio::select! {
            () = turns_true(self.journal.clone()) => {}
            () = turns_true(self.vault.clone()) => {}
        }
    }
}

/// Waits until it is said; whoever can no longer say it never will.
async fn turns_true(mut said: watch::Receiver<bool>) {
    let never = said.wait_for(|said| *said).await.is_err();
    if never {
        std::future::pending().await
    }
}

/// A server that runs.
pub struct Running {
    edge: Arc<Edge>,
    ended: watch::Receiver<Option<Ending>>,
}

impl Running {
    /// Asks it to stop: every face is told, the rooms rest.
    pub fn begin_to_stop(&self) {
        self.edge.stop();
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(&self) -> Ending {
        self.begin_to_stop();
        self.ended().await
    }

    /// Waits until it has ended.
    pub async fn ended(&self) -> Ending {
        let mut ended = self.ended.clone();
        let ending = ended.wait_for(Option::is_some).await.map(|ending| *ending);
        // A server whose task is gone has lost more than its disk.
        ending.ok().flatten().unwrap_or(Ending::DiskFailed)
    }
}
