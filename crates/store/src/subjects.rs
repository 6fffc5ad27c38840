//! Responses with who gave them, any number in one statement: what webhooks are told of them.

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::responses::Response;
use variorum_schema::users::{Role, User};

use crate::error::{Error, Result};
use crate::responses::{RESPONSE_COLUMNS, ResponseRow};
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

/// A response and whose it is.
#[derive(Debug, Clone)]
pub struct ResponseSubject {
    /// The response.
    pub response: Response,
    /// Who answered, without the API key.
    pub user: User,
}

#[derive(FromRow)]
struct SubjectRow {
    #[sqlx(flatten)]
    response: ResponseRow,
    record_id: Uuid,
    username: String,
    first_name: String,
    last_name: Option<String>,
    role: String,
    user_inserted_at: i64,
    user_updated_at: i64,
}

impl TryFrom<SubjectRow> for ResponseSubject {
    type Error = Error;

    fn try_from(row: SubjectRow) -> Result<Self> {
        let response = row.response.of_record(row.record_id)?;
        let role = Role::parse(&row.role)
            .ok_or_else(|| Error::corrupt("users", format!("role `{}`", row.role)))?;
        let user = User {
            id: response.user_id,
            first_name: row.first_name,
            last_name: row.last_name,
            username: row.username,
            role,
            api_key: String::new(),
            inserted_at: Timestamp(row.user_inserted_at),
            updated_at: Timestamp(row.user_updated_at),
        };
        Ok(Self { response, user })
    }
}

/// The responses with these identities, those that there are, by identity.
///
/// # Errors
/// The database fails.
pub async fn responses(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, ResponseSubject>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    // SQLite takes the order of the tables from a CROSS JOIN.
    let sql = format!(
        "SELECT {RESPONSE_COLUMNS}, records.id AS record_id, users.username, users.first_name, \
         users.last_name, users.role, users.inserted_at AS user_inserted_at, \
         users.updated_at AS user_updated_at \
         FROM {{rows}} CROSS JOIN responses JOIN records ON records.seq = responses.record \
         JOIN users ON users.seq = responses.annotator WHERE responses.id = r.id"
    );
    let rows = Rows::ids(ids.iter().copied());
    let found: Vec<SubjectRow> = tx.all(Statement::made(sql, args![]).rows(rows)).await?;
    let subjects = found.into_iter().map(|row| {
        let subject = ResponseSubject::try_from(row)?;
        Ok((subject.response.id, subject))
    });
    subjects.collect()
}
