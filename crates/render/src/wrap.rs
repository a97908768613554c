use unicode_width::UnicodeWidthStr;

/// The words in lines of at most so many columns; a longer word has its own.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut used = String::new();
        for word in line.split(' ') {
            if !used.is_empty() && used.width() + 1 + word.width() > columns {
                lines.push(std::mem::take(&mut used));
            } else if !used.is_empty() {
                used.push(' ');
            }
            used.push_str(word);
        }
        lines.push(used);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn words_stay_whole() {
        assert_eq!(wrap("São Tomé et Príncipe", 9), ["São Tomé", "et", "Príncipe"]);
        assert_eq!(wrap("https://www.example.org", 9), ["https://www.example.org"]);
        assert_eq!(wrap("a\nb", 9), ["a", "b"]);
    }
}
