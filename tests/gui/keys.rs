//! Keys as a keyboard sends them: other layouts, keys that are held down, several keys and clicks in one
//! frame, and typing in lists.

use std::fmt::Write as _;

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    He said that the council refused.\n";

/// A press, with what it types, as the window reports it.
fn stroke(key: Key, modifiers: Modifiers, text: &str) -> Vec<Event> {
    let mut events = vec![event(key, modifiers, true)];
    if !text.is_empty() {
        events.push(Event::Text(text.to_owned()));
    }
    events
}

/// A key on a US keyboard, pressed or let go.
fn event(key: Key, modifiers: Modifiers, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed,
        repeat: false,
        modifiers,
    }
}

/// The presses of a text, letter by letter, in one frame.
fn typed(text: &str) -> Vec<Event> {
    let stroke = |c: char| {
        let key = Key::from_name(&c.to_uppercase().to_string()).expect("a key");
        let mut events = stroke(key, Modifiers::NONE, &c.to_string());
        events.push(event(key, Modifiers::NONE, false));
        events
    };
    text.chars().flat_map(stroke).collect()
}

fn in_one_frame(desk: &mut Desk, events: Vec<Event>) {
    desk.harness.input_mut().events.extend(events);
    // Each key may need a frame of its own.
    desk.harness.run_steps(12);
}

/// Holds a key down for some repeats, each in a frame of its own, and lets it go.
fn hold(desk: &mut Desk, key: Key, modifiers: Modifiers, text: &str, repeats: usize) {
    for _ in 0..=repeats {
        let events = stroke(key, modifiers, text);
        desk.harness.input_mut().events.extend(events);
        desk.harness.run_steps(3);
    }
    desk.harness.event(event(key, modifiers, false));
    desk.run_until_idle();
}

fn click(at: Pos2) -> Vec<Event> {
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(at), button(true), button(false)]
}

/// Label and words of each annotation of the article on screen.
fn annotations(desk: &Desk) -> Vec<String> {
    let Some(shown) = desk.app().session().and_then(|session| session.shown()) else {
        return Vec::new();
    };
    let text = shown.document.text();
    let annotations = shown.document.annotations().iter();
    annotations
        .map(|annotation| {
            let fragments = annotation.fragments().expect("in place");
            format!("{} {}", annotation.label, fragments.quote(text))
        })
        .collect()
}

/// A value of the first annotation.
fn value(desk: &Desk, attribute: &str) -> Option<String> {
    let shown = desk.app().session()?.shown()?;
    let annotation = shown.document.annotations().first()?;
    Some(annotation.attributes.get(attribute)?.to_string())
}

fn entity_of_first(desk: &Desk) -> Option<String> {
    let shown = desk.app().session()?.shown()?;
    let annotation = shown.document.annotations().first()?;
    annotation.entity.as_ref().map(ToString::to_string)
}

fn relations(desk: &Desk) -> usize {
    let shown = desk.app().session().and_then(|session| session.shown());
    shown.map_or(0, |shown| shown.document.relations().count())
}

/// The text in a field.
fn text_in(desk: &Desk, field: &str) -> String {
    let field = desk.harness.get_by_role_and_label(Role::TextInput, field);
    field.accesskit_node().value().unwrap_or_default()
}

/// The events of `typed` as a typist makes them who lets Shift go before the key: the key is let go under
/// the character that it has without Shift.
fn shifted(key: Key, place: Key, text: &str, unshifted: Key) -> Vec<Event> {
    let event = |key, pressed, modifiers| Event::Key {
        key,
        physical_key: Some(place),
        pressed,
        repeat: false,
        modifiers,
    };
    vec![
        event(Key::ShiftLeft, true, Modifiers::SHIFT),
        Event::ModifiersChanged(Modifiers::SHIFT),
        event(key, true, Modifiers::SHIFT),
        Event::Text(text.to_owned()),
        event(Key::ShiftLeft, false, Modifiers::NONE),
        Event::ModifiersChanged(Modifiers::NONE),
        event(unshifted, false, Modifiers::NONE),
    ]
}

