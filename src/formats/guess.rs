//! Detects the format of a dataset from its files.

use super::unzipped::UnzippedFiles;
use super::{Format, FormatError, ImportSink, InputFile, readers};

/// The number of articles that suffice to detect a format.
const ENOUGH: usize = 50;

/// The number of bytes of each file that are tried first. A part of a file is not valid in some
/// formats; if no format matches, the whole files are tried.
const BEGINNING: u64 = 1 << 20;

/// A format that was recognised.
#[derive(Clone, Copy)]
pub struct Guess {
    pub format: &'static dyn Format,
    /// The annotations and relations that it finds in the first articles.
    pub found: usize,
}

/// The most likely format of the files: the one that finds the most and reports the fewest problems
/// in the first articles. `None` if no format finds an article, or if the detection was cancelled:
/// that is polled before each format.
pub fn guess(
    files: &[InputFile<'_>],
    goes_on: &mut dyn FnMut() -> bool,
) -> Option<&'static dyn Format> {
    guess_counted(files, goes_on).map(|guess| guess.format)
}

/// The same with the number of annotations that it finds.
pub fn guess_counted(files: &[InputFile<'_>], goes_on: &mut dyn FnMut() -> bool) -> Option<Guess> {
    let unzipped = UnzippedFiles::of(files);
    let files = &*unzipped.inputs();
    let has_extension = |format: &&dyn Format| {
        let end = format!(".{}", format.about().extension);
        files
            .iter()
            .any(|file| file.name.to_lowercase().ends_with(&end))
    };
    let beginnings: Vec<InputFile<'_>> = files.iter().map(|f| f.beginning(BEGINNING)).collect();
    if let Some(certain) = readers().find(|format| format.is_certain(files)) {
        // What the names tell needs no annotation to show it.
        let guess = Guess {
            format: certain,
            found: 1,
        };
        return Some(guess).filter(|_| goes_on());
    }
    let readable = || readers().filter(|format| format.is_guessed());
    let fitting: Vec<&dyn Format> = readable().filter(has_extension).collect();
    let others: Vec<&dyn Format> = readable().filter(|f| !has_extension(f)).collect();
    let attempts = [
        (&fitting, &*beginnings),
        (&fitting, files),
        (&others, files),
    ];
    let mut attempts = attempts.into_iter();
    attempts.find_map(|(formats, files)| best(formats, files, goes_on))
}

fn best(
    formats: &[&'static dyn Format],
    files: &[InputFile<'_>],
    goes_on: &mut dyn FnMut() -> bool,
) -> Option<Guess> {
    let mut best: Option<((usize, usize), &'static dyn Format)> = None;
    for format in formats {
        if !goes_on() {
            return None;
        }
        let (mut found, mut complaints, mut articles) = (0, 0, 0);
        let mut count = |article: super::ImportedArticle| {
            found += article.document.annotations().len() + article.document.relations().len();
            complaints += article.notices.len();
            articles += 1;
            if articles < ENOUGH {
                return Ok(());
            }
            Err(FormatError::NotTaken(String::new()))
        };
        let mut intake = ImportSink::new(&mut count);
        let read = format.read_into(files, &mut intake);
        let is_broken = read.is_err() && intake.articles < ENOUGH;
        if is_broken || intake.articles == 0 {
            continue;
        }
        let reported = intake.losses.all().len() + intake.left.kinds();
        let rank = (found, usize::MAX - complaints - reported);
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, *format));
        }
    }
    best.map(|((found, _), format)| Guess { format, found })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness_tests::{export, hard_articles, options, refs};
    use crate::model::{Document, Text};
    use crate::{ImportedArticle, by_name};

    /// The same article with a long word appended.
    fn longer(article: &ImportedArticle) -> ImportedArticle {
        let document = &article.document;
        let word = "x".repeat(BEGINNING as usize);
        let text = Text::new(format!("{}\n{word}", document.text().as_str()));
        let annotations = document.annotations().iter();
        let annotations = annotations.map(|annotation| (**annotation).clone());
        let fields = document.fields().clone();
        let (document, _, _) = Document::load(text, fields, annotations.collect(), Vec::new());
        ImportedArticle {
            document,
            ..article.clone()
        }
    }

    #[test]
    fn formats_are_known_by_the_beginning_of_files_or_by_all_of_them() {
        let articles = hard_articles();
        let long = [longer(&articles[0])];
        for articles in [&*articles, &long] {
            for name in ["jsonl", "doccano", "cas-xmi", "cas-json", "gate-xml", "w3c"] {
                let format = by_name(name).expect("a format");
                let (output, _) = export(format, &refs(articles), &options());
                let files = output.files().iter();
                let files = files.map(|(name, bytes)| InputFile::new(name, bytes));
                let files: Vec<InputFile<'_>> = files.collect();
                let found = guess(&files, &mut || true);
                let found = found.map(|format| format.about().name);
                assert_eq!(found, Some(name), "{}", articles.len());
                assert!(guess(&files, &mut || false).is_none());
            }
        }
    }
}
