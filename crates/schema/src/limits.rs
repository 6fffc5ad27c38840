//! Sizes: those that an operator may tune, and the forms of values in requests.
//!
//! A form is a type that says once what is read ([`Text::read`]) and what the OpenAPI document
//! shows of it (`#[schema(value_type = Name)]`).

use std::borrow::Cow;
use std::fmt::Display;
use std::marker::PhantomData;
use std::ops::RangeInclusive;

use serde_json::Value;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::decode::{self, Problems};

/// The tunable sizes; the defaults are the contract's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many options a label or multi label question may have.
    pub label_options_max: usize,
    /// How many options a span question may have.
    pub span_options_max: usize,
    /// Fewest characters of the role of a chat message.
    pub chat_role_min: usize,
    /// Most characters of the role of a chat message.
    pub chat_role_max: usize,
    /// Fewest characters of the content of a chat message.
    pub chat_content_min: usize,
    /// Most characters of the content of a chat message.
    pub chat_content_max: usize,
}

impl Limits {
    /// The contract's values.
    pub const CONTRACT: Self = Self {
        label_options_max: 500,
        span_options_max: 500,
        chat_role_min: 1,
        chat_role_max: 20,
        chat_content_min: 1,
        chat_content_max: 20_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::CONTRACT
    }
}

/// A text of `MIN` to `MAX` characters.
#[derive(Debug)]
pub struct Text<const MIN: usize, const MAX: usize>;

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    /// Reads one.
    pub fn read(value: Value, p: &mut Problems) -> Option<String> {
        decode::text(MIN..=MAX)(value, p)
    }

    /// What the document shows, for more to be said.
    pub(crate) fn builder() -> ObjectBuilder {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .min_length((MIN > 0).then_some(MIN))
            .max_length((MAX < usize::MAX).then_some(MAX))
    }
}

impl<const MIN: usize, const MAX: usize> PartialSchema for Text<MIN, MAX> {
    fn schema() -> RefOr<Schema> {
        Self::builder().into()
    }
}

impl<const MIN: usize, const MAX: usize> ToSchema for Text<MIN, MAX> {
    fn name() -> Cow<'static, str> {
        name_of("Text", MIN, (MAX < usize::MAX).then_some(MAX))
    }
}

/// A text of at least one character.
pub type SomeText = Text<1, { usize::MAX }>;
/// What requests and answers call something in a dataset, and the dataset itself.
pub type Name = Text<1, 200>;
/// What people read of it.
pub type Title = Text<1, 500>;
/// A longer explanation.
pub type Description = Text<1, 1000>;
/// What annotators are told of a dataset.
pub type Guidelines = Text<1, 10_000>;

/// A text in which something is left when white space is cut off at its ends.
#[derive(Debug)]
pub struct TrimmedText;

impl TrimmedText {
    /// Reads one and cuts it.
    pub fn read(value: Value, p: &mut Problems) -> Option<String> {
        decode::trimmed_text(1..=usize::MAX)(value, p)
    }
}

impl PartialSchema for TrimmedText {
    fn schema() -> RefOr<Schema> {
        SomeText::builder().pattern(Some(r"\S")).into()
    }
}

impl ToSchema for TrimmedText {}

/// A whole number from `MIN` to `MAX`.
#[derive(Debug)]
pub struct Integer<const MIN: i64, const MAX: i64>;

impl<const MIN: i64, const MAX: i64> Integer<MIN, MAX> {
    /// Which ones.
    pub const RANGE: RangeInclusive<i64> = MIN..=MAX;

    /// Reads one.
    pub fn read(value: Value, p: &mut Problems) -> Option<i64> {
        decode::integer_in(Self::RANGE)(value, p)
    }

    /// What the document shows, for more to be said.
    #[must_use]
    pub fn builder() -> ObjectBuilder {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Integer))
            .minimum(Some(MIN))
            .maximum((MAX < i64::MAX).then_some(MAX))
    }
}

