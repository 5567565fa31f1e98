//! Tests of filters about a team, and of the history of its plan.

use super::*;
use crate::articles::tests::entry;
use crate::model::team::{Assignment, AssignmentKey, Round};

/// Three articles: `0` is ls's and mk's and was compared, `1` is mk's, `2` nobody's.
fn session() -> Session {
    let mut session = Session::new("p".to_owned(), Vec::new(), Arc::default());
    session.coder = "mk".to_owned();
    for name in ["0", "1", "2"] {
        session.articles.add_entry(&entry(name, &[]), "mk");
    }
    let names: Vec<String> = session.articles.iter().map(|a| a.name.clone()).collect();
    let assigned = |name: &String, coders: &[&str], is_compared: bool| {
        let key = AssignmentKey {
            round: "Pilot-1".to_owned(),
            article: name.clone(),
        };
        let compared = is_compared.then(|| SignedTime {
            by: "jo".to_owned(),
            ..SignedTime::default()
        });
        let assignment = Assignment {
            coders: coders.iter().map(|coder| (*coder).to_owned()).collect(),
            compared,
            ..Assignment::default()
        };
        (key, assignment)
    };
    let plan = TeamPlan {
        rounds: [("Pilot-1".to_owned(), Round::default())].into(),
        assignments: [
            assigned(&names[0], &["ls", "MK"], true),
            assigned(&names[1], &["mk"], false),
        ]
        .into(),
        ..TeamPlan::default()
    };
    session.set_team(Some(plan));
    session
}

/// Which articles a filter shows, by their place in the list.
fn shown(session: &mut Session, filter: &str) -> Vec<usize> {
    session.list.filter(filter);
    let now = std::time::Instant::now();
    let (list, articles) = (&mut session.list, &session.articles);
    while list.refresh(articles, &session.codebook, now).is_some() {}
    let ids = session.articles.ids();
    let at = |id: &ArticleId| ids.iter().position(|other| other == id);
    session.list.shown().iter().filter_map(at).collect()
}

#[test]
fn filters_find_what_rounds_say_about_articles() {
    let mut session = session();
    for (filter, wanted) in [
        ("assigned:me", &[0, 1][..]),
        ("assigned:mk", &[0, 1]),
        ("assigned:ls", &[0]),
        ("assigned:jo", &[]),
        ("-assigned:me", &[2]),
        ("round:pilot-1", &[0, 1]),
        ("round:pilot", &[]),
        ("compared:yes", &[0]),
        ("compared:no", &[1, 2]),
        ("differs:yes", &[]),
        ("differs:no", &[]),
        ("assigned:me compared:no", &[1]),
    ] {
        assert_eq!(shown(&mut session, filter), wanted, "{filter}");
    }
    let ids = session.articles.ids().to_vec();
    session
        .articles
        .set_differing([(ids[0], true), (ids[1], false)]);
    assert_eq!(shown(&mut session, "differs:yes"), [0]);
    assert_eq!(shown(&mut session, "differs:no"), [1]);

    // Another coder is another “me”, and what is known of differences stays.
    session.change_coder("ls");
    assert_eq!(shown(&mut session, "assigned:me"), [0]);
    assert_eq!(shown(&mut session, "differs:yes"), [0]);
    session.set_team(Some(TeamPlan::default()));
    assert_eq!(shown(&mut session, "assigned:me"), [0; 0]);
    assert_eq!(shown(&mut session, "compared:no"), [0, 1, 2]);
}

fn step(name: &str) -> TeamStep {
    let coder = name.to_owned();
    TeamStep {
        name: TeamMessage::StepCoderAdded { coder },
        change: TeamChange::Plan {
            before: Arc::default(),
            after: Arc::default(),
        },
    }
}

fn name(step: Option<&TeamStep>) -> String {
    step.map(|step| step.name.to_string()).unwrap_or_default()
}

#[test]
fn undo_reaches_steps_of_the_team_only_while_nothing_was_done_since() {
    let mut session = session();
    assert_eq!(name(session.newest_team_undo()), "");
    session.note_team_step(step("ls"));
    session.note_team_step(step("mk"));
    assert!(name(session.newest_team_undo()).contains("mk"));
    session.note_team_undo();
    assert!(name(session.newest_team_undo()).contains("ls"));
    assert!(name(session.newest_team_redo()).contains("mk"));
    session.note_team_redo();
    assert!(name(session.newest_team_undo()).contains("mk"));

    // Something is annotated: the step is reached in the dialog alone.
    session.actions.last += 1;
    assert_eq!(name(session.newest_team_undo()), "");
    assert!(name(session.team_steps.next_undo()).contains("mk"));
    session.note_team_undo();
    session.note_team_step(step("jo"));
    assert_eq!(name(session.newest_team_redo()), "", "a new step ends redo");
    let package = TeamChange::Package(Arc::default());
    session.note_team_step(TeamStep {
        change: package,
        ..step("package")
    });
    session.note_team_undo();
    assert_eq!(name(session.newest_team_redo()), "");
}

#[test]
fn a_coder_of_a_blind_round_has_no_names_and_a_compared_article_is_noted() {
    let mut session = session();
    assert!(!session.hides_team());
    let mut plan = session.team.clone();
    let round = plan.rounds.get_mut("Pilot-1").expect("a round");
    (round.blind, round.coders) = (true, vec!["ls".to_owned(), "mk".to_owned()]);
    session.set_team(Some(plan));
    assert!(session.hides_team());
    let compared = |session: &Session| -> Vec<bool> {
        let articles = session.articles.iter();
        articles
            .map(|article| session.compared_own(article).is_some())
            .collect()
    };
    assert_eq!(compared(&session), [true, false, false]);
    session.change_coder("jo");
    assert!(!session.hides_team());
    assert_eq!(compared(&session), [false; 3]);
    session.set_team(None);
    assert!(session.hides_team(), "who may see what is not known");
}
