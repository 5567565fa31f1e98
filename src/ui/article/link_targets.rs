//! The annotations on the screen to which a link may lead: those that may not are faded, those that
//! may have a letter.
//!
//! Which ones may is given; this file only draws them over the page.

use std::collections::HashMap;

use egui::{Align2, CornerRadius, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use egui::{pos2, vec2};

use crate::model::AnnotationId;
use crate::session::messages::PageMessage;
use crate::ui::keyboard::KeyInput;
use crate::ui::theme::semibold;

use super::page_io::Page;
use super::style;
use super::viewport::Viewport;

/// How strongly places that cannot be the other end are faded, as a share of the paper's colour.
const FADED: f32 = 0.6;

/// Size of a jump letter's patch, in points: of its type, its height, and beside the letter.
const LETTER: f32 = 12.0;
const PATCH: f32 = 17.0;
const BESIDE: f32 = 4.0;

/// The characters of a quote in a description.
const QUOTED: usize = 200;

/// The annotations that may be the other end of a link.
pub struct LinkTargets<'a> {
    /// The annotation that is being linked.
    pub this: &'a AnnotationId,
    /// Possible targets with the letters that choose them, which may be empty.
    pub possible: &'a [(AnnotationId, String)],
    /// The letters that have been typed.
    pub typed: &'a str,
    /// Tells how the letters are printed on the keys.
    pub keyboard: Option<&'a KeyInput>,
    /// The target that Enter would choose.
    pub candidate: Option<&'a AnnotationId>,
}

/// Draws over the page which annotations may be the other end. Returns the one whose letter is
/// clicked.
pub fn link_targets_ui(
    ui: &Ui,
    viewport: &Viewport,
    page: &Page<'_>,
    targets: &LinkTargets<'_>,
) -> Option<AnnotationId> {
    let painter = ui.painter_at(viewport.rect());
    let letters: HashMap<&AnnotationId, &str> = targets
        .possible
        .iter()
        .map(|(id, letters)| (id, letters.as_str()))
        .collect();
    let touching = page.document.touching(viewport.visible_range());
    let (open, mut shut): (Vec<_>, Vec<_>) = touching
        .into_iter()
        .partition(|annotation| letters.contains_key(&annotation.id));
    // They are in order, so of thousands at one place one is faded.
    shut.retain(|annotation| annotation.id != *targets.this);
    shut.dedup_by(|a, b| a.place == b.place);
    let open: Vec<_> = open
        .into_iter()
        .map(|annotation| (annotation, viewport.rects_of_annotation(annotation)))
        .collect();
    let mut lit: Vec<Rect> = open.iter().flat_map(|(_, rects)| rects.clone()).collect();
    let this = page.document.annotation(targets.this);
    lit.extend(
        this.iter()
            .flat_map(|this| viewport.rects_of_annotation(this)),
    );
    let faded = page.colors.paper.gamma_multiply(FADED);
    for annotation in &shut {
        for rect in viewport.rects_of_annotation(annotation) {
            if lit.iter().all(|lit| !lit.intersects(rect)) {
                painter.rect_filled(rect.expand2(vec2(0.0, 3.0)), 0.0, faded);
            }
        }
    }
    for (annotation, rects) in &open {
        let color = style::label_look(page.codebook, &annotation.label, page.dark).color;
        let is_candidate = targets.candidate == Some(&annotation.id);
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
        let letters = letters.get(&annotation.id).copied().unwrap_or_default();
        let (Some(rest), Some(first)) = (letters.strip_prefix(targets.typed), rects.first()) else {
            continue;
        };
        if rest.is_empty() {
            continue;
        }
        let font = FontId::new(LETTER, semibold());
        let rest: String = match targets.keyboard {
            Some(keyboard) => rest.chars().map(|c| keyboard.printed_letter(c)).collect(),
            None => rest.to_uppercase(),
        };
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
        let color = style::label_look(page.codebook, &annotation.label, page.dark).color;
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
            let quote =
                quote.map_or_else(String::new, |f| f.quote_start(page.document.text(), QUOTED));
            let letters = rest.clone();
            let name = PageMessage::LinkTarget { letters, quote };
            WidgetInfo::labeled(Role::Button, true, name.to_string())
        });
        if response.clicked() {
            clicked = Some(annotation.id.clone());
        }
    }
    clicked
}
