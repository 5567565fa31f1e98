//! F1 of statements: who demands what of whom, whatever the borders of the annotations are.
//!
//! A demand is compared as its makers, addressees, categories and polarity; actors by their entities, or by
//! their words where they have none. This is the unit that networks are made of. The measure is ours, without
//! a paper.

use super::measure::{CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticles};
use super::relations::equal;
use super::span_f1::f1;
use super::study::{CodedStatement, Study};

/// Which parts of statements are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementF1 {
    /// Makers, addressees, categories, polarity.
    Whole,
    /// Makers, categories, polarity.
    WithoutAddressee,
    /// Makers, addressees, categories.
    WithoutPolarity,
    /// Makers and categories.
    MakerAndCategory,
    /// Makers alone.
    Maker,
}

impl StatementF1 {
    fn parts(self, statement: &CodedStatement) -> [Option<u32>; 4] {
        let all = statement;
        let (makers, to) = (Some(all.makers), Some(all.addressees));
        let (categories, polarity) = (Some(all.categories), Some(all.polarity));
        match self {
            Self::Whole => [makers, to, categories, polarity],
            Self::WithoutAddressee => [makers, None, categories, polarity],
            Self::WithoutPolarity => [makers, to, categories, None],
            Self::MakerAndCategory => [makers, None, categories, None],
            Self::Maker => [makers, None, None, None],
        }
    }
}

impl Measure for StatementF1 {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::Whole => &WHOLE,
            Self::WithoutAddressee => &WITHOUT_ADDRESSEE,
            Self::WithoutPolarity => &WITHOUT_POLARITY,
            Self::MakerAndCategory => &MAKER_AND_CATEGORY,
            Self::Maker => &MAKER,
        }
    }

    fn subjects(&self, _: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        let mut works = articles.iter().flat_map(|article| article.present());
        let has_any = works.any(|work| !work.statements.is_empty());
        Vec::from_iter(has_any.then_some(FigureSubject::All))
    }

    fn pool(&self, _: &Study, articles: &SharedArticles<'_>, _: &FigureSubject) -> Pooled {
        let mut pooled = Pooled::new(3, |sums| f1(2.0 * sums[2], sums[0] + sums[1]));
        pooled.counts = &["a", "b", "equal"];
        for article in articles.iter() {
            let Some([a, b]) = article.pair() else {
                pooled.add([]);
                continue;
            };
            let (a, b) = (&a.statements, &b.statements);
            pooled.units += a.len() + b.len();
            let parts = |statement| self.parts(statement);
            let equal = equal(a.iter().map(parts), b.iter().map(parts));
            pooled.add_all([a.len() as f64, b.len() as f64, equal as f64]);
        }
        pooled
    }
}

const BLIND: &str = "It has no correction for chance, and does not see where a demand stands.";

const fn info(id: &'static str, name: &'static str, formula: &'static str) -> MeasureInfo {
    MeasureInfo {
        id,
        name,
        formula,
        source: "–",
        blind_to: BLIND,
        coders: CoderCount::Two,
        is_optional: false,
    }
}

static WHOLE: MeasureInfo = info(
    "statement_f1",
    "statement F1",
    "2·Σ|A∩B| / Σ(|A|+|B|), multisets of (makers, addressees, categories, polarity) of demands",
);
static WITHOUT_ADDRESSEE: MeasureInfo = info(
    "statement_f1_without_addressee",
    "statement F1 without addressee",
    "2·Σ|A∩B| / Σ(|A|+|B|), multisets of (makers, categories, polarity) of demands",
);
static WITHOUT_POLARITY: MeasureInfo = info(
    "statement_f1_without_polarity",
    "statement F1 without polarity",
    "2·Σ|A∩B| / Σ(|A|+|B|), multisets of (makers, addressees, categories) of demands",
);
static MAKER_AND_CATEGORY: MeasureInfo = info(
    "statement_f1_maker_category",
    "statement F1 of maker and category",
    "2·Σ|A∩B| / Σ(|A|+|B|), multisets of (makers, categories) of demands",
);
static MAKER: MeasureInfo = info(
    "statement_f1_maker",
    "statement F1 of maker",
    "2·Σ|A∩B| / Σ(|A|+|B|), multisets of makers of demands",
);
