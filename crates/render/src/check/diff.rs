use similar::TextDiff;

/// What changed, as a unified diff that `patch` and `git apply` take; empty
/// where nothing did.
///
/// ```
/// let diff = attache_render::check::diff("brief.md", "It has 15 million.\n", "It has 12.3 million.\n");
/// assert_eq!(diff, "\
/// --- a/brief.md
/// +++ b/brief.md
/// @@ -1 +1 @@
/// -It has 15 million.
/// +It has 12.3 million.
/// ");
/// ```
pub fn diff(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let path = path.replace('\\', "/");
    let names = [format!("a/{}", path.trim_start_matches('/')), format!("b/{}", path.trim_start_matches('/'))];
    TextDiff::from_lines(before, after).unified_diff().header(&names[0], &names[1]).to_string()
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn nothing_changed_is_nothing() {
        assert_eq!(diff("a.md", "same", "same"), "");
    }

    #[test]
    fn line_ends_and_a_missing_last_one_are_kept() {
        let found = diff("notes/a.md", "One\r\nof 15\r\nlast", "One\r\nof 12\r\nlast");
        let expected = "--- a/notes/a.md\n+++ b/notes/a.md\n@@ -1,3 +1,3 @@\n One\r\n-of 15\r\n+of 12\r\n last\n\\ No newline at end of file\n";
        assert_eq!(found, expected);
    }
}
