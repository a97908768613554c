//! Runs `language/LANGUAGE/*.trees`: sentences and what they are read as. What
//! a file looks like is said in `language/README.md`.

#![allow(clippy::disallowed_methods, reason = "a test reads its suites")]
#![allow(clippy::print_stdout, reason = "it tells how much is read")]

use std::{fmt::Write as _, fs, path::Path};

use attache_fact::{Claim, Hedge, Printed, Relative, Said};
use attache_language::{
    Wordings,
    read::{Context, Stance},
};
use attache_model::{Area, Code, Codelist, Language, Organization};

/// What is expected of a role; any text, where `None`.
type Role = (String, Option<Said>);

/// A tree.
#[derive(Debug)]
struct Tree {
    kind: String,
    roles: Vec<Role>,
}

/// A sentence with its trees: of each claim the readings that are right.
struct Case {
    line: usize,
    context: Context,
    sentence: String,
    /// It is not read so as yet, and the suite says so.
    is_open: bool,
    claims: Vec<Vec<Tree>>,
}

fn area(text: &str) -> Option<Area> {
    Area::from_code(Codelist::Attache, text)
}

fn context(line: &str) -> Context {
    let mut context = Context::default();
    let mut to = "";
    for word in line.split_whitespace() {
        match word {
            "about" | "author" | "named" | "currency" => to = word,
            code if to == "currency" => context.currency = Some(Code::new(code)),
            code => {
                let area = area(code).unwrap_or_else(|| panic!("{code} in {line:?} is no area"));
                match to {
                    "about" => context.about.push(area),
                    "author" => context.author = Some(area),
                    "named" => context.named = Some(area),
                    _ => panic!("{line:?}"),
                }
            }
        }
    }
    context
}

fn cases(text: &str) -> Vec<Case> {
    let (mut cases, mut about) = (Vec::<Case>::new(), Context::default());
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        match trimmed {
            "" => {}
            comment if comment.starts_with('#') => {}
            directive if line.starts_with('@') => about = context(&directive[1..]),
            "(nothing)" => {}
            tree_line if line.starts_with(' ') => {
                let case = cases.last_mut().expect("a sentence before its tree");
                match tree_line.strip_prefix("| ") {
                    Some(other) => {
                        case.claims.last_mut().expect("a tree before another reading").push(tree(other, number))
                    }
                    None => case.claims.push(vec![tree(tree_line, number)]),
                }
            }
            sentence => {
                let (sentence, is_open) = match sentence.strip_prefix("~ ") {
                    Some(sentence) => (sentence, true),
                    None => (sentence, false),
                };
                let (sentence, context) = (sentence.to_owned(), about.clone());
                cases.push(Case { line: number + 1, context, sentence, is_open, claims: Vec::new() });
            }
        }
    }
    cases
}

fn tree(line: &str, number: usize) -> Tree {
    let bad = || panic!("line {}: {line:?} is no tree", number + 1);
    let inner = line.strip_prefix('(').and_then(|l| l.strip_suffix(')')).unwrap_or_else(bad);
    let (kind, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let mut roles = Vec::new();
    while let Some((name, after)) = rest.trim_start().split_once('=') {
        let end = match after.chars().next() {
            Some('"') => after[1..].find('"').map(|i| i + 2),
            // `<~` begins a figure, `<US; BR>` a list.
            Some('<') if after.split(' ').next().is_some_and(|first| !first.contains(':') || first.ends_with(';')) => {
                after.find('>').map(|i| i + 1)
            }
            _ => after.find(' '),
        };
        let (text, after) = after.split_at(end.unwrap_or(after.len()));
        roles.push((name.to_owned(), said(name, text, number)));
        rest = after;
    }
    Tree { kind: kind.to_owned(), roles }
}

/// `None` of any text.
fn said(role: &str, text: &str, number: usize) -> Option<Said> {
    if let Some(text) = text.strip_prefix('"') {
        let text = text.trim_end_matches('"');
        return (text != "*").then(|| Said::Text(text.to_owned()));
    }
    if let Some(list) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        let items: Vec<&str> = list.split("; ").collect();
        if let Some(figures) = items.iter().map(|t| figure(t)).collect() {
            return Some(Said::Figures(figures));
        }
        // EU is both.
        if !role.starts_with("organization")
            && let Some(areas) = items.iter().map(|t| area(t)).collect()
        {
            return Some(Said::Areas(areas));
        }
        if let Some(organizations) = items.iter().map(|t| Organization::find(t)).collect() {
            return Some(Said::Organizations(organizations));
        }
        return Some(Said::Texts(items.iter().map(|t| (*t).to_owned()).collect()));
    }
    if let Some(rank) = text.strip_prefix('#') {
        return Some(Said::Rank(rank.parse().unwrap()));
    }
    if let Some(count) = text.strip_suffix('x').and_then(|n| n.parse().ok()) {
        return Some(Said::Count(count));
    }
    let relative = match text {
        "now" => Some(Relative::Now),
        "this-year" => Some(Relative::ThisYear),
        "last-year" => Some(Relative::LastYear),
        other => other.strip_prefix("last-years:").map(|n| Relative::LastYears(n.parse().unwrap())),
    };
    if let Some(relative) = relative {
        return Some(Said::Relative(relative));
    }
    let other = || Said::Period(text.parse().unwrap_or_else(|e| panic!("line {}: {text}: {e}", number + 1)));
    Some(area(text).map(Said::Area).or_else(|| figure(text).map(Said::Figure)).unwrap_or_else(other))
}

