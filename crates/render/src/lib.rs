//! Written documents as HTML, Markdown and JSON, or [`beside`] an author's own text; checked ones as [`check`] has
//! them, and the rules of checking as [`rules`].
//!
//! A renderer adds nothing to what a [`Written`] says: it states no figure of
//! its own, rounds nothing and leaves out no source. Each is a pure function,
//! so that the same document is the same bytes.
//!
//! # Marks
//! A mark stands after the words that it backs, in brackets, since a bare
//! raised digit beside a figure is read as a part of it. [`html`] and
//! [`markdown`] place marks by the same three rules:
//!
//! 1. Several citations of one source behind one statement are one mark.
//! 2. Where neighbouring statements of one paragraph, list item or cell have
//!    identical citations, the mark stands once, after the last of them.
//! 3. Where all statements of a table rest on the same sources, the mark stands
//!    on its caption; else in every cell.
//!
//! What is known to be wrong with figures is told once, in a list of its own
//! whose entries have letters; a mark has the letters of those that are on what
//! it backs. A table that is marked on its caption has there the letters of what
//! is on more than half of its rows; others stand at the head of their row.

mod beside;
mod chart;
pub mod check;
#[cfg(feature = "csl")]
pub mod csl;
mod docx;
mod html;
mod json;
mod labels;
mod linked;
pub mod living;
mod markdown;
mod marks;
mod options;
mod provenance;
pub mod rules;
mod wrap;

pub use attache_document::written::Written;
pub use beside::{Marked, beside};
pub use docx::docx;
pub use html::{html, html_with};
pub use json::{json, json_with, write_json};
pub use markdown::{edited, markdown, markdown_with};
pub use options::{Citations, Options, References};
pub use provenance::provenance;

/// An address that may become a link: `http` or `https`, and nothing in it
/// that could end an attribute or an autolink.
fn is_link(url: &str) -> bool {
    let scheme =
        ["http://", "https://"].into_iter().find(|s| url.get(..s.len()).is_some_and(|u| u.eq_ignore_ascii_case(s)));
    scheme.is_some_and(|s| url.len() > s.len())
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"`\\".contains(c))
}

/// An address to which an author's link may lead in a page: of the web, of mail,
/// a place in the page, or one beside it.
fn is_href(url: &str) -> bool {
    let is_plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"`\\".contains(c));
    let is_mail = url.get(..7).is_some_and(|u| u.eq_ignore_ascii_case("mailto:"));
    is_link(url) || (is_plain && (is_mail || url.starts_with('#') || is_beside(url)))
}

/// An address from which an author's image may come.
fn is_src(url: &str) -> bool {
    is_link(url) || is_beside(url)
}

/// An address without a scheme or host: `other.md`, `img/map.png`, `../a?b`.
fn is_beside(url: &str) -> bool {
    let is_plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"`\\".contains(c));
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    is_plain && !url.is_empty() && !url.starts_with("//") && !first.contains(':')
}

#[cfg(test)]
mod tests {
    use super::{is_href, is_link, is_src};

    #[test]
    fn no_link_does_anything() {
        for url in ["https://a.b/c", "mailto:a@b.c", "#there", "other.md", "../a/b.png?c#d"] {
            assert!(is_href(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "JAVASCRIPT:x",
            "data:text/html,x",
            "//a.b",
            "vbscript:x",
            "",
            "a b",
            "\\a",
            "java\nscript:x",
            "file:///etc",
        ] {
            assert!(!is_href(url) && !is_src(url), "{url}");
        }
        assert!(is_src("map.png") && !is_src("mailto:a@b.c"));
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(is_link("https://www.census.gov/foreign-trade/balance/c3350.html"));
        assert!(is_link("HTTP://example.org"));
        for url in [
            "",
            "https://",
            "javascript:alert(1)",
            " https://a.b",
            "https://a.b/\"onclick=",
            "data:text/html,x",
            "//a.b",
            "https://a b",
        ] {
            assert!(!is_link(url), "{url}");
        }
    }
}
