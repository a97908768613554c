use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::OnceLock,
};

use foldhash::HashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::Period;

/// A language that names and sentences are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    English,
    Spanish,
    French,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::French];

    /// BCP 47.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }
}

/// A country, territory, ocean, aggregate or predecessor state.
///
/// An `Area` is a place in attache's one codelist, `data/areas.tsv`, which
/// joins the codes of ISO 3166, UN M49, GEC (the former FIPS 10-4), the US
/// Census Bureau, the Correlates of War and UN Comtrade. A code means nothing
/// without its codelist: GEC `BL` is Bolivia and ISO `BL` Saint Barthélemy.
///
/// ```
/// use attache_model::{Area, Areas, Codelist};
/// let bolivia = Area::from_code(Codelist::Gec, "BL").unwrap();
/// assert_eq!(bolivia.code(), "BO");
/// assert_eq!(Areas::find("Bolivian").unwrap(), bolivia);
/// assert_eq!(Areas::find("GEC:BL").unwrap(), bolivia);
/// assert_ne!(Areas::find("BL").unwrap(), bolivia);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area(u16);

impl Hash for Area {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AreaKind {
    /// A state: members and observers of the United Nations, Kosovo, Taiwan.
    Country,
    /// A dependency, or an area of special or disputed status.
    Territory,
    Ocean,
    /// A group of areas: the world, a region, the European Union.
    Aggregate,
    /// A state that has ceased to be, with its successors.
    Predecessor,
}

/// A codelist that publishers use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codelist {
    /// attache's own: ISO 3166-1 alpha-2, ISO 3166-3 for former states, and
    /// prefixed codes for aggregates.
    Attache,
    /// ISO 3166-1 alpha-2.
    Iso2,
    /// ISO 3166-1 alpha-3, and the World Bank's codes of aggregates.
    Iso3,
    /// UN M49 and ISO 3166-1 numeric; leading zeros do not matter.
    M49,
    /// Geopolitical Entities and Codes, formerly FIPS 10-4: the Factbook's.
    Gec,
    /// The US Census Bureau's Schedule C.
    Census,
    /// Correlates of War state numbers.
    Cow,
    /// UN Comtrade's, where they differ from M49, and M49 else.
    Comtrade,
}

/// What one row of the codelist says.
#[derive(Debug)]
struct Row {
    code: &'static str,
    kind: AreaKind,
    since: Option<Period>,
    until: Option<Period>,
    successors: Vec<Area>,
    codes: [&'static str; 7],
    names: [Names; 3],
    long_en: &'static str,
}

#[derive(Debug, Clone, Copy)]
struct Names {
    name: &'static str,
    article: &'static str,
    noun: &'static str,
    adjective: &'static str,
    aliases: &'static str,
}

/// Something that an area is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaName {
    pub area: Area,
    pub text: &'static str,
    pub sort: NameSort,
}

/// What sort of name, the likeliest to be meant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameSort {
    /// As written in running text, without article.
    Name,
    /// Long, short, official, abbreviated.
    Alias,
    /// Of a time before the present name.
    Former,
    /// Forms that the language inflects it in separated by `/`.
    Adjective,
    /// One of the people; English alone has words of their own for them.
    Person,
    /// Many of them.
    People,
}

const CODELISTS: [Codelist; 7] =
    [Codelist::Iso2, Codelist::Iso3, Codelist::M49, Codelist::Gec, Codelist::Census, Codelist::Cow, Codelist::Comtrade];