#[test]
fn a_sign_whose_key_is_let_go_after_shift_is_typed_each_time() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    // The sign is a key of the page first, and the field that it opens is another control.
    let slash = || shifted(Key::Slash, Key::Period, "/", Key::Colon);
    in_one_frame(&mut desk, slash());
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::K);
    for events in [slash(), typed("8"), slash()] {
        in_one_frame(&mut desk, events);
    }
    assert_eq!(text_in(&desk, "Search commands"), "/8/");
}

#[test]
fn a_character_is_typed_again_and_again_while_its_key_is_held() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND, Key::K);
    hold(&mut desk, Key::Period, Modifiers::NONE, ".", 3);
    hold(&mut desk, Key::A, Modifiers::NONE, "a", 2);
    assert_eq!(text_in(&desk, "Search commands"), "....aaa");
}

#[test]
fn a_key_that_is_held_marks_one_article_as_done() {
    let names: Vec<String> = (0..8).map(|n| format!("a{n}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, TALKS)).collect();
    let mut desk = Desk::with(&files);
    desk.until(|app| {
        app.session()
            .is_some_and(|session| session.shown().is_some())
    });
    hold(&mut desk, Key::Enter, Modifiers::COMMAND, "", 6);
    desk.run_until_idle();
    let session = desk.app().session().expect("a project");
    assert_eq!(session.progress.statuses.get("done"), Some(&1));
}

#[test]
fn a_key_that_is_held_opens_a_question_and_does_not_answer_it() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    hold(&mut desk, Key::Enter, Modifiers::NONE, "", 8);
    assert_eq!(value(&desk, "category"), None);
    assert_eq!(relations(&desk), 0);
    // The letter that opens a list is not typed into it.
    hold(&mut desk, Key::P, Modifiers::NONE, "p", 4);
    assert_eq!(text_in(&desk, "Find polarity"), "");
    // Nor does the letter that takes the one choice take others.
    hold(&mut desk, Key::F, Modifiers::NONE, "f", 4);
    let demand = |attribute| {
        let shown = desk.app().session()?.shown()?;
        let all = shown.document.annotations();
        let mut demands = all.iter().filter(|a| a.label.as_str() == "demand");
        let attribute = demands.next()?.attributes.get(attribute)?;
        Some(attribute.to_string())
    };
    assert_eq!(demand("polarity").as_deref(), Some("for"));
    assert_eq!(demand("form"), None);
}

#[test]
fn a_key_that_is_held_confirms_one_thing_in_a_dialog() {
    let mut desk = Desk::with(&[("one.txt", TALKS), ("two.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND, Key::K);
    in_one_frame(&mut desk, typed("next unfinished"));
    assert_eq!(text_in(&desk, "Search commands"), "next unfinished");
    hold(&mut desk, Key::Enter, Modifiers::NONE, "", 5);
    assert_eq!(annotations(&desk), [""; 0]);
    assert!(desk.harness.query_by_label("Search commands").is_none());
    let session = desk.app().session().expect("a project");
    let article = session.current_article().expect("an article");
    assert_eq!(article.name, "two.txt");
}

#[test]
fn held_keys_move_the_caret_and_borders_again_and_again() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.click_on("The envoy");
    desk.key(Key::Home);
    let caret = |desk: &Desk| desk.place().expect("an article").0.head.0;
    let start = caret(&desk);
    hold(&mut desk, Key::ArrowRight, Modifiers::NONE, "", 2);
    assert_eq!(caret(&desk), start + "The envoy Ana ".len());
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    hold(&mut desk, Key::CloseBracket, Modifiers::NONE, "]", 2);
    assert_eq!(annotations(&desk), ["actor Ana Reyes asked the council"]);
}

#[test]
fn keys_in_one_frame_each_see_what_the_one_before_did() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    in_one_frame(&mut desk, typed("1["));
    assert_eq!(annotations(&desk), ["actor Ana"]);

    desk.drag_over("release the funds");
    let mut events = typed("2");
    events.extend(stroke(Key::Enter, Modifiers::NONE, ""));
    events.extend(typed("pf"));
    in_one_frame(&mut desk, events);
    let demand = |desk: &Desk| {
        let shown = desk.app().session()?.shown()?;
        let all = shown.document.annotations();
        let demand = all.iter().find(|a| a.label.as_str() == "demand")?.clone();
        Some(demand.attributes.get("polarity")?.to_string())
    };
    assert_eq!(demand(&desk).as_deref(), Some("for"));
    assert_eq!(annotations(&desk).len(), 2);
}

#[test]
fn a_letter_after_a_click_goes_to_what_was_clicked() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    let filter = desk
        .harness
        .get_by_role_and_label(Role::TextInput, "Filter articles");
    let mut events = click(filter.rect().center());
    events.extend(typed("ae"));
    in_one_frame(&mut desk, events);
    assert_eq!(text_in(&desk, "Filter articles"), "ae");
    assert_eq!(annotations(&desk), [""; 0]);
}

#[test]
fn a_letter_after_a_button_is_let_go_goes_to_what_it_opens() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    let menu = desk.harness.get_by_label("File").rect().center();
    // The frame of the press was long: letting go comes together with the key.
    let mut events = click(menu);
    let mut rest = vec![events.pop().expect("it is let go")];
    desk.harness.input_mut().events.extend(events);
    desk.harness.step();
    rest.extend(typed("1"));
    in_one_frame(&mut desk, rest);
    assert_eq!(annotations(&desk), [""; 0]);
    desk.harness.get_by_label_contains("Save a copy");
}