/// `~1.2e9:USD`; see the README.
fn figure(text: &str) -> Option<Printed> {
    let (number, unit) = text.rsplit_once(':')?;
    let hedges =
        [(">~", Hedge::JustOver), ("<~", Hedge::Nearly), ("~", Hedge::About), (">", Hedge::Over), ("<", Hedge::Under)];
    let (hedge, number) = hedges
        .iter()
        .find_map(|(mark, hedge)| Some((*hedge, number.strip_prefix(mark)?)))
        .unwrap_or((Hedge::Plain, number));
    let (from, to) = match number.split_once("..") {
        Some((from, to)) => (from, Some(to)),
        None => (number, None),
    };
    let plain = scaled(from, unit)?;
    let printed = match to {
        Some(to) => plain.up_to(scaled(to, unit)?)?,
        None => plain,
    };
    Some(printed.hedged(hedge))
}

/// Digits and the power of ten of a scale word: `643.8e6`.
fn scaled(text: &str, unit: &str) -> Option<Printed> {
    let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
    Printed::in_digits(digits.parse().ok()?, power.parse().ok()?, Code::new(unit))
}

fn is(claim: &Claim, tree: &Tree) -> bool {
    claim.kind.as_str() == tree.kind
        && claim.roles.len() == tree.roles.len()
        && tree.roles.iter().all(|(name, wanted)| {
            let said = claim.role(name);
            match wanted {
                None => said.is_some(),
                Some(wanted) => said.is_some_and(|said| is_same(said, wanted)),
            }
        })
}

/// A fraction in words is printed to no digit, which no tree can say.
fn is_same(said: &Said, wanted: &Said) -> bool {
    match (said, wanted) {
        (Said::Figure(said), Said::Figure(wanted)) if said.step == 5.into() => {
            Printed { step: wanted.step, ..*said } == *wanted
        }
        _ => said == wanted,
    }
}

/// Whether the sentence is read as its trees say; what was read.
fn read(case: &Case, wordings: &Wordings) -> (bool, String) {
    let reading = wordings.read(&case.sentence, &case.context);
    let asserted: Vec<_> = reading.statements.iter().filter(|s| s.stance == Stance::Asserted).collect();
    let mut shown = String::new();
    for statement in &asserted {
        for (i, understood) in statement.readings.iter().enumerate() {
            let roles: Vec<String> = understood.claim.roles.iter().map(|(n, s)| format!("{n}={s:?}")).collect();
            writeln!(
                shown,
                "    {}({} {})",
                if i == 0 { "" } else { "| " },
                understood.claim.kind.as_str(),
                roles.join(" ")
            )
            .unwrap();
        }
    }
    let mut open: Vec<_> = asserted.iter().collect();
    let all = case.claims.iter().all(|readings| {
        let found = open.iter().position(|statement| {
            readings.iter().enumerate().all(|(i, tree)| match i {
                0 => is(&statement.readings[0].claim, tree),
                _ => statement.readings.iter().any(|u| is(&u.claim, tree)),
            })
        });
        found.map(|at| open.remove(at)).is_some()
    });
    (all && open.is_empty(), shown)
}

fn suites(language: Language) -> Vec<(String, Vec<Case>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language").join(language.tag());
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let name = format!("{}/{}", language.tag(), file.file_name().unwrap().to_string_lossy());
            (name, cases(&fs::read_to_string(file).unwrap()))
        })
        .collect()
}

fn run(language: Language) {
    let wordings = Wordings::in_language(language);
    let (mut wrong, mut total, mut open) = (String::new(), 0, 0);
    for (file, cases) in suites(language) {
        let mut right = 0;
        for case in &cases {
            let (is_right, shown) = read(case, wordings);
            right += usize::from(is_right);
            open += usize::from(case.is_open);
            match (is_right, case.is_open) {
                (true, true) => {
                    writeln!(wrong, "{file}:{}: is read now, and marked as not: {}", case.line, case.sentence)
                }
                (false, false) => writeln!(wrong, "{file}:{}: {}\n{shown}", case.line, case.sentence),
                _ => Ok(()),
            }
            .unwrap();
        }
        total += cases.len();
        println!("{file:<40} {right:>4} of {:>4}", cases.len());
    }
    println!("{}: {} sentences, {open} of them marked as not yet read", language.tag(), total);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn english() {
    run(Language::English);
}

#[test]
fn spanish() {
    run(Language::Spanish);
}

#[test]
fn french() {
    run(Language::French);
}
