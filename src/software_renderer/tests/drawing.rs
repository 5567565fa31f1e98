//! Single frames: rectangles, triangles, clipping, blending, textures, and what no mesh should have.

use crate::scene::PieceShape;
use egui::epaint::{Mesh, PaintCallback, Primitive};
use egui::{ClippedPrimitive, Color32, ColorImage, Rect, TextureId, TextureOptions, pos2};
use proptest::prelude::*;

use super::{
    EVERYWHERE, SIZE, WHITE, count, draw, filled, of_mesh, pixel, rect, reference, renderer, set,
    textured, triangles, vertex,
};

const RED: u32 = 0x00FF_0000;

/// A texture of 4 by 4 texels, each different.
const CHECKED: TextureId = TextureId::Managed(7);

fn checked() -> ColorImage {
    let pixels = (0..16u8).map(|at| {
        let alpha = 255 - 9 * (at % 5);
        Color32::from_rgba_unmultiplied(at * 16, 255 - at * 9, (at % 3) * 100, alpha)
    });
    ColorImage::new([4, 4], pixels.collect())
}

#[test]
fn a_rectangle_has_the_pixels_whose_centers_it_has() {
    for (left, right, columns) in [
        (10.0, 20.0, 10..20),
        (10.4, 20.4, 10..20),
        (10.5, 20.5, 10..20),
        (10.6, 20.6, 11..21),
        (-5.0, 3.0, 0..3),
        (190.0, 900.0, 190..200),
    ] {
        let mut renderer = renderer();
        draw(
            &mut renderer,
            &[filled(rect(left, 5.0, right, 7.0), Color32::RED)],
        );
        for x in 0..SIZE[0] {
            let expected = if columns.contains(&x) { RED } else { 0 };
            assert_eq!(pixel(&renderer, x, 5), expected, "{left} to {right} at {x}");
            assert_eq!(pixel(&renderer, x, 4), 0);
            assert_eq!(pixel(&renderer, x, 7), 0);
        }
    }
}

#[test]
fn positions_are_points_and_the_frame_is_pixels() {
    let mut renderer = renderer();
    let primitives = [filled(rect(10.0, 5.0, 20.0, 7.0), Color32::RED)];
    renderer.draw(&primitives, 1.5, SIZE, Color32::BLACK);
    assert_eq!(count(&renderer), 15 * 3);
    assert_eq!(pixel(&renderer, 15, 8), RED);
    assert_eq!(pixel(&renderer, 29, 9), RED);
}

#[test]
fn clip_rectangles_are_rounded_to_pixels() {
    for (clip, columns) in [
        (rect(30.4, 0.0, 50.6, 90.0), 30..51),
        (rect(30.6, 0.0, 50.4, 90.0), 31..50),
        (rect(-9.0, 0.0, 20.0, 90.0), 0..20),
        (rect(50.0, 0.0, 40.0, 90.0), 0..0),
    ] {
        let mut renderer = renderer();
        let mut primitive = filled(rect(0.0, 5.0, 200.0, 6.0), Color32::RED);
        primitive.clip_rect = clip;
        draw(&mut renderer, &[primitive]);
        let drawn = (0..SIZE[0]).filter(|&x| pixel(&renderer, x, 5) == RED);
        assert_eq!(
            drawn.collect::<Vec<_>>(),
            columns.collect::<Vec<_>>(),
            "{clip:?}"
        );
        assert_eq!(
            count(&renderer),
            (0..SIZE[0])
                .filter(|&x| pixel(&renderer, x, 5) == RED)
                .count()
        );
    }
}

#[test]
fn colors_are_blended_premultiplied_in_gamma_space() {
    let mut renderer = renderer();
    let all = rect(0.0, 0.0, 200.0, 150.0);
    let half = Color32::from_rgba_premultiplied(100, 50, 0, 128);
    draw(
        &mut renderer,
        &[filled(all, Color32::WHITE), filled(all, half)],
    );
    assert_eq!(pixel(&renderer, 50, 50), 0x00E3_B17F);
    // Without alpha a colour is added, and no channel runs over into another.
    let added = Color32::from_rgba_premultiplied(200, 200, 200, 0);
    draw(
        &mut renderer,
        &[
            filled(all, Color32::from_rgb(100, 10, 100)),
            filled(all, added),
        ],
    );
    assert_eq!(pixel(&renderer, 50, 50), 0x00FF_D2FF);
}

