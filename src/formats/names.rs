//! Safe names in datasets: file names that stay in their folder, and labels that a format accepts.

use std::collections::{HashMap, HashSet};

use super::ArticleRef;
use crate::store::device_names::is_device_name;

/// Assigns every article a file name without an extension: it stays inside its folder, every system
/// accepts it, and no two are the same even if case is ignored.
#[derive(Debug, Default)]
pub struct FileNames(HashSet<String>);

impl FileNames {
    /// The name for the next article, with slashes: `talks/envoy-deadline`. If several articles
    /// have the same name, the later ones get their coder's name or a number.
    pub fn stem(&mut self, article: &ArticleRef<'_>) -> String {
        self.stem_of(article.name, &article.header.coder)
    }

    /// The same for an article given by name and coder.
    pub fn stem_of(&mut self, name: &str, coder: &str) -> String {
        let stem = safe_path(without_text_extension(name));
        if self.take(&stem) {
            return stem;
        }
        let part = safe_part(coder);
        let room = NAME_BYTES.saturating_sub(part.len() + 1);
        let with_coder = format!("{}.{part}", cut_path(&stem, room));
        if !coder.is_empty() && self.take(&with_coder) {
            return with_coder;
        }
        let mut number = 2_usize;
        loop {
            let numbered = format!("{stem}-{number}");
            if self.take(&numbered) {
                return numbered;
            }
            number += 1;
        }
    }

    fn take(&mut self, stem: &str) -> bool {
        self.0.insert(stem.to_lowercase())
    }
}

/// The name of the article that a file without its extension holds: `a` is `a.txt`, and `a.txt` is.
pub fn text_name(stem: &str) -> String {
    match without_text_extension(stem).len() < stem.len() {
        true => stem.to_owned(),
        false => format!("{stem}.txt"),
    }
}

fn without_text_extension(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    for extension in [".txt", ".text", ".md"] {
        if lower.len() > extension.len() && lower.ends_with(extension) {
            return &name[..name.len() - extension.len()];
        }
    }
    name
}

/// The longest name of a file that is made, in bytes: file systems take 255, of which an ending such as
/// `.article.json` and a number need some.
pub const NAME_BYTES: usize = 236;

/// The longest extension that a name keeps when it is cut, in bytes.
const EXTENSION_BYTES: usize = 8;

/// A relative path of safe components.
pub fn safe_path(name: &str) -> String {
    safe_path_within(name, NAME_BYTES)
}

/// The same with components of at most so many bytes.
pub fn safe_path_within(name: &str, most: usize) -> String {
    let parts = name
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != "." && *part != "..")
        .map(|part| cut(&safe_part(part), most));
    let path = parts.collect::<Vec<_>>().join("/");
    if path.is_empty() {
        "article".to_owned()
    } else {
        path
    }
}

/// A path component that Windows, macOS and Linux all accept.
pub fn safe_part(name: &str) -> String {
    let kept = name.chars().map(|c| match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\' => '_',
        c if c.is_control() => '_',
        c => c,
    });
    let mut part = cut(&kept.collect::<String>(), NAME_BYTES);
    part.truncate(part.trim_end_matches(['.', ' ']).len());
    if part.is_empty() || part.starts_with('.') || is_device_name(&part) {
        part.insert(0, '_');
    }
    part
}

/// A name of at most so many bytes, which keeps its extension.
fn cut(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let (stem, extension) = match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= EXTENSION_BYTES => name.split_at(at),
        _ => (name, ""),
    };
    let end = stem.floor_char_boundary(most.saturating_sub(extension.len()));
    let stem = stem[..end].trim_end_matches(['.', ' ']);
    format!("{stem}{extension}")
}

/// A path whose last component is cut.
fn cut_path(path: &str, most: usize) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/{}", cut(name, most)),
        None => cut(path, most),
    }
}

/// Names of labels, attributes and relation types in a format that does not accept every character.
/// Two names never become one.
#[derive(Clone, Debug)]
pub struct PlainNames {
    accepts: fn(char) -> bool,
    given: HashMap<String, String>,
    taken: HashSet<String>,
}

