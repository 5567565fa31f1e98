//! Which codings count for agreement, and which were left out for what reason.
//!
//! A coding counts if its coder finished the article, it is of the same text as the others, and it was made with
//! the same major version of the codebook. What a coder changed after the article was compared is no longer
//! independent. It must not know files: the caller says what it read.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::document::Status;

/// What is known of one coder's coding of an article.
#[derive(Clone, Debug)]
pub struct CodingFacts {
    pub coder: String,
    pub status: Status,
    /// The hash of the text that it is of.
    pub text_hash: String,
    /// The version of its codebook, such as `1.2`; empty if unknown.
    pub codebook_version: String,
    /// Whether the coder changed it after the article was compared.
    pub is_changed_after_comparing: bool,
    /// Annotations that have no place in the text; they are left out alone.
    pub detached: usize,
    /// Whether suggestions of the program were on: an annotation was made from one.
    pub has_suggestions: bool,
}

/// Why a coding does not count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Its status is another than “done”.
    Unfinished,
    /// It is of another version of the text than the others.
    OtherText,
    /// It was made with another major version of the codebook than the others.
    OtherCodebook,
    ChangedAfterComparing,
    /// No other coding of the article counts.
    Alone,
}

impl LeftOut {
    /// Its name in files.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Unfinished => "unfinished",
            Self::OtherText => "other_text",
            Self::OtherCodebook => "other_codebook",
            Self::ChangedAfterComparing => "changed_after_comparing",
            Self::Alone => "alone",
        }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unfinished => "not finished",
            Self::OtherText => "of another version of the text",
            Self::OtherCodebook => "made with another major version of the codebook",
            Self::ChangedAfterComparing => "changed after comparing",
            Self::Alone => "without another coder's finished coding",
        })
    }
}

/// What counts and what does not, over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eligibility {
    /// Articles that at least two coders finished.
    pub articles: usize,
    /// Codings of these articles that count.
    pub codings: usize,
    /// Codings that do not count: article, coder, reason.
    pub left_out: Vec<(String, String, LeftOut)>,
    /// Detached annotations of the codings that count.
    pub detached: usize,
    /// Codings that count, and for which suggestions were on: article, coder.
    pub with_suggestions: Vec<(String, String)>,
}

impl Eligibility {
    /// How many codings were left out for each reason.
    pub fn reasons(&self) -> BTreeMap<LeftOut, usize> {
        let mut reasons = BTreeMap::new();
        for (_, _, reason) in &self.left_out {
            *reasons.entry(reason.clone()).or_default() += 1;
        }
        reasons
    }

    /// Decides which codings of an article count, as indices, and notes the others. With
    /// `unfinished_too` the status does not matter.
    pub fn judge(
        &mut self,
        article: &str,
        codings: &[CodingFacts],
        unfinished_too: bool,
    ) -> Vec<usize> {
        let mut counting: Vec<usize> = Vec::new();
        let mut left_out: Vec<(usize, LeftOut)> = Vec::new();
        for (index, coding) in codings.iter().enumerate() {
            if !unfinished_too && coding.status != Status::Done {
                left_out.push((index, LeftOut::Unfinished));
            } else if coding.is_changed_after_comparing {
                left_out.push((index, LeftOut::ChangedAfterComparing));
            } else {
                counting.push(index);
            }
        }
        keep_commonest(&mut counting, &mut left_out, LeftOut::OtherText, |index| {
            codings[index].text_hash.clone()
        });
        keep_commonest(
            &mut counting,
            &mut left_out,
            LeftOut::OtherCodebook,
            |index| major(&codings[index].codebook_version).to_owned(),
        );
        if counting.len() < 2 {
            left_out.extend(counting.drain(..).map(|index| (index, LeftOut::Alone)));
        }
        for (index, reason) in left_out {
            let coder = codings[index].coder.clone();
            self.left_out.push((article.to_owned(), coder, reason));
        }
        self.articles += usize::from(!counting.is_empty());
        self.codings += counting.len();
        for index in &counting {
            let coding = &codings[*index];
            self.detached += coding.detached;
            if coding.has_suggestions {
                let coding = (article.to_owned(), coding.coder.clone());
                self.with_suggestions.push(coding);
            }
        }
        counting
    }
}

