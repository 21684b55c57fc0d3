//! Titles, headings and paragraphs become strips.

use super::linebreak::{Prose, Style};
use super::measures::{LEFT, LINE, PITCH, TITLE_LINE, TITLE_SIZE, WIDTH};
use super::strip::{Align, Strip, body_style, keep_together, keep_with_next, line, plain_lines};
use super::{FontBook, Part, Role};

/// First-line indent in characters (GB/T 9704-2012 7.3.3: 每个自然段左空二字).
const INDENT: f32 = 2.0;

/// 2号小标宋, centred, in even lines (7.3.1).
pub(super) fn title(text: &str, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let style = (Style::new(Role::Title, TITLE_SIZE), TITLE_LINE);
    let mut strips = plain_lines(text, (Part::Title, block), style, (Align::Centre, WIDTH), fonts);
    strips.iter_mut().for_each(keep_with_next);
    strips
}

/// 3号楷体, centred.
pub(super) fn subtitle(text: &str, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let style = (body_style(Role::Kai), LINE);
    let mut strips = plain_lines(text, (Part::Subtitle, block), style, (Align::Centre, WIDTH), fonts);
    strips.iter_mut().for_each(keep_with_next);
    strips
}

/// 附件 in 3号黑体 at the left margin of a new page (7.3.7).
pub(super) fn annex(label: &str, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let style = (body_style(Role::Hei), LINE);
    let mut strips = vec![Strip::NewPage { turned: false }];
    strips.extend(plain_lines(label, (Part::Annex, block), style, (Align::Left, WIDTH), fonts));
    strips.iter_mut().for_each(keep_with_next);
    strips
}

/// The role of a heading's face: 一、黑体, （一）楷体, the others 仿宋 (7.3.3).
pub(super) fn heading_role(level: u8) -> Role {
    match level {
        0 | 1 => Role::Hei,
        2 => Role::Kai,
        _ => Role::Fang,
    }
}

/// A heading, tied to what follows.
pub(super) fn heading(text: &str, level: u8, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let mut strips = prose(text, Part::Heading(level), heading_role(level), block, fonts);
    strips.iter_mut().for_each(keep_with_next);
    strips
}

/// A paragraph. Neither its first nor its last line stands alone on a page.
pub(super) fn body(text: &str, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let mut strips = prose(text, Part::Body, Role::Fang, block, fonts);
    if strips.len() <= 3 {
        keep_together(&mut strips);
    } else {
        let last_but_one = strips.len() - 2;
        strips.first_mut().into_iter().for_each(keep_with_next);
        strips.get_mut(last_but_one).into_iter().for_each(keep_with_next);
    }
    strips
}

/// Justified lines, the first of each piece of text indented; line ends in the text begin a new piece.
fn prose(text: &str, part: Part, role: Role, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let style = body_style(role);
    let indent = INDENT * PITCH;
    let mut strips = Vec::new();
    for piece in text.lines().map(str::trim).filter(|piece| !piece.is_empty()) {
        let prose = Prose::new(piece, style, fonts);
        let lines = prose.lines(WIDTH - indent, WIDTH, true);
        let count = lines.len();
        for (i, range) in lines.into_iter().enumerate() {
            let indent = if i == 0 { indent } else { 0.0 };
            let glyphs = prose.set_within(range, WIDTH - indent, i + 1 < count);
            strips.push(line(part, block, LEFT + indent, LINE, style.size, glyphs));
        }
    }
    strips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_eight_characters_fill_a_line() {
        let fonts = FontBook::bundled(None).unwrap();
        let strips = body(&"公".repeat(26 + 28 + 28 + 3), 0, &fonts);
        let counts: Vec<usize> = strips
            .iter()
            .filter_map(|strip| match strip {
                Strip::Line { text, .. } => text.as_ref().map(|line| line.glyphs.len()),
                _ => None,
            })
            .collect();
        assert_eq!(counts, [26, 28, 28, 3]);
    }

    #[test]
    fn blank_text_takes_no_line() {
        let fonts = FontBook::bundled(None).unwrap();
        assert!(body(" \n　\n", 0, &fonts).is_empty());
        assert!(title("", 0, &fonts).is_empty());
    }
}
