//! The page (the main viewport): one article, or two side by side in a split view, and the mouse
//! input in them.

use std::collections::HashMap;

use egui::{CursorIcon, Rect, Sense, Stroke, Ui, UiBuilder, pos2};

use super::ProjectCtx;
use super::compare::Comparing;
use super::linking::{self, Links};
use super::suggest;
use crate::command::{CommandQueue, Intent, UserCommand};
use crate::model::ByteOffset;
use crate::model::history::CodingId;
use crate::session::messages::PageText;
use crate::session::panes::Side;
use crate::session::{OpenArticle, Session};
use crate::ui::article::{
    ArticleView, Border, Gesture, LabelCues, Layer, LineMotion, Page, PageColors, ReadingStyle,
};
use crate::ui::panels::announcements::LastAnnouncement;
use crate::ui::panels::context_menu::ContextMenu;
use crate::ui::panels::hover::HoverCard;
use crate::ui::panels::selection_bar::SelectionBar;
use crate::ui::panels::{PanelCtx, pane_header, start};
use crate::ui::theme::Palette;

/// The least width of a pane, in points. Where two have no room, the active one is shown.
const LEAST_PANE: f32 = 240.0;

/// Room between two panes, where the divider is taken.
const GUTTER: f32 = 9.0;

/// How far a key moves the divider, as a share of the page.
const DIVIDER_STEP: f32 = 0.02;

/// What is done on the page beside annotating.
pub(super) struct OverPage<'a> {
    pub links: &'a mut Links,
    /// Comparing coders, while that is done.
    pub comparing: Option<&'a Comparing>,
}

impl<'a> OverPage<'a> {
    /// Comparing, if this coding is the agreed version that is compared.
    fn comparing(&self, id: CodingId) -> Option<&'a Comparing> {
        self.comparing.filter(|comparing| comparing.agreed() == id)
    }
}

/// View state of the page.
#[derive(Default)]
pub(super) struct ReadingState {
    /// A pane keeps its own place in each article that it has shown.
    views: HashMap<(Side, CodingId), ArticleView>,
    /// Where vertical moves of the caret aim at, in points from the column's edge.
    pub goal_x: Option<f32>,
    pub hover: HoverCard,
    selection_bar: SelectionBar,
    pub context_menu: ContextMenu,
    pub spoken: LastAnnouncement,
}

impl ReadingState {
    /// The view of an article in a pane, once it has been shown there.
    pub fn view(&self, side: Side, id: CodingId) -> Option<&ArticleView> {
        self.views.get(&(side, id))
    }

    /// Creates the view of an article in a pane, unless the pane has one already.
    pub fn prepare(&mut self, side: Side, id: CodingId, make: impl FnOnce() -> ArticleView) {
        self.views.entry((side, id)).or_insert_with(make);
    }

    /// Drops the views of an article whose text has changed.
    pub fn forget(&mut self, id: CodingId) {
        self.views.retain(|(_, of), _| *of != id);
    }

    /// Drops the views of the other pane; this side counts as the left pane from now on.
    pub fn leave_alone(&mut self, side: Side) {
        let views = std::mem::take(&mut self.views).into_iter();
        self.views = views
            .filter(|((of, _), _)| *of == side)
            .map(|((_, id), view)| ((Side::Left, id), view))
            .collect();
    }

    /// The pane whose text is this control.
    pub fn side_of(&self, session: &Session, control: egui::Id) -> Option<Side> {
        let mut panes = session.panes().into_iter();
        let is_text = |view: &ArticleView| view.id() == Some(control);
        let pane = panes.find(|(side, id)| self.view(*side, *id).is_some_and(is_text));
        pane.map(|(side, _)| side)
    }

