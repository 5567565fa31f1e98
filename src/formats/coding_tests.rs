//! Several people's codings of one article in all formats: what is exported comes back as a coding of each, or the
//! export says that it does not.

use std::collections::BTreeMap;

use super::codings::{CoderSupport, by_article, tell_apart};
use super::harness_tests::{export, options};
use super::*;
use crate::model::document::{ArticleFields, Status};
use crate::model::{Annotation, ByteOffset, Fragments, Relation, Span, Text};

const TEXT: &str = "Ana Reyes asked the council to release the funds. The council refused.";

/// A coding of the text: the quotes of actors, and a demand that the first of them makes.
fn coding(name: &str, coder: &str, actors: &[&str]) -> ImportedArticle {
    let text = Text::new(TEXT);
    let place = |quote: &str| {
        let start = TEXT.find(quote).expect("it is there");
        let end = ByteOffset(start + quote.len());
        let span = Span::new(&text, ByteOffset(start), end).expect("a place");
        Fragments::joined([span]).expect("a place")
    };
    let demand = Annotation::new("d", "demand", place("release the funds"));
    let actors = actors.iter().enumerate();
    let actors =
        actors.map(|(index, quote)| Annotation::new(format!("a{index}"), "actor", place(quote)));
    let mut annotations: Vec<Annotation> = actors.collect();
    let mut relations = Vec::new();
    if !annotations.is_empty() {
        annotations.push(demand);
        relations.push(Relation::new("r", "makes", "a0".into(), "d".into()));
    }
    let fields = ArticleFields {
        status: Status::Done,
        ..ArticleFields::default()
    };
    let (document, _, _) = Document::load(text, fields, annotations, relations);
    ImportedArticle {
        name: name.to_owned(),
        document,
        header: Header {
            coder: coder.to_owned(),
            ..Header::default()
        },
        notices: Vec::new(),
        coding: CodingOf::Only,
    }
}

/// Two articles with three codings and one, and an article that one person coded without a name.
fn codings() -> Vec<ImportedArticle> {
    vec![
        coding("talks/b.txt", "", &["Ana Reyes"]),
        coding("talks/a.txt", "ls", &["Ana Reyes", "the council"]),
        coding("talks/a.txt", "mk", &["Ana"]),
        coding("talks/a.txt", "gold", &["Ana Reyes"]),
        coding("c.txt", "ls", &["The council"]),
        coding("c.txt", "mk", &["council", "Ana"]),
    ]
}

fn refs(articles: &[ImportedArticle]) -> Vec<ArticleRef<'_>> {
    let refs = articles.iter().map(|article| ArticleRef {
        name: &article.name,
        document: &article.document,
        header: &article.header,
    });
    refs.collect()
}

/// What a reader made of each coding: its quotes and relations by article and coder.
fn told(articles: &[ImportedArticle]) -> BTreeMap<(String, String), (Vec<String>, usize)> {
    let told = articles.iter().map(|article| {
        let document = &article.document;
        let mut quotes: Vec<String> = document
            .annotations()
            .iter()
            .filter_map(|a| {
                Some(format!(
                    "{} {}",
                    a.label,
                    a.fragments()?.quote(document.text())
                ))
            })
            .collect();
        quotes.sort();
        let key = (article.name.clone(), article.header.coder.clone());
        (key, (quotes, document.relations().count()))
    });
    told.collect()
}

#[test]
fn codings_of_several_people_come_back_as_they_are_or_the_export_says_so() {
    let articles = codings();
    let mut held = 0;
    for format in ALL {
        let about = format.about();
        let (output, mut losses) = export(*format, &refs(&articles), &options());
        tell_apart(about, &refs(&articles), &mut losses);
        let apart = losses.all().iter();
        let apart = apart.filter(|loss| loss.why.contains("several people's work"));
        let apart = apart.count();
        if about.supports.coders == CoderSupport::Apart {
            assert_eq!(apart, 5, "{}", about.name);
            continue;
        }
        assert_eq!(apart, 0, "{}", about.name);
        if !about.reads {
            continue;
        }
        held += 1;
        let files: Vec<InputFile<'_>> = output
            .files()
            .iter()
            .map(|(name, bytes)| InputFile::new(name, bytes))
            .collect();
        // A file for each coding is read as INCEpTION's export is; folders are imported one by one.
        let read: Vec<ImportedArticle> = match about.name {
            "webanno-tsv" => {
                inception::Inception
                    .read(&files)
                    .expect(about.name)
                    .articles
            }
            "brat" => {
                let folders = ["no-coder", "ls", "mk", "gold"].into_iter();
                let read = folders.flat_map(|coder| {
                    let own = output.files().iter().filter_map(|(name, bytes)| {
                        let name = name.strip_prefix(&format!("{coder}/"))?;
                        Some(InputFile::new(name, bytes))
                    });
                    let own: Vec<InputFile<'_>> = own.collect();
                    let mut read = format.read(&own).expect(about.name).articles;
                    for article in &mut read {
                        article.header.coder = coder.replace("no-coder", "");
                    }
                    read
                });
                read.collect()
            }
            _ => format.read(&files).expect(about.name).articles,
        };
        let mut wanted = told(&articles);
        if about.name == "webanno-tsv" {
            let agreed = wanted.remove(&("talks/a.txt".to_owned(), "gold".to_owned()));
            let curated = ("talks/a.txt".to_owned(), "curation".to_owned());
            wanted.insert(curated, agreed.expect("it is agreed"));
        }
        assert_eq!(told(&read), wanted, "{}", about.name);
        if about.supports.coders == CoderSupport::Together {
            let several = read.iter().filter(|a| a.coding == CodingOf::Several);
            assert_eq!(several.count(), 5, "{}", about.name);
        }
    }
    assert!(held > 12, "{held} formats hold the coders");
}

