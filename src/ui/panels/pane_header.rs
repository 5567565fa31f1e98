//! The header of a pane in the split view: the article's name, and whether the pane is active.

use egui::{Button, Frame, Margin, Role, Sense, Ui, WidgetInfo, vec2};

use super::PanelCtx;
use crate::command::UserCommand;
use crate::model::history::CodingId;
use crate::session::Session;
use crate::session::messages::PageMessage;
use crate::session::panes::Side;
use crate::ui::controls::LEAST_TARGET;
use crate::ui::theme::{small, strong};

/// Draws the line. A click makes the article active.
pub fn show(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, side: Side, id: CodingId) {
    let is_active = side == session.side();
    let palette = cx.palette;
    let name = session.article_of(id).map_or("", |article| &article.name);
    ui.spacing_mut().item_spacing.y = 0.0;
    Frame::new()
        .fill(palette.surface)
        .inner_margin(Margin::symmetric(12, 2))
        .show(ui, |ui| {
            let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
            let from_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.allocate_ui_with_layout(size, from_right, |ui| {
                let close = Button::new(small("×").color(palette.quiet)).frame(false);
                let close = ui.add(close.min_size(LEAST_TARGET));
                close.widget_info(|| {
                    let article = name.to_string();
                    let text = PageMessage::ClosePane { article };
                    WidgetInfo::labeled(Role::Button, true, text.to_string())
                });
                if close.clicked() {
                    // The command leaves the active article alone, which must be the other one.
                    if is_active {
                        cx.commands.push(UserCommand::GoBeside);
                    }
                    cx.commands.push(UserCommand::SideBySide);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let title = if is_active {
                        strong(name).size(12.0).color(palette.ink)
                    } else {
                        small(name).color(palette.quiet)
                    };
                    let title = ui.add(Button::new(title).frame(false).truncate());
                    title.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_active, name));
                    if title.clicked() && !is_active {
                        cx.commands.push(UserCommand::GoBeside);
                    }
                });
            });
        });
    // Of one height for both, so that no text moves when the other becomes active.
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 2.0), Sense::hover());
    let (height, color) = if is_active {
        (2.0, palette.accent)
    } else {
        (1.0, palette.hairline)
    };
    let line = line.with_min_y(line.bottom() - height);
    ui.painter().rect_filled(line, 0.0, color);
}
