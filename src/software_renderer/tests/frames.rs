//! One frame after another: what is drawn anew, what is kept, and what is told to have changed.

use egui::epaint::{CornerRadius, Shape, Stroke, StrokeKind, TessellationOptions, Tessellator};
use egui::{ClippedPrimitive, Color32, ColorImage, Rect, TextureId, TextureOptions, pos2, vec2};
use proptest::prelude::*;

use super::{EVERYWHERE, SIZE, count, draw, filled, of_mesh, pixel, rect, renderer, set, textured};
use crate::SoftwareRenderer;

/// Writes a colour over the whole frame that nothing draws, so that it shows what is drawn anew.
const UNTOUCHED: u32 = 0x0001_0203;

fn scribble(renderer: &mut SoftwareRenderer) {
    renderer.pixels.fill(UNTOUCHED);
}

fn touched(renderer: &SoftwareRenderer) -> usize {
    renderer
        .pixels()
        .iter()
        .filter(|&&pixel| pixel != UNTOUCHED)
        .count()
}

fn scene(color: Color32) -> Vec<ClippedPrimitive> {
    vec![
        filled(rect(0.0, 0.0, 200.0, 150.0), Color32::WHITE),
        filled(rect(10.0, 10.0, 30.0, 30.0), color),
        filled(rect(100.0, 70.0, 110.0, 80.0), Color32::GREEN),
    ]
}

#[test]
fn a_frame_like_the_last_touches_no_pixel() {
    let mut renderer = renderer();
    assert_eq!(
        draw(&mut renderer, &scene(Color32::RED)).rects,
        [[0, 0, 200, 150]]
    );
    scribble(&mut renderer);
    assert!(draw(&mut renderer, &scene(Color32::RED)).rects.is_empty());
    assert_eq!(touched(&renderer), 0);
    renderer.invalidate();
    assert_eq!(
        draw(&mut renderer, &scene(Color32::RED)).rects,
        [[0, 0, 200, 150]]
    );
    assert_eq!(touched(&renderer), 200 * 150);
}

#[test]
fn only_tiles_with_something_new_are_drawn() {
    let mut renderer = renderer();
    draw(&mut renderer, &scene(Color32::RED));
    scribble(&mut renderer);
    let damage = draw(&mut renderer, &scene(Color32::BLUE));
    assert_eq!(damage.rects, [[0, 0, 64, 64]]);
    assert_eq!(touched(&renderer), 64 * 64);
    // What is left out leaves its tile, and what moves leaves one for another.
    let mut fewer = scene(Color32::BLUE);
    fewer.remove(2);
    assert_eq!(draw(&mut renderer, &fewer).rects, [[64, 64, 64, 64]]);
    fewer.push(filled(rect(100.0, 70.0, 140.0, 140.0), Color32::GREEN));
    assert_eq!(draw(&mut renderer, &fewer).rects, [[64, 64, 128, 86]]);
}

#[test]
fn order_clip_scale_background_and_size_are_part_of_a_frame() {
    let all = scene(Color32::RED);
    let drawn = |change: &dyn Fn(&mut SoftwareRenderer) -> crate::Damage| {
        let mut renderer = renderer();
        draw(&mut renderer, &all);
        !change(&mut renderer).rects.is_empty()
    };
    assert!(!drawn(&|renderer| draw(renderer, &all)));
    assert!(drawn(&|renderer| renderer.draw(
        &all,
        1.0,
        SIZE,
        Color32::BLUE
    )));
    assert!(drawn(&|renderer| renderer.draw(
        &all,
        2.0,
        SIZE,
        Color32::BLACK
    )));
    assert!(drawn(&|renderer| renderer.draw(
        &all,
        1.0,
        [200, 151],
        Color32::BLACK
    )));
    let mut other = all.clone();
    other.swap(0, 1);
    assert!(drawn(&|renderer| draw(renderer, &other)));
    let mut other = all.clone();
    other[1].clip_rect = rect(0.0, 0.0, 20.0, 20.0);
    assert!(drawn(&|renderer| draw(renderer, &other)));
}

