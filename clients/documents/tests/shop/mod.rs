//! A folder with an issuer, its list and a holder, and the program.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{json, Value};
use tempfile::TempDir;

pub const GENESIS: &str = "0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";

pub struct Shop(pub TempDir);

impl Shop {
    pub fn new() -> Self {
        let shop = Self(tempfile::tempdir().unwrap());
        shop.write("issuer.secret", &"5e".repeat(32));
        shop.write("mele.secret", &"01".repeat(32));
        let award = json!({
            "issuer": { "name": "College" },
            "achievement": {
                "id": "https://college.example/boats",
                "name": "Boats",
                "description": "Boats of wood.",
                "criteria": "Built one.",
            },
            "vct": "https://college.example/types/boats",
            "validFrom": "2026-11-01T00:00:00Z",
            "statusLists": "https://college.example/status",
        });
        shop.write("award.json", &award.to_string());
        let holder = shop.succeed(&["identity", "--holder", "mele.secret"]);
        shop.write("people.csv", &format!("key,name\n{},Mele\n", holder["did"].as_str().unwrap()));
        shop
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.0.path().join(name)).unwrap()).unwrap()
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_vaka-credential"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    pub fn succeed(&self, arguments: &[&str]) -> Value {
        let done = self.run(arguments);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice(&done.stdout).unwrap()
    }

    /// Why the program failed; it must say so in one line, and print nothing else.
    pub fn fail(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        let error = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{error}");
        assert!(done.stdout.is_empty() && error.starts_with("error: "), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        error
    }

    pub fn order<'a>(&self, more: &[&'a str]) -> Vec<&'a str> {
        let mut order = vec!["issue", "--seed", "issuer.secret", "--award", "award.json"];
        order.extend(["--people", "people.csv", "--genesis", GENESIS, "--issuer", "3"]);
        order.extend(["--sequence", "0", "--schema", "1"]);
        order.extend(more);
        order
    }

    /// The name of the person's files.
    pub fn mele(&self, folder: &str) -> String {
        let places = fs::read_to_string(self.0.path().join(folder).join("places.csv")).unwrap();
        let (_, key) = places.lines().nth(1).unwrap().split_once(',').unwrap();
        format!("{folder}/{key}")
    }
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}
