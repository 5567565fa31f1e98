//! Tests of the list of articles: order, filters and folders.

use super::*;
use crate::model::article_query::Described;
use crate::store::project::ArticleEntry;

/// Articles of which every second one is done, with the later ones dated earlier.
fn articles(names: &[&str]) -> Articles {
    let mut articles = Articles::default();
    for name in names {
        let entry = ArticleEntry {
            path: format!("/project/{name}").into(),
            name: (*name).to_owned(),
            sidecars: Vec::new(),
            has_meta: false,
        };
        articles.add_entry(&entry, "");
    }
    for (place, id) in articles.ids().to_vec().into_iter().enumerate() {
        let date = format!("2025-04-{:02}", 28 - place.min(27));
        let described = Described {
            date: date.into(),
            ..Described::default()
        };
        let status = [Status::New, Status::Done][place % 2].clone();
        let own = articles.get(id).map(|article| article.own);
        if let Some(coding) = own.and_then(|own| articles.coding_mut(own)) {
            coding.summary = Some(Summary {
                status,
                described,
                ..Summary::default()
            });
        }
    }
    articles
}

fn refreshed(list: &mut ArticleList, articles: &Articles) {
    let codebook = Codebook::default();
    let now = Instant::now();
    while list.refresh(articles, &codebook, now).is_some() {}
}

fn name(articles: &Articles, id: ArticleId) -> &str {
    articles.get(id).map_or("", |article| &article.name)
}

fn drawn(list: &ArticleList, articles: &Articles) -> String {
    let rows = list.rows().iter().map(|row| match row {
        ListRow::Folder(number) => format!("[{}]", list.folders[*number].name),
        ListRow::Article(id) => name(articles, *id).to_owned(),
    });
    rows.collect::<Vec<_>>().join(" ")
}

#[test]
fn articles_stand_in_their_order_under_their_folders() {
    let articles = articles(&["a", "b/1", "b/2", "c", "d/1"]);
    let mut list = ArticleList::default();
    let mut check = |change: &dyn Fn(&mut ArticleList), wanted: &str| {
        change(&mut list);
        refreshed(&mut list, &articles);
        assert_eq!(drawn(&list, &articles), wanted);
    };
    check(&|_| {}, "a b/1 b/2 c d/1");
    check(&|list| list.sort(ListOrder::Date), "a b/1 b/2 c d/1");
    check(&|list| list.sort(ListOrder::Status), "a b/2 d/1 b/1 c");
    check(&|list| list.group(true), "[] a c [b] b/2 b/1 [d] d/1");
    check(&|list| list.toggle_folder("b"), "[] a c [b] [d] d/1");
    check(&|list| list.filter("-status:done"), "[] a [b] [d] d/1");
    check(&|list| list.filter("b"), "b/2 b/1");
}

#[test]
fn a_hidden_article_keeps_its_scroll_position() {
    let articles = articles(&["a", "b", "c", "d", "e"]);
    let ids = articles.ids().to_vec();
    let mut list = ArticleList::default();
    list.filter("status:done");
    refreshed(&mut list, &articles);
    assert_eq!(drawn(&list, &articles), "b d");
    let next = |id: Option<ArticleId>, forward| {
        let found = list.neighbour(&articles, id, forward, |_, _| true);
        found.map_or("", |id| name(&articles, id))
    };
    assert_eq!(next(None, true), "b");
    let around = ids
        .iter()
        .map(|id| (next(Some(*id), false), next(Some(*id), true)));
    let around: Vec<(&str, &str)> = around.collect();
    assert_eq!(
        around,
        [("", "b"), ("", "d"), ("b", "d"), ("b", ""), ("d", "")]
    );
}

#[test]
fn a_long_list_is_filtered_in_portions_and_stays_until_done() {
    let names: Vec<String> = (0..2 * PORTION + 1).map(|n| format!("{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let articles = articles(&names);
    let mut list = ArticleList::default();
    refreshed(&mut list, &articles);
    let codebook = Codebook::default();
    list.filter("10000");
    let now = Instant::now();
    for _ in 0..2 {
        assert!(list.refresh(&articles, &codebook, now).is_some());
        assert_eq!(list.rows().len(), names.len());
    }
    assert_eq!(list.refresh(&articles, &codebook, now), None);
    assert_eq!(drawn(&list, &articles), "10000");
}
