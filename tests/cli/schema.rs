//! Every file that the program writes fits the schema that it publishes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use demarche::model::decision::{Decision, Facet};
use demarche::model::team::{Assignment, AssignmentKey, Round, SignedTime, TeamCoder, TeamPlan};
use demarche::model::{AttributeValue, Document, Entity, EntityBook, Text};
use demarche::store::article_meta::FieldSources;
use demarche::store::sidecar::{Adjudication, AdjudicationInput};
use demarche::store::team;
use demarche::store::{
    ArticleFiles, ArticleLoader, ArticleMeta, Header, Snapshot, codebook, entities,
};
use demarche::store::{meta_path, open_project, sidecar};

use crate::json_schema::violations;

fn check(schema: &str, file: &[u8], what: &str) {
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    let file = serde_json::from_slice(file).expect("the file is JSON");
    assert_eq!(violations(&schema, &file), Vec::<String>::new(), "{what}");
}

const SIDECAR: &str = include_str!("../../assets/schema/sidecar.schema.json");
const CODEBOOK: &str = include_str!("../../assets/schema/codebook.schema.json");
const ARTICLE: &str = include_str!("../../assets/schema/article.schema.json");
const PROJECT: &str = include_str!("../../assets/schema/project.schema.json");
const ENTITIES: &str = include_str!("../../assets/schema/entities.schema.json");

#[test]
fn sidecars_fit() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data"));
    let golden = folder.join("golden.txt.ann.json");
    let bytes = fs::read(&golden).expect("it is there");
    check(SIDECAR, &bytes, "golden");
    let text = folder.join("golden.txt");
    let open = |sidecar: &Path| {
        let files = ArticleFiles::new(&text, sidecar, "", FieldSources::default());
        ArticleLoader::new(None).read(&files).expect("it opens")
    };
    let loaded = open(&golden);
    assert_eq!(
        loaded.notices,
        [],
        "the committed hash is that of the committed text"
    );
    let written = Snapshot::new(&loaded.document, &loaded.header).to_bytes();
    check(SIDECAR, &written, "written");

    let untouched = folder.join("nothing.ann.json");
    let loaded = open(&untouched);
    let blank = Snapshot::new(&loaded.document, &loaded.header);
    check(SIDECAR, &blank.to_bytes(), "blank");
    let header = Arc::new(Header::default());
    check(
        SIDECAR,
        &Snapshot::new(&loaded.document, &header).to_bytes(),
        "without a header",
    );
    assert!(sidecar::read(&blank.to_bytes()).is_ok());
}

