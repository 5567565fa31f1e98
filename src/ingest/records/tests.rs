//! Tests of lists of literature and of what is attached to their records.

use std::collections::BTreeMap;

use super::*;
use crate::{Limits, kind_of, read_with};

const RIS_LIST: &str = "TY  - NEWS
TI  - Strike in Torvik
AU  - Moe, Mara
AU  - Lind, Arvo
T2  - Torvik Post
DA  - 2025/05/01/
PY  - 2025
LA  - en
UR  - https://news.example/strike
SE  - Mines
N1  - seen
L1  - files/12/strike.html
ER  - 

TY  - NEWS
TI  - Only its abstract
AB  - Nothing happened in the harbour
in the whole week.
L1  - files/13/gone.pdf
ER  - 

TY  - NEWS
TI  - No text at all
ER  - 
";

const BIB_LIST: &str = "@article{moe_strike_2025,
  title = {Strike in {Torvik}},
  author = {Moe, Mara and Lind, Arvo},
  journal = {Torvik Post},
  date = {2025-05-01},
  url = {https://news.example/strike},
  keywords = {mines},
  file = {Snapshot:files/12/strike.html:text/html;PDF:files/13/a\\:b.pdf:application/pdf}
}
";

const CSL_LIST: &str = r#"[{"id":"x","type":"article-newspaper","title":"Strike in Torvik",
  "container-title":"Torvik Post","author":[{"family":"Moe","given":"Mara"},{"literal":"Desk"}],
  "issued":{"date-parts":[["2025",5,1]]},"URL":"https://news.example/strike","page":"3",
  "abstract":"Miners want higher wages, a minister refuses."}]"#;

const PAGE: &[u8] = b"<html><head><title>Strike in Torvik</title></head><body><article>\
<p>Miners of Torvik want higher wages by May, they say.</p><p>Minister Arvo Lind refused on Monday.</p></article></body></html>";

/// The articles as `title | date | outlet | author | url | language {others}: text`, and all notices.
fn read_list(name: &str, list: &str, files: &[(&str, &[u8])]) -> (Vec<String>, String) {
    let files: BTreeMap<&str, &[u8]> = files.iter().copied().collect();
    let mut beside = |name: &str| files.get(name).map(|bytes| bytes.to_vec());
    match read_with(name, list.as_bytes(), None, Limits::default(), &mut beside) {
        Ok(Content::Articles(articles)) => {
            let notices: Vec<String> = articles.iter().flat_map(|a| a.notices.clone()).collect();
            let shown = articles.iter().map(|a| {
                let others: Vec<String> =
                    a.others.iter().map(|(n, v)| format!("{n}={v}")).collect();
                let text = a.text.replace('\n', " / ");
                format!(
                    "{} | {} | {} | {} | {} | {} {{{}}}: {text}",
                    a.title,
                    a.date,
                    a.outlet,
                    a.author,
                    a.url,
                    a.language,
                    others.join(", "),
                )
            });
            (shown.collect(), notices.join("\n"))
        }
        Ok(Content::Table(_)) => panic!("a table"),
        Err(error) => (Vec::new(), error.to_string()),
    }
}

#[test]
fn the_text_is_that_of_the_attached_file_and_the_fields_are_those_of_the_record() {
    let text = "Strike in Torvik / Miners of Torvik want higher wages by May, they say. / \
                Minister Arvo Lind refused on Monday. / ";
    let (found, said) = read_list(
        "My Library.ris",
        RIS_LIST,
        &[("files/12/strike.html", PAGE)],
    );
    assert_eq!(
        found,
        [
            format!(
                "Strike in Torvik | 2025-05-01 | Torvik Post | Moe, Mara; Lind, Arvo | \
                 https://news.example/strike | en {{section=Mines, memo=seen}}: {text}"
            ),
            "Only its abstract |  |  |  |  |  {}: Only its abstract / Nothing happened in the harbour in the \
             whole week. / "
                .to_owned(),
        ]
    );
    for message in [
        "Records without a text: 1 (No text at all).",
        "Only the abstract",
        "“gone.pdf” is not beside the list",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
    let (found, _) = read_list("a.bib", BIB_LIST, &[("files/12/strike.html", PAGE)]);
    assert_eq!(
        found,
        [format!(
            "Strike in Torvik | 2025-05-01 | Torvik Post | Moe, Mara; Lind, Arvo | \
             https://news.example/strike |  {{keywords=mines}}: {text}"
        )]
    );
    let (found, _) = read_list("a.json", CSL_LIST, &[]);
    assert_eq!(
        found,
        [
            "Strike in Torvik | 2025-05-01 | Torvik Post | Mara Moe; Desk | https://news.example/strike |  \
          {page=3}: Strike in Torvik / Miners want higher wages, a minister refuses. / "
        ]
    );
}

#[test]
fn attachments_are_known_by_their_names_in_the_list() {
    let names = |name: &str, list: &str| {
        let kind = kind_of(name, list.as_bytes()).expect("a kind");
        let source = SourceFile {
            name,
            bytes: list.as_bytes(),
            limits: Limits::default(),
        };
        attachments(kind, &source)
    };
    assert_eq!(
        names("a.ris", RIS_LIST),
        ["files/12/strike.html", "files/13/gone.pdf"]
    );
    assert_eq!(
        names("a.bib", BIB_LIST),
        ["files/12/strike.html", "files/13/a:b.pdf"]
    );
    assert_eq!(names("a.txt", "no list"), Vec::<String>::new());
    assert_eq!(
        kind_of("a.json", CSL_LIST.as_bytes()).map(|kind| kind.name),
        Some("csl-json")
    );
    assert_eq!(
        kind_of("a.json", b"[{\"title\":\"x\",\"type\":\"y\"}]").map(|kind| kind.name),
        Some("json")
    );
}

#[test]
fn a_list_without_texts_and_a_damaged_one_are_told() {
    for (name, list, why) in [
        (
            "a.ris",
            "TY  - NEWS\nTI  - x\nER  - \n",
            "none of its 1 records has an attached file",
        ),
        ("a.ris", "Dear reader", "no record begins"),
        ("a.bib", "@article{", "cannot be read"),
        ("a.bib", "words", "no record"),
        ("a.csljson", "{}", "no list of records"),
    ] {
        let (found, said) = read_list(name, list, &[]);
        assert!(found.is_empty() && said.contains(why), "{name}: {said}");
    }
}
