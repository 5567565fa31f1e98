//! Reads the keys of a frame: finds out what has the keyboard, and queues the commands of the keys.

use egui::{Context, InputState, Key, Modifiers};

use super::keymap::{self, Keyboard};
use super::queue::Stroke;
use crate::app::project::OpenProject;
use crate::app::{App, ProjectCtx};
use crate::command::UserCommand;
use crate::jobs::Event;
use crate::session::messages::{AnnotatingMessage, KeysMessage};
use crate::ui::keyboard::label_keys;
use crate::ui::panels::text_field;

impl App {
    /// Asks the system for the keyboard's layout where it may have changed: when the window gets the keyboard, and
    /// when another script is typed.
    pub(in crate::app) fn follow_layout(&mut self, ctx: &Context) {
        let is_focused = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
        let is_switched = self.shell.key_queue.input.take_switched();
        let is_asked = is_switched || ctx.input(|input| input.raw.events.iter().any(is_focused));
        if let Some(letters) = self.shell.layout_letters.filter(|_| is_asked) {
            self.shell.jobs.spawn("keyboard layout", move |reporter| {
                reporter.send(Event::LayoutRead(letters()));
            });
        }
    }

    /// Runs the commands whose keys are pressed in this frame, each before the next key is read.
    ///
    /// What no command takes is left in the input for panels and dialogs. Keys after a click wait for the
    /// next frame, in which the control that was clicked has the keyboard; so do keys after one that may
    /// give the keyboard to another control.
    pub(in crate::app) fn read_keys(&mut self, ctx: &Context) {
        // The next key is being given to a command, and must not be done.
        if self.shell.capabilities.settings.takes_all_keys() {
            return;
        }
        let events = ctx.input_mut(|input| std::mem::take(&mut input.events));
        let strokes = Stroke::all(events);
        // What is clicked is clicked in this frame, so keys before that cannot wait.
        let last_click = strokes.iter().rposition(Stroke::is_click);
        let is_dialog_open = self.is_dialog_open();
        let mut must_wait = self.shell.key_queue.waits_for_dialog(ctx, is_dialog_open);
        let (mut left, mut is_any_read) = (Vec::new(), false);
        for (index, stroke) in strokes.into_iter().enumerate() {
            if !stroke.is_of_keyboard() {
                must_wait |= last_click == Some(index);
                // A key that waits is not let go before it is pressed.
                if stroke.is_release() && self.shell.key_queue.has_waiting() {
                    self.shell.key_queue.wait(stroke);
                    continue;
                }
                self.shell.held_key.let_go(&stroke.0);
                left.extend(stroke.0);
                continue;
            }
            let can_wait = last_click.is_none_or(|click| index > click);
            if must_wait && can_wait {
                self.shell.key_queue.wait(stroke);
                continue;
            }
            let counts = self.shell.key_queue.counts(ctx, &stroke);
            if !counts && !keymap::is_repeatable(&stroke.0, &self.shell.rows) {
                continue;
            }
            let is_typing = stroke.is_typing();
            ctx.input_mut(|input| input.events = stroke.0);
            must_wait = self.read_stroke(ctx, is_typing);
            is_any_read = true;
            left.append(&mut ctx.input_mut(|input| std::mem::take(&mut input.events)));
        }
        if !is_any_read {
            self.read_stroke(ctx, true);
        }
        ctx.input_mut(|input| input.events = left);
        if self.shell.key_queue.has_waiting() {
            ctx.request_repaint();
        }
    }

    /// Runs the commands of the key press that is in the input. Returns whether the next key has to wait
    /// until the window is drawn.
    fn read_stroke(&mut self, ctx: &Context, is_typing: bool) -> bool {
        // An open menu has the keyboard like a dialog; Escape closes the menu alone.
        let is_dialog_open = self.is_dialog_open() || egui::Popup::is_any_open(ctx);
        let is_outside_text = self.shell.focus_ring.is_outside_text();
        let of_project = self
            .project()
            .and_then(|mut cx| cx.read_keys_first(ctx, is_dialog_open, is_outside_text));
        let is_in_field = ctx.text_edit_focused();
        let is_dialog_of_project = self
            .phase
            .project()
            .is_some_and(OpenProject::is_dialog_open)
            && !self.shell.capabilities.is_dialog_open()
            && !egui::Popup::is_any_open(ctx);
        let keyboard = of_project.unwrap_or(if is_dialog_of_project && !text_field::undoes(ctx) {
            Keyboard::DialogControl
        } else if is_dialog_open {
            Keyboard::Dialog
        } else if is_in_field {
            Keyboard::Field
        } else if is_outside_text {
            Keyboard::Panel
        } else {
            Keyboard::Page
        });
        if keyboard == Keyboard::Panel {
            self.with_project(|cx| {
                cx.read_concordance_keys(ctx);
                cx.read_explore_keys(ctx);
            });
        }
        if of_project != Some(Keyboard::Dialog) && self.open_menu_by_letter(ctx) {
            return true;
        }
        let environment = self.environment();
        let shell = &mut self.shell;
        if keyboard == Keyboard::Page {
            shell.held_key.look(ctx, &shell.rows);
        } else {
            shell.held_key.forget();
        }
        let has_label_key =
            |input: &InputState| label_keys(&input.events, &shell.rows).next().is_some();
        if keyboard == Keyboard::Panel && ctx.input(has_label_key) {
            shell.notices.hint(AnnotatingMessage::KeyboardInPanel);
        }
        if keyboard == Keyboard::Page {
            let events = ctx.input(|input| input.events.clone());
            if let Some(row) = keymap::refused(&events, &shell.rows, &environment, keyboard) {
                shell.notices.hint(KeysMessage::Impossible {
                    command: row.name.trim_end_matches('…').to_owned(),
                    why: row.needs.missing().to_owned(),
                });
            }
        }
        let commands = ctx.input_mut(|input| {
            keymap::commands(&mut input.events, &shell.rows, &environment, keyboard)
        });
        // What a key opens over the palette takes its place.
        let mut others = commands.iter();
        if others.any(|command| *command != UserCommand::ShowPalette) {
            shell.capabilities.palette = None;
        }
        let stays = commands.iter().all(UserCommand::keeps_keyboard);
        shell.commands.extend(commands);
        self.drain_commands(ctx);
        let is_choosing = self.project().is_some_and(|cx| cx.is_choosing());
        let stays_in_field = is_in_field && is_typing && !is_choosing;
        !(stays && (keyboard == Keyboard::Page || stays_in_field))
    }
}

impl ProjectCtx<'_> {
    /// Reads keys that mean something else while a link is made. Returns who has the keyboard where
    /// the project knows it.
    fn read_keys_first(
        &mut self,
        ctx: &Context,
        is_dialog_open: bool,
        is_outside_text: bool,
    ) -> Option<Keyboard> {
        self.end_stale_linking();
        if is_dialog_open {
            return None;
        }
        if self.project.reading.hover.read_escape(ctx) {
            return Some(Keyboard::Dialog);
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
        if is_in_slots {
            return Some(Keyboard::Slots);
        }
        if !ctx.text_edit_focused() {
            self.read_compare_keys(ctx, is_outside_text);
        }
        None
    }

    /// Whether a list of choices is open, in which each letter may take one.
    pub(in crate::app) fn is_choosing(&self) -> bool {
        self.project.annotations.inspector.is_choosing()
    }
}
