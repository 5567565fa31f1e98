//! The articles of a project and their codings: a table of texts and a table of what coders have
//! annotated in them.
//!
//! ```text
//! Article 0  talks.txt     own coding 0         Coding 0  of article 0  nobody  talks.txt.ann.json
//! Article 1  treaty.txt    own coding 2         Coding 1  of article 0  mk      talks.txt.mk.ann.json
//!                                               Coding 2  of article 1  nobody  treaty.txt.ann.json
//! ```
//!
//! Articles come and go on disk while the project is open, and an id must mean the same article and the
//! same coding all the time. So each gets the next free id when it comes, and is never taken out: an
//! article that has gone only leaves the list, and comes back under its old id with its codings.
//!
//! Lists, searches and positions on screen refer to the text; documents, saving and undo to a coding. The
//! codings of other coders are enumerated through [`codings`](super::codings) alone.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::blind::ClosedArticles;
use super::summary::Summary;
use super::team_marks::TeamMarks;
use crate::model::history::{ArticleId, CodingId};
use crate::model::normalize::normalized;
use crate::store::article_meta::FieldPlaces;
use crate::store::natural;
use crate::store::project::{ArticleEntry, sidecar_path};

/// A text of the project: a line of the list of articles.
pub struct Article {
    pub id: ArticleId,
    /// The coding of the coder who has opened the project; its sidecar need not exist yet.
    pub own: CodingId,
    /// The path within the project, with forward slashes.
    pub name: String,
    pub path: PathBuf,
    /// Its file has been removed; it is listed as long as it is on screen or not saved.
    pub is_gone: bool,
    /// The name, folded, to be looked for.
    pub folded_name: Box<str>,
    /// Whether it has a file of its own fields.
    pub has_meta: bool,
}

impl Article {
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

/// What one coder has annotated in an article.
pub struct Coding {
    pub id: CodingId,
    pub article: ArticleId,
    /// Whose annotations they are; empty for nobody's.
    pub coder: String,
    /// Where its annotations are.
    pub sidecar: PathBuf,
    /// Status and counts, once they are known.
    pub summary: Option<Summary>,
    /// Why it cannot be opened: its text or its annotations cannot be read.
    pub problem: Option<String>,
    /// Whether its sidecar was there when the article was listed last.
    pub has_sidecar: bool,
}

/// All articles of a project, and all codings of them.
#[derive(Default)]
pub struct Articles {
    /// Each at the place that its id says.
    pub(super) texts: Vec<Article>,
    /// Each at the place that its id says.
    pub(super) codings: Vec<Coding>,
    /// The list, in natural order of names.
    listed: Vec<ArticleId>,
    /// The codings of other coders of articles that are listed.
    pub(super) others: BTreeMap<(ArticleId, String), CodingId>,
    /// Codings without anything in them that were the own ones of a coder who coded here before.
    pub(super) former: BTreeMap<(ArticleId, String), CodingId>,
    /// The articles in which the work of others may not be seen.
    pub(super) closed: ClosedArticles,
    /// What rounds say about articles.
    pub(super) marks: TeamMarks,
    /// Grows whenever an article or a coding comes, goes or may have changed.
    pub(super) version: u64,
}

impl Articles {
    /// The listed articles in the order of the list.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Article> + ExactSizeIterator {
        self.listed.iter().map(|id| &self.texts[id.0 as usize])
    }

    /// The own coding of each listed article, in the order of the list.
    pub fn own_codings(&self) -> impl DoubleEndedIterator<Item = &Coding> + ExactSizeIterator {
        self.iter().map(|article| self.own(article))
    }

