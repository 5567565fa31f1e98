//! Shards: the files that the articles of one dataset are distributed to, so that programs read them
//! in parallel.
//!
//! ```text
//! --shards 2           spans/part-0.parquet, spans/part-1.parquet
//! --partition-by year  spans/year=2024/part-0.parquet, spans/year=2025/part-0.parquet
//! ```
//!
//! An article's shard depends on its own name or fields only, never on its position or on other
//! articles, so that a new article changes one shard. This module knows no file and no table.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use crate::store::hash::sha256;

use super::{ArticleRef, FormatError};

/// The most shards of a dataset.
pub const MAX_SHARDS: usize = 4096;

/// The most parts that a run may be divided into.
pub const MAX_PARTS: usize = 1_000_000;

/// The value of articles that lack the partition's field, as Hive and Spark name it.
pub const WITHOUT_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// The longest name of a folder that all systems accept, in bytes.
const MAX_FOLDER_BYTES: usize = 255;

/// How much of a value a message shows, in characters.
const VALUE_SHOWN: usize = 40;

/// Which of `count` shares an article belongs to, from 0: the first 8 bytes of the SHA-256 of its
/// name in the project as a big-endian number, modulo `count`.
///
/// This is a promise to users, who divide work by it: it must never change.
pub fn share(name: &str, count: usize) -> usize {
    let hash = sha256(name.as_bytes());
    let start = hash.iter().take(8);
    let number = start.fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let count = u64::try_from(count.max(1)).unwrap_or(u64::MAX);
    usize::try_from(number % count).unwrap_or(0)
}

/// How the articles of a dataset are distributed to shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shards {
    /// To this many shards, by [`share`].
    Count(usize),
    /// To one folder for each value, as Hive lays tables out.
    By(PartitionKey),
}

/// What a dataset is partitioned by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionKey {
    /// The year of the article's date.
    Year,
    Outlet,
    Status,
}

impl PartitionKey {
    /// All keys.
    pub const ALL: [Self; 3] = [Self::Year, Self::Outlet, Self::Status];

    /// The name on the command line and in folders: `year`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Outlet => "outlet",
            Self::Status => "status",
        }
    }

    /// The value of an article; empty if it has none.
    fn value<'a>(self, article: &ArticleRef<'a>) -> &'a str {
        let document = article.document;
        match self {
            Self::Year => year(document.field("date")),
            Self::Outlet => document.field("outlet").trim(),
            Self::Status => document.fields().status.as_str(),
        }
    }
}

/// The year of a date such as `2025-04-25`, `2025-04` or `2025`; empty for anything else.
fn year(date: &str) -> &str {
    let date = date.trim();
    let digits = date.bytes().take_while(u8::is_ascii_digit).count();
    let rest = date.get(digits..).unwrap_or_default();
    match digits {
        4 if rest.is_empty() || rest.starts_with('-') => &date[..4],
        _ => "",
    }
}

/// One of the shards of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// The path of its files without a table and an extension: `part-0`, `year=2025/part-0`.
    pub path: String,
    /// The indexes of its articles, in their order.
    pub articles: Vec<usize>,
}

