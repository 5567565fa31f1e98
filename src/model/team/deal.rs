//! Dealing: which coders code which article, drawn by a seed so that any program can repeat the draw.
//!
//! ```text
//! rank(x) = hex(sha256(decimal(seed) NUL x))
//! ```
//!
//! Articles are dealt in the order of `rank(name)`. The first ones, as many as the overlap says, go to several
//! coders, the rest to one. Each goes to that set of coders with the least loads, of those the set whose pairs
//! share the fewest articles, of those the set of least `rank(name NUL codes joined by NUL)`. So loads differ by
//! one article at most, and pairs share as evenly as loads allow. It must not know what was dealt before but as
//! loads.

use std::collections::BTreeMap;

use super::super::digest::sha256_hex;

/// How many sets of coders are compared for an article.
pub const MAX_CODER_SETS: usize = 10_000;

/// An article to be dealt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DealtArticle {
    /// Its name, relative to the project's folder.
    pub name: String,
    /// What it adds to the load of a coder: 1, or its words.
    pub load: u64,
}

/// What is dealt, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dealing {
    pub articles: Vec<DealtArticle>,
    pub coders: Vec<String>,
    /// How many coders code an article that several code.
    pub per_article: usize,
    /// How many of a hundred articles several coders code.
    pub overlap: u32,
    pub seed: u64,
    /// What each article was dealt as before, with its load; these stay as they are.
    pub before: Vec<(DealtArticle, Vec<String>)>,
}

/// Articles dealt to coders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deal {
    /// The coders of each new article, by name.
    pub articles: BTreeMap<String, Vec<String>>,
    /// The load of each coder with what was dealt before.
    pub loads: BTreeMap<String, u64>,
    /// How many articles each coder codes, with what was dealt before.
    pub counts: BTreeMap<String, usize>,
    /// How many articles two coders share, with what was dealt before.
    pub pairs: BTreeMap<(String, String), usize>,
}

/// Why articles cannot be dealt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DealError {
    #[error("there are no coders to deal articles to; name some")]
    NoCoders,
    #[error("the coder “{0}” is there twice; name each once")]
    CoderTwice(String),
    #[error("the article “{0}” is there twice; name each once")]
    ArticleTwice(String),
    #[error("an overlap of {0} % is more than all articles; give at most 100")]
    Overlap(u32),
    #[error("an article cannot be dealt to 0 coders; give at least 1")]
    NobodyPerArticle,
    #[error(
        "there are more than {MAX_CODER_SETS} ways to choose {per_article} of {coders} coders; deal to fewer \
         coders, or fewer an article"
    )]
    TooManySets { per_article: usize, coders: usize },
}

fn rank(seed: u64, what: &str) -> String {
    sha256_hex(format!("{seed}\0{what}").as_bytes())
}

impl Dealing {
    /// Deals the articles.
    ///
    /// # Errors
    /// If coders or articles are missing or twice, or there are too many ways to deal.
    pub fn deal(&self) -> Result<Deal, DealError> {
        let coders = self.sorted_coders()?;
        if self.overlap > 100 {
            return Err(DealError::Overlap(self.overlap));
        }
        if self.per_article == 0 {
            return Err(DealError::NobodyPerArticle);
        }
        let several = sets(coders.len(), self.per_article.min(coders.len()))?;
        let single = sets(coders.len(), 1)?;
        let mut order: Vec<(String, &DealtArticle)> = self
            .articles
            .iter()
            .map(|article| (rank(self.seed, &article.name), article))
            .collect();
        order.sort();
        let mut names: Vec<&str> = self.articles.iter().map(|a| a.name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(DealError::ArticleTwice(twice[0].to_owned()));
        }
        let mut table = LoadTable::new(coders.len());
        for (article, of) in &self.before {
            let known: Vec<usize> = coders
                .iter()
                .enumerate()
                .filter(|(_, coder)| of.contains(coder))
                .map(|(index, _)| index)
                .collect();
            table.add(&known, article.load);
        }
        let shared = (self.articles.len() * self.overlap as usize).div_ceil(100);
        let mut deal = Deal::default();
        for (index, (_, article)) in order.into_iter().enumerate() {
            let sets = if index < shared { &several } else { &single };
            let chosen = self.least(sets, &table, &coders, &article.name);
            table.add(chosen, article.load);
            let names = chosen.iter().map(|coder| coders[*coder].clone()).collect();
            deal.articles.insert(article.name.clone(), names);
        }
        for (one, coder) in coders.iter().enumerate() {
            deal.loads.insert(coder.clone(), table.loads[one]);
            deal.counts.insert(coder.clone(), table.counts[one]);
            for (other, name) in coders.iter().enumerate().skip(one + 1) {
                let count = table.pairs[one * coders.len() + other];
                deal.pairs.insert((coder.clone(), name.clone()), count);
            }
        }
        Ok(deal)
    }

