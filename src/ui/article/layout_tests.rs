//! Places and points of laid-out text, with bundled faces.

use super::super::blocks::Direction;
use super::super::glyph_atlas::Atlas;
use super::super::style::{Family, Weight};
use super::super::text_engine::{FontSources, TextEngine, TextSpec};
use super::*;
use crate::model::{ByteOffset, Text, words};
use crate::ui::fonts;
use proptest::prelude::*;
use std::cell::RefCell;

const EXTRA: [&[u8]; 6] = [
    include_bytes!("../../../tests/fonts/DemarcheTestArabic.ttf"),
    include_bytes!("../../../tests/fonts/DemarcheTestHebrew.ttf"),
    include_bytes!("../../../tests/fonts/DemarcheTestDevanagari.ttf"),
    include_bytes!("../../../tests/fonts/DemarcheTestThai.ttf"),
    include_bytes!("../../../tests/fonts/DemarcheTestCJK.otf"),
    include_bytes!("../../../tests/fonts/DemarcheTestEmoji.ttf"),
];

thread_local! {
    /// Reading the faces takes longer than all else in these tests.
    static ENGINE: RefCell<TextEngine> = RefCell::new({
        let mut set = fonts::bundled();
        set.extra.extend(EXTRA);
        TextEngine::new(FontSources::Bundled(set))
    });
}

fn lay_out(text: &str, width: Option<f32>) -> BlockLayout {
    ENGINE.with_borrow_mut(|engine| {
        engine.lay_out(&TextSpec {
            text,
            size: 18.0,
            line_height: 28,
            weight: Weight::Regular,
            family: &Family::Serif,
            width,
            direction: Direction::Auto,
        })
    })
}

/// Borders between characters, in bytes.
fn borders(content: &str) -> Vec<u32> {
    let text = Text::new(content);
    let mut borders = vec![0];
    let mut at = ByteOffset(0);
    while at < text.end() {
        at = words::next_char(&text, at);
        borders.push(at.0 as u32);
    }
    borders
}

/// Checks that each place is found again at the point where its caret is.
fn check_round_trip(content: &str, width: Option<f32>) -> Result<(), TestCaseError> {
    let layout = lay_out(content, width);
    for rel in borders(content) {
        let line = layout.line_of(rel, false);
        let on = &layout.lines[line];
        let only_space = content[on.text.start as usize..on.text.end as usize]
            .trim()
            .is_empty();
        if on.wrapped && (only_space || rel > layout.visible_end(line)) {
            continue; // Within the space that hangs at the end of a full line.
        }
        let x = layout.caret_x(line, rel);
        let hit = layout.hit(line, x);
        prop_assert_eq!(hit.rel, rel, "{:?} at {} in line {}", content, rel, line);
    }
    for line in 0..layout.lines.len() {
        let mut gaps = layout.gaps(line);
        let count = gaps.len();
        gaps.sort_unstable();
        gaps.dedup();
        prop_assert_eq!(gaps.len(), count, "a gap for each place of line {}", line);
    }
    Ok(())
}

#[test]
fn carets_stand_with_the_surrounding_text() {
    let layout = lay_out("abc שלום def", None);
    let x = |rel| layout.caret_x(0, rel);
    // Before the Hebrew word, after the first and after the last of its letters.
    assert!(x(4) < x(10) && x(10) < x(6) && x(6) < x(12));
    let layout = lay_out("שלום abc שלום", None);
    assert!(layout.rtl);
    let x = |rel| layout.caret_x(0, rel);
    assert!(x(0) > x(8) && x(8) > x(9), "from right to left");
    assert!(x(9) > x(11) && x(11) > x(10), "letters in Latin from left");
}

#[test]
fn every_place_is_found_where_its_caret_stands() -> Result<(), TestCaseError> {
    for content in [
        "Zelensky refused.",
        "وصرح الرئيس Volodymyr Zelensky بأن 30 يومًا (NATO) الكامل.",
        "השר אמר ש־Putin דורש 25% מהשטח",
        "An English line with العربية and עברית within it, 12 words.",
        "abc 12 שלום 34 def",
        "การเจรจาสันติภาพจะเริ่มต้นขึ้นในวันจันทร์",
        "和平谈判，双方都说要停战。",
        "Peace 🕊️ and 👨‍👩‍👧 and 🇺🇦, cafe\u{301}.",
        "",
    ] {
        for width in [None, Some(400.0), Some(150.0)] {
            check_round_trip(content, width)?;
        }
    }
    Ok(())
}

#[test]
fn emoji_and_accents_are_one_character() {
    let content = "a 👨‍👩‍👧 🇺🇦 e\u{301}";
    let layout = lay_out(content, None);
    let mut starts: Vec<u32> = layout.clusters.iter().map(|c| c.start).collect();
    starts.push(content.len() as u32);
    assert_eq!(starts, borders(content));
}

#[test]
fn thai_and_chinese_are_wrapped_without_spaces() {
    for content in [
        "การเจรจาสันติภาพจะเริ่มต้นขึ้นในวันจันทร์",
        "和平谈判，双方都说要停战和平谈判双方都说",
    ] {
        let layout = lay_out(content, Some(160.0));
        assert!(layout.lines.len() > 1, "{content}");
        assert!(layout.lines.iter().all(|line| line.right <= 160.5));
    }
    let text = "การเจรจาสันติภาพจะเริ่มต้นขึ้นในวันจันทร์";
    let layout = lay_out(text, Some(160.0));
    let words = Text::new(text);
    for line in &layout.lines[1..] {
        let at = ByteOffset(line.text.start as usize);
        let word = words::word_at(&words, at);
        assert_eq!(word.map(|word| word.start), Some(at.0), "no word is cut");
    }
}

