//! Articles rendered side by side: cutting texts into words takes most of the time of an export.

use std::thread;

use super::{ArticleRef, FormatError, Losses};

/// Articles that one thread renders at a time.
const PORTION: usize = 16;

/// Renders articles, with their numbers from 0, with as many threads as the machine runs side by
/// side, and hands on what came of each in their order. No more than a few portions are in memory.
///
/// # Errors
/// If rendering or `take` fails.
pub fn each<T: Send>(
    articles: &[ArticleRef<'_>],
    losses: &mut Losses,
    render: impl Fn(usize, &ArticleRef<'_>, &mut Losses) -> Result<T, FormatError> + Sync,
    mut take: impl FnMut(T) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let hands = thread::available_parallelism().map_or(1, usize::from);
    let render_all = &|first: usize, portion: &[ArticleRef<'_>]| {
        let mut losses = Losses::default();
        let portion = portion.iter().enumerate();
        let rendered = portion.map(|(index, article)| render(first + index, article, &mut losses));
        (rendered.collect::<Vec<_>>(), losses)
    };
    for (wave, portions) in articles.chunks(PORTION * hands).enumerate() {
        let first = wave * PORTION * hands;
        let rendered = thread::scope(|scope| {
            let mut portions = (first..).step_by(PORTION).zip(portions.chunks(PORTION));
            let own = portions.next();
            let others: Vec<_> = portions
                .map(|(first, portion)| scope.spawn(move || render_all(first, portion)))
                .collect();
            let own = own.map(|(first, portion)| render_all(first, portion));
            let mut rendered: Vec<_> = own.into_iter().collect();
            for other in others {
                match other.join() {
                    Ok(more) => rendered.push(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            rendered
        });
        for (articles, told) in rendered {
            losses.append(told);
            for article in articles {
                take(article?)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{LossKind, LostItem};
    use crate::model::{Document, Text};
    use crate::store::Header;

    #[test]
    fn what_is_rendered_comes_in_order_with_what_was_lost() {
        let (document, header) = (Document::new(Text::new("x")), Header::default());
        let names: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        let articles = names.iter().map(|name| ArticleRef {
            name,
            document: &document,
            header: &header,
        });
        let articles: Vec<ArticleRef<'_>> = articles.collect();
        let (mut losses, mut got) = (Losses::default(), Vec::new());
        let render = |index: usize, article: &ArticleRef<'_>, losses: &mut Losses| {
            losses.add(article.name, LostItem::Article, LossKind::Dropped, "");
            assert_eq!(article.name, index.to_string());
            Ok(article.name.to_owned())
        };
        let rendered = each(&articles, &mut losses, render, |name| {
            got.push(name);
            Ok(())
        });
        rendered.expect("nothing fails");
        assert_eq!(got, names);
        let told = losses.all().iter().map(|loss| loss.article.clone());
        assert_eq!(told.collect::<Vec<_>>(), names);
        let stops = each(&articles, &mut losses, render, |_| {
            Err(FormatError::Unwritable("full".into()))
        });
        assert!(stops.is_err());
    }
}
