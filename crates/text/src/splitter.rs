//! Where a token begins and ends: one pass over folded characters.
//!
//! The rules are the word boundaries of Unicode's UAX #29 for text that is already folded, with
//! the deviations that the module [`tokenise`](crate::tokenise) describes.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};

use crate::fold::compose;
use crate::tokenise::TOKEN_BYTES_MAX;

/// What a character means for the boundaries around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Letters, and numbers that are not decimal digits.
    Letter,
    /// Decimal digits of any script.
    Digit,
    /// Letters of scripts that are written without spaces: a token each.
    Unspaced,
    /// Combining marks: they belong to the letter before them.
    Mark,
    /// `_`: holds a word together and stays in it.
    Underscore,
    /// Holds a word together and is left out of it.
    Apostrophe,
    /// Between Hebrew letters an apostrophe (gershayim), anywhere else a separator.
    Quote,
    /// `.` between digits stays, between other characters it is a joiner.
    FullStop,
    /// `,` between digits stays, between other characters it is a separator.
    Comma,
    /// Ends a token, but what follows directly is the same written word.
    Joiner,
    /// Everything else.
    Separator,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Separator; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            b'\'' => Class::Apostrophe,
            b'"' => Class::Quote,
            b'.' => Class::FullStop,
            b',' => Class::Comma,
            b':' => Class::Joiner,
            _ => Class::Separator,
        };
        byte += 1;
    }
    table
};

fn class(c: char) -> Class {
    if let Some(class) = ASCII.get(c as usize) {
        return *class;
    }
    match c {
        // Quotation marks and modifier letters that people type as apostrophes, then the Hebrew
        // geresh and gershayim.
        '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '\u{5f3}' | '\u{5f4}' => {
            return Class::Apostrophe;
        }
        '\u{66b}' => return Class::FullStop,
        '\u{66c}' => return Class::Comma,
        // Middle dot, hyphenation point, fraction slash, and the dot between Tibetan syllables.
        '\u{b7}' | '\u{2027}' | '\u{2044}' | '\u{f0b}' => return Class::Joiner,
        // Japanese marks that repeat, lengthen or abbreviate, which belong to no one script.
        '\u{3006}' | '\u{3031}'..='\u{3035}' | '\u{303c}' | '\u{30fc}' => return Class::Unspaced,
        _ => {}
    }
    use GeneralCategory as G;
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        G::DecimalNumber => Class::Digit,
        G::NonspacingMark | G::SpacingMark | G::EnclosingMark => Class::Mark,
        G::UppercaseLetter
        | G::LowercaseLetter
        | G::TitlecaseLetter
        | G::ModifierLetter
        | G::OtherLetter
        | G::LetterNumber
        | G::OtherNumber => {
            if is_unspaced(CodePointMapData::<Script>::new().get(c)) {
                Class::Unspaced
            } else {
                Class::Letter
            }
        }
        _ => Class::Separator,
    }
}

/// Scripts that put no space between words.
fn is_unspaced(script: Script) -> bool {
    matches!(
        script,
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
            | Script::TaiLe
            | Script::NewTaiLue
            | Script::TaiTham
            | Script::TaiViet
            | Script::Ahom
    )
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

/// How a character goes on after the token before it.
enum Link {
    /// It continues that token.
    Same,
    /// It begins a token of the same written word.
    Joined,
    /// It begins another word.
    Apart,
}

/// What stands between the current token and the next character.
#[derive(Clone, Copy)]
enum Between {
    Nothing,
    Underscores(usize),
    One(char, Class),
}

/// Takes folded characters one by one and hands each finished token to `emit`, with whether it
/// continues the written word of the token before it.
pub(crate) struct Splitter<F: FnMut(&str, bool)> {
    token: String,
    /// The token has reached its greatest length: the rest of it is left out.
    full: bool,
    /// Something was left out within the token, and the parts on both sides may compose.
    gap: bool,
    joined: bool,
    last: Class,
    between: Between,
    emit: F,
}

impl<F: FnMut(&str, bool)> Splitter<F> {
    pub(crate) fn new(emit: F) -> Self {
        Self {
            token: String::with_capacity(TOKEN_BYTES_MAX),
            full: false,
            gap: false,
            joined: false,
            last: Class::Separator,
            between: Between::Nothing,
            emit,
        }
    }

    pub(crate) fn push(&mut self, c: char) {
        match class(c) {
            next @ (Class::Letter | Class::Digit | Class::Unspaced) => self.push_letter(c, next),
            Class::Mark => {
                if !self.token.is_empty() && matches!(self.between, Between::Nothing) {
                    self.append(c);
                }
            }
            Class::Separator => self.separate(),
            next => self.push_between(c, next),
        }
    }

    /// Ends the token and the written word, if there are any.
    pub(crate) fn separate(&mut self) {
        self.finish(false);
    }

    fn push_letter(&mut self, c: char, next: Class) {
        match self.link(c, next) {
            Link::Same => match self.between {
                Between::Underscores(count) => {
                    // A token can hold no more of them, whatever their number.
                    (0..count.min(TOKEN_BYTES_MAX)).for_each(|_| self.append('_'));
                }
                Between::One(point, Class::FullStop | Class::Comma) => self.append(point),
                Between::One(..) => self.gap = true,
                Between::Nothing => {}
            },
            Link::Joined => self.finish(true),
            Link::Apart => self.finish(false),
        }
        self.between = Between::Nothing;
        self.append(c);
        self.last = next;
    }

    fn push_between(&mut self, c: char, next: Class) {
        self.between = match (self.between, next) {
            _ if self.token.is_empty() => Between::Nothing,
            (Between::Nothing, Class::Underscore) => Between::Underscores(1),
            (Between::Underscores(count), Class::Underscore) => Between::Underscores(count + 1),
            (Between::Nothing, Class::Quote) if !self.token.ends_with(is_hebrew) => {
                return self.separate();
            }
            (Between::Nothing, _) => Between::One(c, next),
            _ => return self.separate(),
        };
    }

    fn link(&self, c: char, next: Class) -> Link {
        if self.token.is_empty() {
            return Link::Apart;
        }
        let unspaced = self.last == Class::Unspaced || next == Class::Unspaced;
        match self.between {
            Between::One(_, Class::Quote) if is_hebrew(c) => Link::Same,
            Between::One(_, Class::Quote) => Link::Apart,
            Between::One(_, Class::FullStop | Class::Comma)
                if self.last == Class::Digit && next == Class::Digit =>
            {
                Link::Same
            }
            Between::One(_, Class::Comma) => Link::Apart,
            Between::One(_, Class::FullStop | Class::Joiner) => Link::Joined,
            _ if unspaced => Link::Joined,
            _ => Link::Same,
        }
    }

    fn append(&mut self, c: char) {
        if self.full || self.token.len() + c.len_utf8() > TOKEN_BYTES_MAX {
            self.full = true;
        } else {
            self.token.push(c);
        }
    }

    fn finish(&mut self, next_joined: bool) {
        if self.full {
            // What holds a word together does not end a token, also when the rest is left out.
            let holds = |c| matches!(class(c), Class::Underscore | Class::FullStop | Class::Comma);
            self.token.truncate(self.token.trim_end_matches(holds).len());
        }
        if !self.token.is_empty() {
            let token =
                if self.gap { compose(&self.token) } else { Cow::Borrowed(self.token.as_str()) };
            (self.emit)(&token, self.joined);
            self.token.clear();
        }
        self.full = false;
        self.gap = false;
        self.joined = next_joined;
        self.between = Between::Nothing;
        self.last = Class::Separator;
    }
}
