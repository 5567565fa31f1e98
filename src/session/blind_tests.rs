//! Tests that a coder finds nothing of others in a blind round, by door.

use std::time::Instant;

use super::*;
use crate::articles::Coding;
use crate::list::ArticleList;
use crate::model::entity_uses::{EntityUses, Mention};
use crate::model::team::{Assignment, AssignmentKey, Round, SignedTime};
use crate::model::{Entity, EntityBook};
use crate::{Summary, tests::session};

fn plan(articles: &[&str]) -> TeamPlan {
    let round = Round {
        blind: true,
        ..Round::default()
    };
    let assigned = articles.iter().map(|article| {
        let key = AssignmentKey {
            round: "pilot".to_owned(),
            article: (*article).to_owned(),
        };
        let coders = vec!["mk".to_owned(), "ls".to_owned()];
        let assignment = Assignment {
            coders,
            ..Assignment::default()
        };
        (key, assignment)
    });
    TeamPlan {
        rounds: [("pilot".to_owned(), round)].into(),
        assignments: assigned.collect(),
        ..TeamPlan::default()
    }
}

/// A project of `a` and `b`, which `ls` has coded, opened by `mk`; `a` is in a blind round.
fn blind() -> Session {
    let mut session = session(&["a", "b"], &["ls"]);
    session.change_coder("mk");
    session.set_team(Some(plan(&["a"])));
    session
}

fn others(session: &Session) -> Vec<String> {
    let name = |coding: &Coding| {
        let article = session.article(coding.article).expect("it is listed");
        format!("{} {}", article.name, coding.coder)
    };
    session.articles.codings().others().map(name).collect()
}

fn coding_of(session: &Session, article: &str, coder: &str) -> (ArticleId, CodingId) {
    let mut all = session.articles.every_coding().all();
    let found = all.find(|coding| {
        let name = session
            .article(coding.article)
            .map(|article| article.name.as_str());
        name == Some(article) && coding.coder == coder
    });
    let found = found.expect("it is there");
    (found.article, found.id)
}

#[test]
fn codings_of_others_are_closed_in_the_articles_of_the_round_alone() {
    let mut session = blind();
    assert!(!others(&session).contains(&"a ls".to_owned()));
    assert!(others(&session).contains(&"b ls".to_owned()));
    let (article, ls) = coding_of(&session, "a", "ls");
    assert!(session.articles.is_closed(ls) && !session.articles.codings().has(ls));
    let of_article: Vec<&str> = session
        .articles
        .codings()
        .of(article)
        .map(|c| c.coder.as_str())
        .collect();
    assert_eq!(of_article, ["mk"]);
    assert!(!session.may_see(article, Some("ls")) && session.may_see(article, Some("mk")));
    assert!(!session.may_see(article, Some("gold")) && !session.may_see(article, None));

    // What changes or protects files still sees them.
    assert!(session.articles.every_coding().has(ls));

    // Who compares the article, and everybody once the round is opened, sees them.
    let mut compared = plan(&["a"]);
    let assignment = compared.assignments.values_mut().next().expect("one");
    assignment.compared = Some(SignedTime {
        by: "mk".to_owned(),
        ..SignedTime::default()
    });
    let unknown = session.set_team(Some(compared));
    assert!(others(&session).contains(&"a ls".to_owned()));
    assert!(unknown.contains(&ls), "its summary is asked for");
    session.set_team(Some(plan(&["a", "b"])));
    assert_eq!(
        others(&session)
            .iter()
            .filter(|name| name.ends_with("ls"))
            .count(),
        0
    );
    let mut opened = plan(&["a", "b"]);
    opened
        .rounds
        .values_mut()
        .for_each(|round| round.opened = Some(SignedTime::default()));
    session.set_team(Some(opened));
    assert!(!session.is_blind() && others(&session).contains(&"a ls".to_owned()));
}

#[test]
fn a_plan_that_cannot_be_read_closes_everything() {
    let mut session = blind();
    session.set_team(None);
    assert!(session.is_blind());
    assert_eq!(others(&session), Vec::<String>::new());
    let (article, _) = coding_of(&session, "b", "ls");
    assert!(!session.may_see(article, Some("ls")) && session.may_see(article, Some("mk")));
}

#[test]
fn whose_entities_others_chose_is_neither_suggested_nor_mentioned() {
    let mut session = blind();
    let mut book = EntityBook::default();
    book.insert(Entity::new("reyes", "Ana Reyes"));
    session.set_entities(book);
    session.set_team(Some(TeamPlan::default()));
    let chosen = |quote: &str| EntityUses {
        mentions: vec![Mention {
            annotation: "x".into(),
            entity: "reyes".into(),
            quote: quote.to_owned(),
        }],
        ..EntityUses::default()
    };
    let (of_a, of_b) = (
        coding_of(&session, "a", "ls"),
        coding_of(&session, "b", "ls"),
    );
    session.entity_index.set(of_a, chosen("the envoy"), None);
    session.entity_index.set(of_b, chosen("the minister"), None);
    let suggested = |session: &Session, text: &str| {
        let ranked = session.entity_index.rank(text, None, 5);
        ranked
            .iter()
            .any(|suggestion| suggestion.entity == "reyes".into())
    };
    assert!(suggested(&session, "the envoy"));

    session.set_team(Some(plan(&["a"])));
    assert!(!suggested(&session, "the envoy"));
    assert!(suggested(&session, "the minister"));
    let mentioned = session.entity_index.mentioned(&"reyes".into());
    assert_eq!(mentioned.map(|mentioned| mentioned.articles()), Some(1));
    // An article of another coder that is open for a step over all files is not counted either.
    session.insert(of_a.1, crate::OpenArticle::of(crate::tests::loaded()));
    session.refresh_entities();
    assert!(session.entity_index.uses(of_a).is_none());
}

#[test]
fn the_filter_by_coder_and_counts_of_coders_leave_closed_work_out() {
    let mut session = blind();
    let shown = |session: &Session| {
        let mut list = ArticleList::default();
        list.filter("coder:ls");
        while list
            .refresh(&session.articles, &session.codebook, Instant::now())
            .is_some()
        {}
        let names = list.shown().iter().filter_map(|id| session.article(*id));
        names
            .map(|article| article.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&session), ["b"]);
    for article in ["a", "b"] {
        let (_, ls) = coding_of(&session, article, "ls");
        session.let_go(ls);
        session.coding_mut(ls).expect("it is there").has_sidecar = true;
    }
    let work: Vec<(String, usize)> = session
        .coders()
        .into_iter()
        .map(|work| (work.coder, work.articles))
        .collect();
    assert!(work.contains(&("ls".to_owned(), 1)), "{work:?}");
    assert_eq!(session.articles_of_coder("ls"), 1);
    session.set_team(Some(TeamPlan::default()));
    assert_eq!(shown(&session), ["a", "b"]);
    assert_eq!(session.articles_of_coder("ls"), 2);
}

#[test]
fn changing_the_coder_closes_what_the_former_coder_did() {
    let mut session = blind();
    let (_, mk) = coding_of(&session, "a", "mk");
    let coding = session.coding_mut(mk).expect("it is there");
    coding.has_sidecar = true;
    coding.summary = Some(Summary::default());
    assert!(!session.articles.is_closed(mk));
    session.change_coder("ls");
    assert!(session.articles.is_closed(mk));
}
