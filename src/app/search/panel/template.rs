//! What is put on other places of some words: a label, and what goes along with it.

use std::collections::BTreeSet;

use crate::model::propagate::Template;
use crate::model::{AttributeId, LabelId};
use crate::session::Session;
use crate::session::messages::{InspectorMessage, SearchMessage, SearchText};
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{PanelCtx, label_name, wrapped_row};
use crate::ui::theme::small;

/// What was clicked in the row of a template.
pub(super) enum TemplateClick {
    /// Ticks all hits, or none if all are.
    All,
    /// Annotates the ticked hits.
    Annotate(Template),
}

/// An annotation of which some is taken over.
pub(super) struct AnnotationTemplate {
    /// All that could be taken over.
    pub template: Template,
    entity: bool,
    attributes: BTreeSet<AttributeId>,
}

impl AnnotationTemplate {
    /// Takes over everything.
    pub fn new(template: Template) -> Self {
        Self {
            entity: template.entity.is_some(),
            attributes: template.attributes.keys().cloned().collect(),
            template,
        }
    }

    /// What is taken over.
    pub fn template(&self) -> Template {
        let attributes = self.template.attributes.iter();
        let kept = attributes.filter(|(name, _)| self.attributes.contains(*name));
        Template {
            label: self.template.label.clone(),
            entity: self.template.entity.clone().filter(|_| self.entity),
            attributes: kept.map(|(n, v)| (n.clone(), v.clone())).collect(),
        }
    }

    /// Draws the values that are copied, the tick of all hits (`is_all`) and the button for those that are
    /// ticked; returns what was clicked.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        ticked: usize,
        is_all: bool,
    ) -> Option<TemplateClick> {
        let mut click = None;
        wrapped_row::show(ui, |ui| {
            let title = ui.label(small(SearchText::AnnotateAs.text()).color(cx.palette.quiet));
            let mut label = self.template.label.clone();
            let name = label_name(session, &label);
            let list = DropDown::new(SearchText::AnnotateAs.text());
            let list = list.labelled_by(title.id).small().width(90.0);
            wrapped_row::item_ui(ui, "label", 90.0, |ui| {
                list.show_into(ui, &mut label, &name, || {
                    let offered = session.codebook.offered();
                    offered
                        .map(|label| (label.id.clone(), label.name.clone()))
                        .collect()
                });
            });
            self.set_label(session, label);
            if let Some(entity) = &self.template.entity {
                let name = session.entities.name(entity);
                ui.checkbox(&mut self.entity, small(name))
                    .on_hover_text(SearchText::AssignEntity.text());
            }
            for (id, value) in &self.template.attributes {
                let mut attributes = session.codebook.attributes_of(&self.template.label);
                let declared = attributes.find(|attribute| attribute.id == *id);
                let text = match declared {
                    Some(declared) => InspectorMessage::FieldValue {
                        field: declared.name.to_lowercase(),
                        value: declared.display_text(value).to_string(),
                    },
                    None => InspectorMessage::FieldValue {
                        field: id.to_string(),
                        value: value.to_string(),
                    },
                };
                let text = text.to_string();
                let mut kept = self.attributes.contains(id);
                if ui.checkbox(&mut kept, small(text)).changed() {
                    if kept {
                        self.attributes.insert(id.clone());
                    } else {
                        self.attributes.remove(id);
                    }
                }
            }
            let text = match ticked {
                0 => SearchText::AnnotateTicked.text().to_owned(),
                ticked => SearchMessage::Annotate { ticked }.to_string(),
            };
            ui.separator();
            if ui
                .checkbox(&mut { is_all }, small(SearchText::TickAll.text()))
                .clicked()
            {
                click = Some(TemplateClick::All);
            }
            let button = ui.add_enabled(ticked > 0, egui::Button::new(small(text)));
            let button = button
                .on_hover_text(SearchText::AnnotateHint.text())
                .on_disabled_hover_text(SearchText::TickHint.text());
            if button.clicked() {
                click = Some(TemplateClick::Annotate(self.template()));
            }
        });
        click
    }

    /// Another label brings no attributes of the old one that it does not have.
    fn set_label(&mut self, session: &Session, label: LabelId) {
        if label == self.template.label {
            return;
        }
        let declared: BTreeSet<&AttributeId> = session
            .codebook
            .attributes_of(&label)
            .map(|attribute| &attribute.id)
            .collect();
        self.attributes.retain(|id| declared.contains(id));
        self.template
            .attributes
            .retain(|id, _| declared.contains(id));
        self.template.label = label;
    }
}
