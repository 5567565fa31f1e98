//! The reading pane as a person uses it, found through what a screen reader hears.
//!
//! Only bundled faces and those of `tests/fonts` are used, so that every machine sees the same.
//! Set `DEMARCHE_PICTURES` to a folder to get pictures of the pane.

mod stage;

use demarche::model::{ByteOffset, Selection, Text};
use demarche::ui::article::{
    AnnotationRef, Gesture, LineMotion, LineTextStyle, PageColors, TextEngine, Weight,
};
use egui::accesskit::{Role, TextDirection};
use egui::{Color32, Event, Modifiers, PointerButton, Shape, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use stage::{
    App, SCRIPTS, TALKS, button, click, drag, engine, harness, nested, pause, phrase, talks,
};

/// Not a test of anything but the eye: writes pictures where they are asked for.
#[test]
fn pictures_for_the_eye() {
    let Some(folder) = std::env::var_os("DEMARCHE_PICTURES") else {
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    let shot = |name: &str, app: App, scale: f32| {
        let mut harness = harness(app, vec2(900.0, 680.0), scale);
        harness.run_ok();
        if name.starts_with("talks") {
            let at = phrase(&harness, "Riyadh").center();
            harness.event(Event::PointerMoved(at));
            harness.run_ok();
        }
        let image = harness.render().expect("a picture");
        image
            .save(folder.join(format!("{name}.png")))
            .expect("saved");
    };
    for (scale, name) in [(1.0, "1"), (1.5, "1.5"), (2.0, "2")] {
        let mut app = talks();
        app.chosen = Some("d1".into());
        app.selection = Selection::new(ByteOffset(430), ByteOffset(470));
        shot(&format!("talks-light-{name}"), app, scale);
    }
    let mut app = talks();
    app.dark = true;
    app.colors = PageColors::DARK;
    app.chosen = Some("d2".into());
    shot("talks-dark-1", app, 1.0);
    shot("scripts-1", App::new(SCRIPTS), 1.0);
    let mut app = App::new(SCRIPTS);
    app.dark = true;
    app.colors = PageColors::DARK;
    app.mark("a1", "actor", &["Volodymyr Zelensky بأن أوكرانيا"]);
    app.mark("a2", "demand", &["דורש 25% מהשטח"]);
    app.mark("a3", "event", &["with العربية and עברית within"]);
    app.mark("a4", "claim", &["👨‍👩‍👧 and"]);
    app.mark("a5", "doubt", &["จะเริ่มต้น"]);
    shot("scripts-dark-2", app, 2.0);
    let mut app = talks();
    app.beside = Some("Zelensky has shown some willingness to engage, but only after a complete");
    app.style.family = demarche::ui::article::Family::Sans;
    shot("talks-beside-egui", app, 1.0);
    shot("nested-1", nested(), 1.0);
    let mut app = nested();
    app.chosen = Some("n4".into());
    shot("nested-2", app, 2.0);
}

fn page_of(content: &str) -> Harness<'static, App> {
    let mut harness = harness(App::new(content), vec2(760.0, 500.0), 1.0);
    harness.run_ok();
    harness
}

fn page_of_talks() -> Harness<'static, App> {
    let mut harness = harness(talks(), vec2(760.0, 500.0), 1.0);
    harness.run_ok();
    harness
}

/// Drags over a phrase as a hurried hand does: from within its first letter to within its last.
fn select(harness: &mut Harness<'_, App>, wanted: &str) {
    let rect = phrase(harness, wanted).shrink2(vec2(1.0, 0.0));
    drag(harness, rect.left_center(), rect.right_center());
}

#[test]
fn a_drag_selects_a_phrase_and_snaps_to_its_words() {
    let mut harness = page_of_talks();
    select(&mut harness, "some willingness");
    assert_eq!(harness.state().selected(), "some willingness");
    pause(&mut harness);
    let rect = phrase(&harness, "ome willingnes");
    drag(&mut harness, rect.left_center(), rect.right_center());
    assert_eq!(harness.state().selected(), "some willingness");
    let last = harness
        .state()
        .gestures
        .iter()
        .rev()
        .find_map(|gesture| match gesture {
            Gesture::Select { finished, .. } => Some(*finished),
            _ => None,
        });
    assert_eq!(last, Some(true));
}

