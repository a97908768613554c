//! What is tried again, when, and how often.

use std::{net::TcpListener, time::Duration};

use attache_source::{fetch::Cause, job::Job};

use crate::{
    Bench, gzip,
    publisher::{Answer, Publisher},
    text,
};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_file_comes_as_it_is_with_what_is_known_of_it() {
    let publisher = Publisher::script([Answer::ok("hello")
        .header("ETag", "\"1\"")
        .header("Last-Modified", "Wed, 08 Mar 2023 13:30:00 GMT")]);
    let bench = Bench::new();
    let mut seen = Vec::new();
    let mut job = Job::of(publisher.url("/files/country.xlsx?x=1"));
    let fetched = bench.client().run(&mut job, &crate::POLITE, None, &mut |n, of| seen.push((n, of))).unwrap();
    let download = crate::file(fetched).unwrap();
    assert_eq!((download.file.as_str(), text(&download).as_str(), download.requests), ("country.xlsx", "hello", 1));
    assert_eq!(download.etag.as_deref(), Some("\"1\""));
    assert_eq!(download.last_modified.as_deref(), Some("Wed, 08 Mar 2023 13:30:00 GMT"));
    assert_eq!(download.last_changed.unwrap().to_string(), "2023-03-08");
    assert_eq!(seen.last(), Some(&(5, Some(5))));
    let asked = &publisher.asked()[0];
    assert_eq!((asked.method.as_str(), asked.target.as_str()), ("GET", "/files/country.xlsx?x=1"));
    assert!(asked.header("User-Agent").unwrap().starts_with("attache/"));
    assert_eq!(asked.header("Accept-Encoding"), Some("gzip"));
}

#[test]
fn the_server_is_left_alone_for_as_long_as_it_asks() {
    for (asks, seconds) in [("7", 7), ("Tue, 24 Nov 2026 12:00:30 GMT", 30)] {
        let publisher = Publisher::script([Answer::of(429, "").header("Retry-After", asks), Answer::ok("hello")]);
        let bench = Bench::new();
        let download = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap();
        assert_eq!((text(&download).as_str(), download.requests), ("hello", 2));
        assert_eq!(bench.clock.waits(), [seconds * SECOND]);
    }
}

#[test]
fn what_it_asks_beyond_all_patience_is_said() {
    let publisher = Publisher::script([Answer::of(503, "").header("Retry-After", "3600")]);
    let bench = Bench::new();
    let error = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
    assert!(error.to_string().ends_with("answered 503 and asks to wait until 2026-11-24 13:00:00 UTC"), "{error}");
    assert_eq!(
        (error.hint().as_str(), bench.clock.waits().len()),
        ("the server asks for patience; try again later", 0)
    );
}

#[test]
fn passing_trouble_is_waited_out() {
    let publisher = Publisher::script([Answer::of(503, ""), Answer::of(502, ""), Answer::ok("hello")]);
    let bench = Bench::new();
    let download = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap();
    assert_eq!((text(&download).as_str(), download.requests), ("hello", 3));
    let waits = bench.clock.waits();
    assert!(waits.len() == 2 && waits[0] <= SECOND && waits[1] <= 2 * SECOND, "{waits:?}");
}

#[test]
fn lasting_trouble_is_given_up() {
    let publisher = Publisher::new(|_| Answer::of(500, "out of order"));
    let bench = Bench::new();
    let error = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
    assert_eq!((error.attempts, publisher.asked().len()), (5, 5));
    assert!(error.to_string().ends_with("/x: the server answered 500: out of order (5 attempts)"), "{error}");
}

#[test]
fn without_patience_there_is_one_attempt() {
    let publisher = Publisher::new(|_| Answer::of(500, ""));
    let mut bench = Bench::new();
    bench.settings.patience = Duration::ZERO;
    assert_eq!(bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap_err().attempts, 1);
}

#[test]
fn refusals_are_final() {
    for status in [400, 401, 403, 404, 410, 418, 501, 202, 206, 304] {
        let publisher = Publisher::new(move |_| Answer::of(status, "unknown\r\n variable"));
        let bench = Bench::new();
        let error = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
        assert!(matches!(error.cause, Cause::Status { status: s, .. } if s == status), "{error}");
        assert_eq!(publisher.asked().len(), 1);
        assert_eq!(error.to_string().ends_with("unknown variable"), status != 304, "{error}");
    }
    let page = Publisher::new(|_| Answer::of(404, "<html>sorry").header("Content-Type", "text/html; charset=utf-8"));
    let error = Bench::new().fetch(&mut Job::of(page.url("/x"))).unwrap_err();
    assert!(error.to_string().ends_with("answered 404"), "{error}");
}

