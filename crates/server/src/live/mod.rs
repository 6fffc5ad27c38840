//! Telling those who watch what happens, while it happens.
//!
//! One task reads the events of the database for all streams of this process: at once when this
//! process wrote them, and every second, since another process may have. It knows what each user may
//! see as of the same moment. A stream is a queue of messages; a client that does not take them is
//! dropped.

mod messages;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, Notify, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use variorum_schema::Uuid;
use variorum_store::events::{self, Event, Position, Progress, Since, Viewer};

use self::messages::Round;
pub use self::messages::{Message, reset};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

/// How often events of other processes are looked for.
const EVERY: Duration = Duration::from_secs(1);
/// How long what happens is collected, so that a busy database is not asked all the time.
const PAUSE: Duration = Duration::from_millis(100);
/// How often the progress of one dataset is told at most.
const PROGRESS_EVERY: Duration = Duration::from_secs(1);
/// How many events are read at once. Who has missed more begins anew.
const EVENTS_MAX: usize = 10_000;
/// How many rounds of messages may wait for a client.
const WAITING_MAX: usize = 64;
/// How many streams one process keeps.
const STREAMS_MAX: usize = 2_048;

/// What is told to one stream in one round.
#[derive(Debug, Clone)]
pub struct Told {
    /// Where it is then.
    pub position: Position,
    /// What happened.
    pub messages: Vec<Message>,
}

/// All streams of this process.
#[derive(Debug, Default)]
pub struct Live {
    streams: Mutex<Streams>,
    joined: Notify,
    is_over: AtomicBool,
}

#[derive(Debug, Default)]
struct Streams {
    all: Vec<Stream>,
    /// How far the events are read; none while nobody watches.
    position: Option<Position>,
    /// Datasets whose progress is to be told, or was told not long ago.
    progress: HashMap<i64, Due>,
}

#[derive(Debug)]
struct Stream {
    user: i64,
    /// Only what happens to this dataset.
    dataset: Option<Uuid>,
    /// What was there when it began, which it is not told again.
    begun: Position,
    sender: mpsc::Sender<Told>,
}

#[derive(Debug)]
struct Due {
    dataset_id: Uuid,
    workspace: i64,
    is_wanted: bool,
    told_at: Option<Instant>,
}

impl Due {
    fn is_due(&self, now: Instant) -> bool {
        self.is_wanted && self.told_at.is_none_or(|at| now.duration_since(at) >= PROGRESS_EVERY)
    }
}

/// What a new stream begins with.
#[derive(Debug)]
pub struct Opened {
    /// What comes later.
    pub receiver: mpsc::Receiver<Told>,
    /// What was missed, and where it is then.
    pub missed: Told,
}

impl Live {
    /// Opens a stream for a user, of one dataset or of all; `after` is where an earlier stream was.
    ///
    /// # Errors
    /// There are too many streams, the server stops, or the database fails.
    pub async fn open(
        &self,
        app: &App,
        user: i64,
        dataset: Option<Uuid>,
        after: Option<&str>,
    ) -> ApiResult<Opened> {
        let mut streams = self.streams.lock().await;
        streams.all.retain(|stream| !stream.sender.is_closed());
        if self.is_over.load(Ordering::Acquire) {
            return Err(ApiError::Busy("the server is stopping"));
        }
        if streams.all.len() >= STREAMS_MAX {
            return Err(ApiError::Busy("too many streams of events are open; try again"));
        }
        let own = streams.all.iter().filter(|stream| stream.user == user).count();
        if own >= app.config().limits.event_streams {
            return Err(ApiError::TooMany("too many streams of events are open"));
        }
        // No round is between this and the stream's being there: what this does not see, it is told.
        let missed = missed(app, user, dataset, after).await?;
        let begun = missed.position.clone();
        streams.position.get_or_insert_with(|| begun.clone());
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        streams.all.push(Stream { user, dataset, begun, sender });
        drop(streams);
        self.joined.notify_one();
        Ok(Opened { receiver, missed })
    }

    /// Tells all streams what has happened since the last round. How long until the next one is due
    /// for progress that was held back; `None` while nobody watches.
    async fn round(&self, app: &App) -> variorum_store::Result<Option<Duration>> {
        let mut streams = self.streams.lock().await;
        streams.all.retain(|stream| !stream.sender.is_closed());
        if streams.all.is_empty() {
            *streams = Streams::default();
            return Ok(None);
        }
        let mut tx = app.store().read().await?;
        let position = events::position(&mut tx).await?;
        let before = streams.position.clone().unwrap_or_else(|| position.clone());
        let happened = match before == position {
            true => Since::All(Vec::new()),
            false => events::since(&mut tx, &before, &position, EVENTS_MAX).await?,
        };
        let now = Instant::now();
        if let Since::All(events) = &happened {
            streams.note_progress(events);
        }
        let due: Vec<i64> = streams
            .progress
            .iter()
            .filter(|(_, due)| due.is_due(now))
            .map(|(key, _)| *key)
            .collect();
        let is_quiet = matches!(&happened, Since::All(events) if events.is_empty());
        if !is_quiet || !due.is_empty() {
            let mut users: Vec<i64> = streams.all.iter().map(|stream| stream.user).collect();
            users.sort_unstable();
            users.dedup();
            let viewers = events::viewers(&mut tx, &users).await?;
            let counts = match due.is_empty() {
                true => HashMap::new(),
                false => events::progress(&mut tx, &due).await?,
            };
            drop(tx);
            streams.tell(&position, &happened, &viewers, &counts);
        }
        streams.position = Some(position);
        for key in due {
            if let Some(due) = streams.progress.get_mut(&key) {
                (due.is_wanted, due.told_at) = (false, Some(now));
            }
        }
        streams.progress.retain(|_, due| {
            due.is_wanted || due.told_at.is_some_and(|at| now.duration_since(at) < PROGRESS_EVERY)
        });
        let waits = streams.progress.values().filter(|due| due.is_wanted).filter_map(|due| {
            Some(PROGRESS_EVERY.saturating_sub(now.duration_since(due.told_at?)))
        });
        Ok(Some(waits.min().unwrap_or(EVERY).min(EVERY)))
    }

