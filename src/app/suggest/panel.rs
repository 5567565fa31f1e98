//! Suggestions beside the page: the card of the chosen one, the list of all, and why there are none.

use egui::{Align, Layout, Ui, UiBuilder, vec2};

use crate::command::suggest::SuggestCommand;
use crate::command::{Intent, UserCommand};
use crate::model::{AnnotationId, LabelId};
use crate::session::messages::{SuggestMessage, SuggestText};
use crate::session::suggest::{SuggestedItem, SuggestionsOff};
use crate::session::{OpenArticle, Session};
use crate::ui::controls;
use crate::ui::live_region;
use crate::ui::panels::annotation_text::{line_ui, quote};
use crate::ui::panels::definition::explained_chip_ui;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, chip_ui, hairline_ui, label_name, row_ground_ui};
use crate::ui::theme::{ROW, small, strong};

/// The share of the height that the list has beside all else.
const SHARE: f32 = 0.34;

/// The height of a note, and how many are seen without scrolling.
const NOTE: f32 = 20.0;
const NOTES: usize = 3;

/// View state of the list.
#[derive(Default)]
pub(in crate::app) struct SuggestionList {
    list: RowList,
    /// The suggestion that was chosen when the list was last drawn; a new one is scrolled to.
    chosen: Option<usize>,
}

/// The height of the part of the panel that is about suggestions.
pub(in crate::app) fn height(session: &Session, available: f32) -> f32 {
    let rows = session
        .current
        .map_or(0, |coding| session.suggestions.shown(coding).0.len());
    let notes = notes(session).len();
    let wanted = (rows.clamp(2, 9) + 1) as f32 * ROW + 24.0 + notes_height(notes);
    wanted.min((available * SHARE).max(4.0 * ROW))
}

/// The height of so many notes, of which more than a few are scrolled.
fn notes_height(notes: usize) -> f32 {
    notes.min(NOTES) as f32 * NOTE
}

/// What is to be said below the list: for which labels nothing is suggested, and why.
fn notes(session: &Session) -> Vec<String> {
    let learning = &session.suggestions.learning;
    if learning.finished.is_none_or(|finished| finished == 0) {
        return Vec::new();
    }
    let name = |label: &LabelId| label_name(session, label);
    let unknown = learning.readiness.iter().filter(|label| !label.is_ready());
    let unknown = unknown.map(|label| SuggestMessage::Needed {
        label: name(&label.label),
        articles: label.articles,
        needed: label.needed,
    });
    let needed = (learning.least_precision * 100.0).round() as usize;
    let is_known = |label: &LabelId| {
        let mut all = learning.readiness.iter();
        all.any(|one| one.label == *label && one.is_ready())
    };
    let withheld = learning.withheld.iter();
    let withheld = withheld.filter(|(label, _)| is_known(label));
    let withheld = withheld.map(|(label, precision)| match precision {
        _ if !learning.measures => SuggestMessage::Judgement { label: name(label) },
        None => SuggestMessage::NotMeasured { label: name(label) },
        Some(precision) => SuggestMessage::NotPrecise {
            label: name(label),
            percent: (precision * 100.0).floor() as usize,
            needed,
        },
    });
    let notes = unknown.chain(withheld);
    notes.map(|note| note.to_string()).collect()
}

/// Why there is nothing in the list.
fn empty_state(session: &Session) -> &'static str {
    let suggestions = &session.suggestions;
    let text = match (suggestions.choice().off, suggestions.learning.finished) {
        (Some(SuggestionsOff::BlindRound), _) => SuggestText::BlindRound,
        (Some(SuggestionsOff::Comparing), _) => SuggestText::WhileComparing,
        (Some(SuggestionsOff::Finished), _) => SuggestText::ArticleFinished,
        (_, Some(0)) => SuggestText::NothingFinished,
        (_, None) => SuggestText::Learning,
        _ => SuggestText::NothingSuggested,
    };
    text.text()
}

