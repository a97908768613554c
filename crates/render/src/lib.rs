//! Written documents as HTML, Markdown and JSON; checked ones as [`check`] has
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

mod chart;
pub mod check;
mod html;
mod json;
mod labels;
pub mod living;
mod markdown;
mod marks;
pub mod rules;
mod wrap;

pub use attache_document::written::Written;
pub use html::html;
pub use json::{json, write_json};
pub use markdown::markdown;

/// An address that may become a link: `http` or `https`, and nothing in it
/// that could end an attribute or an autolink.
fn is_link(url: &str) -> bool {
    let scheme =
        ["http://", "https://"].into_iter().find(|s| url.get(..s.len()).is_some_and(|u| u.eq_ignore_ascii_case(s)));
    scheme.is_some_and(|s| url.len() > s.len())
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"`\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::is_link;

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
