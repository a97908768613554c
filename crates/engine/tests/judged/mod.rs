//! Texts about the United States and Bolivia, and which of their words are right or wrong.

use attache_engine::{
    AsOf, CheckRequest, Checked, Engine,
    checking::{Account, Given, Severities, Verdict},
    model::{Areas, Date, Language},
    prose::Format,
};

pub(crate) const RIGHT: Option<bool> = Some(true);
pub(crate) const WRONG: Option<bool> = Some(false);
pub(crate) const OPEN: Option<bool> = None;

pub(crate) fn check(engine: &Engine, text: &str, given: Given) -> Checked {
    let request = CheckRequest {
        name: "text.md".to_owned(),
        bytes: text.into(),
        format: Some(Format::Markdown),
        given,
        defaults: Given::default(),
        severities: Severities::default(),
        as_of: AsOf::default(),
    };
    engine.check(&request).unwrap()
}

/// Each text, of a day, with words of it, and whether the statement of these words is right,
/// wrong, or neither.
#[track_caller]
pub(crate) fn are(engine: &Engine, dated: Date, language: Language, rows: &[(&str, &str, Option<bool>)]) {
    for (text, words, is_right) in rows {
        let about = ["US", "BO"].iter().map(|name| Areas::find(name).unwrap()).collect();
        let given = Given { about, author: None, dated: Some(dated), language: Some(language) };
        let checked = check(engine, text, given);
        let at = checked.prose.source.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        let numbers = &checked.report.numbers;
        let number = numbers.iter().find(|number| number.place.start <= at && at < number.place.end);
        let owner = number.and_then(|number| match number.account {
            Account::Statement(statement) => checked.report.statements.get(statement),
            Account::Exempt(_) => None,
        });
        let around = checked.report.statements.iter().find(|it| it.place.start <= at && at < it.place.end);
        let told = owner.or(around);
        let found = match told.map(|told| told.verdict) {
            Some(Verdict::Supported) => RIGHT,
            Some(Verdict::Contradicted) => WRONG,
            _ => OPEN,
        };
        assert_eq!(found, *is_right, "{words:?} of {text:?}: {told:#?}");
    }
}
