//! Where a server may lead.

use std::net::Ipv4Addr;

use attache_source::{
    fetch::{Cause, Terms},
    job::{Job, Request},
};

use crate::{
    Bench, POLITE, file,
    publisher::{Answer, Publisher},
    text,
};

const OTHER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

#[test]
fn the_same_host_may_lead_on() {
    let publisher = Publisher::new(|asked| match asked.target.as_str() {
        "/a/x" => Answer::redirect("../b/y?z=1#part"),
        "/b/y?z=1" => Answer::of(308, "").header("Location", &format!("//{}/c", asked.header("Host").unwrap())),
        "/c" => Answer::ok("hello"),
        _ => Answer::of(404, ""),
    });
    let download = Bench::new().fetch(&mut Job::of(publisher.url("/a/x"))).unwrap();
    assert_eq!((text(&download).as_str(), download.file.as_str(), download.requests), ("hello", "x", 3));
}

#[test]
fn but_not_in_circles() {
    let publisher = Publisher::new(|asked| Answer::redirect(if asked.target == "/a" { "/b" } else { "/a" }));
    let error = Bench::new().fetch(&mut Job::of(publisher.url("/a"))).unwrap_err();
    assert!(matches!(error.cause, Cause::Redirects), "{error:?}");
    assert_eq!(publisher.asked().len(), 6);
}

#[test]
fn a_redirect_to_nowhere_is_a_refusal() {
    let publisher = Publisher::script([Answer::of(302, "")]);
    let error = Bench::new().fetch(&mut Job::of(publisher.url("/a"))).unwrap_err();
    assert!(matches!(error.cause, Cause::Status { status: 302, .. }), "{error:?}");
    let publisher = Publisher::script([Answer::redirect("http://[::1/")]);
    let error = Bench::new().fetch(&mut Job::of(publisher.url("/a"))).unwrap_err();
    assert!(error.to_string().ends_with("leads to \"http://[::1/\", which is no address"), "{error}");
}

#[test]
fn another_host_is_not_asked() {
    let other = Publisher::at(OTHER, |_| Answer::ok("secrets"));
    let to = other.url("/x?token=1");
    let publisher = Publisher::new(move |_| Answer::redirect(&to));
    let error = Bench::new().fetch(&mut Job::of(publisher.url("/a"))).unwrap_err();
    assert!(error.to_string().ends_with(&format!("leads to another host, {}", other.url("/x"))), "{error}");
    assert_eq!((error.attempts, other.asked().len()), (1, 0));
}

#[test]
fn a_listed_host_is_asked_where_its_address_is_allowed_too() {
    let other = Publisher::at(OTHER, |_| Answer::ok("hello"));
    let to = other.url("/x");
    let publisher = Publisher::new(move |_| Answer::redirect(&to));
    let terms = Terms { redirects: &["127.0.0.2"], ..POLITE };
    let mut bench = Bench::new();
    let fetch = |bench: &Bench| bench.client().run(&mut Job::of(publisher.url("/a")), &terms, None, &mut |_, _| {});
    let error = fetch(&bench).unwrap_err();
    assert!(matches!(error.cause, Cause::Private { .. }), "{error:?}");
    assert_eq!(other.asked().len(), 0);
    bench.settings.allow_private = true;
    assert_eq!(text(&file(fetch(&bench).unwrap()).unwrap()), "hello");
}

#[test]
fn a_name_that_stands_for_a_private_address_is_not_connected_to() {
    let publisher = Publisher::new(|asked| {
        if asked.target == "/a" {
            let port = asked.header("Host").unwrap().rsplit_once(':').unwrap().1;
            Answer::redirect(format!("http://localhost:{port}/b"))
        } else {
            Answer::ok("secrets")
        }
    });
    let mut bench = Bench::new();
    bench.settings.allow_hosts = vec!["localhost".to_owned()];
    let error = bench.fetch(&mut Job::of(publisher.url("/a"))).unwrap_err();
    assert!(error.to_string().contains("leads to a private address, localhost ("), "{error}");
    assert_eq!((error.attempts, publisher.asked().len()), (1, 1));
}

#[test]
fn an_answer_leads_no_farther_than_a_redirect() {
    let other = Publisher::at(OTHER, |_| Answer::ok("secrets"));
    let publisher = Publisher::script([Answer::ok("page 1")]);
    let next = Request::of(other.url("/page2"));
    let mut job = Job::of(publisher.url("/page1")).following(move |_, _| Ok(vec![next.clone()]));
    let error = Bench::new().fetch(&mut job).unwrap_err();
    assert!(matches!(error.cause, Cause::Elsewhere { .. }), "{error:?}");
    assert_eq!((error.url, other.asked().len()), (other.url("/page2"), 0));
}
