//! The context menu of an article's row: by the other button of the mouse, and by key while the row has the
//! keyboard.

use egui::{Id, Pos2, Response, Ui, vec2};

use super::status;
use crate::command::Intent;
use crate::command::table::Menu;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::session::Session;
use crate::session::messages::ArticleListText;
use crate::ui::panels::PanelCtx;
use crate::ui::panels::menu_item::MenuItem;
use crate::ui::panels::point_menu::PointMenu;

/// View state of the menu.
#[derive(Default)]
pub struct RowMenu {
    popup: PointMenu,
    /// The article that it is about.
    article: Option<ArticleId>,
    /// Where it is to open.
    asked: Option<Pos2>,
    /// It is to open at the row of this article.
    by_key: Option<ArticleId>,
}

impl RowMenu {
    /// Opens it at the row of an article.
    pub fn open_by_key(&mut self, article: ArticleId) {
        self.by_key = Some(article);
    }

    /// Opens it if the row of an article was clicked with the other button, or if it was asked for by key.
    pub fn look(&mut self, article: ArticleId, row: &Response) {
        let by_mouse = row.secondary_clicked().then(|| row.interact_pointer_pos());
        let is_asked = self.by_key.take_if(|of| *of == article).is_some();
        let by_key = is_asked.then(|| row.rect.left_bottom() + vec2(8.0, -4.0));
        if let Some(point) = by_mouse.flatten().or(by_key) {
            self.article = Some(article);
            self.asked = Some(point);
        }
    }

    /// Draws it while it is open, once the rows are drawn.
    pub fn show(&mut self, ui: &Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        // A row that is out of sight opens none.
        self.by_key = None;
        let Some(article) = self.article else { return };
        let asked = self.asked.take();
        let id = Id::unique("context menu of an article");
        let is_open = self
            .popup
            .show(ui.ctx(), cx, session, id, asked, |items, ui| {
                let hint = match cfg!(target_os = "macos") {
                    true => ArticleListText::ClickBesideOnMac,
                    false => ArticleListText::ClickBeside,
                };
                let palette = items.cx.palette;
                let name = ArticleListText::OpenBeside.text();
                let open = MenuItem::new(name).key(hint.text()).show(ui, &palette);
                if open.clicked() {
                    items.cx.commands.push(Intent::ShowBeside(article));
                    ui.close();
                }
                items.note(ui, &open, name, false);
                let row = session.articles.row(article);
                let own = row.filter(|(_, own)| own.problem.is_none());
                if let Some((_, own)) = own {
                    let status = own.summary.as_ref().map(|summary| &summary.status);
                    let status = status.unwrap_or(&Status::New).clone();
                    items.submenu_ui(ui, Menu::ArticleStatus.name(), |items, ui| {
                        status::items_ui(items, ui, article, &status);
                    });
                }
            });
        if !is_open {
            self.article = None;
        }
    }
}
