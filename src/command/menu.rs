//! The menus, and what a command needs to be enabled. They know no command.

use super::keys::KeyPress;

/// The menu of a command: one of the menu bar, or one within another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Menu {
    File,
    Edit,
    Annotate,
    TagAs,
    AlsoTagAs,
    Borders,
    ArticleStatus,
    Go,
    View,
    PanelSizes,
    TextSize,
    Theme,
    Team,
    Help,
}

impl Menu {
    /// The menus of the menu bar in their order.
    pub const ALL: [Self; 7] = [
        Self::File,
        Self::Edit,
        Self::Annotate,
        Self::Go,
        Self::View,
        Self::Team,
        Self::Help,
    ];

    /// The title, in the language of the window.
    pub fn name(self) -> &'static str {
        demarche_languages::fixed(self.id()).unwrap_or(self.english())
    }

    /// The id of the title among the texts of the window.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::File => "menu-file",
            Self::Edit => "menu-edit",
            Self::Annotate => "menu-annotate",
            Self::TagAs => "menu-tag-as",
            Self::AlsoTagAs => "menu-also-tag-as",
            Self::Borders => "menu-borders",
            Self::ArticleStatus => "menu-article-status",
            Self::Go => "menu-go",
            Self::View => "menu-view",
            Self::PanelSizes => "menu-panel-sizes",
            Self::TextSize => "menu-text-size",
            Self::Theme => "menu-theme",
            Self::Team => "menu-team",
            Self::Help => "menu-help",
        }
    }

    /// The title in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Annotate => "Annotate",
            Self::TagAs => "Tag as",
            Self::AlsoTagAs => "Also tag as",
            Self::Borders => "Boundaries",
            Self::ArticleStatus => "Article status",
            Self::Go => "Go",
            Self::View => "View",
            Self::PanelSizes => "Panel sizes",
            Self::TextSize => "Size",
            Self::Theme => "Theme",
            Self::Team => "Team",
            Self::Help => "Help",
        }
    }

    /// The key that opens it, except on macOS: `Alt` with the first letter of its English title, in all
    /// languages. Only menus of the menu bar have one.
    pub fn access_key(self) -> Option<KeyPress> {
        let letter = self.english().chars().next()?;
        self.parent().is_none().then(|| KeyPress {
            alt: true,
            key: letter.to_uppercase().collect(),
            ..KeyPress::default()
        })
    }

    /// The menu that this one is in, and its group there; `None` for a menu of the menu bar.
    pub fn parent(self) -> Option<(Self, u8)> {
        match self {
            Self::TagAs => Some((Self::Annotate, 0)),
            Self::AlsoTagAs => Some((Self::Annotate, 1)),
            Self::Borders => Some((Self::Annotate, 3)),
            Self::ArticleStatus => Some((Self::Annotate, 4)),
            Self::PanelSizes => Some((Self::View, 1)),
            Self::TextSize => Some((Self::View, 1)),
            Self::Theme => Some((Self::View, 2)),
            Self::File
            | Self::Edit
            | Self::Annotate
            | Self::Go
            | Self::View
            | Self::Team
            | Self::Help => None,
        }
    }

    /// The menu of the menu bar in which it is.
    pub fn root(self) -> Self {
        self.parent().map_or(self, |(menu, _)| menu.root())
    }

    /// The menus in this one, with their groups.
    pub fn submenus(self) -> impl Iterator<Item = (u8, Self)> {
        let all = [
            Self::TagAs,
            Self::AlsoTagAs,
            Self::Borders,
            Self::ArticleStatus,
            Self::PanelSizes,
            Self::TextSize,
            Self::Theme,
        ];
        let parents = all
            .into_iter()
            .filter_map(|menu| Some((menu.parent()?, menu)));
        parents.filter_map(move |((parent, group), menu)| (parent == self).then_some((group, menu)))
    }
}

/// A precondition: what a command needs to be enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    Project,
    Article,
    /// Two articles are open side by side.
    Beside,
    /// An annotation is chosen.
    Chosen,
    /// An annotation or a suggestion is chosen.
    Decidable,
    /// There is a selection.
    Selection,
    Undo,
    Redo,
}

impl Needs {
    /// Why a command is disabled while the precondition is not met, in the language of the window.
    pub fn missing(self) -> &'static str {
        demarche_languages::fixed(self.id()).unwrap_or(self.english())
    }

    /// The id of that text.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Nothing => "needs-nothing",
            Self::Project => "needs-project",
            Self::Article => "needs-article",
            Self::Beside => "needs-beside",
            Self::Chosen => "needs-chosen",
            Self::Decidable => "needs-decidable",
            Self::Selection => "needs-selection",
            Self::Undo => "needs-undo",
            Self::Redo => "needs-redo",
        }
    }

    /// The same in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Project => "open a folder first",
            Self::Article => "open an article first",
            Self::Beside => "put two articles side by side first",
            Self::Chosen => "choose an annotation first",
            Self::Decidable => "choose an annotation or a suggestion first",
            Self::Selection => "select some words first",
            Self::Undo => "there is nothing to undo",
            Self::Redo => "there is nothing to redo",
        }
    }
}
