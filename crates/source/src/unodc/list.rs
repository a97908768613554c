//! Lists with a row for each figure: the data portal's download.

use std::collections::HashMap;

use attache_model::{Area, Code, Codelist};

use super::{Bound, Crop, Figures, Subject, is_of_something_else, label};
use crate::{
    File, ParseError,
    file::clip,
    sheet::{Row, Sheet},
};

const AREAS: &[&str] = &["Iso3_code", "ISO3", "Country/Territory", "Country or territory", "Country", "Territory"];
const YEARS: &[&str] = &["Year", "Reference year"];
const VALUES: &[&str] = &["VALUE", "Area (ha)", "Area", "Hectares", "Cultivation (ha)", "Cultivation area (ha)"];
/// Columns that say together what is measured.
const SUBJECTS: &[&str] = &["Indicator", "Crop", "Drug", "Drug group", "Substance", "Dimension", "Category"];
const ESTIMATES: &[&str] = &["Estimate", "Estimate type", "Type of estimate", "Bound"];
const UNITS: &[&str] = &["Unit of measurement", "Unit"];
/// A header may stand below a title and notes.
const HEADER_ROWS: usize = 20;

struct Columns {
    area: u32,
    year: u32,
    value: u32,
    subjects: Vec<u32>,
    estimate: Option<u32>,
    unit: Option<u32>,
}

impl Columns {
    fn find(row: &Row<'_>) -> Option<Self> {
        let value = row.find(VALUES)?;
        Some(Self {
            area: row.find(AREAS)?,
            year: row.find(YEARS)?,
            value,
            subjects: SUBJECTS.iter().filter_map(|name| row.find(&[name])).collect(),
            estimate: row.find(ESTIMATES),
            unit: row.find(UNITS),
        })
    }
}

/// Whether the sheet is a list rather than a table with columns of years.
pub(super) fn is_list(sheet: &Sheet) -> bool {
    sheet.rows().take(HEADER_ROWS).any(|row| Columns::find(&row).is_some())
}

pub(super) fn read(file: &File<'_>, sheet: &Sheet, figures: &mut Figures) -> Result<(), ParseError> {
    let mut rows = sheet.rows();
    let (mut title, mut header) = (format!("{} {}", file.name(), sheet.name), None);
    for row in rows.by_ref().take(HEADER_ROWS) {
        if let Some(columns) = Columns::find(&row) {
            // "Area (ha)" says the unit.
            let says_hectares = row.find(&VALUES[1..]).is_some() && row.find(&["Area"]).is_none();
            header = Some((columns, says_hectares));
            break;
        }
        title.push(' ');
        title.push_str(&super::text_of(&row));
    }
    let Some((columns, says_hectares)) = header else { return Ok(()) };
    let says_hectares = says_hectares || title.to_lowercase().contains("hectare");
    if columns.unit.is_none() && !says_hectares {
        let found = rows.next().map_or_else(String::new, |row| row.pointer(columns.value));
        return Err(file
            .error(found, "is a list that does not say that its figures are hectares")
            .hint("the list is to have a column `Unit of measurement`, or `Area (ha)`"));
    }
    let mut known = HashMap::new();
    for row in rows {
        read_row(file, &row, &columns, &title, &mut known, figures)?;
    }
    Ok(())
}

