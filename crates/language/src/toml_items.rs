//! A TOML file's values in a row, each with its place in the file, so that a file
//! which is compiled in is parsed when the program is built: the build script has
//! this module too.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// How many bytes an item takes.
pub(crate) const SIZE: usize = 4 * FIELDS;
const FIELDS: usize = 9;

/// A value: of a table, which is named, or of an array, which is not. What a
/// table or array holds stands behind it, up to `end`.
///
/// Texts are bytes of the file; where the file has them with escapes, they are
/// behind its bytes, those of [`Items::decoded`].
#[derive(Clone, Copy)]
pub(crate) struct Item {
    pub(crate) sort: Sort,
    /// The first byte of the name as it is written.
    pub(crate) named_at: usize,
    name: (usize, usize),
    span: (usize, usize),
    text: (usize, usize),
    /// The number of the item behind all that it holds.
    pub(crate) end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Table,
    Array,
    Text,
    True,
    False,
    /// A number, a date: what no wording has.
    Other,
}

const SORTS: [Sort; 6] = [Sort::Table, Sort::Array, Sort::Text, Sort::True, Sort::False, Sort::Other];

/// The items of a file, the first being the file itself.
#[derive(Default)]
pub(crate) struct Items {
    /// [`SIZE`] bytes each.
    pub(crate) bytes: Vec<u8>,
    pub(crate) decoded: String,
}

impl Item {
    /// Of a file without items, of which there is none.
    pub(crate) const NOTHING: Self =
        Self { sort: Sort::Table, named_at: 0, name: (0, 0), span: (0, 0), text: (0, 0), end: 0 };

    pub(crate) fn name(&self) -> Range<usize> {
        self.name.0..self.name.1
    }

    /// Its bytes in the file.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.0..self.span.1
    }

    pub(crate) fn text(&self) -> Range<usize> {
        self.text.0..self.text.1
    }

    /// An item by its number.
    pub(crate) fn read(items: &[u8], number: usize) -> Option<Self> {
        let bytes = items.get(number * SIZE..)?.first_chunk::<SIZE>()?;
        let mut fields = [0; FIELDS];
        for (field, bytes) in fields.iter_mut().zip(bytes.as_chunks().0) {
            *field = u32::from_le_bytes(*bytes) as usize;
        }
        let [sort, named_at, name, name_end, start, stop, text, text_end, end] = fields;
        let sort = *SORTS.get(sort)?;
        Some(Self { sort, named_at, name: (name, name_end), span: (start, stop), text: (text, text_end), end })
    }

    fn write(&self, out: &mut [u8]) {
        let sort = SORTS.iter().position(|sort| *sort == self.sort).unwrap_or_default();
        let (name, span, text) = (self.name, self.span, self.text);
        let fields = [sort, self.named_at, name.0, name.1, span.0, span.1, text.0, text.1, self.end];
        for (field, bytes) in fields.into_iter().zip(out.chunks_exact_mut(4)) {
            // No file has four gigabytes: larger ones are refused.
            bytes.copy_from_slice(&u32::try_from(field).unwrap_or(u32::MAX).to_le_bytes());
        }
    }
}

impl Items {
    /// # Errors
    /// What is wrong with the file as TOML.
    pub(crate) fn of(file: &str) -> Result<Self, toml::de::Error> {
        let root = DeTable::parse(file)?;
        let mut items = Self::default();
        items.push(file, (0, 0..0), 0..0, &Value::Table(root.get_ref()));
        Ok(items)
    }

    fn push(&mut self, file: &str, (named_at, name): (usize, Range<usize>), span: Range<usize>, value: &Value<'_>) {
        let at = self.bytes.len();
        self.bytes.resize(at + SIZE, 0);
        let mut text = 0..0;
        let sort = match value {
            Value::Table(table) => {
                for (key, value) in *table {
                    let name = self.place(file, key.span(), key.get_ref());
                    self.push(file, (key.span().start, name), value.span(), &Value::of(value.get_ref()));
                }
                Sort::Table
            }
            Value::Other(DeValue::Array(array)) => {
                for value in array.iter() {
                    self.push(file, (0, 0..0), value.span(), &Value::of(value.get_ref()));
                }
                Sort::Array
            }
            Value::Other(DeValue::String(decoded)) => {
                text = self.place(file, span.clone(), decoded);
                Sort::Text
            }
            Value::Other(DeValue::Boolean(true)) => Sort::True,
            Value::Other(DeValue::Boolean(false)) => Sort::False,
            Value::Other(_) => Sort::Other,
        };
        let end = self.bytes.len() / SIZE;
        let pair = |range: Range<usize>| (range.start, range.end);
        let item = Item { sort, named_at, name: pair(name), span: pair(span), text: pair(text), end };
        item.write(&mut self.bytes[at..at + SIZE]);
    }

    /// Where a text stands that is spelled in a span of the file.
    fn place(&mut self, file: &str, span: Range<usize>, decoded: &str) -> Range<usize> {
        let spelled = file.get(span.clone()).unwrap_or_default();
        if let Some(at) = spelled.find(decoded) {
            return span.start + at..span.start + at + decoded.len();
        }
        let at = file.len() + self.decoded.len();
        self.decoded.push_str(decoded);
        at..at + decoded.len()
    }
}

enum Value<'t> {
    Table(&'t DeTable<'t>),
    Other(&'t DeValue<'t>),
}

impl<'t> Value<'t> {
    fn of(value: &'t DeValue<'t>) -> Self {
        match value {
            DeValue::Table(table) => Self::Table(table),
            other => Self::Other(other),
        }
    }
}
