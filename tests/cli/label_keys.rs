//! Label keys that another command has, as `check` and `codebook import` tell them.

use std::fs;

use crate::cli::{GOLDEN, demarche, message, project};

#[test]
fn label_keys_that_never_tag_are_faults_of_the_codebook() {
    let folder = project(GOLDEN);
    let run = |args: &[&str]| message(&demarche(folder.path(), args));
    let table = "row,id,keys\nlabel,norm,N\nlabel,why,y\nlabel,quote,q\n";
    fs::write(folder.path().join("keys.csv"), table).expect("a file");
    let (code, _, err) = run(&["codebook", "import", "--merge", "keys.csv", "."]);
    let norm = "key “N” of label “norm” never tags: it means “Next annotation”; “";
    assert_eq!(code, 0);
    assert!(err.contains(norm), "{err}");

    let (code, out, _) = run(&["check", "."]);
    assert_eq!(code, 1);
    assert!(out.contains(norm), "{out}");
    assert!(out.contains("key “y” of label “why” never tags"), "{out}");
    assert!(!out.contains("label “quote”"), "{out}");
    let (_, out, _) = run(&["check", ".", "--json"]);
    assert!(out.contains("label-key"), "{out}");
}
