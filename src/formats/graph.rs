//! `graphml` and `gexf`, and variants of both with one edge per mention: network (graph) exports
//! for Gephi, networkx, igraph and Cytoscape. Demarche does not read them.
//!
//! A node is an entity, or else all annotations of one label with the same words. An edge connects
//! two nodes for each type of relation, with the number of mentions as its weight; in the variants
//! with mentions there is an edge for each relation, with its article and attributes. Items without
//! any relation are nodes too.

use std::collections::{BTreeMap, HashMap};

use super::features;
use super::supports::linked;
use super::{
    About, ArticleRef, DatasetPart, Files, Format, FormatError, Group, LossKind, Losses, Output,
    Supports, WriteOptions,
};
use crate::model::{Annotation, AnnotationId, AttributeValue, Document};
use crate::store::xml::XmlWriter;

/// A network format, GraphML or GEXF.
pub struct Graph {
    form: GraphForm,
    mentions: bool,
    about: About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GraphForm {
    GraphMl,
    Gexf,
}

impl Graph {
    /// GraphML with weighted edges.
    pub const GRAPHML: Self = Self {
        form: GraphForm::GraphMl,
        mentions: false,
        about: About {
            name: "graphml",
            title: "GraphML network of entities, weighted",
            purpose: "GraphML: network in yEd or NetworkX",
            group: Group::Network,
            extension: "graphml",
            files: Files::One,
            supports: Supports {
                overlaps: true,
                fragments: true,
                any_border: true,
                relations: true,
                entities: true,
                text: false,
                ..Supports::LABELS_ONLY
            },
            reads: false,
            tokenizer: None,
        },
    };

    /// GraphML with an edge for each mention.
    pub const GRAPHML_MENTIONS: Self = Self {
        form: GraphForm::GraphMl,
        mentions: true,
        about: About {
            name: "graphml-mentions",
            title: "GraphML network of entities, an edge a mention",
            purpose: "GraphML: network of every mention",
            group: Group::Network,
            supports: Supports {
                relation_attributes: true,
                ..Self::GRAPHML.about.supports
            },
            ..Self::GRAPHML.about
        },
    };

    /// GEXF with weighted edges.
    pub const GEXF: Self = Self {
        form: GraphForm::Gexf,
        mentions: false,
        about: About {
            name: "gexf",
            title: "GEXF network of entities, weighted",
            purpose: "GEXF: network in Gephi",
            group: Group::Network,
            extension: "gexf",
            ..Self::GRAPHML.about
        },
    };

    /// GEXF with an edge for each mention.
    pub const GEXF_MENTIONS: Self = Self {
        form: GraphForm::Gexf,
        mentions: true,
        about: About {
            name: "gexf-mentions",
            title: "GEXF network of entities, an edge a mention",
            purpose: "GEXF: network of every mention",
            group: Group::Network,
            extension: "gexf",
            ..Self::GRAPHML_MENTIONS.about
        },
    };
}

impl Format for Graph {
    fn about(&self) -> &About {
        &self.about
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        for part in options.parts(articles) {
            let network = Network::of(&part, options, self, losses);
            let written = match self.form {
                GraphForm::GraphMl => network.graphml(),
                GraphForm::Gexf => network.gexf(),
            };
            output
                .file(&part.file("network", self.about().extension))?
                .write_all(written.as_bytes())?;
        }
        Ok(())
    }
}

/// A value of a type that both formats have.
#[derive(Clone, Debug, PartialEq)]
enum GraphValue {
    Text(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
}

impl GraphValue {
    fn of(value: &AttributeValue) -> Self {
        match value {
            AttributeValue::Flag(flag) => Self::Flag(*flag),
            AttributeValue::Integer(number) => Self::Whole(*number),
            AttributeValue::Number(number) => Self::Number(*number),
            other => Self::Text(features::clean(&other.to_string())),
        }
    }

