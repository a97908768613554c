//! From figures of a text to observations: indicator, breakdown, partner, unit
//! and period.

use attache_model::{Area, Code, Codelist, Decimal, ObsStatus, Observation, Period, SeriesKey, unit};

use super::{
    chambers,
    country::{Beside, Read, measure_of},
    emit::{Out, period_of},
    events,
    figures::Figure,
    indicator::{Measured, slug, unit_of, without_period},
    kind::Kind,
    leaf::Leaf,
};
use crate::{ParseError, area::named, file::clip};

/// A country's place in the world, as the 2020 edition gives it by number.
pub(super) fn rank(out: &mut Out<'_>, leaf: &Leaf<'_>, rank: i64, first: Option<&Read<'_>>) -> Result<(), ParseError> {
    let field = &leaf.field()[..leaf.field().len().saturating_sub(1)];
    let Measured { indicator, breakdown } = super::indicator::measured(field);
    let what = slug(leaf.field().last().copied().unwrap_or_default());
    let indicator = if what == "country-comparison-to-the-world" {
        format!("{indicator}-rank")
    } else {
        format!("{indicator}-{what}")
    };
    let period = first.and_then(|r| r.reading.figures.first()).and_then(|f| f.period);
    let (time_period, status) = period_of(out.area, period);
    let observation = Observation {
        key: SeriesKey { breakdown: joined(&breakdown), ..SeriesKey::of(out.area, Code::new(&indicator)) },
        time_period,
        token: rank.to_string().into(),
        value: Decimal::from(rank),
        unit: unit::RANK,
        unit_mult: 0,
        status,
        note: None,
    };
    let place = out.place(leaf, None);
    out.observation(observation, place)
}

/// Gives a text's figures on.
pub(super) fn figures(out: &mut Out<'_>, read: &Read<'_>, beside: &Beside<'_>) -> Result<(), ParseError> {
    let measured = measure_of(read.leaf);
    let field_period = field_period(read.leaf);
    let dollars = dollars(read, beside);
    let parts = parts(read.leaf);
    let mut seen: Vec<(String, Option<(Period, ObsStatus)>)> = Vec::new();
    let figures = &read.reading.figures;
    for (at, figure) in figures.iter().enumerate() {
        let mut measured = measured.clone();
        let mut label = labels(figure, read.leaf);
        let mut remarks = figure.remarks.clone();
        let mut partner = None;
        match read.kind {
            Kind::Partners | Kind::Borders => {
                let name = label.first().cloned().unwrap_or_default();
                let whole = figure.before.as_ref().map(|b| format!("{b}, {name}"));
                if name.is_empty() || name.starts_with("other") || name.starts_with("unspecified") {
                } else if let Some(area) = area_of(&name).or_else(|| inverted(&whole?)) {
                    partner = Some(area);
                    label.remove(0);
                    // "China (southeast) 4,133 km and China (south) 46 km": two parts of one border.
                    let again = |f: &Figure| {
                        f.depth == figure.depth && f.label.first().is_some_and(|n| area_of(n) == Some(area))
                    };
                    if let Some((_, which)) =
                        name.split_once(" (").filter(|_| figures.iter().filter(|f| again(f)).count() > 1)
                    {
                        label.insert(0, which.trim_end_matches(')').to_owned());
                    }
                } else {
                    out.unparsed(read.leaf, &read.plain, &figure.span, "unknown area", false);
                    continue;
                }
            }
            Kind::Refugees => {
                let origin = remarks.iter().position(|r| area_of(r).is_some());
                if let Some(origin) = origin {
                    partner = area_of(&remarks.remove(origin));
                } else if let Some(area) = area_of(&label.join("/")) {
                    partner = Some(area);
                    label.clear();
                }
            }
            Kind::Commodities => measured.indicator.push_str("-share"),
            Kind::Votes => {
                if let Some(chamber) = chamber_of_womens_share(figures, at, read.leaf) {
                    "legislature-women-share".clone_into(&mut measured.indicator);
                    measured.breakdown.clear();
                    label = chamber.into_iter().map(str::to_owned).collect();
                } else {
                    votes(&mut measured, &mut label, figure, read.leaf);
                }
            }
            _ => {}
        }
        let unit = unit(figure, &mut measured, beside);
        if label.is_empty()
            && let Some(part) = part_of(&parts, figures, at)
        {
            label.push(part);
        }
        exports(&mut measured, read, beside, figure);
        let mut breakdown = measured.breakdown.clone();
        breakdown.append(&mut label);
        let mut key = breakdown.join("/");
        // Quirk 5: a second figure of the same thing is told from the first by its remark.
        if seen.contains(&(key.clone(), figure.period)) && partner.is_none() && !remarks.is_empty() {
            breakdown.push(remarks.remove(0));
            key = breakdown.join("/");
        }
        seen.push((key, figure.period));
        breakdown.extend(figure.end.map(str::to_owned));
        let (time_period, status) = period_of(out.area, figure.period.or(field_period));
        let token = &read.plain.text[figure.digits.clone()];
        // What goes to all countries, or comes from all.
        let is_of_goods = matches!(measured.indicator.as_str(), "exports-goods" | "imports-goods");
        let observation = Observation {
            key: SeriesKey {
                ref_area: out.area,
                indicator: Code::new(&measured.indicator),
                counterpart_area: partner.or_else(|| Area::from_code(Codelist::Attache, "W00").filter(|_| is_of_goods)),
                breakdown: joined(&breakdown),
            },
            time_period,
            token: if figure.value.is_sign_negative() { format!("-{token}").into() } else { token.into() },
            value: figure.value,
            unit,
            unit_mult: figure.mult,
            status,
            note: note(figure, &remarks, dollars.as_deref()),
        };
        let place = out.place(read.leaf, Some(read.plain.source(&figure.span)));
        if read.kind == Kind::Borders
            && figure.depth == 0
            && let Some(partner) = partner
        {
            events::border(out, read.leaf, &read.plain, partner, figure)?;
        }
        out.observation(observation, place)?;
    }
    Ok(())
}

