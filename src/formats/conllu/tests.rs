//! Tests of reading CoNLL-U; the round trip of all formats tests writing it.

use super::*;
use crate::harness_tests::read_file;

/// The text, the annotations as `label quote`, and the report of one article.
fn read(format: &Conllu, content: &str) -> (String, String, Vec<String>, Vec<String>) {
    let file = InputFile::new("in.conllu", content.as_bytes());
    let imported = format.read(&[file]).expect("it is read");
    let article = &imported.articles[0];
    let (found, said) = read_file(format, "in.conllu", content);
    let text = article.document.text().as_str().to_owned();
    (article.name.clone(), text, found, said)
}

/// Lines with tabs for the vertical bars between spaces.
fn tabbed(lines: &str) -> String {
    lines.replace(" / ", "\t")
}

const STRIKE: &str = "# newdoc id = strike
# sent_id = strike-1
# text = Miners want wages.
1 / Miners / miner / NOUN / NNS / _ / 2 / nsubj / _ / NER=B-actor
2 / want / want / VERB / VBP / _ / 0 / root / _ / _
3 / wages / wage / NOUN / NNS / _ / 2 / obj / _ / SpaceAfter=No
4 / . / . / PUNCT / . / _ / 2 / punct / _ / _

";

#[test]
fn the_text_is_that_of_the_sentences_and_tags_are_annotations() {
    let (name, text, found, said) = read(&Conllu::PLAIN, &tabbed(STRIKE));
    assert_eq!(
        (name.as_str(), text.as_str()),
        ("strike.txt", "Miners want wages.")
    );
    assert_eq!(found, ["actor Miners"]);
    let said = said.join("\n");
    for kind in [
        "“LEMMA” of a word is left out, 4 times: “miner”",
        "“HEAD” of a word is left out, 4 times: “2”",
        "“sent_id” of the comments is left out: “strike-1”",
    ] {
        assert!(said.contains(kind), "{kind} in {said}");
    }
}

#[test]
fn lemmas_and_features_are_attributes_where_that_is_asked_for() {
    let content = tabbed(STRIKE).replace("\tNNS\t_\t2\tnsubj", "\tNNS\tNumber=Plur\t2\tnsubj");
    let file = InputFile::new("in.conllu", content.as_bytes());
    let imported = Conllu::WITH_WORDS.read(&[file]).expect("it is read");
    let annotation = &imported.articles[0].document.annotations()[0];
    let attributes = annotation.attributes.iter();
    let attributes: Vec<String> = attributes
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(attributes, ["features=Number=Plur", "lemma=miner"]);
    let said = imported.losses.all().iter().map(ToString::to_string);
    assert!(!said.collect::<String>().contains("LEMMA"));
}

#[test]
fn one_word_may_be_several_of_the_grammar() {
    let content = tabbed(
        "# text = Il va au (port).
1 / Il / il / _ / _ / _ / _ / _ / _ / NER=O
2 / va / aller / _ / _ / _ / _ / _ / _ / _
3-4 / au / _ / _ / _ / _ / _ / _ / _ / _
3 / à / _ / _ / _ / _ / _ / _ / _ / NER=B-place
4 / le / _ / _ / _ / _ / _ / _ / _ / NER=I-place
4.1 / vieux / _ / _ / _ / _ / _ / _ / _ / _
5 / ( / _ / _ / _ / _ / _ / _ / _ / SpaceAfter=No
6 / port / _ / _ / _ / _ / _ / _ / _ / NER=I-place|SpaceAfter=No
7 / ) / _ / _ / _ / _ / _ / _ / _ / SpaceAfter=No
8 / . / _ / _ / _ / _ / _ / _ / _ / _
",
    );
    let (name, text, found, said) = read(&Conllu::PLAIN, &content);
    assert_eq!(
        (name.as_str(), text.as_str()),
        ("in.txt", "Il va au (port).")
    );
    assert_eq!(found, ["place au", "place port"]);
    assert!(
        said.concat()
            .contains("“word that is not in the text” of a sentence is left out: “vieux”")
    );
}

#[test]
fn sentences_are_lines_unless_paragraphs_are_marked() {
    let word = |word: &str, misc: &str| {
        tabbed(&format!(
            "1 / {word} / _ / _ / _ / _ / _ / _ / _ / {misc}\n\n"
        ))
    };
    let plain = [word("One", "_"), word("two", "_")].concat();
    assert_eq!(read(&Conllu::PLAIN, &plain).1, "One\ntwo");
    let marked = format!("# newpar\n{plain}# newpar id = p2\n{}", word("three", "_"));
    assert_eq!(read(&Conllu::PLAIN, &marked).1, "One two\nthree");
    let spaced = [
        word("One", "SpacesBefore=\\t|SpacesAfter=\\n\\n"),
        word("two", "SpacesAfter=\\s"),
    ];
    assert_eq!(read(&Conllu::PLAIN, &spaced.concat()).1, "\tOne\n\ntwo ");
}

#[test]
fn brackets_metadata_and_declared_columns_are_read() {
    let content = tabbed(
        "# global.columns = ID FORM NE MISC
# global.Entity = eid-etype-head-other
# newdoc id = talks/one.txt
# meta::title = Talks
# meta::dateCreated = 2025-05-01
# text = Arvo Lind spoke
1 / Arvo / B-PER / Entity=(e1-person-1-
2 / Lind / I-PER / Entity=e1)
3 / spoke / O / Gloss=said
",
    );
    let (name, text, found, said) = read(&Conllu::PLAIN, &content);
    assert_eq!(
        (name.as_str(), text.as_str()),
        ("talks/one.txt", "Arvo Lind spoke")
    );
    assert_eq!(found, ["person Arvo Lind", "PER Arvo Lind"]);
    assert_eq!(
        said,
        ["in.conllu:9: stripped: “Gloss” of the last column is left out: “said”"]
    );
    let file = InputFile::new("in.conllu", content.as_bytes());
    let imported = Conllu::PLAIN.read(&[file]).expect("it is read");
    let document = &imported.articles[0].document;
    let values = document.fields().values.iter();
    let values: Vec<String> = values
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(values, ["date=2025-05-01", "title=Talks"]);
    let entities: Vec<String> = (document.annotations().iter())
        .filter_map(|a| a.entity.as_ref().map(ToString::to_string))
        .collect();
    assert_eq!(entities, ["e1"]);
}

#[test]
fn what_is_wrong_is_told_and_the_rest_is_read() {
    let content = tabbed(
        "# text = One three
1 / One / _ / _ / _ / _ / _ / _ / _ / NER=B-a
2 / two / _ / _ / _ / _ / _ / _ / _ / _
x / three / _ / _ / _ / _ / _ / _ / _ / _
",
    );
    let (_, text, found, said) = read(&Conllu::PLAIN, &content);
    assert_eq!(
        (text.as_str(), found.as_slice()),
        ("One two", &["a One".to_owned()][..])
    );
    assert!(said[0].contains("“two” does not stand there"), "{said:?}");
    assert!(said[1].contains("a number and a word"), "{said:?}");
    let other = InputFile::new("a.conllu", b"Putin B-actor\nsaid O\n");
    let error = Conllu::PLAIN.read(&[other]).expect_err("two columns");
    assert!(
        error.to_string().contains("no line of it has the columns"),
        "{error}"
    );
    let latin = InputFile::new("a.conllu", b"1\tcaf\xe9\n");
    assert!(Conllu::PLAIN.read(&[latin]).is_err());
}
