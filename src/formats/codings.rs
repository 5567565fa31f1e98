//! Several people's codings of one article, as the writers of datasets hand them on.
//!
//! A dataset may have more than one coding of an article. Formats hold them in different ways
//! ([`CoderSupport`]); those that hold them together get them by [`by_article`]. It does not know whose codings
//! were chosen.

use std::collections::{HashMap, HashSet};

use super::names::FileNames;
use super::{About, ArticleRef, DatasetPart, LossKind, Losses, LostItem};
use crate::store::coder::AGREED_CODER;

/// How a format holds several people's codings of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoderSupport {
    /// In one record of the article, each with its coder.
    Together,
    /// Each as a record of its own that names its coder.
    Named,
    /// Each as an article of its own, without its coder.
    Apart,
}

/// The codings of one article, at least one, with different coders.
pub type ArticleCodings<'s, 'a> = Vec<&'s ArticleRef<'a>>;

/// The articles in their order, each with all its codings: those of the same name and text by different
/// coders.
pub fn by_article<'s, 'a>(articles: &'s [ArticleRef<'a>]) -> Vec<ArticleCodings<'s, 'a>> {
    let groups = grouped(articles).into_iter();
    groups
        .map(|group| group.into_iter().map(|index| &articles[index]).collect())
        .collect()
}

/// For each article whether it is one of several codings.
pub fn are_several(articles: &[ArticleRef<'_>]) -> Vec<bool> {
    let mut several = vec![false; articles.len()];
    for group in grouped(articles).iter().filter(|group| group.len() > 1) {
        for index in group {
            several[*index] = true;
        }
    }
    several
}

/// The indexes of the codings of each article.
fn grouped(articles: &[ArticleRef<'_>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::with_capacity(articles.len());
    // The last group of each name.
    let mut of_names: HashMap<&str, usize> = HashMap::new();
    for (index, article) in articles.iter().enumerate() {
        let is_another_coding = |other: &usize| {
            let (other, text) = (&articles[*other], article.document.text().as_str());
            other.header.coder != article.header.coder && other.document.text().as_str() == text
        };
        match of_names.get(article.name) {
            Some(group) if groups[*group].iter().all(is_another_coding) => {
                groups[*group].push(index);
            }
            _ => {
                of_names.insert(article.name, groups.len());
                groups.push(vec![index]);
            }
        }
    }
    groups
}

/// What a coding is called where a name must stand: the coder's code, or a word for none.
pub fn coder_name<'a>(article: &ArticleRef<'a>) -> &'a str {
    match article.header.coder.as_str() {
        "" => NAMELESS,
        coder => coder,
    }
}

/// The name for a coding without a coder.
pub const NAMELESS: &str = "no-coder";

/// Whether a coding is the agreed version.
pub fn is_agreed(article: &ArticleRef<'_>) -> bool {
    article.header.coder == AGREED_CODER
}

/// The names of files where each coding is a file. One of several is where INCEpTION exports it: in a folder
/// of its article, called by its coder.
pub struct CodingFiles {
    files: FileNames,
    are_several: Vec<bool>,
    /// The folders of the articles with several codings, by their names.
    folders: HashMap<String, String>,
    taken: HashSet<String>,
}

impl CodingFiles {
    /// The names for the articles of a part.
    pub fn new(part: &DatasetPart<'_>) -> Self {
        Self {
            files: FileNames::default(),
            are_several: are_several(&part.articles),
            folders: HashMap::new(),
            taken: HashSet::new(),
        }
    }

    /// The name of the file of an article of the part, by its index.
    pub fn take(&mut self, part: &DatasetPart<'_>, index: usize, extension: &str) -> String {
        let article = &part.articles[index];
        let above = part.folder();
        if self.are_several.get(index) == Some(&true) {
            let folder = match self.folders.get(article.name) {
                Some(folder) => folder.clone(),
                None => self.files.stem(article),
            };
            self.folders.insert(article.name.to_owned(), folder.clone());
            let name = match is_agreed(article) {
                true => format!("{above}curation/{folder}.txt/CURATION_USER.{extension}"),
                false => {
                    let coder = coder_name(article);
                    format!("{above}annotation/{folder}.txt/{coder}.{extension}")
                }
            };
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
        }
        format!("{above}{}.{extension}", self.files.stem(article))
    }
}

/// Reports codings whose coders the format cannot hold.
pub fn tell_apart(about: &About, articles: &[ArticleRef<'_>], losses: &mut Losses) {
    if about.supports.coders != CoderSupport::Apart {
        return;
    }
    for group in by_article(articles).iter().filter(|group| group.len() > 1) {
        for coding in group {
            let why = format!(
                "the format cannot hold several people's work on one article: the coding of {} is an \
                 article of its own",
                coder_name(coding)
            );
            losses.add(coding.name, LostItem::Article, LossKind::Stripped, why);
        }
    }
}
