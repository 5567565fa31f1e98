//! The annotations panel: a card with the details of the chosen annotation, and the list of all
//! annotations of the article.

use egui::vec2;

use super::panel::Inspector;
use super::panel::slots::SlotOwner;
use super::panel::suggested;
use crate::command::{Intent, UserCommand};
use crate::model::missing::{Missing, missing_in};
use crate::model::{Annotation, AnnotationId};
use crate::session::messages::{
    AnnotatingMessage, ControlText, InspectorMessage, InspectorText, SearchText,
};
use crate::session::{OpenArticle, Session};
use crate::ui::controls;
use crate::ui::panels::annotation_text::{line_ui, quote};
use crate::ui::panels::definition::explained_chip_ui;
use crate::ui::panels::relations;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{
    PanelCtx, WindowPart, chip_ui, hairline_ui, label_name, row_ground_ui, wrapped_row,
};
use crate::ui::theme::{ROW, small, strong};

/// View state of the panel, which is drawn in two parts so that something can stand between them.
#[derive(Default)]
pub struct AnnotationsPanel {
    /// The annotation that was chosen when the list was last drawn; a new one is scrolled to.
    last_chosen: Option<AnnotationId>,
    list: RowList,
    /// The editor for the attributes and fields of the chosen annotation or of the article.
    pub inspector: Inspector,
}

impl AnnotationsPanel {
    /// Draws the card of the chosen annotation, or of the article where none is chosen.
    pub fn card_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
    ) {
        let chosen = session.chosen();
        // What stands below must not be pushed out of the window.
        let tallest = (ui.available_height() - 5.0 * ROW).max(6.0 * ROW);
        egui::ScrollArea::vertical()
            .id_salt("card")
            .max_height(tallest)
            .show(ui, |ui| {
                match chosen.filter(|_| !self.inspector.wants_article()) {
                    Some(annotation) => {
                        card_ui(ui, cx, session, shown, annotation);
                        let subject = SlotOwner::Annotation(annotation.id.clone());
                        self.inspector.show(ui, cx, session, shown, subject);
                        relations::held_ui(ui, cx, session, &shown.document, annotation);
                        suggested::links_ui(ui, cx, session, shown, annotation);
                        relations::free_ui(ui, cx, session, annotation);
                        self.inspector.keys_ui(ui, cx);
                    }
                    None => {
                        if chosen.is_none() {
                            empty_state_hint_ui(ui, cx, shown);
                            ui.add_space(8.0);
                        }
                        ui.label(small(InspectorText::Article.text()).color(cx.palette.quiet));
                        let inspector = &mut self.inspector;
                        inspector.show(ui, cx, session, shown, SlotOwner::Article);
                        inspector.keys_ui(ui, cx);
                    }
                }
            });
        ui.add_space(8.0);
        hairline_ui(ui, &cx.palette);
        ui.add_space(8.0);
    }

    /// Draws the list of all annotations of the article.
    pub fn list_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
    ) {
        let all = shown.document.annotations();
        if all.is_empty() {
            return;
        }
        ui.label(small(InspectorText::InThisArticle.text()).color(cx.palette.quiet));
        let rank = shown.chosen.as_ref().and_then(|id| shown.document.rank(id));
        let changed = self.last_chosen != shown.chosen;
        if changed {
            self.last_chosen = shown.chosen.clone();
        }
        let turn = ListFrame {
            reveal: rank.filter(|_| changed).map(|row| (row, 0.4)),
            enter: cx
                .enters(WindowPart::Annotations)
                .then(|| rank.unwrap_or(0)),
        };
        self.list
            .show(ui, "annotations", all.len(), turn, |ui, row| {
                row_ui(ui, cx, session, shown, &all[row])
            });
    }
}

