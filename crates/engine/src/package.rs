//! Data packages in folders: which files belong to one, and which source it is.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use attache_model::Contents;
use attache_source::{Input, Source, data_package};
use attache_store::ImportError;

use crate::{
    Error,
    import::{self, InMemory, LARGEST_IN_MEMORY},
};

const DESCRIPTOR: &str = "datapackage.json";

/// The source that is meant: for a data package the one that the package is.
pub(crate) fn resolve(
    source: &'static dyn Source,
    name: &str,
    contents: &dyn Contents,
) -> Result<&'static dyn Source, Error> {
    if source.about().id != data_package::ID {
        return Ok(source);
    }
    let own = data_package::source(&Input::of(name, contents));
    own.map_err(|error| Error::of_import(name, ImportError::Parse(error)))
}

/// The name and contents of a package: of a folder, or of the descriptor in it,
/// the tar of the descriptor and the files that it names, the same bytes either
/// way; of an archive the archive.
pub(crate) fn open(path: &Path) -> Result<(String, Box<dyn Contents>), Error> {
    let failed = |file: &Path, error: io::Error| {
        Error::input(format!("{}: {error}", file.display()), "check the path and that the file may be read")
    };
    let kind = fs::metadata(path).map_err(|e| failed(path, e))?.file_type();
    let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    let descriptor = match (kind.is_dir(), is_json) {
        (true, _) => path.join(DESCRIPTOR),
        (false, true) => path.to_owned(),
        (false, false) => return import::open(path),
    };
    if !descriptor.is_file() {
        return Err(Error::input(
            format!("{}: the folder holds no {DESCRIPTOR}", path.display()),
            "write one that says what the fields of your tables mean; docs/own-data.md shows how",
        ));
    }
    let folder = match descriptor.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize().map_err(|e| failed(folder, e))?;
    let name = folder.file_name().map_or_else(|| "package".to_owned(), |n| n.to_string_lossy().into_owned());
    let bytes = fs::read(&descriptor).map_err(|e| failed(&descriptor, e))?;
    let shown = descriptor.display().to_string();
    let listed =
        data_package::listed(&shown, &bytes).map_err(|error| Error::of_import(&shown, ImportError::Parse(error)))?;
    let mut files: Vec<(PathBuf, PathBuf)> = vec![(DESCRIPTOR.into(), descriptor)];
    let mut size = bytes.len() as u64;
    for inside in listed {
        // A file that is not there is said by the package's reader, with the
        // place in the descriptor that names it.
        let Ok(file) = folder.join(&inside).canonicalize() else { continue };
        if !file.starts_with(&folder) {
            return Err(Error::input(
                format!("{shown}: {inside:?} is a link that leads out of the package"),
                "put the file itself into the package's folder",
            ));
        }
        size += fs::metadata(&file).map_err(|e| failed(&file, e))?.len();
        if size > LARGEST_IN_MEMORY {
            return Err(Error::input(
                format!("{shown}: the package's files are larger than 1 GiB"),
                "compress the tables (gzip), or split them into several packages",
            ));
        }
        files.push((inside.into(), file));
    }
    let packed = import::pack(files.iter().map(|(inside, file)| (inside.as_path(), file.as_path())));
    Ok((format!("{name}.tar"), Box::new(InMemory(packed.map_err(|e| failed(path, e))?))))
}
