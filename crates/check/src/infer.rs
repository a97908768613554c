//! Whom a document is about, whose it is, of which day and in which language.

use attache_document::prose::{Block, BlockKind, Prose};
use attache_language::read::{self, Anaphor, Mentioned, When, language_of};
use attache_model::{Area, AreaKind, Areas, Date, Language, Period, plain};

use crate::{
    mentions::Mentions,
    report::{By, Context, Told},
    trigger::{List, country_of_mission, publishing_country},
};

/// What is given, and not to be inferred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub about: Vec<Area>,
    pub author: Option<Area>,
    pub dated: Option<Date>,
    pub language: Option<Language>,
}

/// The language of a document.
pub(crate) fn language(prose: &Prose, given: &Given) -> Told<Language> {
    if let Some(it) = given.language {
        return Told { it, by: By::Request };
    }
    let tagged = prose.about.language.as_deref().and_then(|tag| {
        let tag = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    });
    let mut text = String::new();
    for block in prose.blocks.iter().take(SAMPLED) {
        text.push_str(&block.text);
        text.push('\n');
    }
    let guessed = language_of(&text);
    match tagged {
        Some(it) if it == guessed => Told { it, by: By::Metadata },
        // Many pages say a language that they are not in.
        _ => Told { it: guessed, by: By::Text },
    }
}

/// So many blocks tell the language.
const SAMPLED: usize = 60;

/// Pair, author and day.
pub(crate) fn context(prose: &Prose, texts: &Mentions<'_>, given: &Given, language: Told<Language>) -> Context {
    let setting =
        |name: &str| prose.about.settings.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let author = given
        .author
        .map(|it| Told { it: Some(it), by: By::Request })
        .or_else(|| setting("author").and_then(|name| Areas::known(name.trim())).map(by_metadata))
        .or_else(|| prose.about.author.as_deref().and_then(|name| first_area(texts, name)).map(by_metadata))
        .or_else(|| office(prose).or_else(|| state(prose, texts)).map(|it| Told { it: Some(it), by: By::Text }))
        .unwrap_or(Told { it: None, by: By::Nothing });
    let set: Vec<Area> = setting("about")
        .map(|names| names.split(',').filter_map(|name| Areas::known(name.trim())).collect())
        .unwrap_or_default();
    let about = if !given.about.is_empty() {
        Told { it: given.about.clone(), by: By::Request }
    } else if !set.is_empty() {
        Told { it: set, by: By::Metadata }
    } else {
        about(prose, texts, author.it)
    };
    let own = author.it.is_none().then(|| own(prose, texts, &about.it)).flatten();
    let author = own.map_or(author, |it| Told { it: Some(it), by: By::Text });
    let dated = given
        .dated
        .map(|it| Told { it: Some(it), by: By::Request })
        .or_else(|| setting("dated").and_then(|day| day.parse().ok()).map(by_metadata))
        .or_else(|| prose.about.dated.map(by_metadata))
        .or_else(|| day_of_matter(prose, texts).map(by_metadata))
        .or_else(|| dateline(prose, texts).map(|day| Told { it: Some(day), by: By::Text }))
        .unwrap_or(Told { it: None, by: By::Nothing });
    Context { about, author, dated, language }
}

fn by_metadata<T>(it: T) -> Told<Option<T>> {
    Told { it: Some(it), by: By::Metadata }
}

/// The areas that a text names, each once, in their order.
pub(crate) fn areas(texts: &Mentions<'_>, text: &str) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let mut add = |area: Area| {
        if !areas.contains(&area) && matches!(area.kind(), AreaKind::Country | AreaKind::Territory) {
            areas.push(area);
        }
    };
    for mention in texts.of(text).iter() {
        match &mention.what {
            Mentioned::Area { areas, .. } => areas.first().copied().into_iter().for_each(&mut add),
            Mentioned::Areas(all) => all.iter().copied().for_each(&mut add),
            _ => {}
        }
    }
    areas
}

/// The country whose name is all of a text.
pub(crate) fn only_area(texts: &Mentions<'_>, text: &str) -> Option<Area> {
    let is_all = |mention: &read::Mention| mention.span.len() == text.trim().len();
    let mentions = texts.of(text);
    let [mention] = &*mentions else { return None };
    match &mention.what {
        Mentioned::Area { areas, .. } if is_all(mention) => areas.first().copied(),
        _ => None,
    }
}

