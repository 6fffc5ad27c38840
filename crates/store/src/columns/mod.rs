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
//! forgotten, those that were not asked for the longest time first, when all take more than they may.
//! One that alone takes more is not kept: vectors, which alone become so many, are then read anew,
//! some blocks at a time, by every search that needs them ([`each_run`]).

mod block;
mod cache;
mod load;
mod set;
mod source;

use std::ops::Range;
use std::sync::Arc;

use crate::dialect::List;
use crate::error::Result;
use crate::tx::{Statement, Tx, args};

pub(crate) use block::{Block, Direction, Numbers, Terms, unit};
pub(crate) use cache::Cache;
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

/// About how much of the vectors that are being read is held at a time, in bytes.
const RUN_BYTES: usize = 16 << 20;

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

    /// Some of its blocks.
    fn part(&self, places: Range<usize>) -> Self {
        let of = |numbers: &[i64]| numbers.get(places.clone()).unwrap_or_default().to_vec();
        Self { version: self.version, numbers: of(&self.numbers), versions: of(&self.versions) }
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
    fn new(layout: &Arc<Layout>, blocks: Vec<Arc<Block>>) -> Self {
        let bytes = blocks.iter().map(|block| block.bytes()).sum();
        Self { layout: Arc::clone(layout), blocks, bytes }
    }

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
    let known = tx.columns().layout(dataset);
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
    tx.columns().add_layout(dataset, &layout);
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
    let loading = tx.columns().loading(dataset);
    let _turn = loading.lock().await;
    let outdated = match known(tx, dataset, layout, source) {
        Ok(column) => return Ok(column),
        Err(outdated) => outdated,
    };
    let mut blocks = still_right(outdated.as_deref(), layout);
    load::missing(tx, layout, source, &mut blocks).await?;
    let column = Arc::new(Column::new(layout, blocks.into_iter().flatten().collect()));
    tx.columns().add(dataset, source, Arc::clone(&column));
    Ok(column)
}

/// Goes through the vectors of a dataset with this layout: calls `each` with neighbouring blocks, and
/// with the place of the first of them in the layout. No more is held of them than may be kept, or
/// than a run.
pub(crate) async fn each_run(
    tx: &mut Tx,
    dataset: i64,
    layout: &Arc<Layout>,
    source: Source,
    mut each: impl FnMut(usize, &[Arc<Block>]) + Send,
) -> Result<()> {
    if let Ok(column) = known(tx, dataset, layout, source) {
        each(0, &column.blocks);
        return Ok(());
    }
    let loading = tx.columns().loading(dataset);
    // Who comes second finds them read, but those that are too large, for which nobody waits.
    let mut turn = match tx.columns().is_too_large(dataset, source) {
        true => None,
        false => Some(loading.lock().await),
    };
    let outdated = match known(tx, dataset, layout, source) {
        Ok(column) => {
            drop(turn);
            each(0, &column.blocks);
            return Ok(());
        }
        Err(outdated) => outdated,
    };
    let mut blocks = still_right(outdated.as_deref(), layout);
    drop(outdated);
    let bytes_max = tx.columns().bytes_max();
    let run = (RUN_BYTES.min(bytes_max) / (BLOCK * source.kind.value_bytes())).max(1);
    let mut kept = turn.is_some().then(Vec::new);
    let mut bytes = 0;
    for first in (0..layout.numbers.len()).step_by(run) {
        let places = first..(first + run).min(layout.numbers.len());
        let missing = &mut blocks[places.clone()];
        load::missing(tx, &layout.part(places), source, missing).await?;
        let read: Vec<Arc<Block>> = missing.iter_mut().filter_map(Option::take).collect();
        each(first, &read);
        bytes += read.iter().map(|block| block.bytes()).sum::<usize>();
        if bytes > bytes_max {
            (kept, turn) = (None, None);
            tx.columns().note_too_large(dataset, source);
        }
        if let Some(kept) = &mut kept {
            kept.extend(read);
        }
    }
    match kept {
        Some(blocks) => {
            tx.columns().add(dataset, source, Arc::new(Column::new(layout, blocks)));
        }
        // They have become fewer.
        None if bytes <= bytes_max => tx.columns().note_not_too_large(dataset, source),
        None => {}
    }
    drop(turn);
    Ok(())
}

/// A column that was read before: right, or else outdated.
fn known(
    tx: &Tx,
    dataset: i64,
    layout: &Layout,
    source: Source,
) -> Result<Arc<Column>, Option<Arc<Column>>> {
    match tx.columns().column(dataset, source) {
        Some(column) if column.layout.version == layout.version => Ok(column),
        outdated => Err(outdated),
    }
}

/// For each block of a layout what an outdated column has of it, if that is still right.
fn still_right(old: Option<&Column>, layout: &Layout) -> Vec<Option<Arc<Block>>> {
    let Some(old) = old else { return vec![None; layout.numbers.len()] };
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

#[cfg(test)]
mod tests {
    use super::block::Numbers;
    use super::*;

    fn layout(version: i64, blocks: &[(i64, i64)]) -> Arc<Layout> {
        let (numbers, versions) = blocks.iter().copied().unzip();
        Arc::new(Layout { version, numbers, versions })
    }

    fn column(layout: &Arc<Layout>) -> Column {
        let blocks = layout.numbers.iter().map(|number| {
            let value = i64::from(u8::try_from(*number).unwrap_or_default());
            Arc::new(Block::Integers(Numbers::new(vec![(0, value)])))
        });
        Column::new(layout, blocks.collect())
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
        let old = column(&layout(1, &[(0, 1), (2, 5), (4, 1), (9, 1)]));
        let now = layout(2, &[(0, 1), (1, 1), (2, 6), (9, 1), (10, 1)]);
        let found = still_right(Some(&old), &now).iter().map(Option::is_some).collect::<Vec<_>>();
        assert_eq!(found, [true, false, false, true, false]);
    }
}
