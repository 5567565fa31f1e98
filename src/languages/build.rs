//! Lists the files of translations, so that the program carries them: `assets/texts/<language>/<module>.ftl`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/texts");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut table = String::from("&[");
    for language in entries(&folder)?.iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", language.display());
        for file in entries(language)? {
            if file.extension().is_some_and(|ending| ending == "ftl") {
                let (of, stem) = (name(language), name(&file));
                let text = file.canonicalize()?;
                writeln!(table, "({of:?}, {stem:?}, include_str!({text:?})),")
                    .map_err(io::Error::other)?;
            }
        }
    }
    table.push(']');
    let target = env::var_os("OUT_DIR").map(PathBuf::from);
    let target = target.ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(target.join("files.rs"), table)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The name without its ending.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