#[test]
fn a_drag_with_alt_takes_characters_as_they_are() {
    let mut harness = page_of_talks();
    let rect = phrase(&harness, "ome willingnes");
    button(&mut harness, rect.left_center(), true, Modifiers::NONE);
    harness.event(Event::PointerMoved(rect.right_center()));
    harness.step();
    harness.event(Event::ModifiersChanged(Modifiers::ALT));
    button(&mut harness, rect.right_center(), false, Modifiers::ALT);
    assert_eq!(harness.state().selected(), "ome willingnes");
}

#[test]
fn a_drag_backwards_leaves_the_caret_at_its_start() {
    let mut harness = page_of_talks();
    let rect = phrase(&harness, "some willingness");
    drag(&mut harness, rect.right_center(), rect.left_center());
    let app = harness.state();
    assert_eq!(app.selected(), "some willingness");
    assert_eq!(app.selection.head, app.selection.start());
}

#[test]
fn a_drag_runs_over_paragraphs() {
    let mut harness = page_of_talks();
    let from = phrase(&harness, "April").left_center();
    let to = phrase(&harness, "U.S.").right_center();
    drag(&mut harness, from, to);
    assert_eq!(
        harness.state().selected(),
        "April 2025.\n\nWhat next\nThe U.S."
    );
}

#[test]
fn repeated_clicks_take_word_sentence_and_paragraph() {
    let mut harness = page_of_talks();
    let at = phrase(&harness, "willingness").center();
    click(&mut harness, at);
    assert_eq!(harness.state().selected(), "");
    click(&mut harness, at);
    assert_eq!(harness.state().selected(), "willingness");
    click(&mut harness, at);
    assert!(
        harness
            .state()
            .selected()
            .ends_with("ceasefire is in place.")
    );
    click(&mut harness, at);
    assert!(harness.state().selected().ends_with("25 April 2025."));
    click(&mut harness, at);
    assert_eq!(harness.state().selected(), "");
}

#[test]
fn a_drag_after_a_double_click_goes_by_words() {
    let mut harness = page_of_talks();
    let from = phrase(&harness, "again").center();
    let to = phrase(&harness, "Monday").center();
    click(&mut harness, from);
    drag(&mut harness, from, to);
    assert_eq!(harness.state().selected(), "again on Monday");
    pause(&mut harness);
    click(&mut harness, to);
    drag(&mut harness, to, from);
    let app = harness.state();
    assert_eq!(app.selected(), "again on Monday");
    assert_eq!(app.selection.head, app.selection.start());
}

#[test]
fn shift_click_extends() {
    let mut harness = page_of_talks();
    let from = phrase(&harness, "again").left_center();
    let to = phrase(&harness, "Monday").right_center();
    click(&mut harness, from);
    pause(&mut harness);
    harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    button(&mut harness, to, true, Modifiers::SHIFT);
    button(&mut harness, to, false, Modifiers::SHIFT);
    assert_eq!(harness.state().selected(), "again on Monday");
}

#[test]
fn a_click_chooses_the_smallest_and_another_one_goes_on() {
    let mut harness = page_of_talks();
    let at = phrase(&harness, "Lavrov").center();
    let mut chosen = Vec::new();
    for _ in 0..3 {
        click(&mut harness, at);
        chosen.push(harness.state().chosen.clone().expect("chosen"));
        pause(&mut harness);
    }
    assert_eq!(
        chosen.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["a4", "e1", "a4"]
    );
    let plain = phrase(&harness, "willingness").center();
    click(&mut harness, plain);
    assert_eq!(harness.state().chosen, None);
    assert_eq!(harness.state().gestures.last(), Some(&Gesture::Unchoose));
}