#[test]
fn composed_text_is_for_fields_and_stays_where_it_was_composed() {
    use egui::ImeEvent;

    let preedit = |text: &str| {
        let text = text.to_owned();
        Event::Ime(ImeEvent::Preedit {
            text,
            active_range_chars: None,
        })
    };
    let commit = |text: &str| Event::Ime(ImeEvent::Commit(text.to_owned()));
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    // On the page nothing is composed, so no input method is asked for.
    assert!(desk.harness.output().platform_output.ime.is_none());
    let filter = desk
        .harness
        .get_by_role_and_label(Role::TextInput, "Filter articles");
    let at = filter.rect().center();
    in_one_frame(&mut desk, click(at));
    assert!(desk.harness.output().platform_output.ime.is_some());
    in_one_frame(&mut desk, vec![preedit("1")]);
    in_one_frame(&mut desk, vec![preedit(""), commit("é")]);
    assert_eq!(text_in(&desk, "Filter articles"), "é");
    // The keyboard moves on while something is composed: it is committed once or not at all, and the
    // rest of the composition does nothing on the page.
    in_one_frame(&mut desk, vec![preedit("à")]);
    let words = desk.phrase("Ana Reyes").center();
    in_one_frame(&mut desk, click(words));
    in_one_frame(&mut desk, vec![preedit(""), commit("1")]);
    let typed = text_in(&desk, "Filter articles");
    assert!(["é", "éà"].contains(&typed.as_str()), "{typed}");
    assert_eq!(annotations(&desk), [""; 0]);
    assert!(desk.harness.output().platform_output.ime.is_none());
}

