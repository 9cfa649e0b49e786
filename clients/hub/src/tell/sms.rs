//! Short messages, by the spool of gammu-smsd: a folder of files, each of which it sends.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A spool.
#[derive(Clone, Debug)]
pub struct Spool {
    folder: PathBuf,
}

impl Spool {
    /// The folder that gammu-smsd calls its outbox. It must be there.
    pub fn new(folder: &Path) -> io::Result<Self> {
        if !fs::metadata(folder)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self { folder: folder.into() })
    }

    /// Hands a message to gammu-smsd. One of the same number takes the place of the first, unless that was
    /// sent already.
    pub fn send(&self, number: u64, to: &str, text: &str) -> io::Result<()> {
        if !is_number(to) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        // gammu-smsd takes what begins with OUT, as soon as it is there: so it must be there whole. It
        // reads UTF-8 where a file of the ending says so by its mark of the order of bytes.
        let whole = self.folder.join(format!("OUTC_{to}_vaka{number}.txt"));
        let part = self.folder.join(format!(".vaka{number}.part"));
        let written = File::create(&part).and_then(|mut file| {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            let bytes = units.flat_map(u16::to_be_bytes).collect::<Vec<_>>();
            file.write_all(&bytes)?;
            file.sync_all()
        });
        written.and_then(|()| fs::rename(&part, whole)).inspect_err(|_| {
            // What is left of it is in nobody's way.
            let _ = fs::remove_file(&part);
        })
    }
}

/// Whether a text is a number of a phone: a plus, and 7 to 15 digits.
pub fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
