use attache_model::{Areas, Code};

use crate::{Args, Expression, ExpressionError, Time, expression::unknown_area};

impl Expression {
    /// An expression from words as people type them: the kind, then countries,
    /// periods and `name=value`, in any order, each told apart by its shape; or
    /// a whole expression as one word. A country comes as it is called, with no
    /// regard to spaces and commas in its name.
    ///
    /// ```
    /// use attache_fact::Expression;
    ///
    /// let of = |words: &[&str]| Expression::of_words(words).unwrap().to_string();
    /// assert_eq!(of(&["goods-trade", "United States", "BO", "2022"]), "goods-trade?area=US,BO&time=2022");
    /// assert_eq!(of(&["agreement", "US", "BO", "type=investment"]), "agreement?area=US,BO&type=investment");
    /// assert_eq!(of(&["goods-trade?area=US,BO", "last:3"]), "goods-trade?area=US,BO&time=last:3");
    /// ```
    ///
    /// # Errors
    /// At the first word that is none of these, or a name that the kind does not
    /// take. The error's span is in that word.
    pub fn of_words(words: &[impl AsRef<str>]) -> Result<Self, ExpressionError> {
        let mut words = words.iter().map(AsRef::as_ref);
        let first = words.next().unwrap_or_default();
        let mut expression: Self = first.strip_prefix("fact:").unwrap_or(first).parse()?;
        for word in words {
            expression.args.read_word(expression.kind, word)?;
        }
        Ok(expression)
    }
}

impl Args {
    fn read_word(&mut self, kind: Code, word: &str) -> Result<(), ExpressionError> {
        if let Some((name, value)) = word.split_once('=') {
            return self.read(kind, name, value, 0..word.len());
        }
        // A year before a country: codes of countries have three digits at most.
        if let Ok(time) = word.parse::<Time>() {
            self.time = time;
            return Ok(());
        }
        let area = Areas::find(word).map_err(|unknown| unknown_area(&unknown, 0..word.len()))?;
        self.area.push(area);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::Expression;

    fn of(words: &[&str]) -> String {
        match Expression::of_words(words) {
            Ok(expression) => expression.to_string(),
            Err(error) => format!("{} ({})", error.problem, error.hint),
        }
    }

    #[test]
    fn words_are_told_apart_by_their_shape() {
        assert_eq!(of(&["population", "Bolivia"]), "population?area=BO");
        assert_eq!(of(&["aid-year", "US", "Bolivia", "FY2021/10"]), "aid-year?area=US,BO&time=FY2021/10");
        assert_eq!(of(&["population", "last:3", "068"]), "population?area=BO&time=last:3");
        assert_eq!(of(&["capital", "Korea, South"]), "capital?area=KR");
        assert_eq!(of(&["goods-rank", "flow=exports", "BO", "US"]), "goods-rank?area=BO,US&flow=exports");
        assert_eq!(of(&["population", "area=BO", "time=2022"]), "population?area=BO&time=2022");
        assert_eq!(of(&["fact:population?area=BO"]), "population?area=BO");
    }

    #[test]
    fn what_is_none_of_these_is_told() {
        assert!(of(&["population", "Bolvia"]).contains("did you mean BO"), "{}", of(&["population", "Bolvia"]));
        assert!(of(&["population", "BO", "tpye=x"]).contains("takes no argument \"tpye\""));
        assert!(of(&["population", "BO", "time=soon"]).contains("last:10"));
        assert!(of(&["Population"]).contains("is not the name of a fact kind"));
        assert!(of(&[]).contains("is not the name of a fact kind"));
    }
}
