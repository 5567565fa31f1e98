//! Which nodes of an article are in the accessibility tree, and those of what is not laid out.
//!
//! A screen reader reads an article to its end, so all of it is in the tree, also what is not on the screen:
//! its text without places, and its annotations. egui makes the whole tree anew in each frame, which would
//! take longer than all else; so the nodes of an article go past egui. The tree keeps what is not sent again,
//! and [`ArticleTree`] knows what of the article it has. Nodes are only sent when they have changed.
//!
//! ```text
//! Document            the pane, made by egui
//!   section           64 blocks, which no screen reader sees: so that a frame compares few children
//!     block           a paragraph or heading
//!       run, mark     stretches of text, annotations
//! ```

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicU64, Ordering};

use egui::accesskit::{Action, Node, NodeId, Role};
use egui::{Context, Event, FullOutput, Id, Plugin, RawInput};

use super::blocks::{Block, BlockKind};
use super::highlights;
use super::page_io::{AnnotationRef, Page};
use crate::model::ByteOffset;
use crate::ui::background;

/// An article with more annotations has only those on the screen in the tree: AccessKit goes through all nodes
/// of a text whenever the caret moves.
const MAX_MARKS: usize = 1000;

/// Blocks of a section.
const SECTION: usize = 64;

/// After so many seconds without input a frame may be the first of another screen reader.
const IDLE: f64 = 0.1;

/// What of a block is in the tree.
#[derive(Clone, Copy, PartialEq)]
enum SentBlock {
    Nothing,
    /// As it is on the screen.
    LaidOut,
    /// Its text and its annotations, by a number that changes with the annotations.
    Plain(u64),
}

/// What of an article is in the accessibility tree.
pub struct ArticleTree {
    id: u64,
    sent: Vec<SentBlock>,
    has_sections: bool,
    /// The revisions of the page and its layers to which the numbers belong.
    revision: Vec<u64>,
    /// For each block a number that changes with the annotations that start in it.
    marks: Vec<u64>,
}

impl Default for ArticleTree {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            sent: Vec::new(),
            has_sections: false,
            revision: Vec::new(),
            marks: Vec::new(),
        }
    }
}

/// Nodes that are sent in this frame.
#[derive(Default)]
pub struct NewNodes(Vec<(Id, Node)>);

impl NewNodes {
    /// Adds a node.
    pub fn push(&mut self, id: Id, node: Node) {
        self.0.push((id, node));
    }
}

impl ArticleTree {
    /// Forgets what is in the tree.
    pub fn forget(&mut self) {
        self.sent.clear();
        self.has_sections = false;
    }

    /// Begins a frame with the number of blocks of the article. Returns the ids of the pane's children.
    pub fn begin_frame(&mut self, ctx: &Context, pane: Id, blocks: usize) -> Vec<NodeId> {
        let is_known = with(ctx, |nodes| nodes.has(pane, self.id));
        if !is_known || self.sent.len() != blocks {
            self.forget();
            self.sent = vec![SentBlock::Nothing; blocks];
        }
        let sections = 0..blocks.div_ceil(SECTION);
        sections
            .map(|section| section_id(pane, section).accesskit_id())
            .collect()
    }

    /// Notes that a block is sent as it is on the screen.
    pub fn is_laid_out(&mut self, block: usize) {
        if let Some(sent) = self.sent.get_mut(block) {
            *sent = SentBlock::LaidOut;
        }
    }

