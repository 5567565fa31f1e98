//! Checks whether the colours of a codebook's labels are distinguishable and have sufficient
//! contrast with the page.

use super::codebook::{Codebook, Label};
use super::color::LabelColor;
use super::color_vision::{LEAST_CONTRAST, confused, contrast};

/// The faults of a label's colours, as messages; `papers` are the page colours of the light and the
/// dark theme. It compares enabled labels only.
pub fn faults(codebook: &Codebook, label: &Label, papers: LabelColor) -> Vec<String> {
    let mut faults = Vec::new();
    for (where_, color, paper) in [
        ("light", label.color.light, papers.light),
        ("dark", label.color.dark, papers.dark),
    ] {
        let contrast = contrast(color, paper);
        if contrast < LEAST_CONTRAST {
            faults.push(format!(
                "On the {where_} page it has a contrast of {contrast:.1}; it needs {LEAST_CONTRAST}."
            ));
        }
    }
    // Another line style tells labels apart whatever their colours.
    let is_alike = |other: &&Label| other.id != label.id && other.line == label.line;
    for other in codebook.offered().filter(is_alike) {
        let light = confused(label.color.light, other.color.light);
        let dark = confused(label.color.dark, other.color.dark);
        let (vision, where_) = match (light, dark) {
            (Some(vision), Some(_)) => (vision, ""),
            (Some(vision), None) => (vision, " on the light page"),
            (None, Some(vision)) => (vision, " on the dark page"),
            (None, None) => continue,
        };
        faults.push(format!(
            "It cannot be told apart from {}{where_}{}.",
            other.name,
            vision.readers()
        ));
    }
    faults
}
