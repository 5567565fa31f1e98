//! The language of a thread.

use std::cell::Cell;

use crate::Language;

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language in which texts are formed in this thread. It is English until [`set`] says otherwise.
pub fn current() -> Language {
    CURRENT.get()
}

/// Whether texts are those of the source, which takes no look-up.
pub fn is_english() -> bool {
    current() == Language::English
}

/// Forms all further texts of this thread in a language.
pub fn set(language: Language) {
    CURRENT.set(language);
}