struct Table {
    rows: Vec<Row>,
    by_code: HashMap<(Codelist, &'static str), Area>,
    /// Earlier names of areas, with the long form in English.
    former: Vec<(Area, [Names; 3], &'static str)>,
}

/// The codelist of areas as a whole.
pub struct Areas;

impl Area {
    /// The area that has this code in the codelist. Case does not matter.
    pub fn from_code(list: Codelist, code: &str) -> Option<Self> {
        let upper = code.trim().to_ascii_uppercase();
        let table = table();
        let key = |list, code: &str| table.by_code.get(&(list, code)).copied();
        match list {
            Codelist::M49 => key(list, trim_zeros(&upper)),
            Codelist::Comtrade => key(list, trim_zeros(&upper)).or_else(|| key(Codelist::M49, trim_zeros(&upper))),
            Codelist::Census | Codelist::Cow => key(list, trim_zeros(&upper)),
            _ => key(list, &upper),
        }
    }

    fn row(self) -> &'static Row {
        &table().rows[usize::from(self.0)]
    }

    /// attache's code: ISO 3166-1 alpha-2 for what has one.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The code in another codelist, the first where there are several.
    pub fn code_in(self, list: Codelist) -> Option<&'static str> {
        let Some(column) = CODELISTS.iter().position(|l| *l == list) else { return Some(self.code()) };
        self.row().codes[column].split(';').map(str::trim).find(|c| !c.is_empty())
    }

    pub fn kind(self) -> AreaKind {
        self.row().kind
    }

    /// A state or territory that is there today.
    pub fn is_present(self) -> bool {
        matches!(self.kind(), AreaKind::Country | AreaKind::Territory)
    }

    pub fn since(self) -> Option<Period> {
        self.row().since
    }

    pub fn until(self) -> Option<Period> {
        self.row().until
    }

    /// The states that came after one that has ceased to be.
    pub fn successors(self) -> &'static [Area] {
        &self.row().successors
    }

    /// The name as written in running text, without article; the English one
    /// where a statistical aggregate has none in the language.
    pub fn name(self, language: Language) -> &'static str {
        let names = &self.row().names;
        let name = names[language as usize].name;
        if name.is_empty() { names[Language::English as usize].name } else { name }
    }

    /// The full official name in English, or the name where there is none.
    pub fn long_name(self) -> &'static str {
        if self.row().long_en.is_empty() { self.name(Language::English) } else { self.row().long_en }
    }

    /// The article that the name takes in running text, in its plain form, or
    /// nothing: "the" Netherlands, "los" Países Bajos, "les" Pays-Bas.
    pub fn article(self, language: Language) -> &'static str {
        self.row().names[language as usize].article
    }

    /// The adjective, its forms separated by `/` where the language inflects it
    /// (masculine, feminine, their plurals). `None` where there is none.
    pub fn adjective(self, language: Language) -> Option<&'static str> {
        self.row().names[language as usize].adjective.split(';').map(str::trim).find(|a| !a.is_empty())
    }

    /// English: what one of its people is called, and many ("Bolivian", "Bolivians").
    pub fn demonym(self) -> Option<(&'static str, &'static str)> {
        let noun = self.row().names[0].noun;
        match noun.split_once('/') {
            Some(pair) => Some(pair),
            None => (!noun.is_empty()).then_some((noun, noun)),
        }
    }

    /// Other names by which it goes.
    pub fn aliases(self, language: Language) -> impl Iterator<Item = &'static str> {
        self.row().names[language as usize].aliases.split(';').map(str::trim).filter(|a| !a.is_empty())
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text names no area, or more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownArea {
    pub text: String,
    /// The areas that it may mean, likeliest first. Where the name is
    /// ambiguous, those that bear it.
    pub candidates: Vec<Area>,
    pub ambiguous: bool,
}

impl fmt::Display for UnknownArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.ambiguous {
            "is the name of more than one country or territory"
        } else {
            "names no country or territory"
        };
        write!(f, "{:?} {kind}", self.text)
    }
}

impl std::error::Error for UnknownArea {}

impl Areas {
    /// Every area, in the codelist's order.
    pub fn all() -> impl Iterator<Item = Area> {
        (0..table().rows.len()).filter_map(|i| u16::try_from(i).ok()).map(Area)
    }

