mod baseline;

use std::{
    collections::HashMap,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use attache_engine::{
    AsOf, CheckRequest, Checked, Engine, Fixed,
    checking::{Given, Severity},
    prose::{Format, Prose},
    render::check::{self as render, CheckedFile, Options},
};

use self::baseline::BaselineFile;
use super::{
    documents::{
        files::{Document, Found, STANDARD_INPUT, shown},
        given, read,
        replace::replace,
        settings::{Folders, Settings},
    },
    engine, put, write_out,
};
use crate::{
    args::{CheckArgs, CheckFormat, Colour, Global},
    failure::{Failure, report},
};

/// Something that is told was found.
const FOUND: u8 = 1;
/// A document could not be read or written.
const FAILED: u8 = 2;
/// No statement of any document could be checked.
const UNCHECKED: u8 = 3;

/// How standard input is called where it is not given a name.
const UNNAMED: &str = "<stdin>";

/// Where no terminal says otherwise, in columns.
const WIDTH: usize = 100;

pub(crate) fn run(global: &Global, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let mut folders = Folders::default();
    let standard_input = args.stdin_name.as_deref().unwrap_or(Path::new(UNNAMED));
    let found = Found::of(&args.files, standard_input, &mut folders)?;
    if args.fix && found.documents.iter().any(|it| it.is_standard_input) && found.documents.len() > 1 {
        let hint = "the fixed text goes to standard output; check the files apart";
        return Err(Failure::new(format!("--fix with {STANDARD_INPUT} takes no other document"), hint));
    }
    let mut baseline =
        args.baseline.as_deref().map(|path| BaselineFile::read(path, args.write_baseline)).transpose()?;
    let run = Run {
        args,
        given: given(&args.known)?,
        as_of: global.as_of()?,
        baseline: baseline.as_ref().filter(|_| !args.write_baseline),
    };
    let mut engines = Engines::new(global);
    let mut jobs = Vec::new();
    for document in &found.documents {
        let settings = folders.of_document(&document.path)?;
        jobs.push(Job { document, engine: engines.with(&settings.wordings)?, settings });
    }
    let done = in_parallel(&jobs, args.jobs, |job| run.check(job));

    let failures = found.failures.iter().chain(done.iter().flat_map(|done| &done.failures));
    failures.clone().for_each(Failure::print);
    let has_failed = failures.count() > 0;
    let checked = done.iter().zip(&jobs).filter_map(|(done, job)| Some((job.document, done.checked.as_ref()?)));
    if args.write_baseline
        && let Some(baseline) = &mut baseline
    {
        let known = baseline.write(checked)?;
        crate::tell!("{known} finding{} written to the baseline", if known == 1 { "" } else { "s" });
        return Ok(if has_failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS });
    }
    write(args, &done, checked.clone())?;
    tell_fixes(args, &done, &jobs);
    Ok(ExitCode::from(code(args, has_failed, checked.map(|(_, checked)| checked))))
}

fn code<'a>(args: &CheckArgs, has_failed: bool, checked: impl Iterator<Item = &'a Checked> + Clone) -> u8 {
    let is_found = |it: &Checked| it.report.findings.iter().any(|finding| finding.severity >= Severity::Warning);
    let is_checked = checked.clone().any(|it| it.report.is_checked());
    if !is_checked
        && !has_failed
        && (args.format != CheckFormat::Terminal || args.diff || checked.clone().next().is_none())
    {
        crate::tell!("nothing could be checked");
    }
    match () {
        () if has_failed => FAILED,
        () if checked.clone().any(is_found) => FOUND,
        () if !is_checked && !args.allow_unchecked => UNCHECKED,
        () => 0,
    }
}

/// A document with what it is to be checked by.
struct Job<'a> {
    document: &'a Document,
    engine: Arc<Engine>,
    settings: Arc<Settings>,
}

/// What holds for all documents.
struct Run<'a> {
    args: &'a CheckArgs,
    given: Given,
    as_of: AsOf,
    baseline: Option<&'a BaselineFile>,
}

/// What became of a document.
#[derive(Default)]
struct Done {
    /// As it stands, or as it was written where it was fixed.
    checked: Option<Checked>,
    /// With fixes that were made, or are shown.
    fixed: Option<Fixed>,
    diff: String,
    /// Standard input with its fixes, which goes to standard output.
    text: Option<Vec<u8>>,
    failures: Vec<Failure>,
}

impl Run<'_> {
    fn check(&self, job: &Job<'_>) -> Done {
        let mut done = Done::default();
        if let Err(failure) = self.try_check(job, &mut done) {
            done.failures.push(failure);
        }
        done
    }

    fn try_check(&self, job: &Job<'_>, done: &mut Done) -> Result<(), Failure> {
        let mut request = CheckRequest {
            name: shown(&job.document.path),
            bytes: read(job.document)?,
            format: None,
            given: self.given.clone(),
            defaults: job.settings.given.clone(),
            severities: job.settings.severities.clone(),
            as_of: self.as_of,
        };
        let before = done.checked.insert(self.told(job, job.engine.check(&request)?));
        if !self.args.fix && !self.args.diff {
            return Ok(());
        }
        let fixed = before.fixed(&request, self.args.unsafe_fixes)?;
        if job.document.is_standard_input && !self.args.diff {
            done.text = Some(fixed.as_ref().map_or_else(|| request.bytes.clone(), |fixed| fixed.bytes.clone()));
        }
        let Some(fixed) = fixed else { return Ok(()) };
        let bytes = std::mem::replace(&mut request.bytes, fixed.bytes.clone());
        let after = self.told(job, job.engine.check(&request)?);
        if self.args.diff {
            done.diff = render::diff(&request.name, &compared(&before.prose), &compared(&after.prose));
        } else {
            if !job.document.is_standard_input {
                replace(&job.document.path, &bytes, &fixed.bytes)?;
            }
            *before = after;
        }
        done.fixed = Some(fixed);
        Ok(())
    }

    fn told(&self, job: &Job<'_>, checked: Checked) -> Checked {
        match self.baseline {
            Some(baseline) => baseline.apply(job.document, checked),
            None => checked,
        }
    }
}

