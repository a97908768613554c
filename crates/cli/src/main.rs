//! The binary `attache`: reads the command line, the environment, the clock and
//! the terminal, and asks the engine.
#![allow(clippy::disallowed_methods, reason = "the binary is where the clock, the environment and files are read")]

/// Writes a line to standard output. A reader that has gone is no failure.
macro_rules! say {
    ($($part:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stdout().lock(), format_args!("{}\n", format_args!($($part)*)));
    }};
}

/// Writes a line to standard error.
macro_rules! tell {
    ($($part:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stderr().lock(), format_args!("{}\n", format_args!($($part)*)));
    }};
}

use {say, tell};

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
