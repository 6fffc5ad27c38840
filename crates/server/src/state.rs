//! What every operation can reach.

use std::sync::Arc;

use tokio::sync::{Semaphore, SemaphorePermit};
use variorum_schema::search::{Query, SearchQuery};
use variorum_store::{Store, Tx};

use crate::auth::secret::Secret;
use crate::auth::sign_ins::SignIns;
use crate::config::Config;
use crate::error::ApiResult;
use crate::events::Sender;
use crate::jobs::Jobs;
use crate::live::Live;

/// Bodies are accounted for in units of this many bytes.
pub(crate) const BODY_UNIT_BYTES: usize = 1 << 10;

/// The running application. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    config: Config,
    store: Store,
    secret: Secret,
    sign_ins: SignIns,
    bodies: Arc<Semaphore>,
    long_reads: Semaphore,
    jobs: Jobs,
    webhooks: Sender,
    live: Live,
}

/// A transaction that reads, and a turn to be held until it is answered.
type LongRead<'a> = (Tx, Option<SemaphorePermit<'a>>);

/// Who reads more records than this waits for a turn.
const SHORT_READ: i64 = 100;

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(config: Config, store: Store, secret: Secret) -> Self {
        let units = config.limits.bodies_bytes.div_ceil(BODY_UNIT_BYTES);
        let bodies = Arc::new(Semaphore::new(units.min(Semaphore::MAX_PERMITS)));
        store.keep_columns_within(config.limits.columns_bytes);
        let sign_ins = SignIns::default();
        let jobs = Jobs::default();
        let webhooks = Sender::new(config.webhooks_private_networks);
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let long_reads = Semaphore::new(processors.saturating_sub(1).max(1));
        let live = Live::default();
        let inner =
            Inner { config, store, secret, sign_ins, bodies, long_reads, jobs, webhooks, live };
        Self { inner: Arc::new(inner) }
    }

    /// What the operator set.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The server's secret.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.inner.secret
    }

    /// Failed sign-ins.
    #[must_use]
    pub fn sign_ins(&self) -> &SignIns {
        &self.inner.sign_ins
    }

    /// Where work for later is handed over.
    #[must_use]
    pub fn jobs(&self) -> &Jobs {
        &self.inner.jobs
    }

    /// What sends messages to webhooks.
    #[must_use]
    pub fn webhooks(&self) -> &Sender {
        &self.inner.webhooks
    }

    /// Begins a transaction that reads `records` records. Many are read in turns, however many
    /// clients export: one processor is left to those who need it for short.
    pub(crate) async fn read_records(&self, records: i64) -> ApiResult<LongRead<'_>> {
        if records <= SHORT_READ {
            return Ok((self.store().read().await?, None));
        }
        let turn = self.inner.long_reads.acquire().await.ok();
        Ok((self.store().read_patiently().await?, turn))
    }

    /// As [`read_records`](Self::read_records), found by a search. One that may look at all of a
    /// dataset gives way to others.
    pub(crate) async fn search_records(
        &self,
        search: &SearchQuery,
        records: i64,
    ) -> ApiResult<LongRead<'_>> {
        if records <= SHORT_READ && search.query != Query::default() {
            return Ok((self.store().read_patiently().await?, None));
        }
        self.read_records(records).await
    }

    /// Those who watch what happens.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.inner.live
    }

    /// The budget for bodies in flight, in units of [`BODY_UNIT_BYTES`].
    pub(crate) fn bodies(&self) -> &Arc<Semaphore> {
        &self.inner.bodies
    }
}
