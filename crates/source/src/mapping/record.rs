use attache_model::Place;

/// What is read by a mapping: a row of a table, an observation of an SDMX
/// message.
pub(crate) trait Record {
    /// What the field holds; `None` where it is not there or missing.
    fn field(&self, name: &str) -> Option<&str>;

    /// Where the field's value stands.
    fn place(&self, field: &str) -> Place;

    /// The names of the fields, in order.
    fn fields(&self) -> Vec<&str>;

    /// It says that a figure is no more.
    fn is_withdrawn(&self) -> bool {
        false
    }

    /// How the field's numbers are written, where the record knows.
    fn number_format(&self, _field: &str) -> NumberFormat {
        NumberFormat::default()
    }
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    pub(crate) decimal: char,
    pub(crate) thousands: Option<char>,
    /// Nothing but the number stands in the field: no sign of a currency, no
    /// `%`.
    pub(crate) bare: bool,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { decimal: '.', thousands: None, bare: true }
    }
}
