//! What the kinds on agreements share: the agreements of a pair, each once,
//! however many sources list it.

use attache_model::{Area, Areas, Code, Date, EventKind, EventRef, Panel, Period};

use crate::{Absent, Args, Derivation, Input, select};

/// Who would tell of agreements of a type.
pub(super) fn sources(category: Code) -> &'static [&'static str] {
    match category.as_str() {
        "investment" => &["unctad-bits"],
        "trade" => &["desta", "wto-rta"],
        _ => &[],
    }
}

/// The type of agreement asked for.
pub(super) fn category(args: &Args) -> Result<Code, Absent> {
    args.get("type").ok_or(Absent::BadArgument {
        argument: "type",
        problem: "is missing: which agreements, as type=investment or type=trade".to_owned(),
    })
}

/// An agreement, by the rows of those sources that list it, one each. The first
/// names it, and gives its dates where it has them.
pub(super) struct Treaty<'a>(Vec<EventRef<'a>>);

impl<'a> Treaty<'a> {
    pub(super) fn lead(&self) -> EventRef<'a> {
        self.0[0]
    }

    pub(super) fn signed(&self) -> Option<Period> {
        self.finest(|row| row.signed)
    }

    /// When it entered into force.
    pub(super) fn from(&self) -> Option<Period> {
        self.finest(|row| row.from)
    }

    /// When it ended.
    pub(super) fn until(&self) -> Option<Period> {
        self.finest(|row| row.until)
    }

    /// What the first says that knows more than that it was signed.
    pub(super) fn status(&self) -> Code {
        let beyond = self.0.iter().map(|row| row.status).find(|status| *status != "signed");
        beyond.unwrap_or(self.lead().status)
    }

    /// The day, of rows of which others have the year alone.
    fn finest(&self, date: impl Fn(&EventRef<'a>) -> Option<Period>) -> Option<Period> {
        let dates = self.0.iter().filter_map(date);
        // Of several that are alike the first one is taken.
        dates.reduce(|first, other| if first != other && first.contains(other) { other } else { first })
    }

    /// The days on which the area became and ceased to be bound, where the list
    /// has some of its own for it: a party that acceded or left.
    pub(super) fn own_dates(&self, area: Area) -> (Option<Period>, Option<Period>) {
        let entries = self.0.iter().find_map(|row| row.attribute("entry-dates")).unwrap_or_default();
        own_dates(entries, area).unwrap_or_default()
    }

    pub(super) fn derivation(&self) -> Derivation {
        match self.0.as_slice() {
            [one] => Derivation::from(*one),
            several => Derivation::StatedBy(several.iter().map(|row| Input::from(*row)).collect()),
        }
    }
}

/// The agreements of the type that bind both to each other, by the date of
/// signature; what is still negotiated binds nobody.
pub(super) fn between<'a>(panel: &'a Panel, category: Code, a: Area, b: Area) -> Vec<Treaty<'a>> {
    let mut rows = select::current_of_both(panel, EventKind::Agreement, a, b);
    // What a complete list has no more is withdrawn.
    if let Some((listing, _)) = panel.coverage(EventKind::Agreement, category, &[a, b]) {
        let listing_source = panel.release(listing).source;
        rows.retain(|e| e.release.source != listing_source || e.row.release == listing);
    }
    rows.retain(|e| e.attribute("type") == Some(&category));
    rows.retain(|e| {
        !matches!(e.status.as_str(), "in-negotiation" | "withdrawal")
            && e.attribute("sides").is_none_or(|s| across(s, a, b))
    });
    let mut treaties = each_once(rows);
    treaties.sort_by_cached_key(|treaty| (treaty.signed().or(treaty.from()), treaty.lead().row));
    treaties
}

/// Whether the two stand on different sides of an agreement that binds each
/// side to the other: `AU | BH KW OM`.
fn across(sides: &str, a: Area, b: Area) -> bool {
    let side = |area: Area| sides.split('|').position(|side| side.split_whitespace().any(|code| code == area.code()));
    matches!((side(a), side(b)), (Some(x), Some(y)) if x != y)
}

