//! All that a check answers, as JSON.
//!
//! The shape is stable: within one `schema`, members are only added.
//!
//! ```json
//! { "schema": "attache-check/1", "files": [FILE…], "account": ACCOUNT }
//! ```
//!
//! | | members |
//! |---|---|
//! | FILE | `path`, `format`, `context`, `account`, `statements`: [STATEMENT], `numbers`: [NUMBER], `findings`: [FINDING], `suppressed`: [{`reason`, `finding`}] |
//! | `context` | `about`: {`areas`, `by`}, `author`: {`area`, `by`}, `dated`: {`date`, `by`}, `language`: {`tag`, `by`}; `by` is `request`, `metadata`, `text` or `nothing`; what is not known is `null` |
//! | ACCOUNT | `numbers`, `supported`, `contradicted`, `outdated`, `disputed`, `not_checkable`, `no_statement`: how many; the last two as {`total`, `why`: {name: how many}} |
//! | STATEMENT | `place`, `text`, `kind` (of fact, or `null`), `verdict`, `why` (`null` unless the verdict is `not-checkable`), `because`, `composed`, `evidence`: [EVIDENCE] |
//! | NUMBER | `place`, `text`, `statement` (its place among `statements`) and `exempt`, of which one is `null` |
//! | FINDING | `rule`, `severity`, `place`, `message`, `label`, `others`: [{`place`, `label`}], `notes`, `help`, `evidence`, `fix`: {`safe`, `edits`: [{`place`, `text`}]} or `null`, `statement` |
//! | EVIDENCE | `expression`, `sentence`, `publisher`, `title`, `release`, `published`, `url`, `sha256` |
//! | `place` | `start`, `end`: bytes of the source's UTF-8; `line`, `column`, `end_line`, `end_column` from 1, in characters, or, where the format has no lines, `paragraph` |
//!
//! `verdict` is `supported`, `contradicted`, `outdated`, `disputed` or
//! `not-checkable`; `why` is `no-data`, `ambiguous`, `vague`, `forecast`,
//! `opinion`, `part-of-total`, `own-source`, `outside-scope` or
//! `not-understood`; `exempt` is `date`, `numbering`, `contact`, `name`,
//! `citation` or `heading`.

use std::ops::Range;

use attache_check::{
    Account, By, Context, Evidence, Exempt, Finding, Fix, Judged, Number, Report, Tally, Unchecked, Verdict,
};

use super::{CheckedFile, format_name, has_lines, place::Places, tally};
use crate::json::{Writer, written};

/// The files as JSON, in the shape that this module documents.
pub fn json(files: &[CheckedFile<'_>]) -> String {
    written(|w| {
        w.text("schema", "attache-check/1");
        w.array("files", files, file);
        account(w, &tally(files));
    })
}

/// What writes the parts of one file.
struct Parts<'a> {
    places: Places<'a>,
    has_lines: bool,
}

fn file(w: &mut Writer<'_>, file: &CheckedFile<'_>) {
    let parts = Parts { places: Places::new(file.prose), has_lines: has_lines(file.prose) };
    let Report { context, statements, numbers, findings, suppressed } = file.report;
    w.object(|w| {
        w.text("path", file.path);
        w.text("format", format_name(file.prose.format));
        self::context(w, context);
        account(w, &file.report.tally());
        w.array("statements", statements, |w, statement| parts.statement(w, statement));
        w.array("numbers", numbers, |w, number| parts.number(w, number));
        w.array("findings", findings, |w, finding| parts.finding(w, finding));
        w.array("suppressed", suppressed, |w, (finding, reason)| {
            w.object(|w| {
                w.text("reason", reason);
                w.member("finding");
                parts.finding(w, finding);
            });
        });
    });
}

fn context(w: &mut Writer<'_>, context: &Context) {
    let Context { about, author, dated, language } = context;
    w.member("context");
    w.object(|w| {
        w.member("about");
        w.object(|w| {
            w.array("areas", &about.it, |w, area| w.string(area.code()));
            w.text("by", by(about.by));
        });
        w.member("author");
        w.object(|w| {
            optional(w, "area", author.it.map(|area| area.code()));
            w.text("by", by(author.by));
        });
        w.member("dated");
        w.object(|w| {
            optional(w, "date", dated.it.map(|date| date.to_string()).as_deref());
            w.text("by", by(dated.by));
        });
        w.member("language");
        w.object(|w| {
            w.text("tag", language.it.tag());
            w.text("by", by(language.by));
        });
    });
}

fn account(w: &mut Writer<'_>, tally: &Tally) {
    w.member("account");
    w.object(|w| {
        w.plain("numbers", &tally.numbers);
        w.plain("supported", &tally.supported);
        w.plain("contradicted", &tally.contradicted);
        w.plain("outdated", &tally.outdated);
        w.plain("disputed", &tally.disputed);
        w.member("not_checkable");
        w.object(|w| {
            w.plain("total", &tally.not_checkable());
            w.member("why");
            w.object(|w| tally.unchecked.iter().for_each(|(why, n)| w.plain(unchecked(*why), n)));
        });
        w.member("no_statement");
        w.object(|w| {
            w.plain("total", &tally.no_statement());
            w.member("why");
            w.object(|w| tally.exempt.iter().for_each(|(why, n)| w.plain(exempt(*why), n)));
        });
    });
}

