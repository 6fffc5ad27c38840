//! `variorum man`

use clap::Args;

use crate::exit::Failure;

/// Print the manual page
#[derive(Args)]
#[command(after_help = "Example: variorum man | man -l -")]
pub struct Man;

impl Man {
    pub fn run(self) -> Result<(), Failure> {
        clap_mangen::Man::new(crate::Cli::command_for_docs())
            .render(&mut std::io::stdout())
            .map_err(|cause| Failure::Failed(format!("cannot write the output: {cause}")))
    }
}
