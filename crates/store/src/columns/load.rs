//! Reading the blocks of a column.

use std::sync::Arc;

use variorum_schema::vectors::from_bytes;

use super::block::{Block, Direction, Numbers, Terms, Vectors, position, unit};
use super::{BLOCK_BITS, Kind, Layout, Places, Source};
use crate::apart::in_place;
use crate::dialect::List;
use crate::error::{Error, Result};
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

/// How many bytes of vectors are read at a time.
const PAGE_BYTES: usize = 4 << 20;
/// How many vectors are read at a time at most.
const PAGE_ROWS_MAX: usize = 4096;

/// Reads the blocks that are not there.
pub(super) async fn missing(
    tx: &mut Tx,
    layout: &Layout,
    source: Source,
    blocks: &mut [Option<Arc<Block>>],
) -> Result<()> {
    let ranges = Ranges::of(layout, blocks);
    if ranges.0.is_empty() {
        return Ok(());
    }
    let missing = blocks.iter().filter(|block| block.is_none()).count();
    // Everything at once is quicker than range after range.
    let rows = (missing * 2 < blocks.len()).then(|| ranges.rows());
    match source.kind {
        Kind::Terms => {
            let mut terms = Vec::new();
            let mut scattered = Scattered::new(layout, blocks);
            for (number, (term, List(records))) in (0..).zip(terms_of(tx, source, rows).await?) {
                terms.push(term);
                records.into_iter().for_each(|record| scattered.push(record, number));
            }
            scattered.gather(|pairs| Block::Terms(Terms::new(pairs, &terms)));
        }
        Kind::Integers => {
            let (List(records), List(values)) = integers_of(tx, source, rows).await?;
            let mut scattered = Scattered::new(layout, blocks);
            records
                .into_iter()
                .zip(values)
                .for_each(|(record, value)| scattered.push(record, value));
            scattered.gather(|pairs| Block::Integers(Numbers::new(pairs)));
        }
        Kind::Floats => {
            let found: Vec<(i64, f64)> =
                tx.all(select(source, "v.record, v.value", "", rows)).await?;
            let mut scattered = Scattered::new(layout, blocks);
            found.into_iter().for_each(|(record, value)| scattered.push(record, value));
            scattered.gather(|pairs| Block::Floats(Numbers::new(pairs)));
        }
        Kind::Vectors { dimensions } => {
            let mut scattered = Scattered::new(layout, blocks);
            for range in ranges.0 {
                vectors_of(tx, source, (range, dimensions), &mut scattered).await?;
            }
            scattered.gather(|pairs| Block::Vectors(Vectors::new(pairs)));
        }
    }
    Ok(())
}

/// Ranges of keys of records, first and last.
struct Ranges(Vec<(i64, i64)>);

impl Ranges {
    /// Those of the blocks that are not there; neighbours are one.
    fn of(layout: &Layout, blocks: &[Option<Arc<Block>>]) -> Self {
        let mut ranges: Vec<(i64, i64)> = Vec::new();
        let missing = layout.numbers.iter().zip(blocks).filter(|(_, block)| block.is_none());
        for (number, _) in missing {
            let (first, after) = (number << BLOCK_BITS, (number + 1) << BLOCK_BITS);
            match ranges.last_mut() {
                Some(range) if range.1 + 1 == first => range.1 = after - 1,
                _ => ranges.push((first, after - 1)),
            }
        }
        Self(ranges)
    }

    fn rows(&self) -> Rows {
        Rows::default()
            .with("first", self.0.iter().map(|(first, _)| *first).collect())
            .with("last", self.0.iter().map(|(_, last)| *last).collect())
    }
}

/// Selects from the values of a source, called `v` with `record` and `value`: from all of them, or
/// from those in ranges.
fn select(source: Source, columns: &str, after: &str, ranges: Option<Rows>) -> Statement {
    let Source { table, owner, seq, record, value, .. } = source;
    let columns_of_table = format!("s.{record} AS record, {} AS value", qualified(value));
    let (from, condition) = match &ranges {
        None => (format!("{table} AS s"), format!("s.{owner} = $1")),
        // The sign keeps databases from going through all values of the owner for each range.
        Some(_) => (
            format!("{{rows}} CROSS JOIN {table} AS s"),
            format!("+s.{owner} = $1 AND s.{record} BETWEEN r.first AND r.last"),
        ),
    };
    let sql = format!(
        "SELECT {columns} FROM (SELECT {columns_of_table} FROM {from} WHERE {condition}) AS v {after}"
    );
    let statement = Statement::made(sql, args![seq]);
    match ranges {
        Some(rows) => statement.rows(rows),
        None => statement,
    }
}

