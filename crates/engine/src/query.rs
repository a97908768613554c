use attache_store::{Answer, SqlQuery};

use crate::{AsOf, Engine, Error};

impl Engine {
    /// Asks the store's tables `observations`, `events` and `releases` in SQL.
    pub fn query(&self, text: &str, as_of: AsOf) -> Result<Answer, Error> {
        Ok(self.store.sql(&SqlQuery { text, published_by: as_of.published, known_by: as_of.known })?)
    }
}
