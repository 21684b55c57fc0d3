//! Web and mail addresses in the text, so that a reader can click them.

use std::ops::Range;

/// An address found: which characters of the text, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The characters, counted from 0.
    pub characters: Range<usize>,
    /// `http:`, `https:` or `mailto:`.
    pub uri: String,
}

/// What an address without `http://` must end in to be taken for one; `第3.2.cn` is not worth a mistake.
const ENDINGS: [&str; 4] = [".gov.cn", ".org.cn", ".com.cn", ".net.cn"];

/// Whether a text can hold an address at all; most cannot, and need no closer look.
pub(super) fn may_hold_address(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.contains("www.") || text.contains(".cn")
}

/// The addresses of a text in order.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    // An address is a run of the characters that addresses are made of; Chinese text and blanks end it.
    while start < characters.len() {
        let run = characters.iter().skip(start).take_while(|c| is_of_address(**c)).count();
        if run == 0 {
            start += 1;
            continue;
        }
        let words: String = characters.iter().skip(start).take(run).collect();
        if let Some((before, length, uri)) = address_in(&words) {
            let from = start + before;
            found.push(Address { characters: from..from + length, uri });
        }
        start += run;
    }
    found
}

fn is_of_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
}

/// The address in a run of ASCII, how many characters stand before it and how many it has.
fn address_in(run: &str) -> Option<(usize, usize, String)> {
    let lower = run.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().filter_map(|scheme| lower.find(scheme)).min();
    let before = scheme.or_else(|| lower.find("www.")).unwrap_or_else(|| {
        // Before an address without any sign stand at most marks: (www…), 1.x@…
        run.find(|c: char| c.is_ascii_alphanumeric()).unwrap_or(0)
    });
    let address = trimmed(run.get(before..)?);
    let uri = if scheme.is_some() {
        (address.len() > "https://".len()).then(|| address.to_owned())
    } else if is_mail(address) {
        Some(format!("mailto:{address}"))
    } else {
        let host = address.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
        let known = host.starts_with("www.") || ENDINGS.iter().any(|ending| host.ends_with(ending));
        (known && is_host(&host)).then(|| format!("http://{address}"))
    }?;
    Some((before, address.len(), uri))
}

/// Without the marks that belong to the sentence and not to the address.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    while let Some(last) = address.chars().last() {
        let closes = last == ')' && address.matches(')').count() > address.matches('(').count();
        if !closes && !".,;:!?'[]&".contains(last) {
            break;
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
    }
    address
}

fn is_mail(address: &str) -> bool {
    let Some((name, host)) = address.split_once('@') else { return false };
    let fits = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    !name.is_empty() && name.chars().all(fits) && is_host(host)
}

fn is_host(host: &str) -> bool {
    let mut labels = host.split('.');
    let fits =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    host.contains('.') && labels.all(fits) && host.chars().last().is_some_and(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let characters: Vec<char> = text.chars().collect();
        let found = addresses(text);
        let found: Vec<(String, &str)> = found
            .iter()
            .map(|found| (characters[found.characters.clone()].iter().collect(), found.uri.as_str()))
            .collect();
        let expected: Vec<(String, &str)> = expected.iter().map(|(a, b)| ((*a).to_owned(), *b)).collect();
        assert_eq!(found, expected, "{text}");
        assert!(found.is_empty() || may_hold_address(text), "{text}");
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        check(
            "见http://www.jt.gov.cn/xxgk/，电话",
            &[("http://www.jt.gov.cn/xxgk/", "http://www.jt.gov.cn/xxgk/")],
        );
        check("（网址：www.jt.gov.cn）。", &[("www.jt.gov.cn", "http://www.jt.gov.cn")]);
        check("登录 xxgk.jt.gov.cn. 查看", &[("xxgk.jt.gov.cn", "http://xxgk.jt.gov.cn")]);
        check("(HTTPS://a.cn/b(1))", &[("HTTPS://a.cn/b(1)", "HTTPS://a.cn/b(1)")]);
        check("邮箱：jt_xxgk@163.com；邮编", &[("jt_xxgk@163.com", "mailto:jt_xxgk@163.com")]);
        check(
            "http://a.gov.cn/1和b@c.cn",
            &[("http://a.gov.cn/1", "http://a.gov.cn/1"), ("b@c.cn", "mailto:b@c.cn")],
        );
    }

    #[test]
    fn figures_and_words_are_no_addresses() {
        for text in
            ["共3.5万元", "No.12.cn", "@全体", "a@b", "https://", "v1.2.3", "WPS/Word", "www.", "12:30", ""]
        {
            check(text, &[]);
        }
    }
}
