//! The language of the window: the one of the settings, or the system's.
//!
//! It knows no text: texts ask for the language of their thread while they are formed.

use demarche_languages::Language;

use super::{App, Shell};
use crate::model::Codebook;
use crate::settings::WindowLanguage;

impl Shell {
    /// The language in which the window is to speak.
    pub(super) fn language(&self) -> Language {
        match self.settings.language {
            WindowLanguage::System => self.system_language,
            WindowLanguage::English => Language::English,
            WindowLanguage::German => Language::German,
            WindowLanguage::Ukrainian => Language::Ukrainian,
            WindowLanguage::Russian => Language::Russian,
            WindowLanguage::French => Language::French,
            WindowLanguage::Spanish => Language::Spanish,
        }
    }

    /// Lets this thread form texts in the language of the window; to be called before any text is formed in a
    /// frame.
    pub(super) fn speak(&self) {
        demarche_languages::set(self.language());
    }
}

impl App {
    /// Notes which language the system asks for. Until then it is English.
    pub fn set_system_language(&mut self, language: Language) {
        self.shell.system_language = language;
        self.shell.speak();
        let none = Codebook::default();
        let project = self.phase.project();
        let codebook = project.map_or(&none, |project| &project.session.codebook);
        self.shell.make_rows(codebook);
    }
}
