//! A key is sent where it belongs, and found nowhere else.

use attache_source::{
    fetch::{FetchError, Terms},
    job::{Job, Key, KeyPlace, Request},
};

use crate::{
    Bench, POLITE, file,
    publisher::{Answer, Publisher},
    text,
};

const VALUE: &str = "abcd-0123/4567+ef";
const SENT: &str = "abcd-0123%2F4567%2Bef";

const IN_QUERY: Key =
    Key { variable: "A_KEY", required: true, goes: KeyPlace::Query("UserID"), register: "https://a.org/register" };
const IN_HEADER: Key = Key { goes: KeyPlace::Header("Ocp-Apim-Subscription-Key"), ..IN_QUERY };

fn terms(key: &Key) -> Terms<'_> {
    Terms { key: Some((key, VALUE)), ..POLITE }
}

fn shows(error: &FetchError) -> bool {
    let all = format!("{error} {error:?} {error:#?} {}", error.hint()).to_ascii_lowercase();
    // Parts that no port or length can be.
    ["abcd-0", "4567+e", "4567%2be"].iter().any(|part| all.contains(part))
}

#[test]
fn it_goes_into_the_query_or_a_header() {
    let publisher = Publisher::new(|_| Answer::ok("hello"));
    let client = Bench::new().client();
    client.run(&mut Job::of(publisher.url("/x?a=1")), &terms(&IN_QUERY), None, &mut |_, _| {}).unwrap();
    client.run(&mut Job::of(publisher.url("/x?a=1")), &terms(&IN_HEADER), None, &mut |_, _| {}).unwrap();
    let asked = publisher.asked();
    assert_eq!(asked[0].target, format!("/x?a=1&UserID={SENT}"));
    assert_eq!(asked[1].target, "/x?a=1");
    assert_eq!(asked[1].header("ocp-apim-subscription-key"), Some(VALUE));
}

#[test]
fn an_answer_that_echoes_it_is_masked() {
    let publisher = Publisher::new(|asked| {
        let key = asked.target.rsplit_once('=').unwrap().1.to_owned();
        let json = VALUE.replace('/', r"\/");
        Answer::ok(format!("{{\"plain\":\"{}\",\"json\":\"{json}\",\"sent\":\"{key}\"}}", VALUE.to_ascii_uppercase()))
    });
    let client = Bench::new().client();
    let fetched = client.run(&mut Job::of(publisher.url("/x")), &terms(&IN_QUERY), None, &mut |_, _| {}).unwrap();
    let stars = |n| "*".repeat(n);
    assert_eq!(
        text(&file(fetched).unwrap()),
        format!("{{\"plain\":\"{}\",\"json\":\"{}\",\"sent\":\"{}\"}}", stars(17), stars(18), stars(21))
    );
}

#[test]
fn no_error_shows_it() {
    for key in [IN_QUERY, IN_HEADER] {
        for answer in [
            Answer::of(400, format!("the key {VALUE} is unknown")),
            Answer::of(403, format!("{}the key {VALUE}", " word".repeat(36))),
            Answer::of(500, ""),
            Answer::redirect(format!("http://127.0.0.2:1/{SENT}?UserID={SENT}")),
            Answer::redirect(format!("http://127.0.0.2:1/{}", VALUE.to_ascii_uppercase())),
            Answer::redirect(format!("ftp://{VALUE}@127.0.0.1/")),
            Answer::redirect(format!("http://[{VALUE}")),
            Answer::ok("x").header("Content-Encoding", VALUE),
        ] {
            let publisher = Publisher::new(move |_| answer.clone());
            let mut job = Job::of(publisher.url(&format!("/x?b=1&UserID={SENT}")));
            let error = Bench::new().client().run(&mut job, &terms(&key), None, &mut |_, _| {}).unwrap_err();
            assert!(!shows(&error), "{error:?}");
        }
    }
}

#[test]
fn what_leads_on_at_the_same_host_gets_it_once() {
    let publisher = Publisher::new(|asked| {
        if asked.target.starts_with("/a") {
            Answer::redirect(format!("/b?c=1&userid={SENT}"))
        } else {
            Answer::ok("hello")
        }
    });
    let client = Bench::new().client();
    client.run(&mut Job::of(publisher.url("/a")), &terms(&IN_QUERY), None, &mut |_, _| {}).unwrap();
    assert_eq!(publisher.asked()[1].target, format!("/b?c=1&UserID={SENT}"));

    // The address of a next page, as it stands in an answer: masked, and the
    // key is put in again.
    let publisher = Publisher::new(|asked| Answer::ok(&asked.target));
    let base = publisher.url("");
    let mut job = Job::of(publisher.url("/a")).following(move |request, bytes| {
        let next = format!("{base}{}&page=2", String::from_utf8_lossy(bytes));
        assert!(next.contains("UserID=*********************&"));
        Ok(if request.url.ends_with("/a") { vec![Request::of(next)] } else { Vec::new() })
    });
    client.run(&mut job, &terms(&IN_QUERY), None, &mut |_, _| {}).unwrap();
    assert_eq!(publisher.asked()[1].target, format!("/a?page=2&UserID={SENT}"));
}

#[test]
fn another_host_does_not_get_it() {
    let other = Publisher::at([127, 0, 0, 2].into(), |_| Answer::ok("hello"));
    let to = other.url(&format!("/x?c=1&UserID={SENT}"));
    let publisher = Publisher::new(move |_| Answer::redirect(&to));
    let mut bench = Bench::new();
    bench.settings.allow_private = true;
    bench.settings.allow_hosts = vec!["127.0.0.2".to_owned()];
    for key in [IN_QUERY, IN_HEADER] {
        bench.client().run(&mut Job::of(publisher.url("/a")), &terms(&key), None, &mut |_, _| {}).unwrap();
    }
    for asked in other.asked() {
        let all = format!("{} {:?}", asked.target, asked.headers);
        assert!(!all.contains("4567"), "{all}");
    }
    assert_eq!(other.asked()[0].target, "/x?c=1");
}

#[test]
fn what_is_no_key_is_not_sent() {
    let publisher = Publisher::new(|_| Answer::ok("hello"));
    let terms = Terms { key: Some((&IN_HEADER, "0123\r\nX-Other: 1")), ..POLITE };
    let error = Bench::new().client().run(&mut Job::of(publisher.url("/a")), &terms, None, &mut |_, _| {}).unwrap_err();
    assert!(error.to_string().contains("the key in A_KEY holds a space"), "{error}");
    assert_eq!((error.hint().as_str(), publisher.asked().len()), ("look at what is in A_KEY", 0));
}
