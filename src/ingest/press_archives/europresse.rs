//! Reads the web pages of Europresse: an `article` element for each article, with classes for its
//! parts.

use dom_query::{Document, NodeRef, Selection};

use super::super::{ArticleDraft, dates};
use super::PagePiece;

/// The articles of a page with the lines of each, `None` if the page is none of Europresse.
pub(super) fn of_page(page: &Document) -> Option<Vec<PagePiece>> {
    if page.select(".DocText, .docOcurrContainer").is_empty()
        || page
            .select(".DocPublicationName, .rdp__DocPublicationName, .DocHeader")
            .is_empty()
    {
        return None;
    }
    let articles = page.select("article");
    let articles = articles.nodes().iter();
    let articles = articles.filter(|node| {
        !Selection::from(**node)
            .select(".DocText, .docOcurrContainer")
            .is_empty()
    });
    let pieces: Vec<_> = articles.map(|node| (read(node), lines(node))).collect();
    (!pieces.is_empty()).then_some(pieces)
}

fn lines(node: &NodeRef<'_>) -> Vec<String> {
    let text = node.formatted_text();
    text.lines().map(str::to_owned).collect()
}

fn read(node: &NodeRef<'_>) -> Option<ArticleDraft> {
    let article = Selection::from(*node);
    let first = |selector: &str| {
        let found = article.select(selector);
        let found = found.nodes().first()?.text().trim().to_owned();
        (!found.is_empty()).then_some(found)
    };
    let mut draft = ArticleDraft {
        title: first(".titreArticleVisu, .rdp__articletitle")
            .or_else(|| first(".titreArticle"))
            .unwrap_or_default(),
        outlet: first(".DocPublicationName, .rdp__DocPublicationName").unwrap_or_default(),
        author: first(".docAuthors, .sm-margin-bottom").unwrap_or_default(),
        ..ArticleDraft::default()
    };
    draft.author = super::fields::without_by(draft.author.trim_end_matches([';', ','])).to_owned();
    let header = first(".DocHeader").unwrap_or_default();
    let number = first(".publiC-lblNodoc").unwrap_or_default();
    // `news·20250421·LC·1`
    let stamp = number
        .split('·')
        .find(|part| part.len() == 8 && dates::iso(part).is_some());
    draft.date = match stamp {
        Some(stamp) => stamp.to_owned(),
        None => date_in(&header).unwrap_or_default(),
    };
    if let Some((section, _)) = header.split_once(',')
        && !section.contains(|c: char| c.is_ascii_digit())
    {
        draft
            .others
            .push(("section".to_owned(), section.trim().to_owned()));
    }
    if !number.is_empty() {
        draft.others.push(("europresse_id".to_owned(), number));
    }
    let body = article.select(".DocText, .docOcurrContainer");
    draft.paragraphs = lines(body.nodes().first()?).into_iter().collect();
    Some(draft)
}

/// The date within a line such as `Politique, vendredi 21 avril 2025 62 mots, p. 4`.
fn date_in(header: &str) -> Option<String> {
    let words: Vec<&str> = header
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(3)
        .find_map(|three| dates::iso(&three.join(" ")).filter(|date| date.len() == 10))
}
