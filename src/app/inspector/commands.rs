//! Sets attribute values, memos and fields of an annotation, a relation or the article.

use crate::app::ProjectCtx;
use crate::command::{Filling, Target};
use crate::model::codebook::{Attribute, Codebook};
use crate::model::document::{Owner, Status};
use crate::model::history::Change;
use crate::model::step_name::StepName;
use crate::model::{AttributeId, AttributeValue, Document, Edit};
use crate::session::messages::AnnotatingMessage;

impl ProjectCtx<'_> {
    /// Leads into the slots of the chosen annotation, or of the article.
    pub(in crate::app) fn edit_slots(&mut self, of_article: bool) {
        self.show_inspector();
        self.project.annotations.inspector.enter(of_article);
    }

    /// Opens the memo of the chosen annotation in the inspector.
    pub(in crate::app) fn edit_memo(&mut self) {
        self.show_inspector();
        self.project.annotations.inspector.open_memo();
    }

    fn show_inspector(&mut self) {
        self.finish_filling();
        self.shell.settings.inspector = true;
        self.shell.text_alone = false;
    }

    /// Applies an entered value, as one step in the article that it belongs to.
    pub(in crate::app) fn fill(&mut self, filling: Filling) {
        if self.fill_without_scrolling(filling) {
            self.after_change();
        }
    }

    /// Like [`Self::fill`], while the user may look at another place of the page. Returns whether something
    /// has changed.
    pub(in crate::app) fn fill_without_scrolling(&mut self, filling: Filling) -> bool {
        if self.asks_for_coder_of(&filling) {
            return false;
        }
        let (article, target, value) = (filling.article, &filling.target, &filling.value);
        let session = &self.project.session;
        let Some(open) = session.opened(article) else {
            return false;
        };
        match present(&open.document, target) {
            Some(present) if present == *value => return false,
            Some(_) => {}
            None => {
                self.shell.notices.hint(AnnotatingMessage::AnnotationGone);
                return false;
            }
        }
        let edit = match target {
            Target::Attribute(owner, attribute) => {
                Edit::SetAttribute(owner.clone(), attribute.clone(), value.clone())
            }
            Target::Memo(id) => Edit::SetMemo(id.clone(), text(value)),
            Target::Field(field) => Edit::SetField(field.clone(), value.clone()),
            Target::Status => Edit::SetStatus(Status::parse(&text(value))),
        };
        let name = step_name(&session.codebook, &open.document, target, value.as_ref());
        if self.is_in_the_way(&Change::Coding(article, edit.clone())) {
            self.enter_later(filling);
            return false;
        }
        let edit = self.with_edited_marks(article, edit);
        let session = &mut self.project.session;
        let done = match filling.typing {
            Some(typing) => session.perform_typed(typing, name, Change::Coding(article, edit)),
            None => session.perform_in(article, name, edit, |_| {}),
        };
        if let Err(error) = &done {
            self.shell
                .notices
                .error(AnnotatingMessage::NotEntered, error);
        }
        done.is_ok()
    }

    /// Commits what is still being entered, because its editor is about to close.
    pub(in crate::app) fn finish_filling(&mut self) {
        if let Some(filling) = self.project.annotations.inspector.finish() {
            self.fill(filling);
        }
    }
}

/// The value that stands there now; `None` if there is no such place any more.
fn present(document: &Document, target: &Target) -> Option<Option<AttributeValue>> {
    let text = |text: &str| (!text.is_empty()).then(|| AttributeValue::Text(text.to_owned()));
    Some(match target {
        Target::Attribute(Owner::Annotation(id), attribute) => {
            document.annotation(id)?.attributes.get(attribute).cloned()
        }
        Target::Attribute(Owner::Relation(id), attribute) => {
            document.relation(id)?.attributes.get(attribute).cloned()
        }
        Target::Memo(id) => text(&document.annotation(id)?.memo),
        Target::Field(field) => document.fields().values.get(field).cloned(),
        Target::Status => text(document.fields().status.as_str()),
    })
}

fn text(value: &Option<AttributeValue>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// The name of the undo step: `set polarity to for`, `clear date`, `write memo of demand`.
fn step_name(
    codebook: &Codebook,
    document: &Document,
    target: &Target,
    value: Option<&AttributeValue>,
) -> StepName {
    match target {
        Target::Memo(id) => {
            let label = document.annotation(id).map(|a| &a.label);
            let label = label.map(|label| match codebook.label(label) {
                Some(label) => label.name.clone(),
                None => label.to_string(),
            });
            StepName::WriteMemo {
                label: label.unwrap_or_default(),
            }
        }
        Target::Attribute(owner, id) => {
            let declared = match owner {
                Owner::Annotation(id) => document.annotation(id).map(|annotation| {
                    let attributes = codebook.attributes_of(&annotation.label);
                    attributes.collect::<Vec<_>>()
                }),
                Owner::Relation(id) => document.relation(id).and_then(|relation| {
                    let kind = codebook.relation(&relation.kind)?;
                    Some(kind.attributes.iter().collect())
                }),
            };
            let mut declared = declared.unwrap_or_default().into_iter();
            setting(declared.find(|a| a.id == *id), id, value)
        }
        Target::Field(field) => {
            let id = AttributeId::from(field.as_str());
            let fields = codebook.article_fields();
            setting(fields.iter().find(|field| field.id == id), &id, value)
        }
        Target::Status => StepName::SetStatus {
            status: Status::parse(&text(&value.cloned())),
        },
    }
}

fn setting(
    attribute: Option<&Attribute>,
    id: &AttributeId,
    value: Option<&AttributeValue>,
) -> StepName {
    /// Longer values would push the steps around them out of sight.
    const MAX_CHARS: usize = 40;
    let name = attribute.map_or_else(|| id.to_string(), |a| a.name.clone());
    let Some(value) = value else {
        return StepName::ClearValue { attribute: name };
    };
    let mut value = attribute.map_or_else(|| value.to_string(), |a| a.display_text(value));
    if value.chars().count() > MAX_CHARS {
        let start: String = value.chars().take(MAX_CHARS).collect();
        value = format!("{}…", start.trim_end());
    }
    if attribute.is_some_and(Attribute::is_chosen) {
        StepName::SetChoice {
            attribute: name,
            choice: value,
        }
    } else {
        StepName::SetValue {
            attribute: name,
            value,
        }
    }
}
