//! Renders articles in parallel on worker threads: tokenizing takes most of the time of an export.

use std::io::{self, Write};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::{ArticleRef, Format, FormatError, Losses};

/// The number of articles that one thread renders at a time.
const PORTION: usize = 16;

/// Renders articles, or all codings of each, with their indexes from 0, on as many threads as the machine
/// runs in parallel, and passes the results to `take` in the articles' order, while the next are rendered. Each
/// thread is at most two portions ahead.
///
/// # Errors
/// If rendering or `take` fails.
pub fn each<A: Sync, T: Send>(
    articles: &[A],
    losses: &mut Losses,
    render: impl Fn(usize, &A, &mut Losses) -> Result<T, FormatError> + Sync,
    mut take: impl FnMut(T) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let portions = (0..).step_by(PORTION).zip(articles.chunks(PORTION));
    let portions: &Vec<(usize, &[A])> = &portions.collect();
    let count = thread::available_parallelism().map_or(1, usize::from);
    let render_all = &|(first, portion): &(usize, &[A])| {
        let mut losses = Losses::default();
        let portion = portion.iter().enumerate();
        let rendered = portion.map(|(index, article)| render(first + index, article, &mut losses));
        (rendered.collect::<Vec<_>>(), losses)
    };
    thread::scope(|scope| {
        // Each thread takes every n-th portion, and blocks until its result is received.
        let hands: Vec<_> = (0..count.min(portions.len()))
            .map(|hand| {
                let (send, rendered) = sync_channel(1);
                let work = move || {
                    let own = portions.iter().skip(hand).step_by(count);
                    // After `take` has failed, the receiver is closed.
                    _ = own.map(render_all).try_for_each(|done| send.send(done));
                };
                let thread = thread::Builder::new().name("render articles".to_owned());
                let spawned = thread.spawn_scoped(scope, work);
                // If a thread could not be started, its work is done on this thread when it is
                // needed.
                spawned.ok().map(|_| rendered)
            })
            .collect();
        for (number, portion) in portions.iter().enumerate() {
            let (articles, reported) = match &hands[number % count] {
                Some(hand) => match hand.recv() {
                    Ok(rendered) => rendered,
                    // The thread has panicked, and the scope will propagate the panic.
                    Err(_) => break,
                },
                None => render_all(portion),
            };
            losses.append(reported);
            for article in articles {
                take(article?)?;
            }
        }
        Ok(())
    })
}

/// Writes a line for each article, as `line` renders it with the article's number from 0, and reports what
/// the format has no place for.
///
/// # Errors
/// If rendering or writing fails.
pub fn lines(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    out: &mut dyn Write,
    losses: &mut Losses,
    line: impl Fn(usize, &ArticleRef<'_>, &mut Losses) -> io::Result<Vec<u8>> + Sync,
) -> Result<(), FormatError> {
    let render = |index: usize, article: &ArticleRef<'_>, losses: &mut Losses| {
        format.about().supports.report(article, losses);
        Ok(line(index, article, losses)?)
    };
    each(articles, losses, render, |line| Ok(out.write_all(&line)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, Text};
    use crate::store::Header;
    use crate::{LossKind, LostItem};

    #[test]
    fn articles_are_rendered_in_order_with_their_losses() {
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
        let reported = losses.all().iter().map(|loss| loss.article.clone());
        assert_eq!(reported.collect::<Vec<_>>(), names);
        let stops = each(&articles, &mut losses, render, |_| {
            Err(FormatError::Unwritable("full".into()))
        });
        assert!(stops.is_err());
    }
}
