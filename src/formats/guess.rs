//! Finding out of which format a dataset is.

use super::{ALL, Format, FormatError, InputFile, Intake};

/// Articles after which a format is known well enough.
const ENOUGH: usize = 50;

/// The format of which files most likely are: that in which most is found and least is out of order,
/// in the first articles. `None` if no format finds an article in them, or if it was not to go on: that
/// is asked before each format.
pub fn guess(
    files: &[InputFile<'_>],
    goes_on: &mut dyn FnMut() -> bool,
) -> Option<&'static dyn Format> {
    let has_extension = |format: &&dyn Format| {
        let end = format!(".{}", format.about().extension);
        files
            .iter()
            .any(|file| file.name.to_lowercase().ends_with(&end))
    };
    let readable = || ALL.iter().copied().filter(|format| format.about().reads);
    let fitting: Vec<&dyn Format> = readable().filter(has_extension).collect();
    best(&fitting, files, goes_on).or_else(|| {
        let others: Vec<&dyn Format> = readable().filter(|f| !has_extension(f)).collect();
        best(&others, files, goes_on)
    })
}

fn best(
    formats: &[&'static dyn Format],
    files: &[InputFile<'_>],
    goes_on: &mut dyn FnMut() -> bool,
) -> Option<&'static dyn Format> {
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
        let mut intake = Intake::new(&mut count);
        let read = format.read_into(files, &mut intake);
        let is_broken = read.is_err() && intake.articles < ENOUGH;
        if is_broken || intake.articles == 0 {
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
