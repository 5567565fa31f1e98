//! The table of user commands with their names, keys, menus and preconditions.
//!
//! To add a command: a variant of [`UserCommand`], its id, a row here, an arm in
//! `app/dispatch/user_commands`.
//! Menus, keys, the help sheet and the tests use the row.

use std::collections::BTreeMap;

use super::keys::KeyPress;
pub use super::menu::{Menu, Needs};
use super::{Motion, SizedPanel, UserCommand, texts};
use crate::model::Codebook;
use crate::model::document::Status;
use crate::model::isolate::isolated;

/// The current state, against which preconditions are checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment {
    pub project: bool,
    pub article: bool,
    pub beside: bool,
    pub chosen: bool,
    /// A suggestion is chosen.
    pub suggestion: bool,
    pub selection: bool,
    pub undo: bool,
    pub redo: bool,
    /// The relations of all annotations on screen are drawn.
    pub all_relations: bool,
    /// Suggestions are shown.
    pub suggestions: bool,
    /// Only the page is shown.
    pub focus_mode: bool,
}

impl Environment {
    /// Whether a precondition is met.
    pub fn meets(&self, needs: Needs) -> bool {
        match needs {
            Needs::Nothing => true,
            Needs::Project => self.project,
            Needs::Article => self.article,
            Needs::Beside => self.beside,
            Needs::Chosen => self.chosen,
            Needs::Decidable => self.chosen || self.suggestion,
            Needs::Selection => self.selection,
            Needs::Undo => self.undo,
            Needs::Redo => self.redo,
        }
    }
}

/// A row of the table: a command with all its properties.
#[derive(Clone, Debug)]
pub struct CommandRow {
    pub command: UserCommand,
    /// In the language of the window, in sentence case, with `…` when more is asked.
    pub name: String,
    /// The name in English, by which it is found too.
    pub english: String,
    /// The first key is shown in menus; all of them work.
    pub keys: Vec<KeyPress>,
    /// Menu and group: menus have a separator between groups. `None` hides the command from the
    /// menus.
    pub menu: Option<(Menu, u8)>,
    pub needs: Needs,
}

/// The limit of labels in the menu Annotate; more have a menu of their own.
const MAX_LABELS_IN_MENU: usize = 9;

impl CommandRow {
    /// Whether it tags with a label of the codebook.
    pub fn is_of_label(&self) -> bool {
        matches!(self.command, UserCommand::Tag(_) | UserCommand::TagAlso(_))
    }
}

/// The commands for a codebook: the fixed ones and two for each available label.
pub fn rows(codebook: &Codebook) -> Vec<CommandRow> {
    let mut rows = fixed();
    let tag_menu = if codebook.offered().count() > MAX_LABELS_IN_MENU {
        Menu::TagAs
    } else {
        Menu::Annotate
    };
    for label in codebook.offered() {
        let keys = |shift: bool| {
            let keys = label.keys.iter().filter_map(move |key| {
                let press: KeyPress = key.parse().ok()?;
                // With Shift it would mean the other command of its label.
                (!press.shift).then_some(KeyPress { shift, ..press })
            });
            keys.collect()
        };
        let name = texts::lowered(&label.name);
        let name = isolated(&name);
        rows.push(CommandRow {
            command: UserCommand::Tag(label.id.clone()),
            name: texts::of_label("command-tag", &name).unwrap_or_else(|| format!("Tag as {name}")),
            english: format!("Tag as {name}"),
            keys: keys(false),
            menu: Some((tag_menu, 0)),
            needs: Needs::Article,
        });
        rows.push(CommandRow {
            command: UserCommand::TagAlso(label.id.clone()),
            name: texts::of_label("command-tag-also", &name)
                .unwrap_or_else(|| format!("Also tag as {name}")),
            english: format!("Also tag as {name}"),
            keys: keys(true),
            menu: Some((Menu::AlsoTagAs, 0)),
            needs: Needs::Article,
        });
    }
    rows
}

/// The commands for a codebook with custom key bindings, by [`UserCommand::id`].
///
/// A custom key is removed from every other command, so that no key has two meanings: another
/// codebook may contain labels with keys that were free when the user chose.
///
/// A label keeps only the keys that tag.
pub fn rows_with_keys(codebook: &Codebook, own: &BTreeMap<String, Vec<String>>) -> Vec<CommandRow> {
    let mut rows = rows_with_all_keys(codebook, own);
    drop_dead_keys(&mut rows, own);
    rows
}

