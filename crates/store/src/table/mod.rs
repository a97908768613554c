//! Tables of observations, events and trade by product in Parquet.
//!
//! Rows are sorted by area, so that what is known of one area lies side by
//! side; the file's metadata say where each area begins (`attache.areas`) and
//! hold a CRC-32 of each block of the data (`attache.blocks`), so that the few
//! pages which a sheet needs are read alone and still proved whole.

mod attributes;
mod blocks;
mod columns;
mod events;
mod file;
mod observations;
mod places;
mod products;
mod writer;

pub(crate) use events::{encode_events, open_events, read_event_rows, read_events};
pub(crate) use file::Tail;
pub(crate) use observations::{encode_observations, open_observations, read_observation_rows, read_observations};
pub(crate) use places::read_places;
pub(crate) use products::{
    FIGURES, WantedProducts, encode_products, open_products, product_place, read_product_places, read_product_rows,
    read_products,
};
pub(crate) use writer::Encoded;

use parquet::errors::ParquetError;

use crate::StoreError;

/// A table could not be encoded.
pub(crate) fn failed(cause: ParquetError) -> StoreError {
    StoreError::Access { object: "a table".to_owned(), cause: Box::new(cause) }
}

/// The columns of a kind of table.
#[cfg(feature = "sql")]
pub(crate) fn schema(of: crate::manifest::TableOf) -> arrow_schema::SchemaRef {
    use crate::manifest::TableOf;
    columns::schema(match of {
        TableOf::Observations => observations::LAYOUT,
        TableOf::Events => events::LAYOUT,
        TableOf::Products => products::LAYOUT,
    })
}

#[cfg(feature = "sql")]
pub(crate) use writer::days;
