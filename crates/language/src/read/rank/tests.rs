use attache_fact::Value;
use attache_model::Language;

use crate::{
    Wordings,
    read::{
        marked::{longest, run},
        mention::Mentioned,
    },
};

/// The languages whose wordings are their own.
const READ_BACK: [Language; 1] = [Language::English];

#[test]
fn ranks_and_counts_that_people_write() {
    for (language, file, cases) in [
        (Language::English, "ranks.en", include_str!("../../../tests/mentions/ranks.en")),
        (Language::Spanish, "ranks.es", include_str!("../../../tests/mentions/ranks.es")),
        (Language::French, "ranks.fr", include_str!("../../../tests/mentions/ranks.fr")),
    ] {
        let marks = run(file, cases, language, |r, tokens, at, found| r.ranks.within(tokens).find(at, found));
        assert!(marks >= 30, "{file} marks {marks}");
    }
}

/// Whatever form the wordings write them in, they are found again. No such
/// thing ("no agreements") is no count that is read.
#[test]
fn written_ranks_and_counts_are_read() {
    let mut wrong = Vec::new();
    for language in READ_BACK {
        let wordings = Wordings::in_language(language);
        let numbers = (1..=130).chain([199, 200, 211, 1_000, 1_001, 12_345, 999_999]);
        for n in numbers {
            let ranks = ["", "digits", "largest"].map(|form| (Value::Rank(n), form, Mentioned::Rank(n)));
            let counts = ["", "digits"].map(|form| (Value::Count(n), form, Mentioned::Count(n)));
            for (value, form, wanted) in ranks.into_iter().chain(counts) {
                let text = wordings.value(&value, form);
                let found = longest(&text, language, |r, tokens, at, found| r.ranks.within(tokens).find(at, found));
                if found != [(0..text.len(), wanted)] {
                    wrong.push(format!("{language:?} {form:?} {value:?}: {text:?} is read as {found:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong[..wrong.len().min(20)].join("\n"), wrong.len());
}
