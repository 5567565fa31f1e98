//! Takes the window behind a dialog out of the accessibility tree: a screen reader that walks the tree finds
//! only what can be used.
//!
//! It must not know what lies there. egui leaves what is behind a modal dialog in the tree, though neither
//! keyboard nor mouse reach it.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::{Node, NodeId, TreeUpdate};
use egui::{Context, FullOutput, Plugin, Ui};

/// The part of the window that is behind a dialog in this frame.
#[derive(Default)]
struct Background {
    hidden: Option<NodeId>,
}

/// Makes sure that the background is removed from the tree before plugins that are added later see it.
pub fn register(ctx: &Context) {
    ctx.plugin_or_default::<Background>();
}

/// Hides what is drawn into a part of the window from screen readers, for this frame.
pub fn hide(ui: &Ui) {
    let plugin = ui.ctx().plugin_or_default::<Background>();
    plugin.lock().hidden = Some(ui.unique_id().accesskit_id());
}

impl Plugin for Background {
    fn debug_name(&self) -> &'static str {
        "background"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let hidden = self.hidden.take();
        if let (Some(hidden), Some(update)) = (hidden, &mut output.platform_output.accesskit_update)
        {
            remove_children(update, hidden);
        }
    }
}

/// Removes everything below a node from the tree.
fn remove_children(update: &mut TreeUpdate, hidden: NodeId) {
    let children: BTreeMap<NodeId, Vec<NodeId>> = update
        .nodes
        .iter()
        .map(|(id, node)| (*id, node.children().to_vec()))
        .collect();
    let mut removed = BTreeSet::new();
    let mut below = children.get(&hidden).cloned().unwrap_or_default();
    while let Some(id) = below.pop() {
        if removed.insert(id) {
            below.extend(children.get(&id).into_iter().flatten());
        }
    }
    if let Some((_, node)) = update.nodes.iter_mut().find(|(id, _)| *id == hidden) {
        node.clear_children();
    }
    update.nodes.retain(|(id, _)| !removed.contains(id));
    for (_, node) in &mut update.nodes {
        drop_labels(node, &removed);
    }
    if removed.contains(&update.focus) {
        update.focus = update.tree.as_ref().map_or(hidden, |tree| tree.root);
    }
}

/// Removes references to nodes that are gone.
fn drop_labels(node: &mut Node, removed: &BTreeSet<NodeId>) {
    if node.labelled_by().iter().any(|id| removed.contains(id)) {
        node.clear_labelled_by();
    }
}

#[cfg(test)]
mod tests {
    use egui::accesskit::{Role, TreeId, TreeInfo};

    use super::*;

    #[test]
    fn only_what_is_below_a_part_is_removed() {
        let id = |n: u64| NodeId(n);
        let node = |children: &[u64]| {
            let mut node = Node::new(Role::GenericContainer);
            node.set_children(children.iter().map(|n| id(*n)).collect::<Vec<_>>());
            node
        };
        let mut update = TreeUpdate {
            nodes: vec![
                (id(1), node(&[2, 3])),
                (id(2), node(&[4, 5])),
                (id(3), node(&[6])),
                (id(4), node(&[7])),
                (id(5), node(&[])),
                (id(6), node(&[])),
                (id(7), node(&[])),
            ],
            tree: Some(TreeInfo::new(id(1))),
            tree_id: TreeId::ROOT,
            focus: id(7),
        };
        remove_children(&mut update, id(2));
        let left: Vec<u64> = update.nodes.iter().map(|(id, _)| id.0).collect();
        assert_eq!(left, [1, 2, 3, 6]);
        assert_eq!(update.focus, id(1));
        assert!(update.nodes[1].1.children().is_empty());
    }
}
