use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use attache_fact::{Absent, Expression, Fact};
use attache_model::{Caveats, Panel};

/// What a kind answered for an expression.
pub(crate) type Answer = Arc<Result<Vec<Fact>, Absent>>;

/// The facts of a panel, each derived once.
///
/// Facts about one area recur on the sheet of every pair that it is part of,
/// and are kept; those about pairs are derived anew. Facts may be shared
/// between threads.
pub struct Facts {
    panel: Panel,
    /// Trade by product, where it is not in the panel.
    products: Option<Panel>,
    caveats: Arc<Caveats>,
    of_one_area: Arc<RwLock<HashMap<Expression, Answer>>>,
}

impl Facts {
    pub fn new(panel: Panel) -> Self {
        Self { panel, products: None, caveats: Arc::default(), of_one_area: Arc::default() }
    }

    /// These facts, with those on trade by product from a panel of their own,
    /// which some pairs share. It is of the same store and days as the panel of
    /// the others, so that its releases are the same ones.
    #[must_use]
    pub fn with_products(&self, products: Panel) -> Self {
        let (panel, caveats) = (self.panel.clone(), Arc::clone(&self.caveats));
        Self { panel, products: Some(products), caveats, of_one_area: Arc::clone(&self.of_one_area) }
    }

    /// With what is known to be wrong with figures, which sheets then say.
    #[must_use]
    pub fn with_caveats(self, caveats: Arc<Caveats>) -> Self {
        Self { caveats, ..self }
    }

    pub fn caveats(&self) -> &Caveats {
        &self.caveats
    }

    pub fn panel(&self) -> &Panel {
        &self.panel
    }

    /// The facts that the expression gives. `None` where no kind has its name.
    pub fn of(&self, expression: &Expression) -> Option<Answer> {
        let kind = attache_fact::find(expression.kind)?;
        let panel = self.products.as_ref().filter(|_| kind.reads_products()).unwrap_or(&self.panel);
        let derive = || Arc::new(kind.derive(&expression.args, panel));
        if expression.args.area.len() != 1 {
            return Some(derive());
        }
        let kept = |facts: &HashMap<_, Answer>| facts.get(expression).cloned();
        if let Some(answer) = kept(&self.of_one_area.read().unwrap_or_else(|e| e.into_inner())) {
            return Some(answer);
        }
        let answer = derive();
        self.of_one_area.write().unwrap_or_else(|e| e.into_inner()).insert(expression.clone(), Arc::clone(&answer));
        Some(answer)
    }
}