/// The country of which a heading says that the part below it is: "Peru", "7. Peru: key figures",
/// "Peru at a glance".
pub(crate) fn headed_area(texts: &Mentions<'_>, heading: &str) -> Option<Area> {
    let text = heading.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let label = || text.split_once(':').and_then(|(label, _)| only_area(texts, label.trim_end()));
    only_area(texts, text).or_else(label).or_else(|| profiled_area(texts, text))
}

/// The one country that a heading names beside words for a profile of it, and nothing else.
fn profiled_area(texts: &Mentions<'_>, heading: &str) -> Option<Area> {
    let mentions = texts.of(heading);
    let named = mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Area { .. }));
    let first = named.max_by_key(|mention| mention.span.len())?;
    let rest = [heading.get(..first.span.start)?, heading.get(first.span.end..)?].join(" ");
    let mut words = rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    let is_profile = words.peek().is_some() && words.all(|word| List::Profile.has(word));
    match &first.what {
        Mentioned::Area { areas, .. } if is_profile => areas.first().copied(),
        _ => None,
    }
}

fn first_area(texts: &Mentions<'_>, text: &str) -> Option<Area> {
    areas(texts, text).first().copied()
}

/// By the title, else by what the text names most. Of a pair the one that the
/// document tells of comes last.
fn about(prose: &Prose, texts: &Mentions<'_>, author: Option<Area>) -> Told<Vec<Area>> {
    let first = prose.blocks.first().filter(|block| block.text.chars().count() <= LONGEST_TITLE);
    let is_of_state = |text: &str| state(prose, texts).is_some() && prose.blocks[0].text == text;
    let is_no_title = |text: &str| (is_letterhead(text) || is_of_state(text)) && areas(texts, text).len() < 2;
    let first = first.and_then(|first| match is_no_title(&first.text) {
        true => below_letterhead(prose, texts),
        false => Some(first),
    });
    let matter = prose.about.others.iter().filter(|(name, _)| !List::Publishing.has(name));
    let matter: Vec<&String> = matter.map(|(_, value)| value).filter(|value| !areas(texts, value).is_empty()).collect();
    let first = first.map(|block| &block.text).filter(|_| matter.is_empty());
    let title = prose.about.title.iter().filter(|title| !is_no_title(title));
    let titles = title.chain(matter).chain(first);
    let named = titles.map(|title| areas(texts, title)).max_by_key(|areas| areas.len().min(2)).unwrap_or_default();
    let named = if named.is_empty() { below_title(prose, texts).into_iter().collect() } else { named };
    let counted = counted(prose, texts);
    // "The Maldives between India and China" is of the one that is named throughout.
    if let [first, second] = *named.as_slice() {
        // Who writes about two others is none of them.
        let own = author.filter(|author| [first, second].contains(author));
        let is_turned = match own.or_else(|| publishing(prose, texts, [first, second])) {
            Some(author) => author == second,
            None => headed(prose, texts, [first, second]).map_or_else(
                || tells_of_first(&counted, first, second, texts.wordings.language()),
                |area| area == first,
            ),
        };
        return Told { it: if is_turned { vec![second, first] } else { vec![first, second] }, by: By::Text };
    }
    let titled = named.first().copied().filter(|_| named.len() < 3);
    let Some(subject) = titled.or(counted.first().map(|(area, _)| *area)) else {
        return Told { it: Vec::new(), by: By::Nothing };
    };
    let most = counted.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let related = || related(prose, texts).filter(|area| *area != subject);
    let other = author.filter(|author| *author != subject).or_else(related).or_else(|| {
        let often = || counted.iter().filter(|(area, n)| *area != subject && *n >= FEWEST && *n * LEAST_PART >= most);
        let is_writer = |area: Area| writers(texts.wordings.language()).iter().any(|code| area.code() == *code);
        // Neighbours are named too: of these one that is named half as often as the country itself.
        let first = often().find(|(area, n)| is_writer(*area) || *n * 2 >= most);
        let writer = often().find(|(area, n)| is_writer(*area) && first.is_some_and(|(_, times)| n * 2 > *times));
        // Whom the text names where it says "our", it is written by or about.
        let owns = with_own(prose, texts);
        let times = |area: Area| owns.iter().find(|(known, _)| *known == area).map_or(0, |(_, n)| *n);
        let own = counted.iter().find(|(area, _)| *area != subject && times(*area) >= FEWEST);
        let is_alone = |one: &Area| counted.iter().all(|(it, _)| [*one, subject].contains(it) || times(*it) == 0);
        let own = own.filter(|(area, _)| is_alone(area));
        if let Some((area, _)) = own {
            return Some(*area);
        }
        // "The two countries" are two, however seldom the other is named.
        let rare = || counted.iter().find(|(area, _)| *area != subject && is_writer(*area));
        let seldom = || rare().filter(|_| speaks_of_pair(prose, texts));
        let writer = writer.filter(|_| titled.is_some_and(|area| !is_writer(area)));
        writer.or(first).or_else(seldom).map(|(area, _)| *area)
    });
    let mut it: Vec<Area> = other.into_iter().chain([subject]).collect();
    if let (None, None, [other, subject]) = (titled, author, it.as_slice())
        && !tells_of_first(&counted, *subject, *other, texts.wordings.language())
    {
        it.reverse();
    }
    Told { it, by: By::Text }
}

