use replay::replay;
use variorum_text::tokenise::words;

use super::*;

#[test]
fn queries() {
    replay("query", |bytes| check_query(bytes, &words));
}

#[test]
fn searches() {
    replay("search", |bytes| check_search(bytes, &words));
}

#[test]
fn bulks_of_records() {
    replay("records", check_records);
}

#[test]
fn span_answers() {
    replay("spans", check_spans);
}

#[test]
fn ten_thousand_spans_take_few_comparisons() {
    let count = 10_000;
    let by = |place: fn(u64) -> (u64, u64)| -> Vec<_> { (0..count).map(place).collect() };
    for spans in [
        by(|n| (n, n + 1)),
        by(|n| (10_000 - n, 10_001 - n)),
        by(|n| (n, 20_000 - n)),
        by(|_| (1, 2)),
        by(|n| (n * 7_919 % 10_007, n * 7_919 % 10_007 + 1)),
        by(|n| (n % 100, n % 100 + 1)),
        by(|n| (if n % 2 == 0 { n } else { 10_000 - n }, 10_001)),
    ] {
        spans::assert_few_comparisons(&spans);
    }
}