fn read_row(
    file: &File<'_>,
    row: &Row<'_>,
    columns: &Columns,
    title: &str,
    known: &mut HashMap<String, Option<Area>>,
    figures: &mut Figures,
) -> Result<(), ParseError> {
    let named = row.text(columns.area);
    if named.is_empty() {
        return Ok(());
    }
    let subject = columns.subjects.iter().map(|column| row.text(*column)).collect::<Vec<_>>().join(" ");
    let unit = columns.unit.map_or("hectares", |column| row.text(column)).to_lowercase();
    let is_hectares = unit.starts_with("hectare") || unit == "ha";
    let crop = Crop::named(&subject).or_else(|| Crop::named(title));
    let Some(crop) = crop.filter(|_| is_hectares && !is_of_something_else(&subject)) else {
        let text = format!("{} {unit}", subject.trim());
        figures.pass_over(file, row.pointer(columns.value), "other figure", &text, true);
        return Ok(());
    };
    if !known.contains_key(named) {
        let code = Area::from_code(Codelist::Iso3, named).filter(|_| named.len() == 3);
        known.insert(named.to_owned(), code.or_else(|| label::read(named).area));
    }
    let Some(area) = known.get(named).copied().flatten() else {
        let is_total = label::is_total(named) || label::is_region(named);
        figures.pass_over(
            file,
            row.pointer(columns.area),
            if is_total { "total" } else { "unknown area" },
            named,
            is_total,
        );
        return Ok(());
    };
    let year =
        row.figure(columns.year).and_then(|(token, _)| token.parse().ok()).filter(|y| (1_900..=2_100).contains(y));
    let year: i16 =
        year.ok_or_else(|| file.error(row.pointer(columns.year), format!("is no year: {:?}", row.get(columns.year))))?;
    if matches!(row.text(columns.value), ".." | "-" | "n.a." | "NA") || row.get(columns.value).is_none() {
        return Ok(());
    }
    let (token, value) = row.figure(columns.value).ok_or_else(|| {
        file.error(row.pointer(columns.value), format!("is no number of hectares: {:?}", row.get(columns.value)))
    })?;
    let estimate = columns.estimate.map_or("", |column| row.text(column));
    let stated = label::bound(estimate).or_else(|| bound_in(&subject));
    let note = (stated.is_none() && !estimate.is_empty()).then(|| Code::new(&clip(estimate, 200)));
    let subject = Subject { crop, area, bound: stated.unwrap_or(Bound::Best), note };
    figures.figures.push((subject.observation(year, &token, value), file.place(row.pointer(columns.value))));
    Ok(())
}

/// The part of an estimate that is named among the words of what is measured.
fn bound_in(subject: &str) -> Option<Bound> {
    let words = subject.split([' ', ',', '(', ')', ':']);
    words.filter_map(label::bound).find(|bound| *bound != Bound::Best)
}

#[cfg(test)]
mod tests {
    use crate::{
        ParseError,
        specimen::{Kept, parse},
        unodc::UNODC,
    };

    fn read(text: &str) -> Result<Kept, ParseError> {
        parse(&UNODC, "crops.csv", text.as_bytes())
    }

    const HEADER: &str =
        "Iso3_code,Country,Region,Indicator,Dimension,Category,Year,Unit of measurement,VALUE,Source\n";

    #[test]
    fn a_row_is_a_figure() {
        let kept = read(&format!(
            "Illicit crops\n{HEADER}BOL,Bolivia,Americas,Cultivation of coca bush,Total,Total,2022,Hectares,\"29,900\",UNODC\n\
             MMR,Myanmar,Asia,Cultivation of opium poppy,Estimate,Upper bound,2022,Hectares,52600,UNODC\n\
             BOL,Bolivia,Americas,Eradication of coca bush,Total,Total,2022,Hectares,10000,UNODC\n\
             BOL,Bolivia,Americas,Cultivation of coca bush,Total,Total,2023,Hectares,..,UNODC\n\
             XXX,Total,World,Cultivation of coca bush,Total,Total,2022,Hectares,1,UNODC\n"
        ))
        .unwrap();
        let told: Vec<_> = kept
            .observations
            .iter()
            .map(|(o, place)| {
                (o.key.ref_area.code(), o.key.indicator.as_str(), o.key.breakdown, o.token.as_str(), place.to_string())
            })
            .collect();
        assert_eq!(told[0], ("BO", "coca-cultivation-area", None, "29,900", "row 3, column I".to_owned()));
        assert_eq!(
            (told[1].0, told[1].1, told[1].2.unwrap().as_str()),
            ("MM", "opium-poppy-cultivation-area", "maximum")
        );
        let reasons: Vec<_> = kept.unparsed.iter().map(|u| u.reason).collect();
        assert_eq!((told.len(), reasons), (2, vec!["other figure", "unknown area"]));
    }

    #[test]
    fn a_short_list_will_do() {
        let kept = read("Country;Year;Crop;Area (ha)\nPeru;2022;Coca bush;95 008\n").unwrap();
        assert_eq!(kept.observations[0].0.value.to_string(), "95008");
    }

    #[test]
    fn damage_is_named_with_its_row() {
        let said = |text: &str| read(text).unwrap_err().to_string();
        let row = |year, value| format!("{HEADER}BOL,x,x,Coca cultivation,x,x,{year},ha,{value},x\n");
        assert_eq!(said(&row("22", "1")), "crops.csv, row 2, column G: is no year: Some(Text(\"22\"))");
        assert_eq!(
            said(&row("2022", "many")),
            "crops.csv, row 2, column I: is no number of hectares: Some(Text(\"many\"))"
        );
        assert_eq!(
            said("Country,Year,Crop,Area\nPeru,2022,Coca,1\n"),
            "crops.csv, row 2, column D: is a list that does not say that its figures are hectares"
        );
    }
}
