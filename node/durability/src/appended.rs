//! A file of records of one length. Each appended record is on disk before the call returns.

use crate::disk::{create_folder, parent_of, sync_folder};
use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The bytes of the checksum. A record is `N` bytes of the caller's and their checksum.
const CHECKSUM: usize = 4;

/// A file of records of `N` bytes each.
#[derive(Debug)]
pub struct Appended<const N: usize> {
    path: PathBuf,
    file: File,
    bytes: u64,
    /// Beyond this size the file is written anew, with the records that are still needed. This must
    /// be at least twice their size.
    compact_bytes: u64,
    /// Whether a write to disk has failed, so that nobody knows what is on it.
    broken: bool,
}

fn sealed<const N: usize>(record: &[u8; N]) -> Vec<u8> {
    let mut bytes = record.to_vec();
    bytes.extend(crc32fast::hash(record).to_le_bytes());
    bytes
}

fn opened(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
    file.try_lock().map_err(|error| {
        io::Error::other(format!("{} is in use by another node: {error}", path.display()))
    })?;
    Ok(file)
}

impl<const N: usize> Appended<N> {
    /// Opens the file, or makes it, and returns its records, oldest first. Nobody else can open it
    /// meanwhile.
    ///
    /// A last record that is not whole is dropped. Nobody acted on it, because its append never
    /// returned. A person must look at any other damage.
    pub fn open(path: &Path, compact_bytes: u64) -> io::Result<(Self, Vec<[u8; N]>)> {
        create_folder(parent_of(path)?)?;
        let mut file = opened(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let mut records = Vec::new();
        let mut rest = bytes.as_slice();
        while let Some((record, after)) = rest.split_first_chunk::<N>() {
            let Some((checksum, after)) = after.split_first_chunk::<CHECKSUM>() else {
                break;
            };
            if crc32fast::hash(record).to_le_bytes() != *checksum {
                break;
            }
            records.push(*record);
            rest = after;
        }
        if rest.len() > N + CHECKSUM {
            let at = bytes.len() - rest.len();
            let shown = path.display();
            return Err(io::Error::other(format!("{shown} is damaged at byte {at}")));
        }
        let bytes = (bytes.len() - rest.len()) as u64;
        file.set_len(bytes)?;
        file.sync_all()?;
        sync_folder(parent_of(path)?)?;
        Ok((Self { path: path.into(), file, bytes, compact_bytes, broken: false }, records))
    }

    /// Appends a record. It is on disk when this returns. Once this failed, it fails for ever.
    ///
    /// When the file has grown long, it is written anew with the earlier records that `needed`
    /// returns.
    pub fn append(
        &mut self,
        record: &[u8; N],
        needed: impl FnOnce() -> Vec<[u8; N]>,
    ) -> io::Result<()> {
        if self.broken {
            let shown = self.path.display();
            return Err(io::Error::other(format!("an earlier write to {shown} failed")));
        }
        self.broken = true;
        self.file.write_all(&sealed(record))?;
        self.file.sync_data()?;
        self.bytes += (N + CHECKSUM) as u64;
        if self.bytes > self.compact_bytes {
            let mut records = needed();
            records.push(*record);
            self.rewrite(&records)?;
        }
        self.broken = false;
        Ok(())
    }

    /// A new file takes the old one's place, whole or not at all.
    fn rewrite(&mut self, records: &[[u8; N]]) -> io::Result<()> {
        let mut new = self.path.clone().into_os_string();
        new.push(".new");
        let new = PathBuf::from(new);
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = opened(&new)?;
        let bytes: Vec<u8> = records.iter().flat_map(sealed).collect();
        file.write_all(&bytes)?;
        file.sync_all()?;
        std::fs::rename(&new, &self.path)?;
        sync_folder(parent_of(&self.path)?)?;
        (self.file, self.bytes) = (file, bytes.len() as u64);
        self.compact_bytes = self.compact_bytes.max(2 * self.bytes);
        Ok(())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}
