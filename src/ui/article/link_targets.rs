//! Annotations on the screen as ends of a link: where they are, and how the possible ones stand out.

use std::ops::Range;

use egui::{Align2, CornerRadius, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use egui::{pos2, vec2};

use crate::model::{Annotation, AnnotationId};
use crate::ui::theme::semibold;

use super::pane::{ArticleView, Page};
use super::style;

/// How much of the paper lies over what cannot be the other end.
const FADED: f32 = 0.6;

/// Size of a jump letter's patch, in points: of its type, its height, and beside the letter.
const LETTER: f32 = 12.0;
const PATCH: f32 = 17.0;
const BESIDE: f32 = 4.0;

/// The ends that may be taken now.
pub struct LinkTargets<'a> {
    /// The annotation that is being linked.
    pub this: &'a AnnotationId,
    /// Possible ends with the letters that lead to them, which may be empty.
    pub possible: &'a [(AnnotationId, String)],
    /// The letters that have been pressed.
    pub typed: &'a str,
    /// The one that would be taken.
    pub candidate: Option<&'a AnnotationId>,
}

impl ArticleView {
    /// The text on the screen, to whole blocks.
    pub fn visible_range(&self) -> Range<usize> {
        let block = |shown: Option<&super::pane::Visible>| self.blocks.get(shown?.block);
        let start = block(self.visible.first()).map_or(0, |block| block.start());
        let end = block(self.visible.last()).map_or(0, |block| block.end());
        start..end
    }

    /// The stretches of an annotation that are on the screen, in points.
    pub fn rects_of_annotation(&self, annotation: &Annotation) -> Vec<Rect> {
        let fragments = annotation.fragments().into_iter();
        let spans = fragments.flat_map(|fragments| fragments.iter());
        let mut rects: Vec<Rect> = spans.flat_map(|span| self.rects_of(span.range())).collect();
        // A line of which only the edge is visible cannot be pointed at.
        rects.retain(|rect| rect.height() > 6.0);
        rects
    }

    /// Scrolls by a share of the pane's height.
    pub fn scroll_pages(&mut self, pages: f32) {
        let height = self.setting.as_ref().map_or(0, |setting| setting.height);
        self.anchor.into += f64::from(pages) * height as f64;
    }

    /// Draws over the page which annotations may be the other end. Returns the one whose letter is
    /// clicked.
    pub fn link_targets_ui(
        &self,
        ui: &Ui,
        page: &Page<'_>,
        ends: &LinkTargets<'_>,
    ) -> Option<AnnotationId> {
        let painter = ui.painter_at(self.rect);
        let possible = |id: &AnnotationId| ends.possible.iter().find(|(other, _)| other == id);
        let touching = page.document.touching(self.visible_range());
        let (open, shut): (Vec<_>, Vec<_>) = touching
            .into_iter()
            .partition(|annotation| possible(&annotation.id).is_some());
        let open: Vec<_> = open
            .into_iter()
            .map(|annotation| (annotation, self.rects_of_annotation(annotation)))
            .collect();
        let mut lit: Vec<Rect> = open.iter().flat_map(|(_, rects)| rects.clone()).collect();
        let this = page.document.annotation(ends.this);
        lit.extend(this.iter().flat_map(|this| self.rects_of_annotation(this)));
        let faded = page.colors.paper.gamma_multiply(FADED);
        for annotation in shut.iter().filter(|a| a.id != *ends.this) {
            for rect in self.rects_of_annotation(annotation) {
                if lit.iter().all(|lit| !lit.intersects(rect)) {
                    painter.rect_filled(rect.expand2(vec2(0.0, 3.0)), 0.0, faded);
                }
            }
        }
        for (annotation, rects) in &open {
            let color = style::look(page.codebook, &annotation.label, page.dark).color;
            let is_candidate = ends.candidate == Some(&annotation.id);
            let width = if is_candidate { 2.5 } else { 1.0 };
            for rect in rects {
                let around = rect.expand2(vec2(1.0, 0.0));
                let stroke = Stroke::new(width, color);
                painter.rect_stroke(around, 3.0, stroke, StrokeKind::Outside);
            }
        }
        let mut clicked = None;
        let mut placed: Vec<Rect> = Vec::new();
        for (annotation, rects) in &open {
            let letters = possible(&annotation.id).map_or("", |(_, letters)| letters.as_str());
            let (Some(rest), Some(first)) = (letters.strip_prefix(ends.typed), rects.first())
            else {
                continue;
            };
            if rest.is_empty() {
                continue;
            }
            let font = FontId::new(LETTER, semibold());
            let rest = rest.to_uppercase();
            let paper = page.colors.paper;
            let letter = painter.layout_no_wrap(rest.clone(), font.clone(), paper);
            let size = vec2(letter.size().x + 2.0 * BESIDE, PATCH);
            // On the corner, so that the words can still be read.
            let corner = pos2(first.left() - 9.0, first.top() - PATCH * 0.7);
            let mut patch = Rect::from_min_size(corner, size);
            while let Some(other) = placed.iter().find(|other| other.intersects(patch)) {
                patch = patch.translate(vec2(other.right() + 1.0 - patch.left(), 0.0));
            }
            placed.push(patch);
            let color = style::look(page.codebook, &annotation.label, page.dark).color;
            painter.rect(
                patch,
                CornerRadius::same(4),
                color,
                Stroke::new(1.0, paper),
                StrokeKind::Outside,
            );
            painter.text(patch.center(), Align2::CENTER_CENTER, &rest, font, paper);
            let id = ui.scope_id().with(("jump letter", annotation.id.as_str()));
            let response = ui.interact(patch, id, Sense::click_and_drag());
            response.widget_info(|| {
                let quote = annotation.fragments();
                let quote = quote.map_or_else(String::new, |f| f.quote(page.document.text()));
                WidgetInfo::labeled(Role::Button, true, format!("{rest}: link to “{quote}”"))
            });
            if response.clicked() {
                clicked = Some(annotation.id.clone());
            }
        }
        clicked
    }
}
