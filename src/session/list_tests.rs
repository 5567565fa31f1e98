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
        assert!(list.is_searching());
        assert_eq!(list.rows().len(), names.len());
    }
    assert_eq!(list.refresh(&articles, &codebook, now), None);
    assert!(!list.is_searching());
    assert_eq!(drawn(&list, &articles), "10000");
}

/// The names of the listed articles for which a filter finds something.
fn filtered(articles: &Articles, codebook: &Codebook, typed: &str) -> String {
    let mut list = ArticleList::default();
    list.filter(typed);
    while list.refresh(articles, codebook, Instant::now()).is_some() {}
    drawn(&list, articles)
}

/// Changes the summary of an article's own coding.
fn describe(articles: &mut Articles, name: &str, change: impl Fn(&mut Summary)) {
    let own = articles.named(name).next().expect("it is there").own;
    let coding = articles.coding_mut(own).expect("it is there");
    change(coding.summary.as_mut().expect("it is known"));
}

#[test]
fn each_filter_finds_the_articles_that_it_means() {
    use crate::articles::tests::entry;
    use crate::model::AttributeValue;
    use crate::model::codebook::Label;
    use crate::model::document::ArticleFields;

    let mut articles = articles(&["a", "b", "c", "d"]);
    let mut codebook = Codebook::default();
    for (id, name) in [("act", "Actor"), ("dem", "Demand")] {
        let label = Label::new(id, name, &codebook);
        codebook.labels.push(label);
    }
    describe(&mut articles, "a", |summary| {
        let values = [
            ("title", "Talks in Genève"),
            ("outlet", "The Daily News"),
            ("language", "en-GB"),
        ];
        let values =
            values.map(|(id, text)| (id.to_owned(), AttributeValue::Text(text.to_owned())));
        let fields = ArticleFields {
            values: values.into_iter().collect(),
            ..ArticleFields::default()
        };
        summary.described = Described::of(&fields);
        summary.counts = [("act".into(), 2), ("dem".into(), 0)].into();
    });
    describe(&mut articles, "b", |summary| {
        summary.counts = [("dem".into(), 1)].into();
        summary.counted.incomplete = 1;
        summary.described.language = "eng".into();
    });
    articles.add_entry(&entry("c", &["mk"]), "");

    let found = |typed: &str| filtered(&articles, &codebook, typed);
    assert_eq!(found("title:geneve"), "a");
    assert_eq!(found("outlet:news"), "a");
    assert_eq!(found("talks daily"), "a");
    assert_eq!(found("language:en"), "a", "“eng” is another code");
    assert_eq!(found("language:en-gb,eng"), "a b");
    assert_eq!(found("language:GB"), "");
    assert_eq!(found("label:actor"), "a");
    assert_eq!(found("label:dem"), "b");
    assert_eq!(found("label:act,demand"), "a b");
    assert_eq!(found("is:incomplete"), "b");
    assert_eq!(found("coder:mk"), "c");
    assert_eq!(found("-coder:mk status:new"), "a");
    assert_eq!(found("date:2025-04-25..2025-04-26"), "c d");
}

#[test]
fn the_own_coder_counts_only_where_something_is_annotated() {
    use crate::articles::tests::entry;

    let mut articles = Articles::default();
    for (name, count) in [("a", 0), ("b", 2)] {
        let own = articles.add_entry(&entry(name, &[]), "jb")[0];
        let coding = articles.coding_mut(own).expect("it is there");
        coding.summary = Some(Summary {
            counts: [("act".into(), count)].into(),
            ..Summary::default()
        });
    }
    let codebook = Codebook::default();
    assert_eq!(filtered(&articles, &codebook, "coder:jb"), "b");
    assert_eq!(filtered(&articles, &codebook, "coder:mk"), "");
}

#[test]
fn each_order_puts_unknown_articles_last() {
    use crate::articles::tests::entry;

    let mut articles = articles(&["a", "b", "c"]);
    let rows = [
        ("a", "Zürich", "", 1, 0),
        ("b", "", "Daily", 3, 2),
        ("c", "Bern", "Courier", 2, 5),
    ];
    for (name, title, outlet, annotations, incomplete) in rows {
        describe(&mut articles, name, |summary| {
            summary.described.title = title.into();
            summary.described.outlet = outlet.into();
            summary.described.normalized =
                format!("{}\n{}", normalized(title), normalized(outlet)).into();
            summary.counts = [("act".into(), annotations)].into();
            summary.counted.incomplete = incomplete;
        });
    }
    articles.add_entry(&entry("0", &[]), "");
    let mut list = ArticleList::default();
    let mut check = |order, wanted: &str| {
        list.sort(order);
        refreshed(&mut list, &articles);
        assert_eq!(drawn(&list, &articles), wanted, "{order:?}");
        assert_eq!(list.order(), order);
    };
    check(ListOrder::Name, "0 a b c");
    check(ListOrder::Title, "c a 0 b");
    check(ListOrder::Outlet, "c b 0 a");
    check(ListOrder::Annotations, "b c a 0");
    check(ListOrder::Incomplete, "c b a 0");
    check(ListOrder::Date, "a b c 0");
}

