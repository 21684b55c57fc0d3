//! 落款 without a seal, GB/T 9704-2012 7.3.5.2: one line below the text, the agency two characters from the
//! right, the date under it with its first character two to the right of the agency's first. Where the date
//! is the longer one, it stands two characters from the right and the agency moves left accordingly. An agency
//! longer than a line, of which the standard says nothing, stands in even lines, the date centred under them.

use std::ops::Range;

use super::balance::balanced;
use super::linebreak::Prose;
use super::measures::{LEFT, LINE, PITCH, WIDTH};
use super::strip::{Strip, blank_line, body_style, keep_together, line};
use super::{FontBook, Part, Role};

/// Two characters.
const TWO: f32 = 2.0 * PITCH;

/// The signature with the blank line before it, all of it tied together.
pub(super) fn signature(agency: &str, date: &str, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let style = body_style(Role::Fang);
    let agency = Prose::new(agency.trim(), style, fonts);
    let date = Prose::new(date.trim(), style, fonts);
    let (agency_width, date_width) = (agency.width(0..agency.len()), date.width(0..date.len()));
    let right = LEFT + WIDTH - TWO;
    let lines = if agency.is_blank() { Vec::new() } else { balanced(&agency, WIDTH - 2.0 * TWO) };
    let widest = lines.iter().map(|line| agency.width(line.clone())).fold(0.0, f32::max);
    let (agency_x, date_x) = if lines.len() > 1 {
        (right - widest, right - (widest + date_width) / 2.0)
    } else if date.is_blank() || !agency.is_blank() && date_width <= agency_width {
        (right - agency_width, right - agency_width + TWO)
    } else {
        (right - date_width - TWO, right - date_width)
    };
    let mut strips = vec![blank_line()];
    let mut put = |prose: &Prose, range: Range<usize>, x: f32| {
        let x = x.max(LEFT);
        let glyphs = prose.set_within(range, LEFT + WIDTH - x, false);
        strips.push(line(Part::Signature, block, x, LINE, style.size, glyphs));
    };
    for range in lines {
        let indent = (widest - agency.width(range.clone())) / 2.0;
        put(&agency, range, agency_x + indent);
    }
    if !date.is_blank() {
        let room = LEFT + WIDTH - date_x.max(LEFT);
        date.lines(room, room, false).into_iter().for_each(|range| put(&date, range, date_x));
    }
    if strips.len() < 2 {
        return Vec::new();
    }
    keep_together(&mut strips);
    strips
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xs(agency: &str, date: &str) -> Vec<(f32, f32)> {
        let fonts = FontBook::bundled(None).unwrap();
        let strips = signature(agency, date, 0, &fonts);
        let lines = strips.iter().filter_map(|strip| match strip {
            Strip::Line { text, .. } => text.as_ref(),
            _ => None,
        });
        lines.map(|line| (line.x, line.x + line.width())).collect()
    }

    #[test]
    fn the_date_begins_two_characters_to_the_right_of_the_agency() {
        let lines = xs("云川市金塘区自然资源和规划局", "2019年1月16日");
        let [agency, date] = lines.as_slice() else { panic!("{lines:?}") };
        assert!((date.0 - agency.0 - TWO).abs() < 0.01);
        assert!((agency.1 - (LEFT + WIDTH - TWO)).abs() < 0.01);
    }

    #[test]
    fn a_date_longer_than_the_agency_moves_the_agency() {
        let lines = xs("区府办", "2019年1月16日");
        let [agency, date] = lines.as_slice() else { panic!("{lines:?}") };
        assert!((date.1 - (LEFT + WIDTH - TWO)).abs() < 0.01);
        assert!((date.0 - agency.0 - TWO).abs() < 0.01);
    }

    #[test]
    fn without_names_there_is_no_signature() {
        assert!(xs("", " ").is_empty());
        assert_eq!(xs("", "2019年1月16日").len(), 1);
        assert_eq!(xs("县".repeat(60).as_str(), "").len(), 3);
    }

    /// The date stood at the left margin, under a name that filled its lines from there.
    #[test]
    fn an_agency_longer_than_a_line_stands_in_even_lines_over_the_date() {
        let lines = xs(&"县某街道办事处".repeat(6), "2019年1月16日");
        let [first, second, date] = lines.as_slice() else { panic!("{lines:?}") };
        let middle = |line: &(f32, f32)| (line.0 + line.1) / 2.0;
        assert!((middle(first) - middle(second)).abs() < 0.1 && (middle(first) - middle(date)).abs() < 0.1);
        assert!((first.1.max(second.1) - (LEFT + WIDTH - TWO)).abs() < 0.1, "two characters from the right");
        assert!(first.0.min(second.0) > LEFT);
    }
}
