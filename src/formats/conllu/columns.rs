//! The columns of a line of CoNLL-U and of CoNLL-U Plus, and the white space that MISC tells.
//!
//! It does not know what an article is.

/// The columns of CoNLL-U. CoNLL-U Plus declares its own in a first line.
const COLUMNS: [&str; 10] = [
    "ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC",
];

/// The comment with which CoNLL-U Plus declares its columns.
pub const DECLARED: &str = "global.columns";

/// Which column is where.
#[derive(Clone, Debug)]
pub struct ColumnOrder {
    names: Vec<String>,
    pub id: usize,
    pub form: usize,
    misc: Option<usize>,
}

impl Default for ColumnOrder {
    fn default() -> Self {
        Self {
            names: COLUMNS.map(str::to_owned).into(),
            id: 0,
            form: 1,
            misc: Some(9),
        }
    }
}

impl ColumnOrder {
    /// The columns that a file declares; `None` if it names no words.
    pub fn declared(names: &str) -> Option<Self> {
        let names: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
        let find = |wanted: &str| names.iter().position(|name| name == wanted);
        let (id, form, misc) = (find("ID")?, find("FORM")?, find("MISC"));
        Some(Self {
            names,
            id,
            form,
            misc,
        })
    }

    /// The value of MISC; empty if the line has none.
    pub fn misc<'l>(&self, columns: &[&'l str]) -> &'l str {
        let found = self.misc.and_then(|at| columns.get(at));
        found.copied().filter(|misc| *misc != "_").unwrap_or("")
    }

    /// The columns that say something, apart from the word and MISC, with their names.
    pub fn others<'l>(&self, columns: &[&'l str]) -> Vec<(&str, &'l str)> {
        let named = self.names.iter().zip(columns).enumerate();
        let others = named.filter(|(at, (_, value))| {
            ![self.id, self.form].contains(at)
                && Some(*at) != self.misc
                && !matches!(**value, "_" | "" | "*")
        });
        others
            .map(|(_, (name, value))| (name.as_str(), *value))
            .collect()
    }
}

/// What stands in the first column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordId {
    Word(u32),
    /// One word of the text that is several of the grammar, from the first to the last of them.
    Several(u32, u32),
    /// A word that is not in the text.
    Empty,
}

impl WordId {
    pub fn parse(id: &str) -> Option<Self> {
        if let Ok(number) = id.parse() {
            return Some(Self::Word(number));
        }
        if let Some((first, last)) = id.split_once('-') {
            return Some(Self::Several(first.parse().ok()?, last.parse().ok()?));
        }
        let (before, number) = id.split_once('.')?;
        let is_number = |part: &str| part.parse::<u32>().is_ok();
        (is_number(before) && is_number(number)).then_some(Self::Empty)
    }
}

/// White space in a form in which it can stand in MISC, as UDPipe writes it.
pub fn escaped(spaces: &str) -> String {
    let mut escaped = String::new();
    for c in spaces.chars() {
        match c {
            ' ' => escaped.push_str("\\s"),
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '|' => escaped.push_str("\\p"),
            '\\' => escaped.push_str("\\\\"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The white space that MISC gives in that form.
pub fn unescaped(spaces: &str) -> String {
    let mut plain = String::new();
    let mut chars = spaces.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('s') => plain.push(' '),
            Some('t') => plain.push('\t'),
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('p') => plain.push('|'),
            Some(other) => plain.push(other),
            None => plain.push('\\'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_words_are_told_apart() {
        let parse = WordId::parse;
        assert_eq!(parse("7"), Some(WordId::Word(7)));
        assert_eq!(parse("7-8"), Some(WordId::Several(7, 8)));
        assert_eq!(parse("8.1"), Some(WordId::Empty));
        for odd in ["", "-", "a", "1-", "1.b", "99999999999"] {
            assert_eq!(parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn white_space_comes_back() {
        for spaces in ["", " ", "\n\n", "\t \r\n", "\u{a0}|\\s", "\\"] {
            assert_eq!(unescaped(&escaped(spaces)), spaces);
        }
        assert_eq!(unescaped("\\n\\"), "\n\\");
    }

    #[test]
    fn columns_are_where_a_file_says() {
        let order = ColumnOrder::declared("ID FORM MISC NE").expect("words");
        assert_eq!(order.misc(&["1", "a", "X=y", "B-a"]), "X=y");
        assert_eq!(order.others(&["1", "a", "_", "B-a"]), [("NE", "B-a")]);
        assert!(ColumnOrder::declared("FORM NE").is_none());
    }
}
