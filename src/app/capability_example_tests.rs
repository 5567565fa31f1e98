//! The worked example of CONTRIBUTING.md, "Add a panel": a dialog that counts the words of the article
//! on screen. It is a capability like any other, but for its line in `capabilities!`.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Event, Key, Modifiers, RawInput};

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::CommandQueue;
use crate::command::table::Environment;
use crate::session::Session;
use crate::settings::Settings;
use crate::ui::article::{FontSources, TextEngine};
use crate::ui::fonts;
use crate::ui::keyboard::KeyInput;
use crate::ui::panels::{self, DialogSize, PanelCtx};
use crate::ui::theme::Palette;

// The state: what there is of it while nothing is done is the default.

#[derive(Default)]
struct WordCount {
    /// Whether the dialog is open; with more to remember it would be an `Option` of a panel.
    is_open: bool,
}

impl WordCount {
    /// What its command does: a method of `ProjectCtx` would call this, and an arm in `dispatch` that.
    fn open(&mut self) {
        *self = Self { is_open: true };
    }
}

// The dialog: it reads the session and pushes commands, and changes nothing itself.

const TITLE: &str = "Word count";

impl Capability for WordCount {
    const DIALOG: DialogAbout = DialogAbout {
        title: || TITLE,
        // Its row in `command/table.rs`; it has none here.
        opened_by: None,
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.is_open
    }

    fn show(&mut self, _cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if !self.is_open {
            return;
        }
        let shown = input.session.shown();
        let words = shown.map(|shown| shown.document.text().word_count());
        let modal = panels::dialog(input.ctx, TITLE, DialogSize::Small).show(input.ctx, |dialog| {
            dialog.focus_close();
            dialog.body(false, |ui| match words {
                Some(words) => ui.label(crate::model::plural::counted(words, "word")),
                None => ui.label("No article is open."),
            });
        });
        self.is_open = !modal.should_close();
    }
}

// Its test. Of a real one `tests/gui/dialogs.rs` does this, since it goes through the registry.

fn frame(context: &Context, count: &mut WordCount, events: Vec<Event>) {
    let session = Session::new("a".into(), vec![PathBuf::new()], Arc::default());
    let mut engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
    let (settings, mut commands) = (Settings::default(), CommandQueue::default());
    let keyboard = KeyInput::default();
    let input = RawInput {
        events,
        ..RawInput::default()
    };
    let mut output = context.run_ui(input, |ui| {
        let cx = &mut PanelCtx {
            settings: &settings,
            rows: &[],
            environment: Environment::default(),
            palette: Palette::LIGHT,
            engine: &mut engine,
            commands: &mut commands,
            entering: None,
            keyboard: &keyboard,
            takes_drops: true,
        };
        count.show(
            cx,
            &DialogInput {
                ctx: ui.ctx(),
                session: &session,
                picked_words: None,
                is_journaled: true,
                is_stalled: false,
            },
        );
    });
    output.textures_delta.clear();
}

#[test]
fn the_example_opens_takes_the_keyboard_and_closes() {
    let context = Context::default();
    context.set_fonts(fonts::definitions());
    let mut count = WordCount::default();
    frame(&context, &mut count, Vec::new());
    assert!(!count.is_open() && context.memory(|memory| memory.focused()).is_none());
    count.open();
    frame(&context, &mut count, Vec::new());
    frame(&context, &mut count, Vec::new());
    assert!(count.is_open() && context.memory(|memory| memory.focused()).is_some());
    let escape = Event::Key {
        key: Key::Escape,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    frame(&context, &mut count, vec![escape]);
    assert!(!count.is_open());
}
