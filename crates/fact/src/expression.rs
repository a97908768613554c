use std::{fmt, str::FromStr};

use attache_model::{Area, Areas, Code, Period};

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
/// | others | what the kind documents | text |
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

    fn set(&mut self, name: Code, value: Code) {
        match self.others.binary_search_by_key(&name, |(n, _)| *n) {
            Ok(at) => self.others[at].1 = value,
            Err(at) => self.others.insert(at, (name, value)),
        }
    }

    pub fn get(&self, name: &str) -> Option<Code> {
        self.others.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
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
            for c in value.chars() {
                match c {
                    ' ' => f.write_str("+")?,
                    '%' | '&' | '+' | '=' | '#' | '(' | ')' | '<' | '>' => write!(f, "%{:02X}", c as u32)?,
                    c => write!(f, "{c}")?,
                }
            }
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
    pub span: std::ops::Range<usize>,
    pub problem: String,
    pub hint: String,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for ExpressionError {}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |b: &[u8]| std::str::from_utf8(b).ok().and_then(|s| u8::from_str_radix(s, 16).ok());
        match (first, tail) {
            (b'%', [a, b, after @ ..]) if hex(&[*a, *b]).is_some() => {
                bytes.extend(hex(&[*a, *b]));
                rest = after;
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
        let error = |span: std::ops::Range<usize>, problem: String, hint: &str| ExpressionError {
            span,
            problem,
            hint: hint.to_owned(),
        };
        let (kind, query) = text.split_once('?').unwrap_or((text, ""));
        if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err(error(0..kind.len(), format!("{kind:?} is not the name of a fact kind"), "names look like goods-trade"));
        }
        let mut args = Args::default();
        let mut at = kind.len() + 1;
        for part in query.split('&').filter(|p| !p.is_empty()) {
            let span = at..at + part.len();
            at = span.end + 1;
            let Some((name, value)) = part.split_once('=') else {
                return Err(error(span, format!("{part:?} is not an argument"), "write name=value, as area=US,BO"));
            };
            let value = unescaped(value);
            match name {
                "area" => {
                    for name in value.split(',') {
                        let area = Areas::find(name).map_err(|unknown| {
                            let near: Vec<&str> = unknown.candidates.iter().map(|a| a.code()).collect();
                            let hint = if near.is_empty() { "give an ISO code" } else { "did you mean" };
                            error(span.clone(), unknown.to_string(), &format!("{hint} {}", near.join(", ")))
                        })?;
                        args.area.push(area);
                    }
                }
                "time" => {
                    let hint = "times are periods (2022, FY2022/10), latest, or last:10";
                    args.time = value.parse().map_err(|problem| error(span, problem, hint))?;
                }
                _ => args.set(Code::new(name), Code::new(&value)),
            }
        }
        Ok(Self { kind: Code::new(kind), args })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_prints_as_it_reads() {
        for text in ["population?area=BO", "goods-trade?area=US,BO&time=2022", "agreement?area=US,BO&type=investment", "x?of=a%26b+c"] {
            assert_eq!(text.parse::<Expression>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn errors_point_at_the_argument() {
        let error = "goods-trade?area=US&time=soon".parse::<Expression>().unwrap_err();
        assert_eq!(&"goods-trade?area=US&time=soon"[error.span], "time=soon");
        assert!("Goods?area=US".parse::<Expression>().is_err());
        assert!("goods?area".parse::<Expression>().is_err());
        assert!("goods?area=Atlantisburg".parse::<Expression>().is_err());
    }

    #[test]
    fn times() {
        assert_eq!("last:10".parse(), Ok(Time::Last(10)));
        assert!("last:0".parse::<Time>().is_err());
        assert_eq!("FY2022/10".parse(), Ok(Time::Period(Period::us_fiscal_year(2022))));
    }
}
