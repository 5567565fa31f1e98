//! The dialog of a package that came back: what of it would be taken in, and what not.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Label, ScrollArea, Ui};

use crate::app::capability::{Capability, DialogAbout, DialogInput};
use crate::command::team::TeamAction;
use crate::command::{Intent, UserCommand};
use crate::jobs::request::LatestRequest;
use crate::session::Session;
use crate::session::messages::{TeamMessage, TeamText};
use crate::store::display_path;
use crate::store::handover::{CodingProgress, HandIn, HandInOptions};
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx};
use crate::ui::theme::{small, strong};

/// The dialog, and the job that reads or writes for it.
#[derive(Default)]
pub(in crate::app) struct PackageDialog {
    pub(super) panel: Option<PackagePanel>,
    pub(super) requests: LatestRequest,
}

/// What is known of a package.
#[derive(Default)]
pub(super) enum PackageStage {
    /// It is read once everything is saved.
    #[default]
    Waiting,
    Reading,
    Read(Arc<HandIn>),
    Failed(String),
    Writing(Arc<HandIn>),
}

/// View state of the dialog.
#[derive(Default)]
pub(super) struct PackagePanel {
    /// The package; `None` until one is chosen.
    pub package: Option<PathBuf>,
    pub options: HandInOptions,
    pub stage: PackageStage,
}

impl Capability for PackageDialog {
    const DIALOG: DialogAbout = DialogAbout {
        title: || TeamText::HandInTitle.text(),
        opened_by: Some(UserCommand::HandIn),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session)
        {
            self.panel = None;
            self.requests.stop();
        }
    }
}

impl PackagePanel {
    /// Whether it is being written, so that it cannot be closed.
    pub fn is_writing(&self) -> bool {
        matches!(self.stage, PackageStage::Writing(_))
    }

    fn show(&mut self, ctx: &egui::Context, cx: &mut PanelCtx<'_>, session: &Session) -> bool {
        let title = TeamText::HandInTitle.text();
        let is_writing = self.is_writing();
        let modal = panels::dialog(ctx, title, DialogSize::Medium).show(ctx, |dialog| {
            dialog.set_closable(!is_writing);
            dialog.body(true, |ui| {
                self.source_ui(ui, cx);
                ui.add_space(8.0);
                ScrollArea::vertical()
                    .auto_shrink([false, true])
                    .max_height((ui.available_height() - 40.0).max(120.0))
                    .show(ui, |ui| self.stage_ui(ui, cx, session));
                self.options_ui(ui, cx);
            });
            let choose = TeamText::ChoosePackage.text();
            let folder = TeamText::ChooseFolder.text();
            let files = match &self.stage {
                PackageStage::Read(plan) => plan.files(),
                _ => 0,
            };
            let take = match files {
                0 => TeamText::HandInTitle.text().to_owned(),
                files => TeamMessage::HandInOf { files }.to_string(),
            };
            let buttons = dialog.actions(
                "",
                &[
                    DialogAction::other(folder).possible(!is_writing),
                    DialogAction::other(choose).possible(!is_writing),
                    DialogAction::main(&take).possible(files > 0),
                ],
            );
            let first = if files > 0 { 2 } else { 1 };
            dialog.focus_first(&buttons[first]);
            let commands = [
                TeamAction::PickPackage { folder: true },
                TeamAction::PickPackage { folder: false },
                TeamAction::TakePackage,
            ];
            for (button, command) in buttons.iter().zip(commands) {
                if button.clicked() {
                    cx.commands.push(Intent::Team(command));
                }
            }
        });
        is_writing || !modal.should_close()
    }

    fn source_ui(&self, ui: &mut Ui, cx: &PanelCtx<'_>) {
        let text = match &self.package {
            Some(package) => display_path(package).to_string(),
            None => TeamText::NoPackage.text().to_owned(),
        };
        ui.add(Label::new(small(text).color(cx.palette.quiet)).wrap());
    }

