//! Access to the codings of other coders: [`Articles::codings`] enumerates them, and nothing else does.
//!
//! All code that lists, counts, searches or reads annotations of coders other than the one who has opened
//! the project calls it. What is closed to this coder ([`blind`](super::blind)) is not among them. It must not
//! know who may see what. The callers:
//!
//! | Caller | Purpose |
//! |---|---|
//! | `session/list` | the filter `coder:` |
//! | `session/entity_index`, `app/entities` | which entity was chosen for which words, by anybody |
//! | `app/article_list` | counts of all codings |
//! | `app/export` | datasets of several coders |
//! | `session/coder`, `app/coder` | which coders have work in the project |
//! | `app/explore` | which coding of an article counts in results |
//! | `session/compare`, `app/compare`, `app/agreement` | comparing the coders of an article, how far they agree |
//!
//! [`Articles::every_coding`] has the closed ones too, for what changes or protects files and shows nothing of
//! what is in them:
//!
//! | Caller | Purpose |
//! |---|---|
//! | `app/watching` | what other programs have changed |
//! | `app/codebook`, `session/entity_index` | changes that reach the annotations of all coders |
//! | `session/coder`, `app/coder` | renaming the files of a coder |
//! | `session/actions`, `app/journaling` | actions of the journal, which may concern several coders |
//! | `app/dispatch/file` | files that nothing may be written over |
//!
//! The text, the title and other fields of an article belong to no coding. They are read without these
//! functions.

use super::articles::{Articles, Coding};
use super::blind::ClosedArticles;
use crate::model::history::{ArticleId, CodingId};

/// The codings of listed articles, of all coders.
#[derive(Clone, Copy)]
pub struct Codings<'a> {
    articles: &'a Articles,
    has_closed: bool,
}

impl Articles {
    /// The codings of all coders that may be seen.
    pub fn codings(&self) -> Codings<'_> {
        Codings {
            articles: self,
            has_closed: false,
        }
    }

    /// The codings of all coders, also those that may not be seen. Nothing of them may be shown but numbers.
    pub fn every_coding(&self) -> Codings<'_> {
        Codings {
            articles: self,
            has_closed: true,
        }
    }

    /// Whether a coding may not be seen by the coder who has opened the project.
    pub fn is_closed(&self, id: CodingId) -> bool {
        let article = self.article_of(id);
        article.is_some_and(|article| article.own != id && self.closed.has(&article.name))
    }

    /// Says in which articles the work of others may not be seen.
    pub(super) fn set_closed(&mut self, closed: ClosedArticles) {
        if self.closed != closed {
            self.closed = closed;
            self.version += 1;
        }
    }
}

impl<'a> Codings<'a> {
    /// The own codings in the order of the list, then those of other coders.
    pub fn all(self) -> impl Iterator<Item = &'a Coding> {
        self.articles.own_codings().chain(self.others())
    }

    /// Whether a coding may be looked into; one that has been read may belong to another coder.
    pub fn has(self, id: CodingId) -> bool {
        self.articles.coding(id).is_some() && self.sees(id)
    }

    /// Those of other coders.
    pub fn others(self) -> impl Iterator<Item = &'a Coding> {
        self.known(self.articles.others.values())
    }

    /// Those of one article, the own one first.
    pub fn of(self, article: ArticleId) -> impl Iterator<Item = &'a Coding> {
        let own = self.articles.row(article).map(|(_, own)| own);
        own.into_iter().chain(self.others_of(article))
    }

    /// Those of one article by other coders.
    pub fn others_of(self, article: ArticleId) -> impl Iterator<Item = &'a Coding> {
        let others = self.articles.others.range((article, String::new())..);
        let others = others.take_while(move |((of, _), _)| *of == article);
        self.known(others.map(|(_, id)| id))
    }

    fn known(self, ids: impl Iterator<Item = &'a CodingId>) -> impl Iterator<Item = &'a Coding> {
        let seen = ids.filter(move |id| self.sees(**id));
        seen.filter_map(move |id| self.articles.coding(*id))
    }

    fn sees(self, id: CodingId) -> bool {
        self.has_closed || !self.articles.is_closed(id)
    }
}
