//! Reads the keys of a frame: finds out what has the keyboard, and queues the commands of the keys.

use egui::{Context, Key, Modifiers};

use super::keymap::{self, Keyboard};
use crate::app::{App, ProjectCtx};
use crate::command::UserCommand;
use crate::session::messages::AnnotatingMessage;

impl App {
    /// Queues the commands whose keys are pressed in this frame.
    pub(in crate::app) fn read_keys(&mut self, ctx: &Context) {
        // The next key is being given to a command, and must not be done.
        if self.shell.capabilities.settings.takes_all_keys() {
            return;
        }
        let is_dialog_open = self.is_dialog_open();
        let is_outside_text = self.shell.focus_ring.is_outside_text();
        let of_project = self
            .project()
            .and_then(|mut cx| cx.read_keys_first(ctx, is_dialog_open));
        let keyboard = of_project.unwrap_or(if is_dialog_open {
            Keyboard::Dialog
        } else if ctx.text_edit_focused() {
            Keyboard::Field
        } else if is_outside_text {
            Keyboard::Panel
        } else {
            Keyboard::Page
        });
        if keyboard == Keyboard::Panel {
            self.with_project(|cx| cx.read_concordance_keys(ctx));
        }
        let environment = self.environment();
        let shell = &mut self.shell;
        if keyboard == Keyboard::Page {
            shell.held_key.look(ctx, &shell.rows);
        } else {
            shell.held_key.forget();
        }
        if keyboard == Keyboard::Panel
            && ctx.input(|input| keymap::is_label_key_pressed(input, &shell.rows))
        {
            shell.notices.hint(AnnotatingMessage::KeyboardInPanel);
        }
        let commands =
            ctx.input_mut(|input| keymap::commands(input, &shell.rows, &environment, keyboard));
        // What a key opens over the palette takes its place.
        let mut others = commands.iter();
        if others.any(|command| *command != UserCommand::ShowPalette) {
            shell.capabilities.palette = None;
        }
        shell.commands.extend(commands);
    }
}

impl ProjectCtx<'_> {
    /// Reads keys that mean something else while a link is made. Returns who has the keyboard where
    /// the project knows it.
    fn read_keys_first(&mut self, ctx: &Context, is_dialog_open: bool) -> Option<Keyboard> {
        self.end_stale_linking();
        if is_dialog_open {
            return None;
        }
        if self.is_link_asking(ctx) {
            self.read_link_keys(ctx);
            return Some(Keyboard::Dialog);
        }
        let handle = &mut self.project.links.handle;
        if handle.is_dragged() {
            if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                handle.cancel();
            }
            return Some(Keyboard::Dialog);
        }
        let inspector = &self.project.annotations.inspector;
        let is_in_slots = !ctx.text_edit_focused() && inspector.has_keyboard(ctx);
        is_in_slots.then_some(Keyboard::Slots)
    }
}
