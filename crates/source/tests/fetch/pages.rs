//! Jobs of several requests, their pace, and what is known already.

use std::{thread, time::Duration};

use attache_model::Place;
use attache_source::{
    Input, ParseError, archive,
    fetch::{Cause, Download, Fetched, Terms},
    job::{Job, Pace, Request},
};

use crate::{
    Bench, POLITE, bytes, file, known,
    publisher::{Answer, Publisher, Resource},
    text,
};

fn members(download: &Download) -> Vec<(String, String)> {
    let members = archive::members(&Input::of(&download.file, &download.contents)).unwrap();
    members.into_iter().map(|m| (m.name, String::from_utf8(m.bytes).unwrap())).collect()
}

fn page(number: usize) -> String {
    format!("/data?page={number}")
}

/// A publisher whose every page says its own number and how many there are.
fn of_pages(pages: usize) -> Publisher {
    Publisher::new(move |asked| {
        let number = asked.target.rsplit_once('=').unwrap().1;
        Answer::ok(format!("{number}/{pages}")).header("ETag", &format!("\"{number}\""))
    })
}

/// Asks for one page after the other.
fn one_by_one(publisher: &Publisher) -> Job {
    let base = publisher.url("");
    Job::of(publisher.url(&page(1))).named("data.json").following(move |_, bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (number, pages) = text.split_once('/').unwrap();
        let (number, pages): (usize, usize) = (number.parse().unwrap(), pages.parse().unwrap());
        let next = (number < pages).then(|| Request::of(format!("{base}{}", page(number + 1))).named("data.json"));
        Ok(next.into_iter().collect())
    })
}

/// Asks for all the others as soon as the first has come.
fn at_once(publisher: &Publisher) -> Job {
    let base = publisher.url("");
    Job::of(publisher.url(&page(1))).named("data.json").following(move |request, bytes| {
        if !request.url.ends_with("page=1") {
            return Ok(Vec::new());
        }
        let text = String::from_utf8_lossy(bytes);
        let pages: usize = text.split_once('/').unwrap().1.parse().unwrap();
        Ok((2..=pages).map(|n| Request::of(format!("{base}{}", page(n))).named(format!("data-{n}.json"))).collect())
    })
}

#[test]
fn several_answers_make_one_tar() {
    let publisher = of_pages(3);
    let (a, b) = (Bench::new().fetch(&mut one_by_one(&publisher)), Bench::new().fetch(&mut one_by_one(&publisher)));
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!((a.file.as_str(), a.requests, a.etag.as_deref()), ("data.json", 3, Some("\"1\"")));
    let wanted = [("data-1.json", "1/3"), ("data-2.json", "2/3"), ("data-3.json", "3/3")];
    assert_eq!(members(&a), wanted.map(|(name, text)| (name.to_owned(), text.to_owned())));
    assert!(bytes(&a) == bytes(&b));

    let named = Bench::new().fetch(&mut at_once(&publisher)).unwrap();
    assert_eq!(members(&named)[2], ("data.json".to_owned(), "1/3".to_owned()));
}

#[test]
fn one_answer_stays_as_it_is() {
    assert_eq!(text(&Bench::new().fetch(&mut one_by_one(&of_pages(1))).unwrap()), "1/1");
}

#[test]
fn ten_thousand_pages_are_too_many() {
    let publisher = of_pages(10_000);
    let error = Bench::new().fetch(&mut at_once(&publisher)).unwrap_err();
    assert!(
        error.to_string().ends_with(
            "more than the 100 requests that this publisher allows a pull: 1 answers came of at least 10000"
        ),
        "{error}"
    );
    assert_eq!(publisher.asked().len(), 1);

    let publisher = of_pages(10_000);
    let error = Bench::new().fetch(&mut one_by_one(&publisher)).unwrap_err();
    assert!(matches!(error.cause, Cause::Requests { allowed: 100, came: 100, of: 101 }), "{error:?}");
    assert_eq!(publisher.asked().len(), 100);
}

#[test]
fn all_answers_together_have_a_limit() {
    let publisher = of_pages(100);
    let mut bench = Bench::new();
    bench.settings.limits.together = 20;
    let error = bench.fetch(&mut one_by_one(&publisher)).unwrap_err();
    assert!(matches!(error.cause, Cause::TooLarge { .. }), "{error:?}");
    assert_eq!(publisher.asked().len(), 5);
}

#[test]
fn pages_that_lead_back_are_noticed() {
    let publisher = of_pages(3);
    let again = Request::of(publisher.url(&page(1)));
    let mut job = Job::of(publisher.url(&page(1))).following(move |_, _| Ok(vec![again.clone()]));
    let error = Bench::new().fetch(&mut job).unwrap_err();
    assert!(matches!(error.cause, Cause::Again), "{error:?}");
    assert_eq!(publisher.asked().len(), 1);
}

