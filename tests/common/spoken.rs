//! What a screen reader is told by itself: the live region of the window.
//!
//! It is taken out of the tree that the tests search, where it would repeat texts of the window.

use egui::accesskit::{Live, Node, NodeId, Role};
use egui::{Context, FullOutput, Plugin};

/// The text of the live region in the last frame.
#[derive(Default)]
pub struct Spoken {
    pub text: Option<String>,
    /// Lines of the page that a plugin sees which is older than those of the program.
    pub lines: usize,
}

impl Plugin for Spoken {
    fn debug_name(&self) -> &'static str {
        "spoken"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let Some(update) = &mut output.platform_output.accesskit_update else {
            return;
        };
        let is_line = |(_, node): &&(NodeId, Node)| node.role() == Role::TextRun;
        self.lines = update.nodes.iter().filter(is_line).count();
        let live = |role| role == Role::Status;
        let found = update.nodes.iter().position(|(_, node)| live(node.role()));
        let Some(found) = found else {
            self.text = None;
            return;
        };
        let (id, node) = update.nodes.swap_remove(found);
        assert_ne!(node.live(), None, "it is announced");
        assert_ne!(node.live(), Some(Live::Off), "it is announced");
        self.text = node.label().map(str::to_owned);
        for (_, parent) in &mut update.nodes {
            if parent.children().contains(&id) {
                let children = parent.children().iter().copied();
                let children = children.filter(|child| *child != id).collect::<Vec<_>>();
                parent.set_children(children);
            }
        }
    }
}
