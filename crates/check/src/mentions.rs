//! What the texts of a document mention.

use std::{cell::RefCell, collections::HashMap, ops::Range, rc::Rc};

use attache_language::{
    Wordings,
    read::{Mention, Survey},
};

/// What texts mention, found once for each sentence, since whom a document is about, its day and
/// its currency are all asked of the same texts, which are then read.
pub(crate) struct Mentions<'w> {
    pub(crate) wordings: &'w Wordings,
    known: RefCell<HashMap<String, Rc<[Mention]>>>,
    sentences: RefCell<HashMap<String, Rc<[Range<usize>]>>>,
    surveys: RefCell<HashMap<String, Rc<Survey>>>,
}

impl<'w> Mentions<'w> {
    pub(crate) fn by(wordings: &'w Wordings) -> Self {
        Self { wordings, known: RefCell::default(), sentences: RefCell::default(), surveys: RefCell::default() }
    }

    /// What all sentences of a text mention.
    pub(crate) fn of(&self, text: &str) -> Rc<[Mention]> {
        once(&self.known, text, || {
            let sentences = self.sentences(text);
            let mentions = sentences.iter().flat_map(|span| {
                let survey = self.survey(text.get(span.clone()).unwrap_or_default());
                let shifted = |at: &Range<usize>| span.start + at.start..span.start + at.end;
                let moved = |mention: &Mention| Mention { span: shifted(&mention.span), what: mention.what.clone() };
                survey.mentions.iter().map(moved).collect::<Vec<_>>()
            });
            mentions.collect()
        })
    }

    /// The sentences of a text, as [`Wordings::sentences`] has them.
    pub(crate) fn sentences(&self, text: &str) -> Rc<[Range<usize>]> {
        once(&self.sentences, text, || self.wordings.sentences(text).into())
    }

    /// The survey of a sentence.
    pub(crate) fn survey(&self, sentence: &str) -> Rc<Survey> {
        once(&self.surveys, sentence, || Rc::new(self.wordings.survey(sentence)))
    }
}

/// What is known of a text, or is found and then known.
fn once<T: ?Sized>(known: &RefCell<HashMap<String, Rc<T>>>, text: &str, find: impl FnOnce() -> Rc<T>) -> Rc<T> {
    if let Some(known) = known.borrow().get(text) {
        return Rc::clone(known);
    }
    let found = find();
    known.borrow_mut().insert(text.to_owned(), Rc::clone(&found));
    found
}
