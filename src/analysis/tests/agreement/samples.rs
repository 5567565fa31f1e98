//! The two double-coded samples of the project: every measure against other programs and our own reference.

use demarche_analysis::agreement::alpha_u::AlphaU;
use demarche_analysis::agreement::entities::EntityAgreement;
use demarche_analysis::agreement::measure::{FigureSubject, Measure, Pooled, shared};
use demarche_analysis::agreement::relations::RelationF1;
use demarche_analysis::agreement::span_f1::SpanF1;
use demarche_analysis::agreement::statement_f1::StatementF1;
use demarche_analysis::agreement::study::Study;
use demarche_analysis::agreement::tokens::TokenKappa;
use demarche_analysis::agreement::u_alpha::UAlpha;
use demarche_analysis::agreement::values::ValueAlpha;
use serde_json::Value;

use crate::cases::{assert_figure, data, label, samples};

const TOLERANCE: f64 = 1e-9;

fn pooled(study: &Study, measure: &dyn Measure, subject: &FigureSubject) -> Pooled {
    let coder = |name: &str| study.coders.find(&name.to_owned()).expect("a coder");
    let articles = shared(study, &[coder("lena"), coder("mk")]);
    measure.pool(study, &articles, subject)
}

fn subject(study: &Study, name: &str) -> FigureSubject {
    match name {
        "all" => FigureSubject::All,
        name => label(study, name),
    }
}

#[test]
fn span_f1_is_that_of_seqeval_and_of_our_reference() {
    let study = samples();
    let expected = data("sample_expected");
    for (name, of_label) in expected["span_f1"].as_object().expect("labels") {
        let subject = subject(&study, name);
        for (measure, field, counts) in [
            (SpanF1::Exact, "exact_f1", &["nA", "nB", "exact"][..]),
            (SpanF1::Overlap, "overlap_f1", &["nA", "nB", "hitA", "hitB"]),
            (
                SpanF1::Characters,
                "character_f1",
                &["charsA", "charsB", "chars_both"],
            ),
        ] {
            let pooled = pooled(&study, &measure, &subject);
            let what = format!("{field} of {name}");
            assert_figure(&what, pooled.value(), &of_label["pooled"][field], TOLERANCE);
            for (sum, count) in pooled.sums().iter().zip(counts) {
                assert_eq!(
                    Some(*sum),
                    of_label["pooled"][count].as_f64(),
                    "{what}, {count}"
                );
            }
            for (at, article) in study.articles.iter().enumerate() {
                let expected = &of_label["per_article"][&article.name][field];
                assert_figure(&what, pooled.of_article(at), expected, TOLERANCE);
            }
            let (mean, count) = pooled.mean_of_articles().expect("a mean");
            let own: Vec<f64> = (0..2)
                .map(|at| pooled.of_article(at).expect("a figure"))
                .collect();
            assert_eq!((mean, count), ((own[0] + own[1]) / 2.0, 2));
        }
    }
    // seqeval read the outermost annotations; events do not nest, so that theirs are all.
    let event = subject(&study, "event");
    for (measure, field) in [
        (SpanF1::Exact, "f1"),
        (SpanF1::Precision, "precision"),
        (SpanF1::Recall, "recall"),
    ] {
        let got = pooled(&study, &measure, &event).value();
        assert_figure(field, got, &expected["seqeval"]["event"][field], TOLERANCE);
    }
}

#[test]
fn the_unitizing_alphas_are_those_of_the_reference_and_of_dkpro() {
    let study = samples();
    let expected = data("sample_expected");
    for (name, of_label) in expected["unitizing"].as_object().expect("labels") {
        let subject = subject(&study, name);
        let alpha = pooled(&study, &UAlpha, &subject);
        assert_figure(name, alpha.value(), &of_label["u_alpha"], TOLERANCE);
        let older = pooled(&study, &AlphaU, &subject);
        let dkpro = &of_label["alpha_U_2004_dkpro_concatenated"];
        assert_figure(name, older.value(), dkpro, TOLERANCE);
        for at in 0..study.articles.len() {
            let expected = &of_label["per_article"][at];
            assert_figure(name, alpha.of_article(at), expected, TOLERANCE);
            let expected = &of_label["alpha_U_2004_dkpro_per_article"][at];
            assert_figure(name, older.of_article(at), expected, TOLERANCE);
        }
        let of_coders = |field: &str| -> u64 {
            let counts = of_label[field].as_object().expect("counts").values();
            let counts = counts.flat_map(|counts| counts.as_array().expect("counts"));
            counts.map(|count| count.as_u64().expect("a count")).sum()
        };
        assert_eq!(alpha.units as u64, of_coders("units"), "{name}");
        let note = match of_coders("left_out_as_nested") {
            0 => Vec::new(),
            count => vec![format!("{count} overlapping left out")],
        };
        assert_eq!(alpha.notes, note, "{name}");
    }
    let all = pooled(&study, &UAlpha, &FigureSubject::All);
    let expected = &expected["unitizing_all"]["1-sum(Do)/sum(De)"];
    assert_figure("all labels", all.value(), expected, TOLERANCE);
}

#[test]
fn kappa_on_words_is_that_of_scikit_learn() {
    let study = samples();
    for (name, expected) in data("sample_expected")["token_kappa"]
        .as_object()
        .expect("labels")
    {
        let pooled = pooled(&study, &TokenKappa::Cohen, &subject(&study, name));
        assert_figure(name, pooled.value(), &expected["kappa"], TOLERANCE);
        for (sum, count) in pooled.sums().iter().zip(["tokens", "a", "b", "both"]) {
            assert_eq!(Some(*sum), expected[count].as_f64(), "{name}, {count}");
        }
    }
}

