//! Frictionless Data Packages (versions 1 and 2 of the standard): tables with a
//! descriptor, `datapackage.json`, that says how they are to be read, and, by the
//! property `attache`, what they mean.
//!
//! The descriptor's mapping is [`crate::mapping`]'s. It may stand at a resource,
//! or at the package for all resources that leave something open; `false` in its
//! place leaves a resource out. Two further properties of the package:
//! `attache:restricted` (the terms forbid handing on the rows) and
//! `attache:citation`.
//!
//! Each package is a source of its own, by its `name`: it has its publisher, its
//! licence and its page, and its figures are cited by these.
//!
//! # Quirks
//! 1. The standard lets paths be addresses on the web. Nothing is fetched here:
//!    what a package says is in the package.
//! 2. A `hash` without an algorithm is MD5, as the standard has it. It guards
//!    against damage, not against malice.
//! 3. Numbers without `bareNumber` and dates in other forms than the standard's
//!    are checked by the mapping that reads them.

mod about;
mod descriptor;
mod hash;
mod resource;
#[cfg(test)]
mod tests;

use attache_model::{Edition, Sink, Unparsed};

use crate::{
    About, Input, ParseError, Source,
    mapping::read::{self, Each},
};
use descriptor::Opened;
use resource::{Prepared, prepare};

pub use descriptor::listed;

/// The name by which packages are imported, each of which has its own.
pub const ID: &str = "datapackage";

pub(crate) static DATA_PACKAGE: DataPackage = DataPackage { about: &ABOUT };

/// A package, or all of them.
pub(crate) struct DataPackage {
    about: &'static About,
}

static ABOUT: About = About {
    id: ID,
    publisher: "whoever publishes the package",
    title: "Frictionless Data Packages",
    what: "Figures and events of your own, from CSV, worksheets or Parquet, as the package's mapping says.",
    files: "a folder, zip or tar with datapackage.json, or the datapackage.json itself",
    url: "https://datapackage.org/",
    homepage: "https://datapackage.org/",
    licence: "the package's own",
    citation: "the package's own",
    ..About::EMPTY
};

/// The source that a package is: its own name, publisher, licence and page.
///
/// # Errors
/// When the input is no package, or its descriptor lacks what a release needs.
pub fn source(input: &Input<'_>) -> Result<&'static dyn Source, ParseError> {
    let opened = Opened::of(input)?;
    let about = about::of(&opened.descriptor()?, &opened)?;
    Ok(Box::leak(Box::new(DataPackage { about })))
}

impl Source for DataPackage {
    fn about(&self) -> &'static About {
        self.about
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let opened = Opened::of(input)?;
        let descriptor = opened.descriptor()?;
        about::of(&descriptor, &opened)?;
        let prepared = prepare(&descriptor, &opened)?;
        let mut labels: Vec<_> = prepared.iter().flat_map(|resource| resource.mapping.labels.clone()).collect();
        labels.sort();
        labels.dedup();
        let (published, name) = about::edition(&descriptor, &opened)?;
        sink.edition(Edition { published, name, labels, ..Edition::default() })?;
        for (at, resource) in descriptor.resources.iter().enumerate() {
            if !prepared.iter().any(|prepared| prepared.at == at) {
                sink.unparsed(Unparsed {
                    place: opened.file().place(format!("/resources/{at}")),
                    reason: "resource without a mapping",
                    text: resource.name.clone(),
                    expected: true,
                });
            }
        }
        let records =
            |each: &mut Each<'_>| prepared.iter().try_for_each(|resource: &Prepared<'_>| resource.records(each));
        read::read(input.name, &records, sink)
    }
}
