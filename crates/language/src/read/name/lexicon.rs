use attache_model::{Area, AreaKind, AreaName, Areas, Codelist, HsCode, HsRevision, Language, NameSort, Organization};
use foldhash::{HashMap, HashSet};

use crate::{
    WordingError,
    read::{
        mention::Anaphor,
        token::{Symbol, Token, TokenKind, Vocabulary},
        trie::Trie,
    },
    toml_file::{Entry, TomlFile},
};

/// What a name can stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Thing {
    Area(Area),
    Adjective(Area),
    People(Area),
    Organization(Organization),
    Commodity(HsCode),
    Anaphor(Anaphor),
    /// What an adjective is before a hyphen: "Sino-Bolivian".
    Prefix(Area),
    /// The seat of a government, which stands for this one before what governments do:
    /// "Washington recognized".
    Seat(Area),
    /// A name in which another one stands that is not meant: "New Mexico".
    Nothing,
}

/// What ends at a node of the lexicon.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub(super) thing: Thing,
    /// How many capital letters it is written with at least: none of what may
    /// stand in small letters, one of a name, all those of an abbreviation.
    capitals: usize,
    /// It is made of names that can be meant by themselves: "Serbia and Montenegro".
    pub(super) is_joined: bool,
}

impl Name {
    /// Whether the tokens, whose words are the name's, have its capitals too.
    pub(super) fn is_written_as(&self, tokens: &[Token<'_>]) -> bool {
        let mut words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
        if matches!(self.thing, Thing::Anaphor(_)) {
            return words.all(|t| !t.is_capital() || t.text.chars().any(char::is_lowercase) || t.text.len() == 1);
        }
        // Most names begin with the one capital that they want.
        self.capitals == 0
            || (self.capitals == 1 && tokens.first().is_some_and(Token::is_capital))
            || words.map(|t| capitals(t.text)).sum::<usize>() >= self.capitals
    }
}

fn capitals(text: &str) -> usize {
    text.chars().filter(|c| c.is_uppercase()).count()
}

/// How many capitals a name that is written so wants: all where a word of it
/// has several, which is an abbreviation.
fn capitals_wanted(written: &str) -> usize {
    let (mut all, mut most, mut of_word) = (0, 0, 0);
    for c in written.chars() {
        if c.is_uppercase() {
            all += 1;
            of_word += 1;
            most = most.max(of_word);
        } else if !c.is_alphanumeric() && c != '.' {
            of_word = 0;
        }
    }
    if most > 1 { all } else { all.min(1) }
}

/// From so many letters on, abbreviations are written as words too.
const LONG_ABBREVIATION: usize = 5;

/// Every name of a language, by its words.
pub(super) struct Lexicon {
    pub(super) names: Trie<Name>,
    /// The words of the longest name.
    pub(super) longest: usize,
}

struct Builder<'v> {
    vocabulary: &'v mut Vocabulary,
    /// Memory for the words of the name that is added.
    words: Vec<Symbol>,
    lexicon: Lexicon,
    /// Names of the tables that prose means otherwise.
    unread: HashSet<Vec<Symbol>>,
    comma: Symbol,
    joints: Vec<Symbol>,
    /// Names with commas or conjunctions in them.
    joined: Vec<(Vec<Symbol>, Name)>,
}

impl Lexicon {
    /// `names.toml` adds to what the tables of areas, organizations and goods
    /// have, and says what of it is not to be read.
    pub(super) fn read(
        language: Language,
        file: &TomlFile<'_>,
        abbreviations: &HashMap<Box<str>, Box<str>>,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, WordingError> {
        let root = file.root();
        let texts = |name: &str| root.get(name)?.texts();
        let mut builder = Builder {
            comma: vocabulary.intern(","),
            joints: Vec::new(),
            unread: HashSet::default(),
            joined: Vec::new(),
            words: Vec::new(),
            lexicon: Self { names: Trie::default(), longest: 0 },
            vocabulary,
        };
        for joint in texts("and")? {
            builder.joints.extend(match builder.vocabulary.intern_all(joint.text()?).as_slice() {
                [one] => Some(*one),
                _ => None,
            });
        }
        for unread in texts("unread")? {
            let words = builder.vocabulary.intern_all(unread.text()?);
            builder.unread.insert(words);
        }
        for phrase in texts("not-names")? {
            builder.add_written(phrase.text()?, Thing::Nothing, 0);
        }
        builder.add_file(language, &root)?;
        builder.add_areas(language);
        builder.add_organizations(language, abbreviations);
        builder.add_goods(language);
        Ok(builder.finish())
    }
}

impl Builder<'_> {
    fn add(&mut self, text: &str, thing: Thing) {
        self.add_written(text, thing, capitals_wanted(text));
    }

