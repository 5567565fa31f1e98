//! The meshes of lines and paragraphs of article text outside the pane that were painted lately.
//!
//! It stores what `text_line` makes and knows no fonts.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Color32, Mesh, Vec2};

use super::style::Weight;

/// Lines and paragraphs that were not painted for this many frames are dropped.
const KEEP_FRAMES: u64 = 120;

/// Everything that the look of a line or a paragraph depends on.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LineKey {
    pub text: String,
    /// Bits of size and greatest width, in pixels.
    pub size: u32,
    pub width: u32,
    pub color: Color32,
    pub weight: Weight,
    /// Whether it is a paragraph of as many lines as it needs, or one line that ends with an ellipsis.
    pub wraps: bool,
}

/// A line or a paragraph that is ready to be painted.
pub struct CachedLine {
    /// In points from the top left corner of what they show.
    meshes: Vec<Mesh>,
    /// Where it was painted last, and what was painted there.
    painted: Option<(Vec2, Vec<Arc<Mesh>>)>,
    pub size: Vec2,
    /// Whether it ends with an ellipsis.
    pub elided: bool,
}

impl CachedLine {
    /// `meshes` are in points from the top left corner of what they show.
    pub fn new(meshes: Vec<Mesh>, size: Vec2, elided: bool) -> Self {
        Self {
            meshes,
            painted: None,
            size,
            elided,
        }
    }

    /// The meshes where the top left corner is there. They are the same as the last time if it has not
    /// moved since.
    pub fn meshes_at(&mut self, corner: Vec2) -> &[Arc<Mesh>] {
        let painted = self.painted.take().filter(|(at, _)| *at == corner);
        let (_, meshes) = self.painted.insert(painted.unwrap_or_else(|| {
            // From the beginning, or errors of rounding add up.
            let place = |mesh: &Mesh| {
                let mut mesh = mesh.clone();
                mesh.translate(corner);
                Arc::new(mesh)
            };
            (corner, self.meshes.iter().map(place).collect())
        }));
        meshes
    }
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
    pub fn get(&mut self, key: &LineKey) -> Option<&mut CachedLine> {
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
    use egui::{pos2, vec2};

    use super::*;

    fn key(text: &str) -> LineKey {
        LineKey {
            text: text.to_owned(),
            size: 0,
            width: 0,
            color: Color32::BLACK,
            weight: Weight::Regular,
            wraps: false,
        }
    }

    fn with(texts: &[&str]) -> LineCache {
        let mut cache = LineCache::default();
        for text in texts {
            cache.insert(key(text), CachedLine::new(Vec::new(), Vec2::ZERO, false));
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
    fn a_line_is_drawn_where_it_is_and_made_anew_only_if_it_has_moved() {
        let mut mesh = Mesh::default();
        mesh.colored_vertex(pos2(1.0, 2.0), Color32::BLACK);
        let mut line = CachedLine::new(vec![mesh], Vec2::ZERO, false);
        let mut at = |x, y| -> Vec<Arc<Mesh>> { line.meshes_at(vec2(x, y)).to_vec() };
        let first = at(10.0, 20.0);
        assert_eq!(first[0].vertices[0].pos, pos2(11.0, 22.0));
        assert!(Arc::ptr_eq(&first[0], &at(10.0, 20.0)[0]));
        assert_eq!(at(5.0, 20.0)[0].vertices[0].pos, pos2(6.0, 22.0));
        assert_eq!(at(10.0, 20.0)[0].vertices[0].pos, pos2(11.0, 22.0));
        // What was painted before stays where it was.
        assert_eq!(first[0].vertices[0].pos, pos2(11.0, 22.0));
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
