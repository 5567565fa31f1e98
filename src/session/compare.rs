//! Which codings of an article are compared, and which has the agreed version.
//!
//! It compares nothing: [`model::compare`](crate::model::compare) does. What a blind round closes is in no list
//! here, since [`Articles::codings`] leaves it out.

use std::sync::Arc;

use super::articles::Articles;
use super::{Session, Summary};
use crate::model::digest::hex;
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

    /// Whether the coders of an article can be compared and its agreed version is not done.
    pub fn is_to_compare(&self, article: ArticleId) -> bool {
        let mut codings = self.articles.codings().of(article);
        let agreed = codings.find(|coding| coding.coder == AGREED_CODER);
        let summary = agreed.and_then(|coding| coding.summary.as_ref());
        let is_done = summary.is_some_and(Summary::is_finished);
        !is_done && self.codings_to_compare(article).len() > 1
    }

    /// Writes into the agreed version of an article, which has been read, which files are compared: each coder's
    /// with the hash of what was read or saved last. It is no step of its own, but part of the next one.
    pub fn note_compared_files(&mut self, article: ArticleId) {
        let codings = self.coded_codings(article);
        let inputs = codings.into_iter().filter_map(|id| {
            let stamp = self.opened(id)?.saving.base().stamp.as_ref()?;
            let coder = self.coding(id)?.coder.clone();
            Some((coder, hex(&stamp.sha256)))
        });
        let inputs: Vec<(String, String)> = inputs.collect();
        let round = self.round_of(article);
        let Some(agreed) = self.agreed_coding(article) else {
            return;
        };
        let Some(open) = self.opened_mut(agreed) else {
            return;
        };
        let mut noted = open.header.adjudication.clone().unwrap_or_default();
        for (coder, sha256) in inputs {
            noted.inputs.entry(coder).or_default().sha256 = sha256;
        }
        if let Some(round) = round {
            noted.round = round;
        }
        if open.header.adjudication.as_ref() != Some(&noted) {
            let header = Arc::make_mut(&mut open.header);
            AGREED_CODER.clone_into(&mut header.coder);
            header.adjudication = Some(noted);
        }
    }

    /// The round in which an article is coded, if there is exactly one.
    fn round_of(&self, article: ArticleId) -> Option<String> {
        let name = &self.article(article)?.name;
        let keys = self.team.assignments.keys();
        let mut rounds = keys.filter(|key| *key.article == **name);
        let round = rounds.next()?;
        rounds.next().is_none().then(|| round.round.clone())
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
