use std::{fmt, ops::Range, str::FromStr};

use attache_model::{Area, Areas, Code, Period, UnknownArea};

/// A fact as an author writes it in a document: a kind and its arguments.
///
/// ```text
/// goods-trade?area=US,BO&time=2022
/// ```
///
/// It is the destination of a Markdown link with the scheme `fact:` and the
/// name by which a figure is explained. Arguments stand in any order; printed
/// ones are sorted, so that equal expressions print alike.
///
/// | argument | says | written |
/// |---|---|---|
/// | `area` | whose fact it is, the first being the one whose view is taken | names or codes with commas between |
/// | `time` | of when | a [`Period`], `latest` (the default), or `last:10` for the latest ten |
/// | `source` | whose figures alone, of the kinds that several publishers tell of | a source's id, as `comtrade` |
/// | others | what the kind documents | text |
///
/// An argument that the kind does not take is an error, so that a misspelt one
/// is not passed over.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Expression {
    pub kind: Code,
    pub args: Args,
}

/// The arguments of an [`Expression`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Args {
    pub area: Vec<Area>,
    pub time: Time,
    /// Sorted by name.
    others: Vec<(Code, Code)>,
}

/// The argument that asks for one source's figures.
pub(crate) const SOURCE: &str = "source";

/// Of when a fact is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Time {
    /// The latest period that there is.
    #[default]
    Latest,
    /// The latest so many, oldest first.
    Last(u16),
    Period(Period),
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => f.write_str("latest"),
            Self::Last(n) => write!(f, "last:{n}"),
            Self::Period(period) => period.fmt(f),
        }
    }
}

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "latest" => Ok(Self::Latest),
            _ => match text.strip_prefix("last:") {
                Some(n) => n
                    .parse()
                    .ok()
                    .filter(|n| (1..=500).contains(n))
                    .map(Self::Last)
                    .ok_or_else(|| format!("last:{n} wants a whole number from 1 to 500")),
                None => text.parse().map(Self::Period).map_err(|e: attache_model::ParsePeriodError| e.to_string()),
            },
        }
    }
}

impl Args {
    pub fn of(areas: &[Area]) -> Self {
        Self { area: areas.to_vec(), ..Self::default() }
    }

    #[must_use]
    pub fn at(mut self, time: Period) -> Self {
        self.time = Time::Period(time);
        self
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.set(Code::new(name), Code::new(value));
        self
    }

    /// Reads an argument, as expressions have it, that the kind takes; errors
    /// have this span.
    pub(crate) fn read(
        &mut self,
        kind: Code,
        name: &str,
        value: &str,
        span: Range<usize>,
    ) -> Result<(), ExpressionError> {
        match name {
            "area" => {
                // A comma within a name is escaped: `Korea%2C South`.
                for name in value.split(',').map(unescaped) {
                    self.area.push(Areas::find(&name).map_err(|unknown| unknown_area(&unknown, span.clone()))?);
                }
            }
            "time" => {
                let known = "times are periods (2022, FY2022/10), latest, or last:10";
                self.time = unescaped(value).parse().map_err(|problem| error(span, problem, known))?;
            }
            _ => {
                if let Some(known) = crate::find(kind).filter(|known| !known.takes().contains(&name)) {
                    let problem = format!("{kind} takes no argument {name:?}");
                    return Err(error(span, problem, &instead(name, known.takes())));
                }
                self.set(Code::new(name), Code::new(&unescaped(value)));
            }
        }
        Ok(())
    }

    fn set(&mut self, name: Code, value: Code) {
        match self.others.binary_search_by_key(&name, |(n, _)| *n) {
            Ok(at) => self.others[at].1 = value,
            Err(at) => self.others.insert(at, (name, value)),
        }
    }

    pub fn get(&self, name: &str) -> Option<Code> {
        self.others.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
    }

    /// Of the figures of this source alone, where there is one.
    #[must_use]
    pub(crate) fn by(self, source: Option<Code>) -> Self {
        match source {
            Some(source) => self.with(SOURCE, &source),
            None => self,
        }
    }