/// The same with the label keys that never tag.
pub(super) fn rows_with_all_keys(
    codebook: &Codebook,
    own: &BTreeMap<String, Vec<String>>,
) -> Vec<CommandRow> {
    let mut rows = rows(codebook);
    let mut given = Vec::new();
    for row in &mut rows {
        if let Some(keys) = own.get(&row.command.id()) {
            row.keys = keys.iter().filter_map(|key| key.parse().ok()).collect();
            row.keys.retain(|key| !given.contains(key));
            given.extend(row.keys.iter().cloned());
        }
    }
    for row in &mut rows {
        if !own.contains_key(&row.command.id()) {
            row.keys.retain(|key| !given.contains(key));
        }
    }
    rows
}

/// Takes from labels the keys that other commands have, and those that no keyboard sends: neither the
/// legend nor a menu names a key that does not tag.
/// What the user has chosen stays.
fn drop_dead_keys(rows: &mut [CommandRow], own: &BTreeMap<String, Vec<String>>) {
    let mut taken: Vec<KeyPress> = Vec::new();
    for row in rows {
        if row.is_of_label() && !own.contains_key(&row.command.id()) {
            let is_free =
                |key: &KeyPress| key.is_known() && !taken.iter().any(|taken| taken.is_same(key));
            row.keys.retain(is_free);
        }
        taken.extend(row.keys.iter().cloned());
    }
}