#[test]
fn the_background_is_opaque_and_below_everything() {
    let mut renderer = renderer();
    let primitives = [filled(rect(0.0, 0.0, 100.0, 150.0), Color32::RED)];
    renderer.draw(&primitives, 1.0, SIZE, Color32::from_rgb(1, 2, 3));
    assert_eq!(pixel(&renderer, 99, 149), RED);
    assert_eq!(pixel(&renderer, 100, 149), 0x0001_0203);
    let image = renderer.to_image();
    assert_eq!(image.size, [200, 150]);
    assert_eq!(image[(100, 149)], Color32::from_rgb(1, 2, 3));
    assert_eq!(image[(99, 149)], Color32::RED);
}

/// Triangles with a common edge leave no gap and have no pixel twice, wherever the edge goes.
#[test]
fn triangles_share_no_pixel_and_leave_none_out() {
    let color = Color32::from_rgba_premultiplied(60, 60, 60, 60);
    for step in 0..64u8 {
        let at = f32::from(step) / 8.0;
        let (left, right) = (
            vertex(10.0 + at, 12.0, color),
            vertex(90.0, 20.0 - at, color),
        );
        let (top, bottom) = (vertex(50.5, 0.0 + at, color), vertex(41.0, 80.5, color));
        let middle = vertex(50.0, 30.0 + at, color);
        let mut renderer = renderer();
        let corners = [
            left, top, middle, top, right, middle, right, bottom, middle, bottom, left, middle,
        ];
        draw(&mut renderer, &[of_mesh(triangles(&corners), EVERYWHERE)]);
        let twice = renderer
            .pixels()
            .iter()
            .filter(|&&pixel| pixel != 0 && pixel != 0x003C_3C3C);
        assert_eq!(twice.count(), 0, "at {at}");
        // Each row is one run of pixels.
        for y in 0..SIZE[1] {
            let drawn: Vec<u32> = (0..SIZE[0])
                .filter(|&x| pixel(&renderer, x, y) != 0)
                .collect();
            let is_run = drawn.windows(2).all(|pair| pair[1] == pair[0] + 1);
            assert!(is_run, "a gap in row {y} at {at}: {drawn:?}");
        }
    }
}

#[test]
fn a_rectangle_is_found_in_any_order_of_corners() {
    let at = |corner: usize| {
        let x = if corner & 1 == 0 { 10.0 } else { 40.0 };
        let y = if corner & 2 == 0 { 10.0 } else { 20.0 };
        vertex(x, y, Color32::RED)
    };
    for first in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        for second in [[2, 1, 3], [3, 1, 2], [1, 3, 2]] {
            let corners: Vec<_> = first.into_iter().chain(second).map(at).collect();
            let mut renderer = renderer();
            // Another triangle stands before, so that not all pairs begin at even places.
            let before = [[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]];
            let before = before.map(|[x, y]| vertex(x, y, Color32::GREEN));
            let mesh = triangles(&[before.as_slice(), &corners].concat());
            draw(&mut renderer, &[of_mesh(mesh, EVERYWHERE)]);
            let pieces = &renderer.scene.meshes[0].pieces;
            let shapes: Vec<_> = pieces.iter().map(|piece| piece.shape).collect();
            let expected = [PieceShape::Triangle(0), PieceShape::Rectangle(0, false)];
            assert_eq!(shapes, expected, "{first:?} {second:?}");
            assert_eq!(count(&renderer), 300 + 10);
        }
    }
    // Two triangles that cover the same half are none.
    let corners: Vec<_> = [0, 1, 2, 0, 1, 2].into_iter().map(at).collect();
    let mut renderer = renderer();
    draw(&mut renderer, &[of_mesh(triangles(&corners), EVERYWHERE)]);
    assert!(count(&renderer) < 200);
}

#[test]
fn texels_are_copied_where_they_stand_on_pixels() {
    let mut renderer = renderer();
    set(
        &mut renderer,
        CHECKED,
        checked(),
        TextureOptions::LINEAR,
        None,
    );
    let whole = rect(0.0, 0.0, 1.0, 1.0);
    let mesh = textured(CHECKED, rect(10.0, 10.0, 14.0, 14.0), whole, Color32::WHITE);
    draw(&mut renderer, &[of_mesh(mesh, rect(11.0, 0.0, 90.0, 13.0))]);
    let image = checked();
    for y in 9..15 {
        for x in 9..15 {
            let inside = (11..14).contains(&x) && (10..13).contains(&y);
            let expected = if inside {
                let [r, g, b, _] = image[(x - 10, y - 10)].to_array();
                u32::from_be_bytes([0, r, g, b])
            } else {
                0
            };
            assert_eq!(pixel(&renderer, x as u32, y as u32), expected, "{x}, {y}");
        }
    }
}

