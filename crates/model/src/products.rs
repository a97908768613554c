use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::{Area, Code, HsCode, HsRevision, ObsStatus, Observation, Period, Place, SeriesKey};

/// A number as its publisher printed it in plain digits: `0.500` is 500
/// thousandths, printed with 3 decimals.
///
/// It has no sign, no more than 3 decimals and 15 digits before the point, and
/// is written in the one usual way (`0.5`, neither `.5` nor `00.5`), so that its
/// two numbers give the token back. What is printed otherwise is kept as an
/// [`Observation`], with its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    thousandths: i64,
    decimals: u8,
}

impl Printed {
    /// Decimals that are printed at most.
    pub const DECIMALS: u8 = 3;
    /// Below this, which is 15 digits before the point.
    const LIMIT: i64 = 1_000_000_000_000_000_000;

    /// The number of so many thousandths, printed with so many decimals; `None`
    /// where it does not have that form.
    #[inline]
    pub const fn new(thousandths: i64, decimals: u8) -> Option<Self> {
        let unit = match decimals {
            0 => 1000,
            1 => 100,
            2 => 10,
            3 => 1,
            _ => return None,
        };
        if thousandths < 0 || thousandths >= Self::LIMIT || thousandths % unit != 0 {
            return None;
        }
        Some(Self { thousandths, decimals })
    }

    pub const fn thousandths(self) -> i64 {
        self.thousandths
    }

    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    pub fn value(self) -> Decimal {
        let excess = u32::from(Self::DECIMALS - self.decimals);
        Decimal::new(self.thousandths / 10_i64.pow(excess), self.decimals.into())
    }

    /// The publisher's token.
    pub fn token(self) -> CompactString {
        compact_str::format_compact!("{}", self.value())
    }
}

/// One of the two figures that a row of trade by product may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductMeasure {
    pub indicator: Code,
    pub unit: Code,
    pub unit_mult: i8,
    /// The column of the publisher's file, as places name it: `v`.
    pub column: Code,
}

/// What all rows of a block share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductTrade {
    /// The member of the snapshot that they stand in; empty where it is one
    /// file.
    pub member: CompactString,
    pub time_period: Period,
    pub revision: HsRevision,
    pub status: ObsStatus,
    pub value: ProductMeasure,
    pub quantity: ProductMeasure,
}

/// A row of trade by product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductRow {
    pub ref_area: Area,
    pub counterpart_area: Area,
    /// Which of the block's [`products`](ProductBlock::products).
    pub product: u32,
    pub value: Printed,
    pub quantity: Option<Printed>,
    /// The row of the file; the header is row 1.
    pub line: u32,
}

impl ProductTrade {
    /// The figures of a row as observations, of which it is one or two.
    pub fn observations(&self, row: ProductRow, breakdown: Code) -> impl Iterator<Item = Observation> {
        let figures = [(self.value, Some(row.value)), (self.quantity, row.quantity)];
        figures.into_iter().filter_map(move |(measure, printed)| {
            let printed = printed?;
            Some(Observation {
                key: SeriesKey::of(row.ref_area, measure.indicator).with(row.counterpart_area).by(breakdown),
                time_period: self.time_period,
                token: printed.token(),
                value: printed.value(),
                unit: measure.unit,
                unit_mult: measure.unit_mult,
                status: self.status,
                note: None,
            })
        })
    }

    /// Where a figure stands.
    pub fn place(&self, line: u32, measure: ProductMeasure) -> Place {
        let pointer = compact_str::format_compact!("row {line}, {}", measure.column);
        Place { member: self.member.clone(), pointer, span: None }
    }
}

/// Rows of trade by product, column by column, of which a publisher has tens of
/// millions.
///
/// The columns are as long as each other. A store makes a table of each block:
/// a parser gives blocks of about [`ProductBlock::ROWS`] rows, those of one area
/// in one block where it can.
#[derive(Clone, Debug)]
pub struct ProductBlock {
    trade: ProductTrade,
    products: Vec<HsCode>,
    ref_area: Vec<Area>,
    counterpart_area: Vec<Area>,
    product: Vec<u32>,
    figures: ProductFigures,
}

/// The columns of a block's figures.
#[derive(Clone, Debug, Default)]
pub struct ProductFigures {
    /// In thousandths.
    pub value: Vec<i64>,
    /// How many the publisher printed.
    pub value_decimals: Vec<i8>,
    /// In thousandths; anything where there is none.
    pub quantity: Vec<i64>,
    /// [`ProductBlock::NONE`] where there is no quantity.
    pub quantity_decimals: Vec<i8>,
    pub line: Vec<u32>,
}

impl ProductBlock {
    /// Rows after which a block is handed on.
    pub const ROWS: usize = 1 << 20;

    /// The decimals of a quantity that is not there.
    pub const NONE: i8 = -1;

