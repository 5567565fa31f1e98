//! Tests of which keys of a frame belong together, which wait, and which count.

use egui::{Modifiers, PointerButton, RawInput, pos2};

use super::*;

fn press(key: Key) -> Event {
    pressed(key, false, Modifiers::NONE)
}

fn pressed(key: Key, repeat: bool, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat,
        modifiers,
    }
}

fn let_go(key: Key) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed: false,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

fn text(letters: &str) -> Event {
    Event::Text(letters.to_owned())
}

fn click() -> Event {
    Event::PointerButton {
        pos: pos2(1.0, 1.0),
        button: PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    }
}

#[test]
fn a_key_and_the_text_that_it_types_are_one_stroke() {
    let events = vec![
        press(Key::A),
        text("a"),
        let_go(Key::A),
        text("b"),
        press(Key::B),
        click(),
        text("c"),
        press(Key::C),
        text("c"),
        text("d"),
    ];
    let strokes = Stroke::all(events);
    let sizes: Vec<usize> = strokes.iter().map(|stroke| stroke.0.len()).collect();
    assert_eq!(sizes, [2, 1, 1, 1, 1, 1, 2, 1]);
    assert!(Stroke::all(Vec::new()).is_empty());
}

#[test]
fn strokes_are_of_the_keyboard_of_the_mouse_or_typing() {
    let stroke = |event: Event| Stroke(vec![event]);
    for (event, of_keyboard, is_click) in [
        (press(Key::A), true, false),
        (let_go(Key::A), false, false),
        (text("a"), true, false),
        (Event::Copy, true, false),
        (Event::Cut, true, false),
        (Event::Paste("x".to_owned()), true, false),
        (click(), false, true),
        (Event::PointerGone, false, false),
    ] {
        let stroke = stroke(event);
        assert_eq!(stroke.is_of_keyboard(), of_keyboard, "{:?}", stroke.0);
        assert_eq!(stroke.is_click(), is_click, "{:?}", stroke.0);
    }
    for (event, is_typing) in [
        (press(Key::A), true),
        (press(Key::Space), true),
        (press(Key::Backspace), true),
        (press(Key::Delete), true),
        (press(Key::Home), true),
        (press(Key::Tab), false),
        (press(Key::Enter), false),
        (press(Key::Escape), false),
        (press(Key::F6), false),
        (pressed(Key::A, false, Modifiers::COMMAND), false),
        (pressed(Key::A, false, Modifiers::CTRL), false),
        (pressed(Key::ArrowLeft, false, Modifiers::ALT), false),
        (text("a"), true),
    ] {
        let stroke = stroke(event);
        assert_eq!(stroke.is_typing(), is_typing, "{:?}", stroke.0);
    }
}

/// Draws a text field in one frame after the other, each with these events.
struct Field {
    ctx: Context,
    text: String,
    queue: KeyQueue,
}

impl Field {
    fn new() -> Self {
        let mut field = Self {
            ctx: Context::default(),
            text: String::new(),
            queue: KeyQueue::default(),
        };
        field.frame();
        field
    }

    fn id() -> Id {
        Id::unique("the field")
    }

    fn frame(&mut self) {
        let mut output = self.ctx.run_ui(RawInput::default(), |ui| {
            ui.add(egui::TextEdit::singleline(&mut self.text).id(Self::id()));
        });
        output.textures_delta.clear();
    }

    /// Gives the keyboard to the field.
    fn enter(&mut self) {
        self.ctx
            .memory_mut(|memory| memory.request_focus(Self::id()));
        self.frame();
        self.frame();
    }

    fn counts(&mut self, event: Event) -> bool {
        self.queue.counts(&self.ctx, &Stroke(vec![event]))
    }
}

#[test]
fn a_key_that_is_held_goes_on_moving_and_typing_and_does_anything_else_once() {
    let held = |key: Key| pressed(key, true, Modifiers::NONE);
    let mut field = Field::new();
    for (key, goes_on) in [
        (Key::A, false),
        (Key::Backspace, false),
        (Key::F5, false),
        (Key::ArrowDown, true),
        (Key::PageUp, true),
        (Key::End, true),
    ] {
        assert!(field.counts(press(key)), "{key:?}");
        assert_eq!(field.counts(held(key)), goes_on, "{key:?}");
    }
    field.enter();
    for (key, goes_on) in [
        (Key::A, true),
        (Key::Space, true),
        (Key::Enter, true),
        (Key::Backspace, true),
        (Key::Delete, true),
        (Key::F5, false),
        (Key::Tab, false),
        (Key::ArrowDown, true),
    ] {
        assert!(field.counts(press(key)), "{key:?}");
        assert_eq!(field.counts(held(key)), goes_on, "{key:?}");
    }
    for modifiers in [Modifiers::CTRL, Modifiers::ALT, Modifiers::COMMAND] {
        field.counts(pressed(Key::A, false, modifiers));
        assert!(
            !field.counts(pressed(Key::A, true, modifiers)),
            "{modifiers:?}"
        );
        assert!(
            field.counts(pressed(Key::Delete, true, modifiers)),
            "{modifiers:?}"
        );
    }
    // A modifier is no key of its own.
    assert!(field.counts(press(Key::B)));
    assert!(field.counts(pressed(Key::ShiftLeft, true, Modifiers::SHIFT)));
    assert!(field.counts(held(Key::B)));
    assert!(field.counts(click()));
}

#[test]
fn a_key_that_was_pressed_elsewhere_types_nothing_into_a_field() {
    let mut field = Field::new();
    assert!(field.counts(press(Key::A)));
    field.enter();
    assert!(!field.counts(pressed(Key::A, true, Modifiers::NONE)));
    assert!(field.counts(press(Key::A)));
    assert!(field.counts(pressed(Key::A, true, Modifiers::NONE)));
}

#[test]
fn what_waits_comes_first_in_the_next_frame_and_repeats_do_not_wait() {
    let ctx = Context::default();
    let mut queue = KeyQueue::default();
    queue.wait(Stroke(vec![press(Key::A), text("a")]));
    queue.wait(Stroke(vec![pressed(Key::B, true, Modifiers::NONE)]));
    assert!(queue.has_waiting());
    let input = RawInput {
        events: vec![text("z")],
        ..RawInput::default()
    };
    let mut seen = Vec::new();
    let mut output = ctx.run_ui(input, |ui| {
        queue.begin_frame(ui.ctx());
        seen = ui.input(|input| input.events.clone());
    });
    output.textures_delta.clear();
    assert_eq!(seen, [press(Key::A), text("a"), text("z")]);
    assert!(!queue.has_waiting());
    assert!(!queue.take_alt_tap());
}

#[test]
fn keys_wait_for_a_dialog_some_frames_at_most() {
    let ctx = Context::default();
    let mut queue = KeyQueue::default();
    assert!(!queue.waits_for_dialog(&ctx, false));
    for _ in 0..2 {
        for _ in 0..FRAMES_FOR_DIALOG {
            assert!(queue.waits_for_dialog(&ctx, true));
        }
        assert!(!queue.waits_for_dialog(&ctx, true));
        assert!(!queue.waits_for_dialog(&ctx, true));
        // The next dialog is waited for again.
        assert!(!queue.waits_for_dialog(&ctx, false));
    }
}
