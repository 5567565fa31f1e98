//! How far coders agree: each measure for each pair of coders, by label and by article; what they confuse; and how
//! agreement went over time.
//!
//! `commands` reads the codings in a job and takes the results, `panel` draws the dialog, with a file for each of
//! its parts. The measures are those of [`analysis::agreement`](crate::analysis::agreement); nothing is computed
//! here.

mod articles;

mod commands;

mod course;

mod figures;

mod panel;

mod reliability;

mod tooltip;

mod words;

use std::sync::Arc;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::jobs::agreement::table::{
    AgreementCourse, AgreementTable, ReliabilityView, SourcesDigest,
};
use crate::jobs::request::LatestRequest;
use crate::session::messages::AgreementText;
use crate::ui::panels::PanelCtx;
use panel::{AgreementPanel, AgreementState};

/// The dialog, and what was computed last.
#[derive(Default)]
pub(super) struct Agreement {
    requests: LatestRequest,
    course_requests: LatestRequest,
    reliability_requests: LatestRequest,
    /// Whether a job is computing.
    is_measuring: bool,
    /// What was computed last, which counts as long as the files are the same.
    table: Option<Arc<AgreementTable>>,
    digest: Option<SourcesDigest>,
    /// One measure of one pair in detail.
    course: Option<Box<AgreementCourse>>,
    is_course_wanted: bool,
    reliability: Option<Box<ReliabilityView>>,
    is_reliability_wanted: bool,
    panel: Option<AgreementPanel>,
}

impl Agreement {
    /// Ends all work, whose results nobody waits for.
    fn stop(&mut self) {
        self.requests.stop();
        self.course_requests.stop();
        self.reliability_requests.stop();
        self.is_measuring = false;
        self.is_course_wanted = false;
        self.is_reliability_wanted = false;
    }
}

impl Capability for Agreement {
    const DIALOG: DialogAbout = DialogAbout {
        title: || AgreementText::Title.text(),
        opened_by: Some(UserCommand::ShowAgreement),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        let Some(panel) = &mut self.panel else {
            return;
        };
        let state = AgreementState {
            is_measuring: self.is_measuring,
            table: self.table.as_deref().filter(|_| !self.is_measuring),
            course: self.course.as_deref(),
            reliability: self.reliability.as_deref(),
        };
        if !panel.show(input.ctx, cx, input.session, &state) {
            self.panel = None;
            self.stop();
        }
    }
}
