//! Taggers of spans: trained on finished articles, one for each layer of labels.

use std::collections::BTreeSet;
use std::ops::Range;

use super::calibration::Calibration;
use super::clusters::Clusters;
use super::crf::{self, BioTags, Crf, Lattice, TokenSpan, TrainedSequence, TrainingSettings};
use super::dictionary::{Dictionary, EntrySource};
use super::features::{Form, Knowledge, PreparedText, SequenceFeatures, of_sequence};
use super::hashing::HashedMap;
use super::layers::{self, LabelLayer};
use super::model::{Document, EntityBook, LabelId};
use super::tokens;
use super::{Cancelled, IsCancelled};

/// The taggers of all layers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taggers {
    pub(crate) layers: Vec<LayerTagger>,
    pub(crate) clusters: Clusters,
}

/// The tagger of one layer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LayerTagger {
    pub layer: LabelLayer,
    pub dictionary: Dictionary,
    pub crf: Crf,
    pub calibration: Calibration,
}

/// A span that the taggers suggest.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedSpan {
    /// Bytes of the article's text.
    pub range: Range<usize>,
    pub label: LabelId,
    /// The probability that exactly this span has the label, from 0 to 1.
    pub confidence: f64,
}

/// A finished article to learn from. Its text without annotations counts as outside of every label.
#[derive(Clone, Copy, Debug)]
pub struct FinishedArticle<'a> {
    pub document: &'a Document,
    pub prepared: &'a PreparedText,
}

/// Spans whose probability is lower are not suggested. What is shown needs more confidence; this is where F1
/// is highest.
pub const LEAST_PROBABILITY: f64 = 0.2;

/// The number of articles, of the finished ones, on which confidences are calibrated.
const CALIBRATED_ON: usize = 30;

/// What an article is worth to the learner; see [`super::ranking`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Uncertainty {
    /// The sum of 1 − confidence of the suggested spans.
    pub doubt: f64,
    pub tokens: usize,
}

impl Taggers {
    /// Learns from finished articles; `labels` are those that are suggested.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn train(
        articles: &[FinishedArticle<'_>],
        labels: &BTreeSet<LabelId>,
        entities: &EntityBook,
        clusters: Clusters,
        settings: &TrainingSettings,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let documents: Vec<&Document> = articles.iter().map(|article| article.document).collect();
        let layers = layers::layers(&documents, labels).into_iter().map(|layer| {
            LayerTagger::train(articles, layer, entities, &clusters, settings, is_cancelled)
        });
        let layers = layers.collect::<Result<_, _>>()?;
        Ok(Self { layers, clusters })
    }

    /// The labels of each tagger.
    pub fn layers(&self) -> impl Iterator<Item = &LabelLayer> {
        self.layers.iter().map(|tagger| &tagger.layer)
    }

    /// The groups of words that they know.
    pub fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// The number of weights of all taggers.
    pub fn weight_count(&self) -> usize {
        self.layers
            .iter()
            .map(|tagger| tagger.crf.weight_count())
            .sum()
    }

