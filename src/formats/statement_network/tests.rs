//! Golden files, and names that try to leave their place.

use serde_json::Value;

use super::*;

fn statements(all: usize, in_favour: usize) -> NodeStatements {
    NodeStatements {
        all,
        in_favour,
        against: all - in_favour,
    }
}

fn network() -> StatementNetwork {
    StatementNetwork {
        rows: vec!["Port \"A\" & Co".to_owned(), "=Union".to_owned()],
        columns: vec!["peace/truce".to_owned(), "=Union".to_owned()],
        cells: vec![2.0, 0.0, -0.5, 1.0],
        statements: 5,
        of_rows: vec![statements(2, 2), statements(3, 2)],
        of_columns: vec![statements(4, 3), statements(1, 1)],
    }
}

fn file<'n>(network: &'n StatementNetwork, mode: Mode) -> NetworkFile<'n> {
    NetworkFile {
        network,
        mode,
        first: "organisation",
        second: "category",
        description: "2 organisations \u{1} & <2> categories",
        window: None,
    }
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("memory takes it");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_matrix_has_names_and_guarded_formulas() {
    let network = network();
    let csv = written(|out| matrix_csv(&file(&network, Mode::Two), out));
    let expected =
        "organisation,peace/truce,'=Union\n\"Port \"\"A\"\" & Co\",2,0\n'=Union,-0.5,1\n";
    assert_eq!(csv, expected);
}

#[test]
fn edges_leave_out_zeros_and_have_their_window() {
    let network = network();
    let mut of = file(&network, Mode::Two);
    of.window = Some(("2024-01-01", "2024-01-31"));
    let csv = written(|out| edges_csv(&[of], out));
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(
        csv.ends_with("'=Union,'=Union,1,2024-01-01,2024-01-31\n"),
        "{csv}"
    );
}

#[test]
fn one_mode_has_each_pair_once() {
    let mut network = network();
    network.columns = network.rows.clone();
    network.cells = vec![0.0, 3.0, 3.0, 0.0];
    let of = file(&network, Mode::One);
    assert_eq!(of.edges().len(), 1);
    assert_eq!(of.nodes().len(), 2);
    let dl = written(|out| dl(&of, out));
    let expected =
        "dl n=2 format=fullmatrix\nlabels:\n\"Port 'A' & Co\",\"=Union\"\ndata:\n0 3\n3 0\n";
    assert_eq!(dl, expected);
}

#[test]
fn graphml_keeps_equal_names_of_both_modes_apart() {
    let network = network();
    let xml = graphml(&file(&network, Mode::Two));
    assert_eq!(xml.matches("<node ").count(), 4, "{xml}");
    assert!(
        xml.contains(r#"<edge id="e2" source="a2" target="b1">"#),
        "{xml}"
    );
    assert!(xml.contains(r#"<data key="d6">-0.5</data><data key="d7">against</data>"#));
    assert!(
        xml.contains("2 organisations \u{fffd} &amp; &lt;2"),
        "{xml}"
    );
    assert!(xml.contains(r#"<data key="d2">3</data><data key="d3">2</data>"#));
}

#[test]
fn gexf_has_windows_as_times_of_edges() {
    let network = network();
    let windows = [("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29")];
    let files = windows.map(|window| NetworkFile {
        window: Some(window),
        ..file(&network, Mode::Two)
    });
    let xml = gexf(&files, "two months");
    assert_eq!(xml.matches("<node ").count(), 4, "{xml}");
    assert_eq!(xml.matches("<edge ").count(), 6, "{xml}");
    assert!(
        xml.contains(r#"weight="2" start="2024-01-01" end="2024-01-31""#),
        "{xml}"
    );
    assert!(gexf(&files[..1], "").contains(r#"mode="dynamic""#));
    assert!(gexf(&[file(&network, Mode::Two)], "").contains(r#"mode="static""#));
}

#[test]
fn json_says_what_nodes_have() {
    let network = network();
    let json = json(&[file(&network, Mode::Two)], "a network");
    assert_eq!(json["networks"][0]["nodes"][1]["against"], 1);
    assert_eq!(json["networks"][0]["edges"][1]["weight"], -0.5);
    assert_eq!(json["networks"][0]["from"], Value::Null);
}