impl<const MIN: i64, const MAX: i64> PartialSchema for Integer<MIN, MAX> {
    fn schema() -> RefOr<Schema> {
        Self::builder().into()
    }
}

impl<const MIN: i64, const MAX: i64> ToSchema for Integer<MIN, MAX> {
    fn name() -> Cow<'static, str> {
        name_of("Integer", MIN, (MAX < i64::MAX).then_some(MAX))
    }
}

/// A list of `MIN` to `MAX` items.
#[derive(Debug)]
pub struct List<T, const MIN: usize, const MAX: usize>(PhantomData<T>);

impl<T: ToSchema, const MIN: usize, const MAX: usize> List<T, MIN, MAX> {
    /// What the document shows, for more to be said.
    pub(crate) fn builder() -> ArrayBuilder {
        let schema = T::schema();
        let item = if is_named(&schema) { Ref::from_schema_name(T::name()).into() } else { schema };
        ArrayBuilder::new()
            .items(item)
            .min_items((MIN > 0).then_some(MIN))
            .max_items((MAX < usize::MAX).then_some(MAX))
    }
}

impl<T: ToSchema, const MIN: usize, const MAX: usize> PartialSchema for List<T, MIN, MAX> {
    fn schema() -> RefOr<Schema> {
        Self::builder().into()
    }
}

impl<T: ToSchema, const MIN: usize, const MAX: usize> ToSchema for List<T, MIN, MAX> {
    fn name() -> Cow<'static, str> {
        name_of(&format!("{}List", T::name()), MIN, (MAX < usize::MAX).then_some(MAX))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        let schema = T::schema();
        if is_named(&schema) {
            schemas.push((T::name().into_owned(), schema));
        }
        T::schemas(schemas);
    }
}

/// Whether it stands on its own in the document.
fn is_named(schema: &RefOr<Schema>) -> bool {
    match schema {
        RefOr::T(Schema::Object(object)) => !object.properties.is_empty(),
        RefOr::T(Schema::OneOf(_)) => true,
        _ => false,
    }
}

/// What a form is called in the document, such as `TextOf1To200`.
fn name_of<N: Display>(what: &str, min: N, max: Option<N>) -> Cow<'static, str> {
    Cow::Owned(match max {
        Some(max) => format!("{what}Of{min}To{max}"),
        None => format!("{what}Of{min}OrMore"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown<T: ToSchema>() -> (String, Value) {
        (T::name().into_owned(), serde_json::to_value(T::schema()).unwrap_or_default())
    }

    #[test]
    fn what_is_read_is_what_is_shown() {
        let schema = json!({"type": "string", "minLength": 1, "maxLength": 200});
        assert_eq!(shown::<Name>(), ("TextOf1To200".to_owned(), schema.clone()));
        let schema_of_some = json!({"type": "string", "minLength": 1});
        assert_eq!(shown::<SomeText>(), ("TextOf1OrMore".to_owned(), schema_of_some));
        let numbers = json!({"type": "integer", "minimum": 0, "maximum": 10});
        assert_eq!(shown::<Integer<0, 10>>(), ("IntegerOf0To10".to_owned(), numbers));
        let list = json!({"type": "array", "minItems": 2, "maxItems": 3, "items": schema});
        assert_eq!(shown::<List<Name, 2, 3>>(), ("TextOf1To200ListOf2To3".to_owned(), list));
        let mut p = Problems::default();
        assert_eq!(Name::read(json!("ä".repeat(200)), &mut p), Some("ä".repeat(200)));
        assert_eq!(Name::read(json!("ä".repeat(201)), &mut p), None);
        assert_eq!(Integer::<0, 10>::read(json!(10), &mut p), Some(10));
        assert_eq!(Integer::<0, 10>::read(json!(11), &mut p), None);
        assert_eq!(TrimmedText::read(json!(" a "), &mut p).as_deref(), Some("a"));
        assert_eq!(TrimmedText::read(json!(" "), &mut p), None);
        assert_eq!(p.count(), 3);
    }
}
