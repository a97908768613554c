use attache_model::Hash;
use sha2::{Digest, Sha256};

pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}