fn joined(breakdown: &[String]) -> Option<Code> {
    (!breakdown.is_empty()).then(|| Code::new(&clip(&breakdown.join("/"), 160)))
}

/// The labels of a figure that its field's names do not say already.
fn labels(figure: &Figure, leaf: &Leaf<'_>) -> Vec<String> {
    let last = leaf.field().last().copied().unwrap_or_default();
    let said: Vec<String> = leaf.field().iter().map(|n| slug(n)).chain(last.split(": ").map(slug)).collect();
    figure
        .label
        .iter()
        .filter(|l| {
            let label = slug(l);
            !label.is_empty() && label != "total" && !said.contains(&label)
        })
        .cloned()
        .collect()
}

fn unit(figure: &Figure, measured: &mut Measured, beside: &Beside<'_>) -> Code {
    if measured.indicator == "age-share" && figure.unit != Some(unit::PERCENT) {
        "age-population".clone_into(&mut measured.indicator);
    }
    if measured.indicator == "exchange-rate" && figure.unit.is_none() {
        return beside
            .currency
            .as_deref()
            .map_or_else(|| unit_of("exchange-rate"), |c| Code::new(&format!("{c}_PER_USD")));
    }
    if measured.indicator == "sex-ratio" {
        return Code::from_static("MALES_PER_FEMALE");
    }
    if measured.indicator == "co2-emissions" && figure.unit.is_some_and(|u| u == "T") {
        return Code::from_static("T_CO2");
    }
    // "0.3% of GDP (2018) (approximately $1.25 billion)"
    if figure.unit == Some(unit::USD)
        && let Some(whole) = measured.indicator.strip_suffix("-share-of-gdp")
    {
        measured.indicator = whole.to_owned();
    }
    // "Anglican 68.9, Baptist 2.1%": the sign was forgotten.
    if figure.unit.is_none()
        && !figure.number_first
        && !figure.label.is_empty()
        && ["religion-share", "ethnic-group-share", "language-share"].contains(&measured.indicator.as_str())
    {
        return unit::PERCENT;
    }
    figure.unit.unwrap_or_else(|| unit_of(&measured.indicator))
}

/// The year at the end of a field's name, for figures that state none.
fn field_period(leaf: &Leaf<'_>) -> Option<(Period, ObsStatus)> {
    let name = leaf.field().last()?.trim();
    let rest = name[without_period(name).len()..].trim_start_matches([' ', '-', ',']);
    super::stated::period(rest).map(|(p, _)| (p, ObsStatus::Normal))
}

/// "2021 dollars": the prices that a figure of the field is in.
fn dollars(read: &Read<'_>, beside: &Beside<'_>) -> Option<String> {
    let find = |note: &str| -> Option<String> {
        let at = note.find(" dollars").or_else(|| note.find(" US dollars"))?;
        let year = note[..at].rsplit(' ').find(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()))?;
        Some(format!("{year} dollars"))
    };
    let own = read.plain.text.find("note").and_then(|at| find(&read.plain.text[at..]));
    own.or_else(|| beside.note_of(read.leaf).find_map(find))
}

/// Quirk 3: `Exports` and `Imports` meant goods (f.o.b.) until the editions of
/// 2021, since then goods and services.
fn exports(measured: &mut Measured, read: &Read<'_>, beside: &Beside<'_>, figure: &Figure) {
    let trade = match measured.indicator.as_str() {
        "exports-goods" => "exports-goods-services",
        "imports-goods" => "imports-goods-services",
        _ => return,
    };
    let says = |text: &str| {
        text.contains("goods and services") || text.contains("current year dollars") || text.contains("current dollars")
    };
    let noted = beside.note_of(read.leaf).any(says) || says(&read.plain.text);
    let fob = read.plain.text.contains("f.o.b") || read.plain.text.contains("c.i.f");
    let yearly = read.leaf.field().len() > 1;
    let recent = figure.period.and_then(|(p, _)| p.year()).is_some_and(|y| y >= 2018);
    if !fob && (noted || (yearly && recent)) {
        trade.clone_into(&mut measured.indicator);
    }
}

