//! The status of an article in its row: a sign that is a button, and the menu that changes it.

use egui::{
    Align2, Button, FontFamily, FontId, Popup, Rect, Response, Role, Sense, Ui, WidgetInfo,
};

use crate::command::article_list::ArticleListCommand;
use crate::command::{Intent, UserCommand};
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::session::messages::{AnnotatingMessage, status_name, status_title};
use crate::ui::panels::PanelCtx;
use crate::ui::panels::open_menu::MenuItems;
use crate::ui::theme::Palette;

/// Draws the sign at the left of a row; a click opens the menu.
///
/// It is no stop of `Tab`: the keys of the statuses change the row that has the keyboard.
pub fn sign_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    row: &Response,
    article: ArticleId,
    status: &Status,
) {
    let (sign, color) = sign(status, &cx.palette);
    let rect = row.rect;
    let target = Rect::from_min_max(
        rect.left_top(),
        egui::pos2(rect.left() + 26.0, rect.bottom()),
    );
    let response = ui.interact(target, row.id.with("status"), Sense::CLICK);
    let name = AnnotatingMessage::StatusIs {
        status: status_name(status),
    };
    let name = name.to_string();
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, name.as_str()));
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    let painter = ui.painter().with_clip_rect(rect);
    if response.hovered() || is_open {
        painter.rect_filled(target.shrink(3.0), 4.0, cx.palette.hovered);
    }
    let font = FontId::new(13.0, FontFamily::Proportional);
    let at = egui::pos2(rect.left() + 14.0, rect.center().y);
    painter.text(at, Align2::CENTER_CENTER, sign, font, color);
    Popup::menu(&response).show(|ui| menu_ui(ui, cx, article, status));
    if !is_open {
        response.on_hover_text(name);
    }
}

/// The statuses, of which the present one is marked.
fn menu_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, article: ArticleId, now: &Status) {
    for status in Status::ALL {
        item_ui(ui, cx, article, status, now);
    }
}

/// The same as items of a menu with other items.
pub fn items_ui(items: &mut MenuItems<'_, '_>, ui: &mut Ui, article: ArticleId, now: &Status) {
    for status in Status::ALL {
        let name = status_title(&status);
        let item = item_ui(ui, items.cx, article, status, now);
        items.note(ui, &item, &name, false);
    }
}

fn item_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    article: ArticleId,
    status: Status,
    now: &Status,
) -> Response {
    let (sign, color) = sign(&status, &cx.palette);
    let name = status_title(&status);
    let key = cx.key_of(&UserCommand::SetStatus(status.clone()));
    let is_now = status == *now;
    let sign = egui::RichText::new(sign).color(color);
    let item = Button::selectable(is_now, (sign, name.as_str())).shortcut_text(key);
    let item = ui.add(item);
    item.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, is_now, name.as_str()));
    if item.clicked() {
        let command = ArticleListCommand::SetStatus(article, status);
        cx.commands.push(Intent::ArticleList(command));
        ui.close();
    }
    item
}

fn sign(status: &Status, palette: &Palette) -> (&'static str, egui::Color32) {
    match status {
        Status::Done => ("●", palette.accent),
        Status::InProgress => ("◐", palette.accent),
        Status::Unsure => ("?", palette.warning),
        Status::Skipped => ("×", palette.quiet),
        Status::New | Status::Other(_) => ("○", palette.quiet),
    }
}
