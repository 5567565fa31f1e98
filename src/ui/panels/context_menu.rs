//! The context menu of the page: what can be done with the chosen annotation or with the selection. It opens by
//! the other button of the mouse and by key, and offers by single clicks what is otherwise dragged: borders,
//! fragments, links, and selecting up to a place.
//!
//! It must not know what a command does: names, keys and preconditions come from the command table.

use egui::{Context, Id, Pos2, Ui};

use super::PanelCtx;
use super::menu_item::MenuItem;
use super::open_menu::MenuItems;
use super::point_menu::PointMenu;
use crate::command::table::{CommandRow, Menu};
use crate::command::{Intent, UserCommand};
use crate::model::{ByteOffset, Selection, words};
use crate::session::messages::WindowText;
use crate::session::{OpenArticle, Session};
use crate::ui::article::ArticleView;

/// View state of the context menu.
#[derive(Default)]
pub struct ContextMenu {
    asked: Option<MenuRequest>,
    menu: PointMenu,
    /// The place of the text at which it was opened by mouse.
    at: Option<ByteOffset>,
}

/// Where the menu is to open.
enum MenuRequest {
    /// At the chosen annotation, or else at the caret.
    ByKey,
    /// Where the mouse is, at a place of the text. What is there is chosen in the next frame.
    ByMouse(Pos2, ByteOffset, bool),
}

impl ContextMenu {
    /// Opens it at the chosen annotation or at the caret.
    pub fn open_by_key(&mut self) {
        self.asked = Some(MenuRequest::ByKey);
    }

    /// Opens it at a point of the screen and a place of the text.
    pub fn open_by_mouse(&mut self, point: Pos2, at: ByteOffset) {
        self.asked = Some(MenuRequest::ByMouse(point, at, true));
    }

    /// Draws it while it is open.
    pub fn show(
        &mut self,
        ui: &Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
        view: &ArticleView,
    ) {
        let ctx = ui.ctx();
        let asked = self.take_asked(ctx, shown, view);
        let point = asked.map(|(point, _)| point);
        if let Some((_, at)) = asked {
            self.at = at;
        }
        let at = self.at;
        let id = Id::unique("context menu of the page");
        self.menu.show(ctx, cx, session, id, point, |items, ui| {
            let covers = |at: ByteOffset| covers(shown, at);
            if shown.chosen.is_some() && at.is_none_or(covers) {
                of_annotation_ui(items, ui, session);
            } else {
                of_text_ui(items, ui, session, shown, at);
            }
        });
    }

    fn take_asked(
        &mut self,
        ctx: &Context,
        shown: &OpenArticle,
        view: &ArticleView,
    ) -> Option<(Pos2, Option<ByteOffset>)> {
        match self.asked.take()? {
            MenuRequest::ByMouse(point, at, true) => {
                self.asked = Some(MenuRequest::ByMouse(point, at, false));
                ctx.request_repaint();
                None
            }
            MenuRequest::ByMouse(point, at, false) => Some((point, Some(at))),
            MenuRequest::ByKey => {
                let chosen = shown.chosen.as_ref();
                let chosen = chosen.and_then(|id| shown.document.annotation(id));
                let of_chosen = chosen.and_then(|chosen| view.rects_of_annotation(chosen).pop());
                let head = shown.selection.head;
                let word = words::word_at(shown.document.text(), head);
                let range = match shown.selection.is_empty() {
                    true => word.unwrap_or(head.0..head.0),
                    false => shown.selection.range(),
                };
                let rect = of_chosen.or_else(|| view.rects_of(range).pop());
                let (pane, _) = view.column()?;
                Some((rect.map_or(pane.center(), |rect| rect.left_bottom()), None))
            }
        }
    }
}

fn row<'r>(rows: &'r [CommandRow], command: &UserCommand) -> Option<&'r CommandRow> {
    rows.iter().find(|row| row.command == *command)
}

fn commands_ui(items: &mut MenuItems<'_, '_>, ui: &mut Ui, commands: &[UserCommand]) {
    let rows = items.cx.rows;
    for row in commands.iter().filter_map(|command| row(rows, command)) {
        items.command_ui(ui, row, true);
    }
}

