//! The review panel: lists the annotations of a changed text as moved, undecided or detached.

use std::sync::Arc;

use egui::{Align, Id, Layout, ScrollArea, Ui, UiBuilder, vec2};

use crate::command::{Intent, UserCommand};
use crate::model::anchor;
use crate::model::history::CodingId;
use crate::session::messages::{ReviewMessage, ReviewText};
use crate::session::review::{PendingReview, ReanchorOutcome, ReviewList};
use crate::session::{OpenArticle, Session};
use crate::ui::controls;
use crate::ui::panels::annotation_text::{line_ui, quote};
use crate::ui::panels::{PanelCtx, chip_ui, label_name, row_ground_ui};
use crate::ui::theme::{ROW, small};

/// The characters of a quote.
const QUOTED: usize = 400;

/// Rows that are seen without scrolling.
const ROWS_SHOWN: f32 = 5.0;

/// Draws the annotations to review; nothing if all have their old position.
pub(in crate::app) fn show(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
) {
    let Some(list) = list(ui, session, shown) else {
        return;
    };
    let fates = list.fates;
    let message = match shown.review.is_changed {
        true => ReviewMessage::ChangedAndCounted { fates },
        false => ReviewMessage::CountedOnly { fates },
    };
    ui.label(small(message.to_string()).color(cx.palette.warning));
    ScrollArea::vertical()
        .id_salt("review")
        .max_height(ROWS_SHOWN * ROW)
        .auto_shrink([false, true])
        .show_rows(ui, ROW, list.ids.len(), |ui, rows| {
            let ids = list.ids[rows].iter();
            let pending = ids.filter_map(|id| shown.review.pending_of(&shown.document, id));
            for pending in pending {
                row_ui(ui, cx, session, shown, &pending);
            }
        });
    let chosen = shown.chosen.as_ref();
    let chosen = chosen.and_then(|id| shown.review.pending_of(&shown.document, id));
    match chosen {
        Some(pending) => chosen_ui(ui, cx, shown, &pending),
        None => {
            let key = cx.key_of(&UserCommand::NextPending);
            let message = ReviewMessage::KeyShowsNext { key };
            ui.label(small(message.to_string()).color(cx.palette.quiet));
        }
    }
    ui.add_space(8.0);
}

/// What a list was made for: the coding, the revision of its document and that of its review.
type ListedFor = (Option<CodingId>, u64, u64);

/// The annotations to review, listed again when the article or the answers have changed: of a changed text
/// there may be thousands.
fn list(ui: &Ui, session: &Session, shown: &OpenArticle) -> Option<Arc<ReviewList>> {
    type ReviewRows = (ListedFor, Option<Arc<ReviewList>>);
    let of = (session.current, shown.revision(), shown.review.version());
    let id = Id::unique("annotations to review");
    let kept = ui.data(|data| data.get_temp::<ReviewRows>(id));
    if let Some((listed_for, list)) = kept
        && listed_for == of
    {
        return list;
    }
    let list = shown.review.list(&shown.document).map(Arc::new);
    ui.data_mut(|data| data.insert_temp(id, (of, list.clone())));
    list
}

/// The review status of an annotation, in a word or two.
fn message(outcome: ReanchorOutcome) -> String {
    // Rounds down, so that only an exact match is 100 %.
    let percent = |score: f32| (score * 100.0).floor() as usize;
    match outcome {
        ReanchorOutcome::Moved(score) => {
            let percent = percent(score);
            ReviewMessage::Moved { percent }.to_string()
        }
        ReanchorOutcome::Proposed(score) => {
            let percent = percent(score);
            ReviewMessage::Proposed { percent }.to_string()
        }
        ReanchorOutcome::Detached => ReviewText::NotFound.text().to_owned(),
    }
}

fn row_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    pending: &PendingReview<'_>,
) {
    let palette = cx.palette;
    let annotation = pending.annotation;
    let is_chosen = shown.chosen.as_ref() == Some(&annotation.id);
    let words = quote(&shown.document, annotation);
    let fate = message(pending.fate);
    let response = row_ground_ui(ui, &palette, is_chosen, || {
        let message = ReviewMessage::Row {
            fate: fate.clone(),
            label: label_name(session, &annotation.label),
            words: words.clone(),
        };
        message.to_string()
    });
    let mut row = ui.new_child(
        UiBuilder::new()
            .max_rect(response.rect.shrink2(vec2(6.0, 0.0)))
            .layout(Layout::right_to_left(Align::Center)),
    );
    row.label(small(&fate).color(palette.quiet));
    row.with_layout(Layout::left_to_right(Align::Center), |row| {
        chip_ui(row, &palette, session.codebook.label(&annotation.label));
        line_ui(row, cx, &words, 13.5, palette.ink);
    });
    if response.clicked() {
        cx.commands.push(Intent::Choose(annotation.id.clone()));
    }
}

/// The old place and the new one of the chosen annotation, and what can be done.
fn chosen_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, shown: &OpenArticle, pending: &PendingReview<'_>) {
    let quiet = cx.palette.quiet;
    let line = |context: ReviewMessage| {
        let context = context.to_string();
        context.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let place = |ui: &mut Ui, message: ReviewMessage| {
        ui.add(egui::Label::new(small(message.to_string()).color(quiet)).wrap());
    };
    if let Some(from) = pending.from {
        let words = from.quote_start(QUOTED);
        let message = ReviewMessage::Context {
            before: from.prefix.to_string(),
            words: words.to_string(),
            after: from.suffix.to_string(),
        };
        let words = line(message);
        place(ui, ReviewMessage::WasAt { words });
    }
    if let Some(found) = pending.found {
        let text = shown.document.text();
        let before = anchor::prefix(text, found.to.start());
        let after = anchor::suffix(text, found.to.end());
        let words = found.to.quote_start(text, QUOTED);
        let message = ReviewMessage::Context {
            before: before.to_string(),
            words: words.to_string(),
            after: after.to_string(),
        };
        let words = line(message);
        place(ui, ReviewMessage::NowAt { words });
    }
    let actions: &[(ReviewText, UserCommand)] = match pending.fate {
        ReanchorOutcome::Moved(_) | ReanchorOutcome::Proposed(_) => &[
            (ReviewText::Accept, UserCommand::AcceptMove),
            (ReviewText::Reject, UserCommand::RejectMove),
            (ReviewText::AcceptAll, UserCommand::AcceptMoves),
        ],
        ReanchorOutcome::Detached => &[],
    };
    if actions.is_empty() {
        let key = cx.key_of(&UserCommand::AddFragment);
        let message = ReviewMessage::PlaceByHand { key };
        ui.label(small(message.to_string()).color(quiet));
    }
    ui.horizontal(|ui| {
        for (name, command) in actions {
            let tip = cx.tip(name.text(), command);
            let button = controls::small_button_ui(ui, name.text()).on_hover_text(tip);
            if button.clicked() {
                cx.commands.push(command.clone());
            }
        }
    });
}
