//! The dialog: the one anatomy of everything that opens over the window. Title and Close in the first row,
//! the body below, and the actions in the last row at the right, of which the main one comes last and is
//! filled. In a window that is too small for its body, the body scrolls.
//!
//! It must not know what a dialog is for: a dialog gives its title, its size, its body and its actions.
//! Boxes that are a field with a list (the command palette, the entity picker) have a frame of it only.

use egui::accesskit::Role;
use egui::{Context, ModalResponse, Response, ScrollArea, Ui, UiKind, vec2};

use super::{at_right_ui, reflow, width_at_right, width_of_buttons, wrapped_row};
use crate::session::messages::{ControlText, dialog_purpose};
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
        let rest = if is_small(window) { SMALL_REST } else { 80.0 };
        (window - vec2(rest, rest)).max(vec2(80.0, 80.0)).min(most)
    }
}

/// A window of less height is low: all of a dialog but its title scrolls. In points.
const LOW: f32 = 400.0;

/// What a dialog leaves of a small window with its margins, in points.
const SMALL_REST: f32 = 28.0;

/// The least height for which the body of a dialog is laid out; a smaller window scrolls it. In points.
const LEAST_BODY: f32 = 300.0;

/// Whether dialogs need nearly all of the window.
fn is_small(window: egui::Vec2) -> bool {
    window.x < reflow::NARROW || is_low(window)
}