#[test]
fn a_selection_is_handed_to_the_window_system_once() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let settled = |desk: &mut Desk| -> Vec<String> {
        let mut texts = Vec::new();
        for _ in 0..4 {
            desk.harness.step();
            for command in &desk.harness.output().platform_output.commands {
                if let egui::OutputCommand::TextSelectionSettled(text) = command {
                    texts.push(text.clone());
                }
            }
        }
        texts
    };
    let words = desk.phrase("Ana Reyes");
    let at = |x: f32| egui::pos2(x, words.center().y);
    let button = |x: f32, pressed| Event::PointerButton {
        pos: at(x),
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness
        .event(Event::PointerMoved(at(words.left() + 1.0)));
    desk.harness.event(button(words.left() + 1.0, true));
    for x in [30.0, 60.0] {
        desk.harness
            .event(Event::PointerMoved(at(words.left() + x)));
        assert_eq!(settled(&mut desk), [""; 0], "while it is dragged");
    }
    desk.harness
        .event(Event::PointerMoved(at(words.right() - 1.0)));
    desk.harness.event(button(words.right() - 1.0, false));
    let expected: &[&str] = if cfg!(target_os = "linux") {
        &["Ana Reyes"]
    } else {
        &[]
    };
    assert_eq!(settled(&mut desk), expected);
    assert_eq!(settled(&mut desk), [""; 0], "it has not changed");
}

#[test]
fn what_is_typed_after_a_key_that_opens_a_dialog_goes_to_the_dialog() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    let mut events = stroke(Key::K, Modifiers::COMMAND, "");
    events.push(event(Key::K, Modifiers::COMMAND, false));
    events.extend(typed("dark"));
    in_one_frame(&mut desk, events);
    assert_eq!(text_in(&desk, "Search commands"), "dark");
    assert_eq!(annotations(&desk), [""; 0]);
}

#[test]
fn keys_of_other_layouts_do_what_they_type() {
    let of_place = |place: Key, text: &str| {
        let mut events = stroke(place, Modifiers::NONE, text);
        events.push(event(place, Modifiers::NONE, false));
        events
    };
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    // AltGr+A of a Polish keyboard, AltGr+E of a German one.
    let alt_gr = |pressed| event(Key::AltRight, Modifiers::NONE, pressed);
    for (place, text) in [(Key::A, "ą"), (Key::E, "€")] {
        let mut events = vec![alt_gr(true)];
        events.extend(of_place(place, text));
        events.push(alt_gr(false));
        in_one_frame(&mut desk, events);
        assert_eq!(annotations(&desk), [""; 0], "{text}");
    }
    // A dead key at the place of `[`, and what it is composed with.
    in_one_frame(&mut desk, of_place(Key::OpenBracket, ""));
    in_one_frame(&mut desk, of_place(Key::E, "ê"));
    assert_eq!(annotations(&desk), [""; 0]);
    // A Russian keyboard: the place counts, and the legend says what is printed there.
    in_one_frame(&mut desk, of_place(Key::A, "ф"));
    assert_eq!(annotations(&desk), ["actor Ana Reyes"]);
}

/// A project with 200 numbered codes in a tree, and a scale.
fn coding() -> Desk {
    let mut topics = String::new();
    for domain in 1..=8 {
        let mut codes = String::new();
        for code in 1..=24 {
            let comma = if code > 1 { "," } else { "" };
            let _ = write!(
                codes,
                r#"{comma}{{"id":"{domain}{code:02}","name":"{domain}{code:02} Topic {code} of domain {domain}"}}"#
            );
        }
        let comma = if domain > 1 { "," } else { "" };
        let _ = write!(
            topics,
            r#"{comma}{{"id":"dom{domain}","name":"Domain {domain}","key":"{domain}","choices":[{codes}]}}"#
        );
    }
    let codebook = format!(
        r##"{{"format":"demarche-codebook","version":1,"name":"topics","labels":[
        {{"id":"topic","name":"Topic","keys":["1"],"color":{{"light":"#2563B0","dark":"#7DB0F2"}},"attributes":[
        {{"id":"code","name":"Code","kind":"tree","several":true,"key":"c","choices":[{topics}]}},
        {{"id":"side","name":"Side","kind":"choice","key":"s","choices":[
            {{"id":"for","name":"For","key":"f"}},{{"id":"against","name":"Against","key":"a"}}]}}]}}]}}"##
    );
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", &codebook)]);
    desk.drag_over("release the funds");
    desk.key(Key::Num1);
    desk.key(Key::Enter);
    desk
}