    fn sorted_coders(&self) -> Result<Vec<String>, DealError> {
        let mut coders = self.coders.clone();
        coders.sort_unstable();
        let mut folded: Vec<String> = coders.iter().map(|code| code.to_lowercase()).collect();
        folded.sort_unstable();
        if let Some(twice) = folded.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(DealError::CoderTwice(twice[0].clone()));
        }
        if coders.is_empty() {
            return Err(DealError::NoCoders);
        }
        Ok(coders)
    }

    /// The set of coders that an article goes to.
    fn least<'s>(
        &self,
        sets: &'s [Vec<usize>],
        table: &LoadTable,
        coders: &[String],
        article: &str,
    ) -> &'s [usize] {
        let mut best: Vec<&Vec<usize>> = Vec::new();
        let mut least = (u64::MAX, usize::MAX);
        for set in sets {
            let costs = table.costs(set);
            if costs < least {
                least = costs;
                best.clear();
            }
            if costs == least {
                best.push(set);
            }
        }
        let rank = |set: &&Vec<usize>| {
            let codes: Vec<&str> = set.iter().map(|coder| coders[*coder].as_str()).collect();
            rank(self.seed, &format!("{article}\0{}", codes.join("\0")))
        };
        match best.as_slice() {
            [only] => only,
            _ => best.into_iter().min_by_key(rank).map_or(&[], Vec::as_slice),
        }
    }
}

/// Loads and shared articles while articles are dealt, by index of the coder.
struct LoadTable {
    loads: Vec<u64>,
    counts: Vec<usize>,
    /// By the indices of two coders, the lower first.
    pairs: Vec<usize>,
}

impl LoadTable {
    fn new(coders: usize) -> Self {
        Self {
            loads: vec![0; coders],
            counts: vec![0; coders],
            pairs: vec![0; coders * coders],
        }
    }

    fn pairs_of(set: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
        set.iter()
            .enumerate()
            .flat_map(|(at, one)| set[at + 1..].iter().map(|other| (*one, *other)))
    }

    fn costs(&self, set: &[usize]) -> (u64, usize) {
        let coders = self.loads.len();
        let loads = set.iter().map(|coder| self.loads[*coder]).sum();
        let shared = Self::pairs_of(set).map(|(one, other)| self.pairs[one * coders + other]);
        (loads, shared.sum())
    }

    fn add(&mut self, set: &[usize], load: u64) {
        let coders = self.loads.len();
        for coder in set {
            self.loads[*coder] = self.loads[*coder].saturating_add(load);
            self.counts[*coder] += 1;
        }
        for (one, other) in Self::pairs_of(set) {
            self.pairs[one * coders + other] += 1;
        }
    }
}

