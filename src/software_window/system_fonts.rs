//! Fonts of the system for letters that the app's own fonts lack. It knows no window.
//!
//! Listing the system's fonts takes tens of milliseconds or more, so it begins with the first letter
//! that lacks a font, or once the app has started, whichever is first.

use std::sync::{Arc, OnceLock};

use egui::{FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;

/// The fonts of the system, listed when they are first needed.
#[derive(Clone, Default)]
pub(crate) struct SystemFontList(Arc<OnceLock<SystemFontProvider>>);

impl SystemFontList {
    /// Lists the fonts on a thread of their own, unless that has begun already.
    pub(crate) fn begin_listing(&self) {
        self.0.get_or_init(SystemFontProvider::new);
    }
}

impl FontProvider for SystemFontList {
    fn font_for(&self, request: &egui::FallbackRequest<'_>) -> Option<FontInsert> {
        self.0
            .get_or_init(SystemFontProvider::new)
            .font_for(request)
    }
}