#[test]
fn a_number_is_typed_in_a_long_list_though_its_digits_are_keys() {
    let mut desk = coding();
    desk.key(Key::C);
    // Also if all of it comes in one frame.
    in_one_frame(&mut desk, typed("504"));
    assert_eq!(value(&desk, "code"), None);
    assert_eq!(text_in(&desk, "Find code"), "504");
    desk.key(Key::Enter);
    assert_eq!(value(&desk, "code").as_deref(), Some("dom5/504"));
}

#[test]
fn pasted_text_narrows_a_list_and_takes_nothing() {
    for pasted in ["704 Topic 4 of domain 7", "704\n", "7"] {
        let mut desk = coding();
        desk.key(Key::C);
        in_one_frame(&mut desk, vec![Event::Paste(pasted.to_owned())]);
        assert_eq!(value(&desk, "code"), None, "{pasted:?}");
        assert_eq!(text_in(&desk, "Find code").trim(), pasted.trim());
    }
    // What is dictated comes as a text with spaces.
    let mut desk = coding();
    desk.key(Key::C);
    let dictated = "704 Topic 4 of domain 7";
    in_one_frame(&mut desk, vec![Event::Text(dictated.to_owned())]);
    assert_eq!(value(&desk, "code"), None);
    assert_eq!(text_in(&desk, "Find code"), dictated);
    // The space bar ticks.
    in_one_frame(&mut desk, stroke(Key::Space, Modifiers::NONE, " "));
    assert_eq!(value(&desk, "code").as_deref(), Some("dom7/704"));
}

#[test]
fn what_an_input_method_composes_takes_no_choice() {
    let mut desk = coding();
    desk.key(Key::S);
    let preedit = Event::Ime(ImeEvent::Preedit {
        text: "a".to_owned(),
        active_range_chars: None,
    });
    in_one_frame(&mut desk, vec![preedit]);
    assert_eq!(value(&desk, "side"), None);
    let commit = Event::Ime(ImeEvent::Commit("a".to_owned()));
    in_one_frame(&mut desk, vec![commit]);
    assert_eq!(value(&desk, "side"), None);
    desk.key(Key::Escape);
    // The same letter as a key does.
    desk.key(Key::S);
    in_one_frame(&mut desk, typed("a"));
    assert_eq!(value(&desk, "side").as_deref(), Some("against"));
}

const ENTITIES: &str = r#"{"format":"demarche-entities","version":1,"entities":[
    {"id":"e1","name":"José Ramírez","label":"actor","aliases":["the old man"]},
    {"id":"e2","name":"Ana Reyes","label":"actor"}]}"#;

#[test]
fn the_other_end_is_searched_by_the_name_of_its_entity_and_not_by_an_id() {
    for (typed, is_found) in [
        ("jose ram", true),
        ("old", true),
        ("He", true),
        ("e1", false),
    ] {
        let mut desk = Desk::with(&[("talks.txt", TALKS), ("entities.json", ENTITIES)]);
        desk.drag_over("He");
        desk.key(Key::Num1);
        desk.key(Key::Period);
        desk.type_text("jose");
        desk.key(Key::Enter);
        assert_eq!(entity_of_first(&desk).as_deref(), Some("e1"));
        desk.drag_over("release the funds");
        desk.key(Key::Num2);
        desk.key(Key::R);
        desk.key(Key::M);
        desk.key(Key::Slash);
        desk.type_text(typed);
        desk.key(Key::Enter);
        assert_eq!(relations(&desk), usize::from(is_found), "{typed}");
    }
}

