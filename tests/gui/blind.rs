//! Blind coding in the window: nothing of another coder's work shows anywhere, as long as a round is blind.
//!
//! The same is done in two windows, as coder mk: in one project quillfeather has annotated the articles, in the
//! other not. Whatever a screen reader finds must be the same in both: so no word, count, name, order or entity
//! choice of quillfeather's can show, wherever it may come from.

use std::fmt::Write as _;

use crate::common::Desk;
use demarche::app::dialogs;
use demarche::command::article_list::ArticleListCommand;
use demarche::command::table::{Menu, rows};
use demarche::command::{Intent, UserCommand};
use demarche::store::codebook::built_in;
use demarche::ui::panels::PANELS;
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// The other coder; no text of the window has this word.
const OTHER: &str = "quillfeather";

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

const TREATY: &str = "A treaty at last\n\nThe council signed the treaty in Solvang.\n";

const PROJECT: &str = r#"{ "format": "demarche-project", "version": 1,
  "coders": [ {"id":"mk"}, {"id":"quillfeather","name":"Quentin Quillfeather"} ],
  "rounds": [ {"id":"pilot","blind":true,"coders":["mk","quillfeather"],"seed":7,"per_article":2,"overlap":100} ],
  "assignments": [
    {"round":"pilot","article":"talks.txt","coders":["mk","quillfeather"]},
    {"round":"pilot","article":"treaty.txt","coders":["mk","quillfeather"]} ] }"#;

const ENTITIES: &str = r#"{ "format": "demarche-entities", "version": 1, "entities": [
  {"id":"harbour","name":"Harbour Union"}, {"id":"reyes","name":"Ana Reyes"}, {"id":"zebra","name":"Zebra Guild"} ] }"#;

/// mk: the envoy, with nobody behind it yet.
const OWN: &str = r#"{"format":"demarche","version":1,"source":{},"coder":"mk","document":{"status":"in-progress"},"annotations":[
  {"id":"a","label":"actor","spans":[[0,5]],"quote":["Envoy"]}]}"#;

/// quillfeather: Zebra Guild behind each “Envoy”, memos, another status, more annotations than mk.
const OTHERS: &str = r#"{"format":"demarche","version":1,"source":{},"coder":"quillfeather","document":{"status":"done"},"annotations":[
  {"id":"b","label":"actor","spans":[[0,5]],"quote":["Envoy"],"entity":"zebra","memo":"plumage","by":"quillfeather","at":"2026-11-02T09:00:00Z"},
  {"id":"c","label":"event","spans":[[6,21]],"quote":["calls for talks"],"memo":"plumage","by":"quillfeather","at":"2026-11-02T09:00:00Z"},
  {"id":"d","label":"demand","spans":[[63,80]],"quote":["release the funds"],"attributes":{"polarity":"against"},"by":"quillfeather","at":"2026-11-02T09:00:00Z"}]}"#;

const OTHERS_TREATY: &str = r#"{"format":"demarche","version":1,"source":{},"coder":"quillfeather","document":{"status":"unsure"},"annotations":[
  {"id":"b","label":"actor","spans":[[18,29]],"quote":["The council"],"entity":"zebra","by":"quillfeather","at":"2026-11-02T09:00:00Z"}]}"#;

/// The agreed version, which tells what others have annotated, too.
const AGREED: &str = r#"{"format":"demarche","version":1,"source":{},"coder":"gold","annotations":[
  {"id":"g","label":"event","spans":[[6,21]],"quote":["calls for talks"],"from":["quillfeather:c"],"by":"quillfeather"}],
  "decisions":[]}"#;

/// mk's window, with the work of the other coder or without.
fn desk(has_other: bool) -> Desk {
    let mut files = vec![
        ("talks.txt", TALKS),
        ("treaty.txt", TREATY),
        ("entities.json", ENTITIES),
        ("project.json", PROJECT),
        ("talks.txt.mk.ann.json", OWN),
    ];
    if has_other {
        files.push(("talks.txt.quillfeather.ann.json", OTHERS));
        files.push(("treaty.txt.quillfeather.ann.json", OTHERS_TREATY));
        files.push(("talks.txt.gold.ann.json", AGREED));
    }
    let mut desk = Desk::with(&files);
    desk.code_as("mk");
    desk.show("talks.txt");
    let is_counted = |app: &demarche::app::App| {
        app.session().is_some_and(|session| {
            let mut own = session.articles.own_codings();
            own.all(|coding| coding.summary.is_some()) && session.progress.articles == 2
        })
    };
    desk.until(is_counted);
    desk
}

