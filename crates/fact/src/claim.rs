use attache_model::{Area, Code, Language, Organization, Period, fold};

use crate::{Commodity, Fact, Fit, Printed, RoleName, Value};

/// What a text says fills a role.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Area(Area),
    Areas(Vec<Area>),
    Organizations(Vec<Organization>),
    Commodities(Vec<Commodity>),
    Figure(Printed),
    Figures(Vec<Printed>),
    Period(Period),
    /// A period that hangs on the day of the text.
    Relative(Relative),
    Rank(u32),
    Count(u32),
    Text(String),
    Texts(Vec<String>),
}

/// A statement that a text makes, as far as its words say it.
///
/// The counterpart of a [`Fact`](crate::Fact): the same kind and roles, filled
/// with what is claimed. A role that the text leaves open is not here.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub kind: Code,
    pub roles: Vec<(RoleName, Said)>,
}

impl Claim {
    pub fn role(&self, name: &str) -> Option<&Said> {
        self.roles.iter().find(|(n, _)| *n == name).map(|(_, said)| said)
    }

    /// Whether the claim is what the fact states: the same kind, and what it
    /// says of each role is so. Gives the roles of the fact's key (its areas,
    /// period and other arguments) that the claim leaves open.
    ///
    /// # Errors
    /// The first role of which the claim says otherwise; `kind` where it is of
    /// another kind.
    pub fn holds_of(&self, fact: &Fact) -> Result<Vec<RoleName>, RoleName> {
        if self.kind != fact.expression.kind {
            return Err("kind");
        }
        // Of what goes both ways, either may be named first.
        let is_mutual = self.kind == "goods-trade" || (self.kind == "goods-growth" && fact.role("flow").is_none());
        let exchanged = |role: RoleName| match role {
            "a" if is_mutual => fact.role("b"),
            "b" if is_mutual => fact.role("a"),
            _ => None,
        };
        let is_short = SHORT.iter().any(|role| self.role(role).is_some());
        for (role, said) in &self.roles {
            let is_so = |value| {
                said.is(value)
                    || exchanged(role).is_some_and(|other| said.is(other))
                    || (is_short && said.is_size_of(value))
                    || (NAMING.contains(role) && self.names_whom(fact))
            };
            // What a source does not say, the claim may not know.
            if let Some(value) = fact.role(role)
                && !is_so(value)
            {
                return Err(role);
            }
        }
        let is_key = |role: &str, value: &Value| match value {
            Value::Area(_) => true,
            Value::Period(period) => *period != Period::Unstated,
            // An argument of that name is something else: among whom, by which indicator.
            Value::Count(_) | Value::Rank(_) => false,
            _ => fact.expression.args.get(role).is_some(),
        };
        let keys = fact.roles.iter().filter(|(role, value)| is_key(role, value));
        Ok(keys.map(|(role, _)| *role).filter(|role| self.role(role).is_none()).collect())
    }

    /// Whether title and name together are those of the fact's person: which of
    /// the words are the title, a text does not show ("King Charles III"), and
    /// it may leave titles and given names out.
    fn names_whom(&self, fact: &Fact) -> bool {
        let text = |said: Option<&Said>| match said {
            Some(Said::Text(text)) => fold(text),
            _ => String::new(),
        };
        let stated = |role| match fact.role(role) {
            Some(Value::Text(text)) => fold(text),
            _ => String::new(),
        };
        let [said, meant] = [NAMING.map(|role| text(self.role(role))), NAMING.map(stated)].map(|parts| parts.join(" "));
        let [said, meant]: [Vec<&str>; 2] = [&said, &meant].map(|whole| whole.split_whitespace().collect());
        !said.is_empty() && (meant.ends_with(&said) || said.ends_with(&meant))
    }
}

/// The roles by which words say that a figure is below nothing: "a deficit of $3 million".
const SHORT: [RoleName; 2] = ["deficit", "fell"];

/// The roles that say who somebody is.
const NAMING: [RoleName; 2] = ["title", "person"];