/// Whether a text speaks of two countries: "between the two countries", "bilateral".
fn speaks_of_pair(prose: &Prose, texts: &Mentions<'_>) -> bool {
    let is_pair = |mention: &read::Mention| mention.what == Mentioned::Anaphor(Anaphor::Pair);
    prose.blocks.iter().take(SAMPLED).any(|block| texts.of(&block.text).iter().any(is_pair))
}

/// Whether a line has whose the document is: "Australian Government".
fn is_letterhead(text: &str) -> bool {
    publishing_country(text).is_some() || names_office(text)
}

/// The title of a document that begins with whose it is: "U.S. Department of State", and
/// "U.S. Relations With Mongolia", or "Information note: Swiss Confederation".
fn below_letterhead<'a>(prose: &'a Prose, texts: &Mentions<'_>) -> Option<&'a Block> {
    let is_title = |block: &&Block| {
        let text = block.text.trim();
        text.chars().count() <= LONGEST_TITLE && !text.ends_with('.') && !is_letterhead(text)
    };
    let heads = || prose.blocks.iter().take(EDGE).filter(is_title);
    let is_name =
        |block: &&Block| !block.text.contains(|c: char| c.is_ascii_digit()) && areas(texts, &block.text).len() == 1;
    heads().find(|block| areas(texts, &block.text).len() == 2).or_else(|| heads().find(is_name))
}

/// With whom the only heading tells of relations that begins with these: "V. Relación con México".
fn related(prose: &Prose, texts: &Mentions<'_>) -> Option<Area> {
    let headings = prose.blocks.iter().skip(1).filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let tells_of_relations = |block: &&Block| {
        let mut words = block.text.split(|c: char| !c.is_alphabetic());
        let is_number = |word: &&str| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        words.find(|word| !is_number(word)).is_some_and(|word| List::Relations.has(word))
    };
    let mut named = headings.filter(tells_of_relations).map(|block| areas(texts, &block.text));
    match (named.next().as_deref(), named.next()) {
        (Some([one]), None) => Some(*one),
        _ => None,
    }
}

/// The country that a line below a title without one has: "FICHA PAÍS", and "Paraguay".
fn below_title(prose: &Prose, texts: &Mentions<'_>) -> Option<Area> {
    let is_name = |text: &&str| {
        text.chars().count() <= LONGEST_NAME && !is_letterhead(text) && !text.contains(['%', '$', '€', '.'])
    };
    // "PERU: COUNTRY PROFILE" and "COUNTRY BRIEF: PERU" head a document, "Capital: Lima" does not.
    let is_head = |block: &&Block| {
        let label = block.text.split_once(':').map(|(label, _)| label);
        let is_profile = |label: &str| label.split_whitespace().all(|word| List::Profile.has(word));
        label.is_none_or(|label| only_area(texts, label).is_some() || is_profile(label))
    };
    let heads = prose.blocks.iter().take(EDGE).filter(is_head).map(|block| block.text.trim()).filter(is_name);
    heads.map(|text| areas(texts, text)).find_map(|named| match named.as_slice() {
        [one] => Some(*one),
        _ => None,
    })
}

fn names_office(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| List::Offices.has(word))
}