#[test]
fn what_is_typed_at_once_after_the_inspector_opens_the_picker_is_in_its_field() {
    // In one frame, and each key in the next frame.
    for is_in_one_frame in [true, false] {
        let mut desk = Desk::with(&[("talks.txt", TALKS), ("entities.json", ENTITIES)]);
        desk.drag_over("council");
        desk.key(Key::Num1);
        desk.key(Key::Enter);
        let letters = "reyes".chars();
        let mut strokes = vec![typed(".")];
        strokes.extend(letters.map(|letter| typed(&letter.to_string())));
        strokes.push(stroke(Key::Enter, Modifiers::NONE, ""));
        if is_in_one_frame {
            in_one_frame(&mut desk, strokes.concat());
        } else {
            for events in strokes {
                desk.harness.input_mut().events.extend(events);
                desk.harness.step();
            }
            desk.run_until_idle();
        }
        assert_eq!(entity_of_first(&desk).as_deref(), Some("e2"));
    }
}

#[test]
fn label_keys_that_commands_have_are_told_when_the_project_is_opened() {
    let codebook = r##"{"format":"demarche-codebook","version":1,"name":"keys","labels":[
        {"id":"norm","name":"Norm","keys":["N"],"color":{"light":"#2563B0","dark":"#7DB0F2"}},
        {"id":"why","name":"Why","keys":["Y","2"],"color":{"light":"#2563B0","dark":"#7DB0F2"}}]}"##;
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", codebook)]);
    let messages = desk.harness.state_mut().messages().join("\n");
    let told = "key “N” of label “Norm” never tags: it means “Next annotation”; “1” is free";
    assert!(messages.contains(told), "{messages}");
    assert!(messages.contains("key “Y” of label “Why”"), "{messages}");
    // The key that is shown is the one that tags.
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num2);
    assert_eq!(annotations(&desk), ["why Ana Reyes"]);
}

#[test]
fn the_page_has_the_keyboard_after_a_dialog_whose_controls_were_tabbed_through() {
    for tabs in 1..4 {
        let mut desk = Desk::with(&[("talks.txt", TALKS)]);
        desk.drag_over("Ana Reyes");
        desk.key(Key::F1);
        for _ in 0..tabs {
            desk.key(Key::Tab);
        }
        desk.key(Key::Escape);
        desk.key(Key::Num1);
        assert_eq!(annotations(&desk).len(), 1, "after {tabs} times Tab");
    }
}

#[test]
fn the_page_of_the_next_article_has_the_keyboard_after_the_fields_of_the_one_before() {
    for memo in [false, true] {
        let mut desk = Desk::with(&[("one.txt", TALKS), ("two.txt", TALKS)]);
        // Both are in memory, so that one is shown in the frame after the other.
        desk.show("two.txt");
        desk.show("one.txt");
        desk.click_on("council");
        desk.key(Key::F);
        desk.key(Key::D);
        desk.type_text("2025-08-06");
        desk.key(Key::Enter);
        if memo {
            desk.key(Key::M);
            desk.type_text("late");
            desk.key(Key::Escape);
        }
        desk.keys(Modifiers::COMMAND, Key::Enter);
        desk.until(|app| app.session().is_some_and(|s| s.shown().is_some()));
        let session = desk.app().session().expect("a project");
        let article = session.current_article().expect("an article");
        assert_eq!(article.name, "two.txt");
        desk.keys(Modifiers::SHIFT, Key::ArrowRight);
        desk.key(Key::Num1);
        assert_eq!(annotations(&desk).len(), 1, "memo: {memo}");
    }
}

#[test]
fn a_key_that_can_do_nothing_now_says_why() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    for (modifiers, key, told) in [
        (Modifiers::NONE, Key::M, "Memo: choose an annotation first"),
        (Modifiers::NONE, Key::R, "Link: choose an annotation first"),
        (Modifiers::COMMAND, Key::Z, "Undo: there is nothing to undo"),
    ] {
        desk.keys(modifiers, key);
        let messages = desk.harness.state_mut().messages();
        assert!(
            messages.iter().any(|message| message == told),
            "{messages:?}"
        );
    }
    // A letter that is typed into a field says nothing.
    let before = desk.harness.state_mut().messages();
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.type_text("m");
    assert_eq!(desk.harness.state_mut().messages(), before);
}
