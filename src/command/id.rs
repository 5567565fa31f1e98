//! Stable ids of commands, under which the settings store custom key bindings.
//!
//! Ids are written out by hand: a variant may be renamed, its id may not. If an id must change, the
//! old one becomes an alias in [`OLD_IDS`].

use std::collections::BTreeMap;

use super::{Motion, SizedPanel, UserCommand};
use crate::model::document::Status;

/// Generates both conversions between the variants of an enum and their ids. A variant without an
/// id does not compile, and a duplicate id is an unreachable pattern.
macro_rules! stable_ids {
    ($type:ident { $($variant:ident = $id:literal,)* } $(else $other:pat)?) => {
        impl $type {
            /// The id of a variant without fields.
            fn fixed_id(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($id),)*
                    $($other => None,)?
                }
            }

            fn from_fixed_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

stable_ids!(UserCommand {
    OpenFolder = "open-folder",
    OpenFiles = "open-files",
    CloseProject = "close-project",
    Export = "export",
    ExportAgain = "export-again",
    ImportDataset = "import-dataset",
    Quit = "quit",
    Undo = "undo",
    Redo = "redo",
    Delete = "delete",
    AddFragment = "add-fragment",
    EditAttributes = "edit-attributes",
    EditFields = "edit-fields",
    EditMemo = "edit-memo",
    Link = "link",
    PickEntity = "pick-entity",
    SelectWord = "select-word",
    SelectSentence = "select-sentence",
    SelectParagraph = "select-paragraph",
    SelectAll = "select-all",
    Release = "release",
    Copy = "copy",
    Find = "find",
    FindNext = "find-next",
    FindPrevious = "find-previous",
    FindInProject = "find-in-project",
    AllOccurrences = "all-occurrences",
    NextAnnotation = "next-annotation",
    PreviousAnnotation = "previous-annotation",
    CycleOverlapping = "cycle-overlapping",
    FarEnd = "far-end",
    NextIncomplete = "next-incomplete",
    PreviousIncomplete = "previous-incomplete",
    NextPending = "next-pending",
    AcceptMove = "accept-move",
    RejectMove = "reject-move",
    AcceptMoves = "accept-moves",
    NextArticle = "next-article",
    PreviousArticle = "previous-article",
    DoneAndNext = "done-and-next",
    NextUnfinished = "next-unfinished",
    GoBeside = "go-beside",
    NextPart = "next-part",
    OpenMenus = "open-menus",
    OpenContextMenu = "open-context-menu",
    DismissNotices = "dismiss-notices",
    PreviousPart = "previous-part",
    SideBySide = "side-by-side",
    ToggleArticles = "toggle-articles",
    ToggleInspector = "toggle-inspector",
    ToggleLegend = "toggle-legend",
    ToggleHistory = "toggle-history",
    ToggleMarginTags = "toggle-margin-tags",
    ToggleArcs = "toggle-arcs",
    ToggleSuggestions = "toggle-suggestions",
    TextAlone = "text-alone",
    ZoomIn = "zoom-in",
    ZoomOut = "zoom-out",
    ResetZoom = "reset-zoom",
    ResetPanels = "reset-panels",
    LargerText = "larger-text",
    SmallerText = "smaller-text",
    ResetText = "reset-text",
    ThemeLight = "theme-light",
    ThemeDark = "theme-dark",
    ThemeHighContrast = "theme-high-contrast",
    ThemeSystem = "theme-system",
    ShowKeys = "show-keys",
    SayPlace = "say-place",
    SayMessages = "say-messages",
    ShowLog = "show-log",
    ShowPalette = "show-palette",
    ShowSettings = "show-settings",
    ShowExplore = "show-explore",
    ShowEntities = "show-entities",
    ShowCodebook = "show-codebook",
    ChangeCoder = "change-coder",
    ShowGuideline = "show-guideline",
    ImportArticles = "import-articles",
    ImportCodebook = "import-codebook",
    ShowConflicts = "show-conflicts",
    ShowTeam = "show-team",
    HandIn = "hand-in",
    ShowAgreement = "show-agreement",
    CompareCoders = "compare-coders",
    ShowDifferences = "show-differences",
    ShowOrphans = "show-orphans",
    BringBackRemoved = "bring-back-removed",
    SaveCopy = "save-copy",
} else Self::Tag(_) | Self::TagAlso(_) | Self::SizePanel(..) | Self::StepBorder { .. } | Self::Move(..) | Self::SetStatus(_));

stable_ids!(Motion {
    CharLeft = "char-left",
    CharRight = "char-right",
    WordLeft = "word-left",
    WordRight = "word-right",
    SentenceBack = "sentence-back",
    SentenceForward = "sentence-forward",
    ParagraphBack = "paragraph-back",
    ParagraphForward = "paragraph-forward",
    LineUp = "line-up",
    LineDown = "line-down",
    LineStart = "line-start",
    LineEnd = "line-end",
    PageUp = "page-up",
    PageDown = "page-down",
    TextStart = "text-start",
    TextEnd = "text-end",
});

stable_ids!(SizedPanel {
    Articles = "articles",
    Annotations = "annotations",
    History = "history",
    Concordance = "concordance",
    Explore = "explore",
    LeftPane = "left-pane",
});

/// Aliases: ids in the settings of earlier versions, with the ids that replaced them.
const OLD_IDS: [(&str, &str); 8] = [
    (
        "step-border-start-false-forward-true-by-char-false",
        "border:end-forward-word",
    ),
    (
        "step-border-start-false-forward-false-by-char-false",
        "border:end-back-word",
    ),
    (
        "step-border-start-true-forward-true-by-char-false",
        "border:start-forward-word",
    ),
    (
        "step-border-start-true-forward-false-by-char-false",
        "border:start-back-word",
    ),
    (
        "step-border-start-false-forward-true-by-char-true",
        "border:end-forward-char",
    ),
    (
        "step-border-start-false-forward-false-by-char-true",
        "border:end-back-char",
    ),
    (
        "step-border-start-true-forward-true-by-char-true",
        "border:start-forward-char",
    ),
    (
        "step-border-start-true-forward-false-by-char-true",
        "border:start-back-char",
    ),
];

impl UserCommand {
    /// The stable id, which stays the same when the command is renamed in the window or moves in
    /// the menus: `open-folder`, `tag:actor`, `move:word-left`, `select:word-left`, `status:done`.
    pub fn id(&self) -> String {
        match self {
            Self::Tag(label) => format!("tag:{label}"),
            Self::TagAlso(label) => format!("also:{label}"),
            Self::Move(motion, false) => format!("move:{}", motion.fixed_id().unwrap_or_default()),
            Self::Move(motion, true) => format!("select:{}", motion.fixed_id().unwrap_or_default()),
            Self::SetStatus(status) => format!("status:{}", status.as_str()),
            Self::StepBorder {
                start,
                forward,
                by_char,
            } => {
                let end = if *start { "start" } else { "end" };
                let way = if *forward { "forward" } else { "back" };
                let unit = if *by_char { "char" } else { "word" };
                format!("border:{end}-{way}-{unit}")
            }
            Self::SizePanel(panel, true) => {
                format!("larger:{}", panel.fixed_id().unwrap_or_default())
            }
            Self::SizePanel(panel, false) => {
                format!("smaller:{}", panel.fixed_id().unwrap_or_default())
            }
            fixed => fixed.fixed_id().unwrap_or_default().to_owned(),
        }
    }

    /// Finds the command with this id or alias.
    pub fn from_id(id: &str) -> Option<Self> {
        let id = renamed(id).unwrap_or(id);
        let Some((kind, rest)) = id.split_once(':') else {
            return Self::from_fixed_id(id);
        };
        match kind {
            "tag" => Some(Self::Tag(rest.into())),
            "also" => Some(Self::TagAlso(rest.into())),
            "move" => Motion::from_fixed_id(rest).map(|motion| Self::Move(motion, false)),
            "select" => Motion::from_fixed_id(rest).map(|motion| Self::Move(motion, true)),
            "larger" => SizedPanel::from_fixed_id(rest).map(|panel| Self::SizePanel(panel, true)),
            "smaller" => SizedPanel::from_fixed_id(rest).map(|panel| Self::SizePanel(panel, false)),
            "status" => Some(Self::SetStatus(Status::parse(rest))),
            "border" => {
                let mut parts = rest.split('-');
                let mut is = |yes: &str, no: &str| match parts.next()? {
                    part if part == yes => Some(true),
                    part if part == no => Some(false),
                    _ => None,
                };
                let command = Self::StepBorder {
                    start: is("start", "end")?,
                    forward: is("forward", "back")?,
                    by_char: is("char", "word")?,
                };
                parts.next().is_none().then_some(command)
            }
            _ => None,
        }
    }
}

/// The id that replaced an old one.
fn renamed(id: &str) -> Option<&'static str> {
    let found = OLD_IDS.iter().find(|(old, _)| *old == id);
    found.map(|(_, new)| *new)
}

