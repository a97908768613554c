//! Where a text in the source's words ends, which no pattern shows.

use super::{
    machine::{LONGEST_TEXT, Machine},
    rule::{Place, Want},
    token::{Token, TokenKind},
};

impl Machine<'_> {
    /// Whether the tokens can be a name, or where several may stand, a list of
    /// them: words with capitals, and short ones between them.
    pub(super) fn is_of_names(&self, at: usize, length: usize, want: &Want) -> bool {
        let Some(to) = self.lattice.moved(at, length, self.onward) else { return false };
        let Some(tokens) = self.lattice.tokens.get(self.between(at, to)) else { return false };
        let is_name = |token: &Token<'_>| token.kind == TokenKind::Word && token.is_capital();
        let fits = |token: &Token<'_>| match token.kind {
            TokenKind::Word => token.is_capital() || token.text.chars().count() <= 3,
            TokenKind::Number => false,
            TokenKind::Mark => matches!(token.text, "." | "-" | "'" | "’") || *want == Want::Texts && token.text == ",",
        };
        tokens.iter().all(fits) && tokens.first().is_some_and(is_name) && tokens.last().is_some_and(is_name)
    }

    /// Whether a period of its own ends the clause here: "for schools in 2021",
    /// and not "after the earthquake of 2021".
    fn is_when(&self, at: usize) -> bool {
        let of = |at: usize| {
            self.lattice.tokens.get(at).is_some_and(|token| matches!(token.text, "de" | "del" | "of" | "du" | "d"))
        };
        let belongs = of(at) || at.checked_sub(1).is_some_and(of);
        let mut periods = self.lattice.found_at(at, true).filter(|number| self.lattice.period(*number).is_some());
        let end = periods.next().and_then(|number| Some(self.lattice.found.get(number)?.tokens.end));
        let ends_clause = |end: usize| self.lattice.tokens.get(end).is_none_or(|token| token.kind == TokenKind::Mark);
        self.onward && !belongs && end.is_some_and(ends_clause)
    }

    /// How long a text is with which a pattern ends: to the end of its clause, or
    /// of the sentence, where a list stands.
    pub(super) fn to_a_mark(&self, at: usize, place: &Place) -> Option<usize> {
        let stops: &[&str] = if place.want == Want::Texts || place.role == "address" {
            &["(", ";", ":"]
        } else {
            &["(", ")", ";", ":", ","]
        };
        let ends = |length: &usize| {
            self.lattice.moved(at, *length, self.onward).is_some_and(|to| {
                let index = if self.onward { Some(to) } else { to.checked_sub(1) };
                let next = index.and_then(|index| Some((index, self.lattice.tokens.get(index)?)));
                next.is_none_or(|(index, token)| {
                    stops.contains(&token.text) || self.lattice.ends_sentence(index) || self.is_when(index)
                })
            })
        };
        (1..=LONGEST_TEXT).take_while(|length| self.over(at, *length).is_some()).find(ends)
    }
}