/// All sets of this size out of `0..count`, in order.
fn sets(count: usize, size: usize) -> Result<Vec<Vec<usize>>, DealError> {
    let mut all = vec![Vec::new()];
    for _ in 0..size {
        let mut longer = Vec::new();
        for set in all {
            let next = set.last().map_or(0, |last| last + 1);
            for item in next..count {
                if longer.len() == MAX_CODER_SETS {
                    let coders = count;
                    let per_article = size;
                    return Err(DealError::TooManySets {
                        per_article,
                        coders,
                    });
                }
                let mut set = set.clone();
                set.push(item);
                longer.push(set);
            }
        }
        all = longer;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dealing(
        articles: usize,
        coders: usize,
        per_article: usize,
        overlap: u32,
        seed: u64,
    ) -> Dealing {
        let article = |n| DealtArticle {
            name: format!("a{n}.txt"),
            load: 1,
        };
        Dealing {
            articles: (0..articles).map(article).collect(),
            coders: (0..coders).map(|n| format!("c{n}")).collect(),
            per_article,
            overlap,
            seed,
            before: Vec::new(),
        }
    }

    #[test]
    fn what_cannot_be_dealt_is_refused() {
        let refused = |dealing: &Dealing| dealing.deal().expect_err("it cannot be dealt");
        assert_eq!(refused(&dealing(3, 0, 1, 0, 1)), DealError::NoCoders);
        assert_eq!(
            refused(&dealing(3, 2, 0, 0, 1)),
            DealError::NobodyPerArticle
        );
        assert_eq!(refused(&dealing(3, 2, 2, 101, 1)), DealError::Overlap(101));
        let mut twice = dealing(3, 2, 2, 100, 1);
        twice.coders.push("C1".to_owned());
        assert_eq!(refused(&twice), DealError::CoderTwice("c1".to_owned()));
        let many = DealError::TooManySets {
            per_article: 10,
            coders: 20,
        };
        assert_eq!(refused(&dealing(3, 20, 10, 100, 1)), many);
        let mut twice = dealing(2, 2, 2, 100, 1);
        twice.articles[1].name = twice.articles[0].name.clone();
        assert_eq!(
            refused(&twice),
            DealError::ArticleTwice("a0.txt".to_owned())
        );
    }

    proptest! {
        #[test]
        fn loads_differ_by_one_at_most_and_nothing_is_left_out(
            (articles, coders, per, overlap, seed) in
                (0_usize..40, 1_usize..6, 1_usize..4, 0_u32..=100, any::<u64>())
        ) {
            let dealt = dealing(articles, coders, per, overlap, seed).deal().expect("it can be dealt");
            prop_assert_eq!(dealt.articles.len(), articles);
            let loads = || dealt.loads.values();
            let (most, least) = (loads().max(), loads().min());
            prop_assert!(most.unwrap_or(&0) - least.unwrap_or(&0) <= 1);
            let several = dealt.articles.values().filter(|of| of.len() == per.min(coders)).count();
            let shared = (articles * overlap as usize).div_ceil(100);
            prop_assert!(several >= shared);
            prop_assert!(dealt.articles.values().all(|of| of.len() == 1 || of.len() == per.min(coders)));
        }

        #[test]
        fn the_order_of_articles_and_coders_makes_no_difference(seed in any::<u64>()) {
            let one = dealing(12, 4, 2, 50, seed);
            let mut other = one.clone();
            other.articles.reverse();
            other.coders.reverse();
            prop_assert_eq!(one.deal(), other.deal());
        }

        #[test]
        fn new_articles_even_out_what_was_dealt_before(seed in any::<u64>()) {
            let first = dealing(9, 3, 2, 40, seed);
            let before = first.deal().expect("it can be dealt");
            let mut more = dealing(15, 3, 2, 40, seed);
            let is_new = |article: &DealtArticle| !before.articles.contains_key(&article.name);
            let (new, old): (Vec<_>, Vec<_>) = more.articles.into_iter().partition(is_new);
            more.articles = new;
            more.before = old
                .into_iter()
                .map(|article| {
                    let of = before.articles[&article.name].clone();
                    (article, of)
                })
                .collect();
            let after = more.deal().expect("it can be dealt");
            prop_assert_eq!(after.articles.len(), 6);
            let loads = || after.loads.values();
            prop_assert!(loads().max().unwrap_or(&0) - loads().min().unwrap_or(&0) <= 1);
        }
    }
}