#[test]
fn annotations_are_named_and_can_be_chosen_by_name() {
    let mut harness = page_of_talks();
    let name = "Demand: Open the gate … and keep it open, 3 of 9";
    let node = harness.get_by_label(name);
    assert_eq!(node.accesskit_node().role(), Role::Mark);
    node.click_accesskit();
    harness.run_ok();
    assert_eq!(harness.state().chosen, Some("d2".into()));
    let node = harness.get_by_label(name);
    assert_eq!(node.accesskit_node().is_selected(), Some(true));
    // A person clicks in the middle of what the name stands for.
    let at = harness
        .get_by_label_contains("Washington was 80% sure")
        .rect()
        .center();
    click(&mut harness, at);
    assert_eq!(harness.state().chosen, Some("c1".into()));
}

/// Colors of what is painted at the words of a phrase and below them.
fn colors_at(harness: &Harness<'_, App>, wanted: &str) -> Vec<Color32> {
    let words = phrase(harness, wanted).expand2(vec2(2.0, 4.0));
    let mut colors = Vec::new();
    for clipped in &harness.output().shapes {
        if let Shape::Mesh(mesh) = &clipped.shape {
            let inside = mesh.vertices.iter().filter(|v| words.contains(v.pos));
            colors.extend(inside.map(|vertex| vertex.color));
        }
    }
    colors
}

/// A page with the document's annotations and a suggestion beside them.
fn page_with_suggestion(pickable: bool) -> Harness<'static, App> {
    let mut app = talks();
    app.suggest("s1", "demand", "some willingness");
    app.suggestions_pickable = pickable;
    let mut harness = harness(app, vec2(760.0, 500.0), 1.0);
    harness.run_ok();
    harness
}

const SUGGESTED: &str = "Suggestion: Demand: some willingness, 1 of 1";

#[test]
fn annotations_of_two_layers_are_painted_and_named() {
    let [actor, demand] = [[0x1F, 0x5F, 0xBF], [0xA8, 0x5E, 0x00]];
    let [actor, demand] = [actor, demand].map(|[r, g, b]| Color32::from_rgb(r, g, b));
    let plain = page_of_talks();
    assert!(colors_at(&plain, "Zelensky").contains(&actor));
    assert!(!colors_at(&plain, "some willingness").contains(&demand));
    let both = page_with_suggestion(false);
    assert!(colors_at(&both, "Zelensky").contains(&actor));
    assert!(colors_at(&both, "some willingness").contains(&demand));
    both.get_by_label("Actor: Zelensky, 1 of 9");
    let node = both.get_by_label(SUGGESTED);
    assert_eq!(node.accesskit_node().role(), Role::Mark);
    // Another layer moves nothing.
    for word in ["Zelensky", "Riyadh", "Monday"] {
        assert_eq!(phrase(&plain, word), phrase(&both, word));
    }
}

#[test]
fn only_annotations_of_pickable_layers_react_to_the_pointer() {
    let suggestion = AnnotationRef {
        layer: 1,
        id: "s1".into(),
    };
    for pickable in [false, true] {
        let mut harness = page_with_suggestion(pickable);
        let hovered = Gesture::Hover(Some(suggestion.clone()));
        let chosen = Gesture::Choose(suggestion.clone());
        let at = phrase(&harness, "willingness").center();
        click(&mut harness, at);
        harness.run_ok();
        let gestures = &harness.state().gestures;
        assert_eq!(gestures.contains(&hovered), pickable);
        assert_eq!(gestures.contains(&chosen), pickable);
        assert_eq!(gestures.contains(&Gesture::Unchoose), !pickable);
        assert_eq!(harness.state().view.hovered(), None);
        harness.state_mut().gestures.clear();
        harness.get_by_label(SUGGESTED).click_accesskit();
        harness.run_ok();
        assert_eq!(harness.state().gestures.contains(&chosen), pickable);
        // The document's own are pickable beside either.
        let at = phrase(&harness, "Zelensky").center();
        click(&mut harness, at);
        assert_eq!(harness.state().chosen, Some("a1".into()));
    }
}

