//! `variorum`: the server and the administration of its people, in one program.

mod commands;
mod exit;
mod memory;
mod options;
mod output;

use clap::{CommandFactory as _, Parser};

use crate::commands::Command;

/// Curate training data: annotate, evaluate, export. Speaks the HTTP API of Argilla 2.8.
#[derive(Parser)]
#[command(name = "variorum", version, arg_required_else_help = true)]
#[command(after_help = "Start with `variorum serve`, then open the address that it prints.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

impl Cli {
    fn command_for_docs() -> clap::Command {
        Self::command()
    }
}

fn main() -> std::process::ExitCode {
    memory::keep_little();
    match Cli::try_parse() {
        Ok(cli) => exit::code(cli.command.run()),
        Err(error) => exit::usage(&error),
    }
}
