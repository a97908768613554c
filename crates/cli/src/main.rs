//! The binary `attache`: reads the command line, the environment, the clock and
//! the terminal, and asks the engine.
#![allow(clippy::disallowed_methods, reason = "the binary is where the clock, the environment and files are read")]

/// Writes a line to standard output. A reader that has gone is no failure;
/// what could not be written for another reason, the exit code tells.
macro_rules! say {
    ($($part:tt)*) => {{
        let line = format_args!("{}\n", format_args!($($part)*));
        match std::io::Write::write_fmt(&mut std::io::stdout().lock(), line) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                $crate::LOST.store(true, std::sync::atomic::Ordering::Relaxed);
            }
            _ => {}
        }
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
mod config;
mod failure;
mod progress;
mod when;

use std::{
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};

use clap::Parser;

/// Something that was to be said could not be written.
static LOST: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(_) if LOST.load(Ordering::Relaxed) => {
            failure::Failure::new("standard output could not be written to", "check the free space").print();
            ExitCode::from(2)
        }
        Ok(code) => code,
        Err(failure) => {
            failure.print();
            ExitCode::from(2)
        }
    }
}
