//! The records that a search looks at, as sets and columns.

use std::ops::Range;
use std::sync::Arc;

use sea_query::{Expr, SelectStatement};

use crate::columns::{self, BLOCK, Block, Column, Layout, Set, Source};
use crate::dialect::List;
use crate::error::Result;
use crate::tx::{Statement, Tx};

/// The records of a dataset in the state that a transaction sees.
pub(super) struct Records {
    dataset: i64,
    pub(super) layout: Arc<Layout>,
    pub(super) queue_keys: Arc<Column>,
    all: Set,
}

impl Records {
    pub(super) async fn of(tx: &mut Tx, dataset: i64) -> Result<Self> {
        let layout = columns::layout(tx, dataset).await?;
        let source = Source::queue_keys(dataset);
        let queue_keys = columns::column(tx, dataset, &layout, source).await?;
        let mut all = Set::empty(layout.slots());
        for (slots, block) in blocks(&queue_keys) {
            if let Block::Integers(keys) = block {
                keys.iter().for_each(|(position, _)| all.insert(slots.start + position));
            }
        }
        Ok(Self { dataset, layout, queue_keys, all })
    }

    /// All of them.
    pub(super) fn all(&self) -> &Set {
        &self.all
    }

    /// None of them.
    pub(super) fn none(&self) -> Set {
        Set::empty(self.layout.slots())
    }

    /// All but these.
    pub(super) fn others(&self, set: &Set) -> Set {
        let mut others = self.all.clone();
        others.subtract(set);
        others
    }

    pub(super) async fn column(&self, tx: &mut Tx, source: Source) -> Result<Arc<Column>> {
        columns::column(tx, self.dataset, &self.layout, source).await
    }

    /// Calls `each` with all vectors of a source, see [`columns::each_run`].
    pub(super) async fn each_run(
        &self,
        tx: &mut Tx,
        source: Source,
        each: impl FnMut(usize, &[Arc<Block>]) + Send,
    ) -> Result<()> {
        columns::each_run(tx, self.dataset, &self.layout, source, each).await
    }

    /// Those whose keys are in a column of the rows that `select` finds.
    pub(super) async fn selected(
        &self,
        tx: &mut Tx,
        mut select: SelectStatement,
        column: &str,
    ) -> Result<Set> {
        let list = Expr::cust(tx.dialect().list_of(column));
        let (List(seqs),) = found(tx, Statement::select(select.expr(list).take())).await?;
        Ok(self.layout.set(&seqs))
    }
}

/// The one list that a statement selects.
pub(super) async fn found(tx: &mut Tx, statement: Statement) -> Result<(List,)> {
    let (list,): (Option<List>,) = tx.one(statement).await?;
    Ok((list.unwrap_or_default(),))
}

/// The blocks of a column with the slots of each.
pub(super) fn blocks(column: &Column) -> impl Iterator<Item = (Range<usize>, &Block)> {
    with_slots(0, column.blocks())
}

/// Blocks with the slots of each, from the one with this place in the layout on.
pub(super) fn with_slots<B>(
    first: usize,
    blocks: impl Iterator<Item = B>,
) -> impl Iterator<Item = (Range<usize>, B)> {
    let slots = (first * BLOCK..).step_by(BLOCK).map(|first| first..first + BLOCK);
    slots.zip(blocks)
}
