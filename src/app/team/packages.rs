//! Hands packages out and takes them in, once everything is saved: jobs read the project from disk.

use std::path::PathBuf;
use std::sync::Arc;

use super::events::package_step;
use super::package_panel::{PackagePanel, PackageStage};
use super::{HandOutWork, PackageDialog};
use crate::app::{App, ProjectCtx};
use crate::command::import::ImportCommand;
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::team::{HandOutOrder, TeamEvent, read_hand_in, take_hand_in};
use crate::jobs::{Event, ingest};
use crate::session::messages::{TeamMessage, TeamText};
use crate::store::display_path;
use crate::store::handover::package::{Manifest, peek};
use crate::store::handover::{HandIn, HandInError, HandInOptions, HandedIn};

impl App {
    /// Looks whether what was dropped is a package of the team, and opens or imports it if it is none.
    pub(in crate::app) fn look_at_dropped(&mut self, paths: Vec<PathBuf>) {
        self.shell
            .jobs
            .spawn("look at what was dropped", move |reporter| {
                let manifest = match paths.as_slice() {
                    [only] => peek(only).map(Box::new),
                    _ => None,
                };
                reporter.send(Event::Dropped(paths, manifest));
            });
    }

    /// Takes in a package that was dropped; anything else is opened or imported.
    pub(in crate::app) fn on_dropped(&mut self, paths: Vec<PathBuf>, manifest: Option<&Manifest>) {
        let session = self.session();
        let is_ours = session.is_some_and(|session| {
            let is_known = |of: &Manifest| session.team.rounds.contains_key(&of.round);
            manifest.is_some_and(is_known) && paths.first() != Some(&session.root)
        });
        match paths.as_slice() {
            [package] if is_ours => {
                let package = package.clone();
                self.with_project(|cx| cx.show_package(package));
            }
            all if all.iter().all(|path| ingest::is_opened(path)) => self.open_project(paths),
            _ => self.import(ImportCommand::Files(paths)),
        }
    }
}

