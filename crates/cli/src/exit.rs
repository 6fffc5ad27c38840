//! Exit codes: 0 done, 1 failed, 2 asked wrongly.

use std::process::ExitCode;

use clap::error::ErrorKind;
use variorum_server::serve::StartError;

use crate::output;

/// Why a command did not do what it was asked.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// A flag, variable or file holds a bad value, or names a place that cannot be written: exit
    /// code 2.
    Usage(String),
    /// It was tried and failed: exit code 1.
    Failed(String),
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::NotWritable(text) => Self::Usage(text),
            StartError::Failed(text) => Self::Failed(text),
        }
    }
}

impl From<variorum_store::Error> for Failure {
    fn from(error: variorum_store::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// The exit code of an outcome, with the reason told in one line.
pub fn code(outcome: Result<(), Failure>) -> ExitCode {
    let (text, code) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(text)) => (text, 2),
        Err(Failure::Failed(text)) => (text, 1),
    };
    output::error(&text);
    ExitCode::from(code)
}

/// Help and version go out as they are; a bad value is told in one line.
pub fn usage(error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::ValueValidation {
        let text = error.render().to_string();
        let line = text.lines().next().unwrap_or_default();
        output::error(line.trim_start_matches("error: "));
        return ExitCode::from(2);
    }
    // A closed stdout leaves nobody to tell.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