    fn kind(&self) -> GraphValueKind {
        match self {
            Self::Text(_) => GraphValueKind::Text,
            Self::Whole(_) => GraphValueKind::Whole,
            Self::Number(_) => GraphValueKind::Number,
            Self::Flag(_) => GraphValueKind::Flag,
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GraphValueKind {
    Text,
    Whole,
    Number,
    Flag,
}

impl GraphValueKind {
    /// The type that can hold the values of both types.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Whole | Self::Number, Self::Whole | Self::Number) => Self::Number,
            _ => Self::Text,
        }
    }

    fn name(self, form: GraphForm) -> &'static str {
        match (self, form) {
            (Self::Text, _) => "string",
            (Self::Whole, _) => "long",
            (Self::Number, _) => "double",
            (Self::Flag, _) => "boolean",
        }
    }
}

type Values = BTreeMap<String, GraphValue>;

struct GraphNode {
    label: String,
    values: Values,
    mentions: i64,
}

struct Edge {
    from: String,
    to: String,
    kind: String,
    weight: i64,
    values: Values,
}

struct Network {
    nodes: BTreeMap<String, GraphNode>,
    edges: Vec<Edge>,
}

impl Network {
    fn of(
        part: &DatasetPart<'_>,
        options: &WriteOptions,
        graph: &Graph,
        losses: &mut Losses,
    ) -> Self {
        let mut network = Self {
            nodes: BTreeMap::new(),
            edges: Vec::new(),
        };
        // Entities and phrases are distinct, since an entity may have the same name as a phrase.
        let mut weights: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        for article in &part.articles {
            graph.about().supports.report(article, losses);
            let document = article.document;
            let mut ends: HashMap<AnnotationId, String> = HashMap::new();
            for annotation in document.annotations() {
                let id = network.mention(annotation, document, options);
                ends.insert(annotation.id.clone(), id);
            }
            for (relation, from, to) in linked(article, &ends, losses) {
                let kind = features::clean(relation.kind.as_str());
                if graph.mentions {
                    let mut values: Values = relation
                        .attributes
                        .iter()
                        .map(|(name, value)| {
                            (features::clean(name.as_str()), GraphValue::of(value))
                        })
                        .collect();
                    let mut say = |name: &str, value: &str| {
                        values.insert(name.to_owned(), GraphValue::Text(features::clean(value)));
                    };
                    say("article", article.name);
                    say("relation", relation.id.as_str());
                    say("date", document.field("date"));
                    network.edges.push(Edge {
                        from: from.clone(),
                        to: to.clone(),
                        kind,
                        weight: 1,
                        values,
                    });
                    continue;
                }
                let edges = &mut network.edges;
                let key = (from.clone(), to.clone(), kind.clone());
                let index = *weights.entry(key).or_insert_with(|| {
                    edges.push(Edge {
                        from: from.clone(),
                        to: to.clone(),
                        kind,
                        weight: 0,
                        values: Values::new(),
                    });
                    edges.len() - 1
                });
                if let Some(edge) = edges.get_mut(index) {
                    edge.weight += 1;
                }
            }
            if !graph.mentions && document.relations().len() > 0 {
                let why = "relations of the same ends and type are one edge, with their number";
                let item = super::LostItem::Article;
                losses.add(article.name, item, LossKind::Flattened, why);
            }
        }
        network
    }

    /// Counts a mention and returns the id of its node.
    fn mention(
        &mut self,
        annotation: &Annotation,
        document: &Document,
        options: &WriteOptions,
    ) -> String {
        let quote = annotation.fragments().map(|f| f.quote(document.text()));
        let words = quote.unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = annotation.entity.as_ref();
        let entity = known.and_then(|id| options.entities.get(id));
        let (id, label) = match known {
            Some(id) => {
                let name = entity.map_or(id.as_str(), |entity| entity.name.as_str());
                // The id of a node without an entity has a colon.
                let is_plain = !id.as_str().contains(':');
                let own = if is_plain { "" } else { "entity:" };
                (format!("{own}{id}"), name.to_owned())
            }
            None => (
                format!("{}:{}", annotation.label, words.to_lowercase()),
                words,
            ),
        };
        let id = features::clean(&id);
        let node = self.nodes.entry(id.clone()).or_insert_with(|| {
            let mut values = Values::new();
            let mut say = |name: &str, value: &str| {
                if !value.is_empty() {
                    values.insert(name.to_owned(), GraphValue::Text(features::clean(value)));
                }
            };
            say("kind", annotation.label.as_str());
            if let Some(entity) = entity {
                say("entity_kind", &entity.kind);
                say("country", &entity.country);
                say("wikidata", &entity.wikidata);
                say(
                    "part_of",
                    entity.part_of.as_ref().map_or("", |of| of.as_str()),
                );
            }
            say("entity", known.map_or("", |id| id.as_str()));
            GraphNode {
                label: features::clean(&label),
                values,
                mentions: 0,
            }
        });
        node.mentions += 1;
        id
    }

