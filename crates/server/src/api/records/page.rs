//! Which of many records are answered at once, and with what.

use utoipa::IntoParams;
use utoipa::openapi::Object;
use variorum_schema::decode::Problems;
use variorum_schema::limits::Integer;

use crate::params::{FromQuery, QueryValues};

const OFFSET_DEFAULT: i64 = 0;
const LIMIT_DEFAULT: i64 = 50;

type Offset = Integer<0, { i64::MAX }>;
type Limit = Integer<1, 1000>;

fn offset() -> Object {
    let what = "How many records to leave out.";
    Offset::builder().default(Some(OFFSET_DEFAULT.into())).description(Some(what)).build()
}

fn limit() -> Object {
    let what = "How many records to answer at most.";
    Limit::builder().default(Some(LIMIT_DEFAULT.into())).description(Some(what)).build()
}

/// Which records to answer, and with what.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// `responses`, `suggestions`, `vectors`, separated by commas, or `vectors:` with names of
    /// vectors; may be given several times.
    #[param(required = false)]
    pub include: Vec<String>,
    /// How many records to leave out.
    #[param(required = false, schema_with = offset)]
    pub offset: i64,
    /// How many records to answer at most.
    #[param(required = false, schema_with = limit)]
    pub limit: i64,
}

impl FromQuery for PageQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        let before = problems.count();
        let offset = values.integer("offset", Offset::RANGE, problems).unwrap_or(OFFSET_DEFAULT);
        let limit = values.integer("limit", Limit::RANGE, problems).unwrap_or(LIMIT_DEFAULT);
        let include = values.all("include");
        (problems.count() == before).then_some(Self { include, offset, limit })
    }
}
