//! Import tests with files of other programs: valid content is imported, errors are reported.

use super::*;

/// The sentence in which all units of offsets give different numbers.
const S: &str = "Putin demands a NATO freeze. 🕊️ Zelenskyy refused.";

/// Reads files; returns the texts that the annotations cover, and the report.
fn read(format: &str, files: &[(&str, &[u8])]) -> (Vec<String>, String) {
    let files: Vec<InputFile<'_>> = files
        .iter()
        .map(|(name, bytes)| InputFile::new(name, bytes))
        .collect();
    let format = by_name(format).unwrap_or_else(|| panic!("no format {format}"));
    let imported = match format.read(&files) {
        Ok(imported) => imported,
        Err(error) => return (Vec::new(), error.to_string()),
    };
    let mut found = Vec::new();
    for article in &imported.articles {
        let document = &article.document;
        for annotation in document.annotations() {
            let quote = annotation.fragments().map(|f| f.quote(document.text()));
            found.push(format!(
                "{}:{}",
                annotation.label,
                quote.unwrap_or_default()
            ));
        }
        for relation in document.relations() {
            found.push(format!(
                "{}-{}->{}",
                relation.from, relation.kind, relation.to
            ));
        }
    }
    let messages: Vec<String> = imported
        .losses
        .all()
        .iter()
        .map(ToString::to_string)
        .collect();
    (found, messages.join("\n"))
}

/// Fails unless exactly these annotations are imported and exactly this is reported.
fn check(format: &str, files: &[(&str, String)], wanted: &[&str], messages: &str) {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    let (found, said) = read(format, &files);
    assert_eq!(found, wanted, "{format}: {said}");
    if messages.is_empty() {
        assert_eq!(said, "", "{format}");
    }
    assert!(
        said.contains(messages),
        "{format}: “{messages}” in “{said}”"
    );
}

const BOTH: [&str; 2] = ["actor:Putin", "actor:Zelenskyy"];

#[test]
fn a_cas_is_read_as_its_offsets_were_meant() {
    let xmi = |start: usize, text: &str| {
        let spans = [(10, 0, 5), (11, start, start + 9)].map(|(id, begin, end)| {
            format!("<custom:Span xmi:id=\"{id}\" sofa=\"1\" begin=\"{begin}\" end=\"{end}\" label=\"actor\"/>")
        });
        let text = format!(
            "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
             xmlns:custom=\"http:///webanno/custom.ecore\">{}<custom:Relation xmi:id=\"12\" sofa=\"1\" \
             begin=\"0\" end=\"5\" Governor=\"10\" Dependent=\"11\" label=\"names\"/>\
             <cas:Sofa xmi:id=\"1\" sofaString=\"{text}\"/>\
             <cas:View sofa=\"1\" members=\"10 11 12\"/></xmi:XMI>",
            spans.concat()
        );
        [("a.xmi", text)]
    };
    let wanted = ["actor:Putin", "actor:Zelenskyy", "10-names->11"];
    check("cas-xmi", &xmi(33, S), &wanted, "");
    check(
        "cas-xmi",
        &xmi(32, S),
        &wanted,
        "Unicode characters instead of UTF-16",
    );
    let raw = S.replace(". ", ".\n");
    check("cas-xmi", &xmi(33, &raw), &wanted, "not escaped");
    let json = |start: usize| {
        let end = start + 9;
        let text = format!(
            "{{\"%FEATURE_STRUCTURES\":[{{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\",\"sofaString\":\"{S}\"}},\
             {{\"%ID\":2,\"%TYPE\":\"custom.Span\",\"@sofa\":1,\"begin\":0,\"end\":5,\"label\":\"actor\"}},\
             {{\"%ID\":3,\"%TYPE\":\"custom.Span\",\"@sofa\":1,\"begin\":{start},\"end\":{end},\"value\":\"actor\"}}]}}"
        );
        [("a.json", text)]
    };
    check("cas-json", &json(33), &BOTH, "");
    check("cas-json", &json(32), &BOTH, "Unicode characters instead");
}

