//! What rounds say about articles, as the filter of the list asks for it.
//!
//! It must not know articles but their names and ids.

use std::collections::HashMap;

use crate::model::history::ArticleId;
use crate::model::normalize::normalized;
use crate::model::team::TeamPlan;

/// What rounds say about articles, for the filter of the list. Codes and rounds are normalized.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamMarks {
    /// Who has opened the project.
    me: String,
    articles: HashMap<String, ArticleMarks>,
    /// Whether the coders of an article differ, as far as that is known.
    differing: HashMap<ArticleId, bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ArticleMarks {
    rounds: Vec<String>,
    coders: Vec<String>,
    is_compared: bool,
}

impl TeamMarks {
    /// The marks of a plan; whether coders differ is kept.
    #[must_use]
    pub fn of(&self, plan: &TeamPlan, me: &str) -> Self {
        let mut articles: HashMap<String, ArticleMarks> = HashMap::new();
        for (key, assignment) in &plan.assignments {
            let marks = articles.entry(key.article.clone()).or_default();
            marks.rounds.push(normalized(&key.round));
            let coders = assignment.coders.iter();
            marks.coders.extend(coders.map(|code| normalized(code)));
            marks.is_compared |= assignment.compared.is_some();
        }
        Self {
            me: normalized(me),
            articles,
            differing: self.differing.clone(),
        }
    }

    /// Says in which articles coders differ; what was known before is forgotten.
    pub fn set_differing(&mut self, differing: impl IntoIterator<Item = (ArticleId, bool)>) {
        self.differing = differing.into_iter().collect();
    }

    /// Whether an article is assigned to one of these coders; `me` is the one who has opened the project.
    pub fn is_assigned(&self, article: &str, coders: &[String]) -> bool {
        let is_meant = |code: &String| {
            let mut wanted = coders.iter();
            wanted.any(|wanted| wanted == code || wanted == "me" && *code == self.me)
        };
        let marks = self.articles.get(article);
        marks.is_some_and(|marks| marks.coders.iter().any(is_meant))
    }

    /// Whether one of these rounds has an article.
    pub fn is_in_round(&self, article: &str, rounds: &[String]) -> bool {
        let marks = self.articles.get(article);
        marks.is_some_and(|marks| marks.rounds.iter().any(|round| rounds.contains(round)))
    }

    /// Whether the coders of an article have been compared.
    pub fn is_compared(&self, article: &str) -> bool {
        self.articles
            .get(article)
            .is_some_and(|marks| marks.is_compared)
    }

    /// Whether the coders of an article differ, if that is known.
    pub fn differs(&self, article: ArticleId) -> Option<bool> {
        self.differing.get(&article).copied()
    }
}
