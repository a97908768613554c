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
    caveats: Arc<Caveats>,
    of_one_area: RwLock<HashMap<Expression, Answer>>,
}

impl Facts {
    pub fn new(panel: Panel) -> Self {
        Self { panel, caveats: Arc::default(), of_one_area: RwLock::default() }
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
        let derive = || Arc::new(kind.derive(&expression.args, &self.panel));
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
