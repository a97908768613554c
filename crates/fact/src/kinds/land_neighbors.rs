use attache_model::{Area, AreaSet, Code, CodeSet, Codelist, Decimal, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Value, select};

const BORDER: Code = Code::from_static("land-boundary");
const TOTAL: Code = Code::from_static("land-boundary-total");

/// States with what belongs to them beyond the sea, or is disputed, and has a land
/// border of its own.
const BEYOND: [(&str, &str); 8] = [
    ("FR", "GF"),
    ("FR", "MF"),
    ("NL", "SX"),
    ("GB", "GI"),
    ("GB", "GEC:AX"),
    ("GB", "GEC:DX"),
    ("PS", "GEC:GZ"),
    ("PS", "GEC:WE"),
];

/// The countries with which a country shares a land border.
pub(super) struct LandNeighbors;

impl Kind for LandNeighbors {
    fn id(&self) -> &'static str {
        "land-neighbors"
    }

    fn states(&self) -> &'static str {
        "The countries and territories with which a country shares a land border, the longest border first, and how \
         many they are, as the newest edition lists them; none where all its borders on land are said to be of 0 \
         kilometres. `area` is the country. Roles: subject, count, partners, others (which are not counted: they list \
         the country themselves, or the border is that of a territory overseas)."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let of_all = |indicator| Selection::Observations {
            ref_area: AreaSet::All,
            counterpart_area: Some(AreaSet::All),
            indicator: CodeSet::only([indicator]),
        };
        vec![of_all(BORDER), select::of_area(&args.area, &[TOTAL])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        // What borders a union is told otherwise.
        if !subject.is_present() {
            return Err(Absent::NotApplicable);
        }
        let borders = borders(panel, subject);
        let total = panel.vintages(SeriesKey::of(subject, TOTAL)).max_by_key(|o| (o.release.published, o.row.release));
        let is_newer = |total: &ObservationRef<'_>| {
            borders
                .iter()
                .all(|(_, o)| (o.release.published, o.row.release) < (total.release.published, total.row.release))
        };
        let expression = Expression::new(self.id(), Args::of(&[subject]));
        if let Some(none) = total.filter(|total| total.quantity() == Decimal::ZERO && is_newer(total)) {
            return Ok(vec![
                Fact::new(expression, Derivation::from(none))
                    .with("subject", Value::Area(subject))
                    .with("count", Value::Count(0)),
            ]);
        }
        if borders.is_empty() {
            return Err(Absent::no_data(&["factbook"]));
        }
        let partners: Vec<Area> = borders.iter().map(|(area, _)| *area).collect();
        let (others, of_others) = others(panel, subject, &partners);
        let inputs = borders.iter().map(|(_, o)| Input::from(*o)).chain(of_others).collect();
        Ok(vec![
            Fact::new(expression, Derivation::StatedBy(inputs))
                .with("subject", Value::Area(subject))
                .with("count", Value::Count(u32::try_from(partners.len()).unwrap_or(u32::MAX)))
                .with("partners", Value::Areas(partners))
                .with_some("others", (!others.is_empty()).then_some(Value::Areas(others))),
        ])
    }
}