#[test]
fn links_of_a_cas_in_json_are_relations_and_annotations_without_a_layer_are_kept() {
    let items = [
        r#"{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"Miners want wages"}"#,
        r#"{"%ID":11,"%TYPE":"custom.Actor","@sofa":1,"begin":0,"end":6,"value":"actor"}"#,
        r#"{"%ID":12,"%TYPE":"custom.Actor","@sofa":1,"begin":12,"end":17,"value":"thing"}"#,
        r#"{"%ID":13,"%TYPE":"custom.Claim","@sofa":1,"begin":7,"end":11,"value":"demand","@parts":30,"@next":14}"#,
        r#"{"%ID":14,"%TYPE":"uima.tcas.Annotation","@sofa":1,"begin":0,"end":17}"#,
        r#"{"%ID":21,"%TYPE":"custom.PartsLink","role":"speaker","@target":11}"#,
        r#"{"%ID":22,"%TYPE":"custom.PartsLink","@target":12}"#,
        r#"{"%ID":30,"%TYPE":"custom.PartsLink[]","%ELEMENTS":[21,22]}"#,
        r#"{"%ID":23,"%TYPE":"custom.PartsLink","role":"nobody","@target":99}"#,
    ];
    let json = format!("{{\"%FEATURE_STRUCTURES\":[{}]}}", items.join(","));
    let wanted = [
        "actor:Miners",
        "Annotation:Miners want wages",
        "demand:want",
        "thing:wages",
        "13-speaker->11",
        "13-parts->12",
        "13-next->14",
    ];
    check("cas-json", &[("a.json", json)], &wanted, "custom.PartsLink");
}

#[test]
fn a_document_of_gate_is_read_by_where_its_nodes_stand() {
    let xml = |start: usize| {
        let end = start + 9;
        let body = S.replace(
            "Zelenskyy",
            &format!("<Node id=\"{start}\"/>Zelenskyy<Node id=\"{end}\"/>"),
        );
        let body = body.replace("Putin", "<Node id=\"0\"/>Putin<Node id=\"5\"/>");
        let text = format!(
            "<GateDocument><TextWithNodes>{body}</TextWithNodes><AnnotationSet>\
             <Annotation Id=\"1\" Type=\"actor\" StartNode=\"0\" EndNode=\"5\"/>\
             <Annotation Id=\"2\" Type=\"actor\" StartNode=\"{start}\" EndNode=\"{end}\"/>\
             </AnnotationSet></GateDocument>"
        );
        [("a.xml", text)]
    };
    check("gate-xml", &xml(33), &BOTH, "");
    check("gate-xml", &xml(32), &BOTH, "node “32” stands at 33");
    let bdoc = |kind: &str, start: usize| {
        let end = start + 9;
        let text = format!(
            "{{\"text\":\"{S}\",\"offset_type\":\"{kind}\",\"annotation_sets\":{{\"\":{{\"annotations\":[\
             {{\"type\":\"actor\",\"start\":0,\"end\":5,\"id\":1,\"features\":{{}}}},\
             {{\"type\":\"actor\",\"start\":{start},\"end\":{end},\"id\":2}}]}}}}}}"
        );
        [("a.bdocjs", text)]
    };
    check("bdoc", &bdoc("p", 32), &BOTH, "");
    check("bdoc", &bdoc("j", 33), &BOTH, "");
    check("bdoc", &bdoc("j", 32), &BOTH, "Unicode characters instead");
    check("bdoc", &bdoc("x", 32), &[], "offset type “x”");
}

