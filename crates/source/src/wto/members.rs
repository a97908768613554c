//! Members and observers of the WTO, with the days of their membership: the page
//! "Members and Observers" of its site, or its list as a table (xlsx, CSV).
//!
//! The WTO offers the list as a web page alone. On it each member is an item
//! `<li>` (or a row `<tr>`) that has a link with the member's name, then the day
//! of its membership in words, as `29 July 2016`; observers follow under a
//! heading that says so, without a day. As a table, it has a column `Member`,
//! `Members` or `Country` and one of the day. A membership is an event of the
//! organization `WTO` with the status `member` or `observer`.
//!
//! # Quirks
//! 1. Members are customs territories, not states alone: the European Union,
//!    Hong Kong, Macao, Chinese Taipei.
//! 2. A note may stand between name and day ("Netherlands — For the Kingdom in
//!    Europe and for the Netherlands Antilles"); the name is what the link says.
//! 3. The page's first members are dated 1 January 1995, when the WTO was
//!    founded; that they were parties to the GATT before, it does not say.
//!
//! What the page looks like is known from programs that read it, not from the
//! page itself; so nothing is relied upon but items, links and the word
//! "observer" in a heading. A page with less than 100 members is refused.

use attache_model::{
    Attribute, Code, Coverage, Date, Edition, Event, EventKind, Organization, Party, Period, Place, Role, Sink,
    Unparsed,
};

use super::{LICENCE, PUBLISHER, TERMS, area};
use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    date,
    file::clip,
    job::{Asked, BadOption, Job},
    markup,
    sheet::Sheet,
};

pub(crate) static WTO_MEMBERS: WtoMembers = WtoMembers;

pub(crate) struct WtoMembers;

static ABOUT: About = About {
    id: "wto-members",
    publisher: PUBLISHER,
    title: "Members and Observers",
    what: "Members of the WTO with the day of their membership, and observers.",
    files: "the page org6_e.htm as saved, or its list as xlsx or CSV",
    url: "https://www.wto.org/english/thewto_e/whatis_e/tif_e/org6_e.htm",
    homepage: "https://www.wto.org/english/thewto_e/whatis_e/tif_e/org6_e.htm",
    licence: LICENCE,
    terms: TERMS,
    restricted: true,
    citation: "World Trade Organization, Members and Observers",
    calendar: "with each accession",
    ..About::EMPTY
};

const STATEMENT: &str = "The WTO's page lists all its members.";
/// There were 112 when the WTO was founded.
const FEWEST: usize = 100;

impl Source for WtoMembers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of(ABOUT.url)])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let [member] = members.as_slice() else {
            return Err(ParseError::new(input.name, Place::default(), "is an archive; the page itself is expected"));
        };
        let file = File::of(input, member);
        let listed = if file.is_web_page() { of_page(&file)? } else { of_table(&file)? };
        let count = listed.iter().filter(|one| one.since.is_some()).count();
        if count == 0 || (file.is_web_page() && count < FEWEST) {
            return Err(file
                .error("", format!("lists {count} members with the day of their membership"))
                .hint("the page may be an error, or may have changed its form; save it as a table with the columns Member and Date"));
        }
        sink.edition(edition(count, &listed))?;
        for one in &listed {
            emit(one, sink)?;
        }
        Ok(())
    }
}

/// A member, or an observer.
struct Listed {
    name: String,
    since: Option<Date>,
    observer: bool,
    quote: String,
    place: Place,
}

fn edition(count: usize, listed: &[Listed]) -> Edition {
    let last = listed.iter().filter_map(|one| one.since).max();
    let coverage = Coverage {
        kind: EventKind::Membership,
        category: Code::from_static("WTO"),
        areas: None,
        from: None,
        until: None,
        statement: STATEMENT.to_owned(),
    };
    let last = last.map_or_else(String::new, |last| format!(", the last of {last}"));
    Edition { name: format!("list of {count} members{last}"), coverage: vec![coverage], ..Edition::default() }
}

fn emit(one: &Listed, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let mut unparsed = |reason, expected| {
        sink.unparsed(Unparsed { place: one.place.clone(), reason, text: one.name.clone(), expected });
    };
    if one.since.is_none() && !one.observer {
        unparsed("item without a day", true);
        return Ok(());
    }
    let Some(area) = area(&one.name) else {
        unparsed("unknown area", false);
        return Ok(());
    };
    let status = Code::from_static(if one.since.is_some() { "member" } else { "observer" });
    let mut event = Event::new(EventKind::Membership, status, vec![Party { role: Role::Member, area }]);
    event.organization = Organization::find("WTO");
    event.from = one.since.map(Period::Day);
    if area.code() == "TW" {
        let name = Code::from_static("as");
        event.attributes.push(Attribute { name, value: one.name.as_str().into() });
    }
    event.quote = one.quote.as_str().into();
    Ok(sink.event(event, one.place.clone())?)
}

fn of_page(file: &File<'_>) -> Result<Vec<Listed>, ParseError> {
    let text = String::from_utf8_lossy(file.bytes);
    let mut observer = false;
    let mut listed = Vec::new();
    for item in markup::items(&text) {
        if item.heading {
            observer |= item.text.to_lowercase().contains("observer");
            continue;
        }
        if item.link.is_empty() {
            continue;
        }
        // Quirk 2: the day is what stands last.
        let rest = item.text.strip_prefix(item.link.as_str()).unwrap_or(&item.text);
        let since = last_day(rest);
        if since.is_none() && !observer {
            continue;
        }
        let place = file.place(format!("line {}", item.line));
        listed.push(Listed { name: item.link, since, observer, quote: clip(&item.text, 200), place });
    }
    Ok(listed)
}

