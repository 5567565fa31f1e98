//! Which panel stands where.

use egui::{CentralPanel, Frame, Margin, Panel};

use super::App;
use crate::command::entities::EntitySlot;
use crate::ui::panels::{self, Part, Scene};
use crate::ui::theme::Palette;

/// Under this width of the window the annotations lie over the page instead of beside it.
const NARROW: f32 = 1000.0;

/// From this width on the list of articles is wider: the page needs no more room.
const AMPLE: f32 = 1400.0;

impl App {
    pub(super) fn layout_ui(&mut self, ui: &mut egui::Ui) {
        let palette = Palette::of(ui);
        let environment = self.environment();
        let dialog = self.is_dialog_open();
        let inspector = &mut self.annotations_panel.inspector;
        if self.entity_picker.is_some() {
            inspector.pause();
        } else if dialog {
            inspector.release();
        }
        let surface = Frame::new().fill(palette.surface);
        let beside = self.picked_words();
        let shows_entities = self.entities_panel.is_some() || self.entity_picker.is_some();
        if let Some(session) = self.session.as_mut().filter(|_| shows_entities) {
            session.refresh_entities();
        }
        let mut scene = Scene {
            settings: &self.settings,
            rows: &self.rows,
            environment,
            palette,
            engine: &mut self.engine,
            commands: &mut self.commands,
            entering: self.parts.entering.take(),
        };
        let session = self.session.as_ref();
        let recent = self.memory.recent();
        let parts = &mut self.parts;
        parts.begin_frame(ui.ctx());
        let mut sizes = self.settings.sizes;
        // Only what the user sets is kept: a default may follow the window.
        let dragged = ui.ctx().dragged_id().is_some();
        let keep = |size: &mut Option<f32>, now: f32| {
            if dragged {
                *size = Some(now);
            }
        };

        let alone = self.text_alone && environment.article;
        if !alone {
            Panel::top("menus")
                .frame(surface.inner_margin(Margin::symmetric(8, 4)))
                .show(ui, |ui| {
                    panels::top_bar::show(ui, &mut scene, session, recent)
                });
        }

        if let Some(session) = session.filter(|_| !alone) {
            Panel::bottom("status")
                .frame(surface.inner_margin(Margin::symmetric(12, 3)))
                .show(ui, |ui| panels::status_bar::show(ui, &mut scene, session));
            let width = ui.ctx().content_rect().width();
            if self.settings.articles {
                let default = if width < AMPLE { 264.0 } else { 320.0 };
                let panel = Panel::left("articles")
                    .frame(surface.inner_margin(8))
                    .default_size(sizes.articles.unwrap_or(default))
                    .size_range(160.0..=420.0)
                    .show(ui, |ui| self.articles_panel.show(ui, &mut scene, session));
                keep(&mut sizes.articles, panel.response.rect.width());
                parts.add(Part::Articles, panel.response.rect);
            }
            let wide = width >= NARROW;
            let inspector = self.settings.inspector && session.shown().is_some();
            if inspector || self.settings.history {
                let default = if wide { 300.0 } else { 220.0 };
                let panel = Panel::right("annotations")
                    .frame(surface.inner_margin(12))
                    .default_size(sizes.annotations.unwrap_or(default))
                    .size_range(180.0..=480.0)
                    .show(ui, |ui| {
                        let history = &mut self.history_panel;
                        let mut rest = ui.max_rect();
                        if inspector && self.settings.history {
                            let panel = Panel::bottom("history")
                                .frame(Frame::new().inner_margin(Margin::symmetric(0, 8)))
                                .resizable(true)
                                .default_size(sizes.history.unwrap_or(220.0))
                                .size_range(100.0..=480.0)
                                .show(ui, |ui| history.show(ui, &mut scene, session));
                            keep(&mut sizes.history, panel.response.rect.height());
                            parts.add(Part::History, panel.response.rect);
                            rest.max.y = panel.response.rect.top();
                        } else if self.settings.history {
                            history.show(ui, &mut scene, session);
                            parts.add(Part::History, rest);
                        }
                        if inspector {
                            self.annotations_panel.show(ui, &mut scene, session);
                            if session.has_annotations() {
                                parts.add(Part::Annotations, rest);
                            }
                        }
                    });
                keep(&mut sizes.annotations, panel.response.rect.width());
            }
            if self.settings.legend && session.shown().is_some() {
                let panel = Panel::top("legend")
                    .frame(
                        Frame::new()
                            .fill(palette.paper)
                            .inner_margin(Margin::symmetric(24, 8)),
                    )
                    .show(ui, |ui| panels::legend::show(ui, &mut scene, session));
                parts.add(Part::Legend, panel.response.rect);
            }
        }

        self.annotations_panel.inspector.end_frame(scene.commands);

        let mut changed = None;
        if let Some(mut panel) = self.settings_panel.take() {
            let (settings, open) = panel.show(ui.ctx(), &mut scene);
            changed = (settings != self.settings).then_some(settings);
            self.settings_panel = open.then_some(panel);
        }
        if let Some(mut palette) = self.palette.take()
            && palette.show(ui.ctx(), &mut scene, session)
        {
            self.palette = Some(palette);
        }
        if let Some(session) = session {
            if let Some(mut panel) = self.entities_panel.take()
                && panel.show(ui.ctx(), &mut scene, session)
            {
                self.entities_panel = Some(panel);
            }
            if let Some(mut picker) = self.entity_picker.take()
                && picker.show(ui.ctx(), &mut scene, session, beside)
            {
                self.entity_picker = Some(picker);
            }
            if let Some(mut panel) = self.codebook_panel.take()
                && panel.show(ui.ctx(), &mut scene, session, &self.planning)
            {
                self.codebook_panel = Some(panel);
            }
            if let Some(mut panel) = self.exporting.panel.take()
                && panel.show(ui.ctx(), &mut scene, session, &self.exporting.outlook)
            {
                self.exporting.panel = Some(panel);
            }
            if let Some(mut panel) = self.importing.panel.take()
                && panel.show(ui.ctx(), &mut scene, session, &self.importing.incoming)
            {
                self.importing.panel = Some(panel);
            }
            if let Some(mut panel) = self.settle_panel.take()
                && panel.show(ui.ctx(), &mut scene, session)
            {
                self.settle_panel = Some(panel);
            }
            if self.guideline_shown {
                self.guideline_shown = panels::guideline::show(ui.ctx(), &mut scene, session);
            }
            self.held_key.show(ui.ctx(), &scene, session);
        }
        if let Some(panel) = &mut self.import_panel {
            panel.show(ui.ctx(), &mut scene);
        }
        if self.keys_shown {
            self.keys_shown = panels::keys::show(ui.ctx(), &scene);
        }
        if self.asking_to_leave.is_some() {
            let is_written_down = self.journaling.is_open()
                && session.is_some_and(|session| session.actions.are_written_down());
            let is_stalled = self.notices.is_stalled();
            panels::leaving::show(ui.ctx(), &mut scene, is_written_down, is_stalled);
        }
        if let Some((_, from)) = &self.asking_about_move {
            panels::moved::show(ui.ctx(), &mut scene, from);
        }
        panels::notices::show(ui.ctx(), &mut scene, self.notices.current());

        if let Some(finder) = &mut self.finding.finder {
            Panel::bottom("finder")
                .frame(surface.inner_margin(Margin::symmetric(12, 4)))
                .show(ui, |ui| finder.show(ui, &mut scene));
        }
        if let (Some(panel), Some(session)) = (&mut self.searching.panel, session) {
            let shown = Panel::bottom("concordance")
                .frame(surface.inner_margin(Margin::symmetric(12, 6)))
                .resizable(true)
                .default_size(sizes.concordance.unwrap_or(280.0))
                .size_range(140.0..=640.0)
                .show(ui, |ui| panel.show(ui, &mut scene, session));
            keep(&mut sizes.concordance, shown.response.rect.height());
            parts.add(Part::Concordance, shown.response.rect);
        }
        let page = Frame::new().fill(palette.paper);
        let reading = &mut self.reading;
        let page = CentralPanel::default()
            .frame(page)
            .show(ui, |ui| match session {
                None => panels::start::show(ui, &mut scene, recent),
                Some(session) => {
                    reading.show(ui, &mut scene, session, dialog, &mut sizes.left);
                }
            });
        for (side, _) in session.into_iter().flat_map(|session| session.panes()) {
            parts.add(Part::Page(side), page.response.rect);
        }
        parts.end_frame(ui.ctx(), session, reading);

        if let Some(changed) = changed {
            self.settings = changed;
            ui.ctx().request_repaint();
        }
        self.settings.sizes = sizes;
    }

    /// Where the words are on the screen for which an entity is being picked.
    fn picked_words(&self) -> Option<egui::Rect> {
        let EntitySlot::Mention(article, id) = self.entity_picker.as_ref()?.slot() else {
            return None;
        };
        let session = self.session.as_ref()?;
        let open = session.opened(*article)?;
        let fragments = open.document.annotation(id)?.fragments()?;
        let range = fragments.start().0..fragments.end().0;
        self.reading.view(session.side(), *article)?.rect_of(range)
    }
}