fn is_low(window: egui::Vec2) -> bool {
    window.y < LOW
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

/// The height of the row of actions with the space above it until it has been drawn, in points.
const ACTIONS_HEIGHT: f32 = 38.0;

/// The space above the row of actions, in points.
const ACTIONS_GAP: f32 = 12.0;

/// What the bar of a body that scrolls takes, in points.
const SCROLL_BAR: f32 = 10.0;

/// The width of sliders in a small window, in points.
const NARROW_SLIDER: f32 = 56.0;

/// Where the height of the row of actions is kept from one frame to the next.
fn actions_id(title: &str) -> egui::Id {
    egui::Id::unique(("actions of dialog", title))
}

/// A dialog over the window. `title` is also what a screen reader calls it.
pub fn dialog(ctx: &Context, title: &'static str, size: DialogSize) -> Dialog {
    let margin = if is_small(ctx.content_rect().size()) {
        8
    } else {
        20
    };
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(margin);
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
            let top = ui.max_rect().top();
            let bottom = ui.max_rect().bottom().min(top + inner_size.y);
            let window = ctx.content_rect().size();
            let mut parts = DialogParts {
                ui,
                title,
                size,
                bottom,
                is_small: is_small(window),
                is_low: is_low(window),
                close: None,
                is_closable: is_closable_before(ctx, title),
            };
            if !parts.is_low {
                return content(&mut parts);
            }
            parts.title_ui(|_| ());
            let DialogParts { ui, close, .. } = parts;
            let area = ScrollArea::vertical().id_salt("all");
            let area = area.max_height((bottom - ui.cursor().top()).max(0.0));
            let shown = area.auto_shrink([false, size != DialogSize::Large]);
            let shown = shown.show(ui, |ui| {
                ui.set_max_width(ui.available_width() - SCROLL_BAR);
                let drawn = content(&mut DialogParts {
                    ui,
                    title,
                    size,
                    bottom,
                    is_small: true,
                    is_low: true,
                    close,
                    is_closable: true,
                });
                reflow::follow_focus(ui);
                drawn
            });
            shown.inner
        })
    }

    /// Draws a box without title row and actions, which is closed by `Escape` or by choosing.
    pub fn bare<T>(self, ctx: &Context, content: impl FnOnce(&mut Ui) -> T) -> ModalResponse<T> {
        let title = self.title;
        let named = egui::UiBuilder::new()
            .accessibility_role(Role::Dialog)
            .accessibility_label(title);
        self.modal.show(ctx, |ui| {
            // egui calls its own frame a dialog too, which has no name.
            let mut parents = ui.stack().iter();
            if let Some(outer) = parents.find(|parent| parent.kind() == Some(UiKind::Modal)) {
                ui.ctx().accesskit_node_builder(outer.unique_id, |node| {
                    node.set_role(Role::GenericContainer);
                });
            }
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
            context.accesskit_node_builder(id, |node| {
                node.set_bounds(bounds);
                node.set_modal();
                // A screen reader says it instead of all texts of the dialog.
                node.set_description(dialog_purpose(title));
            });
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
    is_small: bool,
    is_low: bool,
    close: Option<Response>,
    is_closable: bool,
}

/// Whether Close could be used in the last frame: in a low window it is drawn before the dialog says so.
fn is_closable_before(ctx: &Context, title: &'static str) -> bool {
    let before = ctx.data(|data| data.get_temp::<bool>(closable_id(title)));
    before.unwrap_or(true)
}

fn closable_id(title: &'static str) -> egui::Id {
    egui::Id::unique(("closable dialog", title))
}

impl DialogParts<'_> {
    /// Sets whether Close can be used, which it cannot while a job has to be stopped first.
    pub fn set_closable(&mut self, is_closable: bool) {
        self.is_closable = is_closable;
        let ctx = self.ui.ctx();
        if is_closable_before(ctx, self.title) != is_closable {
            ctx.data_mut(|data| data.insert_temp(closable_id(self.title), is_closable));
            ctx.request_repaint();
        }
    }

    /// Draws the first row, with more between the title and Close. Without it the row has these two.
    pub fn head<T>(&mut self, content: impl FnOnce(&mut Ui) -> T) -> T {
        if self.is_small {
            // The rest has rows of its own.
            self.ensure_head();
            return wrapped_row::show(self.ui, content);
        }
        self.title_ui(content)
    }

    /// Draws the title, something beside it, and Close.
    fn title_ui<T>(&mut self, content: impl FnOnce(&mut Ui) -> T) -> T {
        let (title, is_closable, is_small) = (self.title, self.is_closable, self.is_small);
        let (inner, close) = self
            .ui
            .horizontal(|ui| {
                let height = ui.spacing().interact_size.y;
                let name = ControlText::Close.text();
                let close = width_at_right(ui, &[name]) + ui.spacing().item_spacing.x;
                let title = strong(title).size(TITLE_SIZE);
                if is_small {
                    let gaps = 2.0 * ui.spacing().item_spacing.x;
                    let room = (ui.available_width() - close - gaps).max(0.0);
                    let room = vec2(room, height);
                    let layout = egui::Layout::top_down(egui::Align::Min);
                    ui.allocate_ui_with_layout(room, layout, |ui| {
                        ui.add(egui::Label::new(title).wrap());
                    });
                } else {
                    ui.label(title);
                }
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
        self.ui.add_space(if is_small { 0.0 } else { 8.0 });
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
        let actions = self
            .ui
            .data(|data| data.get_temp::<f32>(actions_id(self.title)));
        let actions = match has_actions {
            true => actions.unwrap_or(ACTIONS_HEIGHT),
            false => 0.0,
        };
        let top = self.ui.cursor().top();
        let height = match self.is_low {
            true => LEAST_BODY,
            false => (self.bottom - top - actions).max(0.0),
        };
        let is_large = self.size == DialogSize::Large;
        if self.is_low {
            return self.ui.scope(|ui| small_body_ui(ui, height, content)).inner;
        }
        if self.is_small {
            let area = ScrollArea::vertical().id_salt("body").max_height(height);
            let shown = area.auto_shrink([false, !is_large]).show(self.ui, |ui| {
                // What is beside the bar is wide enough.
                ui.set_max_width(ui.available_width() - SCROLL_BAR);
                let drawn = small_body_ui(ui, height, content);
                reflow::follow_focus(ui);
                drawn
            });
            return shown.inner;
        }
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
        let top = self.ui.cursor().top();
        self.ui
            .add_space(if self.is_small { 4.0 } else { ACTIONS_GAP });
        let buttons = actions_ui(self.ui, note, actions);
        let height = self.ui.min_rect().bottom() - top;
        let id = actions_id(self.title);
        self.ui.data_mut(|data| data.insert_temp(id, height));
        buttons
    }

    fn ensure_head(&mut self) {
        if self.close.is_none() {
            self.title_ui(|_| ());
        }
    }
}

/// Draws a body in a small window, which is `height` points high or scrolls.
fn small_body_ui<T>(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui) -> T) -> T {
    ui.spacing_mut().slider_width = NARROW_SLIDER;
    ui.set_max_height(height.max(LEAST_BODY));
    content(ui)
}

/// Draws a row of actions as a dialog has it, for a question inside of a dialog. Returns the button of each.
pub fn actions_ui(ui: &mut Ui, note: &str, actions: &[DialogAction<'_>]) -> Vec<Response> {
    let names: Vec<&str> = actions.iter().map(|action| action.name).collect();
    if ui.available_width() < width_of_buttons(ui, &names) {
        if !note.is_empty() {
            ui.label(small(note).color(ui.visuals().weak_text_color()));
        }
        return wrapped_row::show(ui, |ui| {
            let buttons = actions.iter().map(|action| {
                let width = width_of_buttons(ui, &[action.name]);
                wrapped_row::item_ui(ui, action.name, width, |ui| action_ui(ui, action))
            });
            buttons.collect()
        });
    }
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
            let buttons = actions.iter().map(|action| action_ui(ui, action));
            buttons.collect()
        })
    })
    .inner
}

fn action_ui(ui: &mut Ui, action: &DialogAction<'_>) -> Response {
    // By name: when other actions take their places, the keyboard is not at one of them.
    let button = ui.push_id(action.name, |ui| match action.is_main {
        true => controls::primary_ui(ui, action.is_possible, action.name),
        false => ui.add_enabled(action.is_possible, egui::Button::new(action.name)),
    });
    button.inner
}
