use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// A compiler for country fact sheets.
///
/// attache keeps official figures about countries and pairs of countries, and
/// writes fact sheets from them in which every figure leads back to the bytes
/// that it came from. It carries the World Factbook's last edition; more comes
/// by `attache import` and `attache pull`.
///
/// Exit codes: 0 done; 1 something was found wrong or failed in part; 2 the
/// command could not be carried out; 3 nothing was understood, or nothing could be
/// checked.
#[derive(Debug, Parser)]
#[command(name = "attache", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// The folder of the store. Made by the first import; the built-in data lie
    /// below it. [default: attache/store in the user's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "ATTACHE_STORE")]
    pub(crate) store: Option<PathBuf>,

    /// Answer with what publishers had published by the end of this day.
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,

    /// Answer with what this store had recorded by then.
    #[arg(long, global = true, value_name = "DATE or TIME")]
    pub(crate) known_at: Option<String>,

    /// A mapping that makes an SDMX dataflow a source of its own; those in the
    /// folder mappings of the settings are read anyway.
    #[arg(long = "mapping", global = true, value_name = "FILE")]
    pub(crate) mappings: Vec<PathBuf>,

    /// Wordings of your own, in the language that the file names in its first
    /// line (language = "es") or its folder is called by; those in the folders
    /// wordings/en, wordings/es and wordings/fr of the settings are read anyway.
    #[arg(long = "wordings", global = true, value_name = "FILE")]
    pub(crate) wordings: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the fact sheet of a country, or of two.
    Sheet(SheetArgs),
    /// Write out a document that has references to facts in it.
    ///
    /// A document is Markdown with links as [about $1
    /// billion](fact:goods-trade?area=US,BO&time=2022), whose words stand as they
    /// are, or [](fact:population?area=BO), which are written out
    /// (docs/documents.md). `attache sheet US BO --eject` gives the built-in sheet
    /// as one. Exit code 1: it is written, and there are references without data.
    Render(RenderArgs),
    /// Bring a publisher's files into the store.
    Import(ImportArgs),
    /// Fetch what is new from publishers and import it.
    ///
    /// Publishers are asked several at once and only for what is new. Each file
    /// is taken whole or not at all; an answer that is not what it should be is
    /// kept beside the releases with the reason (`attache releases
    /// --rejected`). Exit code 1 says that something failed; what succeeded is
    /// kept.
    ///
    /// Keys of services are read from the environment (CENSUS_API_KEY,
    /// COMTRADE_API_KEY, BEA_API_KEY) or from the part `keys` of config.toml in
    /// the folder ATTACHE_CONFIG, by default attache in the user's settings,
    /// which only its owner may be able to read. The part `pull` of that file
    /// may have allow-hosts, allow-private and proxy, and `calendar` the days on
    /// which a source announced a release.
    Pull(PullArgs),
    /// List the sources, and what the store has of each.
    Sources {
        /// Only those whose name, publisher or title has this in it.
        about: Option<String>,
    },
    /// List the releases in the store.
    Releases {
        /// Only those of this source.
        source: Option<String>,
        /// List the answers of publishers that were not taken, and why.
        #[arg(long)]
        rejected: bool,
    },
    /// Rehash every snapshot and table of the store; or derive a document's figures
    /// again.
    ///
    /// With a bound document, each figure of its lock is derived anew from the releases
    /// that it cites alone: their files, looked for beside the document (brief.vendor)
    /// and then in the store, are hashed, read again, and what they give is held against
    /// the lock. Where rows alone were vendored the figure is derived from those, and
    /// said to be. What is missing or was altered is named, with how to have it again.
    ///
    /// Exit codes: 0 all is as it was; 1 something is not; 2 failure.
    Verify(VerifyArgs),
    /// Show the whole way of a figure, from its sentence to the bytes.
    Explain {
        /// The figure, as a sheet names it: goods-trade?area=US,BO&time=2022
        #[arg(value_name = "ID")]
        expression: String,
    },
    /// Write a fact as a sentence, or in all its wordings.
    ///
    /// `attache say population Bolivia`, `attache say goods-trade US BO 2022`,
    /// `attache say agreement US BO type=investment`: a kind of fact (`attache
    /// facts` lists them), then countries, a period, and further arguments as
    /// NAME=VALUE, in any order; or a whole expression, as
    /// "goods-trade?area=US,BO&time=2022". Several facts (last:3) are a line
    /// each. Exit code 1: there is no such fact, and why.
    Say(SayArgs),
    /// Read a sentence: which facts it claims, and what it mentions.
    ///
    /// Each claim is shown as its kind of fact and roles, with the words that
    /// say them; what the sentence leaves out stays open, and nothing is looked
    /// up. Exit code 3: no claim was understood.
    Read(ReadArgs),
    /// Check texts against official figures, as a compiler checks code.
    ///
    /// Every number is accounted for: supported, contradicted, outdated or
    /// disputed by official figures, not checkable, or no statement, and why.
    /// What is wrong is shown with the figure, whose it is, and what would mend
    /// it.
    ///
    /// A file .attache.toml holds for the documents in its folder and below: it
    /// may have about, dated, author and lang (for documents that do not say it
    /// themselves), ignore, wordings, and severities of rules under its part rules.
    /// A comment `<!-- attache: allow(wrong-value) the reason -->` allows what is
    /// found in the block beside it.
    ///
    /// Exit codes: 0 nothing was found; 1 findings, of which notes do not count; 2
    /// a document could not be read, or the command not be carried out; 3 no
    /// statement of any document could be checked.
    Check(CheckArgs),
    /// Bind the figures of a document to the facts that bear them out.
    ///
    /// Each figure, date, place in an order, name and list that official figures
    /// support becomes a reference, and nothing else in the document changes: in
    /// Markdown and plain text a link, [about $1 billion](fact:goods-trade?area=US,BO),
    /// in HTML a data element, in Word a content control. The lock beside the
    /// document (brief.lock) says what each stands for, by which release. What could
    /// not be bound is listed with the reason. References that are there already are
    /// kept, and locked anew if their words hold.
    ///
    /// Exit codes: 0 done; 1 a reference of the document's does not hold; 2 it failed;
    /// 3 nothing could be bound.
    Bind(BindArgs),
    /// Give the plain text of a bound document back, and remove its lock.
    Unbind(UnbindArgs),
    /// List what newer data say of the figures of bound documents.
    ///
    /// Each reference whose figure has changed is told with the cause (a new period, a
    /// revision, another method or source, a withdrawal, an event) and with what that
    /// does to its sentence. A reference of a stated time (time=2022) changes only
    /// where that time's figure was revised. Exit codes: 0 all is up to date; 1
    /// something has changed, or references and lock do not go together; 2 failure.
    Outdated(OutdatedArgs),
    /// Move the figures of bound documents to what publishers say now.
    ///
    /// The words of references and the lock are moved, and the changes shown. Where
    /// something beside the figure would be left false or cannot be told (a hedge, a
    /// verb, a place in an order, "still"), the reference stays as it is and is said
    /// to be open: mend the sentence, or take the new figure with --accept. Exit
    /// codes: 0 all is up to date; 1 something is open; 2 failure.
    Update(UpdateArgs),
    /// Say what changes between two days, in words: in a bound document, or in the fact
    /// sheet of a country or pair.
    ///
    /// `attache diff brief.md --from 2023-06-29 --to 2026-01-22`, `attache diff US BO
    /// --from ...`: each sentence that publishers' figures then change, with the cause.
    /// The days are of publication, or, with --recorded, of this store's own clock. Exit
    /// codes: 0 nothing changes; 1 something does; 2 failure.
    Diff(DiffArgs),
    /// Say which bound documents of a folder newer data touch: for a job after a pull.
    ///
    /// Exit codes as of `attache outdated`.
    Watch(WatchArgs),
    /// Put what a bound document cites beside it, so that its figures can be verified
    /// without the store.
    ///
    /// The folder brief.vendor has, of each release that the lock cites, the publisher's
    /// file and what was read from it; or, where the file is larger than 16 MiB or its
    /// terms forbid handing it on, the cited rows with their places alone. It is a
    /// store, which --store reads, and holds what the lock cites now and nothing else.
    Vendor(VendorArgs),
    /// List the rules of `attache check`, or show one in full.
    Rules(RulesArgs),
    /// List the kinds of facts that sheets are made of.
    Facts,
    /// Ask the store's tables in SQL (feature `sql`).
    #[cfg(feature = "sql")]
    Query(QueryArgs),
    /// Write observations or events as CSV, each with its place in a snapshot.
    Export(ExportArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct SheetArgs {
    /// One country or two, by name, demonym or code: Bolivia, BO, BOL, 068,
    /// GEC:BL. The first is the one whose view is taken.
    #[arg(required_unless_present = "all", num_args = 1..=2, value_name = "COUNTRY")]
    pub(crate) countries: Vec<String>,

    /// The sheets of all pairs of countries, a file each, into the folder that
    /// `--output` names; without it they are written nowhere, and counted.
    #[arg(long, conflicts_with = "countries")]
    pub(crate) all: bool,

    /// The sheet as a document that can be edited, and written out by `attache
    /// render`.
    #[arg(long, conflicts_with_all = ["all", "format"])]
    pub(crate) eject: bool,

    #[arg(long, value_enum, default_value_t = Format::Html)]
    pub(crate) format: Format,

    /// The language of the sheet: en, es or fr.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub(crate) lang: String,

    /// The file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RenderArgs {
    /// The document, in Markdown, or, where its figures are bound, in plain text, HTML or
    /// Word; - is Markdown from standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// [default: as the output's ending says, else that of the document; of Word's, md]
    #[arg(long, value_enum)]
    pub(crate) format: Option<RenderFormat>,

    /// How sources are cited; none: the text as it stands, with the references
    /// replaced by their words.
    #[arg(long, value_enum, default_value_t = CitationsArg::Footnotes)]
    pub(crate) citations: CitationsArg,

    /// Print from the lock beside the document alone: the same bytes as on the day on
    /// which it was locked, whatever the store has taken in since. Without it, too, what
    /// the lock has is cited as it was locked.
    #[arg(long)]
    pub(crate) locked: bool,

    /// Derive every figure of the lock again first, as `attache verify FILE` does, and
    /// write nothing where one is not what was locked.
    #[arg(long)]
    pub(crate) verify: bool,

    /// The style of citation: a name, as apa or chicago-author-date, or a file that
    /// ends in .csl. Without it sources are given as publishers have them. In a
    /// build with the feature `csl`.
    #[arg(long, value_name = "NAME or FILE")]
    pub(crate) style: Option<String>,

    /// Write also where the figures come from, as W3C PROV (PROV-JSON).
    #[arg(long, value_name = "FILE")]
    pub(crate) provenance: Option<PathBuf>,

    /// The countries that {a} and {b} stand for. [default: attache.about of the
    /// front matter]
    #[arg(long, value_name = "COUNTRIES", value_delimiter = ',')]
    pub(crate) about: Vec<String>,

    /// The language of what is written out: en, es or fr. [default: lang of the
    /// front matter, else en]
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) lang: Option<String>,

    /// The file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RenderFormat {
    Md,
    /// Of a document in plain text.
    Txt,
    Html,
    Json,
    /// For Word.
    Docx,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CitationsArg {
    None,
    Footnotes,
    Endnotes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Html,
    Md,
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SayArgs {
    /// The kind of fact and its arguments, or an expression.
    #[arg(required = true, value_names = ["KIND", "KEY"])]
    pub(crate) words: Vec<String>,

    /// The language: en, es or fr.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub(crate) lang: String,

    /// In which form: sentence, following (which goes on about countries just
    /// named), item, heading, cell, another one of the kind's, or all: every
    /// wording that fits, each with its form.
    #[arg(long, default_value = "sentence")]
    pub(crate) form: String,

    /// Of when: a period, latest, or last:10.
    #[arg(long, value_name = "TIME")]
    pub(crate) time: Option<String>,

    /// Round figures to so many significant digits, with a hedge where that
    /// changes them: "nearly $1.2 billion".
    #[arg(long, value_name = "DIGITS", value_parser = clap::value_parser!(u32).range(2..=9))]
    pub(crate) precision: Option<u32>,

    /// As JSON: expression, form, text, and for each role its value and its
    /// bytes in the text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReadArgs {
    /// The sentence; - reads standard input.
    pub(crate) sentence: String,

    /// The countries that its document is about, for "the two countries" and
    /// "its": US,BO.
    #[arg(long, value_name = "COUNTRIES", value_delimiter = ',')]
    pub(crate) about: Vec<String>,

    /// Whose document it is, for "our".
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) author: Option<String>,

    /// The language: en, es, fr, or auto, which goes by the sentence's small
    /// words.
    #[arg(long, value_name = "LANGUAGE", default_value = "auto")]
    pub(crate) lang: String,

    /// As JSON: statements with their readings and roles, each with its bytes
    /// in the text, and mentions.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is known of texts, and not to be inferred.
#[derive(Debug, clap::Args)]
pub(crate) struct KnownArgs {
    /// The countries that the texts are about, the one that is told of last: US,BO.
    /// [default: as a text says, or by its title and what it names most]
    #[arg(long, value_name = "COUNTRIES", value_delimiter = ',')]
    pub(crate) about: Vec<String>,

    /// The day of the texts. [default: as a text says]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) dated: Option<Date>,

    /// Whose texts they are, for "our". [default: as a text says]
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) author: Option<String>,

    /// The language: en, es, fr, or auto, which goes by the text. [default: auto]
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) lang: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("fixing").multiple(true))]
pub(crate) struct CheckArgs {
    /// Texts in plain text, Markdown, HTML, Word (.docx) or, where this build has
    /// the feature `pdf`, PDF; folders, of which the documents are taken by their
    /// endings but for what ignore files name; globs in quotes; - for standard
    /// input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) known: KnownArgs,

