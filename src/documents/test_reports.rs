//! Small coded articles for tests.

use crate::gather::{ArticleReader, ReportFilter, ReportedArticle};
use crate::model::codebook::{Label, LineStyle, RelationType};
use crate::model::color::LabelColor;
use crate::model::document::ArticleFields;
use crate::model::{
    Annotation, AttributeValue, ByteOffset, Codebook, Document, EntityBook, Fragments, Relation,
    Span, Text,
};
use crate::report::{CodedReport, ReportSection};

/// A codebook of three labels and a relation type.
pub fn codebook() -> Codebook {
    let label = |id: &str, name: &str, light: [u8; 3], line| {
        Label::named(id, name, LabelColor { light, dark: light }, line)
    };
    let mut codebook = Codebook::default();
    codebook.labels.push(label(
        "actor",
        "Actor",
        [0x25, 0x63, 0xB0],
        LineStyle::Solid,
    ));
    codebook.labels.push(label(
        "demand",
        "Demand",
        [0xA6, 0x5A, 0x00],
        LineStyle::Double,
    ));
    codebook.labels.push(label(
        "event",
        "Event <&>",
        [0x0B, 0x7A, 0x5F],
        LineStyle::Dashed,
    ));
    codebook.relations.push(RelationType::new("makes", "makes"));
    codebook
}

/// An annotation of words, each the first time it occurs.
pub fn annotation(content: &str, id: &str, label: &str, words: &[&str]) -> Annotation {
    let text = Text::new(content);
    let spans = words.iter().map(|words| {
        let start = content.find(words).expect("the words");
        Span::new(&text, ByteOffset(start), ByteOffset(start + words.len())).expect("a span")
    });
    let fragments = Fragments::new(spans).expect("they ascend");
    let mut annotation = Annotation::new(id, label, fragments);
    annotation.provenance.by = "mk".into();
    annotation.provenance.at = "2026-11-02T08:41:14Z".into();
    annotation
}

/// An article with fields and annotations.
pub fn article(
    content: &str,
    fields: &[(&str, &str)],
    annotations: Vec<Annotation>,
    relations: Vec<Relation>,
) -> Document {
    let values = fields.iter().map(|(name, value)| {
        (
            (*name).to_owned(),
            AttributeValue::Text((*value).to_owned()),
        )
    });
    let fields = ArticleFields {
        values: values.collect(),
        ..ArticleFields::default()
    };
    Document::load(Text::new(content), fields, annotations, relations).0
}

/// The report of some articles.
pub fn report(articles: &[(&str, Document)], filter: &ReportFilter) -> CodedReport {
    let (codebook, entities) = (codebook(), EntityBook::default());
    let mut reader = ArticleReader::new(&codebook, &entities, filter);
    let passages = articles.iter().map(|(name, document)| {
        reader.passage(ReportedArticle {
            name,
            coder: "mk",
            document,
        })
    });
    let passages = passages.collect();
    CodedReport {
        title: "Coded articles".to_owned(),
        about: vec!["One coding of each article.".to_owned()],
        labels: reader.into_labels(),
        sections: vec![ReportSection {
            heading: None,
            passages,
        }],
        ..CodedReport::default()
    }
}

/// English text: overlapping and discontinuous annotations, a link, a memo.
pub const ENGLISH: &str = "Harbour talks stall\n\n“Open the gate,” Ana Reyes said, “and keep it open.”\nThe Port wants  a truce.\n";

pub fn english() -> Document {
    let mut demand = annotation(ENGLISH, "d1", "demand", &["Open the gate", "keep it open"]);
    demand.memo = "two parts;\n“as said”".to_owned();
    let annotations = vec![
        demand,
        annotation(ENGLISH, "a1", "actor", &["Ana Reyes"]),
        annotation(ENGLISH, "e1", "event", &["Ana Reyes said"]),
        annotation(ENGLISH, "d2", "demand", &["wants  a truce"]),
        annotation(ENGLISH, "a2", "actor", &["The Port wants"]),
    ];
    let relations = vec![Relation::new("r1", "makes", "a1".into(), "d1".into())];
    let fields = [
        ("title", "Harbour talks “stall” & wait"),
        ("date", "2026-08-14"),
        ("outlet", "The Post"),
        ("language", "en"),
        ("url", "https://example.org/?a=1&b=2"),
    ];
    article(ENGLISH, &fields, annotations, relations)
}

/// Arabic, Hebrew and Chinese with a Latin name, in one article.
pub const MIXED: &str = "محادثات السلام\nقال مبعوث NATO إن الهدنة 72 ساعة ضرورية.\nהשליח אמר: “שלום עכשיו”.\n和平会谈大会开会。\n";

pub fn mixed() -> Document {
    let annotations = vec![
        annotation(MIXED, "a1", "actor", &["مبعوث NATO"]),
        annotation(MIXED, "e1", "event", &["قال مبعوث"]),
        annotation(MIXED, "d1", "demand", &["الهدنة", "ضرورية"]),
        annotation(MIXED, "d2", "demand", &["שלום עכשיו"]),
        annotation(MIXED, "e2", "event", &["和平会谈"]),
        annotation(MIXED, "a2", "actor", &["会谈大会"]),
    ];
    article(
        MIXED,
        &[("language", "ar"), ("title", "محادثات السلام")],
        annotations,
        Vec::new(),
    )
}