    /// The one area that a person means by a code or name: ISO alpha-2 or
    /// alpha-3, M49 digits, a code with its codelist in front (`GEC:BL`,
    /// `COW:145`), a name, demonym or alias in English, Spanish or French.
    /// Case, accents and punctuation do not matter.
    pub fn find(text: &str) -> Result<Area, UnknownArea> {
        Self::known(text).ok_or_else(|| {
            let named = Self::named(text.trim());
            let candidates = if named.is_empty() { nearest(text.trim()) } else { named.to_vec() };
            UnknownArea { text: clip(text.trim()), candidates, ambiguous: !named.is_empty() }
        })
    }

    /// The same, where it does not matter what may have been meant instead: to look for
    /// that is to compare the text with every name.
    pub fn known(text: &str) -> Option<Area> {
        let text = text.trim();
        by_any_code(text).or_else(|| match Self::named(text) {
            [one] => Some(*one),
            _ => None,
        })
    }

    /// The areas that bear this name in any of the three languages.
    pub fn named(name: &str) -> &'static [Area] {
        by_name().get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// Everything that areas are called in a language, as it is written.
    ///
    /// ```
    /// use attache_model::{Areas, Language, NameSort};
    /// let french = |sort| Areas::called(Language::French).filter(move |n| n.area.code() == "MM" && n.sort == sort);
    /// assert!(french(NameSort::Former).any(|n| n.text == "Union de Birmanie"));
    /// assert!(french(NameSort::Adjective).any(|n| n.text == "birman/birmane/birmans/birmanes"));
    /// ```
    pub fn called(language: Language) -> impl Iterator<Item = AreaName> {
        let is_english = language == Language::English;
        let long = move |long: &'static str| if is_english { long } else { "" };
        let present = Self::all().flat_map(move |area| {
            let row = area.row();
            row.names[language as usize].called(area, long(row.long_en), false)
        });
        let former = table()
            .former
            .iter()
            .flat_map(move |(area, names, long_en)| names[language as usize].called(*area, long(long_en), true));
        present.chain(former)
    }

    /// Every name by which an area can be found, folded as by [`fold`], and
    /// the areas that bear it.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static [Area])> {
        by_name().iter().map(|(name, areas)| (name.as_str(), areas.as_slice()))
    }
}

impl Names {
    fn called(self, area: Area, long: &'static str, is_former: bool) -> impl Iterator<Item = AreaName> {
        let (name, alias) =
            if is_former { (NameSort::Former, NameSort::Former) } else { (NameSort::Name, NameSort::Alias) };
        let (person, people) = self.noun.split_once('/').unwrap_or((self.noun, self.noun));
        let cells = [
            (name, self.name),
            (alias, long),
            (alias, self.aliases),
            (NameSort::Adjective, self.adjective),
            (NameSort::Person, person),
            (NameSort::People, people),
        ];
        let texts = cells.into_iter().flat_map(|(sort, cell)| split(cell).map(move |text| (sort, text)));
        texts.map(move |(sort, text)| AreaName { area, text, sort })
    }
}

fn clip(text: &str) -> String {
    text.chars().take(60).collect()
}

fn by_any_code(text: &str) -> Option<Area> {
    if let Some((list, code)) = text.split_once(':') {
        let list = match list.trim().to_ascii_uppercase().as_str() {
            "ISO" | "ISO2" => Codelist::Iso2,
            "ISO3" => Codelist::Iso3,
            "M49" => Codelist::M49,
            "GEC" | "FIPS" => Codelist::Gec,
            "CENSUS" => Codelist::Census,
            "COW" => Codelist::Cow,
            "COMTRADE" => Codelist::Comtrade,
            _ => return Area::from_code(Codelist::Attache, text),
        };
        return Area::from_code(list, code).or_else(|| Area::from_code(Codelist::Attache, text));
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Area::from_code(Codelist::M49, text);
    }
    [Codelist::Attache, Codelist::Iso2, Codelist::Iso3].into_iter().find_map(|list| Area::from_code(list, text))
}

