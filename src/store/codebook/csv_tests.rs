use super::*;

fn written(codebook: &Codebook) -> Vec<u8> {
    write(codebook).expect("memory")
}

#[test]
fn the_built_in_codebook_comes_back() {
    let codebook = super::super::built_in().codebook;
    let read = read(&written(&codebook)).expect("it is ours");
    assert_eq!(read.notes, [""; 0]);
    assert_eq!(read.codebook, codebook);
}

/// A table as a spreadsheet saves it in a locale with a decimal comma.
#[test]
fn a_table_saved_by_a_spreadsheet_comes_back() {
    let saved = include_bytes!("../../../tests/data/codebook/semicolons.csv");
    let with_commas = written(&super::super::built_in().codebook);
    let mut wanted = read(&with_commas).expect("it is ours");
    // The file is older than these columns.
    for relation in &mut wanted.codebook.relations {
        relation.inverse_name.clear();
        relation.ask_from.clear();
        relation.ask_to.clear();
    }
    for label in &mut wanted.codebook.labels {
        label.judgement = false;
    }
    assert_eq!(read(saved).expect("it is a table"), wanted);
    // The same table in the other formats in which spreadsheets save tables.
    let text = std::str::from_utf8(saved).expect("UTF-8");
    let utf16: Vec<u8> = std::iter::once('\u{feff}')
        .chain(text.chars())
        .flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec())
        .flat_map(u16::to_le_bytes)
        .collect();
    for saved in [
        format!("\u{feff}{text}").into_bytes(),
        format!("sep=;\r\n{text}").into_bytes(),
        utf16,
    ] {
        assert_eq!(read(&saved).expect("it is a table"), wanted);
    }
}

#[test]
fn another_encoding_is_reported() {
    let read = read(b"row;id;name\nlabel;a;Caf\xe9\n").expect("it is a table");
    assert_eq!(read.codebook.labels[0].name, "Café");
    assert!(read.notes[0].contains("windows-1252"), "{:?}", read.notes);
}

#[test]
fn formulas_are_guarded_and_come_back() {
    for text in [
        "=1+1",
        "-5",
        "@a",
        "'=x",
        "''",
        "it's, \"so\"\nor so",
        "+",
        "'quoted'",
    ] {
        let codebook = Codebook {
            guideline: vec![text.to_owned()],
            ..Codebook::default()
        };
        let table = written(&codebook);
        let shown = String::from_utf8_lossy(&table);
        for cell in shown.lines().flat_map(|line| line.split(',')) {
            let begun = cell.trim_start_matches('"');
            assert!(!begun.starts_with(['=', '+', '-', '@']), "{shown}");
        }
        let read = read(&table).expect("it is ours");
        assert_eq!(read.codebook.guideline, [text]);
    }
}

#[test]
fn an_error_is_reported_with_its_line() {
    for (table, said) in [
        ("id,name\nx,y\n", "line 1: there is no column “row”"),
        (
            "row,id\nlabel,a\nlabl,b\n",
            "line 3: “labl” is not a kind of row",
        ),
        (
            "row,id,light\nlabel,a,blue\n",
            "line 2: “blue” is not a colour",
        ),
        (
            "row,id,parent,kind\nattribute,a,label:x,text\n",
            "line 2: its parent “label:x”",
        ),
        (
            "row,id,enabled\nlabel,a,true\nlabel,b,falsch\n",
            "line 3: “falsch” is not one of true, false",
        ),
        (
            "row,id\n\"label\",\"a\nb\"\nlabel,\n",
            "line 4: the label has no id",
        ),
        ("row,id\nlabel,\"a\n", "line 2: a quote is not closed"),
    ] {
        let error = read(table.as_bytes()).expect_err(said).to_string();
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn a_table_begins_with_a_mark_by_which_excel_knows_its_encoding() {
    assert!(written(&Codebook::default()).starts_with(b"\xEF\xBB\xBFrow,"));
}

#[test]
fn labels_without_colours_and_line_styles_get_different_ones() {
    let rows = (0..30).map(|number| format!("label,l{number}\n"));
    let table = format!("row,id\n{}", rows.collect::<String>());
    let read = read(table.as_bytes()).expect("it is a table");
    let style = |label: &Label| (label.color.light, line_name(label.line));
    let labels = read.codebook.labels.iter();
    let styles: std::collections::HashSet<_> = labels.map(style).collect();
    assert_eq!(styles.len(), 30);
}

#[test]
fn missing_cells_get_defaults() {
    let read = read(b"row,id,mood\nlabel,a,sad\nlabel,b,").expect("it is a table");
    assert_eq!(read.codebook.labels[1].name, "b");
    assert_ne!(read.codebook.labels[0].color, read.codebook.labels[1].color);
    assert_eq!(read.notes.len(), 1);
}
