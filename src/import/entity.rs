//! What a reference in XML stands for.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;

/// The text of `&lt;` or `&#20214;`. XML defines five names; more would need a DTD, which no reader takes, so others
/// are a replacement character.
pub(super) fn referenced(name: &BytesRef<'_>) -> String {
    let named = str::from_utf8(name).ok().and_then(resolve_xml_entity).map(str::to_owned);
    let numbered = || name.resolve_char_ref().ok().flatten().map(String::from);
    named.or_else(numbered).unwrap_or_else(|| char::REPLACEMENT_CHARACTER.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_their_characters() {
        let check =
            |name: &str, expected: &str| assert_eq!(referenced(&BytesRef::new(name)), expected, "{name}");
        check("lt", "<");
        check("apos", "'");
        check("#20214", "件");
        check("#x4EF6", "件");
        check("nbsp", "\u{FFFD}");
        check("#xFFFFFFFF", "\u{FFFD}");
    }
}
