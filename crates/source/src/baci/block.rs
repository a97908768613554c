use attache_model::{Area, Code, HsCode, HsRevision, ProductBlock, ProductTrade};

/// The block that rows are added to.
pub(super) struct Block {
    pub(super) block: ProductBlock,
    revision: HsRevision,
    /// The block's number of each product, by its six digits as a number.
    numbers: Vec<u32>,
}

/// Of a product that the block does not have yet.
const NONE: u32 = u32::MAX;

impl Block {
    /// Before anything is known of its rows.
    pub(super) fn new(trade: &ProductTrade) -> Self {
        Self { block: ProductBlock::new(trade.clone()), revision: trade.revision, numbers: Vec::new() }
    }

    /// Begins with what all rows share.
    pub(super) fn begin(&mut self, trade: &ProductTrade) {
        self.block = ProductBlock::new(trade.clone());
        self.numbers = vec![NONE; 1_000_000];
    }

    /// The block as it is; another one is begun.
    pub(super) fn take(&mut self, trade: &ProductTrade) -> ProductBlock {
        self.numbers.fill(NONE);
        // The next one is about as long.
        let room = self.block.len() + self.block.len() / 8;
        std::mem::replace(&mut self.block, ProductBlock::with_room(trade.clone(), room))
    }

    /// Whether it is large enough before a row of this exporter: its rows are
    /// kept together unless they are too many.
    pub(super) fn is_complete_before(&self, exporter: Area) -> bool {
        let rows = self.block.len();
        rows >= ProductBlock::ROWS
            && (rows >= 2 * ProductBlock::ROWS || self.block.ref_areas().last() != Some(&exporter))
    }

    /// The block's number of a product of less than seven digits.
    pub(super) fn number(&mut self, product: u32) -> u32 {
        let number = self.numbers[product as usize];
        if number != NONE {
            return number;
        }
        let number = self.block.name(self.hs(product));
        self.numbers[product as usize] = number;
        number
    }

    fn hs(&self, product: u32) -> HsCode {
        HsCode::new(self.revision, &format!("{product:06}")).expect("it has six digits")
    }

    pub(super) fn code(&self, product: u32) -> Code {
        self.hs(product).breakdown()
    }
}
