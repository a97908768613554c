use std::process::ExitCode;

use super::{engine, put, write_out};
use crate::{
    args::{Global, QueryArgs, TableFormat},
    failure::Failure,
};

pub(crate) fn run(global: &Global, args: &QueryArgs) -> Result<ExitCode, Failure> {
    let format = match args.format {
        TableFormat::Table => attache_engine::TableFormat::Table,
        TableFormat::Csv => attache_engine::TableFormat::Csv,
        TableFormat::Json => attache_engine::TableFormat::Json,
        TableFormat::Parquet => attache_engine::TableFormat::Parquet,
    };
    let answer = engine(global)?.query(&args.sql, global.as_of()?)?;
    let mut bytes = Vec::new();
    answer
        .write(format, &mut bytes)
        .map_err(|error| Failure::new(format!("the answer cannot be written: {error}"), "try another --format"))?;
    write_out(args.output.as_deref(), |out| put(out, &bytes))?;
    Ok(ExitCode::SUCCESS)
}
