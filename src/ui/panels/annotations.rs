//! The chosen annotation with what is known of it, and all annotations of the article.

use egui::{Sense, vec2};

use super::definition::explained_chip_ui;
use super::memo::MemoEditor;
use super::{Scene, chip_ui, hairline_ui, label_name, row_ground_ui};
use crate::command::Command;
use crate::model::codebook::Codebook;
use crate::model::{Annotation, AnnotationId, Document, Place};
use crate::session::{OpenArticle, Session};
use crate::ui::article::LineTextStyle;
use crate::ui::theme::{ROW, small, strong};

/// View state of the panel.
#[derive(Default)]
pub struct AnnotationsPanel {
    /// The annotation that was chosen when the list was last drawn; a new one is scrolled to.
    last_chosen: Option<AnnotationId>,
    /// The memo that is being written.
    pub memo: MemoEditor,
}

impl AnnotationsPanel {
    /// Draws the panel.
    pub fn show(&mut self, ui: &mut egui::Ui, scene: &mut Scene<'_>, session: &Session) {
        let Some(shown) = session.shown() else { return };
        match session.chosen() {
            Some(annotation) => {
                card_ui(ui, scene, session, shown, annotation);
                self.memo_ui(ui, scene, annotation);
            }
            None => teach_ui(ui, scene, shown),
        }
        ui.add_space(8.0);
        hairline_ui(ui, &scene.palette);
        ui.add_space(8.0);
        if !shown.document.detached().is_empty() {
            detached_ui(ui, scene, session, shown);
        }
        self.list_ui(ui, scene, session, shown);
    }

    /// The memo, to be read or written.
    fn memo_ui(&mut self, ui: &mut egui::Ui, scene: &mut Scene<'_>, annotation: &Annotation) {
        ui.add_space(4.0);
        if self.memo.is_open_for(&annotation.id) {
            self.memo.show(ui, scene);
            return;
        }
        let quiet = scene.palette.quiet;
        let tip = scene.tip("Write a memo", &Command::EditMemo);
        ui.horizontal(|ui| {
            ui.label(small("Memo").color(quiet));
            let text = if annotation.memo.is_empty() {
                small("…").color(quiet)
            } else {
                small(&annotation.memo)
            };
            let button = ui.add(egui::Button::new(text).wrap().frame(false));
            if button.on_hover_text(tip).clicked() {
                scene.commands.push(Command::EditMemo);
            }
        });
    }

    fn list_ui(
        &mut self,
        ui: &mut egui::Ui,
        scene: &mut Scene<'_>,
        session: &Session,
        shown: &OpenArticle,
    ) {
        let all = shown.document.annotations();
        if all.is_empty() {
            return;
        }
        ui.label(small("In this article").color(scene.palette.quiet));
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = egui::ScrollArea::vertical()
            .id_salt("annotations")
            .auto_shrink(false);
        if self.last_chosen != shown.chosen {
            self.last_chosen = shown.chosen.clone();
            let rank = shown.chosen.as_ref().and_then(|id| shown.document.rank(id));
            if let Some(rank) = rank {
                let above = ui.available_height() * 0.4;
                area = area.vertical_scroll_offset((rank as f32 * ROW - above).max(0.0));
            }
        }
        area.show_rows(ui, ROW, all.len(), |ui, range| {
            for annotation in &all[range] {
                row_ui(ui, scene, session, shown, annotation);
            }
        });
    }
}

/// What to do while nothing is chosen.
fn teach_ui(ui: &mut egui::Ui, scene: &Scene<'_>, shown: &OpenArticle) {
    let keys: Vec<String> = scene
        .rows
        .iter()
        .filter(|row| matches!(row.command, Command::Tag(_)))
        .filter_map(|row| row.keys.first().map(ToString::to_string))
        .collect();
    let keys = match keys.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => return,
    };
    let text = if shown.selection.is_empty() {
        format!("Select some words and press {keys}.")
    } else {
        format!("Press {keys} to tag the selected words.")
    };
    ui.label(text);
}

fn card_ui(
    ui: &mut egui::Ui,
    scene: &mut Scene<'_>,
    session: &Session,
    shown: &OpenArticle,
    annotation: &Annotation,
) {
    let label = session.codebook.label(&annotation.label);
    let quiet = scene.palette.quiet;
    ui.horizontal(|ui| {
        explained_chip_ui(ui, scene, label);
        ui.label(strong(label_name(session, &annotation.label)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let delete = ui.small_button("Delete");
            if delete
                .on_hover_text(scene.tip("Delete this annotation", &Command::Delete))
                .clicked()
            {
                scene.commands.push(Command::Delete);
            }
            if let Some(rank) = shown.document.rank(&annotation.id) {
                let of = shown.document.annotations().len();
                ui.label(small(format!("{} of {of}", rank + 1)).color(quiet));
            }
        });
    });
    ui.add_space(4.0);
    let quote = quote(&shown.document, annotation);
    let ink = scene.palette.ink;
    line_ui(ui, scene, &quote, 15.0, ink);
    ui.add_space(4.0);
    fields_ui(ui, scene, session, annotation);
    relations_ui(ui, scene, session, &shown.document, annotation);
}

