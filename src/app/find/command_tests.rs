//! Tests of what the find bar does with the text and the selection, without a window.

use tempfile::TempDir;

use super::*;
use crate::app::test_program::{Program, folder};
use crate::command::{Intent, UserCommand};

const TEXT: &str = "Ana Reyes asked twice. The reyesian plan\nof Reyes was old. Others agreed.\n";

/// A program that shows [`TEXT`], with the caret before a word.
fn at(word: &str) -> (TempDir, Program) {
    let folder = folder(&[("a.txt", TEXT), ("b.txt", "Nothing of it.\n")]);
    let mut program = Program::on(folder.path());
    let at = TEXT.find(word).expect("the word");
    program.cx().select(Selection::caret(ByteOffset(at)));
    (folder, program)
}

fn ask(program: &mut Program, command: FindCommand) {
    program.app.ask(Intent::Find(command));
    program.step();
}

/// Opens the field.
fn find(program: &mut Program) {
    program.app.ask(UserCommand::Find);
    program.step();
}

fn typed(program: &mut Program, typed: &str) {
    let finder = &mut program.cx().project.finding.finder;
    finder.as_mut().expect("the field is open").type_in(typed);
    ask(program, FindCommand::Typed(typed.to_owned()));
}

/// Where the selection begins, and its text.
fn selected(program: &Program) -> (usize, &str) {
    let shown = program.session().shown().expect("an article");
    let selection = shown.selection;
    let text = shown
        .document
        .text()
        .slice(selection.start(), selection.end());
    (selection.start().0, text.expect("a range"))
}

fn place(word: &str) -> usize {
    TEXT.find(word).expect("the word")
}

#[test]
fn what_is_typed_is_selected_as_it_was_typed_and_taken_in_whole_words() {
    let (_folder, mut program) = at("asked");
    find(&mut program);
    typed(&mut program, "rey");
    assert_eq!(selected(&program), (place("reyesian"), "rey"));
    assert_eq!(
        program.cx().project.unsnapped.map(|s| s.start().0),
        Some(place("reyesian"))
    );
    // The same once more moves nothing; a slash goes on.
    typed(&mut program, "rey/");
    assert_eq!(selected(&program), (place("Reyes was"), "Rey"));
    typed(&mut program, "rey//");
    assert_eq!(selected(&program), (place("Reyes asked"), "Rey"));
    ask(&mut program, FindCommand::Take { exact: false });
    assert_eq!(selected(&program), (place("Reyes asked"), "Reyes"));
    assert!(!program.cx().project.finding.is_open());
    assert_eq!(program.cx().project.finding.last, "rey");
    assert_eq!(program.cx().project.unsnapped, None);
}

#[test]
fn a_hit_can_be_taken_exactly() {
    let (_folder, mut program) = at("asked");
    find(&mut program);
    typed(&mut program, "eyes");
    ask(&mut program, FindCommand::Take { exact: true });
    assert_eq!(selected(&program), (place("eyesian"), "eyes"));
}

#[test]
fn leaving_gives_back_the_selection_and_the_chosen_annotation() {
    let (_folder, mut program) = at("asked");
    program.annotate("a.txt", "x", 0..3);
    program.cx().choose(&"x".into());
    let before = selected(&program).0;
    find(&mut program);
    typed(&mut program, "plan");
    assert_eq!(selected(&program).1, "plan");
    assert!(program.opened("a.txt").chosen.is_none());
    // Fewer letters that are nowhere give back what was there.
    typed(&mut program, "planx");
    assert_eq!(selected(&program).0, before);
    typed(&mut program, "plan");
    ask(&mut program, FindCommand::Leave { give_back: true });
    assert_eq!(selected(&program).0, before);
    assert_eq!(program.opened("a.txt").chosen, Some("x".into()));

    find(&mut program);
    typed(&mut program, "plan");
    ask(&mut program, FindCommand::Leave { give_back: false });
    assert_eq!(selected(&program).1, "plan");
}