/// Draws the list of all suggestions for the article.
pub(in crate::app) fn list_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    state: &mut SuggestionList,
) {
    let Some(coding) = session.current else {
        return;
    };
    let quiet = cx.palette.quiet;
    let items: Vec<&SuggestedItem> = session.suggestions.items(coding).collect();
    let learning = &session.suggestions.learning;
    hairline_ui(ui, &cx.palette);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.label(small(SuggestText::Suggested.text()).color(quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let status = match (learning.is_training, learning.finished) {
                (true, _) => SuggestText::Learning.text().to_owned(),
                (false, Some(articles)) if articles > 0 => {
                    SuggestMessage::LearnedFrom { articles }.to_string()
                }
                _ => String::new(),
            };
            ui.add(egui::Label::new(small(status).color(quiet)).truncate());
        });
    });
    let notes = notes(session);
    if items.is_empty() {
        ui.add(egui::Label::new(empty_state(session)).wrap());
    }
    let below = notes_height(notes.len()) + 4.0;
    if !items.is_empty() {
        let height = (ui.available_height() - below).max(ROW);
        let chosen = session.chosen_suggestion().map(|item| &item.annotation.id);
        let row_of = |id: &AnnotationId| items.iter().position(|item| item.annotation.id == *id);
        let chosen = chosen.and_then(row_of);
        let is_new = chosen.is_some() && state.chosen != chosen;
        state.chosen = chosen;
        let turn = ListFrame {
            reveal: chosen.filter(|_| is_new).map(|row| (row, 0.4)),
            enter: None,
        };
        let size = vec2(ui.available_width(), height);
        ui.allocate_ui(size, |ui| {
            state
                .list
                .show(ui, "suggestions", items.len(), turn, |ui, row| {
                    row_ui(ui, cx, session, shown, items[row], chosen == Some(row))
                });
        });
    }
    if notes.is_empty() {
        return;
    }
    egui::ScrollArea::vertical()
        .id_salt("notes on suggestions")
        .max_height(ui.available_height().max(NOTE))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for note in notes {
                ui.add(egui::Label::new(small(note).color(quiet)).truncate());
            }
        });
}

fn spoken(session: &Session, shown: &OpenArticle, item: &SuggestedItem) -> String {
    let message = SuggestMessage::Item {
        label: label_name(session, &item.annotation.label).to_lowercase(),
        percent: item.percent().into(),
        words: quote(&shown.document, &item.annotation),
    };
    message.to_string()
}

fn row_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    item: &SuggestedItem,
    is_chosen: bool,
) -> egui::Response {
    let palette = cx.palette;
    let response = row_ground_ui(ui, &palette, is_chosen, || spoken(session, shown, item));
    let builder = UiBuilder::new()
        .max_rect(response.rect.shrink2(vec2(6.0, 0.0)))
        .layout(Layout::left_to_right(Align::Center));
    let mut row = ui.new_child(builder);
    chip_ui(
        &mut row,
        &palette,
        session.codebook.label(&item.annotation.label),
    );
    let percent = SuggestMessage::Percent {
        percent: item.percent().into(),
    };
    row.label(small(percent.to_string()).color(palette.quiet));
    let quote = quote(&shown.document, &item.annotation);
    line_ui(&mut row, cx, &quote, 13.5, palette.ink);
    if response.clicked() {
        let command = SuggestCommand::Choose(item.annotation.id.clone());
        cx.commands.push(Intent::Suggest(command));
    }
    response
}

/// Draws the card of the chosen suggestion.
pub(in crate::app) fn card_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    item: &SuggestedItem,
) {
    let quiet = cx.palette.quiet;
    ui.label(small(SuggestText::ThisSuggestion.text()).color(quiet));
    ui.horizontal(|ui| {
        let label = &item.annotation.label;
        explained_chip_ui(ui, cx, session.codebook.label(label));
        ui.label(strong(label_name(session, label)));
        let percent = SuggestMessage::Percent {
            percent: item.percent().into(),
        };
        ui.label(small(percent.to_string()).color(quiet));
    });
    ui.add_space(4.0);
    let quote = quote(&shown.document, &item.annotation);
    line_ui(ui, cx, &quote, 15.0, cx.palette.ink);
    let entity = item.values.entity.as_ref();
    let least = session.suggestions.choice().least_confidence;
    if let Some(entity) = entity.filter(|entity| entity.confidence >= least) {
        let value = SuggestMessage::Value {
            value: session.entities.name(&entity.value).to_owned(),
            percent: crate::session::suggest::percent(entity.confidence).into(),
        };
        ui.add(egui::Label::new(small(value.to_string()).color(quiet)).wrap());
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let id = || item.annotation.id.clone();
        for (text, hint, command, key) in [
            (
                SuggestText::Take,
                SuggestText::TakeHint,
                SuggestCommand::Take(id()),
                UserCommand::AcceptMove,
            ),
            (
                SuggestText::Reject,
                SuggestText::RejectHint,
                SuggestCommand::Reject(id()),
                UserCommand::RejectMove,
            ),
        ] {
            let button = controls::small_button_ui(ui, text.text());
            if button.on_hover_text(cx.tip(hint.text(), &key)).clicked() {
                cx.commands.push(Intent::Suggest(command));
            }
        }
    });
    ui.add_space(8.0);
    hairline_ui(ui, &cx.palette);
    ui.add_space(8.0);
}

/// Says the chosen suggestion to a screen reader when it has become another one.
pub(in crate::app) fn speak(ctx: &egui::Context, session: &Session) {
    let (Some(item), Some(shown)) = (session.chosen_suggestion(), session.shown()) else {
        return;
    };
    let said = spoken(session, shown, item);
    live_region::say_changes(ctx, egui::Id::unique("chosen suggestion"), &said);
}