    /// Adds what is not on the screen and is not in the tree yet, and sends the nodes. `visible` are the
    /// blocks that have been added.
    pub fn end_frame(
        &mut self,
        ctx: &Context,
        pane: Id,
        blocks: &[Block],
        page: &Page<'_>,
        visible: std::ops::Range<usize>,
        mut new: NewNodes,
    ) {
        // What is on the screen is also in egui's own tree, for those that read it before.
        let mut on_screen = HashSet::new();
        for (id, node) in new.0.drain(..) {
            ctx.accesskit_node_builder(id, |made| *made = node);
            on_screen.insert(id.accesskit_id());
        }
        self.note_marks(blocks, page);
        let chosen = page.chosen.and_then(|id| page.document.annotation(id));
        let chosen = chosen.and_then(|annotation| annotation.fragments());
        let chosen = chosen.map(|fragments| super::blocks::block_at(blocks, fragments.start()));
        for (index, block) in blocks.iter().enumerate() {
            let sent = self.sent.get(index).copied();
            if visible.contains(&index) && sent == Some(SentBlock::LaidOut) {
                continue;
            }
            let marks = self.marks.get(index).copied().unwrap_or_default();
            let wanted = SentBlock::Plain(marks ^ u64::from(chosen == Some(index)));
            if sent != Some(wanted) {
                self.sent[index] = wanted;
                plain_block(pane, index, block, page, &mut new);
            }
        }
        if !self.has_sections {
            self.has_sections = true;
            for section in 0..blocks.len().div_ceil(SECTION) {
                let mut node = Node::new(Role::GenericContainer);
                let first = section * SECTION;
                let last = (first + SECTION).min(blocks.len());
                let children = (first..last).map(|block| block_id(pane, block).accesskit_id());
                node.set_children(children.collect::<Vec<_>>());
                new.push(section_id(pane, section), node);
            }
        }
        let beyond = new.0.into_iter();
        let beyond = beyond.map(|(id, node)| (id.accesskit_id(), node));
        let waiting = WaitingNodes {
            on_screen,
            beyond: beyond.collect(),
        };
        with(ctx, |nodes| nodes.send(pane, self.id, waiting));
    }

    /// Finds out in which blocks annotations have changed, if any has.
    fn note_marks(&mut self, blocks: &[Block], page: &Page<'_>) {
        let layers = page.layers.iter().map(|layer| layer.revision);
        let revision: Vec<u64> = std::iter::once(page.revision).chain(layers).collect();
        if self.revision == revision && self.marks.len() == blocks.len() {
            return;
        }
        self.revision = revision;
        let mut hashers = vec![None::<DefaultHasher>; blocks.len()];
        let all = 0..page.document.text().as_str().len();
        for (index, layer) in page.layers.iter().enumerate() {
            for annotation in layer.touching(all.clone()) {
                let Some(fragments) = annotation.fragments() else {
                    continue;
                };
                let block = super::blocks::block_at(blocks, fragments.start());
                let Some(hasher) = hashers.get_mut(block) else {
                    continue;
                };
                let hasher = hasher.get_or_insert_default();
                index.hash(hasher);
                annotation.id.hash(hasher);
                annotation.label.hash(hasher);
                annotation.entity.hash(hasher);
                (fragments.start().0, fragments.end().0).hash(hasher);
            }
        }
        let number = |hasher: Option<DefaultHasher>| hasher.map_or(0, |hasher| hasher.finish());
        self.marks = hashers.into_iter().map(number).collect();
    }
}

/// The annotation that a screen reader clicks, if it is not on the screen.
pub fn clicked_mark(
    ctx: &Context,
    pane: Id,
    blocks: &[Block],
    page: &Page<'_>,
    visible: &std::ops::Range<usize>,
) -> Option<AnnotationRef> {
    let target = ctx.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::AccessKitActionRequest(request) if request.action == Action::Click => {
                Some(request.target_node)
            }
            _ => None,
        })
    })?;
    let all = 0..page.document.text().as_str().len();
    for (index, layer) in page
        .layers
        .iter()
        .enumerate()
        .filter(|(_, layer)| layer.pickable)
    {
        for annotation in layer.touching(all.clone()) {
            let Some(fragments) = annotation.fragments() else {
                continue;
            };
            let block = super::blocks::block_at(blocks, fragments.start());
            let of = AnnotationRef {
                layer: index,
                id: annotation.id.clone(),
            };
            let mark = mark_id(block_id(pane, block), &of);
            if !visible.contains(&block) && mark.accesskit_id() == target {
                return Some(of);
            }
        }
    }
    None
}

/// The id of a block's node.
pub fn block_id(pane: Id, block: usize) -> Id {
    pane.with(("block", block))
}

fn section_id(pane: Id, section: usize) -> Id {
    pane.with(("section", section))
}

/// The id of an annotation's node.
pub fn mark_id(block: Id, annotation: &AnnotationRef) -> Id {
    match annotation.in_document() {
        Some(id) => block.with(id.as_str()),
        // Two layers may have annotations with the same id.
        None => block.with((annotation.layer, annotation.id.as_str())),
    }
}

