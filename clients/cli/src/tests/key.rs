use std::fs::{write, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::key::{Key, Kind};

struct Secret {
    folder: tempfile::TempDir,
}

impl Secret {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self, content: &[u8], mode: u32) -> PathBuf {
        let path = self.folder.path().join("secret");
        // One that may not be written is there from before.
        let _ = std::fs::remove_file(&path);
        write(&path, content).expect("written");
        std::fs::set_permissions(&path, Permissions::from_mode(mode)).expect("set");
        path
    }

    fn address(&self, content: &[u8], mode: u32, scheme: Kind) -> Result<String, Failure> {
        let key = Key { key_file: Some(self.file(content, mode)), scheme };
        key.account().map(|account| account.id().to_string())
    }
}

#[test]
fn secret_should_be_read_from_a_file_of_one_s_own() {
    let secret = Secret::new();
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    for mode in [0o600, 0o400, 0o700] {
        assert_eq!(secret.address(b"//Alice\n", mode, Kind::Sr25519).expect("read"), alice);
    }
    let ed = secret.address(b"//Alice", 0o600, Kind::Ed25519).expect("read");
    assert_eq!(ed, "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu");
}

#[test]
fn secret_should_be_refused_when_others_may_read_it() {
    let secret = Secret::new();
    for mode in [0o640, 0o604, 0o644, 0o620, 0o601] {
        let error = secret.address(b"//Alice", mode, Kind::Sr25519).expect_err("refused");
        assert!(matches!(error, Failure::Readable { .. }), "{mode:o}");
        assert!(error.to_string().contains("chmod 600"));
        assert_eq!(error.code(), 1);
    }
}

#[test]
fn secret_should_be_refused_without_being_shown() {
    let secret = Secret::new();
    for content in ["", "hunter2 is my password", "0xabcdef", "//Alice\n//Bob"] {
        let error = secret.address(content.as_bytes(), 0o600, Kind::Sr25519).expect_err("refused");
        assert!(matches!(error, Failure::Secret { .. }), "{content}");
        assert!(!error.to_string().contains("hunter2"));
    }
    let large = secret.address(&[b'a'; 2_000], 0o600, Kind::Sr25519);
    assert!(matches!(large, Err(Failure::TooLarge { .. })));
    let binary = secret.address(&[0xff; 32], 0o600, Kind::Sr25519);
    assert!(matches!(binary, Err(Failure::NotText { .. })));
    let none = Key { key_file: Some("/nonexistent/secret".into()), scheme: Kind::Sr25519 };
    assert!(matches!(none.account(), Err(Failure::File { .. })));
}