    /// The name of what comes by standard input: its ending tells the format, its
    /// folder the settings.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_name: Option<PathBuf>,

    #[arg(long, value_enum, default_value_t = CheckFormat::Terminal)]
    pub(crate) format: CheckFormat,

    /// The file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// List every number with its verdict, and what is suppressed.
    #[arg(long)]
    pub(crate) all: bool,

    /// Colours; auto: where it is a terminal and NO_COLOR is not set.
    #[arg(long, visible_alias = "color", value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) colour: Colour,

    /// Make the safe fixes in the files: those where nothing else of the text hangs
    /// on what is replaced. What is left is reported. Standard input goes, fixed, to
    /// standard output, the report to standard error.
    #[arg(long, group = "fixing")]
    pub(crate) fix: bool,

    /// Make also the fixes after which the words around them are to be looked at.
    #[arg(long, requires = "fixing")]
    pub(crate) unsafe_fixes: bool,

    /// Show the fixes as a unified diff in place of the report, and write none.
    #[arg(long, group = "fixing")]
    pub(crate) diff: bool,

    /// Do not tell the findings that this file lists.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write what is found into the baseline, in place of reporting it.
    #[arg(long, requires = "baseline", conflicts_with = "fixing")]
    pub(crate) write_baseline: bool,

    /// Exit with 0, not 3, where nothing could be checked: for hooks.
    #[arg(long)]
    pub(crate) allow_unchecked: bool,