/// A paragraph or heading without children.
pub fn block_node(block: &Block, page: &Page<'_>) -> Node {
    let level = match block.kind {
        BlockKind::Title => Some(1),
        BlockKind::Heading => Some(2),
        BlockKind::Body | BlockKind::Empty => None,
    };
    let mut node = Node::new(match level {
        Some(_) => Role::Heading,
        None => Role::Paragraph,
    });
    if let Some(level) = level {
        let words = page.document.text().as_str().get(block.range());
        node.set_label(words.unwrap_or_default().trim());
        node.set_level(level);
    }
    node
}

/// Adds a block that is not on the screen: its text without places, and its annotations in the order of the
/// text.
fn plain_block(pane: Id, index: usize, block: &Block, page: &Page<'_>, new: &mut NewNodes) {
    let has_marks = page.document.annotations().len() <= MAX_MARKS;
    let id = block_id(pane, index);
    let mut children = Vec::new();
    let content = page.document.text().as_str().get(block.range());
    if let Some(run) = plain_run(content.unwrap_or_default(), block.last) {
        let run_id = plain_run_id(id);
        children.push(run_id.accesskit_id());
        let mut node = Node::new(Role::TextRun);
        node.set_value(run.value);
        node.set_character_lengths(run.lengths);
        node.set_word_starts(run.word_starts);
        new.push(run_id, node);
    }
    let layers = page.layers.iter().enumerate();
    for (layer_index, layer) in layers.filter(|_| has_marks) {
        for annotation in layer.touching(block.range()) {
            let starts = annotation.fragments().map(|f| f.start());
            if !starts.is_some_and(|start| block.range().contains(&start.0)) {
                continue;
            }
            let of = AnnotationRef {
                layer: layer_index,
                id: annotation.id.clone(),
            };
            let mark = mark_id(id, &of);
            if children.contains(&mark.accesskit_id()) {
                continue;
            }
            children.push(mark.accesskit_id());
            let mut node = Node::new(Role::Mark);
            // The number of all would change each of them with each edit.
            node.set_label(highlights::unnumbered_name(page, layer, annotation));
            node.set_selected(page.is_chosen(&of));
            if layer.pickable {
                node.add_action(Action::Click);
            }
            new.push(mark, node);
        }
    }
    let mut node = block_node(block, page);
    node.set_children(children);
    new.push(id, node);
}

fn plain_run_id(block: Id) -> Id {
    block.with("plain")
}

/// The node of a place in a block that is not on the screen, and the character in it.
pub fn plain_position(
    pane: Id,
    index: usize,
    block: &Block,
    content: &str,
    at: ByteOffset,
) -> Option<(Id, usize)> {
    let offset = at.0.checked_sub(block.start())?;
    let before = content.get(..offset)?;
    plain_run(content, block.last)?;
    Some((plain_run_id(block_id(pane, index)), before.chars().count()))
}

/// The text of a block that is not laid out.
struct PlainRun {
    value: String,
    lengths: Vec<u8>,
    /// As far as a byte can tell them.
    word_starts: Vec<u8>,
}

/// Makes the run of a block, with the paragraph's line end if that is there; `None` if it is empty.
fn plain_run(content: &str, has_line_end: bool) -> Option<PlainRun> {
    let mut run = PlainRun {
        value: content.to_owned(),
        lengths: Vec::with_capacity(content.len() + 1),
        word_starts: Vec::new(),
    };
    let mut after_word = false;
    for letter in content.chars() {
        let in_word = letter.is_alphanumeric();
        if let (true, Ok(start)) = (in_word && after_word, u8::try_from(run.lengths.len())) {
            run.word_starts.push(start);
        }
        after_word = !in_word;
        run.lengths.push(letter.len_utf8() as u8);
    }
    if has_line_end {
        run.value.push('\n');
        run.lengths.push(1);
    }
    (!run.value.is_empty()).then_some(run)
}

/// Takes the nodes of articles past egui into the tree.
#[derive(Default)]
struct ArticleNodes {
    /// Counts the frames.
    frame: u64,
    panes: HashMap<NodeId, PaneNodes>,
    /// When the last frame was, in seconds.
    at: f64,
}