#[test]
fn choosing_and_hovering_move_no_letter() {
    let mut harness = page_of_talks();
    let words = ["Riyadh", "Monday", "something"];
    let places = |harness: &Harness<'_, App>| words.map(|word| phrase(harness, word));
    let before = places(&harness);
    let at = phrase(&harness, "Lavrov").center();
    harness.event(Event::PointerMoved(at));
    harness.run_ok();
    assert_eq!(harness.state().view.hovered(), Some(&"a4".into()));
    assert_eq!(places(&harness), before);
    click(&mut harness, at);
    assert_eq!(places(&harness), before);
}

#[test]
fn a_border_of_the_chosen_annotation_can_be_dragged() {
    let mut harness = page_of_talks();
    harness.state_mut().chosen = Some("a4".into());
    harness.run_ok();
    // The handle of the end stands below the line.
    let from = phrase(&harness, "Sergei Lavrov").right_bottom();
    let to = phrase(&harness, "refus").right_center();
    drag(&mut harness, from, to);
    let moved = harness
        .state()
        .gestures
        .iter()
        .rev()
        .find_map(|gesture| match gesture {
            Gesture::MoveBorder {
                to, finished: true, ..
            } => Some(*to),
            _ => None,
        });
    let end = TALKS
        .find("refused;")
        .map(|at| ByteOffset(at + "refused".len()));
    assert_eq!(moved, end);
}

#[test]
fn the_other_button_asks_for_a_menu() {
    let mut harness = page_of_talks();
    let at = phrase(&harness, "Monday").left_center();
    for pressed in [true, false] {
        harness.event(Event::PointerMoved(at));
        harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.step();
    }
    let place = ByteOffset(TALKS.find("Monday").expect("it occurs"));
    assert!(
        harness
            .state()
            .gestures
            .contains(&Gesture::ContextMenu(place))
    );
}

#[test]
fn words_of_either_direction_are_selected_by_a_drag() {
    let mut harness = page_of(SCRIPTS);
    for wanted in [
        "أوكرانيا مستعدة",
        "דורש 25% מהשטח",
        "Volodymyr Zelensky",
        "עברית",
    ] {
        let rect = phrase(&harness, wanted).shrink2(vec2(1.0, 0.0));
        drag(&mut harness, rect.left_center(), rect.right_center());
        assert_eq!(harness.state().selected(), wanted);
        pause(&mut harness);
    }
}

#[test]
fn a_caret_appears_where_it_is_put_in_any_script() {
    let mut harness = page_of(SCRIPTS);
    let content = SCRIPTS.to_owned();
    let mut at = ByteOffset(0);
    let text = Text::new(content.as_str());
    let mut checked = 0;
    while at < text.end() {
        let rect = harness.state().view.rect_of(at.0..at.0);
        if let Some(rect) = rect.filter(|_| checked % 7 == 0) {
            click(&mut harness, rect.center());
            let head = harness.state().selection.head;
            let caret = harness.state().view.rect_of(head.0..head.0);
            let found = caret.map_or(f32::MAX, |caret| caret.distance_to_pos(rect.center()));
            assert!(found < 1.0, "{at:?} became {head:?}: {rect} {caret:?}");
            pause(&mut harness);
        }
        checked += 1;
        at = demarche::model::words::next_char(&text, at);
    }
}

#[test]
fn a_screen_reader_gets_a_run_for_each_direction_of_a_line() {
    let harness = page_of("abc שלום def");
    let runs: Vec<_> = harness
        .get_all_by_role(Role::TextRun)
        .map(|run| {
            let node = run.accesskit_node();
            let rtl = node.data().text_direction() == Some(TextDirection::RightToLeft);
            (node.data().value().map(str::to_owned), rtl)
        })
        .collect();
    let expected = [("abc ", false), ("שלום", true), (" def\n", false)];
    assert_eq!(
        runs,
        expected.map(|(text, rtl)| (Some(text.to_owned()), rtl))
    );
    let document = harness.get_by_role(Role::Document);
    let document = document.accesskit_node();
    // The boxes that are made of the runs are those on the screen.
    let range = document.document_range();
    let boxes = range.bounding_boxes();
    assert_eq!(boxes.len(), 3);
    assert!(
        boxes.windows(2).all(|pair| pair[0].x1 <= pair[1].x0 + 1.0),
        "{boxes:?}"
    );
}

