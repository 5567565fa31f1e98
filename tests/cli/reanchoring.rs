//! Annotations on texts that are then edited as people edit them, with figures of what is found again.
//!
//! Each character of an edited text knows which character of the old text it is, so that what is
//! found can be judged without guessing. With `DEMARCHE_ARTICLES` the texts of that folder are edited
//! too; `docs/reliability.md` tells the figures.

use std::fmt;
use std::ops::Range;

use demarche::model::anchor::{detached_anchor as detached_anchor_of, find_again};
use demarche::model::annotation::DetachedAnchor;
use demarche::model::{ByteOffset, Fragments, Span, Text};

/// Articles that are edited.
const ARTICLES: [&str; 2] = [
    include_str!("../../sample_data/talks/elbe-anniversary.txt"),
    include_str!("../../sample_data/talks/envoy-deadline.txt"),
];

/// A text in which every word stands several times between the same others: much cannot be told, and
/// what cannot be told must not be guessed.
const REPEATS: &str = "The minister said no. The union demands higher wages. The minister said no.\n\n\
    The union demands higher wages, the minister said. “No,” the union said. The minister said no.\n\n\
    The union demands higher wages. The minister said no.\n";

/// A text while it is edited: characters, and which of the old ones they are.
#[derive(Clone)]
struct Draft(Vec<(char, Option<usize>)>);

impl Draft {
    fn new(text: &str) -> Self {
        let chars = text.chars().enumerate();
        Self(chars.map(|(index, c)| (c, Some(index))).collect())
    }

    fn text(&self) -> String {
        self.0.iter().map(|(c, _)| c).collect()
    }

    /// Paragraphs with the line ends after them.
    fn paragraphs(&self) -> Vec<Range<usize>> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for (index, pair) in self.0.windows(2).enumerate() {
            if pair[0].0 == '\n' && pair[1].0 != '\n' && pair[1].0 != '\r' {
                paragraphs.push(start..index + 1);
                start = index + 1;
            }
        }
        paragraphs.push(start..self.0.len());
        paragraphs
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.0.splice(at..at, text.chars().map(|c| (c, None)));
    }
}

/// What is done to a text.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Typos,
    Inserted,
    Moved,
    Deleted,
    Marks,
    Reencoded,
    All,
}

const KINDS: [Kind; 7] = [
    Kind::Typos,
    Kind::Inserted,
    Kind::Moved,
    Kind::Deleted,
    Kind::Marks,
    Kind::Reencoded,
    Kind::All,
];

fn edit(draft: &mut Draft, kind: Kind, random: &mut fastrand::Rng) {
    match kind {
        Kind::Typos => {
            for _ in 0..draft.0.len() / 300 + 1 {
                let at = random.usize(0..draft.0.len());
                match random.u8(0..4) {
                    0 => draft.0[at] = (random.lowercase(), None),
                    1 => draft.insert(at, &random.lowercase().to_string()),
                    2 => drop(draft.0.remove(at)),
                    _ if at > 0 => draft.0.swap(at - 1, at),
                    _ => {}
                }
            }
        }
        Kind::Inserted => {
            for _ in 0..3 {
                let paragraphs = draft.paragraphs();
                let at = paragraphs[random.usize(0..paragraphs.len())].start;
                // Of the words that the text has anyway, in another order.
                let text = draft.text();
                let words: Vec<&str> = text.split_whitespace().collect();
                let count = random.usize(5..60);
                let mut paragraph: Vec<&str> = (0..count)
                    .map(|_| words[random.usize(0..words.len())])
                    .collect();
                paragraph.push("\n\n");
                draft.insert(at, &paragraph.join(" "));
            }
        }
        Kind::Moved => {
            for _ in 0..2 {
                let paragraphs = draft.paragraphs();
                let from = paragraphs[random.usize(0..paragraphs.len())].clone();
                let taken: Vec<_> = draft.0.drain(from).collect();
                let paragraphs = draft.paragraphs();
                let at = paragraphs[random.usize(0..paragraphs.len())].start;
                draft.0.splice(at..at, taken);
            }
        }
        Kind::Deleted => {
            for _ in 0..2 {
                let paragraphs = draft.paragraphs();
                if paragraphs.len() > 1 {
                    drop(
                        draft
                            .0
                            .drain(paragraphs[random.usize(0..paragraphs.len())].clone()),
                    );
                }
            }
            // Some sentences go, too.
            let length = draft.0.len();
            let start = random.usize(0..length);
            drop(
                draft
                    .0
                    .drain(start..(start + random.usize(0..200)).min(length)),
            );
        }
        Kind::Marks => {
            let straight = random.bool();
            for (c, _) in &mut draft.0 {
                *c = match *c {
                    '“' | '”' | '„' if straight => '"',
                    '‘' | '’' if straight => '\'',
                    '"' => '“',
                    '\'' => '’',
                    '“' => '«',
                    '”' => '»',
                    '–' => '-',
                    ' ' if random.u8(0..40) == 0 => '\u{a0}',
                    c => c,
                };
            }
        }
        Kind::Reencoded => {
            // What the other encoding lacks is written in another way or lost; line ends change.
            let old = std::mem::take(&mut draft.0);
            for (c, origin) in old {
                match c {
                    '\n' => draft.0.extend([('\r', None), ('\n', origin)]),
                    'é' => draft.0.extend([('e', origin), ('\u{301}', None)]),
                    c if c > '\u{2fff}' => draft.0.push(('?', None)),
                    c => draft.0.push((c, origin)),
                }
            }
        }
        Kind::All => {
            for kind in &KINDS[..6] {
                edit(draft, *kind, random);
            }
        }
    }
}

