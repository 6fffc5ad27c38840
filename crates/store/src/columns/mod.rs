//! Values of records by column, kept in memory: filters and sorts go through them at the speed of
//! memory, where the database would look up every record by itself.
//!
//! The records of a dataset are divided into blocks of [`BLOCK`] neighbouring keys. `record_blocks`
//! has a version for each, which whoever changes a value counts up in the same transaction
//! ([`Changes::values`](crate::counts::Changes::values)). What was read of a block at some version
//! serves every transaction that sees this version, so nothing that is remembered is older, or newer,
//! than what the transaction would read itself, whoever writes and on whichever server.
//!
//! Only values that change with the record are here. What changes with each response, such as its
//! status, is asked of the database.
//!
//! Columns are read when first asked for, as a whole, then the blocks that changed. They are
//! forgotten, those of the dataset that was not asked for the longest time first, when all take more
//! than [`BYTES_MAX`].

mod block;
mod load;
mod set;
mod source;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::dialect::List;
use crate::error::Result;
use crate::tx::{Statement, Tx, args};

pub(crate) use block::{Block, Direction, Numbers, Terms, unit};
pub(crate) use load::vector;
pub(crate) use set::Set;
pub(crate) use source::{Kind, Source};

/// How many keys of records a block has room for, as a power of 2.
const BLOCK_BITS: u32 = 9;
/// How many keys of records a block has room for. A bulk changes one or two blocks then, and a
/// million records have two thousand.
pub(crate) const BLOCK: usize = 1 << BLOCK_BITS;

/// In place of the number of a block: the whole dataset.
pub(crate) const WHOLE: i64 = -1;

/// How much memory columns may take, of all datasets.
const BYTES_MAX: usize = 1 << 30;

/// The number of the block that a record belongs to.
pub(crate) fn block_of(seq: i64) -> i64 {
    seq >> BLOCK_BITS
}

/// The blocks of a dataset, in the state that a transaction sees.
///
/// A *slot* is a place for a record: the keys of the first block have the slots from 0 on, and so
/// forth. Records are in the order of their slots; there are slots without a record.
#[derive(Debug)]
pub(crate) struct Layout {
    version: i64,
    numbers: Vec<i64>,
    versions: Vec<i64>,
}

impl Layout {
    pub(crate) fn slots(&self) -> usize {
        self.numbers.len() * BLOCK
    }

    /// The key of the record in a slot.
    pub(crate) fn seq(&self, slot: usize) -> i64 {
        let number = self.numbers.get(slot / BLOCK).copied().unwrap_or_default();
        (number << BLOCK_BITS) + i64::try_from(slot % BLOCK).unwrap_or_default()
    }

    /// The slots of records, by their keys. Those of other datasets may have one or not.
    pub(crate) fn set(&self, seqs: &[i64]) -> Set {
        let mut set = Set::empty(self.slots());
        let mut places = Places::new(self);
        seqs.iter().filter_map(|seq| places.slot(*seq)).for_each(|slot| set.insert(slot));
        set
    }
}

/// Finds slots, quickly where one is near the one before.
pub(crate) struct Places<'l> {
    layout: &'l Layout,
    index: usize,
}

impl<'l> Places<'l> {
    pub(crate) fn new(layout: &'l Layout) -> Self {
        Self { layout, index: 0 }
    }

    /// The index of a record's block.
    fn index(&mut self, seq: i64) -> Option<usize> {
        let (number, numbers) = (block_of(seq), &self.layout.numbers);
        if numbers.get(self.index) != Some(&number) {
            let next = self.index + 1;
            self.index = match numbers.get(next) {
                Some(found) if *found == number => next,
                _ => numbers.binary_search(&number).ok()?,
            };
        }
        Some(self.index)
    }

    pub(crate) fn slot(&mut self, seq: i64) -> Option<usize> {
        Some(self.index(seq)? * BLOCK + usize::from(block::position(seq)))
    }
}

/// A column: the values of all blocks of a layout.
#[derive(Debug)]
pub(crate) struct Column {
    layout: Arc<Layout>,
    blocks: Vec<Arc<Block>>,
    bytes: usize,
}

