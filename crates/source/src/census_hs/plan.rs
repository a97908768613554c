//! What is asked of the API: for each year a job, in it a request for each flow
//! and level, with the December of the year (quirk 1).

use std::ops::RangeInclusive;

use attache_model::{Areas, Codelist, Date};

use super::ABOUT;
use crate::{
    File,
    job::{Asked, BadOption, Job, Request},
};

const FIRST_YEAR: i16 = 2010;
const YEARS: i16 = 5;
static LEVELS: [&str; 4] = ["HS2", "HS4", "HS6", "HS10"];

pub(super) fn jobs(asked: &Asked) -> Result<Vec<Job>, BadOption> {
    asked.only(&["year", "level", "partner"])?;
    let last = last_full_year(asked.today);
    let wanted = format!("a year from {FIRST_YEAR} to {last}, or two with a hyphen between them");
    let years = asked.read("year", last - YEARS + 1..=last, &wanted, |text| years(text, last))?;
    let levels = asked.read("level", vec![LEVELS[0], LEVELS[1]], "HS2, HS4, HS6 or HS10", levels)?;
    let partner = asked.read("partner", None, "a country by code or name, or `world`", |text| {
        if text.eq_ignore_ascii_case("world") {
            return Some(Some("-"));
        }
        Areas::find(text).ok()?.code_in(Codelist::Census).map(Some)
    })?;
    Ok(years.rev().map(|year| job(year, &levels, partner)).collect())
}

/// A year's figures come out early in February of the next.
fn last_full_year(today: Date) -> i16 {
    if today.month() > 2 { today.year() - 1 } else { today.year() - 2 }
}

fn years(text: &str, last: i16) -> Option<RangeInclusive<i16>> {
    let year = |text: &str| text.trim().parse().ok().filter(|year| (FIRST_YEAR..=last).contains(year));
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (year(from)?, year(to)?);
    (from <= to).then_some(from..=to)
}

fn levels(text: &str) -> Option<Vec<&'static str>> {
    let level = |text: &str| LEVELS.into_iter().find(|level| level.eq_ignore_ascii_case(text.trim()));
    let mut levels: Vec<&str> = text.split(',').map(level).collect::<Option<_>>()?;
    levels.dedup();
    Some(levels)
}

fn job(year: i16, levels: &[&str], partner: Option<&str>) -> Job {
    let flows = [("exports", "E_COMMODITY", "ALL_VAL_YR"), ("imports", "I_COMMODITY", "GEN_VAL_YR")];
    let mut requests: Vec<Request> = flows
        .iter()
        .flat_map(|(flow, commodity, value)| levels.iter().map(move |level| (flow, commodity, value, level)))
        .map(|(flow, commodity, value, level)| {
            // Quirk 4: what is a predicate is not asked for.
            let country = partner.map_or("CTY_CODE,".to_owned(), |_| String::new());
            let only = partner.map_or(String::new(), |code| format!("&CTY_CODE={code}"));
            let url = format!(
                "{}/{flow}/hs?get={commodity},{commodity}_SDESC,{country}CTY_NAME,{value}&COMM_LVL={level}\
                 &SUMMARY_LVL=DET{only}&time={year}-12",
                ABOUT.url
            );
            Request::of(url).named(format!("{flow}-{level}-{year}.json"))
        })
        .collect();
    requests.reverse();
    let mut job = Job::of(ABOUT.url).named(format!("census-hs-{year}.json"));
    if let Some(first) = requests.pop() {
        job.first = first;
    }
    job.following(move |request, bytes| {
        let file = File { input: &request.name, member: "", bytes };
        if !bytes.trim_ascii().is_empty() {
            super::Answer::open(&file, file.text()?)?;
        }
        Ok(requests.pop().into_iter().collect())
    })
}