/// All that a screen reader finds, a line for each node.
fn tree(desk: &Desk) -> String {
    let folder = desk.path("").to_string_lossy().into_owned();
    let folder = folder.trim_end_matches('/');
    let mut text = String::new();
    for node in desk.harness.query_all_by(|_| true) {
        let node = node.accesskit_node();
        let data = node.data();
        let said = [
            node.label(),
            data.value().map(str::to_owned),
            data.description().map(str::to_owned),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        let _ = writeln!(text, "{:?}: {}", node.role(), said.join(" | "));
    }
    let name = folder.rsplit('/').next().unwrap_or(folder);
    text.replace(folder, "FOLDER").replace(name, "NAME")
}

/// A window as each step has left it.
struct Seen {
    steps: Vec<(String, String)>,
}

impl Seen {
    fn note(&mut self, desk: &Desk, step: &str) {
        self.steps.push((step.to_owned(), tree(desk)));
    }
}

/// Commands that leave the project or the program, ask for a file, or wait for another window.
fn leaves(command: &UserCommand) -> bool {
    use UserCommand as C;
    matches!(
        command,
        C::Quit
            | C::CloseProject
            | C::OpenFolder
            | C::OpenFiles
            | C::ImportArticles
            | C::ImportCodebook
            | C::SaveCopy
            | C::ShowLog
            | C::ExportAgain
    )
}

/// Commands that only move, size or colour: what they show, others show.
fn only_looks(command: &UserCommand) -> bool {
    use UserCommand as C;
    matches!(
        command,
        C::Move(..)
            | C::StepBorder { .. }
            | C::SizePanel(..)
            | C::ResetPanels
            | C::ZoomIn
            | C::ZoomOut
            | C::ResetZoom
            | C::LargerText
            | C::SmallerText
            | C::ResetText
            | C::ThemeLight
            | C::ThemeDark
            | C::ThemeHighContrast
            | C::ThemeSystem
            | C::TagAlso(_)
            | C::SelectWord
            | C::SelectSentence
            | C::SelectParagraph
            | C::SelectAll
            | C::Copy
            | C::SetStatus(_)
            | C::AcceptMove
            | C::RejectMove
            | C::AcceptMoves
    )
}

/// Lets jobs end, and dismisses what a command has opened.
fn settle(desk: &mut Desk) {
    for _ in 0..4 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        desk.harness.step();
    }
    desk.until_saved();
}

fn close(desk: &mut Desk) {
    let dismiss = UserCommand::DismissNotices;
    desk.harness.state_mut().ask(dismiss);
    for _ in 0..2 {
        desk.harness.key_press(Key::Escape);
        desk.harness.run_steps(2);
    }
}

/// Goes through every dialog, panel, menu and command, and some ways in which one could ask for more.
fn drive(has_other: bool) -> Seen {
    let mut desk = desk(has_other);
    let mut seen = Seen { steps: Vec::new() };
    seen.note(&desk, "the window");
    let mut ask = |desk: &mut Desk, command: UserCommand| {
        let id = command.id();
        // The chosen annotation is one that the other coder has, too.
        desk.harness.state_mut().ask(UserCommand::NextAnnotation);
        desk.harness.state_mut().ask(command);
        desk.harness.run_steps(2);
        settle(desk);
        seen.note(desk, &id);
        close(desk);
    };
    for dialog in dialogs() {
        if let Some(command) = dialog.opened_by.clone().filter(|command| !leaves(command)) {
            ask(&mut desk, command);
        }
    }
    for (_, command) in PANELS {
        ask(&mut desk, command.clone());
        ask(&mut desk, command);
    }
    let all = rows(&built_in().codebook)
        .into_iter()
        .map(|row| row.command);
    let all = all.filter(|command| !leaves(command) && !only_looks(command));
    for command in all.collect::<Vec<_>>() {
        ask(&mut desk, command);
    }
    desk.key(Key::F10);
    for menu in 0..Menu::ALL.len() {
        seen.note(&desk, &format!("menu {menu}"));
        desk.key(Key::ArrowRight);
    }
    close(&mut desk);
    for filter in [
        "coder:quillfeather",
        "differs:yes",
        "compared:yes",
        "coder:gold",
    ] {
        let command = ArticleListCommand::Filter(filter.to_owned());
        desk.harness.state_mut().ask(Intent::ArticleList(command));
        desk.run_until_idle();
        settle(&mut desk);
        // The filter itself stands in its field.
        let shown = tree(&desk).replace(filter, "FILTER");
        seen.steps.push((filter.to_owned(), shown));
    }
    let command = ArticleListCommand::Filter(String::new());
    desk.harness.state_mut().ask(Intent::ArticleList(command));
    desk.run_until_idle();
    for typed in ["quillf", "plumage", "zebra"] {
        desk.harness.state_mut().ask(UserCommand::ShowPalette);
        desk.run_until_idle();
        desk.type_text(typed);
        settle(&mut desk);
        seen.note(&desk, &format!("palette {typed}"));
        close(&mut desk);
    }
    seen
}

#[test]
fn nothing_of_another_coder_shows_in_any_panel_or_dialog_of_a_blind_round() {
    let with = std::thread::spawn(|| drive(true));
    let without = drive(false);
    let with = with.join().expect("a window with the other coder");
    let mut leaks = Vec::new();
    assert_eq!(with.steps.len(), without.steps.len());
    assert!(with.steps.len() > 60, "{} steps", with.steps.len());
    for ((step, with), (_, without)) in with.steps.iter().zip(&without.steps) {
        let lower = with.to_lowercase();
        for word in [OTHER, "quentin", "plumage"] {
            // What is typed into the palette stands in its field.
            let is_typed = step.starts_with("palette");
            if lower.contains(word) && !is_typed {
                leaks.push(format!("{step}: “{word}”"));
            }
        }
        for diff in differences(with, without) {
            leaks.push(format!("{step}: {diff}"));
        }
    }
    assert!(leaks.is_empty(), "{} leaks: {leaks:#?}", leaks.len());
}

/// The lines in which two windows differ.
fn differences(with: &str, without: &str) -> Vec<String> {
    let (with, without): (Vec<&str>, Vec<&str>) =
        (with.lines().collect(), without.lines().collect());
    if with == without {
        return Vec::new();
    }
    let count = |lines: &[&str], line: &str| lines.iter().filter(|other| **other == line).count();
    let more = with
        .iter()
        .filter(|line| count(&with, line) > count(&without, line));
    let less = without
        .iter()
        .filter(|line| count(&without, line) > count(&with, line));
    let mut found: Vec<String> = more.map(|line| format!("+ {line}")).collect();
    found.extend(less.map(|line| format!("- {line}")));
    if found.is_empty() {
        found.push("the same lines in another order".to_owned());
    }
    found
}
