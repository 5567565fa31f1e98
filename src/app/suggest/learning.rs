//! When jobs learn and suggest, and what becomes of their results.
//!
//! A job learns once finished work has rested for a while, and suggests for the article on screen when it is
//! shown, when something was learned, and after changes. What comes too late is dropped.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::{PredictionKey, SuggestionEngine, WorkSeen};
use crate::app::ProjectCtx;
use crate::assist::assistant::AssistSettings;
use crate::jobs::Event;
use crate::jobs::suggest::{
    LearningSource, LearningWork, PredictionWork, SuggestEvent, learn, measure, predict, rank,
    read_rejections, write_rejections, yield_to_others,
};
use crate::model::LabelId;
use crate::model::article_query::ListOrder;
use crate::model::document::Status;
use crate::session::Session;
use crate::session::articles::Coding;
use crate::session::suggest::{LearningState, SuggestionChoice, SuggestionsOff};

/// How long finished work rests before it is learned from: the next article may be marked soon.
const LEARNING_DEBOUNCE: Duration = Duration::from_secs(2);

/// How long an article rests after a change before it is suggested for again.
const PREDICTION_DEBOUNCE: Duration = Duration::from_millis(300);

/// How soon is looked again whether all is saved.
const UNTIL_SAVED: Duration = Duration::from_millis(200);

/// Names the files of no coder; no code has this sign.
const NOBODY: &str = "@nobody";

/// Confidences below this are never suggested, whatever the settings say.
const LEAST_CONFIDENCE: f64 = 0.25;

