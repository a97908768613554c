use attache_model::{Date, Timestamp};
use attache_source::{
    Source,
    fetch::{Client, Download, Fetched, Settings, Terms},
    job::Asked,
};
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
        let client = Client::new(Settings::new(std::env::temp_dir().join("attache")))
            .map_err(|bad| Error::request(bad.to_string(), "correct the setting"))?;
        let mut pulled = Vec::new();
        for source in sources {
            let id = source.about().id;
            let jobs = source
                .plan(&Asked::on(retrieved))
                .map_err(|bad| Error::request(format!("{id}: the option {} {}", bad.option, bad.problem), ""))?;
            let about = source.about();
            let terms = Terms { key: None, pace: about.pace, redirects: about.redirects };
            for mut job in jobs {
                let url = job.first.url.clone();
                let mut told = |bytes, of| progress(PullProgress { source: id, url: &url, bytes, of });
                let result = match client.run(&mut job, &terms, None, &mut told) {
                    Ok(Fetched::File(download)) => self.keep(source, &download, &url, retrieved, recorded),
                    Ok(Fetched::NotModified) => continue,
                    Err(error) => Err(error.into()),
                };
                pulled.push(Pulled { source: id, url, result });
            }
        }
        Ok(pulled)
    }

    fn keep(
        &self,
        source: &dyn Source,
        download: &Download,
        url: &str,
        retrieved: Date,
        recorded: Timestamp,
    ) -> Result<Outcome, Error> {
        if let Some(reason) = &download.rejected {
            return Err(Error::input(reason.to_string(), "nothing of the file was kept"));
        }
        let options = ImportOptions::of_file(download.last_changed, retrieved, recorded);
        self.import_contents(source, &download.file, &download.contents, url, &options, &mut |_| {})
    }
}
