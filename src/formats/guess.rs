//! Finding out of which format a dataset is.

use super::{ALL, Format, Imported, InputFile};

/// Reads files in the format of which they most likely are: that in which most is found and least
/// is out of order. `None` if no format finds an article in them.
pub fn guess(files: &[InputFile<'_>]) -> Option<(&'static dyn Format, Imported)> {
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

fn best(
    formats: &[&'static dyn Format],
    files: &[InputFile<'_>],
) -> Option<(&'static dyn Format, Imported)> {
    let mut best: Option<((usize, usize), &'static dyn Format, Imported)> = None;
    for format in formats {
        let Ok(imported) = format.read(files) else {
            continue;
        };
        if imported.articles.is_empty() {
            continue;
        }
        let articles = || imported.articles.iter();
        let found: usize = articles()
            .map(|a| a.document.annotations().len() + a.document.relations().len())
            .sum();
        let notices: usize = articles().map(|article| article.notices.len()).sum();
        let complaints = notices + imported.losses.all().len();
        let rank = (found, usize::MAX - complaints);
        if best.as_ref().is_none_or(|(other, ..)| rank > *other) {
            best = Some((rank, *format, imported));
        }
    }
    best.map(|(_, format, imported)| (format, imported))
}
