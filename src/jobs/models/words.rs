//! A command line as words: program and arguments, with quotation marks and backslashes as in a shell, and
//! nothing else of a shell. No shell runs, so that no name or text can become a command.

/// Why a command line cannot be divided into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    #[error("it is empty")]
    Empty,
    #[error("a quotation mark is not closed")]
    Unclosed,
}

/// The words of a command line, at least one. Backslashes are letters on Windows, whose paths have them.
///
/// # Errors
/// If there is no word, or a quotation mark is not closed.
pub fn words(line: &str) -> Result<Vec<String>, WordsError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => {
                let word = word.get_or_insert_default();
                quoted(c, &mut chars, word)?;
            }
            '\\' if cfg!(unix) => {
                let next = chars.next().unwrap_or('\\');
                word.get_or_insert_default().push(next);
            }
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    match words.is_empty() {
        true => Err(WordsError::Empty),
        false => Ok(words),
    }
}

/// Reads up to the closing mark.
fn quoted(
    mark: char,
    chars: &mut impl Iterator<Item = char>,
    word: &mut String,
) -> Result<(), WordsError> {
    loop {
        match chars.next().ok_or(WordsError::Unclosed)? {
            c if c == mark => return Ok(()),
            '\\' if mark == '"' && cfg!(unix) => match chars.next() {
                Some(c @ ('"' | '\\')) => word.push(c),
                Some(c) => word.extend(['\\', c]),
                None => return Err(WordsError::Unclosed),
            },
            c => word.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_as_in_a_shell_that_does_nothing_else() {
        for (line, wanted) in [
            ("python my_tagger.py", &["python", "my_tagger.py"][..]),
            ("  a\t'b c'  \"d e\" ", &["a", "b c", "d e"]),
            ("a''b \"\" c", &["ab", "", "c"]),
            (
                "echo $HOME; rm * | x",
                &["echo", "$HOME;", "rm", "*", "|", "x"],
            ),
            ("'it\"s'", &["it\"s"]),
        ] {
            assert_eq!(words(line).expect("words"), wanted, "{line}");
        }
        assert_eq!(words(" \t"), Err(WordsError::Empty));
        assert_eq!(words("python 'a.py"), Err(WordsError::Unclosed));
    }

    #[test]
    #[cfg(unix)]
    fn backslashes_keep_the_next_character() {
        let found = words(r#"a\ b "c\"d\e" '\x' end\"#).expect("words");
        assert_eq!(found, ["a b", "c\"d\\e", "\\x", "end\\"]);
    }
}