impl Shards {
    /// Distributes articles. There is at least one shard, also without articles.
    ///
    /// # Errors
    /// If a value is too long for the name of a folder.
    pub fn of(self, articles: &[ArticleRef<'_>]) -> Result<Vec<Shard>, FormatError> {
        match self {
            Self::Count(count) => {
                let digits = count.saturating_sub(1).to_string().len();
                let mut shards: Vec<Shard> = (0..count)
                    .map(|number| Shard {
                        path: format!("part-{number:0digits$}"),
                        articles: Vec::new(),
                    })
                    .collect();
                for (index, article) in articles.iter().enumerate() {
                    if let Some(shard) = shards.get_mut(share(article.name, count)) {
                        shard.articles.push(index);
                    }
                }
                Ok(shards)
            }
            Self::By(key) => {
                let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
                for (index, article) in articles.iter().enumerate() {
                    let folder = folder(key, key.value(article))?;
                    members.entry(folder).or_default().push(index);
                }
                if members.is_empty() {
                    members.insert(folder(key, "")?, Vec::new());
                }
                let mut numbers = FileNumbers::default();
                let shards = members.into_iter().map(|(folder, articles)| Shard {
                    path: format!("{folder}/part-{}", numbers.next(&folder)),
                    articles,
                });
                Ok(shards.collect())
            }
        }
    }

    /// The rule in words, for the data card.
    pub fn describe(self) -> String {
        match self {
            Self::Count(count) => format!(
                "{count}, by the first 8 bytes of the SHA-256 of the article’s name as a big-endian \
                 number, modulo {count}"
            ),
            Self::By(key) => format!(
                "one folder for each {}, as Hive lays tables out; articles without it are in {WITHOUT_VALUE}",
                key.name()
            ),
        }
    }
}

/// The numbers of the files of partitions. Where case does not count, `outlet=BBC` and `outlet=bbc`
/// are the same folder: their files must differ, or one would replace the other.
#[derive(Default)]
struct FileNumbers(HashMap<String, usize>);

impl FileNumbers {
    /// The number for the file of a folder; the folders come in the order of their names.
    fn next(&mut self, folder: &str) -> usize {
        let next = self.0.entry(folder.to_lowercase()).or_default();
        *next += 1;
        *next - 1
    }
}

/// The names that the files of parts have once they are joined. The number of a partition's file
/// depends on the other partitions, of which a part may lack some; other names stay.
pub fn joined_names<'n>(names: &BTreeSet<&'n str>) -> BTreeMap<&'n str, String> {
    let mut folders: BTreeMap<&str, Vec<&'n str>> = BTreeMap::new();
    let mut joined = BTreeMap::new();
    for name in names {
        let partition = name.rsplit_once("/part-").filter(|(folder, _)| {
            let folder = folder.rsplit('/').next().unwrap_or(folder);
            folder.contains('=')
        });
        match partition {
            Some((folder, _)) => folders.entry(folder).or_default().push(name),
            None => {
                joined.insert(*name, (*name).to_owned());
            }
        }
    }
    let mut numbers = FileNumbers::default();
    for (folder, files) in folders {
        let number = numbers.next(folder);
        for file in files {
            let ending = file[folder.len()..].split_once('.');
            let ending = ending.map_or("", |(_, ending)| ending);
            joined.insert(file, format!("{folder}/part-{number}.{ending}"));
        }
    }
    joined
}

/// The name of the folder of a partition.
///
/// # Errors
/// If it is too long.
fn folder(key: PartitionKey, value: &str) -> Result<String, FormatError> {
    let folder = format!("{}={}", key.name(), folder_name(value));
    if folder.len() <= MAX_FOLDER_BYTES {
        return Ok(folder);
    }
    let start: String = value.chars().take(VALUE_SHOWN).collect();
    Err(FormatError::Unwritable(format!(
        "the {} “{start}…” is too long for the name of a folder, which has at most \
         {MAX_FOLDER_BYTES} bytes; shorten it or use --shards",
        key.name()
    )))
}

