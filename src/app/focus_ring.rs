//! The focus ring: tracks which part of the window has the keyboard focus, and moves it with F6.

use egui::{Context, Id, LayerId, Rect};

use super::ProjectCtx;
use super::reading::ReadingState;
use crate::command::UserCommand;
use crate::session::Session;
use crate::ui::panels::WindowPart;
use crate::ui::theme::focus_mark_ui;

/// The parts of the window as they were last drawn.
#[derive(Default)]
pub(super) struct FocusRing {
    shown: Vec<(WindowPart, Rect)>,
    /// The part that has the keyboard.
    here: Option<WindowPart>,
    /// Whether a control outside of the text has the keyboard focus.
    outside: bool,
    /// The panel that takes the keyboard focus in the next frame.
    pub entering: Option<WindowPart>,
    /// Set when the page takes the keyboard focus back in the next frame.
    leaving: bool,
    /// Whether a dialog was open in the last frame.
    is_under_dialog: bool,
    /// The control outside of the text that had the keyboard before a dialog was opened.
    before_dialog: Option<Id>,
    /// The control that gets the keyboard back in the next frame.
    returning: Option<Id>,
}

impl FocusRing {
    /// Forgets the parts of the last frame.
    pub fn begin_frame(&mut self, ctx: &Context, is_dialog_open: bool) {
        let was_dialog_open = std::mem::replace(&mut self.is_under_dialog, is_dialog_open);
        if !was_dialog_open && is_dialog_open {
            let focused = ctx.memory(|memory| memory.focused());
            self.before_dialog = focused.filter(|_| self.outside);
        }
        let returning = self.returning.take();
        if was_dialog_open && !is_dialog_open {
            forget_tab(ctx);
            // In this frame egui keeps the keyboard from what was behind the dialog.
            self.returning = self.before_dialog.take();
            if self.returning.is_some() {
                ctx.request_repaint();
            }
        } else if let Some(before) = returning.filter(|_| !is_dialog_open && self.is_free(ctx)) {
            // If it is gone, the text takes the keyboard.
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
        if std::mem::take(&mut self.leaving) {
            leave(ctx);
        }
        self.shown.clear();
    }

    /// Whether no control outside of the text has the keyboard now.
    fn is_free(&self, ctx: &Context) -> bool {
        !self.outside || ctx.memory(|memory| memory.focused()).is_none()
    }

    /// Notes that a part has been drawn.
    pub fn add(&mut self, part: WindowPart, rect: Rect) {
        self.shown.push((part, rect));
    }

    /// The parts that are on screen, with their places, in reading order.
    pub fn shown(&self) -> &[(WindowPart, Rect)] {
        &self.shown
    }

    /// Finds out where the keyboard is, after everything has been drawn.
    pub fn end_frame(&mut self, ctx: &Context, page: Option<(&Session, &ReadingState)>) {
        self.shown.sort_by_key(|(part, _)| *part);
        let focused = ctx.memory(|memory| memory.focused());
        let text = focused.and_then(|control| {
            let (session, reading) = page?;
            reading.side_of(session, control)
        });
        self.outside = focused.is_some() && text.is_none();
        if let Some(control) = focused.filter(|_| text.is_none()) {
            focus_mark_ui(ctx, control);
        }
        self.here = match text {
            Some(side) => Some(WindowPart::Page(side)),
            None => focused.and_then(|control| {
                // Not by `read_response`: to read that of a field in the frame of a click elsewhere
                // takes the keyboard from the field.
                let rect = |id| ctx.viewport(|v| Some(v.this_pass.widgets.get(id)?.interact_rect));
                let at = rect(control)?.center();
                // A drawer lies over the page, which may be smaller where the window is narrow.
                let is_page = |part: &WindowPart| matches!(part, WindowPart::Page(_));
                let here = self.shown.iter().filter(|(_, rect)| rect.contains(at));
                let here = here.min_by(|(a, of_a), (b, of_b)| {
                    let sizes = of_a.area().total_cmp(&of_b.area());
                    is_page(a).cmp(&is_page(b)).then(sizes)
                });
                here.map(|(part, _)| *part)
            }),
        };
    }

    /// Returns the keyboard focus to the page, in the next frame.
    pub fn leave_for_page(&mut self) {
        self.leaving = true;
    }

    /// The part that has the keyboard.
    pub fn here(&self) -> Option<WindowPart> {
        self.here
    }

    /// Whether a control outside of the text has the keyboard.
    pub fn is_outside_text(&self) -> bool {
        self.outside
    }

    /// The part after or before the one that has the keyboard, or else after the page.
    fn next(&self, page: WindowPart, forward: bool) -> Option<WindowPart> {
        let here = self.here.unwrap_or(page);
        let at = self.shown.iter().position(|(part, _)| *part == here)?;
        let count = self.shown.len();
        let next = (at + if forward { 1 } else { count - 1 }) % count;
        Some(self.shown[next].0)
    }
}

impl ProjectCtx<'_> {
    /// Moves the keyboard to the next or previous part of the window.
    pub(super) fn step_part(&mut self, ctx: &Context, forward: bool) {
        let session = &self.project.session;
        let active = session.side();
        match self
            .shell
            .focus_ring
            .next(WindowPart::Page(active), forward)
        {
            Some(WindowPart::Page(side)) => {
                // The text takes the keyboard as soon as nothing else has it.
                leave(ctx);
                if side != active {
                    self.shell.commands.push(UserCommand::GoBeside);
                }
            }
            panel => self.shell.focus_ring.entering = panel,
        }
    }
}

/// Takes back that egui gives the keyboard to the next control that is drawn. After Tab at the only control
/// of a dialog it waits for another one, which would be the first of the window once the dialog is closed.
fn forget_tab(ctx: &Context) {
    let nobody = Id::unique("nobody");
    ctx.memory_mut(|memory| {
        memory.interested_in_focus(nobody, LayerId::debug());
        memory.surrender_focus(nobody);
    });
}

/// Takes the keyboard from whatever has it.
fn leave(ctx: &Context) {
    ctx.memory_mut(|memory| {
        if let Some(control) = memory.focused() {
            memory.surrender_focus(control);
        }
    });
}
