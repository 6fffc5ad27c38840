//! `variorum doctor`

use clap::Args;
use variorum_store::doctor;

use super::{block_on, connect};
use crate::exit::Failure;
use crate::options::{DatabaseOptions, FileOption};
use crate::output;

/// Check the whole database for damage, also while the server runs
///
/// Reads everything and changes nothing: the file itself, references between rows, the index of
/// texts, and that every count that is kept equals a count of the rows. Prints what is wrong, a line
/// each, and exits with 1 if anything is.
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    database: DatabaseOptions,
    #[command(flatten)]
    file: FileOption,
}

impl Doctor {
    pub fn run(self) -> Result<(), Failure> {
        block_on(async {
            let (store, _) = connect(self.database, &self.file).await?;
            let mut tx = store.read().await?;
            let report = doctor::examine(&mut tx).await?;
            for finding in &report.findings {
                output::line(finding)?;
            }
            output::note(&format!("checked {}", report.checked.join(", ")));
            match report.findings.len() {
                0 => {
                    output::note("nothing is wrong");
                    Ok(())
                }
                1 => Err(Failure::Failed("one thing is wrong".to_owned())),
                many => Err(Failure::Failed(format!("{many} things are wrong"))),
            }
        })
    }
}
