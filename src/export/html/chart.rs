//! Charts as drawings inside the page, with their figures in words for who cannot see them.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::escaped;
use crate::report::Chart;

/// Width of the drawing; all lengths are pixels at 100 %.
const WIDTH: f64 = 640.0;
const SIZE: f64 = 14.0;
const BAR: f64 = 16.0;
const BETWEEN: f64 = 3.0;
const ROW_GAP: f64 = 12.0;
const GAP: f64 = 6.0;
const LEGEND: f64 = 28.0;
/// Labels take at most this part of the width; a longer one is drawn closer.
const MOST_LABEL: f64 = 0.42;
/// The two series, told apart in black and white too: fill and outline.
const SHADES: [(&str, &str); 2] = [("#4d4d4d", "#4d4d4d"), ("#e0e0e0", "#333333")];
/// What stands for a figure that is not known, which is not zero.
const UNKNOWN: &str = "—";

/// A chart as a figure with its title under it.
pub(super) fn put(chart: &Chart, page: &mut String) {
    let series = chart.series.len().max(1) as f64;
    let row_height = series * BAR + (series - 1.0) * BETWEEN + ROW_GAP;
    let legend = if chart.series.len() > 1 { LEGEND } else { 0.0 };
    let height = legend + chart.rows.len() as f64 * row_height;
    let labels = chart.rows.iter().map(|row| width(&row.label)).fold(0.0, f64::max).min(WIDTH * MOST_LABEL);
    let shown = |value: Option<Decimal>| value.map_or_else(|| UNKNOWN.to_owned(), |value| value.to_string());
    let values = chart.rows.iter().flat_map(|row| &row.values);
    let figures = values.clone().map(|value| width(&shown(*value))).fold(0.0, f64::max);
    let most = values.filter_map(|value| value.as_ref()?.to_f64()).fold(0.0, f64::max);
    let (axis, longest) = (labels + GAP, WIDTH - labels - figures - 3.0 * GAP);

    page.push_str("<figure>\n");
    _ = writeln!(
        page,
        "<svg role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-size=\"{SIZE}\"><title>{}</title>",
        escaped(&chart.alt)
    );
    if legend > 0.0 {
        let mut x = axis;
        for (name, (fill, line)) in chart.series.iter().zip(SHADES) {
            _ = write!(
                page,
                "<rect x=\"{x:.1}\" y=\"4\" width=\"20\" height=\"12\" fill=\"{fill}\" stroke=\"{line}\"/>\
                 <text x=\"{:.1}\" y=\"15\">{}</text>",
                x + 20.0 + GAP,
                escaped(name)
            );
            x += 20.0 + 4.0 * GAP + width(name);
        }
        page.push('\n');
    }
    for (index, row) in chart.rows.iter().enumerate() {
        let top = legend + index as f64 * row_height + ROW_GAP / 2.0;
        let middle = top + (row_height - ROW_GAP) / 2.0 + SIZE * 0.36;
        // One that is too long is drawn narrower rather than cut off.
        let squeeze = match width(&row.label) > labels {
            true => format!(" textLength=\"{labels:.1}\" lengthAdjust=\"spacingAndGlyphs\""),
            false => String::new(),
        };
        _ = write!(
            page,
            "<text x=\"{labels:.1}\" y=\"{middle:.1}\" text-anchor=\"end\"{squeeze}>{}</text>",
            escaped(&row.label)
        );
        for (number, (value, (fill, line))) in row.values.iter().zip(SHADES).enumerate() {
            let y = top + number as f64 * (BAR + BETWEEN);
            let part = value.and_then(|value| value.to_f64()).filter(|_| most > 0.0).unwrap_or(0.0);
            let long = if most > 0.0 { part / most * longest } else { 0.0 };
            if long > 0.0 {
                _ = write!(
                    page,
                    "<rect x=\"{axis:.1}\" y=\"{y:.1}\" width=\"{long:.1}\" height=\"{BAR}\" fill=\"{fill}\" \
                     stroke=\"{line}\"/>"
                );
            }
            let (x, base) = (axis + long + GAP, y + BAR / 2.0 + SIZE * 0.36);
            _ = write!(page, "<text x=\"{x:.1}\" y=\"{base:.1}\">{}</text>", shown(*value));
        }
        page.push('\n');
    }
    _ = writeln!(
        page,
        "<line x1=\"{axis:.1}\" y1=\"{legend}\" x2=\"{axis:.1}\" y2=\"{height}\" stroke=\"#333333\"/></svg>"
    );
    _ = writeln!(page, "<figcaption>{}</figcaption>\n</figure>", escaped(&chart.title));
}

/// Width of a text: whole squares, Latin letters and figures about half of one.
fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { SIZE * 0.56 } else { SIZE }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ChartRow;

    #[test]
    fn a_bar_is_as_long_as_its_figure_and_what_is_unknown_has_none() {
        let row = |label: &str, values: &[Option<i64>]| ChartRow {
            label: label.to_owned(),
            values: values.iter().map(|value| value.map(Decimal::from)).collect(),
            cell: None,
        };
        let chart = Chart {
            name: "渠道".to_owned(),
            title: "渠道（单位：件）".to_owned(),
            alt: "渠道：网络10；信函未知。".to_owned(),
            series: vec!["2018年".to_owned(), "2017年".to_owned()],
            rows: vec![row("网络<", &[Some(10), Some(5)]), row("信函", &[None, Some(0)])],
        };
        let mut page = String::new();
        put(&chart, &mut page);
        let widths: Vec<f64> = page
            .split(" height=\"16\"")
            .filter_map(|before| before.rsplit("width=\"").next()?.trim_end_matches('"').parse().ok())
            .collect();
        assert_eq!(widths.len(), 2, "{page}");
        assert!((widths[0] - 2.0 * widths[1]).abs() < 0.2, "{widths:?}");
        for text in ["<title>渠道：网络10；信函未知。</title>", ">网络&lt;<", ">—<", ">0<", ">2017年<"]
        {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(page.contains("<figcaption>渠道（单位：件）</figcaption>"));
    }
}
