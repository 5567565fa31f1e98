//! Reflow: what stands side by side in a dialog stands one below the other in a narrow window, where the
//! whole body scrolls up and down (WCAG 2.2, 1.4.10). Also keeps in sight what the keyboard comes to.
//!
//! It must not know what the parts are for. Only data that need two dimensions, such as a matrix, scroll
//! sideways, in an area of their own ([`table_area`]).

use egui::style::ScrollAnimation;
use egui::{Align, Context, Id, Layout, ScrollArea, Sense, Ui, UiBuilder, vec2};

use super::wrapped_row;
use crate::ui::theme::{ROW, small};

/// A window of less than this width is narrow: dialogs have one column. In points.
pub const NARROW: f32 = 560.0;

/// The share of a body's height that a list has above its details, and the least and the most of it, in points.
const LIST_SHARE: f32 = 0.4;
const LIST_HEIGHT: std::ops::RangeInclusive<f32> = 96.0..=240.0;

/// The least height of a list that has what the parts above it leave, in points: where that is less, the body
/// scrolls.
pub const LEAST_LIST: f32 = 3.0 * ROW;

/// What separates columns, in points.
const GAP: f32 = 12.0;

/// In how many frames the body follows the keyboard: an area within it scrolls in the first.
const FOLLOWED: u8 = 3;

/// Whether dialogs have one column.
pub fn is_narrow(ctx: &Context) -> bool {
    ctx.content_rect().width() < NARROW
}

/// Draws two parts side by side, or one below the other: first a list that scrolls by itself, which is
/// `width` points wide, then what it leads to.
pub fn list_and_details_ui<S>(
    ui: &mut Ui,
    width: f32,
    state: &mut S,
    list: impl FnOnce(&mut S, &mut Ui),
    details: impl FnOnce(&mut S, &mut Ui),
) {
    let rest = ui.available_size();
    if is_narrow(ui.ctx()) {
        let height = (rest.y * LIST_SHARE).clamp(*LIST_HEIGHT.start(), *LIST_HEIGHT.end());
        part_ui(ui, vec2(rest.x, height.floor()), |ui| list(state, ui));
        ui.add_space(GAP);
        ui.vertical(|ui| details(state, ui));
        return;
    }
    ui.horizontal_top(|ui| {
        part_ui(ui, vec2(width, rest.y), |ui| list(state, ui));
        ui.add_space(GAP);
        ui.vertical(|ui| details(state, ui));
    });
}

/// A part of this size, whatever it holds.
fn part_ui(ui: &mut Ui, size: egui::Vec2, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_width(size.x);
        ui.set_max_height(size.y);
        content(ui);
    });
}

/// Draws a part that scrolls up and down, and follows the keyboard; in a narrow window the body does that for
/// all of its parts.
pub fn part_scroll_ui<T>(ui: &mut Ui, salt: &str, content: impl FnOnce(&mut Ui) -> T) -> T {
    scroll_ui(ui, salt, false, content)
}

/// The same as high as its content, where there is room.
pub fn list_scroll_ui<T>(ui: &mut Ui, salt: &str, content: impl FnOnce(&mut Ui) -> T) -> T {
    scroll_ui(ui, salt, true, content)
}

fn scroll_ui<T>(ui: &mut Ui, salt: &str, shrinks: bool, content: impl FnOnce(&mut Ui) -> T) -> T {
    let scrolls = !is_narrow(ui.ctx());
    let area = ScrollArea::new([false, scrolls])
        .id_salt(salt)
        .auto_shrink([false, shrinks || !scrolls]);
    area.show(ui, |ui| {
        let drawn = content(ui);
        follow_focus(ui);
        drawn
    })
    .inner
}

/// The area of data that need two dimensions, which scrolls sideways where it is too wide.
pub fn table_area(salt: &str) -> ScrollArea {
    ScrollArea::horizontal()
        .id_salt(salt)
        .auto_shrink([false, true])
}

/// Draws controls in a row, which goes on in further lines in a narrow window. A control whose width egui
/// does not know before it is drawn, such as a list to choose from, is to be drawn by [`item_ui`].
pub fn row_ui<T>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> T) -> T {
    if is_narrow(ui.ctx()) {
        return wrapped_row::show(ui, content);
    }
    ui.horizontal(content).inner
}

/// Draws an item of a row, known as `name` in it.
pub fn item_ui<T>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> T) -> T {
    if is_narrow(ui.ctx()) {
        return wrapped_row::item_ui(ui, name, 0.0, content);
    }
    content(ui)
}

/// Draws a name and what it names: beside it, `width` points from the left, or below it. `content` is given
/// the id of the name.
pub fn named_ui<T>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    content: impl FnOnce(&mut Ui, Id) -> T,
) -> T {
    let text = small(name).color(ui.visuals().weak_text_color());
    if is_narrow(ui.ctx()) {
        let drawn = ui.vertical(|ui| {
            // A line that goes on with the field above has no name.
            let label = match name {
                "" => ui.unique_id(),
                _ => ui.label(text).id,
            };
            content(ui, label)
        });
        return drawn.inner;
    }
    ui.horizontal_top(|ui| {
        let size = vec2(width, ui.spacing().interact_size.y);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let layout = Layout::left_to_right(Align::Center);
        let mut name_ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
        let label = name_ui.label(text);
        content(ui, label.id)
    })
    .inner
}

/// What the keyboard has come to.
#[derive(Clone, Copy)]
struct Followed {
    control: Option<Id>,
    /// In how many frames more it is followed.
    frames: u8,
}

/// Scrolls what is drawn into `ui` so that what the keyboard has come to is in sight; to be called when all
/// has been drawn. What a mouse clicks stays under it.
pub fn follow_focus(ui: &Ui) {
    let ctx = ui.ctx();
    let id = ui.unique_id().with("followed");
    let control = ctx.memory(|memory| memory.focused());
    let before = ctx.data(|data| data.get_temp::<Followed>(id));
    let is_new = before.is_none_or(|before| before.control != control);
    let mut followed = Followed {
        control,
        frames: match is_new {
            true => FOLLOWED,
            false => before.map_or(0, |before| before.frames),
        },
    };
    let is_by_mouse = ctx.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if is_by_mouse {
        followed.frames = 0;
    }
    if followed.frames > 0 {
        followed.frames -= 1;
        let control = control.and_then(|control| ctx.read_response(control));
        let own = control.filter(|control| {
            control.layer_id == ui.layer_id() && ui.min_rect().intersects(control.rect)
        });
        if let Some(control) = own {
            ui.scroll_to_rect_animation(control.rect, None, ScrollAnimation::none());
            ctx.request_repaint();
        }
    }
    ctx.data_mut(|data| data.insert_temp(id, followed));
}