    fn add_written(&mut self, text: &str, thing: Thing, capitals: usize) {
        self.words.clear();
        self.words.extend(self.vocabulary.interned(text));
        self.add_again(thing, capitals);
    }

    /// Adds what was added last as something else too.
    fn add_again(&mut self, thing: Thing, capitals: usize) {
        if self.unread.contains(&self.words) {
            return;
        }
        self.lexicon.longest = self.lexicon.longest.max(self.words.len());
        let name = Name { thing, capitals, is_joined: false };
        if self.words.iter().any(|w| *w == self.comma || self.joints.contains(w)) {
            self.joined.push((self.words.clone(), name));
        } else {
            self.lexicon.names.add(self.words.iter().copied(), name);
        }
    }

    fn add_file(&mut self, language: Language, root: &Entry<'_>) -> Result<(), WordingError> {
        let adjectives: HashSet<&str> =
            Areas::called(language).filter(|n| n.sort == NameSort::Adjective).flat_map(|n| n.text.split('/')).collect();
        // First, since what is added first is the likeliest.
        for (text, codes) in root.get("ambiguous")?.entries() {
            let codes = codes.texts()?;
            let areas: Vec<Area> = codes.iter().map(|code| area(code.text()?, code)).collect::<Result<_, _>>()?;
            let is_adjective = adjectives.contains(text);
            for area in areas {
                self.add(text, if is_adjective { Thing::Adjective(area) } else { Thing::Area(area) });
            }
        }
        self.add_table(root, "areas", |code, entry| Ok(Thing::Area(area(code, entry)?)))?;
        self.add_table(root, "prefixes", |code, entry| Ok(Thing::Prefix(area(code, entry)?)))?;
        self.add_table(root, "seats", |code, entry| Ok(Thing::Seat(area(code, entry)?)))?;
        for (code, entry) in root.get("adjectives")?.entries() {
            let area = area(code, &entry)?;
            for text in entry.texts()? {
                self.add_adjective(language, area, text.text()?);
            }
        }
        self.add_table(root, "organizations", |code, entry| {
            let organization = Organization::all().find(|o| o.code() == code);
            let organization = organization
                .ok_or_else(|| entry.error(&format!("{code:?} is no organization"), "codes are in organizations.tsv"));
            Ok(Thing::Organization(organization?))
        })?;
        self.add_table(root, "goods", |code, entry| {
            let good = HsCode::new(HsRevision::Hs2022, code);
            good.map(Thing::Commodity).ok_or_else(|| {
                entry.error(&format!("{code:?} is no code of the Harmonized System"), "a code has 2, 4 or 6 digits")
            })
        })?;
        self.add_table(root, "anaphora", |name, entry| {
            Ok(Thing::Anaphor(match name {
                "country" => Anaphor::Country,
                "pair" => Anaphor::Pair,
                "own" => Anaphor::Own,
                _ => return Err(entry.error(&format!("{name:?} stands for nothing"), "country, pair or own")),
            }))
        })
    }

