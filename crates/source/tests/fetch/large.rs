//! Downloads that are taken to disk, and taken up again.

use std::{fs, path::PathBuf};

use attache_model::Contents as _;
use attache_source::{
    Input, archive,
    fetch::{Cause, Contents, Download, Fetched, Terms},
    job::{Job, Key, KeyPlace, Request},
};

use crate::{
    Bench, POLITE, file, gzip, known,
    publisher::{Answer, Asked, Publisher, Resource},
};

fn large(url: String) -> Job {
    let mut job = Job::of(url);
    job.first.large = true;
    job
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect()
}

fn resource(bytes: &[u8], etag: &str) -> Resource {
    Resource { bytes: bytes.to_vec(), etag: Some(etag.to_owned()), last_modified: None }
}

/// The file that a download lies in, where it holds these bytes.
fn path(download: &Download, wanted: &[u8]) -> PathBuf {
    let Contents::Path(scratch) = &download.contents else { panic!("{:?} is not on disk", download.contents) };
    assert!(fs::read(scratch.path()).unwrap() == wanted);
    assert_eq!(download.contents.size(), wanted.len() as u64);
    scratch.path().to_owned()
}

fn ranges(publisher: &Publisher) -> Vec<Option<String>> {
    publisher.asked().iter().map(|asked| asked.header("Range").map(str::to_owned)).collect()
}

#[test]
fn it_lies_in_a_file_until_it_is_dropped() {
    let whole = bytes(200_000);
    let offered = resource(&whole, "\"1\"");
    let publisher = Publisher::new(move |asked| offered.answer(asked));
    let bench = Bench::new();
    let mut seen = (0, None);
    let mut job = large(publisher.url("/x.zip"));
    let fetched = bench.client().run(&mut job, &POLITE, None, &mut |n, of| seen = (n, of)).unwrap();
    let download = file(fetched).unwrap();
    path(&download, &whole);
    assert_eq!(seen, (200_000, Some(200_000)));
    assert_eq!(publisher.asked()[0].header("Accept-Encoding"), Some("identity"));
    drop(download);
    assert_eq!(bench.scratch(), Vec::<PathBuf>::new());
}

/// Answers as the resource does, but breaks off after so many bytes, so often.
fn breaking(offered: Resource, after: usize, times: usize) -> impl Fn(&Asked) -> Answer + Send + Sync {
    move |asked| match offered.answer(asked) {
        answer if asked.number < times => answer.cut(after),
        answer => answer,
    }
}

#[test]
fn it_goes_on_where_it_broke_off() {
    let whole = bytes(200_000);
    for offered in [
        resource(&whole, "\"1\""),
        Resource { last_modified: Some("Wed, 08 Mar 2023 13:30:00 GMT".into()), ..resource(&whole, "W/\"1\"") },
    ] {
        let publisher = Publisher::new(breaking(offered.clone(), 70_000, 2));
        let bench = Bench::new();
        let download = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap();
        path(&download, &whole);
        assert_eq!((download.requests, &download.etag), (3, &offered.etag));
        let wanted = [None, Some("bytes=69999-".to_owned()), Some("bytes=139998-".to_owned())];
        assert_eq!(ranges(&publisher), wanted);
        let told_by = offered.etag.filter(|tag| !tag.starts_with('W')).or(offered.last_modified);
        assert_eq!(publisher.asked()[1].header("If-Range"), told_by.as_deref());
    }
}

#[test]
fn a_long_one_may_break_off_many_times() {
    let whole = bytes(9 << 20);
    let publisher = Publisher::new(breaking(resource(&whole, "\"1\""), 3 << 19, usize::MAX));
    let mut bench = Bench::new();
    bench.settings.retries = 1;
    let download = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap();
    path(&download, &whole);
    assert_eq!(download.requests, 7);
}

type Behaviour = Box<dyn Fn(&Asked) -> Answer + Send + Sync>;

/// What a pull that was broken off has left of a file.
fn left_by_a_pull(
    bench: &mut Bench,
    offered: &Resource,
    later: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
) -> Publisher {
    let offered = offered.clone();
    let publisher =
        Publisher::new(move |asked| if asked.number == 0 { offered.answer(asked).cut(70_000) } else { later(asked) });
    let retries = std::mem::replace(&mut bench.settings.retries, 0);
    let error = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap_err();
    assert!(matches!(error.cause, Cause::Length { got: 70_000, .. }), "{error:?}");
    assert_eq!(bench.scratch().len(), 2);
    bench.settings.retries = retries;
    publisher
}

