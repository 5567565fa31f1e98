use super::*;
use crate::features::PreparedText;
use crate::model::codebook::{
    Attribute, AttributeKind, Choice, End, EntityUse, Label, LineStyle, RelationType,
};
use crate::model::color::LabelColor;
use crate::model::document::{ArticleFields, Edit, Owner};
use crate::model::{Entity, EntityBook, Relation};
use crate::random::Seeded;
use crate::tagger::test_documents::{linked, with_articles};

fn choice(id: &str) -> Choice {
    Choice {
        id: id.into(),
        name: id.into(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices: Vec::new(),
    }
}

fn codebook() -> Codebook {
    let label = |id: &str| {
        Label::named(
            id,
            id,
            LabelColor {
                light: [0; 3],
                dark: [0; 3],
            },
            LineStyle::Solid,
        )
    };
    let mut actor = label("actor");
    actor.entity = EntityUse::Optional;
    let mut demand = label("demand");
    let kinds = AttributeKind::Choice(vec![
        choice("ceasefire"),
        choice("prisoners"),
        choice("aid"),
    ]);
    demand.attributes = vec![
        Attribute::new("category", "Category", kinds, ""),
        Attribute::new("date", "Date", AttributeKind::Date, ""),
    ];
    let mut makes = RelationType::new("makes", "makes");
    makes.from = vec!["actor".into()];
    makes.to = vec!["demand".into()];
    makes.required_for = Some(End::To);
    let mut addressed = RelationType::new("addressed_to", "addressed to");
    addressed.from = vec!["demand".into()];
    addressed.to = vec!["actor".into()];
    Codebook {
        labels: vec![actor, demand].into_iter().collect(),
        relations: vec![makes, addressed].into_iter().collect(),
        ..Codebook::default()
    }
}

fn entities() -> EntityBook {
    let mut book = EntityBook::default();
    for name in ["Ana Reyes", "Boris Volkov", "Clara Stein", "Farid Haddad"] {
        book.insert(Entity::new(book.unique_id(name), name));
    }
    book
}

/// An article of the made-up world, coded in full.
fn article(number: u64) -> Document {
    let mut random = Seeded::new(number);
    let names = ["Ana Reyes", "Boris Volkov", "Clara Stein", "Farid Haddad"];
    let wants = [
        ("a full ceasefire", "ceasefire"),
        ("a truce in the east", "ceasefire"),
        ("the release of prisoners", "prisoners"),
        ("an exchange of captives", "prisoners"),
        ("new aid", "aid"),
        ("more money", "aid"),
    ];
    let days = [("on Monday", "2025-04-21"), ("on Thursday", "2025-04-24")];
    let mut marked = String::new();
    let (mut edits, mut relations) = (Vec::new(), Vec::new());
    for sentence in 0..4 {
        let maker = random.below(4);
        let addressee = (maker + 1 + random.below(3)) % 4;
        let (want, category) = wants[random.below(6)];
        let (day, date) = days[random.below(2)];
        let ids: Vec<String> = (0..4).map(|at| format!("a{}", 4 * sentence + at)).collect();
        let surname = names[maker].split(' ').next_back().expect("it has one");
        marked.push_str(&format!(
            "[actor:{}] demanded [demand:{want}] from [actor:{}] {day}. [actor:{surname}] left then.\n",
            names[maker], names[addressee]
        ));
        let attribute = |id: &str, value: &str| {
            let value = Some(AttributeValue::Text(value.into()));
            Edit::SetAttribute(Owner::Annotation(ids[1].as_str().into()), id.into(), value)
        };
        edits.push(attribute("category", category));
        edits.push(attribute("date", date));
        for (at, actor) in [(0, maker), (2, addressee), (3, maker)] {
            let entity = names[actor].to_lowercase().replace(' ', "-");
            edits.push(Edit::SetEntity(
                ids[at].as_str().into(),
                Some(entity.into()),
            ));
        }
        let id = |at: usize| ids[at].as_str().into();
        relations.push(Relation::new(format!("m{sentence}"), "makes", id(0), id(1)));
        relations.push(Relation::new(
            format!("t{sentence}"),
            "addressed_to",
            id(1),
            id(2),
        ));
    }
    let mut document = linked(&marked, relations);
    document.show_value("date", Some(AttributeValue::Text("2025-04-25".into())));
    document.apply(Edit::Batch(edits)).expect("it is right");
    document
}

struct Learned {
    models: ValueModels,
}

fn learned(documents: &[Document]) -> Learned {
    let models = with_articles(documents, |articles| {
        ValueModels::learn(&codebook(), &entities(), articles, &|| false)
    });
    Learned {
        models: models.expect("not cancelled"),
    }
}

/// The article with nothing but its spans, and with the entities of mentions up to a place.
fn bare(document: &Document) -> Document {
    let annotations = document.annotations().iter().map(|annotation| {
        let mut bare = (**annotation).clone();
        bare.entity = None;
        bare.attributes.clear();
        bare
    });
    let fields = ArticleFields::default();
    let text = crate::model::Text::new(document.text().as_str());
    let (mut bare, _, _) = Document::load(text, fields, annotations.collect(), Vec::new());
    bare.show_value("date", Some(AttributeValue::Text("2025-04-25".into())));
    bare
}

#[test]
fn values_links_and_entities_of_a_new_article_are_suggested() {
    let documents: Vec<Document> = (0..14).map(article).collect();
    let learned = learned(&documents);
    let (mut right, mut all) = ([0; 5], [0; 5]);
    for gold in (100..110).map(article) {
        let bare = bare(&gold);
        let prepared = PreparedText::new(bare.text());
        let new = FinishedArticle {
            document: &bare,
            prepared: &prepared,
        };
        let phrases = dates::phrases(&new);
        for annotation in gold.annotations() {
            let empty = bare.annotation(&annotation.id).expect("it is there");
            let values = learned.models.suggest(&new, &phrases, empty);
            if annotation.label.as_str() == "actor" {
                all[0] += 1;
                right[0] +=
                    usize::from(values.entity.map(|entity| entity.value) == annotation.entity);
                continue;
            }
            for (at, id) in [(1, "category"), (2, "date")] {
                let suggested = values.attributes.iter().find(|(of, _)| of.as_str() == id);
                let suggested = suggested.map(|(_, value)| &value.value);
                all[at] += 1;
                right[at] += usize::from(suggested == annotation.attributes.get(id));
            }
        }
        let links = learned.models.suggest_links(&new);
        for (at, kind) in [(3, "makes"), (4, "addressed_to")] {
            for relation in gold
                .relations()
                .filter(|relation| relation.kind.as_str() == kind)
            {
                all[at] += 1;
                let is_it = |link: &&SuggestedLink| {
                    link.kind == relation.kind
                        && link.from == relation.from
                        && link.to == relation.to
                };
                right[at] += usize::from(links.iter().find(is_it).is_some());
            }
        }
    }
    for ((right, all), what) in right
        .iter()
        .zip(all)
        .zip(["entity", "category", "date", "makes", "to"])
    {
        assert!(*right * 10 >= all * 8, "{what}: {right} of {all}");
    }
}

#[test]
fn what_is_there_is_not_suggested_again() {
    let documents: Vec<Document> = (0..8).map(article).collect();
    let learned = learned(&documents);
    let gold = article(50);
    let prepared = PreparedText::new(gold.text());
    let new = FinishedArticle {
        document: &gold,
        prepared: &prepared,
    };
    for annotation in gold.annotations() {
        assert_eq!(
            learned
                .models
                .suggest(&new, &dates::phrases(&new), annotation),
            AnnotationValues::default()
        );
    }
    assert_eq!(learned.models.suggest_links(&new), []);
}

#[test]
fn nothing_is_suggested_without_finished_work() {
    let learned = learned(&[]);
    let bare = bare(&article(1));
    let prepared = PreparedText::new(bare.text());
    let new = FinishedArticle {
        document: &bare,
        prepared: &prepared,
    };
    assert_eq!(learned.models.suggest_links(&new), []);
    for annotation in bare.annotations() {
        assert!(
            learned
                .models
                .suggest(&new, &dates::phrases(&new), annotation)
                .attributes
                .is_empty()
        );
    }
}

#[test]
fn phrases_are_read_against_the_date_of_the_article() {
    let mut document = crate::tagger::test_documents::document(
        "On Friday, 18 April 2025, they met; next week 300 more in 2026. Tomorrow, 5.",
    );
    document.show_value("date", Some(AttributeValue::Text("2025-04-25".into())));
    let prepared = PreparedText::new(document.text());
    let article = FinishedArticle {
        document: &document,
        prepared: &prepared,
    };
    let text = document.text().as_str();
    let found: Vec<String> = dates::phrases(&article)
        .into_iter()
        .map(|phrase| format!("{} = {}", &text[phrase.range], phrase.date))
        .collect();
    assert!(
        found
            .iter()
            .any(|one| one.ends_with("18 April 2025 = 2025-04-18")),
        "{found:?}"
    );
    assert!(
        found.contains(&"Tomorrow = 2025-04-26".to_owned()),
        "{found:?}"
    );
    assert!(
        !found
            .iter()
            .any(|one| one.starts_with("300") || one.starts_with("5 ")),
        "{found:?}"
    );
}
