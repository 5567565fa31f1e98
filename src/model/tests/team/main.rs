//! Dealing on the cases of `assignment.json`, which another program has dealt.

use std::collections::BTreeMap;

use demarche_model::team::{Dealing, DealtArticle};
use serde_json::Value;

fn names(value: &Value) -> Vec<String> {
    let names = value.as_array().expect("a list").iter();
    names
        .map(|name| name.as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn articles_are_dealt_as_in_all_cases() {
    let cases: Value = serde_json::from_str(include_str!("assignment.json")).expect("it is JSON");
    let cases = cases["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 5);
    for case in cases {
        let number = |name: &str| case[name].as_u64().expect("a number");
        let articles = names(&case["articles"]).into_iter();
        let dealing = Dealing {
            articles: articles
                .map(|name| DealtArticle { name, load: 1 })
                .collect(),
            coders: names(&case["coders"]),
            per_article: number("coders_per_shared_article") as usize,
            overlap: number("overlap_percent") as u32,
            seed: number("seed"),
            before: Vec::new(),
        };
        let deal = dealing.deal().expect("it can be dealt");
        let expected: BTreeMap<String, Vec<String>> = case["expected"]
            .as_object()
            .expect("articles")
            .iter()
            .map(|(article, coders)| (article.clone(), names(coders)))
            .collect();
        assert_eq!(deal.articles, expected);
        assert_eq!(serde_json::json!(deal.loads), case["load"]);
    }
}