    /// Draws the page. `left` is the left pane's share of it, which the user may change.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        dialog: bool,
        left: &mut f32,
        mut over: OverPage<'_>,
    ) {
        let over = &mut over;
        let area = ui.available_rect_before_wrap();
        let panes = session.panes();
        match panes.as_slice() {
            [] => start::show_instead_of_article(ui, cx, session, None),
            [(side, id)] => self.pane_ui(ui, cx, session, (*side, *id), dialog, over),
            _ => {
                let halves = halves(area, *left);
                for (side, id) in panes {
                    let rect = match (halves, side) {
                        (Some((left, _)), Side::Left) => left,
                        (Some((_, right)), Side::Right) => right,
                        (None, _) if side == session.side() => area,
                        (None, _) => continue,
                    };
                    let mut ui = ui.new_child(UiBuilder::new().id_salt(side).max_rect(rect));
                    ui.shrink_clip_rect(rect);
                    pane_header::show(&mut ui, cx, session, side, id);
                    self.pane_ui(&mut ui, cx, session, (side, id), dialog, over);
                }
                if let Some((left_half, right_half)) = halves {
                    let gutter = area.with_min_x(left_half.right());
                    let gutter = gutter.with_max_x(right_half.left());
                    divider_ui(ui, &cx.palette, area, gutter, left);
                }
            }
        }
        self.over_page_ui(ui, cx, session, over);
    }

    fn pane_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        (side, id): (Side, CodingId),
        dialog: bool,
        over: &mut OverPage<'_>,
    ) {
        let is_active = side == session.side();
        let (Some(shown), Some(view)) = (session.opened(id), self.views.get_mut(&(side, id)))
        else {
            return start::show_instead_of_article(ui, cx, session, Some(id));
        };
        let style = ReadingStyle::from(cx.settings);
        let colors = PageColors::of(&cx.palette);
        let comparing = over.comparing(id);
        let layers = layers(session, id, shown, comparing);
        let focused = ui.memory(|memory| memory.focused());
        // A window without the focus gets no keys, and its caret does not blink.
        let has_keyboard =
            ui.input(|input| input.focused) && (focused.is_none() || focused == view.id());
        let page = Page {
            dark: cx.palette.dark,
            focused: is_active && has_keyboard && !dialog,
            motion: ui.style().animation_time > 0.0,
            cues: LabelCues {
                margin_tags: cx.settings.margin_tags,
                every_letter: cx.palette.is_high_contrast(),
            },
            marks: comparing.map(Comparing::marks),
            ..page(session, shown, &layers, &style, &colors)
        };
        let gestures = view.show(ui, cx.engine, &page);
        let came = view
            .id()
            .is_some_and(|pane| mind_focus(ui.ctx(), pane, is_active && !dialog));
        let acts = |gesture: &Gesture| !matches!(gesture, Gesture::Hover(_));
        if !is_active && !dialog && (came || gestures.iter().any(acts)) {
            cx.commands.push(UserCommand::GoBeside);
        }
        if let Some(comparing) = comparing {
            comparing.lanes_ui(ui, view, cx.engine, &page, session, cx.commands);
            let clicked = gestures
                .iter()
                .find_map(|gesture| comparing.clicked_outline(gesture));
            cx.commands.extend(clicked);
        }
        let mut clicked = None;
        if comparing.is_none() {
            let mut clicks = gestures.iter();
            clicked = clicks.find_map(|gesture| suggest::clicked(gesture, SUGGESTED_LAYER));
            if is_active {
                suggest::chosen_ui(ui, view, session, &colors);
            }
        }
        let links = &mut *over.links;
        let mut is_linking = false;
        if is_active {
            is_linking = links.linking.is_some();
            links.show(ui, view, cx, &page);
            if let Some(linking) = &links.linking {
                let end = linking::pointed_at(linking, &shown.document, &gestures);
                cx.commands.extend(end.map(Intent::Choose));
            }
        }
        for gesture in gestures.into_iter().filter(|_| !is_linking) {
            if let Gesture::ContextMenu(at) = gesture
                && let Some(point) = ui.input(|input| input.pointer.interact_pos())
            {
                self.context_menu.open_by_mouse(point, at);
            }
            self.on_gesture(gesture, cx.commands);
        }
        // After the click has moved the caret.
        cx.commands.extend(clicked.filter(|_| !is_linking));
    }

    fn on_gesture(&mut self, gesture: Gesture, commands: &mut CommandQueue) {
        // With Ctrl held the selection is added to what was chosen.
        let adds = matches!(
            &gesture,
            Gesture::Select { selection, finished: true, adding: true } if !selection.is_empty()
        );
        if let Gesture::Select {
            selection,
            finished,
            adding,
        } = &gesture
        {
            self.selection_bar.offer(*selection, *finished && !*adding);
        }
        commands.extend(command_for(gesture));
        if adds {
            commands.push(UserCommand::AddFragment);
        }
    }

    /// What lies over the page for a moment: the card of the annotation under the pointer, and
    /// the labels at the selection.
    fn over_page_ui(
        &mut self,
        ui: &Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        over: &mut OverPage<'_>,
    ) {
        // The card of an annotation would lie over the lanes.
        let is_comparing = over.comparing.is_some();
        let links = &mut *over.links;
        let mut panes = session.panes();
        // The active one first, which has the card while the pointer is at no annotation.
        panes.sort_by_key(|(side, _)| *side != session.side());
        let shown = panes.into_iter().filter_map(|(side, id)| {
            let view = self.views.get(&(side, id))?;
            Some((session.opened(id)?, view))
        });
        let shown: Vec<(&OpenArticle, &ArticleView)> = shown.collect();
        let Some((active, view)) = shown.first().copied() else {
            return;
        };
        self.selection_bar.show(ui.ctx(), cx, session, active, view);
        links.dropped_ui(ui, cx, session);
        if !links.are_being_made() && !is_comparing {
            let pointed = shown.iter().find(|(_, view)| view.hovered().is_some());
            let (article, view) = pointed.copied().unwrap_or((active, view));
            self.hover.show(ui.ctx(), cx, session, article, view);
        }
        self.context_menu.show(ui, cx, session, active, view);
        self.spoken
            .show(ui.ctx(), session, active, view, cx.settings.spoken);
        suggest::speak(ui.ctx(), session);
    }
}

