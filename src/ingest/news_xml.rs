//! Reads articles from the XML of news agencies and archives: NewsML-G2, NewsML 1, NITF and Factiva.
//!
//! One article is in memory at a time, as the tree of its element. It must not know how an article's text looks in
//! the end.

use super::{ArticleDraft, FileKind, IngestError, ParagraphList, ReadFunction, SourceFile};
use crate::store::xml::tree::read_parted;
use crate::store::xml::{Element, Node, XmlError, XmlFault, XmlLimits};

pub const KIND: FileKind = FileKind {
    name: "news-xml",
    title: "News in XML (NewsML, NITF, Factiva)",
    extensions: &["xml", "nitf", "newsml"],
    media_type: "application/xml",
    read: ReadFunction::Articles(read),
};

/// The elements that hold an article, and how each is read.
const ARTICLES: [(&str, ReadElement); 4] = [
    ("newsItem", newsml_2),
    ("NewsItem", newsml_1),
    ("nitf", nitf),
    ("article", factiva),
];

/// The function that reads an article; `None` if the element is none.
type ReadElement = fn(&Element) -> Option<ArticleDraft>;

/// Elements that are a paragraph each.
const BLOCKS: [&str; 19] = [
    "p",
    "paragraph",
    "hl2",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dt",
    "dd",
    "tr",
    "pre",
    "blockquote",
    "div",
    "br",
    "block",
    "leadParagraph",
];

/// Elements whose text is none of the article's.
const NO_TEXT: [&str; 8] = [
    "head",
    "media",
    "script",
    "style",
    "body.head",
    "body.end",
    "tagline",
    "media-metadata",
];

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let text = without_document_type(source.bytes);
    let limits = XmlLimits {
        depth: source.limits.depth.min(128),
        ..XmlLimits::default()
    };
    let mut drafts = Vec::new();
    let is_article = |element: &Element| ARTICLES.iter().find(|(name, _)| *name == element.local());
    let root = read_parted(&text, limits, &|_, _| false, &mut |around, element| {
        // An article in another is the text of that one.
        if around.iter().any(|outer| is_article(outer).is_some()) {
            return Some(element);
        }
        match is_article(&element).map(|(_, read)| read(&element)) {
            Some(Some(draft)) => {
                drafts.push(draft);
                None
            }
            Some(None) => None,
            None => Some(element),
        }
    });
    let root = root.map_err(|error| fault(&error))?;
    if let Some((_, read)) = is_article(&root) {
        drafts.extend(read(&root));
    }
    if drafts.is_empty() {
        return Err(IngestError::Malformed {
            kind: KIND.title,
            why: format!(
                "its root is “{}”, in which there is no article",
                root.local()
            ),
        });
    }
    Ok(drafts)
}

fn fault(error: &XmlError) -> IngestError {
    match error.fault {
        XmlFault::DocumentType => IngestError::DocumentType,
        XmlFault::TooDeep(depth) => IngestError::TooDeep(depth),
        _ => IngestError::Malformed {
            kind: KIND.title,
            why: error.to_string(),
        },
    }
}

/// The file without a declaration that only names a document type, as NITF and NewsML 1 have it: nothing is
/// fetched, and one that declares entities is refused.
fn without_document_type(bytes: &[u8]) -> Vec<u8> {
    let start = &bytes[..bytes.len().min(4096)];
    let find = |from: usize, wanted: &[u8]| {
        let rest = start.get(from..)?;
        let found = rest
            .windows(wanted.len())
            .position(|window| window == wanted);
        found.map(|at| from + at)
    };
    let declared = find(0, b"<!DOCTYPE").and_then(|at| Some((at, find(at, b">")?)));
    match declared.filter(|(at, end)| !start[*at..*end].contains(&b'[')) {
        Some((at, end)) => [&bytes[..at], &bytes[end + 1..]].concat(),
        None => bytes.to_vec(),
    }
}

/// The first element of this name at any depth.
fn first<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element
        .descendants()
        .into_iter()
        .find(|found| found.local() == name)
}

/// All text in an element, with one space between its parts.
fn text(element: &Element) -> String {
    let mut all = String::new();
    add_text(element, &mut all);
    let words: Vec<&str> = all.split_whitespace().collect();
    words.join(" ")
}

fn add_text(element: &Element, all: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(text) => all.push_str(text),
            Node::Element(inner) => {
                if BLOCKS.contains(&inner.local()) {
                    all.push(' ');
                }
                add_text(inner, all);
            }
        }
    }
}

fn text_of(element: &Element, name: &str) -> String {
    first(element, name).map(text).unwrap_or_default()
}

