//! The window layout: where each panel is drawn, and how wide.

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::capability::{Capability as _, DialogInput, ProgramInput};
use super::drawers::{Drawers, SidePanel};
use super::focus_ring::FocusRing;
use super::reading::OverPage;
use super::{App, OpenProject, panel_sizes, review, suggest};
use crate::command::SizedPanel;
use crate::session::Session;
use crate::settings::Sizes;
use crate::ui::article::ReadingStyle;
use crate::ui::background;
use crate::ui::panels::next_step::Doing;
use crate::ui::panels::{self, PanelCtx, WindowPart};
use crate::ui::theme::Palette;

/// The page is never narrower, in characters.
const LEAST_CHARACTERS: f32 = 45.0;

/// Under this height of the window there is no legend, in points.
const LOW: f32 = 300.0;

/// Under this width of the window results stand below the page, in points.
const NO_ROOM_BESIDE: f32 = 1000.0;

/// The least width of the page, in points.
fn least_page_width(cx: &mut PanelCtx<'_>) -> f32 {
    let style = ReadingStyle::from(cx.settings);
    cx.engine.pane_width(&style, LEAST_CHARACTERS)
}

/// Collects the position and size of each panel while it is drawn.
struct PanelRects<'a> {
    focus_ring: &'a mut FocusRing,
    sizes: Sizes,
    /// Whether something is being dragged, perhaps a border of a panel.
    is_dragged: bool,
    /// Whether panels are drawn in these sizes, since a command has changed them.
    is_sized: bool,
    /// The width of the window, in points.
    window: f32,
}

impl PanelRects<'_> {
    /// The size of a panel.
    fn size(&self, panel: SizedPanel) -> f32 {
        panel_sizes::size(&self.sizes, panel, self.window)
    }

    /// A panel of its size, which can be dragged within its limits.
    fn sized(&self, drawn: Panel, panel: SizedPanel) -> Panel {
        let size = self.size(panel);
        match self.is_sized {
            // egui keeps the size of the last frame otherwise.
            true => drawn.exact_size(size),
            false => drawn
                .default_size(size)
                .size_range(panel_sizes::limits(panel)),
        }
    }

    /// Notes where a panel was drawn, and how large the user made it: only that is kept, since a default
    /// may follow the window.
    fn add(
        &mut self,
        part: WindowPart,
        rect: egui::Rect,
        size: fn(&mut Sizes) -> &mut Option<f32>,
    ) {
        let now = match part {
            WindowPart::History | WindowPart::Concordance => rect.height(),
            _ => rect.width(),
        };
        self.keep(now, size);
        self.focus_ring.add(part, rect);
    }

    fn keep(&mut self, now: f32, size: fn(&mut Sizes) -> &mut Option<f32>) {
        if self.is_dragged {
            *size(&mut self.sizes) = Some(now);
        }
    }
}

