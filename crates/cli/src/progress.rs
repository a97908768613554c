use std::{collections::HashMap, sync::Mutex, time::Duration};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

/// A line on standard error that tells how long work goes; nothing where that
/// is no terminal.
pub(crate) fn spinner() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} [{elapsed}]") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A bar of bytes.
pub(crate) fn bytes() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {bytes}/{total_bytes} [{elapsed}]") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Bars of what is being downloaded, one a source, on standard error; nothing
/// where that is no terminal.
pub(crate) struct Downloads {
    bars: MultiProgress,
    by_source: Mutex<HashMap<String, ProgressBar>>,
}

impl Downloads {
    pub(crate) fn new() -> Self {
        Self { bars: MultiProgress::new(), by_source: Mutex::default() }
    }

    pub(crate) fn tell(&self, source: &str, file: &str, bytes: u64, of: Option<u64>) {
        let mut by_source = self.by_source.lock().unwrap_or_else(|e| e.into_inner());
        let bar = by_source.entry(source.to_owned()).or_insert_with(|| self.bars.add(self::bytes()));
        bar.set_message(format!("{source} {file}"));
        bar.set_length(of.unwrap_or(bytes));
        bar.set_position(bytes);
    }

    pub(crate) fn clear(&self) {
        _ = self.bars.clear();
    }
}

/// A whole number with its thousands apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_apart() {
        assert_eq!([0, 999, 1000, 1234567].map(super::grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
