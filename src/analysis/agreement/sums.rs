//! Sums to which articles add: what most measures are functions of.
//!
//! It must not know what the sums mean.

/// What each article adds to some sums.
#[derive(Clone, Debug)]
pub struct ArticleSums {
    /// Where each article's terms start; one more at the end.
    starts: Vec<usize>,
    /// Which sum a term adds to, and how much.
    terms: Vec<(u32, f64)>,
    width: usize,
}

impl ArticleSums {
    /// So many sums, to which no article has added yet.
    pub fn new(width: usize) -> Self {
        Self {
            starts: vec![0],
            terms: Vec::new(),
            width,
        }
    }

    /// No sums at all, to which so many articles add nothing.
    pub fn without_terms(articles: usize) -> Self {
        Self {
            starts: vec![0; articles + 1],
            ..Self::new(0)
        }
    }

    /// The terms of all articles.
    pub fn all(&self) -> &[(u32, f64)] {
        &self.terms
    }

    /// Adds an article's terms; those that are zero may be left out.
    pub fn add(&mut self, terms: impl IntoIterator<Item = (u32, f64)>) {
        self.terms
            .extend(terms.into_iter().filter(|(_, amount)| *amount != 0.0));
        self.starts.push(self.terms.len());
    }

    /// The terms of an article.
    pub fn terms(&self, article: usize) -> &[(u32, f64)] {
        &self.terms[self.starts[article]..self.starts[article + 1]]
    }

    /// How many sums there are.
    pub fn width(&self) -> usize {
        self.width
    }
}
