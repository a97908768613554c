//! JSON objects that prove themselves whole:
//!
//! ```json
//! {"format":1,"sha256":"<of the text within>","import":{"source":"factbook", ...}}
//! ```

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{StoreError, hash::sha256};

/// The newest format that is read. A record has the oldest that holds all it
/// says, so that earlier versions refuse only what they would misread: 2 has
/// tables of trade by product, 3 has rows of releases without their files.
const FORMAT: u32 = 3;

#[derive(Serialize, Deserialize)]
struct Envelope<'a> {
    format: u32,
    sha256: String,
    #[serde(borrow)]
    import: &'a RawValue,
}

/// Seals a record of strings and numbers.
pub(crate) fn seal(format: u32, record: &impl Serialize) -> Vec<u8> {
    let json = |what: serde_json::Result<_>| what.expect("strings and numbers are written as JSON");
    let import = json(serde_json::value::to_raw_value(record));
    let envelope = Envelope { format, sha256: sha256(import.get().as_bytes()).to_string(), import: &import };
    serde_json::to_vec(&envelope).expect("strings and numbers are written as JSON")
}

/// The record that was sealed.
pub(crate) fn open<T: DeserializeOwned>(object: &str, bytes: &[u8]) -> Result<T, StoreError> {
    let damaged = |what: serde_json::Error| StoreError::damaged(object, what);
    let envelope: Envelope = serde_json::from_slice(bytes).map_err(damaged)?;
    if sha256(envelope.import.get().as_bytes()).to_string() != envelope.sha256 {
        return Err(StoreError::damaged(object, "its hash is not that of its text"));
    }
    if !(1..=FORMAT).contains(&envelope.format) {
        return Err(StoreError::Newer {
            object: object.to_owned(),
            what: format!("its format is {}", envelope.format),
        });
    }
    serde_json::from_str(envelope.import.get()).map_err(damaged)
}
