//! Many whole numbers as one value of a row: a hundred thousand rows with a number each would take
//! far longer on their way than on their reading.

use sqlx::error::BoxDynError;
use sqlx::postgres::{PgTypeInfo, PgValueRef, Postgres};
use sqlx::sqlite::{Sqlite, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Type};

use crate::dialect::Dialect;

/// The numbers of all rows, in the order in which the database met them. `NULL` where there are no
/// rows: select it as an option.
#[derive(Debug, Default)]
pub(crate) struct List(pub(crate) Vec<i64>);

/// The SQL that makes one [`List`] of a column of whole numbers.
pub(crate) fn list_of(expression: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => format!("group_concat({expression})"),
        Dialect::Postgres => format!("array_agg(CAST({expression} AS bigint))"),
    }
}

impl Type<Sqlite> for List {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for List {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<Sqlite>>::decode(value)?;
        let mut numbers = Vec::with_capacity(text.len() / 8);
        for number in text.split(',') {
            numbers.push(number.parse()?);
        }
        Ok(Self(numbers))
    }
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
