//! Work that is done after the answer: stored with its cause, done by workers in this process or
//! in another one on the same database.
//!
//! A kind of job is one file with an implementation of [`Kind`], and one line in [`start`].

mod clean_up;
pub mod deliver_webhook;
pub mod export_dataset;
pub mod import_dataset;
pub mod worker;

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::to_raw_value;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use variorum_schema::{Timestamp, Uuid};
use variorum_store::jobs::NewJob;
use variorum_store::{Error, Result, Tx, jobs};

use crate::state::App;
use deliver_webhook::DeliverWebhook;
use export_dataset::ExportDataset;
use import_dataset::ImportDataset;

/// Starts a worker for every kind of job. When `stop` is cancelled, they finish what they have
/// begun and end.
pub fn start(app: &App, stop: &CancellationToken) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    workers.spawn(worker::run::<DeliverWebhook>(app.clone(), stop.clone()));
    workers.spawn(worker::run::<ImportDataset>(app.clone(), stop.clone()));
    workers.spawn(worker::run::<ExportDataset>(app.clone(), stop.clone()));
    workers.spawn(clean_up::run(app.clone(), stop.clone()));
    workers
}

/// A kind of job. Its work may begin again after it was broken off, so it must bear repetition.
pub trait Kind: Sized + 'static {
    /// How stored jobs name the kind; never changed once in use.
    const NAME: &'static str;
    /// How many of the kind one process works on at once.
    const AT_ONCE: usize;
    /// Of these, how many of one lane.
    const PER_LANE: usize = Self::AT_ONCE;

    /// What a job of the kind needs to know. Stored: fields may be added, not renamed.
    type Payload: Serialize + DeserializeOwned + Send;

    /// Seconds to wait before each further attempt after a failure that may pass.
    fn retry_seconds(app: &App) -> &[i64];

    /// Does the work.
    fn run(
        app: &App,
        payload: Self::Payload,
        stop: &CancellationToken,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// A job of this kind.
    ///
    /// # Errors
    /// The payload cannot be written as JSON.
    fn new_job(lane: String, payload: &Self::Payload, run_at: Timestamp) -> Result<NewJob> {
        let payload = to_raw_value(payload)
            .map_err(|cause| Error::Corrupt(format!("a job `{}`: {cause}", Self::NAME)))?;
        Ok(NewJob { kind: Self::NAME, lane, payload, run_at })
    }
}

/// Why an attempt at a job ended without its work being done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The cause may pass: the job is tried again later, if any attempt is left.
    MayPass(String),
    /// The cause stays: the job is given up.
    Stays(String),
    /// The work was left at a good point because the server stops; it is taken up again.
    Stopped,
}

impl From<Error> for Failure {
    fn from(cause: Error) -> Self {
        Self::MayPass(cause.to_string())
    }
}

/// Where jobs are handed over to the workers of this process.
#[derive(Debug, Default)]
pub struct Jobs {
    arrived: Arc<Notify>,
}

impl Jobs {
    /// Stores jobs and wakes the workers once the transaction is committed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add(&self, tx: &mut Tx, new: Vec<NewJob>) -> Result<Vec<Uuid>> {
        tx.notify_on_commit(&self.arrived);
        jobs::insert(tx, new).await
    }

    /// Stores one job and wakes the workers once the transaction is committed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_one(&self, tx: &mut Tx, new: NewJob) -> Result<Uuid> {
        let ids = self.add(tx, vec![new]).await?;
        ids.into_iter().next().ok_or_else(|| Error::Corrupt("a job without identity".to_owned()))
    }

    /// Resolves when jobs arrive, from the moment of this call on.
    fn arrived(&self) -> Notified<'_> {
        self.arrived.notified()
    }
}
