//! The bundled fonts: for the reading pane and for the rest of the window.
//!
//! `assets/fonts/README.md` lists what each font covers, and its licence.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::documents::faces::{SANS, SANS_SEMIBOLD, SERIF, SERIF_SEMIBOLD};

use super::article::FontSet;

/// The name of the egui family that sets headings and buttons a little heavier.
pub const SEMIBOLD: &str = "semibold";

/// The name of the egui family that holds the icons (Phosphor) alone.
pub const ICONS: &str = "icons";

const MONO: &[u8] = include_bytes!("../../assets/fonts/Hack-Regular.ttf");
const SYMBOLS: &[u8] = include_bytes!("../../assets/fonts/Phosphor.ttf");

/// The faces that are part of the program, for the reading pane.
pub fn bundled() -> FontSet {
    FontSet {
        serif: SERIF,
        serif_semibold: SERIF_SEMIBOLD,
        sans: SANS,
        sans_semibold: SANS_SEMIBOLD,
        symbols: SYMBOLS,
        extra: Vec::new(),
    }
}

/// The faces for everything in the window that egui draws itself.
///
/// The regular sans is `Proportional`, the heavier one is the family [`SEMIBOLD`], the fixed-width face
/// `Monospace`; icons stand behind all of them and alone in [`ICONS`].
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [
        ("sans", SANS),
        ("mono", MONO),
        ("sans semibold", SANS_SEMIBOLD),
        ("serif", SERIF),
        ("symbols", SYMBOLS),
    ] {
        let data = FontData::from_static(bytes);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    for (family, names) in [
        (FontFamily::Proportional, &["sans", "symbols", "serif"][..]),
        (FontFamily::Monospace, &["mono", "sans", "symbols", "serif"]),
        (
            FontFamily::Name(SEMIBOLD.into()),
            &["sans semibold", "sans", "symbols", "serif"],
        ),
        (FontFamily::Name(ICONS.into()), &["symbols", "sans"]),
    ] {
        fonts.families.insert(family, list(names));
    }
    fonts
}
