//! The metadata of a web page: JSON-LD, OpenGraph, other `meta` elements, `time`, `link`.

use dom_query::Document;
use serde_json::Value;

/// The nesting depth to which JSON-LD objects are searched for the article.
const JSON_DEPTH: usize = 6;

/// The article's fields as its page declares them; empty where it does not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageFields {
    pub title: String,
    pub date: String,
    pub outlet: String,
    pub author: String,
    pub url: String,
    pub language: String,
}

/// Reads the fields; machine-readable metadata takes precedence over what readers see.
pub(super) fn of(document: &Document) -> PageFields {
    let mut found = PageFields::default();
    for script in document.select("script[type='application/ld+json']").iter() {
        if let Ok(json) = serde_json::from_str::<Value>(script.text().trim()) {
            from_json(&json, &mut found, JSON_DEPTH);
        }
    }
    let meta = |names: &[&str]| {
        let named = names.iter().flat_map(|name| {
            ["property", "name", "itemprop"]
                .into_iter()
                .map(move |attribute| format!("meta[{attribute}='{name}']"))
        });
        named
            .filter_map(|selector| document.select(&selector).attr("content"))
            .map(|content| content.to_string())
            .find(|content| !content.trim().is_empty())
    };
    let attribute = |selector: &str, name: &str| {
        let found = document.select(selector).attr(name);
        found.map(|found| found.to_string())
    };
    let text = |selector: &str| {
        let first = document.select(selector);
        let first = first.iter().next()?;
        Some(first.text().to_string())
    };
    fill(&mut found.title, || {
        meta(&["og:title", "dc.title", "DC.title", "twitter:title"]).or_else(|| text("h1"))
    });
    fill(&mut found.date, || {
        meta(&[
            "article:published_time",
            "datePublished",
            "date",
            "pubdate",
            "dc.date",
            "DC.date",
            "DC.date.issued",
            "dcterms.issued",
            "parsely-pub-date",
            "sailthru.date",
        ])
        .or_else(|| attribute("time[itemprop=datePublished]", "datetime"))
        .or_else(|| attribute("article time[datetime]", "datetime"))
        .or_else(|| attribute("time[datetime]", "datetime"))
        .or_else(|| text("time"))
    });
    fill(&mut found.outlet, || {
        meta(&[
            "og:site_name",
            "application-name",
            "DC.publisher",
            "dc.publisher",
        ])
    });
    fill(&mut found.author, || {
        // This may also hold the address of the author's Facebook page.
        let named = meta(&[
            "author",
            "article:author",
            "dc.creator",
            "DC.creator",
            "byl",
        ]);
        named
            .filter(|name| !name.starts_with("http"))
            .or_else(|| text("[rel=author]"))
            .or_else(|| text("[itemprop=author]"))
    });
    fill(&mut found.url, || {
        attribute("link[rel=canonical]", "href").or_else(|| meta(&["og:url"]))
    });
    if !found.url.starts_with("http://") && !found.url.starts_with("https://") {
        found.url.clear();
    }
    fill(&mut found.language, || {
        attribute("html[lang]", "lang").or_else(|| meta(&["og:locale", "language"]))
    });
    found.language = found.language.replace('_', "-");
    if let Some(by) = found
        .author
        .get(..3)
        .filter(|by| by.eq_ignore_ascii_case("by "))
    {
        found.author = found.author[by.len()..].to_owned();
    }
    found
}

/// Fills a field that is still empty.
fn fill(field: &mut String, with: impl FnOnce() -> Option<String>) {
    if field.is_empty() {
        *field = with().unwrap_or_default().trim().to_owned();
    }
}

/// Searches schema.org data for the article.
fn from_json(json: &Value, found: &mut PageFields, depth: usize) {
    if depth == 0 {
        return;
    }
    match json {
        Value::Array(items) => items
            .iter()
            .for_each(|item| from_json(item, found, depth - 1)),
        Value::Object(object) => {
            if object.get("@type").is_some_and(is_article) {
                let field = |name: &str| object.get(name).and_then(name_of);
                fill(&mut found.title, || field("headline").or(field("name")));
                fill(&mut found.date, || {
                    field("datePublished").or(field("dateCreated"))
                });
                fill(&mut found.outlet, || field("publisher"));
                fill(&mut found.author, || field("author"));
                fill(&mut found.url, || {
                    field("mainEntityOfPage").or(field("url"))
                });
                fill(&mut found.language, || field("inLanguage"));
            }
            for name in ["@graph", "mainEntity"] {
                if let Some(inner) = object.get(name) {
                    from_json(inner, found, depth - 1);
                }
            }
        }
        _ => {}
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article") || kind == "BlogPosting" || kind == "Report"
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// The name of a person, organisation or page, or of several.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => ["name", "@id", "url"]
            .into_iter()
            .find_map(|name| object.get(name)?.as_str().map(str::to_owned)),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
