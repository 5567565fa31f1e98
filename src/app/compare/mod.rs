//! Comparing coders: what several people annotated in an article, side by side, and which version of each
//! difference goes into the agreed version.
//!
//! It is a mode of the window: the agreed version is the article on screen, the list of differences and the
//! difference at hand take the places of the panels beside it, and digits mean coders. The open project has its
//! state as a field; only the question before many decisions is a dialog.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | beginning and ending, decisions as edits of the agreed version |
//! | `mode` | the difference at hand, which differences are listed |
//! | `keys`, `press` | what keys mean, and what they do |
//! | `state` | the comparison that is shown, kept up to date |
//! | `marks` | what coders have, as lanes and outlines of the page |
//! | `page` | the reading pane: layers, lanes, clicks on them |
//! | `head` | what stands above the page: counts, filters |
//! | `list` | the list of differences |
//! | `card` | the difference at hand: versions, values, memos |
//! | `proposals` | the dialog before all proposals are taken |
//! | `to_codebook` | examples and rules of the codebook that come of a difference |
//! | `report` | the dialog about all articles: which labels, values and borders differ |
//! | `words` | versions and values in words |
//!
//! What belongs together and what is open is worked out in [`model/compare`](crate::model::compare). Nothing is
//! taken without a key or a click, and a decision is a step like any other: undo takes it back.

mod card;

mod commands;

mod head;

mod keys;

mod list;

mod marks;

mod mode;

mod page;

mod press;

mod proposals;

mod report;

mod state;

mod to_codebook;

mod words;

use egui::{Frame, Id, Margin, Panel, Rect, ScrollArea, Ui};

use crate::session::Session;
use crate::ui::live_region;
use crate::ui::panels::{PanelCtx, WindowPart};

pub(super) use mode::Comparing;
pub(super) use proposals::ProposalsPanel;
pub(super) use report::DifferenceReport;

/// Under this width of the window the list stands above the difference, in points.
const NARROW: f32 = 1000.0;

/// Under this width there is no list, and the difference stands below the page, in points.
const TINY: f32 = 560.0;

/// The height of the difference there, and the most of what stands above the page, as shares of the window.
const BELOW: f32 = 0.5;
const HEAD: f32 = 0.3;

/// Under this height what stands above the page scrolls, in points.
const LOW: f32 = 450.0;

/// The width of the list and of the difference, as shares of the window, and their limits in points.
const LIST_SHARE: f32 = 0.22;
const CARD_SHARE: f32 = 0.27;
const LIST_WIDTH: std::ops::RangeInclusive<f32> = 230.0..=380.0;
const CARD_WIDTH: std::ops::RangeInclusive<f32> = 280.0..=480.0;

/// The height of the list where it stands above the difference, as a share of both.
const LIST_ABOVE: f32 = 0.36;

impl Comparing {
    /// Draws what stands around the page: the head above it, the list and the difference beside it. Gives the
    /// places of the list and of the difference.
    pub(super) fn around_page_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
    ) -> Vec<(WindowPart, Rect)> {
        let ctx = &ui.ctx().clone();
        let window = ctx.content_rect().width();
        let surface = Frame::new().fill(cx.palette.surface);
        let height = ui.available_height();
        Panel::top("comparing")
            .frame(surface.inner_margin(Margin::symmetric(12, 6)))
            .show(ui, |ui| {
                if height >= LOW {
                    return head::head_ui(ui, cx, session, self);
                }
                // The page needs the room of a low window.
                ui.set_max_height(height * HEAD);
                ScrollArea::vertical()
                    .id_salt("head")
                    .max_height(height * HEAD)
                    .show(ui, |ui| head::head_ui(ui, cx, session, self));
            });
        let card_width = (window * CARD_SHARE).clamp(*CARD_WIDTH.start(), *CARD_WIDTH.end());
        let mut parts = Vec::new();
        if window < TINY {
            let panel = Panel::bottom("difference below")
                .frame(surface.inner_margin(8))
                .exact_size(ui.available_height() * BELOW)
                .show(ui, |ui| card::card_ui(ui, cx, session, self));
            parts.push((WindowPart::Annotations, panel.response.rect));
        } else if window < NARROW {
            let panel = Panel::right("difference")
                .frame(surface.inner_margin(8))
                .exact_size(card_width)
                .show(ui, |ui| {
                    let height = ui.available_height() * LIST_ABOVE;
                    let list = Panel::top("differences")
                        .frame(Frame::new())
                        .exact_size(height)
                        .show(ui, |ui| list::list_ui(ui, cx, session, self));
                    parts.push((WindowPart::Articles, list.response.rect));
                    card::card_ui(ui, cx, session, self);
                });
            parts.push((WindowPart::Annotations, panel.response.rect));
        } else {
            let list_width = (window * LIST_SHARE).clamp(*LIST_WIDTH.start(), *LIST_WIDTH.end());
            let list = Panel::left("differences")
                .frame(surface.inner_margin(8))
                .exact_size(list_width)
                .show(ui, |ui| list::list_ui(ui, cx, session, self));
            parts.push((WindowPart::Articles, list.response.rect));
            let card = Panel::right("difference")
                .frame(surface.inner_margin(12))
                .exact_size(card_width)
                .show(ui, |ui| card::card_ui(ui, cx, session, self));
            parts.push((WindowPart::Annotations, card.response.rect));
        }
        self.speak(ctx, session);
        parts
    }

    /// Says what was decided, and the difference at hand when it has become another one or was decided.
    fn speak(&mut self, ctx: &egui::Context, session: &Session) {
        if let Some(said) = self.spoken.take() {
            live_region::say(ctx, said);
        }
        let Some(issue) = self.issue else { return };
        let cell = self.cell.map(|cell| format!("{cell:?}"));
        let state = [
            issue.to_string(),
            self.open.version.to_string(),
            cell.unwrap_or_default(),
        ];
        let state = state.join(" ");
        live_region::say_new_state(ctx, Id::unique("difference at hand"), &state, || {
            match self.cell {
                Some(cell) => self.cell_message(session, issue, cell),
                None => self.message(session).map(|message| message.to_string()),
            }
            .unwrap_or_default()
        });
    }
}
