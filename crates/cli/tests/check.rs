//! `attache check` and `attache rules` as a user runs them, by the built-in data.
#![allow(clippy::disallowed_methods, reason = "the tests write files for the binary to read")]

mod binary;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

use binary::{attache, command, err, fed, ok, out};

const RIGHT: &str = "Bolivia's population was 12.4 million in 2025.\n";
const WRONG: &str = "Bolivia's population was 15 million in 2025.\n";
const MENDED: &str = "Bolivia's population was 12 million in 2025.\n";
/// What weighs no more than a note.
const LOOSE: &str = "Bolivia's population was more than 12.1 million in 2025.\n";
const NOTHING: &str = "It rained.\n";

/// A folder with documents, in which the binary is run.
struct Desk(TempDir);

impl Desk {
    fn of(files: &[(&str, &str)]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        files.iter().for_each(|(name, text)| desk.put(name, text));
        desk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = command(self.path());
        command.current_dir(self.path()).arg("check").args(args);
        command
    }

    fn check(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the binary runs")
    }

    /// The exit code and all that is said.
    fn said(&self, args: &[&str]) -> (i32, String) {
        let output = self.check(args);
        (output.status.code().unwrap(), out(&output) + &err(&output))
    }

    #[track_caller]
    fn says(&self, args: &[&str], code: i32, parts: &[&str]) -> String {
        let (found, said) = self.said(args);
        assert_eq!(found, code, "{args:?}: {said}");
        parts.iter().for_each(|part| assert!(said.contains(part), "{part:?} is not in what {args:?} says:\n{said}"));
        said
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.check(&[args, &["--format", "json"]].concat());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", err(&output)))
    }