    /// The spans of an article, in the order of the text.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn suggest(
        &self,
        text: &PreparedText,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Vec<SuggestedSpan>, Cancelled> {
        let mut suggested = Vec::new();
        self.each_lattice(text, is_cancelled, &mut |tagger, sequence, lattice| {
            let tokens = &text.sequences[sequence].tokens;
            for (span, probability) in lattice.probable_spans(LEAST_PROBABILITY) {
                let confidence = tagger.calibration.confidence(probability);
                let places = &tokens[span.tokens];
                let (Some(first), Some(last)) = (places.first(), places.last()) else {
                    continue;
                };
                suggested.push(SuggestedSpan {
                    range: first.start..last.end,
                    label: tagger.layer.labels[span.label].clone(),
                    confidence,
                });
            }
        })?;
        suggested.sort_by(|one, other| {
            let key = |span: &SuggestedSpan| (span.range.start, span.range.end);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.label.cmp(&other.label))
        });
        Ok(suggested)
    }

    /// How sure the taggers are of an article.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn uncertainty(
        &self,
        text: &PreparedText,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Uncertainty, Cancelled> {
        let mut doubt = 0.0;
        self.each_lattice(text, is_cancelled, &mut |tagger, _, lattice| {
            let spans = lattice.probable_spans(LEAST_PROBABILITY);
            let confidences = spans
                .iter()
                .map(|span| tagger.calibration.confidence(span.1));
            doubt += confidences.map(|confidence| 1.0 - confidence).sum::<f64>();
        })?;
        Ok(Uncertainty {
            doubt,
            tokens: text.token_count(),
        })
    }

    fn each_lattice(
        &self,
        text: &PreparedText,
        is_cancelled: IsCancelled<'_>,
        take: &mut dyn FnMut(&LayerTagger, usize, &Lattice),
    ) -> Result<(), Cancelled> {
        let mut features = SequenceFeatures::default();
        for tagger in &self.layers {
            let knowledge = Knowledge {
                dictionary: &tagger.dictionary,
                except: None,
                clusters: Some(&self.clusters).filter(|clusters| !clusters.is_empty()),
            };
            for sequence in 0..text.sequences.len() {
                if is_cancelled() {
                    return Err(Cancelled);
                }
                of_sequence(text, sequence, &knowledge, &mut features);
                let lattice = tagger.crf.lattice(&features.hashes, &features.ends);
                take(tagger, sequence, &lattice);
            }
        }
        Ok(())
    }
}

impl LayerTagger {
    fn train(
        articles: &[FinishedArticle<'_>],
        layer: LabelLayer,
        entities: &EntityBook,
        clusters: &Clusters,
        settings: &TrainingSettings,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let lesson = Lesson {
            layer: &layer,
            entities,
            clusters,
            settings,
            is_cancelled,
        };
        let spans: Vec<ArticleSpans> = articles
            .iter()
            .map(|article| layer_spans(article, &layer))
            .collect();
        let examples: Vec<LayerExample<'_>> = articles.iter().copied().zip(&spans).collect();
        let (dictionary, crf) = lesson.learn(&examples)?;
        let calibration = lesson.calibrate(&examples)?;
        Ok(Self {
            layer,
            dictionary,
            crf,
            calibration,
        })
    }
}

/// The spans of a layer in each sequence of an article.
type ArticleSpans = Vec<Vec<TokenSpan>>;

/// An article with the spans to learn.
type LayerExample<'a> = (FinishedArticle<'a>, &'a ArticleSpans);

/// What a layer is learned with.
struct Lesson<'a> {
    layer: &'a LabelLayer,
    entities: &'a EntityBook,
    clusters: &'a Clusters,
    settings: &'a TrainingSettings,
    is_cancelled: IsCancelled<'a>,
}