    /// The names of all values with their types, sorted.
    fn columns<'v>(all: impl Iterator<Item = &'v Values>) -> Vec<(&'v str, GraphValueKind)> {
        let mut columns: BTreeMap<&str, GraphValueKind> = BTreeMap::new();
        for (name, value) in all.flatten() {
            let kind = columns.entry(name).or_insert(value.kind());
            *kind = kind.and(value.kind());
        }
        columns.into_iter().collect()
    }

    fn graphml(&self) -> String {
        let mut out = XmlWriter::new();
        out.start("graphml")
            .attribute("xmlns", "http://graphml.graphdrawing.org/xmlns");
        let on_nodes = Self::columns(self.nodes.values().map(|node| &node.values));
        let on_edges = Self::columns(self.edges.iter().map(|edge| &edge.values));
        let mut keys: HashMap<(&str, &str), String> = HashMap::new();
        let own = [
            ("node", "label", GraphValueKind::Text),
            ("node", "mentions", GraphValueKind::Whole),
            ("edge", "label", GraphValueKind::Text),
            ("edge", "weight", GraphValueKind::Number),
        ];
        let named = on_nodes.iter().map(|(name, kind)| ("node", *name, *kind));
        let also = on_edges.iter().map(|(name, kind)| ("edge", *name, *kind));
        for (owner, name, kind) in own.into_iter().chain(named).chain(also) {
            // A relation's attribute may have the same name as a built-in one.
            if keys.contains_key(&(owner, name)) {
                continue;
            }
            let key = format!("d{}", keys.len());
            out.line()
                .start("key")
                .attribute("id", &key)
                .attribute("for", owner)
                .attribute("attr.name", name)
                .attribute("attr.type", kind.name(GraphForm::GraphMl))
                .end();
            keys.insert((owner, name), key);
        }
        let data = |out: &mut XmlWriter, owner: &str, name: &str, value: &str| {
            let key = keys.get(&(owner, name)).map_or("", String::as_str);
            out.start("data").attribute("key", key).text(value).end();
        };
        out.line()
            .start("graph")
            .attribute("edgedefault", "directed");
        for (id, node) in &self.nodes {
            out.line().start("node").attribute("id", id);
            data(&mut out, "node", "label", &node.label);
            data(&mut out, "node", "mentions", &node.mentions.to_string());
            for (name, value) in &node.values {
                data(&mut out, "node", name, &value.written());
            }
            out.end();
        }
        for (index, edge) in self.edges.iter().enumerate() {
            out.line()
                .start("edge")
                .attribute("id", &format!("e{index}"))
                .attribute("source", &edge.from)
                .attribute("target", &edge.to);
            data(&mut out, "edge", "label", &edge.kind);
            data(&mut out, "edge", "weight", &edge.weight.to_string());
            for (name, value) in edge.own_values() {
                data(&mut out, "edge", name, &value.written());
            }
            out.end();
        }
        out.line().end().line();
        out.finish()
    }

