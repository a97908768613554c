//! A small chart as inline SVG: lines for several series, bars for one.
//!
//! It is read without colour: series differ in stroke and marker and are named
//! where they end. Every value is in its description, and each point names its
//! fact. Styles are those of the page (`page.css`).

use std::fmt::Write;

use attache_document::written::{Chart, Point, Series};

use crate::{html::markup::Markup, labels::Labels};

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 236.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = HEIGHT - 26.0;
const LINE: f64 = 13.0;
/// About how wide a character of a label is.
const CHARACTER: f64 = 6.1;
/// The same in bold, of a name.
const BOLD: f64 = 7.2;
/// Characters of a series' name on one line.
const NAME: usize = 15;

/// The periods of all series: in numeric order where they are years, else as
/// first met.
pub(crate) fn periods(chart: &Chart) -> Vec<&str> {
    let mut labels: Vec<&str> = Vec::new();
    for point in chart.series.iter().flat_map(|s| &s.points) {
        if !labels.contains(&point.label.as_str()) {
            labels.push(&point.label);
        }
    }
    if labels.iter().all(|label| label.parse::<i32>().is_ok()) {
        labels.sort_by_key(|label| label.parse::<i32>().unwrap_or_default());
    }
    labels
}

/// Whether there is something to look at that a table would not show as well.
pub(crate) fn is_drawable(chart: &Chart) -> bool {
    periods(chart).len() > 1
}

/// Writes the chart; `number` makes its ids unique in the page.
pub(crate) fn svg(out: &mut Markup, chart: &Chart, number: usize, labels: &Labels) {
    let plot = Plot::new(chart, labels);
    out.raw("<svg viewBox=\"0 0 460 236\" role=\"img\"");
    out.attribute("aria-labelledby", &format!("chart-{number}-title chart-{number}-desc"));
    out.raw(">");
    out.raw(&format!("<title id=\"chart-{number}-title\">")).text(&chart.caption).raw("</title>");
    out.raw(&format!("<desc id=\"chart-{number}-desc\">")).text(&description(chart, labels)).raw("</desc>\n");
    plot.axes(out, labels);
    if chart.series.len() == 1 {
        chart.series.iter().for_each(|series| plot.bars(out, series, &chart.unit));
    } else {
        for (at, series) in chart.series.iter().enumerate() {
            plot.line(out, series, at, &chart.unit);
        }
        plot.names(out, chart);
    }
    out.raw("</svg>\n");
}

fn description(chart: &Chart, labels: &Labels) -> String {
    let mut text = String::new();
    for series in &chart.series {
        let _ = write!(text, "{}, {}{}", series.name, chart.unit, labels.colon);
        for (at, point) in series.points.iter().enumerate() {
            let _ = write!(text, "{}{} {}", if at > 0 { labels.apart } else { "" }, point.label, point.text);
        }
        text.push_str(". ");
    }
    text
}