impl ProjectCtx<'_> {
    /// Asks where packages are to be written.
    pub(super) fn ask_hand_out_place(&mut self, round: String, coders: Vec<String>) {
        let title = TeamText::ChooseHandOut.text();
        let mut dialog = match coders.as_slice() {
            [] => return,
            [one] => FileDialog {
                name: Some(HandOutOrder::file_name(&round, one)),
                filter: Some((TeamText::Packages.text(), vec!["zip"])),
                ..FileDialog::new(title, Wanted::NewFile)
            },
            _ => FileDialog::new(title, Wanted::Folder),
        };
        dialog.folder = self.project.start_folder();
        let dialogs = self.shell.file_dialogs.clone();
        self.project.capabilities.team.asked_place = Some((round, coders));
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            reporter.send(TeamEvent::HandOutPlace(picked).into());
        });
    }

    pub(super) fn on_hand_out_place(&mut self, place: Option<PathBuf>) {
        let team = &mut self.project.capabilities.team;
        let (Some((round, coders)), Some(place)) = (team.asked_place.take(), place) else {
            return;
        };
        team.hand_out = Some(HandOutWork {
            order: HandOutOrder {
                round,
                coders,
                place,
            },
            done: 0,
            is_running: false,
        });
    }

    pub(super) fn cancel_hand_out(&mut self) {
        let team = &mut self.project.capabilities.team;
        team.hand_outs.stop();
        team.hand_out = None;
    }

    /// Goes on with packages once everything is saved.
    pub(in crate::app) fn go_on_with_packages(&mut self) {
        let session = &self.project.session;
        let team = &mut self.project.capabilities.team;
        let is_saved = session.is_saved() && !team.is_saving();
        if !is_saved {
            return;
        }
        if team.hand_out.as_ref().is_some_and(|work| !work.is_running) {
            self.hand_out_now();
        }
        self.read_package_now();
    }

    fn hand_out_now(&mut self) {
        let guard = self.output_guard();
        let paths = self.project.session.paths.clone();
        let team = &mut self.project.capabilities.team;
        let Some(work) = &mut team.hand_out else {
            return;
        };
        work.is_running = true;
        let order = work.order.clone();
        // For a single file the dialog has asked whether it is to be replaced.
        let guard = guard.confirmed(order.coders.len() == 1);
        let request = team.hand_outs.begin();
        self.shell.jobs.spawn("hand out", move |reporter| {
            order.run(&paths, &guard, &request, reporter);
        });
    }

    pub(super) fn on_handed_out_some(&mut self, number: u64, done: usize) {
        let team = &mut self.project.capabilities.team;
        if let Some(work) = &mut team.hand_out
            && team.hand_outs.is_last(number)
        {
            work.done = done;
        }
    }

    pub(super) fn on_handed_out(&mut self, number: u64, result: Result<Vec<String>, String>) {
        let team = &mut self.project.capabilities.team;
        if !team.hand_outs.is_last(number) {
            return;
        }
        let Some(work) = team.hand_out.take() else {
            return;
        };
        match result {
            Ok(coders) if coders.is_empty() => {}
            Ok(coders) => {
                let folder = display_path(&work.order.place).to_string();
                let message = TeamMessage::HandedOut { coders, folder };
                self.shell.notices.warn(message);
            }
            Err(why) => self.shell.notices.error(TeamMessage::NotHandedOut, why),
        }
    }

    /// Asks for a package that came back.
    pub(in crate::app) fn pick_package(&mut self, folder: bool) {
        let wanted = if folder {
            Wanted::Folder
        } else {
            Wanted::Files
        };
        let filter = (TeamText::Packages.text(), vec!["zip"]);
        let dialog = FileDialog {
            folder: self.project.start_folder(),
            filter: (!folder).then_some(filter),
            ..FileDialog::new(TeamText::HandInTitle.text(), wanted)
        };
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            reporter.send(TeamEvent::PackagePicked(picked).into());
        });
    }

    /// Opens the dialog of a package without one, or closes it.
    pub(in crate::app) fn toggle_hand_in(&mut self) {
        let dialog = &mut self.project.capabilities.hand_in;
        match dialog.panel.take() {
            Some(_) => dialog.requests.stop(),
            None => dialog.panel = Some(PackagePanel::default()),
        }
    }

    /// Shows what of a package would be taken in.
    pub(super) fn show_package(&mut self, package: PathBuf) {
        self.project.capabilities.team.panel = None;
        let dialog = &mut self.project.capabilities.hand_in;
        let panel = dialog.panel.get_or_insert_default();
        if panel.is_writing() {
            return;
        }
        panel.package = Some(package);
        panel.stage = PackageStage::Waiting;
    }

    pub(super) fn read_package_again(&mut self, round_times: bool, new_articles: bool) {
        if let Some(panel) = &mut self.project.capabilities.hand_in.panel
            && panel.package.is_some()
            && !panel.is_writing()
        {
            panel.options = HandInOptions {
                round_times,
                new_articles,
            };
            panel.stage = PackageStage::Waiting;
        }
    }

    fn read_package_now(&mut self) {
        let paths = self.project.session.paths.clone();
        let PackageDialog { panel, requests } = &mut self.project.capabilities.hand_in;
        let Some(panel) = panel else { return };
        let (PackageStage::Waiting, Some(package)) = (&panel.stage, &panel.package) else {
            return;
        };
        let (package, options) = (package.clone(), panel.options);
        panel.stage = PackageStage::Reading;
        let request = requests.begin();
        self.shell.jobs.spawn("read package", move |reporter| {
            read_hand_in(&paths, &package, options, &request, reporter);
        });
    }

    pub(super) fn on_package_read(&mut self, number: u64, plan: Result<HandIn, String>) {
        let PackageDialog { panel, requests } = &mut self.project.capabilities.hand_in;
        if let Some(panel) = panel
            && requests.is_last(number)
        {
            panel.stage = match plan {
                Ok(plan) => PackageStage::Read(Arc::new(plan)),
                Err(why) => PackageStage::Failed(why),
            };
        }
    }

    /// Writes what the preview shows.
    pub(super) fn take_package(&mut self) {
        let paths = self.project.session.paths.clone();
        let PackageDialog { panel, requests } = &mut self.project.capabilities.hand_in;
        let Some(panel) = panel else { return };
        let PackageStage::Read(plan) = &panel.stage else {
            return;
        };
        let plan = Arc::clone(plan);
        panel.stage = PackageStage::Writing(Arc::clone(&plan));
        let number = requests.begin().number;
        self.shell.jobs.spawn("hand in", move |reporter| {
            take_hand_in(&plan, &paths, number, reporter);
        });
    }

    pub(super) fn on_handed_in(&mut self, number: u64, result: Result<HandedIn, HandInError>) {
        let PackageDialog { panel, requests } = &mut self.project.capabilities.hand_in;
        let stage = panel.as_ref().map(|panel| &panel.stage);
        let Some(PackageStage::Writing(plan)) = stage else {
            return;
        };
        if !requests.is_last(number) {
            return;
        }
        let plan = Arc::clone(plan);
        *panel = None;
        match result {
            Ok(written) => {
                let coder = plan.coder.clone();
                let files = plan.files();
                let step = package_step(coder.clone(), written);
                self.project.session.note_team_step(step);
                let message = TeamMessage::HandedIn { coder, files };
                self.shell.notices.warn(message);
            }
            Err(error) => self.shell.notices.error(TeamMessage::NotHandedIn, error),
        }
        self.report_next_look();
        self.look_at_progress();
    }

    /// Takes back what a package has brought. Returns whether it begins.
    pub(super) fn take_package_back(&mut self, package: Arc<HandedIn>) -> bool {
        if !self.project.session.is_saved() {
            return false;
        }
        self.shell
            .jobs
            .spawn("take a package back", move |reporter| {
                reporter.send(TeamEvent::TakenBack(package.take_back()).into());
            });
        true
    }
}
