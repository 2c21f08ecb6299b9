//! The words and signs of a Rust file.

/// A word, or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub text: &'a str,
    pub line: usize,
}

/// The tokens of a file, without comments, literals, and items that are compiled for tests only.
pub fn code(source: &str) -> Vec<Token<'_>> {
    let all = tokens(source);
    let mut code = Vec::new();
    let mut at = 0;
    while at < all.len() {
        at = match end_of_attribute(&all, at) {
            Some(end) if is_for_tests(&all[at..end]) => end_of_item(&all, end),
            Some(end) => {
                code.extend_from_slice(&all[at..end]);
                end
            }
            None => {
                code.push(all[at]);
                at + 1
            }
        };
    }
    code
}

/// The end of the attribute that begins here, if there is one.
pub fn end_of_attribute(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let is_text = |at: usize, text| tokens.get(at).is_some_and(|token| token.text == text);
    let bracket = if is_text(at + 1, "!") { at + 2 } else { at + 1 };
    (is_text(at, "#") && is_text(bracket, "[")).then(|| end_of_brackets(tokens, bracket))
}

/// The end of the brackets that open here.
pub fn end_of_brackets(tokens: &[Token<'_>], from: usize) -> usize {
    let mut open = 0;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.text {
            "(" | "[" | "{" => open += 1,
            ")" | "]" | "}" => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// Whether a token is a word.
pub fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Whether an attribute makes its item compile for tests only: `#[cfg(test)]`, alone or among other
/// conditions.
fn is_for_tests(attribute: &[Token<'_>]) -> bool {
    let mut words = attribute.iter().map(|token| token.text).filter(|text| is_word(text));
    words.next() == Some("cfg")
        && words.take_while(|word| !["not", "any"].contains(word)).any(|word| word == "test")
}

/// The end of the item that begins here, with its attributes.
fn end_of_item(tokens: &[Token<'_>], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        at = match (end_of_attribute(tokens, at), token.text) {
            (Some(end), _) => end,
            (None, "{") => return end_of_brackets(tokens, at),
            (None, "(" | "[") => end_of_brackets(tokens, at),
            (None, ";") => return at + 1,
            (None, _) => at + 1,
        };
    }
    at
}

fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while !rest.is_empty() {
        let (length, is_code) = piece(rest);
        let (text, after) = rest.split_at(length);
        if is_code {
            tokens.push(Token { text, line });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The length of the first piece of the source, and whether it is a token.
fn piece(source: &str) -> (usize, bool) {
    if source.starts_with("//") {
        return (source.find('\n').unwrap_or(source.len()), false);
    }
    if source.starts_with("/*") {
        return (comment(source), false);
    }
    if let Some(length) = literal(source) {
        return (length, false);
    }
    let blank = source.len() - source.trim_start().len();
    let word = source.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
    match word.unwrap_or(source.len()) {
        _ if blank > 0 => (blank, false),
        0 if source.starts_with("::") => (2, true),
        0 => (source.chars().next().map_or(1, char::len_utf8), true),
        word => (word, true),
    }
}

/// The length of a comment, which may contain comments.
fn comment(source: &str) -> usize {
    let (mut open, mut at) = (1, 2);
    while open > 0 {
        let Some(next) = source[at..].find(['*', '/']) else { return source.len() };
        at += next;
        match &source[at..] {
            rest if rest.starts_with("*/") => (open, at) = (open - 1, at + 2),
            rest if rest.starts_with("/*") => (open, at) = (open + 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

/// The length of the text, character or lifetime that begins here, if there is one.
fn literal(source: &str) -> Option<usize> {
    let plain = source.strip_prefix(['b', 'c']).unwrap_or(source);
    if let Some(raw) = plain.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let text = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", &raw[..hashes]);
        return Some(source.len() - text.len() + text.find(&end)? + end.len());
    }
    if let Some(text) = plain.strip_prefix('"') {
        return Some(source.len() - text.len() + quoted(text, '"')?);
    }
    let text = plain.strip_prefix('\'')?;
    let mut characters = text.chars();
    let (first, second) = (characters.next()?, characters.next());
    let length = if first == '\\' || second == Some('\'') {
        quoted(text, '\'')?
    } else {
        text.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(text.len())
    };
    Some(source.len() - text.len() + length)
}

/// The length of a text up to its closing quotation mark.
fn quoted(text: &str, mark: char) -> Option<usize> {
    let mut is_escaped = false;
    let end = text.find(|sign| {
        let is_end = sign == mark && !is_escaped;
        is_escaped = sign == '\\' && !is_escaped;
        is_end
    });
    end.map(|end| end + mark.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        code(source).iter().map(|token| token.text).collect()
    }

    #[test]
    fn comments_and_literals_are_no_code() {
        assert_eq!(texts("a // b\n/* c /* d */ e */ f"), ["a", "f"]);
        assert_eq!(texts(r##"a("b \" c", r#"d " e"#, b'\'', '"', 'g') h"##).concat(), "a(,,,,)h");
        assert_eq!(texts("&'static str"), ["&", "str"]);
        assert_eq!(texts("break r::b"), ["break", "r", "::", "b"]);
    }

    #[test]
    fn lines_are_counted_also_in_what_is_left_out() {
        let lines = code("a /*\n\n*/ b \"\n\" c").into_iter().map(|token| token.line);
        assert_eq!(lines.collect::<Vec<_>>(), [1, 3, 4]);
    }

    #[test]
    fn what_is_for_tests_only_is_no_code() {
        assert_eq!(texts("a; #[cfg(test)] mod tests { use b; } c"), ["a", ";", "c"]);
        assert_eq!(texts("#[cfg(all(test, not(x)))] #[y] mod tests; c"), ["c"]);
        assert!(texts("#[cfg(not(test))] mod a; c").contains(&"a"));
        assert!(texts("#[cfg(any(test, b))] mod a; c").contains(&"a"));
    }
}
