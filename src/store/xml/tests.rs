//! Tests that XML survives a round trip, and that dangerous or malformed documents are refused.

use super::{
    Element, Node, XmlError, XmlEvent, XmlFault, XmlLimits, XmlWriter, each, tree, unwritable,
};

fn parse(text: &str) -> Result<Element, XmlError> {
    parse_within(text, XmlLimits::default())
}

fn parse_within(text: &str, limits: XmlLimits) -> Result<Element, XmlError> {
    tree::read(text.as_bytes(), limits, &|_, _| false)
}

#[test]
fn what_is_written_comes_back() {
    let hard = "a<b>&\"'\t\n\r\r\n é🕊️ ]]>";
    let mut writer = XmlWriter::new();
    writer.start("cas:a").attribute("x", hard);
    writer.number("y", 0).number("z", usize::MAX).text(hard);
    writer.start("b").end().text("c").line();
    let text = writer.finish();
    let root = parse(&text).expect("it is XML");
    assert_eq!(root.attribute("x"), Some(hard));
    assert_eq!(root.attribute("y"), Some("0"));
    let most = usize::MAX.to_string();
    assert_eq!(root.attribute("z"), Some(most.as_str()));
    assert_eq!(root.children[0], Node::Text(hard.to_owned()));
    assert_eq!((root.local(), root.text()), ("a", format!("{hard}c\n")));
    assert_eq!(root.named("b").next().map(|b| b.line), Some(4));

    let utf16: Vec<u8> = std::iter::once('\u{feff}')
        .chain(text.chars())
        .flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec())
        .flat_map(u16::to_be_bytes)
        .collect();
    let read = tree::read(&utf16, XmlLimits::default(), &|_, _| false);
    assert_eq!(read, Ok(root));
}

#[test]
fn entities_of_xml_and_characters_by_number_are_read() {
    let root =
        parse("<a b=\"&#233;&amp;\nx\">&lt;&#x1F54A;<![CDATA[<&amp;]]>&apos;<!-- -->\r\n</a>");
    let root = root.expect("it is XML");
    assert_eq!(root.attribute("b"), Some("é& x"));
    assert_eq!(root.unescaped, ["b"]);
    assert_eq!(root.children, [Node::Text("<🕊<&amp;'\n".to_owned())]);
}

#[test]
fn unwanted_elements_are_skipped() {
    let text = "<a x=\"1\"><w/><w>b<c/></w><d><w/></d></a>";
    let is_unwanted = |root: &Element, name: &str| root.attribute("x") == Some("1") && name == "w";
    let root = tree::read(text.as_bytes(), XmlLimits::default(), &is_unwanted);
    let root = root.expect("it is XML");
    let names: Vec<&str> = root.descendants().iter().map(|e| e.local()).collect();
    assert_eq!(names, ["d", "w"]);
}

#[test]
fn events_come_in_order_with_their_lines() {
    let mut messages = Vec::new();
    let read = each(
        "<a>\n<x:b x:c=\"d\"/>e&f;</a>",
        XmlLimits::default(),
        |line, event| {
            messages.push(match event {
                XmlEvent::Start(name, tag) => format!("{line} <{name} {:?}", tag.get("c")),
                XmlEvent::End(name) => format!("{line} >{name}"),
                XmlEvent::Text(text) => format!("{line} {text:?}"),
                XmlEvent::UnknownEntity(name) => format!("{line} &{name}"),
            });
            Ok::<(), XmlError>(())
        },
    );
    assert_eq!(read, Ok(()));
    let wanted = [
        "1 <a None",
        "1 \"\\n\"",
        "2 <b Some(\"d\")",
        "2 >b",
        "2 \"e\"",
        "2 &f",
        "2 >a",
    ];
    assert_eq!(messages, wanted);
}

