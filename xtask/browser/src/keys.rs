//! Keys by name, in the form that WebDriver takes.

use anyhow::{Result, bail};
use fantoccini::key::Key;

/// The characters that stand for `combination`: `Tab`, `ArrowLeft`, `Shift+Tab`, `a`. The modifiers
/// come first; they are held while the last key is pressed.
pub fn parse(combination: &str) -> Result<Vec<char>> {
    let mut keys = Vec::new();
    // A lone plus is a key and no separator.
    let parts: Vec<&str> =
        if combination == "+" { vec!["+"] } else { combination.split('+').collect() };
    for name in parts {
        keys.push(key(name)?);
    }
    Ok(keys)
}

fn key(name: &str) -> Result<char> {
    let key = match name {
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Space" => return Ok(' '),
        other => {
            let mut characters = other.chars();
            return match (characters.next(), characters.next()) {
                (Some(character), None) => Ok(character),
                _ => bail!("there is no key {other:?}"),
            };
        }
    };
    Ok(key.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_come_before_their_key() {
        let (shift, tab): (char, char) = (Key::Shift.into(), Key::Tab.into());
        assert_eq!(parse("Shift+Tab").unwrap(), [shift, tab]);
        assert_eq!(parse("a").unwrap(), ['a']);
        assert_eq!(parse("+").unwrap(), ['+']);
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert!(parse("Hyper").unwrap_err().to_string().contains("Hyper"));
    }
}
