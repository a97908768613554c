use attache_store::Store;

use crate::Error;

/// Made by `cargo xtask builtin`.
static PACK: &[u8] = include_bytes!("../data/builtin.pack");

/// The data that the program carries: the World Factbook's last edition.
pub(crate) fn store() -> Result<Store, Error> {
    Ok(Store::embedded(PACK)?)
}