    /// Check so many documents at once. [default: as many as there are processors]
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: Option<usize>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct BindArgs {
    /// A document in Markdown, plain text, HTML or Word (.docx).
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) known: KnownArgs,

    /// Ask, of each number that is not supported and may stand for facts all the same
    /// (an ambiguous one, one on which sources disagree), for which it stands. It is
    /// bound where the fact bears it out.
    #[arg(long)]
    pub(crate) interactive: bool,

    /// The file to write, in place of the document itself; the lock lies beside it.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct UnbindArgs {
    /// A bound document.
    pub(crate) file: PathBuf,

    /// The file to write, in place of the document itself; the lock then stays.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct OutdatedArgs {
    /// Bound documents, or folders, of which those with a lock are taken.
    /// [default: the current folder]
    pub(crate) files: Vec<PathBuf>,

    #[arg(long, value_enum, default_value_t = ChangeFormat::Text)]
    pub(crate) format: ChangeFormat,

    /// The file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct UpdateArgs {
    /// Bound documents, or folders, of which those with a lock are taken.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Only this reference, as `attache outdated` names it: population?area=BO#value,
    /// or all of an expression or kind by the part before # or ?.
    #[arg(long, value_name = "ID")]
    pub(crate) only: Vec<String>,

    /// Take the new figure of this reference though something beside it is open: you
    /// have seen to it that the sentence is true.
    #[arg(long, value_name = "ID")]
    pub(crate) accept: Vec<String>,

