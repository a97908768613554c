//! A store in one file: the objects of the layout, one after the other.
//!
//! ```text
//! "attache pack 1\n", the length of the index (u32, little-endian),
//! the index as JSON: [["commits/...json", offset, length], ...],
//! the objects
//! ```

use std::{collections::BTreeMap, fmt, ops::Range};

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, stream, stream::BoxStream};
use object_store::{
    CopyOptions, Error, GetOptions, GetRange, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, path::Path,
};

use crate::{Store, StoreError, layout, store::Layer};

const MAGIC: &[u8] = b"attache pack 1\n";

impl Store {
    /// The releases of all layers with their snapshots and tables as one file,
    /// for [`Store::embedded`]. The same releases give the same bytes. A pack is
    /// handed on, so releases whose terms forbid that are left out.
    pub fn pack(&self) -> std::result::Result<Vec<u8>, StoreError> {
        let mut objects: BTreeMap<Path, Bytes> = BTreeMap::new();
        let mut add = |layer: &Layer, path: Path| -> std::result::Result<(), StoreError> {
            let bytes = layer.objects.get(&path)?;
            objects.insert(path, bytes);
            Ok(())
        };
        for (layer, kept) in self.kept()?.into_iter().filter(|(_, kept)| !kept.release.restricted) {
            add(layer, layout::commit(&kept.release.source, &kept.release.snapshot.hash))?;
            kept.objects().try_for_each(|object| add(layer, object))?;
        }
        Ok(write(&objects))
    }
}

fn write(objects: &BTreeMap<Path, Bytes>) -> Vec<u8> {
    let mut offset = 0;
    let entry = |(path, bytes): (&Path, &Bytes)| {
        let entry = (path.to_string(), offset, bytes.len());
        offset += bytes.len();
        entry
    };
    let index: Vec<(String, usize, usize)> = objects.iter().map(entry).collect();
    let index = serde_json::to_vec(&index).expect("texts and numbers are written as JSON");
    let mut pack = MAGIC.to_vec();
    pack.extend((index.len() as u32).to_le_bytes());
    pack.extend(index);
    objects.values().for_each(|bytes| pack.extend_from_slice(bytes));
    pack
}

/// The objects of a pack, where they lie.
#[derive(Debug)]
pub(crate) struct Packed {
    objects: BTreeMap<Path, Bytes>,
}

impl Packed {
    pub(crate) fn open(pack: Bytes) -> std::result::Result<Self, StoreError> {
        let damaged = |what: &str| StoreError::damaged("the pack", what);
        let rest = pack.strip_prefix(MAGIC).ok_or_else(|| damaged("it does not begin as packs do"))?;
        let (length, rest) = rest.split_first_chunk().ok_or_else(|| damaged("it has no index"))?;
        let length = u32::from_le_bytes(*length) as usize;
        let index = rest.get(..length).ok_or_else(|| damaged("its index is cut off"))?;
        let index: Vec<(String, usize, usize)> =
            serde_json::from_slice(index).map_err(|e| StoreError::damaged("the pack", e))?;
        let base = MAGIC.len() + 4 + length;
        let mut objects = BTreeMap::new();
        for (path, offset, length) in index {
            let range = base.checked_add(offset).and_then(|start| Some(start..start.checked_add(length)?));
            let range = range.filter(|r| r.end <= pack.len()).ok_or_else(|| damaged("it is cut off"))?;
            let path = Path::parse(&path).map_err(|e| StoreError::damaged("the pack", e))?;
            objects.insert(path, pack.slice(range));
        }
        Ok(Self { objects })
    }

    fn find(&self, path: &Path) -> Result<&Bytes> {
        self.objects
            .get(path)
            .ok_or_else(|| Error::NotFound { path: path.to_string(), source: "not in the pack".into() })
    }

    fn meta(path: &Path, bytes: &Bytes) -> ObjectMeta {
        let size = bytes.len() as u64;
        ObjectMeta { location: path.clone(), last_modified: Default::default(), size, e_tag: None, version: None }
    }

    fn cut(bytes: &Bytes, range: Range<u64>) -> Result<Bytes> {
        let end = usize::try_from(range.end).ok().filter(|end| *end <= bytes.len());
        let range = end.map(|end| range.start as usize..end).filter(|r| r.start <= r.end);
        let range =
            range.ok_or_else(|| Error::Generic { store: "pack", source: "a range beyond the object".into() })?;
        Ok(bytes.slice(range))
    }
}

impl fmt::Display for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("pack")
    }
}

fn read_only<T>(operation: &str) -> Result<T> {
    Err(Error::NotImplemented { operation: operation.to_owned(), implementer: "pack".to_owned() })
}

#[async_trait]
impl ObjectStore for Packed {
    async fn put_opts(&self, _: &Path, _: PutPayload, _: PutOptions) -> Result<PutResult> {
        read_only("put")
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        read_only("put")
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let bytes = self.find(location)?;
        let meta = Self::meta(location, bytes);
        options.check_preconditions(&meta)?;
        let range = match options.range {
            Some(GetRange::Bounded(range)) => range.start..range.end.min(meta.size),
            Some(GetRange::Offset(start)) => start..meta.size,
            Some(GetRange::Suffix(length)) => meta.size.saturating_sub(length)..meta.size,
            None => 0..meta.size,
        };
        let bytes = Self::cut(bytes, range.clone())?;
        let payload = GetResultPayload::Stream(stream::once(std::future::ready(Ok(bytes))).boxed());
        Ok(GetResult { payload, meta, range, attributes: Default::default() })
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        let bytes = self.find(location)?;
        ranges.iter().map(|range| Self::cut(bytes, range.clone())).collect()
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        locations.map(|_| read_only("delete")).boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let within =
            |path: &Path| prefix.is_none_or(|p| path.prefix_match(p).is_some_and(|mut rest| rest.next().is_some()));
        let listed: Vec<_> = self
            .objects
            .iter()
            .filter(|(path, _)| within(path))
            .map(|(path, bytes)| Ok(Self::meta(path, bytes)))
            .collect();
        stream::iter(listed).boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let root = Path::default();
        let mut listed = ListResult { common_prefixes: Vec::new(), objects: Vec::new() };
        for (path, bytes) in &self.objects {
            let prefix = prefix.unwrap_or(&root);
            let Some(rest) = path.prefix_match(prefix) else { continue };
            match rest.collect::<Vec<_>>().as_slice() {
                [] => {}
                [_] => listed.objects.push(Self::meta(path, bytes)),
                [folder, ..] => listed.common_prefixes.push(prefix.clone().join(folder.clone())),
            }
        }
        listed.common_prefixes.dedup();
        Ok(listed)
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        read_only("copy")
    }
}
