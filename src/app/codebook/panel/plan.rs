//! The preview of a codebook change, with its confirmation: which annotations and articles it affects,
//! before a label is renamed, merged, split or deleted.

use std::collections::BTreeMap;

use egui::{ScrollArea, Ui};

use super::Planning;
use super::split::SplitList;
use crate::command::Intent;
use crate::command::codebook::CodebookCommand;
use crate::model::codebook_diff::{differences, united};
use crate::model::history::CodingId;
use crate::model::migration::{MigrationIssue, Plan};
use crate::model::step_name::StepName;
use crate::session::Session;
use crate::session::messages::{CodebookMessage, CodebookText, ControlText, step_text};
use crate::store::codebook::exchange::ImportedCodebook;
use crate::ui::panels::{PanelCtx, reflow};
use crate::ui::theme::{ROW, small, strong};

/// Letters of a quote that a line shows.
const QUOTE: usize = 60;

/// Draws the preview. Returns whether the change has been made.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    planning: &Planning,
    split: &mut SplitList,
) -> bool {
    ui.add_space(8.0);
    match planning {
        Planning::Nothing | Planning::Import(_) => false,
        Planning::Working | Planning::Applying => {
            reflow::row_ui(ui, |ui| {
                ui.spinner();
                ui.label(match &session.work {
                    Some(work) => {
                        let (done, total) = (work.done, work.total);
                        CodebookMessage::Reading { done, total }.to_string()
                    }
                    None => CodebookText::ReadingAll.text().to_owned(),
                });
            });
            false
        }
        Planning::Impossible(why) => {
            let why = why.to_string();
            let message = CodebookMessage::Impossible { why };
            ui.colored_label(cx.palette.error, message.to_string());
            false
        }
        Planning::Ready(plan) => plan_ui(ui, cx, session, plan, split),
    }
}

fn plan_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    plan: &Plan,
    split: &mut SplitList,
) -> bool {
    ui.label(strong(CodebookText::Affected.text()));
    let is_split = split.show(ui, cx, session, plan);
    if !is_split {
        let (annotations, relations) = plan.touched();
        let touched = CodebookMessage::TouchedInAll {
            annotations,
            relations,
            files: plan.touched_files(),
        };
        ui.label(touched.to_string());
    }
    for (coder, files) in coders(session, plan) {
        let message = match coder.is_empty() {
            true => CodebookMessage::FilesWithoutCoder { files },
            false => CodebookMessage::FilesOfCoder { coder, files },
        };
        ui.label(small(message.to_string()).color(cx.palette.quiet));
    }
    if !plan.entities.is_empty() {
        let count = plan.entities.len();
        let entities = CodebookMessage::Entities { count };
        ui.label(small(entities.to_string()).color(cx.palette.quiet));
    }
    let version = CodebookMessage::VersionChanges {
        from: session.codebook.version.clone(),
        to: plan.codebook.version.clone(),
    };
    ui.label(small(version.to_string()).color(cx.palette.quiet));

    let concerns: Vec<(CodingId, &MigrationIssue)> = plan
        .articles
        .iter()
        .flat_map(|(id, _, outcome)| outcome.concerns.iter().map(|concern| (*id, concern)))
        .collect();
    if concerns.is_empty() {
        ui.label(CodebookText::NothingLost.text());
    } else {
        ui.add_space(8.0);
        let count = concerns.len();
        ui.label(strong(CodebookMessage::Concerns { count }.to_string()));
        ScrollArea::vertical()
            .id_salt("concerns")
            .max_height(220.0)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, concerns.len(), |ui, range| {
                for (id, concern) in &concerns[range] {
                    concern_ui(ui, cx, session, *id, concern);
                }
            });
    }
    ui.add_space(8.0);
    let mut done = false;
    let name = step_text(&plan.migration.name());
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let name = first.unwrap_or_default() + letters.as_str();
    ui.horizontal(|ui| {
        if ui.button(name).clicked() {
            let command = match split.exceptions() {
                Some(exceptions) => CodebookCommand::MigrateSplit(exceptions),
                None => CodebookCommand::Migrate,
            };
            cx.commands.push(Intent::Codebook(command));
            done = true;
        }
    });
    ui.label(small(CodebookText::UndoInOneStep.text()).color(cx.palette.quiet));
    done
}

