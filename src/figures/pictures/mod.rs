//! Figures as PNG and PDF: texts are shaped once, with the program's own faces and, for letters that they lack, those
//! of the system.
//!
//! A figure whose letters the bundled faces have gives the same bytes on every machine. Letters of other scripts
//! come from whichever font the system has for them.
//!
//! - `fonts`: faces and shaping · `outlines`: glyphs as lines · `png` · `pdf`

mod fonts;

mod outlines;

mod pdf;

mod png;

use thiserror::Error;

pub use fonts::{PictureFonts, SANS, SANS_SEMIBOLD};
pub use pdf::pdf;
pub use png::png;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PictureError {
    /// More pixels than a picture may have, or none.
    #[error("a picture of {width} × {height} pixels cannot be made; choose a smaller scale")]
    Size { width: u32, height: u32 },
    #[error("the PNG could not be written")]
    Png(#[from] ::png::EncodingError),
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}

#[cfg(test)]
mod tests;
