//! Reads and writes a CAS as XMI, and writes its type system.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::read::is_list;
use super::write::Types;
use super::{
    Cas, ElementParts, Feature, FeatureStructure, Leftovers, LossKind, Losses, TypeSystem,
    tell_views,
};
use crate::store::xml::{self, Element, XmlWriter};
use crate::{FormatError, InputFile};

/// Writes the file of a CAS.
pub fn write(cas: &Cas) -> String {
    let mut spaces: BTreeMap<&str, String> = BTreeMap::new();
    let kinds = cas.kinds_of_words().map(|(kind, _)| kind);
    let items = cas.head.iter().chain(&cas.items);
    for kind in kinds.chain(items.map(|item| &*item.kind)) {
        let (package, _) = kind.rsplit_once('.').unwrap_or_default();
        spaces.entry(package).or_default();
    }
    let mut taken = HashSet::from(["cas".to_owned(), "xmi".to_owned()]);
    for (package, prefix) in &mut spaces {
        let last = package.rsplit('.').next().unwrap_or_default();
        let mut name = last.to_owned();
        let mut number = 1;
        while !taken.insert(name.clone()) {
            number += 1;
            name = format!("{last}{number}");
        }
        *prefix = name;
    }
    let mut out = XmlWriter::new();
    out.start("xmi:XMI")
        .attribute("xmlns:xmi", "http://www.omg.org/XMI")
        .attribute("xmlns:cas", "http:///uima/cas.ecore");
    for (package, prefix) in &spaces {
        let uri = format!("http:///{}.ecore", package.replace('.', "/"));
        out.attribute(&format!("xmlns:{prefix}"), &uri);
    }
    out.attribute("xmi:version", "2.0");
    out.line().start("cas:NULL").attribute("xmi:id", "0").end();
    let name = |kind: &str| {
        let (package, name) = kind.rsplit_once('.').unwrap_or_default();
        let prefix = spaces.get(package).map_or("cas", String::as_str);
        format!("{prefix}:{name}")
    };
    let mut members = String::new();
    for item in &cas.head {
        write_item(&mut out, item, &name(&item.kind), &mut members);
    }
    for (kind, words) in cas.kinds_of_words() {
        let name = name(kind);
        for word in words {
            out.line().start(&name);
            out.number("xmi:id", word.id).number("sofa", 1);
            out.number("begin", word.place.0)
                .number("end", word.place.1);
            out.end();
            members.push(' ');
            xml::push_number(&mut members, word.id);
        }
    }
    for item in &cas.items {
        write_item(&mut out, item, &name(&item.kind), &mut members);
    }
    out.line()
        .start("cas:Sofa")
        .attribute("xmi:id", "1")
        .attribute("sofaNum", "1")
        .attribute("sofaID", "_InitialView")
        .attribute("mimeType", "text")
        .attribute("sofaString", &cas.text)
        .end();
    out.line()
        .start("cas:View")
        .attribute("sofa", "1")
        .attribute("members", members.trim_start())
        .end();
    out.line();
    out.finish()
}

fn write_item(out: &mut XmlWriter, item: &FeatureStructure, name: &str, members: &mut String) {
    out.line().start(name);
    out.attribute("xmi:id", &item.id)
        .attribute("sofa", &item.sofa);
    if let Some((begin, end)) = item.place {
        out.number("begin", begin).number("end", end);
    }
    for (name, feature) in &item.features {
        match feature {
            Feature::Item(id) => out.attribute(name, id),
            Feature::Value(Value::String(text)) => out.attribute(name, text),
            Feature::Items(ids) => out.attribute(name, &ids.join(" ")),
            Feature::Value(value) => out.attribute(name, &value.to_string()),
        };
    }
    out.end();
    members.push(' ');
    members.push_str(&item.id);
}

/// Writes `TypeSystem.xml`.
pub fn type_system(types: &Types) -> String {
    let mut out = XmlWriter::new();
    out.start("typeSystemDescription")
        .attribute("xmlns", "http://uima.apache.org/resourceSpecifier");
    out.line().start("types");
    for (name, features) in types.all() {
        out.line().start("typeDescription");
        out.start("name").text(name).end();
        out.start("description").end();
        out.start("supertypeName")
            .text("uima.tcas.Annotation")
            .end();
        if !features.is_empty() {
            out.start("features");
            for (name, range) in features {
                out.line().start("featureDescription");
                out.start("name").text(&name).end();
                out.start("description").end();
                out.start("rangeTypeName").text(range).end().end();
            }
            out.end();
        }
        out.end();
    }
    out.line().end().line();
    out.finish()
}

