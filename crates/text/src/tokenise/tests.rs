use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use proptest::prelude::*;

use super::*;
use crate::fuzzing::check_text;

/// `expected` has a space between words and a `+` between the tokens of one word.
#[track_caller]
fn check(text: &str, expected: &str) {
    let mut written = String::new();
    for token in tokens(text) {
        match (written.is_empty(), token.joined) {
            (true, _) => {}
            (false, true) => written.push('+'),
            (false, false) => written.push(' '),
        }
        written.push_str(&token.text);
    }
    assert_eq!(written, expected, "{text:?}");
}

#[test]
fn words_are_folded_and_punctuation_is_left_out() {
    check("", "");
    check(" \t\n", "");
    check("... -- !? ()", "");
    check("Hello, World!", "hello world");
    check("Crème Brûlée", "creme brulee");
    check("foo/bar foo-bar a,b (c)[d]{e} x=\"y\"", "foo bar foo bar a b c d e x y");
    check("a*b\\c 100% $5 #tag user@host", "a b c 100 5 tag user host");
    check("C++ C# c", "c c c");
    check("tab\tnew\nline\u{b}vt\u{85}nel\u{2028}ls\u{3000}wide", "tab new line vt nel ls wide");
    check("control\u{0}char\u{7f}acter", "control char acter");
}

#[test]
fn apostrophes_within_words_are_left_out() {
    check("don't don’t dont DON\u{2bc}T donʼt", "dont dont dont dont dont");
    check("'quoted' ‘quoted’ dogs' rock'n'roll", "quoted quoted dogs rocknroll");
    check("l'homme 1980's it''s", "lhomme 1980s it s");
    check("Hawai‘i Hawaiʻi", "hawaii hawaii");
    check("\u{1112}'\u{1161}\u{11ab} \u{1112}\u{1161}'\u{11ab}", "한 한");
}

#[test]
fn hebrew_quotes_are_apostrophes() {
    check("צה\"ל צה״ל צהל", "צהל צהל צהל");
    check("\"שלום\" a\"b", "שלום a b");
    check("של\"a", "של a");
}

#[test]
fn numbers_keep_their_points() {
    check("3.14 1,000.50 v1.2.3 10.", "3.14 1,000.50 v1.2.3 10");
    check("1..2 1.,2 .5 5,a 5.a", "1 2 1 2 5 5 a 5+a");
    check("12:30 2½ ½ ⑴ x²", "12+30 21+2 1+2 1 x2");
    check("１２．５ ٣٫١٤", "12.5 ٣٫١٤");
}

#[test]
fn joiners_keep_a_written_word_together() {
    check("example.com end.Start", "example+com end+start");
    check("https://example.com/a?b=1", "https example+com a b 1");
    check("key:value a::b col·lecció", "key+value a b col+leccio");
    check("U.S.A. e.g. ...dots", "u+s+a e+g dots");
    check("བོད་སྐད་", "བོད+སྐད");
}

#[test]
fn underscores_hold_within_a_word_only() {
    check("snake_case __init__ _emph_ a__b", "snake_case init emph a__b");
    check("___ _ a_ _b a_-b", "a b a b");
    check("手_a", "手+a");
}

#[test]
fn scripts_without_spaces_give_a_token_per_letter() {
    check("手机", "手+机");
    check("你好,世界。", "你+好 世+界");
    check("iPhone手机15", "iphone+手+机+15");
    check("東京タワー ｶﾞﾗｽ", "東+京+タ+ワ+ー ガ+ラ+ス");
    check("人々 がか\u{3099}", "人+々 が+が");
    check("ภาษาไทย", "ภ+า+ษ+า+ไ+ท+ย");
    check("ที่นี่ ๑๒๓", "ที่+นี่ ๑๒๓");
    check("មនុស្ស", "ម+នុ+ស្+ស");
    check("မြန်မာ", "မြ+န်+မာ");
    check("葛\u{e0100}城", "葛+城");
}

#[test]
fn other_scripts_keep_their_words() {
    check("हिन्दी भाषा", "हिन्दी भाषा");
    check("한국어 문장입니다", "한국어 문장입니다");
    check("Привет, мир", "привет мир");
    check("مُحَمَّد كتـاب", "محمد كتاب");
    check("می\u{200c}خواهم", "میخواهم");
    check("தமிழ் ქართული", "தமிழ் ქართული");
}

