//! Which codings of an article are compared, and which has the agreed version.
//!
//! It compares nothing: [`model::compare`](crate::model::compare) does. What a blind round closes is in no list
//! here, since [`Articles::codings`] leaves it out.

use super::Session;
use super::articles::Articles;
use crate::model::document::Status;
use crate::model::history::{ArticleId, CodingId};
use crate::store::coder::AGREED_CODER;

impl Session {
    /// The codings of an article that people have made, whether or not they have been read: those with a file,
    /// but not the agreed version.
    pub fn codings_to_compare(&self, article: ArticleId) -> Vec<CodingId> {
        let codings = self.articles.codings().of(article);
        let of_people =
            codings.filter(|coding| coding.coder != AGREED_CODER && self.has_work(coding));
        of_people.map(|coding| coding.id).collect()
    }

    /// Whether the round of an article is blind and not open for the coder, so that it cannot be compared.
    pub fn is_closed_by_blind(&self, article: ArticleId) -> bool {
        // Whether others have begun at all is not told either.
        let article = self.articles.get(article);
        article.is_some_and(|article| self.articles.closed.has(&article.name))
    }

    /// The same with the agreed version, if it has a file.
    pub fn codings_with_agreed(&self, article: ArticleId) -> Vec<CodingId> {
        let codings = self.articles.codings().of(article);
        let with_work = codings.filter(|coding| self.has_work(coding));
        with_work.map(|coding| coding.id).collect()
    }

    /// Those of people that have been read and count when coders are compared.
    pub fn coded_codings(&self, article: ArticleId) -> Vec<CodingId> {
        let mut codings = self.codings_to_compare(article);
        codings.retain(|id| self.is_coded(*id));
        codings
    }

    /// Whether an open coding counts when coders are compared: it is done, or has annotations. One that was
    /// only opened says nothing, and a skipped one neither.
    fn is_coded(&self, id: CodingId) -> bool {
        let Some(open) = self.opened(id) else {
            return false;
        };
        match open.document.fields().status {
            Status::Done => true,
            Status::Skipped => false,
            _ => !open.document.annotations().is_empty(),
        }
    }

    /// Whether the coder of an open coding has finished the article.
    pub fn is_done(&self, id: CodingId) -> bool {
        let open = self.opened(id);
        open.is_some_and(|open| open.document.fields().status == Status::Done)
    }

    /// The coding with the agreed version of an article, whether there is a file or not.
    pub fn agreed_coding(&mut self, article: ArticleId) -> Option<CodingId> {
        self.articles.add_other(article, AGREED_CODER)
    }
}

impl Articles {
    /// The coding of another coder, which is added if the article has none.
    fn add_other(&mut self, article: ArticleId, coder: &str) -> Option<CodingId> {
        let path = self.get(article)?.path.clone();
        let key = (article, coder.to_owned());
        if let Some(id) = self.others.get(&key) {
            return Some(*id);
        }
        let id = self.add_coding(article, &path, coder);
        self.others.insert(key, id);
        Some(id)
    }
}
