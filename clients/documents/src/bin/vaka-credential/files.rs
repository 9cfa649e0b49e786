//! Files: read up to a bound, written whole or not at all. And what else is given to a command.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;
use vaka_documents::keys::Seed;
use vaka_documents::time;

use crate::failure::Failure;

/// The most bytes of a secret file.
const MAX_SECRET: usize = 1_024;

/// Reads a file of at most this many bytes.
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::File { path: path.into(), error };
    let mut bytes = Vec::new();
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).map_err(failed)?.take(bound).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > most {
        return Err(Failure::TooLarge { path: path.into(), most });
    }
    Ok(bytes)
}

/// Reads text.
pub fn read_text(path: &Path, most: usize) -> Result<String, Failure> {
    String::from_utf8(read(path, most)?).map_err(|_| Failure::NotText { path: path.into() })
}

/// Reads a secret file.
pub fn read_secret(path: &Path) -> Result<String, Failure> {
    read_text(path, MAX_SECRET)
}

/// Reads an issuer's seed.
pub fn read_seed(path: &Path) -> Result<Seed, Failure> {
    Ok(Seed::parse(&read_secret(path)?)?)
}

/// Reads JSON.
pub fn read_json<T: serde::de::DeserializeOwned>(path: &Path, most: usize) -> Result<T, Failure> {
    serde_json::from_slice(&read(path, most)?)
        .map_err(|error| Failure::Json { path: path.into(), error })
}

/// JSON as it is written to files.
pub fn json(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// Writes a file beside the name and gives it the name when it is whole. What had it is replaced.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let beside = beside(path);
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Failure::File { path: path.into(), error }
    })
}

/// Writes a file that only its owner may read. It never replaces another.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::Exists { path: path.into() },
        _ => Failure::File { path: path.into(), error },
    })
}

/// Makes a folder unless it is there.
pub fn ensure_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::File { path: path.into(), error })
}

/// A folder that gets its name when all files are in it.
pub struct Folder {
    path: PathBuf,
    beside: PathBuf,
}

impl Folder {
    /// Begins a folder. Nothing may have its name, but an empty folder.
    pub fn begin(path: &Path) -> Result<Self, Failure> {
        let failed = |error| Failure::File { path: path.into(), error };
        // It fails unless the folder is empty.
        match fs::remove_dir(path) {
            Ok(()) => {}
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound => {}
                io::ErrorKind::NotADirectory | io::ErrorKind::DirectoryNotEmpty => {
                    return Err(Failure::Exists { path: path.into() });
                }
                _ => return Err(failed(error)),
            },
        }
        let beside = beside(path);
        // Names and marks of people will be in it.
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&beside).map_err(failed)?;
        Ok(Self { path: path.into(), beside })
    }

    /// Adds a file.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.beside.join(name);
        fs::write(&path, bytes).map_err(|error| Failure::File { path, error })
    }

    /// Gives the folder its name.
    pub fn finish(self) -> Result<(), Failure> {
        let failed = |error| Failure::File { path: self.path.clone(), error };
        fs::rename(&self.beside, &self.path).map_err(failed)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // It is gone already if it got its name.
        let _ = fs::remove_dir_all(&self.beside);
    }
}

/// A name in the same folder, thus on the same disk, that no other process takes.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    path.with_file_name(name)
}

/// The time that a command was given, or that the machine has.
pub fn now(at: Option<&str>) -> Result<u64, Failure> {
    match at {
        Some(date) => Ok(time::parse(date)?),
        None => match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => Ok(since.as_secs()),
            Err(_) => Err(Failure::Clock),
        },
    }
}

/// The genesis hash of a chain.
pub fn genesis(text: &str) -> Result<[u8; 32], Failure> {
    let mut genesis = [0; 32];
    hex::decode_to_slice(text.trim_start_matches("0x"), &mut genesis)
        .map_err(|_| Failure::Hash(text.into()))?;
    Ok(genesis)
}
