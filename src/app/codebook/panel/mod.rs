//! The dialog that edits the codebook: an outline on the left, a form on the right.
//!
//! An edit becomes an undo step when its field loses the focus; what is typed until then is taken over
//! shortly after, and coalesces into that step (see `app/typing`). Changes that affect annotations
//! (ids, kinds of attributes, deletions) go through `change`, which first previews the affected
//! annotations. The panel holds a draft only; the app changes the codebook.

mod attribute;
mod change;
mod choices;
mod fields;
mod label;
mod outline;
mod plan;
mod relation;
mod split;

use std::sync::Arc;

use egui::ScrollArea;

use crate::app::history::undo_buttons_ui;
use crate::command::codebook::{CodebookCommand, CodebookDraft};
use crate::command::{Intent, UserCommand};
use crate::model::history::TypingId;
use crate::model::migration::{Holder, Plan};
use crate::model::step_name::{CodebookItem, StepName};
use crate::model::{AttributeId, Codebook, LabelId, RelationTypeId};
use crate::session::Session;
use crate::session::messages::{CodebookMessage, CodebookText, ControlText, HistoryText};
use crate::session::typing::FieldDraft;
use crate::store::codebook::exchange::{self, ImportedCodebook};
use crate::ui::panels::{self, DialogSize, PanelCtx, menu_item, reflow};
use crate::ui::theme::{small, strong};
use change::ChangeForm;
use fields::{line_ui, list_ui, paragraph_ui};
use outline::Outline;

/// The planned change that waits for confirmation.
#[derive(Default)]
pub enum Planning {
    #[default]
    Nothing,
    /// A job is computing which annotations a change affects.
    Working,
    /// The same, and the change is made as soon as it is known.
    Applying,
    Ready(Box<Plan>),
    /// Why the change cannot be made.
    Impossible(String),
    /// A codebook from a file.
    Import(Box<ImportedCodebook>),
}

/// The width of the outline beside the form, in points.
const OUTLINE_WIDTH: f32 = 230.0;

/// What the form shows.
#[derive(Clone, Debug, Default, PartialEq)]
enum FormSubject {
    #[default]
    About,
    Guideline,
    EntityKinds,
    Label(LabelId),
    Relation(RelationTypeId),
    Attribute(Holder, AttributeId),
}

/// The codebook as it is being changed.
#[derive(Default)]
pub struct CodebookPanel {
    place: FormSubject,
    outline: Outline,
    /// The codebook of which the draft was made.
    base: Option<Arc<Codebook>>,
    draft: Codebook,
    /// The control that had the keyboard in the last frame.
    focused: Option<egui::Id>,
    /// The visit to it, if it is a text field.
    typing: Option<TypingId>,
    /// The name of the next step, if it does not follow from the edited item.
    step: Option<StepName>,
    /// The form for a change that affects annotations, while it is open.
    change: Option<ChangeForm>,
    /// The file format of an export that waits for confirmation, since it cannot store everything.
    export: Option<&'static str>,
    /// Whether the first control has had the keyboard.
    seen: bool,
}

