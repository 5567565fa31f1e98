//! Ids of texts: `CompareText::AllLanesTip` is `compare-text-all-lanes-tip`. They are made while compiling.

/// The number of bytes of an id.
pub const fn id_length(name: &str) -> usize {
    let name = name.as_bytes();
    let (mut at, mut length) = (0, 0);
    while at < name.len() {
        length += match name[at] {
            b':' => 0,
            _ if begins_word(name, at) => 2,
            _ => 1,
        };
        at += 1;
    }
    length
}

/// The id of `Enum::Variant`, whose length is [`id_length`].
pub const fn id_from_name<const N: usize>(name: &str) -> [u8; N] {
    let name = name.as_bytes();
    let mut id = [0; N];
    let (mut at, mut length) = (0, 0);
    while at < name.len() {
        if name[at] != b':' {
            if begins_word(name, at) {
                id[length] = b'-';
                length += 1;
            }
            id[length] = name[at].to_ascii_lowercase();
            length += 1;
        }
        at += 1;
    }
    id
}

/// Whether a capital begins a word other than the first.
const fn begins_word(name: &[u8], at: usize) -> bool {
    at > 0 && name[at].is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_names_are_joined_by_hyphens() {
        assert_eq!(crate::text_id!(CompareText, Title), "compare-text-title");
        assert_eq!(
            crate::text_id!(AgreementText, ExactF1),
            "agreement-text-exact-f1"
        );
        assert_eq!(crate::text_id!(Purpose, UndoStep), "purpose-undo-step");
    }
}
