//! Tests of how every format handles its options, by looping over all formats.

use super::harness_tests::{export, hard_articles, options, refs};
use super::*;

#[test]
fn a_format_obeys_the_tokenizer_if_it_says_so_and_every_format_splits() {
    let articles = hard_articles();
    let articles = refs(&articles);
    for format in ALL {
        let plain = export(*format, &articles, &options()).0;
        let obeys = tokens::Tokenizer::ALL.into_iter().any(|tokenizer| {
            let options = WriteOptions {
                tokenizer: Some(tokenizer),
                ..options()
            };
            export(*format, &articles, &options).0.files() != plain.files()
        });
        assert_eq!(
            obeys,
            format.about().tokenizer.is_some(),
            "{}",
            format.about().name
        );
        let halves = WriteOptions {
            split: Some(split::Split::parse("a=0.5,b=0.5", 0, false).expect("a split")),
            ..options()
        };
        let halves = export(*format, &articles, &halves).0;
        for part in ["a", "b"] {
            let is_of_part = |name: &str| {
                let rest = name.strip_prefix(part);
                rest.is_some_and(|rest| rest.starts_with(['.', '/', '-', '_']))
            };
            let mut names = halves
                .files()
                .iter()
                .map(|(name, _)| name.rsplit_once("data/").map_or(name.as_str(), |(_, n)| n));
            assert!(names.any(is_of_part), "{}: {part}", format.about().name);
        }
    }
}