impl Column {
    /// The blocks, in the order of the layout.
    pub(crate) fn blocks(&self) -> impl ExactSizeIterator<Item = &Block> + Clone {
        self.blocks.iter().map(Arc::as_ref)
    }

    pub(crate) fn block(&self, index: usize) -> Option<&Block> {
        self.blocks.get(index).map(Arc::as_ref)
    }
}

/// The layout of a dataset.
pub(crate) async fn layout(tx: &mut Tx, dataset: i64) -> Result<Arc<Layout>> {
    let sql = "SELECT version FROM record_blocks WHERE dataset = $1 AND block = $2";
    let found: Option<(i64,)> = tx.optional(Statement::new(sql, args![dataset, WHOLE])).await?;
    let version = found.map_or(0, |(version,)| version);
    let known = tx.columns().with(dataset, |known| known.layout.clone());
    if let Some(known) = known
        && known.version == version
    {
        return Ok(known);
    }
    let (numbers, versions) = (tx.dialect().list_of("block"), tx.dialect().list_of("version"));
    let sql = format!(
        "SELECT {numbers}, {versions} FROM \
         (SELECT block, version FROM record_blocks WHERE dataset = $1 AND block <> $2 ORDER BY block) AS b"
    );
    let (numbers, versions): (Option<List>, Option<List>) =
        tx.one(Statement::made(sql, args![dataset, WHOLE])).await?;
    let (List(numbers), List(versions)) =
        (numbers.unwrap_or_default(), versions.unwrap_or_default());
    let layout = Arc::new(Layout { version, numbers, versions });
    tx.columns().add(dataset, |known| known.layout = Some(Arc::clone(&layout)));
    Ok(layout)
}

/// A column of a dataset with this layout.
pub(crate) async fn column(
    tx: &mut Tx,
    dataset: i64,
    layout: &Arc<Layout>,
    source: Source,
) -> Result<Arc<Column>> {
    if let Ok(column) = known(tx, dataset, layout, source) {
        return Ok(column);
    }
    // Who comes second finds it read.
    let loading = tx.columns().with(dataset, |known| Arc::clone(&known.loading));
    let _turn = loading.lock().await;
    let outdated = match known(tx, dataset, layout, source) {
        Ok(column) => return Ok(column),
        Err(outdated) => outdated,
    };
    let mut blocks = outdated.map(|old| still_right(&old, layout)).unwrap_or_default();
    blocks.resize(layout.numbers.len(), None);
    load::missing(tx, layout, source, &mut blocks).await?;
    let blocks: Vec<Arc<Block>> = blocks.into_iter().flatten().collect();
    let bytes = blocks.iter().map(|block| block.bytes()).sum();
    let column = Arc::new(Column { layout: Arc::clone(layout), blocks, bytes });
    tx.columns().add(dataset, |known| {
        known.columns.insert(source, Arc::clone(&column));
    });
    Ok(column)
}

/// A column that was read before: right, or else outdated.
fn known(
    tx: &Tx,
    dataset: i64,
    layout: &Layout,
    source: Source,
) -> Result<Arc<Column>, Option<Arc<Column>>> {
    match tx.columns().with(dataset, |known| known.columns.get(&source).cloned()) {
        Some(column) if column.layout.version == layout.version => Ok(column),
        outdated => Err(outdated),
    }
}

/// The blocks of an outdated column that are as the layout has them.
fn still_right(old: &Column, layout: &Layout) -> Vec<Option<Arc<Block>>> {
    let of_layout = |layout: &Layout| {
        layout.numbers.iter().copied().zip(layout.versions.iter().copied()).collect::<Vec<_>>()
    };
    let mut before = of_layout(&old.layout).into_iter().zip(&old.blocks).peekable();
    let found = of_layout(layout).into_iter().map(|(number, version)| {
        while before.next_if(|((before, _), _)| *before < number).is_some() {}
        before.next_if(|(before, _)| *before == (number, version)).map(|(_, block)| block.clone())
    });
    found.collect()
}

/// What is remembered of all datasets.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    all: Mutex<All>,
}

