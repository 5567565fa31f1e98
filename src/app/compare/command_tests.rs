//! Tests of comparing coders and of decisions, without a window.

use tempfile::TempDir;

use super::*;
use crate::app::test_program::{Program, folder};
use crate::command::coder::CoderCommand;
use crate::command::{Intent, UserCommand};
use crate::model::compare::IssueState;

const TEXT: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

/// The actor in full, the demand, an event.
const LS: &str = r#"{"format":"demarche","version":1,"source":{},"document":{"status":"done"},"annotations":[
    {"id":"a","label":"actor","spans":[[22,41]],"quote":["The envoy Ana Reyes"]},
    {"id":"d","label":"demand","spans":[[63,80]],"quote":["release the funds"]},
    {"id":"e","label":"event","spans":[[6,21]],"quote":["calls for talks"]}]}"#;

/// The actor by name only, the same demand, no event.
const MK: &str = r#"{"format":"demarche","version":1,"source":{},"annotations":[
    {"id":"a","label":"actor","spans":[[32,41]],"quote":["Ana Reyes"]},
    {"id":"d","label":"demand","spans":[[63,80]],"quote":["release the funds"]}]}"#;

/// A program of a third person on an article that these have coded.
fn program(sidecars: &[(&str, &str)]) -> (TempDir, Program) {
    let mut files = vec![("talks.txt", TEXT)];
    files.extend(sidecars);
    let folder = folder(&files);
    let mut program = Program::new();
    program.app.shell.settings.coder = "jo".to_owned();
    program.open(folder.path());
    program
        .app
        .ask(Intent::Coder(CoderCommand::Choose("jo".to_owned())));
    program.step();
    (folder, program)
}

fn both() -> (TempDir, Program) {
    program(&[("talks.txt.ls.ann.json", LS), ("talks.txt.mk.ann.json", MK)])
}

/// Opens the comparison, and waits for the annotations to be read.
fn compare(program: &mut Program) {
    program.app.ask(UserCommand::CompareCoders);
    program.until_mut(|app| {
        let cx = app.project().expect("a project is open");
        cx.project.comparing.is_some()
    });
    refresh(program);
}

/// What is done before a frame is drawn.
fn refresh(program: &mut Program) {
    let project = program.app.phase.project_mut().expect("a project is open");
    let panel = project.comparing.as_mut().expect("it is open");
    assert!(panel.open.refresh(&project.session).is_some());
}

fn states(program: &mut Program) -> Vec<IssueState> {
    refresh(program);
    let panel = program.cx().project.comparing.as_ref();
    let open = &panel.expect("it is open").open;
    (0..open.comparison.issues().len())
        .map(|issue| open.state(issue))
        .collect()
}

fn open_issues(program: &mut Program) -> usize {
    states(program)
        .iter()
        .filter(|state| state.is_open())
        .count()
}

fn decide(program: &mut Program, command: CompareCommand) {
    program.app.ask(Intent::Compare(command));
    program.step();
}

/// The annotations of the agreed version, as their labels and quotes.
fn agreed(program: &mut Program) -> Vec<String> {
    let id = program
        .cx()
        .project
        .comparing
        .as_ref()
        .expect("it is open")
        .open
        .agreed;
    let document = &program.session().opened(id).expect("it is open").document;
    let annotations = document.annotations().iter();
    annotations
        .map(|annotation| {
            let place = annotation.fragments().expect("a place");
            let text = document
                .text()
                .slice(place.start(), place.end())
                .expect("a text");
            format!("{} {text}", annotation.label)
        })
        .collect()
}

#[test]
fn one_coder_cannot_be_compared_and_the_command_closes_what_it_has_opened() {
    let (_folder, mut program) = program(&[("talks.txt.ls.ann.json", LS)]);
    program.app.ask(UserCommand::CompareCoders);
    program.step();
    assert!(program.cx().project.comparing.is_none());
    let coders = vec!["ls".to_owned()];
    assert!(program.says_exactly(ComparingMessage::NeedsTwo { coders }));

    let (_folder, mut program) = both();
    compare(&mut program);
    program.app.ask(UserCommand::CompareCoders);
    program.step();
    assert!(program.cx().project.comparing.is_none());
}