struct Plot<'a> {
    labels: &'a Labels,
    periods: Vec<&'a str>,
    left: f64,
    right: f64,
    low: f64,
    high: f64,
    step: f64,
    decimals: usize,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a Chart, labels: &'a Labels) -> Self {
        let values = || chart.series.iter().flat_map(|s| &s.points).map(value);
        let (min, max) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let (step, decimals) = step((max - min) / 4.0);
        let low = (min / step).floor() * step;
        let high = ((max / step).ceil() * step).max(low + step);
        let widest =
            [low, high].map(|tick| labels.number(tick, decimals).chars().count()).into_iter().max().unwrap_or(1);
        let name = chart.series.iter().flat_map(end_label).map(|line| line.chars().count()).max().unwrap_or(0);
        let right = if chart.series.len() == 1 { WIDTH - 2.0 } else { WIDTH - 14.0 - BOLD * width(name) };
        Self {
            labels,
            periods: periods(chart),
            left: 8.0 + CHARACTER * width(widest),
            right,
            low,
            high,
            step,
            decimals,
        }
    }

    fn slot(&self) -> f64 {
        (self.right - self.left) / width(self.periods.len().max(1))
    }

    /// The middle of a period.
    fn x(&self, label: &str) -> f64 {
        let at = self.periods.iter().position(|p| *p == label).unwrap_or(0);
        self.left + self.slot() * (width(at) + 0.5)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
    }

    fn axes(&self, out: &mut Markup, labels: &Labels) {
        let mut tick = self.low;
        while tick <= self.high + self.step / 2.0 {
            let y = self.y(tick);
            let class = if tick.abs() < self.step / 2.0 { "zero" } else { "grid" };
            let _ = write!(out, "<path class=\"{class}\" d=\"M{:.1} {y:.1}H{:.1}\"/>", self.left, self.right);
            let _ = writeln!(
                out,
                "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                self.left - 6.0,
                y + 4.0,
                labels.number(tick, self.decimals)
            );
            tick += self.step;
        }
        let widest = self.periods.iter().map(|p| p.chars().count()).max().unwrap_or(1);
        let every = 1 + (CHARACTER * (width(widest) + 0.8) / self.slot()) as usize;
        let last = self.periods.len().saturating_sub(1);
        for (at, period) in self.periods.iter().enumerate().filter(|(at, _)| (last - at).is_multiple_of(every)) {
            let alternate = if (last - at) / every % 2 == 1 && CHARACTER * 1.3 * (width(widest) + 0.8) > self.slot() {
                " alternate"
            } else {
                ""
            };
            let _ = write!(
                out,
                "<text class=\"period{alternate}\" x=\"{:.1}\" y=\"{:.1}\">",
                self.left + self.slot() * (width(at) + 0.5),
                HEIGHT - 8.0
            );
            out.text(period).raw("</text>");
        }
        out.raw("\n");
    }

    fn bars(&self, out: &mut Markup, series: &Series, unit: &str) {
        let thick = (self.slot() * 0.62).min(44.0);
        let roomy = series.points.iter().all(|p| CHARACTER * width(p.text.chars().count()) < self.slot() + 2.0);
        for (at, point) in series.points.iter().enumerate() {
            let (x, y, zero) = (self.x(&point.label), self.y(value(point)), self.y(0.0));
            out.raw("<g").attribute("data-fact", &point.fact).raw(">");
            tip(out, series, point, unit, self.labels);
            let _ = write!(
                out,
                "<rect class=\"bar\" x=\"{:.1}\" y=\"{:.1}\" width=\"{thick:.1}\" height=\"{:.1}\"/>",
                x - thick / 2.0,
                y.min(zero),
                (zero - y).abs().max(0.5)
            );
            if roomy || at + 1 == series.points.len() {
                let _ = write!(
                    out,
                    "<text class=\"figure\" x=\"{x:.1}\" y=\"{:.1}\">",
                    if y > zero { y + 12.0 } else { y - 4.0 }
                );
                out.text(&point.text).raw("</text>");
            }
            out.raw("</g>\n");
        }
    }

    fn line(&self, out: &mut Markup, series: &Series, at: usize, unit: &str) {
        let style = at % 4;
        let _ = write!(out, "<path class=\"line s{style}\" d=\"");
        let mut pen = 'M';
        for period in &self.periods {
            // A period without a figure is a gap in the line.
            let Some(point) = series.points.iter().find(|p| p.label == *period) else {
                pen = 'M';
                continue;
            };
            let _ = write!(out, "{pen}{:.1} {:.1}", self.x(period), self.y(value(point)));
            pen = 'L';
        }
        out.raw("\"/>\n");
        for point in &series.points {
            let (x, y) = (self.x(&point.label), self.y(value(point)));
            out.raw("<g").attribute("data-fact", &point.fact).raw(">");
            tip(out, series, point, unit, self.labels);
            let _ = match style {
                1 => writeln!(
                    out,
                    "<rect class=\"dot s1\" x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\"/></g>",
                    x - 3.0,
                    y - 3.0
                ),
                _ => writeln!(out, "<circle class=\"dot s{style}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.2\"/></g>"),
            };
        }
    }

    /// The names of the series beside their last points, pushed apart.
    fn names(&self, out: &mut Markup, chart: &Chart) {
        let ends = chart
            .series
            .iter()
            .enumerate()
            .filter_map(|(at, s)| Some((at, end_label(s), self.y(value(s.points.last()?)))));
        let mut ends: Vec<(usize, Vec<String>, f64)> = ends.collect();
        ends.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
        let tall = |lines: &[String]| LINE * width(lines.len()) + 5.0;
        let mut floor = 0.0_f64;
        for (_, lines, y) in &mut ends {
            *y = (*y - tall(lines) / 2.0).max(floor);
            floor = *y + tall(lines);
        }
        let mut ceiling = HEIGHT - 16.0;
        for (_, lines, y) in ends.iter_mut().rev() {
            *y = y.min(ceiling - tall(lines)).max(0.0);
            ceiling = *y;
        }
        for (at, lines, y) in ends {
            let _ = write!(out, "<text class=\"name s{}\">", at % 4);
            for (n, line) in lines.iter().enumerate() {
                let _ = write!(
                    out,
                    "<tspan x=\"{:.1}\" y=\"{:.1}\">",
                    self.right + 10.0,
                    y + LINE * (width(n) + 1.0) - 1.0
                );
                out.text(line).raw("</tspan>");
            }
            out.raw("</text>\n");
        }
    }
}

fn tip(out: &mut Markup, series: &Series, point: &Point, unit: &str, labels: &Labels) {
    let colon = labels.colon;
    out.raw("<title>").text(&format!("{}, {}{colon}{} {unit}", series.name, point.label, point.text)).raw("</title>");
}

/// A series' name on lines of its own, and its last value.
fn end_label(series: &Series) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in series.name.split_whitespace() {
        let full = lines.len() == 4;
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= NAME => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                line.push('…');
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    for line in &mut lines {
        if line.chars().count() > NAME + 5 {
            *line = line.chars().take(NAME + 4).chain(['…']).collect();
        }
    }
    lines.extend(series.points.last().map(|p| p.text.clone()));
    lines
}

fn value(point: &Point) -> f64 {
    f64::try_from(point.value).unwrap_or_default()
}

/// The step of an axis at or above `least`: 1, 2, 2.5 or 5 times a power of
/// ten, and the digits after the point that its multiples need.
fn step(least: f64) -> (f64, usize) {
    if !least.is_finite() || least <= 0.0 {
        return (1.0, 0);
    }
    let (mut power, mut decimals) = (1.0, 0);
    while power > least {
        power /= 10.0;
        decimals += 1;
    }
    while power * 10.0 <= least {
        power *= 10.0;
    }
    for (factor, more) in [(1.0, 0), (2.0, 0), (2.5, usize::from(power < 10.0)), (5.0, 0)] {
        if power * factor >= least {
            return (power * factor, decimals + more);
        }
    }
    (power * 10.0, decimals.saturating_sub(1))
}

#[expect(clippy::cast_precision_loss, reason = "counts of characters and periods are small")]
fn width(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_are_round() {
        assert_eq!(step(160.9), (200.0, 0));
        assert_eq!(step(21.0), (25.0, 0));
        assert_eq!(step(2.1), (2.5, 1));
        assert_eq!(step(0.3), (0.5, 1));
        assert_eq!(step(0.06), (0.1, 1));
        assert_eq!(step(0.0), (1.0, 0));
    }
}
