//! The form that describes a codebook change that affects annotations, before its preview.

use demarche_languages::term;
use egui::Ui;

use super::fields::{line_ui, row_ui};
use super::split::SplitList;
use crate::command::Intent;
use crate::command::codebook::CodebookCommand;
use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook};
use crate::model::migration::{
    DeletionPolicy, Holder, Migration, MigrationAction, MigrationSubject, SplitCriterion,
};
use crate::model::step_name::{CodebookItem, StepName};
use crate::session::messages::{CodebookMessage, CodebookText, ControlText};
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{PanelCtx, reflow};
use crate::ui::theme::strong;

/// What is to be done with something in the codebook.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verb {
    Rename,
    Merge,
    Split,
    Delete,
    Move,
    Kind(AttributeKind),
}

impl Verb {
    /// The label of the button that opens the form.
    pub fn button(&self) -> &'static str {
        let text = match self {
            Self::Rename => CodebookText::ChangeId,
            Self::Merge => CodebookText::Merge,
            Self::Split => CodebookText::Split,
            Self::Delete => CodebookText::Delete,
            Self::Move => CodebookText::MoveBelow,
            Self::Kind(_) => CodebookText::ChangeKind,
        };
        text.text()
    }

    /// The change in the heading of the form.
    fn heading(&self) -> CodebookText {
        match self {
            Self::Rename => CodebookText::ChangingId,
            Self::Merge => CodebookText::Merging,
            Self::Split => CodebookText::Splitting,
            Self::Delete => CodebookText::Deleting,
            Self::Move => CodebookText::MovingBelow,
            Self::Kind(_) => CodebookText::ChangingKind,
        }
    }
}

/// What becomes of what bears something deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Left {
    #[default]
    Kept,
    Given,
    Removed,
}

/// By what something is split.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum By {
    #[default]
    Phrase,
    Value,
    All,
}

/// A change while it is described.
pub(super) struct ChangeForm {
    subject: MigrationSubject,
    verb: Verb,
    /// An id, a path, or what else the verb leads to.
    to: String,
    left: Left,
    by: By,
    attribute: String,
    phrase: String,
    step: Option<StepName>,
    /// The change that was last previewed.
    asked: Option<Migration>,
    /// Of a split, what goes where.
    split: SplitList,
}

