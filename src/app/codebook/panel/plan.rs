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
use crate::model::plural::{counted, counted_as};
use crate::model::step_name::StepName;
use crate::session::Session;
use crate::session::messages::CodebookMessage;
use crate::store::codebook::exchange::ImportedCodebook;
use crate::ui::panels::PanelCtx;
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
            ui.horizontal(|ui| {
                ui.spinner();
                let message = "Reading all articles and all coders’ annotations…";
                ui.label(match &session.work {
                    Some(work) => format!("{message} {} of {}", work.done, work.total),
                    None => message.to_owned(),
                });
            });
            false
        }
        Planning::Impossible(why) => {
            ui.colored_label(cx.palette.error, format!("This is not possible: {why}."));
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
    ui.label(strong("Affected annotations"));
    let is_split = split.show(ui, cx, session, plan);
    if !is_split {
        let (annotations, relations) = plan.touched();
        let touched = CodebookMessage::Touched {
            annotations,
            relations,
            files: plan.touched_files(),
        };
        ui.label(format!("{touched}."));
    }
    for (coder, files) in coders(session, plan) {
        let whose = if coder.is_empty() {
            "without a coder’s name"
        } else {
            &coder
        };
        let files = counted(files, "file");
        ui.label(small(format!("{whose}: {files}")).color(cx.palette.quiet));
    }
    if !plan.entities.is_empty() {
        let entities = counted_as(plan.entities.len(), "entity", "entities");
        ui.label(small(entities).color(cx.palette.quiet));
    }
    let version = format!(
        "The version changes from {} to {}.",
        session.codebook.version, plan.codebook.version
    );
    ui.label(small(version).color(cx.palette.quiet));

    let concerns: Vec<(CodingId, &MigrationIssue)> = plan
        .articles
        .iter()
        .flat_map(|(id, _, outcome)| outcome.concerns.iter().map(|concern| (*id, concern)))
        .collect();
    if concerns.is_empty() {
        ui.label("No data will be lost.");
    } else {
        ui.add_space(8.0);
        ui.label(strong(format!(
            "To decide, or values that will be lost: {}",
            concerns.len()
        )));
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
    let name = plan.migration.name().text();
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
    ui.label(small("You can undo this in one step.").color(cx.palette.quiet));
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
    let mut place = name.to_owned();
    if !coder.is_empty() {
        place.push_str(&format!(" ({coder})"));
    }
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
            format!("“{quote}” {why}")
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
    let named = |name: &str, version: &str| format!("{name} {version}");
    let theirs = named(&imported.codebook.name, &imported.codebook.version);
    ui.label(strong(format!("Import {theirs}")).size(16.0));
    for note in &imported.notes {
        ui.colored_label(cx.palette.warning, note);
    }
    let both = united(ours, &imported.codebook);
    for (name, hint, codebook, step) in [
        (
            "Add what is new",
            "Entries that both codebooks have stay as they are here.",
            &both,
            StepName::ExtendCodebook {
                with: theirs.clone(),
            },
        ),
        (
            "Replace the codebook",
            "Annotations are not changed. Those with a removed label, attribute or choice are \
             kept and flagged.",
            &imported.codebook,
            StepName::ReplaceCodebook {
                with: theirs.clone(),
            },
        ),
    ] {
        ui.add_space(8.0);
        let lines = differences(ours, codebook);
        ui.label(strong(name));
        ui.label(small(hint).color(cx.palette.quiet));
        if lines.is_empty() {
            ui.label("Nothing would change.");
            continue;
        }
        ScrollArea::vertical()
            .id_salt(name)
            .max_height(150.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for line in &lines {
                    ui.label(line);
                }
            });
        if ui
            .button(format!("{name}: {}", counted(lines.len(), "difference")))
            .clicked()
        {
            let codebook = std::sync::Arc::new(codebook.clone());
            cx.commands
                .push(Intent::Codebook(CodebookCommand::Edit(step, codebook)));
        }
    }
    ui.add_space(8.0);
    if ui.button("Cancel").clicked() {
        cx.commands
            .push(Intent::Codebook(CodebookCommand::DropPlan));
    }
}