fn nearest(text: &str) -> Vec<Area> {
    let folded = fold(text);
    let mut scored: Vec<(f64, Area)> = Vec::new();
    for (name, areas) in by_name() {
        let score = strsim::jaro_winkler(&folded, name);
        if score > 0.78 {
            scored.extend(areas.iter().filter(|a| a.is_present()).map(|a| (score, *a)));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best: Vec<Area> = Vec::new();
    for (_, area) in scored {
        if !best.contains(&area) {
            best.push(area);
        }
        if best.len() == 5 {
            break;
        }
    }
    best
}

/// Text in lower case and without accents, all else as it is.
///
/// ```
/// assert_eq!(attache_model::plain("Über die Élysée-Rede"), "uber die elysee-rede");
/// ```
pub fn plain(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { plain_chars(text).collect() }
}

fn plain_chars(text: &str) -> impl Iterator<Item = char> {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)
}

/// A name as it is looked up: lower case, without accents, punctuation as
/// single spaces, "&" as "and", "St" as "saint", no leading "the".
///
/// ```
/// assert_eq!(attache_model::fold("The St. Kitts & Nevis"), "saint kitts and nevis");
/// assert_eq!(attache_model::fold("Côte d’Ivoire"), "cote d ivoire");
/// ```
pub fn fold(name: &str) -> String {
    // Most are a word of plain letters.
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let mut word = name.to_ascii_lowercase();
        match word.as_str() {
            "st" | "ste" => "saint".clone_into(&mut word),
            "the" => word.clear(),
            _ => {}
        }
        return word;
    }
    let mut folded = String::with_capacity(name.len());
    let mut word = String::new();
    let mut push = |word: &mut String| {
        let written = match word.as_str() {
            "" => return,
            "st" | "ste" => "saint",
            "the" if folded.is_empty() => "",
            other => other,
        };
        if !folded.is_empty() && !written.is_empty() {
            folded.push(' ');
        }
        folded.push_str(written);
        word.clear();
    };
    let mut fold = |c: char| {
        match c {
            '&' => {
                push(&mut word);
                word.push_str("and");
                push(&mut word);
            }
            'ı' => word.push('i'),
            'ø' => word.push('o'),
            'đ' => word.push('d'),
            'ł' => word.push('l'),
            // "U.S." and "U.S.A." are one word.
            '.' => {}
            c if c.is_alphanumeric() => word.push(c),
            _ => push(&mut word),
        }
    };
    // Most names are plain letters.
    match name.is_ascii() {
        true => name.chars().map(|c| c.to_ascii_lowercase()).for_each(&mut fold),
        false => plain_chars(name).for_each(&mut fold),
    }
    push(&mut word);
    folded
}

fn trim_zeros(code: &str) -> &str {
    let trimmed = code.trim_start_matches('0');
    if trimmed.is_empty() { code } else { trimmed }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../data/areas.tsv")))
}