#[test]
fn dangerous_or_invalid_xml_is_refused_with_its_line() {
    for (text, why) in [
        (
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "line 1: it has a document type",
        ),
        ("<a>\n&b;</a>", "line 2: the entity “b”"),
        ("<a>\n<b></a>", "line 2: it is no XML"),
        ("<a>\n<b c></b></a>", "line 2: it is no XML"),
        ("<a>\n", "line 2: it is no XML: an element is not closed"),
        ("", "there is none"),
        ("<a>&#xD800;</a>", "line 1: it is no XML"),
    ] {
        let error = parse(text).expect_err(text).to_string();
        assert!(error.contains(why), "{error}");
    }
    let error = tree::read(b"<a>\xe9</a>", XmlLimits::default(), &|_, _| false);
    assert_eq!(error, Err(XmlFault::Encoding.on(1)));
    assert_eq!(unwritable("a\u{1}"), Some('\u{1}'));
    assert_eq!(unwritable("a\t\r\n"), None);
}

#[test]
fn depth_and_number_of_elements_are_limited() {
    let limits = XmlLimits {
        depth: 3,
        elements: 4,
    };
    let fault = |text: &str| parse_within(text, limits).err().map(|error| error.fault);
    assert_eq!(fault("<a><b><c/><c></c></b></a>"), None);
    assert_eq!(
        fault("<a><b><c><d/></c></b></a>"),
        Some(XmlFault::TooDeep(3))
    );
    assert_eq!(
        fault("<a><b><c><d></d></c></b></a>"),
        Some(XmlFault::TooDeep(3))
    );
    assert_eq!(fault("<a><b/><b/><b/></a>"), None);
    assert_eq!(fault("<a><b/><b/><b/><b/></a>"), Some(XmlFault::TooMany(4)));
    let deep = "<a>".repeat(200_000);
    assert_eq!(
        parse(&deep).map_err(|error| error.fault),
        Err(XmlFault::TooDeep(128))
    );
}

#[test]
fn elements_that_are_used_up_are_in_no_tree() {
    let text = "<a><b i='1'>x<c/>y<c i='2'><d/></c></b>z<e><f/></e></a>";
    let mut taken = Vec::new();
    let is_unwanted = |_: &Element, name: &str| name == "e";
    let root = tree::read_parted(
        text.as_bytes(),
        XmlLimits::default(),
        &is_unwanted,
        &mut |around, element| {
            let names = around.iter().map(|element| element.name.as_str());
            taken.push(format!("{}>{}", names.collect::<String>(), element.name));
            (element.name != "c").then_some(element)
        },
    )
    .expect("it is XML");
    // Each is handed over when it ends, and nothing of what is left out.
    assert_eq!(taken, ["ab>c", "abc>d", "ab>c", "a>b"]);
    let [Node::Element(b), Node::Text(z)] = root.children.as_slice() else {
        panic!("{root:?}");
    };
    // The text around elements that are gone is one piece.
    assert_eq!(
        (b.children.len(), b.text().as_str(), z.as_str()),
        (1, "xy", "z")
    );
}

#[test]
fn a_document_is_read_in_the_encoding_that_it_declares() {
    let read = |bytes: &[u8]| {
        let root = tree::read(bytes, XmlLimits::default(), &|_, _| false);
        root.map(|root| root.text())
    };
    let declared = |encoding: &str, text: &[u8]| {
        let mut bytes = format!("<?xml version=\"1.0\" encoding='{encoding}'?><a>").into_bytes();
        bytes.extend_from_slice(text);
        bytes.extend_from_slice(b"</a>");
        bytes
    };
    assert_eq!(
        read(&declared("windows-1252", b"caf\xE9")),
        Ok("café".to_owned())
    );
    assert_eq!(
        read(&declared("UTF-8", "café".as_bytes())),
        Ok("café".to_owned())
    );
    // A name that nobody knows, or one of two bytes a character, says nothing.
    for encoding in ["utf-16", "no such"] {
        assert_eq!(
            read(&declared(encoding, "café".as_bytes())),
            Ok("café".to_owned())
        );
    }
    let error = read(&declared("UTF-8", b"caf\xE9"));
    assert_eq!(error, Err(XmlFault::Encoding.on(1)));
}