/// Keeps the codings that have the commonest of some values; of equally common ones the largest.
fn keep_commonest(
    counting: &mut Vec<usize>,
    left_out: &mut Vec<(usize, LeftOut)>,
    reason: LeftOut,
    value: impl Fn(usize) -> String,
) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for index in counting.iter() {
        *counts.entry(value(*index)).or_default() += 1;
    }
    let commonest = counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, value.clone()));
    let Some((commonest, _)) = commonest else {
        return;
    };
    counting.retain(|index| {
        let is_kept = value(*index) == commonest;
        if !is_kept {
            left_out.push((*index, reason.clone()));
        }
        is_kept
    });
}

/// The major version: what stands before the first dot.
fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(coder: &str) -> CodingFacts {
        CodingFacts {
            coder: coder.to_owned(),
            status: Status::Done,
            text_hash: "a1".to_owned(),
            codebook_version: "1.2".to_owned(),
            is_changed_after_comparing: false,
            detached: 0,
            has_suggestions: false,
        }
    }

    #[track_caller]
    fn check(change: impl Fn(&mut Vec<CodingFacts>), counting: &[usize], reasons: &[LeftOut]) {
        let mut codings = vec![coding("jo"), coding("ls"), coding("mk")];
        change(&mut codings);
        let mut eligibility = Eligibility::default();
        assert_eq!(eligibility.judge("a.txt", &codings, false), counting);
        let left_out: Vec<_> = eligibility
            .left_out
            .iter()
            .map(|(_, _, why)| why.clone())
            .collect();
        assert_eq!(left_out, reasons);
        assert_eq!(
            eligibility.codings + eligibility.left_out.len(),
            codings.len()
        );
    }

    #[test]
    fn what_does_not_count_is_left_out_with_its_reason() {
        check(|_| {}, &[0, 1, 2], &[]);
        for status in [
            Status::New,
            Status::InProgress,
            Status::Unsure,
            Status::Skipped,
        ] {
            let change = |codings: &mut Vec<CodingFacts>| codings[1].status = status.clone();
            check(change, &[0, 2], &[LeftOut::Unfinished]);
        }
        let other_text = |codings: &mut Vec<CodingFacts>| codings[0].text_hash = "b2".to_owned();
        check(other_text, &[1, 2], &[LeftOut::OtherText]);
        let older = |codings: &mut Vec<CodingFacts>| codings[2].codebook_version = "0.9".to_owned();
        check(older, &[0, 1], &[LeftOut::OtherCodebook]);
        let minor = |codings: &mut Vec<CodingFacts>| codings[2].codebook_version = "1.3".to_owned();
        check(minor, &[0, 1, 2], &[]);
        let changed = |codings: &mut Vec<CodingFacts>| codings[1].is_changed_after_comparing = true;
        check(changed, &[0, 2], &[LeftOut::ChangedAfterComparing]);
        let alone = |codings: &mut Vec<CodingFacts>| {
            codings.pop();
            codings[0].status = Status::New;
        };
        check(alone, &[], &[LeftOut::Unfinished, LeftOut::Alone]);
    }

    #[test]
    fn of_two_equally_common_codebooks_the_newer_counts() {
        let change = |codings: &mut Vec<CodingFacts>| {
            codings.push(coding("zo"));
            codings[2].codebook_version = "2.0".to_owned();
            codings[3].codebook_version = "2.1".to_owned();
        };
        check(
            change,
            &[2, 3],
            &[LeftOut::OtherCodebook, LeftOut::OtherCodebook],
        );
    }

    #[test]
    fn detached_annotations_and_suggestions_are_counted_where_the_coding_counts() {
        let mut codings = vec![coding("ls"), coding("mk"), coding("jo")];
        codings[0].detached = 2;
        codings[1].has_suggestions = true;
        codings[2].detached = 5;
        codings[2].status = Status::New;
        let mut eligibility = Eligibility::default();
        eligibility.judge("a.txt", &codings, false);
        assert_eq!(eligibility.detached, 2);
        let marked = [("a.txt".to_owned(), "mk".to_owned())];
        assert_eq!(eligibility.with_suggestions, marked);
        let mut all = Eligibility::default();
        assert_eq!(all.judge("a.txt", &codings, true).len(), 3);
    }
}
