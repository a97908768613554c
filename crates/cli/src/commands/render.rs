use std::{io::Read, path::Path, process::ExitCode};

use attache_engine::{
    Error, RenderRequest, Rendered,
    model::{Area, Areas},
    prose::Format,
    render::{self, Citations, References},
};

use super::{
    engine, language,
    living::{is_verified, tell_version},
    put, write_out,
};
use crate::{
    args::{CitationsArg, Global, RenderArgs, RenderFormat},
    failure::{Failure, report},
};

pub(crate) fn run(global: &Global, args: &RenderArgs) -> Result<ExitCode, Failure> {
    let about = args.about.iter().map(|name| Areas::find(name).map_err(Error::from));
    let request = RenderRequest {
        name: args.file.display().to_string(),
        bytes: read(&args.file)?,
        language: args.lang.as_deref().map(language).transpose()?,
        about: about.collect::<Result<Vec<Area>, _>>()?,
        as_of: global.as_of()?,
        lock: lock(&args.file)?,
        is_locked: args.locked,
    };
    let format = format(args, request.format())?;
    if args.verify && !is_verified(global, &args.file)? {
        return Ok(ExitCode::from(1));
    }
    let rendered = engine(global)?.render_document(&request)?;
    let citations = match args.citations {
        CitationsArg::None => Citations::None,
        CitationsArg::Footnotes => Citations::Footnotes,
        CitationsArg::Endnotes => Citations::Endnotes,
    };
    let references = args.style.as_deref().map(|style| references(style, &rendered)).transpose()?;
    let bytes = bytes(&rendered, format, citations, references.as_ref())?;
    write_out(args.output.as_deref(), |out| put(out, &bytes))?;
    if let Some(file) = &args.provenance {
        let provenance = render::provenance(&rendered.written);
        write_out(Some(file), |out| put(out, provenance.as_bytes()))?;
    }
    tell(&request.name, &rendered);
    Ok(if rendered.gaps.is_empty() && rendered.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The document, of a file or of standard input.
fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|read| bytes = read)
    };
    let failed = |error| Failure::new(format!("{}: {error}", file.display()), "check the path and its permissions");
    read.map(|()| bytes).map_err(failed)
}

/// The format that was asked for, else that of the output's ending, else the document's
/// own.
fn format(args: &RenderArgs, own: Format) -> Result<RenderFormat, Failure> {
    let ending = args.output.as_deref().and_then(Path::extension).map(|e| e.to_string_lossy().to_ascii_lowercase());
    let format = match (args.format, ending.as_deref()) {
        (Some(format), _) => format,
        (None, None) => match own {
            Format::Text => RenderFormat::Txt,
            Format::Html => RenderFormat::Html,
            Format::Markdown | Format::Docx | Format::Pdf => RenderFormat::Md,
        },
        (None, Some("md" | "markdown")) => RenderFormat::Md,
        (None, Some("txt" | "text")) => RenderFormat::Txt,
        (None, Some("html" | "htm")) => RenderFormat::Html,
        (None, Some("json")) => RenderFormat::Json,
        (None, Some("docx")) => RenderFormat::Docx,
        (None, Some(other)) => {
            return Err(Failure::new(format!(".{other} is no format of a document"), "say which by --format"));
        }
    };
    let file = args.file.display();
    match (format, own) {
        (RenderFormat::Txt, Format::Markdown | Format::Html | Format::Docx | Format::Pdf) => Err(Failure::new(
            format!("{file} is no plain text, and is not written out as such"),
            "give --format md, which reads as text",
        )),
        (RenderFormat::Docx, Format::Docx) if args.citations != CitationsArg::None => Err(Failure::new(
            format!("{file} would lose its look, written out anew for Word"),
            "give --format html, md or json for its sources, or --citations none for the document without its controls",
        )),
        _ => Ok(format),
    }
}

fn bytes(
    rendered: &Rendered,
    format: RenderFormat,
    citations: Citations,
    references: Option<&References>,
) -> Result<Vec<u8>, Failure> {
    let (written, options) = (&rendered.written, rendered.options(citations, references));
    let is_own = matches!(
        (format, rendered.format()),
        (RenderFormat::Md, Format::Markdown)
            | (RenderFormat::Txt, _)
            | (RenderFormat::Html, Format::Html)
            | (RenderFormat::Docx, Format::Docx)
    );
    let text = match format {
        _ if is_own && citations == Citations::None && !rendered.is_sheet => return Ok(rendered.as_it_stands()?),
        _ if is_own && rendered.format() != Format::Markdown => return Ok(rendered.beside(options)?),
        RenderFormat::Md | RenderFormat::Txt => render::markdown_with(written, options),
        RenderFormat::Html => render::html_with(written, options),
        RenderFormat::Json => render::json_with(written, options),
        RenderFormat::Docx => return Ok(render::docx(written, options)),
    };
    Ok(text.into_bytes())
}

/// The sources in the style of a name or of a file.
#[cfg(feature = "csl")]
fn references(style: &str, rendered: &Rendered) -> Result<References, Failure> {
    use render::csl::{CitationStyle, references};
    let read = if style.ends_with(".csl") {
        let xml = std::fs::read_to_string(style)
            .map_err(|error| Failure::new(format!("{style}: {error}"), "check the path and its permissions"))?;
        CitationStyle::read(&xml)
    } else {
        CitationStyle::named(style)
    };
    let style = read.map_err(|error| Failure::new(format!("--style {style}: {}", error.problem), error.hint))?;
    Ok(references(&rendered.written, &style))
}

#[cfg(not(feature = "csl"))]
fn references(style: &str, _: &Rendered) -> Result<References, Failure> {
    let hint = "build it with `--features csl`; without a style sources are given as publishers have them";
    Err(Failure::new(format!("--style {style}: this build has no styles of citation"), hint))
}

/// The lock beside the document, if there is one.
fn lock(file: &Path) -> Result<Option<(String, String)>, Failure> {
    let path = file.with_extension("lock");
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path.display().to_string(), text))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(format!("{}: {error}", path.display()), "check its permissions")),
    }
}

/// Tells of references without data, and of those that do not hold.
fn tell(name: &str, rendered: &Rendered) {
    tell_version(rendered.other_version.as_deref());
    for (line, problem, hint) in &rendered.faults {
        report("error", format_args!("{name}:{line}: {problem}"), hint);
    }
    for gap in &rendered.gaps {
        let what = if gap.has_words { ", and the words stand without a source" } else { "" };
        let problem = format!("{name}:{}:{}: {}: there are no data{what}", gap.line, gap.column, gap.expression);
        let hint = match gap.would_come_from.as_slice() {
            [] => String::new(),
            sources => format!("sources that would have it: {}", sources.join(", ")),
        };
        report("warning", problem, &hint);
    }
}