/// Of a pair of which neither is one that such documents are written in, the one that a heading
/// begins with: "Bangladesh: outline".
fn headed(prose: &Prose, texts: &Mentions<'_>, pair: [Area; 2]) -> Option<Area> {
    let writers = writers(texts.wordings.language());
    if pair.iter().any(|area| writers.iter().any(|code| area.code() == *code)) {
        return None;
    }
    let headings = prose.blocks.iter().skip(1).filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let mut named = headings.filter_map(|block| {
        let (label, _) = block.text.split_once(':')?;
        only_area(texts, label)
    });
    named.find(|area| pair.contains(area))
}

/// Whose office a line at the document's head or foot names that publishes about others.
fn office(prose: &Prose) -> Option<Area> {
    let edge = |blocks: &[Block]| {
        let lines = blocks.iter().filter(|block| block.text.chars().count() <= LONGEST_IMPRINT);
        lines.clone().find_map(|block| publishing_country(&block.text))
    };
    let (head, rest) = prose.blocks.split_at(prose.blocks.len().min(EDGE));
    edge(head).or_else(|| mission(prose)).or_else(|| edge(&rest[rest.len().saturating_sub(2)..]))
}

/// The state by whose name in full a document begins, where an office of it follows, in the next
/// line or the same one: "Royaume du Maroc, Ministère des Affaires étrangères".
fn state(prose: &Prose, texts: &Mentions<'_>) -> Option<Area> {
    const LINES: usize = 2;
    let head = &prose.blocks[..prose.blocks.len().min(LINES)];
    let first = head.first()?;
    let is_line = |block: &Block| {
        block.text.chars().count() <= LONGEST_IMPRINT && !block.text.contains(|c: char| c.is_ascii_digit())
    };
    let [state] = areas(texts, &first.text)[..] else { return None };
    let is_named = first.text.split(|c: char| !c.is_alphabetic()).take(LINES).any(|word| List::States.has(word));
    let office = head.iter().filter(|block| is_line(block)).find(|block| names_office(&block.text))?;
    let is_its = areas(texts, &office.text).iter().all(|area| *area == state);
    (is_named && is_line(first) && is_its).then_some(state)
}

/// Whose embassy a document begins with: "American Embassy San José: country note".
fn mission(prose: &Prose) -> Option<Area> {
    const FIRST: usize = 2;
    let is_line = |block: &&Block| block.text.chars().count() <= LONGEST_TITLE && !block.text.trim_end().ends_with('.');
    prose.blocks.iter().take(FIRST).filter(is_line).find_map(|block| country_of_mission(&block.text))
}

/// Of a pair the one whose office a line at the document's head names: "Ministry of Foreign
/// Affairs of Japan".
fn publishing(prose: &Prose, texts: &Mentions<'_>, pair: [Area; 2]) -> Option<Area> {
    let heads = prose.blocks.iter().take(EDGE).filter(|block| block.text.chars().count() <= LONGEST_TITLE);
    let named = heads.filter(|block| names_office(&block.text)).map(|block| areas(texts, &block.text));
    named.filter_map(|named| named.first().copied()).find(|area| pair.contains(area))
}

/// Of a pair the one that "we" are: "our exports to the United States" are not the
/// United States'.
fn own(prose: &Prose, texts: &Mentions<'_>, about: &[Area]) -> Option<Area> {
    let [a, b] = *about else { return None };
    let named = with_own(prose, texts);
    let times = |area: Area| named.iter().find(|(known, _)| *known == area).map_or(0, |(_, n)| *n);
    match (times(a), times(b)) {
        (0, FEWEST..) => Some(a),
        (FEWEST.., 0) => Some(b),
        _ => None,
    }
}

/// The areas that a text names where it says "our", each with in how many sentences: those that
/// name several rank partners.
fn with_own(prose: &Prose, texts: &Mentions<'_>) -> Vec<(Area, usize)> {
    let mut counted = Vec::new();
    for block in prose.blocks.iter().take(SAMPLED) {
        for sentence in texts.sentences(&block.text).iter().cloned() {
            let text = block.text.get(sentence).unwrap_or_default();
            let named = areas(texts, text);
            let is_own = |mention: &read::Mention| mention.what == Mentioned::Anaphor(Anaphor::Own);
            if named.len() <= 2 && texts.of(text).iter().any(is_own) {
                named.into_iter().for_each(|area| count(&mut counted, area));
            }
        }
    }
    counted
}