/// A texture of eight glyphs in a row, each of 8 by 8 texels.
const ATLAS: TextureId = TextureId::Managed(1);

fn glyph(number: u8, left: f32) -> ClippedPrimitive {
    let uv = rect(
        f32::from(number) / 8.0,
        0.0,
        f32::from(number + 1) / 8.0,
        1.0,
    );
    let place = rect(left, 10.0, left + 8.0, 18.0);
    of_mesh(textured(ATLAS, place, uv, Color32::WHITE), EVERYWHERE)
}

fn atlas() -> SoftwareRenderer {
    let mut renderer = renderer();
    let image = ColorImage::filled([64, 8], Color32::RED);
    set(&mut renderer, ATLAS, image, TextureOptions::LINEAR, None);
    renderer
}

#[test]
fn a_changed_part_of_a_texture_dirties_only_tiles_that_use_it() {
    let mut renderer = atlas();
    // A glyph that changes, one that does not, and one beside neither.
    let primitives = [glyph(1, 10.0), glyph(6, 74.0), glyph(5, 138.0)];
    draw(&mut renderer, &primitives);
    assert_eq!(pixel(&renderer, 12, 12), 0x00FF_0000);
    let patch = ColorImage::filled([8, 8], Color32::BLUE);
    set(
        &mut renderer,
        ATLAS,
        patch,
        TextureOptions::LINEAR,
        Some([8, 0]),
    );
    assert_eq!(draw(&mut renderer, &primitives).rects, [[0, 0, 64, 64]]);
    assert_eq!(pixel(&renderer, 12, 12), 0x0000_00FF);
    assert_eq!(pixel(&renderer, 76, 12), 0x00FF_0000);
    // The same texels again are no change, and neither is a change that nothing shows.
    let patch = ColorImage::filled([8, 8], Color32::BLUE);
    set(
        &mut renderer,
        ATLAS,
        patch,
        TextureOptions::LINEAR,
        Some([8, 0]),
    );
    let patch = ColorImage::filled([4, 4], Color32::GREEN);
    set(
        &mut renderer,
        ATLAS,
        patch,
        TextureOptions::LINEAR,
        Some([26, 0]),
    );
    assert!(draw(&mut renderer, &primitives).rects.is_empty());
}

/// Filtering takes texels from beside the part that is shown.
#[test]
fn a_changed_texel_beside_a_stretched_part_is_seen() {
    for column in [7, 16] {
        let mut renderer = atlas();
        let uv = rect(0.125, 0.0, 0.25, 1.0);
        let mesh = textured(ATLAS, rect(10.0, 10.0, 60.0, 60.0), uv, Color32::WHITE);
        let primitives = [of_mesh(mesh, EVERYWHERE)];
        draw(&mut renderer, &primitives);
        let patch = ColorImage::filled([1, 8], Color32::BLUE);
        let at = Some([column, 0]);
        set(&mut renderer, ATLAS, patch, TextureOptions::LINEAR, at);
        let damage = draw(&mut renderer, &primitives);
        assert_eq!(damage.rects, [[0, 0, 64, 64]], "column {column}");
    }
}

#[test]
fn a_texture_set_anew_or_with_other_options_is_seen() {
    let mut renderer = atlas();
    let primitives = [glyph(1, 10.0)];
    draw(&mut renderer, &primitives);
    let image = ColorImage::filled([64, 8], Color32::BLUE);
    set(&mut renderer, ATLAS, image, TextureOptions::LINEAR, None);
    assert_eq!(draw(&mut renderer, &primitives).rects.len(), 1);
    assert_eq!(pixel(&renderer, 12, 12), 0x0000_00FF);
    // Larger: texture coordinates mean other texels.
    let image = ColorImage::filled([64, 16], Color32::GREEN);
    set(
        &mut renderer,
        ATLAS,
        image.clone(),
        TextureOptions::LINEAR,
        None,
    );
    assert_eq!(draw(&mut renderer, &primitives).rects.len(), 1);
    assert_eq!(pixel(&renderer, 12, 12), 0x0000_FF00);
    set(&mut renderer, ATLAS, image, TextureOptions::NEAREST, None);
    assert_eq!(draw(&mut renderer, &primitives).rects.len(), 1);
}

