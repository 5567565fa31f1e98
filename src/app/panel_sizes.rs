//! The sizes of the panels: their defaults and limits, and commands that change them step by step, for those who
//! do not drag borders.
//!
//! It knows no panel's contents. What the user has set is in the settings.

use std::ops::RangeInclusive;

use egui::Context;

use super::Shell;
use crate::command::SizedPanel;
use crate::settings::Sizes;

/// Under this width of the window the annotations are narrower.
const NARROW: f32 = 1000.0;

/// From this width on the list of articles is wider: the page needs no more room.
const AMPLE: f32 = 1400.0;

/// What a command changes a size by, in points.
const STEP: f32 = 40.0;

/// What a command changes the share of the left pane by.
const SHARE_STEP: f32 = 0.05;

/// The shares that the left pane may have.
const SHARES: RangeInclusive<f32> = 0.2..=0.8;

/// The limits of the results, in points, and the share of the window that they have.
const EXPLORE: RangeInclusive<f32> = 240.0..=2400.0;
const EXPLORE_SHARE: f32 = 0.5;

/// What the results leave of a window to the page, in points.
const LEAST_REST: f32 = 320.0;

/// The limits of a panel, in points.
pub(super) fn limits(panel: SizedPanel) -> RangeInclusive<f32> {
    match panel {
        SizedPanel::Articles => 160.0..=420.0,
        SizedPanel::Annotations => 180.0..=480.0,
        SizedPanel::History => 100.0..=480.0,
        SizedPanel::Concordance => 140.0..=640.0,
        SizedPanel::Explore => EXPLORE,
        SizedPanel::LeftPane => SHARES,
    }
}

/// The size of a panel in a window of some width, in points: what the user has set, or the default.
pub(super) fn size(sizes: &Sizes, panel: SizedPanel, window: f32) -> f32 {
    match panel {
        SizedPanel::Articles => {
            let default = if window < AMPLE { 264.0 } else { 320.0 };
            sizes.articles.unwrap_or(default)
        }
        SizedPanel::Annotations => {
            let default = if window < NARROW { 220.0 } else { 300.0 };
            sizes.annotations.unwrap_or(default)
        }
        SizedPanel::History => sizes.history.unwrap_or(220.0),
        SizedPanel::Concordance => sizes.concordance.unwrap_or(280.0),
        SizedPanel::Explore => {
            // In a narrow window they stand below the page, where this is their height.
            let default = if window < NARROW {
                320.0
            } else {
                window * EXPLORE_SHARE
            };
            let most = (window - LEAST_REST).max(*EXPLORE.start());
            sizes
                .explore
                .unwrap_or(default)
                .clamp(*EXPLORE.start(), most)
        }
        SizedPanel::LeftPane => sizes.left,
    }
}

impl Shell {
    /// Makes a panel larger or smaller by a step.
    pub(super) fn size_panel(&mut self, ctx: &Context, panel: SizedPanel, is_larger: bool) {
        let window = ctx.content_rect().width();
        let sizes = &mut self.settings.sizes;
        let step = match panel {
            SizedPanel::LeftPane => SHARE_STEP,
            _ => STEP,
        };
        let by = if is_larger { step } else { -step };
        let limits = limits(panel);
        let new = (size(sizes, panel, window) + by).clamp(*limits.start(), *limits.end());
        match panel {
            SizedPanel::Articles => sizes.articles = Some(new),
            SizedPanel::Annotations => sizes.annotations = Some(new),
            SizedPanel::History => sizes.history = Some(new),
            SizedPanel::Concordance => sizes.concordance = Some(new),
            SizedPanel::Explore => sizes.explore = Some(new),
            SizedPanel::LeftPane => sizes.left = new,
        }
        self.has_sized_panels = true;
    }

    /// Gives all panels their default sizes.
    pub(super) fn reset_panels(&mut self) {
        self.settings.sizes = Sizes::default();
        self.has_sized_panels = true;
    }
}
