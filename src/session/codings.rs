//! Access to the codings of other coders: [`Articles::codings`] enumerates them, and nothing else does.
//!
//! All code that lists, counts, searches or reads annotations of coders other than the one who has opened
//! the project calls it, so that a mode in which coders must not see one another's work (blind coding)
//! needs a change in one place only. It must not know who may see what. The callers:
//!
//! | Caller | Purpose |
//! |---|---|
//! | `session/list` | the filter `coder:` |
//! | `session/entity_index`, `app/entities` | which entity was chosen for which words, by anybody |
//! | `app/article_list` | counts of all codings |
//! | `app/watching` | what other programs have changed |
//! | `app/codebook`, `app/entities` | changes that reach the annotations of all coders |
//! | `app/export` | datasets of several coders |
//! | `session/coder`, `app/coder` | which coders have work in the project, renaming the files of one |
//! | `session/compare`, `app/compare` | comparing the coders of an article |
//! | `session/actions` | actions of the journal, which may concern several coders |
//!
//! The text, the title and other fields of an article belong to no coding. They are read without this
//! function.

use super::articles::{Articles, Coding};
use crate::model::history::{ArticleId, CodingId};

/// The codings of listed articles, of all coders.
#[derive(Clone, Copy)]
pub struct Codings<'a>(&'a Articles);

impl Articles {
    /// The codings of all coders.
    pub fn codings(&self) -> Codings<'_> {
        Codings(self)
    }
}

impl<'a> Codings<'a> {
    /// The own codings in the order of the list, then those of other coders.
    pub fn all(self) -> impl Iterator<Item = &'a Coding> {
        self.0.own_codings().chain(self.others())
    }

    /// Whether a coding may be looked into; one that has been read may belong to another coder.
    pub fn has(self, id: CodingId) -> bool {
        self.0.coding(id).is_some()
    }

    /// Those of other coders.
    pub fn others(self) -> impl Iterator<Item = &'a Coding> {
        self.known(self.0.others.values())
    }

    /// Those of one article, the own one first.
    pub fn of(self, article: ArticleId) -> impl Iterator<Item = &'a Coding> {
        let own = self.0.row(article).map(|(_, own)| own);
        own.into_iter().chain(self.others_of(article))
    }

    /// Those of one article by other coders.
    pub fn others_of(self, article: ArticleId) -> impl Iterator<Item = &'a Coding> {
        let others = self.0.others.range((article, String::new())..);
        let others = others.take_while(move |((of, _), _)| *of == article);
        self.known(others.map(|(_, id)| id))
    }

    fn known(self, ids: impl Iterator<Item = &'a CodingId>) -> impl Iterator<Item = &'a Coding> {
        ids.filter_map(move |id| self.0.coding(*id))
    }
}
