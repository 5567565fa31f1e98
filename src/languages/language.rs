//! The languages of the window.

/// A language that the window speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// The language of the source.
    #[default]
    English,
    German,
    Ukrainian,
    Russian,
    French,
    Spanish,
    /// English with other letters and 40 % longer, for tests: it shows what is not translated and where a longer
    /// text has no room. No setting offers it.
    Pseudo,
}

impl Language {
    /// The languages to choose from, in the order of the setting.
    pub const OFFERED: [Self; 6] = [
        Self::English,
        Self::German,
        Self::Ukrainian,
        Self::Russian,
        Self::French,
        Self::Spanish,
    ];

    /// Its tag (BCP 47), which is also the name of its folder in `assets/texts`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Ukrainian => "uk",
            Self::Russian => "ru",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Pseudo => "en-XA",
        }
    }

    /// Its name in itself, as a list of languages shows it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Ukrainian => "Українська",
            Self::Russian => "Русский",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Pseudo => "Pseudo",
        }
    }

    /// The language that is offered for a tag such as `de-AT`, or for a POSIX name such as `uk_UA.UTF-8`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.', '@']).next()?;
        let mut offered = Self::OFFERED.into_iter();
        offered.find(|language| language.tag().eq_ignore_ascii_case(first))
    }

    /// The first language of the system's that the window speaks; English if it speaks none.
    pub fn of_system() -> Self {
        let mut tags = sys_locale::get_locales();
        let found = tags.find_map(|tag| Self::from_tag(&tag));
        found.unwrap_or_default()
    }

    /// Whether names in the middle of a sentence begin with a small letter, as those of labels do. German nouns
    /// keep their capital.
    pub const fn lowers_names(self) -> bool {
        !matches!(self, Self::German)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn languages_are_found_by_their_tags() {
        for (tag, language) in [
            ("de", Some(Language::German)),
            ("de-AT", Some(Language::German)),
            ("uk_UA.UTF-8", Some(Language::Ukrainian)),
            ("FR-ca", Some(Language::French)),
            ("en-XA", Some(Language::English)),
            ("deu", None),
            ("ja-JP", None),
            ("C", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
        for language in Language::OFFERED {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
