//! Articles of one file whose offsets are read one way: how the program counted is decided by all of them,
//! not by each for itself.
//!
//! Articles wait until there are enough to decide, or the file ends. What they prove later still counts where
//! the first ones proved nothing. It knows no format.

use super::draft::{Draft, OffsetUnitHint};
use super::offsets::Counting;
use super::{FormatError, ImportSink};

/// How many bytes of texts wait at most: a file of this size is weighed as a whole.
const MAX_WAITING_BYTES: usize = 4 << 20;

/// The articles of a file that wait for a decision.
pub struct WeighedDrafts<'f> {
    file: &'f str,
    format: &'f str,
    waiting: Vec<(Draft, OffsetUnitHint)>,
    bytes: usize,
    votes: CountingVotes,
    is_decided: bool,
}

impl<'f> WeighedDrafts<'f> {
    /// Of this file and format, for the report and the origin.
    pub fn new(file: &'f str, format: &'f str) -> Self {
        Self {
            file,
            format,
            waiting: Vec::new(),
            bytes: 0,
            votes: CountingVotes::default(),
            is_decided: false,
        }
    }

    /// Takes an article.
    ///
    /// # Errors
    /// If the intake fails.
    pub fn add(
        &mut self,
        draft: Draft,
        trust: OffsetUnitHint,
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        self.votes.add(draft.vote(trust));
        if self.is_decided {
            return self.hand_over(draft, trust, intake);
        }
        self.bytes += draft.text.len() + draft.annotations.len() * size_of::<Draft>();
        self.waiting.push((draft, trust));
        if self.bytes < MAX_WAITING_BYTES {
            return Ok(());
        }
        self.is_decided = true;
        self.end(intake)
    }

    /// Hands over all that wait.
    ///
    /// # Errors
    /// If the intake fails.
    pub fn end(&mut self, intake: &mut ImportSink<'_>) -> Result<(), FormatError> {
        for (draft, trust) in std::mem::take(&mut self.waiting) {
            self.hand_over(draft, trust, intake)?;
        }
        Ok(())
    }

    fn hand_over(
        &self,
        draft: Draft,
        trust: OffsetUnitHint,
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let prevailing = self.votes.winner(trust.unit.into());
        let losses = &mut intake.losses;
        let article = draft.finish_as(self.file, self.format, trust, prevailing, losses);
        intake.article(article)
    }
}

/// How many places speak for each way of counting.
#[derive(Debug, Default)]
struct CountingVotes(Vec<(Counting, usize)>);

impl CountingVotes {
    fn add(&mut self, vote: Option<(Counting, usize)>) {
        let Some((counting, count)) = vote else {
            return;
        };
        match self.0.iter_mut().find(|(known, _)| *known == counting) {
            Some((_, votes)) => *votes += count,
            None => self.0.push((counting, count)),
        }
    }

    /// The way that most speaks for; the usual one if there is another that as much speaks for. `None` if
    /// nothing speaks for any.
    fn winner(&self, usual: Counting) -> Option<Counting> {
        let most = self.0.iter().map(|(_, votes)| *votes).max()?;
        let mut best = self.0.iter().filter(|(_, votes)| *votes == most);
        match (best.next(), best.next()) {
            (Some((counting, _)), None) => Some(*counting),
            _ => Some(usual),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{ImportedDataset, InputFile, by_name};

    fn read(format: &str, lines: &[&str]) -> ImportedDataset {
        let bytes = lines.join("\n").into_bytes();
        let file = InputFile::new("a.jsonl", &bytes);
        let format = by_name(format).expect("a format");
        format.read(&[file]).expect("it is read")
    }

    /// The covered texts, article by article.
    fn covered(imported: &ImportedDataset) -> Vec<Vec<String>> {
        let articles = imported.articles.iter().map(|article| {
            let text = article.document.text();
            let annotations = article.document.annotations().iter();
            let spans = annotations.filter_map(|annotation| annotation.fragments());
            spans.map(|spans| spans.quote(text)).collect()
        });
        articles.collect()
    }

    fn told(imported: &ImportedDataset) -> String {
        let losses = imported.losses.all().iter().map(ToString::to_string);
        losses.collect::<Vec<_>>().join("\n")
    }

    const IN_UTF16: [&str; 3] = [
        r#"{"text":"🕊️🕊️ a b c d e f g","label":[[7,8,"x"],[9,10,"x"]]}"#,
        r#"{"text":"🕊️🕊️🕊️ Miners want more","label":[[10,16,"x"],[17,21,"x"]]}"#,
        r#"{"text":"🕊️ Dockers refused","label":[[4,11,"x"],[12,19,"x"]]}"#,
    ];

    #[test]
    fn places_that_fit_several_ways_are_read_as_the_rest_of_the_file_is() {
        // By itself, each place of the first article is a letter in both ways.
        assert_eq!(covered(&read("doccano", &IN_UTF16[..1])), [["b", "c"]]);
        let all = covered(&read("doccano", &IN_UTF16));
        assert_eq!(all[0], ["a", "b"]);
        assert_eq!(all[1], ["Miners", "want"]);
        assert_eq!(all[2], ["Dockers", "refused"]);
        assert!(told(&read("doccano", &IN_UTF16)).contains("UTF-16"));
    }

    #[test]
    fn one_article_that_was_counted_wrongly_does_not_decide() {
        let lines = [
            r#"{"text":"🕊️ Miners want more","label":[[3,9,"x"],[10,14,"x"]]}"#,
            r#"{"text":"🕊️ Dockers refused","label":[[3,10,"x"],[11,18,"x"]]}"#,
            r#"{"text":"🕊️ They left","label":[[4,8,"x"]]}"#,
        ];
        let imported = read("doccano", &lines);
        let all = covered(&imported);
        assert_eq!(all[0], ["Miners", "want"]);
        assert_eq!(all[2], ["hey "]);
        let told = told(&imported);
        assert!(
            told.contains("does not keep to the borders of words"),
            "{told}"
        );
        assert!(!told.contains("UTF-16"), "{told}");
    }

    #[test]
    fn a_file_without_a_place_behind_an_odd_letter_is_read_the_usual_way() {
        let lines = [r#"{"text":"Miners 🕊️","label":[[0,6,"x"]]}"#];
        let imported = read("doccano", &lines);
        assert_eq!(covered(&imported), [["Miners"]]);
        assert_eq!(told(&imported), "");
    }

    #[test]
    fn covered_texts_prove_how_an_article_was_counted() {
        let lines = [
            r#"{"text":"🕊️ Miners","spans":[{"start":3,"end":9,"label":"x","text":"Miners"}]}"#,
            r#"{"text":"🕊️🕊️ They","spans":[{"start":7,"end":11,"label":"x","text":"They"}]}"#,
            r#"{"text":"🕊️🕊️ Dockers","spans":[{"start":5,"end":12,"label":"x","text":"Dockers"}]}"#,
        ];
        let all = covered(&read("prodigy", &lines));
        assert_eq!(all, [["Miners"], ["They"], ["Dockers"]]);
    }
}