/// The first of several elements that says something.
fn either(element: &Element, names: &[&str]) -> String {
    let mut texts = names.iter().map(|name| text_of(element, name));
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

/// The value of an attribute of the first element of a name.
fn attribute(element: &Element, name: &str, attribute: &str) -> String {
    let found = first(element, name).and_then(|found| found.attribute(attribute));
    found.unwrap_or_default().trim().to_owned()
}

/// The paragraphs in an element.
fn paragraphs(element: &Element) -> ParagraphList {
    let mut list = ParagraphList::default();
    let mut line = String::new();
    add_paragraphs(element, &mut list, &mut line);
    end(&mut list, &mut line);
    list
}

fn add_paragraphs(element: &Element, list: &mut ParagraphList, line: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(text) => line.push_str(text),
            Node::Element(inner) if NO_TEXT.contains(&inner.local()) => {}
            Node::Element(inner) => {
                let is_block = BLOCKS.contains(&inner.local());
                if is_block {
                    end(list, line);
                }
                add_paragraphs(inner, list, line);
                if is_block {
                    end(list, line);
                }
            }
        }
    }
}

fn end(list: &mut ParagraphList, line: &mut String) {
    if !line.trim().is_empty() {
        list.push(line);
    }
    line.clear();
}

/// A date that may be written without signs: `20250501T120000Z`.
fn date(written: &str) -> String {
    let written = written.trim();
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    match (digits >= 8, written.get(..8)) {
        (true, Some(day)) => format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]),
        _ => match written.split_once('T') {
            Some((day, _)) => day.to_owned(),
            None => written.to_owned(),
        },
    }
}

