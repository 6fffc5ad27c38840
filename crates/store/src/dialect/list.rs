//! Many whole numbers as one value of a row: a hundred thousand rows with a number each would take
//! far longer on their way than on their reading.

use sqlx::error::BoxDynError;
use sqlx::postgres::{PgTypeInfo, PgValueRef, Postgres};
use sqlx::sqlite::{Sqlite, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Type};

/// The numbers of all rows, in the order in which the database met them. `NULL` where there are no
/// rows: select it as an option.
#[derive(Debug, Default)]
pub(crate) struct List(pub(crate) Vec<i64>);

impl Type<Sqlite> for List {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for List {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<Sqlite>>::decode(value)?;
        Ok(Self(numbers(text).ok_or_else(|| format!("not a list of numbers: {text:.40}"))?))
    }
}

/// Numbers between commas. A loop of its own, for there may be millions.
fn numbers(text: &str) -> Option<Vec<i64>> {
    let mut numbers = Vec::with_capacity(text.len() / 8 + 1);
    let (mut number, mut is_negative, mut digits) = (0_i64, false, 0);
    for byte in text.bytes().chain([b',']) {
        match byte {
            b'0'..=b'9' => {
                // Downwards: the least number has no opposite.
                number = number.checked_mul(10)?.checked_sub(i64::from(byte - b'0'))?;
                digits += 1;
            }
            b'-' if digits == 0 && !is_negative => is_negative = true,
            b',' if digits > 0 => {
                numbers.push(if is_negative { number } else { number.checked_neg()? });
                (number, is_negative, digits) = (0, false, 0);
            }
            _ => return None,
        }
    }
    Some(numbers)
}

impl Type<Postgres> for List {
    fn type_info() -> PgTypeInfo {
        <Vec<i64> as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for List {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        <Vec<i64> as Decode<Postgres>>::decode(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let all = [0, 7, -12, i64::MAX, i64::MIN, 1];
        let text = all.map(|number| number.to_string()).join(",");
        assert_eq!(numbers(&text), Some(all.to_vec()));
        for wrong in ["", "1,", ",1", "1,,2", "-", "1-2", "--1", "1.5", "9223372036854775808"] {
            assert_eq!(numbers(wrong), None, "{wrong}");
        }
    }
}
