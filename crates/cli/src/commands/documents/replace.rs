//! A file with other bytes, there whole or not at all.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use super::files::shown;
use crate::failure::Failure;

/// Puts bytes in the place of a file's, which are `before`; mode and, where it may
/// be, owner stay. What a link leads to is replaced, not the link.
pub(crate) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new(format!("{} was not written: {error}", shown(path)), "check the permissions of it and its folder")
    };
    let target = path.canonicalize().map_err(failed)?;
    let about = target.metadata().map_err(failed)?;
    if about.permissions().readonly() {
        return Err(Failure::new(
            format!("{} was not written: it is read-only", shown(path)),
            "make it writable, or see what would change with --diff or --dry-run",
        ));
    }
    if fs::read(&target).map_err(failed)? != before {
        return Err(Failure::new(
            format!("{} was not written: it changed while it was read", shown(path)),
            "do it again",
        ));
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".attache-{}", std::process::id()));
    let staged = target.with_file_name(name);
    let written = write(&staged, after, &about).and_then(|()| fs::rename(&staged, &target));
    if written.is_err() {
        let _ = fs::remove_file(&staged);
    }
    written.map_err(failed)
}

/// Writes a file that may not be there yet, whole or not at all.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    super::super::write_out(Some(path), |out| super::super::put(out, bytes))
}

fn write(staged: &Path, bytes: &[u8], about: &fs::Metadata) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(staged)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        // Only the superuser may give a file away; others keep it as theirs.
        let _ = chown(staged, Some(about.uid()), Some(about.gid()));
    }
    file.set_permissions(about.permissions())?;
    file.write_all(bytes)?;
    file.sync_all()
}