#[test]
fn the_next_pull_goes_on() {
    let whole = bytes(200_000);
    let offered = resource(&whole, "\"1\"");
    let mut bench = Bench::new();
    let same = offered.clone();
    let publisher = left_by_a_pull(&mut bench, &offered, move |asked| same.answer(asked));
    path(&bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap(), &whole);
    assert_eq!(ranges(&publisher)[1].as_deref(), Some("bytes=69999-"));
    assert_eq!(bench.scratch().len(), 0);
}

#[test]
fn it_starts_anew_where_the_server_gives_no_rest() {
    let whole = bytes(200_000);
    let offered = resource(&whole, "\"1\"");
    let other = bytes(150_000).into_iter().rev().collect::<Vec<u8>>();
    let changed = resource(&other, "\"2\"");
    let ignoring = |resource: Resource| move |_: &Asked| Answer::ok(&resource.bytes).header("ETag", "\"x\"");
    let refusing = |resource: Resource| {
        move |asked: &Asked| if asked.header("Range").is_some() { Answer::of(416, "") } else { resource.answer(asked) }
    };
    // Gives a rest though the file is another, which If-Range forbids.
    let careless = |resource: Resource| {
        move |asked: &Asked| {
            let mut asked = asked.clone();
            asked.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("If-Range"));
            resource.answer(&asked)
        }
    };
    let later: Vec<(Behaviour, &[u8])> = vec![
        (Box::new(ignoring(offered.clone())), &whole),
        (
            Box::new({
                let changed = changed.clone();
                move |asked: &Asked| changed.answer(asked)
            }),
            &other,
        ),
        (Box::new(refusing(changed.clone())), &other),
        (Box::new(careless(changed.clone())), &other),
        (Box::new(careless(Resource { etag: None, ..changed })), &other),
    ];
    for (later, wanted) in later {
        let mut bench = Bench::new();
        let publisher = left_by_a_pull(&mut bench, &offered, later);
        let download = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap();
        path(&download, wanted);
        assert_eq!(ranges(&publisher)[1].as_deref(), Some("bytes=69999-"));
    }
}

#[test]
fn what_was_whole_when_the_pull_was_killed_is_not_fetched_again() {
    let whole = bytes(200_000);
    let offered = resource(&whole, "\"1\"");
    let publisher = Publisher::new(move |asked| offered.answer(asked));
    let bench = Bench::new();
    let download = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap();
    // Killed: what should go with the download stays.
    let scratch = path(&download, &whole);
    let note = scratch.with_extension("json");
    let kept = (fs::read(&scratch).unwrap(), fs::read(&note).unwrap());
    drop(download);
    fs::write(&scratch, kept.0).unwrap();
    fs::write(&note, kept.1).unwrap();
    path(&bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap(), &whole);
    assert_eq!(ranges(&publisher)[1].as_deref(), Some("bytes=199999-"));
}

#[test]
fn what_cannot_be_gone_on_with_is_not_left() {
    let whole = bytes(200_000);
    let packed = gzip(&whole);
    for answer in [
        Answer::ok(&whole).cut(70_000),
        Answer::ok(&whole).header("ETag", "W/\"1\"").cut(70_000),
        Answer::ok(&packed).header("ETag", "\"1\"").header("Content-Encoding", "gzip").cut(packed.len() / 2),
        Answer::of(404, ""),
    ] {
        let publisher = Publisher::new(move |_| answer.clone());
        let bench = Bench::new();
        bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap_err();
        assert_eq!(bench.scratch(), Vec::<PathBuf>::new());
        assert!(ranges(&publisher).iter().all(Option::is_none));
    }
}

#[test]
fn one_that_comes_packed_is_unpacked() {
    let whole = bytes(200_000);
    let packed = Answer::ok(gzip(&whole)).header("Content-Encoding", "gzip");
    let publisher = Publisher::script([packed]);
    let bench = Bench::new();
    path(&bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap(), &whole);
}

