//! What the pointer makes of presses and drags, without a window.
//!
//! A place is named by the text around it, with a bar where it is: `some|thing`.

use super::*;
use egui::pos2;

const TEXT: &str = "The envoy said that both had agreed. Kyiv refused (twice).\n\nNobody knows.";

/// A hand with a mouse over the text.
struct Hand {
    text: Text,
    pointer: Pointer,
    selection: Selection,
    now: f64,
}

impl Hand {
    fn new() -> Self {
        Self {
            text: Text::new(TEXT),
            pointer: Pointer::default(),
            selection: Selection::default(),
            now: 0.0,
        }
    }

    fn press(&mut self, place: &str) -> Option<Gesture> {
        self.press_with(place, |_| {})
    }

    fn press_with(&mut self, place: &str, change: impl FnOnce(&mut Press)) -> Option<Gesture> {
        let mut press = Press {
            time: self.now,
            point: point(place),
            at: at(place),
            border: None,
            extends: false,
            adding: false,
        };
        change(&mut press);
        self.now += 0.1;
        let gesture = self.pointer.press(&self.text, press, self.selection);
        self.follow(gesture)
    }

    fn drag(&mut self, place: &str) -> Option<Gesture> {
        assert!(self.pointer.drag(point(place)), "the drag is long enough");
        let gesture = self.pointer.drag_to(&self.text, at(place), false);
        self.follow(gesture)
    }

    /// Releases the button; returns whether that was a click.
    fn release(&mut self, by_character: bool) -> bool {
        let (gesture, click) = self.pointer.release(&self.text, by_character);
        self.follow(gesture);
        click.is_some()
    }

    fn click(&mut self, place: &str) -> bool {
        self.press(place);
        self.release(false)
    }

    fn follow(&mut self, gesture: Option<Gesture>) -> Option<Gesture> {
        if let Some(Gesture::Select { selection, .. }) = &gesture {
            self.selection = *selection;
        }
        gesture
    }

    fn selected(&self) -> &str {
        &TEXT[self.selection.range()]
    }

    fn is_backwards(&self) -> bool {
        self.selection.head < self.selection.anchor
    }
}

fn at(place: &str) -> ByteOffset {
    let (before, after) = place.split_once('|').expect("a bar marks the place");
    let start = TEXT.find(&[before, after].concat()).expect("it occurs");
    ByteOffset(start + before.len())
}

/// Letters ten points wide on a single line.
fn point(place: &str) -> Pos2 {
    pos2(10.0 * at(place).0 as f32, 0.0)
}

#[test]
fn a_drag_selects_as_it_goes_and_snaps_to_words_at_its_end() {
    let mut hand = Hand::new();
    hand.press("e|nvoy");
    hand.drag("sai|d");
    assert_eq!(hand.selected(), "nvoy sai");
    hand.drag("tha|t");
    assert_eq!(hand.selected(), "nvoy said tha");
    assert!(!hand.release(false));
    assert_eq!(hand.selected(), "envoy said that");
}

#[test]
fn a_drag_by_character_does_not_snap() {
    let mut hand = Hand::new();
    hand.press("e|nvoy");
    hand.drag("sai|d");
    hand.release(true);
    assert_eq!(hand.selected(), "nvoy sai");
}

#[test]
fn a_drag_backwards_keeps_its_direction_when_it_snaps() {
    let mut hand = Hand::new();
    hand.press("sai|d");
    hand.drag("e|nvoy");
    hand.release(false);
    assert_eq!(hand.selected(), "envoy said");
    assert!(hand.is_backwards());
}

#[test]
fn a_trembling_hand_clicks_and_does_not_drag() {
    let mut hand = Hand::new();
    hand.press("e|nvoy");
    let near = point("e|nvoy") + egui::vec2(DRAG - 0.5, 0.0);
    assert!(!hand.pointer.drag(near));
    assert!(hand.release(false));
    assert_eq!(hand.selected(), "");
}

#[test]
fn presses_in_a_row_select_word_sentence_and_paragraph_and_begin_anew() {
    let mut hand = Hand::new();
    let mut seen = Vec::new();
    for _ in 0..5 {
        hand.click("ag|reed");
        seen.push(hand.selected().to_owned());
    }
    let sentence = "The envoy said that both had agreed.";
    let paragraph = "The envoy said that both had agreed. Kyiv refused (twice).";
    assert_eq!(seen, ["", "agreed", sentence, paragraph, ""]);
}

#[test]
fn presses_far_apart_in_time_or_space_do_not_belong_together() {
    let mut hand = Hand::new();
    hand.click("ag|reed");
    hand.click("re|fused");
    assert_eq!(hand.selected(), "");
    hand.now += AGAIN_SECS;
    hand.click("re|fused");
    assert_eq!(hand.selected(), "");
}