#[test]
fn with_the_first_decision_comes_what_all_coders_have() {
    let (_folder, mut program) = both();
    compare(&mut program);
    let panel = program.cx().project.comparing.as_ref();
    let open = &panel.expect("it is open").open;
    assert_eq!(open.not_done, ["mk"]);
    assert!(open.decided.as_ref().expect("it is refreshed").lacks_agreed);
    assert_eq!(open_issues(&mut program), 2);
    assert!(agreed(&mut program).is_empty());
    let choice = VersionChoice::Coder(1);
    let actor = actor_issue(&mut program);
    decide(
        &mut program,
        CompareCommand::Decide {
            issue: actor,
            choice,
        },
    );
    assert_eq!(
        agreed(&mut program),
        ["actor Ana Reyes", "demand release the funds"]
    );
    assert_eq!(open_issues(&mut program), 1);
    let step = StepName::DecideFor {
        coder: "mk".to_owned(),
    };
    assert_eq!(
        program
            .session()
            .history
            .done()
            .last()
            .map(|step| step.name.clone()),
        Some(step)
    );

    let choice = VersionChoice::Nobody;
    decide(
        &mut program,
        CompareCommand::Decide {
            issue: 1 - actor,
            choice,
        },
    );
    assert_eq!(open_issues(&mut program), 0);
    assert_eq!(agreed(&mut program).len(), 2);
    let choice = VersionChoice::Open;
    decide(
        &mut program,
        CompareCommand::Decide {
            issue: actor,
            choice,
        },
    );
    assert_eq!(agreed(&mut program), ["demand release the funds"]);
    assert_eq!(open_issues(&mut program), 1);
}

/// The difference about the actor; the one before it is about the event.
fn actor_issue(program: &mut Program) -> usize {
    refresh(program);
    let panel = program.cx().project.comparing.as_ref();
    let issues = panel.expect("it is open").open.comparison.issues();
    // What both have is not one.
    assert_eq!(issues.len(), 3, "{issues:?}");
    issues
        .iter()
        .position(|issue| issue.chars.0 >= 22)
        .expect("the actor")
}

#[test]
fn what_all_have_can_be_taken_alone_and_undone() {
    let (_folder, mut program) = both();
    compare(&mut program);
    decide(&mut program, CompareCommand::TakeAgreed);
    assert_eq!(agreed(&mut program), ["demand release the funds"]);
    assert_eq!(open_issues(&mut program), 2);
    let panel = program.cx().project.comparing.as_ref();
    let decided = panel.expect("it is open").open.decided.as_ref();
    assert!(!decided.expect("it is refreshed").lacks_agreed);
    program.app.ask(UserCommand::Undo);
    program.step();
    assert!(agreed(&mut program).is_empty());
}

#[test]
fn a_note_needs_a_decision() {
    let (_folder, mut program) = both();
    compare(&mut program);
    let issue = actor_issue(&mut program);
    let note = CompareCommand::Note {
        issue,
        note: "by name".to_owned(),
    };
    decide(&mut program, note.clone());
    assert!(program.says_exactly(ComparingMessage::FirstDecide));
    let choice = VersionChoice::Coder(0);
    decide(&mut program, CompareCommand::Decide { issue, choice });
    decide(&mut program, note);
    let step = program
        .session()
        .history
        .done()
        .last()
        .map(|step| step.name.clone());
    assert_eq!(step, Some(StepName::NoteDecision));
}

#[test]
fn what_most_have_is_proposed_from_three_coders_on() {
    let (_folder, mut program) = program(&[
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", MK),
        ("talks.txt.nn.ann.json", MK),
    ]);
    compare(&mut program);
    let issues = (0..states(&mut program).len()).collect();
    decide(&mut program, CompareCommand::TakeProposals(issues));
    assert_eq!(
        agreed(&mut program),
        ["actor Ana Reyes", "demand release the funds"]
    );
    assert_eq!(open_issues(&mut program), 0);
    let strategy = "majority".to_owned();
    let step = program
        .session()
        .history
        .done()
        .last()
        .map(|step| step.name.clone());
    assert_eq!(step, Some(StepName::DecideByStrategy { strategy }));
}
