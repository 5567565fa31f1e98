//! Splits a dataset into parts for training and testing: by article, never by sentence.
//!
//! Articles with the same text (two coders of one article) always go into the same part, so that no
//! text of the test set is seen in training. The same seed gives the same parts, whatever the order
//! of the articles.

use std::collections::BTreeMap;

use crate::store::hash::{hex, sha256};

use super::ArticleRef;

/// Named shares of a dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The names and the shares; the shares add up to 1.
    parts: Vec<(String, f64)>,
    /// The random seed: another number gives other parts.
    pub seed: u64,
    /// Whether the split is stratified: the parts get similar shares of every label.
    pub stratify: bool,
}

/// A part of a dataset: the articles that go into one file, or one folder.
#[derive(Clone, Debug)]
pub struct DatasetPart<'a> {
    /// `train`, `dev`, `test`; empty if the dataset is not split.
    pub name: &'a str,
    pub articles: Vec<ArticleRef<'a>>,
}

impl DatasetPart<'_> {
    /// The name of its file: that of the part, or `otherwise` if the dataset is not split.
    pub fn file(&self, otherwise: &str, extension: &str) -> String {
        let stem = if self.name.is_empty() {
            otherwise
        } else {
            self.name
        };
        format!("{stem}.{extension}")
    }

    /// The folder of its files with a trailing slash, empty if the dataset is not split.
    pub fn folder(&self) -> String {
        if self.name.is_empty() {
            String::new()
        } else {
            format!("{}/", self.name)
        }
    }
}

/// Why a split cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    #[error("“{0}” is not a name and a share: write train=0.8,dev=0.1,test=0.1")]
    NotAShare(String),
    #[error("the part “{0}” is named twice: give each part its own name")]
    Twice(String),
    #[error("the shares add up to {0}: let them add up to 1")]
    Sum(String),
}

impl Split {
    /// Reads `train=0.8,dev=0.1,test=0.1`.
    ///
    /// # Errors
    /// If a part has no plain name or no share, or the shares do not add up to 1.
    pub fn parse(spec: &str, seed: u64, stratify: bool) -> Result<Self, SplitError> {
        let mut parts: Vec<(String, f64)> = Vec::new();
        for piece in spec.split(',') {
            let wrong = || SplitError::NotAShare(piece.to_owned());
            let (name, share) = piece.split_once('=').ok_or_else(wrong)?;
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let share: f64 = share.trim().parse().map_err(|_| wrong())?;
            let name = name.trim();
            if name.is_empty() || !name.chars().all(plain) || !(share > 0.0 && share <= 1.0) {
                return Err(wrong());
            }
            if parts
                .iter()
                .any(|(other, _)| other.eq_ignore_ascii_case(name))
            {
                return Err(SplitError::Twice(name.to_owned()));
            }
            parts.push((name.to_owned(), share));
        }
        let sum: f64 = parts.iter().map(|(_, share)| share).sum();
        if (sum - 1.0).abs() > 1e-6 {
            return Err(SplitError::Sum(format!("{sum:.3}")));
        }
        Ok(Self {
            parts,
            seed,
            stratify,
        })
    }

