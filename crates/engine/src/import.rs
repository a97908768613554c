use std::{
    fs,
    io::{self, BufReader},
    path::{Path, PathBuf},
    time::SystemTime,
};

use attache_model::{
    Bytes, Code, Contents, Date, Edition, Event, Observation, Place, ProductBlock, Sink, SinkError, Timestamp, Unparsed,
};
use attache_source::{Input, Source, data_package};
use attache_store::{ImportOptions, Outcome, SourceAbout};

use crate::{Engine, Error, package};

/// What is to be imported, and the dates that go with it.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The source's name: `census`.
    pub source: String,
    /// Files as the publisher gives them, or folders (an unpacked archive).
    pub files: Vec<PathBuf>,
    /// When the publisher published them, for files that do not tell.
    pub released: Option<Date>,
    /// Today.
    pub retrieved: Date,
    /// Now.
    pub recorded: Timestamp,
}

/// What became of one file.
#[derive(Debug)]
pub struct FileImport {
    pub file: PathBuf,
    pub result: Result<Outcome, Error>,
}

impl Engine {
    /// Imports files of a source, each by itself: one that fails leaves the
    /// others as they are. `progress` is told of each file, and how many rows
    /// have been read of it.
    ///
    /// # Errors
    /// When there is no such source.
    pub fn import(
        &self,
        request: &ImportRequest,
        mut progress: impl FnMut(&Path, u64),
    ) -> Result<Vec<FileImport>, Error> {
        let source = self.source(&request.source)?;
        if let Some(day) = request.released.filter(|day| *day > request.retrieved) {
            return Err(Error::request(
                format!("--released {day} lies in the future"),
                "give the day on which the publisher published the file",
            ));
        }
        let mut imports = Vec::new();
        for file in &request.files {
            progress(file, 0);
            let options = ImportOptions::of_file(request.released, request.retrieved, request.recorded);
            let opened = if source.about().id == data_package::ID { package::open(file) } else { open(file) };
            let result = opened.and_then(|(name, contents)| {
                let rows = &mut |rows| progress(file, rows);
                let source = package::resolve(source, &name, &*contents)?;
                self.import_contents(source, &name, &*contents, source.about().url, &options, rows)
            });
            imports.push(FileImport { file: file.clone(), result });
        }
        Ok(imports)
    }

    /// Imports a file that is in memory. `progress` is told how many rows have
    /// been read.
    pub fn import_bytes(
        &self,
        source: &dyn Source,
        name: &str,
        bytes: &[u8],
        url: &str,
        options: &ImportOptions,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Outcome, Error> {
        self.import_contents(source, name, &bytes, url, options, progress)
    }

    /// Imports a file wherever it is; it need not fit into memory. `progress` is
    /// told how many rows have been read.
    pub fn import_contents(
        &self,
        source: &dyn Source,
        name: &str,
        contents: &dyn Contents,
        url: &str,
        options: &ImportOptions,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Outcome, Error> {
        let about = source.about();
        let about = SourceAbout {
            id: Code::from_static(about.id),
            publisher: about.publisher.to_owned(),
            title: about.title.to_owned(),
            url: url.to_owned(),
            homepage: about.homepage.to_owned(),
            licence: about.licence.to_owned(),
            terms: about.terms.to_owned(),
            restricted: about.restricted,
            citation: about.citation.to_owned(),
        };
        self.store
            .import(&about, name, contents, options, |sink| {
                source.parse(&Input::of(name, contents), &mut Counted { sink, rows: 0, progress })
            })
            .map_err(|error| Error::of_import(name, error))
    }
}

/// A sink that tells how many rows have passed.
struct Counted<'a> {
    sink: &'a mut dyn Sink,
    rows: u64,
    progress: &'a mut dyn FnMut(u64),
}

impl Counted<'_> {
    fn one_more(&mut self) {
        self.rows += 1;
        if self.rows.is_multiple_of(10_000) {
            (self.progress)(self.rows);
        }
    }
}

