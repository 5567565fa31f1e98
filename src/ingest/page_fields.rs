//! The metadata of a web page: JSON-LD, OpenGraph, other `meta` elements, microdata, `time`, `link`,
//! and the classes that pages give to dates and authors.

use std::collections::HashMap;

use dom_query::Document;
use serde_json::Value;

use super::dates;

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
    let scripts: Vec<Value> = document
        .select("script[type='application/ld+json']")
        .iter()
        .filter_map(|script| parsed(&script.text()))
        .collect();
    let mut things = HashMap::new();
    for script in &scripts {
        gather_things(script, &mut things, JSON_DEPTH);
    }
    // A page that is no article by its type may still name its date.
    for is_wanted in [is_article, is_page] {
        for script in &scripts {
            from_json(script, &things, &mut found, is_wanted, JSON_DEPTH);
        }
    }
    if dates::iso(&found.date).is_none() {
        found.date.clear();
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
        meta(&[
            "og:title",
            "dc.title",
            "DC.title",
            "dcterms.title",
            "twitter:title",
        ])
        .or_else(|| shown_title(document))
    });
    fill(&mut found.date, || date(document, &meta, &attribute, &text));
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
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
        ]);
        named
            .filter(|name| !name.starts_with("http"))
            .or_else(|| text("[itemprop=author] [itemprop=name]"))
            .or_else(|| {
                AUTHOR_ELEMENTS
                    .iter()
                    .find_map(|selector| text(selector).filter(|name| is_name(name)))
            })
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
    if found.date.is_empty() {
        found.date = date_in_address(&found.url).unwrap_or_default();
    }
    found.language = found.language.replace('_', "-");
    found.title = without_outlet(&found.title, &found.outlet).to_owned();
    if let Some(by) = found
        .author
        .get(..3)
        .filter(|by| by.eq_ignore_ascii_case("by "))
    {
        found.author = found.author[by.len()..].to_owned();
    }
    found
}

/// The signs between the parts of a page's title: headline, section, outlet.
const TITLE_SIGNS: [&str; 6] = [" | ", " · ", " — ", " – ", " - ", " :: "];

/// The headline that readers see: the first `h1`, unless it is the name of the outlet or of a section
/// and the page's title has a longer part.
fn shown_title(document: &Document) -> Option<String> {
    let texts = |selector: &str| -> Vec<String> {
        let found = document.select(selector);
        let texts = found
            .iter()
            .map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "));
        texts.filter(|text| !text.is_empty()).collect()
    };
    let (headings, title) = (texts("h1"), texts("title").into_iter().next());
    let Some(title) = title else {
        return headings.into_iter().next();
    };
    let mut parts = vec![title.as_str()];
    for sign in TITLE_SIGNS {
        parts = parts
            .iter()
            .flat_map(|part| part.split(sign))
            .map(str::trim)
            .collect();
    }
    let longest = parts
        .iter()
        .copied()
        .max_by_key(|part| part.chars().count())?;
    let in_title = headings
        .iter()
        .find(|heading| heading.contains(longest) || title.contains(heading.as_str()));
    match in_title.or(headings.first()) {
        // The outlet, which is a part beside a longer one.
        Some(heading)
            if parts.len() > 1
                && parts.contains(&heading.as_str())
                && longest.len() > 2 * heading.len() =>
        {
            Some(longest.to_owned())
        }
        Some(heading) => Some(heading.clone()),
        None => Some(longest.to_owned()),
    }
}

/// Elements that name the author, the most certain first.
const AUTHOR_ELEMENTS: [&str; 9] = [
    "[rel=author]",
    "[itemprop=author]",
    ".author-name",
    ".byline__name",
    ".byline-name",
    ".article-author",
    ".author a",
    ".byline a",
    ".author",
];

/// Elements that show the date, the most certain first.
const DATE_ELEMENTS: [&str; 8] = [
    "time",
    ".published",
    ".entry-date",
    ".post-date",
    ".article-date",
    ".publish-date",
    ".pubdate",
    ".date",
];

/// The longest text of an element that names the author, in bytes.
const MAX_NAME: usize = 80;