#[test]
fn a_freed_texture_is_gone_with_the_next_frame() {
    let mut renderer = atlas();
    let primitives = [glyph(1, 10.0)];
    draw(&mut renderer, &primitives);
    let mut delta = egui::TexturesDelta::default();
    delta.free(ATLAS);
    renderer.free_textures(&delta);
    delta.clear();
    assert_eq!(count(&renderer), 64);
    assert_eq!(draw(&mut renderer, &primitives).rects, [[0, 0, 64, 64]]);
    assert_eq!(count(&renderer), 0);
}

#[test]
fn a_part_that_does_not_fit_its_texture_is_cut() {
    let mut renderer = atlas();
    let patch = || ColorImage::filled([9, 9], Color32::BLUE);
    for at in [[60, 4], [64, 0], [0, 8], [900, 900]] {
        set(
            &mut renderer,
            ATLAS,
            patch(),
            TextureOptions::LINEAR,
            Some(at),
        );
    }
    set(
        &mut renderer,
        TextureId::User(9),
        patch(),
        TextureOptions::LINEAR,
        Some([0, 0]),
    );
    draw(&mut renderer, &[glyph(7, 10.0)]);
    assert_eq!(pixel(&renderer, 14, 14), 0x0000_00FF);
    assert_eq!(pixel(&renderer, 13, 14), 0x00FF_0000);
    assert_eq!(pixel(&renderer, 14, 13), 0x00FF_0000);
}

/// Many changed parts of a texture in one frame are all seen.
#[test]
fn a_texture_may_change_in_very_many_parts() {
    let mut renderer = atlas();
    let primitives = [glyph(0, 10.0), glyph(7, 74.0)];
    draw(&mut renderer, &primitives);
    for at in 0..100usize {
        let patch = ColorImage::filled([1, 1], Color32::from_gray(at as u8));
        let at = if at == 99 { [60, 5] } else { [24, 0] };
        set(
            &mut renderer,
            ATLAS,
            patch,
            TextureOptions::LINEAR,
            Some(at),
        );
    }
    let damage = draw(&mut renderer, &primitives);
    let seen = damage
        .rects
        .iter()
        .any(|[x, _, width, _]| *x <= 74 && x + width > 74);
    assert!(seen, "{:?}", damage.rects);
    assert_eq!(pixel(&renderer, 78, 15), 0x0063_6363);
}

fn any_shape() -> impl Strategy<Value = Shape> {
    let place = (-30i16..230, -30i16..180, 1u8..120, 1u8..90, 0u8..3);
    let color = any::<[u8; 4]>().prop_map(|[r, g, b, a]| {
        let alpha = if a > 100 { 255 } else { a };
        Color32::from_rgba_unmultiplied(r, g, b, alpha)
    });
    (place, color, 0u8..6).prop_map(|((x, y, width, height, part), color, kind)| {
        let part = f32::from(part) / 3.0;
        let min = pos2(f32::from(x) + part, f32::from(y));
        let rect = Rect::from_min_size(min, vec2(f32::from(width), f32::from(height)));
        let stroke = Stroke::new(1.0 + part, color);
        match kind {
            0 => Shape::rect_filled(rect, CornerRadius::ZERO, color),
            1 => Shape::rect_filled(rect, CornerRadius::same(6), color),
            2 => Shape::rect_stroke(rect, CornerRadius::same(3), stroke, StrokeKind::Inside),
            3 => Shape::line_segment([rect.left_top(), rect.right_bottom()], stroke),
            4 => Shape::circle_filled(rect.center(), rect.width() / 3.0, color),
            _ => of_texture(rect, color),
        }
    })
}