/// A column of the table `s`, or a function of one.
fn qualified(value: &str) -> String {
    match value.split_once('(') {
        Some((function, column)) => format!("{function}(s.{column}"),
        None => format!("s.{value}"),
    }
}

async fn terms_of(
    tx: &mut Tx,
    source: Source,
    ranges: Option<Rows>,
) -> Result<Vec<(String, List)>> {
    let columns = format!("v.value, {}", tx.dialect().list_of("v.record"));
    let after = "WHERE v.value IS NOT NULL GROUP BY v.value ORDER BY v.value";
    tx.all(select(source, &columns, after, ranges)).await
}

async fn integers_of(tx: &mut Tx, source: Source, ranges: Option<Rows>) -> Result<(List, List)> {
    let dialect = tx.dialect();
    let columns = format!("{}, {}", dialect.list_of("v.record"), dialect.list_of("v.value"));
    let (records, values): (Option<List>, Option<List>) =
        tx.one(select(source, &columns, "", ranges)).await?;
    Ok((records.unwrap_or_default(), values.unwrap_or_default()))
}

/// Vectors come page by page: as a whole they may be too large.
async fn vectors_of(
    tx: &mut Tx,
    source: Source,
    ((mut first, last), dimensions): ((i64, i64), usize),
    scattered: &mut Scattered<'_, Direction>,
) -> Result<()> {
    let sql = "SELECT record, value FROM vectors \
               WHERE settings = $1 AND record BETWEEN $2 AND $3 ORDER BY record LIMIT $4";
    let rows = (PAGE_BYTES / (dimensions * size_of::<f64>()).max(1)).clamp(1, PAGE_ROWS_MAX);
    let rows = i64::try_from(rows).unwrap_or(1);
    loop {
        let args = args![source.seq, first, last, rows];
        let page: Vec<(i64, Vec<u8>)> = tx.all(Statement::new(sql, args)).await?;
        let Some((end, _)) = page.last() else { return Ok(()) };
        first = end + 1;
        let bytes = page.iter().map(|(_, bytes)| bytes.len()).sum();
        in_place(bytes, || {
            page.iter().try_for_each(|(record, bytes)| {
                let vector = vector(*record, bytes, dimensions)?;
                scattered.push(*record, Direction::of(&unit(&vector)));
                Ok::<(), Error>(())
            })
        })?;
    }
}

/// A vector as it is stored.
pub(crate) fn vector(record: i64, bytes: &[u8], dimensions: usize) -> Result<Vec<f64>> {
    from_bytes(bytes, dimensions)
        .ok_or_else(|| Error::corrupt("vectors", format!("a vector of record {record}")))
}

/// Values on their way into the blocks that miss them.
struct Scattered<'b, T> {
    places: Places<'b>,
    blocks: &'b mut [Option<Arc<Block>>],
    pairs: Vec<Vec<(u16, T)>>,
}

impl<'b, T> Scattered<'b, T> {
    fn new(layout: &'b Layout, blocks: &'b mut [Option<Arc<Block>>]) -> Self {
        let pairs = blocks.iter().map(|_| Vec::new()).collect();
        Self { places: Places::new(layout), blocks, pairs }
    }

    fn push(&mut self, record: i64, value: T) {
        if let Some(index) = self.places.index(record)
            && let Some(None) = self.blocks.get(index)
            && let Some(pairs) = self.pairs.get_mut(index)
        {
            pairs.push((position(record), value));
        }
    }

    fn gather(self, block: impl Fn(Vec<(u16, T)>) -> Block) {
        for (place, pairs) in self.blocks.iter_mut().zip(self.pairs) {
            place.get_or_insert_with(|| Arc::new(block(pairs)));
        }
    }
}
