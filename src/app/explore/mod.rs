//! Results of all articles beside the page: the statements, and figures of them, each of which leads back to the
//! words.
//!
//! It is no dialog: it leaves the keyboard to the page, so it has no line in `capabilities`, and the open project
//! has its state as a field. What is computed is in `jobs/explore`; here it is asked for, kept and drawn.
//!
//! ```text
//! articles -> read (a job) -> ReadStatements -+-> view (a job) -> ExploreView -> panel
//!                  filter, order, figure -----'
//! ```
//!
//! An edit, an undo or a changed file makes the statements stale. They are read again as soon as no job does so;
//! meanwhile, and while a view is computed, the last one stays.
//!
//! - `commands`: opening and closing, asking for what is shown, going to a statement
//! - `figures`: pictures with the texts of the window
//! - `saving`: copying and saving tables
//! - `words`: names of columns, coders and values
//! - `panel`: what is drawn

mod commands;

mod figures;

mod panel;

mod saving;

mod words;

use std::sync::Arc;

use egui::Ui;

use crate::jobs::explore::read::{ReadStatements, StatementPlace};
use crate::jobs::explore::view::{ExploreQuestion, ExploreView};
use crate::jobs::request::LatestRequest;
use crate::session::Session;
use crate::ui::panels::PanelCtx;
use panel::ExplorePanel;

/// The view, and what was computed last.
#[derive(Default)]
pub(super) struct Explore {
    is_open: bool,
    panel: ExplorePanel,
    /// The coder whose work counts where an article has no agreed version.
    coder: Option<String>,
    reading: StatementsReading,
    statements: Option<Arc<ReadStatements>>,
    /// Whether an annotation or a field has changed since the statements were asked for.
    pub is_stale: bool,
    views: LatestRequest,
    /// What the last job of a view was asked for.
    asked: Option<(ExploreQuestion, Arc<ReadStatements>)>,
    shown: Option<Arc<ExploreView>>,
    /// The statement to select once its article is on screen.
    pending_reveal: Option<StatementPlace>,
    copies: LatestRequest,
    /// A table to be put on the clipboard.
    copied: Option<String>,
}

/// Reading the statements.
#[derive(Default)]
struct StatementsReading {
    requests: LatestRequest,
    /// How many articles have been read, of how many, while a job reads.
    progress: Option<(usize, usize)>,
    /// The user has cancelled it; it goes on only when it is asked for.
    is_cancelled: bool,
    /// As what articles, codebook, entities and the chosen coder were when it began.
    began_at: Option<StatementInputs>,
}

/// What says that something may have changed. Numbers only grow.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StatementInputs {
    articles: u64,
    codebook: u64,
    entities: u64,
    coder: Option<String>,
}

/// What the panel draws.
struct ExploreState<'s> {
    shown: Option<&'s ExploreView>,
    /// Whether what is shown is not the newest.
    is_updating: bool,
    progress: Option<(usize, usize)>,
    is_cancelled: bool,
    coder: Option<&'s str>,
}

impl Explore {
    /// Whether the view is there.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws the view.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        if let Some(copied) = self.copied.take() {
            ui.ctx().copy_text(copied);
        }
        let state = ExploreState {
            shown: self.shown.as_deref(),
            is_updating: self.is_updating(),
            progress: self.reading.progress,
            is_cancelled: self.reading.is_cancelled,
            coder: self.coder.as_deref(),
        };
        self.panel.show(ui, cx, session, &state);
    }

    fn is_updating(&self) -> bool {
        let is_asked = self.shown.as_ref().is_none_or(|shown| {
            self.asked.as_ref().is_some_and(|(question, statements)| {
                shown.question != *question || !Arc::ptr_eq(&shown.statements, statements)
            })
        });
        self.is_stale || self.reading.progress.is_some() || is_asked
    }
}
