//! The form that edits an attribute.

use demarche_languages::term;
use egui::Ui;

use super::change::{ChangeForm, Verb};
use super::fields::{line_ui, paragraph_ui, read_ui, row_ui};
use super::label::order_ui;
use super::{CodebookPanel, FormSubject, choices};
use crate::model::AttributeId;
use crate::model::codebook::{AttributeKind, unique_id};
use crate::model::migration::{Holder, MigrationSubject};
use crate::model::step_name::{CodebookItem, StepName};
use crate::session::messages::{CodebookMessage, CodebookText, ControlText};
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{PanelCtx, reflow};
use crate::ui::theme::{small, strong};

pub(super) fn show(
    panel: &mut CodebookPanel,
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    holder: &Holder,
    id: &AttributeId,
) {
    let found = holder
        .attributes(&panel.draft)
        .iter()
        .position(|a| a.id == *id);
    let Some(at) = found else {
        panel.place = FormSubject::About;
        return;
    };
    let copy_id = unique_id(id.as_str(), |id| panel.draft.has_attribute(id));
    let Some(attributes) = holder.attributes_mut(&mut panel.draft) else {
        return;
    };
    reflow::row_ui(ui, |ui| {
        ui.label(strong(&attributes[at].name).size(16.0));
        let of = match holder {
            Holder::Label(label) => CodebookMessage::AttributeOf {
                holder: label.to_string(),
                id: id.to_string(),
            },
            Holder::Relation(kind) => CodebookMessage::AttributeOf {
                holder: kind.to_string(),
                id: id.to_string(),
            },
            Holder::Annotations => CodebookMessage::AttributeOfAnnotations { id: id.to_string() },
            Holder::Article => CodebookMessage::AttributeOfArticle { id: id.to_string() },
        };
        ui.label(small(of.to_string()).color(cx.palette.quiet));
    });
    ui.horizontal_wrapped(|ui| {
        if order_ui(ui, attributes, at) {
            panel.step = Some(StepName::MoveItem {
                item: CodebookItem::Attribute,
                id: id.to_string(),
            });
        }
        if ui.button(ControlText::Duplicate.text()).clicked() {
            let mut copy = attributes[at].clone();
            copy.id = copy_id.as_str().into();
            copy.name = format!("{} 2", copy.name);
            copy.key = None;
            attributes.insert(at + 1, copy);
            panel.step = Some(StepName::DuplicateItem {
                item: CodebookItem::Attribute,
                id: id.to_string(),
            });
            panel.place = FormSubject::Attribute(holder.clone(), copy_id.into());
        }
        for verb in [Verb::Rename, Verb::Merge, Verb::Delete] {
            if ui.button(verb.button()).clicked() {
                let subject = MigrationSubject::Attribute(holder.clone(), id.clone());
                panel.change = Some(ChangeForm::new(subject, verb));
            }
        }
    });
    ui.add_space(8.0);
    let attribute = &mut attributes[at];
    line_ui(ui, CodebookText::Name.text(), &mut attribute.name);
    if let Some(kind) = kind_ui(ui, &attribute.kind) {
        let subject = MigrationSubject::Attribute(holder.clone(), id.clone());
        let mut form = ChangeForm::new(subject, Verb::Kind(kind));
        form.preview(cx);
        panel.change = Some(form);
        return;
    }
    row_ui(ui, "", |ui, _| {
        ui.checkbox(&mut attribute.required, CodebookText::Required.text())
    });
    if *holder == Holder::Article {
        row_ui(ui, "", |ui, _| {
            ui.checkbox(&mut attribute.per_coder, CodebookText::PerCoder.text())
        });
    }
    let default = attribute.default.as_ref().map(ToString::to_string);
    if let Some(typed) = read_ui(
        ui,
        CodebookText::Default.text(),
        default.unwrap_or_default(),
        240.0,
    ) {
        let value = Some(typed).filter(|typed| !typed.trim().is_empty());
        attribute.default = value.map(|typed| attribute.kind.value_of(&typed));
    }
    if let Some(why) = attribute.default.as_ref().and_then(|d| attribute.fault(d)) {
        row_ui(ui, "", |ui, _| ui.colored_label(cx.palette.warning, why));
    }
    let key = attribute.key.map(String::from).unwrap_or_default();
    if let Some(typed) = read_ui(ui, CodebookText::Key.text(), key, 40.0) {
        attribute.key = typed.trim().chars().next();
    }
    paragraph_ui(
        ui,
        CodebookText::Definition.text(),
        &mut attribute.definition,
    );
    let is_tree = matches!(attribute.kind, AttributeKind::Tree { .. });
    if let Some(own) = attribute.kind.choices_mut() {
        ui.add_space(8.0);
        ui.label(strong(CodebookText::Choices.text()));
        let asked = choices::show(ui, cx, own, is_tree);
        if let Some((path, verb)) = asked {
            let subject = MigrationSubject::Choice(holder.clone(), id.clone(), path);
            panel.change = Some(ChangeForm::new(subject, verb));
        }
    }
}

/// The kinds to choose from; another one when it has been chosen, with the choices of now.
fn kind_ui(ui: &mut Ui, kind: &AttributeKind) -> Option<AttributeKind> {
    let choices = || kind.choices().to_vec();
    let flat = || {
        let mut choices = choices();
        for choice in &mut choices {
            choice.choices.clear();
        }
        choices
    };
    let tree = |several| AttributeKind::Tree {
        choices: choices(),
        several,
    };
    let kinds = [
        AttributeKind::Flag,
        AttributeKind::Choice(flat()),
        AttributeKind::Several(flat()),
        tree(false),
        tree(true),
        AttributeKind::Text,
        AttributeKind::LongText,
        AttributeKind::Integer,
        AttributeKind::Number,
        AttributeKind::Date,
        AttributeKind::Entity,
    ];
    let mut chosen = None;
    row_ui(ui, CodebookText::Kind.text(), |ui, label| {
        let list = DropDown::new(CodebookText::Kind.text());
        let list = list.labelled_by(label).width(200.0);
        let names = kinds.iter().map(|kind| term("attribute-kind", kind.name()));
        let picked = list.show(
            ui,
            &term("attribute-kind", kind.name()),
            term("attribute-kind", kind.name()),
            || names.map(|name| (name, name.to_owned())).collect(),
        );
        let mut kinds = kinds.iter();
        let picked = picked.value;
        chosen =
            picked.and_then(|name| kinds.find(|kind| term("attribute-kind", kind.name()) == name));
    });
    chosen.cloned()
}
