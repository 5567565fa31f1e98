//! The article list: a filter field, one row per article, and the project's progress.
//!
//! The session decides which articles are shown and in which order; see `session/list`.

mod filter;
mod progress;
mod row;
mod row_menu;
mod status;

use crate::model::article_query::TO_CODE;
use crate::model::history::{ArticleId, CodingId};
use crate::session::Session;
use crate::session::list::ListRow;
use crate::session::messages::ArticleListText;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, WindowPart};
use crate::ui::theme::small;
use row_menu::RowMenu;

/// View state of the list.
#[derive(Default)]
pub struct ArticlesPanel {
    /// The article that was current when the list was last drawn; a new one is scrolled to.
    last_current: Option<CodingId>,
    list: RowList,
    menu: RowMenu,
}

impl ArticlesPanel {
    /// The article whose row has the keyboard.
    pub fn focused_article(&self, session: &Session) -> Option<ArticleId> {
        match session.list.rows().get(self.list.focused()?)? {
            ListRow::Article(id) => Some(*id),
            ListRow::Folder(_) => None,
        }
    }

    /// Draws the list.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let field = filter::show(ui, cx, session);
        egui::Panel::bottom("progress")
            .frame(egui::Frame::new())
            .resizable(false)
            .show_separator_line(false)
            .show(ui, |ui| progress::show(ui, cx, session));
        let enters = cx.enters(WindowPart::Articles);
        let rows = session.list.rows();
        if rows.is_empty() {
            if enters {
                field.request_focus();
            }
            empty_ui(ui, cx, session);
            return;
        }
        let changed = self.last_current != session.current;
        let mut current = None;
        if changed || enters {
            let is_current = |row: &ListRow| {
                Some(*row)
                    == session
                        .current_article()
                        .map(|article| ListRow::Article(article.id))
            };
            current = rows.iter().position(is_current);
        }
        // An article that has just come may not have its row yet.
        if current.is_some() || !session.list.is_searching() {
            self.last_current = session.current;
        }
        let turn = ListFrame {
            // Somewhere in the upper half, so that what comes next is in view.
            reveal: current.filter(|_| changed).map(|row| (row, 0.4)),
            enter: enters.then(|| current.unwrap_or(0)),
        };
        let Self { list, menu, .. } = self;
        list.show(ui, "articles", rows.len(), turn, |ui, at| match rows[at] {
            ListRow::Folder(number) => row::folder_ui(ui, cx, session, number),
            ListRow::Article(id) => row::article_ui(ui, cx, session, id, menu),
        });
        menu.show(ui, cx, session);
    }

    /// Opens the context menu of the row that has the keyboard. Returns whether a row has it.
    pub fn open_menu_by_key(&mut self, session: &Session) -> bool {
        if let Some(article) = self.focused_article(session) {
            self.menu.open_by_key(article);
        }
        self.list.focused().is_some()
    }
}

/// Draws the reason why the list is empty.
fn empty_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    ui.add_space(8.0);
    let quiet = cx.palette.quiet;
    if session.articles.is_empty() {
        ui.label(small(ArticleListText::NoArticle.text()).color(quiet));
    } else if !session.list.query().is_empty() && !session.list.is_searching() {
        if session.list.typed() == TO_CODE {
            let text = ArticleListText::AllCoded.text();
            ui.add(egui::Label::new(small(text).color(quiet)).wrap());
            return;
        }
        let text = ArticleListText::NoMatch.text();
        ui.add(egui::Label::new(small(text).color(quiet)).wrap());
        ui.add_space(8.0);
        egui::ScrollArea::vertical().show(ui, |ui| filter::keys_ui(ui, &cx.palette));
    }
}