impl Said {
    /// Whether a figure is the quantity without its sign.
    fn is_size_of(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Figure(said), Value::Quantity(quantity)) => said.fit(quantity.value.abs()) == Fit::Within,
            _ => false,
        }
    }

    /// Whether what is said is so: a figure within its interval, names and texts
    /// without regard to case and accents.
    pub fn is(&self, value: &Value) -> bool {
        let same = |a: &str, b: &str| a == b || fold(a) == fold(b);
        match (self, value) {
            (Self::Area(said), Value::Area(area)) => said == area,
            (Self::Areas(said), Value::Areas(areas)) => said == areas,
            (Self::Areas(said), Value::Area(area)) => said.as_slice() == [*area],
            (Self::Area(said), Value::Areas(areas)) => areas.as_slice() == [*said],
            (Self::Organizations(said), Value::Organizations(organizations)) => said == organizations,
            (Self::Commodities(said), Value::Commodities(goods)) => {
                said.len() == goods.len() && said.iter().zip(goods).all(|(a, b)| a.code.digits() == b.code.digits())
            }
            (Self::Figure(said), Value::Quantity(quantity)) => said.fit(quantity.value) == Fit::Within,
            (Self::Figures(said), Value::Quantities(quantities)) => {
                let pairs = said.iter().zip(quantities);
                said.len() == quantities.len() && pairs.into_iter().all(|(s, q)| s.fit(q.value) == Fit::Within)
            }
            (Self::Period(said), Value::Period(period)) => is_named(*said, *period),
            (Self::Rank(said), Value::Rank(n)) | (Self::Count(said), Value::Count(n) | Value::Rank(n)) => said == n,
            (Self::Figure(said), Value::Count(n)) => said.fit((*n).into()) == Fit::Within,
            (Self::Text(said), Value::Text(text)) => same(said, text),
            (Self::Text(said), Value::Texts(texts)) => same(said, &texts.join(", ")),
            (Self::Texts(said), Value::Texts(texts)) => are_listed(said, texts),
            // A source may list goods in words of its own.
            (Self::Commodities(said), Value::Texts(texts)) => {
                let is_called = |goods: &Commodity, text: &str| {
                    Language::ALL
                        .into_iter()
                        .filter_map(|language| goods.code.name(language))
                        .any(|name| same(name, text))
                };
                said.len() == texts.len() && said.iter().zip(texts).all(|(goods, text)| is_called(goods, text))
            }
            _ => false,
        }
    }
}

/// Whether the texts are those that are said. What is said is cut at every comma
/// and conjunction, and a text may have some within: "meat and meat products".
fn are_listed(said: &[String], texts: &[String]) -> bool {
    const LONGEST_CONJUNCTION: usize = 3;
    let mut said = said.iter().map(|piece| fold(piece)).peekable();
    let whole = texts.iter().all(|text| {
        let text = fold(text);
        let mut rest = text.as_str();
        while let Some(piece) = said.peek()
            && let Some(at) = rest.find(piece.as_str())
            && rest.get(..at).is_some_and(|between| between.trim().len() <= LONGEST_CONJUNCTION)
        {
            rest = rest.get(at + piece.len()..).unwrap_or_default();
            said.next();
            if rest.is_empty() {
                break;
            }
        }
        rest.is_empty()
    });
    whole && said.peek().is_none()
}

/// Periods that hang on the day of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relative {
    /// "currently", "now", "today".
    Now,
    /// "this year", "so far this year".
    ThisYear,
    /// "last year", "the previous year".
    LastYear,
    /// So many years back from now: "over the last decade", "in the past five years".
    LastYears(u16),
}

/// Whether a text that says one period may mean the other: a fiscal year is
/// seldom said with the month in which it begins, nor a date to its day.
fn is_named(said: Period, meant: Period) -> bool {
    match (said, meant) {
        (Period::FiscalYear { year, starts: None }, Period::FiscalYear { year: other, .. }) => year == other,
        (Period::Year(year), Period::Day(day)) => year == day.year(),
        (Period::Year(year), Period::Month { year: other, .. }) => year == other,
        (Period::Month { year, month }, Period::Day(day)) => (year, month) == (day.year(), day.month()),
        _ => said == meant,
    }
}
