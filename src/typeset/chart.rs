//! 图: rows of horizontal bars, each with its label at the left and its figure at the end. Two series are told
//! apart in black and white too: the first is dark, the second light with an outline.

use rust_decimal::prelude::ToPrimitive as _;

use super::figure::{CAPTION_GAP, MOST_HEIGHT, with_caption};
use super::linebreak::{Prose, Style};
use super::measures::{ASCENT, LEFT, WIDTH};
use super::strip::{Figure, Strip};
use super::{Area, FontBook, Glyph, Item, Part, Role, Rule, TextLine};
use crate::report::{Chart, ChartRow};

/// 五号: labels, figures, legend. A chart with very many rows is drawn smaller as a whole.
const SIZE: f32 = 10.5;
/// From one line of a label to the next, in points.
const LEADING: f32 = 13.0;
/// Height of a bar that stands alone in its row, and of one of two, in points.
const BARS: [f32; 2] = [12.0, 10.0];
/// Between the two bars of a row, in points.
const BETWEEN: f32 = 2.0;
/// Above and below what stands in a row, in points.
const PADDING: f32 = 4.5;
/// Between a label and the axis, and between a bar and its figure, in points.
const GAP: f32 = 5.0;
/// Labels are wrapped at this part of the width.
const MOST_LABEL: f32 = 0.38;
/// Bars keep at least this part of the width, however long labels and figures are.
const LEAST_BARS: f32 = 0.2;
/// The box of the legend: width and height in points.
const SWATCH: (f32, f32) = (16.0, 8.0);
/// Between the entries of the legend, in points.
const ENTRIES: f32 = 20.0;
/// Shades of the two series, 0 black to 1 white.
const SHADES: [f32; 2] = [0.3, 0.88];
/// Thickness of the axis and of the outline of a light bar, in points.
const AXIS: f32 = 0.75;
const OUTLINE: f32 = 0.5;
/// What is printed for a figure that is not known, which is not zero.
pub(super) const UNKNOWN: &str = "—";

/// The chart with its title under it.
pub(super) fn chart(chart: &Chart, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let mut drawing = Drawing::new(chart, 1.0, block, fonts);
    // What does not shrink in proportion (a label wrapped to one line more) is met by the second step.
    for _ in 0..2 {
        if drawing.height > MOST_HEIGHT {
            let scale = drawing.scale * (MOST_HEIGHT / drawing.height) * 0.99;
            drawing = Drawing::new(chart, scale, block, fonts);
        }
    }
    let figure = Figure { height: drawing.height + CAPTION_GAP, items: drawing.items(), keep: false };
    with_caption(figure, &chart.title, block, fonts)
}

/// What is printed at the end of a bar.
pub(super) fn figure_text(row: &ChartRow, series: usize) -> String {
    let value = row.values.get(series).copied().flatten();
    value.map_or_else(|| UNKNOWN.to_owned(), |value| value.to_string())
}

/// A chart being drawn.
struct Drawing<'a> {
    block: usize,
    fonts: &'a FontBook,
    /// Of all lengths and sizes, 1 or less.
    scale: f32,
    shapes: Vec<Item>,
    texts: Vec<Item>,
    /// How far down it has been drawn, in points.
    height: f32,
}

impl<'a> Drawing<'a> {
    fn new(chart: &Chart, scale: f32, block: usize, fonts: &'a FontBook) -> Self {
        let mut drawing = Self { block, fonts, scale, shapes: Vec::new(), texts: Vec::new(), height: 0.0 };
        let series = chart.series.len().clamp(1, BARS.len());
        let widest = |texts: &mut dyn Iterator<Item = String>| {
            texts.map(|text| drawing.width(&text)).fold(0.0, f32::max)
        };
        let labels = widest(&mut chart.rows.iter().map(|row| row.label.clone())).min(MOST_LABEL * WIDTH);
        let figures = widest(
            &mut chart.rows.iter().flat_map(|row| (0..series).map(move |series| figure_text(row, series))),
        );
        let axis = LEFT + labels + GAP * scale;
        let longest = (LEFT + WIDTH - axis - figures - GAP * scale).max(LEAST_BARS * WIDTH);
        let values = chart.rows.iter().flat_map(|row| &row.values).flatten();
        let most = values.filter_map(|value| value.to_f32()).fold(0.0, f32::max);
        if series > 1 {
            drawing.legend(&chart.series, axis);
        }
        let top = drawing.height;
        for row in &chart.rows {
            drawing.row(
                row,
                series,
                (labels, axis),
                |value| if most > 0.0 { longest * value / most } else { 0.0 },
            );
        }
        if drawing.height > top {
            let rule = Rule { from: (axis, top), to: (axis, drawing.height), thickness: AXIS };
            drawing.shapes.push(Item::Rule(rule));
        }
        drawing
    }

