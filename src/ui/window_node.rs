//! The node of the window in the accessibility tree: its name and its language. egui tells neither.
//!
//! It must not know what the window shows.

use egui::{Context, FullOutput, Plugin};

use super::language;

/// Tells a screen reader what the window is called; to be called in each frame.
pub fn tell(ctx: &Context, title: &str) {
    let plugin = ctx.plugin_or_default::<WindowNode>();
    let mut node = plugin.lock();
    if node.title != title {
        title.clone_into(&mut node.title);
    }
}

#[derive(Default)]
struct WindowNode {
    title: String,
}

impl Plugin for WindowNode {
    fn debug_name(&self) -> &'static str {
        "window_node"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let Some(update) = &mut output.platform_output.accesskit_update else {
            return;
        };
        let root = update.tree.as_ref().map(|tree| tree.root);
        let mut nodes = update.nodes.iter_mut();
        if let Some((_, node)) = nodes.find(|(id, _)| Some(*id) == root) {
            node.set_label(self.title.as_str());
            language::tell(node, language::of_window());
        }
    }
}