/// With whom the newest release that tells of an area's borders lists one, the longest
/// first; of a border in stretches the first.
fn borders(panel: &Panel, of: Area) -> Vec<(Area, ObservationRef<'_>)> {
    let all = panel.keys(of, BORDER).flat_map(|key| panel.vintages(key)).collect();
    let listed = select::newest_list(all, crate::Time::Latest).map(|(_, listed)| listed).unwrap_or_default();
    let mut borders: Vec<(Area, ObservationRef<'_>, Decimal)> = Vec::new();
    for o in listed {
        let Some(with) = o.key.counterpart_area.filter(|with| *with != of) else { continue };
        match borders.iter_mut().find(|(area, ..)| *area == with) {
            // A stretch beside the whole is counted in it.
            Some((_, first, length)) if first.key.breakdown.is_some() && o.key.breakdown.is_some() => {
                *length = length.checked_add(o.quantity()).unwrap_or(*length);
            }
            Some((_, first, length)) if o.key.breakdown.is_none() => (*first, *length) = (o, o.quantity()),
            Some(_) => {}
            None => borders.push((with, o, o.quantity())),
        }
    }
    borders.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    borders.into_iter().map(|(area, o, _)| (area, o)).collect()
}

/// Who lists a border with an area that its own list has not, and whose border is one
/// of a territory of either; with what says so.
fn others(panel: &Panel, subject: Area, partners: &[Area]) -> (Vec<Area>, Vec<Input>) {
    let area = |code: &str| Area::from_code(Codelist::Attache, code);
    let beyond: Vec<(Area, Area)> = BEYOND.iter().filter_map(|(of, it)| Some((area(of)?, area(it)?))).collect();
    let own: Vec<Area> = beyond.iter().filter(|(of, _)| *of == subject).map(|(_, it)| *it).collect();
    let (mut others, mut inputs): (Vec<Area>, Vec<Input>) = Default::default();
    let is_new = |area: Area, others: &[Area]| {
        area != subject
            && area.is_present()
            && !partners.contains(&area)
            && !others.contains(&area)
            && !own.contains(&area)
    };
    for lists in panel.ref_areas_of(BORDER).filter(|area| *area != subject && area.is_present()) {
        for (with, o) in borders(panel, lists) {
            let other = match (with == subject || own.contains(&with), own.contains(&lists)) {
                (true, false) => lists,
                (false, true) => with,
                _ => continue,
            };
            if is_new(other, &others) {
                others.push(other);
                inputs.push(Input::from(o));
            }
        }
    }
    for (state, territory) in beyond {
        let borders_it = partners.contains(&territory) || others.contains(&territory);
        if borders_it && is_new(state, &others) {
            others.push(state);
        }
    }
    (others, inputs)
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    #[test]
    fn as_the_newest_edition_lists_them() {
        assert_eq!(told("land-neighbors?area=BO"), ["subject=BO count=2 partners=BR; PE"]);
        let editions = "
            release factbook 2010-01-01 P T
            SD land-boundary > TD unstated = 1,360 KM
            SD land-boundary > UG unstated = 435 KM
            release factbook 2012-01-01 P T
            SD land-boundary > TD unstated = 1,360 KM
            EU land-boundary > TD unstated = 1 KM";
        assert_eq!(told_where(editions, "land-neighbors?area=SD"), ["subject=SD count=1 partners=TD"]);
    }

    #[test]
    fn a_border_in_stretches_is_one() {
        let stretches = "
            release factbook 2026-01-22 P T
            ES land-boundary > PT unstated = 1,224 KM
            ES land-boundary:Ceuta > MA unstated = 8 KM
            ES land-boundary:Melilla > MA unstated = 10.5 KM
            ES land-boundary > AD unstated = 16 KM";
        assert_eq!(told_where(stretches, "land-neighbors?area=ES"), ["subject=ES count=3 partners=PT; MA; AD"]);
    }

    #[test]
    fn who_is_not_counted() {
        let disputed = "
            release factbook 2026-01-22 P T
            MA land-boundary > DZ unstated = 1,941 KM
            EH land-boundary > MA unstated = 444 KM
            BR land-boundary > GF unstated = 649 KM
            BR land-boundary > PE unstated = 2,659 KM
            FR land-boundary > ES unstated = 646 KM";
        let told = |expression| told_where(disputed, expression);
        assert_eq!(told("land-neighbors?area=MA"), ["subject=MA count=1 partners=DZ others=EH"]);
        assert_eq!(told("land-neighbors?area=BR"), ["subject=BR count=2 partners=PE; GF others=FR"]);
        assert_eq!(told("land-neighbors?area=FR"), ["subject=FR count=1 partners=ES others=BR"]);
    }

    #[test]
    fn islands_have_none() {
        let islands = "
            release factbook 2026-01-22 P T
            JP land-boundary-total unstated = 0 KM
            CU land-boundary-total unstated = 28.5 KM";
        assert_eq!(told_where(islands, "land-neighbors?area=JP"), ["subject=JP count=0"]);
        assert_eq!(absent_where(islands, "land-neighbors?area=CU"), "no data but from factbook");
        assert_eq!(absent("land-neighbors?area=TD"), "no data but from factbook");
    }
}
