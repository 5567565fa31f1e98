//! The dialog: the one anatomy of everything that opens over the window. Title and Close in the first row,
//! the body below, and the actions in the last row at the right, of which the main one comes last and is
//! filled.
//!
//! It must not know what a dialog is for: a dialog gives its title, its size, its body and its actions.
//! Boxes that are a field with a list (the command palette, the entity picker) have a frame of it only.

use egui::accesskit::Role;
use egui::{Context, ModalResponse, Response, Ui, vec2};

use super::{at_right_ui, width_at_right};
use crate::session::messages::ControlText;
use crate::ui::controls;
use crate::ui::theme::{small, strong};

/// The size of a dialog. In a small window it gets smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogSize {
    /// A question; as high as its text.
    Small,
    /// A list or a form; as high as what it holds.
    Medium,
    /// A list with details or a preview; of one height, so that nothing moves.
    Large,
}

impl DialogSize {
    /// The size inside the margins in a window, in points; the height is the most there is room for.
    pub fn inner(self, window: egui::Vec2) -> egui::Vec2 {
        let most = match self {
            Self::Small => vec2(480.0, f32::INFINITY),
            Self::Medium => vec2(640.0, f32::INFINITY),
            Self::Large => vec2(1080.0, 800.0),
        };
        (window - vec2(80.0, 80.0)).min(most)
    }
}

/// An action of a dialog, which has a button in its last row.
pub struct DialogAction<'t> {
    pub name: &'t str,
    pub is_possible: bool,
    /// Whether it is what the dialog is for; only the last may be.
    pub is_main: bool,
}

impl<'t> DialogAction<'t> {
    /// What the dialog is for.
    pub fn main(name: &'t str) -> Self {
        Self {
            name,
            is_possible: true,
            is_main: true,
        }
    }

    /// Something else.
    pub fn other(name: &'t str) -> Self {
        Self {
            name,
            is_possible: true,
            is_main: false,
        }
    }

    /// The same, possible or not.
    #[must_use]
    pub fn possible(self, is_possible: bool) -> Self {
        Self {
            is_possible,
            ..self
        }
    }
}

/// The size of a dialog's title, in points.
const TITLE_SIZE: f32 = 18.0;

/// The height of the row of actions with the space above it, in points.
const ACTIONS_HEIGHT: f32 = 38.0;

/// A dialog over the window. `title` is also what a screen reader calls it.
pub fn dialog(ctx: &Context, title: &'static str, size: DialogSize) -> Dialog {
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20);
    Dialog {
        modal: egui::Modal::new(egui::Id::unique(title)).frame(frame),
        title,
        size,
    }
}

/// A dialog that is about to be drawn.
pub struct Dialog {
    modal: egui::Modal,
    title: &'static str,
    size: DialogSize,
}

impl Dialog {
    /// The same with its place or its looks changed.
    #[must_use]
    pub fn map(self, change: impl FnOnce(egui::Modal) -> egui::Modal) -> Self {
        Self {
            modal: change(self.modal),
            ..self
        }
    }

    /// Draws it: `content` draws its parts from the top to the bottom.
    pub fn show<T>(
        self,
        ctx: &Context,
        content: impl FnOnce(&mut DialogParts<'_>) -> T,
    ) -> ModalResponse<T> {
        let (title, size) = (self.title, self.size);
        let inner_size = size.inner(ctx.content_rect().size());
        self.bare(ctx, |ui| {
            ui.set_width(inner_size.x);
            if size == DialogSize::Large {
                ui.set_min_height(inner_size.y);
            }
            ui.set_max_height(inner_size.y);
            let bottom = ui.max_rect().bottom();
            content(&mut DialogParts {
                ui,
                title,
                size,
                bottom,
                close: None,
                is_closable: true,
            })
        })
    }

    /// Draws a box without title row and actions, which is closed by `Escape` or by choosing.
    pub fn bare<T>(self, ctx: &Context, content: impl FnOnce(&mut Ui) -> T) -> ModalResponse<T> {
        let named = egui::UiBuilder::new()
            .accessibility_role(Role::Dialog)
            .accessibility_label(self.title);
        self.modal.show(ctx, |ui| {
            let shown = ui.scope_builder(named, |ui| (ui.unique_id(), content(ui)));
            let (rect, (id, inner)) = (shown.response.rect, shown.inner);
            // egui tells bounds of controls only.
            let bounds = egui::accesskit::Rect {
                x0: rect.left().into(),
                y0: rect.top().into(),
                x1: rect.right().into(),
                y1: rect.bottom().into(),
            };
            let context = ui.ctx();
            context.accesskit_node_builder(id, |node| node.set_bounds(bounds));
            inner
        })
    }
}

/// The parts of a dialog that is being drawn, to be drawn in the order of the methods.
pub struct DialogParts<'u> {
    ui: &'u mut Ui,
    title: &'static str,
    size: DialogSize,
    /// The lowest place of a dialog.
    bottom: f32,
    close: Option<Response>,
    is_closable: bool,
}

