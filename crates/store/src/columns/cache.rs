//! What is remembered of the columns of all datasets, within a bound.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Column, Layout, Source};

/// How much memory columns may take where nobody says otherwise, in bytes.
const BYTES_MAX: usize = 1 << 30;

/// Columns and layouts that were read before. No function takes long.
#[derive(Debug)]
pub(crate) struct Cache {
    all: Mutex<All>,
    bytes_max: AtomicUsize,
}

impl Default for Cache {
    fn default() -> Self {
        Self { all: Mutex::default(), bytes_max: AtomicUsize::new(BYTES_MAX) }
    }
}

#[derive(Debug, Default)]
struct All {
    /// How often any was used.
    uses: u64,
    datasets: HashMap<i64, Known>,
    /// Columns that are not kept because they alone take more than all may.
    too_large: HashSet<(i64, Source)>,
}

#[derive(Debug, Default)]
struct Known {
    layout: Option<Arc<Layout>>,
    columns: HashMap<Source, Used>,
    loading: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug)]
struct Used {
    /// When it was last used, counted in uses.
    at: u64,
    column: Arc<Column>,
}

impl Cache {
    fn all(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much memory all columns may take, in bytes.
    pub(super) fn bytes_max(&self) -> usize {
        self.bytes_max.load(Ordering::Relaxed)
    }

    /// From now on they may take so much.
    pub(crate) fn keep_within(&self, bytes: usize) {
        self.bytes_max.store(bytes, Ordering::Relaxed);
        let mut all = self.all();
        all.too_large.clear();
        all.make_room(bytes);
    }

    /// The layout of a dataset that was read last.
    pub(super) fn layout(&self, dataset: i64) -> Option<Arc<Layout>> {
        self.all().datasets.get(&dataset)?.layout.clone()
    }

    pub(super) fn add_layout(&self, dataset: i64, layout: &Arc<Layout>) {
        let mut all = self.all();
        all.datasets.entry(dataset).or_default().layout = Some(Arc::clone(layout));
        all.make_room(self.bytes_max());
    }

    /// A column as it was read last.
    pub(super) fn column(&self, dataset: i64, source: Source) -> Option<Arc<Column>> {
        let mut all = self.all();
        all.uses += 1;
        let uses = all.uses;
        let used = all.datasets.get_mut(&dataset)?.columns.get_mut(&source)?;
        used.at = uses;
        Some(Arc::clone(&used.column))
    }

    /// Keeps a column, and forgets those that were not used for the longest time where all would
    /// take too much. One that alone does is not kept.
    pub(super) fn add(&self, dataset: i64, source: Source, column: Arc<Column>) {
        let bytes_max = self.bytes_max();
        if column.bytes > bytes_max {
            return self.note_too_large(dataset, source);
        }
        let mut all = self.all();
        all.uses += 1;
        let used = Used { at: all.uses, column };
        all.too_large.remove(&(dataset, source));
        all.datasets.entry(dataset).or_default().columns.insert(source, used);
        all.make_room(bytes_max);
    }

    /// Whether a column was too large when it was last read.
    pub(super) fn is_too_large(&self, dataset: i64, source: Source) -> bool {
        self.all().too_large.contains(&(dataset, source))
    }

    /// A column alone takes more than all may.
    pub(super) fn note_too_large(&self, dataset: i64, source: Source) {
        let mut all = self.all();
        // What it was before is of no use to anyone.
        if let Some(known) = all.datasets.get_mut(&dataset) {
            known.columns.remove(&source);
        }
        if all.too_large.insert((dataset, source)) {
            tracing::warn!(
                "`{}` of the dataset with key {dataset} take more memory than the {} MiB that values \
                 of records may take together: every search that needs them reads them from the \
                 database",
                source.table,
                self.bytes_max() >> 20
            );
        }
    }

    /// A column that was too large is so no more: the next who reads it may keep it.
    pub(super) fn note_not_too_large(&self, dataset: i64, source: Source) {
        self.all().too_large.remove(&(dataset, source));
    }

    /// Held by who reads a column of a dataset.
    pub(super) fn loading(&self, dataset: i64) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(&self.all().datasets.entry(dataset).or_default().loading)
    }
}

impl Known {
    fn bytes(&self) -> usize {
        let layout = self.layout.as_ref().map_or(0, |layout| layout.numbers.len());
        let columns = self.columns.values().map(|used| used.column.bytes).sum::<usize>();
        size_of::<Self>() + layout * size_of::<(i64, i64)>() + columns
    }
}

impl All {
    fn make_room(&mut self, bytes_max: usize) {
        let mut bytes: usize = self.datasets.values().map(Known::bytes).sum();
        while bytes > bytes_max {
            let columns = self.datasets.iter().flat_map(|(dataset, known)| {
                known.columns.iter().map(|(source, used)| (used.at, *dataset, *source))
            });
            let Some((_, dataset, source)) = columns.min_by_key(|(at, ..)| *at) else {
                // Layouts alone are too much.
                self.datasets.clear();
                return;
            };
            let Some(known) = self.datasets.get_mut(&dataset) else { return };
            bytes = bytes.saturating_sub(known.bytes());
            known.columns.remove(&source);
            if known.columns.is_empty() {
                self.datasets.remove(&dataset);
            } else {
                bytes += known.bytes();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: usize = 1 << 20;

    fn cache() -> Cache {
        let cache = Cache::default();
        cache.keep_within(BYTES);
        cache
    }

    fn put(cache: &Cache, dataset: i64, source: Source, bytes: usize) {
        let layout = Layout { version: 1, numbers: vec![0], versions: vec![1] };
        let column = Column { layout: Arc::new(layout), blocks: Vec::new(), bytes };
        cache.add(dataset, source, Arc::new(column));
    }

    #[test]
    fn columns_that_were_not_used_for_long_are_forgotten() {
        let (keys, times) = (Source::queue_keys(1), Source::inserted_at(1));
        let cache = cache();
        let known = || {
            let all = cache.all();
            let has = |dataset: i64, source| {
                all.datasets.get(&dataset).is_some_and(|known| known.columns.contains_key(&source))
            };
            [has(1, keys), has(1, times), has(2, keys), has(3, keys)]
        };
        put(&cache, 1, keys, BYTES / 3 - 1000);
        put(&cache, 1, times, BYTES / 3 - 1000);
        put(&cache, 2, keys, BYTES / 3 - 1000);
        assert_eq!(known(), [true, true, true, false]);
        assert!(cache.column(1, keys).is_some());
        put(&cache, 3, keys, BYTES / 3 - 1000);
        assert_eq!(known(), [true, false, true, true]);
        cache.keep_within(BYTES / 2);
        assert_eq!(known(), [false, false, false, true]);
        cache.keep_within(0);
        assert!(cache.all().datasets.is_empty());
    }

    #[test]
    fn what_is_too_large_takes_no_room_from_others() {
        let (keys, times) = (Source::queue_keys(1), Source::inserted_at(1));
        let cache = cache();
        put(&cache, 1, keys, BYTES / 2);
        put(&cache, 1, times, BYTES + 1);
        assert!(cache.is_too_large(1, times) && cache.column(1, times).is_none());
        assert!(cache.column(1, keys).is_some());
        put(&cache, 1, times, 100);
        assert!(!cache.is_too_large(1, times) && cache.column(1, times).is_some());
        put(&cache, 1, times, BYTES + 1);
        assert!(cache.is_too_large(1, times) && cache.column(1, times).is_none());
    }
}