    /// Whether a fact whose arguments these are, every one fixed, is among
    /// those that `asked` asks for.
    pub(crate) fn are_among(&self, asked: &Self) -> bool {
        let time = match asked.time {
            Time::Period(_) => self.time == asked.time,
            Time::Latest | Time::Last(_) => true,
        };
        time && asked.others.iter().all(|(name, value)| self.get(name) == Some(*value))
    }

    /// The names of the arguments beside `area` and `time`.
    pub fn names(&self) -> impl Iterator<Item = Code> {
        self.others.iter().map(|(n, _)| *n)
    }
}

impl Expression {
    pub fn new(kind: &'static str, args: Args) -> Self {
        Self { kind: Code::from_static(kind), args }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        let mut separator = '?';
        let mut sep = |f: &mut fmt::Formatter<'_>| {
            let s = std::mem::replace(&mut separator, '&');
            write!(f, "{s}")
        };
        if !self.args.area.is_empty() {
            sep(f)?;
            f.write_str("area=")?;
            for (i, area) in self.args.area.iter().enumerate() {
                write!(f, "{}{area}", if i == 0 { "" } else { "," })?;
            }
        }
        for (name, value) in &self.args.others {
            sep(f)?;
            write!(f, "{name}=")?;
            value.chars().try_for_each(|c| write_escaped(c, f))?;
        }
        if self.args.time != Time::Latest {
            sep(f)?;
            write!(f, "time={}", self.args.time)?;
        }
        Ok(())
    }
}

/// What is wrong with an expression, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// Bytes of the expression's text.
    pub span: Range<usize>,
    pub problem: String,
    pub hint: String,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for ExpressionError {}