    fn add_table(
        &mut self,
        root: &Entry<'_>,
        table: &str,
        thing: impl Fn(&str, &Entry<'_>) -> Result<Thing, WordingError>,
    ) -> Result<(), WordingError> {
        for (key, entry) in root.get(table)?.entries() {
            let thing = thing(key, &entry)?;
            for text in entry.texts()? {
                self.add(text.text()?, thing);
            }
        }
        Ok(())
    }

    fn add_areas(&mut self, language: Language) {
        // The name as it is written, which may be another language's where this one has none.
        let written = Areas::all().map(|area| AreaName { area, text: area.name(language), sort: NameSort::Name });
        let others = Areas::called(language).filter(|name| name.sort != NameSort::Name);
        let mut names: Vec<AreaName> = written.chain(others).collect();
        names.sort_by_key(|n| (n.sort, likelihood(n.area.kind())));
        for AreaName { area, text, sort } in names {
            match sort {
                NameSort::Name | NameSort::Alias | NameSort::Former => self.add(text, Thing::Area(area)),
                NameSort::Person | NameSort::People => self.add(text, Thing::People(area)),
                NameSort::Adjective => self.add_adjective(language, area, text),
            }
        }
    }

    fn add_adjective(&mut self, language: Language, area: Area, text: &str) {
        let forms: Vec<&str> = text.split('/').collect();
        for (i, form) in forms.iter().enumerate() {
            if forms[..i].contains(form) {
                continue;
            }
            self.add(form, Thing::Adjective(area));
            // "un Bolivien", which is known by the capital.
            if language == Language::French {
                self.add_again(Thing::People(area), 1);
            }
        }
        match language {
            // The words for people that the table does not have.
            Language::English if text.ends_with("an") => self.add(&format!("{text}s"), Thing::People(area)),
            // "los bolivianos", in small letters and in the plural.
            Language::Spanish => forms.iter().skip(2).for_each(|form| self.add(form, Thing::People(area))),
            Language::English | Language::French => {}
        }
    }

    /// With the abbreviations that organizations are written with.
    fn add_organizations(&mut self, language: Language, abbreviations: &HashMap<Box<str>, Box<str>>) {
        let own: HashSet<&str> = abbreviations.values().map(AsRef::as_ref).collect();
        for organization in Organization::all() {
            let thing = Thing::Organization(organization);
            let code = organization.code();
            if let Some(own) = abbreviations.get(code) {
                self.add_abbreviation(own, thing);
            }
            // "CEI" is what Spanish calls the CIS, and no code of another one.
            if !own.contains(code) {
                self.add_abbreviation(code, thing);
            }
            self.add(organization.name(language), thing);
            for alias in organization.aliases() {
                // Abbreviations are of every language, names are English.
                if !alias.contains(' ') {
                    self.add_abbreviation(alias, thing);
                } else if language == Language::English {
                    self.add(alias, thing);
                }
            }
        }
    }

    /// A long one may be written as a word: "Unesco".
    fn add_abbreviation(&mut self, text: &str, thing: Thing) {
        let is_long = text.len() >= LONG_ABBREVIATION && text.chars().all(char::is_alphabetic);
        self.add_written(text, thing, if is_long { 1 } else { capitals_wanted(text) });
    }

    fn add_goods(&mut self, language: Language) {
        let mut goods: Vec<(HsCode, &str)> = HsCode::named(language).collect();
        // What a number means today before what another one did, the wider first.
        goods.sort_by_key(|(code, _)| (std::cmp::Reverse(code.revision()), code.level(), *code));
        for (code, text) in goods {
            self.add_written(text, Thing::Commodity(code), 0);
        }
    }

    fn finish(mut self) -> Lexicon {
        for (words, mut name) in std::mem::take(&mut self.joined) {
            name.is_joined = self.is_made_of_names(&words, name.thing);
            self.lexicon.names.add(words, name);
        }
        self.lexicon
    }

    /// Whether all that stands between commas and conjunctions is a name of the same sort.
    fn is_made_of_names(&self, words: &[Symbol], thing: Thing) -> bool {
        let is_joint = |w: &Symbol| *w == self.comma || self.joints.contains(w);
        let mut parts = words.split(is_joint).filter(|part| !part.is_empty());
        let is_like =
            |name: &Name| std::mem::discriminant(&name.thing) == std::mem::discriminant(&thing) && !name.is_joined;
        parts.all(|part| {
            let without_article = part.get(1..).unwrap_or_default();
            self.lexicon.names.get(part).chain(self.lexicon.names.get(without_article)).any(is_like)
        })
    }
}

fn area(code: &str, entry: &Entry<'_>) -> Result<Area, WordingError> {
    Area::from_code(Codelist::Attache, code)
        .ok_or_else(|| entry.error(&format!("{code:?} is no area"), "codes are in areas.tsv"))
}

fn likelihood(kind: AreaKind) -> u8 {
    match kind {
        AreaKind::Country => 0,
        AreaKind::Territory => 1,
        AreaKind::Aggregate => 2,
        AreaKind::Ocean => 3,
        AreaKind::Predecessor => 4,
    }
}
