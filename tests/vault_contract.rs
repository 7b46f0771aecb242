//! What every vault keeps: one suite, each adapter.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::sync::Arc;

use cercle::vault::{FileVault, MemoryVault, Vault, VaultError};

fn vaults() -> Vec<(&'static str, Arc<dyn Vault>, Option<tempfile::TempDir>)> {
    let folder = tempfile::tempdir().unwrap();
    let file = FileVault::open(&folder.path().join("vault")).unwrap();
    vec![("memory", Arc::new(MemoryVault::default()), None), ("file", Arc::new(file), Some(folder))]
}

#[tokio::test]
async fn a_value_is_replaced_only_at_its_version() {
    for (name, vault, _folder) in vaults() {
        assert_eq!(vault.load("key/a").await, Ok(None), "{name}");
        assert_eq!(vault.store("key/a", Some(1), b"x").await, Err(VaultError::Conflict), "{name}");
        assert_eq!(vault.store("key/a", None, b"first").await, Ok(1), "{name}");
        assert_eq!(vault.store("key/a", None, b"x").await, Err(VaultError::Conflict), "{name}");
        assert_eq!(vault.store("key/a", Some(1), b"second").await, Ok(2), "{name}");
        assert_eq!(vault.store("key/a", Some(1), b"x").await, Err(VaultError::Conflict), "{name}");
        let kept = vault.load("key/a").await.unwrap().unwrap();
        assert_eq!((kept.version, kept.value.as_slice()), (2, &b"second"[..]), "{name}");
    }
}

#[tokio::test]
async fn a_destroyed_value_is_gone_and_destroying_it_again_does_nothing() {
    for (name, vault, _folder) in vaults() {
        vault.store("box/a/b", None, b"value").await.unwrap();
        for _ in 0..2 {
            assert_eq!(vault.destroy("box/a/b").await, Ok(()), "{name}");
            assert_eq!(vault.load("box/a/b").await, Ok(None), "{name}");
        }
        assert_eq!(vault.store("box/a/b", None, b"new").await, Ok(1), "{name}");
    }
}

#[tokio::test]
async fn names_are_found_by_how_they_begin() {
    for (name, vault, _folder) in vaults() {
        for value in ["box/b/2", "box/a/1", "box/b/1", "key/b", "boxer"] {
            vault.store(value, None, b"").await.unwrap();
        }
        assert_eq!(vault.names("box/b/").await.unwrap(), ["box/b/1", "box/b/2"], "{name}");
        assert_eq!(vault.names("box").await.unwrap().len(), 4, "{name}");
        assert_eq!(vault.names("none").await.unwrap(), Vec::<String>::new(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_all_replacements_of_one_version_one_is_taken() {
    for (name, vault, _folder) in vaults() {
        let mut expected = None;
        for round in 0..30 {
            let racers: Vec<_> = (0..6u8)
                .map(|racer| {
                    let vault = Arc::clone(&vault);
                    tokio::spawn(async move { vault.store("v", expected, &[racer]).await })
                })
                .collect();
            let mut taken = 0;
            for racer in racers {
                match racer.await.unwrap() {
                    Ok(version) => {
                        taken += 1;
                        assert_eq!(version, round + 1, "{name}");
                    }
                    Err(error) => assert_eq!(error, VaultError::Conflict, "{name}"),
                }
            }
            assert_eq!(taken, 1, "{name}, round {round}");
            expected = Some(round + 1);
        }
    }
}

#[tokio::test]
async fn memory_fails_on_command() {
    let vault = MemoryVault::default();
    vault.fail_next(2);
    assert_eq!(vault.store("v", None, b"").await, Err(VaultError::Unavailable));
    assert_eq!(vault.load("v").await, Err(VaultError::Unavailable));
    assert_eq!(vault.store("v", None, b"").await, Ok(1));
}

#[tokio::test]
async fn files_outlive_the_vault_and_the_half_written_ones_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    let vault = FileVault::open(&path).unwrap();
    assert!(FileVault::open(&path).is_err(), "one program at a time");
    vault.store("key/a", None, b"value").await.unwrap();
    drop(vault);
    std::fs::write(path.join("key_a.new"), b"half").unwrap();
    let vault = FileVault::open(&path).unwrap();
    assert_eq!(vault.load("key/a").await.unwrap().unwrap().value, b"value");
    assert_eq!(vault.names("").await.unwrap(), ["key/a"]);
    assert!(!path.join("key_a.new").exists());
}

#[tokio::test]
async fn a_name_of_other_signs_never_becomes_a_path() {
    let folder = tempfile::tempdir().unwrap();
    let vault = FileVault::open(&folder.path().join("vault")).unwrap();
    for name in ["../out", "", "A", "a_b", "a.new", ".lock", "é"] {
        assert_eq!(vault.store(name, None, b"x").await, Err(VaultError::Unavailable), "{name}");
        assert_eq!(vault.load(name).await, Err(VaultError::Unavailable), "{name}");
    }
}