#[test]
fn up_and_down_keep_to_their_column() {
    let mut harness = page_of_talks();
    let start = TALKS
        .find("willingness")
        .map(ByteOffset)
        .expect("it occurs");
    let app = harness.state_mut();
    app.selection = Selection::caret(start);
    let mut goal = None;
    let mut seen = vec![start];
    for _ in 0..6 {
        app.go(LineMotion::Down, &mut goal);
        seen.push(app.selection.head);
    }
    let x = |app: &App, at: ByteOffset| app.view.rect_of(at.0..at.0).map(|rect| rect.min.x);
    let lines = [0, 1, 2];
    for line in lines {
        let (a, b) = (x(app, seen[line]), x(app, seen[line + 1]));
        let apart = a.zip(b).map(|(a, b)| (a - b).abs());
        assert!(apart.is_some_and(|apart| apart < 12.0), "{apart:?}");
    }
    for at in seen.iter().rev().skip(1) {
        app.go(LineMotion::Up, &mut goal);
        assert_eq!(app.selection.head, *at, "back the way it came");
    }
}

#[test]
fn line_ends_are_those_on_the_screen() {
    let mut harness = page_of_talks();
    let app = harness.state_mut();
    app.selection = Selection::caret(ByteOffset(TALKS.find("some").expect("it occurs")));
    app.go(LineMotion::LineEnd, &mut None);
    let end = app.selection.head;
    let y = |app: &App, at: ByteOffset| app.view.rect_of(at.0..at.0).map(|rect| rect.min.y);
    app.go(LineMotion::LineStart, &mut None);
    assert_eq!(
        app.selection.head.0,
        TALKS.find("Zelensky").expect("it occurs")
    );
    assert_eq!(y(app, app.selection.head), y(app, end));
    app.go(LineMotion::Up, &mut None);
    app.go(LineMotion::Up, &mut None);
    app.go(LineMotion::Up, &mut None);
    assert_eq!(app.selection.head, ByteOffset(0));
}

#[test]
fn steps_by_character_follow_the_screen() {
    let mut harness = page_of("abc שלום def");
    let app = harness.state_mut();
    app.selection = Selection::caret(ByteOffset(0));
    let mut last = f32::MIN;
    for _ in 0..12 {
        let at = app.selection.head;
        let x = app.view.rect_of(at.0..at.0).expect("visible").min.x;
        assert!(x > last);
        last = x;
        app.go(LineMotion::CharRight, &mut None);
    }
    assert_eq!(app.selection.head, app.document.text().end());
}

/// A text of many paragraphs, each of which can be told from the others.
fn long(paragraphs: usize) -> String {
    (0..paragraphs)
        .map(|i| format!("Paragraph number {i} says that the talks go on, and on, and on.\n\n"))
        .collect()
}

fn wheel(harness: &mut Harness<'_, App>, points: f32) {
    harness.event(Event::PointerMoved(pos2(380.0, 250.0)));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        source: egui::MouseWheelSource::Trackpad,
        delta: vec2(0.0, -points),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    harness.run_ok();
}

#[test]
fn the_wheel_scrolls_and_the_place_can_be_kept() {
    let mut harness = page_of(&long(3000));
    wheel(&mut harness, 700.0);
    let place = harness.state().view.scroll_place();
    assert!(place.at.0 > 500, "{place:?}");
    let word = &long(3000)[place.at.0..][..20];
    assert!(
        word.starts_with("Paragraph") || word.starts_with('\n'),
        "{word}"
    );
    // A narrower pane keeps the line at the top.
    harness.set_size(vec2(420.0, 500.0));
    harness.run_ok();
    assert_eq!(harness.state().view.scroll_place().at, place.at);
    let mut second = page_of(&long(3000));
    second.state_mut().view.restore(place);
    second.run_ok();
    assert_eq!(second.state().view.scroll_place().at, place.at);
}