#[test]
fn alphas_of_values_are_those_of_krippendorff_and_nltk() {
    let study = samples();
    let expected = data("sample_expected");
    let attributes = expected["attributes_on_matched_pairs_of_one_label"].as_object();
    let attributes = attributes.expect("attributes");
    for (name, expected) in attributes {
        let (of, attribute) = name.split_once('.').expect("a label and an attribute");
        let FigureSubject::Label(of) = label(&study, of) else {
            panic!("a label")
        };
        let attribute = study
            .attributes
            .find(&attribute.into())
            .expect("an attribute");
        let subject = FigureSubject::Attribute(of, attribute);
        let figure = |measure: ValueAlpha| pooled(&study, &measure, &subject);
        assert_figure(
            name,
            figure(ValueAlpha::Nominal).value(),
            &expected["alpha_nominal"],
            TOLERANCE,
        );
        if let Some(jaccard) = expected.get("alpha_jaccard_nltk") {
            assert_figure(
                name,
                figure(ValueAlpha::Jaccard).value(),
                jaccard,
                TOLERANCE,
            );
        }
        let equal = figure(ValueAlpha::Equal).sums();
        assert_eq!(
            equal,
            [&expected["both_filled"], &expected["same"]].map(|n| n.as_f64().expect("n"))
        );
        let by_one = ["only_lena", "only_mk"].map(|field| expected[field].as_f64().expect("n"));
        assert_eq!(
            figure(ValueAlpha::FilledByOne).sums()[1],
            by_one[0] + by_one[1],
            "{name}"
        );
    }
    let coder = |name: &str| study.coders.find(&name.to_owned()).expect("a coder");
    let articles = shared(&study, &[coder("lena"), coder("mk")]);
    let subjects = ValueAlpha::Nominal.subjects(&study, &articles);
    let names: Vec<String> = subjects
        .iter()
        .map(|subject| subject.name(&study))
        .collect();
    for name in attributes.keys() {
        assert!(names.contains(name), "{name}");
    }
    assert!(names.contains(&"participant.role".to_owned()), "{names:?}");
}

#[test]
fn entities_are_those_of_the_reference() {
    let study = samples();
    let expected = data("sample_expected");
    let actors = subject(&study, "actor");
    let alpha = pooled(&study, &EntityAgreement::Alpha, &actors).value();
    let of_actors = &expected["entity_on_matched_actors"];
    assert_figure("entities", alpha, &of_actors["alpha_nominal"], TOLERANCE);
    let equal = pooled(&study, &EntityAgreement::Equal, &actors).sums();
    assert_eq!(
        equal,
        [&of_actors["both"], &of_actors["same"]].map(|n| n.as_f64().expect("n"))
    );
    let sets = pooled(&study, &EntityAgreement::Jaccard, &FigureSubject::All);
    for (at, article) in study.articles.iter().enumerate() {
        let [both, either] = [0, 1].map(|of| {
            expected["entity_sets_jaccard_per_article"][&article.name][of]
                .as_f64()
                .expect("a count")
        });
        assert_eq!(sets.of_article(at), Ok(both / either));
    }
}

#[test]
fn relations_and_statements_are_those_of_the_reference() {
    let study = samples();
    let expected = data("sample_expected");
    let relations = &expected["relations"];
    let f1 = |measure: RelationF1, subject: &FigureSubject| pooled(&study, &measure, subject);
    let matched = f1(RelationF1::MatchedEnds, &FigureSubject::All);
    assert_figure(
        "matched ends",
        matched.value(),
        &relations["matched_ends"]["f1"],
        TOLERANCE,
    );
    let exact = f1(RelationF1::ExactEnds, &FigureSubject::All);
    assert_figure(
        "exact ends",
        exact.value(),
        &relations["exact_ends"]["f1"],
        TOLERANCE,
    );
    for (kind, expected) in relations["per_type"].as_object().expect("types") {
        let number = study
            .relation_types
            .find(&kind.as_str().into())
            .expect("a type");
        let pooled = f1(
            RelationF1::MatchedEnds,
            &FigureSubject::RelationType(number),
        );
        assert_figure(kind, pooled.value(), &expected["f1"], TOLERANCE);
        let counts = ["nlena", "nmk", "matched"].map(|count| expected[count].as_f64().expect("n"));
        assert_eq!(pooled.sums(), counts, "{kind}");
    }
    let participant = study
        .relation_types
        .find(&"participant".into())
        .expect("a type");
    let role = study.attributes.find(&"role".into()).expect("an attribute");
    let roles = pooled(
        &study,
        &ValueAlpha::Equal,
        &FigureSubject::RelationAttribute(participant, role),
    );
    let of_roles = &relations["role_on_matched_participants"];
    assert_eq!(
        roles.sums(),
        [&of_roles["pairs"], &of_roles["same"]].map(|n| n.as_f64().expect("n"))
    );

    for (field, measure) in [
        ("maker+addressee+category+polarity", StatementF1::Whole),
        ("maker+category+polarity", StatementF1::WithoutAddressee),
        ("maker+category", StatementF1::MakerAndCategory),
        ("maker", StatementF1::Maker),
    ] {
        let expected = &expected["statements"][field];
        let pooled = pooled(&study, &measure, &FigureSubject::All);
        assert_figure(field, pooled.value(), &expected["f1"], TOLERANCE);
        let counts = |json: &Value| [1, 2, 0].map(|at| json[at].as_f64().expect("a count"));
        assert_eq!(pooled.sums(), counts(&expected["both_lena_mk"]), "{field}");
    }
}
