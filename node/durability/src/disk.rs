//! Folders and files that last through a power cut.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// The numbers by which Linux knows file systems that are only in memory.
const IN_MEMORY: [(rustix::fs::FsWord, &str); 2] = [(0x0102_1994, "tmpfs"), (0x8584_58f6, "ramfs")];

/// Puts a folder's entries on disk, which a file's own sync does not do.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The folder that a file or folder is in.
pub(crate) fn parent_of(path: &Path) -> io::Result<&Path> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(parent) => Ok(parent),
        None => Err(io::Error::other(format!("{} is in no folder", path.display()))),
    }
}

/// Makes a folder and all its parents, so that they are there after a power cut.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    let mut missing: Vec<PathBuf> = Vec::new();
    let mut at = folder;
    while !at.exists() {
        missing.push(at.into());
        at = parent_of(at)?;
    }
    fs::create_dir_all(folder)?;
    for folder in missing {
        sync_folder(parent_of(&folder)?)?;
    }
    Ok(())
}

/// Puts a folder's files and the folder itself on disk.
pub fn sync_files(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        File::open(entry?.path())?.sync_all()?;
    }
    sync_folder(folder)
}

/// Makes a folder that only its owner can read, or makes an existing one so.
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    if !folder.exists() {
        create_folder(parent_of(folder)?)?;
        DirBuilder::new().mode(0o700).create(folder)?;
        sync_folder(parent_of(folder)?)?;
    }
    // If the file system knows no owners, this does nothing, and reports no error.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    match fs::metadata(folder)?.permissions().mode() & 0o777 {
        0o700 => Ok(()),
        mode => Err(io::Error::other(format!("its permissions stay {mode:o}"))),
    }
}

/// The name of the file system that a folder is on, if it is in memory, where a power cut takes all
/// of it.
pub fn in_memory(folder: &Path) -> Option<&'static str> {
    let stat = rustix::fs::statfs(folder).ok()?;
    IN_MEMORY.iter().find(|(magic, _)| *magic == stat.f_type).map(|(_, name)| *name)
}
