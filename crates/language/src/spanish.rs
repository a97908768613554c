//! What names do in Spanish.

use attache_model::{Area, Language};

use crate::{
    form::{Agreement, Form},
    morphology::Morphology,
};

pub(crate) const MORPHOLOGY: Morphology = Morphology { area, organization, noun, indefinite, agreement };

fn area(area: Area, form: Option<&Form>, out: &mut String) -> bool {
    let _ = form;
    out.push_str(area.name(Language::Spanish));
    true
}

fn organization(_: &str, _: &Form, _: &mut String) -> bool {
    false
}

fn noun(_: &str, _: &Form) -> Option<&'static str> {
    None
}

fn indefinite(_: &str) -> &'static str {
    "un"
}

fn agreement(_: Area) -> Agreement {
    Agreement { feminine: false, plural: false }
}
