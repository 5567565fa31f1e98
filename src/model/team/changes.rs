//! Changes of a plan: what people enter about their team, a deal, who has opened or compared what.
//!
//! It must not know files or the clock: times are given.

use super::{
    Assignment, AssignmentKey, Deal, Dealing, DealtArticle, Round, SignedTime, TeamCoder, TeamPlan,
    is_same,
};

impl TeamPlan {
    /// The code under which a person is known, who may have typed it in another case.
    pub fn known_coder(&self, code: &str) -> Option<&str> {
        let mut codes = self.coders.keys();
        codes.find(|known| is_same(known, code)).map(String::as_str)
    }

    /// Adds a coder whom it does not know.
    pub fn add_coder(&mut self, code: &str) {
        if self.known_coder(code).is_none() {
            self.coders.insert(code.to_owned(), TeamCoder::default());
        }
    }

    /// What is dealt in a round: the articles that are meant and that the round has not dealt yet. `articles`
    /// are all of the project, each with its load and whether it is meant.
    pub fn dealing(
        &self,
        id: &str,
        round: &Round,
        articles: impl IntoIterator<Item = (DealtArticle, bool)>,
    ) -> Dealing {
        let mut dealing = Dealing {
            coders: round.coders.clone(),
            per_article: round.per_article,
            overlap: round.overlap,
            seed: round.seed,
            ..Dealing::default()
        };
        for (article, is_meant) in articles {
            let key = AssignmentKey {
                round: id.to_owned(),
                article: article.name.clone(),
            };
            match self.assignments.get(&key) {
                Some(dealt) => dealing.before.push((article, dealt.coders.clone())),
                None if is_meant => dealing.articles.push(article),
                None => {}
            }
        }
        dealing
    }

    /// Enters a deal: the round with its coders, and who codes each article.
    pub fn enter_deal(&mut self, id: &str, round: Round, deal: &Deal) {
        for code in &round.coders {
            self.add_coder(code);
        }
        self.rounds.insert(id.to_owned(), round);
        for (article, coders) in &deal.articles {
            let key = AssignmentKey {
                round: id.to_owned(),
                article: article.clone(),
            };
            let assignment = Assignment {
                coders: coders.clone(),
                ..Assignment::default()
            };
            self.assignments.insert(key, assignment);
        }
    }

    /// Whether a coder codes an article in any round.
    pub fn is_assigned(&self, coder: &str, article: &str) -> bool {
        let mut all = self.of_article(article);
        all.any(|(_, of)| of.coders.iter().any(|code| is_same(code, coder)))
    }

    /// Whether any article is assigned to a coder.
    pub fn has_assignments(&self, coder: &str) -> bool {
        let mut all = self.assignments.values();
        all.any(|of| of.coders.iter().any(|code| is_same(code, coder)))
    }

    /// Whether another round than this has an article for one of these coders, whose coding belongs to one round
    /// only.
    pub fn is_claimed(&self, round: &str, article: &str, coders: &[String]) -> bool {
        let mut others = self.of_article(article).filter(|(id, _)| *id != round);
        others.any(|(_, of)| {
            let mut codes = of.coders.iter();
            codes.any(|code| coders.iter().any(|coder| is_same(code, coder)))
        })
    }

    /// The first comparing of an article.
    pub fn compared(&self, article: &str) -> Option<&SignedTime> {
        let all = self.assignments.iter();
        let signed = all.filter(|(key, _)| key.article == article);
        let signed = signed.filter_map(|(_, of)| of.compared.as_ref());
        signed.min_by(|one, other| one.at.cmp(&other.at))
    }

    /// Records that somebody has compared the coders of an article. Returns whether that is news.
    pub fn note_compared(&mut self, article: &str, by: &str, at: &str) -> bool {
        let mut is_news = false;
        let all = self.assignments.iter_mut();
        for (_, of) in all.filter(|(key, _)| key.article == article) {
            match &mut of.compared {
                Some(compared) if compared.is_by(by) => {}
                Some(compared) => {
                    compared.also.push(by.to_owned());
                    is_news = true;
                }
                None => {
                    of.compared = Some(SignedTime {
                        by: by.to_owned(),
                        at: at.to_owned(),
                        ..SignedTime::default()
                    });
                    is_news = true;
                }
            }
        }
        is_news
    }

    /// Allows the coders of a round to see each other's work. Returns whether that is news.
    pub fn open_round(&mut self, id: &str, by: &str, at: &str) -> bool {
        let Some(round) = self.rounds.get_mut(id) else {
            return false;
        };
        let is_news = round.opened.is_none();
        round.opened.get_or_insert_with(|| SignedTime {
            by: by.to_owned(),
            at: at.to_owned(),
            ..SignedTime::default()
        });
        is_news
    }

