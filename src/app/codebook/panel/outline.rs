//! The outline of the codebook: a list of its labels, attributes and relation types, with fields
//! to add new ones.

use egui::{Key, TextEdit, Ui, WidgetInfo};

use super::FormSubject;
use crate::model::codebook::{Attribute, AttributeKind, Codebook, Label, RelationType, unique_id};
use crate::model::migration::Holder;
use crate::model::step_name::StepName;
use crate::session::messages::{CodebookMessage, CodebookText};
use crate::ui::controls;
use crate::ui::panels::text_field;
use crate::ui::panels::{self, PanelCtx, chip_ui, row_ground_ui};
use crate::ui::theme::{ROW, small, strong};

/// The number of labels above which those far from view are left out, so that a codebook of thousands takes
/// no longer than a frame. The keys that step through the list reach what is near.
const MAX_LABELS_MADE: usize = 200;

/// Where something new goes.
#[derive(Clone, Debug, PartialEq)]
enum NewItem {
    Label,
    Relation,
    Attribute(Holder),
}

/// What is being added.
#[derive(Default)]
pub(super) struct Outline {
    adding: Option<(NewItem, String)>,
    /// The field for the new thing's name has not had the keyboard yet.
    fresh: bool,
}

impl Outline {
    /// Draws the list. Returns its first row.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &PanelCtx<'_>,
        draft: &mut Codebook,
        place: &mut FormSubject,
        step: &mut Option<StepName>,
    ) -> egui::Response {
        ui.spacing_mut().item_spacing.y = 0.0;
        let first = entry_ui(
            ui,
            cx,
            0,
            CodebookText::About.text(),
            place,
            FormSubject::About,
        );
        entry_ui(
            ui,
            cx,
            0,
            CodebookText::Guideline.text(),
            place,
            FormSubject::Guideline,
        );
        entry_ui(
            ui,
            cx,
            0,
            CodebookText::EntityKinds.text(),
            place,
            FormSubject::EntityKinds,
        );

        self.heading_ui(ui, cx, NewItem::Label);
        let is_long = draft.labels.len() > MAX_LABELS_MADE;
        for label in &draft.labels {
            let height = ROW * (1 + label.attributes.len()) as f32;
            if is_long && is_far(ui, height) {
                ui.add_space(height);
                continue;
            }
            let here = FormSubject::Label(label.id.clone());
            let name = if label.enabled {
                label.name.clone()
            } else {
                let label = label.name.clone();
                CodebookMessage::LabelOff { label }.to_string()
            };
            let rect = entry_ui(ui, cx, 1, &name, place, here).rect;
            let at = egui::Rect::from_min_size(
                rect.left_center() - egui::vec2(-6.0, 9.0),
                egui::vec2(18.0, 18.0),
            );
            let mut chip = ui.new_child(egui::UiBuilder::new().max_rect(at));
            chip_ui(&mut chip, &cx.palette, Some(label));
            let holder = Holder::Label(label.id.clone());
            attributes_ui(ui, cx, &label.attributes, &holder, place);
        }
        self.heading_ui(ui, cx, NewItem::Attribute(Holder::Annotations));
        attributes_ui(
            ui,
            cx,
            &draft.annotation_attributes,
            &Holder::Annotations,
            place,
        );
        self.heading_ui(ui, cx, NewItem::Relation);
        for kind in &draft.relations {
            entry_ui(
                ui,
                cx,
                1,
                &kind.name,
                place,
                FormSubject::Relation(kind.id.clone()),
            );
            let holder = Holder::Relation(kind.id.clone());
            attributes_ui(ui, cx, &kind.attributes, &holder, place);
        }
        self.heading_ui(ui, cx, NewItem::Attribute(Holder::Article));
        attributes_ui(ui, cx, &draft.document_fields, &Holder::Article, place);
        if let Some((new, name)) = self.take_added(ui) {
            *step = Some(StepName::AddItem { name: name.clone() });
            *place = add(draft, new, &name);
        }
        first
    }

    /// Asks for the name of a new attribute.
    pub fn add_attribute(&mut self, holder: Holder) {
        self.adding = Some((NewItem::Attribute(holder), String::new()));
        self.fresh = true;
    }

    fn heading_ui(&mut self, ui: &mut Ui, cx: &PanelCtx<'_>, new: NewItem) {
        let (heading, add) = match &new {
            NewItem::Label => (CodebookText::Labels, CodebookText::AddLabel),
            NewItem::Relation => (CodebookText::RelationTypes, CodebookText::AddRelationType),
            NewItem::Attribute(Holder::Article) => {
                (CodebookText::ArticleFields, CodebookText::AddArticleField)
            }
            NewItem::Attribute(_) => (
                CodebookText::EveryAnnotation,
                CodebookText::AddAnnotationAttribute,
            ),
        };
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            ui.label(small(heading.text()).color(cx.palette.quiet));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = controls::small_button_ui(ui, "+");
                button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, add.text()));
                if button.clicked() {
                    self.adding = Some((new, String::new()));
                    self.fresh = true;
                }
            });
        });
    }

    /// Draws the name field of a new item below the list; returns the name once Enter is pressed.
    fn take_added(&mut self, ui: &mut Ui) -> Option<(NewItem, String)> {
        let (new, name) = self.adding.as_mut()?;
        ui.add_space(8.0);
        let what = match new {
            NewItem::Label => CodebookText::NewLabel.text().to_owned(),
            NewItem::Relation => CodebookText::NewRelationType.text().to_owned(),
            NewItem::Attribute(Holder::Label(id)) => {
                let holder = id.to_string();
                CodebookMessage::NewAttributeOf { holder }.to_string()
            }
            NewItem::Attribute(Holder::Relation(id)) => {
                let holder = id.to_string();
                CodebookMessage::NewAttributeOf { holder }.to_string()
            }
            NewItem::Attribute(Holder::Annotations) => {
                CodebookText::NewAnnotationAttribute.text().to_owned()
            }
            NewItem::Attribute(Holder::Article) => CodebookText::NewArticleField.text().to_owned(),
        };
        let label = ui.label(strong(&what));
        let field = TextEdit::singleline(name).hint_text(CodebookText::NameThenEnter.text());
        let response = text_field::line_ui(ui, field).labelled_by(label.id);
        let response = panels::name_field(response, &what);
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
            response.scroll_to_me(None);
        }
        let entered = ui.input(|input| input.key_pressed(Key::Enter));
        if response.lost_focus() {
            let (new, name) = self.adding.take()?;
            return (entered && !name.trim().is_empty()).then(|| (new, name.trim().to_owned()));
        }
        None
    }
}

