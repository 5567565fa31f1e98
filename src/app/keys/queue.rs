//! The keys of a frame in the order in which they were pressed, one after the other, and those that wait
//! for the next frame.
//!
//! It must not know what a key does. Keys wait after a click or a key that may give the keyboard to
//! another control: a control takes the keyboard only when it is drawn, and the next key is for it.

use egui::{Context, Event, Id, Key, LayerId};

use crate::ui::key_names::is_modifier;
use crate::ui::keyboard::{AltTap, KeyInput, is_character};

/// For how many frames keys wait for a dialog to take the keyboard, in case it never does.
const FRAMES_FOR_DIALOG: u8 = 4;

/// What the reading of keys keeps from one frame to the next.
#[derive(Default)]
pub struct KeyQueue {
    pub input: KeyInput,
    alt: AltTap,
    /// Whether the `Alt` key was pressed alone in this frame.
    is_alt_tapped: bool,
    waiting: Vec<Event>,
    /// The control that had the keyboard when the key was pressed that may still be held.
    pressed_in: Option<Id>,
    /// The layer of the dialog whose controls have had the keyboard.
    dialog: Option<LayerId>,
    /// How many frames the keys have waited for the dialog.
    waited_for_dialog: u8,
}

impl KeyQueue {
    /// Interprets the keys of this frame, and puts those before them that waited.
    pub fn begin_frame(&mut self, ctx: &Context) {
        ctx.input_mut(|input| {
            self.is_alt_tapped |= self.alt.read(&input.events);
            self.input.read(&mut input.events);
            let waited = std::mem::take(&mut self.waiting);
            input.events.splice(0..0, waited);
        });
    }

    /// Whether the `Alt` key was pressed and let go alone in this frame.
    pub fn take_alt_tap(&mut self) -> bool {
        std::mem::take(&mut self.is_alt_tapped)
    }

    /// Keeps a stroke for the next frame. Repeats are dropped, so that keys do not lag behind.
    pub fn wait(&mut self, stroke: Stroke) {
        if !stroke.is_repeat() {
            self.waiting.extend(stroke.0);
        }
    }

    /// Adds an event to those of the next frame.
    pub fn add(&mut self, event: Event) {
        self.waiting.push(event);
    }

    /// Whether strokes wait for the next frame.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether a dialog has been opened whose field does not have the keyboard yet: the keys wait for it.
    pub fn waits_for_dialog(&mut self, ctx: &Context, is_dialog_open: bool) -> bool {
        if !is_dialog_open {
            self.dialog = None;
            self.waited_for_dialog = 0;
            return false;
        }
        let (focused, layer) = ctx.memory(|memory| (memory.focused(), memory.top_modal_layer()));
        if layer.is_some() && layer == self.dialog {
            return false;
        }
        let response = focused.and_then(|focused| ctx.read_response(focused));
        if layer.is_some() && response.map(|response| response.layer_id) == layer {
            self.dialog = layer;
            self.waited_for_dialog = 0;
            return false;
        }
        self.waited_for_dialog = self.waited_for_dialog.saturating_add(1);
        self.waited_for_dialog <= FRAMES_FOR_DIALOG
    }

    /// Whether a stroke counts. A key that is held down goes on moving, and typing where it began to type;
    /// anything else it does once.
    pub fn counts(&mut self, ctx: &Context, stroke: &Stroke) -> bool {
        let Some(Event::Key {
            key,
            repeat,
            modifiers,
            ..
        }) = stroke.0.first()
        else {
            return true;
        };
        let focused = ctx.memory(|memory| memory.focused());
        if is_modifier(*key) {
            return true;
        }
        if !repeat {
            self.pressed_in = focused;
            return true;
        }
        let is_shortcut = modifiers.command || modifiers.ctrl || modifiers.alt;
        let types = is_character(*key) || matches!(key, Key::Space | Key::Enter);
        let edits = types && !is_shortcut || matches!(key, Key::Backspace | Key::Delete);
        let is_here = self.pressed_in == focused;
        is_moving(*key) || edits && is_here && ctx.text_edit_focused()
    }
}

/// A key press with what it types, or any other event of the window.
pub struct Stroke(pub Vec<Event>);

impl Stroke {
    /// The strokes among the events of a frame.
    pub fn all(events: Vec<Event>) -> Vec<Self> {
        let mut strokes: Vec<Self> = Vec::new();
        for event in events {
            match strokes.last_mut() {
                Some(Self(stroke)) if matches!(event, Event::Text(_)) && is_press(stroke) => {
                    stroke.push(event);
                }
                _ => strokes.push(Self(vec![event])),
            }
        }
        strokes
    }

    /// Whether a button of the mouse was pressed or let go: a control takes the keyboard with either, and
    /// in a long frame the second may come together with the next key.
    pub fn is_click(&self) -> bool {
        matches!(self.0.as_slice(), [Event::PointerButton { .. }])
    }

    /// Whether a key is let go.
    pub fn is_release(&self) -> bool {
        matches!(self.0.as_slice(), [Event::Key { pressed: false, .. }])
    }

    /// Whether it comes from the keyboard.
    pub fn is_of_keyboard(&self) -> bool {
        let of_keyboard = |event: &Event| {
            matches!(
                event,
                Event::Key { pressed: true, .. }
                    | Event::Text(_)
                    | Event::Ime(_)
                    | Event::Copy
                    | Event::Cut
                    | Event::Paste(_)
            )
        };
        self.0.first().is_some_and(of_keyboard)
    }

    /// Whether a text field that has the keyboard keeps it.
    pub fn is_typing(&self) -> bool {
        match self.0.first() {
            Some(Event::Key { key, modifiers, .. }) => {
                let is_shortcut = modifiers.command || modifiers.ctrl || modifiers.alt;
                let edits = matches!(key, Key::Space | Key::Backspace | Key::Delete);
                !is_shortcut && (is_character(*key) || edits || is_moving(*key))
            }
            _ => true,
        }
    }

    fn is_repeat(&self) -> bool {
        matches!(self.0.first(), Some(Event::Key { repeat: true, .. }))
    }
}

/// Whether this is a key press without its text.
fn is_press(stroke: &[Event]) -> bool {
    matches!(stroke, [Event::Key { pressed: true, .. }])
}

/// Whether a key moves within a text or a list.
fn is_moving(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowUp
            | Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::PageUp
            | Key::PageDown
            | Key::Home
            | Key::End
    )
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
