//! Text for the ways to link an annotation: the relation, its direction, the labels allowed at its
//! other end, and its key.
//!
//! It knows no panel: the linking bar and the list of relations both use it.

use super::{PanelCtx, label_name};
use crate::model::LabelId;
use crate::model::codebook::{End, RelationType};
use crate::model::links::LinkOption;
use crate::session::Session;
use crate::session::messages::LinkMessage;

/// A key, and behind it what it does.
pub fn keyed(ui: &egui::Ui, cx: &PanelCtx<'_>, key: &str, text: &str) -> egui::text::LayoutJob {
    let mut words = egui::text::LayoutJob::default();
    let size = egui::TextStyle::Small.resolve(ui.style()).size;
    let format = |family, color| egui::TextFormat::simple(egui::FontId::new(size, family), color);
    let keyed = format(crate::ui::theme::semibold(), cx.palette.accent);
    words.append(key, 0.0, keyed);
    let plain = format(egui::FontFamily::Proportional, cx.palette.ink);
    words.append(text, 5.0, plain);
    words
}

/// "makes → demand" or "made by actor": the relation as read from its end, and what stands at the other.
pub fn way_name(session: &Session, way: &LinkOption<'_>) -> String {
    let message = LinkMessage::WayToLabels {
        relation: direction(way.kind, way.end),
        labels: labels(session, way.others()),
    };
    message.to_string()
}

/// A relation as it is read from the annotation at this end: its inverse name where it has one, otherwise
/// its name with an arrow.
pub fn direction(kind: &RelationType, end: End) -> String {
    let relation = kind.name.clone();
    match (end, kind.name_at(End::To)) {
        (End::From, _) => LinkMessage::Outgoing { relation }.to_string(),
        (End::To, Some(inverse)) => inverse.to_owned(),
        (End::To, None) => LinkMessage::Incoming { relation }.to_string(),
    }
}

/// Names of labels: "actor or event".
pub fn labels(session: &Session, labels: &[LabelId]) -> String {
    let names = labels
        .iter()
        .map(|label| label_name(session, label).to_lowercase());
    let names = names.collect();
    LinkMessage::Alternatives { names }.to_string()
}