    pub fn new(trade: ProductTrade) -> Self {
        Self::with_room(trade, 0)
    }

    /// A block with room for so many rows.
    pub fn with_room(trade: ProductTrade, rows: usize) -> Self {
        Self {
            trade,
            products: Vec::new(),
            ref_area: Vec::with_capacity(rows),
            counterpart_area: Vec::with_capacity(rows),
            product: Vec::with_capacity(rows),
            figures: ProductFigures {
                value: Vec::with_capacity(rows),
                value_decimals: Vec::with_capacity(rows),
                quantity: Vec::with_capacity(rows),
                quantity_decimals: Vec::with_capacity(rows),
                line: Vec::with_capacity(rows),
            },
        }
    }

    /// Names a product for rows to come, and returns its number. One that is
    /// named twice has two numbers.
    pub fn name(&mut self, product: HsCode) -> u32 {
        self.products.push(product);
        self.products.len() as u32 - 1
    }

    /// Adds a row.
    ///
    /// # Panics
    /// When its product was not named.
    #[inline]
    pub fn push(&mut self, row: ProductRow) {
        assert!((row.product as usize) < self.products.len(), "the row's product has a name");
        self.ref_area.push(row.ref_area);
        self.counterpart_area.push(row.counterpart_area);
        self.product.push(row.product);
        self.figures.value.push(row.value.thousandths);
        self.figures.value_decimals.push(row.value.decimals as i8);
        self.figures.quantity.push(row.quantity.map_or(0, |q| q.thousandths));
        self.figures.quantity_decimals.push(row.quantity.map_or(Self::NONE, |q| q.decimals as i8));
        self.figures.line.push(row.line);
    }

    pub fn len(&self) -> usize {
        self.figures.line.len()
    }

    pub fn is_empty(&self) -> bool {
        self.figures.line.is_empty()
    }

    pub fn trade(&self) -> &ProductTrade {
        &self.trade
    }

    pub fn products(&self) -> &[HsCode] {
        &self.products
    }

    pub fn ref_areas(&self) -> &[Area] {
        &self.ref_area
    }

    pub fn counterpart_areas(&self) -> &[Area] {
        &self.counterpart_area
    }

    /// Each row's product, as a number among the block's products.
    pub fn product_numbers(&self) -> &[u32] {
        &self.product
    }

    /// The row's product.
    pub fn product(&self, row: usize) -> HsCode {
        self.products[self.product[row] as usize]
    }

    pub fn into_figures(self) -> ProductFigures {
        self.figures
    }

    /// The row of this number.
    pub fn row(&self, at: usize) -> ProductRow {
        let quantity_decimals = self.figures.quantity_decimals[at];
        let printed = |thousandths, decimals: i8| Printed { thousandths, decimals: decimals.unsigned_abs() };
        ProductRow {
            ref_area: self.ref_area[at],
            counterpart_area: self.counterpart_area[at],
            product: self.product[at],
            value: printed(self.figures.value[at], self.figures.value_decimals[at]),
            quantity: (quantity_decimals != Self::NONE).then(|| printed(self.figures.quantity[at], quantity_decimals)),
            line: self.figures.line[at],
        }
    }

    /// The rows in this order.
    #[must_use]
    pub fn in_order(&self, order: &[u32]) -> Self {
        let mut block = Self::with_room(self.trade.clone(), order.len());
        block.products.clone_from(&self.products);
        order.iter().for_each(|row| block.push(self.row(*row as usize)));
        block
    }

    /// Every figure as an observation with its place, for a sink that takes no
    /// blocks.
    pub fn observations(&self) -> impl Iterator<Item = (Observation, Place)> {
        (0..self.len()).flat_map(move |at| {
            let row = self.row(at);
            self.trade.observations(row, self.product(at).breakdown()).map(move |observation| {
                let value = observation.key.indicator == self.trade.value.indicator;
                let measure = if value { self.trade.value } else { self.trade.quantity };
                (observation, self.trade.place(row.line, measure))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_gives_its_token_back() {
        for (thousandths, decimals, token) in [
            (500, 1, "0.5"),
            (500, 3, "0.500"),
            (52_051, 3, "52.051"),
            (0, 0, "0"),
            (0, 3, "0.000"),
            (7_000, 0, "7"),
            (999_999_999_999_999_999, 3, "999999999999999.999"),
        ] {
            let printed = Printed::new(thousandths, decimals).unwrap();
            assert_eq!(printed.token(), token);
            assert_eq!(printed.value(), token.parse().unwrap());
            assert_eq!(printed.value().scale(), decimals.into());
        }
    }

    #[test]
    fn what_has_another_form_is_none() {
        for (thousandths, decimals) in [(1, 2), (50, 1), (10, 0), (-1000, 0), (1, 4), (Printed::LIMIT, 3)] {
            assert_eq!(Printed::new(thousandths, decimals), None, "{thousandths} {decimals}");
        }
    }
}
