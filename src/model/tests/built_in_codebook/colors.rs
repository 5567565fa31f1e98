//! Tests that the colours of labels are distinguishable.

use demarche_model::color::LabelColor;
use demarche_model::color_vision::*;
use demarche_model::label_colors::faults;

/// The page colours of the light and the dark theme.
const PAPERS: LabelColor = LabelColor {
    light: [0xFC, 0xFA, 0xF6],
    dark: [0x16, 0x17, 0x1C],
};

#[test]
fn label_colours_can_be_distinguished() {
    let codebook = demarche_store::codebook::built_in().codebook;
    for label in codebook.offered() {
        assert_eq!(faults(&codebook, label, PAPERS), [""; 0], "{}", label.id);
    }
}

#[test]
fn insufficient_contrast_of_a_colour_is_reported() {
    let mut codebook = demarche_store::codebook::built_in().codebook;
    codebook.labels[1].color = codebook.labels[0].color;
    codebook.labels[1].color.dark = [0x30; 3];
    let messages = faults(&codebook, &codebook.labels[1], PAPERS);
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].starts_with("On the dark page"), "{messages:?}");
    assert_eq!(
        messages[1],
        "It cannot be told apart from Actor on the light page."
    );
}

#[test]
fn the_series_stands_out_and_a_further_colour_is_a_new_one() {
    for color in SERIES {
        assert!(
            contrast(color.light, PAPERS.light) >= LEAST_CONTRAST,
            "{color:?}"
        );
        assert!(
            contrast(color.dark, PAPERS.dark) >= LEAST_CONTRAST,
            "{color:?}"
        );
    }
    let codebook = demarche_store::codebook::built_in().codebook;
    let fresh = codebook.unused_style().color;
    assert!(codebook.labels.iter().all(|label| label.color != fresh));
}
