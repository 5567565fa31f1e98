//! Drawing a frame so that a panic in it does not end the program. It knows no window.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use demarche_software_renderer::{Damage, SoftwareRenderer};

/// Draws, and catches a panic; the renderer then has its textures, and draws the next frame whole.
///
/// A panic outside of this and of what the app catches itself ends the program: one in egui's own ends of a
/// pass, which leaves its context in the middle of the pass, and one of the window system.
pub(crate) fn draw_caught(
    renderer: &mut SoftwareRenderer,
    draw: impl FnOnce(&mut SoftwareRenderer) -> Damage,
) -> Result<Damage, Box<dyn Any + Send>> {
    let drawn = catch_unwind(AssertUnwindSafe(|| draw(renderer)));
    if drawn.is_err() {
        renderer.recover();
    }
    drawn
}

#[cfg(test)]
mod tests {
    use egui::epaint::Primitive;
    use egui::{ClippedPrimitive, Color32, FullOutput, RawInput, Rect, pos2, vec2};

    use super::*;

    /// A pass of egui that fills the left half of a window of 64 by 64 pixels.
    fn pass(ctx: &egui::Context) -> FullOutput {
        let size = vec2(64.0, 64.0);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, size)),
            ..RawInput::default()
        };
        ctx.run_ui(input, |ui| {
            let left = Rect::from_min_max(pos2(0.0, 0.0), pos2(32.0, 64.0));
            ui.painter().rect_filled(left, 0.0, Color32::RED);
        })
    }

    fn draw(renderer: &mut SoftwareRenderer, primitives: &[ClippedPrimitive]) -> Damage {
        renderer.draw(primitives, 1.0, [64, 64], Color32::BLACK)
    }

    #[test]
    fn a_panic_in_drawing_is_caught_and_the_next_frame_is_drawn_whole() {
        let ctx = egui::Context::default();
        let mut output = pass(&ctx);
        let primitives = ctx.tessellate(std::mem::take(&mut output.shapes), 1.0);
        let mut renderer = SoftwareRenderer::new();
        let first = draw_caught(&mut renderer, |renderer| {
            renderer.set_textures(&output.textures_delta);
            draw(renderer, &primitives)
        });
        output.textures_delta.clear();
        let picture = renderer.to_image();
        assert!(picture.pixels.contains(&Color32::RED));
        // A mesh whose indices lead nowhere stops the renderer in the middle of a frame.
        let mut broken = primitives.clone();
        for primitive in &mut broken {
            if let Primitive::Mesh(mesh) = &mut primitive.primitive {
                mesh.indices[1] = u32::MAX;
            }
        }
        let caught = draw_caught(&mut renderer, |renderer| {
            draw(renderer, &broken);
            panic!("a test wants a panic in drawing")
        });
        assert!(caught.is_err());
        let whole = draw_caught(&mut renderer, |renderer| draw(renderer, &primitives));
        assert_eq!(whole.ok(), first.ok(), "all of it is new");
        assert_eq!(renderer.to_image().pixels, picture.pixels);
    }
}