#[test]
fn a_web_annotation_is_read_by_what_it_quotes() {
    let page = |context: &str, start: &str, end: &str| {
        let item = |id: &str, start: &str, end: &str, exact: &str| {
            format!(
                "{{\"id\":\"{id}\",\"type\":\"Annotation\",\"body\":\"actor\",\"target\":{{\"source\":\"a.txt\",\
                 \"selector\":[{{\"type\":\"TextPositionSelector\",\"start\":{start},\"end\":{end}}},\
                 {{\"type\":\"TextQuoteSelector\",\"exact\":\"{exact}\"}}]}}}}"
            )
        };
        let text = format!(
            "{{{context}\"items\":[{},{}]}}",
            item("x", "0", "5", "Putin"),
            item("y", start, end, "Zelenskyy")
        );
        [("a.jsonld", text), ("a.txt", S.to_owned())]
    };
    let context = "\"@context\":\"http://www.w3.org/ns/anno.jsonld\",";
    check("w3c", &page(context, "32", "41"), &BOTH, "");
    check(
        "w3c",
        &page(context, "33", "42"),
        &BOTH,
        "UTF-16 units instead",
    );
    check(
        "w3c",
        &page(context, "\"32\"", "\"41\""),
        &BOTH,
        "start is a text",
    );
    check("w3c", &page("", "32", "41"), &BOTH, "no @context");
    let [page, _] = page(context, "32", "41");
    check("w3c", &[page], &[], "choose its .txt");
    let quoted = format!(
        "{{{context}\"body\":\"x\",\"target\":{{\"selector\":{{\"type\":\"TextQuoteSelector\",\"exact\":\"e\"}}}}}}"
    );
    let files = [("a.jsonld", quoted), ("a.txt", S.to_owned())];
    check("w3c", &files, &[], "“e” stands in several places");
}

#[test]
fn rows_of_webanno_are_read_by_their_tokens() {
    let tsv = |start: usize, blank: &str| {
        let end = start + 9;
        let (first, second) = S.split_once(" 🕊️").expect("two sentences");
        let text = format!(
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|label\n{blank}#Text={first}\n\
             1-1\t0-5\tPutin\tactor\t\n\n#Text=🕊️{second}\n2-1\t29-{}\t🕊️\t_\t\n2-2\t{start}-{end}\tZelenskyy\tactor\t\n",
            start - 1
        );
        [("a.tsv", text)]
    };
    check("webanno-tsv", &tsv(33, "\n\n"), &BOTH, "");
    check(
        "webanno-tsv",
        &tsv(32, "\n\n"),
        &BOTH,
        "Unicode characters instead",
    );
    check("webanno-tsv", &tsv(33, "\n"), &BOTH, "empty lines");
}

#[test]
fn annotations_on_the_same_words_are_distinguished_by_number() {
    let rows = "1-1\t0-3\tthe\tplace[1]|group[2]\tk2[2]\t_\t_\n\
                1-2\t4-8\tport\tplace[1]|group[2]\tk2[2]\t_\t_\n\
                1-3\t9-14\tunion\tgroup[2]\tk2[2]\t_\t_\n\
                1-4\t15-17\tit\tplace\t_\tis\t1-1[1_0]\n";
    let tsv = format!(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Ref|value|key\n#T_RL=custom.Link|value|BT_custom.Ref\n\
         \n\n#Text=the port union it\n{rows}"
    );
    let wanted = [
        "place:the port",
        "group:the port union",
        "place:it",
        "a1-is->a3",
    ];
    check("webanno-tsv", &[("a.tsv", tsv)], &wanted, "");
    // Without a label feature the layer is the label, and a slot is not a label.
    let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value\n\
               #T_SP=custom.Host|ROLE_custom.Host:links_custom.Link|custom.Span\n\
               #T_RL=custom.Link|isSure|value|BT_custom.Span\n\n\n#Text=the port\n\
               1-1\t0-3\tthe\t*[1]|*[2]\tto;of\t1-2;1-2\t_\t_\t_\n\
               1-2\t4-8\tport\tplace\t_\t_\ttrue|*\tin|*\t1-1[1_0]|1-1[2_0]\n";
    let wanted = [
        "Span:the",
        "Span:the",
        "Host:the",
        "place:port",
        "a4-to->a3",
        "a4-of->a3",
        "a1-in->a3",
        "a2-Link->a3",
    ];
    check("webanno-tsv", &[("a.tsv", tsv.to_owned())], &wanted, "");
}

