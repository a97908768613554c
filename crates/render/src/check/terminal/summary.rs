//! What stands after the findings: of each file what it is about and the account
//! of its numbers, on request each number.

use std::fmt::Write;

use annotate_snippets::normalize_untrusted_str;
use anstyle::{AnsiColor, Style};
use attache_check::{Account, Finding, Report, Severity, Verdict};
use unicode_width::UnicodeWidthStr;

use super::Options;
use crate::{
    check::{CheckedFile, context::context, count, evidence, place::Places, tally},
    wrap::wrap,
};

pub(super) fn write(out: &mut String, files: &[CheckedFile<'_>], options: Options) {
    for (at, file) in files.iter().enumerate() {
        if at > 0 && options.all {
            out.push('\n');
        }
        let head = format!("{}: {}", file.path, context(&file.report.context));
        line(out, "", &head, options, Some(file.path));
        line(out, "  ", &file.report.tally().to_string(), options, None);
        line(out, "  ", &findings([*file].iter()), options, None);
        if !file.report.is_checked() {
            line(out, "  ", "nothing in it could be checked", options, None);
        }
        if options.all {
            numbers(out, file, options);
            suppressed(out, file, options);
        }
    }
    if files.len() > 1 {
        out.push('\n');
        line(out, "", &count(files.len(), "file"), options, None);
        line(out, "  ", &tally(files).to_string(), options, None);
        line(out, "  ", &findings(files.iter()), options, None);
    }
}

/// Words that may take several lines, the later ones further in.
fn line(out: &mut String, indent: &str, words: &str, options: Options, strong: Option<&str>) {
    let words = normalize_untrusted_str(words);
    let room = options.width.saturating_sub(indent.len() + 2);
    for (at, mut line) in wrap(&words, room).into_iter().enumerate() {
        if let Some(rest) = strong.filter(|_| at == 0 && options.colour).and_then(|head| line.strip_prefix(head)) {
            let bold = Style::new().bold();
            line = format!("{bold}{}{bold:#}{rest}", strong.unwrap_or_default());
        }
        let further = if at > 0 { "  " } else { "" };
        let _ = writeln!(out, "{indent}{further}{line}");
    }
}

/// "3 findings: 2 errors, 1 warning; 1 suppressed"
fn findings<'a>(files: impl Iterator<Item = &'a CheckedFile<'a>> + Clone) -> String {
    let of =
        |severity| files.clone().flat_map(CheckedFile::findings).filter(|found| found.severity == severity).count();
    let counts = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning"), (of(Severity::Note), "note")];
    let total: usize = counts.iter().map(|(n, _)| n).sum();
    let mut words = if total == 0 { "no findings".to_owned() } else { count(total, "finding") };
    let parts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(*n, what)).collect();
    if !parts.is_empty() {
        let _ = write!(words, ": {}", parts.join(", "));
    }
    let suppressed: usize = files.map(|file| file.report.suppressed.len()).sum();
    if suppressed > 0 {
        let _ = write!(words, "; {suppressed} suppressed");
    }
    words
}

/// A line of the list of all numbers.
struct Row {
    start: usize,
    place: String,
    text: String,
    verdict: String,
    style: Style,
    because: String,
    figure: Option<String>,
}

/// Text that is longer is cut in the list.
const LONGEST: usize = 30;

fn numbers(out: &mut String, file: &CheckedFile<'_>, options: Options) {
    let rows = rows(file);
    let widest = |of: fn(&Row) -> &str| rows.iter().map(|row| of(row).width()).max().unwrap_or(0);
    let (places, texts) = (widest(|row| &row.place), widest(|row| &row.text));
    let verdicts = widest(|row| &row.verdict);
    for row in &rows {
        let Row { place, text, verdict, style, .. } = row;
        let style = if options.colour { *style } else { Style::new() };
        let pad = |words: &str, columns: usize| " ".repeat(columns.saturating_sub(words.width()));
        let mut head = format!("  {}{place}  {text}{}  ", pad(place, places), pad(text, texts));
        let _ = write!(head, "{style}{verdict}{style:#}{}  ", pad(verdict, verdicts));
        let column = 2 + places + 2 + texts + 2 + verdicts + 2;
        // Where too little room is left beside it, the rest goes under the text.
        let beside = column + 24 <= options.width;
        let column = if beside { column } else { 2 + places + 2 };
        let words = [Some(row.because.as_str()), row.figure.as_deref()].into_iter().flatten();
        let lines: Vec<String> = words
            .filter(|words| !words.is_empty())
            .flat_map(|words| wrap(&normalize_untrusted_str(words), options.width - column))
            .collect();
        let (first, under) = match lines.split_first() {
            Some((first, under)) if beside => (first.as_str(), under),
            _ => ("", lines.as_slice()),
        };
        let _ = writeln!(out, "{}", format!("{head}{first}").trim_end());
        for line in under {
            let _ = writeln!(out, "{}{line}", " ".repeat(column));
        }
    }
}

/// The numbers, and the statements that have none.
fn rows(file: &CheckedFile<'_>) -> Vec<Row> {
    let Report { statements, numbers, .. } = file.report;
    let places = Places::new(file.prose);
    let figure = |at: usize| {
        let statement = statements.get(at)?;
        let decisive = statement.evidence.first()?;
        // The reason most often says what the figure is.
        let is_said = statement.because.contains(&decisive.sentence);
        let sentence = if is_said { String::new() } else { format!("{} ", decisive.sentence) };
        Some(format!("{sentence}({})\n{}", evidence::publication(decisive), decisive.expression))
    };
    let mut shown = vec![false; statements.len()];
    let mut rows: Vec<Row> = Vec::new();
    for number in numbers {
        let (verdict, because) = evidence::account(file.report, number);
        let (statement, style) = match number.account {
            Account::Statement(at) => (Some(at), statements.get(at).map_or(Style::new(), |s| style(s.verdict))),
            Account::Exempt(_) => (None, Style::new().dimmed()),
        };
        let first = statement.filter(|at| shown.get(*at) == Some(&false));
        if let Some(at) = first {
            shown[at] = true;
        }
        rows.push(Row {
            start: number.place.start,
            place: places.label(number.place.start),
            text: shortened(&number.text),
            verdict,
            style,
            because,
            figure: first.and_then(figure),
        });
    }
    for (at, statement) in statements.iter().enumerate().filter(|(at, _)| !shown[*at]) {
        rows.push(Row {
            start: statement.place.start,
            place: places.label(statement.place.start),
            text: shortened(&statement.text),
            verdict: statement.verdict.to_string(),
            style: style(statement.verdict),
            because: statement.because.clone(),
            figure: figure(at),
        });
    }
    rows.sort_by_key(|row| row.start);
    rows
}

fn shortened(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = normalize_untrusted_str(&words);
    if words.width() <= LONGEST {
        return format!("\"{words}\"");
    }
    let short: String = words.chars().take(LONGEST - 1).collect();
    format!("\"{}…\"", short.trim_end())
}

fn style(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Supported => AnsiColor::Green,
        Verdict::Contradicted => AnsiColor::BrightRed,
        Verdict::Outdated | Verdict::Disputed => AnsiColor::Yellow,
        Verdict::NotCheckable(_) => return Style::new(),
    };
    colour.on_default()
}

fn suppressed(out: &mut String, file: &CheckedFile<'_>, options: Options) {
    let places = Places::new(file.prose);
    for (Finding { rule, place, message, .. }, reason) in &file.report.suppressed {
        let words = format!("{} {rule}, suppressed ({reason}): {message}", places.label(place.start));
        line(out, "  ", &words, options, None);
    }
}
