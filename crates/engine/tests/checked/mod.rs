//! Texts held against the real files of real publishers.

use std::{path::Path, sync::OnceLock};

use attache_engine::{
    AsOf, CheckRequest, Checked, Engine,
    checking::{Given, Judged, Severities},
    prose::Format,
};

use crate::publishers::filled;

/// The store of all tests, with all editions of the four countries.
pub(crate) fn engine(folder: &Path) -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| filled(folder))
}

pub(crate) fn check(engine: &Engine, text: &str, format: Format, given: Given, as_of: AsOf) -> Checked {
    let request = CheckRequest {
        name: "text".to_owned(),
        bytes: text.into(),
        format: Some(format),
        given,
        defaults: Given::default(),
        severities: Severities::default(),
        as_of,
    };
    engine.check(&request).unwrap()
}

pub(crate) fn told(judged: &Judged) -> String {
    let kind = judged.kind.map(|kind| kind.to_string()).unwrap_or_default();
    format!("{:?}: {kind} {}: {}", judged.text, judged.verdict, judged.because)
}
