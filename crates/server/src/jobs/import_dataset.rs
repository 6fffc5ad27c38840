//! Making records from a data set of the Hugging Face Hub.

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use variorum_schema::Uuid;
use variorum_schema::jobs::DatasetImport;

use super::{Failure, Kind};
use crate::state::App;

/// Why such jobs fail.
pub(super) const HUB_NOT_SUPPORTED: &str = "the Hugging Face Hub is not supported by this version";

/// The kind.
pub struct ImportDataset;

/// What is imported into which dataset.
#[derive(Serialize, Deserialize)]
pub struct Import {
    /// The dataset.
    pub dataset_id: Uuid,
    /// What is imported.
    pub import: DatasetImport,
}

impl Kind for ImportDataset {
    const NAME: &'static str = "import_dataset";
    const AT_ONCE: usize = 2;

    type Payload = Import;

    fn retry_seconds(_: &App) -> &[i64] {
        &[]
    }

    async fn run(_: &App, _: Import, _: &CancellationToken) -> Result<(), Failure> {
        Err(Failure::Stays(HUB_NOT_SUPPORTED.to_owned()))
    }
}
