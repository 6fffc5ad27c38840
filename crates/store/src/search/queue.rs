//! The order in which a user meets records by default: as if shuffled, but the same every time.
//!
//! Every record has a random key. A user starts at an own point among the keys and goes round, so
//! that users meet different records first and each page is a range of an index.

use sea_query::{Expr, ExprTrait as _, Order, SelectStatement};
use uuid::Uuid;

use super::{count, keys};
use crate::error::Result;
use crate::tx::Tx;

/// The keys of the records that `matching` selects, from `offset` on in the order of a user who
/// starts at `start`.
pub(super) async fn list(
    tx: &mut Tx,
    matching: &SelectStatement,
    start: i64,
    offset: i64,
    limit: i64,
) -> Result<Vec<i64>> {
    let key = || Expr::col(("records", "queue_key"));
    let before_wrap = matching.clone().and_where(key().gte(start)).take();
    let mut out = range(tx, &before_wrap, offset, limit).await?;
    let missing = limit - i64::try_from(out.len()).unwrap_or(limit);
    if missing <= 0 {
        return Ok(out);
    }
    let offset = if out.is_empty() && offset > 0 {
        (offset - count(tx, &before_wrap).await?).clamp(0, i64::MAX)
    } else {
        0
    };
    let after_wrap = matching.clone().and_where(key().lt(start)).take();
    out.extend(range(tx, &after_wrap, offset, missing).await?);
    Ok(out)
}

async fn range(
    tx: &mut Tx,
    matching: &SelectStatement,
    offset: i64,
    limit: i64,
) -> Result<Vec<i64>> {
    let mut select = matching.clone();
    select.order_by(("records", "queue_key"), Order::Asc).order_by(("records", "seq"), Order::Asc);
    keys(tx, select, offset, limit).await
}

/// Where among the keys of a dataset's records a user starts.
pub(super) fn start(user: Uuid, dataset: Uuid) -> i64 {
    // FNV-1a, then a finaliser that spreads it over all bits: small, fixed, nobody's secret.
    let bytes = user.as_bytes().iter().chain(dataset.as_bytes());
    let mut hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash ^ (hash >> 31)).cast_signed()
}
