//! `variorum doctor`

use clap::Args;
use variorum_store::doctor::{self, Report};
use variorum_store::{Error, Store};

use super::{block_on, settings};
use crate::exit::Failure;
use crate::options::{DatabaseOptions, FileOption};
use crate::output;

/// Check the whole database for damage, also while the server runs
///
/// Reads everything and changes nothing. Looks at the file itself (SQLite), at whether every table and
/// all JSON can be read, at references between rows, and at whether all that is kept twice says the
/// same: the status of records, the last of the history of responses, every count, and all that
/// searches look up (words of texts, values of metadata, of suggestions and their scores, of answers),
/// which is made anew from the records. Vectors are kept once: of them only the number of components
/// and the dataset are known. Prints what is wrong, a line each, and exits with 1 if anything is; with
/// 2 if it could not look.
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
            let report = look(self.database, &self.file).await?;
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

async fn look(database: DatabaseOptions, file: &FileOption) -> Result<Report, Failure> {
    let config = settings(database, file)?;
    let examined = async {
        let store = Store::open_to_look(&config.database).await?;
        let report = doctor::examine(&store).await?;
        store.check_still()?;
        Ok(report)
    };
    examined.await.map_err(|cause: Error| Failure::Usage(cause.to_string()))
}
