//! `bind`, `unbind`, `outdated`, `update`, `diff`, `watch`, `vendor` and `verify` of a file:
//! documents whose figures are bound.

use std::{
    fs,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use attache_engine::{
    AsOf, BoundDocument, CheckRequest, Engine, Keeping, LivingRequest, Moved, Outdated, Problem, RowsOnly,
    SheetRequest, UpdateRequest, VendoredRelease,
    checking::{Given, Severities},
    living_documents::{Outcome, Unbound},
    prose::{Format, Prose},
    render::living::{self as render, ChangedDocument},
};

use jiff::civil::Date;

use super::{
    documents::{
        area,
        files::{Document, Found, shown},
        given, read,
        replace::{create, replace},
        settings::Folders,
    },
    engine, language, put, write_out,
};
use crate::{
    args::{BindArgs, ChangeFormat, DiffArgs, Global, OutdatedArgs, UnbindArgs, UpdateArgs, VendorArgs, WatchArgs},
    failure::{Failure, report},
    progress::grouped,
    when::{end_of, today},
};

/// Something has changed, is open, or is false.
const CHANGED: u8 = 1;
/// A document could not be read or written.
const FAILED: u8 = 2;
/// Nothing was bound.
const NOTHING: u8 = 3;

/// Where no terminal says otherwise, in columns.
const WIDTH: usize = 100;

/// What the lock of a document is called, beside it.
const LOCK: &str = "lock";
/// And the folder of what its lock cites.
const VENDORED: &str = "vendor";

pub(crate) fn bind(global: &Global, args: &BindArgs) -> Result<ExitCode, Failure> {
    let opened = Opened::of(global, &args.file)?;
    let mut request = opened.request(global.as_of()?)?;
    request.given = given(&args.known)?;
    let name = request.name.clone();
    let BoundDocument { prose, bound, unwritten } = opened.engine.bind(&request, |prose, it| {
        if args.interactive && !it.readings.is_empty() { choice(&name, prose, it) } else { None }
    })?;
    let name = &request.name;
    for it in &bound.unbound {
        let place = place(name, &prose, it);
        match it.is_reference {
            true => report("error", format_args!("{place}: {}", it.why), "mend the words, or the reference"),
            false => crate::tell!("{place}: {:?} is not bound: {}", it.text, it.why),
        }
    }
    tell_unwritten(unwritten.as_ref());
    let target = args.output.as_deref().unwrap_or(&args.file);
    let has_kept = !bound.lock.kept.is_empty();
    if bound.new + bound.kept > 0 || has_kept {
        let lock = lock_of(target);
        match &args.output {
            Some(output) => write_out(Some(output), |out| put(out, &bound.bytes))?,
            None => replace(&args.file, &request.bytes, &bound.bytes)?,
        }
        create(&lock, bound.lock.to_string().as_bytes())?;
    }
    let numbers = bound.unbound.iter().filter(|it| !it.is_reference).count();
    let kept = if bound.kept > 0 { format!(", {} kept", bound.kept) } else { String::new() };
    let statements = match bound.lock.stated().count() {
        0 => String::new(),
        count => format!(", {} locked", counted(count, "statement")),
    };
    crate::tell!("{name}: {} bound{kept}{statements}; {numbers} not bound", counted(bound.new, "figure"));
    Ok(ExitCode::from(match () {
        () if unwritten.is_some() || bound.unbound.iter().any(|it| it.is_reference) => CHANGED,
        () if bound.new + bound.kept == 0 && !has_kept => NOTHING,
        () => 0,
    }))
}

/// Tells why a document cannot be written out, and what that means for its lock.
fn tell_unwritten(unwritten: Option<&Problem>) {
    if let Some(Problem { problem, hint }) = unwritten {
        report("error", problem, hint);
        crate::tell!("note: the document cannot be written out, so that its references without words are not locked");
    }
}

/// Where something stands, for people.
fn place(name: &str, prose: &Prose, it: &Unbound) -> String {
    let place = prose.where_is(it.place.start);
    place.label.map_or_else(|| format!("{name}:{}", place.line), |label| format!("{name}, {label}"))
}

/// Asks at the terminal for which of several facts a number stands; an empty line, or
/// the end of the input, for none.
fn choice(name: &str, prose: &Prose, it: &Unbound) -> Option<usize> {
    crate::tell!("{}: {:?} is not supported: {}", place(name, prose, it), it.text, it.why);
    for (at, (expression, sentence)) in it.readings.iter().enumerate() {
        crate::tell!("  {}. {sentence} [{expression}]", at + 1);
    }
    loop {
        crate::tell!("bind it to which? (1 to {}, or nothing)", it.readings.len());
        let mut line = String::new();
        if io::stdin().read_line(&mut line).is_err() || line.trim().is_empty() {
            return None;
        }
        match line.trim().parse::<usize>() {
            Ok(number) if (1..=it.readings.len()).contains(&number) => return Some(number - 1),
            _ => crate::tell!("{:?} is none of them", line.trim()),
        }
    }
}

pub(crate) fn unbind(global: &Global, args: &UnbindArgs) -> Result<ExitCode, Failure> {
    let opened = Opened::of(global, &args.file)?;
    let request = opened.request(AsOf::default())?;
    let bytes = opened.engine.unbind(&request)?;
    if args.output.is_some() {
        write_out(args.output.as_deref(), |out| put(out, &bytes))?;
        return Ok(ExitCode::SUCCESS);
    }
    replace(&args.file, &request.bytes, &bytes)?;
    let lock = lock_of(&args.file);
    if lock.exists() {
        fs::remove_file(&lock).map_err(|error| Failure::writing(&lock, &error))?;
    }
    let vendored = vendored_of(&args.file);
    if vendored.exists() {
        let folder = shown(&vendored);
        crate::tell!(
            "note: {folder} has what the lock cited, and stays: it is evidence; delete it if it is not wanted"
        );
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn outdated(global: &Global, args: &OutdatedArgs) -> Result<ExitCode, Failure> {
    let files = if args.files.is_empty() { vec![PathBuf::from(".")] } else { args.files.clone() };
    let told = all(global, &files, |opened| opened.outdated(global.as_of()?))?;
    told.write(args.format, args.output.as_deref())?;
    Ok(told.code())
}

pub(crate) fn watch(global: &Global, args: &WatchArgs) -> Result<ExitCode, Failure> {
    let told = all(global, std::slice::from_ref(&args.folder), |opened| opened.outdated(global.as_of()?))?;
    let mut touched = 0;
    for (name, told) in &told.documents {
        let open = told.steps.iter().filter(|step| matches!(step.outcome, Outcome::Open(_))).count();
        let amiss = told.orphans.len() + usize::from(told.unwritten.is_some());
        if told.steps.is_empty() && amiss == 0 {
            continue;
        }
        touched += 1;
        let mut causes: Vec<&str> = told.steps.iter().map(|step| step.cause.name()).collect();
        causes.sort_unstable();
        causes.dedup();
        let changed = counted(told.steps.len(), "figure");
        let causes = if causes.is_empty() { String::new() } else { format!(" ({})", causes.join(", ")) };
        let amiss = if amiss == 0 { String::new() } else { format!(", {amiss} amiss") };
        let line = format!("{name}: {changed} changed{causes}, {open} to resolve{amiss}\n");
        write_out(None, |out| put(out, line.as_bytes()))?;
    }
    crate::tell!("{} of {} touched", touched, counted(told.documents.len(), "bound document"));
    Ok(told.code())
}

pub(crate) fn update(global: &Global, args: &UpdateArgs) -> Result<ExitCode, Failure> {
    let as_of = AsOf { published: args.to.or(global.as_of), ..global.as_of()? };
    let wanted = UpdateRequest { only: args.only.clone(), accept: args.accept.clone(), today: Some(today()) };
    let told = all(global, &args.files, |opened| {
        let request = opened.living(as_of)?;
        let moved = opened.engine.update(&request, &wanted)?;
        if !args.dry_run && moved.steps.iter().any(|step| step.outcome == Outcome::Moved) {
            let path = &opened.document.path;
            replace(path, &request.document.bytes, &moved.bytes)?;
            create(&lock_of(path), moved.lock.to_string().as_bytes())?;
        }
        let Moved { prose, references, steps, orphans, unwritten, .. } = moved;
        Ok(Outdated { prose, references, steps, orphans, unwritten })
    })?;
    told.write(args.format, args.output.as_deref())?;
    let is_open = |told: &Outdated| {
        let is_amiss = !told.orphans.is_empty() || told.unwritten.is_some();
        is_amiss || told.steps.iter().any(|step| matches!(step.outcome, Outcome::Open(_)))
    };
    Ok(ExitCode::from(match () {
        () if told.has_failed => FAILED,
        () if told.documents.iter().any(|(_, told)| is_open(told)) => CHANGED,
        () => 0,
    }))
}

pub(crate) fn diff(global: &Global, args: &DiffArgs) -> Result<ExitCode, Failure> {
    if args.from > args.to {
        return Err(Failure::new(
            format!("--from {} is after --to {}", args.from, args.to),
            "give the earlier day first",
        ));
    }
    let at = |day: Date| -> Result<AsOf, Failure> {
        match args.recorded {
            true => Ok(AsOf { known: Some(end_of(day)?), ..global.as_of()? }),
            false => Ok(AsOf { published: Some(day), ..global.as_of()? }),
        }
    };
    let (from, to) = (at(args.from)?, at(args.to)?);
    if let [file] = args.what.as_slice()
        && Path::new(file).is_file()
    {
        let opened = Opened::of(global, Path::new(file))?;
        let told = opened.engine.diff(&opened.living(global.as_of()?)?, from, to)?;
        let told = AllTold { documents: vec![(shown(Path::new(file)), told)], has_failed: false };
        told.write(args.format, args.output.as_deref())?;
        return Ok(told.code());
    }
    let areas = args.what.iter().map(|name| area(name)).collect::<Result<Vec<_>, _>>()?;
    let request = SheetRequest { areas, language: language(&args.lang)?, as_of: global.as_of()? };
    let (steps, references) = engine(global)?.diff_sheets(&request, from, to)?;
    let path = request.areas.iter().map(|area| area.name(request.language)).collect::<Vec<_>>().join(", ");
    let document =
        ChangedDocument { path: &path, prose: None, references, steps: &steps, orphans: &[], unwritten: None };
    write_changes(&[document], args.format, args.output.as_deref())?;
    Ok(ExitCode::from(if steps.is_empty() { 0 } else { CHANGED }))
}

pub(crate) fn vendor(global: &Global, args: &VendorArgs) -> Result<ExitCode, Failure> {
    let opened = Opened::of(global, &args.file)?;
    let keeping = match (args.rows, args.snapshots) {
        (true, _) => Keeping::Rows,
        (_, true) => Keeping::Snapshots,
        _ => Keeping::Fitting,
    };
    let folder = vendored_of(&args.file);
    let vendored = opened.engine.vendor(&opened.living(AsOf::default())?.lock, &folder, keeping)?;
    for VendoredRelease { release, rows } in &vendored {
        let file = &release.snapshot.file;
        match rows {
            None => crate::say!("{}: {file}, {} bytes", release.id, grouped(release.snapshot.bytes)),
            // An absence rests on what a release declares to cover.
            Some(rows) => {
                let of = if rows.count == 0 { "the coverage".to_owned() } else { counted(rows.count, "row") };
                crate::say!("{}: {of} of {file}{}", release.id, because(rows.why));
            }
        }
    }
    let of_rows = vendored.iter().filter(|it| it.rows.is_some()).count();
    let total = counted(vendored.len(), "release");
    crate::tell!("{}: {total}, {} whole, {of_rows} by rows", shown(&folder), vendored.len() - of_rows);
    Ok(ExitCode::SUCCESS)
}

/// Why a release's file was left out.
fn because(why: RowsOnly) -> &'static str {
    match why {
        RowsOnly::Asked => "",
        RowsOnly::Large => ", which is larger than 16 MiB (--snapshots takes it)",
        RowsOnly::Restricted => ", which its terms forbid handing on",
        RowsOnly::Excerpt => ", of which the store has rows alone",
    }
}

pub(crate) fn verify(global: &Global, file: &Path) -> Result<ExitCode, Failure> {
    Ok(ExitCode::from(if is_verified(global, file)? { 0 } else { CHANGED }))
}

/// Derives the figures of a document's lock again, tells what was found, and says
/// whether all are clean.
pub(crate) fn is_verified(global: &Global, file: &Path) -> Result<bool, Failure> {
    let opened = Opened::of(global, file)?;
    let request = opened.living(global.as_of()?)?;
    let found = opened.engine.verify_document(&request, &vendored_of(file))?;
    for Problem { problem, hint } in &found.problems {
        report("error", problem, hint);
    }
    for release in &found.rows_of {
        crate::tell!("note: {release}: from vendored rows, not from the publisher's file");
    }
    if !found.lacking.is_empty() {
        let all: Vec<&str> = found.lacking.iter().map(String::as_str).collect();
        crate::tell!(
            "note: that there were no data is not derived again, since no release says so: {}",
            all.join("; ")
        );
    }
    tell_version(found.other_version.as_deref());
    let name = &request.document.name;
    let all = counted(found.references, "figure");
    let statements = match found.statements {
        0 => String::new(),
        count => format!(" and {}", counted(count, "statement")),
    };
    let (files, rows) = (found.from_files, found.from_rows);
    crate::tell!(
        "{name}: {all}{statements}, {} derived again: {files} from the publishers' files, {rows} from vendored rows; {}",
        files + rows,
        if found.problems.is_empty() { "clean".to_owned() } else { counted(found.problems.len(), "problem") }
    );
    Ok(found.problems.is_empty())
}

/// Tells that another version of the program wrote a lock.
pub(crate) fn tell_version(other: Option<&str>) {
    if let Some(other) = other {
        let by =
            if other.is_empty() { "a version of attache that it does not name" } else { &format!("attache {other}") };
        let this = env!("CARGO_PKG_VERSION");
        crate::tell!("note: {by} wrote the lock, and this is {this}, whose own words and wordings may be others");
    }
}

/// A document with the engine that knows its folder's wordings.
struct Opened {
    document: Document,
    engine: Arc<Engine>,
    defaults: Given,
    severities: Severities,
}

impl Opened {
    fn of(global: &Global, path: &Path) -> Result<Self, Failure> {
        let document = Document { path: path.to_owned(), is_standard_input: false };
        let settings = Folders::default().of_document(path)?;
        let engine = engine(global)?.with_wordings(&settings.wordings)?;
        let (defaults, severities) = (settings.given.clone(), settings.severities.clone());
        Ok(Self { document, engine: Arc::new(engine), defaults, severities })
    }

    fn request(&self, as_of: AsOf) -> Result<CheckRequest, Failure> {
        Ok(CheckRequest {
            name: shown(&self.document.path),
            bytes: read(&self.document)?,
            format: None,
            given: Given::default(),
            defaults: self.defaults.clone(),
            severities: self.severities.clone(),
            as_of,
        })
    }

    fn outdated(&self, as_of: AsOf) -> Result<Outdated, Failure> {
        Ok(self.engine.outdated(&self.living(as_of)?)?)
    }

    fn living(&self, as_of: AsOf) -> Result<LivingRequest, Failure> {
        let lock = lock_of(&self.document.path);
        let text = fs::read_to_string(&lock).map_err(|error| {
            let hint = "`attache bind` binds a document and writes its lock";
            Failure::new(format!("{}: {error}", shown(&lock)), hint)
        })?;
        Ok(LivingRequest { document: self.request(as_of)?, lock: (shown(&lock), text) })
    }
}

/// The lock beside a document.
fn lock_of(path: &Path) -> PathBuf {
    path.with_extension(LOCK)
}

/// What is vendored, beside a document.
fn vendored_of(path: &Path) -> PathBuf {
    path.with_extension(VENDORED)
}

/// What is told of all documents that were asked for.
struct AllTold {
    documents: Vec<(String, Outdated)>,
    has_failed: bool,
}

/// Tells of each document that is named, and of those in folders that have a lock.
fn all(
    global: &Global,
    files: &[PathBuf],
    mut tell: impl FnMut(&Opened) -> Result<Outdated, Failure>,
) -> Result<AllTold, Failure> {
    let found = Found::of(files, Path::new("<stdin>"), &mut Folders::default())?;
    found.failures.iter().for_each(Failure::print);
    let mut told = AllTold { documents: Vec::new(), has_failed: !found.failures.is_empty() };
    for document in found.documents {
        let is_named = files.contains(&document.path);
        if document.is_standard_input || !is_named && !is_bound(&document.path) {
            continue;
        }
        let answer = Opened::of(global, &document.path).and_then(|opened| tell(&opened));
        match answer {
            Ok(answer) => told.documents.push((shown(&document.path), answer)),
            Err(failure) => {
                failure.print();
                told.has_failed = true;
            }
        }
    }
    Ok(told)
}

/// Whether a document has a lock, and is of a kind that can be bound.
fn is_bound(path: &Path) -> bool {
    let format = path.file_name().and_then(|name| Format::by_ending(&name.to_string_lossy()));
    !matches!(format, None | Some(Format::Pdf)) && lock_of(path).exists()
}

impl AllTold {
    fn write(&self, format: ChangeFormat, output: Option<&Path>) -> Result<(), Failure> {
        let documents: Vec<ChangedDocument<'_>> = self
            .documents
            .iter()
            .map(|(path, told)| ChangedDocument {
                path,
                prose: Some(&told.prose),
                references: told.references,
                steps: &told.steps,
                orphans: &told.orphans,
                unwritten: told.unwritten.as_ref().map(|it| (it.problem.as_str(), it.hint.as_str())),
            })
            .collect();
        write_changes(&documents, format, output)
    }

    fn code(&self) -> ExitCode {
        let is_touched =
            |told: &Outdated| !told.steps.is_empty() || !told.orphans.is_empty() || told.unwritten.is_some();
        ExitCode::from(match () {
            () if self.has_failed => FAILED,
            () if self.documents.iter().any(|(_, told)| is_touched(told)) => CHANGED,
            () => 0,
        })
    }
}

fn write_changes(
    documents: &[ChangedDocument<'_>],
    format: ChangeFormat,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let columns = terminal_size::terminal_size().filter(|_| io::stdout().is_terminal() && output.is_none());
    let columns = columns.map_or(WIDTH, |(width, _)| usize::from(width.0));
    let text = match format {
        ChangeFormat::Text => render::text(documents, columns),
        ChangeFormat::Json => render::json(documents),
        ChangeFormat::Html => render::html(documents),
    };
    write_out(output, |out| put(out, text.as_bytes()))
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
