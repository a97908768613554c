//! The binary `attache`: reads the command line, the environment, the clock and
//! the terminal, and asks the engine.
#![allow(clippy::disallowed_methods, reason = "the binary is where the clock, the environment and files are read")]

mod args;
mod commands;
mod failure;
mod progress;
mod when;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(code) => code,
        Err(failure) => {
            failure.print();
            ExitCode::from(2)
        }
    }
}
