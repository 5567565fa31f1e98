//! The form that edits a relation type.

use egui::Ui;

use super::change::{ChangeForm, Verb};
use super::fields::{line_ui, paragraph_ui, read_ui, row_ui};
use super::label::{choose_ui, order_ui};
use super::{CodebookPanel, FormSubject};
use crate::model::codebook::{End, unique_id};
use crate::model::migration::{Holder, MigrationSubject};
use crate::model::step_name::{CodebookItem, StepName};
use crate::model::{LabelId, RelationTypeId};
use crate::session::messages::{CodebookMessage, CodebookText, ControlText};
use crate::ui::panels::{PanelCtx, reflow};
use crate::ui::theme::{small, strong};

pub(super) fn show(panel: &mut CodebookPanel, ui: &mut Ui, cx: &PanelCtx<'_>, id: &RelationTypeId) {
    let Some(at) = panel.draft.relations.iter().position(|kind| kind.id == *id) else {
        panel.place = FormSubject::About;
        return;
    };
    reflow::row_ui(ui, |ui| {
        ui.label(strong(&panel.draft.relations[at].name).size(16.0));
        let in_files = CodebookMessage::IdInFiles { id: id.to_string() };
        ui.label(small(in_files.to_string()).color(cx.palette.quiet));
    });
    ui.horizontal_wrapped(|ui| {
        if order_ui(ui, &mut panel.draft.relations, at) {
            panel.step = Some(StepName::MoveItem {
                item: CodebookItem::RelationType,
                id: id.to_string(),
            });
        }
        if ui.button(ControlText::Duplicate.text()).clicked() {
            let mut copy = panel.draft.relations[at].clone();
            let new = unique_id(id.as_str(), |id| panel.draft.relation(&id.into()).is_some());
            copy.id = new.as_str().into();
            copy.name = format!("{} 2", copy.name);
            copy.key = None;
            panel.draft.relations.insert(at + 1, copy);
            panel.step = Some(StepName::DuplicateItem {
                item: CodebookItem::RelationType,
                id: id.to_string(),
            });
            panel.place = FormSubject::Relation(new.into());
        }
        if ui.button(CodebookText::AddAttribute.text()).clicked() {
            panel.outline.add_attribute(Holder::Relation(id.clone()));
        }
        for verb in [Verb::Rename, Verb::Merge, Verb::Split, Verb::Delete] {
            if ui.button(verb.button()).clicked() {
                let subject = MigrationSubject::Relation(id.clone());
                panel.change = Some(ChangeForm::new(subject, verb));
            }
        }
    });
    ui.add_space(8.0);
    let labels: Vec<(LabelId, String)> = panel
        .draft
        .labels
        .iter()
        .map(|label| (label.id.clone(), label.name.clone()))
        .collect();
    let others: Vec<(char, String)> = panel
        .draft
        .relations
        .iter()
        .filter(|kind| kind.id != *id)
        .filter_map(|kind| Some((kind.key?, kind.name.clone())))
        .collect();
    let kind = &mut panel.draft.relations[at];
    line_ui(ui, CodebookText::Name.text(), &mut kind.name);
    line_ui(ui, CodebookText::InverseName.text(), &mut kind.inverse_name);
    let key = kind.key.map(String::from).unwrap_or_default();
    if let Some(typed) = read_ui(ui, CodebookText::Key.text(), key, 40.0) {
        kind.key = typed.trim().chars().next();
    }
    if let Some((key, other)) = others.iter().find(|(key, _)| Some(*key) == kind.key) {
        let message = CodebookMessage::KeyTaken {
            key: key.to_string(),
            meaning: other.clone(),
        };
        row_ui(ui, "", |ui, _| {
            ui.colored_label(cx.palette.warning, message.to_string())
        });
    }
    let (from, to) = (CodebookText::From.text(), CodebookText::To.text());
    let at_from = |label| CodebookMessage::FromLabel { label };
    ends_ui(ui, (from, at_from), &labels, &mut kind.from);
    let at_to = |label| CodebookMessage::ToLabel { label };
    ends_ui(ui, (to, at_to), &labels, &mut kind.to);
    choose_ui(
        ui,
        CodebookText::RelationRequired.text(),
        &mut kind.required_for,
        &[
            (CodebookText::NeverRequired, None),
            (CodebookText::RequiredFrom, Some(End::From)),
            (CodebookText::RequiredTo, Some(End::To)),
        ],
    );
    line_ui(ui, CodebookText::AskFrom.text(), &mut kind.ask_from);
    line_ui(ui, CodebookText::AskTo.text(), &mut kind.ask_to);
    paragraph_ui(ui, CodebookText::Definition.text(), &mut kind.definition);
    line_ui(ui, CodebookText::Example.text(), &mut kind.example);
}

/// The labels at one end, ticked.
fn ends_ui(
    ui: &mut Ui,
    (name, named): (&str, impl Fn(String) -> CodebookMessage),
    labels: &[(LabelId, String)],
    ends: &mut Vec<LabelId>,
) {
    row_ui(ui, name, |ui, _| {
        ui.horizontal_wrapped(|ui| {
            for (id, label) in labels {
                let mut ticked = ends.contains(id);
                let tick = ui.checkbox(&mut ticked, label);
                tick.widget_info(|| {
                    let message = named(label.clone()).to_string();
                    egui::WidgetInfo::selected(egui::Role::CheckBox, true, ticked, message)
                });
                if tick.changed() {
                    if ticked {
                        ends.push(id.clone());
                    } else {
                        ends.retain(|end| end != id);
                    }
                }
            }
        });
    });
}