fn count(counted: &mut Vec<(Area, usize)>, area: Area) {
    match counted.iter_mut().find(|(known, _)| *known == area) {
        Some((_, n)) => *n += 1,
        None => counted.push((area, 1)),
    }
}

/// Of two that a title names, whether the document tells of the first, rather than of
/// the second: the second is one that such documents are written in, or is named far
/// less.
fn tells_of_first(counted: &[(Area, usize)], first: Area, second: Area, language: Language) -> bool {
    let times = |area: Area| counted.iter().find(|(known, _)| *known == area).map_or(0, |(_, n)| *n);
    let writers = writers(language);
    let place = |area: Area| writers.iter().position(|code| area.code() == *code).unwrap_or(writers.len());
    match place(first).cmp(&place(second)) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => times(first) * 2 > times(second) * 3,
    }
}

/// Countries in which documents of a language about others are written.
fn writers(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["US", "GB", "AU", "CA", "NZ", "IE"],
        Language::Spanish => &["US", "ES", "MX"],
        Language::French => &["US", "FR", "CA", "CH", "BE"],
    }
}

/// A title has no more characters than this.
const LONGEST_TITLE: usize = 120;

/// Who publishes a document and when is told in no more characters.
const LONGEST_IMPRINT: usize = 240;

/// Lines that have a country's name and little else have no more.
const LONGEST_NAME: usize = 90;

/// A second country is a document's where it is named so often at least,
const FEWEST: usize = 2;

/// and no less than this part of the first.
const LEAST_PART: usize = 3;

/// How many blocks name an area, the most first.
fn counted(prose: &Prose, texts: &Mentions<'_>) -> Vec<(Area, usize)> {
    let mut counted: Vec<(Area, usize)> = Vec::new();
    for block in prose.blocks.iter().take(SAMPLED) {
        for sentence in texts.sentences(&block.text).iter().cloned() {
            let named = areas(texts, block.text.get(sentence).unwrap_or_default());
            named.into_iter().for_each(|area| count(&mut counted, area));
        }
    }
    counted.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counted
}

/// The day that the front matter names under a key of its own: of several, none.
fn day_of_matter(prose: &Prose, texts: &Mentions<'_>) -> Option<Date> {
    let is_its = |name: &str| {
        let name = plain(name);
        // What has been reviewed is not what is to be.
        List::Reviewed.words().iter().any(|part| name.contains(part.as_str()))
            || !List::Undated.words().iter().any(|part| name.contains(part.as_str()))
    };
    let own = prose.about.others.iter().filter(|(name, _)| is_its(name));
    let mut days: Vec<Date> = own.filter_map(|(_, value)| day_alone(texts, value)).collect();
    days.sort_unstable();
    days.dedup();
    if let [day] = days.as_slice() { Some(*day) } else { None }
}

/// The day that is all of a text, but for what stands behind it in brackets: "2026-01-30", "12 de
/// abril de 2023", "19/08/2025".
fn day_alone(texts: &Mentions<'_>, text: &str) -> Option<Date> {
    let text = text.split_once('(').map_or(text, |(ahead, _)| ahead).trim();
    let parts: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
    if let [first, second, third] = parts.as_slice()
        && let (Ok(first), Ok(second), Ok(third)) = (first.parse::<i16>(), second.parse::<i16>(), third.parse::<i16>())
    {
        // Which of two is the month is known where the other cannot be.
        let (year, month, day) = match (first, second, third) {
            (1000.., ..) => (first, second, third),
            (.., 1000..) if second <= 12 && (first > 12 || texts.wordings.language() != Language::English) => {
                (third, second, first)
            }
            (.., 1000..) if first <= 12 && second > 12 => (third, first, second),
            _ => return None,
        };
        return Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    }
    let mentions = texts.of(text);
    match &*mentions {
        [mention] if mention.span.len() == text.trim().len() => day_of(mention),
        _ => None,
    }
}

/// The day that is all a mention says, or by which something is.
fn whole_day(mention: &read::Mention) -> Option<Date> {
    match mention.what {
        Mentioned::Period(When::At(Period::Day(day)) | When::By(Period::Day(day))) => Some(day),
        _ => None,
    }
}