/// The date of the article: of what names one, the first that is understood.
fn date(
    document: &Document,
    meta: &dyn Fn(&[&str]) -> Option<String>,
    attribute: &dyn Fn(&str, &str) -> Option<String>,
    text: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    const NAMES: [&str; 16] = [
        "article:published_time",
        "og:published_time",
        "datePublished",
        "date",
        "pubdate",
        "publish-date",
        "publication_date",
        "publishdate",
        "dc.date",
        "DC.date",
        "DC.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "cXenseParse:recs:publishtime",
    ];
    let of_meta = NAMES.iter().filter_map(|name| meta(&[name]));
    let attributes = [
        ("[itemprop=datePublished]", "datetime"),
        ("[itemprop=datePublished]", "content"),
        ("time[pubdate]", "datetime"),
        ("article time[datetime]", "datetime"),
        ("time[datetime]", "datetime"),
        ("abbr.published", "title"),
    ];
    let of_attributes = attributes
        .iter()
        .filter_map(|(selector, name)| attribute(selector, name));
    let shown = ["[itemprop=datePublished]"]
        .into_iter()
        .chain(DATE_ELEMENTS);
    let shown = shown
        .filter(|selector| document.select(selector).exists())
        .filter_map(text);
    let mut dates = of_meta.chain(of_attributes).chain(shown);
    dates.find(|date| dates::iso(date).is_some_and(|iso| iso.len() == 10))
}

/// The day in an address such as `https://courier.example/2025/04/25/dockers`.
fn date_in_address(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split(['/', '-']).collect();
    parts.windows(3).find_map(|three| {
        let is_day = three[0].len() == 4 && three[1].len() <= 2 && three[2].len() <= 2;
        let day = format!("{}-{:0>2}-{:0>2}", three[0], three[1], three[2]);
        dates::iso(&day).filter(|_| is_day)
    })
}

/// Whether the text of an element may be the name of a person or of several.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() <= MAX_NAME && !text.contains(['\n', '@', ':'])
}

/// A title without the name of the outlet at its end: `Dockers stay out | The Courier`.
fn without_outlet<'a>(title: &'a str, outlet: &str) -> &'a str {
    let title = title.trim();
    let bare = title.strip_suffix(outlet).filter(|_| !outlet.is_empty());
    let bare = bare.map(str::trim_end);
    let bare = bare.and_then(|bare| bare.strip_suffix(['|', '-', '–', '—', '·', ':']));
    bare.map_or(title, str::trim_end)
}

/// Fills a field that is still empty.
fn fill(field: &mut String, with: impl FnOnce() -> Option<String>) {
    if field.is_empty() {
        *field = decoded(with().unwrap_or_default().trim());
    }
}

/// A value in which entities of HTML are left as they are, as some programs write them.
fn decoded(value: &str) -> String {
    let has_entity = value
        .split_once('&')
        .is_some_and(|(_, rest)| rest.get(..12).unwrap_or(rest).contains(';'));
    if !has_entity || value.contains('<') {
        return value.to_owned();
    }
    let page = Document::from(value);
    page.text().trim().to_owned()
}

/// The JSON of a script. Line breaks within strings are an error that many pages make.
fn parsed(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script = script.strip_suffix("-->").unwrap_or(script);
    let script = script
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>");
    serde_json::from_str(script).ok().or_else(|| {
        let plain: String = script
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(plain.trim().trim_end_matches(';')).ok()
    })
}

/// The things of schema.org data that have an id, to which others refer.
type Things<'a> = HashMap<&'a str, &'a Value>;

fn gather_things<'a>(json: &'a Value, things: &mut Things<'a>, depth: usize) {
    if depth == 0 {
        return;
    }
    match json {
        Value::Array(items) => {
            items
                .iter()
                .for_each(|item| gather_things(item, things, depth - 1));
        }
        Value::Object(object) => {
            if let Some(id) = object.get("@id").and_then(Value::as_str)
                && object.contains_key("name")
            {
                things.entry(id).or_insert(json);
            }
            object
                .values()
                .for_each(|inner| gather_things(inner, things, depth - 1));
        }
        _ => {}
    }
}

/// Searches schema.org data for a thing of the wanted type.
fn from_json(
    json: &Value,
    things: &Things<'_>,
    found: &mut PageFields,
    is_wanted: fn(&Value) -> bool,
    depth: usize,
) {
    if depth == 0 {
        return;
    }
    match json {
        Value::Array(items) => items
            .iter()
            .for_each(|item| from_json(item, things, found, is_wanted, depth - 1)),
        Value::Object(object) => {
            if object.get("@type").is_some_and(is_wanted) {
                let field = |name: &str| object.get(name).and_then(|value| name_of(value, things));
                if is_wanted(&Value::from("NewsArticle")) {
                    fill(&mut found.title, || field("headline").or(field("name")));
                }
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
                    from_json(inner, things, found, is_wanted, depth - 1);
                }
            }
        }
        _ => {}
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

fn is_page(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind == "WebPage",
        Value::Array(kinds) => kinds.iter().any(is_page),
        _ => false,
    }
}