    /// To what publishers had published by the end of this day. [default: --as-of, else
    /// all that is in the store]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) to: Option<Date>,

    /// Show what would change, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[arg(long, value_enum, default_value_t = ChangeFormat::Text)]
    pub(crate) format: ChangeFormat,

    /// The file for the changes, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// A bound document, or one country or two.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE or COUNTRY")]
    pub(crate) what: Vec<String>,

    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) from: Date,

    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) to: Date,

    /// The days are those by whose ends this store had recorded what it knows.
    #[arg(long)]
    pub(crate) recorded: bool,

    /// The language of the sheet: en, es or fr.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub(crate) lang: String,

    #[arg(long, value_enum, default_value_t = ChangeFormat::Text)]
    pub(crate) format: ChangeFormat,

    /// The file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct WatchArgs {
    pub(crate) folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct VendorArgs {
    /// A bound document.
    pub(crate) file: PathBuf,

    /// The cited rows alone, of every release.
    #[arg(long)]
    pub(crate) rows: bool,

    /// The publishers' files also where they are large. Those whose terms forbid
    /// handing them on are left out all the same.
    #[arg(long, conflicts_with = "rows")]
    pub(crate) snapshots: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// A bound document, whose figures are derived again; without it the store is
    /// rehashed.
    pub(crate) file: Option<PathBuf>,

    /// Remove what interrupted imports left behind in the store.
    #[arg(long, conflicts_with = "file")]
    pub(crate) prune: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangeFormat {
    /// For people.
    Text,
    Json,
    /// A page with the changed words marked.
    Html,
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs) if (1..=1024).contains(&jobs) => Ok(jobs),
        _ => Err("it is a number from 1 to 1024".to_owned()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people.
    Terminal,
    /// All that is known of each number, statement and finding.
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// The texts as a page, with their verdicts beside them.
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RulesArgs {
    /// The rule, by its name.
    pub(crate) rule: Option<String>,

    /// The list as text, or all rules in full as Markdown.
    #[arg(long, value_enum, default_value_t = RulesFormat::Text, conflicts_with = "rule")]
    pub(crate) format: RulesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    Text,
    Md,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ImportArgs {
    /// The source that the files are of; `attache sources` lists them.
    pub(crate) source: String,

    /// Files as the publisher offers them, or folders.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// The day the publisher published the files, where they do not tell.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) released: Option<Date>,

    /// List all that was not turned into data, not only its kinds.
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PullArgs {
    /// The sources to fetch; without any, all that can be fetched but for those
    /// that are large or cost a quota.
    pub(crate) sources: Vec<String>,

    /// An option of the source, as year=2022; `attache sources NAME` lists them.
    #[arg(long = "with", value_name = "NAME=VALUE", value_parser = option)]
    pub(crate) options: Vec<(String, String)>,

    /// Ask though nothing new is due, and take an answer that has lost more than
    /// a tenth of its rows.
    #[arg(long)]
    pub(crate) force: bool,

    /// The day the publishers published it, for answers that do not tell.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) released: Option<Date>,
}

fn option(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.trim().to_owned())),
        _ => Err("write it as NAME=VALUE, as year=2022".to_owned()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rows {
    Observations,
    Events,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    #[arg(value_enum)]
    pub(crate) rows: Rows,

    /// Only the releases of this source.
    #[arg(long)]
    pub(crate) source: Option<String>,

    /// The file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[cfg(feature = "sql")]
#[derive(Debug, clap::Args)]
pub(crate) struct QueryArgs {
    /// A query over the tables `observations` and `events`.
    pub(crate) sql: String,

    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,

    /// The file to write, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[cfg(feature = "sql")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Table,
    Csv,
    Json,
    Parquet,
}