/// What can be done with the chosen annotation.
fn of_annotation_ui(items: &mut MenuItems<'_, '_>, ui: &mut Ui, session: &Session) {
    use UserCommand as C;
    commands_ui(
        items,
        ui,
        &[C::EditAttributes, C::PickEntity, C::Link, C::EditMemo],
    );
    ui.separator();
    items.submenu_ui(ui, Menu::Borders.name(), |items, ui| {
        let rows = items.cx.rows;
        for by_char in [false, true] {
            for (start, forward) in [(false, true), (false, false), (true, true), (true, false)] {
                let step = C::StepBorder {
                    start,
                    forward,
                    by_char,
                };
                if let Some(row) = row(rows, &step) {
                    items.command_ui(ui, row, false);
                }
            }
        }
    });
    labels_ui(items, ui, session);
    commands_ui(items, ui, &[C::AddFragment, C::AllOccurrences]);
    ui.separator();
    commands_ui(items, ui, &[C::Delete]);
}

/// What can be done with the selection, or at a place of the text.
fn of_text_ui(
    items: &mut MenuItems<'_, '_>,
    ui: &mut Ui,
    session: &Session,
    shown: &OpenArticle,
    at: Option<ByteOffset>,
) {
    use UserCommand as C;
    let has_selection = !shown.selection.is_empty();
    if has_selection || shown.chosen.is_none() {
        labels_ui(items, ui, session);
    }
    commands_ui(items, ui, &[C::AddFragment, C::AllOccurrences]);
    let word = at.and_then(|at| words::word_at(shown.document.text(), at));
    if let Some(word) = word.filter(|_| !has_selection && shown.chosen.is_some()) {
        let palette = items.cx.palette;
        let item = MenuItem::new(WindowText::AddWord.text()).show(ui, &palette);
        if item.clicked() {
            let word = Selection::new(ByteOffset(word.start), ByteOffset(word.end));
            items.cx.commands.push(Intent::Select(word));
            items.cx.commands.push(C::AddFragment);
            ui.close();
        }
        items.note(ui, &item, WindowText::AddWord.text(), false);
    }
    ui.separator();
    if let Some(at) = at {
        let palette = items.cx.palette;
        let item = MenuItem::new(WindowText::SelectToHere.text()).show(ui, &palette);
        if item.clicked() {
            let selection = selected_to(shown, at);
            items.cx.commands.push(Intent::Select(selection));
            ui.close();
        }
        items.note(ui, &item, WindowText::SelectToHere.text(), false);
    }
    commands_ui(
        items,
        ui,
        &[C::SelectWord, C::SelectSentence, C::SelectParagraph],
    );
    ui.separator();
    commands_ui(items, ui, &[C::Copy]);
}

/// Whether the chosen annotation covers a place.
fn covers(shown: &OpenArticle, at: ByteOffset) -> bool {
    let chosen = shown.chosen.as_ref();
    let chosen = chosen.and_then(|id| shown.document.annotation(id));
    let fragments = chosen.and_then(|chosen| chosen.fragments());
    fragments.is_some_and(|fragments| {
        let mut spans = fragments.iter();
        spans.any(|span| (span.start()..=span.end()).contains(&at))
    })
}

/// The selection from where it begins to a place, with the whole word there.
fn selected_to(shown: &OpenArticle, at: ByteOffset) -> Selection {
    let text = shown.document.text();
    let anchor = shown.selection.anchor;
    let (from, to) = (anchor.0.min(at.0), anchor.0.max(at.0));
    let Some(words) = words::snap(text, from..to) else {
        return Selection::new(anchor, at);
    };
    let (start, end) = (ByteOffset(words.start), ByteOffset(words.end));
    match anchor <= at {
        true => Selection::new(start, end),
        false => Selection::new(end, start),
    }
}

/// A submenu with the labels.
fn labels_ui(items: &mut MenuItems<'_, '_>, ui: &mut Ui, session: &Session) {
    items.submenu_ui(ui, Menu::TagAs.name(), |items, ui| {
        let rows = items.cx.rows;
        for label in session.codebook.offered() {
            if let Some(row) = row(rows, &UserCommand::Tag(label.id.clone())) {
                items.command_ui(ui, row, true);
            }
        }
    });
}
