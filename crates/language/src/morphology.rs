use attache_model::{Area, Language};

use crate::{
    english,
    form::{Agreement, Form},
    french, spanish,
};

/// What names do in a language: one file of Rust each.
pub(crate) struct Morphology {
    /// Writes an area's name in a form, plain where there is none; whether the
    /// language has the form.
    pub(crate) area: fn(Area, Option<&Form>, &mut String) -> bool,
    /// Writes the name of an organization in a form; whether the language has
    /// the form.
    pub(crate) organization: fn(&str, &Form, &mut String) -> bool,
    /// What stands before a common noun in a form, its space included; `None`
    /// where the language has no such form.
    pub(crate) noun: fn(&str, &Form) -> Option<&'static str>,
    /// The indefinite article that stands before the word.
    pub(crate) indefinite: fn(&str) -> &'static str,
    /// What words beside the area's name agree with.
    pub(crate) agreement: fn(Area) -> Agreement,
}

impl Morphology {
    pub(crate) fn of(language: Language) -> Self {
        match language {
            Language::English => english::MORPHOLOGY,
            Language::Spanish => spanish::MORPHOLOGY,
            Language::French => french::MORPHOLOGY,
        }
    }
}