/// Byte ranges of the words, without the punctuation after them.
fn word_ranges(content: &str) -> Vec<Range<usize>> {
    let words = content.split_whitespace().filter_map(|word| {
        let start = word.as_ptr() as usize - content.as_ptr() as usize;
        let word = word.trim_end_matches(['.', ',', '”', '“', ':', ';', '’', '?']);
        (!word.is_empty()).then(|| start..start + word.len())
    });
    words.collect()
}

/// What an analyst would mark: much of it short, some long, some in two parts.
fn fragments(text: &Text, words: &[Range<usize>], random: &mut fastrand::Rng) -> Fragments {
    let mut at = random.usize(0..words.len());
    let mut spans = Vec::new();
    for _ in 0..if random.u8(0..8) == 0 { 2 } else { 1 } {
        let lengths = [1, 1, 1, 2, 3, 3, 8, 20, 40];
        let last = at + lengths[random.usize(0..lengths.len())] - 1;
        let last = last.min(words.len() - 1);
        let (start, end) = (ByteOffset(words[at].start), ByteOffset(words[last].end));
        spans.push(Span::new(text, start, end).expect("words make a span"));
        at = last + 1 + random.usize(1..6);
        if at >= words.len() {
            break;
        }
    }
    Fragments::new(spans).expect("they ascend")
}

/// Whether every character of a stretch of the old text is there, in order and with nothing between.
fn survives(draft: &Draft, old: &Range<usize>) -> bool {
    let is_own = |(_, origin): &&(char, Option<usize>)| origin.is_some_and(|at| old.contains(&at));
    let Some(start) = draft.0.iter().position(|c| is_own(&c)) else {
        return false;
    };
    // Signs that another encoding puts in.
    let rest = draft.0[start..].iter();
    let rest = rest.filter(|(c, origin)| origin.is_some() || !matches!(c, '\r' | '\u{301}'));
    rest.map(|(_, origin)| *origin)
        .take(old.len())
        .eq(old.clone().map(Some))
}

/// Whether a range of the new text is what a stretch of the old one has become: nine tenths of it at
/// least, from its beginning to its end, and hardly anything else.
fn is_right(draft: &Draft, old: &Range<usize>, found: &Range<usize>) -> bool {
    let origins = draft.0[found.clone()]
        .iter()
        .filter_map(|(_, origin)| *origin);
    let own: Vec<usize> = origins.filter(|origin| old.contains(origin)).collect();
    let (Some(first), Some(last)) = (own.first(), own.last()) else {
        return false;
    };
    let is_enough = own.len() * 10 + 10 >= old.len() * 9 && own.len() * 10 + 20 >= found.len() * 9;
    let lost_before = draft
        .0
        .iter()
        .filter(|(_, o)| o.is_some_and(|o| (old.start..*first).contains(&o)));
    let lost_after = draft
        .0
        .iter()
        .filter(|(_, o)| o.is_some_and(|o| (last + 1..old.end).contains(&o)));
    is_enough && lost_before.count() + lost_after.count() == 0
}

/// How many annotations there were and what became of them.
#[derive(Default)]
struct Figures {
    all: usize,
    surviving: usize,
    /// Placed without asking where they belong, and those of them whose text survives.
    taken: usize,
    taken_surviving: usize,
    /// Placed without asking where they do not belong.
    wrong: usize,
    /// Proposed where they belong, of those whose text survives.
    proposed_surviving: usize,
}

