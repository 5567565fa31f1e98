//! The articles of a project: those that are listed, and the same ones as other coders see them.
//!
//! Articles come and go on disk while the project is open, and an id must mean the same article all
//! the time. So an article gets the next free id when it comes, and is never taken out: one that has
//! gone only leaves the list, and comes back under its old id.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Summary;
use crate::model::fold::folded;
use crate::model::history::CodingId;
use crate::store::ArticleFiles;
use crate::store::natural;
use crate::store::project::ArticleEntry;

/// A line of the list of articles.
pub struct Article {
    pub id: CodingId,
    /// The line of the list for the same text: itself, unless it has another coder's annotations.
    pub listed: CodingId,
    /// The path within the project, with forward slashes.
    pub name: String,
    pub path: PathBuf,
    /// Whose annotations they are; empty for nobody's.
    pub coder: String,
    /// Where its annotations are.
    pub sidecar: PathBuf,
    /// Status and counts, once they are known.
    pub summary: Option<Summary>,
    /// Why it cannot be opened.
    pub problem: Option<String>,
    /// Its file has been removed; it is listed as long as it is on screen or not saved.
    pub is_gone: bool,
    /// The name, folded, to be looked for.
    pub folded_name: Box<str>,
}

impl Article {
    /// The files that it is read from.
    pub fn files(&self) -> ArticleFiles {
        ArticleFiles::new(&self.path, &self.sidecar, &self.coder)
    }

    /// The folder within the project, with forward slashes; empty for the project's own.
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name without its folder and ending.
    pub fn short_name(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }
}

/// All articles of a project.
#[derive(Default)]
pub struct Articles {
    /// Each at the place that its id says.
    table: Vec<Article>,
    /// The list, in natural order of names.
    listed: Vec<CodingId>,
    /// Unlisted ones, by line of the list and coder.
    others: BTreeMap<(CodingId, String), CodingId>,
    /// Grows whenever an article comes, goes or may have changed.
    version: u64,
}

