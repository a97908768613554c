//! What names do in French.

use attache_model::{Area, Language};

use crate::{
    form::{Agreement, Form},
    morphology::Morphology,
};

pub(crate) const MORPHOLOGY: Morphology =
    Morphology { area, organization: |_, _, _| false, noun: |_, _| None, indefinite, agreement };

fn area(area: Area, form: Option<&Form>, out: &mut String) -> bool {
    let _ = form;
    out.push_str(area.name(Language::French));
    true
}

fn indefinite(_: &str) -> &'static str {
    "un"
}

fn agreement(_: Area) -> Agreement {
    Agreement { feminine: false, plural: false }
}
