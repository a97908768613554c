//! The binary as a user runs it, with a home of its own.
#![allow(dead_code, reason = "each test uses what it needs")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

/// The binary with the store and the settings that a folder holds.
pub(crate) fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.env("ATTACHE_STORE", home.join("store")).env("ATTACHE_CONFIG", home);
    command
}

pub(crate) fn attache(home: &Path, args: &[&str]) -> Output {
    command(home).args(args).output().expect("the binary runs")
}

/// The command's standard output, when it succeeds.
pub(crate) fn ok(home: &Path, args: &[&str]) -> String {
    let output = attache(home, args);
    assert!(output.status.success(), "{args:?}: {}", err(&output));
    out(&output)
}

/// Runs a command that reads this.
pub(crate) fn fed(mut command: Command, input: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    child.stdin.take().expect("it reads").write_all(input).expect("it reads all");
    child.wait_with_output().expect("it ends")
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// ForeignAssistance.gov's table, in its shape, with this for the fiscal year 2022.
pub(crate) fn aid(obligations: &str) -> String {
    format!(
        "Country Code,Country Name,Region ID,Region Name,Income Group Acronym,Income Group Name,Transaction Type ID,\
         Transaction Type Name,Fiscal Year,current_amount,constant_amount\n\
         BOL,Bolivia,6,Western Hemisphere,LMIC,Lower Middle Income Country,2,Obligations,2021,7651549,7900000\n\
         BOL,Bolivia,6,Western Hemisphere,LMIC,Lower Middle Income Country,2,Obligations,2022,{obligations},4300000\n\
         BOL,Bolivia,6,Western Hemisphere,LMIC,Lower Middle Income Country,2,Obligations,2023,10,10\n\
         BOL,Bolivia,6,Western Hemisphere,LMIC,Lower Middle Income Country,2,Obligations,2024,10,10\n"
    )
}
