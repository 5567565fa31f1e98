//! Suggestions in the window: what the program learned from the coder's finished articles, shown in the article on
//! screen, and taken or rejected by key.
//!
//! | File | What it has |
//! |---|---|
//! | `learning` | when jobs learn and suggest, and their results |
//! | `commands` | choosing, taking and rejecting suggestions, each as one step |
//! | `values` | taking the values and links that are suggested for an annotation |
//! | `page` | the layer of the page |
//! | `panel` | the list beside the page, the card of the chosen suggestion, what is known too little |
//! | `take_all` | the dialog before all are taken |
//!
//! What is suggested is in [`session/suggest`](crate::session::suggest), and the learner in
//! [`assist`](crate::assist): nothing is trained or predicted in the window's thread. A suggestion is no
//! annotation before it is taken, so that nothing else of the program needs to know of them.

mod commands;

mod learning;

mod page;

mod panel;

mod take_all;

mod values;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::assist::features::PreparedText;
use crate::jobs::request::LatestRequest;
use crate::jobs::suggest::LearnedWork;
use crate::model::LabelId;
use crate::model::history::CodingId;
use crate::session::messages::SuggestText;
use crate::ui::panels::PanelCtx;
use panel::SuggestionList;
use take_all::TakeAllPanel;

pub(super) use page::{chosen_ui, clicked, layer};
pub(super) use panel::{card_ui, height, list_ui, speak};

/// What the program has learned of the coder's work, and the jobs that learn and suggest.
#[derive(Default)]
pub(super) struct SuggestionEngine {
    /// The coder whose work it is; all else is dropped when another codes.
    coder: Option<String>,
    learning: LatestRequest,
    predicting: LatestRequest,
    reading: LatestRequest,
    ranking: LatestRequest,
    learned: Option<Arc<LearnedWork>>,
    /// The request that learned it.
    learned_by: u64,
    /// How often suggestions were right, by label, and for what was learned with this digest.
    precision: Option<(String, BTreeMap<LabelId, Option<f64>>)>,
    work: WorkWatch,
    /// Whether the stored rejections are being read.
    is_reading: bool,
    /// For what was predicted last.
    predicted: Option<PredictionKey>,
    /// What is to be predicted once it has rested, and since when.
    resting: Option<(PredictionKey, Instant)>,
    /// The request that learned what articles were ranked by.
    ranked: Option<u64>,
    /// The article on screen as the engine cuts it.
    prepared: Option<(CodingId, Arc<PreparedText>)>,
    /// The revision of the rejections that are in their file, and the newest that has been written.
    kept_rejections: u64,
    written_rejections: Arc<Mutex<u64>>,
    panel: Option<TakeAllPanel>,
    pub list: SuggestionList,
}

/// What is looked at to know when to learn again.
#[derive(Default)]
struct WorkWatch {
    /// When something may have changed.
    seen: Option<WorkSeen>,
    /// The finished work as it was seen last, and as it was learned from.
    now: Option<u64>,
    learned: Option<u64>,
    due: Option<Instant>,
}

/// Changes whenever finished work may have changed, and is cheap to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WorkSeen {
    /// The version of the list of articles.
    listed: u64,
    /// The number of finished articles.
    done: usize,
    /// The annotations of the article on screen, if that is finished.
    here: Option<usize>,
    /// Whether precision is measured.
    measures: bool,
}

/// What a prediction depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PredictionKey {
    coding: CodingId,
    revision: u64,
    /// The request that learned.
    learned: u64,
}

impl SuggestionEngine {
    /// Ends all jobs, whose results nobody waits for.
    fn stop(&mut self) {
        for request in [
            &mut self.learning,
            &mut self.predicting,
            &mut self.reading,
            &mut self.ranking,
        ] {
            request.begin();
            request.stop();
        }
    }
}

impl Capability for SuggestionEngine {
    const DIALOG: DialogAbout = DialogAbout {
        title: || SuggestText::TakeAllTitle.text(),
        opened_by: None,
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.draw(cx, input)
        {
            self.panel = None;
        }
    }
}