#[test]
fn a_long_word_is_broken_rather_than_cut_off() {
    let layout = lay_out(&"x".repeat(500), Some(200.0));
    assert!(layout.lines.iter().all(|line| line.right <= 200.5));
}

#[test]
fn a_full_line_ends_before_its_space() {
    let layout = lay_out("one two three four five six seven eight nine", Some(160.0));
    let end = layout.line_end(0);
    assert!(!end.upstream);
    assert_eq!(end.rel + 1, layout.lines[1].text.start);
    let far_right = layout.hit(0, 10_000.0);
    assert_eq!(far_right, end);
    // Without a space the end of a line and the start of the next are one place.
    let layout = lay_out("和平谈判双方都说要停战和平谈判双方都说", Some(160.0));
    let end = layout.line_end(0);
    assert!(end.upstream);
    assert_eq!(layout.line_of(end.rel, true), 0);
    assert_eq!(layout.line_of(end.rel, false), 1);
}

#[test]
fn a_range_of_two_directions_is_several_stretches() {
    let layout = lay_out("abc שלום def", None);
    let mut stretches = Vec::new();
    layout.stretches(0, &(2..6), |x0, x1| stretches.push((x0, x1)));
    assert_eq!(stretches.len(), 2, "{stretches:?}");
}

#[test]
fn control_characters_are_shown_as_spaces() {
    let layout = lay_out("a\tb\u{0C}c", None);
    assert_eq!(layout.lines.len(), 1);
    assert_eq!(layout.clusters.len(), 5);
}

#[test]
fn a_pattern_repeats_without_a_seam() {
    let mut atlas = Atlas::new();
    atlas.begin_frame(&egui::Context::default());
    for pattern in [
        super::super::glyph_atlas::UnderlinePattern::Dots(3),
        super::super::glyph_atlas::UnderlinePattern::Wave(2),
    ] {
        let picture = atlas.pattern(pattern).map(|p| p.pixels);
        let width = picture.map_or(0, |[x0, _, x1, _]| x1 - x0);
        assert!(width > 0 && width.is_multiple_of(pattern.period()));
    }
}

/// Letters, digits, spaces and stops of both directions, so that they meet in every way.
fn mixed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-d]{1,3}",
        "[אבגד]{1,3}",
        "[ابتث]{1,3}",
        "[0-9]{1,3}",
        "[ .,()-]",
        Just("e\u{301}".to_owned()),
        Just("和平".to_owned()),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn mixed_text_is_found_where_its_carets_stand(content in mixed(), narrow in any::<bool>()) {
        check_round_trip(&content, narrow.then_some(120.0))?;
    }

    #[test]
    fn steps_to_the_right_visit_every_place_of_a_line(content in mixed()) {
        let layout = lay_out(&content, None);
        let mut at = layout.hit(0, -10_000.0).rel;
        let mut steps = 1;
        while let Some(next) = layout.beside(0, at, true) {
            prop_assert!(layout.caret_x(0, next.rel) >= layout.caret_x(0, at));
            at = next.rel;
            steps += 1;
        }
        prop_assert_eq!(steps, borders(&content).len());
    }
}

#[test]
fn letters_that_no_font_has_are_told_by_their_script_and_keep_their_direction() {
    let spec = |text| TextSpec {
        text,
        size: 18.0,
        line_height: 28,
        weight: Weight::Regular,
        family: &Family::Serif,
        width: None,
        direction: Direction::Auto,
    };
    // The bundled faces have neither Hebrew nor Ethiopic letters.
    let mut engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
    engine.lay_out(&spec("The envoy said “no” – Київ 3 \u{2068}x\u{2069}"));
    assert_eq!(engine.missing_scripts().len(), 0);
    engine.lay_out(&spec("ሰላም and 12 אב, in one line"));
    let missing: Vec<&str> = engine.missing_scripts().iter().copied().collect();
    assert_eq!(missing, ["Ethiopic", "Hebrew"]);
    // As with a font: before the Hebrew word, after the first and after the last of its letters.
    let layout = engine.lay_out(&spec("abc שלום def"));
    let x = |rel| layout.caret_x(0, rel);
    assert!(x(4) < x(10) && x(10) < x(6) && x(6) < x(12));
    // Of these faces alone nothing follows about the system.
    assert_eq!(engine.take_missing_scripts().len(), 0);
}

#[test]
fn a_relation_between_names_from_right_to_left_reads_in_its_direction() {
    use crate::model::isolate::isolated;
    let (from, to) = ("אב", "גד");
    // The places of both names in a sentence: the first is at the left only if both are isolated.
    let order = |sentence: String| {
        let layout = lay_out(&sentence, None);
        let at = |name| {
            let start = sentence.find(name).expect("it is there") as u32;
            layout.caret_x(0, start + 2)
        };
        at(from) < at(to)
    };
    assert!(!order(format!("makes: “{from}” → “{to}”")));
    let (from, to) = (isolated(from), isolated(to));
    assert!(order(format!("makes: “{from}” → “{to}”")));
}
