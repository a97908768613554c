//! What once answered a document's questions can be kept, and answers again
//! without any panel.

use std::{cell::RefCell, collections::BTreeMap};

use attache_document::{
    template::Presentation,
    written::{Note, Source},
};
use attache_fact::Expression;
use attache_language::Wordings;
use attache_model::Language;
use attache_sheet::{
    Facts, FromFacts, Sheet,
    supply::{Ask, Drawn, Lack, Statement, Supply},
};

use crate::{parameters, specimen::Specimen};

/// A question: an expression, how, and in what language.
type Question = (String, String, Language);

#[derive(Default)]
struct Kept {
    answers: BTreeMap<Question, Result<Vec<Statement>, Lack>>,
    roles: BTreeMap<Question, Result<Option<Statement>, Lack>>,
    charts: BTreeMap<Question, Result<Option<Drawn>, Lack>>,
    sources: BTreeMap<usize, Source>,
    notes: BTreeMap<usize, Note>,
    at_hand: BTreeMap<String, bool>,
}

/// Asks another supply and keeps what it says.
struct Keeping<'s> {
    supply: &'s dyn Supply,
    kept: RefCell<Kept>,
}

fn question(expression: &Expression, how: impl ToString, language: Language) -> Question {
    (expression.to_string(), how.to_string(), language)
}

impl Supply for Keeping<'_> {
    fn answer(&self, ask: &Ask<'_>) -> Result<Vec<Statement>, Lack> {
        let answer = self.supply.answer(ask);
        let question = question(ask.expression, ask.presentation, ask.language);
        self.kept.borrow_mut().answers.insert(question, answer.clone());
        answer
    }

    fn role(&self, of: &Statement, how: &Presentation, language: Language) -> Result<Option<Statement>, Lack> {
        let role = self.supply.role(of, how, language);
        self.kept.borrow_mut().roles.insert(question(&of.fact, how, language), role.clone());
        role
    }

    fn chart(&self, expression: &Expression, roles: &[String], language: Language) -> Result<Option<Drawn>, Lack> {
        let chart = self.supply.chart(expression, roles, language);
        self.kept.borrow_mut().charts.insert(question(expression, roles.join(","), language), chart.clone());
        chart
    }

    fn source(&self, id: usize) -> Source {
        let source = self.supply.source(id);
        self.kept.borrow_mut().sources.insert(id, source.clone());
        source
    }

    fn note(&self, id: usize) -> Note {
        let note = self.supply.note(id);
        self.kept.borrow_mut().notes.insert(id, note.clone());
        note
    }

    fn is_at_hand(&self, source: &str) -> bool {
        let is_at_hand = self.supply.is_at_hand(source);
        self.kept.borrow_mut().at_hand.insert(source.to_owned(), is_at_hand);
        is_at_hand
    }
}

impl Supply for Kept {
    fn answer(&self, ask: &Ask<'_>) -> Result<Vec<Statement>, Lack> {
        self.answers[&question(ask.expression, ask.presentation, ask.language)].clone()
    }

    fn role(&self, of: &Statement, how: &Presentation, language: Language) -> Result<Option<Statement>, Lack> {
        self.roles[&question(&of.fact, how, language)].clone()
    }

    fn chart(&self, expression: &Expression, roles: &[String], language: Language) -> Result<Option<Drawn>, Lack> {
        self.charts[&question(expression, roles.join(","), language)].clone()
    }

    fn source(&self, id: usize) -> Source {
        self.sources[&id].clone()
    }

    fn note(&self, id: usize) -> Note {
        self.notes[&id].clone()
    }

    fn is_at_hand(&self, source: &str) -> bool {
        self.at_hand[source]
    }
}

#[test]
fn what_was_kept_writes_the_same_document() {
    let brief = Sheet::read(
        "# T\n\nAid was [some **four million**](fact:aid-year?area={a},{b} \"#value precision=2\").\n\n\
         - [](fact:leader?area=SM \"#person name\"): [](#title)\n\n\
         [](sheet:pair#economic-relations)\n\n[](fact:capital?area=PE) [](fact:capital?area=BO \"lang=fr\")\n",
    )
    .unwrap();
    let facts =
        Facts::new(Specimen::united_states_bolivia().panel()).with_caveats(attache_model::Caveats::built_in().into());
    let wordings = |language| Wordings::in_language(language);
    for (sheet, areas) in [(&brief, &["US", "BO"][..]), (Sheet::pair(), &["US", "BO"]), (Sheet::country(), &["BO"])] {
        let parameters = parameters(areas);
        let from_facts = FromFacts::new(&facts, &wordings);
        let keeping = Keeping { supply: &from_facts, kept: RefCell::default() };
        let written = sheet.write_from(&parameters, Wordings::english(), &keeping).unwrap();
        let again = sheet.write_from(&parameters, Wordings::english(), &keeping.kept.into_inner()).unwrap();
        assert_eq!((&again.written, &again.edits, &again.gaps), (&written.written, &written.edits, &written.gaps));
        assert!(written.written.stated().len() > 3);
    }
}