#[test]
fn a_drag_after_a_double_click_goes_by_words_in_either_direction() {
    for (to, selected, backwards) in [
        ("tha|t", "said that", false),
        ("T|he", "The envoy said", true),
        ("sa|id", "said", false),
    ] {
        let mut hand = Hand::new();
        hand.click("sa|id");
        hand.press("sa|id");
        if to != "sa|id" {
            hand.drag(to);
        }
        hand.release(false);
        assert_eq!(
            (hand.selected(), hand.is_backwards()),
            (selected, backwards)
        );
    }
}

#[test]
fn a_press_that_extends_keeps_the_anchor_and_is_no_click() {
    let mut hand = Hand::new();
    hand.click("|envoy");
    hand.press_with("that|", |press| press.extends = true);
    assert_eq!(hand.selected(), "envoy said that");
    assert!(!hand.release(false));
}

#[test]
fn ctrl_is_remembered_from_the_press_on() {
    let mut hand = Hand::new();
    hand.press_with("|envoy", |press| press.adding = true);
    hand.drag("said|");
    let (gesture, _) = hand.pointer.release(&hand.text, false);
    let want = Gesture::Select {
        selection: Selection::new(at("|envoy"), at("said|")),
        finished: true,
        adding: true,
    };
    assert_eq!(gesture, Some(want));
}

fn border(place: &str, border: Border, finished: bool) -> Option<Gesture> {
    Some(Gesture::MoveBorder {
        id: "a1".into(),
        border,
        to: at(place),
        finished,
    })
}

#[test]
fn a_dragged_handle_moves_its_border_to_whole_words_and_selects_nothing() {
    for (side, place) in [(Border::End, "agreed|"), (Border::Start, "|agreed")] {
        let mut hand = Hand::new();
        let on_handle = |press: &mut Press| press.border = Some(("a1".into(), side));
        assert_eq!(hand.press_with("sai|d", on_handle), None);
        assert_eq!(hand.drag("ag|reed"), border(place, side, false));
        assert_eq!(hand.drag("agr|eed"), None, "the same word");
        let (gesture, click) = hand.pointer.release(&hand.text, false);
        assert_eq!((gesture, click), (border(place, side, true), None));
    }
}

#[test]
fn a_handle_that_is_only_clicked_moves_nothing() {
    let mut hand = Hand::new();
    let on_handle = |press: &mut Press| press.border = Some(("a1".into(), Border::End));
    hand.press_with("sai|d", on_handle);
    assert_eq!(hand.pointer.release(&hand.text, false), (None, None));
    // The second press of a double click is for the word below the handle.
    hand.press_with("sai|d", on_handle);
    assert_eq!(hand.selected(), "said");
}

/// An annotation of the document.
fn own(id: &str) -> AnnotationRef {
    AnnotationRef {
        layer: 0,
        id: id.into(),
    }
}

#[test]
fn clicks_at_one_point_choose_one_annotation_after_the_other() {
    let mut pointer = Pointer::default();
    let under = || ["short", "middle", "long"].map(own).to_vec();
    let mut chosen: Option<AnnotationId> = None;
    let mut seen = Vec::new();
    let here = pos2(50.0, 50.0);
    for (point, under) in [
        (here, under()),
        (here, under()),
        (here, under()),
        (here, under()),
        (here, under()),
        // Elsewhere it starts again, and where nothing is, nothing is chosen.
        (pos2(90.0, 50.0), under()),
        (here, Vec::new()),
        (here, under()),
    ] {
        chosen = match pointer.choose(point, under, chosen.as_ref()) {
            Gesture::Choose(annotation) => annotation.into_document(),
            _ => None,
        };
        seen.push(
            chosen
                .as_ref()
                .map_or("nothing", AnnotationId::as_str)
                .to_owned(),
        );
    }
    let want = [
        "short", "middle", "long", "short", "middle", "short", "nothing", "short",
    ];
    assert_eq!(seen, want);
}

#[test]
fn an_annotation_of_another_layer_is_not_taken_for_the_chosen_one() {
    let mut pointer = Pointer::default();
    let suggestion = AnnotationRef {
        layer: 1,
        id: "same".into(),
    };
    let under = || vec![suggestion.clone(), own("same")];
    let here = pos2(50.0, 50.0);
    let first = pointer.choose(here, under(), None);
    assert_eq!(first, Gesture::Choose(suggestion.clone()));
    // The document's own is chosen: the next one is the other.
    let next = pointer.choose(here, under(), Some(&"same".into()));
    assert_eq!(next, Gesture::Choose(suggestion.clone()));
    assert_eq!(suggestion.into_document(), None);
}

#[test]
fn hovering_is_reported_once_for_each_annotation() {
    let mut pointer = Pointer::default();
    let mut hover = |id: Option<&str>| {
        pointer.hover(Under {
            annotation: id.map(own),
            ..Under::default()
        })
    };
    assert_eq!(hover(None), None);
    assert_eq!(hover(Some("a")), Some(Gesture::Hover(Some(own("a")))));
    assert_eq!(hover(Some("a")), None);
    assert_eq!(hover(Some("b")), Some(Gesture::Hover(Some(own("b")))));
    assert_eq!(hover(None), Some(Gesture::Hover(None)));
}
