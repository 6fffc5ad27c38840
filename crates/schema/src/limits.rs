//! Sizes that an operator may tune.

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
