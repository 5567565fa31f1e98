//! Margin tags under the pointer: which one it is, what a click on it chooses, and its tooltip.

use egui::{Pos2, Response, Ui, vec2};

use super::annotated_block::AnnotatedBlock;
use super::margin_tags::{GAP, Tag};
use super::page_io::{AnnotationRef, Page};
use super::scroll::VisibleBlock;
use super::style::Weight;
use super::text_engine::TextEngine;
use super::text_line::LineTextStyle;
use super::viewport::Viewport;

/// How many of the annotations behind a number the tooltip lists at most.
const LISTED: usize = 12;

/// What a click on the tag at a point of the screen chooses: what it stands for, or of several
/// the one after the chosen one.
pub fn next_of_tag(viewport: &Viewport, point: Pos2, page: &Page<'_>) -> Option<AnnotationRef> {
    let (_, block, tag) = tag_at(viewport, point, page)?;
    let ids = || {
        let indices = tag.highlights.iter();
        indices.filter_map(|index| block.highlights.get(*index))
    };
    let chosen = ids().position(|highlight| page.is_chosen(&highlight.annotation));
    let next = chosen.map_or(0, |chosen| (chosen + 1) % tag.highlights.len());
    ids()
        .nth(next)
        .map(|highlight| highlight.annotation.clone())
}

/// Whether there is a tag at a point of the screen, and the one annotation that it stands for; of
/// several none is pointed at.
pub fn hovered_tag(
    viewport: &Viewport,
    point: Pos2,
    page: &Page<'_>,
) -> Option<Option<AnnotationRef>> {
    let (_, block, tag) = tag_at(viewport, point, page)?;
    Some(match tag.highlights.as_slice() {
        [index] => block
            .highlights
            .get(*index)
            .map(|highlight| highlight.annotation.clone()),
        _ => None,
    })
}

/// Shows, over the page, what is behind a "+3" under the pointer.
pub fn tooltip(
    ui: &Ui,
    viewport: &Viewport,
    engine: &mut TextEngine,
    page: &Page<'_>,
    response: &Response,
) {
    let point = response.hover_pos();
    let Some((shown, block, tag)) = point.and_then(|point| tag_at(viewport, point, page)) else {
        return;
    };
    if tag.highlights.len() == 1 {
        return;
    }
    let style = LineTextStyle {
        size: 13.0,
        color: page.colors.ink,
        weight: Weight::Regular,
    };
    let place = viewport.to_points(shown, tag.x.clone(), tag.y.clone());
    egui::Tooltip::always_open(
        ui.ctx().clone(),
        ui.layer_id(),
        response.id.with("tags"),
        place,
    )
    .gap(4.0)
    .show(|ui| {
        let indices = tag.highlights.iter();
        let highlights = indices.filter_map(|index| block.highlights.get(*index));
        for highlight in highlights.take(LISTED) {
            engine.line_ui(ui, &highlight.name, style, 360.0);
        }
        if tag.highlights.len() > LISTED {
            let more = format!("and {} more", tag.highlights.len() - LISTED);
            engine.line_ui(ui, &more, style, 360.0);
        }
    });
}

fn tag_at<'a>(
    viewport: &'a Viewport,
    point: Pos2,
    page: &Page<'_>,
) -> Option<(&'a VisibleBlock, &'a AnnotatedBlock, &'a Tag)> {
    if !page.cues.margin_tags || !viewport.rect().contains(point) {
        return None;
    }
    viewport.visible_blocks().find_map(|(shown, block)| {
        let mut tags = viewport.cache().tags(shown.block)?.tags().iter();
        let tag = tags.find(|tag| {
            let rect = viewport.to_points(shown, tag.x.clone(), tag.y.clone());
            // As high as a line, so that no click falls between two.
            rect.expand2(vec2(GAP / 2.0, GAP)).contains(point)
        })?;
        Some((shown, block, tag))
    })
}
