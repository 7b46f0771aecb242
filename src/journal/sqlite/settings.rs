//! How the file is opened: what durability and erasure rest on is set, then asserted.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::OpenError;

/// 3.51.3, as SQLite spells it: the first with the repair of the reset of the write-ahead log.
const OLDEST: i32 = 3_051_003;
/// The format of the file.
pub(super) const FORMAT: i64 = 1;

/// What a connection must answer when asked for a setting.
const ASSERTED: &[(&str, &str)] = &[
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("secure_delete", "1"),
    ("trusted_schema", "0"),
    ("cell_size_check", "1"),
    ("temp_store", "2"),
];

/// `wal_autocheckpoint` is off because SQLite swallows the errors of its own checkpoints: the
/// writer makes them and looks.
const TO_WRITE: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 0;
";

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS entries (
        stream BLOB NOT NULL,
        revision INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (stream, revision)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS erased (stream BLOB NOT NULL PRIMARY KEY) STRICT;
";

pub(super) fn open_to_write(path: &Path) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < OLDEST {
        return Err(OpenError::TooOld(rusqlite::version()));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(TO_WRITE)?;
    assert_settings(&connection, ASSERTED)?;
    match format(&connection)? {
        0 => {
            let mark = format!("BEGIN; {TABLES} PRAGMA user_version = {FORMAT}; COMMIT;");
            connection.execute_batch(&mark)?;
        }
        FORMAT => {}
        other => return Err(OpenError::Format(other)),
    }
    Ok(connection)
}

pub(super) fn open_to_read(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;
         PRAGMA query_only = ON;",
    )?;
    let safe = [("journal_mode", "wal"), ("trusted_schema", "0"), ("cell_size_check", "1")];
    assert_settings(&connection, &safe)?;
    Ok(connection)
}

fn assert_settings(
    connection: &Connection,
    asserted: &[(&'static str, &str)],
) -> Result<(), OpenError> {
    for (setting, wanted) in asserted {
        let found = connection.pragma_query_value(None, setting, |row| {
            row.get_ref(0).map(|value| match value {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                _ => String::new(),
            })
        })?;
        if found != *wanted {
            return Err(OpenError::Setting(setting));
        }
    }
    Ok(())
}

fn format(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