/// The name of a person, organisation or page, or of several.
fn name_of(value: &Value, things: &Things<'_>) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => {
            let text = |name: &str| object.get(name)?.as_str();
            if let Some(name) = text("name") {
                return Some(name.to_owned());
            }
            let named = text("@id").and_then(|id| things.get(id)?.get("name")?.as_str());
            let named = named.or_else(|| text("@id")).or_else(|| text("url"));
            named.map(str::to_owned)
        }
        Value::Array(values) => {
            let names = values.iter().filter_map(|value| name_of(value, things));
            let names: Vec<String> = names.collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(page: &str) -> PageFields {
        of(&Document::from(page))
    }

    #[test]
    fn references_in_json_ld_are_followed_and_entities_decoded() {
        let found = fields(
            r##"<script type="application/ld+json">{"@graph": [
                {"@type": "NewsArticle", "headline": "Dockers &amp; owners &#8211; day 9",
                 "author": {"@id": "#p"}, "publisher": {"@id": "#o"}, "datePublished": "2025-04-25T10:00:00Z"},
                {"@type": "Person", "@id": "#p", "name": "Maria Sorel"},
                {"@type": "Organization", "@id": "#o", "name": "The Courier"}]}</script>"##,
        );
        assert_eq!(found.title, "Dockers & owners – day 9");
        assert_eq!(
            (found.author.as_str(), found.outlet.as_str()),
            ("Maria Sorel", "The Courier")
        );
        assert_eq!(found.date, "2025-04-25T10:00:00Z");
    }

    #[test]
    fn dates_and_authors_are_found_in_microdata_classes_and_addresses() {
        for (page, date, author) in [
            (
                "<span itemprop=datePublished content=2025-04-25>today</span>\
                 <span itemprop=author><b itemprop=name>Jan Kol</b></span>",
                "2025-04-25",
                "Jan Kol",
            ),
            (
                "<p class=author>By Jan Kol</p><p class='entry-date'>25 April 2025</p>",
                "25 April 2025",
                "Jan Kol",
            ),
            (
                "<meta name=date content='some day'><time>25.04.2025</time>",
                "25.04.2025",
                "",
            ),
            (
                "<link rel=canonical href='https://courier.example/2025/4/25/dockers'>",
                "2025-04-25",
                "",
            ),
            (
                "<link rel=canonical href='https://courier.example/2025-04-1234'>",
                "",
                "",
            ),
        ] {
            let found = fields(page);
            assert_eq!(
                (found.date.as_str(), found.author.as_str()),
                (date, author),
                "{page}"
            );
        }
    }

    #[test]
    fn the_headline_is_a_heading_unless_that_is_the_outlet() {
        for (page, title) in [
            (
                "<title>Dockers stay out | The Courier</title><h1>Dockers stay out</h1>",
                "Dockers stay out",
            ),
            (
                "<title>Dockers stay out for a ninth day · Courier</title><h1>Courier</h1>",
                "Dockers stay out for a ninth day",
            ),
            (
                "<title>News</title><h1>Dockers stay out</h1>",
                "Dockers stay out",
            ),
            (
                "<title>Dockers stay out - The Courier</title>",
                "Dockers stay out",
            ),
            (
                "<h1>Courier</h1><h1>Dockers stay out</h1><title>Dockers stay out – Courier</title>",
                "Dockers stay out",
            ),
        ] {
            assert_eq!(fields(page).title, title, "{page}");
        }
    }

    #[test]
    fn the_name_of_the_outlet_is_no_part_of_the_title() {
        for (title, bare) in [
            ("Dockers stay out | The Courier", "Dockers stay out"),
            ("Dockers stay out - The Courier", "Dockers stay out"),
            ("Why I left The Courier", "Why I left The Courier"),
            ("The Courier", "The Courier"),
        ] {
            assert_eq!(without_outlet(title, "The Courier"), bare);
        }
        assert_eq!(without_outlet("Dockers -", ""), "Dockers -");
    }
}