    fn items(self) -> Vec<Item> {
        self.shapes.into_iter().chain(self.texts).collect()
    }

    fn prose(&self, text: &str) -> Prose {
        Prose::new(text, Style::new(Role::Fang, SIZE * self.scale), self.fonts)
    }

    fn width(&self, text: &str) -> f32 {
        let prose = self.prose(text);
        prose.width(0..prose.len())
    }

    /// The names of the series over the bars, beside each other or, where there is no room, below each other.
    fn legend(&mut self, series: &[String], left: f32) {
        let (width, height) = (SWATCH.0 * self.scale, SWATCH.1 * self.scale);
        let indent = width + GAP * self.scale;
        let room = LEFT + WIDTH - left;
        let names = || series.iter().take(BARS.len()).enumerate();
        let all: f32 = names().map(|(_, name)| indent + self.width(name) + ENTRIES * self.scale).sum();
        let line = LEADING * self.scale;
        let mut x = left;
        for (i, name) in names() {
            let middle = self.height + line / 2.0;
            self.bar((x, middle - height / 2.0), (width, height), i);
            for glyphs in self.wrapped(name, room - indent) {
                let middle = self.height + line / 2.0;
                self.text(x + indent, middle, glyphs);
                self.height += line;
            }
            if all <= room {
                self.height -= line;
                x += indent + self.width(name) + ENTRIES * self.scale;
            }
        }
        self.height += if all <= room { line } else { 0.0 } + PADDING * self.scale;
    }

    fn row(
        &mut self,
        row: &ChartRow,
        series: usize,
        (labels, axis): (f32, f32),
        length: impl Fn(f32) -> f32,
    ) {
        let scale = self.scale;
        let thick = BARS.get(series - 1).copied().unwrap_or_default() * scale;
        let bars = series as f32 * thick + (series - 1) as f32 * BETWEEN * scale;
        let lines = self.wrapped(&row.label, labels);
        let words = lines.len() as f32 * LEADING * scale;
        let height = bars.max(words) + 2.0 * PADDING * scale;
        let middle = self.height + height / 2.0;
        for (i, glyphs) in lines.into_iter().enumerate() {
            let width: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
            let y = middle - words / 2.0 + (i as f32 + 0.5) * LEADING * scale;
            self.text(LEFT + labels - width, y, glyphs);
        }
        for i in 0..series {
            let y = middle - bars / 2.0 + i as f32 * (thick + BETWEEN * scale);
            let value = row.values.get(i).copied().flatten().and_then(|value| value.to_f32());
            let length = value.map_or(0.0, |value| length(value.max(0.0)));
            if length > 0.0 {
                self.bar((axis, y), (length, thick), i);
            }
            let prose = self.prose(&figure_text(row, i));
            let glyphs = prose.set(0..prose.len(), None);
            self.text(axis + length + GAP * scale, y + thick / 2.0, glyphs);
        }
        self.height += height;
    }

