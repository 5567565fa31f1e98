//! Finding out of which format a dataset is.

use super::{ALL, Format, InputFile, Intake};

/// The format of which files most likely are: that in which most is found and least is out of order.
/// `None` if no format finds an article in them.
pub fn guess(files: &[InputFile<'_>]) -> Option<&'static dyn Format> {
    let has_extension = |format: &&dyn Format| {
        let end = format!(".{}", format.about().extension);
        files
            .iter()
            .any(|file| file.name.to_lowercase().ends_with(&end))
    };
    let readable = || ALL.iter().copied().filter(|format| format.about().reads);
    let fitting: Vec<&dyn Format> = readable().filter(has_extension).collect();
    best(&fitting, files).or_else(|| {
        let others: Vec<&dyn Format> = readable().filter(|f| !has_extension(f)).collect();
        best(&others, files)
    })
}

fn best(formats: &[&'static dyn Format], files: &[InputFile<'_>]) -> Option<&'static dyn Format> {
    let mut best: Option<((usize, usize), &'static dyn Format)> = None;
    for format in formats {
        let (mut found, mut complaints) = (0, 0);
        let mut count = |article: super::ImportedArticle| {
            found += article.document.annotations().len() + article.document.relations().len();
            complaints += article.notices.len();
            Ok(())
        };
        let mut intake = Intake::new(&mut count);
        if format.read_into(files, &mut intake).is_err() || intake.articles == 0 {
            continue;
        }
        let told = intake.losses.all().len();
        let rank = (found, usize::MAX - complaints - told);
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, *format));
        }
    }
    best.map(|(_, format)| format)
}
