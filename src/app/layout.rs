//! Which panel stands where.

use egui::{CentralPanel, Frame, Margin, Panel};

use super::App;
use crate::command::table::Environment;
use crate::ui::panels::{self, Scene};
use crate::ui::theme::Palette;

/// Under this width of the window the annotations lie over the page instead of beside it.
const NARROW: f32 = 1000.0;

impl App {
    pub(super) fn layout_ui(&mut self, ui: &mut egui::Ui) {
        let palette = Palette::of(ui);
        let environment = self.environment();
        let surface = Frame::new().fill(palette.surface);
        let mut scene = Scene {
            settings: &self.settings,
            rows: &self.rows,
            environment,
            palette,
            engine: &mut self.engine,
            commands: &mut self.commands,
        };
        let session = self.session.as_ref();
        let recent = self.memory.recent();

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
            if self.settings.articles {
                Panel::left("articles")
                    .frame(surface.inner_margin(8))
                    .default_size(264.0)
                    .size_range(160.0..=420.0)
                    .show(ui, |ui| self.articles_panel.show(ui, &mut scene, session));
            }
            let wide = ui.ctx().content_rect().width() >= NARROW;
            let inspector = self.settings.inspector && session.shown().is_some();
            if inspector || self.settings.history {
                Panel::right("annotations")
                    .frame(surface.inner_margin(12))
                    .default_size(if wide { 300.0 } else { 220.0 })
                    .size_range(180.0..=480.0)
                    .show(ui, |ui| {
                        let history = &mut self.history_panel;
                        if inspector && self.settings.history {
                            Panel::bottom("history")
                                .frame(Frame::new().inner_margin(Margin::symmetric(0, 8)))
                                .resizable(true)
                                .default_size(220.0)
                                .size_range(100.0..=480.0)
                                .show(ui, |ui| history.show(ui, &mut scene, session));
                        } else if self.settings.history {
                            history.show(ui, &mut scene, session);
                        }
                        if inspector {
                            self.annotations_panel.show(ui, &mut scene, session);
                        }
                    });
            }
            if self.settings.legend && session.shown().is_some() {
                Panel::top("legend")
                    .frame(
                        Frame::new()
                            .fill(palette.paper)
                            .inner_margin(Margin::symmetric(24, 8)),
                    )
                    .show(ui, |ui| panels::legend::show(ui, &mut scene, session));
            }
        }

        self.annotations_panel.memo.end_frame(scene.commands);

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
            if let Some(mut panel) = self.codebook_panel.take()
                && panel.show(ui.ctx(), &mut scene, session, &self.planning)
            {
                self.codebook_panel = Some(panel);
            }
            if self.guideline_shown {
                self.guideline_shown = panels::guideline::show(ui.ctx(), &mut scene, session);
            }
            self.held_key.show(ui.ctx(), &scene, session);
        }
        if self.keys_shown {
            self.keys_shown = panels::keys::show(ui.ctx(), &scene);
        }
        if self.asking_to_leave.is_some() {
            panels::leaving::show(ui.ctx(), &mut scene);
        }
        panels::notices::show(ui.ctx(), &mut scene, self.notices.current());

        if let Some(changed) = changed {
            self.settings = changed;
            ui.ctx().request_repaint();
        }
        let page = Frame::new().fill(palette.paper);
        CentralPanel::default()
            .frame(page)
            .show(ui, |ui| self.page_ui(ui, palette, environment));
    }

    /// The article, or what to say while there is none.
    fn page_ui(&mut self, ui: &mut egui::Ui, palette: Palette, environment: Environment) {
        if self
            .session()
            .is_some_and(|session| session.shown().is_some())
        {
            return self.article_ui(ui);
        }
        let mut scene = Scene {
            settings: &self.settings,
            rows: &self.rows,
            environment,
            palette,
            engine: &mut self.engine,
            commands: &mut self.commands,
        };
        match &self.session {
            None => panels::start::show(ui, &mut scene, self.memory.recent()),
            Some(session) => panels::start::show_instead_of_article(ui, &scene, session),
        }
    }
}
