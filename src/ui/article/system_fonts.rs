//! The system's fonts, listed when a text needs them or once the program has started, whichever is first.
//!
//! Listing them takes tens of milliseconds, and most articles need the bundled faces alone. It knows
//! no thread: the program runs [`ListFonts`] where it likes.

use std::sync::{Arc, OnceLock};

use fontique::{Blob, Collection, CollectionOptions, FontInfoOverride};
use parley::FontWeight;
use swash::FontRef;

use super::style::Family;
use crate::documents::font_fallbacks;

/// Lists the system's fonts; to be run on another thread.
pub type ListFonts = Box<dyn FnOnce() + Send>;

/// The bundled faces, which are registered in each font database under names of our own, so that no
/// face of the system takes their place.
pub(super) struct BundledFaces {
    named: Vec<(&'static str, FontWeight, Blob<u8>)>,
    extra: Vec<Blob<u8>>,
    /// The faces under our names.
    faces: Vec<FontRef<'static>>,
}

impl BundledFaces {
    pub fn new(
        named: [(&'static str, FontWeight, &'static [u8]); 4],
        extra: &[&'static [u8]],
    ) -> Self {
        let blob = |bytes: &'static [u8]| Blob::new(Arc::new(bytes));
        Self {
            faces: named
                .iter()
                .filter_map(|(_, _, bytes)| FontRef::from_index(bytes, 0))
                .collect(),
            named: named
                .map(|(name, weight, bytes)| (name, weight, blob(bytes)))
                .into(),
            extra: extra.iter().map(|bytes| blob(bytes)).collect(),
        }
    }

    /// Adds the faces to a font database; returns the names of the extra families.
    pub fn register(&self, collection: &mut Collection) -> Vec<String> {
        for (name, weight, blob) in &self.named {
            let names = FontInfoOverride {
                family_name: Some(name),
                weight: Some(*weight),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(blob.clone(), Some(names));
        }
        let mut extra = Vec::new();
        for blob in &self.extra {
            for (id, _) in collection.register_fonts(blob.clone(), None) {
                extra.extend(collection.family_name(id).map(str::to_owned));
            }
        }
        extra
    }

    /// Whether each bundled face has all letters of a text.
    fn cover(&self, text: &str) -> bool {
        let has = |c: char| self.faces.iter().all(|face| face.charmap().map(c) != 0);
        text.chars().all(|c| c.is_ascii() || has(c))
    }
}

/// The system's fonts until the text engine has them.
#[derive(Default)]
pub(super) struct SystemFaces {
    listed: Arc<OnceLock<Collection>>,
    /// Somebody was given the job of listing them.
    is_begun: bool,
}

impl SystemFaces {
    /// The fonts, if they have been listed meanwhile.
    pub fn listed(&self) -> Option<Collection> {
        self.listed.get().cloned()
    }

    /// What is to be run on another thread; `None` from the second time on.
    pub fn job(&mut self) -> Option<ListFonts> {
        if std::mem::replace(&mut self.is_begun, true) {
            return None;
        }
        let listed = Arc::clone(&self.listed);
        Some(Box::new(move || {
            listed.get_or_init(list);
        }))
    }

    /// The fonts; waits for them, or lists them if nobody does.
    pub fn now(&self) -> Collection {
        self.listed.get_or_init(list).clone()
    }

    /// Whether a text needs faces of the system.
    pub fn are_needed(bundled: &BundledFaces, text: &str, family: &Family) -> bool {
        matches!(family, Family::Named(_)) || !bundled.cover(text)
    }
}

fn list() -> Collection {
    let started = std::time::Instant::now();
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: true,
    });
    font_fallbacks::set(&mut collection);
    log::info!(
        "the system's fonts were listed in {:.1?}",
        started.elapsed()
    );
    collection
}

#[cfg(test)]
mod tests {
    use super::super::text_engine::bundled_faces;
    use super::*;
    use crate::ui::fonts;

    #[test]
    fn only_letters_that_the_bundled_faces_lack_need_the_system() {
        let bundled = bundled_faces(&fonts::bundled());
        let need = |text, family| SystemFaces::are_needed(&bundled, text, &family);
        for (text, needed) in [
            ("The envoy said “no” – twice.", false),
            ("Kyjev, Łódź, Đorđević, Αθήνα, Київ", false),
            ("", false),
            ("حكومة", true),
            ("a 政府", true),
        ] {
            assert_eq!(need(text, Family::Serif), needed, "{text}");
            assert_eq!(need(text, Family::Sans), needed, "{text}");
        }
        assert!(need("a", Family::Named("Arial".into())));
    }

    #[test]
    fn the_fonts_are_listed_once() {
        let mut fonts = SystemFaces::default();
        assert!(fonts.listed().is_none());
        let job = fonts.job().expect("a job");
        assert!(fonts.listed().is_none());
        job();
        assert!(fonts.listed().is_some());
        assert!(fonts.job().is_none());
    }
}