/// A glyph, or the atlas stretched.
fn of_texture(rect: Rect, color: Color32) -> Shape {
    if rect.width() > 60.0 {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        return Shape::image(ATLAS, rect, whole, color);
    }
    let glyph = Rect::from_min_max(pos2(0.25, 0.0), pos2(0.375, 1.0));
    Shape::image(
        ATLAS,
        Rect::from_min_size(rect.min, vec2(8.0, 8.0)),
        glyph,
        color,
    )
}

/// Each shape as a mesh of its own, so that some meshes stay as they are from one frame to the next.
fn tessellate(shapes: &[Shape], scale: f32) -> Vec<ClippedPrimitive> {
    let clip_rect = rect(3.0, 5.0, 190.0, 140.0);
    let options = TessellationOptions::default();
    let mut tessellator = Tessellator::new(scale, options, [64, 64], Vec::new());
    let meshes = shapes.iter().flat_map(|shape| {
        tessellator.tessellate_shapes(vec![egui::epaint::ClippedShape {
            clip_rect,
            shape: shape.clone(),
            transform_after_tessellation: egui::emath::TSTransform::IDENTITY,
        }])
    });
    meshes.collect()
}

/// An atlas with coverages that differ from texel to texel.
fn uneven(seed: u8) -> ColorImage {
    let texel = |at: usize| {
        let coverage = (at * 37 + usize::from(seed) * 11) as u8;
        Color32::from_white_alpha(if at.is_multiple_of(3) { 0 } else { coverage })
    };
    ColorImage::new([64, 8], (0..64 * 8).map(texel).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Frames of shapes of which some change from one to the next, with changes of the atlas between them:
    /// each looks as if it was drawn whole, and what differs from the last is within the damage.
    #[test]
    fn tiles_that_are_kept_look_as_if_drawn_anew(
        shapes in prop::collection::vec(any_shape(), 1..8),
        changes in prop::collection::vec((0usize..8, any_shape(), any::<Option<u8>>()), 1..5),
        scale in prop::sample::select(vec![1.0f32, 1.5, 2.0]),
    ) {
        let mut shapes = shapes;
        let mut reused = atlas();
        let mut latest = ColorImage::filled([64, 8], Color32::RED);
        for (at, shape, seed) in changes {
            let place = at % (shapes.len() + 1);
            if place < shapes.len() && at.is_multiple_of(2) {
                shapes[place] = shape;
            } else {
                shapes.insert(place, shape);
            }
            if let Some(seed) = seed {
                latest = uneven(seed);
                set(&mut reused, ATLAS, latest.clone(), TextureOptions::LINEAR, None);
            }
            let primitives = tessellate(&shapes, scale);
            let size = SIZE;
            let before = if reused.size() == size { reused.pixels().to_vec() } else { Vec::new() };
            let damage = reused.draw(&primitives, scale, size, Color32::BLACK);
            let mut whole = renderer();
            set(&mut whole, ATLAS, latest.clone(), TextureOptions::LINEAR, None);
            whole.draw(&primitives, scale, size, Color32::BLACK);
            prop_assert!(reused.pixels() == whole.pixels(), "kept tiles look otherwise");
            for (at, (before, after)) in before.iter().zip(reused.pixels()).enumerate() {
                let (x, y) = (at as u32 % size[0], at as u32 / size[0]);
                let told = damage.rects.iter().any(|&[left, top, width, height]| {
                    (left..left + width).contains(&x) && (top..top + height).contains(&y)
                });
                prop_assert!(told || before == after, "{x}, {y} changed outside {damage:?}");
            }
            let area: u32 = damage.rects.iter().map(|rect| rect[2] * rect[3]).sum();
            prop_assert!(area <= size[0] * size[1], "rectangles overlap: {damage:?}");
        }
    }
}