#[test]
fn inception_reads_each_persons_file_of_an_export() {
    let articles = codings();
    for format in [&cas::CasFormat::XMI, &cas::CasFormat::JSON] {
        let (output, _) = export(format, &refs(&articles), &options());
        let files = output.files();
        let file = |name: &str| files.iter().any(|(other, _)| other.starts_with(name));
        for name in [
            "annotation/talks/a.txt/ls.",
            "annotation/talks/a.txt/mk.",
            "curation/talks/a.txt/CURATION_USER.",
            "annotation/c.txt/ls.",
            "talks/b.",
        ] {
            assert!(file(name), "{name} of {}", format.about().name);
        }
        let files: Vec<InputFile<'_>> = files
            .iter()
            .map(|(name, bytes)| InputFile::new(name, bytes))
            .collect();
        assert!(inception::Inception.is_certain(&files));
        let read = inception::Inception
            .read(&files)
            .expect("its form")
            .articles;
        let of = |coder: &str| {
            let of_a = |a: &&ImportedArticle| a.name == "talks/a.txt" && a.header.coder == coder;
            let found = read.iter().find(of_a).expect("a coding");
            (
                found.document.annotations().len(),
                found.document.relations().count(),
            )
        };
        assert_eq!(
            [of("ls"), of("mk"), of("curation")],
            [(3, 1), (2, 1), (2, 1)]
        );
    }
}

#[test]
fn a_person_without_annotations_keeps_a_coding_or_is_reported() {
    let articles = [coding("a.txt", "ls", &["Ana"]), coding("a.txt", "mk", &[])];
    for format in ALL.iter().filter(|format| format.about().reads) {
        let about = format.about();
        if about.supports.coders != CoderSupport::Together {
            continue;
        }
        let (output, losses) = export(*format, &refs(&articles), &options());
        let files: Vec<InputFile<'_>> = output
            .files()
            .iter()
            .map(|(name, bytes)| InputFile::new(name, bytes))
            .collect();
        let read = format.read(&files).expect(about.name).articles;
        let is_back = read.iter().any(|article| article.header.coder == "mk");
        let mut dropped = losses.all().iter();
        let is_told = dropped.any(|loss| loss.why.contains("the coding of mk has no annotations"));
        assert_ne!(is_back, is_told, "{}", about.name);
        assert_eq!(is_told, about.name == "doccano");
    }
}

#[test]
fn codings_are_of_one_article_if_names_and_texts_are_the_same_and_coders_differ() {
    let mut articles = codings();
    let other = Text::new("Another text.");
    articles.push(coding("talks/a.txt", "mk", &["Ana"]));
    articles.push(ImportedArticle {
        document: Document::new(other),
        ..coding("c.txt", "zo", &[])
    });
    let refs = refs(&articles);
    let groups = by_article(&refs);
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    assert_eq!(sizes, [1, 3, 2, 1, 1]);
    let several = codings::are_several(&refs);
    let count = several.iter().filter(|is_several| **is_several).count();
    assert_eq!(count, 5);
}

#[test]
fn what_two_people_say_of_one_article_is_no_duplicate() {
    let articles = codings();
    for dedupe in [Dedupe::Texts, Dedupe::All, Dedupe::Day, Dedupe::Article] {
        let mut losses = Losses::default();
        let kept = dedupe.apply(refs(&articles[1..4]), &mut losses);
        let annotations = kept
            .refs()
            .iter()
            .map(|a| a.document.annotations().len())
            .sum::<usize>();
        assert_eq!((annotations, losses.all().len()), (7, 0), "{dedupe:?}");
    }
}
