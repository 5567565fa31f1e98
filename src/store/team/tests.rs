//! Tests of reading, writing and merging `project.json`.

use super::*;
use crate::coder::is_new_coder;
use crate::merge_files::merge_files;
use crate::model::team::{Assignment, AssignmentKey, Round, SignedTime, TeamCoder, TeamFaultKind};

const FILE: &str = r#"{
  "format": "demarche-project",
  "version": 1,
  "name": "peace-talks",
  "coders": [
    {"id":"ls","name":"Lena S.","since":2025},
    {"id":"mk"},
    {"id":"mk-2","again":"mk"}
  ],
  "rounds": [
    {"id":"pilot","blind":true,"codebook":"1.0","coders":["ls","mk"],"seed":0,"per_article":2,"overlap":100,"opened":{"by":"ls","at":"2026-12-01T09:00:00Z"},"budget":{"h":3}},
    {"id":"second","coders":["ls"]}
  ],
  "assignments": [
    {"round":"pilot","article":"articles/talks.txt","coders":["ls","mk"],"compared":{"by":"ls","at":"2026-12-02T09:00:00Z","room":"5"}},
    {"round":"second","article":"articles/harbour.txt","coders":["ls"],"urgent":true}
  ],
  "made_by": "hand"
}
"#;

fn plan() -> TeamPlan {
    read(FILE.as_bytes()).expect("it is ours")
}

fn assigned(article: &str, coder: &str) -> (AssignmentKey, Assignment) {
    let key = AssignmentKey {
        round: "pilot".to_owned(),
        article: article.to_owned(),
    };
    let assignment = Assignment {
        coders: vec![coder.to_owned()],
        ..Assignment::default()
    };
    (key, assignment)
}

#[test]
fn a_file_of_ours_comes_back_byte_for_byte_with_what_is_unknown() {
    assert_eq!(String::from_utf8_lossy(&to_bytes(&plan())), FILE);
    let empty = to_bytes(&TeamPlan::default());
    assert_eq!(read(&empty), Ok(TeamPlan::default()));
}

#[test]
fn what_no_file_of_a_project_has_is_an_error_with_its_line() {
    let cases = [
        ("", "line 1"),
        ("[]", "line 1"),
        ("{}", "format"),
        (r#"{"format": "demarche-project", "version": 2}"#, "newer"),
        (&FILE.replace(r#"{"id":"mk"}"#, r#"{"id":"ls"}"#), "line 7"),
        (
            &FILE.replace(r#"{"id":"mk"}"#, r#"{"name":"mk"}"#),
            "line 7",
        ),
        (
            &FILE.replace("\"blind\":true", "\"blind\":\"yes\""),
            "line 11",
        ),
        (
            &FILE.replace("\"overlap\":100", "\"overlap\":-1"),
            "line 11",
        ),
        (&FILE.replace("\"round\":\"second\",", ""), "line 16"),
        (
            &FILE.replace("[\"ls\"],\"urgent\"", "[1],\"urgent\""),
            "line 16",
        ),
    ];
    for (file, told) in cases {
        let error = read(file.as_bytes()).expect_err(file).to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn faults_have_the_line_of_their_item() {
    let wrong = FILE
        .replace("{\"id\":\"mk\"}", "{\"id\":\"mk\"},\n    {\"id\":\"Gold\"}")
        .replace("harbour", "gone");
    let plan = read(wrong.as_bytes()).expect("it is ours");
    let found = faults(wrong.as_bytes(), &plan, is_new_coder, |article| {
        !article.contains("gone")
    });
    let found: Vec<(TeamFaultKind, Option<usize>)> = found
        .into_iter()
        .map(|(fault, line)| (fault.kind, line))
        .collect();
    assert_eq!(
        found,
        [
            (TeamFaultKind::NoCode("Gold".to_owned()), Some(8)),
            (TeamFaultKind::MissingArticle, Some(17)),
        ]
    );
}

#[test]
fn two_people_write_without_losing_each_others_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = project_file(folder.path());
    let base = TeamPlan::default();
    let with = |article: &str, coder: &str| TeamPlan {
        assignments: [assigned(article, coder)].into(),
        ..TeamPlan::default()
    };
    let mine = with("a.txt", "mk");
    save(&path, &base, &mine).expect("it is saved");
    let written = save(&path, &base, &with("b.txt", "ls")).expect("it is saved");
    assert_eq!(written.assignments.len(), 2);
    assert_eq!(read_file(&path), Ok(Some(written)));

    // The same article to another coder: nothing is overwritten.
    let before = std::fs::read(&path).expect("it is there");
    let refused = save(&path, &base, &with("a.txt", "ls"));
    assert!(matches!(
        refused,
        Err(TeamWriteError::Clash { count: 1, .. })
    ));
    assert_eq!(std::fs::read(&path).expect("it is there"), before);

    std::fs::write(&path, "oops").expect("it breaks");
    let refused = save(&path, &base, &mine);
    assert!(matches!(refused, Err(TeamWriteError::Unreadable { .. })));
    assert_eq!(std::fs::read(&path).expect("it is there"), b"oops");
}

#[test]
fn a_merge_takes_what_one_side_changed_and_counts_what_both_did() {
    let base = plan();
    let mut ours = base.clone();
    ours.name = "talks".to_owned();
    ours.coders.insert("jo".to_owned(), TeamCoder::default());
    let mut theirs = base.clone();
    theirs.rounds.remove("second");
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, 0);
    assert_eq!(merged.plan, merge(&base, &theirs, &ours).plan);
    assert_eq!(
        (merged.plan.name.as_str(), merged.plan.rounds.len()),
        ("talks", 1)
    );
    assert!(merged.plan.coders.contains_key("jo"));
    theirs.name = "peace".to_owned();
    let open = |by: &str| {
        Some(SignedTime {
            by: by.to_owned(),
            ..SignedTime::default()
        })
    };
    ours.rounds
        .entry("pilot".to_owned())
        .and_modify(|round| round.opened = open("jo"));
    theirs
        .rounds
        .entry("pilot".to_owned())
        .and_modify(|round| round.opened = open("mk"));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!((merged.conflicts, merged.plan.name.as_str()), (2, "talks"));
}

#[test]
fn the_merge_driver_of_git_merges_it_by_key() {
    let base = plan();
    let mut ours = base.clone();
    ours.assignments.extend([assigned("a.txt", "mk")]);
    let mut theirs = base.clone();
    theirs.assignments.extend([assigned("b.txt", "ls")]);
    theirs.rounds.insert("third".to_owned(), Round::default());
    let merged = merge_files(&to_bytes(&base), &to_bytes(&ours), &to_bytes(&theirs));
    let merged = merged.expect("they are ours");
    assert_eq!(merged.conflicts, Vec::<String>::new());
    let want = to_bytes(&merge(&base, &ours, &theirs).plan);
    assert_eq!(
        String::from_utf8_lossy(&merged.bytes),
        String::from_utf8_lossy(&want)
    );

    theirs.assignments.extend([assigned("a.txt", "ls")]);
    let merged = merge_files(&to_bytes(&base), &to_bytes(&ours), &to_bytes(&theirs));
    let merged = merged.expect("they are ours");
    assert_eq!(merged.conflicts, ["assignment pilot a.txt"]);
    let plan = read(&merged.bytes).expect("it is still a project");
    let (key, _) = assigned("a.txt", "");
    assert_eq!(plan.assignments[&key].coders, ["mk"]);
}