/// Parses the file of a CAS.
pub fn read(
    file: &InputFile<'_>,
    types: &TypeSystem,
    losses: &mut Losses,
    left: &Leftovers,
) -> Result<Cas, FormatError> {
    let root = file.xml_without(&is_structure_of)?;
    if root.local() != "XMI" {
        return Err(FormatError::Unreadable {
            file: file.name.to_owned(),
            line: root.line,
            why: format!("it is no XMI but “{}”", root.name),
        });
    }
    let mut spaces: HashMap<&str, &str> = HashMap::new();
    for element in root.elements().chain([&root]) {
        let declared = element.attributes.iter();
        spaces.extend(declared.filter_map(|(name, uri)| {
            let prefix = name.strip_prefix("xmlns:")?;
            Some((prefix, uri.as_str()))
        }));
    }
    let kind = |element: &Element| {
        let (prefix, local) = element.name.split_once(':').unwrap_or(("", &element.name));
        let package = spaces.get(prefix).copied().unwrap_or_default();
        let package = package.strip_prefix("http:///").unwrap_or(package);
        let package = package.strip_suffix(".ecore").unwrap_or(package);
        match package {
            "" | "uima/noNamespace" => local.to_owned(),
            package => format!("{}.{local}", package.replace('/', ".")),
        }
    };
    let sofas: Vec<&Element> = root.named("Sofa").collect();
    let with_text = sofas
        .iter()
        .find(|sofa| sofa.attribute("sofaString").is_some());
    let Some(sofa) = with_text else {
        return Err(FormatError::Unreadable {
            file: file.name.to_owned(),
            line: root.line,
            why: "it has no text (no Sofa with a sofaString)".into(),
        });
    };
    tell_views(file.name, sofas.len(), losses);
    if sofa.unescaped.iter().any(|name| name == "sofaString") {
        // Every XML parser reads them so, and the text is not the intended one.
        let why = "line ends and tabs of the text are not escaped; XML reads them as spaces";
        losses.line(file.name, sofa.line, LossKind::Doubtful, why);
    }
    let sofa_id = sofa.attribute("xmi:id").unwrap_or_default();
    {
        let of_text = ElementParts::new("the text", sofa, left);
        of_text.known(&["xmi:id", "sofaNum", "sofaID", "mimeType", "sofaString"]);
    }
    let (mut items, mut others) = (Vec::new(), Vec::new());
    let mut kinds: HashMap<&str, String> = HashMap::new();
    for element in root.elements() {
        if matches!(element.local(), "Sofa" | "View" | "NULL") {
            continue;
        }
        let kind = kinds
            .entry(element.name.as_str())
            .or_insert_with(|| kind(element));
        let item = item(element, kind.clone());
        // Links, lists and arrays are items too: no view contains them, and other items refer to
        // them.
        if item.sofa == sofa_id {
            items.push(item);
        } else {
            others.push(item);
        }
    }
    find_references(&mut items, &mut others, types);
    for view in root.named("View") {
        ElementParts::new("a view", view, left).known(&["sofa", "members", "xmi:id"]);
    }
    for nothing in root.named("NULL") {
        ElementParts::new("the nothing", nothing, left).known(&["xmi:id"]);
    }
    {
        let of_root = ElementParts::new("the file", &root, left);
        of_root.known(&["xmi:version"]);
        of_root.all_children_known();
    }
    let view = root.named("View");
    let mut views = view.filter(|view| view.attribute("sofa") == Some(sofa_id));
    if let Some(view) = views.next() {
        tell_unseen(file.name, view, &items, losses);
    }
    Ok(Cas {
        text: sofa.attribute("sofaString").unwrap_or_default().to_owned(),
        items,
        others,
        ..Cas::default()
    })
}

/// Finds which features are references: those that the type system declares, and where there is none,
/// those that name only items which are in no text.
fn find_references(
    items: &mut [FeatureStructure],
    others: &mut [FeatureStructure],
    types: &TypeSystem,
) {
    let outside: HashSet<String> = others.iter().map(|item| item.id.clone()).collect();
    for item in items.iter_mut().chain(others) {
        let is_list = is_list(&item.kind);
        let is_link = item.sofa.is_empty();
        for (name, feature) in &mut item.features {
            let Feature::Value(Value::String(text)) = &*feature else {
                continue;
            };
            let ids: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            let is_named = |wanted: &[&str]| wanted.contains(&name.as_str());
            let is_reference = types.is_reference(&item.kind, name)
                || (is_list && is_named(&["elements", "head", "tail"]))
                || (is_link && is_named(&["target"]))
                || (types.is_empty() && ids.iter().all(|id| outside.contains(id)));
            let is_number = |id: &String| id.bytes().all(|byte| byte.is_ascii_digit());
            if is_reference && !ids.is_empty() && ids.iter().all(is_number) {
                *feature = Feature::Items(ids);
            }
        }
    }
}

fn item(element: &Element, kind: String) -> FeatureStructure {
    let mut item = FeatureStructure {
        line: element.line,
        kind: kind.into(),
        ..FeatureStructure::default()
    };
    let (mut begin, mut end) = (None, None);
    for (name, value) in &element.attributes {
        match name.as_str() {
            "xmi:id" => item.id.clone_from(value),
            "sofa" => item.sofa = value.clone().into(),
            "begin" => begin = value.parse().ok(),
            "end" => end = value.parse().ok(),
            name if name.starts_with("xmlns") => {}
            name => {
                let value = Feature::Value(Value::String(value.clone()));
                item.features.push((name.to_owned(), value));
            }
        }
    }
    item.place = begin.zip(end);
    // A feature with several values has one element for each.
    let mut several: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for child in element.elements() {
        let values = several.entry(child.local()).or_default();
        values.push(Value::String(child.text()));
    }
    for (name, values) in several {
        let values = Feature::Value(Value::Array(values));
        item.features.push((name.to_owned(), values));
    }
    item
}

/// Whether an element describes the structure of the text: nearly all elements are words.
fn is_structure_of(root: &Element, name: &str) -> bool {
    let Some((prefix, "Token" | "Sentence")) = name.split_once(':') else {
        return false;
    };
    let declared = root
        .attributes
        .iter()
        .find(|(name, _)| name.strip_prefix("xmlns:") == Some(prefix));
    declared.is_some_and(|(_, uri)| uri.contains("/segmentation/type"))
}

/// Reports items that are not members of their view.
fn tell_unseen(file: &str, view: &Element, items: &[FeatureStructure], losses: &mut Losses) {
    let mut unseen: HashSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    // Most members are words, which the reader skips.
    for member in view.attribute("members").unwrap_or_default().split(' ') {
        unseen.remove(member);
    }
    for item in items.iter().filter(|i| unseen.contains(i.id.as_str())) {
        let why = "it is in no view, so that UIMA does not show it";
        losses.line(file, item.line, LossKind::Doubtful, why);
    }
}
