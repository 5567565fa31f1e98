//! The filter field above the list of articles, and the menu that inserts filter terms into it.

use demarche_languages::term;
use egui::{Key, Label, Response, RichText, Role, Ui, WidgetInfo};

use crate::command::Intent;
use crate::command::article_list::ArticleListCommand;
use crate::model::article_query::{self, ListOrder, has_term, toggled};
use crate::model::document::Status;
use crate::session::Session;
use crate::session::messages::{ArticleListMessage, ArticleListText, TeamMessage, status_title};
use crate::ui::controls;
use crate::ui::panels::PanelCtx;
use crate::ui::panels::menu_item::{self, ItemState};
use crate::ui::panels::rows_in_sight::{choice_height, rows_in_sight};
use crate::ui::panels::text_field;
use crate::ui::theme::{Palette, small};

const UNFINISHED: &str = "-status:done,skipped";
const ASSIGNED: &str = "assigned:me";
const INCOMPLETE: &str = "is:incomplete";

/// Draws field and menu. Returns the field.
pub fn show(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) -> Response {
    let mut typed = session.list.typed().to_owned();
    let response = ui
        .horizontal(|ui| {
            let menu = 28.0;
            let field = egui::TextEdit::singleline(&mut typed)
                .hint_text(ArticleListText::Filter.text())
                .desired_width(ui.available_width() - menu - ui.spacing().item_spacing.x);
            let response = text_field::line_ui(ui, field);
            response.widget_info(|| {
                WidgetInfo::labeled(Role::TextInput, true, ArticleListText::Filter.text())
            });
            menu_ui(ui, cx, session);
            response
        })
        .inner;
    // With either key the field has let go of the keyboard by now.
    let left_with = |key| {
        // The modifiers of the key itself: they may have changed by the end of the frame.
        let is_plain = |event: &egui::Event| {
            matches!(event, egui::Event::Key { key: of, pressed: true, modifiers, .. }
                if *of == key && modifiers.is_none())
        };
        response.lost_focus() && ui.input(|input| input.events.iter().any(is_plain))
    };
    if left_with(Key::Escape) {
        typed.clear();
    }
    if left_with(Key::Enter)
        && let Some(first) = session.list.shown().first()
    {
        cx.commands.push(Intent::ShowArticle(*first));
    }
    if typed != session.list.typed() {
        cx.commands
            .push(Intent::ArticleList(ArticleListCommand::Filter(typed)));
    }
    let incomplete = session.progress.incomplete;
    let mut is_on = has_term(session.list.typed(), INCOMPLETE);
    let offers_incomplete = incomplete > 0 || is_on;
    let is_filtered = !session.list.query().is_empty();
    if offers_incomplete || is_filtered {
        ui.horizontal(|ui| {
            if offers_incomplete {
                let message = ArticleListMessage::Incomplete { count: incomplete };
                let text = small(message.to_string());
                let toggle = controls::toggle_chip_ui(ui, &mut is_on, text)
                    .on_hover_text(ArticleListText::IncompleteHint.text());
                if toggle.changed() {
                    toggle_term(cx, session, INCOMPLETE);
                }
            }
            if is_filtered {
                let (shown, all) = (session.list.shown().len(), session.articles.len());
                let message = ArticleListMessage::Shown { shown, all };
                ui.label(small(message.to_string()).color(cx.palette.quiet));
            }
        });
    }
    ui.add_space(2.0);
    let palette = cx.palette;
    response.on_hover_ui(|ui| {
        ui.label(ArticleListText::FilterHelp.text());
        keys_ui(ui, &palette);
    })
}

/// The help for the filter syntax. It wraps instead of widening its container.
pub fn keys_ui(ui: &mut Ui, palette: &Palette) {
    let not = ("-status:done", ArticleListText::Without.text());
    for (example, finds) in article_query::KEYS.into_iter().chain([not]) {
        ui.add(Label::new(small(example)).wrap());
        ui.add(Label::new(small(finds).color(palette.quiet)).wrap());
        ui.add_space(4.0);
    }
}

fn toggle_term(cx: &mut PanelCtx<'_>, session: &Session, term: &str) {
    let typed = toggled(session.list.typed(), term);
    cx.commands
        .push(Intent::ArticleList(ArticleListCommand::Filter(typed)));
}

fn menu_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    let palette = cx.palette;
    let button = ui.menu_button("▾", |ui| {
        ui.set_min_width(200.0);
        ui.label(small(ArticleListText::ShowOnly.text()).color(palette.quiet));
        let statuses = &session.progress.statuses;
        let count = |name: &str| statuses.get(name).copied().unwrap_or(0);
        term_ui(
            ui,
            cx,
            session,
            ArticleListText::Unfinished.text(),
            UNFINISHED,
        );
        if session.team.has_assignments(&session.coder) {
            let assigned = TeamMessage::AssignedToMe.to_string();
            term_ui(ui, cx, session, &assigned, ASSIGNED);
        }
        for status in Status::ALL {
            let message = ArticleListMessage::StatusCount {
                status: status_title(&status),
                count: count(status.as_str()),
            };
            let text = message.to_string();
            term_ui(ui, cx, session, &text, &format!("status:{status}"));
        }
        let of_label = ArticleListText::WithLabel.text();
        let menu = ui.menu_button(of_label, |ui| {
            let labels = &session.codebook.labels;
            let height = choice_height(ui);
            egui::ScrollArea::vertical().show(ui, |ui| {
                rows_in_sight(ui, labels.len(), height, |ui, index| {
                    let label = &labels[index];
                    let term = format!("label:{}", label.id);
                    term_ui(ui, cx, session, &label.name, &term);
                });
            });
        });
        menu_item::tell_submenu(&menu.response, of_label, menu.inner.is_some());
        ui.separator();
        ui.label(small(ArticleListText::Order.text()).color(palette.quiet));
        for order in ListOrder::ALL {
            let chosen = session.list.order() == order;
            let name = term("order", order.name());
            let item = ui.radio(chosen, name);
            menu_item::tell_state(&item, name, ItemState::Choice(chosen));
            let item = match order {
                ListOrder::Learning => item.on_hover_text(ArticleListText::LearningHint.text()),
                _ => item,
            };
            if item.clicked() {
                cx.commands
                    .push(Intent::ArticleList(ArticleListCommand::Sort(order)));
                ui.close();
            }
        }
        ui.separator();
        let switch = |ui: &mut Ui, mut is_on: bool, name: &str| {
            let item = ui.checkbox(&mut is_on, name);
            menu_item::tell_state(&item, name, ItemState::Switch(is_on));
            item.changed()
        };
        let by_folder = session.list.is_by_folder();
        if switch(ui, by_folder, ArticleListText::ByFolder.text()) {
            cx.commands
                .push(Intent::ArticleList(ArticleListCommand::ToggleFolders));
            ui.close();
        }
        let titles = !session.list.shows_file_names();
        if switch(ui, titles, ArticleListText::Titles.text()) {
            cx.commands
                .push(Intent::ArticleList(ArticleListCommand::ToggleFileNames));
            ui.close();
        }
    });
    let name = ArticleListText::FilterMenu.text();
    let is_open = button.inner.is_some();
    let button = button.response.on_hover_text(RichText::new(name));
    menu_item::tell_menu_button(&button, name, is_open);
}

fn term_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, name: &str, term: &str) {
    let mut is_on = has_term(session.list.typed(), term);
    let item = ui.checkbox(&mut is_on, name);
    menu_item::tell_state(&item, name, ItemState::Switch(is_on));
    if item.changed() {
        toggle_term(cx, session, term);
    }
}