/// Whether what comes next in a list is more than a screen away from what can be seen of it.
fn is_far(ui: &Ui, height: f32) -> bool {
    let top = ui.next_widget_position().y;
    let seen = ui.clip_rect();
    let near = seen.expand2(egui::vec2(0.0, seen.height()));
    top + height < near.top() || top > near.bottom()
}

fn attributes_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    attributes: &[Attribute],
    holder: &Holder,
    place: &mut FormSubject,
) {
    for attribute in attributes {
        let here = FormSubject::Attribute(holder.clone(), attribute.id.clone());
        entry_ui(ui, cx, 2, &attribute.name, place, here);
    }
}

/// A line of the list, chosen by a click or with the space bar.
fn entry_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    depth: u8,
    name: &str,
    place: &mut FormSubject,
    here: FormSubject,
) -> egui::Response {
    let chosen = *place == here;
    let response = row_ground_ui(ui, &cx.palette, chosen, || name.to_owned());
    let left = [8.0, 32.0, 32.0][usize::from(depth.min(2))];
    let ink = if depth == 2 {
        cx.palette.quiet
    } else {
        cx.palette.ink
    };
    ui.painter().with_clip_rect(response.rect).text(
        response.rect.left_center() + egui::vec2(left, 0.0),
        egui::Align2::LEFT_CENTER,
        name,
        egui::FontId::proportional(13.5),
        ink,
    );
    if response.clicked() {
        *place = here;
    }
    response
}

fn add(draft: &mut Codebook, new: NewItem, name: &str) -> FormSubject {
    match new {
        NewItem::Label => {
            let id = unique_id(name, |id| draft.label(&id.into()).is_some());
            let label = Label::new(id.as_str(), name, draft);
            draft.labels.push(label);
            FormSubject::Label(id.into())
        }
        NewItem::Relation => {
            let id = unique_id(name, |id| draft.relation(&id.into()).is_some());
            draft.relations.push(RelationType::new(id.as_str(), name));
            FormSubject::Relation(id.into())
        }
        NewItem::Attribute(holder) => {
            let id = unique_id(name, |id| draft.has_attribute(id));
            if let Some(attributes) = holder.attributes_mut(draft) {
                attributes.push(Attribute {
                    id: id.as_str().into(),
                    name: name.to_owned(),
                    kind: AttributeKind::Text,
                    required: false,
                    default: None,
                    key: None,
                    definition: String::new(),
                    per_coder: false,
                });
            }
            FormSubject::Attribute(holder, id.into())
        }
    }
}
