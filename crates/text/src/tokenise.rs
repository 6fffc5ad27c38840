//! The one tokenizer of full-text search, for documents and for queries.
//!
//! A token is a [folded](crate::fold::fold) word. Words are those of Unicode's UAX #29, without
//! a dictionary and without any knowledge of the language, with these deviations:
//!
//! - Scripts written without spaces (Chinese, Japanese kana, Thai, Lao, Khmer, Burmese and
//!   others of the region) give one token per letter with its marks. A query matches such a word
//!   as a phrase of these tokens, so that it finds every substring: what a dictionary makes of a
//!   word depends on its neighbours and on the dictionary's age. The price is that a phrase also
//!   matches across a punctuation mark (`手机` finds `左手，机会`).
//! - `.` and `,` stay between digits (`3.14`, `1,000`); between letters a full stop, like a
//!   colon, a middle dot, a fraction slash and the Tibetan tsheg, ends the token but not the
//!   written word: `example.com` is found by `example` and, as a phrase, by `example.com`.
//! - Apostrophes within a word are left out: `don't`, `don’t` and `dont` are one token.
//! - `_` holds a word together (`snake_case`) but is left out at its ends (`_emphasis_`).
//! - A token longer than [`TOKEN_BYTES_MAX`] is cut, never dropped.
//!
//! Every token has at least one letter or number, and consists of letters, numbers, combining
//! marks, `_`, `.` and `,` only. The ASCII characters in it are therefore letters, digits and
//! `_ . ,`: a list of tokens joined by spaces can be split again by a simpler tokenizer (SQLite's
//! `ascii` with `tokenchars '._,'`), and between quotes no token needs escaping.

use crate::fold::{compose, fold_decomposed};
use crate::splitter::Splitter;

/// The greatest length of a token in bytes of UTF-8; longer ones are cut at the last character
/// that fits.
pub const TOKEN_BYTES_MAX: usize = 255;

/// A folded word, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// The folded text, 1 to [`TOKEN_BYTES_MAX`] bytes.
    pub text: String,
    /// True when this token continues the same written word as the one before, so that a query
    /// must match the two as a phrase. The first token of a text is never joined.
    pub joined: bool,
}

/// The tokens of a text in order.
///
/// Linear in the length of `text`; holds the tokens of one stretch without ASCII white space at
/// a time. [`each_token`] does the same without allocating each token.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    text.split_ascii_whitespace().flat_map(|chunk| {
        let mut tokens = Vec::new();
        each_token(chunk, |token, joined| tokens.push(Token { text: token.to_owned(), joined }));
        tokens
    })
}

/// Calls `visit` with the text of each [token](Token) in order, and with whether it is joined to
/// the one before.
///
/// Linear in the length of `text`; its memory is in proportion to the longest stretch without
/// ASCII white space.
pub fn each_token(text: &str, visit: impl FnMut(&str, bool)) {
    let mut splitter = Splitter::new(visit);
    let mut folded = String::new();
    // No rule reaches over white space, so one word that is not ASCII does not slow the others.
    for chunk in text.split_ascii_whitespace() {
        if chunk.is_ascii() {
            split_ascii(chunk, &mut splitter);
        } else {
            folded.clear();
            split_any(chunk, &mut folded, &mut splitter);
        }
        splitter.separate();
    }
}

/// The tokens of a text joined by single spaces: the form in which a document is indexed.
pub fn token_list(text: &str) -> String {
    let mut list = String::with_capacity(text.len());
    each_token(text, |token, _| {
        if !list.is_empty() {
            list.push(' ');
        }
        list.push_str(token);
    });
    list
}

/// The written words of a text in order, each as the run of its tokens: one token for most
/// words, more where the tokens of a word are [joined](Token::joined). No run is empty.
pub fn words(text: &str) -> Vec<Vec<String>> {
    let mut words: Vec<Vec<String>> = Vec::new();
    each_token(text, |token, joined| match words.last_mut() {
        Some(word) if joined => word.push(token.to_owned()),
        _ => words.push(vec![token.to_owned()]),
    });
    words
}

fn split_ascii<F: FnMut(&str, bool)>(chunk: &str, splitter: &mut Splitter<F>) {
    for byte in chunk.bytes() {
        splitter.push(char::from(byte.to_ascii_lowercase()));
    }
}

fn split_any<F: FnMut(&str, bool)>(chunk: &str, folded: &mut String, splitter: &mut Splitter<F>) {
    fold_decomposed(chunk, folded);
    for c in compose(folded).chars() {
        splitter.push(c);
    }
}

#[cfg(test)]
mod tests;
