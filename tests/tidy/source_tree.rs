//! All files of the source, and name resolution between them.
//!
//! It does not know the rules. Names are resolved by modules, `use` items and definitions, without type
//! inference: a dependency that exists only through a method call is not found.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{self, Facts, Reference, Scope};

/// The rooms of the source: the folders and files directly under `src`.
pub const ROOMS: [&str; 19] = [
    "model",
    "store",
    "formats",
    "ingest",
    "analysis",
    "documents",
    "figures",
    "assist",
    "settings",
    "languages",
    "session",
    "command",
    "jobs",
    "software_renderer",
    "software_window",
    "ui",
    "app",
    "cli",
    "main",
];

/// A parsed file.
pub struct File {
    /// Relative to `src`, with `/` as separator.
    pub path: String,
    pub lines: usize,
    /// Whether it starts with a module comment.
    pub has_comment: bool,
    /// Only compiled for tests.
    pub is_test: bool,
    /// Its module path from the root: `ui/article/mod.rs` is `["ui", "article"]`.
    pub module: Vec<String>,
    pub facts: Facts,
}

impl File {
    /// The room it belongs to: its first folder under `src`, or its own name.
    pub fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// A line in it, in the form `src/…:line` that editors can open.
    pub fn at(&self, line: usize) -> String {
        format!("src/{}:{line}", self.path)
    }
}

/// What a path refers to.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// An item of this source, as a path from its root.
    Inside(Vec<String>),
    /// An item of another crate, or a name that could not be resolved (a local, a generic parameter).
    Outside(Vec<String>),
}

pub struct SourceTree {
    pub files: Vec<File>,
    /// The file of each module.
    modules: BTreeMap<Vec<String>, usize>,
    /// The names of each module, including inline modules.
    scopes: BTreeMap<Vec<String>, Scope>,
}

/// Limits the recursion through imports that refer to each other.
const MAX_DEPTH: usize = 12;

