//! The rules as people read them; `docs/rules.md` is what the code says.
//!
//! `UPDATE=1 cargo test -p attache-render --test rules` writes it anew.
#![allow(clippy::disallowed_methods, reason = "it holds a file of the documentation against the code")]

use std::{env, fs, path::Path};

use attache_check::Rule;
use attache_render::rules;

#[test]
fn the_documentation_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let fresh = rules::markdown();
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == fresh, "docs/rules.md is not fresh; run `UPDATE=1 cargo test -p attache-render --test rules`");
}

#[test]
fn the_documentation_has_every_rule_under_its_name() {
    let page = rules::markdown();
    for rule in Rule::ALL {
        assert!(page.contains(&format!("\n## {rule}\n")), "{rule}");
        assert!(page.contains(&format!("(#{rule})")), "{rule}");
    }
}

#[test]
fn a_rule_is_a_line_of_the_list() {
    let list = rules::list();
    assert_eq!(list.lines().count(), Rule::ALL.len());
    assert_eq!(
        list.lines().next(),
        Some(
            "wrong-value         error    A figure that is not what official figures say, by any release or source at hand."
        )
    );
}

#[test]
fn one_rule_in_full() {
    assert_eq!(
        rules::one(Rule::UnusedSuppression),
        "\
unused-suppression (warning)

What it finds
  A comment that allows what no longer happens, names no rule, or gives no
  reason.

Why
  It would silently hide the next mistake in the same place.

Example
    <!-- attache: allow(wrong-value) the ministry's own estimate -->
    warning[unused-suppression]: nothing here breaks wrong-value; the comment suppresses nothing

Fix
  Delete the comment, correct the rule's name, or write the reason after the
  parenthesis: without one nothing is allowed.

Allowed in one place by
    <!-- attache: allow(unused-suppression) the reason -->
"
    );
}