impl Figures {
    fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.surviving += other.surviving;
        self.taken += other.taken;
        self.taken_surviving += other.taken_surviving;
        self.wrong += other.wrong;
        self.proposed_surviving += other.proposed_surviving;
    }

    fn recall(&self, found: usize) -> f64 {
        found as f64 / self.surviving.max(1) as f64
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            all,
            surviving,
            taken,
            wrong,
            ..
        } = self;
        let without_asking = self.recall(self.taken_surviving);
        let with_asking = self.recall(self.taken_surviving + self.proposed_surviving);
        write!(
            f,
            "{all} annotations, {surviving} surviving, {taken} placed without asking, {wrong} of \
             them wrong; recall {without_asking:.4}, with proposals {with_asking:.4}"
        )
    }
}

/// Edits a text once and counts what is found.
fn count(content: &str, kind: Kind, knows_old: bool, seed: u64, figures: &mut Figures) {
    let mut random = fastrand::Rng::with_seed(seed);
    let old = Text::new(content);
    let words = word_ranges(content);
    let annotations: Vec<Fragments> = (0..30)
        .map(|_| fragments(&old, &words, &mut random))
        .collect();
    let mut draft = Draft::new(content);
    edit(&mut draft, kind, &mut random);
    let new = Text::new(draft.text());
    let lost: Vec<DetachedAnchor> = annotations
        .iter()
        .map(|a| detached_anchor_of(&old, a))
        .collect();
    let found = find_again(
        &new,
        knows_old.then_some(&old),
        &lost.iter().collect::<Vec<_>>(),
        [],
    );
    for (lost, found) in lost.iter().zip(found) {
        figures.all += 1;
        let places = lost.chars.iter().map(|(start, end)| start.0..end.0);
        let places: Vec<Range<usize>> = places.collect();
        let survives = places.iter().all(|place| survives(&draft, place));
        figures.surviving += usize::from(survives);
        let Some(found) = found else { continue };
        let now = detached_anchor_of(&new, &found.to).chars;
        let mut pairs = places.iter().zip(&now);
        let right = now.len() == places.len()
            && pairs.all(|(old, (start, end))| is_right(&draft, old, &(start.0..end.0)));
        match (found.certain, right) {
            (true, true) => {
                figures.taken += 1;
                figures.taken_surviving += usize::from(survives);
            }
            (true, false) => {
                figures.taken += 1;
                figures.wrong += 1;
                println!("wrong after {kind:?}, {seed}: {lost:?} -> {found:?}");
            }
            (false, true) => figures.proposed_surviving += usize::from(survives),
            (false, false) => {}
        }
    }
}

/// The sample articles, and those of a folder if one is named.
fn articles() -> Vec<String> {
    let mut articles: Vec<String> = ARTICLES.iter().map(|text| (*text).to_owned()).collect();
    if let Some(folder) = std::env::var_os("DEMARCHE_ARTICLES") {
        let entries = std::fs::read_dir(folder).expect("the folder can be read");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        articles.extend(paths.filter_map(|path| std::fs::read_to_string(path).ok()));
    }
    articles
}

/// Rounds of edits of each kind for each article.
fn rounds() -> u64 {
    let rounds = std::env::var("DEMARCHE_ROUNDS").ok();
    rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(1)
}

#[test]
fn automatic_reanchoring_is_correct_and_finds_surviving_quotes() {
    for knows_old in [true, false] {
        let mut sum = Figures::default();
        for kind in KINDS {
            let mut figures = Figures::default();
            for article in articles() {
                (0..rounds())
                    .for_each(|round| count(&article, kind, knows_old, round, &mut figures));
            }
            println!("old text known: {knows_old}, {kind:?}: {figures}");
            sum.add(&figures);
        }
        println!("old text known: {knows_old}: {sum}");
        let mut repeats = Figures::default();
        for kind in KINDS {
            (0..rounds()).for_each(|round| count(REPEATS, kind, knows_old, round, &mut repeats));
        }
        println!("old text known: {knows_old}, all repeats: {repeats}");
        assert_eq!(sum.wrong, 0);
        // Without the old text nobody can tell that a quote that stands once stood there twice.
        assert!(repeats.wrong == 0 || !knows_old);
        let least = if knows_old { 0.98 } else { 0.95 };
        assert!(sum.recall(sum.taken_surviving) >= least);
        assert!(sum.recall(sum.taken_surviving + sum.proposed_surviving) >= 0.98);
    }
}
