//! What the source's own words look like that fill a role.

use attache_fact::RoleName;

use super::{
    rule::{Place, Want},
    token::{Token, TokenKind},
};

/// No name has more tokens.
const LONGEST_NAME: usize = 10;
/// Small words within names.
const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "le", "les", "du", "des", "da", "do", "dos", "das", "di", "der", "den", "van",
    "von", "zu", "bin", "bint", "ibn", "al", "el", "ul", "y", "e", "of", "the", "ag", "ould", "d", "l",
];
/// Behind a comma, still the name.
const SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III"];
/// Between names of a list.
const JOINTS: &[&str] = &["and", "y", "e", "et", ",", ";", "&"];

/// Whether a name fills the role.
fn is_named(role: RoleName) -> bool {
    matches!(role, "person" | "first_person" | "place")
}

/// Whether the longest text that can fill the role is meant: a name is all of its
/// words, and no year begins an address.
pub(crate) fn is_whole(role: RoleName) -> bool {
    is_named(role) || role == "address"
}

/// Whether tokens can be what the place takes. In a sentence that is read from
/// end to end a name may have its title before it ("le roi Charles III"), and an
/// address what it has.
pub(crate) fn fit(place: &Place, tokens: &[Token<'_>], from_end_to_end: bool) -> bool {
    if let Want::Text(among) = &place.want
        && !among.is_empty()
    {
        let is_known = |token: &Token<'_>| among.contains(&token.symbol);
        return tokens.len() <= LONGEST_NAME
            && tokens.iter().any(is_known)
            && tokens.iter().all(|token| is_known(token) || is_of_a_name(token));
    }
    match place.role {
        // "The capital is a town of ..." names none.
        "names" if from_end_to_end => tokens.first().is_some_and(is_first),
        "person" | "first_person" | "address" | "place" if from_end_to_end => true,
        role if is_named(role) => is_name(tokens),
        "address" => tokens.iter().any(|t| t.kind == TokenKind::Number) && !tokens.iter().any(|t| t.text == "("),
        "names" => tokens.split(|t| JOINTS.contains(&t.text)).all(|name| name.is_empty() || is_name(name)),
        "telephone" | "fax" => tokens.iter().all(is_of_a_number) && tokens.iter().any(|t| t.kind == TokenKind::Number),
        "email" => tokens.iter().any(|t| t.text == "@"),
        "website" => !tokens.iter().any(|t| t.text == "@"),
        _ => true,
    }
}

/// A name in capitals, with small words between: "Jane Q. Example, Jr.", "Port of
/// Spain".
fn is_name(tokens: &[Token<'_>]) -> bool {
    tokens.len() <= LONGEST_NAME
        && tokens.first().is_some_and(is_first)
        && tokens.last().is_some_and(|last| {
            last.text == "." || last.is_capital() || tokens.len() > 1 && !PARTICLES.contains(&last.text)
        })
        && (0..tokens.len()).all(|at| is_of_a_name(&tokens[at]) || is_before_suffix(tokens, at))
}

fn is_first(token: &Token<'_>) -> bool {
    token.is_capital() || token.text.starts_with(|c: char| !c.is_ascii())
}

fn is_before_suffix(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].text == "," && tokens.get(at + 1).is_some_and(|next| SUFFIXES.contains(&next.text))
}

fn is_of_a_name(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Word => token.is_capital() || PARTICLES.contains(&token.text),
        TokenKind::Mark => matches!(token.text, "." | "-" | "'" | "’"),
        TokenKind::Number => false,
    }
}

fn is_of_a_number(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Mark => matches!(token.text, "+" | "(" | ")" | "[" | "]" | "-" | "–" | "/" | "." | ","),
        TokenKind::Word => false,
    }
}