impl Sink for Counted<'_> {
    fn edition(&mut self, edition: Edition) -> Result<(), SinkError> {
        self.sink.edition(edition)
    }

    fn observation(&mut self, observation: Observation, place: Place) -> Result<(), SinkError> {
        self.one_more();
        self.sink.observation(observation, place)
    }

    fn event(&mut self, event: Event, place: Place) -> Result<(), SinkError> {
        self.one_more();
        self.sink.event(event, place)
    }

    fn products(&mut self, block: ProductBlock) -> Result<(), SinkError> {
        self.rows += block.len() as u64;
        (self.progress)(self.rows);
        self.sink.products(block)
    }

    fn unparsed(&mut self, unparsed: Unparsed) {
        self.sink.unparsed(unparsed);
    }
}

/// A user's file, which is read where it is.
#[derive(Debug)]
pub struct OnDisk {
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

impl OnDisk {
    /// The file at this path, as it is now.
    ///
    /// # Errors
    /// When there is none, or it cannot be looked at.
    pub fn at(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        Ok(Self { path: path.to_owned(), size: metadata.len(), modified: metadata.modified().ok() })
    }
}

impl Contents for OnDisk {
    fn size(&self) -> u64 {
        self.size
    }

    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(BufReader::new(fs::File::open(&self.path)?)))
    }

    fn are_unchanged(&self) -> io::Result<bool> {
        let now = Self::at(&self.path)?;
        Ok((now.size, now.modified) == (self.size, self.modified))
    }
}

/// What can be read once only: the tar of a folder, a pipe.
pub(crate) struct InMemory(pub(crate) Vec<u8>);

impl Contents for InMemory {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(io::Cursor::new(&self.0)))
    }
}

/// What is larger is not read into memory: a folder is to be given as its files, or as
/// an archive.
pub(crate) const LARGEST_IN_MEMORY: u64 = 1 << 30;

/// The name and contents of a file; a folder becomes the tar of its files, with
/// nothing in it but their names and contents, so that the same files give the
/// same bytes.
pub(crate) fn open(path: &Path) -> Result<(String, Box<dyn Contents>), Error> {
    let failed = |error: io::Error| {
        Error::input(format!("{}: {error}", path.display()), "check the path and that the file may be read")
    };
    let name = path.file_name().map_or_else(|| "folder".to_owned(), |n| n.to_string_lossy().into_owned());
    let kind = fs::metadata(path).map_err(failed)?.file_type();
    if kind.is_file() {
        fs::File::open(path).map_err(failed)?;
        return Ok((name, Box::new(OnDisk::at(path).map_err(failed)?)));
    }
    if !kind.is_dir() {
        return Ok((name, Box::new(InMemory(fs::read(path).map_err(failed)?))));
    }
    let mut files = Vec::new();
    list(path, &mut files).map_err(failed)?;
    files.sort();
    let sizes = files.iter().map(|file| fs::metadata(file).map(|metadata| metadata.len()));
    if sizes.sum::<io::Result<u64>>().map_err(failed)? > LARGEST_IN_MEMORY {
        return Err(Error::input(
            format!("{}: the folder holds more than 1 GiB", path.display()),
            "give its files one by one, or the archive that it was unpacked from",
        ));
    }
    let packed = pack(files.iter().map(|file| (file.strip_prefix(path).unwrap_or(file), file.as_path())));
    Ok((format!("{name}.tar"), Box::new(InMemory(packed.map_err(failed)?))))
}

/// The tar of files, each with its path in it, with nothing else of them but
/// their contents.
pub(crate) fn pack<'f>(files: impl Iterator<Item = (&'f Path, &'f Path)>) -> io::Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    for (inside, file) in files {
        let bytes = fs::read(file)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, inside, bytes.as_slice())?;
    }
    tar.into_inner()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() && entry.file_name() != ".git" {
            list(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}
