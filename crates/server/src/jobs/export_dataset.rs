//! Making a data set of the Hugging Face Hub from records.

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use variorum_schema::Uuid;

use super::import_dataset::HUB_NOT_SUPPORTED;
use super::{Failure, Kind};
use crate::state::App;

/// The kind.
pub struct ExportDataset;

/// Which dataset is exported where. The Hub's token is not kept: nothing would use it.
#[derive(Serialize, Deserialize)]
pub struct Export {
    /// The dataset.
    pub dataset_id: Uuid,
    /// Repository.
    pub name: String,
    /// Configuration of the data set.
    pub subset: String,
    /// Split of the configuration.
    pub split: String,
    /// Whether the repository is private if it has to be made.
    pub private: bool,
}

impl Kind for ExportDataset {
    const NAME: &'static str = "export_dataset";
    const AT_ONCE: usize = 2;

    type Payload = Export;

    fn retry_seconds(_: &App) -> &[i64] {
        &[]
    }

    async fn run(_: &App, _: Export, _: &CancellationToken) -> Result<(), Failure> {
        Err(Failure::Stays(HUB_NOT_SUPPORTED.to_owned()))
    }
}
