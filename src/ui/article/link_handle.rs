//! The handle at an annotation from which a link is dragged to another one.
//!
//! It is above the annotation's end, between the lines, at the chosen annotation and at the one
//! under the pointer. While it is dragged only legal ends stand out; over one of them the line
//! takes that end's colour, and letting go links.

use egui::{CursorIcon, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2};

use crate::model::{Annotation, AnnotationId};
use crate::session::messages::PageMessage;

use super::hit_test::annotations_at;
use super::link_targets::{LinkTargets, link_targets_ui};
use super::page_io::{AnnotationRef, Page};
use super::pointer_input::scroll_at_edge;
use super::relation_lines::arrow_head;
use super::style;
use super::text_engine::TextEngine;
use super::viewport::Viewport;

/// The characters of a quote in a description.
const QUOTED: usize = 200;

const RADIUS: f32 = 4.0;

/// How near the pointer must come to take the handle, in points: it is 24 points wide and high.
const NEAR: f32 = 12.0;

/// What was done with a handle.
#[derive(Clone, Debug, PartialEq)]
pub enum HandleUse {
    /// It was clicked: links go from this annotation.
    Click(AnnotationId),
    /// It was dropped on a legal end, at this point of the screen.
    Drop {
        this: AnnotationId,
        other: AnnotationId,
        at: Pos2,
    },
}

/// View state of the handle.
#[derive(Default)]
pub struct LinkHandle {
    /// The annotation whose handle stays while the pointer is on its way to it.
    kept: Option<AnnotationId>,
    /// The annotation from whose handle is being dragged.
    dragged: Option<AnnotationId>,
}

impl LinkHandle {
    /// Whether a link is being dragged.
    pub fn is_dragged(&self) -> bool {
        self.dragged.is_some()
    }

    /// Lets go without linking.
    pub fn cancel(&mut self) {
        self.dragged = None;
    }

    /// Draws the handles over the page. `legal` says whether two annotations can be linked, or,
    /// with one only, whether it can be linked at all.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        viewport: &mut Viewport,
        engine: &mut TextEngine,
        page: &Page<'_>,
        hovered: Option<&AnnotationId>,
        legal: &dyn Fn(&Annotation, Option<&Annotation>) -> bool,
    ) -> Option<HandleUse> {
        let pointer = ui.input(|input| input.pointer.clone());
        let mut offered: Vec<AnnotationId> = page.chosen.cloned().into_iter().collect();
        for id in [hovered, self.kept.as_ref(), self.dragged.as_ref()]
            .into_iter()
            .flatten()
        {
            if !offered.contains(id) {
                offered.push(id.clone());
            }
        }
        let mut used = None;
        let mut kept = hovered.cloned();
        for id in offered {
            let Some(annotation) = page.document.annotation(&id) else {
                continue;
            };
            let is_dragged = self.dragged.as_ref() == Some(&id);
            let place = handle_place(viewport, annotation);
            if !legal(annotation, None) || (place.is_none() && !is_dragged) {
                continue;
            }
            let place = place.unwrap_or_else(|| off_screen(viewport, page, annotation));
            let area = Rect::from_center_size(place, Vec2::splat(2.0 * NEAR));
            let response = ui.interact(
                area,
                ui.scope_id().with(("link handle", id.as_str())),
                Sense::click_and_drag(),
            );
            response.widget_info(|| {
                let quote = annotation.fragments();
                let quote =
                    quote.map_or_else(String::new, |f| f.quote_start(page.document.text(), QUOTED));
                let name = PageMessage::LinkHandle { quote };
                WidgetInfo::labeled(Role::Button, true, name.to_string())
            });
            if response.hovered() {
                ui.set_cursor_icon(CursorIcon::Grab);
                kept = Some(id.clone());
            } else if hovered.is_none() && self.kept.as_ref() == Some(&id) {
                let near = pointer
                    .hover_pos()
                    .is_some_and(|at| area.expand(6.0).contains(at));
                if near {
                    kept = Some(id.clone());
                }
            }
            if response.clicked() {
                used = Some(HandleUse::Click(id.clone()));
            }
            if response.drag_started() {
                self.dragged = Some(id.clone());
            }
            let color = style::label_look(page.codebook, &annotation.label, page.dark).color;
            let painter = ui.painter_at(viewport.rect());
            let line = Stroke::new(1.5, color);
            let fill = if response.hovered() || is_dragged {
                color
            } else {
                page.colors.paper
            };
            painter.circle(place, RADIUS, fill, line);
            if self.dragged.as_ref() == Some(&id)
                && let Some(at) = pointer.interact_pos()
            {
                scroll_at_edge(ui, at, None, viewport, engine, page);
                let drop = drag_ui(ui, viewport, page, annotation, place, at, legal);
                if !pointer.primary_down() {
                    self.dragged = None;
                    used = drop.map(|other| HandleUse::Drop {
                        this: id.clone(),
                        other,
                        at,
                    });
                }
            }
        }
        self.kept = kept;
        used
    }
}

/// Draws a link on its way; returns the legal end under the pointer.
fn drag_ui(
    ui: &Ui,
    viewport: &Viewport,
    page: &Page<'_>,
    this: &Annotation,
    from: Pos2,
    at: Pos2,
    legal: &dyn Fn(&Annotation, Option<&Annotation>) -> bool,
) -> Option<AnnotationId> {
    let visible = page.document.touching(viewport.visible_range());
    let possible: Vec<(AnnotationId, String)> = visible
        .iter()
        .filter(|other| legal(this, Some(other)))
        .map(|other| (other.id.clone(), String::new()))
        .collect();
    let is_possible = |id: &AnnotationId| possible.iter().any(|(other, _)| other == id);
    let target = annotations_at(viewport, at)
        .into_iter()
        .filter_map(AnnotationRef::into_document)
        .find(is_possible);
    link_targets_ui(
        ui,
        viewport,
        page,
        &LinkTargets {
            this: &this.id,
            possible: &possible,
            typed: "",
            keyboard: None,
            candidate: target.as_ref(),
        },
    );
    let end = target.as_ref().and_then(|id| page.document.annotation(id));
    let label = end.map_or(&this.label, |end| &end.label);
    let color = style::label_look(page.codebook, label, page.dark).color;
    let painter = ui.painter_at(viewport.rect());
    painter.line_segment([from, at], Stroke::new(2.0, color));
    arrow_head(&painter, at, (at - from).normalized(), color);
    ui.set_cursor_icon(CursorIcon::Grabbing);
    target
}

/// Above the end of an annotation, or of what is visible of it.
fn handle_place(viewport: &Viewport, annotation: &Annotation) -> Option<Pos2> {
    let last = viewport.rects_of_annotation(annotation).pop()?;
    // Beside the words and the handle of the border, as far as it goes.
    Some(pos2(last.right() + NEAR - 2.0, last.top() - NEAR / 2.0))
}

/// Where the line of a link begins whose annotation has been scrolled away.
fn off_screen(viewport: &Viewport, page: &Page<'_>, annotation: &Annotation) -> Pos2 {
    let start = annotation.fragments().map_or(0, |f| f.start().0);
    let center = viewport.rect().center().x;
    if start < viewport.visible_range().start || page.document.text().is_empty() {
        pos2(center, viewport.rect().top())
    } else {
        pos2(center, viewport.rect().bottom())
    }
}
