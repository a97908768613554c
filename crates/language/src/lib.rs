//! Sentences from facts.
//!
//! A fact says what fills each role; [`Wordings`] say how a language puts it.
//! Wordings are data, `wordings/LANGUAGE/*.toml`: for each fact kind and each
//! form that documents ask for, the patterns that people use, the first that
//! fits being the one written.
//!
//! ```toml
//! [mission-opened]
//! label = "Mission opened"
//! sentence = [
//!   "{sender} opened {rank|a} in {receiver}[, at {place},] {date|in}.",
//!   "{sender} opened a diplomatic mission in {receiver} {date|in}.",
//! ]
//! item = "{date}: {sender|'s} [{rank}{?rank}] opened"
//! ```
//!
//! # Patterns
//! | written | is |
//! |---|---|
//! | `{role}` | what fills the role, in the form that running text has |
//! | `{role\|form\|form}` | the same in other forms, see below |
//! | `[ ... ]` | a part that is left out where a role in it is not filled |
//! | `{?role}`, `{!role}` | nothing; the part fits only where the role is (is not) filled |
//! | `{?role=in-words}`, `{!role=in-words}` | nothing; ... where the language has (has not) a word for the place in an order, the text's code |
//! | `{?role=value}`, `{!role=value}` | nothing; ... where the role is (is not) that: a text, a code, a number, the status of a quantity (`estimated`, `provisional`, `forecast`), or what fills another role (`@role`) |
//! | `{.form}` | another form of the same kind (`{.noun}`) |
//! | `{{`, `}}`, `[[`, `]]` | the bracket itself (brackets within brackets stand after something: `[ a[ b]]`) |
//!
//! A period that is `unstated` does not fill its role. Of several patterns the
//! first is written all of whose roles outside brackets are filled. The forms
//! `sentence`, `following`, `item`, `heading` and `dissent`, and those whose name
//! begins with `sentence-` or `item-`, begin with a capital letter whatever comes
//! first, and a full stop is not doubled after an abbreviation.
//!
//! # Forms of what fills a role
//! | value | forms |
//! |---|---|
//! | area | with its article; `bare`, `'s` (possessive), `adj` (adjective, else the possessive); in languages that inflect: `of`, `to`, `in` ("de la Bolivie", "aux États-Unis", "en Bolivie"), `and` (after the conjunction: "e Israel"), `adj-ms`, `adj-fs`, `adj-mp`, `adj-fp` (the adjective as it agrees, else as `of`), `agree:a/ont`, `agree:ms/fs/mp/fp` (one of the wordings by number, or gender and number; names nothing) |
//! | areas, organizations, goods, texts | a list with "and"; `bare` (areas without article), `of`, `to`, `in` (areas, organizations), `abbr`, `both` (by `[abbreviation]` in `words.toml` or `terms.toml`, else by code), `the` (organizations), `of` (goods), `term` (texts), `with:ROLE` (areas and goods, each with its quantity in brackets), `comma` (without "and"), `first:N`; semicolons stand between things that have commas in them |
//! | quantity | the publisher's digits with scale word and unit; `abs`, `bare` (no unit), `plain` (all digits), `round3` (significant digits), `hedged2` (the same, with the word that the rounding calls for: "nearly $1.2 billion"), `thousands`, `millions`, `billions` (one decimal, no unit, for tables) |
//! | period | plain; `the` (with its article: "l'exercice 2022"), `in` ("in 2022", "on 3 January 1849"), `since`, `by` ("by the end of 2020"), `to:ROLE` ("22 to 24 October 1963"), `short`, `year` |
//! | rank | in words to twelfth; `largest` ("second-largest"), `fem` (beside a feminine noun), `digits` ("2nd"), `plain` ("2") |
//! | count | in words to ten; `digits`, `plural:visit/visits` |
//! | text | as the source has it; `name` (surnames in capitals put into small letters), `titled`, `titled:ROLE` (the same with the title that the text or the other role has, in the language's words, `[person]` in `terms.toml`), `a`, `the`, `of` (with the article or preposition), `lower` (a small first letter), `term`, `terms` (one, many, in the language's words for a code, `[term]` in `words.toml` or `terms.toml`), `noun`, `label` and any other form of the kind that the text names |
//!
//! Beside `sentence`, kinds that matter have `following` (when the areas were
//! just named: "the two countries") and `heading` (a noun phrase with period).
//!
//! # Patterns that are only read
//! Every sentence, following, item and heading is read as well as written. What
//! people say otherwise stands in `wordings/LANGUAGE/read/*.toml`, by kind:
//!
//! ```toml
//! [goods-exports]
//! measures = "money"
//! adjuncts = ["of goods", "to {importer}", "from {exporter}"]
//! read = [
//!   "[{exporter|'s}] (exports|shipments) @be {value}",
//!   "{exporter} (exported|sold) {value} [worth] [of goods] to {importer}",
//! ]
//! ```
//!
//! | written | is |
//! |---|---|
//! | words | themselves, without regard to case and accents; hyphens and punctuation are words of their own |
//! | `{role}` | what the sentence mentions of the role's sort: an area's name (or "it", "the country"), a figure with its hedge, a period with its preposition, a rank; of an area, forms say how it is named (`'s`, `adj`, `of`, `to`, `in`, `people`) |
//! | `{a+b}` | two areas: "X and Y", "X-Y", "the two countries" |
//! | `{_}` | any one mention, which says nothing here |
//! | `[ ... ]` | a part that may be missing |
//! | `(one\|or\|another)`, `[one\|or\|another]` | one of several |
//! | `@class` | a wording of a class in `classes.toml` (`@be`, `@rise`) |
//! | `...` | up to eight words of any sort |
//! | `{role=value}` | nothing: the words before say that the role is that |
//! | `{.names}` | what the kind is called: its `names`, noun and label |
//! | `((`, `))` | the bracket itself |
//!
//! Between the words of a pattern may stand, in any order, the kind's `adjuncts`, a
//! period (which then is the kind's time), a part in brackets or between commas,
//! and words of the class `passes`. `measures` says what figures are meant:
//! `money`, `percent`, or a unit; `counts` what a bare number is one of. `unless`
//! has what may not follow, because it makes another statement ("the largest
//! supplier *of coffee*"), and `goes-on` clauses that state something only behind a
//! statement of the kind ("and to Senegal, 14 million"). A pattern is called up by its rarest word, and
//! must have one. See [`read`].
//!
//! A language is a folder of wordings, a line in `built_in.rs`
//! and `morphology.rs`, and one file of Rust for what names do in it; numbers,
//! dates, lists and plurals are CLDR's through ICU4X. English is written the
//! international way (locale `en-001`): "3 January 1849", "A, B and C".

mod built_in;
mod english;
mod error;
mod extend;
mod form;
mod frame;
mod french;
mod grammar;
mod kind;
mod morphology;
mod pattern;
mod period;
mod person;
mod quantity;
pub mod read;
mod spanish;
mod toml_file;
mod toml_items;
mod variants;
mod wordings;
mod write;

pub use error::{NoWording, WordingError};
pub use wordings::{Sentence, Wordings};
