//! The faces that are part of the program; `assets/fonts/README.md` says what each covers, and its licence.

/// Literata, for articles.
pub static SERIF: &[u8] = include_bytes!("../../assets/fonts/Literata-Regular.ttf");
pub static SERIF_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Literata-SemiBold.ttf");
/// Inter under another name, for everything else.
pub static SANS: &[u8] = include_bytes!("../../assets/fonts/DemarcheSans-Regular.ttf");
pub static SANS_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/DemarcheSans-SemiBold.ttf");