/// Votes are shares or seats, as their heading or unit says.
fn votes(measured: &mut Measured, label: &mut Vec<String>, figure: &Figure, leaf: &Leaf<'_>) {
    let legislature = leaf.field().first().is_some_and(|f| f.starts_with("Legislative"));
    let whole = label.join("/").to_ascii_lowercase();
    let composition = whole.contains("composition") || whole.contains("women") && whole.contains("percent");
    measured.indicator = if composition {
        "legislature-composition"
    } else if figure.unit == Some(unit::PERCENT) {
        "election-vote-share"
    } else if legislature || whole.contains("seat") {
        "election-seats"
    } else {
        "election-votes"
    }
    .to_owned();
    // Of "percent of vote by party in first round" the round stays.
    for part in &mut *label {
        let lower = part.to_ascii_lowercase();
        if !lower.contains("women")
            && ["percent of", "percentage of", "seats", "composition", "vote"].iter().any(|p| lower.starts_with(p))
        {
            *part = lower
                .find("round")
                .map(|end| lower[..end].rsplit([' ', '-']).nth(1).unwrap_or_default())
                .map_or_else(String::new, |n| format!("{n} round"));
        }
    }
    label.retain(|l| !l.is_empty());
}

/// Of which chamber's members the figure at `at` is the share of women, `Some(None)` where it is
/// the whole legislature's: "Senate - ...; composition - men 24, women 8, percent of women 25%".
/// `None` of another figure, and where the names leave the chamber open.
fn chamber_of_womens_share(figures: &[Figure], at: usize, leaf: &Leaf<'_>) -> Option<Option<&'static str>> {
    let shares: Vec<(usize, String)> = figures
        .iter()
        .enumerate()
        .filter_map(|(place, figure)| Some((place, holder_of_womens_share(figure, leaf)?)))
        .collect();
    let place = shares.iter().position(|(place, _)| *place == at)?;
    match shares.as_slice() {
        [(_, name)] if name.is_empty() => Some(None),
        [(_, first), (_, second)] => chambers::of_two([first, second]).map(|chambers| Some(chambers[place])),
        _ => None,
    }
}

/// The name of the chamber of whose members a figure is the share of women, empty where none is
/// named.
fn holder_of_womens_share(figure: &Figure, leaf: &Leaf<'_>) -> Option<String> {
    let label = labels(figure, leaf);
    let whole = label.join("/").to_ascii_lowercase();
    let is_share = whole.contains("percent of women") && !whole.contains("total");
    if figure.unit != Some(unit::PERCENT) || !is_share {
        return None;
    }
    let is_of_women = |part: &str| part.contains("women") || part.contains("composition");
    Some(label.into_iter().find(|part| !is_of_women(&part.to_ascii_lowercase())).unwrap_or_default())
}

/// The names of the parts where a field's name lists them:
/// `arable land / permanent crops / permanent pasture`.
fn parts(leaf: &Leaf<'_>) -> Vec<String> {
    let name = leaf.field().last().copied().unwrap_or_default();
    let listed = if name.contains(" / ") { Some(name.split(" / ").collect::<Vec<_>>()) } else { None };
    let in_parens = || {
        leaf.field().iter().find_map(|n| {
            let inside = n.split_once('(')?.1.split_once(')')?.0;
            let parts: Vec<&str> = inside.split('/').collect();
            (parts.len() > 1).then_some(parts)
        })
    };
    listed.or_else(in_parens).unwrap_or_default().into_iter().map(|p| p.trim().to_owned()).collect()
}

/// The part that the figure at `at` is of, where as many unlabelled figures of
/// its depth stand in the text as the field names parts.
fn part_of(parts: &[String], figures: &[Figure], at: usize) -> Option<String> {
    let alike = |f: &Figure| f.depth == figures[at].depth && f.label.is_empty();
    if parts.is_empty() || figures.iter().filter(|f| alike(f)).count() != parts.len() {
        return None;
    }
    parts.get(figures[..at].iter().filter(|f| alike(f)).count()).cloned()
}

/// The area that a name means, also where a remark or article goes with it.
pub(super) fn area_of(name: &str) -> Option<attache_model::Area> {
    let name = name.trim().trim_start_matches("the ").trim();
    named(name).or_else(|| named(name.split(" (").next()?)).or_else(|| named(name.rsplit_once('/')?.1))
}

/// "Bahamas, The", "Congo, Republic of the".
fn inverted(name: &str) -> Option<attache_model::Area> {
    let (last, first) = name.rsplit_once(", ")?;
    area_of(&format!("{first} {last}"))
        .or_else(|| area_of(name))
        .or_else(|| area_of(last).filter(|_| first.eq_ignore_ascii_case("the")))
}

fn note(figure: &Figure, remarks: &[String], dollars: Option<&str>) -> Option<Code> {
    let mut said: Vec<&str> = figure.bound.into_iter().collect();
    said.extend(remarks.iter().map(String::as_str));
    if figure.unit == Some(unit::USD) {
        said.extend(dollars);
    }
    (!said.is_empty()).then(|| Code::new(&clip(&said.join("; "), 240)))
}
