//! Handles the result of the job that lists a project, where it seems to have moved.

use std::path::PathBuf;

use super::MovedProject;
use crate::app::App;

impl App {
    pub(in crate::app) fn on_project_moved(&mut self, paths: Vec<PathBuf>, from: PathBuf) {
        if self.phase.is_listing(&paths) {
            self.shell.capabilities.moved = Some(MovedProject { paths, from });
        }
    }
}