/// The day that is mentioned; of a month its last.
fn day_of(mention: &read::Mention) -> Option<Date> {
    match mention.what {
        Mentioned::Period(When::At(period @ Period::Month { .. }) | When::By(period @ Period::Month { .. })) => {
            period.end()
        }
        _ => whole_day(mention),
    }
}

/// The day of a line that is a date and little else, at the document's beginning
/// or end, or with which a report begins: "15 August 2023", "Last updated: March 2022",
/// "HANOI, 15 September 2023 —". It is none that the text has left behind.
fn dateline(prose: &Prose, texts: &Mentions<'_>) -> Option<Date> {
    let count = prose.blocks.len();
    let day = |text: &str| {
        let mentions = texts.of(text);
        // "Research note 2023-07, 20 March 2023".
        mentions.iter().find_map(whole_day).or_else(|| mentions.iter().find_map(day_of))
    };
    // "Date: 26 November 2012", among other lines of a memorandum's head.
    let labelled = prose.blocks.iter().take(EDGE).find_map(|block| {
        let text = block.text.as_str();
        let dated = || Some((behind(text, List::Dated)?, LONGEST_DATE));
        let prepared = || Some((text, LONGEST_HEAD)).filter(|_| label_length(text, List::Prepared).is_some());
        // "COUNTRY BRIEF, Department of Foreign Affairs, Updated 5 December 2024".
        let announced = || {
            let starts =
                text.match_indices(' ').map(|(at, _)| at + 1).filter(|at| text[*at..].starts_with(char::is_uppercase));
            let mut behind = starts.filter_map(|at| {
                let length = label_length(&text[at..], List::Prepared)?;
                text[at..].char_indices().nth(length).map(|(end, _)| &text[at + end..])
            });
            behind.next().map(|rest| (rest, LONGEST_DATE))
        };
        let (rest, reach) = dated().or_else(prepared).or_else(announced)?;
        day(rest.get(..rest.char_indices().nth(reach).map_or(rest.len(), |(at, _)| at))?)
    });
    // "État au", in one cell of a table, and the day in the next.
    let in_cells = || {
        let head = prose.blocks.get(..EDGE_CELLS.min(count)).unwrap_or_default();
        head.windows(2).find_map(|cells| match cells {
            [label, value] => {
                let label = label.text.trim_end_matches(|c: char| c.is_whitespace() || c == ':');
                let is_label = label_length(label, List::Dated) == Some(label.chars().count());
                day_alone(texts, &value.text).filter(|_| is_label)
            }
            _ => None,
        })
    };
    if let Some(day) = labelled.or_else(in_cells) {
        return Some(day);
    }
    let is_left_behind = |day: &Date| {
        let years = years(prose, texts);
        let later = years.iter().filter(|year| **year > day.year()).count();
        later > MOST_TO_COME && later * LATER_PART > years.len()
    };
    let states_nothing = |text: &str| texts.wordings.read(text, &read::Context::default()).statements.is_empty();
    let ends = prose.blocks.iter().enumerate().filter(|(at, _)| *at < EDGE || at + EDGE >= count);
    ends.map(|(_, block)| block).find_map(|block| {
        let text = block.text.as_str();
        let filed = || {
            let end = text.find(['—', '–']).or_else(|| text.find(" - "))?;
            let head = text.get(..end).filter(|head| head.chars().count() <= LONGEST_DATE)?;
            let mentions = texts.of(head);
            let place = head.split(',').next().filter(|place| !place.contains(|c: char| c.is_ascii_digit()))?;
            let is_place =
                place.chars().all(|c| !c.is_alphabetic() || c.is_uppercase()) || place.split_whitespace().count() == 1;
            let last = mentions.last().filter(|last| last.span.end >= head.trim_end().len())?;
            day_of(last).filter(|_| is_place)
        };
        let alone = || {
            let text = Some(text).filter(|text| text.chars().count() <= LONGEST_DATELINE)?;
            day(text).filter(|_| states_nothing(text))
        };
        // "By the Data Desk | 12 February 2026".
        let last = || {
            let parted = text.rsplit_once(['|', '·', '•', '—', '–']).or_else(|| text.rsplit_once(" - "));
            let (_, part) = parted?;
            let mentions = texts.of(part);
            let last = mentions.last().filter(|last| last.span.end >= part.trim_end().len())?;
            let ahead = part.get(..last.span.start)?.split_whitespace().count();
            day_of(last).filter(|_| ahead <= MOST_AHEAD)
        };
        // "Market note for exporters. As of July 20, 2023", "the present fact sheet. January 2025."
        let closing = || {
            let text = Some(text).filter(|text| text.chars().count() <= LONGEST_IMPRINT)?;
            let text = text.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
            let (_, part) = text.rsplit_once(". ")?;
            let mentions = texts.of(part);
            let last = mentions.last().filter(|last| last.span.end >= part.len())?;
            let ahead = part.get(..last.span.start)?.split_whitespace().count();
            day_of(last).filter(|_| ahead <= MOST_AHEAD && states_nothing(text))
        };
        // "Library of Congress. Valparaíso, 11 January 2022. Four pages.", and the last line of a
        // letterhead: "Ministry of Foreign Affairs of Chile Santiago, 18 March 2022".
        let placed = || {
            let text = Some(text).filter(|text| text.chars().count() <= LONGEST_IMPRINT)?;
            let mentions = texts.of(text);
            let mut days = mentions.iter().filter(|mention| whole_day(mention).is_some());
            let (only, None) = (days.next()?, days.next()) else { return None };
            let place = text.get(..only.span.start)?.trim_end().strip_suffix(',')?.split_whitespace().next_back()?;
            let behind = text.get(only.span.end..)?.trim_start().chars().next();
            let is_end = behind.is_none_or(|c| !c.is_alphanumeric());
            whole_day(only).filter(|_| is_end && place.starts_with(char::is_uppercase) && states_nothing(text))
        };
        // The last of the lines of a letterhead: "Fact sheet, 14 February 2023".
        let lined = || {
            let source = prose.source.get(block.place(0..text.len()))?;
            let (_, line) = source.trim_end().rsplit_once('\n').filter(|_| text.chars().count() <= LONGEST_IMPRINT)?;
            let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '>'));
            let mentions = texts.of(line);
            let last = mentions.last().filter(|last| last.span.end >= line.len())?;
            let ahead = line.get(..last.span.start)?.split_whitespace().count();
            day_of(last).filter(|_| ahead <= MOST_AHEAD && states_nothing(text))
        };
        filed()
            .or_else(alone)
            .or_else(last)
            .or_else(placed)
            .or_else(lined)
            .or_else(closing)
            .filter(|day| !is_left_behind(day))
    })
}

