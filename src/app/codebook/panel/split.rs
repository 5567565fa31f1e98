//! The list of what a split moves: everything that uses the item, each with the part to which it goes.
//!
//! It knows nothing of the criterion: the plan says where each goes by it, and the list keeps what the
//! analyst sends the other way. Only the rows in sight are drawn, so that ten thousand cost no more than
//! twenty.

use egui::{Align, Layout, Ui, UiBuilder, vec2};

use crate::model::history::CodingId;
use crate::model::migration::{
    MigrationAction, MigrationSubject, Plan, SplitExceptions, SplitItem,
};
use crate::session::Session;
use crate::session::messages::CodebookMessage;
use crate::ui::panels::annotation_text::line_ui;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, place_of, row_ground_ui};
use crate::ui::theme::{ROW, small};

/// Height of the list, in rows.
const ROWS: usize = 9;

/// Letters of a quote that a line shows.
const QUOTE: usize = 80;

/// Room for the part at the right of a line, in points.
const PART: f32 = 170.0;

/// View state of the list, and what goes the other way.
#[derive(Default)]
pub(super) struct SplitList {
    exceptions: SplitExceptions,
    list: RowList,
}

impl SplitList {
    /// What goes the other way; `None` where everything goes as the criterion tells.
    pub fn exceptions(&self) -> Option<SplitExceptions> {
        let none = SplitExceptions::default();
        (self.exceptions != none).then(|| self.exceptions.clone())
    }

    /// Draws the list; `false` if the plan is no split or nothing uses the item.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        plan: &Plan,
    ) -> bool {
        let MigrationAction::Split { into, .. } = &plan.migration.action else {
            return false;
        };
        let items: Vec<(CodingId, &SplitItem)> = plan
            .articles
            .iter()
            .flat_map(|(file, _, outcome)| outcome.split.iter().map(|item| (*file, item)))
            .collect();
        if items.is_empty() {
            return false;
        }
        let moves = |exceptions: &SplitExceptions, file: CodingId, item: &SplitItem| {
            item.moves != exceptions.contains(file, &item.subject)
        };
        let moved = items
            .iter()
            .filter(|(file, item)| moves(&self.exceptions, *file, item));
        let counts = CodebookMessage::SplitCounts {
            moved: moved.count(),
            total: items.len(),
            into: into.clone(),
        };
        ui.label(counts.to_string());
        let goes = CodebookMessage::Goes { into: into.clone() }.to_string();
        let from = match &plan.migration.subject {
            MigrationSubject::Label(id) => id.to_string(),
            MigrationSubject::Relation(id) => id.to_string(),
            MigrationSubject::Attribute(_, id) => id.to_string(),
            MigrationSubject::Choice(.., path) => path.clone(),
        };
        let stays = CodebookMessage::Stays { from }.to_string();
        let height = ROW * items.len().min(ROWS) as f32;
        let Self { exceptions, list } = self;
        let size = vec2(ui.available_width(), height);
        ui.allocate_ui(size, |ui| {
            ui.set_max_height(height);
            list.show(ui, "split", items.len(), ListFrame::default(), |ui, row| {
                let (file, item) = items[row];
                let is_moved = moves(exceptions, file, item);
                let part = if is_moved { &goes } else { &stays };
                let response = row_ui(ui, cx, session, (file, item), part, is_moved);
                if response.clicked() {
                    exceptions.toggle(file, &item.subject);
                }
                response
            });
        });
        true
    }
}

fn row_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    (file, item): (CodingId, &SplitItem),
    part: &str,
    is_moved: bool,
) -> egui::Response {
    let palette = cx.palette;
    let mut quote: String = item.quote.chars().take(QUOTE).collect();
    if item.quote.chars().nth(QUOTE).is_some() {
        quote.push('…');
    }
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = place_of(session, file);
    let response = row_ground_ui(ui, &palette, is_moved, || {
        let line = CodebookMessage::SplitLine {
            quote: quote.clone(),
            place: place.clone(),
            part: part.to_owned(),
        };
        line.to_string()
    });
    let mut row = ui.new_child(
        UiBuilder::new()
            .max_rect(response.rect.shrink2(vec2(8.0, 0.0)))
            .layout(Layout::right_to_left(Align::Center)),
    );
    let color = if is_moved {
        palette.accent
    } else {
        palette.quiet
    };
    let width = PART.min(row.available_width() * 0.4);
    row.allocate_ui_with_layout(
        vec2(width, ROW),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.set_min_width(width);
            line_ui(ui, cx, part, 12.0, color);
        },
    );
    row.label(small(&place).color(palette.quiet));
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        line_ui(ui, cx, &quote, 13.5, palette.ink)
    });
    response
}
