use std::{collections::HashMap, ops::Range, sync::LazyLock};

use arrow_array::{Decimal128Array, Int8Array, RecordBatch};
use arrow_schema::SchemaRef;
use attache_model::{
    Area, Code, HsCode, Observation, Place, Printed, ProductBlock, ProductFigures, ProductMeasure, ProductRow,
    ProductTrade,
};
use bytes::Bytes;
use parquet::errors::ParquetError;

use super::{
    Encoded, Tail,
    columns::{self, Layout, Shape, Words},
    observations::known_area,
    writer::{Columns, area_starts},
};
use crate::{
    StoreError,
    manifest::{ProductTable, Table},
    objects::Objects,
    select::{Bits, ObservationSelections},
};

/// The columns of a table of trade by product. What all rows share stands in
/// the commit.
///
/// The `_decimals` say how many the publisher printed, so that the token can be
/// given back.
pub(super) const LAYOUT: &Layout = &[
    ("ref_area", Shape::Words),
    ("counterpart_area", Shape::Words),
    ("product", Shape::Words),
    ("value", Shape::Thousandths),
    ("value_decimals", Shape::Power),
    ("quantity", Shape::Thousandths),
    ("quantity_decimals", Shape::Power),
    ("line", Shape::Number),
];

/// Rows in a page. A pair has some hundred rows, a large exporter half a
/// million, in which those of a partner are looked for.
const PAGE_ROWS: usize = 8192;

/// The figures of a row are numbered apart: its value, then its quantity.
pub(crate) const FIGURES: u32 = 2;

/// The table of a block, its rows sorted by pair where they are not. Those alike
/// stay in order.
pub(crate) fn encode_products(block: ProductBlock) -> Result<(ProductTable, Bytes), ParquetError> {
    let block = if is_grouped(&block) { block } else { block.in_order(&by_pair(&block)) };
    let trade = block.trade().clone();
    let starts = area_starts(block.ref_areas().iter().map(|a| a.code()));
    let mut areas: Vec<Area> = block.ref_areas().chunk_by(|a, b| a == b).map(|run| run[0]).collect();
    areas.sort_by_key(|a| a.code());

    let mut table = Columns::with_pages(PAGE_ROWS);
    for (name, column) in [("ref_area", block.ref_areas()), ("counterpart_area", block.counterpart_areas())] {
        let (keys, words) = area_words(column);
        table.words(name, keys, words.iter().map(|a| a.code()));
    }
    let products = block.product_numbers().iter().map(|product| *product as i32).collect();
    table.words("product", products, block.products().iter().map(HsCode::digits));
    let ProductFigures { value, value_decimals, quantity, quantity_decimals, line } = block.into_figures();
    let is_there: Vec<bool> = quantity_decimals.iter().map(|decimals| *decimals != ProductBlock::NONE).collect();
    let figures = (value.len() + is_there.iter().filter(|is_there| **is_there).count()) as u64;
    table.thousandths("value", value, None)?;
    table.small("value_decimals", value_decimals, None);
    table.thousandths("quantity", quantity, Some(is_there.clone()))?;
    table.small("quantity_decimals", quantity_decimals, Some(is_there));
    table.all_numbers("line", line);
    let Encoded { table, bytes } = table.write(starts)?;
    Ok((ProductTable { table, figures, areas, trade }, bytes))
}

/// Whether the rows of an area, and within them those of a pair, lie together.
fn is_grouped(block: &ProductBlock) -> bool {
    let pairs = block.ref_areas().iter().zip(block.counterpart_areas());
    let (mut areas, mut partners) = (Vec::new(), Vec::new());
    let mut last = None;
    for pair in pairs {
        if last == Some(pair) {
            continue;
        }
        if last.is_none_or(|(area, _)| area != pair.0) {
            if areas.contains(pair.0) {
                return false;
            }
            areas.push(*pair.0);
            partners.clear();
        } else if partners.contains(pair.1) {
            return false;
        }
        partners.push(*pair.1);
        last = Some(pair);
    }
    true
}

fn by_pair(block: &ProductBlock) -> Vec<u32> {
    let mut order: Vec<u32> = (0..block.len() as u32).collect();
    order.sort_by_key(|row| {
        let row = *row as usize;
        (block.ref_areas()[row].code(), block.counterpart_areas()[row].code())
    });
    order
}

/// Areas as numbers of words, and the words in the order in which they come.
fn area_words(areas: &[Area]) -> (Vec<i32>, Vec<Area>) {
    let mut known: HashMap<Area, i32> = HashMap::new();
    let (mut words, mut keys) = (Vec::new(), Vec::with_capacity(areas.len()));
    for run in areas.chunk_by(|a, b| a == b) {
        let key = *known.entry(run[0]).or_insert_with(|| {
            words.push(run[0]);
            words.len() as i32 - 1
        });
        keys.extend(std::iter::repeat_n(key, run.len()));
    }
    (keys, words)
}