#[test]
fn glyphs_take_the_color_of_their_corners() {
    let mut renderer = renderer();
    let coverage = [0, 64, 128, 255].map(|a| Color32::from_rgba_premultiplied(a, a, a, a));
    let glyph = ColorImage::new([4, 1], coverage.to_vec());
    set(&mut renderer, CHECKED, glyph, TextureOptions::LINEAR, None);
    let place = rect(10.0, 10.0, 14.0, 11.0);
    let whole = rect(0.0, 0.0, 1.0, 1.0);
    let draw_in = |renderer: &mut super::SoftwareRenderer, color| {
        let paper = filled(rect(0.0, 0.0, 200.0, 150.0), Color32::WHITE);
        let mesh = of_mesh(textured(CHECKED, place, whole, color), EVERYWHERE);
        draw(renderer, &[paper, mesh]);
        [10, 11, 12, 13].map(|x| pixel(renderer, x, 10))
    };
    let opaque = draw_in(&mut renderer, Color32::from_rgb(200, 0, 100));
    assert_eq!(opaque, [0x00FF_FFFF, 0x00F1_BFD8, 0x00E3_7FB1, 0x00C8_0064]);
    let half = draw_in(
        &mut renderer,
        Color32::from_rgba_premultiplied(0, 0, 0, 128),
    );
    assert_eq!(half, [0x00FF_FFFF, 0x00DF_DFDF, 0x00BF_BFBF, 0x007F_7F7F]);
}

/// The texture of `checked`, sampled by the definition of the filters.
fn sample(options: TextureOptions, u: f64, v: f64) -> reference::Color {
    use egui::TextureWrapMode::{ClampToEdge, MirroredRepeat, Repeat};
    let image = checked();
    let wrapped = |at: f64| -> usize {
        let at = at as i64;
        (match options.wrap_mode {
            ClampToEdge => at.clamp(0, 3),
            Repeat => at.rem_euclid(4),
            MirroredRepeat if at.rem_euclid(8) > 3 => 7 - at.rem_euclid(8),
            MirroredRepeat => at.rem_euclid(8),
        }) as usize
    };
    let texel = |x: f64, y: f64| {
        image[(wrapped(x), wrapped(y))]
            .to_array()
            .map(|channel| f64::from(channel) / 255.0)
    };
    let (x, y) = (u * 4.0, v * 4.0);
    if options.magnification == egui::TextureFilter::Nearest {
        return texel(x.floor(), y.floor());
    }
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let mut sum = [0.0; 4];
    for (column, share_x) in [(left, left + 1.0 - x), (left + 1.0, x - left)] {
        for (row, share_y) in [(top, top + 1.0 - y), (top + 1.0, y - top)] {
            for (sum, channel) in sum.iter_mut().zip(texel(column, row)) {
                *sum += channel * share_x * share_y;
            }
        }
    }
    sum
}

#[test]
fn textures_are_filtered_and_wrapped_as_their_options_say() {
    let options = [
        TextureOptions::LINEAR,
        TextureOptions::NEAREST,
        TextureOptions::LINEAR_REPEAT,
        TextureOptions::LINEAR_MIRRORED_REPEAT,
        TextureOptions::NEAREST_REPEAT,
        TextureOptions::NEAREST_MIRRORED_REPEAT,
    ];
    for options in options {
        for uv in [rect(0.0, 0.0, 1.0, 1.0), rect(-1.3, -0.7, 2.1, 1.9)] {
            let mut renderer = renderer();
            set(&mut renderer, CHECKED, checked(), options, None);
            // An upright rectangle, and the same leaning, so that it is none.
            let upright = textured(CHECKED, rect(3.0, 3.0, 67.0, 71.0), uv, Color32::WHITE);
            let mut leaning = textured(CHECKED, rect(90.0, 3.0, 160.0, 71.0), uv, Color32::WHITE);
            leaning.vertices[0].pos.x += 9.0;
            let primitives = [of_mesh(upright, EVERYWHERE), of_mesh(leaning, EVERYWHERE)];
            draw(&mut renderer, &primitives);
            let sampler = |u: f64, v: f64| sample(options, u, v);
            let expected = reference::draw(&primitives, 1.0, SIZE, &sampler);
            if options.magnification == egui::TextureFilter::Nearest {
                // Just between two texels either may be taken.
                let pixels = renderer.pixels().iter().zip(&expected);
                let differ = pixels.filter(|(pixel, expected)| {
                    reference::worst(&[**pixel], &[**expected]).0 > 1.5
                });
                assert!(differ.count() < 60, "{options:?} {uv:?}");
            } else {
                let (worst, at) = reference::worst(renderer.pixels(), &expected);
                assert!(worst < 1.6, "{options:?} {uv:?}: {worst} at {at}");
            }
        }
    }
}