#[test]
fn resizing_back_and_forth_does_not_creep() {
    let sentence = "The envoy said that nothing had been agreed so far and left the room. ";
    let mut harness = page_of(&sentence.repeat(60));
    wheel(&mut harness, 400.0);
    let before = harness.state().view.scroll_place();
    for width in [500.0, 300.0, 640.0, 410.0, 350.0, 760.0] {
        harness.set_size(vec2(width, 500.0));
        harness.run_ok();
    }
    assert_eq!(harness.state().view.scroll_place(), before);
}

#[test]
fn the_end_can_be_reached_and_not_passed() {
    let mut harness = page_of(&long(400));
    for _ in 0..60 {
        wheel(&mut harness, 900.0);
    }
    let last = phrase(&harness, "Paragraph number 399");
    assert!(last.bottom() < 500.0 && last.top() > 300.0, "{last}");
}

#[test]
fn revealing_scrolls_only_if_the_position_is_not_visible() {
    let mut harness = page_of(&long(3000));
    let content = long(3000);
    let at = ByteOffset(content.find("number 2500").expect("it occurs"));
    harness.state_mut().view.reveal(at);
    harness.run_ok();
    let first = phrase(&harness, "number 2500");
    let near = ByteOffset(content.find("number 2503").expect("it occurs"));
    harness.state_mut().view.reveal(near);
    harness.run_ok();
    assert_eq!(phrase(&harness, "number 2500"), first);
}

#[test]
fn a_page_down_keeps_the_caret_on_the_screen() {
    let mut harness = page_of(&long(3000));
    let before = {
        let app = harness.state_mut();
        app.selection = Selection::caret(ByteOffset(200));
        app.view.rect_of(200..200).expect("visible")
    };
    let mut goal = None;
    harness.state_mut().go(LineMotion::PageDown, &mut goal);
    harness.run_ok();
    let head = harness.state().selection.head;
    assert!(head.0 > 400);
    let after = harness
        .state()
        .view
        .rect_of(head.0..head.0)
        .expect("visible");
    assert!(
        (after.min.y - before.min.y).abs() < 60.0,
        "{before} {after}"
    );
}

#[test]
fn pages_that_are_passed_quickly_keep_the_colors_of_the_theme() {
    let mut app = App::new(&long(100));
    for number in 0..40 {
        let phrase = format!("number {number} says");
        app.mark(&format!("a{number}"), "demand", &[&phrase]);
    }
    (app.dark, app.colors) = (true, PageColors::DARK);
    app.selection = Selection::caret(ByteOffset(3));
    let mut harness = harness(app, vec2(760.0, 500.0), 1.0);
    harness.run_ok();
    // Keys are read before the frame, when the theme is not known.
    let app = harness.state_mut();
    app.dark = false;
    for _ in 0..3 {
        app.go(LineMotion::PageDown, &mut None);
    }
    app.dark = true;
    harness.run_ok();
    let at = harness.state().selection.head;
    let text = harness.state().document.text().as_str();
    let start = text[..at.0].rfind("number").expect("a paragraph");
    let words = text[start..].split('\n').next().expect("a line");
    let colors = colors_at(&harness, words.split(" that").next().expect("words"));
    let [light, dark] = [[0xA8, 0x5E, 0x00], [0xE8, 0xA8, 0x4A]];
    let [light, dark] = [light, dark].map(|[r, g, b]| Color32::from_rgb(r, g, b));
    assert!(colors.contains(&dark), "{colors:?}");
    assert!(!colors.contains(&light), "{colors:?}");
}