    /// Gives an article another name. Returns whether any round has it.
    pub fn rename_article(&mut self, from: &str, to: &str) -> bool {
        let all = self.assignments.keys();
        let keys: Vec<AssignmentKey> = all.filter(|key| key.article == from).cloned().collect();
        for key in &keys {
            let new = AssignmentKey {
                round: key.round.clone(),
                article: to.to_owned(),
            };
            // What the round has under the new name already stays.
            if let Some(assignment) = self.assignments.remove(key) {
                self.assignments.entry(new).or_insert(assignment);
            }
        }
        !keys.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(name: &str) -> DealtArticle {
        DealtArticle {
            name: name.to_owned(),
            load: 1,
        }
    }

    fn dealt(articles: &[&str]) -> TeamPlan {
        let round = Round {
            coders: vec!["ls".to_owned(), "mk".to_owned()],
            per_article: 2,
            overlap: 100,
            blind: true,
            ..Round::default()
        };
        let mut plan = TeamPlan::default();
        let all = articles.iter().map(|name| (article(name), true));
        let deal = plan.dealing("pilot", &round, all).deal().expect("a deal");
        plan.enter_deal("pilot", round, &deal);
        plan
    }

    #[test]
    fn later_articles_are_dealt_without_touching_what_is_dealt() {
        let mut plan = dealt(&["a.txt"]);
        let before = plan.clone();
        let round = plan.rounds["pilot"].clone();
        let all = ["a.txt", "b.txt", "c.txt"];
        let all = all.map(|name| (article(name), name != "c.txt"));
        let dealing = plan.dealing("pilot", &round, all);
        assert_eq!(dealing.articles, [article("b.txt")]);
        assert_eq!(dealing.before.len(), 1);
        let deal = dealing.deal().expect("a deal");
        plan.enter_deal("pilot", round, &deal);
        assert_eq!(plan.assignments.len(), 2);
        assert!(
            before
                .assignments
                .iter()
                .all(|(k, of)| plan.assignments[k] == *of)
        );
        assert!(plan.is_assigned("MK", "b.txt") && !plan.is_assigned("jo", "b.txt"));
        assert!(plan.is_claimed("second", "b.txt", &["mk".to_owned()]));
        assert!(!plan.is_claimed("pilot", "b.txt", &["mk".to_owned()]));
        assert!(!plan.is_claimed("second", "b.txt", &["jo".to_owned()]));
    }

    #[test]
    fn comparing_and_opening_are_recorded_once_with_who_and_when() {
        let mut plan = dealt(&["a.txt"]);
        assert!(plan.note_compared("a.txt", "jo", "2026-12-01T09:00:00Z"));
        assert!(!plan.note_compared("a.txt", "jo", "2026-12-02T09:00:00Z"));
        assert!(plan.note_compared("a.txt", "ls", "2026-12-03T09:00:00Z"));
        let compared = plan.compared("a.txt").expect("it was compared");
        assert_eq!(
            (&*compared.by, &*compared.at),
            ("jo", "2026-12-01T09:00:00Z")
        );
        assert_eq!(compared.also, ["ls"]);
        assert!(!plan.note_compared("b.txt", "jo", ""), "it is in no round");

        assert!(plan.codes_blind("mk") && !plan.codes_blind("jo"));
        assert!(plan.open_round("pilot", "jo", "2026-12-04T09:00:00Z"));
        assert!(!plan.open_round("pilot", "ls", "2026-12-05T09:00:00Z"));
        assert!(!plan.open_round("second", "ls", ""));
        assert_eq!(
            plan.rounds["pilot"].opened.as_ref().map(|o| &*o.by),
            Some("jo")
        );
        assert!(!plan.codes_blind("mk"));
    }

    #[test]
    fn an_article_keeps_its_coders_under_another_name() {
        let mut plan = dealt(&["a.txt", "b.txt"]);
        assert!(plan.rename_article("a.txt", "c.txt"));
        assert!(!plan.rename_article("a.txt", "d.txt"));
        let names: Vec<&str> = plan.of_round("pilot").map(|(name, _)| name).collect();
        assert_eq!(names, ["b.txt", "c.txt"]);
        assert!(plan.is_assigned("ls", "c.txt"));
    }

    #[test]
    fn a_code_in_another_case_is_no_new_coder() {
        let mut plan = dealt(&["a.txt"]);
        plan.add_coder("MK");
        plan.add_coder("jo");
        assert_eq!(plan.coders.keys().collect::<Vec<_>>(), ["jo", "ls", "mk"]);
        assert_eq!(plan.known_coder("Mk"), Some("mk"));
    }
}
