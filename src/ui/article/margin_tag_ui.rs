//! Margin tags under the pointer: which one it is, what a click on it chooses, and its tooltip.

use crate::session::messages::PageMessage;
use egui::{Pos2, Response, Ui, vec2};

use super::annotated_block::AnnotatedBlock;
use super::highlights;
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
    let mut annotations = tag.annotations.iter();
    let is_chosen = |index: &usize| block.annotation(*index).is_some_and(|a| page.is_chosen(a));
    let chosen = annotations.position(is_chosen);
    let next = chosen.map_or(0, |chosen| (chosen + 1) % tag.annotations.len());
    block.annotation(*tag.annotations.get(next)?).cloned()
}

/// Whether there is a tag at a point of the screen, and the one annotation that it stands for; of
/// several none is pointed at.
pub fn hovered_tag(
    viewport: &Viewport,
    point: Pos2,
    page: &Page<'_>,
) -> Option<Option<AnnotationRef>> {
    let (_, block, tag) = tag_at(viewport, point, page)?;
    Some(match tag.annotations.as_slice() {
        [index] => block.annotation(*index).cloned(),
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
    if tag.annotations.len() == 1 {
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
        for index in tag.annotations.iter().take(LISTED) {
            let name = name_of(block, page, *index);
            engine.line_ui(ui, &name.unwrap_or_default(), style, 360.0);
        }
        if tag.annotations.len() > LISTED {
            let count = tag.annotations.len() - LISTED;
            let more = PageMessage::More { count };
            engine.line_ui(ui, &more.to_string(), style, 360.0);
        }
    });
}

/// What a screen reader calls an annotation of a block.
fn name_of(block: &AnnotatedBlock, page: &Page<'_>, index: usize) -> Option<String> {
    if let Some(highlight) = block.highlights.get(index) {
        return Some(highlight.name.clone());
    }
    let reference = block.annotation(index)?;
    let layer = page.layers.get(reference.layer)?;
    Some(highlights::name(
        page,
        layer,
        layer.annotation(&reference.id)?,
    ))
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