#[test]
fn a_press_beside_the_thumb_goes_there() {
    let mut harness = page_of(&long(3000));
    let bar = harness.get_by_label("Scroll the article").rect();
    let middle = bar.center();
    click(&mut harness, middle);
    harness.run_ok();
    let at = harness.state().view.scroll_place().at.0 as f32;
    let share = at / long(3000).len() as f32;
    assert!((0.45..0.55).contains(&share), "{share}");
}

#[test]
fn annotations_are_hovered_again_after_a_click_on_the_scroll_bar() {
    let mut app = App::new(&long(3000));
    app.mark("a1", "actor", &["Paragraph number 0"]);
    let mut harness = harness(app, vec2(760.0, 500.0), 1.0);
    harness.run_ok();
    let bar = harness.get_by_label("Scroll the article").rect();
    click(&mut harness, bar.center_top() + vec2(0.0, 2.0));
    harness.run_ok();
    let at = phrase(&harness, "number 0").center();
    harness.event(Event::PointerMoved(at));
    harness.run_ok();
    assert_eq!(harness.state().view.hovered(), Some(&"a1".into()));
}

#[test]
fn one_huge_line_is_read_like_any_other_text() {
    let sentence = "The envoy said that nothing had been agreed so far and left. ";
    let content = sentence.repeat(40_000);
    let mut harness = page_of(&content);
    wheel(&mut harness, 5000.0);
    let at = harness.state().view.scroll_place().at;
    assert!(at.0 > 5000);
    select(&mut harness, "nothing had been agreed");
    assert_eq!(harness.state().selected(), "nothing had been agreed");
    let end = ByteOffset(content.len() - 3);
    harness.state_mut().view.reveal(end);
    harness.run_ok();
    assert!(harness.state().view.rect_of(end.0..end.0 + 1).is_some());
}

#[test]
fn a_drag_to_the_edge_scrolls() {
    let mut harness = page_of(&long(300));
    let from = phrase(&harness, "Paragraph number 1 ").left_center();
    button(&mut harness, from, true, Modifiers::NONE);
    harness.event(Event::PointerMoved(pos2(300.0, 499.0)));
    harness.step();
    harness.run_steps(60);
    button(&mut harness, pos2(300.0, 499.0), false, Modifiers::NONE);
    assert!(harness.state().view.scroll_place().at.0 > 100);
    assert!(harness.state().selected().lines().count() > 20);
}

#[test]
fn empty_and_strange_texts_are_shown() {
    for content in [
        "",
        "\n",
        "\r\n\r\n",
        "\u{feff}",
        "\t\t",
        "e\u{301}",
        "\u{202e}abc",
        "a\u{2028}b",
        "🇺🇦",
    ] {
        let mut harness = page_of(content);
        click(&mut harness, pos2(200.0, 100.0));
        harness.state_mut().go(LineMotion::Down, &mut None);
        harness.state_mut().go(LineMotion::CharRight, &mut None);
        harness.state_mut().go(LineMotion::PageUp, &mut None);
        harness.run_ok();
        let head = harness.state().selection.head;
        assert!(Text::new(content).is_boundary(head), "{content:?}");
    }
}

#[test]
fn a_line_of_article_text_outside_the_pane_is_elided() {
    let mut state = (engine(), Vec::new());
    let style = LineTextStyle {
        size: 14.0,
        color: egui::Color32::BLACK,
        weight: Weight::Semibold,
    };
    let mut harness = Harness::builder().build_ui_state(
        |ui, state: &mut (TextEngine, Vec<f32>)| {
            state.0.begin_frame(ui.ctx());
            let wide = state.0.line_ui(ui, "الرئيس Zelensky", style, 400.0);
            let narrow = state
                .0
                .line_ui(ui, "a full ceasefire before any talks", style, 90.0);
            state.1 = vec![wide.rect.width(), narrow.rect.width()];
        },
        std::mem::replace(&mut state, (engine(), Vec::new())),
    );
    harness.run_ok();
    harness.get_by_value("a full ceasefire before any talks");
    let widths = &harness.state().1;
    assert!(
        widths[0] > 60.0 && widths[1] <= 90.0 && widths[1] > 50.0,
        "{widths:?}"
    );
}