impl ChangeForm {
    pub fn new(subject: MigrationSubject, verb: Verb) -> Self {
        let to = match (&verb, &subject) {
            (Verb::Rename, MigrationSubject::Label(id)) => id.to_string(),
            (Verb::Rename, MigrationSubject::Relation(id)) => id.to_string(),
            (Verb::Rename, MigrationSubject::Attribute(_, id)) => id.to_string(),
            (Verb::Rename, MigrationSubject::Choice(.., path)) => {
                path.rsplit('/').next().unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        Self {
            subject,
            verb,
            to,
            left: Left::default(),
            by: By::default(),
            attribute: String::new(),
            phrase: String::new(),
            step: None,
            asked: None,
            split: SplitList::default(),
        }
    }

    /// Draws the form; `false` once it is done with.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, draft: &mut Codebook) -> bool {
        let (item, kind, name) = match &self.subject {
            MigrationSubject::Label(id) => {
                (CodebookItem::Label, CodebookText::OfLabel, id.to_string())
            }
            MigrationSubject::Relation(id) => (
                CodebookItem::RelationType,
                CodebookText::OfRelationType,
                id.to_string(),
            ),
            MigrationSubject::Attribute(_, id) => (
                CodebookItem::Attribute,
                CodebookText::OfAttribute,
                id.to_string(),
            ),
            MigrationSubject::Choice(.., path) => {
                (CodebookItem::Choice, CodebookText::OfChoice, path.clone())
            }
        };
        let heading = CodebookMessage::ChangeHeading {
            change: self.verb.heading().text().to_owned(),
            kind: kind.text().to_owned(),
            name: name.clone(),
        };
        ui.label(strong(heading.to_string()).size(16.0));
        ui.add_space(4.0);
        let others = others(&self.subject, draft);
        match &self.verb {
            Verb::Rename => line_ui(ui, CodebookText::NewId.text(), &mut self.to),
            Verb::Merge => pick_ui(ui, CodebookText::Into.text(), &mut self.to, &others),
            Verb::Move => {
                let mut places = vec![(CodebookText::TheTop.text().to_owned(), String::new())];
                places.extend(others);
                pick_ui(ui, CodebookText::Below.text(), &mut self.to, &places);
            }
            Verb::Split => self.split_ui(ui, draft),
            Verb::Delete => self.delete_ui(ui, &others),
            Verb::Kind(kind) => {
                let kind = term("attribute-kind", kind.name()).to_owned();
                ui.label(CodebookMessage::BecomesKind { kind }.to_string());
            }
        }
        ui.add_space(8.0);
        let mut stays = true;
        reflow::row_ui(ui, |ui| {
            let is_plain =
                self.verb == Verb::Delete && self.left == Left::Kept && self.can_be_off();
            if is_plain {
                if ui.button(CodebookText::HideFromCoders.text()).clicked() {
                    switch_off(draft, &self.subject);
                    self.step = Some(StepName::SwitchOff { item, id: name });
                    stays = false;
                }
            } else if ui.button(ControlText::Preview.text()).clicked() {
                self.preview(cx);
            }
            if ui.button(ControlText::Cancel.text()).clicked() {
                stays = false;
            }
        });
        stays
    }

    /// The name of the step that the form itself has made of the draft.
    pub fn take_step(&mut self) -> Option<StepName> {
        self.step.take()
    }

    /// Asks what the change touches.
    pub fn preview(&mut self, cx: &mut PanelCtx<'_>) {
        let migration = self.migration();
        self.split = SplitList::default();
        self.asked = Some(migration.clone());
        cx.commands
            .push(Intent::Codebook(CodebookCommand::Plan(Box::new(migration))));
    }

    /// Whether the form still describes the change that was last previewed.
    pub fn is_asked(&self) -> bool {
        self.asked.as_ref() == Some(&self.migration())
    }

    /// What goes where in the split that was last previewed.
    pub fn split(&mut self) -> &mut SplitList {
        &mut self.split
    }

    fn migration(&self) -> Migration {
        let to = self.to.trim().to_owned();
        let action = match &self.verb {
            Verb::Rename => MigrationAction::Rename(to),
            Verb::Merge => MigrationAction::Merge(to),
            Verb::Move => MigrationAction::Move(to),
            Verb::Kind(kind) => MigrationAction::ChangeKind(kind.clone()),
            Verb::Split => MigrationAction::Split {
                into: to,
                by: match self.by {
                    By::All => SplitCriterion::All,
                    By::Phrase => SplitCriterion::Phrase(self.phrase.clone()),
                    By::Value => SplitCriterion::Value(
                        self.attribute.as_str().into(),
                        self.phrase.trim().to_owned(),
                    ),
                },
            },
            Verb::Delete => match self.left {
                Left::Kept => MigrationAction::Delete(DeletionPolicy::Keep),
                Left::Given => MigrationAction::Merge(to),
                Left::Removed => MigrationAction::Delete(DeletionPolicy::Remove),
            },
        };
        Migration {
            subject: self.subject.clone(),
            action,
        }
    }

    fn can_be_off(&self) -> bool {
        matches!(
            self.subject,
            MigrationSubject::Label(_) | MigrationSubject::Choice(..)
        )
    }

    fn delete_ui(&mut self, ui: &mut Ui, others: &[(String, String)]) {
        let (kept, given, removed) = match &self.subject {
            MigrationSubject::Label(_) => (
                CodebookText::KeepAnnotations.text(),
                CodebookText::GiveAnnotations.text(),
                CodebookText::RemoveAnnotations.text(),
            ),
            MigrationSubject::Relation(_) => (
                CodebookText::KeepRelations.text(),
                CodebookText::GiveRelations.text(),
                CodebookText::RemoveRelations.text(),
            ),
            MigrationSubject::Attribute(..) => (
                CodebookText::KeepValues.text(),
                CodebookText::MoveValues.text(),
                CodebookText::RemoveValues.text(),
            ),
            MigrationSubject::Choice(..) => (
                CodebookText::KeepChoice.text(),
                CodebookText::ReplaceChoice.text(),
                CodebookText::RemoveChoice.text(),
            ),
        };
        ui.radio_value(&mut self.left, Left::Kept, kept);
        if !others.is_empty() {
            ui.radio_value(&mut self.left, Left::Given, given);
        }
        if self.left == Left::Given {
            pick_ui(ui, CodebookText::Which.text(), &mut self.to, others);
        }
        ui.radio_value(&mut self.left, Left::Removed, removed);
    }

    fn split_ui(&mut self, ui: &mut Ui, draft: &Codebook) {
        line_ui(ui, CodebookText::NewId.text(), &mut self.to);
        ui.label(CodebookText::MoveThese.text());
        ui.radio_value(
            &mut self.by,
            By::Phrase,
            CodebookText::MoveContaining.text(),
        );
        ui.radio_value(&mut self.by, By::Value, CodebookText::MoveWithValue.text());
        ui.radio_value(&mut self.by, By::All, CodebookText::MoveAll.text());
        match self.by {
            By::All => {}
            By::Phrase => line_ui(ui, CodebookText::Phrase.text(), &mut self.phrase),
            By::Value => {
                let attributes = self.attributes(draft);
                let names: Vec<(String, String)> = attributes
                    .iter()
                    .map(|attribute| (attribute.name.clone(), attribute.id.to_string()))
                    .collect();
                pick_ui(
                    ui,
                    CodebookText::Attribute.text(),
                    &mut self.attribute,
                    &names,
                );
                let mut chosen = attributes.iter();
                let chosen = chosen.find(|a| a.id.as_str() == self.attribute);
                let mut values = Vec::new();
                if let Some(attribute) = chosen {
                    collect(attribute.kind.choices(), "", "", "", &mut values);
                }
                if values.is_empty() {
                    line_ui(ui, CodebookText::Value.text(), &mut self.phrase);
                } else {
                    pick_ui(ui, CodebookText::Value.text(), &mut self.phrase, &values);
                }
            }
        }
    }

    /// Attributes of the item that is split.
    fn attributes<'c>(&self, draft: &'c Codebook) -> Vec<&'c Attribute> {
        let common = draft.annotation_attributes.as_slice();
        let (own, common) = match &self.subject {
            MigrationSubject::Label(id) => {
                (draft.label(id).map_or(&[][..], |l| &l.attributes), common)
            }
            MigrationSubject::Relation(id) => (
                draft.relation(id).map_or(&[][..], |r| &r.attributes),
                &[][..],
            ),
            MigrationSubject::Attribute(holder, _) | MigrationSubject::Choice(holder, ..) => {
                let common = if matches!(holder, Holder::Label(_)) {
                    common
                } else {
                    &[]
                };
                (holder.attributes(draft), common)
            }
        };
        own.iter().chain(common).collect()
    }
}

