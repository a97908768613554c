use std::borrow::Cow;

/// What a field of a record was found to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Held<T> {
    Is(T),
    /// The mapping says that such records are passed over.
    PassedOver,
    /// It could not be read, for a reason that is counted.
    Unread {
        field: String,
        reason: &'static str,
    },
}

/// A field of a record does not hold what the mapping says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) field: String,
    pub(crate) problem: String,
    pub(crate) hint: Cow<'static, str>,
}

impl Misfit {
    pub(crate) fn new(field: &str, problem: impl Into<String>, hint: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.to_owned(), problem: problem.into(), hint: hint.into() }
    }
}
