//! The articles in which coders differ most, each of which leads to its comparison.

use egui::{Grid, Role, Ui, WidgetInfo};

use super::tooltip::explained;
use super::words::{coder_name, value_text};
use crate::command::Intent;
use crate::command::agreement::AgreementCommand;
use crate::jobs::agreement::table::AgreementTable;
use crate::model::history::ArticleId;
use crate::session::Session;
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::ui::panels::{PanelCtx, name_of};
use crate::ui::theme::{small, strong};

/// The room for the title of an article, in points.
const TITLE: egui::Vec2 = egui::vec2(420.0, 20.0);

/// How many articles are listed at most.
const MAX_ARTICLES: usize = 200;

/// Draws the articles, the worst first.
pub(super) fn articles_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    table: &AgreementTable,
    group: &[u32],
) {
    ui.label(strong(AgreementText::OfArticles.text()));
    let shown = table.of_articles.iter();
    let is_of_people = table.people();
    let is_pair = group.len() == 2 && group.iter().all(|c| is_of_people.contains(c));
    let shown = shown.filter(|figure| !is_pair || figure.coders == group);
    let grid = Grid::new("articles").num_columns(3).striped(true);
    grid.show(ui, |ui| {
        for figure in shown.take(MAX_ARTICLES) {
            let id = figure.article.and_then(|index| table.articles.get(index));
            let Some(id) = id.copied() else { continue };
            let coders = figure.coders.iter();
            let coders: Vec<String> = coders.map(|coder| coder_name(table, *coder)).collect();
            let value = value_text(figure);
            ui.add_sized(TITLE, egui::Label::new(name_of(session, id)).truncate());
            let of_pair = AgreementMessage::OfPair {
                coders: coders.clone(),
                value: value.clone(),
            };
            explained(ui.label(small(of_pair.to_string())), cx, Some(figure));
            compare_ui(ui, cx, session, id, coders, value);
            ui.end_row();
        }
    });
}

/// Draws the button that compares the coders of an article.
pub(super) fn compare_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    article: ArticleId,
    coders: Vec<String>,
    value: String,
) {
    let compare = ui.button(AgreementText::Compare.text());
    compare.widget_info(|| {
        let message = AgreementMessage::CompareIn {
            article: name_of(session, article).to_owned(),
            coders: coders.clone(),
            value: value.clone(),
        };
        WidgetInfo::labeled(Role::Button, true, message.to_string())
    });
    if compare.clicked() {
        let command = AgreementCommand::Compare(article);
        cx.commands.push(Intent::Agreement(command));
    }
}