pub(crate) fn open_products<'a>(objects: &'a Objects, table: &Table) -> Result<Tail<'a>, StoreError> {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| columns::schema(LAYOUT));
    Tail::open(objects, table, SchemaRef::clone(&SCHEMA))
}

/// What selections take of a table of products, as far as its commit tells.
#[derive(Clone)]
pub(crate) struct WantedProducts<'q> {
    all: &'q ObservationSelections,
    value: &'q Bits,
    quantity: &'q Bits,
}

impl<'q> WantedProducts<'q> {
    /// `None` where nothing of the table is asked for.
    pub(crate) fn of(products: &ProductTable, all: &'q ObservationSelections) -> Option<Self> {
        let ProductTrade { value, quantity, .. } = &products.trade;
        let everywhere = all.asks_everywhere(value.indicator) || all.asks_everywhere(quantity.indicator);
        if !everywhere && !products.areas.iter().any(|area| all.areas.contains(*area)) {
            return None;
        }
        let (value, quantity) = (all.indicator(value.indicator), all.indicator(quantity.indicator));
        (!value.is_empty() || !quantity.is_empty()).then_some(Self { all, value, quantity })
    }

    /// Whether some selection takes a figure of this pair, by each measure.
    fn takes(&self, area: &Bits, counterpart: &Bits) -> [bool; 2] {
        [area.meets(self.value, counterpart), area.meets(self.quantity, counterpart)]
    }

    /// The rows within the bounds in which there is something to take.
    fn ranges(
        &self,
        tail: &Tail,
        trade: &ProductTrade,
        bounds: &Range<usize>,
    ) -> Result<Vec<Range<usize>>, StoreError> {
        let everywhere =
            self.all.asks_everywhere(trade.value.indicator) || self.all.asks_everywhere(trade.quantity.indicator);
        let areas = if everywhere { vec![bounds.clone()] } else { tail.rows_of(&self.all.areas)? };
        let areas = columns::joined(areas, bounds);
        let partner = |code: &str| {
            let bits = known_area(tail, code).map(|area| self.all.counterpart(Some(area)));
            // What cannot be read is for the reading of the rows to report.
            bits.map_or(true, |bits| bits.shares(self.value) || bits.shares(self.quantity))
        };
        columns::rows_with(tail, "counterpart_area", &areas, partner)
    }
}

/// The figures within a part of a table that the selections take, with their
/// numbers in the table.
pub(crate) fn read_products(
    tail: &Tail,
    trade: &ProductTrade,
    wanted: &WantedProducts<'_>,
    bounds: &Range<usize>,
    mut each: impl FnMut(Observation, u32),
) -> Result<(), StoreError> {
    let ranges = wanted.ranges(tail, trade, bounds)?;
    read_product_rows(tail, trade, &ranges, Some(wanted), |number, observation, _| {
        each(observation, number);
        Ok(())
    })
}

/// Each figure in the ranges that the selections take, with its number in the
/// table and its line in the file.
pub(crate) fn read_product_rows(
    tail: &Tail,
    trade: &ProductTrade,
    ranges: &[Range<usize>],
    wanted: Option<&WantedProducts<'_>>,
    mut each: impl FnMut(u32, Observation, u32) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let names: Vec<&str> = LAYOUT.iter().map(|(name, _)| *name).collect();
    tail.read(&names, ranges, |batch, numbers| {
        let rows = Columned::of(tail, batch, trade, wanted)?;
        for (at, row) in numbers.iter().enumerate() {
            let (pair, takes) = rows.pair(tail, at)?;
            if takes == [false, false] {
                continue;
            }
            let (row_of, breakdown) = rows.row(tail, at, pair)?;
            for observation in trade.observations(row_of, breakdown) {
                let is_quantity = observation.key.indicator != trade.value.indicator;
                if takes[usize::from(is_quantity)] {
                    each(row * FIGURES + u32::from(is_quantity), observation, row_of.line)?;
                }
            }
        }
        Ok(())
    })
}

/// Which of the two figures of a row has this number.
fn measure_of(trade: &ProductTrade, number: u32) -> ProductMeasure {
    if number.is_multiple_of(FIGURES) { trade.value } else { trade.quantity }
}

/// Where a figure of this number stands, which was read from this line.
pub(crate) fn product_place(trade: &ProductTrade, number: u32, line: u32) -> Place {
    trade.place(line, measure_of(trade, number))
}

