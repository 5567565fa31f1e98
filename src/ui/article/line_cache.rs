//! The meshes of single lines of article text that were painted lately.
//!
//! It stores what `text_line` makes and knows no fonts.

use std::collections::HashMap;

use egui::{Color32, Mesh, Vec2};

use super::style::Weight;

/// Lines that were not painted for this many frames are dropped.
const KEEP_FRAMES: u64 = 120;

/// Everything that the look of a line depends on.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LineKey {
    pub text: String,
    /// Bits of size and greatest width, in pixels.
    pub size: u32,
    pub width: u32,
    pub color: Color32,
    pub weight: Weight,
}

/// A line that is ready to be painted.
pub struct CachedLine {
    /// In points from the line's top left corner.
    pub meshes: Vec<Mesh>,
    pub size: Vec2,
    /// Whether it ends with an ellipsis.
    pub elided: bool,
}

/// Lines painted lately.
#[derive(Default)]
pub struct LineCache {
    /// Each with the frame in which it was last painted.
    lines: HashMap<LineKey, (CachedLine, u64)>,
    frame: u64,
    generation: u64,
}

impl LineCache {
    /// To be called once a frame. `generation` is that of the glyph atlas; when it changes, all
    /// meshes are void.
    pub fn begin_frame(&mut self, generation: u64) {
        self.frame += 1;
        if self.generation != generation {
            self.lines.clear();
            self.generation = generation;
        }
        if self.frame.is_multiple_of(KEEP_FRAMES) {
            let oldest = self.frame - KEEP_FRAMES;
            self.lines.retain(|_, (_, used)| *used >= oldest);
        }
    }

    /// Whether a line is there.
    pub fn contains(&self, key: &LineKey) -> bool {
        self.lines.contains_key(key)
    }

    /// A line, which counts as painted in this frame.
    pub fn get(&mut self, key: &LineKey) -> Option<&CachedLine> {
        let (line, used) = self.lines.get_mut(key)?;
        *used = self.frame;
        Some(line)
    }

    /// Adds a line.
    pub fn insert(&mut self, key: LineKey, line: CachedLine) {
        self.lines.insert(key, (line, self.frame));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> LineKey {
        LineKey {
            text: text.to_owned(),
            size: 0,
            width: 0,
            color: Color32::BLACK,
            weight: Weight::Regular,
        }
    }

    fn with(texts: &[&str]) -> LineCache {
        let mut cache = LineCache::default();
        for text in texts {
            let line = CachedLine {
                meshes: Vec::new(),
                size: Vec2::ZERO,
                elided: false,
            };
            cache.insert(key(text), line);
        }
        cache
    }

    #[test]
    fn only_lines_that_are_not_painted_any_more_are_dropped() {
        let mut cache = with(&["painted", "gone"]);
        for _ in 0..3 * KEEP_FRAMES {
            cache.begin_frame(0);
            assert!(cache.get(&key("painted")).is_some());
        }
        assert!(!cache.contains(&key("gone")));
    }

    #[test]
    fn no_line_outlives_the_atlas_that_its_meshes_refer_to() {
        let mut cache = with(&["a"]);
        cache.begin_frame(0);
        assert!(cache.contains(&key("a")));
        cache.begin_frame(1);
        assert!(!cache.contains(&key("a")));
    }
}
