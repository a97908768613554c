use attache_model::Date;

use super::descriptor::{Contributor, Descriptor, Opened};
use crate::{
    About, ParseError,
    mapping::{
        file::{check_id, kept},
        text::Step,
    },
};

/// What the package says of itself as a source.
pub(super) fn of(descriptor: &Descriptor<'_>, opened: &Opened<'_>) -> Result<&'static About, ParseError> {
    let name = &descriptor.name;
    if name.is_empty() {
        return Err(opened.error(
            &[],
            "has no `name`",
            "give the package a name, as \"name\": \"trade-of-our-ministry\"",
        ));
    }
    let named = [Step::Key("name")];
    check_id(name).map_err(|problem| {
        opened.error(&named, problem, "the package's name becomes the name of its releases, as trade-of-our-ministry")
    })?;
    if crate::find(name).is_some() {
        return Err(opened.error(
            &named,
            format!("{name:?} is the name of a source of the program"),
            "give the package a name of its own, so that its figures are told from that source's",
        ));
    }
    let publisher = publisher(descriptor).ok_or_else(|| {
        opened.error(
            &[],
            "does not say who publishes it",
            "write \"contributors\": [{ \"title\": \"Ministry of Trade\", \"role\": \"publisher\" }], or \"sources\"",
        )
    })?;
    let title = if descriptor.title.is_empty() { name } else { &descriptor.title };
    let origin = descriptor.sources.iter().map(|source| source.path.as_str()).find(|path| path.starts_with("http"));
    let homepage = if descriptor.homepage.is_empty() { origin.unwrap_or_default() } else { &descriptor.homepage };
    let citation = match descriptor.citation.as_str() {
        "" => format!("{publisher}, {title}"),
        citation => citation.to_owned(),
    };
    Ok(Box::leak(Box::new(About {
        id: kept(name),
        publisher: kept(publisher),
        title: kept(title),
        what: kept(descriptor.description.lines().next().unwrap_or_default()),
        files: "datapackage.json and the files that it names",
        url: kept(origin.unwrap_or(homepage)),
        homepage: kept(homepage),
        licence: kept(&licence(descriptor)),
        restricted: descriptor.restricted,
        citation: kept(&citation),
        ..About::EMPTY
    })))
}

/// The contributor who publishes, or else the source that is named first.
fn publisher<'d>(descriptor: &'d Descriptor<'_>) -> Option<&'d str> {
    let publishes = |c: &&Contributor| c.role == "publisher" || c.roles.iter().any(|role| role == "publisher");
    let name = |c: &'d Contributor| if c.title.is_empty() { c.organization.as_str() } else { c.title.as_str() };
    let contributor = descriptor.contributors.iter().find(publishes).map(name);
    let source = descriptor.sources.iter().map(|source| source.title.as_str()).next();
    contributor.or(source).filter(|name| !name.trim().is_empty())
}

fn licence(descriptor: &Descriptor<'_>) -> String {
    let names = descriptor.licenses.iter().map(|licence| {
        let names = [&licence.title, &licence.name, &licence.path];
        names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
    });
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    if names.is_empty() { "not stated".to_owned() } else { names.join("; ") }
}

/// When the package was published, and what its release is called.
pub(super) fn edition(descriptor: &Descriptor<'_>, opened: &Opened<'_>) -> Result<(Option<Date>, String), ParseError> {
    let created: Option<Date> = match &descriptor.created {
        None => None,
        Some(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            Some(day.ok_or_else(|| {
                opened.error(
                    &[Step::Key("created")],
                    format!("is no date: {text:?}"),
                    "write the day of publication as \"created\": \"2026-03-15\"",
                )
            })?)
        }
    };
    let name = match (descriptor.version.as_str(), created) {
        ("", None) => "edition without a date".to_owned(),
        ("", Some(day)) => format!("edition of {day}"),
        (version, None) => format!("version {version}"),
        (version, Some(day)) => format!("version {version} of {day}"),
    };
    Ok((created, name))
}