impl SourceTree {
    /// Parses files, given as pairs of path (relative to `src`) and text. Files that are not `.rs` are skipped.
    ///
    /// # Errors
    ///
    /// One message for each file that is not valid Rust.
    pub fn new(sources: &[(String, String)]) -> Result<Self, Vec<String>> {
        let mut tree = Self {
            files: Vec::new(),
            modules: BTreeMap::new(),
            scopes: BTreeMap::new(),
        };
        let mut errors = Vec::new();
        for (path, text) in sources.iter().filter(|(path, _)| path.ends_with(".rs")) {
            let module = module_of(path);
            match facts::read(text, &module) {
                Ok(facts) => tree.files.push(File {
                    path: path.clone(),
                    lines: text.lines().count(),
                    has_comment: text.starts_with("//!"),
                    is_test: facts.is_test || path.contains("/tests/"),
                    module,
                    facts,
                }),
                Err(error) => errors.push(format!("src/{path}: {error}")),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        tree.find_test_files();
        for (index, file) in tree.files.iter().enumerate() {
            // The root of the program is not a module of the library.
            if file.path != "main.rs" {
                tree.modules.insert(file.module.clone(), index);
            }
            for (module, scope) in &file.facts.scopes {
                tree.scopes.insert(module.clone(), scope.clone());
            }
        }
        Ok(tree)
    }

    /// Files that are not only compiled for tests.
    pub fn program(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| !file.is_test)
    }

    /// Marks files that are declared under `#[cfg(test)]`, and the files that those declare.
    fn find_test_files(&mut self) {
        let mut tests = BTreeSet::new();
        for file in &self.files {
            for declared in &file.facts.declared {
                if declared.is_test {
                    tests.extend(declared.files(&file.path));
                }
            }
        }
        loop {
            let before = tests.len();
            for file in &mut self.files {
                file.is_test |= tests.contains(&file.path);
                if file.is_test {
                    let declared = file.facts.declared.iter();
                    tests.extend(declared.flat_map(|declared| declared.files(&file.path)));
                }
            }
            if tests.len() == before {
                break;
            }
        }
    }

    /// Resolves a reference in the scope of its module. Re-exports by other modules are not followed; see
    /// [`Self::home`].
    pub fn target(&self, file: &File, reference: &Reference) -> Target {
        let room = file.room();
        self.absolute(room, &reference.module, &reference.path, MAX_DEPTH)
    }

    fn absolute(&self, room: &str, module: &[String], path: &[String], depth: usize) -> Target {
        let Some((first, rest)) = path.split_first() else {
            return Target::Inside(module.to_vec());
        };
        if depth == 0 {
            return Target::Outside(path.to_vec());
        }
        let below = |start: &[String], rest: &[String]| {
            let mut path = start.to_vec();
            path.extend_from_slice(rest);
            path
        };
        match first.as_str() {
            "crate" => return Target::Inside(self.of_root(room, rest)),
            "demarche" => return Target::Inside(rest.to_vec()),
            "self" => return self.inside(room, module, rest, depth),
            "super" => {
                let parent = &module[..module.len().saturating_sub(1)];
                return self.inside(room, parent, rest, depth);
            }
            "" => return Target::Outside(rest.to_vec()),
            _ => {}
        }
        if let Some(room) = member_room(first) {
            return Target::Inside(below(&[room.to_owned()], rest));
        }
        let scope = self.scopes.get(module);
        if let Some(import) = scope.and_then(|scope| scope.imports.get(first))
            && import != path
        {
            let start = if import.first() == Some(first) {
                // `use egui::egui` or `use log`: the first name is not the imported one.
                self.resolve_ambiguous(module, import)
            } else {
                self.absolute(room, module, import, depth - 1)
            };
            return match start {
                Target::Inside(start) => Target::Inside(below(&start, rest)),
                Target::Outside(start) => Target::Outside(below(&start, rest)),
            };
        }
        let child = below(module, std::slice::from_ref(first));
        if self.scopes.contains_key(&child) || self.modules.contains_key(&child) {
            return Target::Inside(below(&child, rest));
        }
        if scope.is_some_and(|scope| scope.defined.contains(first)) {
            return Target::Inside(below(&child, rest));
        }
        for glob in scope.iter().flat_map(|scope| &scope.globs) {
            if let Target::Inside(start) = self.absolute(room, module, glob, depth - 1)
                && self.has(&start, first)
            {
                return Target::Inside(below(&start, path));
            }
        }
        Target::Outside(path.to_vec())
    }

    fn inside(&self, room: &str, start: &[String], rest: &[String], depth: usize) -> Target {
        match rest.first().map(String::as_str) {
            Some("super" | "self") => self.absolute(room, start, rest, depth - 1),
            _ => {
                let mut path = start.to_vec();
                path.extend_from_slice(rest);
                Target::Inside(path)
            }
        }
    }

    /// Resolves a path whose first name is also the name that it imports: a child module or a crate.
    fn resolve_ambiguous(&self, module: &[String], path: &[String]) -> Target {
        let mut child = module.to_vec();
        child.extend(path.first().cloned());
        if self.modules.contains_key(&child) {
            child.extend_from_slice(&path[1..]);
            return Target::Inside(child);
        }
        Target::Outside(path.to_vec())
    }

    /// Resolves `crate::…`: a name of the root, or of the room if the room is a crate of its own.
    fn of_root(&self, room: &str, rest: &[String]) -> Vec<String> {
        let Some(first) = rest.first() else {
            return Vec::new();
        };
        let is_of_root = ROOMS.contains(&first.as_str()) || room == "lib" || room == "main";
        let mut path = Vec::new();
        if !is_of_root && !self.has(&[], first) {
            path.push(room.to_owned());
        }
        path.extend_from_slice(rest);
        path
    }

    /// Whether a module contains this name.
    fn has(&self, module: &[String], name: &str) -> bool {
        let mut child = module.to_vec();
        child.push(name.to_owned());
        self.modules.contains_key(&child)
            || self.scopes.get(module).is_some_and(|scope| {
                scope.defined.contains(name) || scope.imports.contains_key(name)
            })
    }

    /// The file that defines an item, following re-exports.
    pub fn home(&self, path: &[String]) -> Option<usize> {
        self.home_within(path, MAX_DEPTH)
    }

    fn home_within(&self, path: &[String], depth: usize) -> Option<usize> {
        let mut module = Vec::new();
        let mut rest = path;
        while let Some((name, after)) = rest.split_first() {
            let mut child = module.clone();
            child.push(name.clone());
            if self.modules.contains_key(&child) || self.scopes.contains_key(&child) {
                module = child;
                rest = after;
                continue;
            }
            if let Some(scope) = self.scopes.get(&module)
                && !scope.defined.contains(name)
                && depth > 0
            {
                let room = module.first().map_or("lib", String::as_str);
                if let Some(import) = scope.imports.get(name) {
                    return match self.absolute(room, &module, import, depth - 1) {
                        Target::Inside(mut start) => {
                            start.extend_from_slice(after);
                            self.home_within(&start, depth - 1)
                        }
                        Target::Outside(_) => None,
                    };
                }
                for glob in &scope.globs {
                    if let Target::Inside(start) = self.absolute(room, &module, glob, depth - 1)
                        && self.has(&start, name)
                    {
                        let mut start = start;
                        start.extend_from_slice(rest);
                        return self.home_within(&start, depth - 1);
                    }
                }
            }
            break;
        }
        // Inline modules belong to their file.
        while !module.is_empty() && !self.modules.contains_key(&module) {
            module.pop();
        }
        self.modules.get(&module).copied()
    }

    /// Whether a path is a module in a file of its own.
    pub fn is_module(&self, path: &[String]) -> bool {
        self.modules.contains_key(path)
    }
}

/// The room for the name of a workspace member: `demarche_store` is `store`.
fn member_room(name: &str) -> Option<&str> {
    let room = name.strip_prefix("demarche_")?;
    ROOMS.contains(&room).then_some(room)
}

/// The module path of a file.
fn module_of(path: &str) -> Vec<String> {
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    let last = module.pop().unwrap_or_default();
    let name = last.trim_end_matches(".rs");
    let is_root = module.is_empty() && matches!(name, "lib" | "main");
    if name != "mod" && !is_root {
        module.push(name.to_owned());
    }
    module
}
