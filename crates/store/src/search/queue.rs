//! The order in which a user meets records by default: as if shuffled, but the same every time.
//!
//! Every record has a random key. A user starts at an own point among the keys and goes round, so
//! that users meet different records first and each page is a range of an index.
//!
//! What the tabs of the official application ask for, the user's pending, draft, discarded or
//! submitted records, is found by the [counts] that are kept of the parts of the queue: parts where
//! nothing is shown are not read.

use std::collections::BTreeMap;

use uuid::Uuid;
use variorum_schema::records::RecordStatus;
use variorum_schema::responses::ResponseStatus;
use variorum_schema::search::{RecordProperty, ResolvedFilter, Target, Test};

use crate::counts::{self, Answered, Part, Shown, WHOLE};
use crate::error::Result;
use crate::records::parse_status;
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

/// The queue of a user in a dataset, as far as its records are told apart by status only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Queue {
    dataset: i64,
    annotator: i64,
    shown: Shown,
}

/// How many ranges of keys a statement reads: one, from `$3` to `$4`, or any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ranges {
    One,
    Many,
}

impl Queue {
    /// The queue that these filters let through, unless they look at more than status.
    pub(super) fn of(
        (dataset, annotator): (i64, i64),
        filters: &[ResolvedFilter<'_>],
    ) -> Option<Self> {
        let mut status = None;
        let mut answered = None;
        for filter in filters {
            match (filter.target, &filter.test) {
                (Target::Record(RecordProperty::Status), Test::TextIn([word]))
                    if status.is_none() =>
                {
                    status = Some(parse_status(word).ok()?);
                }
                (Target::ResponseStatus, Test::StatusIn { statuses, pending })
                    if answered.is_none() && *pending == statuses.is_empty() =>
                {
                    answered = Some(if *pending {
                        Answered::Not
                    } else {
                        // Each once: their counts are added up.
                        let mut statuses = statuses.clone();
                        statuses.sort_unstable_by_key(|status| status.as_str());
                        statuses.dedup();
                        Answered::With(statuses)
                    });
                }
                _ => return None,
            }
        }
        let shown = Shown { status, answered: answered.unwrap_or(Answered::Any) };
        Some(Self { dataset, annotator, shown })
    }

    /// The keys of the records from `offset` on in the order of a user who starts at `start`, and
    /// the number of all.
    pub(super) async fn page(
        &self,
        tx: &mut Tx,
        start: i64,
        offset: i64,
        limit: i64,
    ) -> Result<(Vec<i64>, i64)> {
        let first = Part::of(start).parent().unwrap_or(WHOLE);
        let key = (self.dataset, self.annotator);
        let mut sections = counts::around(tx, key, &self.shown, first).await?;
        let mut parts = sections.split_off(&counts::SECTIONS_END);
        let total = sections.values().sum();
        let wanted = Ord::min(limit, total - offset);
        if wanted <= 0 {
            return Ok((Vec::new(), total));
        }
        let opened = opened(&sections, first, offset, wanted);
        let next = ring(&sections, first).next().map(|(section, _)| section);
        let is_known = |section: &Part| *section == first || Some(*section) == next;
        let unknown: Vec<Part> = opened.iter().copied().filter(|part| !is_known(part)).collect();
        if !unknown.is_empty() {
            parts.extend(counts::of_parts(tx, key, &self.shown, unknown.into_iter()).await?);
        }
        let mut ring = Ring { start, sections, opened, parts, before_wrap: None };
        if offset > 0 && ring.is_split() {
            ring.before_wrap = Some(self.count_range(tx, ring.halves().0).await?);
        }
        let (offset, ranges) = plan(&ring.stretches(), offset, wanted);
        Ok((self.read(tx, &ranges, offset, wanted).await?, total))
    }

    async fn count_range(&self, tx: &mut Tx, (first, last): (i64, i64)) -> Result<i64> {
        let (source, condition, _) = self.source(Ranges::One);
        let sql = format!(
            "SELECT COUNT(*) FROM {source} WHERE {condition} AND queue.queue_key BETWEEN $3 AND $4"
        );
        let args = args![self.dataset, self.annotator, first, last];
        let (count,): (i64,) = tx.one(Statement::made(sql, args)).await?;
        Ok(count)
    }

    /// Up to `wanted` records of ranges of keys, after the first `offset` of the first range. The
    /// first two ranges are enough as a rule: what is left where the user started, and the next.
    async fn read(
        &self,
        tx: &mut Tx,
        ranges: &[(i64, i64)],
        offset: i64,
        wanted: i64,
    ) -> Result<Vec<i64>> {
        let one = |at: usize, offset: i64| {
            let (first, last) = ranges.get(at)?;
            let (source, condition, seq) = self.source(Ranges::One);
            let sql = format!(
                "SELECT {seq} FROM {source} WHERE {condition} \
                 AND queue.queue_key BETWEEN $3 AND $4 \
                 ORDER BY queue.queue_key, {seq} LIMIT $5 OFFSET $6"
            );
            let args = args![self.dataset, self.annotator, *first, *last, wanted, offset];
            Some(Statement::made(sql, args))
        };
        let [first, second] = tx.batch([one(0, offset), one(1, 0)]).await?;
        let mut found: Vec<(i64,)> = first.all()?;
        found.extend(second.all::<(i64,)>()?);
        let wanted_count = usize::try_from(wanted).unwrap_or(usize::MAX);
        if found.len() < wanted_count
            && let Some(others) = ranges.get(2..)
            && !others.is_empty()
        {
            let (source, condition, seq) = self.source(Ranges::Many);
            let sql = format!(
                "SELECT {seq} FROM {{rows}} CROSS JOIN {source} WHERE {condition} \
                 AND queue.queue_key BETWEEN r.first AND r.last \
                 ORDER BY r.position, queue.queue_key, {seq} LIMIT $3"
            );
            let rows = Rows::default()
                .with("position", (0..).take(others.len()).collect())
                .with("first", others.iter().map(|(first, _)| *first).collect())
                .with("last", others.iter().map(|(_, last)| *last).collect());
            let args = args![self.dataset, self.annotator, wanted];
            found.extend(tx.all::<(i64,)>(Statement::made(sql, args).rows(rows)).await?);
        }
        Ok(found.into_iter().take(wanted_count).map(|(seq,)| seq).collect())
    }

    /// Table, condition on it (with the dataset as `$1` and the user as `$2`), and the key of the
    /// record. The table is called `queue` and has a `queue_key`, of which the caller asks for
    /// `ranges`.
    fn source(&self, ranges: Ranges) -> (&'static str, String, &'static str) {
        let status = |table: &str| {
            let word = self.shown.status.map(RecordStatus::as_str);
            word.map(|word| format!(" AND {table}.status = '{word}'")).unwrap_or_default()
        };
        match &self.shown.answered {
            Answered::With(statuses) => {
                let words: Vec<String> = statuses
                    .iter()
                    .map(|status| format!("'{}'", ResponseStatus::as_str(*status)))
                    .collect();
                let condition = format!(
                    "queue.dataset = $1 AND queue.annotator = $2 AND queue.status IN ({})",
                    words.join(", ")
                );
                let of_record = format!("{condition} AND records.seq = queue.record");
                match self.shown.status {
                    Some(_) => (
                        "responses AS queue CROSS JOIN records",
                        format!("{of_record}{}", status("records")),
                        "queue.record",
                    ),
                    None => ("responses AS queue", condition, "queue.record"),
                }
            }
            Answered::Any => {
                // Whoever asks: `$2` must be somewhere for PostgreSQL to know its type.
                let condition = format!("queue.dataset = $1 AND $2 = $2{}", status("queue"));
                ("records AS queue", condition, "queue.seq")
            }
            Answered::Not => {
                let own = "FROM responses WHERE responses.annotator = $2 \
                           AND responses.dataset = $1 AND responses.queue_key";
                let is_left = match ranges {
                    // Read once, which is cheaper than to look them up for each record.
                    Ranges::One => {
                        format!(
                            "queue.seq NOT IN (SELECT responses.record {own} BETWEEN $3 AND $4)"
                        )
                    }
                    Ranges::Many => format!(
                        "NOT EXISTS (SELECT 1 {own} = queue.queue_key \
                         AND responses.record = queue.seq)"
                    ),
                };
                let condition = format!("queue.dataset = $1{} AND {is_left}", status("queue"));
                ("records AS queue", condition, "queue.seq")
            }
        }
    }
}

/// The sections of the queue, in the order of a user who starts in `first`, whose parts must be
/// known to find `wanted` records after `offset` others.
fn opened(sections: &BTreeMap<Part, i64>, first: Part, offset: i64, wanted: i64) -> Vec<Part> {
    let in_first = sections.get(&first).copied().unwrap_or(0);
    let mut opened = vec![first];
    let mut before = 0;
    for (section, shown) in ring(sections, first) {
        // How much of the first section comes before, and how much at the end, is not known.
        if before < offset + wanted && before + in_first + shown > offset {
            opened.push(section);
        }
        before += shown;
    }
    opened
}

/// The sections after `first` and then those before it, with what they show.
fn ring(sections: &BTreeMap<Part, i64>, first: Part) -> impl Iterator<Item = (Part, i64)> {
    let after = sections.range(first..).skip_while(move |(section, _)| **section == first);
    let before = sections.range(..first);
    after.chain(before).map(|(section, shown)| (*section, *shown))
}

/// What is known of a queue that begins at `start`.
struct Ring {
    start: i64,
    sections: BTreeMap<Part, i64>,
    opened: Vec<Part>,
    /// The parts of the opened sections.
    parts: BTreeMap<Part, i64>,
    /// How much of the part with the start comes before the wrap, if that was counted.
    before_wrap: Option<i64>,
}

/// Neighbouring keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    keys: (i64, i64),
    /// How much is shown of it; at least, if it is to be read anyway.
    shown: i64,
    must_read: bool,
}

