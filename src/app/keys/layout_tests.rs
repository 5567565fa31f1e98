//! Every command on ten keyboard layouts, and the presses that mean none.

use std::collections::BTreeSet;

use egui::{Event, ImeEvent, Key, Modifiers};

use super::keymap::{Keyboard, commands};
use crate::command::UserCommand;
use crate::command::keys::KeyPress;
use crate::command::table::{CommandRow, Environment, rows};
use crate::model::Codebook;
use crate::ui::key_names::named;
use crate::ui::keyboard::layouts::{LAYOUTS, Layout, LayoutKey, Level, layout};
use crate::ui::keyboard::{KeyInput, is_character, letters};

/// Layouts without Latin letters, where those of commands are found by their place.
const WITHOUT_LATIN: [&str; 5] = ["Russian", "Ukrainian", "Greek", "Hebrew", "Arabic"];

/// A keyboard on which somebody has typed before.
struct Typist {
    input: KeyInput,
    rows: Vec<CommandRow>,
}

impl Typist {
    fn new(rows: Vec<CommandRow>, layout: &Layout) -> Self {
        let input = KeyInput::default();
        let mut typist = Self { input, rows };
        for key in layout.keys() {
            if key.level == Level::Plain {
                typist.ids(key, Modifiers::NONE);
            }
        }
        typist
    }

    /// The commands of some events on the page.
    fn does(&mut self, mut events: Vec<Event>) -> Vec<UserCommand> {
        let all = Environment {
            project: true,
            article: true,
            beside: true,
            chosen: true,
            suggestion: false,
            suggestions: false,
            selection: true,
            undo: true,
            redo: true,
            all_relations: false,
            focus_mode: false,
        };
        self.input.read(&mut events);
        commands(&mut events, &self.rows, &all, Keyboard::Page)
    }

    /// The ids of the commands of a press.
    fn ids(&mut self, key: LayoutKey, held: Modifiers) -> Vec<String> {
        let done = self.does(key.press(held));
        // The next key is not composed with a dead one.
        self.does(vec![Event::WindowFocused(true)]);
        done.iter().map(UserCommand::id).collect()
    }
}

fn built_in() -> Codebook {
    crate::store::codebook::built_in().codebook
}

/// Whether a key is a character, and so differs by layout.
fn is_typed(press: &KeyPress) -> bool {
    Key::from_name(&press.key).is_none_or(is_character)
}

#[test]
fn every_command_has_a_key_on_each_layout() {
    for layout in &LAYOUTS {
        let mut typist = Typist::new(rows(&built_in()), layout);
        let mut reached: BTreeSet<String> = BTreeSet::new();
        for key in layout.keys() {
            let with_shift = Modifiers::COMMAND | Modifiers::SHIFT;
            let alt = Modifiers::ALT;
            for held in [Modifiers::NONE, Modifiers::COMMAND, with_shift, alt] {
                let is_alt_gr = key.level == Level::AltGr;
                // Shift and AltGr choose the character, and Alt is none of both.
                if (held.shift || held.alt) && (key.level != Level::Plain) && !is_alt_gr {
                    continue;
                }
                if !(is_alt_gr && (held.alt || held.shift)) {
                    reached.extend(typist.ids(key, held));
                }
            }
        }
        for row in rows(&built_in()) {
            let is_same_everywhere = row.keys.iter().any(|key| !is_typed(key));
            let has_key =
                row.keys.is_empty() || is_same_everywhere || reached.contains(&row.command.id());
            assert!(has_key, "{} on the {} layout", row.name, layout.name);
        }
    }
}

#[test]
fn a_key_does_what_is_printed_on_it_and_nothing_else() {
    for layout in &LAYOUTS {
        let table = rows(&built_in());
        let mut typist = Typist::new(table.clone(), layout);
        for key in layout.keys() {
            let done = typist.ids(key, Modifiers::NONE);
            let what = format!("{key:?} on the {} layout: {done:?}", layout.name);
            let Some(character) = key.character else {
                assert!(done.is_empty(), "{what}");
                continue;
            };
            let printed = |key: Key, shift: bool| KeyPress {
                shift,
                key: key.name().to_owned(),
                ..KeyPress::default()
            };
            let typed = KeyPress {
                key: character.to_uppercase().collect(),
                ..KeyPress::default()
            };
            let is_shifted = key.level == Level::Shift;
            let is_digit = key.place.name().parse::<u8>().is_ok();
            let is_letter = key.place.name().len() == 1;
            let is_other_letter = character.is_alphabetic() && character > '\u{24F}';
            let place_counts = key.level != Level::AltGr
                && (is_digit
                    || WITHOUT_LATIN.contains(&layout.name)
                        && (is_other_letter || is_letter && !character.is_alphanumeric()));
            for id in &done {
                let row = table.iter().find(|row| row.command.id() == *id);
                let keys = &row.expect("it has a row").keys;
                let has = |press: &KeyPress| keys.iter().any(|key| named(key) == named(press));
                let by_character = [false, is_shifted].iter().any(|shift| {
                    has(&KeyPress {
                        shift: *shift,
                        ..typed.clone()
                    })
                });
                let by_place = place_counts && has(&printed(key.place, is_shifted));
                assert!(by_character || by_place, "{what}");
            }
            // And it does do that.
            let exact = KeyPress {
                shift: is_shifted && character.is_alphanumeric(),
                ..typed.clone()
            };
            let mut bound = table.iter();
            let bound = bound.find(|row| row.keys.iter().any(|key| named(key) == named(&exact)));
            if let Some(row) = bound {
                assert_eq!(done, [row.command.id()], "{what}");
            }
        }
    }
}

