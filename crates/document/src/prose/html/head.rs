use attache_model::Date;

use super::super::About;
use super::super::about::{day_of, tag_of};
use super::tag::Tag;

/// What a page says of itself, as it is found. What is said better, or first, counts.
#[derive(Debug, Default)]
pub(super) struct Head {
    title: Ranked<String>,
    dated: Ranked<Date>,
    language: Ranked<String>,
    author: Ranked<String>,
    url: Ranked<String>,
}

/// A value with its rank; 0 is the best.
#[derive(Debug)]
struct Ranked<T>(Option<(u8, T)>);

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Ranked<T> {
    fn offer(&mut self, rank: u8, value: Option<T>) {
        if let Some(value) = value.filter(|_| self.0.as_ref().is_none_or(|(own, _)| rank < *own)) {
            self.0 = Some((rank, value));
        }
    }

    fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
}

impl Head {
    pub(super) fn title(&mut self, text: &str) {
        self.title.offer(0, clean(text));
    }

    /// The first heading, where no title is given.
    pub(super) fn heading(&mut self, text: &str) {
        self.title.offer(2, clean(text));
    }

    pub(super) fn tag(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "html" => self
                .language
                .offer(0, tag.get("lang").or_else(|| tag.get("xml:lang")).and_then(clean).map(|tag| tag_of(&tag))),
            "link" if tag.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.url.offer(0, tag.get("href").and_then(clean));
            }
            "time" => {
                let rank = match tag.get("itemprop") {
                    Some("datePublished") => 0,
                    _ if tag.get("pubdate").is_some() => 1,
                    _ => return,
                };
                self.dated.offer(rank, tag.get("datetime").and_then(day_of));
            }
            "meta" => self.meta(tag),
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let name = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|name| tag.get(name));
        let (Some(name), Some(content)) = (name, tag.get("content").and_then(clean)) else { return };
        match name.trim().to_ascii_lowercase().as_str() {
            "article:published_time"
            | "datepublished"
            | "citation_publication_date"
            | "parsely-pub-date"
            | "dcterms.issued"
            | "dc.date.issued" => self.dated.offer(0, day_of(&content)),
            "date" | "dc.date" | "dcterms.date" | "dcterms.created" | "pubdate" | "publish_date" | "publish-date" => {
                self.dated.offer(1, day_of(&content));
            }
            "article:modified_time" | "og:updated_time" | "last-modified" | "datemodified" | "dcterms.modified" => {
                self.dated.offer(2, day_of(&content));
            }
            "og:title" => self.title.offer(1, Some(content)),
            "author" | "dc.creator" | "dcterms.creator" => self.author.offer(0, Some(content)),
            // Often the address of a page about the author.
            "article:author" if !content.starts_with("http") => self.author.offer(0, Some(content)),
            "og:site_name" | "dcterms.publisher" => self.author.offer(1, Some(content)),
            "og:url" => self.url.offer(1, Some(content)),
            "content-language" | "dc.language" | "dcterms.language" | "og:locale" => {
                self.language.offer(1, Some(tag_of(&content)))
            }
            _ => {}
        }
    }

    /// A script of linked data: its days are found without reading it as JSON.
    pub(super) fn linked_data(&mut self, text: &str) {
        for (rank, name) in [(0, "\"datePublished\""), (2, "\"dateModified\"")] {
            let value = text.split_once(name).and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
            let day = value.and_then(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
            self.dated.offer(rank, day.and_then(day_of));
        }
    }

    pub(super) fn about(self) -> About {
        About {
            title: self.title.take(),
            dated: self.dated.take(),
            language: self.language.take(),
            author: self.author.take(),
            url: self.url.take(),
            ..About::default()
        }
    }
}

/// With single spaces, unless nothing is left.
fn clean(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
