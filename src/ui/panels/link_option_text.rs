//! Text for the ways to link an annotation: the relation, its direction, the labels allowed at its
//! other end, and its key.
//!
//! It knows no panel: the linking bar and the list of relations both use it.

use super::{PanelCtx, label_name};
use crate::model::LabelId;
use crate::model::codebook::End;
use crate::model::links::LinkOption;
use crate::session::Session;

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

/// "makes ← actor": the relation, its direction and what stands at its other end.
pub fn way_name(session: &Session, way: &LinkOption<'_>) -> String {
    let arrow = match way.end {
        End::From => "→",
        End::To => "←",
    };
    format!(
        "{} {arrow} {}",
        way.kind.name,
        labels(session, way.others())
    )
}

/// Names of labels: "actor or event".
pub fn labels(session: &Session, labels: &[LabelId]) -> String {
    let names = labels
        .iter()
        .map(|label| label_name(session, label).to_lowercase());
    names.collect::<Vec<_>>().join(" or ")
}