#[test]
fn one_that_is_too_large_is_not_begun() {
    let publisher = Publisher::new(|_| Answer::ok("x").announcing(1_000));
    let mut bench = Bench::new();
    bench.settings.limits.large = 999;
    let error = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap_err();
    assert!(matches!(error.cause, Cause::TooLarge { limit: 999 }), "{error:?}");
    let publisher = Publisher::new(|_| Answer::ok(bytes(1_000)).chunked());
    let error = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap_err();
    assert!(matches!(error.cause, Cause::TooLarge { limit: 999 }), "{error:?}");
    assert_eq!(bench.scratch(), Vec::<PathBuf>::new());
}

#[test]
fn one_that_is_known_is_not_fetched() {
    let offered = resource(&bytes(1_000), "\"1\"");
    let publisher = Publisher::new(move |asked| offered.answer(asked));
    let bench = Bench::new();
    let known = known(Some("\"1\""), None);
    let fetched = bench.client().run(&mut large(publisher.url("/x")), &POLITE, Some(&known), &mut |_, _| {});
    assert!(matches!(fetched, Ok(Fetched::NotModified)));
    assert_eq!(bench.scratch(), Vec::<PathBuf>::new());
}

#[test]
fn two_pulls_do_not_write_into_one_file() {
    let offered = resource(&bytes(1_000), "\"1\"");
    let publisher = Publisher::new(move |asked| offered.answer(asked));
    let bench = Bench::new();
    let first = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap();
    let error = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap_err();
    assert!(matches!(error.cause, Cause::Busy { .. }), "{error:?}");
    assert_eq!(publisher.asked().len(), 1);
    path(&first, &bytes(1_000));
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let publisher = Publisher::new(|_| Answer::ok("x"));
    let mut bench = Bench::new();
    fs::create_dir_all(&bench.settings.scratch).unwrap();
    let file = bench.settings.scratch.join("file");
    fs::write(&file, "").unwrap();
    let folder = std::mem::replace(&mut bench.settings.scratch, file.join("scratch"));
    let error = bench.fetch(&mut large(publisher.url("/x.zip"))).unwrap_err();
    bench.settings.scratch = folder;
    assert!(matches!(error.cause, Cause::Scratch { .. }), "{error:?}");
    assert_eq!(error.hint(), "check that the folder can be written to and the disk has room");
}

#[test]
fn with_others_it_makes_a_tar_on_disk() {
    let whole = bytes(200_000);
    let offered = resource(&whole, "\"1\"");
    let publisher = Publisher::new(move |asked| match asked.target.as_str() {
        "/codes.csv" => Answer::ok("1,Bolivia\n"),
        _ => offered.answer(asked),
    });
    let next = Request { large: true, ..Request::of(publisher.url("/data.csv")) };
    let mut job = Job::of(publisher.url("/codes.csv")).following(move |_, _| Ok(vec![next.clone()]));
    let bench = Bench::new();
    let download = bench.fetch(&mut job).unwrap();
    assert!(matches!(download.contents, Contents::Path(_)));
    let members = archive::members(&Input::of("x.tar", &download.contents)).unwrap();
    let members: Vec<(&str, usize)> = members.iter().map(|m| (m.name.as_str(), m.bytes.len())).collect();
    assert_eq!(members, [("codes.csv", 10), ("data.csv", 200_000)]);
    // Only the tar and its note are left of it.
    assert_eq!(bench.scratch().len(), 2);
    drop(download);
    assert_eq!(bench.scratch(), Vec::<PathBuf>::new());
}

#[test]
fn the_key_is_masked_on_disk_too() {
    const KEY: Key =
        Key { variable: "A_KEY", required: true, goes: KeyPlace::Query("key"), register: "https://a.org/register" };
    let terms = Terms { key: Some((&KEY, "0123456789abcdef")), ..POLITE };
    let publisher = Publisher::new(|asked| Answer::ok(format!("you asked {}", asked.target)));
    let mut job = large(publisher.url("/x"));
    let bench = Bench::new();
    let download = file(bench.client().run(&mut job, &terms, None, &mut |_, _| {}).unwrap()).unwrap();
    path(&download, b"you asked /x?key=****************");
}