#[test]
fn silence_is_not_waited_for_without_end() {
    for (answer, said) in
        [(Answer::silence(), "came within 0.2 s"), (Answer::ok("hello").stall(2), "no more came within 0.2 s")]
    {
        let publisher = Publisher::new(move |_| answer.clone());
        let mut bench = Bench::new();
        bench.settings.retries = 1;
        bench.settings.timeouts.response = Duration::from_millis(200);
        bench.settings.timeouts.stall = Duration::from_millis(200);
        let error = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
        assert!(matches!(error.cause, Cause::Timeout { .. }), "{error:?}");
        assert!(error.to_string().contains(said) && error.attempts == 2, "{error}");
    }
}

#[test]
fn a_whole_answer_has_its_time() {
    let publisher = Publisher::new(|_| Answer::ok("hello").stall(2));
    let mut bench = Bench::new();
    bench.settings.retries = 0;
    bench.settings.timeouts.total = Duration::from_millis(200);
    let error = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
    assert!(error.to_string().contains("not all came within 0.2 s"), "{error}");
}

#[test]
fn what_breaks_off_is_asked_for_again() {
    let long = "x".repeat(100_000);
    let cut = gzip(long.as_bytes());
    for broken in [
        Answer::ok(&long).reset(50_000),
        Answer::ok(&long).cut(50_000),
        Answer::ok(&long).chunked().cut(50_000),
        Answer::ok("hello").announcing(50),
        Answer::ok(&cut[..cut.len() / 2]).header("Content-Encoding", "gzip"),
    ] {
        let publisher = Publisher::script([broken.clone(), Answer::ok(&long)]);
        let download = Bench::new().fetch(&mut Job::of(publisher.url("/x"))).unwrap();
        assert!(text(&download) == long && download.requests == 2, "{broken:?}");
    }
}

#[test]
fn what_always_breaks_off_is_told_apart() {
    let fails = |answer: Answer| {
        let publisher = Publisher::new(move |_| answer.clone());
        let error = Bench::new().fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
        assert_eq!(error.attempts, 5, "{error}");
        error.cause
    };
    assert!(matches!(fails(Answer::ok("hello").announcing(50)), Cause::Length { expected: 50, got: 5 }));
    assert!(matches!(fails(Answer::ok("hello").chunked().cut(2)), Cause::Connection { .. }));
    let mut damaged = gzip(b"hello, hello, hello");
    let crc = damaged.len() - 8;
    damaged[crc] ^= 1;
    assert!(matches!(fails(Answer::ok(&damaged).header("Content-Encoding", "gzip")), Cause::Damaged { .. }));
    assert!(matches!(fails(Answer::ok("hello").header("Content-Encoding", "gzip")), Cause::Damaged { .. }));
}

#[test]
fn nobody_there() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = Bench::new().fetch(&mut Job::of(format!("http://127.0.0.1:{port}/x"))).unwrap_err();
    assert!(matches!(error.cause, Cause::Connection { .. }), "{error:?}");
    assert_eq!(error.attempts, 5);
}

#[test]
fn packed_answers_are_unpacked_up_to_a_limit() {
    let packed = |bytes: &[u8]| Answer::ok(gzip(bytes)).header("Content-Encoding", "gzip");
    let publisher = Publisher::script([packed(b"hello")]);
    assert_eq!(text(&Bench::new().fetch(&mut Job::of(publisher.url("/x"))).unwrap()), "hello");

    let bomb = packed(&vec![0; 10 << 20]);
    let publisher = Publisher::new(move |_| bomb.clone());
    let mut bench = Bench::new();
    bench.settings.limits.small = 1 << 20;
    let error = bench.fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
    assert!(matches!(error.cause, Cause::TooLarge { limit: 1_048_576 }), "{error:?}");
    assert_eq!(publisher.asked().len(), 1);

    let publisher = Publisher::new(|_| Answer::ok("hello").header("Content-Encoding", "br"));
    let error = Bench::new().fetch(&mut Job::of(publisher.url("/x"))).unwrap_err();
    assert!(matches!(error.cause, Cause::Encoding { .. }), "{error:?}");
}

#[test]
fn addresses_that_are_none_are_not_asked() {
    for (url, said) in [
        ("not an address", "relative URL without a base"),
        ("ftp://a.org/x", "is no address of the web"),
        ("http://me:hunter2@127.0.0.1/x", "holds a user or password; these are not sent"),
    ] {
        let error = Bench::new().fetch(&mut Job::of(url)).unwrap_err();
        assert!(error.to_string().ends_with(said) && error.attempts == 0, "{error}");
        assert!(!error.to_string().contains("hunter2"));
    }
}
