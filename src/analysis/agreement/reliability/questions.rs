//! Items and answers of the reliability models, out of what coders annotated.

use std::collections::BTreeMap;

use super::CoderAnswers;
use crate::agreement::measure::{FigureSubject, SharedArticle};
use crate::agreement::study::{Study, to_u32};

/// What is asked about matched annotations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionKind {
    /// Whether the annotation is there: of all that any coder annotated.
    Presence,
    /// Its label: of what at least two coders annotated.
    Label,
    /// A value of what at least two coders annotated with one label.
    Value(FigureSubject),
}

/// A question with its items and answers.
#[derive(Clone, Debug)]
pub struct ReliabilityQuestion {
    pub kind: QuestionKind,
    pub answers: CoderAnswers,
    /// The article and the match of each item, by their indices.
    pub items: Vec<(usize, usize)>,
    /// The article of each item, as numbers from 0 without gaps, for resampling.
    pub groups: Vec<u32>,
    /// What the numbers of values mean: 0 and 1 for absent and present, labels or values of the study.
    pub values: Vec<u32>,
}

impl ReliabilityQuestion {
    /// Its name in reports.
    pub fn name(&self, study: &Study) -> String {
        match &self.kind {
            QuestionKind::Presence => "presence".to_owned(),
            QuestionKind::Label => "label".to_owned(),
            QuestionKind::Value(subject) => subject.name(study),
        }
    }

    fn new(kind: QuestionKind, coders: usize, asked: Vec<AskedItem>) -> Self {
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        for (_, value) in asked.iter().flat_map(|item| &item.given) {
            numbers.insert(*value, 0);
        }
        for (number, of_value) in (0..).zip(numbers.values_mut()) {
            *of_value = number;
        }
        let mut groups: Vec<u32> = Vec::new();
        let mut last = None;
        for item in &asked {
            let group = groups.last().copied().unwrap_or(0);
            let is_next = last.is_some_and(|article| article != item.article);
            groups.push(group + u32::from(is_next));
            last = Some(item.article);
        }
        let given = (0..).zip(&asked).flat_map(|(number, item)| {
            let numbers = &numbers;
            item.given
                .iter()
                .map(move |(coder, value)| (number, *coder, numbers[value]))
        });
        Self {
            answers: CoderAnswers {
                items: asked.len(),
                coders,
                values: numbers.len(),
                given: given.collect(),
            },
            items: asked
                .iter()
                .map(|item| (item.article, item.found))
                .collect(),
            groups,
            values: numbers.into_keys().collect(),
            kind,
        }
    }
}

struct AskedItem {
    article: usize,
    found: usize,
    given: Vec<(u32, u32)>,
}

/// All questions about what the coders of a group annotated, of which some answers differ.
pub fn questions(articles: &[SharedArticle<'_>]) -> Vec<ReliabilityQuestion> {
    let coders = articles.first().map_or(0, |article| article.work.len());
    let mut asked: BTreeMap<QuestionKind, Vec<AskedItem>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        for (found, of_coders) in article.matches().iter().enumerate() {
            let mut ask = |kind: QuestionKind, given: Vec<(u32, u32)>| {
                let items = asked.entry(kind).or_default();
                items.push(AskedItem {
                    article: at,
                    found,
                    given,
                });
            };
            let unit = |coder: usize| {
                let index = of_coders.0[coder]?;
                Some(&article.work[coder]?.units[index as usize])
            };
            let present = (0..coders).filter(|coder| article.work[*coder].is_some());
            let presence = present.map(|coder| (to_u32(coder), u32::from(unit(coder).is_some())));
            ask(QuestionKind::Presence, presence.collect());
            let units: Vec<_> = (0..coders)
                .filter_map(|coder| Some((to_u32(coder), unit(coder)?)))
                .collect();
            if units.len() < 2 {
                continue;
            }
            let labels = units.iter().map(|(coder, unit)| (*coder, unit.label));
            ask(QuestionKind::Label, labels.collect());
            let mut values: BTreeMap<(u32, u32), Vec<(u32, u32)>> = BTreeMap::new();
            for (coder, unit) in &units {
                for (attribute, value) in &unit.values {
                    values
                        .entry((unit.label, *attribute))
                        .or_default()
                        .push((*coder, *value));
                }
            }
            for ((label, attribute), given) in
                values.into_iter().filter(|(_, given)| given.len() > 1)
            {
                ask(
                    QuestionKind::Value(FigureSubject::Attribute(label, attribute)),
                    given,
                );
            }
        }
    }
    let questions = asked.into_iter();
    questions
        .map(|(kind, asked)| ReliabilityQuestion::new(kind, coders, asked))
        .filter(|question| question.answers.values > 1)
        .collect()
}