#[test]
fn texels_that_stand_between_pixels_are_mixed() {
    for by in [0.05, 0.25, 0.5, 0.7] {
        let mut renderer = renderer();
        set(
            &mut renderer,
            CHECKED,
            checked(),
            TextureOptions::LINEAR,
            None,
        );
        let place = rect(10.0 + by, 10.0, 14.0 + by, 14.0);
        let whole = rect(0.0, 0.0, 1.0, 1.0);
        let mesh = textured(CHECKED, place, whole, Color32::WHITE);
        let primitives = [of_mesh(mesh, EVERYWHERE)];
        draw(&mut renderer, &primitives);
        let sampler = |u: f64, v: f64| sample(TextureOptions::LINEAR, u, v);
        let expected = reference::draw(&primitives, 1.0, SIZE, &sampler);
        let (worst, at) = reference::worst(renderer.pixels(), &expected);
        assert!(worst < 1.6, "by {by}: {worst} at {at}");
    }
}

/// Thin triangles whose colour changes along one axis only, in all four directions.
#[test]
fn edges_are_shaded_where_they_lie_and_stand() {
    let (dark, light) = (Color32::from_gray(20), Color32::from_white_alpha(200));
    for corners in [
        // Steep, with one pixel in each row, in another column further down.
        [[10.0, 10.0, 0.0], [14.0, 90.0, 1.0], [14.0, 99.0, 1.0]],
        [[20.0, 5.0, 1.0], [20.0, 80.0, 1.0], [21.5, 80.0, 0.0]],
        // Flat.
        [[10.0, 10.0, 0.0], [90.0, 14.0, 1.0], [99.0, 14.0, 1.0]],
        [[5.0, 120.0, 1.0], [150.0, 120.0, 1.0], [150.0, 121.5, 0.0]],
    ] {
        let corner = |[x, y, share]: [f32; 3]| vertex(x, y, if share > 0.0 { light } else { dark });
        let primitives = [of_mesh(triangles(&corners.map(corner)), EVERYWHERE)];
        let mut renderer = renderer();
        draw(&mut renderer, &primitives);
        assert!(count(&renderer) > 8, "{corners:?}");
        let expected = reference::draw(&primitives, 1.0, SIZE, &|_, _| [1.0; 4]);
        let (worst, at) = reference::worst(renderer.pixels(), &expected);
        assert!(worst < 1.6, "{corners:?}: {worst} at {at}");
    }
}

fn any_color() -> impl Strategy<Value = Color32> {
    // Often one of these, so that rectangles and spans of one colour are among the shapes.
    let often = prop::sample::select(vec![
        Color32::RED,
        Color32::TRANSPARENT,
        Color32::from_black_alpha(90),
    ]);
    let any = any::<[u8; 4]>().prop_map(|[r, g, b, a]| Color32::from_rgba_unmultiplied(r, g, b, a));
    prop_oneof![2 => often, 1 => any]
}

/// A triangle, or two with a common edge; corners are often on whole and half pixels.
fn any_mesh() -> impl Strategy<Value = Mesh> {
    // Shared by the coordinates of all corners.
    let place = prop_oneof![
        (-20i16..80).prop_map(f32::from),
        (-40i16..160).prop_map(|half| f32::from(half) / 2.0),
        (-5120i16..20480).prop_map(|part| f32::from(part) / 256.0),
    ]
    .boxed();
    let corner = (place.clone(), place, any_color())
        .prop_map(|(x, y, color)| vertex(x, y, color))
        .boxed();
    let one_color =
        (prop::collection::vec(corner.clone(), 4), any_color()).prop_map(|(mut corners, color)| {
            corners.iter_mut().for_each(|corner| corner.color = color);
            corners
        });
    let corners = prop_oneof![prop::collection::vec(corner, 4), one_color];
    (corners, any::<bool>()).prop_map(|(mut corners, upright)| {
        if upright {
            corners[1].pos = pos2(corners[3].pos.x, corners[0].pos.y);
            corners[2].pos = pos2(corners[0].pos.x, corners[3].pos.y);
        }
        Mesh {
            indices: vec![0, 1, 2, 2, 1, 3],
            vertices: corners,
            texture_id: WHITE,
        }
    })
}

