//! The tables of the documentation that follow from the code: the sources and
//! the kinds of facts, between marks in `docs/`.

use std::{fs, path::PathBuf};

use attache_engine::fact;

struct Page {
    path: &'static str,
    table: fn() -> String,
}

const PAGES: &[Page] =
    &[Page { path: "docs/sources.md", table: sources }, Page { path: "docs/facts.md", table: facts }];

const BEGIN: &str = "<!-- begin: written by `cargo xtask tables` -->\n";
const END: &str = "<!-- end -->\n";

fn sources() -> String {
    let mut table = String::from("| source | publisher and data set | files | licence |\n|---|---|---|---|\n");
    for source in attache_source::all() {
        let about = source.about();
        table.push_str(&format!(
            "| `{}` | {}, [{}]({}). {} | {} | {} |\n",
            about.id, about.publisher, about.title, about.homepage, about.what, about.files, about.licence
        ));
    }
    table
}

fn facts() -> String {
    let mut table = String::from("| kind | states |\n|---|---|\n");
    for kind in fact::catalogue() {
        table.push_str(&format!("| `{}` | {} |\n", kind.id(), kind.states()));
    }
    table.push_str("\n## Whose figure\n\n");
    table.push_str(
        "Where several publishers have a figure of one series and period, a fact takes that of the first of these, \
         and names what the others give where it differs by more than rounding. Sources that are not listed, your own \
         data packages among them, come last. No sum, growth, balance or rank mixes publishers.\n\n",
    );
    table.push_str("| sources | stand there because they are |\n|---|---|\n");
    for step in fact::PRECEDENCE {
        let sources: Vec<String> = step.sources.iter().map(|source| format!("`{source}`")).collect();
        table.push_str(&format!("| {} | {} |\n", sources.join(", "), step.why));
    }
    table
}

/// The page as it is, and as it should be.
fn page(page: &Page) -> Result<(PathBuf, String, String), String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(page.path);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", page.path))?;
    let (Some((before, _)), Some((_, after))) = (text.split_once(BEGIN), text.split_once(END)) else {
        return Err(format!("{} has no marks for its table", page.path));
    };
    let fresh = format!("{before}{BEGIN}\n{}\n{END}{after}", (page.table)());
    Ok((path, text, fresh))
}

pub(crate) fn write() -> Result<(), String> {
    for one in PAGES {
        let (path, _, fresh) = page(one)?;
        fs::write(&path, fresh).map_err(|error| format!("{}: {error}", one.path))?;
    }
    Ok(())
}

pub(crate) fn check() -> Result<(), String> {
    for one in PAGES {
        let (_, text, fresh) = page(one)?;
        if text != fresh {
            return Err(format!("{} is not fresh; run `cargo xtask tables`", one.path));
        }
    }
    Ok(())
}