#[test]
fn the_words_of_prodigy_need_not_say_whether_a_space_follows() {
    let row = "{\"text\":\"Levi’s no\",\"tokens\":[{\"text\":\"Levi\",\"start\":0,\"end\":4,\"id\":0},\
               {\"text\":\"’s\",\"start\":4,\"end\":6,\"id\":1},{\"text\":\"no\",\"start\":7,\"end\":9,\"id\":2}],\
               \"spans\":[{\"start\":0,\"end\":9,\"token_start\":0,\"token_end\":2,\"label\":\"brand\"}]}";
    check(
        "prodigy",
        &[("a.jsonl", row.to_owned())],
        &["brand:Levi’s no"],
        "",
    );
}

#[test]
fn spans_of_tables_and_records_are_read_as_they_were_counted() {
    let csv = |start: usize, mark: &str| {
        let end = start + 9;
        [
            ("documents.csv", format!("{mark}doc_id,text\nd,{S}\n")),
            (
                "spans.csv",
                format!(
                    "span_id,doc_id,start,end,label,text\na,d,0,5,actor,Putin\nb,d,{start},{end},actor,Zelenskyy\n"
                ),
            ),
        ]
    };
    check("csv", &csv(32, ""), &BOTH, "");
    check("csv", &csv(33, ""), &BOTH, "UTF-16 units instead");
    check("csv", &csv(32, "\u{feff}"), &BOTH, "byte order mark");
    check(
        "csv",
        &csv(32, "\u{feff}\u{feff}"),
        &BOTH,
        "second byte order mark",
    );
    let [documents, _] = csv(32, "");
    check("csv", &[documents], &[], "“spans” together");
    let records = |start: usize, end: usize| {
        let text = format!(
            "[{{\"id\":\"r\",\"fields\":{{\"text\":\"{S}\"}},\"responses\":{{\"spans\":[{{\"value\":[\
             {{\"label\":\"actor\",\"start\":0,\"end\":5}},\
             {{\"label\":\"actor\",\"start\":{start},\"end\":{end}}}]}}]}}}}]"
        );
        let settings = "{\"questions\":[{\"name\":\"spans\",\"settings\":{\"type\":\"span\",\
                        \"allow_overlapping\":false,\"options\":[{\"value\":\"actor\"}]}}]}";
        [
            ("records.json", text),
            ("settings.json", settings.to_owned()),
        ]
    };
    check("argilla", &records(32, 41), &BOTH, "");
    check("argilla", &records(33, 42), &BOTH, "UTF-16 units instead");
    let overlap = ["actor:Putin", "actor:Putin demands"];
    check("argilla", &records(0, 13), &overlap, "do not allow");
}

#[cfg(feature = "parquet")]
#[test]
fn rows_of_parquet_are_read_with_the_names_that_lie_beside_them() {
    let bytes = include_bytes!("../../tests/data/foreign/tags.parquet");
    let (found, said) = read("hf", &[("tags.parquet", bytes)]);
    assert_eq!(found, BOTH);
    assert!(said.contains("put together from its tokens"), "{said}");
    let (found, said) = read("parquet", &[("tags.parquet", bytes)]);
    assert_eq!(found, [""; 0]);
    assert!(said.contains("called after a table"), "{said}");
    let unnamed = "{\"text\":\"Putin\",\"tokens\":[\"Putin\"],\"ner_tags\":[1],\"spans\":[]}";
    check("hf", &[("a.jsonl", unnamed.to_owned())], &[], "no names");
}