    /// A bar of a series with its left upper corner at a place.
    fn bar(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), series: usize) {
        let shade = SHADES.get(series).copied().unwrap_or_default();
        self.shapes.push(Item::Area(Area { block: Some(self.block), x, y, width, height, shade }));
        if series > 0 {
            let (right, bottom) = (x + width, y + height);
            for (from, to) in [
                ((x, y), (right, y)),
                ((x, bottom), (right, bottom)),
                ((x, y), (x, bottom)),
                ((right, y), (right, bottom)),
            ] {
                self.shapes.push(Item::Rule(Rule { from, to, thickness: OUTLINE }));
            }
        }
    }

    fn wrapped(&self, text: &str, measure: f32) -> Vec<Vec<Glyph>> {
        let prose = self.prose(text);
        let lines = prose.lines(measure + 0.01, measure + 0.01, false);
        lines.into_iter().map(|range| prose.set_within(range, measure + 0.01, false)).collect()
    }

    /// A line of text, its squares centred on the height `middle`.
    fn text(&mut self, x: f32, middle: f32, glyphs: Vec<Glyph>) {
        if glyphs.is_empty() {
            return;
        }
        let size = SIZE * self.scale;
        let baseline = middle + (ASCENT - 0.5) * size;
        let (part, block) = (Part::Chart, Some(self.block));
        self.texts.push(Item::Text(TextLine {
            part,
            block,
            x,
            baseline,
            size,
            angle: 0.0,
            shade: 0.0,
            glyphs,
        }));
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn a_chart(series: &[&str], rows: &[(&str, &[Option<i64>])]) -> Chart {
        let row = |(label, values): &(&str, &[Option<i64>])| ChartRow {
            label: (*label).to_owned(),
            values: values.iter().map(|value| value.map(Decimal::from)).collect(),
            cell: None,
        };
        Chart {
            name: "渠道".to_owned(),
            title: "申请渠道（单位：件）".to_owned(),
            alt: String::new(),
            series: series.iter().map(|name| (*name).to_owned()).collect(),
            rows: rows.iter().map(row).collect(),
        }
    }

    fn items(drawn: &Chart) -> Vec<Item> {
        let fonts = FontBook::bundled(None).unwrap();
        let mut strips = chart(drawn, 0, &fonts).into_iter();
        let Some(Strip::Figure(figure)) = strips.next() else { panic!("a figure comes first") };
        assert!(figure.keep, "its title stays with it");
        assert!(figure.height <= MOST_HEIGHT + CAPTION_GAP);
        figure.items
    }

    fn texts(items: &[Item]) -> Vec<String> {
        let text = |item: &Item| if let Item::Text(line) = item { Some(line.text()) } else { None };
        items.iter().filter_map(text).collect()
    }

    fn areas(items: &[Item]) -> Vec<&Area> {
        items.iter().filter_map(|item| if let Item::Area(area) = item { Some(area) } else { None }).collect()
    }

    #[test]
    fn bars_are_as_long_as_their_figures() {
        let items = items(&a_chart(&["2018年"], &[("网络申请", &[Some(80)]), ("信函申请", &[Some(20)])]));
        let areas = areas(&items);
        let [longer, shorter] = areas.as_slice() else { panic!("{areas:?}") };
        assert!((longer.width / shorter.width - 4.0).abs() < 0.01);
        assert_eq!(longer.x, shorter.x);
        assert_eq!(texts(&items), ["网络申请", "80", "信函申请", "20"]);
    }

    #[test]
    fn zero_and_not_known_have_no_bar_and_are_not_the_same() {
        let items = items(&a_chart(&["2018年"], &[("网络", &[Some(0)]), ("信函", &[None]), ("传真", &[])]));
        assert!(areas(&items).is_empty());
        assert_eq!(texts(&items), ["网络", "0", "信函", "—", "传真", "—"]);
    }

    #[test]
    fn two_series_have_a_legend_and_differ_without_colour() {
        let drawn = a_chart(&["2018年", "2017年"], &[("网络申请", &[Some(80), Some(60)])]);
        let items = items(&drawn);
        assert_eq!(texts(&items), ["2018年", "2017年", "网络申请", "80", "60"]);
        let shades: Vec<f32> = areas(&items).iter().map(|area| area.shade).collect();
        assert_eq!(shades, [SHADES[0], SHADES[1], SHADES[0], SHADES[1]]);
    }

    #[test]
    fn many_rows_are_drawn_smaller_and_none_is_lost() {
        let rows: Vec<(&str, &[Option<i64>])> =
            vec![("其他处理的政府信息公开申请", &[Some(7)]); 60];
        assert_eq!(texts(&items(&a_chart(&["2018年"], &rows))).len(), 120);
        assert!(texts(&items(&a_chart(&[], &[]))).is_empty());
    }
}