impl DialogParts<'_> {
    /// Sets whether Close can be used, which it cannot while a job has to be stopped first.
    pub fn set_closable(&mut self, is_closable: bool) {
        self.is_closable = is_closable;
    }

    /// Draws the first row, with more between the title and Close. Without it the row has these two.
    pub fn head<T>(&mut self, content: impl FnOnce(&mut Ui) -> T) -> T {
        let (title, is_closable) = (self.title, self.is_closable);
        let (inner, close) = self
            .ui
            .horizontal(|ui| {
                ui.label(strong(title).size(TITLE_SIZE));
                let height = ui.spacing().interact_size.y;
                let name = ControlText::Close.text();
                let close = width_at_right(ui, &[name]) + ui.spacing().item_spacing.x;
                let width = (ui.available_width() - close).max(0.0);
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                let inner = ui.allocate_ui_with_layout(vec2(width, height), layout, |ui| {
                    ui.set_max_width(width);
                    content(ui)
                });
                let close = at_right_ui(ui, &[name], |ui| {
                    ui.add_enabled(is_closable, egui::Button::new(name))
                });
                if close.clicked() {
                    ui.close();
                }
                (inner.inner, close)
            })
            .inner;
        self.ui.add_space(8.0);
        self.close = Some(close);
        inner
    }

    /// Gives Close the keyboard while nothing else has it, in dialogs that are only read.
    pub fn focus_close(&mut self) {
        self.ensure_head();
        if let Some(close) = &self.close {
            super::focus_first(self.ui, close);
        }
    }

    /// Closes the dialog.
    pub fn close(&self) {
        self.ui.close();
    }

    /// Gives a control the keyboard while nothing else has it.
    pub fn focus_first(&self, control: &Response) {
        super::focus_first(self.ui, control);
    }

    /// Draws what stands between the title and the actions. `has_actions` leaves room for these.
    pub fn body<T>(&mut self, has_actions: bool, content: impl FnOnce(&mut Ui) -> T) -> T {
        self.ensure_head();
        let actions = if has_actions { ACTIONS_HEIGHT } else { 0.0 };
        let top = self.ui.cursor().top();
        let height = (self.bottom - top - actions).max(0.0);
        let is_large = self.size == DialogSize::Large;
        let shown = self.ui.scope(|ui| {
            ui.set_max_height(height);
            if is_large {
                ui.set_min_height(height);
            }
            content(ui)
        });
        shown.inner
    }

    /// Draws the last row: a note at the left, the actions at the right, the main one last. Returns the
    /// button of each action.
    pub fn actions(&mut self, note: &str, actions: &[DialogAction<'_>]) -> Vec<Response> {
        self.ensure_head();
        self.ui.add_space(12.0);
        actions_ui(self.ui, note, actions)
    }

    fn ensure_head(&mut self) {
        if self.close.is_none() {
            self.head(|_| ());
        }
    }
}

/// Draws a row of actions as a dialog has it, for a question inside of a dialog. Returns the button of each.
pub fn actions_ui(ui: &mut Ui, note: &str, actions: &[DialogAction<'_>]) -> Vec<Response> {
    let names: Vec<&str> = actions.iter().map(|action| action.name).collect();
    ui.horizontal(|ui| {
        if !note.is_empty() {
            let gap = ui.spacing().item_spacing.x;
            let width = ui.available_width() - width_at_right(ui, &names) - 2.0 * gap;
            let color = ui.visuals().weak_text_color();
            let height = ui.spacing().interact_size.y;
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(vec2(width.max(0.0), height), layout, |ui| {
                ui.add(egui::Label::new(small(note).color(color)).truncate());
            });
        }
        at_right_ui(ui, &names, |ui| {
            let buttons = actions.iter().map(|action| {
                // By name: when other actions take their places, the keyboard is not at one of them.
                let button = ui.push_id(action.name, |ui| match action.is_main {
                    true => controls::primary_ui(ui, action.is_possible, action.name),
                    false => ui.add_enabled(action.is_possible, egui::Button::new(action.name)),
                });
                button.inner
            });
            buttons.collect()
        })
    })
    .inner
}
