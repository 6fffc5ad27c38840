//! `variorum completions`

use clap::Args;
use clap_complete::Shell;

use crate::exit::Failure;

/// Print a completion script for a shell
#[derive(Args)]
#[command(after_help = "Example: variorum completions bash > /etc/bash_completion.d/variorum")]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<(), Failure> {
        let mut command = crate::Cli::command_for_docs();
        clap_complete::generate(self.shell, &mut command, "variorum", &mut std::io::stdout());
        Ok(())
    }
}
