//! Things that stand where a file of ours should, and how a test makes them.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Something that stands where a file should.
pub struct Bad {
    pub name: &'static str,
    pub what: What,
    /// The place in the file that a message tells.
    pub place: &'static str,
}

pub enum What {
    Bytes(Vec<u8>),
    /// A file of two gigabytes that takes no room.
    Huge,
    Pipe,
    Device,
    Folder,
}

impl Bad {
    fn new(name: &'static str, what: impl Into<What>, place: &'static str) -> Self {
        let what = what.into();
        Self { name, what, place }
    }

    /// Puts it in the place of whatever is there. A job of a program that was left may write there
    /// just then, so it is tried more than once.
    pub fn put(&self, path: &Path) {
        let is_put = (0..20).any(|_| {
            clear(path);
            self.is_put(path)
        });
        assert!(is_put, "{} is put at {}", self.name, path.display());
    }

    fn is_put(&self, path: &Path) -> bool {
        match &self.what {
            What::Bytes(bytes) => fs::write(path, bytes).is_ok(),
            What::Huge => {
                let file = fs::File::create_new(path);
                file.is_ok_and(|file| file.set_len(2 << 30).is_ok())
            }
            What::Pipe => {
                let made = Command::new("mkfifo").arg(path).status();
                made.is_ok_and(|made| made.success())
            }
            What::Device => std::os::unix::fs::symlink("/dev/zero", path).is_ok(),
            What::Folder => fs::create_dir(path).is_ok(),
        }
    }

    /// Whether it is still there as it was put.
    pub fn stands(&self, path: &Path) -> bool {
        use std::os::unix::fs::FileTypeExt as _;
        let Ok(there) = path.symlink_metadata() else {
            return false;
        };
        match &self.what {
            What::Bytes(bytes) => fs::read(path).is_ok_and(|there| there == *bytes),
            What::Huge => there.is_file() && there.len() == 2 << 30,
            What::Pipe => there.file_type().is_fifo(),
            What::Device => there.is_symlink(),
            What::Folder => there.is_dir(),
        }
    }
}

impl From<&str> for What {
    fn from(text: &str) -> Self {
        Self::Bytes(text.into())
    }
}

impl From<String> for What {
    fn from(text: String) -> Self {
        Self::Bytes(text.into())
    }
}

/// Removes whatever is there.
pub fn clear(path: &Path) {
    let is_folder = path.symlink_metadata().is_ok_and(|there| there.is_dir());
    if is_folder {
        fs::remove_dir_all(path).expect("it goes");
    } else if path.symlink_metadata().is_ok() {
        fs::remove_file(path).expect("it goes");
    }
}

/// What no file of ours can be, whatever it is for. `good` is such a file of some lines.
pub fn of_any_kind(good: &str) -> Vec<Bad> {
    let deep = |list: &str| {
        let nested = format!("\"{list}\": {}", "[".repeat(100_000));
        good.replacen(&format!("\"{list}\": ["), &nested, 1)
    };
    let list = if good.contains("annotations") {
        "annotations"
    } else if good.contains("\"labels\"") {
        "labels"
    } else if good.contains("\"tags\"") {
        "tags"
    } else {
        "entities"
    };
    let half = &good[..good.len() / 2];
    let newer = good.replacen("\"version\": 1", "\"version\": 9", 1);
    let twice = good.replacen("\"version\": 1", "\"version\": 1, \"version\": 1", 1);
    let other = good.replacen("\"format\": \"demarche", "\"format\": \"other", 1);
    let not_unicode = [&good.as_bytes()[..40], b"\n\xE9", &good.as_bytes()[40..]].concat();
    assert!(newer != good && twice != good && other != good && deep(list) != good);
    vec![
        Bad::new("cut", half, "line "),
        Bad::new("empty", "", "line 1"),
        Bad::new("zeros", What::Bytes(vec![0; 512]), "line 1"),
        Bad::new("binary", What::Bytes((0..=255).collect()), "line "),
        Bad::new("not Unicode", What::Bytes(not_unicode), "line "),
        Bad::new("a merge of git", format!("<<<<<<< HEAD\n{good}"), "line 1"),
        Bad::new("nested deep", deep(list), "line "),
        Bad::new("newer", newer, "newer Demarche"),
        Bad::new("a field twice", twice, "line "),
        Bad::new("another’s", other, "format"),
        Bad::new("two gigabytes", What::Huge, "2147483648 bytes"),
        Bad::new("a pipe", What::Pipe, "a pipe or a device"),
        Bad::new("a device", What::Device, "a pipe or a device"),
        Bad::new("a folder", What::Folder, "a folder"),
    ]
}

/// A sidecar with something in the place of a part of its first annotation.
fn with(good: &str, part: &str, other: &str) -> String {
    let changed = good.replacen(part, other, 1);
    assert_ne!(changed, good, "{part}");
    changed
}

/// Sidecars that are refused.
pub fn sidecars(good: &str) -> Vec<Bad> {
    let spans = "[[0,5]]";
    let line = |name, other: &str| Bad::new(name, with(good, spans, other), "line ");
    let memo = |json: &str| with(good, "\"spans\"", &format!("\"memo\":{json},\"spans\""));
    let mut all = of_any_kind(good);
    all.extend([
        line("a negative place", "[[-1,5]]"),
        line("a fraction", "[[0,4.5]]"),
        line("an exponent", "[[0,1e400]]"),
        line("more than 64 bits", "[[0,99999999999999999999]]"),
        line("NaN as a place", "[[NaN,5]]"),
        Bad::new("NaN", memo("NaN"), "line "),
        Bad::new("Infinity", memo("-Infinity"), "line "),
        Bad::new("half a character", memo("\"\\ud800\""), "line "),
        Bad::new(
            "an id twice",
            with(good, "\"id\"", "\"id\":\"x\",\"id\""),
            "line ",
        ),
    ]);
    all
}

/// Sidecars that open, with something out of order that is told; nothing of them is dropped.
pub fn odd_sidecars(good: &str) -> Vec<(Bad, &'static str)> {
    let spans = "[[0,5]]";
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let unknown = |json: &str| with(good, "\"spans\"", &format!("\"mood\":{json},\"spans\""));
    let other_article = with(good, "\"sha256\": \"", "\"sha256\": \"00");
    vec![
        (
            Bad::new("beyond the end", with(good, spans, "[[900,905]]"), ""),
            "lies outside the text",
        ),
        (
            Bad::new(
                "64 bits beyond the end",
                with(good, spans, "[[0,18446744073709551615]]"),
                "",
            ),
            "lies outside the text",
        ),
        (
            Bad::new("backwards", with(good, spans, "[[5,0]]"), ""),
            "is detached",
        ),
        (
            Bad::new("ids twice", with(good, "\"id\":\"b\"", "\"id\":\"a\""), ""),
            "was taken",
        ),
        (Bad::new("of another article", other_article, ""), ""),
        (
            Bad::new(
                "for another file",
                with(good, "\"file\": \"bad.txt\"", "\"file\": \"other.txt\""),
                "",
            ),
            "made for the file",
        ),
        (Bad::new("deep and not known", unknown(&deep), ""), ""),
        (
            Bad::new("half a character, not known", unknown("\"\\ud800\""), ""),
            "",
        ),
    ]
}
