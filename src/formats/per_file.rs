//! Reads datasets that have one file per article, among which other files may be.

use super::data_card;
use super::part_files::is_part_record;
use super::{FormatError, ImportSink, ImportedArticle, InputFile, LossKind, LostItem};

/// The files with one of these extensions, or all files if none has it: a dataset also holds a
/// README, and a file that was renamed is still meant.
pub fn own<'i, 'f>(files: &'i [InputFile<'f>], extensions: &[&str]) -> Vec<&'i InputFile<'f>> {
    let has_it = |file: &&InputFile<'_>| {
        let extension = file.name.rsplit_once('.').map_or("", |(_, after)| after);
        extensions
            .iter()
            .any(|own| extension.eq_ignore_ascii_case(own))
    };
    let own: Vec<&InputFile<'_>> = files.iter().filter(has_it).collect();
    if own.is_empty() {
        files.iter().collect()
    } else {
        own
    }
}

/// The files of a dataset, without the data card and the record of a part beside them.
pub fn without_card<'i, 'f>(files: &'i [InputFile<'f>]) -> impl Iterator<Item = &'i InputFile<'f>> {
    let is_beside = |file: &InputFile<'_>| {
        let name = file.name.rsplit('/').next().unwrap_or(file.name);
        name == data_card::FILE || is_part_record(name)
    };
    files.iter().filter(move |file| !is_beside(file))
}

/// Reads an article from each file. A file that cannot be read is reported, and the others are
/// imported.
///
/// # Errors
/// If none can be read, or the intake fails.
pub fn read(
    files: &[&InputFile<'_>],
    intake: &mut ImportSink<'_>,
    mut article: impl FnMut(&InputFile<'_>, &mut ImportSink<'_>) -> Result<ImportedArticle, FormatError>,
) -> Result<(), FormatError> {
    let before = intake.articles;
    let mut first_error = None;
    for file in files {
        intake.left.begin_file(file.name);
        match article(file, intake) {
            Ok(article) => intake.article(article)?,
            Err(error) => {
                let why = error.to_string();
                let losses = &mut intake.losses;
                losses.add(file.name, LostItem::Article, LossKind::Dropped, why);
                first_error.get_or_insert(error);
            }
        }
    }
    match first_error {
        Some(error) if intake.articles == before => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, gate::Gate};

    #[test]
    fn a_broken_file_keeps_no_other_from_coming_in() {
        let file = |name, text: &'static str| InputFile::new(name, text.as_bytes());
        let good = file("b.bdocjs", "{\"text\":\"x\"}");
        let files = [file("README.md", "# x"), file("a.bdocjs", "{"), good];
        let imported = Gate::BDOC.read(&files).expect("one is fine");
        assert_eq!(imported.articles.len(), 1);
        assert_eq!(imported.losses.all().len(), 1);
        assert!(Gate::BDOC.read(&files[..2]).is_err());
    }
}