#[test]
fn symbols_and_lone_marks_are_left_out() {
    check("🙂 👩‍👩‍👧 ❤️ ☕ →", "");
    check("ok👍🏽done", "ok done");
    check("\u{301} \u{301}a \u{93e} -\u{93e}क", "a क");
}

#[test]
fn long_tokens_are_cut_at_a_character() {
    let cut = |text: &str| tokens(text).map(|t| t.text.len()).collect::<Vec<_>>();
    assert_eq!(cut(&"a".repeat(255)), [255]);
    assert_eq!(cut(&"a".repeat(1_000_000)), [255]);
    assert_eq!(cut(&"б".repeat(500)), [254]);
    assert_eq!(cut(&format!("a{}b c", "_".repeat(500))), [1, 1]);
    assert_eq!(cut(&format!("{}.5 c", "1".repeat(254))), [254, 1]);
    assert_eq!(cut(&format!("ท{}ท", "่".repeat(500))), [255, 3]);
    // What is cut stays cut: nothing shorter is put into the rest.
    assert_eq!(token_list(&format!("{}бbb", "a".repeat(254))), "a".repeat(254));
}

#[test]
fn the_list_and_the_words_hold_the_same_tokens() {
    assert_eq!(token_list(" Don't  visit example.com! "), "dont visit example com");
    assert_eq!(words("手机 a.b c"), [vec!["手", "机"], vec!["a", "b"], vec!["c"]]);
    assert_eq!(words("?!"), Vec::<Vec<String>>::new());
}

/// Text in which boundaries are likely to go wrong.
fn mixed_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9]{1,4}",
        3 => "[ '\"_.,:;/*\\\\()-]{1,2}",
        1 => "[äßİıΣςёйđæ\u{301}\u{308}’]{1,3}",
        1 => "[手机東京のがカター々가각가]{1,3}",
        1 => "[กาี่ำเคខ្មမြန်ລາວ\u{200b}]{1,3}",
        1 => "[शािन्द\u{93c}אבג״־مد\u{64e}ـ]{1,3}",
        1 => "[½²ﬁ㎏①Ⅳ🙂\u{200d}\u{fe0f}\u{ad}]{1,2}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Letters of spaced scripts, with everything that UAX #29 has rules for and that we treat alike.
fn spaced_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9]{1,3}",
        "[äéßñøжΩ]{1,2}",
        "[अ-ह][ि-्]{0,2}",
        "[가각한국]{1,2}",
        "[אבגמדکخ]{1,2}",
        "[٠-٩]{1,2}",
        "[ /()!?|-]{1,2}",
        "[🙂→§]",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// The folded words of a text by the rules of UAX #29.
fn reference_words(text: &str) -> Vec<String> {
    let segmenter =
        WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(text).collect();
    breaks
        .windows(2)
        .map(|range| &text[range[0]..range[1]])
        .filter(|segment| segment.contains(char::is_alphanumeric))
        .map(crate::fold::fold)
        .collect()
}

proptest! {
    #[test]
    fn the_short_way_for_ascii_agrees(chunk in "[!-~]{0,40}") {
        let (mut short, mut long) = (Vec::new(), Vec::new());
        let mut splitter = Splitter::new(|token, joined| short.push((token.to_owned(), joined)));
        split_ascii(&chunk, &mut splitter);
        splitter.separate();
        let mut splitter = Splitter::new(|token, joined| long.push((token.to_owned(), joined)));
        split_any(&chunk, &mut String::new(), &mut splitter);
        splitter.separate();
        prop_assert_eq!(short, long);
    }

    #[test]
    fn any_text_is_cut_into_tokens_of_the_documented_form(text in mixed_text()) {
        check_text(text.as_bytes());
    }

    #[test]
    fn words_are_those_of_the_standard(text in spaced_text()) {
        prop_assert_eq!(
            tokens(&text).map(|token| token.text).collect::<Vec<_>>(),
            reference_words(&text)
        );
    }

    #[test]
    fn a_word_is_found_in_any_text_around_it(
        before in "[你好世界のカa。， ]{0,10}",
        // A mark at the start of the word would belong to what stands before it.
        word in "[手机東京ไทยកខ][手机東京ไทยภาษาខ្មែរ]{0,6}",
        after in "[你好世界のカa。， ]{0,10}",
    ) {
        let text = format!(" {} ", token_list(&format!("{before}{word}{after}")));
        let phrase = format!(" {} ", token_list(&word));
        prop_assert!(text.contains(&phrase), "{text:?} {phrase:?}");
    }
}