    fn gexf(&self) -> String {
        let mut out = XmlWriter::new();
        out.start("gexf")
            .attribute("xmlns", "http://www.gexf.net/1.2draft")
            .attribute("version", "1.2");
        out.line()
            .start("graph")
            .attribute("mode", "static")
            .attribute("defaultedgetype", "directed");
        let mut on_nodes = Self::columns(self.nodes.values().map(|node| &node.values));
        on_nodes.push(("mentions", GraphValueKind::Whole));
        let on_edges = Self::columns(self.edges.iter().map(|edge| &edge.values));
        let declare = |out: &mut XmlWriter, class: &str, columns: &[(&str, GraphValueKind)]| {
            out.line().start("attributes").attribute("class", class);
            for (index, (name, kind)) in columns.iter().enumerate() {
                out.line()
                    .start("attribute")
                    .attribute("id", &index.to_string())
                    .attribute("title", name)
                    .attribute("type", kind.name(GraphForm::Gexf))
                    .end();
            }
            out.line().end();
        };
        declare(&mut out, "node", &on_nodes);
        declare(&mut out, "edge", &on_edges);
        let give = |out: &mut XmlWriter, columns: &[(&str, GraphValueKind)], values: &Values| {
            out.start("attvalues");
            for (index, (name, _)) in columns.iter().enumerate() {
                if let Some(value) = values.get(*name) {
                    out.start("attvalue")
                        .attribute("for", &index.to_string())
                        .attribute("value", &value.written())
                        .end();
                }
            }
            out.end();
        };
        out.line().start("nodes");
        for (id, node) in &self.nodes {
            let mut values = node.values.clone();
            values.insert("mentions".to_owned(), GraphValue::Whole(node.mentions));
            out.line()
                .start("node")
                .attribute("id", id)
                .attribute("label", &node.label);
            give(&mut out, &on_nodes, &values);
            out.end();
        }
        out.line().end().line().start("edges");
        for (index, edge) in self.edges.iter().enumerate() {
            out.line()
                .start("edge")
                .attribute("id", &index.to_string())
                .attribute("source", &edge.from)
                .attribute("target", &edge.to)
                .attribute("label", &edge.kind)
                .attribute("weight", &edge.weight.to_string());
            give(&mut out, &on_edges, &edge.values);
            out.end();
        }
        out.line().end().line().end().line();
        out.finish()
    }
}

impl Edge {
    /// The values except those that have the same names as its label and its weight.
    fn own_values(&self) -> impl Iterator<Item = (&String, &GraphValue)> {
        let is_own = |name: &String| !matches!(name.as_str(), "label" | "weight");
        self.values.iter().filter(move |(name, _)| is_own(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryOutput;
    use crate::model::{ByteOffset, Relation, Span, Text};
    use crate::store::Header;

    fn write(graph: &Graph) -> String {
        let text = Text::new("Ana asks. Ana asks.");
        let span =
            |start, end| Span::new(&text, ByteOffset(start), ByteOffset(end)).expect("a span");
        let annotations = vec![
            Annotation {
                entity: Some("ana".into()),
                ..Annotation::new("a1", "actor", span(0, 3))
            },
            Annotation::new("a2", "demand", span(4, 8)),
            Annotation {
                entity: Some("ana".into()),
                ..Annotation::new("a3", "actor", span(10, 13))
            },
            Annotation::new("a4", "demand", span(14, 18)),
        ];
        let relation = |id: &str, from: &str, to: &str| Relation {
            attributes: [("weight".into(), AttributeValue::Integer(3))].into(),
            ..Relation::new(id, "makes", from.into(), to.into())
        };
        let relations = vec![relation("r1", "a1", "a2"), relation("r2", "a3", "a4")];
        let (document, _, _) =
            Document::load(text.clone(), Default::default(), annotations, relations);
        let header = Header::default();
        let article = ArticleRef {
            name: "a.txt",
            document: &document,
            header: &header,
        };
        let (mut output, mut losses) = (MemoryOutput::default(), Losses::default());
        graph
            .write(
                &[article],
                &WriteOptions::default(),
                &mut output,
                &mut losses,
            )
            .expect("memory");
        String::from_utf8(output.files()[0].1.clone()).expect("UTF-8")
    }

    #[test]
    fn mentions_of_one_entity_are_one_node_and_their_relations_one_edge_with_a_weight() {
        for (graph, nodes, edges) in [
            (Graph::GRAPHML, 2, 1),
            (Graph::GRAPHML_MENTIONS, 2, 2),
            (Graph::GEXF, 2, 1),
            (Graph::GEXF_MENTIONS, 2, 2),
        ] {
            let written = write(&graph);
            assert_eq!(written.matches("<node ").count(), nodes, "{written}");
            assert_eq!(written.matches("<edge ").count(), edges, "{written}");
            assert!(written.contains("directed"));
        }
        assert!(write(&Graph::GEXF).contains("weight=\"2\""));
    }
}