/// Migrates custom key bindings from the settings of an earlier version to current ids. If both ids
/// have bindings, those of the new one win. Unknown ids stay: they may be labels of another
/// project's codebook.
pub fn migrate_keys(keys: &mut BTreeMap<String, Vec<String>>) {
    for (old, new) in OLD_IDS {
        if let Some(own) = keys.remove(old) {
            keys.entry(new.to_owned()).or_insert(own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::table;
    use crate::settings::Settings;
    use crate::store::state::ProgramState;

    #[test]
    fn every_row_has_an_id_of_its_own_and_is_found_by_it() {
        let codebook = crate::store::codebook::built_in().codebook;
        let mut ids = Vec::new();
        for row in table::rows(&codebook) {
            let id = row.command.id();
            assert_eq!(UserCommand::from_id(&id), Some(row.command), "{id}");
            assert!(!ids.contains(&id), "{id} stands twice");
            ids.push(id);
        }
    }

    #[test]
    fn an_unknown_id_is_no_command() {
        for id in [
            "",
            "open",
            "tag",
            "move:",
            "move:up",
            "border:end-forward",
            "border:end-forward-word-x",
        ] {
            assert_eq!(UserCommand::from_id(id), None, "{id}");
        }
    }

    /// The file lists every command that had a row before ids were written out.
    #[test]
    fn keys_of_settings_of_an_earlier_version_keep_their_commands() {
        let file = include_str!("../../tests/data/state-with-derived-command-ids.json");
        let state: ProgramState = serde_json::from_str(file).expect("a state file");
        let settings: Settings = state.window().expect("settings");
        let mut keys = settings.keys.clone();
        migrate_keys(&mut keys);
        assert_eq!(keys.len(), settings.keys.len());
        let codebook = crate::store::codebook::built_in().codebook;
        let rows = table::rows_with_keys(&codebook, &keys);
        for (id, own) in &settings.keys {
            let command = UserCommand::from_id(id).expect(id);
            let row = rows.iter().find(|row| row.command == command).expect(id);
            let has: Vec<String> = row.keys.iter().map(|key| key.config_text()).collect();
            assert_eq!(has, *own, "{id}");
        }
    }

    #[test]
    fn a_new_id_has_precedence_over_an_old_one() {
        let (old, new) = OLD_IDS[0];
        let own = |id: &str, key: &str| (id.to_owned(), vec![key.to_owned()]);
        let mut keys = BTreeMap::from([own(old, "A"), own(new, "B"), own("tag:elsewhere", "C")]);
        migrate_keys(&mut keys);
        assert_eq!(
            keys,
            BTreeMap::from([own(new, "B"), own("tag:elsewhere", "C")])
        );
    }
}
