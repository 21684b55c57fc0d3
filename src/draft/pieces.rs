//! A section's text as the draft's file has it: pictures stand apart, by name, at the end of the file,
//! so that the text can be read.

use serde::{Deserialize, Serialize};

use super::ordered::Ordered;
use super::{Figure, FigureFormat, Illustration, Picture, Piece, SectionText};
use crate::form::CellKey;

/// A piece of text in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum FilePiece {
    /// Words as typed.
    #[serde(rename = "文字")]
    Words(String),
    /// A live figure as it is.
    #[serde(rename = "数字")]
    Figure(CellKey),
    /// A live figure in a format.
    #[serde(rename = "排版数字")]
    Formatted(CellKey, FigureFormat),
    /// A picture, by its name in `pictures`.
    #[serde(rename = "图片")]
    Picture(String),
}

/// A picture in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePicture {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) caption: String,
    pub(super) base64: Picture,
}

/// Texts as they are written, with the pictures named in them.
pub(super) fn written<'a>(
    texts: impl Iterator<Item = (&'a String, &'a SectionText)>,
) -> (Ordered<Vec<FilePiece>>, Ordered<FilePicture>) {
    let mut pictures: Vec<(String, FilePicture)> = Vec::new();
    let mut named = |one: &Illustration| {
        let new = FilePicture { caption: one.caption.clone(), base64: one.picture.clone() };
        if let Some((name, _)) = pictures.iter().find(|(_, known)| *known == new) {
            return name.clone();
        }
        let name = format!("图{}", pictures.len() + 1);
        pictures.push((name.clone(), new));
        name
    };
    let texts = texts
        .map(|(section, text)| {
            let pieces = text.pieces().iter().map(|piece| match piece {
                Piece::Words(words) => FilePiece::Words(words.clone()),
                Piece::Figure(Figure { key, format: FigureFormat::Plain }) => FilePiece::Figure(key.clone()),
                Piece::Figure(Figure { key, format }) => FilePiece::Formatted(key.clone(), *format),
                Piece::Picture(one) => FilePiece::Picture(named(one)),
            });
            (section.clone(), pieces.collect())
        })
        .collect();
    (Ordered(texts), Ordered(pictures))
}

/// A text as it was read.
///
/// # Errors
/// The name of a picture that the file does not have.
pub(super) fn read(pieces: Vec<FilePiece>, pictures: &Ordered<FilePicture>) -> Result<SectionText, String> {
    let pieces = pieces.into_iter().map(|piece| {
        Ok(match piece {
            FilePiece::Words(words) => Piece::Words(words),
            FilePiece::Figure(key) => Piece::Figure(Figure::plain(key)),
            FilePiece::Formatted(key, format) => Piece::Figure(Figure { key, format }),
            FilePiece::Picture(name) => match pictures.0.iter().find(|(known, _)| *known == name) {
                Some((_, one)) => {
                    Piece::Picture(Illustration { picture: one.base64.clone(), caption: one.caption.clone() })
                }
                None => return Err(name),
            },
        })
    });
    Ok(SectionText::new(pieces.collect::<Result<Vec<_>, String>>()?))
}