    /// Ends all streams; there will be no more.
    async fn end(&self) {
        self.is_over.store(true, Ordering::Release);
        *self.streams.lock().await = Streams::default();
    }
}

impl Streams {
    fn note_progress(&mut self, events: &[Event]) {
        for event in events.iter().filter(|event| event.kind.changes_counts()) {
            let due = self.progress.entry(event.dataset).or_insert(Due {
                dataset_id: event.dataset_id,
                workspace: event.workspace,
                is_wanted: false,
                told_at: None,
            });
            due.is_wanted = true;
        }
    }

    fn tell(
        &mut self,
        position: &Position,
        happened: &Since,
        viewers: &HashMap<i64, Viewer>,
        counts: &HashMap<i64, Progress>,
    ) {
        let progress = &self.progress;
        self.all.retain(|stream| {
            // The user is gone, and the stream ends.
            let Some(viewer) = viewers.get(&stream.user) else { return false };
            let messages = match happened {
                Since::Lost => vec![reset()],
                Since::All(events) => {
                    let mut round = Round::new(stream.user, viewer, stream.dataset);
                    round.add(events.iter().filter(|event| !stream.begun.has_seen(event.number)));
                    for (key, counts) in counts {
                        if let Some(due) = progress.get(key) {
                            round.add_progress((due.dataset_id, due.workspace), counts);
                        }
                    }
                    round.messages()
                }
            };
            if messages.is_empty() {
                return !stream.sender.is_closed();
            }
            let told = Told { position: position.clone(), messages };
            // A client for whom so much waits is dropped; it may begin where it was.
            stream.sender.try_send(told).is_ok()
        });
    }
}

/// What a user has missed since an earlier stream.
async fn missed(
    app: &App,
    user: i64,
    dataset: Option<Uuid>,
    after: Option<&str>,
) -> ApiResult<Told> {
    let mut tx = app.store().read().await?;
    let position = events::position(&mut tx).await?;
    let Some(after) = after else { return Ok(Told { position, messages: Vec::new() }) };
    let happened = match after.parse::<Position>() {
        Ok(after) => events::since(&mut tx, &after, &position, EVENTS_MAX).await?,
        Err(_) => Since::Lost,
    };
    let Since::All(events) = happened else {
        return Ok(Told { position, messages: vec![reset()] });
    };
    let viewers = events::viewers(&mut tx, &[user]).await?;
    let mut messages = Vec::new();
    if let Some(viewer) = viewers.get(&user) {
        let mut changed: HashMap<i64, (Uuid, i64)> = HashMap::new();
        for event in events.iter().filter(|event| event.kind.changes_counts()) {
            changed.insert(event.dataset, (event.dataset_id, event.workspace));
        }
        let mut round = Round::new(user, viewer, dataset);
        round.add(events.iter());
        if !changed.is_empty() {
            let keys: Vec<i64> = changed.keys().copied().collect();
            for (key, counts) in events::progress(&mut tx, &keys).await? {
                if let Some(place) = changed.get(&key) {
                    round.add_progress(*place, &counts);
                }
            }
        }
        messages = round.messages();
    }
    Ok(Told { position, messages })
}

/// Tells all streams what happens until `stop` is cancelled, and ends them then.
pub(crate) async fn run(app: App, stop: CancellationToken) {
    let written = app.store().events_written();
    let live = app.live();
    loop {
        let wait = match live.round(&app).await {
            Ok(wait) => wait,
            Err(cause) => {
                // What was missed is told as soon as the database answers again.
                tracing::debug!(%cause, "events could not be read");
                Some(EVERY)
            }
        };
        let next = async {
            match wait {
                None => live.joined.notified().await,
                Some(wait) => {
                    // Whoever joins has no need to wait, but for what happens later.
                    let _ = tokio::time::timeout(wait, written.notified()).await;
                }
            }
            tokio::time::sleep(PAUSE).await;
        };
        tokio::select! {
            () = stop.cancelled() => break,
            () = next => {}
        }
    }
    live.end().await;
}