/// The rows put together that are of one agreement, those that are most alike
/// first: of two that one source lists, another's row is one of them at most.
fn each_once(mut rows: Vec<EventRef<'_>>) -> Vec<Treaty<'_>> {
    // The row with the finer dates leads, then that which tells what became of it.
    let days = |row: &EventRef<'_>| [row.signed, row.from].iter().flatten().filter(|date| is_day(**date)).count();
    rows.sort_by_key(|row| {
        let silent = matches!(row.status.as_str(), "entered-into-force" | "signed");
        (std::cmp::Reverse(days(row)), silent, row.row)
    });
    let mut treaties: Vec<Treaty<'_>> = rows.into_iter().map(|row| Treaty(vec![row])).collect();
    loop {
        let mut closest: Option<(usize, usize, usize)> = None;
        for (at, treaty) in treaties.iter().enumerate() {
            for (other, further) in treaties.iter().enumerate().skip(at + 1) {
                let alike = likeness(treaty, further).filter(|alike| closest.is_none_or(|(best, ..)| *alike > best));
                closest = alike.map(|alike| (alike, at, other)).or(closest);
            }
        }
        let Some((_, at, other)) = closest else { return treaties };
        let Treaty(further) = treaties.remove(other);
        treaties[at].0.extend(further);
    }
}

fn is_day(date: Period) -> bool {
    matches!(date, Period::Day(_))
}

/// In how many dates rows are alike that may be of one agreement.
fn likeness(a: &Treaty<'_>, b: &Treaty<'_>) -> Option<usize> {
    let mut least = usize::MAX;
    for (one, other) in a.0.iter().flat_map(|one| b.0.iter().map(move |other| (one, other))) {
        // No source lists an agreement twice.
        if one.release.source == other.release.source || what(one) != what(other) {
            return None;
        }
        let dates = [(one.signed, other.signed), (one.from, other.from)];
        let both = dates.into_iter().filter_map(|(one, other)| one.zip(other));
        let alike = both.map(|(one, other)| one.contains(other) || other.contains(one));
        let alike: Vec<bool> = alike.collect();
        if alike.is_empty() || alike.contains(&false) {
            return None;
        }
        least = least.min(alike.len());
    }
    Some(least)
}

/// What a row is of: an agreement itself, or what was done to one later.
fn what(row: &EventRef<'_>) -> &'static str {
    match row.status.as_str() {
        "amendment" => "amendment",
        "accession" => "accession",
        _ => "agreement",
    }
}

/// What `Peru(19-Sep-2021 - ); Viet Nam(14-Jan-2019 - )` says of an area.
fn own_dates(entries: &str, area: Area) -> Option<(Option<Period>, Option<Period>)> {
    let of_area = |entry: &str| {
        let (name, dates) = entry.trim().strip_suffix(')')?.rsplit_once('(')?;
        (Areas::find(name) == Ok(area)).then(|| dates.to_owned())
    };
    let dates = entries.split(';').find_map(of_area)?;
    let (from, until) = dates.split_once(" - ").or_else(|| dates.split_once(" -")).unwrap_or((dates.as_str(), ""));
    Some((day(from), day(until)))
}

/// A day as the WTO writes it: `19-Sep-2021`.
fn day(text: &str) -> Option<Period> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = text.trim().split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
    let date = Date::new(year.parse().ok()?, i8::try_from(month + 1).ok()?, day.parse().ok()?).ok()?;
    (parts.next().is_none() && year.len() == 4).then_some(Period::Day(date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{specimen::area, told::told_where};

    #[test]
    fn dates_of_one_party() {
        let entries = "Peru(19-Sep-2021 - ); United Kingdom(01-Jan-1973 - 31-Dec-2020); Chad(soon - )";
        let dates =
            |code| own_dates(entries, area(code)).map(|(from, until)| [from, until].map(|d| d.map(|d| d.to_string())));
        assert_eq!(dates("PE"), Some([Some("2021-09-19".to_owned()), None]));
        assert_eq!(dates("GB"), Some([Some("1973-01-01".to_owned()), Some("2020-12-31".to_owned())]));
        assert_eq!((dates("TD"), dates("BO")), (Some([None, None]), None));
        assert_eq!(["31-Feb-2021", "1-Sep", "19-Sep-21", "19-Sep-2021-1", ""].map(day), [None; 5]);
    }

    /// An interim agreement and that which took its place were signed on one
    /// day: each row of one source is one of the other's at most, and the one
    /// whose other date fits.
    #[test]
    fn of_two_of_one_day_each_is_itself() {
        let listed = "
            release desta 2021-01-15 P T
            agreement entered-into-force party:AL party:DE type=trade title=\"EC Albania\" signed=2006 from=2009
            agreement entered-into-force party:AL party:DE type=trade title=\"EC Albania interim\" signed=2006 from=2006
            release wto-rta 2026-01-15 P T
            agreement in-force party:AL party:DE type=trade title=\"EU - Albania\" signed=2006-06-12 from=2006-12-01";
        assert_eq!(
            told_where(listed, "agreement?area=AL,DE&type=trade"),
            [
                "a=AL b=DE type=trade title=EU - Albania signed=2006-06-12 from=2006-12-01 status=in-force",
                "a=AL b=DE type=trade title=EC Albania signed=2006 from=2009 status=entered-into-force",
            ]
        );
    }
}