/// All fixed commands with their keyboard shortcuts and menus; a new command gets its row here.
pub(super) fn fixed() -> Vec<CommandRow> {
    use Menu::{
        Annotate, ArticleStatus, Borders, Edit, File, Go, Help, PanelSizes, Team, TextSize, Theme,
        View,
    };
    use Needs as N;
    use SizedPanel as P;
    use UserCommand as C;

    let row = |command: C, name: &str, keys: &[&str], menu, needs| CommandRow {
        name: texts::of_command(&command, name),
        command,
        english: name.to_owned(),
        keys: keys
            .iter()
            .map(|key| key.parse().expect("the table's keys are tested"))
            .collect(),
        menu,
        needs,
    };
    // By a word, and with Ctrl by a character.
    let border = |start, forward, by_char| C::StepBorder {
        start,
        forward,
        by_char,
    };
    // One row a command, for reading by columns. A keyboard layout reports Shift with `[` as `{`,
    // or as `[` with Shift.
    #[rustfmt::skip]
    let mut rows = vec![
        row(C::OpenFolder, "Open folder…", &["Ctrl+O"], Some((File, 0)), N::Nothing),
        row(C::OpenFiles, "Open files…", &["Ctrl+Shift+O"], Some((File, 0)), N::Nothing),
        row(C::CloseProject, "Close project", &["Ctrl+W"], Some((File, 0)), N::Project),
        row(C::ImportArticles, "Import…", &["Ctrl+I"], Some((File, 1)), N::Nothing),
        row(C::Export, "Export dataset…", &["Ctrl+E"], Some((File, 1)), N::Project),
        row(C::ExportAgain, "Repeat last export", &["Ctrl+Shift+E"], Some((File, 1)), N::Project),
        row(C::ImportDataset, "Import dataset…", &[], Some((File, 1)), N::Project),
        row(C::ShowConflicts, "Resolve conflicts…", &["Ctrl+M"], Some((File, 1)), N::Project),
        row(C::ShowOrphans, "Annotations without a text…", &["Ctrl+Shift+A"], Some((File, 1)), N::Project),
        row(C::BringBackRemoved, "Restore what was removed", &["Ctrl+Shift+B"], Some((File, 1)), N::Project),
        row(C::SaveCopy, "Save a copy…", &[], Some((File, 1)), N::Project),
        row(C::ChangeCoder, "Coder…", &[], Some((Team, 0)), N::Project),
        row(C::ShowTeam, "Team…", &["Ctrl+8"], Some((Team, 0)), N::Project),
        row(C::HandIn, "Hand in a package…", &[], Some((Team, 0)), N::Project),
        row(C::CompareCoders, "Compare coders…", &["Ctrl+J"], Some((Team, 1)), N::Article),
        row(C::ShowDifferences, "Kinds of differences…", &[], Some((Team, 1)), N::Project),
        row(C::ShowAgreement, "Agreement…", &["Ctrl+7"], Some((Team, 1)), N::Project),
        row(C::ShowCodebook, "Codebook…", &["Ctrl+B"], Some((File, 2)), N::Project),
        row(C::ImportCodebook, "Import codebook…", &[], Some((File, 2)), N::Project),
        row(C::ShowSettings, "Settings…", &["Ctrl+Comma"], Some((File, 2)), N::Nothing),
        row(C::Quit, "Quit", &["Ctrl+Q"], Some((File, 2)), N::Nothing),
        row(C::Undo, "Undo", &["Ctrl+Z"], Some((Edit, 0)), N::Undo),
        row(C::Redo, "Redo", &["Ctrl+Shift+Z", "Ctrl+Y"], Some((Edit, 0)), N::Redo),
        row(C::Copy, "Copy", &["Ctrl+C"], Some((Edit, 1)), N::Selection),
        row(C::SelectWord, "Select word", &["W"], Some((Edit, 2)), N::Article),
        row(C::SelectSentence, "Select sentence", &["Shift+W"], Some((Edit, 2)), N::Article),
        row(C::SelectParagraph, "Select paragraph", &["Shift+P"], Some((Edit, 2)), N::Article),
        row(C::SelectAll, "Select all", &["Ctrl+A"], Some((Edit, 2)), N::Article),
        row(C::Find, "Select by typing…", &["/", "Ctrl+F"], Some((Edit, 3)), N::Article),
        row(C::FindNext, "Find next", &["F3", "Ctrl+G"], Some((Edit, 3)), N::Article),
        row(C::FindPrevious, "Find previous", &["Shift+F3", "Ctrl+Shift+G"], Some((Edit, 3)), N::Article),
        row(C::FindInProject, "Find in project…", &["Ctrl+Shift+F"], Some((Edit, 3)), N::Project),
        row(C::Release, "Clear selection", &["Escape"], Some((Edit, 2)), N::Article),
        row(C::Delete, "Delete annotation", &["Delete", "Backspace"], Some((Annotate, 2)), N::Chosen),
        row(C::AcceptMove, "Accept suggestion or position", &["Y"], Some((Annotate, 5)), N::Decidable),
        row(C::RejectMove, "Reject suggestion or position", &["X"], Some((Annotate, 5)), N::Decidable),
        row(C::AcceptMoves, "Accept all in the article…", &["Shift+Y"], Some((Annotate, 5)), N::Article),
        row(border(false, true, false), "Extend end by one word", &["]"], Some((Borders, 0)), N::Decidable),
        row(border(false, false, false), "Shorten end by one word", &["["], Some((Borders, 0)), N::Decidable),
        row(border(true, true, false), "Shorten start by one word", &["}", "Shift+}", "Shift+]"], Some((Borders, 0)), N::Decidable),
        row(border(true, false, false), "Extend start by one word", &["{", "Shift+{", "Shift+["], Some((Borders, 0)), N::Decidable),
        row(border(false, true, true), "Extend end by one character", &["Ctrl+]"], None, N::Decidable),
        row(border(false, false, true), "Shorten end by one character", &["Ctrl+["], None, N::Decidable),
        row(border(true, true, true), "Shorten start by one character", &["Ctrl+}", "Ctrl+Shift+}", "Ctrl+Shift+]"], None, N::Decidable),
        row(border(true, false, true), "Extend start by one character", &["Ctrl+{", "Ctrl+Shift+{", "Ctrl+Shift+["], None, N::Decidable),
        row(C::AddFragment, "Add the selection to the annotation", &["+", "Shift++", "Shift+="], Some((Annotate, 3)), N::Selection),
        row(C::EditAttributes, "Attributes…", &["Enter"], Some((Annotate, 3)), N::Chosen),
        row(C::PickEntity, "Entity…", &["."], Some((Annotate, 3)), N::Chosen),
        row(C::AllOccurrences, "All occurrences…", &["Ctrl+D"], Some((Annotate, 3)), N::Article),
        row(C::Link, "Link…", &["R"], Some((Annotate, 3)), N::Chosen),
        row(C::EditMemo, "Memo…", &["M"], Some((Annotate, 3)), N::Chosen),
        row(C::EditFields, "Article fields…", &["F"], Some((Annotate, 4)), N::Article),
        row(C::SetStatus(Status::New), "Mark article as not begun", &["Alt+0"], Some((ArticleStatus, 0)), N::Article),
        row(C::SetStatus(Status::InProgress), "Mark article as in progress", &["Alt+1"], Some((ArticleStatus, 0)), N::Article),
        row(C::SetStatus(Status::Done), "Mark article as done", &["Alt+2"], Some((ArticleStatus, 0)), N::Article),
        row(C::SetStatus(Status::Unsure), "Mark article as unsure", &["Alt+3"], Some((ArticleStatus, 0)), N::Article),
        row(C::SetStatus(Status::Skipped), "Mark article as skipped", &["Alt+4"], Some((ArticleStatus, 0)), N::Article),
        row(C::NextAnnotation, "Next annotation", &["Tab", "N"], Some((Go, 0)), N::Article),
        row(C::PreviousAnnotation, "Previous annotation", &["Shift+Tab", "P"], Some((Go, 0)), N::Article),
        row(C::CycleOverlapping, "Next overlapping annotation", &["O"], Some((Go, 0)), N::Article),
        row(C::FarEnd, "Go to the other end of the relation", &["G"], Some((Go, 0)), N::Chosen),
        row(C::NextIncomplete, "Next incomplete annotation", &["I"], Some((Go, 0)), N::Project),
        row(C::PreviousIncomplete, "Previous incomplete annotation", &["Shift+I"], Some((Go, 0)), N::Project),
        row(C::NextPending, "Next annotation to review", &["J"], Some((Go, 0)), N::Article),
        row(C::NextArticle, "Next article", &["Alt+PageDown"], Some((Go, 1)), N::Project),
        row(C::PreviousArticle, "Previous article", &["Alt+PageUp"], Some((Go, 1)), N::Project),
        row(C::DoneAndNext, "Mark as done and go to the next", &["Ctrl+Enter"], Some((Go, 1)), N::Article),
        row(C::NextUnfinished, "Next unfinished article", &["U"], Some((Go, 1)), N::Project),
        row(C::GoBeside, "Switch to other pane", &["Ctrl+Shift+Backslash", "Ctrl+Shift+Pipe", "Ctrl+Pipe"], Some((Go, 1)), N::Beside),
        row(C::NextPart, "Next panel", &["F6"], Some((Go, 2)), N::Project),
        row(C::PreviousPart, "Previous panel", &["Shift+F6"], Some((Go, 2)), N::Project),
        row(C::OpenMenus, "Menu bar", &["F10"], Some((Go, 2)), N::Nothing),
        row(C::OpenContextMenu, "Context menu", &["Shift+F10", "Menu"], Some((Go, 2)), N::Article),
        row(C::DismissNotices, "Dismiss messages", &["Shift+Escape"], Some((Go, 2)), N::Nothing),
        row(C::ToggleArticles, "Articles", &["Ctrl+1"], Some((View, 0)), N::Project),
        row(C::ToggleInspector, "Annotations", &["Ctrl+2"], Some((View, 0)), N::Project),
        row(C::ToggleLegend, "Legend", &["Ctrl+3"], Some((View, 0)), N::Project),
        row(C::ShowExplore, "Explore results", &["Ctrl+9"], Some((View, 0)), N::Project),
        row(C::ShowEntities, "Entities…", &["Ctrl+6"], Some((View, 0)), N::Project),
        row(C::ToggleHistory, "History", &["Ctrl+4"], Some((View, 0)), N::Project),
        row(C::ToggleMarginTags, "Label tags in the margin", &["Ctrl+5"], Some((View, 0)), N::Nothing),
        row(C::ToggleArcs, "All relations", &["Shift+R"], Some((View, 0)), N::Article),
        row(C::ToggleSuggestions, "Suggestions", &["Ctrl+Shift+Y"], Some((View, 0)), N::Project),
        row(C::TextAlone, "Focus mode", &["Ctrl+."], Some((View, 0)), N::Article),
        row(C::SideBySide, "Two articles side by side", &["Ctrl+Backslash"], Some((View, 0)), N::Article),
        row(C::SizePanel(P::Articles, true), "Wider article list", &[], Some((PanelSizes, 0)), N::Project),
        row(C::SizePanel(P::Articles, false), "Narrower article list", &[], Some((PanelSizes, 0)), N::Project),
        row(C::SizePanel(P::Annotations, true), "Wider annotations", &[], Some((PanelSizes, 1)), N::Project),
        row(C::SizePanel(P::Annotations, false), "Narrower annotations", &[], Some((PanelSizes, 1)), N::Project),
        row(C::SizePanel(P::History, true), "Taller history", &[], Some((PanelSizes, 2)), N::Project),
        row(C::SizePanel(P::History, false), "Lower history", &[], Some((PanelSizes, 2)), N::Project),
        row(C::SizePanel(P::Concordance, true), "Taller search results", &[], Some((PanelSizes, 3)), N::Project),
        row(C::SizePanel(P::Concordance, false), "Lower search results", &[], Some((PanelSizes, 3)), N::Project),
        row(C::SizePanel(P::Explore, true), "Wider results", &[], Some((PanelSizes, 4)), N::Project),
        row(C::SizePanel(P::Explore, false), "Narrower results", &[], Some((PanelSizes, 4)), N::Project),
        row(C::SizePanel(P::LeftPane, true), "Wider left article", &[], Some((PanelSizes, 5)), N::Beside),
        row(C::SizePanel(P::LeftPane, false), "Narrower left article", &[], Some((PanelSizes, 5)), N::Beside),
        row(C::ResetPanels, "Default panel sizes", &[], Some((PanelSizes, 6)), N::Project),
        row(C::ZoomIn, "Zoom in", &["Ctrl+Plus", "Ctrl+Equals"], Some((TextSize, 0)), N::Nothing),
        row(C::ZoomOut, "Zoom out", &["Ctrl+Minus"], Some((TextSize, 0)), N::Nothing),
        row(C::ResetZoom, "Normal size", &["Ctrl+0"], Some((TextSize, 0)), N::Nothing),
        row(C::LargerText, "Larger article text", &["Alt+Plus", "Alt+Equals"], Some((TextSize, 1)), N::Nothing),
        row(C::SmallerText, "Smaller article text", &["Alt+Minus"], Some((TextSize, 1)), N::Nothing),
        row(C::ResetText, "Normal article text", &[], Some((TextSize, 1)), N::Nothing),
        row(C::ThemeSystem, "System theme", &[], Some((Theme, 0)), N::Nothing),
        row(C::ThemeLight, "Light theme", &[], Some((Theme, 0)), N::Nothing),
        row(C::ThemeDark, "Dark theme", &[], Some((Theme, 0)), N::Nothing),
        row(C::ThemeHighContrast, "High-contrast theme", &[], Some((Theme, 0)), N::Nothing),
        row(C::ShowPalette, "Search commands…", &["Ctrl+K"], Some((Help, 0)), N::Nothing),
        row(C::ShowGuideline, "Guideline", &["F2"], Some((Help, 0)), N::Project),
        row(C::ShowKeys, "Keys", &["F1", "Shift+Questionmark", "Questionmark"], Some((Help, 0)), N::Nothing),
        row(C::SayPlace, "Say what is at the caret", &["F4"], Some((Help, 0)), N::Article),
        row(C::SayMessages, "Say the last messages", &["Shift+F4"], Some((Help, 0)), N::Nothing),
        row(C::ShowLog, "Show log", &[], Some((Help, 1)), N::Nothing),
    ];
    for (motion, name, key) in MOTIONS {
        let press: KeyPress = key.parse().expect("the table's keys are tested");
        let extended = KeyPress {
            shift: true,
            ..press.clone()
        };
        for (extend, press) in [(false, press), (true, extended)] {
            let what = if extend { "Select to" } else { "Go to" };
            let english = format!("{what} {name}");
            let command = C::Move(motion, extend);
            rows.push(CommandRow {
                name: texts::of_command(&command, &english),
                command,
                english,
                keys: vec![press],
                menu: None,
                needs: N::Article,
            });
        }
    }
    rows
}

