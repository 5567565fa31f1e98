//! Incremental search in the article (find): selects the hit while the user types, and repeats the
//! search.
//!
//! `commands` handles commands and continues the search, `panel` is the find bar. The hit is the
//! selection from the first letter on; the bar below the page only shows which one it is. A long text
//! is searched in portions, some each frame, beginning at the caret. Searching the whole project is
//! `app/search`.
//!
//! The find bar is no dialog: it leaves the page to the mouse and closes when it loses the keyboard, so
//! it has no line in `capabilities`, and the open project has its state as a field.

mod commands;

mod panel;

use egui::Ui;

use crate::model::find::{FindSearch, Hit};
use crate::model::history::CodingId;
use crate::model::{AnnotationId, Selection};
use crate::ui::panels::PanelCtx;
use panel::FinderField;

/// Selecting by typing, as far as it has come.
#[derive(Default)]
pub(super) struct Finding {
    /// The field while it is open.
    finder: Option<FinderField>,
    search: Option<FindSearch>,
    /// How many hits after the nearest: what the slashes say, and what the arrows add.
    typed_step: isize,
    step: isize,
    /// The hit that is selected.
    hit: Option<Hit>,
    /// The selection and choice when the field was opened.
    before: Option<Before>,
    /// What was looked for last.
    last: String,
}

/// The selection and choice in an article, to be restored when the search is cancelled.
struct Before {
    article: CodingId,
    selection: Selection,
    chosen: Option<AnnotationId>,
    last_chosen: Option<AnnotationId>,
}

impl Finding {
    /// Whether the find bar is open.
    pub fn is_open(&self) -> bool {
        self.finder.is_some()
    }

    /// Draws the find bar, if it is open.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>) {
        if let Some(finder) = &mut self.finder {
            finder.show(ui, cx);
        }
    }
}