/// Where the figures of these numbers stand, which rise; `None` for one that is
/// not there.
pub(crate) fn read_product_places(
    tail: &Tail,
    trade: &ProductTrade,
    numbers: &[u32],
) -> Result<Vec<Option<Place>>, StoreError> {
    let row = |number: &u32| (*number / FIGURES) as usize;
    let ranges = numbers.iter().map(row).map(|row| row..row + 1).collect();
    let ranges = columns::joined(ranges, &(0..tail.rows()));
    let mut lines: HashMap<usize, (u32, bool)> = HashMap::new();
    tail.read(&["quantity_decimals", "line"], &ranges, |batch, rows| {
        let line = columns::numbers(tail, batch, "line")?;
        let quantity = columns::powers(tail, batch, "quantity_decimals")?;
        for (at, row) in rows.iter().enumerate() {
            let line = columns::number(line, at).ok_or_else(|| columns::lacks(tail, "line"))?;
            lines.insert(*row as usize, (line, columns::power(quantity, at).is_some()));
        }
        Ok(())
    })?;
    let place = |number: &u32| {
        let (line, has_quantity) = lines.get(&row(number))?;
        (number.is_multiple_of(FIGURES) || *has_quantity).then(|| product_place(trade, *number, *line))
    };
    Ok(numbers.iter().map(place).collect())
}

/// The columns of a batch, with the selections that each area satisfies.
struct Columned<'b> {
    wanted: Option<&'b WantedProducts<'b>>,
    ref_area: Words<'b, (Area, Option<&'b Bits>)>,
    counterpart_area: Words<'b, (Area, Option<&'b Bits>)>,
    product: Words<'b, Code>,
    value: &'b Decimal128Array,
    value_decimals: &'b Int8Array,
    quantity: &'b Decimal128Array,
    quantity_decimals: &'b Int8Array,
    line: &'b arrow_array::UInt32Array,
}

impl<'b> Columned<'b> {
    fn of(
        tail: &'b Tail,
        batch: &'b RecordBatch,
        trade: &'b ProductTrade,
        wanted: Option<&'b WantedProducts<'b>>,
    ) -> Result<Self, StoreError> {
        let ref_area = move |text: &str| {
            let area = known_area(tail, text)?;
            Ok((area, wanted.map(|w| w.all.ref_area(area))))
        };
        let counterpart_area = move |text: &str| {
            let area = known_area(tail, text)?;
            Ok((area, wanted.map(|w| w.all.counterpart(Some(area)))))
        };
        let product = move |text: &str| {
            let code = HsCode::new(trade.revision, text);
            code.map(HsCode::breakdown).ok_or_else(|| tail.damaged(format!("{text:?} is no product of the HS")))
        };
        Ok(Self {
            wanted,
            ref_area: Words::new(tail, batch, "ref_area", ref_area)?,
            counterpart_area: Words::new(tail, batch, "counterpart_area", counterpart_area)?,
            product: Words::new(tail, batch, "product", product)?,
            value: columns::decimals(tail, batch, "value")?,
            value_decimals: columns::powers(tail, batch, "value_decimals")?,
            quantity: columns::decimals(tail, batch, "quantity")?,
            quantity_decimals: columns::powers(tail, batch, "quantity_decimals")?,
            line: columns::numbers(tail, batch, "line")?,
        })
    }

    /// The row's pair, and whether its value and its quantity are taken.
    fn pair(&self, tail: &Tail, row: usize) -> Result<((Area, Area), [bool; 2]), StoreError> {
        let (area, area_bits) = self.ref_area.required(tail, row)?;
        let (counterpart, counterpart_bits) = self.counterpart_area.required(tail, row)?;
        let takes = match (self.wanted, area_bits, counterpart_bits) {
            (Some(wanted), Some(area), Some(counterpart)) => wanted.takes(area, counterpart),
            _ => [true, true],
        };
        Ok(((area, counterpart), takes))
    }

    fn row(&self, tail: &Tail, row: usize, pair: (Area, Area)) -> Result<(ProductRow, Code), StoreError> {
        let printed = |values: &Decimal128Array, decimals: &Int8Array| {
            let Some(decimals) = columns::power(decimals, row) else { return Ok(None) };
            let value = i64::try_from(values.value(row)).ok();
            let printed = value.and_then(|value| Printed::new(value, u8::try_from(decimals).ok()?));
            printed
                .map(Some)
                .ok_or_else(|| tail.damaged("a number does not have the decimals that it was printed with"))
        };
        let value = printed(self.value, self.value_decimals)?.ok_or_else(|| columns::lacks(tail, "value"))?;
        let found = ProductRow {
            ref_area: pair.0,
            counterpart_area: pair.1,
            product: 0,
            value,
            quantity: printed(self.quantity, self.quantity_decimals)?,
            line: columns::number(self.line, row).ok_or_else(|| columns::lacks(tail, "line"))?,
        };
        Ok((found, self.product.required(tail, row)?))
    }
}