#[test]
fn what_is_typed_on_other_layouts_is_no_command_of_its_place() {
    let ctrl = Modifiers::COMMAND;
    let none = Modifiers::NONE;
    let alt = Modifiers::ALT;
    let cases: &[(&str, char, Modifiers, &str)] = &[
        ("Dvorak", '\'', ctrl, ""),
        ("Dvorak", 'q', ctrl, "quit"),
        ("French", 'q', none, ""),
        ("French", 'a', none, "tag:actor"),
        ("French", 'A', none, "also:actor"),
        ("French", '$', none, ""),
        ("French", '$', ctrl, ""),
        ("French", ',', none, ""),
        ("French", 'm', none, "edit-memo"),
        ("French", '.', none, "pick-entity"),
        ("French", '.', ctrl, "text-alone"),
        // Digits by their place, with and without Shift.
        ("French", '&', none, "tag:actor"),
        ("French", '1', none, "also:actor"),
        ("French", 'é', none, "tag:demand"),
        ("French", '-', ctrl, "show-entities"),
        ("French", 'à', ctrl, "reset-zoom"),
        ("French", 'é', alt, "status:done"),
        ("French", '[', none, "border:end-back-word"),
        ("French", '€', none, ""),
        ("German", 'ü', none, ""),
        ("German", 'Ü', none, ""),
        ("German", 'ü', ctrl, ""),
        ("German", '[', none, "border:end-back-word"),
        ("German", '{', none, "border:start-back-word"),
        ("German", '€', none, ""),
        ("German", '/', none, "find"),
        ("German", 'z', ctrl, "undo"),
        ("German", 'y', ctrl, "redo"),
        ("US", '+', ctrl, "zoom-in"),
        ("US", '=', ctrl, "zoom-in"),
        ("US", '!', none, "also:actor"),
        ("UK", '"', none, "also:demand"),
        ("Russian", 'я', ctrl, "undo"),
        ("Russian", 'ф', none, "tag:actor"),
        ("Russian", 'Ф', none, "also:actor"),
        ("Russian", 'х', none, "border:end-back-word"),
        ("Russian", '.', none, "pick-entity"),
        ("Russian", '?', none, "show-keys"),
        ("Russian", '₽', none, ""),
        ("Ukrainian", 'ц', none, "select-word"),
        ("Ukrainian", 'ё', none, ""),
        ("Greek", 'ς', none, "select-word"),
        ("Greek", ';', none, ""),
        ("Greek", 'α', none, "tag:actor"),
        ("Hebrew", '\'', none, "select-word"),
        ("Hebrew", '\'', ctrl, "close-project"),
        ("Hebrew", '/', none, "find"),
        ("Hebrew", 'W', none, "select-sentence"),
        ("Hebrew", 'װ', none, ""),
        ("Arabic", '÷', none, "previous-incomplete"),
        ("Arabic", '[', none, "border:end-back-word"),
        ("Arabic", 'ى', none, "next-annotation"),
        ("Arabic", 'ڤ', none, ""),
    ];
    for (name, character, held, want) in cases {
        let mut typist = Typist::new(rows(&built_in()), layout(name));
        let done = typist.ids(layout(name).key(*character), *held).join(" ");
        assert_eq!(done, *want, "{held:?} {character} on the {name} layout");
    }
}

