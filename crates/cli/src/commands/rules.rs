use std::process::ExitCode;

use attache_engine::{checking::Rule, render::rules};

use super::{put, write_out};
use crate::{
    args::{RulesArgs, RulesFormat},
    failure::Failure,
};

pub(crate) fn run(args: &RulesArgs) -> Result<ExitCode, Failure> {
    let rule = args.rule.as_deref().map(Rule::find).transpose();
    let rule = rule.map_err(|unknown| Failure::new(unknown.to_string(), unknown.hint()))?;
    let text = match (rule, args.format) {
        (Some(rule), _) => rules::one(rule),
        (None, RulesFormat::Text) => rules::list(),
        (None, RulesFormat::Md) => rules::markdown(),
    };
    write_out(None, |out| put(out, text.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}
