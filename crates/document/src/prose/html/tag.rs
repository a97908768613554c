use super::super::BlockKind;
use super::open::{Element, Region};

/// A start tag, with the attributes that count here.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

const ATTRIBUTES: [&str; 19] = [
    "class",
    "colspan",
    "content",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "rowspan",
    "style",
    "type",
    "xml:lang",
];

/// Elements that are no part of a line of text.
const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements whose text is no prose: what surrounds it, what is withdrawn, and what
/// a reader works with.
const SKIPPED: [&str; 27] = [
    "aside", "audio", "button", "canvas", "datalist", "del", "dialog", "footer", "iframe", "math", "nav", "noembed",
    "noframes", "noscript", "object", "optgroup", "option", "rp", "s", "script", "select", "strike", "style", "svg",
    "template", "textarea", "title",
];

const SKIPPED_ROLES: [&str; 12] = [
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "doc-noteref",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
];

/// Elements that have no end.
const EMPTY: [&str; 15] = [
    "area", "base", "basefont", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || matches!(name, "tfoot" | "thead")
}

/// Whether the end of such an element ends the blocks that are open in it.
pub(super) fn ends_blocks(name: &str) -> bool {
    is_block(name) || SKIPPED.contains(&name) && !matches!(name, "del" | "s" | "strike")
}

impl Tag {
    pub(super) fn new(name: String) -> Self {
        Self { name, attributes: Vec::new() }
    }

    pub(super) fn attribute(&mut self, name: &[u8]) {
        let known = ATTRIBUTES.into_iter().find(|known| known.as_bytes() == name);
        // The name of one that does not count takes its value away.
        self.attributes.push((known.unwrap_or_default().to_owned(), String::new()));
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        if let Some((name, last)) = self.attributes.last_mut().filter(|(name, _)| !name.is_empty()) {
            debug_assert!(ATTRIBUTES.contains(&name.as_str()));
            *last = String::from_utf8_lossy(value).into_owned();
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn is_empty(&self) -> bool {
        EMPTY.contains(&self.name.as_str())
    }

    /// How many columns or rows a cell has.
    pub(super) fn span(&self, name: &str) -> u32 {
        self.get(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
    }

    /// What counts within the element, given what counts around it.
    pub(super) fn element(&self, around: Element) -> Element {
        let name = self.name.as_str();
        let role = self.get("role").unwrap_or_default();
        let region = match name {
            "main" => Region::Main,
            "article" => Region::Article.max(around.region),
            _ if role == "main" => Region::Main,
            _ => around.region,
        };
        let freed = region == Region::Main && around.region != Region::Main && around.skipped_softly;
        let is_softly = around.skipped_softly && !freed;
        let skipped = around.skipped || self.is_skipped(region);
        let skipped_softly = is_softly || name == "form" && region != Region::Main;
        Element { skipped, skipped_softly, region, kind: self.kind(around.kind) }
    }

    fn is_skipped(&self, region: Region) -> bool {
        let name = self.name.as_str();
        let role = self.get("role").unwrap_or_default();
        SKIPPED.contains(&name)
            || SKIPPED_ROLES.contains(&role)
            // Within the text a header has its title.
            || name == "header" && region == Region::Page
            || self.get("hidden").is_some_and(|value| value != "until-found")
            || self.get("style").is_some_and(hides)
            || self.asks_for_cookies()
            || name == "sup" && self.get("class").is_some_and(|class| class.contains("reference"))
    }

    fn asks_for_cookies(&self) -> bool {
        ["id", "class"].into_iter().filter_map(|name| self.get(name)).any(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("cookie")
                && ["banner", "consent", "notice", "bar", "popup"].iter().any(|it| value.contains(it))
        })
    }

    fn kind(&self, around: Option<BlockKind>) -> Option<BlockKind> {
        let is_notes = ["doc-footnote", "doc-endnote", "doc-endnotes"].contains(&self.get("role").unwrap_or_default())
            || is_block(&self.name) && self.get("class").is_some_and(|class| class.contains("footnote"));
        match self.name.as_bytes() {
            _ if is_notes => Some(BlockKind::Note),
            [b'h', level @ b'1'..=b'6'] => Some(BlockKind::Heading(level - b'0')),
            b"li" | b"dt" | b"dd" if around != Some(BlockKind::Note) => Some(BlockKind::Item),
            b"figcaption" | b"caption" => Some(BlockKind::Note),
            b"table" | b"article" | b"main" => None,
            _ => around,
        }
    }
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}