fn others(named: [(&str, String); 3]) -> Vec<(String, String)> {
    let named = named.into_iter().filter(|(_, value)| !value.is_empty());
    named
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn language(element: &Element) -> String {
    let own = element
        .attribute("xml:lang")
        .or_else(|| element.attribute("lang"));
    own.unwrap_or_default().to_owned()
}

/// A draft, if there is a text or at least a headline.
fn believable(draft: ArticleDraft) -> Option<ArticleDraft> {
    let has_text = draft
        .paragraphs
        .iter()
        .any(|paragraph| !paragraph.trim().is_empty());
    (has_text || !draft.title.is_empty()).then_some(draft)
}

fn nitf(element: &Element) -> Option<ArticleDraft> {
    let body = first(element, "body.content").or_else(|| first(element, "body"));
    let mut title = either(element, &["hl1", "hedline"]);
    if title.is_empty() {
        title = text_of(element, "title");
    }
    let issued = [
        attribute(element, "date.issue", "norm"),
        attribute(element, "pubdata", "date.publication"),
        attribute(element, "story.date", "norm"),
        text_of(element, "story.date"),
    ];
    let issued = issued.into_iter().find(|date| !date.is_empty());
    believable(ArticleDraft {
        title,
        date: date(&issued.unwrap_or_default()),
        outlet: attribute(element, "pubdata", "name"),
        author: either(element, &["person", "byline"]),
        language: language(element),
        others: others([
            ("section", attribute(element, "pubdata", "position.section")),
            ("dateline", text_of(element, "location")),
            ("id", attribute(element, "doc-id", "id-string")),
        ]),
        paragraphs: body.map(paragraphs).unwrap_or_default(),
        ..ArticleDraft::default()
    })
}

fn newsml_2(element: &Element) -> Option<ArticleDraft> {
    let content = first(element, "contentSet");
    let inner = content
        .and_then(|content| first(content, "nitf"))
        .and_then(nitf);
    let mut draft = inner.unwrap_or_default();
    let content_meta = first(element, "contentMeta");
    let meta = |names: &[&str]| {
        content_meta
            .map(|meta| either(meta, names))
            .unwrap_or_default()
    };
    let mut put = |field: fn(&mut ArticleDraft) -> &mut String, value: String| {
        let field = field(&mut draft);
        if field.is_empty() {
            *field = value;
        }
    };
    put(|draft| &mut draft.title, meta(&["headline"]));
    put(
        |draft| &mut draft.title,
        either(element, &["headline", "title"]),
    );
    put(|draft| &mut draft.author, meta(&["by", "creator"]));
    let provider = first(element, "provider");
    let named = provider.map(text).filter(|name| !name.is_empty());
    let literal = || attribute(element, "provider", "literal");
    put(|draft| &mut draft.outlet, named.unwrap_or_else(literal));
    put(
        |draft| &mut draft.outlet,
        meta(&["creditline", "infoSource"]),
    );
    for name in ["contentCreated", "firstCreated", "versionCreated"] {
        put(|draft| &mut draft.date, date(&text_of(element, name)));
    }
    put(
        |draft| &mut draft.language,
        attribute(element, "language", "tag"),
    );
    put(|draft| &mut draft.language, language(element));
    if draft.paragraphs.iter().next().is_none() {
        draft.paragraphs = content.map(paragraphs).unwrap_or_default();
    }
    let more = others([
        (
            "id",
            element.attribute("guid").unwrap_or_default().to_owned(),
        ),
        ("slugline", meta(&["slugline"])),
        ("dateline", meta(&["dateline"])),
    ]);
    for (name, value) in more {
        if !draft.others.iter().any(|(other, _)| *other == name) {
            draft.others.push((name, value));
        }
    }
    // Pictures and packages have no text.
    let has_text = draft.paragraphs.iter().next().is_some();
    believable(draft).filter(|_| has_text)
}

fn newsml_1(element: &Element) -> Option<ArticleDraft> {
    let content = first(element, "DataContent");
    let inner = content
        .and_then(|content| first(content, "nitf"))
        .and_then(nitf);
    let mut draft = inner.unwrap_or_default();
    let mut put = |field: fn(&mut ArticleDraft) -> &mut String, value: String| {
        let field = field(&mut draft);
        if field.is_empty() {
            *field = value;
        }
    };
    put(|draft| &mut draft.title, text_of(element, "HeadLine"));
    put(|draft| &mut draft.author, text_of(element, "ByLine"));
    put(|draft| &mut draft.outlet, text_of(element, "CreditLine"));
    let provider = first(element, "Provider").or_else(|| first(element, "Source"));
    let party = provider.map(|provider| attribute(provider, "Party", "FormalName"));
    put(|draft| &mut draft.outlet, party.unwrap_or_default());
    for name in ["FirstCreated", "ThisRevisionCreated", "DateId"] {
        put(|draft| &mut draft.date, date(&text_of(element, name)));
    }
    put(
        |draft| &mut draft.language,
        attribute(element, "Language", "FormalName"),
    );
    if draft.paragraphs.iter().next().is_none() {
        draft.paragraphs = content.map(paragraphs).unwrap_or_default();
    }
    let has_text = draft.paragraphs.iter().next().is_some();
    draft.others.extend(others([
        ("id", text_of(element, "NewsItemId")),
        ("slugline", text_of(element, "SlugLine")),
        ("dateline", text_of(element, "DateLine")),
    ]));
    believable(draft).filter(|_| has_text)
}

fn factiva(element: &Element) -> Option<ArticleDraft> {
    let has = |name: &str| first(element, name).is_some();
    // Other programs call many things an article.
    if !has("headline") || !(has("leadParagraph") || has("tailParagraphs")) {
        return None;
    }
    let mut list = ParagraphList::default();
    for name in ["leadParagraph", "tailParagraphs"] {
        if let Some(part) = first(element, name) {
            list.append(&paragraphs(part));
        }
    }
    let published = first(element, "publicationDate").map(|published| {
        let value = attribute(published, "date", "value");
        if value.is_empty() {
            text(published)
        } else {
            value
        }
    });
    let value = |name: &str| {
        let value = attribute(element, name, "value");
        if value.is_empty() {
            text_of(element, name)
        } else {
            value
        }
    };
    believable(ArticleDraft {
        title: text_of(element, "headline"),
        date: date(&published.unwrap_or_default()),
        outlet: either(element, &["sourceName", "publisherName"]),
        author: text_of(element, "byline"),
        language: either_value(&value, ["baseLang", "baseLanguage"]).to_lowercase(),
        others: others([
            ("section", text_of(element, "sectionName")),
            ("edition", text_of(element, "edition")),
            ("id", either_value(&value, ["accessionNo", "reference"])),
        ]),
        paragraphs: list,
        ..ArticleDraft::default()
    })
}

fn either_value(value: &dyn Fn(&str) -> String, names: [&str; 2]) -> String {
    let mut values = names.into_iter().map(value);
    values.find(|value| !value.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn read_text(text: &str) -> Result<Vec<String>, IngestError> {
        let drafts = read(&SourceFile {
            name: "a.xml",
            bytes: text.as_bytes(),
            limits: Limits::default(),
        })?;
        let shown = drafts.iter().map(|d| {
            let text: Vec<&str> = d.paragraphs.iter().collect();
            let others: Vec<String> = d.others.iter().map(|(n, v)| format!("{n}={v}")).collect();
            format!(
                "{} | {} | {} | {} | {} | {} | {}",
                d.title,
                d.date,
                d.outlet,
                d.author,
                d.language,
                others.join(", "),
                text.join(" / ")
            )
        });
        Ok(shown.collect())
    }

    fn check(text: &str, wanted: &[&str]) {
        assert_eq!(read_text(text).expect("news"), wanted);
    }

    #[test]
    fn articles_of_factiva_are_read() {
        check(
            "<PPSArticles><article><headline><paragraph>Strike in Torvik</paragraph></headline>\
             <byline>Mara Moe</byline><sourceName>Torvik Post</sourceName><sectionName>News</sectionName>\
             <publicationDate><date>2025-05-01</date></publicationDate><baseLanguage>EN</baseLanguage>\
             <reference>distdoc:archive/ArchiveDoc::Article/TOR0000020250501</reference>\
             <leadParagraph><paragraph>Miners <b>want</b> wages.</paragraph></leadParagraph>\
             <tailParagraphs><paragraph>Lind refused.</paragraph><paragraph>So be it.</paragraph></tailParagraphs>\
             </article><article><headline>Calm</headline><leadParagraph>Nothing happened.</leadParagraph></article>\
             </PPSArticles>",
            &[
                "Strike in Torvik | 2025-05-01 | Torvik Post | Mara Moe | en | section=News, \
                 id=distdoc:archive/ArchiveDoc::Article/TOR0000020250501 | \
                 Miners want wages. / Lind refused. / So be it.",
                "Calm |  |  |  |  |  | Nothing happened.",
            ],
        );
    }

    #[test]
    fn newsml_and_nitf_are_read() {
        let nitf = "<nitf><head><title>File title</title><docdata><date.issue norm=\"20250501T100000Z\"/></docdata>\
             <pubdata name=\"Torvik Post\" position.section=\"A\"/></head><body><body.head><hedline><hl1>Strike in \
             Torvik</hl1></hedline><byline>By Mara Moe</byline></body.head><body.content><p>Miners want wages.</p>\
             <media><p>a picture</p></media><p>Lind refused.</p></body.content></body></nitf>";
        let article = "Strike in Torvik | 2025-05-01 | Torvik Post | By Mara Moe |  | section=A | \
             Miners want wages. / Lind refused.";
        check(nitf, &[article]);
        let declared =
            format!("<?xml version=\"1.0\"?>\n<!DOCTYPE nitf SYSTEM \"nitf-3-2.dtd\">\n{nitf}");
        check(&declared, &[article]);
        let item = |content: &str| {
            format!(
                "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet><newsItem guid=\"urn:1\" xml:lang=\"en\">\
             <itemMeta><provider literal=\"Agency\"/><versionCreated>2025-05-02T09:00:00Z</versionCreated></itemMeta>\
             <contentMeta><headline>Another headline</headline><by>Ole</by></contentMeta>\
             <contentSet>{content}</contentSet></newsItem></itemSet></newsMessage>"
            )
        };
        check(
            &item(&format!("<inlineXML>{nitf}</inlineXML>")),
            &[
                "Strike in Torvik | 2025-05-01 | Torvik Post | By Mara Moe | en | section=A, id=urn:1 | \
               Miners want wages. / Lind refused.",
            ],
        );
        check(
            &item(
                "<inlineXML><html><head><title>x</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML>",
            ),
            &["Another headline | 2025-05-02 | Agency | Ole | en | id=urn:1 | One. / Two."],
        );
        check(
            "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>n1</NewsItemId></NewsIdentifier>\
             </Identification><NewsManagement><FirstCreated>20250501T1000Z</FirstCreated></NewsManagement>\
             <NewsComponent><NewsLines><HeadLine>Strike</HeadLine><ByLine>Mara</ByLine></NewsLines>\
             <AdministrativeMetadata><Provider><Party FormalName=\"AFP\"/></Provider></AdministrativeMetadata>\
             <ContentItem><DataContent><p>Miners want wages.</p></DataContent></ContentItem></NewsComponent>\
             </NewsItem></NewsML>",
            &["Strike | 2025-05-01 | AFP | Mara |  | id=n1 | Miners want wages."],
        );
    }

    #[test]
    fn other_and_dangerous_xml_is_refused() {
        let error = read_text("<recipes><article><step/></article></recipes>").expect_err("none");
        assert!(error.to_string().contains("“recipes”"), "{error}");
        let entities = "<!DOCTYPE nitf [<!ENTITY a \"b\">]><nitf/>";
        assert_eq!(
            read_text(entities).expect_err("entities"),
            IngestError::DocumentType
        );
        assert!(read_text("<nitf>").is_err());
        let deep = format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000));
        assert!(matches!(read_text(&deep), Err(IngestError::TooDeep(_))));
    }
}