impl ProjectCtx<'_> {
    /// The view of the active article.
    pub(super) fn view_mut(&mut self) -> Option<&mut ArticleView> {
        self.make_views();
        let session = &self.project.session;
        let pane = (session.side(), session.current?);
        self.project.reading.views.get_mut(&pane)
    }

    /// Makes the views of the articles on screen that have none yet, scrolled to where reading
    /// stopped.
    pub(super) fn make_views(&mut self) {
        let session = &self.project.session;
        for (side, id) in session.panes() {
            let (Some(article), Some(coding), Some(open)) = (
                session.article_of(id),
                session.coding(id),
                session.opened(id),
            ) else {
                continue;
            };
            let memory = &self.shell.persisted_state;
            self.project.reading.prepare(side, id, || {
                let text = open.document.text();
                let mut view = ArticleView::new(text);
                if let Some((_, _, scroll)) = memory.place(&article.name, &coding.coder, text) {
                    view.restore(scroll);
                }
                view
            });
        }
    }

    /// The caret position after a move that depends on the layout, such as one line down.
    pub(super) fn line_move(&mut self, from: ByteOffset, motion: LineMotion) -> ByteOffset {
        let session = &self.project.session;
        let (Some(id), Some(shown)) = (session.current, session.shown()) else {
            return from;
        };
        let ReadingState { views, goal_x, .. } = &mut self.project.reading;
        let Some(view) = views.get_mut(&(session.side(), id)) else {
            return from;
        };
        let style = ReadingStyle::from(&self.shell.settings);
        let colors = PageColors::of(&Palette::LIGHT);
        let comparing = self.project.comparing.as_ref();
        let comparing = comparing.filter(|comparing| comparing.agreed() == id);
        let layers = layers(session, id, shown, comparing);
        let page = Page {
            marks: comparing.map(Comparing::marks),
            ..page(session, shown, &layers, &style, &colors)
        };
        view.line_move(&mut self.shell.engine, &page, from, motion, goal_x)
    }
}

/// The rectangles of both panes; `None` where they do not fit.
fn halves(area: Rect, left: f32) -> Option<(Rect, Rect)> {
    let room = area.width() - GUTTER;
    if room < 2.0 * LEAST_PANE {
        return None;
    }
    let width = (room * left).clamp(LEAST_PANE, room - LEAST_PANE).round();
    let border = area.left() + width;
    Some((area.with_max_x(border), area.with_min_x(border + GUTTER)))
}

