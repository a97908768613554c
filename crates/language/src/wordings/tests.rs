use super::*;
use crate::pattern::Part;

#[test]
fn every_kind_of_the_catalogue_has_wordings() {
    for language in Language::ALL {
        let wordings = Wordings::in_language(language);
        for kind in attache_fact::catalogue() {
            let id = kind.id();
            assert!(wordings.label(id).is_some(), "{language:?}: {id} has no label");
            for form in ["sentence", "item", "cell"] {
                assert!(wordings.patterns(id, form).is_some(), "{language:?}: {id} has no {form}");
            }
        }
    }
}

/// A role that is misspelt in a pattern is never filled, and nobody notices.
#[test]
fn patterns_name_the_roles_that_kinds_have() {
    for language in Language::ALL {
        for kind in attache_fact::catalogue() {
            name_the_roles(Wordings::in_language(language), kind);
        }
    }
}

fn name_the_roles(wordings: &Wordings, kind: &dyn attache_fact::Kind) {
    let id = kind.id();
    let Some((_, documented)) = kind.states().split_once("Roles:") else { return };
    let roles: Vec<&str> = documented.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let forms = wordings.kinds[id].forms.iter();
    for (form, pattern) in forms.flat_map(|(form, patterns)| patterns.iter().map(move |p| (form, p))) {
        for part in &pattern.all {
            let role = match part {
                Part::Hole(hole) => hole.role,
                Part::Guard(guard) => guard.role,
                _ => continue,
            };
            let language = wordings.language();
            assert!(roles.contains(&role), "{language:?}: {id} {form}: {role} is not among {documented}");
        }
    }
}

/// French sets apart with a space that does not break.
#[test]
fn no_line_of_french_breaks_before_a_sign() {
    let files = built_in::files(Language::French);
    for File { name: file, text, .. } in files.kinds.iter().chain([&files.grammar, &files.units, &files.words]) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let at = [" :", " ;", " %", " »", "« "].into_iter().find(|sign| line.contains(sign));
            assert_eq!(at, None, "{file}: {line}");
        }
    }
}

#[test]
fn no_kind_stands_in_two_files() {
    let files = built_in::files(Language::English);
    let headed: usize = files.kinds.iter().map(|file| TomlFile::built_in(file).root().entries().count()).sum();
    assert_eq!(headed, Wordings::english().kinds.len());
}

fn error(text: &str) -> (usize, usize, String) {
    let mut wordings = Wordings::built_in(Language::English).unwrap();
    let error = wordings.extend("mine.toml", text).unwrap_err();
    assert_eq!(error.file, "mine.toml");
    (error.line, error.column, error.problem)
}

#[test]
fn errors_of_a_file_have_a_place() {
    let cases = [
        (
            "[\"own:a\"]\nsentence = [\n  \"{value}\",\n  \"é {value|huge}\",\n]",
            (4, 13, "\"huge\" is not a form that a role can be written in"),
        ),
        ("[\"own:a\"]\nsentence = \"a [b\"", (2, 15, "this [ is not closed")),
        ("[\"own:a\"]\nsentence = 1", (2, 12, "this is to be a text")),
        ("[\"own:a\"]\nsentence = []", (2, 12, "a form wants at least one pattern")),
        ("x = 1", (1, 5, "\"x\" stands outside a fact kind")),
        ("[\"own:a\"]\nlike = \"b\"", (2, 8, "there is no fact kind \"b\"")),
        ("[\"own:a\"]\nlike = \"own:a\"", (2, 8, "\"own:a\" is like itself, or the row of likenesses is too long")),
        (
            "[\"own:a\"]\ncell = \"{.noun}\"",
            (2, 8, "the fact kind \"own:a\" has no form \"noun\", which \"cell\" wants"),
        ),
        ("[population]\nnoun = \"{.noun}\"", (2, 8, "\"noun\" is to stand in other forms, and so may hold none")),
        ("[popluation]\nlabel = \"x\"", (1, 2, "there is no fact kind \"popluation\"")),
        ("[population]\nitem = \"é {!sbject}\"", (2, 13, "\"sbject\" is no role of population")),
        ("[population]\nlike = \"own-figures\"", (2, 8, "\"population\" has wordings already")),
        ("language = \"es\"", (1, 12, "the file is in \"es\", and taken for \"en\"")),
    ];
    for (text, (line, column, problem)) in cases {
        assert_eq!(error(text), (line, column, problem.to_owned()), "{text}");
    }
    assert_eq!(error("[a\nb").0, 1);
}

#[test]
fn words() {
    let areas = ["US", "BO"].map(|code| Value::Area(attache_model::Areas::find(code).unwrap()));
    let [a, b] = areas;
    let roles = [("a", a), ("b", b)];
    let word = |name: &str| Wordings::english().word(name, &roles);
    assert_eq!(word("title.pair").unwrap(), "U.S. relations with Bolivia");
    assert_eq!(word("heading.relations").unwrap(), "Relations");
    assert_eq!(word("subtitle.as-of").unwrap(), "Fact sheet. Figures as published by {date}.");
    assert_eq!(Wordings::english().value(&roles[0].1, "'s"), "the United States'");
    assert_eq!(Wordings::english().value(&roles[0].1, "millions"), "the United States");
    assert!(word("heading.nothing").is_err());
}

/// Every hole of every pattern is written as what it asks for, whatever
/// fills it, or refused; nothing panics.
#[test]
fn no_value_is_too_strange() {
    for language in Language::ALL {
        write_strange_values(Wordings::in_language(language));
    }
}

fn write_strange_values(wordings: &Wordings) {
    let area = attache_model::Areas::find("US").unwrap();
    let values = [
        Value::Area(area),
        Value::Areas(Vec::new()),
        Value::Organizations(Vec::new()),
        Value::Quantity(attache_fact::Quantity::new(attache_model::Decimal::MIN, attache_model::unit::USD)),
        Value::Quantities(Vec::new()),
        Value::Period("-9999-01-01".parse().unwrap()),
        Value::Rank(0),
        Value::Rank(u32::MAX),
        Value::Count(0),
        Value::Text(String::new()),
        Value::Text("ﬁß\u{202e}".to_owned()),
        Value::Texts(vec![String::new()]),
    ];
    for (id, kind) in &wordings.kinds {
        for (form, patterns) in &kind.forms {
            let role = |part: &Part| if let Part::Hole(hole) = part { Some(hole.role) } else { None };
            let names: Vec<&str> = patterns.iter().flat_map(|pattern| &pattern.all).filter_map(role).collect();
            for value in &values {
                let roles: Vec<(RoleName, Value)> = names.iter().map(|n| (*n, value.clone())).collect();
                if let Ok(sentence) = wordings.write_roles(id, form, &roles) {
                    assert!(sentence.roles.iter().all(|(_, r)| sentence.text.get(r.clone()).is_some()));
                }
            }
        }
    }
}