/// The day that a text ends with.
fn last_day(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [.., day, month, year] = words.as_slice() else { return None };
    match date::written(&format!("{day} {month} {year}")) {
        Some(Period::Day(day)) => Some(day),
        _ => None,
    }
}

fn of_table(file: &File<'_>) -> Result<Vec<Listed>, ParseError> {
    const NAMES: &[&str] = &["Member", "Members", "Member or observer", "Country", "Name"];
    const DAYS: &[&str] =
        &["Date of membership", "Membership date", "Date of accession", "Accession date", "Member since", "Date"];
    let sheets = Sheet::tables(file)?;
    let is_header = |sheet: &&Sheet| sheet.rows().take(20).any(|row| row.find(NAMES).is_some());
    let sheet = sheets.iter().find(is_header).or(sheets.first()).ok_or_else(|| file.error("", "has no rows"))?;
    let mut rows = sheet.rows().skip_while(|row| row.find(NAMES).is_none());
    let Some(header) = rows.next() else {
        let first = sheet.rows().next().ok_or_else(|| file.error("", "has no rows"))?;
        return Err(first.column_of(file, NAMES).err().unwrap_or_else(|| file.error("", "has no header")));
    };
    let (name, day) = (header.column_of(file, NAMES)?, header.column_of(file, DAYS)?);
    let status = header.find(&["Status"]);
    let mut listed = Vec::new();
    for row in rows {
        let since = match row.get(day).map(date::of_cell) {
            None => None,
            Some(Some(Period::Day(day))) => Some(day),
            Some(_) if row.text(day).is_empty() && row.number(day).is_none() => None,
            Some(_) => return Err(file.error(row.pointer(day), format!("is no day: {:?}", row.get(day)))),
        };
        let observer = status.is_some_and(|column| row.text(column).to_lowercase().contains("observer"));
        let text = row.text(name);
        let quote = since.map_or_else(|| text.to_owned(), |since| format!("{text}; {since}"));
        let place = file.place(row.pointer(name));
        listed.push(Listed { name: text.to_owned(), since, observer: observer || since.is_none(), quote, place });
    }
    listed.retain(|one| !one.name.is_empty());
    Ok(listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{codes, parse};

    /// A page of as many members as are wanted, then an observer.
    fn page(members: usize) -> String {
        let mut text = String::from(
            "<!DOCTYPE html><html><body><ul><li><a href=\"/\">Home</a></li></ul><h3>164 members</h3><ul>\n",
        );
        text.push_str("<li><a id=\"NLD\" href=\"n.htm\">Netherlands</a> &mdash; For the Kingdom in Europe and for the\n Netherlands Antilles&nbsp; 1 January 1995</li>\n");
        text.push_str("<li><a id=\"CHT\" href=\"t.htm\">Chinese Taipei</a> 1 January 2002</li>\n");
        text.push_str("<li><a>Atlantis</a> 1 January 2002</li>\n");
        (3..members).for_each(|_| text.push_str("<li><a href=\"p.htm\">Peru</a> 1 January 1995</li>\n"));
        text + "</ul><h3>Observer governments</h3><ul><li><a href=\"a.htm\">Andorra</a></li></ul></body></html>"
    }

    #[test]
    fn items_of_the_page_are_members_and_observers() {
        let kept = parse(&WTO_MEMBERS, "org6_e.htm", page(164).as_bytes()).unwrap();
        let (netherlands, place) = &kept.events[0];
        assert_eq!((codes(netherlands), netherlands.from.unwrap().to_string()), (vec!["NL"], "1995-01-01".to_owned()));
        assert_eq!((netherlands.status.as_str(), place.to_string().as_str()), ("member", "line 2"));
        assert_eq!(kept.events[1].0.attribute("as"), Some("Chinese Taipei"));
        let (andorra, _) = kept.events.last().unwrap();
        assert_eq!((codes(andorra), andorra.status.as_str(), andorra.from), (vec!["AD"], "observer", None));
        assert_eq!((kept.unparsed[0].reason, kept.unparsed[0].text.as_str()), ("unknown area", "Atlantis"));
        assert_eq!(kept.editions[0].name, "list of 164 members, the last of 2002-01-01");
    }

    #[test]
    fn a_page_of_few_members_is_refused() {
        let said = parse(&WTO_MEMBERS, "org6_e.htm", page(40).as_bytes()).unwrap_err().to_string();
        assert_eq!(said, "org6_e.htm: lists 40 members with the day of their membership");
    }

    #[test]
    fn a_table_will_do() {
        let text = b"Member;Date of membership\n\"Bolivia, Plurinational State of\";12 September 1995\nHoly See;\n";
        let kept = parse(&WTO_MEMBERS, "members.csv", text).unwrap();
        let told: Vec<_> = kept.events.iter().map(|(event, _)| (codes(event)[0], event.status.as_str())).collect();
        assert_eq!(told, [("BO", "member"), ("VA", "observer")]);
        let said = |text: &[u8]| parse(&WTO_MEMBERS, "members.csv", text).unwrap_err().to_string();
        assert_eq!(said(b"Member,Date\nPeru,soon\n"), "members.csv, row 2, column B: is no day: Some(Text(\"soon\"))");
        assert_eq!(said(b"a,b\n1,2\n"), "members.csv, row 1, column A: has no column `Member`; found: a, b");
    }
}