impl PlainNames {
    /// Names of only ASCII letters, digits, `_` and `-`.
    pub fn ascii() -> Self {
        Self::new(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    }

    /// Names of the characters that a format accepts.
    pub fn new(accepts: fn(char) -> bool) -> Self {
        Self {
            accepts,
            given: HashMap::new(),
            taken: HashSet::new(),
        }
    }

    /// The assigned name, or else the name itself.
    pub fn given<'n>(&'n self, name: &'n str) -> &'n str {
        self.given.get(name).map_or(name, String::as_str)
    }

    /// Assigns these names before all others, so that names which are accepted stay unchanged.
    pub fn with<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        names.sort_by_key(|name| !self.fits(name));
        for name in names {
            self.get(name);
        }
        self
    }

    /// The name in the format.
    pub fn get(&mut self, name: &str) -> String {
        if let Some(given) = self.given.get(name) {
            return given.clone();
        }
        let accepts = self.accepts;
        let mut plain = String::new();
        for c in name.chars() {
            if accepts(c) {
                plain.push(c);
            } else {
                let transliterated = transliterated(c);
                plain.extend(transliterated.map(|c| if accepts(c) { c } else { '_' }));
            }
        }
        if plain.is_empty() {
            plain.push('_');
        }
        let mut unique = plain.clone();
        let mut number = 1;
        while !self.taken.insert(unique.clone()) {
            number += 1;
            unique = format!("{plain}_{number}");
        }
        self.given.insert(name.to_owned(), unique.clone());
        unique
    }

    fn fits(&self, name: &str) -> bool {
        !name.is_empty() && name.chars().all(self.accepts)
    }
}

/// Transliterates a letter to its usual spelling without diacritics.
fn transliterated(c: char) -> impl Iterator<Item = char> {
    let spelling = match c {
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        'Ä' => "Ae",
        'Ö' => "Oe",
        'Ü' => "Ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ù' | 'ú' | 'û' => "u",
        _ => "",
    };
    let itself = spelling.is_empty().then_some(c);
    spelling.chars().chain(itself)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_climb_nowhere_and_are_unique() {
        let mut names = FileNames::default();
        let mut stem = |name: &str, coder: &str| names.stem_of(name, coder);
        assert_eq!(stem("talks/envoy.txt", "mk"), "talks/envoy");
        assert_eq!(stem("Talks/Envoy.md", "mk"), "Talks/Envoy.mk");
        assert_eq!(stem("talks/envoy.txt", ""), "talks/envoy-2");
        assert_eq!(stem("../../etc/passwd", ""), "etc/passwd");
        assert_eq!(stem("..\\x?.txt", ""), "x_");
        assert_eq!(stem("nul.txt", ""), "_nul");
        assert_eq!(stem(".txt", ""), "_.txt");
        assert_eq!(stem("..", ""), "article");
        assert_eq!(stem("a b. .txt", ""), "a b");
    }

    #[test]
    fn names_are_kept_whole_up_to_what_file_systems_take() {
        let long = format!("{}.tok.txt", "a".repeat(200));
        assert_eq!(safe_path(&long), long);
        for letter in ["a", "ж", "🕊"] {
            let name = format!("b/{}.txt", letter.repeat(400));
            let path = safe_path(&name);
            let (_, name) = path.rsplit_once('/').expect("a folder");
            assert!(name.ends_with(".txt") && name.len() <= NAME_BYTES, "{name}");
            assert!(name.len() + ".article.json".len() + 6 <= 255);
        }
        let mut names = FileNames::default();
        let first = names.stem_of(&long, "mara");
        let second = names.stem_of(&long, &"m".repeat(32));
        assert!(first != second && second.len() <= NAME_BYTES, "{second}");
    }

    #[test]
    fn plain_names_stay_apart() {
        let mut names = PlainNames::ascii().with(["über uns", "ueber_uns", "фраза", "речи!"]);
        assert_eq!(names.get("ueber_uns"), "ueber_uns");
        assert_eq!(names.get("über uns"), "ueber_uns_2");
        assert_eq!(names.get("речи!"), "_____");
        assert_eq!(names.get("фраза"), "______2");
        assert_eq!(names.get(""), "_");
    }
}