/// A value as a part of a folder's name: `%` and hexadecimal digits replace what Hive escapes, and
/// what some system does not accept in a file name.
fn folder_name(value: &str) -> String {
    if value.is_empty() {
        return WITHOUT_VALUE.to_owned();
    }
    let last = value.len();
    let mut name = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        let is_last = at + c.len_utf8() == last;
        let is_escaped = c.is_ascii_control()
            || "\"#%'*/:=?\\{[]^<>|".contains(c)
            || (is_last && matches!(c, '.' | ' '));
        if is_escaped {
            // Writing to a `String` cannot fail.
            let _ = write!(name, "%{:02X}", u32::from(c));
        } else {
            name.push(c);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{ArticleFields, Status};
    use crate::model::{AttributeValue, Document, Text};
    use crate::store::sidecar::Header;

    /// Values computed with another program:
    /// `int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % count`.
    #[test]
    fn an_article_has_the_same_share_in_every_version() {
        let cases = [
            ("golden.txt", 1, 0),
            ("golden.txt", 2, 0),
            ("golden.txt", 3, 0),
            ("golden.txt", 7, 3),
            ("golden.txt", 4096, 3866),
            ("articles/talks.txt", 1, 0),
            ("articles/talks.txt", 2, 1),
            ("articles/talks.txt", 3, 2),
            ("articles/talks.txt", 7, 4),
            ("articles/talks.txt", 4096, 2757),
            ("", 1, 0),
            ("", 2, 0),
            ("", 3, 1),
            ("", 7, 1),
            ("", 4096, 3092),
            ("äöü/和平.md", 1, 0),
            ("äöü/和平.md", 2, 0),
            ("äöü/和平.md", 3, 1),
            ("äöü/和平.md", 7, 5),
            ("äöü/和平.md", 4096, 3198),
        ];
        for (name, count, wanted) in cases {
            assert_eq!(share(name, count), wanted, "{name} of {count}");
        }
    }

    #[test]
    fn shares_are_even() {
        let mut counts = [0_usize; 7];
        for number in 0..7_000 {
            counts[share(&format!("articles/{number}.txt"), 7)] += 1;
        }
        assert!(
            counts.iter().all(|count| (900..1100).contains(count)),
            "{counts:?}"
        );
    }

    fn document(date: &str, outlet: &str) -> Document {
        let mut fields = ArticleFields {
            status: Status::Done,
            ..ArticleFields::default()
        };
        for (name, value) in [("date", date), ("outlet", outlet)] {
            fields
                .values
                .insert(name.into(), AttributeValue::Text(value.to_owned()));
        }
        Document::load(Text::new("a"), fields, Vec::new(), Vec::new()).0
    }

    fn paths(shards: Shards, documents: &[Document]) -> Vec<(String, Vec<usize>)> {
        let header = Header::default();
        let names: Vec<String> = (0..documents.len()).map(|n| format!("{n}.txt")).collect();
        let articles: Vec<ArticleRef<'_>> = documents
            .iter()
            .zip(&names)
            .map(|(document, name)| ArticleRef {
                name,
                document,
                header: &header,
            })
            .collect();
        let shards = shards.of(&articles).expect("no value is too long");
        let shards = shards.into_iter();
        shards.map(|shard| (shard.path, shard.articles)).collect()
    }

    #[test]
    fn partitions_are_named_as_hive_names_them() {
        let documents = [
            document("2025-04-25", "A/B: 100%"),
            document("25 April", ""),
            document("2024", "Ünion."),
            document("2025-04", "A/B: 100%"),
            document("20255", ".."),
            document("", "ünion."),
        ];
        let by = |key| paths(Shards::By(key), &documents);
        let named = |name: &str, articles: &[usize]| (format!("{name}/part-0"), articles.to_vec());
        assert_eq!(
            by(PartitionKey::Year),
            [
                named("year=2024", &[2]),
                named("year=2025", &[0, 3]),
                named("year=__HIVE_DEFAULT_PARTITION__", &[1, 4, 5]),
            ]
        );
        assert_eq!(
            by(PartitionKey::Outlet),
            [
                named("outlet=.%2E", &[4]),
                named("outlet=A%2FB%3A 100%25", &[0, 3]),
                named("outlet=__HIVE_DEFAULT_PARTITION__", &[1]),
                named("outlet=Ünion%2E", &[2]),
                ("outlet=ünion%2E/part-1".to_owned(), vec![5]),
            ]
        );
        assert_eq!(
            by(PartitionKey::Status),
            [named("status=done", &[0, 1, 2, 3, 4, 5])]
        );
        let none = paths(Shards::By(PartitionKey::Status), &[]);
        assert_eq!(none, [named("status=__HIVE_DEFAULT_PARTITION__", &[])]);
    }

    #[test]
    fn partitions_of_parts_are_numbered_as_those_of_one_run() {
        let names = [
            "/outlet=BBC/part-0.csv",
            "/outlet=bbc/part-0.csv",
            "/outlet=bbc/part-1.csv",
            "/outlet=x/part-0.csv",
            "/part-1.csv",
            ".csv",
        ];
        let joined = joined_names(&BTreeSet::from(names));
        assert_eq!(
            names.map(|name| joined[name].as_str()),
            [
                "/outlet=BBC/part-0.csv",
                "/outlet=bbc/part-1.csv",
                "/outlet=bbc/part-1.csv",
                "/outlet=x/part-0.csv",
                "/part-1.csv",
                ".csv",
            ]
        );
    }

    #[test]
    fn a_value_that_no_folder_can_have_is_refused() {
        let header = Header::default();
        let shards = |outlet: &str| {
            let document = document("", outlet);
            let article = ArticleRef {
                name: "a.txt",
                document: &document,
                header: &header,
            };
            Shards::By(PartitionKey::Outlet).of(&[article])
        };
        assert!(shards(&"a".repeat(255 - "outlet=".len())).is_ok());
        let error = shards(&"/".repeat(100)).expect_err("it is too long");
        assert!(error.to_string().contains("the outlet “////"), "{error}");
    }

    #[test]
    fn every_shard_is_there_even_if_it_is_empty() {
        let shards = paths(Shards::Count(11), &[document("", "")]);
        let names: Vec<&str> = shards.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            (names.len(), names[0], names[10]),
            (11, "part-00", "part-10")
        );
        let articles: Vec<usize> = shards.iter().flat_map(|(_, all)| all.clone()).collect();
        assert_eq!(articles, [0]);
    }
}