impl Lesson<'_> {
    fn learn(&self, examples: &[LayerExample<'_>]) -> Result<(Dictionary, Crf), Cancelled> {
        let mut dictionary = Dictionary::default();
        add_entities(&mut dictionary, self.layer, self.entities);
        for (number, (article, spans)) in examples.iter().enumerate() {
            let source = EntrySource::Article(number as u32);
            for (forms, spans) in article.prepared.forms.iter().zip(spans.iter()) {
                for span in spans {
                    dictionary.add(&forms[span.tokens.clone()], span.label as u16, source);
                }
            }
        }
        let tags = BioTags::new(self.layer.labels.len());
        let mut rows: HashedMap<u32> = HashedMap::default();
        let mut sequences = Vec::new();
        let mut features = SequenceFeatures::default();
        for (number, (article, spans)) in examples.iter().enumerate() {
            if (self.is_cancelled)() {
                return Err(Cancelled);
            }
            let knowledge = self.knowledge(&dictionary, Some(number as u32));
            for (sequence, spans) in spans.iter().enumerate() {
                of_sequence(article.prepared, sequence, &knowledge, &mut features);
                let (hashes, ends) = (&features.hashes, &features.ends);
                sequences.push(TrainedSequence::new(tags, hashes, ends, spans, &mut rows));
            }
        }
        let crf = crf::train(tags, rows, &sequences, self.settings, self.is_cancelled)?;
        Ok((dictionary, crf))
    }

    fn knowledge<'k>(&'k self, dictionary: &'k Dictionary, except: Option<u32>) -> Knowledge<'k> {
        Knowledge {
            dictionary,
            except,
            clusters: Some(self.clusters).filter(|clusters| !clusters.is_empty()),
        }
    }

    /// Lets models predict articles that they have not learned from, and compares their confidence with
    /// how often they were right.
    fn calibrate(&self, examples: &[LayerExample<'_>]) -> Result<Calibration, Cancelled> {
        // From all over the list, since it may be sorted by date or name.
        let step = examples.len().div_ceil(CALIBRATED_ON).max(1);
        let chosen: Vec<LayerExample<'_>> = examples.iter().step_by(step).copied().collect();
        let folds = if chosen.len() <= 20 { 3 } else { 2 };
        let mut observations = Vec::new();
        if chosen.len() < folds {
            return Ok(Calibration::default());
        }
        let mut features = SequenceFeatures::default();
        for fold in 0..folds {
            let part = |is_tested: bool| -> Vec<LayerExample<'_>> {
                let of = chosen.iter().enumerate();
                let of = of.filter(|(at, _)| (at % folds == fold) == is_tested);
                of.map(|(_, example)| *example).collect()
            };
            let (dictionary, crf) = self.learn(&part(false))?;
            let knowledge = self.knowledge(&dictionary, None);
            for (article, spans) in part(true) {
                for (sequence, gold) in spans.iter().enumerate() {
                    of_sequence(article.prepared, sequence, &knowledge, &mut features);
                    let lattice = crf.lattice(&features.hashes, &features.ends);
                    let found = lattice.probable_spans(LEAST_PROBABILITY / 2.0);
                    observations.extend(
                        found
                            .into_iter()
                            .map(|(span, probability)| (probability, gold.contains(&span))),
                    );
                }
            }
        }
        Ok(Calibration::fit(&observations))
    }
}

/// The spans of the layer's labels in each sequence of an article.
fn layer_spans(article: &FinishedArticle<'_>, layer: &LabelLayer) -> Vec<Vec<TokenSpan>> {
    let mut spans = vec![Vec::new(); article.prepared.sequences.len()];
    for (label, id) in layer.labels.iter().enumerate() {
        for range in layers::spans_of(article.document, id) {
            // A span that reaches into several paragraphs is one in each.
            let sequences = &article.prepared.sequences;
            let first = sequences.partition_point(|sequence| {
                sequence
                    .tokens
                    .last()
                    .is_some_and(|last| last.end <= range.start)
            });
            for (sequence, spans) in sequences.iter().zip(&mut spans).skip(first) {
                match tokens::covered(&sequence.tokens, &range) {
                    Some(tokens) => spans.push(TokenSpan { tokens, label }),
                    None => break,
                }
            }
        }
    }
    for spans in &mut spans {
        spans.sort_by_key(|span| (span.tokens.start, span.tokens.end));
    }
    spans
}

/// Adds the names of entities whose label is in the layer.
fn add_entities(dictionary: &mut Dictionary, layer: &LabelLayer, entities: &EntityBook) {
    for entity in entities.entities.values() {
        let label = entity.label.as_ref();
        let Some(label) = label.and_then(|id| layer.labels.iter().position(|one| one == id)) else {
            continue;
        };
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            let forms: Vec<Form> = tokens::tokens_in(name, 0..name.len())
                .into_iter()
                .map(|token| Form::new(&name[token]))
                .collect();
            dictionary.add(&forms, label as u16, EntrySource::Everywhere);
        }
    }
}

#[cfg(test)]
pub(crate) mod test_documents;

#[cfg(test)]
mod tests;