#[test]
fn enter_takes_nothing_where_there_is_no_hit_and_leaves_an_empty_field() {
    let (_folder, mut program) = at("asked");
    find(&mut program);
    typed(&mut program, "nowhere");
    ask(&mut program, FindCommand::Take { exact: false });
    assert!(program.cx().project.finding.is_open());
    let finder = program
        .cx()
        .project
        .finding
        .finder
        .as_ref()
        .map(|f| f.found.clone());
    assert_eq!(finder, Some(FinderResult::Missing));
    typed(&mut program, "");
    let finder = program
        .cx()
        .project
        .finding
        .finder
        .as_ref()
        .map(|f| f.found.clone());
    assert_eq!(finder, Some(FinderResult::Nothing));
    ask(&mut program, FindCommand::Take { exact: false });
    assert!(!program.cx().project.finding.is_open());
    assert_eq!(selected(&program), (place("asked"), ""));
}

#[test]
fn the_field_says_which_hit_it_is_of_how_many() {
    let (_folder, mut program) = at("asked");
    find(&mut program);
    typed(&mut program, "rey");
    let found = |program: &mut Program| {
        let finder = program.cx().project.finding.finder.as_ref();
        finder.map(|finder| finder.found.clone())
    };
    let hit = |number, wrapped| {
        Some(FinderResult::Hit {
            number: Some(number),
            count: 3,
            wrapped,
        })
    };
    assert_eq!(found(&mut program), hit(2, false));
    program.app.ask(UserCommand::FindNext);
    program.step();
    assert_eq!(found(&mut program), hit(3, false));
    program.app.ask(UserCommand::FindNext);
    program.step();
    assert_eq!(found(&mut program), hit(1, true));
    for _ in 0..2 {
        program.app.ask(UserCommand::FindPrevious);
        program.step();
    }
    assert_eq!(found(&mut program), hit(2, false));
}

#[test]
fn without_the_field_the_last_words_are_looked_for_again_and_wrapping_is_told() {
    let (_folder, mut program) = at("asked");
    find(&mut program);
    typed(&mut program, "rey?");
    ask(&mut program, FindCommand::Take { exact: false });
    assert_eq!(selected(&program), (place("Reyes asked"), "Reyes"));
    let next = |program: &mut Program, command: UserCommand| {
        program.app.ask(command);
        program.step();
        let (start, words) = selected(program);
        (start, words.to_owned())
    };
    let reyesian = (place("reyesian"), "reyesian".to_owned());
    let second = (place("Reyes was"), "Reyes".to_owned());
    let first = (place("Reyes asked"), "Reyes".to_owned());
    assert_eq!(next(&mut program, UserCommand::FindNext), reyesian);
    assert_eq!(next(&mut program, UserCommand::FindNext), second);
    assert!(!program.says_exactly(SearchMessage::WrappedToTop));
    assert_eq!(next(&mut program, UserCommand::FindNext), first);
    assert!(program.says_exactly(SearchMessage::WrappedToTop));
    assert_eq!(next(&mut program, UserCommand::FindPrevious), second);
    assert!(program.says_exactly(SearchMessage::WrappedToBottom));
    assert_eq!(next(&mut program, UserCommand::FindPrevious), reyesian);
    assert_eq!(program.cx().project.unsnapped, None);
    program.cx().project.finding.last = "nowhere".to_owned();
    assert_eq!(next(&mut program, UserCommand::FindNext), reyesian);
    let typed = "nowhere".to_owned();
    assert!(program.says_exactly(SearchMessage::NotInArticle { typed }));
}

#[test]
fn the_field_opens_where_nothing_was_looked_for_before_and_closes_with_its_article() {
    let (_folder, mut program) = at("asked");
    program.app.ask(UserCommand::FindNext);
    program.step();
    assert!(program.cx().project.finding.is_open());
    typed(&mut program, "rey");
    let other = program.read("b.txt");
    let other = program.session().article_of(other).expect("it is there").id;
    program.cx().show_article(other);
    program.step();
    assert!(!program.cx().project.finding.is_open());
    assert_eq!(selected(&program), (0, ""));
    let first = program.coding("a.txt");
    let first = program.session().article_of(first).expect("it is there").id;
    program.cx().show_article(first);
    // What was found stays selected in the article that was left.
    assert_eq!(selected(&program), (place("reyesian"), "rey"));
}
