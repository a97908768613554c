//! HTML text that only grows by escaped words and by markup of our own.

use std::fmt;

use crate::is_link;

/// The page so far. Words of the document go in by [`Markup::text`] and
/// [`Markup::attribute`], which escape; `raw` and `write!` take only what this
/// crate itself wrote.
#[derive(Default)]
pub(crate) struct Markup(String);

impl Markup {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    pub(crate) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Words between tags.
    pub(crate) fn text(&mut self, words: &str) -> &mut Self {
        let mut from = 0;
        for (at, c) in words.char_indices() {
            let escape = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' | '\n' => continue,
                // HTML has no form for other control characters.
                c if c.is_control() => "\u{fffd}",
                _ => continue,
            };
            self.0.push_str(&words[from..at]);
            self.0.push_str(escape);
            from = at + c.len_utf8();
        }
        self.0.push_str(&words[from..]);
        self
    }

    /// ` name="value"`.
    pub(crate) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// A link where the address may be one, else only its words.
    pub(crate) fn link(&mut self, url: &str, words: &str) -> &mut Self {
        if !is_link(url) {
            return self.text(words);
        }
        self.raw("<a").attribute("href", url).raw(">").text(words).raw("</a>")
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}

impl fmt::Write for Markup {
    fn write_str(&mut self, markup: &str) -> fmt::Result {
        self.0.push_str(markup);
        Ok(())
    }
}
