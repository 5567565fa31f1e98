//! Benchmarks of the entity picker with twenty thousand entities, and of merging entities in a
//! thousand articles.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use demarche::app::{App, PersistedState};
use demarche::command::Intent;
use demarche::command::entities::EntityCommand;
use demarche::model::entity_names::EntityNames;
use demarche::model::entity_uses::{EntityUses, Mention};
use demarche::model::history::{ArticleId, CodingId};
use demarche::model::{Entity, EntityBook};
use demarche::session::entity_index::EntityIndex;
use demarche::store::{Snapshot, entities};
use demarche::ui::article::{FontSources, TextEngine};
use demarche::ui::fonts;
use divan::Bencher;
use egui::{Context, RawInput, Rect, pos2, vec2};

mod common;

use common::generated_article;

fn main() {
    divan::main();
}

const ENTITIES: usize = 20_000;

/// Entities with names of two words, made of some hundred syllables, and two aliases each.
fn book() -> EntityBook {
    let mut random = fastrand::Rng::with_seed(1);
    let mut word = || {
        let syllables = [
            "ka", "re", "vo", "lin", "sta", "mé", "dro", "yev", "us", "and",
        ];
        let mut word: String = (0..3).map(|_| syllables[random.usize(..10)]).collect();
        word[..1].make_ascii_uppercase();
        word
    };
    let mut book = EntityBook::default();
    for number in 0..ENTITIES {
        let (first, last) = (word(), word());
        book.insert(Entity {
            aliases: vec![last.clone(), format!("the {} minister {}", word(), word())],
            ..Entity::new(format!("entity-{number}"), format!("{first} {last}"))
        });
    }
    book
}

fn index(book: &EntityBook) -> EntityIndex {
    let mut index = EntityIndex::default();
    index.names = EntityNames::of(book);
    let mut entities = book.entities.values().cycle();
    for article in 0..10_000 {
        let mentions = entities.by_ref().take(20).map(|entity| Mention {
            annotation: entity.id.as_str().into(),
            entity: entity.id.clone(),
            quote: entity.name.clone(),
        });
        let uses = EntityUses {
            mentions: mentions.collect(),
            ..EntityUses::default()
        };
        index.set((ArticleId(article), CodingId(article)), uses, None);
    }
    index
}

/// The time of a key press in the picker, in a project of ten thousand articles.
#[divan::bench(args = ["k", "ka", "Kareva", "linsta dro", "the Karevo president Stamé", "qqqq", ""])]
fn rank(bencher: Bencher<'_, '_>, typed: &str) {
    let index = index(&book());
    bencher.bench_local(|| index.rank(typed, Some((ArticleId(7), CodingId(7))), 50));
}

/// Normalizes all names, as when a project is opened.
#[divan::bench]
fn fold_all(bencher: Bencher<'_, '_>) {
    let book = book();
    bencher.bench_local(|| EntityNames::of(&book));
}

/// A window on a project of this many articles of 2,000 bytes.
struct Stage {
    context: Context,
    app: App,
    folder: tempfile::TempDir,
}

impl Stage {
    fn new(articles: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..articles {
            let (document, header) = generated_article(2_000, number as u64);
            let article = folder.path().join(format!("{number:05}.txt"));
            fs::write(&article, document.text().as_str()).expect("written");
            let bytes = Snapshot::new(&document, &header).to_bytes();
            fs::write(demarche::store::sidecar_path(&article, None), bytes).expect("written");
        }
        let mut book = EntityBook::default();
        for number in 0..40 {
            let name = format!("Entity {number}");
            book.insert(Entity::new(format!("entity-{number}"), name));
        }
        let path = folder.path().join("entities.json");
        fs::write(path, entities::to_bytes(&book)).expect("written");
        let context = Context::default();
        context.set_fonts(fonts::definitions());
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let state: PathBuf = folder.path().join(".state");
        let mut app = App::new(&context, engine, PersistedState::load(Some(state)));
        app.open(vec![folder.path().to_owned()]);
        let mut stage = Self {
            context,
            app,
            folder,
        };
        stage.until(|app| {
            app.session().is_some_and(|session| {
                let mut articles = session.articles.own_codings();
                session.shown().is_some() && articles.all(|a| a.summary.is_some())
            })
        });
        stage
    }

    fn until(&mut self, so: impl Fn(&App) -> bool) {
        while !so(&self.app) {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
                ..RawInput::default()
            };
            let app = &mut self.app;
            let mut output = self.context.run_ui(input, |ui| {
                app.logic(ui.ctx());
                app.ui(ui);
            });
            // There is no screen to upload the textures to.
            output.textures_delta.clear();
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Merges two entities: the time from the command to the last file on disk. Half of the articles
/// mention the entity that is removed.
#[divan::bench(args = [100, 1_000], sample_count = 3, sample_size = 1)]
fn merge(bencher: Bencher<'_, '_>, articles: usize) {
    bencher
        .with_inputs(|| Stage::new(articles))
        .bench_local_refs(|stage| {
            stage.app.ask(Intent::Entity(EntityCommand::Merge {
                from: "entity-1".into(),
                into: "entity-2".into(),
            }));
            stage.until(|app| {
                app.session()
                    .is_some_and(|session| !session.history.done().is_empty() && session.is_saved())
            });
            assert!(stage.folder.path().exists());
        });
}
