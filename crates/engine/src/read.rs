use attache_language::read::{Context, Reading, language_of};
use attache_model::{Area, Language};

use crate::Engine;

/// A sentence that is to be read, and what is known of where it stands.
#[derive(Clone, Debug, Default)]
pub struct ReadRequest {
    pub sentence: String,
    /// By its small words, where it is not given.
    pub language: Option<Language>,
    /// The areas that its document is about.
    pub about: Vec<Area>,
    /// Whose document it is: "our".
    pub author: Option<Area>,
}

/// What a sentence says.
#[derive(Clone, Debug)]
pub struct ReadAnswer {
    pub language: Language,
    pub reading: Reading,
}

impl Engine {
    /// Reads a sentence into claims, in the words of the language and the user's
    /// own. Nothing is looked up: whether the claims are true is another question.
    pub fn read(&self, request: &ReadRequest) -> ReadAnswer {
        let language = request.language.unwrap_or_else(|| language_of(&request.sentence));
        let context = Context { about: request.about.clone(), author: request.author, ..Context::default() };
        ReadAnswer { language, reading: self.wordings(language).read(&request.sentence, &context) }
    }
}