/// Entity and attributes, one a line.
pub(super) fn fields_ui(
    ui: &mut egui::Ui,
    scene: &Scene<'_>,
    session: &Session,
    annotation: &Annotation,
) {
    if annotation.entity.is_none() && annotation.attributes.is_empty() {
        return;
    }
    let quiet = scene.palette.quiet;
    egui::Grid::new("attributes")
        .num_columns(2)
        .spacing(vec2(12.0, 2.0))
        .show(ui, |ui| {
            let mut field = |name: &str, value: &str| {
                ui.label(small(name).color(quiet));
                ui.add(egui::Label::new(small(value)).wrap());
                ui.end_row();
            };
            if let Some(entity) = &annotation.entity {
                field("Entity", entity.as_str());
            }
            for (name, value) in &annotation.attributes {
                let attribute = session
                    .codebook
                    .attributes_of(&annotation.label)
                    .find(|attribute| attribute.id == *name);
                let shown_name = attribute.map_or(name.as_str(), |attribute| &attribute.name);
                field(shown_name, &value.to_string());
            }
        });
}

pub(super) fn relations_ui(
    ui: &mut egui::Ui,
    scene: &mut Scene<'_>,
    session: &Session,
    document: &Document,
    annotation: &Annotation,
) {
    for relation in document.relations_of(&annotation.id) {
        let outgoing = relation.from == annotation.id;
        let other = if outgoing {
            &relation.to
        } else {
            &relation.from
        };
        let kind = session.codebook.relation(&relation.kind);
        let kind = kind.map_or(relation.kind.as_str(), |kind| &kind.name);
        let arrow = if outgoing { "→" } else { "←" };
        let other_quote = document
            .annotation(other)
            .map_or_else(|| "(missing)".to_owned(), |other| quote(document, other));
        ui.horizontal(|ui| {
            ui.label(small(format!("{arrow} {kind}")).color(scene.palette.quiet));
            let ink = scene.palette.accent;
            let response = line_ui(ui, scene, &other_quote, 13.5, ink).interact(Sense::click());
            if response.on_hover_text("Go to the other end").clicked() {
                scene.commands.push(Command::Choose(other.clone()));
            }
        });
    }
}

fn detached_ui(ui: &mut egui::Ui, scene: &mut Scene<'_>, session: &Session, shown: &OpenArticle) {
    let detached = shown.document.detached();
    let text = format!(
        "{} of this article’s annotations no longer fit its text. They are kept, but have no place.",
        detached.len()
    );
    ui.label(small(text).color(scene.palette.warning));
    for annotation in detached {
        row_ui(ui, scene, session, shown, annotation);
    }
    ui.add_space(8.0);
}

fn row_ui(
    ui: &mut egui::Ui,
    scene: &mut Scene<'_>,
    session: &Session,
    shown: &OpenArticle,
    annotation: &Annotation,
) {
    let palette = scene.palette;
    let is_chosen = shown.chosen.as_ref() == Some(&annotation.id);
    let label = session.codebook.label(&annotation.label);
    let quote = quote(&shown.document, annotation);
    let response = row_ground_ui(ui, &palette, is_chosen, || {
        format!("{}: {quote}", label_name(session, &annotation.label))
    });
    let rect = response.rect;
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(6.0, 0.0)))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    chip_ui(&mut row, &palette, label);
    if incomplete(&session.codebook, &shown.document, annotation) {
        row.label(small("…").color(palette.warning))
            .on_hover_text("Something required is missing");
    }
    line_ui(&mut row, scene, &quote, 13.5, palette.ink);
    if response.clicked() {
        scene.commands.push(Command::Choose(annotation.id.clone()));
    }
}

/// Whether an attribute that its label requires has no value.
fn incomplete(codebook: &Codebook, document: &Document, annotation: &Annotation) -> bool {
    let missing_attribute = codebook
        .attributes_of(&annotation.label)
        .any(|a| a.required && !annotation.attributes.contains_key(&a.id));
    missing_attribute
        || !crate::model::audit::missing_relations(
            document,
            codebook,
            &annotation.id,
            &annotation.label,
        )
        .is_empty()
}

/// An annotation's words on one line.
pub(super) fn quote(document: &Document, annotation: &Annotation) -> String {
    let quote = match &annotation.place {
        Place::At(fragments) => fragments.quote(document.text()),
        Place::Detached(lost) => lost.quote.join(" … "),
    };
    if quote.contains(['\n', '\r']) {
        quote.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        quote
    }
}

pub(super) fn line_ui(
    ui: &mut egui::Ui,
    scene: &mut Scene<'_>,
    text: &str,
    size: f32,
    color: egui::Color32,
) -> egui::Response {
    let width = ui.available_width();
    let style = LineTextStyle {
        size,
        color,
        weight: crate::ui::article::Weight::Regular,
    };
    scene.engine.line_ui(ui, text, style, width)
}
