use attache_model::{Date, Timestamp};
use attache_source::{fetch, job::Asked};
use attache_store::{ImportOptions, Outcome};

use crate::{Engine, Error, import::source};

/// How far the fetching of a file has come.
#[derive(Clone, Copy, Debug)]
pub struct PullProgress<'a> {
    pub source: &'a str,
    pub url: &'a str,
    pub bytes: u64,
    /// Where the server says.
    pub of: Option<u64>,
}

/// What became of one file of a source.
#[derive(Debug)]
pub struct Pulled {
    pub source: &'static str,
    pub url: String,
    pub result: Result<Outcome, Error>,
}

impl Engine {
    /// Fetches and imports the files of sources from their publishers; of all
    /// that can be fetched, where none is named. What fails leaves the rest as
    /// it is.
    ///
    /// A file that does not tell when it was published is taken to have been
    /// when the server says that it last changed.
    ///
    /// # Errors
    /// When a name is no source, or names one that cannot be fetched.
    pub fn pull(
        &self,
        names: &[String],
        retrieved: Date,
        recorded: Timestamp,
        mut progress: impl FnMut(PullProgress<'_>),
    ) -> Result<Vec<Pulled>, Error> {
        let mut sources = Vec::new();
        for name in names {
            let source = source(name)?;
            if !source.can_pull() {
                return Err(Error::request(
                    format!("the files of {name} cannot be fetched by a program"),
                    format!(
                        "get {} from {} and use `attache import {name} FILE`",
                        source.about().files,
                        source.about().url
                    ),
                ));
            }
            sources.push(source);
        }
        if names.is_empty() {
            sources.extend(attache_source::all().iter().filter(|s| s.can_pull()));
        }
        let mut pulled = Vec::new();
        for source in sources {
            let id = source.about().id;
            let jobs = source
                .plan(&Asked::on(retrieved))
                .map_err(|bad| Error::request(format!("{id}: the option {} {}", bad.option, bad.problem), ""))?;
            for url in jobs.into_iter().map(|job| job.first.url) {
                let url = url.as_str();
                let result = fetch::get(url, &mut |bytes, of| progress(PullProgress { source: id, url, bytes, of }))
                    .map_err(Error::from)
                    .and_then(|download| {
                        let options = ImportOptions::of_file(download.last_modified, retrieved, recorded);
                        self.import_bytes(source, &download.file, &download.bytes, url, &options, &mut |_| {})
                    });
                pulled.push(Pulled { source: id, url: url.to_owned(), result });
            }
        }
        Ok(pulled)
    }
}