/// What else of its kind there is, by name and id or path.
fn others(subject: &MigrationSubject, draft: &Codebook) -> Vec<(String, String)> {
    let named = |(name, id): (&String, String)| (name.clone(), id);
    match subject {
        MigrationSubject::Label(own) => {
            let labels = draft.labels.iter().filter(|label| label.id != *own);
            labels.map(|l| named((&l.name, l.id.to_string()))).collect()
        }
        MigrationSubject::Relation(own) => {
            let kinds = draft.relations.iter().filter(|kind| kind.id != *own);
            kinds.map(|r| named((&r.name, r.id.to_string()))).collect()
        }
        MigrationSubject::Attribute(holder, own) => {
            let attributes = holder.attributes(draft).iter().filter(|a| a.id != *own);
            attributes
                .map(|a| named((&a.name, a.id.to_string())))
                .collect()
        }
        MigrationSubject::Choice(holder, attribute, own) => {
            let mut attributes = holder.attributes(draft).iter();
            let attribute = attributes.find(|a| a.id == *attribute);
            let mut all = Vec::new();
            if let Some(attribute) = attribute {
                collect(attribute.kind.choices(), "", "", own, &mut all);
            }
            all
        }
    }
}

/// Names and paths of choices, without one choice and its descendants.
fn collect(
    choices: &[Choice],
    names: &str,
    above: &str,
    without: &str,
    all: &mut Vec<(String, String)>,
) {
    for choice in choices {
        let join = |above: &str, own: &str, sign: &str| match above {
            "" => own.to_owned(),
            above => format!("{above}{sign}{own}"),
        };
        let path = join(above, &choice.id, "/");
        if path == without {
            continue;
        }
        let name = join(names, &choice.name, " › ");
        all.push((name.clone(), path.clone()));
        collect(&choice.choices, &name, &path, without, all);
    }
}

/// One of some things by name.
fn pick_ui(ui: &mut Ui, name: &str, chosen: &mut String, others: &[(String, String)]) {
    row_ui(ui, name, |ui, label| {
        let shown = others.iter().find(|(_, id)| id == chosen);
        let shown = shown.map_or(ControlText::Choose.text(), |(name, _)| name);
        let list = DropDown::new(name).labelled_by(label).width(280.0);
        list.show_into(ui, chosen, shown, || {
            let rows = others.iter().map(|(name, id)| (id.clone(), name.clone()));
            rows.collect()
        });
    });
}

fn switch_off(draft: &mut Codebook, subject: &MigrationSubject) {
    match subject {
        MigrationSubject::Label(id) => {
            if let Some(label) = draft.labels.iter_mut().find(|label| label.id == *id) {
                label.enabled = false;
            }
        }
        MigrationSubject::Choice(holder, id, path) => {
            let attributes = holder.attributes_mut(draft).into_iter().flatten();
            for attribute in attributes.filter(|attribute| attribute.id == *id) {
                let is_tree = matches!(attribute.kind, AttributeKind::Tree { .. });
                let mut level = attribute.kind.choices_mut();
                let mut ids = path.split('/').peekable();
                while let (Some(choices), Some(id)) = (level, ids.next()) {
                    let id = if is_tree { id } else { path };
                    let Some(choice) = choices.iter_mut().find(|choice| choice.id == id) else {
                        break;
                    };
                    if ids.peek().is_none() || !is_tree {
                        choice.enabled = false;
                    }
                    level = is_tree.then_some(&mut choice.choices);
                }
            }
        }
        MigrationSubject::Relation(_) | MigrationSubject::Attribute(..) => {}
    }
}