fn concern_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    session: &Session,
    id: CodingId,
    concern: &MigrationIssue,
) {
    let name = session.article_of(id).map_or("", |article| &article.name);
    let coder = session.coding(id).map_or("", |coding| &coding.coder);
    let place = match coder.is_empty() {
        true => name.to_owned(),
        false => {
            let (article, coder) = (name.to_owned(), coder.to_string());
            CodebookMessage::ArticleOfCoder { article, coder }.to_string()
        }
    };
    let mut quote: String = concern.quote.chars().take(QUOTE).collect();
    if concern.quote.chars().nth(QUOTE).is_some() {
        quote.push('…');
    }
    let why = concern.why.to_string();
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        ui.label(small(place).color(cx.palette.quiet));
        let message = if quote.is_empty() {
            why
        } else {
            CodebookMessage::ConcernWithQuote { quote, why }.to_string()
        };
        ui.add(egui::Label::new(message).truncate());
    });
}

/// How many files of each coder are changed.
fn coders(session: &Session, plan: &Plan) -> BTreeMap<String, usize> {
    let mut coders = BTreeMap::new();
    for (id, _, outcome) in &plan.articles {
        if outcome.annotations + outcome.relations > 0 {
            let coder = session.coding(*id).map(|coding| coding.coder.clone());
            *coders.entry(coder.unwrap_or_default()).or_default() += 1;
        }
    }
    coders
}

/// What a codebook from a file would change, and the two ways to take it.
pub(super) fn import_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    imported: &ImportedCodebook,
) {
    let ours = &session.codebook;
    let theirs = CodebookMessage::NameAndVersion {
        name: imported.codebook.name.clone(),
        version: imported.codebook.version.clone(),
    };
    let theirs = theirs.to_string();
    let heading = CodebookMessage::ImportOf {
        codebook: theirs.clone(),
    };
    ui.label(strong(heading.to_string()).size(16.0));
    for note in &imported.notes {
        ui.colored_label(cx.palette.warning, note);
    }
    let both = united(ours, &imported.codebook);
    for (name, hint, button, codebook, step) in [
        (
            CodebookText::AddNew,
            CodebookText::AddNewHint,
            (|count| CodebookMessage::AddDifferences { count }) as fn(usize) -> CodebookMessage,
            &both,
            StepName::ExtendCodebook {
                with: theirs.clone(),
            },
        ),
        (
            CodebookText::Replace,
            CodebookText::ReplaceHint,
            |count| CodebookMessage::ReplaceDifferences { count },
            &imported.codebook,
            StepName::ReplaceCodebook {
                with: theirs.clone(),
            },
        ),
    ] {
        ui.add_space(8.0);
        let lines = differences(ours, codebook);
        ui.label(strong(name.text()));
        ui.label(small(hint.text()).color(cx.palette.quiet));
        if lines.is_empty() {
            ui.label(CodebookText::NothingWouldChange.text());
            continue;
        }
        ScrollArea::vertical()
            .id_salt(name.text())
            .max_height(150.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for line in &lines {
                    ui.label(line);
                }
            });
        if ui.button(button(lines.len()).to_string()).clicked() {
            let codebook = std::sync::Arc::new(codebook.clone());
            cx.commands
                .push(Intent::Codebook(CodebookCommand::Edit(step, codebook)));
        }
    }
    ui.add_space(8.0);
    if ui.button(ControlText::Cancel.text()).clicked() {
        cx.commands
            .push(Intent::Codebook(CodebookCommand::DropPlan));
    }
}