/// Draws the divider and lets it be moved. A double click halves the page.
fn divider_ui(ui: &Ui, palette: &Palette, area: Rect, gutter: Rect, left: &mut f32) {
    let divider = ui.interact(
        gutter,
        ui.make_persistent_id("divider"),
        Sense::click_and_drag(),
    );
    divider.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Splitter, true, PageText::Divider.text())
    });
    if divider.has_focus() {
        let filter = egui::EventFilter {
            horizontal_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(divider.id, filter));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        if pressed(egui::Key::ArrowLeft) {
            *left -= DIVIDER_STEP;
        }
        if pressed(egui::Key::ArrowRight) {
            *left += DIVIDER_STEP;
        }
    }
    if let Some(at) = divider.interact_pointer_pos().filter(|_| divider.dragged()) {
        *left = (at.x - GUTTER / 2.0 - area.left()) / (area.width() - GUTTER);
    }
    if divider.double_clicked() {
        *left = 0.5;
    }
    // Clamped so that a key always moves the visible divider.
    let least = LEAST_PANE / (area.width() - GUTTER);
    if divider.dragged() || divider.has_focus() {
        *left = left.clamp(least, 1.0 - least);
    }
    let stroke = if divider.dragged() || divider.hovered() || divider.has_focus() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        Stroke::new(2.0, palette.accent)
    } else {
        Stroke::new(1.0, palette.hairline)
    };
    let x = gutter.center().x;
    let ends = [pos2(x, area.top()), pos2(x, area.bottom())];
    ui.painter().line_segment(ends, stroke);
}

/// An article as the pane sees it, in light surroundings and with the keyboard.
fn page<'a>(
    session: &'a Session,
    shown: &'a OpenArticle,
    layers: &'a [Layer<'a>],
    style: &'a ReadingStyle,
    colors: &'a PageColors,
) -> Page<'a> {
    Page {
        document: &shown.document,
        // Both only grow, so that their sum changes with each.
        revision: shown.revision() + session.entities_version,
        layers,
        codebook: &session.codebook,
        entities: &session.entities,
        style,
        colors,
        dark: false,
        selection: shown.selection,
        chosen: shown.chosen.as_ref(),
        focused: true,
        motion: true,
        cues: LabelCues::default(),
        marks: None,
    }
}

/// The layers of the page of an article.
fn layers<'a>(
    session: &'a Session,
    id: CodingId,
    shown: &'a OpenArticle,
    comparing: Option<&'a Comparing>,
) -> Vec<Layer<'a>> {
    let document = Layer::document(&shown.document);
    let compared = comparing.map(Comparing::layers).unwrap_or_default();
    let suggested = match comparing {
        Some(_) => None,
        None => suggest::layer(session, id),
    };
    let all = std::iter::once(document).chain(compared);
    all.chain(suggested).collect()
}

/// The layer of suggestions, where there is one: the coder's own annotations are the first.
const SUGGESTED_LAYER: usize = 1;

/// Manages the keyboard focus of a text pane. A `wanted` pane gets the focus while no other control
/// has it, with the keys that otherwise move between controls; any other pane loses it. Returns
/// whether an unwanted pane has just gained the focus: its article then becomes the active one.
fn mind_focus(ctx: &egui::Context, pane: egui::Id, wanted: bool) -> bool {
    let came = ctx
        .read_response(pane)
        .is_some_and(|text| text.gained_focus());
    ctx.memory_mut(|memory| {
        if !wanted {
            if !came {
                memory.surrender_focus(pane);
            }
            return came;
        }
        if memory.focused().is_none() {
            memory.request_focus(pane);
        }
        if memory.has_focus(pane) {
            let filter = egui::EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            memory.set_focus_lock_filter(pane, filter);
        }
        false
    })
}

fn command_for(gesture: Gesture) -> Option<Intent> {
    Some(match gesture {
        Gesture::Select { selection, .. } => Intent::Select(selection),
        Gesture::Choose(annotation) => Intent::Choose(annotation.into_document()?),
        Gesture::Unchoose => Intent::Unchoose,
        Gesture::MoveBorder {
            id,
            border,
            to,
            finished,
        } => Intent::MoveBorder {
            id,
            start: border == Border::Start,
            to,
            finished,
        },
        Gesture::ContextMenu(_) | Gesture::Hover(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_keep_their_least_width() {
        let area = |width| Rect::from_min_size(pos2(100.0, 50.0), egui::vec2(width, 400.0));
        for (width, share, want) in [
            (809.0, 0.5, Some((400.0, 400.0))),
            (809.0, 0.25, Some((240.0, 560.0))),
            (809.0, 1.0, Some((560.0, 240.0))),
            (489.0, 0.9, Some((240.0, 240.0))),
            (488.0, 0.5, None),
        ] {
            let got = halves(area(width), share);
            let widths = got.map(|(left, right)| (left.width(), right.width()));
            assert_eq!(widths, want, "{share} of {width}");
        }
    }
}
