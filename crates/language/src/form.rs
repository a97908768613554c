/// How a placeholder wants what fills its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Bare,
    Possessive,
    Adjective,
    /// The adjective as it agrees with what it stands beside.
    AdjectiveOf(Agreement),
    /// With the preposition of possession or origin: "de la Bolivie", "del Perú".
    Of,
    /// With the preposition of what something goes or is given to: "aux
    /// États-Unis", "à la Bolivie", "al Perú".
    Toward,
    /// What its people are called, in patterns that are read.
    People,
    /// With its unit said, in patterns that are read: "10 people", and not "10".
    WithUnit,
    /// With its article, where running text else has none: "l'exercice 2022",
    /// "le 3 janvier 1849", "l'Organisation des États américains".
    The,
    /// After the conjunction of two: "and Bolivia", "e Israel".
    And,
    /// One of several wordings, by the gender and number of what fills the role:
    /// singular and plural, or masculine, feminine and their plurals.
    Agree(Box<[Box<str>]>),
    Abbreviation,
    Both,
    /// Each of a list with the quantity that the other role gives for it.
    With(Box<str>),
    Comma,
    First(usize),
    Absolute,
    Plain,
    /// Rounded to so many significant digits.
    Round(u32),
    /// Rounded to so many significant digits, and held out as that: "about $1.2 billion".
    Hedged(u32),
    /// Rounded to one decimal of millions, from ten billion on of billions and
    /// so on; below a million to three significant digits.
    Tenths,
    /// In so many powers of ten, with one decimal and no unit.
    Scaled(i16),
    In,
    Since,
    By,
    /// From a day to the one that the other role gives.
    To(Box<str>),
    Short,
    Year,
    Largest,
    /// An ordinal as it stands beside a feminine noun.
    Feminine,
    Digits,
    /// One, and any other number.
    Plural(Box<str>, Box<str>),
    Name,
    /// A person with their title in the language's words: the one that the other
    /// role gives, else the one that stands before the name.
    Titled(Option<Box<str>>),
    IndefiniteArticle,
    Lower,
    Term,
    Terms,
    /// A form of the fact kind that the text names.
    OfKind(Box<str>),
}

/// Gender and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Agreement {
    pub(crate) feminine: bool,
    pub(crate) plural: bool,
}

impl Agreement {
    const fn of(feminine: bool, plural: bool) -> Self {
        Self { feminine, plural }
    }
}

/// Forms without an argument.
const NAMED: &[(&str, Form)] = &[
    ("bare", Form::Bare),
    ("'s", Form::Possessive),
    ("adj", Form::Adjective),
    ("adj-ms", Form::AdjectiveOf(Agreement::of(false, false))),
    ("adj-fs", Form::AdjectiveOf(Agreement::of(true, false))),
    ("adj-mp", Form::AdjectiveOf(Agreement::of(false, true))),
    ("adj-fp", Form::AdjectiveOf(Agreement::of(true, true))),
    ("of", Form::Of),
    ("to", Form::Toward),
    ("people", Form::People),
    ("with-unit", Form::WithUnit),
    ("the", Form::The),
    ("and", Form::And),
    ("abbr", Form::Abbreviation),
    ("both", Form::Both),
    ("comma", Form::Comma),
    ("abs", Form::Absolute),
    ("plain", Form::Plain),
    ("tenths", Form::Tenths),
    ("thousands", Form::Scaled(3)),
    ("millions", Form::Scaled(6)),
    ("billions", Form::Scaled(9)),
    ("in", Form::In),
    ("since", Form::Since),
    ("by", Form::By),
    ("short", Form::Short),
    ("year", Form::Year),
    ("largest", Form::Largest),
    ("fem", Form::Feminine),
    ("digits", Form::Digits),
    ("name", Form::Name),
    ("titled", Form::Titled(None)),
    ("a", Form::IndefiniteArticle),
    ("lower", Form::Lower),
    ("term", Form::Term),
    ("terms", Form::Terms),
];

impl Form {
    pub(crate) fn read(text: &str) -> Option<Self> {
        if let Some((_, form)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Some(form.clone());
        }
        if let Some(digits) = text.strip_prefix("round") {
            return digits.parse().ok().filter(|n| (1..=9).contains(n)).map(Self::Round);
        }
        if let Some(digits) = text.strip_prefix("hedged") {
            return digits.parse().ok().filter(|n| (2..=9).contains(n)).map(Self::Hedged);
        }
        if let Some((name, argument)) = text.split_once(':') {
            return match name {
                "plural" => argument.split_once('/').map(|(one, other)| Self::Plural(one.into(), other.into())),
                "agree" => {
                    let wordings: Box<[Box<str>]> = argument.split('/').map(Into::into).collect();
                    matches!(wordings.len(), 2 | 4).then_some(Self::Agree(wordings))
                }
                "with" => Some(Self::With(argument.into())),
                "to" => Some(Self::To(argument.into())),
                "titled" => Some(Self::Titled(Some(argument.into()))),
                "first" => argument.parse().ok().filter(|n| *n > 0).map(Self::First),
                _ => None,
            };
        }
        matches!(text, "noun" | "label").then(|| Self::OfKind(text.into()))
    }

    /// For the hint of an error.
    pub(crate) fn known() -> String {
        let mut names: Vec<&str> = NAMED.iter().map(|(name, _)| *name).collect();
        names.extend([
            "round3",
            "hedged2",
            "plural:one/many",
            "agree:one/many",
            "with:role",
            "to:role",
            "titled:role",
            "first:5",
            "noun",
            "label",
        ]);
        names.join(", ")
    }
}
