//! The type system of a CAS, as far as the reader needs it: which features refer to other items.

use std::collections::{HashMap, HashSet};

use crate::store::xml::Element;

/// The longest chain of supertypes that is followed.
const DEEPEST: usize = 32;

/// Which features of which types refer to other items.
#[derive(Debug, Default)]
pub struct TypeSystem {
    references: HashSet<(String, String)>,
    supertypes: HashMap<String, String>,
}

impl TypeSystem {
    /// Adds what a `TypeSystem.xml` declares.
    pub fn add(&mut self, root: &Element) {
        let text = |element: &Element, name: &str| {
            let child = element.named(name).next().map(Element::text);
            child.unwrap_or_default().trim().to_owned()
        };
        let descriptions = root.descendants().into_iter();
        for described in descriptions.filter(|e| e.local() == "typeDescription") {
            let kind = text(described, "name");
            let supertype = text(described, "supertypeName");
            let features = described.named("features").flat_map(Element::elements);
            for feature in features {
                let range = text(feature, "rangeTypeName");
                let is_plain = range.starts_with("uima.cas.")
                    && !["FSArray", "FSList", "TOP", "AnnotationBase"]
                        .iter()
                        .any(|name| range.ends_with(name));
                if !is_plain && !range.is_empty() {
                    self.references
                        .insert((kind.clone(), text(feature, "name")));
                }
            }
            self.supertypes.insert(kind, supertype);
        }
    }

    /// Whether a feature of a type refers to other items.
    pub fn is_reference(&self, kind: &str, feature: &str) -> bool {
        let mut kind = kind;
        for _ in 0..DEEPEST {
            let key = (kind.to_owned(), feature.to_owned());
            if self.references.contains(&key) {
                return true;
            }
            match self.supertypes.get(kind) {
                Some(supertype) => kind = supertype,
                None => return false,
            }
        }
        false
    }

    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.supertypes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::xml::{XmlLimits, tree};

    #[test]
    fn references_are_those_of_a_type_and_of_its_supertypes() {
        let feature = |name: &str, range: &str| {
            format!(
                "<featureDescription><name>{name}</name><rangeTypeName>{range}</rangeTypeName>\
                 </featureDescription>"
            )
        };
        let xml = format!(
            "<typeSystemDescription><types><typeDescription><name>a.Claim</name>\
             <supertypeName>uima.tcas.Annotation</supertypeName><features>{}{}</features>\
             </typeDescription><typeDescription><name>a.Demand</name>\
             <supertypeName>a.Claim</supertypeName></typeDescription></types></typeSystemDescription>",
            feature("parts", "uima.cas.FSArray"),
            feature("rank", "uima.cas.Integer"),
        );
        let root = tree::read(xml.as_bytes(), XmlLimits::default(), &|_, _| false);
        let mut types = TypeSystem::default();
        types.add(&root.expect("it is XML"));
        for kind in ["a.Claim", "a.Demand"] {
            assert!(types.is_reference(kind, "parts"), "{kind}");
            assert!(!types.is_reference(kind, "rank"), "{kind}");
        }
        assert!(!types.is_reference("b.Other", "parts") && !types.is_empty());
    }
}
