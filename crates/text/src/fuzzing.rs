//! What holds for whatever text a client sends: the function of the fuzz target, which panics where
//! it does not hold.
//!
//! `fuzz/` looks for such texts, and the test here runs over those it once found.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::fold::fold;
use crate::tokenise::{TOKEN_BYTES_MAX, token_list, tokens, words};

/// Any text is cut into tokens of the documented form; they are those of its folded form too, and
/// their list is cut into the same again.
pub fn check_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let folded = fold(&text);
    assert_eq!(fold(&folded), folded, "{text:?} folded twice");
    assert!(folded.len() <= 11 * text.len(), "{text:?} folded is {} bytes", folded.len());
    let list = token_list(&text);
    assert_eq!(token_list(&list), list, "the list of {text:?}");
    assert_eq!(token_list(&folded), list, "{text:?} folded");
    let tokens: Vec<_> = tokens(&text).collect();
    assert!(!tokens.first().is_some_and(|token| token.joined), "{text:?}");
    tokens.iter().for_each(|token| assert_form(&token.text));
    let joined: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(joined.join(" "), list, "{text:?}");
    let words = words(&text);
    assert!(words.iter().all(|word| !word.is_empty()), "{text:?}");
    assert_eq!(words.len(), tokens.iter().filter(|token| !token.joined).count(), "{text:?}");
    assert_eq!(words.concat().join(" "), list, "{text:?}");
}

fn assert_form(token: &str) {
    assert!(token.len() <= TOKEN_BYTES_MAX, "{token:?}");
    assert!(token.contains(is_letter_or_number), "{token:?}");
    for c in token.chars() {
        assert!(!c.is_whitespace() && !c.is_control(), "{token:?}");
        assert!(!c.is_ascii() || c.is_ascii_alphanumeric() || "_.,".contains(c), "{token:?}");
    }
}

/// As `char::is_alphanumeric`, by the version of Unicode that the tokenizer has.
fn is_letter_or_number(c: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Number).contains(category)
}

#[cfg(test)]
mod tests {
    #[test]
    fn texts() {
        replay::replay("text", super::check_text);
    }
}
