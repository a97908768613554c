//! The mapping files that come with the program.

use std::sync::OnceLock;

use super::{file, source::Mapped};
use crate::Source;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../mappings/", $name)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "imf-imts.toml",
    "imf-dip.toml",
    "oecd-dac2a.toml",
    "eurostat-comext.toml",
    "ecb-exr.toml",
    "worldbank-sdmx.toml",
];

/// The sources that they describe.
///
/// # Panics
/// When a file that is compiled in is no mapping file; a test reads all.
pub(crate) fn shipped() -> impl Iterator<Item = &'static dyn Source> {
    static SHIPPED: OnceLock<Vec<Mapped>> = OnceLock::new();
    let mapped = SHIPPED.get_or_init(|| {
        let read = |(name, text): &(&str, &str)| file::read(name, text).unwrap_or_else(|e| panic!("{e}"));
        FILES.iter().map(read).collect()
    });
    mapped.iter().map(|mapped| mapped as &dyn Source)
}

#[cfg(test)]
mod tests;