#[test]
fn the_annotations_of_gate_may_come_before_the_text() {
    let nodes = "<TextWithNodes><Node id=\"0\"/>Putin<Node id=\"5\"/> no</TextWithNodes>";
    let other = "<TextWithNodes>Zelenskyy<Node id=\"9\"/></TextWithNodes>";
    let text = format!(
        "<GateDocument><AnnotationSet><Annotation Id=\"1\" Type=\"actor\" StartNode=\"0\" \
         EndNode=\"5\"><Feature><Name>memo</Name><Value>x</Value></Feature></Annotation>\
         <Annotation Id=\"2\" Type=\"actor\" StartNode=\"0\" EndNode=\"9\"/></AnnotationSet>\
         {nodes}{other}</GateDocument>"
    );
    // A second text is not read, and so its nodes are in no text.
    let files = [("a.xml", text)];
    check(
        "gate-xml",
        &files,
        &["actor:Putin"],
        "a node that is not in the text",
    );
}

/// A REFI-QDA project with one code and these parts of two sources.
fn refi(parts: [&str; 2]) -> Vec<u8> {
    let source = |name: &str, parts: &str| {
        format!("<TextSource guid=\"{name}\" name=\"{name}\">{parts}</TextSource>")
    };
    let project = format!(
        "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"p\"><CodeBook><Codes>\
         <Code guid=\"c\" name=\"actor\" isCodable=\"true\"/></Codes></CodeBook>\
         <Sources>{}<PictureSource name=\"photo\"/>{}</Sources>\
         <Links><Link guid=\"l\" name=\"names\" originGUID=\"S1\" targetGUID=\"s2\"/></Links></Project>",
        source("a", parts[0]),
        source("b", parts[1])
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("project.qde", options).expect("memory");
    std::io::Write::write_all(&mut archive, project.as_bytes()).expect("memory");
    archive.finish().expect("memory").into_inner()
}

#[test]
fn a_wrong_name_in_a_refi_project_counts_only_if_it_stands_elsewhere() {
    let text = "<PlainTextContent>Putin and\nZelenskyy</PlainTextContent>";
    let selection = |id: &str, name: &str, start: usize, end: usize| {
        format!(
            "<PlainTextSelection guid=\"{id}\" name=\"{name}\" startPosition=\"{start}\" \
             endPosition=\"{end}\"><Coding guid=\"g{id}\"><CodeRef targetGUID=\"c\"/></Coding>\
             </PlainTextSelection>"
        )
    };
    let named = [
        selection("s1", "Putin", 0, 5),
        // No text of the article: a name that somebody has given.
        selection("s2", "first mention", 10, 19),
        // The text of other characters.
        selection("s3", "and Zelenskyy", 0, 5),
    ]
    .concat();
    // The text may come after what is marked in it.
    let bytes = refi([
        &format!("{named}{text}"),
        &format!("{text}{}", selection("s4", "", 0, 5)),
    ]);
    let (found, said) = read("refi-qda", &[("p.qdpx", &bytes)]);
    let wanted = [
        "actor:Putin",
        "actor:Zelenskyy",
        "s1-names->s2",
        "actor:Putin",
    ];
    assert_eq!(found, wanted, "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(
        lines[0].contains("“and Zelenskyy” does not stand there"),
        "{said}"
    );
    assert!(lines[1].contains("“photo” is no text"), "{said}");
}

/// With a step for each pair, this would take ten thousand million.
#[test]
fn very_many_annotations_on_one_token_of_webanno_are_read() {
    let count = 100_000;
    let label = |number: usize| format!("l{number}[{number}]");
    let labels: Vec<String> = (1..=count).map(label).collect();
    let tsv = format!(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value\n\n\n#Text=Putin\n1-1\t0-5\tPutin\t{}\t\n",
        labels.join("|")
    );
    let (found, said) = read("webanno-tsv", &[("a.tsv", tsv.as_bytes())]);
    assert_eq!((found.len(), said.as_str()), (count, ""));
    assert!(found.contains(&format!("l{count}:Putin")));
}
