//! Blind coding: whose annotations the session shows to the coder who has opened the project.
//!
//! The rule itself is in [`model::team::blind`](crate::model::team::blind). Here it closes codings to
//! [`Articles::codings`](crate::articles::Articles), which every list, count, filter and suggestion asks, and
//! removes what the index of entities knew of them. Changes that reach the files of all coders, such as
//! migrations of the codebook, still see every coding, and tell only numbers.

use std::collections::HashSet;

use super::Session;
use crate::model::history::{ArticleId, CodingId};
use crate::model::team::TeamPlan;

/// The articles in which the work of others is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosedArticles {
    /// All of them: who may see what cannot be read.
    pub all: bool,
    /// Their names.
    pub names: HashSet<String>,
}

impl ClosedArticles {
    /// Whether the work of others in an article is closed.
    pub fn has(&self, article: &str) -> bool {
        self.all || (!self.names.is_empty() && self.names.contains(article))
    }
}

impl Session {
    /// Takes over how the team codes the project, as its file says now; `None` if it cannot be read. Returns
    /// the codings that may be seen from now on, and have no summary yet.
    pub fn set_team(&mut self, team: Option<TeamPlan>) -> Vec<CodingId> {
        self.team_is_broken = team.is_none();
        if let Some(team) = team {
            self.team = team;
        }
        self.close_blind()
    }

    /// Closes what the coder may not see, after the coder or the plan has changed. Returns the codings that
    /// may be seen from now on, and have no summary yet.
    pub fn close_blind(&mut self) -> Vec<CodingId> {
        let articles = &self.articles;
        let closed = articles.every_coding().others();
        let closed: HashSet<CodingId> = closed
            .map(|coding| coding.id)
            .filter(|id| articles.is_closed(*id))
            .collect();
        let names = self.team.closed_articles(&self.coder);
        self.articles.set_closed(ClosedArticles {
            all: self.team_is_broken,
            names: names.into_iter().map(str::to_owned).collect(),
        });
        let marks = self.articles.marks().of(&self.team, &self.coder);
        self.articles.set_marks(marks);
        let articles = &self.articles;
        self.entity_index
            .retain(|(_, coding)| !articles.is_closed(coding));
        let visible = self.articles.codings().all();
        let opened = visible.filter(|coding| closed.contains(&coding.id));
        let unknown = opened.filter(|coding| coding.summary.is_none());
        unknown.map(|coding| coding.id).collect()
    }

    /// Whether the coder may see what another annotated in an article; `None` is no coder.
    pub fn may_see(&self, article: ArticleId, coder: Option<&str>) -> bool {
        let Some(article) = self.article(article) else {
            return false;
        };
        match self.team_is_broken {
            true => coder == Some(self.coder.as_str()),
            false => self.team.may_see(&self.coder, &article.name, coder),
        }
    }

    /// Whether the work of others is closed in any article.
    pub fn is_blind(&self) -> bool {
        self.team_is_broken || self.team.is_blind(&self.coder)
    }
}

#[cfg(test)]
#[path = "blind_tests.rs"]
mod tests;
