//! Web archives (`.mht`): a page and its pictures as the parts of a mail, as browsers, Word and WPS save them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::budget::Budget;
use super::packed::damaged;
use super::{Source, encoding, html};
use crate::error::Error;

/// Lines of a head, at most.
const HEAD: usize = 200;

/// Whether a file is one: it begins with the head of a mail.
pub(super) fn is_web_archive(bytes: &[u8]) -> bool {
    let head = Head::read(bytes).0;
    head.get("mime-version").is_some() && head.get("content-type").is_some()
}

/// Reads the page of an archive.
///
/// # Errors
/// There is none in it, or it holds more than is read.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Source, Error> {
    let (head, body) = Head::read(bytes);
    let content = head.get("content-type").unwrap_or_default();
    let page = match parameter(content, "boundary") {
        None => decoded(&head, body),
        Some(boundary) => {
            let boundary = format!("--{boundary}");
            let parts = parts(body, boundary.as_bytes()).into_iter().map(Head::read);
            let is_page =
                |head: &Head| head.get("content-type").is_some_and(|kind| kind.starts_with("text/html"));
            parts.into_iter().find(|(head, _)| is_page(head)).map(|(head, body)| decoded(&head, body))
        }
        .ok_or_else(damaged)?,
    };
    let mut source = html::read(&page.text, budget)?;
    source.notes.splice(0..0, page.notes);
    Ok(source)
}

/// The lines before the first blank one: names in small letters, and values.
struct Head(Vec<(String, String)>);

impl Head {
    fn read(bytes: &[u8]) -> (Self, &[u8]) {
        let mut head: Vec<(String, String)> = Vec::new();
        let mut rest = bytes;
        for _ in 0..HEAD {
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
            let (line, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            let line = String::from_utf8_lossy(line.get(..2_000).unwrap_or(line)).into_owned();
            // A blank line before the head is none.
            if line.trim().is_empty() && !(head.is_empty() && !after.is_empty()) {
                rest = after;
                break;
            }
            rest = after;
            match (line.starts_with([' ', '\t']), head.last_mut()) {
                (true, Some((_, value))) => *value += line.trim_end(),
                _ => match line.split_once(':') {
                    Some((name, value)) => {
                        head.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                    }
                    None if line.trim().is_empty() => {}
                    None => break,
                },
            }
        }
        (Self(head), rest)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// `charset="gb2312"` of a value.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (known.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// What stands between lines that begin with the boundary.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut begun: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(boundary) {
            parts.extend(begun.and_then(|start| body.get(start..at)));
            begun = Some(at + line.len());
        }
        at += line.len();
    }
    parts.extend(begun.and_then(|start| body.get(start..)));
    parts
}

fn decoded(head: &Head, body: &[u8]) -> encoding::Decoded {
    let transfer = head.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = match transfer.as_str() {
        "base64" => {
            let letters: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            // A cut end loses its last letters.
            let whole = letters.get(..letters.len() / 4 * 4).unwrap_or(&letters);
            STANDARD.decode(whole).unwrap_or_default()
        }
        "quoted-printable" => unquoted(body),
        _ => body.to_vec(),
    };
    encoding::decode(&bytes, head.get("content-type").and_then(|kind| parameter(kind, "charset")).as_deref())
}

/// `=E6=94=BF` is three bytes, `=` at the end of a line joins it to the next.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            bytes.push(*first);
            continue;
        }
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let (skipped, byte) = match (digit(0), digit(1), after) {
            (Some(high), Some(low), _) => (2, u8::try_from(high * 16 + low).ok()),
            (_, _, [b'\r', b'\n', ..]) => (2, None),
            (_, _, [b'\n', ..]) => (1, None),
            _ => (0, Some(b'=')),
        };
        bytes.extend(byte);
        rest = after.get(skipped..).unwrap_or_default();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::tests_shown::shown;
    use super::*;

    fn check(archive: &[u8], expected: &[&str]) {
        assert!(is_web_archive(archive));
        assert_eq!(shown(&read(archive, &mut Budget::default()).unwrap()), expected);
    }

    #[test]
    fn the_page_of_an_archive_is_read() {
        let head =
            "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"----=_Next\"\r\n\r\n";
        let part = "------=_Next\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
                    Content-Transfer-Encoding: quoted-printable\r\n\r\n\
                    <p>=E6=94=B6=E5=88=B0 215=\r\n</p>\r\n------=_Next\r\nContent-Type: image/png\r\n\r\nxx\r\n------=_Next--";
        check(format!("{head}{part}").as_bytes(), &["0: 收到 215"]);
    }

    #[test]
    fn an_archive_may_be_of_one_part_and_in_base64() {
        let page = encoding_rs::GB18030.encode("<p>收到申请215件</p>").0.into_owned();
        let head = "From: <保存>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\n\
                    Content-Transfer-Encoding: base64\r\n\r\n";
        check(format!("{head}{}\r\n", STANDARD.encode(page)).as_bytes(), &["0: 收到申请215件"]);
    }

    #[test]
    fn a_text_is_no_archive() {
        for text in ["收到申请：215件\n\n", "Content-Type: x\n\n", "", "\n\n\n"] {
            assert!(!is_web_archive(text.as_bytes()), "{text}");
        }
    }
}