impl ProjectCtx<'_> {
    /// Follows the settings, the finished work and the article on screen. To be called between frames.
    pub(in crate::app) fn follow_suggestions(&mut self, ctx: &egui::Context) {
        let engine = &mut self.project.capabilities.suggestions;
        if engine.coder.as_ref() != Some(&self.project.session.coder) {
            engine.stop();
            *engine = SuggestionEngine {
                coder: Some(self.project.session.coder.clone()),
                learning: std::mem::take(&mut engine.learning),
                predicting: std::mem::take(&mut engine.predicting),
                reading: std::mem::take(&mut engine.reading),
                ranking: std::mem::take(&mut engine.ranking),
                ..SuggestionEngine::default()
            };
        }
        let choice = self.suggestion_choice();
        let is_on = choice.off != Some(SuggestionsOff::Setting);
        self.project.session.choose_suggestions(choice);
        if !is_on {
            return self.forget_learned();
        }
        self.tell_withheld();
        self.read_stored_rejections();
        self.store_rejections();
        self.learn_when_due(ctx);
        self.predict_when_due(ctx);
        self.rank_when_wanted();
        self.project.session.refresh_suggestions();
    }

    /// Drops all that was learned, since nothing is to be suggested.
    fn forget_learned(&mut self) {
        let engine = &mut self.project.capabilities.suggestions;
        let is_idle = engine.learned.is_none() && engine.work.now.is_none();
        if is_idle {
            return;
        }
        engine.stop();
        engine.learned = None;
        engine.precision = None;
        engine.work = Default::default();
        (engine.predicted, engine.resting, engine.prepared) = (None, None, None);
        let suggestions = &mut self.project.session.suggestions;
        suggestions.clear();
        suggestions.learning = LearningState::default();
    }

    fn suggestion_choice(&self) -> SuggestionChoice {
        let settings = &self.shell.settings.suggestions;
        let session = &self.project.session;
        let article = session.current_article().map(|article| &*article.name);
        let is_allowed = |name: &str| session.team.allows_suggestions(&session.coder, name);
        let status = session.shown().map(|shown| &shown.document.fields().status);
        let off = if !settings.shown {
            Some(SuggestionsOff::Setting)
        } else if self.project.comparing.is_some() {
            Some(SuggestionsOff::Comparing)
        } else if session.team_is_broken || !article.is_none_or(is_allowed) {
            Some(SuggestionsOff::BlindRound)
        } else if matches!(status, Some(Status::Done | Status::Skipped)) {
            Some(SuggestionsOff::Finished)
        } else {
            None
        };
        SuggestionChoice {
            off,
            least_confidence: settings.least_confidence.max(LEAST_CONFIDENCE),
            hidden: self
                .withheld()
                .map(|(label, _)| label)
                .collect::<BTreeSet<_>>(),
        }
    }

    /// The labels of judgement that are not suggested, with their precision as far as it is measured.
    fn withheld(&self) -> impl Iterator<Item = (LabelId, Option<f64>)> {
        let settings = self.shell.settings.suggestions;
        let precision = self.project.capabilities.suggestions.precision.as_ref();
        let labels = self.project.session.codebook.offered();
        let judgements = labels.filter(|label| label.judgement);
        judgements.filter_map(move |label| {
            let of_label = precision.and_then(|(_, precision)| precision.get(&label.id));
            let of_label = of_label.copied().flatten();
            let is_precise = of_label.is_some_and(|value| value >= settings.least_precision);
            (!settings.judgements || !is_precise).then(|| (label.id.clone(), of_label))
        })
    }

    fn rejections_file(&self) -> Option<PathBuf> {
        self.suggestion_file("rejected.json")
    }

    fn suggestion_file(&self, kind: &str) -> Option<PathBuf> {
        let folder = self.shell.persisted_state.suggestions_folder()?;
        let coder = match self.project.session.coder.as_str() {
            "" => NOBODY,
            coder => coder,
        };
        Some(folder.join(format!("{coder}.{kind}")))
    }

    /// Reads the rejections of earlier runs, once.
    fn read_stored_rejections(&mut self) {
        let file = self.rejections_file();
        let rejected = &mut self.project.session.suggestions.rejected;
        let engine = &mut self.project.capabilities.suggestions;
        if rejected.is_loaded() || engine.is_reading {
            return;
        }
        let Some(file) = file else {
            // Nothing is kept on this system.
            return rejected.load(Default::default());
        };
        engine.is_reading = true;
        let request = engine.reading.begin();
        self.shell
            .jobs
            .spawn("read rejected suggestions", move |reporter| {
                let read = SuggestEvent::Rejections(read_rejections(&file));
                reporter.send(Event::Suggest(request.number, read));
            });
    }

    /// Writes the rejections if some came or went.
    fn store_rejections(&mut self) {
        let rejected = &self.project.session.suggestions.rejected;
        let revision = rejected.revision();
        let engine = &self.project.capabilities.suggestions;
        if !rejected.is_loaded() || engine.kept_rejections == revision {
            return;
        }
        let written = Arc::clone(&engine.written_rejections);
        let all = rejected.all().clone();
        self.project.capabilities.suggestions.kept_rejections = revision;
        let Some(file) = self.rejections_file() else {
            return;
        };
        self.shell
            .jobs
            .spawn("keep rejected suggestions", move |_| {
                // Of two threads the later rejections win.
                let mut written = written.lock().unwrap_or_else(PoisonError::into_inner);
                if *written < revision {
                    write_rejections(&file, &all);
                    *written = revision;
                }
            });
    }

    fn learn_when_due(&mut self, ctx: &egui::Context) {
        let session = &self.project.session;
        let done = session.progress.statuses.get("done").copied();
        // Of the finished articles only the one on screen is changed by hand.
        let here = session.current.and_then(|id| session.coding(id));
        let here = here.filter(|own| is_done(own)).map(annotation_count);
        let settings = self.shell.settings.suggestions;
        let seen = WorkSeen {
            listed: session.articles.version(),
            done: done.unwrap_or(0),
            here,
            measures: settings.judgements,
        };
        let watch = &mut self.project.capabilities.suggestions.work;
        let now = Instant::now();
        if watch.seen != Some(seen) {
            watch.seen = Some(seen);
            let work = finished_work(session, settings.judgements);
            if watch.now != Some(work) {
                watch.now = Some(work);
                watch.due = Some(now + LEARNING_DEBOUNCE);
            }
        }
        if watch.now == watch.learned {
            watch.due = None;
        }
        let Some(due) = watch.due else { return };
        if now < due {
            return ctx.request_repaint_after(due - now);
        }
        if !session.is_saved() {
            return ctx.request_repaint_after(UNTIL_SAVED);
        }
        watch.due = None;
        watch.learned = watch.now;
        self.start_learning();
    }

    fn start_learning(&mut self) {
        let session = &self.project.session;
        let files = session.article_files();
        let sources = session.articles.own_codings().filter_map(|own| {
            Some(LearningSource {
                files: files.of(own.id)?,
                is_finished: is_done(own),
            })
        });
        let sources: Vec<LearningSource> = sources.collect();
        let finished = sources.iter().filter(|source| source.is_finished).count();
        let state = self.suggestion_file("model");
        let engine = &mut self.project.capabilities.suggestions;
        let request = engine.learning.begin();
        if finished == 0 {
            engine.learned = None;
            let learning = &mut self.project.session.suggestions.learning;
            *learning = LearningState {
                finished: Some(0),
                ..LearningState::default()
            };
            return;
        }
        let work = LearningWork {
            codebook: Arc::clone(&session.codebook),
            entities: Arc::clone(&session.entities),
            sources,
            loader: self.project.loader.clone(),
            state,
            settings: AssistSettings {
                least_confidence: LEAST_CONFIDENCE,
                ..AssistSettings::default()
            },
            before: engine.learned.clone(),
        };
        let shown_from = self.shell.settings.suggestions.least_confidence;
        let measures = self.shell.settings.suggestions.judgements;
        self.project.session.suggestions.learning.is_training = true;
        self.shell.jobs.spawn("learn suggestions", move |reporter| {
            yield_to_others();
            let is_cancelled = || request.is_over(reporter);
            let learned = learn(&work, &is_cancelled).map(Arc::new);
            let send = |event| reporter.send(Event::Suggest(request.number, event));
            send(SuggestEvent::Learned(learned.clone()));
            let Some(learned) = learned.filter(|_| measures) else {
                return;
            };
            let clusters = learned.assistant.taggers.clusters();
            if let Some(found) = measure(&work, clusters, shown_from, &is_cancelled) {
                send(SuggestEvent::Measured(learned.digest.clone(), found));
            }
        });
    }

    fn predict_when_due(&mut self, ctx: &egui::Context) {
        let session = &self.project.session;
        let engine = &self.project.capabilities.suggestions;
        let is_ready = session.suggestions.are_on() && session.suggestions.rejected.is_loaded();
        let (Some(coding), Some(shown), Some(_)) =
            (session.current, session.shown(), &engine.learned)
        else {
            return;
        };
        if !is_ready || !session.articles.is_own(coding) {
            return;
        }
        let key = PredictionKey {
            coding,
            revision: shown.revision(),
            learned: engine.learned_by,
        };
        if engine.predicted == Some(key) {
            return;
        }
        let is_edited = engine
            .predicted
            .is_some_and(|before| before.coding == coding && before.learned == key.learned);
        let now = Instant::now();
        if is_edited {
            let since = match engine.resting {
                Some((resting, since)) if resting == key => since,
                _ => now,
            };
            self.project.capabilities.suggestions.resting = Some((key, since));
            let due = since + PREDICTION_DEBOUNCE;
            if now < due {
                return ctx.request_repaint_after(due - now);
            }
        }
        self.start_prediction(key);
    }

    fn start_prediction(&mut self, key: PredictionKey) {
        let session = &self.project.session;
        let engine = &mut self.project.capabilities.suggestions;
        let (Some(open), Some(learned)) = (session.opened(key.coding), &engine.learned) else {
            return;
        };
        let name = session.article_of(key.coding).map(|article| &*article.name);
        let document = &open.document;
        let prepared = engine.prepared.as_ref();
        let prepared = prepared.filter(|(of, _)| *of == key.coding);
        let work = PredictionWork {
            coding: key.coding,
            text: document.text().clone(),
            values: document.fields().values.clone(),
            annotations: document.annotations().to_vec(),
            relations: document.relations().cloned().collect(),
            rejections: session.suggestions.rejected.of(name.unwrap_or_default()),
            learned: Arc::clone(learned),
            prepared: prepared.map(|(_, prepared)| Arc::clone(prepared)),
        };
        engine.predicted = Some(key);
        engine.resting = None;
        let request = engine.predicting.begin();
        // Somebody waits for it, so that it gives way no more than other jobs.
        self.shell.jobs.spawn("suggest", move |reporter| {
            let coding = work.coding;
            let found = predict(work, &|| request.is_over(reporter));
            if let Some((prepared, suggested)) = found {
                let event = SuggestEvent::Suggested(coding, prepared, Box::new(suggested));
                reporter.send(Event::Suggest(request.number, event));
            }
        });
    }

    /// Ranks articles by what they would teach, while the list is ordered so and each time something was learned.
    fn rank_when_wanted(&mut self) {
        let session = &self.project.session;
        let engine = &mut self.project.capabilities.suggestions;
        let number = engine.learned_by;
        let is_wanted = session.list.order() == ListOrder::Learning;
        let Some(learned) = &engine.learned else {
            return;
        };
        if !is_wanted || engine.ranked == Some(number) {
            return;
        }
        engine.ranked = Some(number);
        let learned = Arc::clone(learned);
        let files = session.article_files();
        let open = session.articles.rows().filter(|(_, own)| {
            let summary = own.summary.as_ref();
            !summary.is_some_and(|summary| summary.is_finished())
        });
        let open = open.filter_map(|(article, own)| Some((article.id, files.of(own.id)?)));
        let open: Vec<_> = open.collect();
        let loader = self.project.loader.clone();
        let request = engine.ranking.begin();
        self.shell.jobs.spawn("rank articles", move |reporter| {
            yield_to_others();
            let ranked = rank(&open, &loader, &learned, &|| request.is_over(reporter));
            if let Some(ranked) = ranked {
                let event = SuggestEvent::Ranked(ranked);
                reporter.send(Event::Suggest(request.number, event));
            }
        });
    }

    /// Takes the result of a job, unless it comes too late.
    pub(in crate::app) fn on_suggest(&mut self, number: u64, event: SuggestEvent) {
        let session = &mut self.project.session;
        let engine = &mut self.project.capabilities.suggestions;
        match event {
            SuggestEvent::Rejections(stored) if engine.reading.is_last(number) => {
                engine.is_reading = false;
                session.suggestions.rejected.load(stored);
                engine.kept_rejections = session.suggestions.rejected.revision();
                session.refresh_suggestions();
            }
            SuggestEvent::Learned(learned) if engine.learning.is_last(number) => {
                let Some(learned) = learned else {
                    session.suggestions.learning.is_training = false;
                    return;
                };
                session.suggestions.learning = LearningState {
                    is_training: false,
                    finished: Some(learned.finished),
                    readiness: learned.readiness.clone(),
                    ..LearningState::default()
                };
                engine.learned = Some(learned);
                engine.learned_by = number;
            }
            SuggestEvent::Measured(digest, found) => {
                let is_current = |learned: &Arc<_>| is_of(learned, &digest);
                if engine.learned.as_ref().is_some_and(is_current) {
                    engine.precision = Some((digest, found));
                }
            }
            SuggestEvent::Suggested(coding, prepared, suggested)
                if engine.predicting.is_last(number) =>
            {
                engine.prepared = Some((coding, prepared));
                session.suggest(coding, *suggested);
            }
            SuggestEvent::Ranked(ranked) if engine.ranking.is_last(number) => {
                session.list.rank(ranked);
            }
            SuggestEvent::Ranked(_)
            | SuggestEvent::Rejections(_)
            | SuggestEvent::Learned(_)
            | SuggestEvent::Suggested(..) => {}
        }
    }

    /// Says for which labels of judgement nothing is suggested, and why.
    fn tell_withheld(&mut self) {
        let withheld = self.withheld().collect();
        let learning = &mut self.project.session.suggestions.learning;
        learning.withheld = withheld;
        learning.measures = self.shell.settings.suggestions.judgements;
        learning.least_precision = self.shell.settings.suggestions.least_precision;
    }
}

fn is_of(learned: &crate::jobs::suggest::LearnedWork, digest: &str) -> bool {
    learned.digest == digest
}

fn is_done(own: &Coding) -> bool {
    let summary = own.summary.as_ref();
    summary.is_some_and(|summary| summary.status == Status::Done)
}

fn annotation_count(own: &Coding) -> usize {
    let summary = own.summary.as_ref();
    summary.map_or(0, |summary| summary.annotations())
}

/// Identifies the finished work of the coder, as far as its summaries tell, and whether precision is measured.
fn finished_work(session: &Session, measures: bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    measures.hash(&mut hasher);
    for own in session.articles.own_codings().filter(|own| is_done(own)) {
        (own.id, annotation_count(own)).hash(&mut hasher);
    }
    for label in session.codebook.offered() {
        label.id.hash(&mut hasher);
    }
    hasher.finish()
}
