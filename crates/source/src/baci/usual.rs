//! Rows in the form in which CEPII prints them, in one pass over their bytes.
//!
//! `None` is said of all that has another form, right or wrong.

use attache_model::Printed;

/// What a row says of its pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figures<F> {
    /// Its six digits as a number.
    pub(super) product: u32,
    pub(super) value: F,
    pub(super) quantity: Option<F>,
}

/// Year, exporter and importer at the start of a row, and how many bytes say
/// them, their commas among them.
pub(super) fn pair(bytes: &[u8]) -> Option<(u32, u32, u32, usize)> {
    let mut at = 0;
    let mut cell = |digits: usize| {
        let (number, length) = whole(&bytes[at..], digits)?;
        at += length + 1;
        (bytes.get(at - 1) == Some(&b',')).then_some(number)
    };
    let (year, exporter, importer) = (cell(4)?, cell(3)?, cell(3)?);
    Some((year, exporter, importer, at))
}

/// The cells after the importer's to the end of the line, and how many bytes
/// they have with it.
#[inline]
pub(super) fn figures(bytes: &[u8]) -> Option<(Figures<Printed>, usize)> {
    let mut at = 0;
    let product = cell(bytes, &mut at, b',', |bytes| {
        let (product, length) = whole(bytes, 6)?;
        (length >= 5).then_some((product, length))
    })?;
    let value = cell(bytes, &mut at, b',', printed)?;
    let quantity = cell(bytes, &mut at, b'\n', |bytes| match bytes {
        [b'N', b'A', ..] => Some((None, 2)),
        [b',' | b'"' | b'\r' | b'\n', ..] => Some((None, 0)),
        _ => printed(bytes).map(|(printed, length)| (Some(printed), length)),
    })?;
    Some((Figures { product, value, quantity }, at))
}

/// What stands in a cell that may be quoted, and within quotes or not be padded
/// with blanks in front.
#[inline(always)]
fn cell<T>(bytes: &[u8], at: &mut usize, end: u8, read: impl FnOnce(&[u8]) -> Option<(T, usize)>) -> Option<T> {
    let is_quoted = bytes.get(*at) == Some(&b'"');
    *at += usize::from(is_quoted);
    while bytes.get(*at) == Some(&b' ') {
        *at += 1;
    }
    let (what, length) = read(bytes.get(*at..)?)?;
    *at += length;
    if is_quoted {
        if bytes.get(*at) != Some(&b'"') {
            return None;
        }
        *at += 1;
    }
    if end == b'\n' && bytes.get(*at) == Some(&b'\r') {
        *at += 1;
    }
    let ends = bytes.get(*at) == Some(&end);
    *at += 1;
    ends.then_some(what)
}

/// A number of at most so many digits, and how many it has.
#[inline]
fn whole(bytes: &[u8], most: usize) -> Option<(u32, usize)> {
    let mut number = 0;
    let mut length = 0;
    while let Some(digit) = digit(bytes, length) {
        if length == most {
            return None;
        }
        number = number * 10 + digit as u32;
        length += 1;
    }
    (length > 0).then_some((number, length))
}

/// A number with at most 15 digits before the point and 3 after it, and how
/// many bytes it has.
#[inline]
pub(super) fn printed(bytes: &[u8]) -> Option<(Printed, usize)> {
    let mut number = 0;
    let mut length = 0;
    while let Some(digit) = digit(bytes, length) {
        if length == 15 {
            return None;
        }
        number = number * 10 + digit;
        length += 1;
    }
    // Not `.5`, and not `00.5`.
    if length == 0 || (bytes[0] == b'0' && length > 1) {
        return None;
    }
    let mut decimals = 0;
    if bytes.get(length) == Some(&b'.') {
        while let Some(digit) = digit(bytes, length + 1 + decimals) {
            if decimals == 3 {
                return None;
            }
            number = number * 10 + digit;
            decimals += 1;
        }
        // Not `5.`.
        if decimals == 0 {
            return None;
        }
        length += 1 + decimals;
    }
    const UNITS: [i64; 4] = [1000, 100, 10, 1];
    Some((Printed::new(number * UNITS[decimals], decimals as u8)?, length))
}

#[inline(always)]
fn digit(bytes: &[u8], at: usize) -> Option<i64> {
    let digit = bytes.get(at)?.wrapping_sub(b'0');
    (digit <= 9).then_some(i64::from(digit))
}