#[test]
fn files_of_articles_fit() {
    let blank = ArticleMeta::default();
    check(ARTICLE, &blank.to_bytes(), "blank");
    let text = |text: &str| AttributeValue::Text(text.to_owned());
    let fields = [
        ("title", text("Talks")),
        ("date", text("2025-04")),
        ("pages", AttributeValue::Integer(3)),
    ];
    let meta = ArticleMeta {
        file: "talks.txt".into(),
        sha256: "9f2c".into(),
        fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
        source_unknown: vec![("origin".into(), r#"{"file":"page.html"}"#.into())],
        unknown: vec![("conflicts".into(), r#"{"fields":{"title":null}}"#.into())],
    };
    check(ARTICLE, &meta.to_bytes(), "written");
    let schema = serde_json::from_str(ARTICLE).expect("the schema is JSON");
    let wrong = serde_json::json!({"format": "demarche-article-fields", "version": 1, "fields": {"title": 3}});
    assert_ne!(violations(&schema, &wrong), Vec::<String>::new());
}

#[test]
fn codebooks_and_entities_fit() {
    check(CODEBOOK, codebook::BUILT_IN.as_bytes(), "built in");
    check(CODEBOOK, &codebook::built_in().to_bytes(), "written");
    let mut book = EntityBook::default();
    check(ENTITIES, &entities::to_bytes(&book), "no entities");
    let mut entity = Entity::new("solvang", "Henrik Solvang");
    entity.label = Some("actor".into());
    entity.aliases = vec!["the envoy".into()];
    entity.part_of = Some("corvenia".into());
    entity.country = "NOR".into();
    entity.wikidata = "Q1".into();
    entity.unknown = vec![("since".into(), "2025".into())];
    book.insert(entity);
    check(ENTITIES, &entities::to_bytes(&book), "entities");
}

#[test]
fn files_of_teams_and_agreed_versions_fit() {
    check(PROJECT, &team::to_bytes(&TeamPlan::default()), "no team");
    let signed = SignedTime {
        by: "ls".to_owned(),
        at: "2026-12-01T09:00:00Z".to_owned(),
        ..SignedTime::default()
    };
    let codes = || vec!["ls".to_owned(), "mk".to_owned()];
    let again = TeamCoder {
        name: "Mara K.".to_owned(),
        again: "mk".to_owned(),
        unknown: vec![("since".into(), "2025".into())],
    };
    let round = Round {
        blind: true,
        codebook: "1.0".to_owned(),
        coders: codes(),
        seed: 7,
        per_article: 2,
        overlap: 100,
        by_words: true,
        opened: Some(signed.clone()),
        ..Round::default()
    };
    let key = AssignmentKey {
        round: "pilot".to_owned(),
        article: "a.txt".to_owned(),
    };
    let assignment = Assignment {
        coders: codes(),
        compared: Some(signed),
        ..Assignment::default()
    };
    let plan = TeamPlan {
        name: "talks".to_owned(),
        coders: [("mk-2".to_owned(), again)].into(),
        rounds: [("pilot".to_owned(), round)].into(),
        assignments: [(key, assignment)].into(),
        ..TeamPlan::default()
    };
    check(PROJECT, &team::to_bytes(&plan), "a team");
    let schema = serde_json::from_str(PROJECT).expect("the schema is JSON");
    let wrong =
        serde_json::json!({"format": "demarche-project", "version": 1, "coders": [{"name": "mk"}]});
    assert_ne!(violations(&schema, &wrong), Vec::<String>::new());

    let mut document = Document::new(Text::new("ab"));
    let decision = Decision {
        of: ["ls:a".into(), "mk:b".into()].into(),
        facet: Facet::Place,
        seen: "c81f".into(),
        take: Some("ls".into()),
        by: "jo".into(),
        at: "2026-12-01T09:00:00Z".into(),
        note: "see the guideline".to_owned(),
        rule: "3".to_owned(),
        ..Decision::default()
    };
    document.load_decisions([(decision.id(), decision.into())]);
    let input = AdjudicationInput {
        sha256: "9f2c".to_owned(),
        ..AdjudicationInput::default()
    };
    let header = Header {
        coder: "gold".to_owned(),
        adjudication: Some(Adjudication {
            round: "pilot".to_owned(),
            inputs: [("ls".to_owned(), input)].into(),
            ..Adjudication::default()
        }),
        ..Header::default()
    };
    let snapshot = Snapshot::new(&document, &header.into());
    check(SIDECAR, &snapshot.to_bytes(), "an agreed version");
    let schema = serde_json::from_str(SIDECAR).expect("the schema is JSON");
    let mut wrong: serde_json::Value =
        serde_json::from_slice(&snapshot.to_bytes()).expect("it is JSON");
    wrong["decisions"][0]["of"] = "ls:a".into();
    assert_ne!(violations(&schema, &wrong), Vec::<String>::new());
}

#[test]
fn schema_violations_are_found() {
    let fits = |schema: &str, file: &str| {
        let schema = serde_json::from_str(schema).expect("the schema is JSON");
        let file = serde_json::from_str(file).expect("the file is JSON");
        violations(&schema, &file).is_empty()
    };
    let golden = include_str!("../data/golden.txt.ann.json");
    assert!(fits(SIDECAR, golden));
    for (from, to) in [
        ("[[11,16]]", "[[11]]"),
        ("[[11,16]]", "[[-1,16]]"),
        ("\"label\":\"actor\",", ""),
        ("unicode-scalar", "utf-16"),
        ("\"detached\":true", "\"detached\":1"),
    ] {
        assert!(!fits(SIDECAR, &golden.replacen(from, to, 1)), "{to}");
    }
    let color = codebook::BUILT_IN.replacen("#2563B0", "blue", 1);
    assert!(!fits(CODEBOOK, &color));
}

/// The sample project, or the folder that `DEMARCHE_SAMPLES` names.
#[test]
fn samples_fit() {
    let samples = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data"));
    let folder = std::env::var_os("DEMARCHE_SAMPLES").map_or(samples, PathBuf::from);
    if !folder.is_dir() {
        return;
    }
    let project = open_project(&[folder], Default::default()).expect("it opens");
    for entry in &project.articles {
        for sidecar in &entry.sidecars {
            let bytes = fs::read(&sidecar.path).expect("it is there");
            check(SIDECAR, &bytes, &sidecar.path.display().to_string());
        }
        let meta = meta_path(&entry.path);
        if let Ok(bytes) = fs::read(&meta) {
            check(ARTICLE, &bytes, &meta.display().to_string());
        }
    }
    for (path, schema) in [
        (project.codebook_path(), CODEBOOK),
        (project.entities_path(), ENTITIES),
        (team::project_file(&project.root), PROJECT),
    ] {
        if let Ok(bytes) = fs::read(&path) {
            check(schema, &bytes, &path.display().to_string());
        }
    }
}
