//! Parses the wordings that are compiled in, so that the program does not each
//! time it starts: for `wordings/en/trade.toml` the files `wordings/en/trade.items`
//! and `.decoded` beside one another in the output folder.

#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::{env, error::Error, fs, path::Path};

#[path = "src/toml_items.rs"]
#[allow(dead_code, reason = "the crate reads what is written here")]
mod toml_items;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=wordings");
    println!("cargo::rerun-if-changed=src/toml_items.rs");
    let (from, to) = (env::var("CARGO_MANIFEST_DIR")?, env::var("OUT_DIR")?);
    parse_all(&Path::new(&from).join("wordings"), &Path::new(&to).join("wordings"))
}

fn parse_all(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        let to = to.join(name);
        if path.is_dir() {
            parse_all(&path, &to)?;
        } else {
            let text = fs::read_to_string(&path)?;
            let items = toml_items::Items::of(&text).map_err(|error| format!("{}: {error}", path.display()))?;
            fs::write(to.with_extension("items"), items.bytes)?;
            fs::write(to.with_extension("decoded"), items.decoded)?;
        }
    }
    Ok(())
}