    /// The names of the files that are checked, in order.
    fn checked(&self, args: &[&str]) -> Vec<String> {
        let json = self.json(args);
        json["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn exit_codes_tell_what_was_found() {
    let desk = Desk::of(&[("right.txt", RIGHT), ("wrong.txt", WRONG), ("loose.txt", LOOSE), ("nothing.txt", NOTHING)]);
    desk.says(&["right.txt"], 0, &["no findings", "about Bolivia (from the text), undated, English"]);
    let wrong = desk.says(&["wrong.txt"], 1, &["error[wrong-value]", "wrong.txt:1:26", "The World Factbook"]);
    assert!(!wrong.contains('\u{1b}'), "{wrong}");
    desk.says(&["loose.txt"], 0, &["note[loose-hedge]"]);
    desk.says(&["nothing.txt"], 3, &["nothing in it could be checked"]);
    desk.says(&["nothing.txt", "--allow-unchecked"], 0, &["nothing in it could be checked"]);
    desk.says(&["nothing.txt", "right.txt"], 0, &[]);
    desk.says(&["nothing.txt", "--format", "json"], 3, &["nothing could be checked"]);
}

#[test]
fn what_cannot_be_read_is_named_and_stops_no_other() {
    let desk = Desk::of(&[("wrong.txt", WRONG), ("empty.md", ""), ("empty.docx", "")]);
    desk.put("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let all = ["nowhere.md", "image.txt", "empty.docx", "wrong.txt", "empty.md"];
    let said = desk.says(&all, 2, &["error[wrong-value]", "nowhere.md: ", "image.txt: ", "empty.docx: "]);
    assert_eq!(said.matches("hint: ").count(), 3, "{said}");
    desk.says(&["empty.md"], 3, &["0 numbers", "nothing in it could be checked"]);
    desk.says(&["*.odt"], 2, &["nothing matches *.odt", "hint: "]);
    desk.says(&["wrong.txt", "--about", "Bolvia"], 2, &["Bolivia (BO)", "hint: "]);
    desk.says(&["wrong.txt", "--lang", "tlh"], 2, &["en, es, fr"]);
    desk.says(&["wrong.txt", "--unsafe-fixes"], 2, &["--fix"]);
    desk.says(&["wrong.txt", "-o", "/nowhere/at/all.txt"], 2, &["/nowhere/at/all.txt"]);
}

#[test]
fn standard_input_has_a_name_where_it_is_given_one() {
    let desk = Desk::of(&[]);
    let markdown = format!("---\nattache:\n  dated: 2025-12-31\n---\n{WRONG}");
    let output = fed(desk.command(&["-", "--stdin-name", "briefs/new.md"]), markdown.as_bytes());
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(
        out(&output).contains("briefs/new.md:5:26") && out(&output).contains("dated 2025-12-31 (from the metadata)")
    );
    let output = fed(desk.command(&["-"]), RIGHT.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("<stdin>: about Bolivia"), "{}", out(&output));
    let output = fed(desk.command(&["-", "--fix"]), WRONG.as_bytes());
    assert_eq!((out(&output).as_str(), output.status.code()), (MENDED, Some(0)));
    assert!(err(&output).contains("no findings") && err(&output).contains("fixed 1 finding"), "{}", err(&output));
}

#[test]
fn options_go_before_what_a_text_says_and_the_settings_after_it() {
    let desk = Desk::of(&[
        ("of-itself.md", "---\nattache:\n  about: PE\n  dated: 2024-05-01\n---\nIt rained.\n"),
        ("silent.md", NOTHING),
        (".attache.toml", "about = [\"US\", \"BO\"]\ndated = 2023-08-15\nauthor = \"US\"\nlang = \"es\"\n"),
        ("deep/.attache.toml", "dated = \"2022-01-01\"\n"),
        ("deep/er/silent.md", NOTHING),
    ]);
    let context = |args: &[&str]| {
        let context = desk.json(args)["files"][0]["context"].clone();
        let about = context["about"]["areas"].as_array().unwrap().iter().filter_map(Value::as_str);
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        [
            about.collect::<Vec<_>>().join(","),
            text(&context["dated"]["date"]),
            text(&context["author"]["area"]),
            text(&context["language"]["tag"]),
        ]
        .join(" ")
    };
    assert_eq!(context(&["silent.md"]), "US,BO 2023-08-15 US es");
    assert_eq!(context(&["of-itself.md"]), "PE 2024-05-01 US es");
    assert_eq!(context(&["deep/er/silent.md"]), "US,BO 2022-01-01 US es");
    let given = ["--about", "FR,CL", "--dated", "2020-02-02", "--author", "France", "--lang", "fr"];
    assert_eq!(context(&[&["of-itself.md"], &given[..]].concat()), "FR,CL 2020-02-02 FR fr");
}

#[test]
fn settings_weigh_rules_and_name_wordings() {
    let desk = Desk::of(&[
        ("loose.txt", LOOSE),
        ("wrong.txt", WRONG),
        ("own.txt", "1,200 students from Bolivia held scholarships in Spain in 2022.\n"),
        (
            "own.toml",
            "[\"own:scholarships\"]\nsentence = \"{value} students from {subject} held scholarships in {partner} {time|in}.\"\n",
        ),
    ]);
    let settings = |text: &str| desk.put(".attache.toml", text);
    settings("[rules]\nloose-hedge = \"warning\"\nwrong-value = \"note\"\n");
    desk.says(&["loose.txt"], 1, &["warning[loose-hedge]"]);
    desk.says(&["wrong.txt"], 0, &["note[wrong-value]"]);
    settings("[rules]\nwrong-value = \"off\"\n");
    desk.says(&["wrong.txt"], 0, &["no findings"]);
    assert_eq!(desk.json(&["wrong.txt"])["files"][0]["findings"][0]["severity"], "off");
    settings("wordings = [\"own.toml\"]\n");
    desk.says(&["own.txt"], 2, &["own.toml:1:1: the file does not say which language it is in"]);
    let own = String::from_utf8(desk.get("own.toml")).unwrap();
    desk.put("own.toml", format!("language = \"en\"\n{own}"));
    assert_eq!(desk.json(&["own.txt"])["files"][0]["statements"][0]["kind"], "own:scholarships");
    settings("");
    assert_ne!(desk.json(&["own.txt"])["files"][0]["statements"][0]["kind"], "own:scholarships");
    for (text, says) in [
        ("about = [\"BO\"]\n\n[rules]\nlose-hedge = \"off\"\n", "line 4: there is no rule \"lose-hedge\""),
        ("[rules]\nloose-hedge = \"of\"\n", "line 2: \"of\" is no severity"),
        ("\nabuot = [\"BO\"]\n", "line 2: unknown field `abuot`"),
        ("about = [\"Bolvia\"]\n", "line 1: "),
        ("about = 7\n", "line 1: about is a list of countries"),
        ("dated = \"last year\"\n", "line 1: dated is no date"),
        ("lang = \"tlh\"\n", "line 1: lang \"tlh\" is not known"),
        ("ignore = [\n  \"a\",\n  \"a{\",\n]\n", "line 3: "),
        ("about = [\n", "line 1: "),
        ("wordings = [\"nowhere.toml\"]\n", "nowhere.toml: "),
    ] {
        settings(text);
        let said = desk.says(&["wrong.txt"], 2, &[says, "hint: "]);
        assert!(said.contains(".attache.toml, line") || said.contains("nowhere.toml"), "{said}");
    }
}

#[test]
fn folders_and_globs_leave_out_what_is_ignored() {
    let desk = Desk::of(&[
        ("b/2.txt", RIGHT),
        ("b/1.md", RIGHT),
        ("b/notes.rs", RIGHT),
        ("b/.hidden.md", RIGHT),
        ("b/drafts/3.md", RIGHT),
        ("b/c/4.html", "<p>Bolivia's population was 12.4 million in 2025.</p>"),
        ("b/c/old.md", RIGHT),
        ("a.md", RIGHT),
        ("ignored.md", RIGHT),
        (".gitignore", "ignored.md\n"),
        ("b/.attache.toml", "ignore = [\"drafts/\", \"old.*\"]\n"),
    ]);
    assert_eq!(desk.checked(&["b"]), ["b/1.md", "b/2.txt", "b/c/4.html"]);
    assert_eq!(desk.checked(&["."]), ["a.md", "b/1.md", "b/2.txt", "b/c/4.html"]);
    assert_eq!(desk.checked(&["b/2.txt", "b"]), ["b/2.txt", "b/1.md", "b/c/4.html"]);
    assert_eq!(desk.checked(&["*.md"]), ["a.md"]);
    assert_eq!(desk.checked(&["**/*.md"]), ["a.md", "b/1.md"]);
    assert_eq!(desk.checked(&["./b/?.*"]), ["b/1.md", "b/2.txt"]);
    // What is named is checked.
    assert_eq!(desk.checked(&["ignored.md", "b/drafts/3.md", "./a.md", "a.md"]).len(), 3);
    desk.put("b/c/.attache.toml", "ignore = [\"!old.md\"]\n");
    assert_eq!(desk.checked(&["b/c"]), ["b/c/4.html", "b/c/old.md"]);
    fs::create_dir(desk.path().join("none")).unwrap();
    desk.says(&["none"], 3, &["nothing could be checked"]);
}

#[test]
fn a_comment_with_a_reason_allows_and_one_without_is_found() {
    let allowed = format!("<!-- attache: allow(wrong-value) the embassy's own count -->\n{WRONG}");
    let desk = Desk::of(&[
        ("allowed.md", &allowed),
        ("page.html", "<p>Bolivia's population was 15 million in 2025. <!-- attache: allow(wrong-value) ours --></p>"),
        ("bare.md", &allowed.replace(" the embassy's own count", "")),
        ("unused.md", &allowed.replace("15 million", "12.4 million")),
        ("unknown.md", &allowed.replace("(wrong-value)", "(wrong-values)")),
    ]);
    desk.says(&["allowed.md", "--all"], 0, &["1 suppressed", "the embassy's own count"]);
    desk.says(&["page.html"], 0, &["1 suppressed"]);
    desk.says(&["bare.md"], 1, &["error[wrong-value]", "warning[unused-suppression]", "no reason"]);
    desk.says(&["unused.md"], 1, &["unused.md:1:6", "nothing here breaks wrong-value"]);
    desk.says(&["unknown.md"], 1, &["there is no rule \"wrong-values\"", "did you mean wrong-value?"]);
    assert_eq!(desk.json(&["allowed.md"])["files"][0]["suppressed"][0]["reason"], "the embassy's own count");
}

#[test]
fn a_baseline_holds_what_is_known_wherever_it_moves() {
    let desk = Desk::of(&[("old briefs/a.md", WRONG), ("b.md", WRONG), ("loose.txt", LOOSE)]);
    desk.says(&[".", "--baseline", "known.txt"], 2, &["known.txt: ", "--write-baseline"]);
    desk.says(&[".", "--baseline", "known.txt", "--write-baseline"], 0, &["3 findings written"]);
    let written = String::from_utf8(desk.get("known.txt")).unwrap();
    assert!(written.contains("\nold%20briefs/a.md wrong-value "), "{written}");
    desk.says(&[".", "--baseline", "known.txt"], 0, &["no findings; 1 suppressed"]);
    desk.put("b.md", format!("New.\n\n{WRONG}\nIts area is 598,581 square kilometers.\n"));
    desk.says(&[".", "--baseline", "known.txt"], 1, &["b.md:5:"]);
    // From within a folder its files have the same names.
    let mut within = desk.command(&["a.md", "--baseline", "../known.txt"]);
    assert_eq!(within.current_dir(desk.path().join("old briefs")).output().unwrap().status.code(), Some(0));
    // What was not checked stays known, what is no more does not.
    fs::remove_file(desk.path().join("loose.txt")).unwrap();
    desk.says(&["b.md", "--baseline", "known.txt", "--write-baseline"], 0, &["2 findings written"]);
    let again = String::from_utf8(desk.get("known.txt")).unwrap();
    assert!(again.contains("old%20briefs/a.md") && !again.contains("loose.txt"), "{again}");
    desk.put("known.txt", "b.md wrong-value\n");
    desk.says(&["b.md", "--baseline", "known.txt"], 2, &["known.txt: line 1", "hint: "]);
}

#[test]
fn a_fix_keeps_every_other_byte() {
    let before = b"\xef\xbb\xbfA  brief \r\n\r\nBolivia's population was 15 million in 2025.\t\r\nEnd\xc2\xa0of it.\r";
    let desk = Desk::of(&[("right.txt", RIGHT)]);
    desk.put("a.txt", before);
    desk.says(&["a.txt", "right.txt", "--fix"], 0, &["no findings", "a.txt: fixed 1 finding"]);
    let mended = String::from_utf8(before.to_vec()).unwrap().replace("15 million", "12 million");
    assert_eq!(desk.get("a.txt"), mended.as_bytes());
    let names: Vec<_> = fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains(".attache-")), "{names:?}");
    // Windows-1252, in which é is one byte.
    desk.put("latin.txt", b"Caf\xe9. Bolivia's population was 15 million in 2025.\n");
    desk.says(&["latin.txt", "--fix"], 0, &[]);
    assert_eq!(desk.get("latin.txt"), b"Caf\xe9. Bolivia's population was 12 million in 2025.\n");
}

#[cfg(unix)]
#[test]
fn a_fixed_file_keeps_its_mode_and_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::of(&[("a.txt", WRONG), ("locked.txt", WRONG)]);
    let mode = |name: &str, mode: u32| {
        fs::set_permissions(desk.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("a.txt", 0o640);
    mode("locked.txt", 0o444);
    symlink("a.txt", desk.path().join("link.txt")).unwrap();
    desk.says(&["link.txt", "--fix"], 0, &[]);
    assert_eq!(desk.get("a.txt"), MENDED.as_bytes());
    assert!(desk.path().join("link.txt").is_symlink());
    assert_eq!(fs::metadata(desk.path().join("a.txt")).unwrap().permissions().mode() & 0o777, 0o640);
    desk.says(&["locked.txt", "--fix"], 2, &["locked.txt was not written: it is read-only", "error[wrong-value]"]);
    assert_eq!(desk.get("locked.txt"), WRONG.as_bytes());
}

#[test]
fn a_diff_shows_the_fixes_and_writes_none() {
    let desk = Desk::of(&[("briefs/a.txt", WRONG), ("right.txt", RIGHT)]);
    let output = desk.check(&["--diff", "briefs/a.txt", "right.txt"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = format!("--- a/briefs/a.txt\n+++ b/briefs/a.txt\n@@ -1 +1 @@\n-{WRONG}+{MENDED}");
    assert_eq!(out(&output), expected);
    assert_eq!(desk.get("briefs/a.txt"), WRONG.as_bytes());
    assert_eq!(out(&desk.check(&["--diff", "right.txt"])), "");
}

#[test]
fn each_format_reads_as_what_it_is() {
    let desk = Desk::of(&[("a.md", WRONG), ("b.md", RIGHT), ("<i>.md", LOOSE)]);
    let json = desk.json(&["."]);
    assert_eq!((&json["schema"], json["files"].as_array().map(Vec::len)), (&"attache-check/1".into(), Some(3)));
    let sarif: Value = serde_json::from_slice(&desk.check(&[".", "--format", "sarif"]).stdout).unwrap();
    assert_eq!(
        (&sarif["version"], &sarif["runs"][0]["results"][1]["ruleId"]),
        (&"2.1.0".into(), &"wrong-value".into())
    );
    let github = out(&desk.check(&["a.md", "--format", "github"]));
    assert!(github.starts_with("::error file=a.md,line=1,col=26,"), "{github}");
    desk.says(&[".", "--format", "html", "--output", "report.page"], 1, &[]);
    let page = String::from_utf8(desk.get("report.page")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("&lt;i&gt;.md"), "{page}");
    let coloured = out(&desk.check(&["a.md", "--color", "always"]));
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    let all = out(&desk.check(&["b.md", "--all"]));
    assert!(all.contains("\"12.4 million\"") || all.contains("\"12.4\""), "{all}");
}

#[test]
fn so_many_threads_answer_the_same() {
    let texts = [RIGHT, WRONG, LOOSE, NOTHING];
    let names: Vec<String> = (0..12).map(|n| format!("{n:02}.md")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(texts.iter().cycle()).map(|(name, text)| (name.as_str(), *text)).collect();
    let desk = Desk::of(&files);
    for format in ["terminal", "json"] {
        let one = desk.check(&[".", "--jobs", "1", "--format", format]);
        let four = desk.check(&[".", "--jobs", "4", "--format", format]);
        assert_eq!((one.stdout, one.stderr), (four.stdout, four.stderr));
    }
    assert_eq!(desk.checked(&["."]), names);
}

/// A name is not to control the terminal, end a line or be taken for an option.
#[cfg(unix)]
#[test]
fn hostile_names_stay_names() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let desk = Desk::of(&[("\u{1b}[31m\n::error::.md", WRONG), ("[a].md", WRONG), ("--fix.md", WRONG)]);
    let not_text = OsStr::from_bytes(b"\xff\x1b[2J.txt");
    fs::write(desk.path().join(not_text), WRONG).unwrap();
    let (code, said) = desk.said(&["."]);
    assert_eq!(code, 1, "{said}");
    assert!(!said.contains('\u{1b}') && said.contains("\\u{1b}[31m\\u{a}::error::.md"), "{said}");
    let github = out(&desk.check(&[".", "--format", "github"]));
    assert!(github.lines().all(|line| line.starts_with("::error file=")), "{github}");
    assert_eq!(desk.json(&["."])["files"].as_array().unwrap().len(), 4);
    assert_eq!(desk.checked(&["[a].md"]), ["[a].md"]);
    assert_eq!(desk.checked(&["--format", "json", "--", "--fix.md"]).len(), 1);
    let mut missing = desk.command(&[]);
    let output = missing.arg(OsStr::from_bytes(b"\xfe\x1b.md")).output().unwrap();
    assert!(output.status.code() == Some(2) && !err(&output).contains('\u{1b}'), "{}", err(&output));
}

#[test]
fn a_question_is_asked_as_of_a_day() {
    let desk = Desk::of(&[("wrong.txt", WRONG)]);
    desk.says(&["wrong.txt", "--as-of", "2020-01-01"], 3, &["no data"]);
    desk.says(&["wrong.txt", "--known-at", "soon"], 2, &["--known-at"]);
}

#[test]
fn rules_are_listed_and_shown() {
    let folder = TempDir::new().unwrap();
    let list = ok(folder.path(), &["rules"]);
    assert!(list.lines().any(|line| line.starts_with("wrong-value  ")), "{list}");
    assert!(ok(folder.path(), &["rules", "loose-hedge"]).starts_with("loose-hedge (note)\n"));
    let documented = include_str!("../../../docs/rules.md");
    assert_eq!(ok(folder.path(), &["rules", "--format", "md"]), documented);
    let output = attache(folder.path(), &["rules", "lose-hedge"]);
    assert!(output.status.code() == Some(2) && err(&output).contains("did you mean loose-hedge?"), "{}", err(&output));
}