impl Parts<'_> {
    fn place(&self, w: &mut Writer<'_>, place: &Range<usize>) {
        w.member("place");
        w.object(|w| {
            w.plain("start", &place.start);
            w.plain("end", &place.end);
            if self.has_lines {
                let (from, to) = self.places.span(place);
                w.plain("line", &from.line);
                w.plain("column", &from.column);
                w.plain("end_line", &to.line);
                w.plain("end_column", &to.column);
            } else if let Some(paragraph) = self.places.paragraph(place.start) {
                w.plain("paragraph", &paragraph);
            }
        });
    }

    fn statement(&self, w: &mut Writer<'_>, statement: &Judged) {
        w.object(|w| {
            self.place(w, &statement.place);
            w.text("text", &statement.text);
            optional(w, "kind", statement.kind.map(|kind| kind.as_str()));
            w.text("verdict", verdict(statement.verdict));
            let why = match statement.verdict {
                Verdict::NotCheckable(why) => Some(unchecked(why)),
                _ => None,
            };
            optional(w, "why", why);
            w.text("because", &statement.because);
            w.plain("composed", &statement.is_composed);
            w.array("evidence", &statement.evidence, evidence);
        });
    }

    fn number(&self, w: &mut Writer<'_>, number: &Number) {
        let (statement, why) = match number.account {
            Account::Statement(at) => (Some(at), None),
            Account::Exempt(why) => (None, Some(exempt(why))),
        };
        w.object(|w| {
            self.place(w, &number.place);
            w.text("text", &number.text);
            numbered(w, "statement", statement);
            optional(w, "exempt", why);
        });
    }

    fn finding(&self, w: &mut Writer<'_>, finding: &Finding) {
        w.object(|w| {
            w.text("rule", finding.rule.name());
            w.text("severity", finding.severity.name());
            self.place(w, &finding.place);
            w.text("message", &finding.message);
            w.text("label", &finding.label);
            w.array("others", &finding.others, |w, (place, label)| {
                w.object(|w| {
                    self.place(w, place);
                    w.text("label", label);
                });
            });
            w.array("notes", &finding.notes, |w, note| w.string(note));
            optional(w, "help", finding.help.as_deref());
            w.array("evidence", &finding.evidence, evidence);
            w.member("fix");
            match &finding.fix {
                Some(fix) => self.fix(w, fix),
                None => w.value(&"null"),
            }
            numbered(w, "statement", finding.statement);
        });
    }

    fn fix(&self, w: &mut Writer<'_>, fix: &Fix) {
        w.object(|w| {
            w.plain("safe", &fix.is_safe);
            w.array("edits", &fix.edits, |w, (place, text)| {
                w.object(|w| {
                    self.place(w, place);
                    w.text("text", text);
                });
            });
        });
    }
}

pub(super) fn evidence(w: &mut Writer<'_>, evidence: &Evidence) {
    w.object(|w| {
        w.text("expression", &evidence.expression);
        w.text("sentence", &evidence.sentence);
        w.text("publisher", &evidence.publisher);
        w.text("title", &evidence.title);
        w.text("release", &evidence.release);
        w.shown("published", &evidence.published);
        w.text("url", &evidence.url);
        w.text("sha256", &evidence.hash);
    });
}

fn optional(w: &mut Writer<'_>, name: &'static str, text: Option<&str>) {
    match text {
        Some(text) => w.text(name, text),
        None => w.plain(name, &"null"),
    }
}

fn numbered(w: &mut Writer<'_>, name: &'static str, number: Option<usize>) {
    match number {
        Some(number) => w.plain(name, &number),
        None => w.plain(name, &"null"),
    }
}

fn by(by: By) -> &'static str {
    match by {
        By::Request => "request",
        By::Metadata => "metadata",
        By::Text => "text",
        By::Nothing => "nothing",
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Contradicted => "contradicted",
        Verdict::Outdated => "outdated",
        Verdict::Disputed => "disputed",
        Verdict::NotCheckable(_) => "not-checkable",
    }
}

fn unchecked(why: Unchecked) -> &'static str {
    match why {
        Unchecked::NoData => "no-data",
        Unchecked::Ambiguous => "ambiguous",
        Unchecked::Vague => "vague",
        Unchecked::Forecast => "forecast",
        Unchecked::Opinion => "opinion",
        Unchecked::PartOfTotal => "part-of-total",
        Unchecked::OwnSource => "own-source",
        Unchecked::OutsideScope => "outside-scope",
        Unchecked::NotUnderstood => "not-understood",
    }
}

fn exempt(why: Exempt) -> &'static str {
    match why {
        Exempt::Date => "date",
        Exempt::Numbering => "numbering",
        Exempt::Contact => "contact",
        Exempt::Name => "name",
        Exempt::Citation => "citation",
        Exempt::Heading => "heading",
    }
}
