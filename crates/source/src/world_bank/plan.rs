//! What is asked of the World Bank.

use attache_model::{Areas, Codelist};

use super::{
    api::{Answer, Page, Whole},
    indicator::{self, KNOWN},
};
use crate::{
    File, ParseError,
    job::{Asked, BadOption, Job, Request},
};

const API: &str = "https://api.worldbank.org/v2";
const BULK: &str = "https://databank.worldbank.org/data/download/WDI_CSV.zip";
/// The API gives at most 32,500.
const PER_PAGE: u32 = 20_000;
/// Quirk 7.
const INDICATORS: usize = 60;
/// All of World Development Indicators are some 26 million cells.
const MOST_FIGURES: u32 = 30_000_000;

pub(super) fn jobs(asked: &Asked) -> Result<Vec<Job>, BadOption> {
    asked.only(&["indicators", "countries", "bulk"])?;
    let bulk = asked.read("bulk", false, "yes or no", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    })?;
    if bulk {
        let mut job = Job::of(BULK);
        job.first.large = true;
        return Ok(vec![job]);
    }
    let all = KNOWN.iter().map(|(id, ..)| (*id).to_owned()).collect();
    let wanted = "ids of the World Bank, as SP.POP.TOTL,NY.GDP.MKTP.CD";
    let ids: Vec<String> = asked.read("indicators", all, wanted, |text| list(text).map(indicator::id_of).collect())?;
    let countries = asked.read("countries", "all".to_owned(), "countries by code or name, as BO,US", countries)?;
    Ok(ids.chunks(INDICATORS).enumerate().map(|(part, ids)| job(part, &countries, ids)).collect())
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty())
}

fn countries(text: &str) -> Option<String> {
    let codes: Option<Vec<&str>> = list(text).map(|name| Areas::find(name).ok()?.code_in(Codelist::Iso3)).collect();
    codes.filter(|codes| !codes.is_empty()).map(|codes| codes.join(";"))
}

fn job(part: usize, countries: &str, ids: &[String]) -> Job {
    let mut pages = Pages { part, path: format!("country/{countries}/indicator/{}", ids.join(";")), first: None };
    let file = if part == 0 { "wdi.json".to_owned() } else { format!("wdi-{}.json", part + 1) };
    let mut job = Job::of(API).named(file);
    job.first = pages.request(1);
    job.following(move |request, bytes| pages.next(request, bytes))
}

/// The pages of one answer, asked for one after the other.
struct Pages {
    part: usize,
    path: String,
    first: Option<Page>,
}

impl Pages {
    fn request(&self, page: u32) -> Request {
        let url = format!("{API}/{}?source=2&format=json&per_page={PER_PAGE}&page={page}", self.path);
        Request::of(url).named(format!("{}-{page:04}.json", self.part + 1))
    }

    /// The page after the one that a request brought, which is held against
    /// what the first one announced (quirk 6).
    fn next(&mut self, request: &Request, bytes: &[u8]) -> Result<Vec<Request>, ParseError> {
        let file = File { input: &request.name, member: "", bytes };
        let answer = Answer::open(&file, file.text()?)?;
        let page = answer.page(&file)?;
        let Some(first) = self.first else {
            self.first = Some(page);
            reasonable(&file, page.whole)?;
            return self.after(&file, page, answer.figures());
        };
        for (field, is, was) in [
            ("pages", page.whole.pages, first.whole.pages),
            ("total", page.whole.total, first.whole.total),
            ("per_page", page.whole.per_page, first.whole.per_page),
        ] {
            if is != was {
                return Err(file
                    .error(format!("/0/{field}"), format!("is {is}, on the first page {was}"))
                    .hint("the World Bank changed its data between the pages; pull them again"));
            }
        }
        if page.whole.updated != first.whole.updated {
            return Err(file
                .error("/0/lastupdated", "is another day than on the first page")
                .hint("the World Bank updated its data between the pages; pull them again"));
        }
        self.after(&file, page, answer.figures())
    }

    fn after(&self, file: &File<'_>, page: Page, figures: u32) -> Result<Vec<Request>, ParseError> {
        let Page { number, whole: Whole { pages, total, per_page, .. } } = page;
        if self.request(number).name != file.input {
            return Err(file.error("/0/page", format!("is {number}, which is not the page that was asked for")));
        }
        let due = if number < pages { per_page } else { total - per_page * (pages - 1) };
        if figures != due {
            return Err(file
                .error("/1", format!("holds {figures} figures; page {number} of {pages} is to hold {due}"))
                .hint("the answer was cut, or the data changed between the pages; pull them again"));
        }
        Ok(if number < pages { vec![self.request(number + 1)] } else { Vec::new() })
    }
}

/// Refuses numbers of pages and figures that do not go together, or are more
/// than there can be.
fn reasonable(file: &File<'_>, whole: Whole) -> Result<(), ParseError> {
    let Whole { pages, total, per_page, .. } = whole;
    if total > MOST_FIGURES {
        return Err(file.error("/0/total", format!("announces {total} figures, more than there can be")));
    }
    if per_page == 0 || pages != total.div_ceil(per_page).max(1) {
        let problem = format!("announces {pages} pages of {per_page} figures for {total} figures");
        return Err(file.error("/0/pages", problem));
    }
    if pages > MOST_FIGURES / PER_PAGE {
        return Err(file.error("/0/pages", format!("announces {pages} pages, more than there can be")));
    }
    Ok(())
}
