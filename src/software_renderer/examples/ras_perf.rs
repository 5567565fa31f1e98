use demarche_software_renderer::SoftwareRenderer;
use egui::*;
use std::time::Instant;
struct R(Vec<u8>, usize);
impl R {
    fn u(&mut self) -> u32 { let v = u32::from_le_bytes(self.0[self.1..self.1+4].try_into().unwrap()); self.1 += 4; v }
    fn l(&mut self) -> u64 { let a = self.u() as u64; a | (self.u() as u64) << 32 }
    fn f(&mut self) -> f32 { f32::from_bits(self.u()) }
    fn c(&mut self) -> Color32 { let [r,g,b,a] = self.u().to_le_bytes(); Color32::from_rgba_premultiplied(r,g,b,a) }
    fn id(&mut self) -> TextureId { if self.u()==0 { TextureId::Managed(self.l()) } else { TextureId::User(self.l()) } }
}
fn main() {
    for scale in [1u32, 2] {
        let mut r = R(std::fs::read(format!("/tmp/ras-dump-{scale}.bin")).unwrap(), 0);
        let mut s = SoftwareRenderer::new();
        let size = [1280*scale, 800*scale];
        let mut frames = vec![];
        loop {
            let kind = r.u();
            if kind == u32::MAX { break }
            let mut d = TexturesDelta::default();
            for _ in 0..r.u() {
                let id = r.id();
                let x = r.u();
                let pos = if x == u32::MAX { None } else { Some([x as usize, r.u() as usize]) };
                let size = [r.u() as usize, r.u() as usize];
                let o = if r.u()==1 { TextureOptions::NEAREST } else { TextureOptions::LINEAR };
                let px = (0..size[0]*size[1]).map(|_| r.c()).collect();
                let im = std::sync::Arc::new(ColorImage::new(size, px));
                d.push(id, match pos { None => epaint::ImageDelta::full(im, o), Some(p) => epaint::ImageDelta::partial(p, im, o) });
            }
            let mut prims = vec![];
            for _ in 0..r.u() {
                let clip_rect = Rect::from_min_max(pos2(r.f(), r.f()), pos2(r.f(), r.f()));
                let mut m = Mesh::with_texture(r.id());
                for _ in 0..r.u() { m.vertices.push(epaint::Vertex { pos: pos2(r.f(), r.f()), uv: pos2(r.f(), r.f()), color: r.c() }); }
                for _ in 0..r.u() { m.indices.push(r.u()); }
                prims.push(ClippedPrimitive { clip_rect, primitive: epaint::Primitive::Mesh(m) });
            }
            frames.push((kind, d, prims));
        }
        let mut t: std::collections::BTreeMap<&str, Vec<u128>> = Default::default();
        let mut n = 0;
        for (kind, d, prims) in &mut frames {
            s.set_textures(d); d.clear();
            let a = Instant::now();
            let dm = s.draw(prims, scale as f32, size, Color32::BLACK);
            let e = a.elapsed().as_micros();
            n += 1;
            if *kind == 2 && n % 10 == 0 { println!("  caret frame: {:?}", dm.rects); }
            t.entry(match kind { 0 => "idle", 1 => "scroll", 2 => "caret", _ => "settle" }).or_default().push(e);
        }
        let (_, _, prims) = &frames[0];
        let (mut v, mut i) = (0, 0);
        for p in prims { if let epaint::Primitive::Mesh(m) = &p.primitive { v += m.vertices.len(); i += m.indices.len(); } }
        println!("scale {scale}: {} prims {v} vertices {} triangles", prims.len(), i / 3);
        for _ in 0..60 { s.invalidate(); let a = Instant::now(); s.draw(prims, scale as f32, size, Color32::BLACK); t.entry("whole").or_default().push(a.elapsed().as_micros()); }
        for _ in 0..60 { let a = Instant::now(); s.draw(prims, scale as f32, size, Color32::BLACK); t.entry("same").or_default().push(a.elapsed().as_micros()); }
        for (k, mut v) in t { v.sort(); println!("  {k:8} min {:6} median {:6} p95 {:6} us", v[0], v[v.len()/2], v[v.len()*95/100]); }
        if scale == 1 {
            let im = s.to_image();
            let mut o = format!("P6 {} {} 255\n", im.size[0], im.size[1]).into_bytes();
            for p in &im.pixels { o.extend(&p.to_array()[..3]); }
            std::fs::write("/tmp/ras-shot.ppm", o).unwrap();
        }
    }
}