    /// The listed articles, each with its own coding, in the order of the list.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (&Article, &Coding)> + ExactSizeIterator {
        self.iter().map(|article| (article, self.own(article)))
    }

    /// Ids of the listed articles in the order of the list.
    pub fn ids(&self) -> &[ArticleId] {
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

    /// Grows whenever an article or a coding comes, goes or may have changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Any article that has ever been there.
    pub fn get(&self, id: ArticleId) -> Option<&Article> {
        self.texts.get(id.0 as usize)
    }

    /// Any article that has ever been there, to be changed.
    pub fn get_mut(&mut self, id: ArticleId) -> Option<&mut Article> {
        self.version += 1;
        self.texts.get_mut(id.0 as usize)
    }

    /// The coding of the coder who has opened the project.
    pub fn own(&self, article: &Article) -> &Coding {
        &self.codings[article.own.0 as usize]
    }

    /// The article with its own coding.
    pub fn row(&self, id: ArticleId) -> Option<(&Article, &Coding)> {
        self.get(id).map(|article| (article, self.own(article)))
    }

    /// Any coding that has ever been there.
    pub fn coding(&self, id: CodingId) -> Option<&Coding> {
        self.codings.get(id.0 as usize)
    }

    /// Any coding that has ever been there, to be changed.
    pub fn coding_mut(&mut self, id: CodingId) -> Option<&mut Coding> {
        self.version += 1;
        self.codings.get_mut(id.0 as usize)
    }

    /// The article that a coding is of.
    pub fn article_of(&self, id: CodingId) -> Option<&Article> {
        self.get(self.coding(id)?.article)
    }

    /// Whether a coding is that of the coder who has opened the project.
    pub fn is_own(&self, id: CodingId) -> bool {
        self.article_of(id).is_some_and(|article| article.own == id)
    }

    /// Where a glance at a coding looks for the fields of its article. The list shows the own coding;
    /// with one sidecar and no file of the article's own there is nowhere else to look.
    pub fn field_places(&self, id: CodingId) -> FieldPlaces {
        let Some(article) = self.article_of(id).filter(|article| article.own == id) else {
            return FieldPlaces::default();
        };
        let sidecars = if !article.has_meta && self.has_others(article.id) {
            self.sidecars_of(article)
        } else {
            Vec::new()
        };
        FieldPlaces {
            has_meta: article.has_meta,
            sidecars,
        }
    }

    /// The codings of an article, to keep what all of them share alike.
    pub(super) fn coding_ids_of(&self, article: ArticleId) -> impl Iterator<Item = CodingId> {
        let own = self.get(article).map(|article| article.own);
        let others = self.others.range((article, String::new())..);
        let others = others.take_while(move |((of, _), _)| *of == article);
        own.into_iter().chain(others.map(|(_, id)| *id))
    }

    /// Whether an article has codings of other coders too.
    pub(super) fn has_others(&self, article: ArticleId) -> bool {
        self.coding_ids_of(article).nth(1).is_some()
    }

    /// The sidecars of an article in the order in which their copies of its fields count: the nameless
    /// one first and then by coder.
    pub(super) fn sidecars_of(&self, article: &Article) -> Vec<PathBuf> {
        let ids = self.coding_ids_of(article.id);
        let mut codings: Vec<&Coding> = ids.filter_map(|id| self.coding(id)).collect();
        codings.sort_by(|a, b| a.coder.cmp(&b.coder));
        codings.into_iter().map(|c| c.sidecar.clone()).collect()
    }

    /// Where an article stands in the list.
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        let article = self.get(id)?;
        let place = self.place_of(&article.name, &article.path).ok()?;
        (self.listed[place] == id).then_some(place)
    }

    /// The listed article of a file.
    pub fn find(&self, entry: &ArticleEntry) -> Option<ArticleId> {
        let place = self.place_of(&entry.name, &entry.path).ok()?;
        Some(self.listed[place])
    }

    /// The listed articles of a name.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Article> {
        let compare = |id: &ArticleId| natural::compare(&self.texts[id.0 as usize].name, name);
        let from = self.listed.partition_point(|id| compare(id).is_lt());
        let listed = self.listed[from..].iter();
        let listed = listed.take_while(move |id| compare(id).is_eq());
        listed.map(|id| &self.texts[id.0 as usize])
    }

    /// Whether an article stands in the list.
    pub fn is_listed(&self, id: ArticleId) -> bool {
        self.place(id).is_some()
    }

    /// Takes in an article as it was found on disk, with the given coder's coding as its own one and
    /// with those of all others. What has been there before keeps its ids.
    ///
    /// Returns the codings that are new or have come back, the own one first.
    pub fn add_entry(&mut self, entry: &ArticleEntry, coder: &str) -> Vec<CodingId> {
        let mut come = Vec::new();
        let id = match self.place_of(&entry.name, &entry.path) {
            Ok(place) => {
                let id = self.listed[place];
                let known = &mut self.texts[id.0 as usize];
                let was_gone = std::mem::take(&mut known.is_gone);
                known.has_meta = entry.has_meta;
                self.version += u64::from(was_gone);
                id
            }
            Err(place) => {
                let id = self.add(entry, coder);
                self.listed.insert(place, id);
                come.push(self.texts[id.0 as usize].own);
                id
            }
        };
        for sidecar in &entry.sidecars {
            let other = sidecar.coder.as_deref().unwrap_or_default();
            if other == coder {
                let own = self.texts[id.0 as usize].own;
                self.codings[own.0 as usize].has_sidecar = true;
            } else if !self.others.contains_key(&(id, other.to_owned())) {
                let added = self.add_coding(id, &entry.path, other);
                self.codings[added.0 as usize].has_sidecar = true;
                self.others.insert((id, other.to_owned()), added);
                come.push(added);
            }
        }
        self.version += u64::from(!come.is_empty());
        come
    }

    /// Makes room for so many more at once: to grow again and again would take long frames.
    pub fn reserve(&mut self, more: usize) {
        self.texts.reserve(more);
        self.codings.reserve(more);
        self.listed.reserve(more);
    }

    /// Takes an article off the list, because its file has gone. Its ids go on meaning it.
    pub fn unlist(&mut self, id: ArticleId) {
        if let Some(place) = self.place(id) {
            self.listed.remove(place);
            self.others.retain(|(listed, _), _| *listed != id);
            self.version += 1;
        }
    }

    /// The article of this path, the listed one before one that has gone.
    pub fn at_path(&self, path: &Path) -> Option<ArticleId> {
        let there = self.texts.iter().filter(|article| article.path == path);
        let mut there = there.map(|article| article.id);
        let first = there.next()?;
        let mut all = std::iter::once(first).chain(there);
        Some(all.find(|id| self.is_listed(*id)).unwrap_or(first))
    }

    /// All codings that an article has ever had.
    pub(super) fn all_codings_of(&self, article: ArticleId) -> impl Iterator<Item = &Coding> {
        let codings = self.codings.iter();
        codings.filter(move |coding| coding.article == article)
    }

    /// Gives an article the name and path under which its text is found now. It keeps its ids, and is
    /// listed again if it had gone.
    pub(super) fn rename(&mut self, id: ArticleId, entry: &ArticleEntry) {
        if self.get(id).is_none() {
            return;
        }
        if let Some(place) = self.place(id) {
            self.listed.remove(place);
        }
        let article = &mut self.texts[id.0 as usize];
        article.name.clone_from(&entry.name);
        article.path.clone_from(&entry.path);
        article.folded_name = normalized(&entry.name).into();
        article.is_gone = false;
        let own = article.own;
        for coding in self.codings.iter_mut().filter(|c| c.article == id) {
            let named = Some(coding.coder.as_str()).filter(|coder| !coder.is_empty());
            coding.sidecar = entry.sidecar_path(named);
            coding.problem = None;
            let key = (id, coding.coder.clone());
            if coding.id != own && !self.former.contains_key(&key) {
                self.others.insert(key, coding.id);
            }
        }
        if let Err(place) = self.place_of(&entry.name, &entry.path) {
            self.listed.insert(place, id);
        }
        self.version += 1;
    }

    fn add(&mut self, entry: &ArticleEntry, coder: &str) -> ArticleId {
        // All articles are listed, unless some have gone.
        if self.listed.len() < self.texts.len() {
            let gone = self.texts.iter().find(|article| article.path == entry.path);
            if let Some(id) = gone.map(|article| article.id) {
                self.texts[id.0 as usize].is_gone = false;
                self.texts[id.0 as usize].has_meta = entry.has_meta;
                return id;
            }
        }
        let id = ArticleId(next_id(self.texts.len()));
        let own = self.add_coding(id, &entry.path, coder);
        self.texts.push(Article {
            id,
            own,
            name: entry.name.clone(),
            path: entry.path.clone(),
            is_gone: false,
            folded_name: normalized(&entry.name).into(),
            has_meta: entry.has_meta,
        });
        id
    }

    /// The coding of a coder in the article of this path, which is added unless it has been there before.
    pub(super) fn add_coding(&mut self, article: ArticleId, path: &Path, coder: &str) -> CodingId {
        if let Some(former) = self.former.remove(&(article, coder.to_owned())) {
            return former;
        }
        // All codings are own ones, former ones or those of others, unless some have gone.
        let known = self.listed.len() + self.others.len() + self.former.len();
        if known < self.codings.len() {
            let is_same = |coding: &&Coding| coding.article == article && coding.coder == coder;
            if let Some(gone) = self.codings.iter().find(is_same) {
                return gone.id;
            }
        }
        let id = CodingId(next_id(self.codings.len()));
        let named = Some(coder).filter(|coder| !coder.is_empty());
        self.codings.push(Coding {
            id,
            article,
            coder: coder.to_owned(),
            sidecar: sidecar_path(path, named),
            summary: None,
            problem: None,
            has_sidecar: false,
        });
        id
    }

    /// Where an article of this name and path stands in the list, or would.
    fn place_of(&self, name: &str, path: &Path) -> Result<usize, usize> {
        let compare = |id: &ArticleId| {
            let article = &self.texts[id.0 as usize];
            natural::compare(&article.name, name).then_with(|| article.path.as_path().cmp(path))
        };
        // Articles mostly come in order.
        match self.listed.last().map(compare) {
            None | Some(Ordering::Less) => Err(self.listed.len()),
            Some(_) => self.listed.binary_search_by(compare),
        }
    }
}