impl Articles {
    /// The listed articles in the order of the list.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Article> + ExactSizeIterator {
        self.listed.iter().map(|id| &self.table[id.0 as usize])
    }

    /// The listed articles with the annotations of other coders. They are not listed, but a change
    /// of what all share reaches them.
    pub fn others(&self) -> impl Iterator<Item = &Article> {
        self.others.values().map(|id| &self.table[id.0 as usize])
    }

    /// The listed articles, then those of other coders.
    pub fn all(&self) -> impl Iterator<Item = &Article> {
        self.iter().chain(self.others())
    }

    /// Ids of the listed articles in the order of the list.
    pub fn ids(&self) -> &[CodingId] {
        &self.listed
    }

    /// How many are listed.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether none is listed.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Grows whenever an article comes, goes or may have changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Any article that has ever been there.
    pub fn get(&self, id: CodingId) -> Option<&Article> {
        self.table.get(id.0 as usize)
    }

    /// Any article that has ever been there, to be changed.
    pub fn get_mut(&mut self, id: CodingId) -> Option<&mut Article> {
        self.version += 1;
        self.table.get_mut(id.0 as usize)
    }

    /// Coders who have annotated a listed article in files of their own, beside its own coder.
    pub fn other_coders(&self, listed: CodingId) -> impl Iterator<Item = &str> {
        self.others_of(listed).map(|article| article.coder.as_str())
    }

    /// A listed article with the annotations of other coders.
    pub fn others_of(&self, listed: CodingId) -> impl Iterator<Item = &Article> {
        let others = self.others.range((listed, String::new())..);
        others
            .take_while(move |((of, _), _)| *of == listed)
            .map(|(_, id)| &self.table[id.0 as usize])
    }

    /// Where an article stands in the list.
    pub fn place(&self, id: CodingId) -> Option<usize> {
        let article = self.get(id)?;
        let place = self.place_of(&article.name, &article.path).ok()?;
        (self.listed[place] == id).then_some(place)
    }

    /// The listed article of a file.
    pub fn find(&self, entry: &ArticleEntry) -> Option<CodingId> {
        let place = self.place_of(&entry.name, &entry.path).ok()?;
        Some(self.listed[place])
    }

    /// The listed articles of a name, each followed by those of other coders.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Article> {
        let compare = |id: &CodingId| natural::compare(&self.table[id.0 as usize].name, name);
        let from = self.listed.partition_point(|id| compare(id).is_lt());
        let listed = self.listed[from..].iter();
        let listed = listed.take_while(move |id| compare(id).is_eq());
        listed.flat_map(|id| std::iter::once(&self.table[id.0 as usize]).chain(self.others_of(*id)))
    }

    /// Whether an article stands in the list.
    pub fn is_listed(&self, id: CodingId) -> bool {
        self.place(id).is_some()
    }

    /// Takes in an article as it was found on disk, listed with the annotations of the given coder
    /// and unlisted with those of all others. One that has been there before keeps its ids.
    ///
    /// Returns those of them that are new or have come back, the listed one first.
    pub fn take_in(&mut self, entry: &ArticleEntry, coder: &str) -> Vec<CodingId> {
        let mut come = Vec::new();
        let id = match self.place_of(&entry.name, &entry.path) {
            Ok(place) => {
                let id = self.listed[place];
                let was_gone = std::mem::take(&mut self.table[id.0 as usize].is_gone);
                self.version += u64::from(was_gone);
                id
            }
            Err(place) => {
                let id = self.add(entry, coder, None);
                self.listed.insert(place, id);
                come.push(id);
                id
            }
        };
        for sidecar in &entry.sidecars {
            let other = sidecar.coder.as_deref().unwrap_or_default();
            if other != coder && !self.others.contains_key(&(id, other.to_owned())) {
                let added = self.add(entry, other, Some(id));
                self.others.insert((id, other.to_owned()), added);
                come.push(added);
            }
        }
        self.version += u64::from(!come.is_empty());
        come
    }

    /// Makes room for so many more at once: to grow again and again would take long frames.
    pub fn reserve(&mut self, more: usize) {
        self.table.reserve(more);
        self.listed.reserve(more);
    }

    /// Takes an article off the list, because its file has gone. Its id goes on meaning it.
    pub fn unlist(&mut self, id: CodingId) {
        if let Some(place) = self.place(id) {
            self.listed.remove(place);
            self.others.retain(|(listed, _), _| *listed != id);
            self.version += 1;
        }
    }

    fn add(&mut self, entry: &ArticleEntry, coder: &str, listed: Option<CodingId>) -> CodingId {
        if let Some(gone) = self.gone(entry, coder, listed) {
            self.table[gone.0 as usize].is_gone = false;
            return gone;
        }
        // Walking stops long before the numbers do.
        let id = CodingId(u32::try_from(self.table.len()).unwrap_or(u32::MAX));
        let named = Some(coder).filter(|coder| !coder.is_empty());
        self.table.push(Article {
            id,
            listed: listed.unwrap_or(id),
            name: entry.name.clone(),
            path: entry.path.clone(),
            coder: coder.to_owned(),
            sidecar: entry.sidecar_path(named),
            summary: None,
            problem: None,
            is_gone: false,
            folded_name: folded(&entry.name).into(),
        });
        id
    }

    /// An article with the same annotations of the same file that has left the list.
    fn gone(
        &self,
        entry: &ArticleEntry,
        coder: &str,
        listed: Option<CodingId>,
    ) -> Option<CodingId> {
        // Listed ones and those of others are all there is, unless some have gone.
        if self.listed.len() + self.others.len() == self.table.len() {
            return None;
        }
        let is_same = |article: &&Article| {
            article.path == entry.path
                && article.coder == coder
                && article.listed == listed.unwrap_or(article.id)
        };
        self.table.iter().find(is_same).map(|article| article.id)
    }

    /// Where an article of this name and path stands in the list, or would.
    fn place_of(&self, name: &str, path: &std::path::Path) -> Result<usize, usize> {
        let compare = |id: &CodingId| {
            let article = &self.table[id.0 as usize];
            natural::compare(&article.name, name).then_with(|| article.path.as_path().cmp(path))
        };
        // Articles mostly come in order.
        match self.listed.last().map(compare) {
            None | Some(Ordering::Less) => Err(self.listed.len()),
            Some(_) => self.listed.binary_search_by(compare),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::project::{SidecarEntry, sidecar_path};

    fn entry(name: &str, coders: &[&str]) -> ArticleEntry {
        let path = PathBuf::from("/project").join(name);
        let sidecars = coders.iter().map(|coder| SidecarEntry {
            coder: Some((*coder).to_owned()),
            path: sidecar_path(&path, Some(coder)),
        });
        ArticleEntry {
            name: name.to_owned(),
            sidecars: sidecars.collect(),
            path,
        }
    }

    /// The list as `id name`, then what other coders have.
    fn drawn(articles: &Articles) -> String {
        let lines = articles.all().map(|article| {
            let (id, name, coder) = (article.id.0, &article.name, &article.coder);
            format!("{id} {name} {coder}").trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn an_id_means_the_same_article_whatever_comes_and_goes() {
        let mut articles = Articles::default();
        articles.take_in(&entry("a10", &["mn"]), "");
        articles.take_in(&entry("a2", &[]), "");
        assert_eq!(drawn(&articles), "2 a2, 0 a10, 1 a10 mn");
        // What is known already is no news.
        assert!(articles.take_in(&entry("a10", &["mn"]), "").is_empty());
        let come = articles.take_in(&entry("a2", &["jb"]), "");
        assert_eq!(come, [CodingId(3)]);

        let first = articles.ids()[0];
        articles.unlist(first);
        assert_eq!(articles.place(first), None);
        assert_eq!(articles.get(first).map(|a| a.name.as_str()), Some("a2"));
        articles.take_in(&entry("a1", &[]), "");
        let come = articles.take_in(&entry("a2", &["jb"]), "");
        assert_eq!(come, [first, CodingId(3)]);
        assert_eq!(drawn(&articles), "4 a1, 2 a2, 0 a10, 1 a10 mn, 3 a2 jb");
        assert_eq!(articles.place(first), Some(1));
    }
}