#[test]
fn a_dead_key_and_what_it_is_composed_with_are_no_commands() {
    let french = layout("French");
    let mut typist = Typist::new(rows(&built_in()), french);
    let dead = french.at(Key::OpenBracket, Level::Plain);
    assert_eq!(dead.character, None);
    let composed = |character| LayoutKey {
        character: Some(character),
        ..french.key('e')
    };
    // Also where the composed letter is one that a command has.
    for character in ['ê', '^', 'e'] {
        assert_eq!(typist.does(dead.press(Modifiers::NONE)), []);
        assert_eq!(typist.does(composed(character).press(Modifiers::NONE)), []);
    }
    assert_eq!(typist.ids(french.key('e'), Modifiers::NONE), ["tag:event"]);
    // Backspace takes the accent back, and no annotation.
    let backspace = [true, false].map(|pressed| Event::Key {
        key: Key::Backspace,
        physical_key: Some(Key::Backspace),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    typist.does(dead.press(Modifiers::NONE));
    assert_eq!(typist.does(backspace.to_vec()), []);
    let again = typist.does(backspace.to_vec());
    assert_eq!(again, [UserCommand::Delete]);
    // A shortcut is no part of it.
    typist.does(dead.press(Modifiers::NONE));
    assert_eq!(typist.ids(french.key('z'), Modifiers::COMMAND), ["undo"]);
}

#[test]
fn what_an_input_method_composes_is_no_command() {
    let us = layout("US");
    let mut typist = Typist::new(rows(&built_in()), us);
    let preedit = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    let key = |key: Key| Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    assert_eq!(typist.does(vec![key(Key::A), preedit("a")]), []);
    assert_eq!(typist.does(vec![key(Key::Enter), key(Key::Delete)]), []);
    let commit = Event::Ime(ImeEvent::Commit("あ".to_owned()));
    assert_eq!(typist.does(vec![commit]), []);
    let done = typist.does(vec![key(Key::Delete)]);
    assert_eq!(done, [UserCommand::Delete]);
}

#[test]
fn a_label_may_have_a_letter_of_any_script() {
    let mut codebook = built_in();
    let keys = ["Ж", "ü", "ש", "ą"];
    for (label, key) in codebook.labels.iter_mut().zip(keys) {
        label.keys = vec![key.to_owned()];
    }
    let ids: Vec<String> = codebook.labels.iter().map(|l| l.id.to_string()).collect();
    let tagged = |name: &str, character: char| {
        let mut typist = Typist::new(rows(&codebook), layout(name));
        typist.ids(layout(name).key(character), Modifiers::NONE)
    };
    assert_eq!(tagged("Russian", 'ж'), [format!("tag:{}", ids[0])]);
    assert_eq!(tagged("Russian", 'Ж'), [format!("also:{}", ids[0])]);
    assert_eq!(tagged("German", 'ü'), [format!("tag:{}", ids[1])]);
    assert_eq!(tagged("Hebrew", 'ש'), [format!("tag:{}", ids[2])]);
    // The key of its place is another's meanwhile.
    assert_eq!(tagged("Russian", 'ф'), [""; 0]);
}

#[test]
fn the_control_key_of_a_mac_is_no_command() {
    let us = layout("US");
    let mut typist = Typist::new(rows(&built_in()), us);
    assert_eq!(typist.ids(us.key('a'), Modifiers::CTRL), [""; 0]);
}

#[test]
fn a_single_letter_answers_by_its_character_and_then_by_its_place() {
    let check = |name: &str, character: char, want: &[char]| {
        let layout = layout(name);
        let mut typist = Typist::new(Vec::new(), layout);
        let mut events = layout.key(character).press(Modifiers::NONE);
        typist.input.read(&mut events);
        let press = events
            .iter()
            .position(|event| matches!(event, Event::Text(_)));
        let text = press.expect("it types");
        let got = letters(&events[text - 1], events.get(text));
        assert_eq!(got, want, "{character} on the {name} layout");
    };
    check("US", 'F', &['f']);
    check("French", 'q', &['q']);
    check("French", 'é', &['é', '2']);
    check("German", 'ü', &['ü']);
    check("Russian", 'Ф', &['ф', 'a']);
    check("German", '€', &['€']);
}

#[test]
fn keys_are_called_as_they_are_printed() {
    let check = |name: &str, press: &str, want: Option<&str>| {
        let typist = Typist::new(Vec::new(), layout(name));
        let press: KeyPress = press.parse().expect("a key");
        let printed = typist.input.printed(&press);
        let printed = printed.map(|press| press.shown(false));
        assert_eq!(printed.as_deref(), want, "{press} on the {name} layout");
    };
    check("US", "[", None);
    check("French", "A", None);
    check("Russian", "[", Some("Х"));
    check("Russian", "Ctrl+Z", Some("Ctrl+Я"));
    check("Russian", ".", None);
    check("Russian", "1", None);
    check("Russian", "Left", None);
    check("Greek", "W", Some("Σ"));
}

#[test]
fn what_the_system_tells_of_the_layout_is_known_before_a_key_was_pressed() {
    let told = |letters: &[(char, char)]| {
        let mut input = KeyInput::default();
        input.learn_layout(letters);
        // It is what the next frame shows.
        input.read(&mut Vec::new());
        input
    };
    let ukrainian = told(&[('f', 'а'), ('g', 'п'), ('[', 'х'), ('1', '1')]);
    let printed = |input: &KeyInput, letter| input.printed_letter(letter);
    assert_eq!(printed(&ukrainian, 'f'), "А");
    assert_eq!(printed(&ukrainian, 'п'), "П");
    assert!(ukrainian.letters().has('п') && !ukrainian.letters().has('α'));
    assert_eq!(ukrainian.letters().key_of('п'), 'g');
    let french = told(&[('q', 'a'), ('a', 'q'), ('2', 'é')]);
    assert_eq!(printed(&french, 'a'), "A");
    assert!(french.letters().has('é') && french.letters().lacks('п'));
    // A letter of another script than was told: the layout has been switched.
    let mut switched = told(&[('q', 'q'), ('a', 'a')]);
    assert!(!switched.take_switched());
    let mut events = layout("Ukrainian").key('ф').press(Modifiers::NONE);
    switched.read(&mut events);
    assert!(switched.take_switched() && !switched.take_switched());
}
