//! Signing in with a browser.

use serde_json::Value;
use utoipa::ToSchema;

use crate::decode::{self, Decode, Object, Problems};
use crate::limits::SomeText;

/// What is sent to sign in. It has no `Debug`, so that no password is logged.
#[derive(Clone, ToSchema)]
#[schema(example = json!({"username": "ann", "password": "a long secret", "stay_signed_in": true}))]
pub struct SignIn {
    /// Name to sign in with.
    #[schema(value_type = SomeText)]
    pub username: String,
    /// Password in clear.
    #[schema(value_type = SomeText)]
    pub password: String,
    /// Whether the session outlives the browser's being closed; `false` if absent.
    #[schema(value_type = Option<bool>)]
    pub stay_signed_in: bool,
}

impl Decode for SignIn {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let username = o.req("username", SomeText::read);
        let password = o.req("password", SomeText::read);
        let stay_signed_in = o.maybe("stay_signed_in", decode::boolean).unwrap_or(false);
        Some(Self { username: username?, password: password?, stay_signed_in })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_and_a_password_are_needed() {
        let mut problems = Problems::default();
        let read = SignIn::decode(json!({"username": "ann", "password": "x"}), &mut problems);
        assert!(read.is_some_and(|sign_in| !sign_in.stay_signed_in));
        assert!(
            SignIn::decode(json!({"username": "", "stay_signed_in": 1}), &mut problems).is_none()
        );
        let staying = json!({"username": "a", "password": "b", "stay_signed_in": true});
        assert!(
            SignIn::decode(staying, &mut problems).is_some_and(|sign_in| sign_in.stay_signed_in)
        );
    }
}
