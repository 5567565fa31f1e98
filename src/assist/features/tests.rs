use super::*;
use crate::dictionary::Dictionary;

fn features(text: &str, token: usize) -> Vec<u64> {
    let prepared = PreparedText::new(&Text::new(text));
    let dictionary = Dictionary::default();
    let knowledge = Knowledge {
        dictionary: &dictionary,
        except: None,
        clusters: None,
    };
    let mut all = SequenceFeatures::default();
    of_sequence(&prepared, 0, &knowledge, &mut all);
    let start = token.checked_sub(1).map_or(0, |before| all.ends[before]);
    all.hashes[start..all.ends[token]].to_vec()
}

#[test]
fn a_token_has_a_feature_of_each_kind() {
    let count = features("The envoy of Kyiv met Ana Reyes, who left. Kyiv agreed.", 3).len();
    assert!((40..70).contains(&count), "{count}");
}

#[test]
fn words_beside_a_token_matter_by_their_side() {
    let left = features("Moscow told Kyiv", 1);
    let right = features("Kyiv told Moscow", 1);
    let word = |text: &str, distance| feature(FeatureFamily::Word, distance, Form::new(text).word);
    assert!(left.contains(&word("moscow", -1)) && left.contains(&word("kyiv", 1)));
    assert!(right.contains(&word("kyiv", -1)) && !right.contains(&word("moscow", -1)));
}

#[test]
fn other_occurrences_of_a_word_lend_their_neighbours() {
    let text = "Reyes spoke. Minister Reyes left. The reyes";
    let lower = feature(FeatureFamily::ElsewhereLower, 0, 1);
    let inside = feature(FeatureFamily::ElsewhereInside, 0, 1);
    let before = feature(
        FeatureFamily::ElsewhereBefore,
        0,
        Form::new("minister").word,
    );
    let first = features(text, 0);
    assert!(first.contains(&lower) && first.contains(&inside) && first.contains(&before));
    let alone = features("Reyes spoke.", 0);
    assert!(!alone.contains(&lower) && !alone.contains(&inside) && !alone.contains(&before));
}
