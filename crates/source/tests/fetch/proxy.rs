//! All requests go through the proxy, but for those that are excepted.

use attache_source::{fetch::Cause, job::Job};

use crate::{
    Bench,
    publisher::{Answer, Proxy, Publisher},
    text,
};

#[test]
fn the_proxy_is_asked_to_connect() {
    let publisher = Publisher::new(|_| Answer::ok("hello"));
    let proxy = Proxy::to([("statistics.example:80".to_owned(), publisher.address())]);
    let mut bench = Bench::new();
    bench.settings.proxy = Some(format!("http://me:hunter2@{}", proxy.address()));
    bench.settings.no_proxy = vec!["127.0.0.1".to_owned()];
    let download = bench.fetch(&mut Job::of("http://statistics.example/x")).unwrap();
    assert_eq!(text(&download), "hello");
    assert_eq!(publisher.asked()[0].header("Host"), Some("statistics.example"));
    let asked = proxy.asked();
    assert_eq!((asked[0].method.as_str(), asked[0].target.as_str()), ("CONNECT", "statistics.example:80"));
    assert_eq!(asked[0].header("Proxy-Authorization"), Some("Basic bWU6aHVudGVyMg=="));

    bench.fetch(&mut Job::of(publisher.url("/y"))).unwrap();
    assert_eq!((publisher.asked().len(), proxy.asked().len()), (2, 1));

    let error = bench.fetch(&mut Job::of("http://other.example/x")).unwrap_err();
    assert!(matches!(error.cause, Cause::Proxy { .. }), "{error:?}");
    assert!(error.to_string().ends_with("the proxy refused: proxy server responded 403/403"), "{error}");
    assert!(!format!("{error:?}").contains("hunter2"));
    assert_eq!(error.hint(), "check the proxy (HTTPS_PROXY) and its password");
}

#[test]
fn a_redirect_through_the_proxy_keeps_to_the_rules() {
    let publisher = Publisher::new(|asked| match asked.target.as_str() {
        "/a" => Answer::redirect("http://files.example/b"),
        "/meta" => Answer::redirect("http://169.254.169.254/latest"),
        _ => Answer::ok("hello"),
    });
    let names = ["statistics.example:80", "files.example:80"];
    let proxy = Proxy::to(names.map(|name| (name.to_owned(), publisher.address())));
    let mut bench = Bench::new();
    bench.settings.proxy = Some(proxy.address().to_string());
    let refused = |bench: &Bench, url: &str| bench.fetch(&mut Job::of(url)).unwrap_err().cause;
    assert!(matches!(refused(&bench, "http://statistics.example/a"), Cause::Elsewhere { .. }));
    assert!(matches!(refused(&bench, "http://statistics.example/meta"), Cause::Private { .. }));
    bench.settings.allow_hosts = vec!["files.example".to_owned()];
    assert_eq!(text(&bench.fetch(&mut Job::of("http://statistics.example/a")).unwrap()), "hello");
    assert_eq!(proxy.asked().last().unwrap().target, "files.example:80");
}
