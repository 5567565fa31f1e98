//! The meshes of the whole page, kept for as long as nothing on it changes.
//!
//! A page that looks as in the last frame is painted with the same meshes. The cache decides only
//! whether that is so; it does not know what a mesh shows.

use std::sync::Arc;

use egui::Mesh;

use super::scroll::VisibleBlock;

/// Everything that the meshes of a page depend on.
#[derive(Clone, Debug, PartialEq)]
pub struct PageKey {
    /// The visible blocks, each with a number that changes with everything that is painted of it.
    pub blocks: Vec<(VisibleBlock, u64)>,
    /// Where the column is on the screen, in pixels.
    pub left: i64,
    pub top: i64,
    /// Width of the margin, which decides about tags.
    pub margin: i64,
}

/// The meshes of a page at rest, in the order in which they are painted.
#[derive(Clone, Default)]
pub struct PageMeshes {
    pub tints: Vec<Arc<Mesh>>,
    pub lines: Vec<Arc<Mesh>>,
    pub text: Vec<Arc<Mesh>>,
    pub tags: Vec<Arc<Mesh>>,
}

/// The meshes of the last page.
#[derive(Default)]
pub struct PageCache {
    key: Option<PageKey>,
    meshes: PageMeshes,
}

impl PageCache {
    /// The meshes of a page, made by `make` unless the last page was the same.
    pub fn get(&mut self, key: PageKey, make: impl FnOnce() -> PageMeshes) -> &PageMeshes {
        if self.key.as_ref() != Some(&key) {
            self.meshes = make();
            self.key = Some(key);
        }
        &self.meshes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(top: i64, stamp: u64) -> PageKey {
        PageKey {
            blocks: vec![(VisibleBlock { block: 3, top }, stamp)],
            left: 10,
            top: 0,
            margin: 10,
        }
    }

    #[test]
    fn meshes_are_made_anew_only_when_the_page_has_changed() {
        let mut cache = PageCache::default();
        let mut made = 0;
        let moved = PageKey {
            left: 11,
            ..key(1, 2)
        };
        for key in [key(0, 1), key(0, 1), key(1, 1), key(1, 1), key(1, 2), moved] {
            cache.get(key, || {
                made += 1;
                PageMeshes::default()
            });
        }
        assert_eq!(made, 4);
    }

    #[test]
    fn the_meshes_are_those_of_the_last_page() {
        let mut cache = PageCache::default();
        let one_line = || PageMeshes {
            lines: vec![Arc::new(Mesh::default())],
            ..PageMeshes::default()
        };
        assert_eq!(cache.get(key(0, 1), one_line).lines.len(), 1);
        assert_eq!(cache.get(key(0, 1), PageMeshes::default).lines.len(), 1);
        assert_eq!(cache.get(key(0, 2), PageMeshes::default).lines.len(), 0);
    }
}