/// The text in which changes are shown: the source with its byte order mark, or
/// the paragraphs of what is no text.
fn compared(prose: &Prose) -> String {
    match prose.format {
        Format::Text | Format::Markdown | Format::Html => {
            let mark = if prose.encoding.has_mark() { "\u{feff}" } else { "" };
            format!("{mark}{}", prose.source)
        }
        Format::Docx | Format::Pdf => prose.blocks.iter().map(|block| format!("{}\n", block.text)).collect(),
    }
}

/// The engine with the wordings of folders beside those of the user, one for each
/// list of them.
struct Engines<'a> {
    global: &'a Global,
    by_wordings: HashMap<Vec<PathBuf>, Arc<Engine>>,
}

impl<'a> Engines<'a> {
    fn new(global: &'a Global) -> Self {
        Self { global, by_wordings: HashMap::new() }
    }

    fn with(&mut self, wordings: &[PathBuf]) -> Result<Arc<Engine>, Failure> {
        if let Some(known) = self.by_wordings.get(wordings) {
            return Ok(known.clone());
        }
        let made = if wordings.is_empty() {
            engine(self.global)?
        } else {
            Engine::clone(&*self.with(&[])?).with_wordings(wordings)?
        };
        let made = Arc::new(made);
        self.by_wordings.insert(wordings.to_vec(), made.clone());
        Ok(made)
    }
}

/// Does each job, on several threads; the answers are in the jobs' order.
fn in_parallel<J: Sync, A: Send>(jobs: &[J], threads: Option<usize>, answer: impl Fn(&J) -> A + Sync) -> Vec<A> {
    let most = threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, Into::into));
    if most <= 1 || jobs.len() <= 1 {
        return jobs.iter().map(answer).collect();
    }
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::with_capacity(jobs.len()));
    thread::scope(|scope| {
        for _ in 0..most.min(jobs.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(at) else { break };
                    let answered = answer(job);
                    answers.lock().unwrap_or_else(|e| e.into_inner()).push((at, answered));
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(|e| e.into_inner());
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answered)| answered).collect()
}

/// Writes the report, or the differences, to where it belongs.
fn write<'a>(
    args: &CheckArgs,
    done: &[Done],
    checked: impl Iterator<Item = (&'a Document, &'a Checked)> + Clone,
) -> Result<(), Failure> {
    if args.diff {
        let diffs: String = done.iter().map(|done| done.diff.as_str()).collect();
        return write_out(args.output.as_deref(), |out| put(out, diffs.as_bytes()));
    }
    // What a terminal shows is not to be controlled by a file's name.
    let name = |document: &Document| match args.format {
        CheckFormat::Terminal => shown(&document.path),
        _ => document.path.to_string_lossy().into_owned(),
    };
    let names: Vec<String> = checked.clone().map(|(document, _)| name(document)).collect();
    let files: Vec<CheckedFile<'_>> = names
        .iter()
        .zip(checked.clone())
        .map(|(path, (_, checked))| CheckedFile { path, prose: &checked.prose, report: &checked.report })
        .collect();
    let text = done.iter().find_map(|done| done.text.as_ref());
    let report = match args.format {
        CheckFormat::Terminal => render::terminal(&files, options(args, text.is_some())),
        CheckFormat::Json => render::json(&files),
        CheckFormat::Sarif => render::sarif(&files),
        CheckFormat::Github => render::github(&files),
        CheckFormat::Html => render::html(&files),
    };
    if let Some(text) = text {
        write_out(None, |out| put(out, text))?;
        if args.output.is_none() {
            let _ = io::stderr().lock().write_all(report.as_bytes());
            return Ok(());
        }
    }
    write_out(args.output.as_deref(), |out| put(out, report.as_bytes()))
}

/// How a terminal is written to: standard error where standard output is taken.
fn options(args: &CheckArgs, to_standard_error: bool) -> Options {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_terminal = args.output.is_none()
        && if to_standard_error { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let colour = match args.colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            is_terminal && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    };
    let width = if is_terminal { terminal_size::terminal_size() } else { None };
    Options { colour, width: width.map_or(WIDTH, |(width, _)| usize::from(width.0)), all: args.all }
}

/// Tells what was fixed, or would be.
fn tell_fixes(args: &CheckArgs, done: &[Done], jobs: &[Job<'_>]) {
    for (done, job) in done.iter().zip(jobs) {
        let Some(Fixed { fixes, overlapping, .. }) = &done.fixed else { continue };
        let count = format!("{fixes} {}", if *fixes == 1 { "finding" } else { "findings" });
        let name = shown(&job.document.path);
        match args.diff {
            true => crate::tell!("{name}: the fixes of {count}, of which nothing was written"),
            false => crate::tell!("{name}: fixed {count}"),
        }
        if *overlapping > 0 {
            let hint = "fix these first, and check again";
            report("note", format_args!("{name}: {overlapping} overlapping fixes were left out"), hint);
        }
    }
}
