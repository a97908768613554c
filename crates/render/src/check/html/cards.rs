//! What stands beside a block: its findings, and its statements with their
//! evidence.

use attache_check::{Evidence, Finding, Fix, Judged, Severity};
use attache_model::Language;

use super::{marked::ByBlock, rows::Beside, sign};
use crate::{
    check::{CheckedFile, count, evidence, place::Places},
    html::markup::Markup,
    labels::labels,
};

pub(super) struct Cards<'a> {
    /// Of the file.
    pub number: usize,
    pub file: &'a CheckedFile<'a>,
    pub places: Places<'a>,
    pub by_block: ByBlock,
}

impl<'a> Cards<'a> {
    pub(super) fn new(number: usize, file: &'a CheckedFile<'a>) -> Self {
        let places = Places::new(file.prose);
        let by_block = ByBlock::new(file.report, &places);
        Self { number, file, places, by_block }
    }

    /// Those that are told, with their places in the report.
    pub(super) fn findings(&self) -> impl Iterator<Item = (usize, &'a Finding)> + use<'a> {
        self.file.report.findings.iter().enumerate().filter(|(_, finding)| finding.severity != Severity::Off)
    }

    pub(super) fn findings_of(&self, out: &mut Markup, beside: &Beside) {
        for at in &beside.findings {
            let finding = &self.file.report.findings[*at];
            out.raw("<article class=\"finding ").raw(finding.severity.name()).raw("\"");
            out.attribute("id", &format!("finding-{}-{}", self.number, at + 1))
                .raw(">\n<p class=\"head\"><span class=\"number ");
            out.raw(finding.severity.name()).raw("\">").text(&(at + 1).to_string()).raw("</span> ");
            self.finding(out, finding);
            out.raw("</article>\n");
        }
    }

    fn finding(&self, out: &mut Markup, finding: &Finding) {
        out.raw("<b>").text(finding.severity.name()).raw("</b> <span class=\"rule\"");
        out.attribute("title", finding.rule.documentation().what).raw(">").text(finding.rule.name());
        out.raw("</span> <span class=\"place\">").text(&self.places.label(finding.place.start)).raw("</span></p>\n");
        out.raw("<p class=\"message\">").text(&finding.message).raw("</p>\n");
        for (place, label) in &finding.others {
            let words = self.file.prose.source.get(place.clone()).unwrap_or_default();
            out.raw("<p class=\"other\">").text(&self.places.label(place.start)).raw(" “").text(words).raw("”");
            if !label.is_empty() {
                out.raw(": ").text(label);
            }
            out.raw("</p>\n");
        }
        for note in &finding.notes {
            out.raw("<p>").text(note).raw("</p>\n");
        }
        if let Some(help) = &finding.help {
            out.raw("<p class=\"help\">").text(help).raw("</p>\n");
        }
        if let Some(fix) = &finding.fix {
            self.fix(out, fix);
        }
        finding.evidence.iter().for_each(|one| shown(out, one));
    }

    fn fix(&self, out: &mut Markup, fix: &Fix) {
        out.raw("<p class=\"fix\">");
        for (place, new) in &fix.edits {
            let old = self.file.prose.source.get(place.clone()).unwrap_or_default();
            if !old.is_empty() {
                out.raw("<del>").text(old).raw("</del> ");
            }
            if !new.is_empty() {
                out.raw("<ins>").text(new).raw("</ins> ");
            }
        }
        if !fix.is_safe {
            out.raw("<span>look at the words around it</span>");
        }
        out.raw("</p>\n");
    }

    pub(super) fn statements_of(&self, out: &mut Markup, beside: &Beside) {
        if beside.statements.is_empty() {
            return;
        }
        out.raw("<details><summary>").text(&count(beside.statements.len(), "statement")).raw("</summary>\n<ul>\n");
        for at in &beside.statements {
            out.raw("<li").attribute("id", &format!("statement-{}-{}", self.number, at + 1)).raw(">\n");
            statement(out, &self.file.report.statements[*at]);
            out.raw("</li>\n");
        }
        out.raw("</ul></details>\n");
    }

    pub(super) fn suppressed(&self, out: &mut Markup) {
        let suppressed = &self.file.report.suppressed;
        if suppressed.is_empty() {
            return;
        }
        out.raw("<details class=\"suppressed\"><summary>").text(&count(suppressed.len(), "finding"));
        out.raw(" suppressed</summary>\n");
        for (finding, reason) in suppressed {
            out.raw("<article class=\"finding\">\n<p class=\"head\">");
            self.finding(out, finding);
            out.raw("<p>Suppressed: ").text(reason).raw("</p>\n</article>\n");
        }
        out.raw("</details>\n");
    }
}

fn statement(out: &mut Markup, judged: &Judged) {
    let (class, sign) = sign(judged.verdict);
    out.raw("<p class=\"verdict ").raw(class).raw("\"><span aria-hidden=\"true\">").raw(sign).raw("</span> ");
    out.text(&judged.verdict.to_string()).raw("</p>\n<p class=\"quote\">“").text(&judged.text).raw("”</p>\n");
    if !judged.because.is_empty() {
        out.raw("<p>").text(&judged.because).raw("</p>\n");
    }
    judged.evidence.iter().for_each(|one| shown(out, one));
}

/// The fact, whose it is, where its file was, and how its way is walked.
fn shown(out: &mut Markup, evidence: &Evidence) {
    let Evidence { expression, sentence, publisher, title, release, published, url, hash } = evidence;
    out.raw("<div class=\"evidence\">\n<p class=\"sentence\">").text(sentence).raw("</p>\n<p>").text(publisher);
    out.raw(", <cite>").link(url, title).raw("</cite>, published ").text(&labels(Language::English).date(*published));
    out.raw(" <code").attribute("title", &format!("{release}, SHA-256 {hash}")).raw(">");
    out.text(hash.get(..12).unwrap_or(hash)).raw("</code></p>\n<p><code>attache explain ");
    out.text(&evidence::quoted(expression)).raw("</code></p>\n</div>\n");
}
