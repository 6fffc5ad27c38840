//! Lists of ids in a query string.

use uuid::Uuid;

use crate::refusal::{Refusal, refuse};

/// How many records or suggestions one request may delete.
pub const IDS_MAX: usize = 100;

/// The UUIDs of a comma-separated list, in the order given.
///
/// # Errors
/// A part that is no UUID (so also an empty list), or more than `max` parts.
pub fn parse_ids(text: &str, max: usize) -> Result<Vec<Uuid>, Refusal> {
    let count = text.split(',').count();
    if count > max {
        return refuse!("`ids` holds {count} ids, at most {max} are allowed");
    }
    text.split(',')
        .map(|part| match Uuid::try_parse(part) {
            Ok(id) => Ok(id),
            Err(_) => refuse!("`ids` must be a comma separated list of UUIDs, `{part}` is none"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_not_too_many() {
        let id = "00000000-0000-4000-8000-000000000001";
        let check = |text: &str, expected: Option<usize>| {
            assert_eq!(parse_ids(text, IDS_MAX).ok().map(|ids| ids.len()), expected, "{text}");
        };
        check("", None);
        check(id, Some(1));
        check(&format!("{id},{id}"), Some(2));
        check(&format!("{id}, {id}"), None);
        check(&format!("{id},"), None);
        check("nonsense", None);
        check("urn:uuid:00000000-0000-4000-8000-000000000001", Some(1));
        check("{00000000-0000-4000-8000-000000000001}", Some(1));
        check("00000000000040008000000000000001", Some(1));
        check(&vec![id; 100].join(","), Some(100));
        check(&vec![id; 101].join(","), None);
    }
}