/// What is new in an article.
struct WaitingNodes {
    /// Nodes that egui has, below the window since it knows no parent of theirs.
    on_screen: HashSet<NodeId>,
    beyond: Vec<(NodeId, Node)>,
}

/// The nodes of a pane.
struct PaneNodes {
    /// Whose nodes they are.
    tree: u64,
    /// What goes into the tree at the end of this frame.
    waiting: Option<WaitingNodes>,
    /// The frame in which the tree last got the pane; `None` if it lacks it.
    frame: Option<u64>,
}

fn with<T>(ctx: &Context, change: impl FnOnce(&mut ArticleNodes) -> T) -> T {
    // What is behind a dialog is out of the tree before the nodes go into it.
    background::register(ctx);
    let plugin = ctx.plugin_or_default::<ArticleNodes>();
    let mut nodes = plugin.lock();
    change(&mut nodes)
}

/// Forgets what is in the tree: nobody reads it, or a screen reader begins with nothing.
pub fn forget_all(ctx: &Context) {
    with(ctx, |nodes| nodes.panes.clear());
}

impl ArticleNodes {
    /// Whether the tree has what was sent of a pane until the last frame.
    fn has(&self, pane: Id, tree: u64) -> bool {
        let pane = self.panes.get(&pane.accesskit_id());
        pane.is_some_and(|pane| {
            pane.tree == tree && pane.waiting.is_none() && pane.frame == Some(self.frame)
        })
    }

    fn send(&mut self, pane: Id, tree: u64, nodes: WaitingNodes) {
        let pane = self.panes.entry(pane.accesskit_id()).or_insert(PaneNodes {
            tree,
            waiting: None,
            frame: None,
        });
        pane.tree = tree;
        pane.waiting = Some(nodes);
    }
}

impl Plugin for ArticleNodes {
    fn debug_name(&self) -> &'static str {
        "article_nodes"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        // A screen reader that is started while another ends gets a tree of its own. eframe does not tell;
        // a frame without input does.
        let now = input.time.unwrap_or(self.at);
        if input.events.is_empty() && now - self.at > IDLE {
            self.panes.clear();
        }
        self.at = now;
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let Some(update) = &mut output.platform_output.accesskit_update else {
            return;
        };
        self.frame += 1;
        let root = update.tree.as_ref().map(|tree| tree.root);
        for (id, pane) in &mut self.panes {
            let Some(waiting) = pane.waiting.take() else {
                continue;
            };
            pane.frame = None;
            let is_own = |node: &NodeId| waiting.on_screen.contains(node);
            let top = update.nodes.iter_mut();
            if let Some((_, top)) = top.into_iter().find(|(node, _)| Some(*node) == root) {
                let children = top.children().iter().copied();
                let children = children.filter(|child| !is_own(child));
                top.set_children(children.collect::<Vec<_>>());
            }
            // A dialog takes the page out of the tree.
            if update.nodes.iter().any(|(node, _)| node == id) {
                update.nodes.extend(waiting.beyond);
                pane.frame = Some(self.frame);
            } else {
                update.nodes.retain(|(node, _)| !is_own(node));
            }
        }
        let frame = self.frame;
        self.panes.retain(|_, pane| pane.frame == Some(frame));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_all_of_a_block() {
        let long = "wörter und Zeichen 🙂 ".repeat(40);
        for content in ["a b", &long] {
            for has_line_end in [true, false] {
                let run = plain_run(content, has_line_end).expect("there is text");
                let end = if has_line_end { "\n" } else { "" };
                assert_eq!(run.value, format!("{content}{end}"));
                let bytes: usize = run.lengths.iter().map(|length| usize::from(*length)).sum();
                assert_eq!(bytes, run.value.len());
                assert_eq!(
                    run.word_starts.first().copied(),
                    content
                        .find(' ')
                        .map(|at| { content[..=at].chars().count() as u8 })
                );
            }
        }
        assert!(plain_run("", false).is_none());
        assert_eq!(
            plain_run("", true).map(|run| run.value).as_deref(),
            Some("\n")
        );
    }
}
