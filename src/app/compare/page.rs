//! What the reading pane shows while coders are compared: the agreed version as ordinary annotations, what is open as
//! outlines, and the lanes of the coders.

use egui::Ui;

use super::marks::issue_of_outline;
use super::mode::Comparing;
use crate::command::compare::CompareCommand;
use crate::command::{CommandQueue, Intent};
use crate::model::compare::VersionChoice;
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::ui::article::{
    ArticleView, CoderLanes, Gesture, LaneMarks, Layer, LayerAnnotations, LayerLook, Page,
    TextEngine,
};

/// The layers of the page after that of its document.
const AGREED_LAYER: usize = 1;
const OPEN_LAYER: usize = 2;

impl Comparing {
    /// The layers of the page that shows the agreed version.
    pub(in crate::app) fn layers(&self) -> Vec<Layer<'_>> {
        let Some(decided) = &self.open.decided else {
            return Vec::new();
        };
        // Both only grow.
        let revision = decided.revision + self.open.version;
        let agreed = Layer {
            annotations: LayerAnnotations::List(&decided.agreed),
            revision,
            name: Some(CompareText::AgreedLayer.text()),
            look: LayerLook::Filled,
            pickable: false,
        };
        let open = Layer {
            annotations: LayerAnnotations::List(&decided.outlines),
            revision,
            name: Some(CompareText::OpenLayer.text()),
            look: LayerLook::Outline,
            pickable: true,
        };
        debug_assert_eq!((AGREED_LAYER, OPEN_LAYER), (1, 2));
        vec![agreed, open]
    }

    /// The marks for which the page keeps room.
    pub(in crate::app) fn marks(&self) -> &LaneMarks {
        &self.open.marks
    }

    /// Draws the lanes over the page. A click on one of the difference at hand takes that coder's version; a
    /// click on another shows its difference.
    pub(in crate::app) fn lanes_ui(
        &self,
        ui: &Ui,
        view: &ArticleView,
        engine: &mut TextEngine,
        page: &Page<'_>,
        session: &Session,
        commands: &mut CommandQueue,
    ) {
        let words = self.words(session);
        let name = |lane: usize| {
            let (Some(issue), Some(coder)) = (self.issue, self.open.order.get(lane)) else {
                return (String::new(), false);
            };
            let about = &self.open.comparison.issues()[issue];
            let is_taken = self.open.is_taken(issue, *coder);
            let lane = ComparingMessage::Lane {
                coder: words.coder(*coder),
                lines: words.version(about, *coder),
            };
            (lane.to_string(), is_taken)
        };
        let lanes = CoderLanes {
            marks: &self.open.marks,
            at_hand: self.issue,
            shows_all: self.shows_all_lanes,
            name: &name,
        };
        let Some(clicked) = view.coder_lanes_ui(ui, engine, page, &lanes) else {
            return;
        };
        let command = match self.open.choice(clicked.lane) {
            Some(choice @ VersionChoice::Coder(_)) if self.issue == Some(clicked.group) => {
                CompareCommand::Decide {
                    issue: clicked.group,
                    choice,
                }
            }
            _ => CompareCommand::GoTo(clicked.group),
        };
        commands.push(Intent::Compare(command));
    }

    /// The difference whose outline a gesture has clicked.
    pub(in crate::app) fn clicked_outline(&self, gesture: &Gesture) -> Option<Intent> {
        let Gesture::Choose(annotation) = gesture else {
            return None;
        };
        let outlines = &self.open.decided.as_ref()?.outlines;
        let mut outlines = outlines.iter();
        let outline = outlines
            .find(|outline| annotation.layer == OPEN_LAYER && outline.id == annotation.id)?;
        let issue = issue_of_outline(outline)?;
        Some(Intent::Compare(CompareCommand::GoTo(issue)))
    }
}