/// Movements of the caret. Each has a second row, with Shift, that extends the selection.
///
/// Plain arrows move by words, because analysts annotate words; Ctrl moves further, Alt moves by
/// characters.
const MOTIONS: [(Motion, &str, &str); 16] = [
    (Motion::WordLeft, "the previous word", "Left"),
    (Motion::WordRight, "the next word", "Right"),
    (Motion::LineUp, "the line above", "Up"),
    (Motion::LineDown, "the line below", "Down"),
    (Motion::CharLeft, "the character on the left", "Alt+Left"),
    (Motion::CharRight, "the character on the right", "Alt+Right"),
    (Motion::SentenceBack, "the previous sentence", "Ctrl+Left"),
    (Motion::SentenceForward, "the next sentence", "Ctrl+Right"),
    (Motion::ParagraphBack, "the previous paragraph", "Ctrl+Up"),
    (Motion::ParagraphForward, "the next paragraph", "Ctrl+Down"),
    (Motion::LineStart, "the start of the line", "Home"),
    (Motion::LineEnd, "the end of the line", "End"),
    (Motion::PageUp, "the page above", "PageUp"),
    (Motion::PageDown, "the page below", "PageDown"),
    (Motion::TextStart, "the start of the text", "Ctrl+Home"),
    (Motion::TextEnd, "the end of the text", "Ctrl+End"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_key_is_given_twice_and_no_command_stands_twice() {
        let codebook = crate::store::codebook::built_in().codebook;
        let mut keys = HashMap::new();
        let mut names = HashMap::new();
        for row in rows(&codebook) {
            for key in row.keys {
                let other = keys.insert(key.clone(), row.name.clone());
                assert_eq!(other, None, "{key} also means “{}”", row.name);
            }
            let other = names.insert(row.name.clone(), row.command.clone());
            assert_eq!(other, None, "“{}” stands twice", row.name);
        }
    }

    #[test]
    fn names_of_labels_keep_their_own_direction_in_the_menu() {
        let mut codebook = crate::store::codebook::built_in().codebook;
        let mut label = codebook.labels.iter().next().unwrap().clone();
        label.name = "وزير".to_owned();
        codebook.labels = vec![label].into();
        let rows = rows(&codebook);
        let names = rows.iter().filter(|row| row.is_of_label());
        let names: Vec<&str> = names.map(|row| row.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Tag as \u{2068}وزير\u{2069}",
                "Also tag as \u{2068}وزير\u{2069}"
            ]
        );
    }

    #[test]
    fn a_key_of_the_users_is_taken_from_what_else_has_it() {
        let codebook = crate::store::codebook::built_in().codebook;
        let own = |id: &str, keys: &[&str]| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            BTreeMap::from([(id.to_owned(), keys)])
        };
        let keys = |own: &BTreeMap<String, Vec<String>>, id: &str| {
            let rows = rows_with_keys(&codebook, own);
            let row = rows.into_iter().find(|row| row.command.id() == id);
            let keys = row.map(|row| row.keys).unwrap_or_default();
            keys.iter().map(KeyPress::config_text).collect::<Vec<_>>()
        };
        let changed = own("export", &["N", "no key+"]);
        assert_eq!(keys(&changed, "export"), ["N"]);
        assert_eq!(keys(&changed, "next-annotation"), ["Tab"]);
        assert_eq!(keys(&own("export", &[]), "export"), [""; 0]);
        assert_eq!(keys(&BTreeMap::new(), "export"), ["Ctrl+E"]);
    }

    #[test]
    fn each_menu_of_the_bar_has_a_letter_that_is_free() {
        let codebook = crate::store::codebook::built_in().codebook;
        let rows = rows(&codebook);
        let mut letters = Vec::new();
        for menu in Menu::ALL {
            let letter = menu.access_key().expect("a letter");
            let taken = rows.iter().find(|row| row.keys.contains(&letter));
            assert!(taken.is_none(), "{letter} also means {taken:?}");
            assert!(!letters.contains(&letter), "{letter} opens two menus");
            letters.push(letter);
        }
        assert_eq!(Menu::Theme.access_key(), None);
    }

    #[test]
    fn every_command_outside_the_menus_has_a_key() {
        for row in rows(&Codebook::default()) {
            assert!(row.menu.is_some() || !row.keys.is_empty(), "{}", row.name);
        }
    }
}
