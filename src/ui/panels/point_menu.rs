//! A menu that opens at a point of the window: a context menu, by the other button of the mouse or by key. The
//! keys in it are those of every menu, and the keyboard goes back to where it was.
//!
//! It must not know which items it has.

use egui::{Context, Id, LayerId, Popup, PopupCloseBehavior, PopupKind, Pos2, SetOpenCommand, Ui};

use super::PanelCtx;
use super::open_menu::{MenuItems, OpenMenu, scrolled_ui};
use crate::session::Session;
use crate::session::messages::WindowText;

/// View state of a menu.
#[derive(Default)]
pub struct PointMenu {
    open: Option<(Pos2, OpenMenu)>,
}

impl PointMenu {
    /// Draws the menu while it is open; `asked` is where it is to open. Returns whether it is open.
    pub fn show(
        &mut self,
        ctx: &Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        id: Id,
        asked: Option<Pos2>,
        content: impl FnOnce(&mut MenuItems<'_, '_>, &mut Ui),
    ) -> bool {
        let set = asked.is_some().then_some(SetOpenCommand::Bool(true));
        let (point, mut menu) = match (asked, &self.open) {
            (Some(point), _) => (point, OpenMenu::new(true)),
            (None, Some((point, menu))) => {
                menu.read_keys(ctx, id);
                (*point, menu.next())
            }
            (None, None) => return false,
        };
        if set.is_some() {
            let before = self.open.take().and_then(|(_, menu)| menu.before);
            menu.before = before.or_else(|| ctx.memory(|memory| memory.focused()));
        }
        Popup::new(id, ctx.clone(), point, LayerId::background())
            .kind(PopupKind::Menu)
            .layout(egui::Layout::top_down_justified(egui::Align::Min))
            .style(egui::containers::menu::menu_style)
            // Some items are used several times.
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(WindowText::ContextMenu.text())
            .open_memory(set)
            .show(|ui| {
                let mut items = MenuItems {
                    cx,
                    session: Some(session),
                    within: None,
                    shown: &mut menu,
                };
                scrolled_ui(ui, |ui| content(&mut items, ui));
            });
        let is_open = Popup::is_id_open(ctx, id);
        if is_open {
            menu.end_frame(ctx);
            if menu.enters() {
                ctx.request_repaint();
            }
            self.open = Some((point, menu));
        } else {
            menu.give_back(ctx, |_| false);
            self.open = None;
        }
        is_open
    }
}