/// The years that a document names, each as often as it does.
fn years(prose: &Prose, texts: &Mentions<'_>) -> Vec<i16> {
    let mut years = Vec::new();
    for block in prose.blocks.iter().take(SAMPLED) {
        for mention in texts.of(&block.text).iter() {
            if let Mentioned::Period(When::At(period) | When::Since(period) | When::By(period)) = mention.what {
                years.extend(period.year());
            }
        }
    }
    years
}

/// A document names no more years that are still to come than these,
const MOST_TO_COME: usize = 2;

/// or no greater part of all.
const LATER_PART: usize = 5;

/// What stands behind the first of a list's words that begin where a word does.
fn behind(text: &str, labels: List) -> Option<&str> {
    let mut before = ' ';
    text.char_indices().find_map(|(at, c)| {
        let is_start = !before.is_alphanumeric();
        before = c;
        let rest = text.get(at..).filter(|_| is_start)?;
        let length = label_length(rest, labels)?;
        rest.char_indices().nth(length).and_then(|(end, _)| rest.get(end..))
    })
}

/// How many characters the word of a list has with which a text begins.
fn label_length(text: &str, labels: List) -> Option<usize> {
    let lengths = labels.words().iter().map(|label| (label, label.chars().count()));
    let is_it = |(label, length): &(&String, usize)| plain(&text.chars().take(*length).collect::<String>()) == **label;
    lengths.filter(is_it).map(|(_, length)| length).max()
}

/// So many characters behind its label a document's day ends at the furthest.
const LONGEST_DATE: usize = 40;

/// And behind who has prepared it.
const LONGEST_HEAD: usize = 240;

/// So many blocks are a document's beginning, and its end.
const EDGE: usize = 6;

/// So many cells of a table are its beginning.
const EDGE_CELLS: usize = 16;

/// Behind the last mark of a line no more words stand before its day.
const MOST_AHEAD: usize = 4;

/// A dateline has no more characters than this.
const LONGEST_DATELINE: usize = 120;