/// A character of a value as it may stand in the destination of a Markdown link
/// within a table. Letters of any script stand as they are.
fn write_escaped(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        ' ' => f.write_str("+"),
        c if c.is_alphanumeric() || "-_.,:;/'’!*@~$".contains(c) => write!(f, "{c}"),
        c => c.encode_utf8(&mut [0; 4]).bytes().try_for_each(|byte| write!(f, "%{byte:02X}")),
    }
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [a, b, ..]) => digit(*a).zip(digit(*b)),
            _ => None,
        };
        match (first, escaped) {
            (_, Some((high, low))) => {
                bytes.push(high << 4 | low);
                rest = &tail[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl FromStr for Expression {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        let (kind, query) = text.split_once('?').unwrap_or((text, ""));
        if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err(error(
                0..kind.len(),
                format!("{kind:?} is not the name of a fact kind"),
                "names look like goods-trade",
            ));
        }
        let mut args = Args::default();
        let mut at = kind.len() + 1;
        for part in query.split('&') {
            let span = at..at + part.len();
            at = span.end + 1;
            if part.is_empty() {
                continue;
            }
            let Some((name, value)) = part.split_once('=') else {
                return Err(error(span, format!("{part:?} is not an argument"), "write name=value, as area=US,BO"));
            };
            args.read(Code::new(kind), name, value, span)?;
        }
        Ok(Self { kind: Code::new(kind), args })
    }
}

fn error(span: Range<usize>, problem: String, hint: &str) -> ExpressionError {
    ExpressionError { span, problem, hint: hint.to_owned() }
}

/// A country that nobody knows, at its place in the text.
pub(crate) fn unknown_area(unknown: &UnknownArea, span: Range<usize>) -> ExpressionError {
    let near = unknown.candidates.iter().map(|a| a.code()).collect::<Vec<_>>().join(", ");
    let hint = if near.is_empty() { "give an ISO code" } else { &format!("did you mean {near}?") };
    error(span, unknown.to_string(), hint)
}

/// What the author of an argument that there is not may have meant.
fn instead(name: &str, takes: &[&str]) -> String {
    let all = ["area", "time"].into_iter().chain(takes.iter().copied());
    let nearest = all
        .clone()
        .map(|other| (strsim::jaro_winkler(name, other), other))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.75);
    match nearest {
        Some((_, nearest)) => format!("did you mean {nearest}?"),
        None => format!("it takes {}", all.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_prints_as_it_reads() {
        for text in [
            "population?area=BO",
            "goods-trade?area=US,BO&time=2022",
            "agreement?area=US,BO&type=investment",
            "x?of=a%26b+c",
            "leader",
        ] {
            assert_eq!(text.parse::<Expression>().unwrap().to_string(), text);
        }
    }

    /// Titles and names are whatever publishers write.
    #[test]
    fn any_text_is_a_value() {
        for text in [
            "Treaty, with Protocol & Annex (A=B; 50%)",
            "Víctor PAZ Estenssoro",
            "Chargé d’Affaires ad interim",
            "日本・EU",
            "a|b \\ `c` [d] {a} <e> \"f\" #g ?h",
            "50%zz %+f %",
            "  two  spaces ",
            "line\nbreak\ttab\u{a0}\u{202e}",
            "",
        ] {
            let written = Expression::new("agreement", Args::default().with("title", text)).to_string();
            assert_eq!(written.parse::<Expression>().unwrap().args.get("title").unwrap(), text, "{written}");
            assert!(
                !written.contains(|c: char| c.is_whitespace() || c.is_control() || "|<>()[]{}`\"\\".contains(c)),
                "{written}"
            );
        }
    }

    #[test]
    fn a_country_may_be_named() {
        let area = |text: &str| text.parse::<Expression>().unwrap().args.area;
        assert_eq!(area("x?area=United+States,Côte d’Ivoire"), area("x?area=US,CI"));
        assert_eq!(area("x?area=Korea%2C South"), area("x?area=KR"));
        assert_eq!(area("x?area=US&area=BO"), area("x?area=US,BO"));
    }

    #[test]
    fn the_last_of_two_values_counts() {
        let read: Expression = "x?time=2020&b=1&a=3&b=2&time=2021".parse().unwrap();
        assert_eq!(read.to_string(), "x?a=3&b=2&time=2021");
    }

    #[test]
    fn errors_point_at_the_argument() {
        let error = "goods-trade?area=US&time=soon".parse::<Expression>().unwrap_err();
        assert_eq!(&"goods-trade?area=US&time=soon"[error.span], "time=soon");
        let doubled = "x?a=1&&&area=US,Bolivai";
        let error = doubled.parse::<Expression>().unwrap_err();
        assert_eq!(&doubled[error.span], "area=US,Bolivai");
        assert!(error.hint.starts_with("did you mean BO"), "{}", error.hint);
        let error = "x?area=".parse::<Expression>().unwrap_err();
        assert_eq!(error.span, 2..7);
        assert!("Goods?area=US".parse::<Expression>().is_err());
        assert!("goods?area".parse::<Expression>().is_err());
        assert!("goods?area=Atlantisburg".parse::<Expression>().is_err());
    }

    #[test]
    fn a_misspelt_argument_is_refused() {
        let text = "goods-rank?area=US,BO&flwo=exports";
        let error = text.parse::<Expression>().unwrap_err();
        assert_eq!(&text[error.span.clone()], "flwo=exports");
        assert_eq!(
            (error.to_string(), error.hint),
            ("goods-rank takes no argument \"flwo\"".into(), "did you mean flow?".into())
        );
        let error = "population?area=BO&tiem=2022".parse::<Expression>().unwrap_err();
        assert_eq!(error.hint, "did you mean time?");
        let error = "capital?area=BO&colour=red".parse::<Expression>().unwrap_err();
        assert_eq!(error.hint, "it takes area, time");
        assert!("goods-rank?area=US,BO&flow=exports".parse::<Expression>().is_ok());
    }

    #[test]
    fn times() {
        assert_eq!("last:10".parse(), Ok(Time::Last(10)));
        for wrong in ["last:0", "last:501", "last:-1", "last:", "last:ten", "", "Latest", "2022/2020"] {
            assert!(wrong.parse::<Time>().is_err(), "{wrong}");
        }
        assert_eq!("FY2022/10".parse(), Ok(Time::Period(Period::us_fiscal_year(2022))));
    }
}
