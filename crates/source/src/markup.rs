//! Lists in web pages, for the publishers that offer a list as a page alone.
//!
//! No document is built: tags are passed over from first to last, so that a page
//! that closes nothing reads as far as it goes, in linear time.

/// An item of a list, a row of a table, or a heading.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// A heading, `h1` to `h6`.
    pub(crate) heading: bool,
    /// The text, whitespace folded.
    pub(crate) text: String,
    /// The text of the first link.
    pub(crate) link: String,
    /// The line on which it begins, the first being 1.
    pub(crate) line: usize,
}

/// The headings, items (`li`) and rows (`tr`) of a page, in order. An item ends
/// where it is closed or the next one begins.
pub(crate) fn items(page: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open: Option<Open> = None;
    let mut line = 1;
    let mut rest = page;
    while !rest.is_empty() {
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if let Some(open) = &mut open {
            open.add(text);
        }
        line += text.matches('\n').count();
        let Some((tag, after)) = tag(after) else { break };
        let name = tag_name(tag);
        match name.trim_start_matches('/') {
            block @ ("li" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                items.extend(open.take().and_then(Open::close));
                if !name.starts_with('/') {
                    let item = Item { heading: block.starts_with('h'), line, ..Item::default() };
                    open = Some(Open { item, in_link: false, has_link: false });
                }
            }
            "a" => {
                if let Some(open) = &mut open {
                    open.link(!name.starts_with('/'));
                }
            }
            "td" | "th" | "br" | "p" | "div" => {
                if let Some(open) = &mut open {
                    open.add(" ");
                }
            }
            _ => {}
        }
        line += tag.matches('\n').count();
        // What a script or style holds is no text.
        rest = match name.as_str() {
            "script" | "style" => after.find("</").map_or("", |end| &after[end..]),
            _ => after,
        };
        line += after[..after.len() - rest.len()].matches('\n').count();
    }
    items.extend(open.and_then(Open::close));
    items
}

/// The tag or comment that the text begins with, and what follows it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let end =
        if text.starts_with("<!--") { text.find("-->").map(|at| at + 3) } else { text.find('>').map(|at| at + 1) };
    end.map(|end| text.split_at(end))
}

/// `<LI class="x">` is `li`, `</a>` is `/a`.
fn tag_name(tag: &str) -> String {
    let inner = tag.trim_start_matches('<');
    let end = inner.char_indices().find(|(at, c)| !(c.is_ascii_alphanumeric() || (*at == 0 && *c == '/')));
    inner[..end.map_or(inner.len(), |(at, _)| at)].to_ascii_lowercase()
}

struct Open {
    item: Item,
    in_link: bool,
    has_link: bool,
}

impl Open {
    fn link(&mut self, opens: bool) {
        self.in_link = opens && !self.has_link;
        self.has_link |= !opens && !self.item.link.trim().is_empty();
    }

    fn add(&mut self, text: &str) {
        self.item.text.push_str(text);
        if self.in_link {
            self.item.link.push_str(text);
        }
    }

    fn close(mut self) -> Option<Item> {
        self.item.text = plain(&self.item.text);
        self.item.link = plain(&self.item.link);
        (!self.item.text.is_empty()).then_some(self.item)
    }
}

/// Character references resolved, whitespace folded.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((character, end)) => {
                plain.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        return hexadecimal.unwrap_or_else(|| number.parse()).ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" => '\'',
        "nbsp" => ' ',
        "mdash" => '—',
        "ndash" => '–',
        "ocirc" => 'ô',
        "uuml" => 'ü',
        "ccedil" => 'ç',
        "eacute" => 'é',
        "atilde" => 'ã',
        "iacute" => 'í',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: &str) -> Vec<String> {
        items(page)
            .into_iter()
            .map(|i| format!("{}{}|{}|{}", if i.heading { "#" } else { "" }, i.line, i.link, i.text))
            .collect()
    }

    #[test]
    fn items_are_read_with_their_first_link() {
        let page = "<h2>Members</h2>\n<ul><li class='x'><a\n href='t'>C&ocirc;te d&#8217;Ivoire</a> &nbsp; 1&#160;January <a>1995</a>\
                    <li>none<li><img><a name=x></a><a>Peru</a></ul><table><tr><td>a<td>b</tr></table><script>if (a<b) '<li>x'</script>";
        assert_eq!(
            told(page),
            ["#1||Members", "2|Côte d’Ivoire|Côte d’Ivoire 1 January 1995", "3||none", "3|Peru|Peru", "3||a b"]
        );
    }

    #[test]
    fn what_is_damaged_reads_as_far_as_it_goes() {
        assert_eq!(told("<li>a &amp &#x110000; &é; <"), ["1||a &amp &#x110000; &é;"]);
        assert_eq!(told("<li>a<!-- <li>b"), ["1||a"]);
        assert_eq!(told("<li>a<script>x"), ["1||a"]);
        assert_eq!(told(""), [""; 0]);
    }
}
