//! Folding: what makes `Café`, `CAFE` and `ｃａｆé` the same word for a search.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};

const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();

/// Folds a word (or any text) to the form that is compared in a search.
///
/// - Compatibility forms become ordinary ones, as in NFKC: full and half width, ligatures,
///   circled and mathematical letters, superscripts.
/// - Case is folded in full: `ß` is `ss`, `ς` is `σ`, `İ` and `ı` are `i`.
/// - Accents go where they are accents: Latin, Greek, Cyrillic, Hebrew points, Arabic harakat
///   and hamza above or below a letter; so do the tatweel and the strokes and ligatures of Latin
///   letters (`đ ø ł æ œ þ`). Marks of all other scripts stay, as they are vowels and tones
///   there (Devanagari, Thai) or make another letter (`が`). Hangul stays composed.
/// - Invisible characters go: soft hyphen, joiners, variation selectors, direction marks. The
///   zero width space stays, as it separates words.
///
/// The result is in NFC and folding it again changes nothing. White space and punctuation stay
/// (some compatibility forms even gain them); words without them come from
/// [`tokenise`](crate::tokenise). Linear in the length of `word`; the result can be up to eleven
/// times longer, as one character of Arabic ligature is a whole phrase.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    fold_decomposed(word, &mut folded);
    match compose(&folded) {
        Cow::Owned(composed) => composed,
        Cow::Borrowed(_) => folded,
    }
}

/// Appends the folded form of `text` before its composition to `out`.
pub(crate) fn fold_decomposed(text: &str, out: &mut String) {
    let mut marks_kept = false;
    for c in NFKD.normalize_iter(text.chars()) {
        if c.is_ascii() {
            marks_kept = false;
            out.push(c.to_ascii_lowercase());
        } else if keeps(c, &mut marks_kept) {
            push_case_folded(c, out);
        }
    }
}

/// Composes what [`fold_decomposed`] has written.
pub(crate) fn compose(folded: &str) -> Cow<'_, str> {
    NFC.normalize(folded)
}

/// Says whether folding keeps a character that is not ASCII. `marks_kept` carries from one
/// character to the next whether the letter before keeps its marks.
fn keeps(c: char, marks_kept: &mut bool) -> bool {
    const TATWEEL: char = '\u{640}';
    const ZERO_WIDTH_SPACE: char = '\u{200b}';
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark => {
            *marks_kept && !is_invisible_mark(c)
        }
        GeneralCategory::SpacingMark => true,
        GeneralCategory::Format => c == ZERO_WIDTH_SPACE,
        _ if matches!(c, TATWEEL | '\u{115f}' | '\u{1160}') => false, // and Hangul fillers
        _ => {
            *marks_kept = !matches!(
                CodePointMapData::<Script>::new().get(c),
                Script::Latin
                    | Script::Greek
                    | Script::Cyrillic
                    | Script::Hebrew
                    | Script::Arabic
                    | Script::Common
                    | Script::Inherited
            );
            true
        }
    }
}

/// Marks without a shape of their own: variation selectors and the like.
fn is_invisible_mark(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Appends the case-folded form of a decomposed character that is not ASCII.
fn push_case_folded(c: char, out: &mut String) {
    // Between these lie the scripts of East Asia: most text that is not ASCII, and none has case.
    if matches!(c, '\u{2e80}'..='\u{a63f}' | '\u{ac00}'..='\u{d7ff}') {
        out.push(c);
        return;
    }
    // Lower case alone would keep `ß` apart from `SS`, and upper case `ẞ` apart from `ß`.
    let folded = c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    for c in folded {
        match c {
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'ŧ' => out.push('t'),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(inputs: &str, expected: &str) {
        for input in inputs.split(' ') {
            assert_eq!(fold(input), expected, "{input:?} = {}", input.escape_unicode());
        }
    }

    #[test]
    fn case_is_folded_in_full() {
        check("STRASSE straße STRAẞE Straße", "strasse");
        check("ΣΊΣΥΦΟΣ Σίσυφος σίσυφοσ", "σισυφοσ");
        check("İstanbul ISTANBUL istanbul ıstanbul", "istanbul");
        check("Ǆ ǅ ǆ DŽ", "dz");
        check("ﬃ FFI", "ffi");
        check("Ꭰ ꭰ", "ꭰ");
        check("ԵՒ և եւ", "եւ");
        check("K K", "k");
    }

    #[test]
    fn accents_fall_where_they_are_accents() {
        check("Café CAFÉ cafe\u{301} cafe", "cafe");
        check("Đà đà da", "da");
        check("Việt VIỆT", "viet");
        check("Łódź lodz", "lodz");
        check("Ærø aero", "aero");
        check("ёлка ЕЛКА", "елка");
        check("ᾧ Ω ω", "ω");
        check("שָׁלוֹם שלום", "שלום");
    }

    #[test]
    fn marks_that_are_letters_stay() {
        check("हिन्दी", "हिन्दी");
        check("தமிழ்", "தமிழ்");
        check("ที่", "ที่");
        check("ភាសាខ្មែរ", "ភាសាខ្មែរ");
        check("が か\u{3099}", "が");
        check("ｶﾞ ガ", "ガ");
        check("한국어 \u{1112}\u{1161}\u{11ab}국어", "한국어");
    }

    #[test]
    fn arabic_loses_harakat_tatweel_and_hamza() {
        check("مُحَمَّد محمد محـــمد", "محمد");
        check("أحمد إحمد احمد آحمد", "احمد");
    }

    #[test]
    fn compatibility_forms_and_invisible_characters_fold() {
        check("ＡＢＣ１２ abc12 ⓐⓑⓒ①② 𝐀𝐁𝐂𝟏𝟐", "abc12");
        check("co\u{ad}op co\u{2060}op \u{feff}coop co\u{200d}op", "coop");
        check("می\u{200c}خواهم", "میخواهم");
        check("葛\u{e0100} 葛", "葛");
        check("x² x2", "x2");
        check("a\u{200b}b", "a\u{200b}b");
    }

    #[test]
    fn folding_every_character_twice_is_folding_it_once() {
        for c in '\u{0}'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_short_way_for_ascii_agrees(text in "[ -~]*") {
            let mut long_way = String::new();
            fold_decomposed(&text, &mut long_way);
            prop_assert_eq!(fold(&text), compose(&long_way));
        }
    }
}