impl Table {
    /// Reads the codelist that is compiled in; [`tests`] hold its shape.
    fn read(text: &'static str) -> Self {
        let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let column = |name: &str| header.iter().position(|h| *h == name).unwrap_or(usize::MAX);
        let columns = [
            "code",
            "kind",
            "since",
            "until",
            "successors",
            "long_en",
            "iso2",
            "iso3",
            "m49",
            "gec",
            "census",
            "cow",
            "comtrade",
        ]
        .map(column);
        let names = ["en", "es", "fr"].map(|language| {
            ["name", "article", "noun", "adjective", "aliases"].map(|what| column(&format!("{what}_{language}")))
        });
        let cells = |line: &'static str| -> Vec<&'static str> { line.split('\t').map(str::trim).collect() };
        let cell = |cells: &[&'static str], at: usize| cells.get(at).copied().unwrap_or_default();
        let names_of = |row: &[&'static str]| {
            names.map(|[name, article, noun, adjective, aliases]| Names {
                name: cell(row, name),
                article: cell(row, article),
                noun: cell(row, noun),
                adjective: cell(row, adjective),
                aliases: cell(row, aliases),
            })
        };

        let mut table = Self { rows: Vec::new(), by_code: HashMap::default(), former: Vec::new() };
        let mut successors: Vec<&str> = Vec::new();
        let mut former_names: Vec<Vec<&'static str>> = Vec::new();
        for line in lines {
            let row = cells(line);
            let [code, kind, since, until, next, long_en, ref codes @ ..] = columns.map(|c| cell(&row, c));
            let kind = match kind {
                "country" => AreaKind::Country,
                "territory" => AreaKind::Territory,
                "ocean" => AreaKind::Ocean,
                "predecessor" => AreaKind::Predecessor,
                "former-name" => {
                    former_names.push(row);
                    continue;
                }
                _ => AreaKind::Aggregate,
            };
            let names = names_of(&row);
            let area = Area(u16::try_from(table.rows.len()).unwrap_or(u16::MAX));
            table.by_code.insert((Codelist::Attache, code), area);
            table.index_codes(area, codes);
            successors.push(next);
            table.rows.push(Row {
                code,
                kind,
                since: since.parse().ok(),
                until: until.parse().ok(),
                successors: Vec::new(),
                codes: *codes,
                names,
                long_en,
            });
        }
        for (row, next) in successors.iter().enumerate() {
            table.rows[row].successors =
                split(next).filter_map(|c| table.by_code.get(&(Codelist::Attache, c)).copied()).collect();
        }
        for row in former_names {
            let [code, _, _, _, next, long_en, ref codes @ ..] = columns.map(|c| cell(&row, c));
            let Some(area) = split(next).next().and_then(|c| table.by_code.get(&(Codelist::Attache, c)).copied())
            else {
                continue;
            };
            table.by_code.entry((Codelist::Attache, code)).or_insert(area);
            table.index_codes(area, codes);
            table.former.push((area, names_of(&row), long_en));
        }
        table
    }

    fn index_codes(&mut self, area: Area, codes: &[&'static str; 7]) {
        for (list, cell) in CODELISTS.into_iter().zip(codes) {
            for code in split(cell) {
                let code = if matches!(list, Codelist::Iso2 | Codelist::Iso3 | Codelist::Gec) {
                    code
                } else {
                    trim_zeros(code)
                };
                self.by_code.entry((list, code)).or_insert(area);
            }
        }
    }
}

type ByName = HashMap<String, Vec<Area>>;

/// The areas by their folded names, several where a name is ambiguous. Made when
/// one is first asked for: who only has codes does without.
fn by_name() -> &'static ByName {
    static BY_NAME: OnceLock<ByName> = OnceLock::new();
    BY_NAME.get_or_init(|| {
        let table = table();
        let present = Areas::all().map(|area| (area, &area.row().names, area.row().long_en));
        let former = table.former.iter().map(|(area, names, long_en)| (*area, names, *long_en));
        let mut by_name = ByName::default();
        for (area, names, long_en) in present.chain(former) {
            index_name(&mut by_name, area, long_en);
            for Names { name, noun, adjective, aliases, .. } in names {
                for text in split(name).chain(split(noun)).chain(split(adjective)).chain(split(aliases)) {
                    text.split('/').for_each(|form| index_name(&mut by_name, area, form));
                }
            }
        }
        by_name
    })
}

fn index_name(by_name: &mut ByName, area: Area, name: &str) {
    let folded = fold(name);
    if folded.is_empty() {
        return;
    }
    let areas = by_name.entry(folded).or_default();
    if !areas.contains(&area) {
        areas.push(area);
    }
}

fn split(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').map(str::trim).filter(|c| !c.is_empty())
}
