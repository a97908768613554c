use std::{path::Path, process::ExitCode};

use attache_engine::{
    Error, SheetRequest, Written,
    model::{Area, Areas, Language},
    render,
};

use super::{engine, language, put, write_out};
use crate::{
    args::{Format, Global, SheetArgs},
    failure::Failure,
    progress,
};

pub(crate) fn run(global: &Global, args: &SheetArgs) -> Result<ExitCode, Failure> {
    let language = language(&args.lang)?;
    if args.all {
        return all(global, args, language);
    }
    let areas = args.countries.iter().map(|name| Areas::find(name).map_err(Error::from));
    let areas: Vec<Area> = areas.collect::<Result<_, _>>()?;
    if args.eject {
        let document = engine(global)?.ejected(&areas, language)?;
        write_out(args.output.as_deref(), |out| put(out, document.as_bytes()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let written = engine(global)?.sheet(&SheetRequest { areas, language, as_of: global.as_of()? })?;
    write_out(args.output.as_deref(), |out| put(out, rendered(&written, args.format).as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

fn rendered(written: &Written, format: Format) -> String {
    match format {
        Format::Html => render::html(written),
        Format::Md => render::markdown(written),
        Format::Json => render::json(written),
    }
}

fn all(global: &Global, args: &SheetArgs, language: Language) -> Result<ExitCode, Failure> {
    let extension = match args.format {
        Format::Html => "html",
        Format::Md => "md",
        Format::Json => "json",
    };
    if let Some(folder) = &args.output {
        std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    }
    let bar = progress::spinner();
    bar.set_message("writing the sheets of all pairs");
    let began = std::time::Instant::now();
    let bytes = std::sync::atomic::AtomicU64::new(0);
    let count = engine(global)?.all_sheets(language, global.as_of()?, |parameters, written| {
        let text = rendered(written, args.format);
        bytes.fetch_add(text.len() as u64, std::sync::atomic::Ordering::Relaxed);
        let Some(folder) = &args.output else { return Ok(()) };
        let codes: Vec<String> = parameters.areas.iter().map(|a| a.code().to_lowercase()).collect();
        let path = folder.join(format!("{}.{extension}", codes.join("-")));
        write_whole(&path, &text)
    })?;
    bar.finish_and_clear();
    let seconds = began.elapsed().as_secs_f64();
    crate::tell!(
        "{} sheets, {} bytes, {seconds:.1} s, {:.0} a second",
        progress::grouped(count as u64),
        progress::grouped(bytes.into_inner()),
        count as f64 / seconds.max(f64::EPSILON)
    );
    Ok(ExitCode::SUCCESS)
}

fn write_whole(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text)
        .map_err(|error| Error::request(format!("{}: {error}", path.display()), "check the folder and its permissions"))
}