#[derive(Debug, Default)]
struct All {
    /// How often any was used.
    uses: u64,
    datasets: HashMap<i64, Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// When it was last used, counted in uses.
    used: u64,
    layout: Option<Arc<Layout>>,
    columns: HashMap<Source, Arc<Column>>,
    loading: Arc<tokio::sync::Mutex<()>>,
}

impl Known {
    fn bytes(&self) -> usize {
        let layout = self.layout.as_ref().map_or(0, |layout| layout.numbers.len());
        let columns = self.columns.values().map(|column| column.bytes).sum::<usize>();
        size_of::<Self>() + layout * size_of::<(i64, i64)>() + columns
    }
}

impl Cache {
    /// Does something with what is known of a dataset. Nothing that takes long: others wait.
    fn with<T>(&self, dataset: i64, then: impl FnOnce(&mut Known) -> T) -> T {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.uses += 1;
        let used = all.uses;
        let known = all.datasets.entry(dataset).or_default();
        known.used = used;
        then(known)
    }

    /// As [`with`](Self::with), for adding something: makes room for it.
    fn add(&self, dataset: i64, add: impl FnOnce(&mut Known)) {
        self.with(dataset, add);
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes: usize = all.datasets.values().map(Known::bytes).sum();
        while bytes > BYTES_MAX {
            let oldest = all.datasets.iter().min_by_key(|(_, known)| known.used);
            let Some(oldest) = oldest.map(|(dataset, _)| *dataset) else { return };
            bytes -= all.datasets.remove(&oldest).map_or(0, |known| known.bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::block::Numbers;
    use super::*;

    const SOURCE: Source = Source::queue_keys(1);

    fn layout(version: i64, blocks: &[(i64, i64)]) -> Arc<Layout> {
        let (numbers, versions) = blocks.iter().copied().unzip();
        Arc::new(Layout { version, numbers, versions })
    }

    fn column(layout: &Arc<Layout>, bytes: usize) -> Arc<Column> {
        let blocks = layout.numbers.iter().map(|number| {
            let value = i64::from(u8::try_from(*number).unwrap_or_default());
            Arc::new(Block::Integers(Numbers::new(vec![(0, value)])))
        });
        Arc::new(Column { layout: Arc::clone(layout), blocks: blocks.collect(), bytes })
    }

    #[test]
    fn keys_have_slots_in_their_order() {
        let layout = layout(1, &[(0, 1), (3, 1)]);
        let mut places = Places::new(&layout);
        for (seq, slot) in [(1, Some(1)), (511, Some(511)), (512, None), (1536, Some(512))] {
            assert_eq!(places.slot(seq), slot, "{seq}");
        }
        assert_eq!((layout.seq(1), layout.seq(512)), (1, 1536));
        assert_eq!(layout.set(&[2047, 7, 600]).iter().collect::<Vec<_>>(), [7, 1023]);
    }

    #[test]
    fn only_blocks_of_the_same_version_are_still_right() {
        let old = column(&layout(1, &[(0, 1), (2, 5), (4, 1), (9, 1)]), 0);
        let now = layout(2, &[(0, 1), (1, 1), (2, 6), (9, 1), (10, 1)]);
        let found = still_right(&old, &now).iter().map(Option::is_some).collect::<Vec<_>>();
        assert_eq!(found, [true, false, false, true, false]);
    }

    #[test]
    fn datasets_that_were_not_used_for_long_are_forgotten() {
        let cache = Cache::default();
        let put = |dataset, bytes| {
            let column = column(&layout(1, &[(0, 1)]), bytes);
            cache.add(dataset, |known| drop(known.columns.insert(SOURCE, column)));
        };
        let known = || {
            let all = cache.all.lock().expect("not poisoned");
            [1, 2, 3, 4].map(|dataset| all.datasets.contains_key(&dataset))
        };
        put(1, BYTES_MAX / 2 - 1000);
        put(2, BYTES_MAX / 2 - 1000);
        cache.with(1, |_| ());
        put(3, BYTES_MAX / 2 - 1000);
        assert_eq!(known(), [true, false, true, false]);
        put(4, BYTES_MAX + 1);
        assert_eq!(known(), [false; 4]);
    }
}