    /// The parts with their articles, each in the order of the input.
    pub fn parts<'a>(&'a self, articles: &[ArticleRef<'a>]) -> Vec<DatasetPart<'a>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, article) in articles.iter().enumerate() {
            // The order of the hashes shuffles the articles: a hash reveals nothing about its text.
            let text = article.document.text().as_str();
            let key = format!("{}\n{text}", self.seed);
            let key = hex(&sha256(key.as_bytes()));
            groups.entry(key).or_default().push(index);
        }
        let groups: Vec<SameTextGroup> = groups
            .into_values()
            .map(|members| SameTextGroup::new(members, articles))
            .collect();
        let chosen = self.choose(&groups);
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); self.parts.len()];
        for (group, part) in groups.iter().zip(chosen) {
            parts[part].extend(&group.members);
        }
        self.parts
            .iter()
            .zip(parts)
            .map(|((name, _), mut members)| {
                members.sort_unstable();
                DatasetPart {
                    name,
                    articles: members.into_iter().map(|index| articles[index]).collect(),
                }
            })
            .collect()
    }

    /// Chooses the part of each group.
    fn choose(&self, groups: &[SameTextGroup]) -> Vec<usize> {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for (label, count) in groups.iter().flat_map(|group| &group.labels) {
            *counts.entry(label).or_default() += count;
        }
        // How much each part still needs, in articles and per label.
        let mut wanted: Vec<PartDemand<'_>> = self
            .parts
            .iter()
            .map(|(_, share)| PartDemand {
                articles: share * groups.len() as f64,
                labels: counts.iter().map(|(l, n)| (*l, n * share)).collect(),
            })
            .collect();
        let mut order: Vec<usize> = (0..groups.len()).collect();
        if self.stratify {
            // The rarest labels first: they leave the fewest choices.
            let rarity = |group: &SameTextGroup| {
                let rarest = group.labels.keys().filter_map(|l| counts.get(l.as_str()));
                rarest.copied().fold(f64::INFINITY, f64::min)
            };
            order.sort_by(|a, b| rarity(&groups[*a]).total_cmp(&rarity(&groups[*b])));
        }
        let mut chosen = vec![0; groups.len()];
        for index in order {
            let group = &groups[index];
            let part = (0..wanted.len())
                .rev()
                .max_by(|a, b| {
                    let need = |part: &usize| self.need(&wanted[*part], group, &counts);
                    need(a).total_cmp(&need(b))
                })
                .unwrap_or(0);
            wanted[part].articles -= 1.0;
            for (label, count) in &group.labels {
                if let Some(rest) = wanted[part].labels.get_mut(label.as_str()) {
                    *rest -= count;
                }
            }
            chosen[index] = part;
        }
        chosen
    }

    /// How much a part needs a group.
    fn need(
        &self,
        wanted: &PartDemand<'_>,
        group: &SameTextGroup,
        counts: &BTreeMap<&str, f64>,
    ) -> f64 {
        if !self.stratify || wanted.articles <= 0.0 {
            return wanted.articles;
        }
        let labels = group.labels.keys().map(|label| {
            let rest = wanted.labels.get(label.as_str()).copied();
            let all = counts.get(label.as_str()).copied().unwrap_or(1.0);
            rest.unwrap_or_default() / all
        });
        wanted.articles + labels.sum::<f64>()
    }
}

struct PartDemand<'a> {
    articles: f64,
    labels: BTreeMap<&'a str, f64>,
}

/// The articles with the same text.
struct SameTextGroup {
    members: Vec<usize>,
    labels: BTreeMap<String, f64>,
}

impl SameTextGroup {
    fn new(members: Vec<usize>, articles: &[ArticleRef<'_>]) -> Self {
        let mut labels = BTreeMap::new();
        for index in &members {
            for annotation in articles[*index].document.annotations() {
                *labels.entry(annotation.label.to_string()).or_default() += 1.0;
            }
        }
        Self { members, labels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, Text};
    use crate::store::Header;

    fn names(split: &Split, documents: &[(String, Document)]) -> Vec<Vec<String>> {
        let header = Header::default();
        let articles: Vec<ArticleRef<'_>> = documents
            .iter()
            .map(|(name, document)| ArticleRef {
                name,
                document,
                header: &header,
            })
            .collect();
        let parts = split.parts(&articles);
        let names =
            |part: &DatasetPart<'_>| part.articles.iter().map(|a| a.name.to_owned()).collect();
        parts.iter().map(names).collect()
    }

    #[test]
    fn texts_are_never_split_and_shares_are_kept() {
        let documents: Vec<(String, Document)> = (0..40)
            .map(|i| {
                let text = format!("text {}", i / 2);
                (format!("{i}.txt"), Document::new(Text::new(text)))
            })
            .collect();
        for stratify in [false, true] {
            let split = Split::parse("train=0.8,dev=0.1,test=0.1", 7, stratify).expect("a split");
            let parts = names(&split, &documents);
            let sizes: Vec<usize> = parts.iter().map(Vec::len).collect();
            assert_eq!(sizes, [32, 4, 4]);
            for part in &parts {
                for name in part {
                    let number: usize = name.trim_end_matches(".txt").parse().expect("a number");
                    let twin = format!("{}.txt", number ^ 1);
                    assert!(part.contains(&twin), "{name} without {twin}");
                }
            }
            let mut reversed = documents.clone();
            reversed.reverse();
            let mut again = names(&split, &reversed);
            again.iter_mut().for_each(|part| part.reverse());
            assert_eq!(parts, again);
        }
        let other = Split::parse("train=0.8,dev=0.1,test=0.1", 8, false).expect("a split");
        let same = Split::parse("train=0.8,dev=0.1,test=0.1", 7, false).expect("a split");
        assert_ne!(names(&other, &documents), names(&same, &documents));
    }

    #[test]
    fn an_invalid_split_is_refused() {
        for (spec, why) in [
            ("train", "not a name"),
            ("train=x", "not a name"),
            ("../up=1", "not a name"),
            ("a=0.5,A=0.5", "twice"),
            ("a=0.5,b=0.6", "1.100"),
        ] {
            let error = Split::parse(spec, 0, false).expect_err(spec).to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