#[test]
fn an_answer_that_is_refused_is_kept_with_the_reason() {
    let publisher = of_pages(3);
    let refusing = |request: &Request, _: &[u8]| Err(ParseError::new(&request.name, Place::default(), "is an error"));
    let download = Bench::new().fetch(&mut Job::of(publisher.url(&page(1))).following(refusing)).unwrap();
    assert_eq!(download.rejected.as_ref().unwrap().to_string(), "data: is an error");
    assert_eq!(text(&download), "1/3");
}

#[test]
fn a_web_page_in_place_of_data_is_kept_with_the_reason() {
    let publisher = Publisher::new(|_| Answer::ok("<html>We are back soon").header("Content-Type", "text/HTML"));
    let fetch = |accept: Option<&'static str>| {
        let mut job = Job::of(publisher.url("/data.csv"));
        job.first.accept = accept;
        Bench::new().fetch(&mut job).unwrap()
    };
    let page = fetch(Some("text/csv"));
    assert_eq!(
        page.rejected.as_ref().unwrap().to_string(),
        "data.csv: is a web page (HTML) and not the data asked for"
    );
    assert_eq!(text(&page), "<html>We are back soon");
    assert!(fetch(None).rejected.is_none() && fetch(Some("text/html, */*")).rejected.is_none());
    assert_eq!(publisher.asked()[0].header("Accept"), Some("text/csv"));
}

#[test]
fn what_is_known_is_not_fetched_again() {
    let changed = "Wed, 08 Mar 2023 13:30:00 GMT";
    let resource =
        Resource { bytes: b"hello".into(), etag: Some("W/\"1\"".into()), last_modified: Some(changed.into()) };
    let publisher = Publisher::new(move |asked| resource.answer(asked));
    let bench = Bench::new();
    let run = |known| bench.client().run(&mut Job::of(publisher.url("/x")), &POLITE, Some(&known), &mut |_, _| {});
    assert!(matches!(run(known(Some("W/\"1\""), None)), Ok(Fetched::NotModified)));
    assert!(matches!(run(known(None, Some(changed))), Ok(Fetched::NotModified)));
    assert_eq!(text(&file(run(known(Some("W/\"0\""), None)).unwrap()).unwrap()), "hello");
    // What could not be sent is no reason to fail.
    assert!(matches!(run(known(Some("\"1\r\n\""), None)), Ok(Fetched::File(_))));

    let publisher = of_pages(2);
    let known = known(Some("\"0\""), None);
    bench.client().run(&mut one_by_one(&publisher), &POLITE, Some(&known), &mut |_, _| {}).unwrap();
    let conditions: Vec<bool> = publisher.asked().iter().map(|a| a.header("If-None-Match").is_some()).collect();
    assert_eq!(conditions, [true, false]);
}

#[test]
fn requests_start_no_closer_than_the_pace() {
    let terms = Terms { pace: Pace { interval: Duration::from_secs(5), requests: 100 }, ..POLITE };
    let publisher = of_pages(3);
    let bench = Bench::new();
    let client = bench.client();
    client.run(&mut one_by_one(&publisher), &terms, None, &mut |_, _| {}).unwrap();
    assert_eq!(bench.clock.waits(), [Duration::from_secs(5); 2]);
    // Another job of the publisher waits too; one of another does not.
    client.run(&mut Job::of(publisher.url(&page(9))), &terms, None, &mut |_, _| {}).unwrap();
    assert_eq!(bench.clock.waited(), Duration::from_secs(15));
    let other = Publisher::at([127, 0, 0, 2].into(), |_| Answer::ok("hello"));
    client.run(&mut Job::of(other.url("/x")), &terms, None, &mut |_, _| {}).unwrap();
    assert_eq!(bench.clock.waited(), Duration::from_secs(15));
}

#[test]
fn pauses_between_attempts_count_towards_the_pace() {
    let terms = Terms { pace: Pace { interval: Duration::from_secs(5), requests: 100 }, ..POLITE };
    let publisher = Publisher::script([Answer::of(503, ""), Answer::ok("hello")]);
    let bench = Bench::new();
    bench.client().run(&mut Job::of(publisher.url("/x")), &terms, None, &mut |_, _| {}).unwrap();
    assert_eq!(bench.clock.waited(), Duration::from_secs(5));
}

#[test]
fn threads_share_a_publishers_allowance() {
    let publisher = Publisher::new(|_| Answer::ok("hello"));
    let terms = Terms { pace: Pace { interval: Duration::ZERO, requests: 10 }, ..POLITE };
    let client = Bench::new().client();
    let came: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|thread| {
                let (client, publisher) = (&client, &publisher);
                scope.spawn(move || {
                    let jobs = (0..5).map(|n| publisher.url(&format!("/{thread}/{n}")));
                    jobs.filter(|url| client.run(&mut Job::of(url), &terms, None, &mut |_, _| {}).is_ok()).count()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!((came, publisher.asked().len()), (10, 10));
}