#[test]
fn a_long_title_is_sorted_by_its_beginning() {
    let mut articles = articles(&["a", "b", "c"]);
    let titles = [
        ("a", "beginning with seventeen"),
        ("b", "b"),
        ("c", "beginning with a"),
    ];
    for (name, title) in titles {
        describe(&mut articles, name, |summary| {
            summary.described.title = title.into();
            summary.described.normalized = format!("{title}\n").into();
        });
    }
    let mut list = ArticleList::default();
    list.sort(ListOrder::Title);
    refreshed(&mut list, &articles);
    assert_eq!(drawn(&list, &articles), "b c a");
}

#[test]
fn recently_opened_articles_come_first_when_asked_for() {
    let articles = articles(&["a", "b", "c", "d"]);
    let ids = articles.ids().to_vec();
    let mut list = ArticleList::default();
    list.remember_opened([ids[3], ids[1]]);
    list.sort(ListOrder::Recent);
    refreshed(&mut list, &articles);
    assert_eq!(drawn(&list, &articles), "d b a c");
    list.note_opened(ids[1]);
    list.note_opened(ids[2]);
    refreshed(&mut list, &articles);
    assert_eq!(drawn(&list, &articles), "c b d a");
    assert_eq!(list.recent(), [ids[2], ids[1], ids[3]], "each once");
}

#[test]
fn folders_know_how_many_of_their_articles_are_finished() {
    let mut articles = articles(&["b/1", "b/2", "b/3", "c"]);
    describe(&mut articles, "b/1", |summary| {
        summary.status = Status::Skipped
    });
    let mut list = ArticleList::default();
    list.group(true);
    list.close(["b".to_owned()]);
    refreshed(&mut list, &articles);
    assert_eq!(drawn(&list, &articles), "[] c [b]");
    assert_eq!(list.shown().len(), 4, "collapsed ones count");
    let folder = list.folder(1).expect("a folder");
    assert_eq!((folder.articles, folder.finished), (3, 2));
    assert!(!folder.is_open && list.folder(2).is_none());
    list.toggle_folder("b");
    refreshed(&mut list, &articles);
    assert_eq!(drawn(&list, &articles), "[] c [b] b/1 b/2 b/3");
}

#[test]
fn a_change_of_articles_alone_is_listed_after_a_pause() {
    use crate::articles::tests::entry;

    let mut articles = articles(&["a", "b"]);
    let (mut list, codebook) = (ArticleList::default(), Codebook::default());
    refreshed(&mut list, &articles);
    articles.add_entry(&entry("c", &[]), "");
    // As if listing had taken very long.
    let now = Instant::now();
    list.not_before = Some(now + Duration::from_secs(60));
    let wait = list.refresh(&articles, &codebook, now);
    assert_eq!(wait, Some(Duration::from_secs(60)));
    assert_eq!(drawn(&list, &articles), "a b");
    // What the analyst asks for is done at once.
    list.sort(ListOrder::Recent);
    refreshed(&mut list, &articles);
    assert_eq!(drawn(&list, &articles), "a b c");
}

#[test]
fn the_next_article_is_one_that_fits() {
    let articles = articles(&["a", "b", "c", "d"]);
    let ids = articles.ids().to_vec();
    let mut list = ArticleList::default();
    refreshed(&mut list, &articles);
    let next = |from: usize, forward, wanted: &str| {
        let fits = |article: &Article, _: &Coding| article.name == wanted;
        list.neighbour(&articles, Some(ids[from]), forward, fits)
    };
    assert_eq!(next(0, true, "d"), Some(ids[3]));
    assert_eq!(next(3, false, "a"), Some(ids[0]));
    assert_eq!(next(1, true, "a"), None);
    assert_eq!(next(1, true, "b"), None, "not the article itself");
}

#[test]
fn the_settings_of_the_list_are_those_that_were_made() {
    let mut list = ArticleList::default();
    assert!(!list.is_by_folder() && !list.shows_file_names() && list.typed().is_empty());
    list.filter("talks ");
    list.group(true);
    list.show_file_names(true);
    list.toggle_folder("b");
    assert_eq!(
        (list.typed(), list.query()),
        ("talks ", &ArticleQuery::parse("talks"))
    );
    assert!(list.is_by_folder() && list.shows_file_names());
    assert_eq!(list.closed().iter().collect::<Vec<_>>(), ["b"]);
}
