//! Where things lie in a store:
//!
//! ```text
//! snapshots/<sha-256>                                  a publisher's file as received
//! tables/<sha-256>.parquet                             the observations or events of a release
//! commits/<source>-<first 16 digits of snapshot>.json  an import, with its releases
//! rejected/<source>-<first 16 digits of snapshot>.json an answer that was not taken, and why
//! ```
//!
//! Snapshots and tables are named by their contents and never change. An
//! import is there when its commit is there, and not before.

use attache_model::Hash;
use object_store::path::Path;

pub(crate) const SNAPSHOTS: &str = "snapshots";
pub(crate) const TABLES: &str = "tables";
pub(crate) const COMMITS: &str = "commits";
pub(crate) const REJECTED: &str = "rejected";

pub(crate) fn snapshot(hash: &Hash) -> Path {
    Path::from_iter([SNAPSHOTS.to_owned(), hash.to_string()])
}

pub(crate) fn table(hash: &Hash) -> Path {
    Path::from_iter([TABLES.to_owned(), format!("{hash}.parquet")])
}

pub(crate) fn commit(source: &str, snapshot: &Hash) -> Path {
    Path::from_iter([COMMITS.to_owned(), format!("{source}-{}.json", &snapshot.to_string()[..16])])
}

pub(crate) fn rejection(source: &str, snapshot: &Hash) -> Path {
    Path::from_iter([REJECTED.to_owned(), format!("{source}-{}.json", &snapshot.to_string()[..16])])
}

/// The hash that the object's name promises, for snapshots and tables.
pub(crate) fn named_hash(path: &Path) -> Option<Hash> {
    let mut parts = path.parts();
    let (folder, name) = (parts.next()?, parts.next()?);
    let (folder, name) = (folder.as_ref(), name.as_ref());
    match folder {
        SNAPSHOTS => name.parse().ok(),
        TABLES => name.strip_suffix(".parquet")?.parse().ok(),
        _ => None,
    }
}