/// Draws the hint that is shown while nothing is chosen.
fn empty_state_hint_ui(ui: &mut egui::Ui, cx: &PanelCtx<'_>, shown: &OpenArticle) {
    let keys: Vec<String> = cx
        .rows
        .iter()
        .filter(|row| matches!(row.command, UserCommand::Tag(_)))
        .filter_map(|row| row.keys.first().map(|key| cx.printed(key)))
        .collect();
    let message = match (shown.selection.is_empty(), keys.is_empty()) {
        (true, true) => AnnotatingMessage::SelectAndChoose,
        (true, false) => AnnotatingMessage::SelectAndPressKey { keys },
        (false, true) => AnnotatingMessage::ChooseLabel,
        (false, false) => AnnotatingMessage::PressKey { keys },
    };
    ui.label(message.to_string());
}

fn card_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    annotation: &Annotation,
) {
    let label = session.codebook.label(&annotation.label);
    let quiet = cx.palette.quiet;
    ui.horizontal(|ui| {
        explained_chip_ui(ui, cx, label);
        ui.label(strong(label_name(session, &annotation.label)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let delete = controls::small_button_ui(ui, ControlText::Delete.text());
            if delete
                .on_hover_text(cx.tip(InspectorText::DeleteAnnotation.text(), &UserCommand::Delete))
                .clicked()
            {
                cx.commands.push(UserCommand::Delete);
            }
        });
    });
    ui.add_space(4.0);
    let quote = quote(&shown.document, annotation);
    let ink = cx.palette.ink;
    line_ui(ui, cx, &quote, 15.0, ink);
    ui.add_space(2.0);
    wrapped_row::show(ui, |ui| {
        if let Some(rank) = shown.document.rank(&annotation.id) {
            let of = shown.document.annotations().len();
            let message = InspectorMessage::Rank {
                number: rank + 1,
                count: of,
            };
            ui.label(small(message.to_string()).color(quiet));
        }
        wrapped_row::at_right_ui(ui, SearchText::AllOccurrences.text(), 0.0, |ui| {
            let occurrences = controls::small_button_ui(ui, SearchText::AllOccurrences.text());
            let tip = cx.tip(
                SearchText::AllOccurrencesHint.text(),
                &UserCommand::AllOccurrences,
            );
            if occurrences.on_hover_text(tip).clicked() {
                cx.commands.push(UserCommand::AllOccurrences);
            }
        });
    });
    ui.add_space(4.0);
}

fn row_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    annotation: &Annotation,
) -> egui::Response {
    let palette = cx.palette;
    let is_chosen = shown.chosen.as_ref() == Some(&annotation.id);
    let label = session.codebook.label(&annotation.label);
    let quote = quote(&shown.document, annotation);
    let entity = annotation.entity.as_ref();
    let entity = entity.map(|entity| session.entities.name(entity));
    let response = row_ground_ui(ui, &palette, is_chosen, || {
        let (label, quote) = (label_name(session, &annotation.label), quote.clone());
        let message = match entity {
            Some(entity) => InspectorMessage::AnnotationWithEntity {
                label,
                quote,
                entity: entity.to_owned(),
            },
            None => InspectorMessage::Annotation { label, quote },
        };
        message.to_string()
    });
    let rect = response.rect;
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(6.0, 0.0)))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    chip_ui(&mut row, &palette, label);
    let missing = missing_in(&session.codebook, &shown.document, annotation);
    if !missing.is_empty() {
        let names = missing.into_iter().map(Missing::name);
        let names = names.map(ToString::to_string).collect();
        row.label(small("…").color(palette.warning))
            .on_hover_text(InspectorMessage::Missing { names }.to_string());
    }
    line_ui(&mut row, cx, &quote, 13.5, palette.ink);
    // A few letters of a name would tell nothing.
    let has_room = row.available_width() >= 60.0;
    if let Some(entity) = entity.filter(|entity| has_room && *entity != quote) {
        line_ui(&mut row, cx, entity, 12.0, palette.quiet);
    }
    if response.clicked() {
        cx.commands.push(Intent::Choose(annotation.id.clone()));
    }
    response
}
