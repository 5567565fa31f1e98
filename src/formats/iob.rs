//! A decoder that makes annotations of IOB tags, such as `B-actor I-actor O`. IOB1, IOB2, BIOES and
//! BILOU are decoded alike: their prefixes do not contradict each other.
//!
//! It does not know where tokens and tags are in a file, nor how tags that are out of order are
//! reported.

use super::draft::DraftAnnotation;
use super::offsets::DeclaredPosition;

/// Splits a tag into its prefix and label: `B` begins an annotation, `I` continues it, `L` ends it,
/// `U` is a whole one, `O` is outside. BIOES `E` and `S` become `L` and `U`, and an unknown prefix
/// `?`.
pub fn tag_parts(tag: &str) -> (char, &str) {
    let (mark, label) = tag.split_once('-').unwrap_or(("O", ""));
    let mark = match mark {
        "O" | "B" | "I" | "L" | "U" => mark.chars().next().unwrap_or('?'),
        "E" => 'L',
        "S" => 'U',
        _ => '?',
    };
    (mark, label)
}

/// Decodes tags to annotations, token by token.
#[derive(Debug, Default)]
pub struct TagDecoder {
    /// The label of the last annotation, while it may continue.
    open: Option<String>,
}

impl TagDecoder {
    /// Decodes the tag of the next token, which is at `place`, in the unit of the format. Returns
    /// whether the tag begins an annotation with another prefix than `B` or `U`.
    pub fn word(
        &mut self,
        (mark, label): (char, &str),
        line: usize,
        place: (usize, usize),
        annotations: &mut Vec<DraftAnnotation>,
    ) -> bool {
        let continues = matches!(mark, 'I' | 'L') && self.open.as_deref() == Some(label);
        let last = annotations.last_mut().filter(|_| continues);
        let last = last.and_then(|last| last.claim.spans.last_mut());
        let is_outside = mark == 'O' || label.is_empty();
        let begins = last.is_none() && !is_outside;
        if let Some(span) = last {
            span.1 = place.1;
        } else if begins {
            annotations.push(DraftAnnotation {
                line,
                label: label.to_owned(),
                claim: DeclaredPosition {
                    spans: vec![place],
                    quote: None,
                },
                ..DraftAnnotation::default()
            });
        }
        let goes_on = matches!(mark, 'B' | 'I') && !is_outside;
        self.open = goes_on.then(|| label.to_owned());
        begins && !matches!(mark, 'B' | 'U')
    }

    /// Ends the open annotation: the next token belongs to another sentence.
    pub fn end(&mut self) {
        self.open = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the annotations of one-letter tokens, and the indexes of tokens with odd prefixes.
    fn check(tags: &str, wanted: &[(usize, usize, &str)], odd: &[usize]) {
        let (mut annotations, mut decoder) = (Vec::new(), TagDecoder::default());
        let mut found = Vec::new();
        for (index, tag) in tags.split(' ').enumerate() {
            if tag == "." {
                decoder.end();
            } else if decoder.word(tag_parts(tag), index, (index, index + 1), &mut annotations) {
                found.push(index);
            }
        }
        let annotations: Vec<(usize, usize, &str)> = annotations
            .iter()
            .map(|a| (a.claim.spans[0].0, a.claim.spans[0].1, a.label.as_str()))
            .collect();
        assert_eq!(annotations, wanted, "{tags}");
        assert_eq!(found, odd, "{tags}");
    }

    #[test]
    fn all_schemes_are_read() {
        check(
            "B-a I-a O B-a B-a",
            &[(0, 2, "a"), (3, 4, "a"), (4, 5, "a")],
            &[],
        );
        check(
            "U-a B-b I-b L-b I-b",
            &[(0, 1, "a"), (1, 4, "b"), (4, 5, "b")],
            &[4],
        );
        check(
            "S-a B-b E-b S-b",
            &[(0, 1, "a"), (1, 3, "b"), (3, 4, "b")],
            &[],
        );
        check(
            "I-a I-a O I-b I-a",
            &[(0, 2, "a"), (3, 4, "b"), (4, 5, "a")],
            &[0, 3, 4],
        );
        check("B-a . I-a", &[(0, 1, "a"), (2, 3, "a")], &[2]);
        check("B-a-b I-a-b I-a", &[(0, 2, "a-b"), (2, 3, "a")], &[2]);
    }

    #[test]
    fn unknown_tags_begin_no_span_or_are_marked_odd() {
        check("B-a O-a I-a", &[(0, 1, "a"), (2, 3, "a")], &[2]);
        check("- B- I- x B", &[], &[]);
        check("X-a I-a", &[(0, 1, "a"), (1, 2, "a")], &[0, 1]);
    }
}