impl CodebookPanel {
    /// Draws the codebook over the window; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        planning: &Planning,
    ) -> bool {
        if !self.is_based_on(&session.codebook) {
            self.draft = match &self.base {
                Some(base) if self.is_changed() => session.codebook_of_draft(base, &self.draft),
                _ => (*session.codebook).clone(),
            };
            self.base = Some(Arc::clone(&session.codebook));
        }
        let was_changing = self.change.is_some() || matches!(planning, Planning::Import(_));
        let title = CodebookText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.head(|ui| self.header_ui(ui, cx, session));
            dialog.body(false, |ui| {
                if let Some(broken) = session.codebook_file.broken() {
                    ui.colored_label(cx.palette.error, broken);
                    ui.label(CodebookText::Broken.text());
                    return;
                }
                problem_ui(ui, cx, session);
                reflow::list_and_details_ui(
                    ui,
                    OUTLINE_WIDTH,
                    &mut (&mut *self, &mut *cx),
                    |(panel, cx), ui| {
                        let area = ScrollArea::vertical().id_salt("outline");
                        area.auto_shrink(false).show(ui, |ui| {
                            panel.outline_ui(ui, cx);
                            reflow::follow_focus(ui);
                        });
                    },
                    |(panel, cx), ui| {
                        reflow::part_scroll_ui(ui, "form", |ui| {
                            panel.right_ui(ui, cx, session, planning);
                        });
                    },
                );
            });
        });
        self.push_step(ctx, cx);
        if !modal.should_close() {
            return true;
        }
        if was_changing {
            // Escape goes back one step at a time.
            self.change = None;
            cx.commands
                .push(Intent::Codebook(CodebookCommand::DropPlan));
        }
        was_changing
    }

    fn header_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let of = CodebookMessage::NameAndVersion {
            name: session.codebook.name.clone(),
            version: session.codebook.version.clone(),
        };
        ui.label(small(of.to_string()).color(cx.palette.quiet));
        let (import, export) = (CodebookText::Import.text(), CodebookText::Export.text());
        let texts = [
            HistoryText::Undo.text(),
            HistoryText::Redo.text(),
            import,
            export,
        ];
        panels::at_right_ui(ui, &texts, |ui| {
            undo_buttons_ui(ui, cx, session);
            if ui.button(import).clicked() {
                cx.commands.push(UserCommand::ImportCodebook);
            }
            let menu = ui.menu_button(export, |ui| {
                for (name, extension) in [
                    (CodebookText::FormatDemarche.text(), "json"),
                    (CodebookText::FormatTable.text(), "csv"),
                    (CodebookText::FormatRefi.text(), "qdc"),
                ] {
                    let item = ui.button(name);
                    menu_item::tell_item(&item, name);
                    if item.clicked() {
                        if exchange::losses(&session.codebook, extension).is_empty() {
                            cx.commands
                                .push(Intent::Codebook(CodebookCommand::Export(extension)));
                        } else {
                            self.export = Some(extension);
                        }
                        ui.close();
                    }
                }
            });
            menu_item::tell_menu_button(&menu.response, export, menu.inner.is_some());
        });
    }

    fn outline_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>) {
        let before = self.place.clone();
        let (draft, place) = (&mut self.draft, &mut self.place);
        let first = self.outline.show(ui, cx, draft, place, &mut self.step);
        if !std::mem::replace(&mut self.seen, true) {
            first.request_focus();
        }
        if self.place != before {
            // Choosing another item ends the pending change or export.
            self.export = None;
            if self.change.take().is_some() {
                cx.commands
                    .push(Intent::Codebook(CodebookCommand::DropPlan));
            }
        }
    }

    fn right_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        planning: &Planning,
    ) {
        if let Planning::Import(imported) = planning {
            return plan::import_ui(ui, cx, session, imported);
        }
        if let Some(extension) = self.export {
            return self.export_ui(ui, cx, session, extension);
        }
        if let Some(mut form) = self.change.take() {
            let stays = form.show(ui, cx, &mut self.draft);
            // A plan for another change is not shown beside this one.
            let done = form.is_asked() && plan::show(ui, cx, session, planning, form.split());
            if let Some(name) = form.take_step() {
                self.step = Some(name);
            }
            if stays && !done {
                self.change = Some(form);
            } else if !stays {
                cx.commands
                    .push(Intent::Codebook(CodebookCommand::DropPlan));
            }
            return;
        }
        match self.place.clone() {
            FormSubject::About => self.about_ui(ui, cx, session),
            FormSubject::Guideline => {
                ui.label(strong(CodebookText::Guideline.text()).size(16.0));
                let hint = CodebookText::GuidelineHint.text();
                ui.label(small(hint).color(cx.palette.quiet));
                list_ui(
                    ui,
                    CodebookText::Rules.text(),
                    &mut self.draft.guideline,
                    16,
                );
            }
            FormSubject::EntityKinds => {
                ui.label(strong(CodebookText::EntityKinds.text()).size(16.0));
                choices::plain_ui(ui, cx, &mut self.draft.entity_kinds);
            }
            FormSubject::Label(id) => label::show(self, ui, cx, &id),
            FormSubject::Relation(id) => relation::show(self, ui, cx, &id),
            FormSubject::Attribute(holder, id) => attribute::show(self, ui, cx, &holder, &id),
        }
    }

    fn about_ui(&mut self, ui: &mut egui::Ui, cx: &PanelCtx<'_>, session: &Session) {
        ui.label(strong(CodebookText::About.text()).size(16.0));
        line_ui(ui, CodebookText::Name.text(), &mut self.draft.name);
        line_ui(ui, CodebookText::Version.text(), &mut self.draft.version);
        let message = CodebookText::VersionHint.text();
        ui.label(small(message).color(cx.palette.quiet));
        paragraph_ui(
            ui,
            CodebookText::Description.text(),
            &mut self.draft.description,
        );
        let faults = session.codebook.faults();
        if !faults.is_empty() {
            ui.add_space(8.0);
            ui.label(strong(CodebookText::Problems.text()));
            for fault in faults {
                ui.colored_label(cx.palette.warning, fault);
            }
        }
    }

    fn export_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        extension: &'static str,
    ) {
        let heading = CodebookMessage::ExportAs {
            extension: extension.to_owned(),
        };
        ui.label(strong(heading.to_string()).size(16.0));
        ui.label(CodebookText::CannotStore.text());
        for lost in exchange::losses(&session.codebook, extension) {
            let item = lost.to_string();
            ui.label(CodebookMessage::Lost { item }.to_string());
        }
        ui.add_space(8.0);
        reflow::row_ui(ui, |ui| {
            if ui.button(CodebookText::ExportAnyway.text()).clicked() {
                cx.commands
                    .push(Intent::Codebook(CodebookCommand::Export(extension)));
                self.export = None;
            }
            if ui.button(ControlText::Cancel.text()).clicked() {
                self.export = None;
            }
        });
    }

    /// Makes a step of the changes, once the field has lost the focus and the mouse button is released.
    fn push_step(&mut self, ctx: &egui::Context, cx: &mut PanelCtx<'_>) {
        let focused = ctx.memory(|memory| memory.focused());
        let stays = std::mem::replace(&mut self.focused, focused) == focused;
        let pressed = ctx.input(|input| input.pointer.any_down());
        if stays && (pressed || ctx.text_edit_focused()) {
            if ctx.text_edit_focused() {
                self.typing.get_or_insert_with(TypingId::unique);
            }
            return;
        }
        if let Some(command) = self.take_step() {
            // The typed text is applied before the click that ended the input.
            cx.commands.push_front(Intent::Codebook(command));
        }
        self.typing = ctx.text_edit_focused().then(TypingId::unique);
    }

    /// What stands in the text field that has the keyboard. Other changes are handed over at once.
    pub fn draft(&self) -> FieldDraft {
        match self.typing {
            Some(_) if self.is_changed() => FieldDraft::Newer,
            _ => FieldDraft::None,
        }
    }

    /// Whether the draft was made of this codebook.
    pub fn is_based_on(&self, codebook: &Arc<Codebook>) -> bool {
        let base = self.base.as_ref();
        base.is_some_and(|base| Arc::ptr_eq(base, codebook))
    }

    fn is_changed(&self) -> bool {
        self.base.as_ref().is_some_and(|base| **base != self.draft)
    }

    /// What is different from the codebook in use, as a step with its name.
    pub fn take_step(&mut self) -> Option<CodebookCommand> {
        if !self.is_changed() {
            return None;
        }
        let edit = |item, id| StepName::EditItem { item, id };
        let name = self.step.take().unwrap_or_else(|| match &self.place {
            FormSubject::About => StepName::EditCodebook,
            FormSubject::Guideline => StepName::EditGuideline,
            FormSubject::EntityKinds => StepName::EditEntityKinds,
            FormSubject::Label(id) => edit(CodebookItem::Label, id.to_string()),
            FormSubject::Relation(id) => edit(CodebookItem::RelationType, id.to_string()),
            FormSubject::Attribute(_, id) => edit(CodebookItem::Attribute, id.to_string()),
        });
        let draft = Arc::new(self.draft.clone());
        let base = self.base.replace(Arc::clone(&draft))?;
        Some(CodebookCommand::Draft(CodebookDraft {
            name,
            base,
            draft,
            typing: self.typing,
        }))
    }
}

/// What is wrong with the codebook's file, and the ways out.
fn problem_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    let Some(problem) = session.codebook_file.saving.problem() else {
        return;
    };
    let problem = problem.to_string();
    ui.colored_label(
        cx.palette.error,
        CodebookMessage::NotSaved { problem }.to_string(),
    );
    reflow::row_ui(ui, |ui| {
        if ui.button(CodebookText::UseDisk.text()).clicked() {
            cx.commands
                .push(Intent::Codebook(CodebookCommand::TakeTheirs));
        }
        if ui.button(ControlText::TryAgain.text()).clicked() {
            cx.commands.push(Intent::SaveAgain);
        }
    });
    ui.add_space(8.0);
}