impl Ring {
    /// Whether anything is shown of the part with the start.
    fn is_split(&self) -> bool {
        self.parts.contains_key(&Part::of(self.start))
    }

    /// The two ends of the part with the start.
    fn halves(&self) -> ((i64, i64), (i64, i64)) {
        let (first, last) = Part::of(self.start).keys();
        // Empty when it begins with the start.
        ((self.start, last), (first, self.start.saturating_sub(1)))
    }

    /// Everything that shows something, from the start on.
    fn stretches(&self) -> Vec<Stretch> {
        let part = Part::of(self.start);
        let section = part.parent().unwrap_or(WHOLE);
        let in_part = self.parts.get(&part).copied().unwrap_or(0);
        let (upper, lower) = self.halves();
        let known =
            |(part, shown): (Part, i64)| Stretch { keys: part.keys(), shown, must_read: false };
        let within = |section: Part| {
            let parts = section.parts().filter_map(|part| Some((part, *self.parts.get(&part)?)));
            parts.map(known)
        };
        let mut out = Vec::new();
        if in_part > 0 {
            let shown = self.before_wrap.unwrap_or(0);
            out.push(Stretch { keys: upper, shown, must_read: self.before_wrap.is_none() });
        }
        out.extend(within(section).filter(|stretch| stretch.keys.0 > upper.1));
        for (section, shown) in ring(&self.sections, section) {
            if self.opened.contains(&section) {
                out.extend(within(section));
            } else {
                out.push(known((section, shown)));
            }
        }
        out.extend(within(section).filter(|stretch| stretch.keys.1 < lower.0));
        if in_part > 0 && lower.0 < self.start {
            let shown = in_part - self.before_wrap.unwrap_or(0);
            out.push(Stretch { keys: lower, shown, must_read: false });
        }
        out
    }
}

