//! Blind coding: whose work a coder may see.
//!
//! While a round is blind and not opened, everything that others annotated in its articles is closed to a
//! coder, the agreed version too, until the same person has opened the article for comparing. It must not know
//! who asks or what for: every reader of other people's files asks it.

use std::collections::BTreeSet;

use super::{Assignment, TeamPlan, is_same};

impl TeamPlan {
    /// Whether `viewer` may see what `coder` annotated in an article; `None` is no coder.
    ///
    /// One's own work can always be seen. The codes of a person who codes again are two people here: who
    /// measures how stable codings are must not look the first ones up.
    pub fn may_see(&self, viewer: &str, article: &str, coder: Option<&str>) -> bool {
        coder.is_some_and(|coder| is_same(coder, viewer)) || !self.is_closed(viewer, article)
    }

    /// Whether what others annotated in an article is closed to a coder.
    pub fn is_closed(&self, viewer: &str, article: &str) -> bool {
        let mut rounds = self.of_article(article);
        rounds.any(|(round, assignment)| self.closes(round, assignment, viewer))
    }

    /// The articles in which the work of others is closed to a coder.
    pub fn closed_articles(&self, viewer: &str) -> BTreeSet<&str> {
        let all = self.assignments.iter();
        all.filter(|(key, assignment)| self.closes(&key.round, assignment, viewer))
            .map(|(key, _)| key.article.as_str())
            .collect()
    }

    /// Whether anything of the project is closed to a coder.
    pub fn is_blind(&self, viewer: &str) -> bool {
        let mut all = self.assignments.iter();
        all.any(|(key, assignment)| self.closes(&key.round, assignment, viewer))
    }

    /// Whether a coder codes in a round that is blind and not opened: how far others are is not shown to such a
    /// coder.
    pub fn codes_blind(&self, coder: &str) -> bool {
        let mut rounds = self.rounds.values();
        rounds.any(|round| {
            let is_coder = round.coders.iter().any(|code| is_same(code, coder));
            round.blind && round.opened.is_none() && is_coder
        })
    }

    /// Whether suggestions may be shown to a coder who codes an article. In a blind round they would make coders
    /// agree, so that they are off until it is opened, unless the round allows them.
    pub fn allows_suggestions(&self, coder: &str, article: &str) -> bool {
        let mut rounds = self.of_article(article);
        !rounds.any(|(round, assignment)| {
            let is_coder = assignment.coders.iter().any(|code| is_same(code, coder));
            let round = self.rounds.get(round);
            let is_blind = |round: &super::Round| round.blind && round.opened.is_none();
            is_coder && round.is_some_and(|round| is_blind(round) && !round.suggestions)
        })
    }

    fn closes(&self, round: &str, assignment: &Assignment, viewer: &str) -> bool {
        let is_blind = self
            .rounds
            .get(round)
            .is_some_and(|round| round.blind && round.opened.is_none());
        let compared = assignment.compared.as_ref();
        is_blind && !compared.is_some_and(|compared| compared.is_by(viewer))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AssignmentKey, Round, SignedTime};
    use super::*;

    fn plan() -> TeamPlan {
        let assigned = |article: &str| {
            let key = AssignmentKey {
                round: "pilot".to_owned(),
                article: article.to_owned(),
            };
            let assignment = Assignment {
                coders: vec!["ls".to_owned(), "mk".to_owned()],
                ..Assignment::default()
            };
            (key, assignment)
        };
        let round = Round {
            blind: true,
            ..Round::default()
        };
        TeamPlan {
            rounds: [("pilot".to_owned(), round)].into(),
            assignments: [assigned("a.txt"), assigned("b.txt")].into(),
            ..TeamPlan::default()
        }
    }

    fn signed(by: &str) -> Option<SignedTime> {
        Some(SignedTime {
            by: by.to_owned(),
            ..SignedTime::default()
        })
    }

    #[test]
    fn a_blind_round_has_no_suggestions_unless_it_allows_them() {
        let mut plan = plan();
        let allowed = |plan: &TeamPlan, coder, article| plan.allows_suggestions(coder, article);
        assert!(!allowed(&plan, "MK", "a.txt"));
        assert!(allowed(&plan, "jo", "a.txt"), "jo has no part in it");
        assert!(allowed(&plan, "mk", "c.txt"), "it is in no round");
        let round = plan.rounds.get_mut("pilot").expect("it is there");
        round.suggestions = true;
        assert!(allowed(&plan, "mk", "a.txt"));
        let round = plan.rounds.get_mut("pilot").expect("it is there");
        (round.suggestions, round.opened) = (false, signed("jo"));
        assert!(allowed(&plan, "mk", "a.txt"));
    }

    #[test]
    fn in_a_blind_round_everybody_sees_only_the_own_work() {
        let plan = plan();
        for (viewer, article, coder, may) in [
            ("mk", "a.txt", Some("mk"), true),
            ("MK", "a.txt", Some("mk"), true),
            ("mk", "a.txt", Some("ls"), false),
            ("mk", "a.txt", Some("gold"), false),
            ("mk", "a.txt", None, false),
            ("mk-2", "a.txt", Some("mk"), false),
            ("", "a.txt", Some("mk"), false),
            // It is in no round.
            ("mk", "c.txt", Some("ls"), true),
        ] {
            assert_eq!(
                plan.may_see(viewer, article, coder),
                may,
                "{viewer} {article} {coder:?}"
            );
        }
        assert_eq!(plan.closed_articles("mk"), ["a.txt", "b.txt"].into());
    }

    #[test]
    fn comparing_opens_the_article_to_who_compares_alone() {
        let mut plan = plan();
        let first = plan.assignments.values_mut().next().expect("an assignment");
        first.compared = signed("ls");
        assert!(plan.may_see("ls", "a.txt", Some("mk")));
        assert!(!plan.may_see("mk", "a.txt", Some("ls")));
        assert!(!plan.may_see("ls", "b.txt", Some("mk")));
        assert_eq!(plan.closed_articles("ls"), ["b.txt"].into());
        // A second one who compares does not take it from the first.
        let first = plan.assignments.values_mut().next().expect("an assignment");
        let compared = first.compared.as_mut().expect("it was compared");
        compared.also.push("jo".to_owned());
        for viewer in ["ls", "JO"] {
            assert!(plan.may_see(viewer, "a.txt", Some("mk")), "{viewer}");
        }
        assert!(!plan.may_see("mk", "a.txt", Some("ls")));
    }

    #[test]
    fn opening_the_round_and_rounds_that_are_not_blind_show_all() {
        let mut opened = plan();
        opened
            .rounds
            .values_mut()
            .for_each(|round| round.opened = signed("jo"));
        let mut open = plan();
        open.rounds
            .values_mut()
            .for_each(|round| round.blind = false);
        for plan in [opened, open] {
            assert!(plan.may_see("mk", "a.txt", Some("ls")));
            assert!(!plan.is_blind("mk"));
        }
        assert!(plan().is_blind("mk"));
    }
}