impl App {
    /// Draws the panels and the page, with what lies over them.
    pub(super) fn layout_ui(&mut self, ui: &mut Ui) {
        let ctx = &ui.ctx().clone();
        let palette = Palette::of(ui);
        let environment = self.environment();
        let dialog = self.is_dialog_open();
        if dialog {
            background::hide(ui);
        }
        let is_stalled = self.shell.notices.is_stalled();
        let Self { shell, phase, .. } = self;
        let mut project = phase.project_mut();
        if let Some(project) = &mut project {
            project.before_layout(dialog);
        }
        let recent = shell.persisted_state.recent();
        let cx = &mut PanelCtx {
            settings: &shell.settings,
            rows: &shell.rows,
            environment,
            palette,
            engine: &mut shell.engine,
            commands: &mut shell.commands,
            entering: shell.focus_ring.entering.take(),
            keyboard: &shell.key_queue.input,
            takes_drops: shell.takes_drops,
        };
        shell.focus_ring.begin_frame(ctx, dialog);
        let mut places = PanelRects {
            focus_ring: &mut shell.focus_ring,
            sizes: shell.settings.sizes,
            is_dragged: ctx.dragged_id().is_some(),
            is_sized: std::mem::take(&mut shell.has_sized_panels),
            window: ctx.content_rect().width(),
        };
        let surface = Frame::new().fill(cx.palette.surface);

        let is_comparing = project
            .as_deref()
            .is_some_and(|project| project.comparing.is_some());
        let alone = shell.text_alone && environment.article && !is_comparing;
        let session = project.as_deref().map(|project| &project.session);
        if !alone || shell.menu_bar.is_needed() {
            let menus = &mut shell.menu_bar;
            Panel::top("menus")
                .frame(surface.inner_margin(Margin::symmetric(8, 4)))
                .show(ui, |ui| {
                    panels::top_bar::show(ui, cx, menus, session, recent);
                });
        }
        if let Some(project) = project.as_deref_mut() {
            if !alone {
                let session = &project.session;
                let doing = Doing {
                    is_linking: project.links.are_being_made(),
                    is_finding: project.finding.is_open(),
                    is_comparing: project.comparing.is_some(),
                    ticked: project.search.ticked(),
                };
                Panel::bottom("status")
                    .frame(surface.inner_margin(Margin::symmetric(12, 3)))
                    .show(ui, |ui| panels::status_bar::show(ui, cx, session, doing));
                if let Some(comparing) = &mut project.comparing {
                    let parts = comparing.around_page_ui(ui, cx, &project.session);
                    for (part, rect) in parts {
                        places.focus_ring.add(part, rect);
                    }
                } else {
                    project.sides_ui(ui, cx, &mut places, &mut shell.drawers);
                    if !project.links.bar_ui(ui, cx, &project.session) {
                        legend_ui(ui, cx, &project.session, places.focus_ring);
                    }
                }
            } else {
                project.links.bar_ui(ui, cx, &project.session);
            }
            project.annotations.inspector.end_frame(cx.commands);
        }

        let session = project.as_deref().map(|project| &project.session);
        shell.capabilities.show(cx, &ProgramInput { ctx, session });
        if let Some(project) = project.as_deref_mut() {
            project.dialogs_ui(ctx, cx, is_stalled);
        }
        if let Some(project) = project.as_deref() {
            shell.held_key.show(ctx, cx, &project.session);
        }
        if let Some(rect) = panels::notices::show(ctx, cx, shell.notices.current()) {
            places.focus_ring.add(WindowPart::Notices, rect);
        }

        if let Some(project) = project.as_deref_mut() {
            project.below_page_ui(ui, cx, &mut places);
        }
        let page = CentralPanel::default()
            .frame(Frame::new().fill(cx.palette.paper))
            .show(ui, |ui| {
                #[cfg(test)]
                super::painting::tests::panic_if_wanted();
                match project.as_deref_mut() {
                    None => shell.start_screen.show(ui, cx, recent),
                    Some(OpenProject {
                        session,
                        reading,
                        links,
                        comparing,
                        ..
                    }) => {
                        let over = OverPage {
                            links,
                            comparing: comparing.as_ref(),
                        };
                        reading.show(ui, cx, session, dialog, &mut places.sizes.left, over);
                    }
                }
            });
        let project = project.as_deref();
        for (side, _) in project
            .into_iter()
            .flat_map(|project| project.session.panes())
        {
            places
                .focus_ring
                .add(WindowPart::Page(side), page.response.rect);
        }
        let page = project.map(|project| (&project.session, &project.reading));
        places.focus_ring.end_frame(ctx, page);
        let has_inspector = project.is_some_and(|p| p.annotations.inspector.has_keyboard(ctx));
        let here = places.focus_ring.here();
        let is_used = match here {
            Some(WindowPart::Articles) => shell.drawers.is_open(SidePanel::Articles),
            Some(WindowPart::Annotations | WindowPart::History) => true,
            _ => has_inspector,
        };
        let shown = project.and_then(|project| project.session.current);
        shell.drawers.end_frame(ctx, is_used, dialog, shown);

        let sizes = places.sizes;
        if let Some(changed) = shell.capabilities.settings.take_changed() {
            shell.settings = changed;
            ctx.request_repaint();
        }
        shell.settings.sizes = sizes;
    }
}

