//! Reads the mouse of a frame, finds out what is under it, and hands both to the pointer.

use egui::{PointerButton, Pos2, Response, Ui, vec2};

use super::caret::Caret;
use super::hit_test::{annotations_at, border_at, text_at};
use super::margin_tag_ui::{hovered_tag, next_of_tag};
use super::page_io::{Gesture, Page};
use super::pointer::{Pointer, Press, Under};
use super::text_engine::TextEngine;
use super::viewport::Viewport;

/// From the pane's edges, in points: where a drag makes the text scroll.
const EDGE: f32 = 20.0;

/// How far the text scrolls in a second for each point that the pointer is beyond the edge.
const SCROLL_SPEED: f32 = 14.0;

/// Reads the mouse over the text. `over_bar` says whether it is at the scroll bar instead.
pub fn pointer_input(
    ui: &Ui,
    response: &Response,
    (pointer, caret, viewport): (&mut Pointer, &mut Caret, &mut Viewport),
    engine: &mut TextEngine,
    page: &Page<'_>,
    over_bar: bool,
) -> Vec<Gesture> {
    let mut gestures = Vec::new();
    let mouse = ui.input(|input| input.pointer.clone());
    let mine = response.is_pointer_button_down_on() || response.clicked();
    if mouse.primary_pressed()
        && mine
        && let Some(origin) = mouse.press_origin().or_else(|| mouse.interact_pos())
    {
        response.request_focus();
        gestures.extend(press(
            ui,
            origin,
            (&mut *pointer, &mut *caret, &*viewport),
            page,
        ));
    }
    if response.has_focus() {
        // Keys that would take the focus elsewhere are commands of the text.
        let filter = egui::EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    if pointer.is_held() {
        let by_character = ui.input(|input| input.modifiers.alt);
        if let Some(point) = mouse.interact_pos()
            && pointer.drag(point)
        {
            scroll_at_edge(ui, point, pointer.press_origin(), viewport, engine, page);
            // Beyond the pane's edges the first or last visible line is meant.
            let inside = viewport.rect().shrink2(vec2(0.0, 1.0)).clamp(point);
            let hit = text_at(viewport, Pos2::new(point.x, inside.y));
            let gesture = pointer.drag_to(viewport.cache().text(), hit.at, by_character);
            if let Some(Gesture::Select { .. }) = gesture {
                caret.put(hit.at, hit.upper_line);
            }
            gestures.extend(gesture);
        }
        if !mouse.primary_down() {
            let (gesture, click) = pointer.release(viewport.cache().text(), by_character);
            gestures.extend(gesture);
            if let Some(point) = click {
                let under = annotations_at(viewport, point);
                gestures.push(pointer.choose(point, under, page.chosen));
            }
        }
    }
    if response.clicked_by(PointerButton::Secondary)
        && let Some(point) = response.interact_pointer_pos()
    {
        let at = text_at(viewport, point).at;
        let under = annotations_at(viewport, point);
        let is_selected = page.selection.range().contains(&at.0);
        // What is under the pointer is meant, unless that is chosen or selected already.
        if !is_selected && !under.iter().any(|under| page.is_chosen(under)) {
            gestures.extend(under.into_iter().next().map(Gesture::Choose));
        }
        gestures.push(Gesture::ContextMenu(at));
    }
    let point = response
        .hover_pos()
        .filter(|_| !pointer.is_held() && !over_bar);
    let under = point.map(|point| under(viewport, point, page));
    gestures.extend(pointer.hover(under.unwrap_or_default()));
    gestures
}

fn press(
    ui: &Ui,
    point: Pos2,
    (pointer, caret, viewport): (&mut Pointer, &mut Caret, &Viewport),
    page: &Page<'_>,
) -> Option<Gesture> {
    if let Some(id) = next_of_tag(viewport, point, page) {
        return Some(Gesture::Choose(id));
    }
    let (time, modifiers) = ui.input(|input| (input.time, input.modifiers));
    let hit = text_at(viewport, point);
    let press = Press {
        time,
        point,
        at: hit.at,
        border: border_at(viewport, point, page),
        extends: modifiers.shift,
        adding: modifiers.command,
    };
    let gesture = pointer.press(viewport.cache().text(), press, page.selection);
    if gesture.is_some() {
        caret.put(hit.at, hit.upper_line);
    }
    gesture
}

fn under(viewport: &Viewport, point: Pos2, page: &Page<'_>) -> Under {
    let tagged = hovered_tag(viewport, point, page);
    let first = || annotations_at(viewport, point).into_iter().next();
    Under {
        border: border_at(viewport, point, page).is_some(),
        tag: tagged.is_some(),
        annotation: tagged.unwrap_or_else(first),
    }
}

/// Scrolls while something is dragged beyond the pane's edges. `origin` is where the drag began, if
/// it began on the text.
pub fn scroll_at_edge(
    ui: &Ui,
    point: Pos2,
    origin: Option<Pos2>,
    viewport: &mut Viewport,
    engine: &mut TextEngine,
    page: &Page<'_>,
) {
    let pane = viewport.rect();
    let (mut top, mut bottom) = (pane.top() + EDGE, pane.bottom() - EDGE);
    // A phrase in the outermost line can be selected without making the text scroll.
    if let Some(origin) = origin {
        top = top.min(origin.y - EDGE / 2.0).max(pane.top());
        bottom = bottom.max(origin.y + EDGE / 2.0).min(pane.bottom());
    }
    let beyond = if point.y < top {
        point.y - top
    } else if point.y > bottom {
        point.y - bottom
    } else {
        return;
    };
    let seconds = ui.input(|input| input.stable_dt).min(0.1);
    viewport.scroll_by(f64::from(
        beyond * SCROLL_SPEED * seconds * viewport.scale(),
    ));
    viewport.update(engine, page);
    ui.ctx().request_repaint();
}
