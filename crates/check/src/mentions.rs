//! What the texts of a document mention.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use attache_language::{Wordings, read::Mention};

/// What texts mention, found once for each, since whom a document is about, its day and
/// its currency are all asked of the same texts.
pub(crate) struct Mentions<'w> {
    pub(crate) wordings: &'w Wordings,
    known: RefCell<HashMap<String, Rc<[Mention]>>>,
}

impl<'w> Mentions<'w> {
    pub(crate) fn by(wordings: &'w Wordings) -> Self {
        Self { wordings, known: RefCell::default() }
    }

    pub(crate) fn of(&self, text: &str) -> Rc<[Mention]> {
        if let Some(known) = self.known.borrow().get(text) {
            return Rc::clone(known);
        }
        let mentions: Rc<[Mention]> = self.wordings.mentions(text).into();
        self.known.borrow_mut().insert(text.to_owned(), Rc::clone(&mentions));
        mentions
    }
}