/// The ranges of keys to read for `wanted` records after `offset` others, and how many of the first
/// range to leave out.
fn plan(stretches: &[Stretch], offset: i64, wanted: i64) -> (i64, Vec<(i64, i64)>) {
    let mut left_out = offset;
    let mut found = 0;
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for stretch in stretches {
        if ranges.is_empty() && !stretch.must_read && stretch.shown <= left_out {
            left_out -= stretch.shown;
            continue;
        }
        match ranges.last_mut() {
            Some(last) if last.1.checked_add(1) == Some(stretch.keys.0) => last.1 = stretch.keys.1,
            _ => ranges.push(stretch.keys),
        }
        found += stretch.shown;
        if found >= left_out + wanted {
            break;
        }
    }
    (left_out, ranges)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(first: i64, last: i64, shown: i64) -> Stretch {
        Stretch { keys: (first, last), shown, must_read: false }
    }

    #[test]
    fn a_page_is_read_where_it_is() {
        let stretches = [stretch(0, 9, 3), stretch(10, 19, 2), stretch(30, 39, 4)];
        assert_eq!(plan(&stretches, 0, 1), (0, vec![(0, 9)]));
        assert_eq!(plan(&stretches, 0, 4), (0, vec![(0, 19)]));
        assert_eq!(plan(&stretches, 2, 2), (2, vec![(0, 19)]));
        assert_eq!(plan(&stretches, 3, 3), (0, vec![(10, 19), (30, 39)]));
        assert_eq!(plan(&stretches, 4, 5), (1, vec![(10, 19), (30, 39)]));
        assert_eq!(plan(&stretches, 8, 1), (3, vec![(30, 39)]));
    }

    #[test]
    fn what_is_not_counted_is_read_and_the_next_as_well() {
        let unknown = Stretch { must_read: true, ..stretch(5, 9, 0) };
        let stretches = [unknown, stretch(20, 29, 1), stretch(40, 49, 5)];
        assert_eq!(plan(&stretches, 0, 1), (0, vec![(5, 9), (20, 29)]));
    }
}
