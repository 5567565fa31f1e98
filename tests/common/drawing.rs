//! How tests draw pictures of the window: on the CPU, without a driver, and beside it with `wgpu` where both
//! are compared.

use std::cell::Cell;

use demarche_software_renderer::SoftwareRenderer;
use egui::{Color32, Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use egui_kittest::wgpu::WgpuTestRenderer;
use image::RgbaImage;

thread_local! {
    static COMPARED: Cell<bool> = const { Cell::new(false) };
}

/// From now on windows that this thread opens are drawn with `wgpu` too. Returns whether it finds an adapter.
#[allow(dead_code, reason = "not each test binary compares pictures")]
pub fn compare_with_wgpu() -> bool {
    let found = std::panic::catch_unwind(WgpuTestRenderer::new).is_ok();
    COMPARED.set(found);
    found
}

/// Draws with the software renderer.
pub struct Drawing {
    software: SoftwareRenderer,
    /// Draws the same below, if both are to be compared.
    wgpu: Option<WgpuTestRenderer>,
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            software: SoftwareRenderer::new(),
            wgpu: COMPARED.get().then(WgpuTestRenderer::new),
        }
    }
}

impl TestRenderer for Drawing {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.software.set_textures(delta);
        self.software.free_textures(delta);
        match &mut self.wgpu {
            Some(wgpu) => wgpu.handle_delta(delta),
            None => delta.clear(),
        }
    }

    /// The picture; where both are compared the software renderer's, and below it that of `wgpu`.
    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let size = [size.x.round() as u32, size.y.round() as u32];
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        self.software.draw(&primitives, scale, size, Color32::BLACK);
        let mut bytes = self.software.to_image().as_raw().to_vec();
        let mut height = size[1];
        if let Some(wgpu) = &mut self.wgpu {
            bytes.extend(wgpu.render(ctx, output)?.into_raw());
            height *= 2;
        }
        RgbaImage::from_raw(size[0], height, bytes).ok_or_else(|| "the sizes differ".to_owned())
    }
}