impl OpenProject {
    /// Releases the keyboard focus to an open dialog, and refreshes the entity counts that dialogs
    /// show.
    fn before_layout(&mut self, is_dialog_open: bool) {
        let inspector = &mut self.annotations.inspector;
        if self.capabilities.entity_picker.is_open() {
            inspector.pause();
        } else if is_dialog_open {
            inspector.release();
        }
        if self.capabilities.entities.is_open() || self.capabilities.entity_picker.is_open() {
            self.session.refresh_entities();
        }
    }

    /// The field for selecting by typing, and the concordance.
    fn below_page_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, places: &mut PanelRects<'_>) {
        let surface = Frame::new().fill(cx.palette.surface);
        if self.finding.is_open() {
            Panel::bottom("finder")
                .frame(surface.inner_margin(Margin::symmetric(12, 4)))
                .show(ui, |ui| self.finding.show(ui, cx));
        }
        let session = &self.session;
        if self.search.is_open() {
            let panel = Panel::bottom("concordance")
                .frame(surface.inner_margin(Margin::symmetric(12, 6)))
                .resizable(true);
            let shown = places
                .sized(panel, SizedPanel::Concordance)
                .show(ui, |ui| self.search.show(ui, cx, session));
            places.add(WindowPart::Concordance, shown.response.rect, |sizes| {
                &mut sizes.concordance
            });
        }
    }

    fn dialogs_ui(&mut self, ctx: &egui::Context, cx: &mut PanelCtx<'_>, is_stalled: bool) {
        let session = &self.session;
        let input = DialogInput {
            ctx,
            session,
            picked_words: self.picked_words(),
            is_journaled: self.journaling.is_open() && session.actions.are_journaled(),
            is_stalled,
        };
        self.capabilities.show(cx, &input);
    }

    /// The panels left and right of the page.
    fn sides_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        places: &mut PanelRects<'_>,
        drawers: &mut Drawers,
    ) {
        let surface = Frame::new().fill(cx.palette.surface);
        let articles = places.size(SizedPanel::Articles);
        let annotations = places.size(SizedPanel::Annotations);
        let inspector = cx.settings.inspector && self.session.shown().is_some();
        let has_right = inspector || cx.settings.history;
        let results = match self.explore.is_open() && !is_narrow(places.window) {
            true => places.size(SizedPanel::Explore),
            false => 0.0,
        };
        drawers.fold(
            places.window - results,
            least_page_width(cx),
            cx.settings.articles.then_some(articles),
            has_right.then_some(annotations),
        );
        if drawers.is_folded(SidePanel::Articles) {
            drawers.rail_ui(ui, cx, SidePanel::Articles);
        } else if cx.settings.articles {
            let panel = Panel::left("articles").frame(surface.inner_margin(8));
            let panel = places
                .sized(panel, SizedPanel::Articles)
                .show(ui, |ui| self.articles.show(ui, cx, &self.session));
            let rect = panel.response.rect;
            places.add(WindowPart::Articles, rect, |sizes| &mut sizes.articles);
        }
        self.explore_ui(ui, cx, places);
        if drawers.is_folded(SidePanel::Annotations) {
            drawers.rail_ui(ui, cx, SidePanel::Annotations);
            if self.annotations.inspector.wants_keyboard() {
                drawers.open(SidePanel::Annotations);
            }
        } else if has_right {
            let panel = Panel::right("annotations").frame(surface.inner_margin(12));
            let panel = places.sized(panel, SizedPanel::Annotations).show(ui, |ui| {
                self.right_ui(ui, cx, inspector, places);
            });
            let width = panel.response.rect.width();
            places.keep(width, |sizes| &mut sizes.annotations);
        }
        let page = ui.available_rect_before_wrap();
        let ctx = &ui.ctx().clone();
        if drawers.is_open(SidePanel::Articles) {
            if drawers.rect().is_none() {
                cx.entering = Some(WindowPart::Articles);
            }
            let engine_cx = &mut *cx;
            drawers.drawer_ui(ctx, engine_cx.palette, (page, articles), |ui| {
                self.articles.show(ui, engine_cx, &self.session);
            });
            let rect = drawers.rect().unwrap_or(page);
            places.focus_ring.add(WindowPart::Articles, rect);
        } else if drawers.is_open(SidePanel::Annotations) {
            if drawers.rect().is_none() && !self.annotations.inspector.wants_keyboard() {
                cx.entering = Some(WindowPart::Annotations);
            }
            let engine_cx = &mut *cx;
            drawers.drawer_ui(ctx, engine_cx.palette, (page, annotations), |ui| {
                self.right_ui(ui, engine_cx, inspector, places);
            });
        }
    }

    /// The results: beside the page, or below it in a narrow window.
    fn explore_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, places: &mut PanelRects<'_>) {
        if !self.explore.is_open() {
            return;
        }
        let frame = Frame::new().fill(cx.palette.surface);
        let frame = frame.inner_margin(Margin::symmetric(12, 6));
        let panel = match is_narrow(places.window) {
            true => Panel::bottom("results below"),
            false => Panel::left("results"),
        };
        let panel = panel.frame(frame).resizable(true);
        let (explore, session) = (&mut self.explore, &self.session);
        let shown = places
            .sized(panel, SizedPanel::Explore)
            .show(ui, |ui| explore.show(ui, cx, session));
        let rect = shown.response.rect;
        places.focus_ring.add(WindowPart::Explore, rect);
        let size = match is_narrow(places.window) {
            true => rect.height(),
            false => rect.width(),
        };
        places.keep(size, |sizes| &mut sizes.explore);
    }

    /// The annotations of the article, above the history where that is shown.
    fn right_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        inspector: bool,
        places: &mut PanelRects<'_>,
    ) {
        let (session, history) = (&self.session, &mut self.history_panel);
        let mut rest = ui.max_rect();
        if cx.settings.history && !inspector {
            history.show(ui, cx, session);
            return places.focus_ring.add(WindowPart::History, rest);
        }
        if cx.settings.history {
            let panel = Panel::bottom("history")
                .frame(Frame::new().inner_margin(Margin::symmetric(0, 8)))
                .resizable(true);
            let panel = places
                .sized(panel, SizedPanel::History)
                .show(ui, |ui| history.show(ui, cx, session));
            rest.max.y = panel.response.rect.top();
            places.add(WindowPart::History, panel.response.rect, |sizes| {
                &mut sizes.history
            });
        }
        if let Some(shown) = session.shown() {
            if cx.settings.suggestions.shown && self.comparing.is_none() {
                let list = &mut self.capabilities.suggestions.list;
                let height = suggest::height(session, ui.available_height());
                let panel = Panel::bottom("suggestions")
                    .frame(Frame::new().inner_margin(Margin::symmetric(0, 6)))
                    .exact_size(height)
                    .show_separator_line(false)
                    .show(ui, |ui| suggest::list_ui(ui, cx, session, shown, list));
                rest.max.y = rest.max.y.min(panel.response.rect.top());
            }
            match session.chosen_suggestion() {
                Some(item) => suggest::card_ui(ui, cx, session, shown, item),
                None => self.annotations.card_ui(ui, cx, session, shown),
            }
            review::show(ui, cx, session, shown);
            self.annotations.list_ui(ui, cx, session, shown);
        }
        if session.has_annotations() {
            places.focus_ring.add(WindowPart::Annotations, rest);
        }
    }
}

/// Whether results have no room beside the page.
fn is_narrow(window: f32) -> bool {
    window < NO_ROOM_BESIDE
}

fn legend_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, focus_ring: &mut FocusRing) {
    // The page needs the room; the menu Annotate has the labels too.
    let is_low = ui.ctx().content_rect().height() < LOW;
    if !cx.settings.legend || session.shown().is_none() || is_low {
        return;
    }
    let frame = Frame::new()
        .fill(cx.palette.paper)
        .inner_margin(Margin::symmetric(24, 8));
    let panel = Panel::top("legend")
        .frame(frame)
        .show(ui, |ui| panels::legend::show(ui, cx, session));
    focus_ring.add(WindowPart::Legend, panel.response.rect);
}