    fn stage_ui(&self, ui: &mut Ui, cx: &PanelCtx<'_>, session: &Session) {
        let waits = |ui: &mut Ui, text: String| {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(text);
            });
        };
        match &self.stage {
            PackageStage::Waiting if self.package.is_none() => {}
            PackageStage::Waiting => waits(ui, TeamMessage::WaitsForSaving.to_string()),
            PackageStage::Reading => waits(ui, TeamText::ReadingPackage.text().to_owned()),
            PackageStage::Writing(_) => waits(ui, TeamText::WritingPackage.text().to_owned()),
            PackageStage::Failed(why) => {
                let why = egui::RichText::new(why).color(cx.palette.error);
                ui.add(Label::new(why).wrap());
            }
            PackageStage::Read(plan) => plan_ui(ui, cx, session, plan),
        }
    }

    fn options_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>) {
        if self.package.is_none() {
            return;
        }
        ui.add_space(6.0);
        let before = self.options;
        ui.add_enabled_ui(!self.is_writing(), |ui| {
            let options = &mut self.options;
            ui.checkbox(&mut options.round_times, TeamText::RoundTimes.text());
            ui.checkbox(&mut options.new_articles, TeamText::NewArticles.text());
        });
        if self.options != before {
            let HandInOptions {
                round_times,
                new_articles,
            } = self.options;
            cx.commands.push(Intent::Team(TeamAction::ReadPackage {
                round_times,
                new_articles,
            }));
        }
    }
}

fn plan_ui(ui: &mut Ui, cx: &PanelCtx<'_>, session: &Session, plan: &HandIn) {
    let (quiet, error) = (cx.palette.quiet, cx.palette.error);
    let line = |ui: &mut Ui, text: String| {
        ui.add(Label::new(text).wrap());
    };
    let remark = |ui: &mut Ui, text: String, color| {
        ui.add(Label::new(small(text).color(color)).wrap());
    };
    let count = |wanted| plan.articles.values().filter(|of| **of == wanted).count();
    let (coder, round) = (plan.coder.clone(), plan.round.clone());
    let of = TeamMessage::PackageOf {
        coder: coder.clone(),
        round: round.clone(),
        done: count(CodingProgress::Done),
        begun: count(CodingProgress::Begun),
        untouched: count(CodingProgress::Untouched),
    };
    ui.label(strong(of.to_string()));
    if !session.team.rounds.contains_key(&round) {
        let text = TeamMessage::UnknownRound { round };
        remark(ui, text.to_string(), error);
    } else if session.team.articles_of(&round, &coder).is_empty() {
        let text = TeamMessage::NotOfRound { coder, round };
        remark(ui, text.to_string(), error);
    }
    ui.add_space(6.0);
    if plan.changed.is_empty() {
        line(ui, TeamText::NothingChanged.text().to_owned());
    } else {
        ui.label(strong(TeamText::Changed.text()));
        for (article, (before, after)) in &plan.changed {
            let text = TeamMessage::ChangedArticle {
                article: article.clone(),
                before: *before,
                after: *after,
            };
            line(ui, text.to_string());
        }
    }
    for article in &plan.other_texts {
        let article = article.clone();
        remark(ui, TeamMessage::OtherText { article }.to_string(), quiet);
    }
    for article in &plan.new_articles {
        let article = article.clone();
        remark(ui, TeamMessage::NewText { article }.to_string(), quiet);
    }
    if plan.entities > 0 {
        let count = plan.entities;
        line(ui, TeamMessage::NewEntities { count }.to_string());
    }
    if !plan.codebook.is_empty() {
        ui.add_space(6.0);
        ui.label(strong(TeamText::CodebookDiffers.text()));
        for difference in &plan.codebook {
            remark(ui, difference.clone(), quiet);
        }
    }
    if !plan.refused.is_empty() {
        ui.add_space(6.0);
        ui.label(strong(TeamText::NotTaken.text()));
        for (file, why) in &plan.refused {
            let text = TeamMessage::Refused {
                file: file.clone(),
                why: why.to_string(),
            };
            remark(ui, text.to_string(), error);
        }
    }
}
