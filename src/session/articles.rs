//! The articles of a project: those in the list, and the same articles with other coders'
//! annotations.
//!
//! Articles appear and disappear on disk while the project is open, and an id must always mean the
//! same article. So a new article gets the next free id, and no article is ever removed here: a
//! deleted one only leaves the list, and gets its old id when it reappears.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Summary;
use crate::model::fold::folded;
use crate::model::history::CodingId;
use crate::store::ArticleFiles;
use crate::store::natural;
use crate::store::project::ArticleEntry;

/// An article with the annotations of one coder.
pub struct Article {
    pub id: CodingId,
    /// The listed article with the same text: itself, unless this is for another coder's
    /// annotations.
    pub listed: CodingId,
    /// The path within the project, with forward slashes.
    pub name: String,
    pub path: PathBuf,
    /// The coder; empty for annotations without a coder.
    pub coder: String,
    /// The path of its sidecar.
    pub sidecar: PathBuf,
    /// Status and counts, once they are known.
    pub summary: Option<Summary>,
    /// Why it cannot be opened.
    pub problem: Option<String>,
    /// Its file was deleted; it stays in the list as long as it is on screen or not saved.
    pub is_gone: bool,
    /// The normalized name, for search.
    pub folded_name: Box<str>,
}

impl Article {
    /// The files of the article, to be read.
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
    /// All articles, indexed by id.
    table: Vec<Article>,
    /// The list, in natural order of names.
    listed: Vec<CodingId>,
    /// Unlisted articles, by listed article and coder.
    others: BTreeMap<(CodingId, String), CodingId>,
    /// Increases whenever an article is added, removed or may have changed.
    version: u64,
}

impl Articles {
    /// The listed articles in the order of the list.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Article> + ExactSizeIterator {
        self.listed.iter().map(|id| &self.table[id.0 as usize])
    }

    /// The listed articles with the annotations of other coders. They are not in the list, but a
    /// change of what all coders share affects them.
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

    /// Increases whenever an article is added, removed or may have changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Any article, including deleted ones.
    pub fn get(&self, id: CodingId) -> Option<&Article> {
        self.table.get(id.0 as usize)
    }

    /// Mutable access to any article, including deleted ones.
    pub fn get_mut(&mut self, id: CodingId) -> Option<&mut Article> {
        self.version += 1;
        self.table.get_mut(id.0 as usize)
    }

    /// Coders who have their own sidecar for a listed article, other than its own coder.
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

    /// The position of an article in the list.
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

    /// Whether an article is in the list.
    pub fn is_listed(&self, id: CodingId) -> bool {
        self.place(id).is_some()
    }

    /// Adds an article as it was found on disk: listed with the annotations of the given coder, and
    /// unlisted with those of all others. An article that reappears keeps its ids.
    ///
    /// Returns the ids that are new or have reappeared, the listed one first.
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

    /// Reserves capacity for so many more: repeated growth would take long frames.
    pub fn reserve(&mut self, more: usize) {
        self.table.reserve(more);
        self.listed.reserve(more);
    }

    /// Removes an article from the list, because its file was deleted. Its id stays valid.
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
        // Walking the folders reaches its limit long before the ids overflow.
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

    /// A deleted article with the same annotations of the same file.
    fn gone(
        &self,
        entry: &ArticleEntry,
        coder: &str,
        listed: Option<CodingId>,
    ) -> Option<CodingId> {
        // If nothing was deleted, all articles are either listed or other coders'.
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

    /// The position of an article of this name and path in the list, or where to insert it.
    fn place_of(&self, name: &str, path: &std::path::Path) -> Result<usize, usize> {
        let compare = |id: &CodingId| {
            let article = &self.table[id.0 as usize];
            natural::compare(&article.name, name).then_with(|| article.path.as_path().cmp(path))
        };
        // Articles mostly arrive in order.
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

    /// The list as `id name`, then the articles of other coders.
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
        // A known article is not reported as new.
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
