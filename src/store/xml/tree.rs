//! A document as a tree of elements (DOM).

use super::{XmlError, XmlEvent, XmlFault, XmlLimits, XmlTag, decoded, each};

/// An element with its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name with the prefix as in the file.
    pub name: String,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Names with their prefix, and values, in their order.
    pub attributes: Vec<(String, String)>,
    /// The names of attributes whose values contain unescaped line ends or tabs, which XML reads as
    /// spaces.
    pub unescaped: Vec<String>,
    pub children: Vec<Node>,
}

/// A child of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Its name without a prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The value of an attribute, by its name with the prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements with this name, without regard to prefixes.
    pub fn named<'a>(&'a self, local: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |e| e.local() == local)
    }

    /// All elements in it at any depth, in document order.
    pub fn descendants(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        let mut waiting: Vec<&Self> = self.elements().collect();
        waiting.reverse();
        while let Some(element) = waiting.pop() {
            all.push(element);
            let mut inner: Vec<&Self> = element.elements().collect();
            inner.reverse();
            waiting.append(&mut inner);
        }
        all
    }

    /// The first child element.
    fn into_first(self) -> Option<Self> {
        let mut children = self.children.into_iter();
        children.find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The text of its text children.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// Parses a file into its root element. Leaves out children of the root for which `is_unwanted`
/// returns true; it receives the root and the child's name.
///
/// # Errors
/// If it is not well-formed, has a document type declaration, or exceeds the limits.
pub fn read(
    bytes: &[u8],
    limits: XmlLimits,
    is_unwanted: &dyn Fn(&Element, &str) -> bool,
) -> Result<Element, XmlError> {
    read_parted(bytes, limits, is_unwanted, &mut |_, element| Some(element))
}

/// The callback that receives each finished element with the open elements around it, the root
/// first, and returns it if it is to stay in the tree.
pub type TakeElement<'t> = dyn FnMut(&[Element], Element) -> Option<Element> + 't;

/// The same for files that are too large for a tree: each element below the root is first handed to
/// `take`, which may use it up.
///
/// # Errors
/// As [`read`].
pub fn read_parted(
    bytes: &[u8],
    limits: XmlLimits,
    is_unwanted: &dyn Fn(&Element, &str) -> bool,
    take: &mut TakeElement<'_>,
) -> Result<Element, XmlError> {
    let text = decoded(bytes)?;
    // The first entry stands for the document around the root element, the second is the root.
    let mut open = vec![Element::default()];
    let mut last = 1;
    each(&text, limits, |line, event| {
        last = line;
        match event {
            XmlEvent::Start(_, tag) => {
                let is_left_out = match open.as_slice() {
                    [_, outermost] => is_unwanted(outermost, tag.name()),
                    _ => false,
                };
                open.push(if is_left_out {
                    Element::default()
                } else {
                    element(tag)?
                });
            }
            XmlEvent::End(_) => {
                if let Some(done) = open.pop() {
                    close(&mut open, done, take);
                }
            }
            XmlEvent::Text(text) => add_text(&mut open, text),
            XmlEvent::UnknownEntity(name) => {
                return Err(XmlFault::UnknownEntity(name.to_owned()).on(line));
            }
        }
        Ok(())
    })?;
    let root = open.pop().and_then(Element::into_first);
    root.ok_or_else(|| XmlFault::Unclosed.on(last))
}

/// Adds a finished element to its parent; an element without a name is left out, with all in it.
fn close(open: &mut [Element], mut done: Element, take: &mut TakeElement<'_>) {
    done.children.shrink_to_fit();
    let kept = match open {
        _ if done.name.is_empty() => None,
        [_] => Some(done),
        [_, around @ ..] if around.iter().all(|element| !element.name.is_empty()) => {
            take(around, done)
        }
        _ => None,
    };
    if let Some((parent, kept)) = open.last_mut().zip(kept) {
        parent.children.push(Node::Element(kept));
    }
}

fn element(tag: &XmlTag<'_>) -> Result<Element, XmlError> {
    let (mut attributes, mut unescaped) = (Vec::new(), Vec::new());
    for attribute in tag.attributes() {
        let (name, value, is_unescaped) = attribute?;
        if is_unescaped {
            unescaped.push(name.clone());
        }
        attributes.push((name, value));
    }
    attributes.shrink_to_fit();
    Ok(Element {
        name: tag.name().to_owned(),
        line: tag.line,
        attributes,
        unescaped,
        children: Vec::new(),
    })
}

/// Adds text to the innermost open element; joins adjacent pieces.
fn add_text(open: &mut [Element], text: &str) {
    // Text outside of the root element is layout.
    if open.len() < 2 || text.is_empty() {
        return;
    }
    if let Some(element) = open.last_mut().filter(|element| !element.name.is_empty()) {
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }
}
