//! What the program remembers of earlier runs: settings, recent projects, places in articles.

use std::path::{Path, PathBuf};

use crate::model::{AnnotationId, ByteOffset, Selection, Text};
use crate::settings::Settings;
use crate::store::atomic::WriteError;
use crate::store::state::{ArticleState, ProgramState, ProjectState, StateFolder};
use crate::ui::article::ScrollPlace;

/// Recent projects to offer.
const OFFERED: usize = 8;

/// The user's state folder, as far as it concerns the open project.
pub struct Memory {
    /// `None` where the system has no place for it: then nothing is remembered.
    folder: Option<StateFolder>,
    program: ProgramState,
    project: ProjectState,
    recent: Vec<PathBuf>,
}

impl Memory {
    /// Reads what is remembered, in the given folder or in that of the system.
    pub fn load(folder: Option<PathBuf>) -> Self {
        let folder = StateFolder::new(folder);
        let program = folder.as_ref().map(StateFolder::load).unwrap_or_default();
        let mut memory = Self {
            folder,
            program,
            project: ProjectState::default(),
            recent: Vec::new(),
        };
        memory.list_recent();
        memory
    }

    /// The settings, or their defaults.
    pub fn settings(&self) -> Settings {
        self.program.window().unwrap_or_default()
    }

    /// Remembers the settings.
    pub fn set_settings(&mut self, settings: &Settings) {
        self.program.set_window(settings);
    }

    /// Projects to offer, the last opened first; those that are gone are left out.
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// From now on places belong to this project.
    pub fn enter_project(&mut self, root: &Path, offer: &Path) {
        let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.program.opened(&full(offer));
        self.list_recent();
        if let Some(folder) = &self.folder {
            self.project = folder.load_project(&full(root));
        }
    }

    /// The article that was on screen last, by its name in the project.
    pub fn last_article(&self) -> Option<&str> {
        self.project.last_article.as_deref()
    }

    /// Remembers which article is on screen.
    pub fn set_last_article(&mut self, name: &str) {
        self.project.last_article = Some(name.to_owned());
    }

    /// Where the analyst was in an article, as far as its text still has such places.
    pub fn place(
        &self,
        name: &str,
        text: &Text,
    ) -> Option<(Selection, Option<AnnotationId>, ScrollPlace)> {
        let place = self.project.articles.get(name)?;
        let at = |byte: usize| Some(ByteOffset(byte)).filter(|at| text.is_boundary(*at));
        let selection = Selection::new(at(place.anchor_byte)?, at(place.head_byte)?);
        let scroll = ScrollPlace {
            at: at(place.scroll_byte)?,
            into: place.scroll_points,
        };
        let chosen = place.chosen.as_deref().map(AnnotationId::from);
        Some((selection, chosen, scroll))
    }

    /// Remembers where the analyst is in an article.
    pub fn set_place(
        &mut self,
        name: &str,
        selection: Selection,
        chosen: Option<&AnnotationId>,
        scroll: ScrollPlace,
    ) {
        let place = ArticleState {
            scroll_byte: scroll.at.0,
            scroll_points: scroll.into,
            anchor_byte: selection.anchor.0,
            head_byte: selection.head.0,
            chosen: chosen.map(ToString::to_string),
        };
        self.project.articles.insert(name.to_owned(), place);
    }

    /// Brings it to disk. A failure costs nobody's work and is only logged.
    pub fn write(&self) {
        let Some(folder) = &self.folder else { return };
        self.write_program();
        if !self.project.folder.as_os_str().is_empty() {
            tell(folder.save_project(&self.project));
        }
    }

    /// Brings only the settings and the recent projects to disk.
    pub fn write_program(&self) {
        if let Some(folder) = &self.folder {
            tell(folder.save(&self.program));
        }
    }

    fn list_recent(&mut self) {
        let there = self.program.recent.iter().filter(|path| path.exists());
        self.recent = there.take(OFFERED).cloned().collect();
    }
}

fn tell(result: Result<(), WriteError>) {
    if let Err(error) = result {
        log::warn!("places and settings are not remembered: {error}");
    }
}