/// The next id of a table. Walking a project stops long before the numbers do.
fn next_id(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::store::project::SidecarEntry;

    pub fn entry(name: &str, coders: &[&str]) -> ArticleEntry {
        let path = PathBuf::from("/project").join(name);
        let sidecars = coders.iter().map(|coder| SidecarEntry {
            coder: Some((*coder).to_owned()),
            path: sidecar_path(&path, Some(coder)),
        });
        ArticleEntry {
            name: name.to_owned(),
            sidecars: sidecars.collect(),
            path,
            has_meta: false,
        }
    }

    /// The list as `article name: own coding, coding coder`.
    fn drawn(articles: &Articles) -> String {
        let lines = articles.iter().map(|article| {
            let codings = articles.codings().of(article.id);
            let codings = codings.map(|coding| format!("{} {}", coding.id.0, coding.coder));
            let codings: Vec<String> = codings.map(|line| line.trim_end().to_owned()).collect();
            format!("{} {}: {}", article.id.0, article.name, codings.join(", "))
        });
        lines.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn ids_mean_the_same_article_and_coding_whatever_comes_and_goes() {
        let mut articles = Articles::default();
        articles.add_entry(&entry("a10", &["mn"]), "");
        articles.add_entry(&entry("a2", &[]), "");
        assert_eq!(drawn(&articles), "1 a2: 2; 0 a10: 0, 1 mn");
        // What is known already is no news.
        assert!(articles.add_entry(&entry("a10", &["mn"]), "").is_empty());
        let come = articles.add_entry(&entry("a2", &["jb"]), "");
        assert_eq!(come, [CodingId(3)]);

        let first = articles.ids()[0];
        articles.unlist(first);
        assert_eq!(articles.place(first), None);
        assert_eq!(articles.get(first).map(|a| a.name.as_str()), Some("a2"));
        let name = |id| articles.article_of(CodingId(id)).map(|a| a.name.as_str());
        assert_eq!((name(2), name(3)), (Some("a2"), Some("a2")));
        articles.add_entry(&entry("a1", &[]), "");
        let come = articles.add_entry(&entry("a2", &["jb"]), "");
        assert_eq!(come, [CodingId(2), CodingId(3)]);
        assert_eq!(drawn(&articles), "2 a1: 4; 1 a2: 2, 3 jb; 0 a10: 0, 1 mn");
        assert_eq!(articles.place(first), Some(1));
    }

    #[test]
    fn a_project_is_opened_by_one_of_its_coders() {
        let mut articles = Articles::default();
        articles.add_entry(&entry("a", &["jb", "mn"]), "mn");
        assert_eq!(drawn(&articles), "0 a: 0 mn, 1 jb");
        assert!(articles.is_own(CodingId(0)) && !articles.is_own(CodingId(1)));
    }

    #[test]
    fn a_name_has_a_folder_and_a_short_form() {
        let mut articles = Articles::default();
        assert!(articles.is_empty());
        for name in ["a.b/c.d.txt", "notes", "x/.hidden"] {
            articles.add_entry(&entry(name, &[]), "");
        }
        assert!(!articles.is_empty() && articles.len() == 3);
        let parts = articles.iter().map(|a| (a.folder(), a.short_name()));
        let parts: Vec<(&str, &str)> = parts.collect();
        assert_eq!(parts, [("a.b", "c.d"), ("", "notes"), ("x", "")]);
    }

    #[test]
    fn a_file_is_found_by_its_name_and_path() {
        let mut articles = Articles::default();
        for name in ["a1", "a2", "a10"] {
            articles.add_entry(&entry(name, &[]), "");
        }
        let found = |name: &str| articles.find(&entry(name, &[])).map(|id| id.0);
        assert_eq!(
            (found("a10"), found("a2"), found("a3")),
            (Some(2), Some(1), None)
        );
        let mut elsewhere = entry("a2", &[]);
        elsewhere.path = PathBuf::from("/elsewhere/a2");
        assert_eq!(articles.find(&elsewhere), None);
        let named = articles.named("a2").map(|article| article.id.0);
        assert_eq!(named.collect::<Vec<_>>(), [1]);
        assert_eq!(articles.named("a3").count(), 0);
    }

    #[test]
    fn fields_are_looked_for_in_other_sidecars_only_where_there_is_no_better_place() {
        let places = |coders: &[&str], has_meta: bool| {
            let mut articles = Articles::default();
            let mut entry = entry("a", coders);
            entry.has_meta = has_meta;
            articles.add_entry(&entry, "mn");
            articles
        };
        let sidecars = |articles: &Articles, id| {
            let places = articles.field_places(CodingId(id));
            let names = places.sidecars.iter().filter_map(|path| path.file_name());
            let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
            (names.join(" "), places.has_meta)
        };
        let none = String::new;
        assert_eq!(sidecars(&places(&["mn"], false), 0), (none(), false));
        assert_eq!(sidecars(&places(&["jb", "mn"], true), 0), (none(), true));
        let both = places(&["zz", "jb"], false);
        let all = "a.jb.ann.json a.mn.ann.json a.zz.ann.json".to_owned();
        assert_eq!(sidecars(&both, 0), (all, false));
        assert_eq!(sidecars(&both, 1), (none(), false), "not the own coding");
        assert_eq!(sidecars(&both, 9), (none(), false));
    }

    #[test]
    fn the_version_grows_whenever_something_may_have_changed() {
        let mut articles = Articles::default();
        let mut last = articles.version();
        let mut grows = |articles: &Articles| {
            let before = std::mem::replace(&mut last, articles.version());
            articles.version() > before
        };
        articles.add_entry(&entry("a", &[]), "");
        assert!(grows(&articles));
        articles.add_entry(&entry("a", &[]), "");
        assert!(!grows(&articles), "it is known");
        articles.add_entry(&entry("a", &["mk"]), "");
        assert!(grows(&articles));
        let id = articles.ids()[0];
        articles.get_mut(id).expect("it is there").is_gone = true;
        assert!(grows(&articles));
        articles.add_entry(&entry("a", &["mk"]), "");
        assert!(grows(&articles), "it has come back");
        assert!(articles.coding_mut(CodingId(1)).is_some() && grows(&articles));
        articles.unlist(id);
        assert!(grows(&articles));
        articles.unlist(id);
        assert!(!grows(&articles), "it is not listed");
    }
}
