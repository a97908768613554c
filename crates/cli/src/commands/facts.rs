use std::process::ExitCode;

use attache_engine::fact;

use crate::failure::Failure;

pub(crate) fn run() -> Result<ExitCode, Failure> {
    for kind in fact::catalogue() {
        crate::say!("{}\n    {}\n", kind.id(), kind.states());
    }
    Ok(ExitCode::SUCCESS)
}