/// Few values, so that corners share some, and any other.
fn any_number() -> impl Strategy<Value = f32> {
    prop_oneof![
        2 => prop::sample::select(vec![0.0, 1.0, 20.0, f32::NAN, f32::INFINITY]),
        1 => any::<u32>().prop_map(f32::from_bits),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn meshes_look_as_the_plain_formula_draws_them(
        meshes in prop::collection::vec(any_mesh(), 1..3),
        clip in (0u8..40, 30u8..90),
    ) {
        const SMALL: [u32; 2] = [70, 70];
        let clip = f32::from(clip.0)..f32::from(clip.1);
        let clip = rect(clip.start, clip.start, clip.end, clip.end);
        let primitives: Vec<_> = meshes.into_iter().map(|mesh| of_mesh(mesh, clip)).collect();
        let mut renderer = renderer();
        renderer.draw(&primitives, 1.0, SMALL, Color32::BLACK);
        let expected = reference::draw(&primitives, 1.0, SMALL, &|_, _| [1.0; 4]);
        let (worst, at) = reference::worst(renderer.pixels(), &expected);
        // Each of up to four layers is rounded once or twice.
        prop_assert!(worst < 3.0, "off by {worst} at {at}: {:06x} {:?}", renderer.pixels()[at], expected[at]);
    }

    #[test]
    fn no_number_ends_the_program(
        numbers in prop::collection::vec(any_number(), 12),
        indices in prop::collection::vec(prop_oneof![9 => 0u32..3, 1 => 3u32..5], 0..14),
        scale in prop::sample::select(vec![1.0, 0.0, -1.0, 1e30, f32::NAN, f32::INFINITY]),
    ) {
        let corners: Vec<_> = numbers.chunks_exact(4).map(|numbers| egui::epaint::Vertex {
            pos: pos2(numbers[0], numbers[1]),
            uv: pos2(numbers[2], numbers[3]),
            color: Color32::RED,
        }).collect();
        let mesh = Mesh { indices, vertices: corners, texture_id: CHECKED };
        let clip = Rect::from_two_pos(pos2(numbers[0], numbers[5]), pos2(numbers[2], numbers[7]));
        let mut renderer = renderer();
        set(&mut renderer, CHECKED, checked(), TextureOptions::LINEAR_REPEAT, None);
        let primitives = [of_mesh(mesh.clone(), EVERYWHERE), of_mesh(mesh, clip)];
        renderer.draw(&primitives, scale, [33, 65], Color32::BLACK);
        set(&mut renderer, CHECKED, checked(), TextureOptions::LINEAR, None);
        renderer.draw(&primitives, scale, [33, 65], Color32::BLACK);
    }
}

#[test]
fn callbacks_and_meshes_without_texture_are_left_out() {
    let callback = ClippedPrimitive {
        clip_rect: EVERYWHERE,
        primitive: Primitive::Callback(PaintCallback {
            rect: EVERYWHERE,
            callback: std::sync::Arc::new(()),
        }),
    };
    let unknown = TextureId::User(3);
    let place = rect(0.0, 0.0, 50.0, 50.0);
    let mesh = of_mesh(textured(unknown, place, place, Color32::WHITE), EVERYWHERE);
    let mut renderer = renderer();
    let red = filled(rect(10.0, 10.0, 11.0, 11.0), Color32::RED);
    draw(&mut renderer, &[callback, mesh, red]);
    assert_eq!(count(&renderer), 1);
}

#[test]
fn a_frame_and_a_texture_may_be_empty() {
    let mut renderer = renderer();
    set(
        &mut renderer,
        CHECKED,
        ColorImage::filled([0, 0], Color32::RED),
        TextureOptions::LINEAR,
        None,
    );
    let place = rect(0.0, 0.0, 50.0, 50.0);
    let mesh = of_mesh(textured(CHECKED, place, place, Color32::WHITE), EVERYWHERE);
    draw(&mut renderer, std::slice::from_ref(&mesh));
    assert_eq!(count(&renderer), 0);
    for size in [[0, 0], [0, 9], [9, 0]] {
        let damage = renderer.draw(std::slice::from_ref(&mesh), 1.0, size, Color32::RED);
        assert_eq!(damage.rects, Vec::<[u32; 4]>::new());
        assert!(renderer.pixels().is_empty());
    }
}
