//! The software renderer draws what `wgpu` draws: every panel and dialog, in every theme, at several scales.
//!
//! Each window is drawn in all themes, and each theme at another scale; with `DEMARCHE_COMPARE=all` in all
//! themes at all scales, which takes minutes where `wgpu` draws on the processor. Set `DEMARCHE_PICTURES` to a
//! folder to get the pictures that differ.

use demarche::app::dialogs;
use demarche::ui::panels::PANELS;
use demarche::ui::theme;
use egui::ThemePreference;
use image::RgbaImage;

use crate::common::{Desk, drawing};
use crate::dialogs::open;
use crate::side_panels;

const SCALES: [f32; 3] = [1.0, 1.5, 2.0];

/// No channel may be off by more, in steps of a byte.
const TOLERANCE: u8 = 3;

/// How many of a million pixels may be off by more.
const EXCEPTIONS: usize = 1000;

#[test]
fn every_dialog_looks_as_with_wgpu() {
    if !drawing::compare_with_wgpu() {
        println!("skipped: wgpu finds no adapter");
        return;
    }
    for (turn, dialog) in dialogs().enumerate() {
        if let Some(mut desk) = open(dialog) {
            compare(&mut desk, turn, dialog.title());
        }
    }
}

#[test]
fn every_panel_looks_as_with_wgpu() {
    if !drawing::compare_with_wgpu() {
        println!("skipped: wgpu finds no adapter");
        return;
    }
    compare(&mut Desk::empty(), 0, "start");
    let mut desk = side_panels::desk();
    compare(&mut desk, 1, "article");
    for (turn, (panel, command)) in (2..).zip(PANELS) {
        desk.harness.state_mut().ask(command);
        desk.run_until_idle();
        compare(&mut desk, turn, &format!("{panel:?}"));
    }
}

/// Compares both pictures of a window in four themes; `turn` tells which scale the first has.
fn compare(desk: &mut Desk, turn: usize, name: &str) {
    let all = std::env::var_os("DEMARCHE_COMPARE").is_some_and(|which| which == "all");
    let themes = [ThemePreference::Light, ThemePreference::Dark];
    let themes = themes.into_iter().flat_map(|t| [(t, false), (t, true)]);
    for (number, (theme, high_contrast)) in themes.enumerate() {
        theme::adapt(&desk.harness.ctx, high_contrast, false);
        desk.harness.ctx.set_theme(theme);
        for (at, scale) in SCALES.into_iter().enumerate() {
            if !all && (turn + number) % SCALES.len() != at {
                continue;
            }
            desk.harness.set_pixels_per_point(scale);
            desk.harness.run_steps(2);
            let both = desk.harness.render().expect("a picture");
            let contrast = if high_contrast { " high contrast" } else { "" };
            let about = format!("{name}, {theme:?}{contrast}, scale {scale}");
            let (differing, worst) = differences(&both);
            let pixels = (both.width() * both.height() / 2) as usize;
            if differing * 1_000_000 > EXCEPTIONS * pixels {
                save(&both, &about);
                panic!("{about}: {differing} of {pixels} pixels differ, by up to {worst}");
            }
        }
    }
    desk.harness.set_pixels_per_point(1.0);
    theme::adapt(&desk.harness.ctx, false, false);
    desk.run_until_idle();
}

/// How many pixels of the upper half differ from the lower half, and by how much at most.
fn differences(both: &RgbaImage) -> (usize, u8) {
    let bytes = both.as_raw();
    let (upper, lower) = bytes.split_at(bytes.len() / 2);
    assert_eq!(upper.len(), lower.len());
    let (mut count, mut worst) = (0, 0);
    // Most runs of pixels are the same, and known to be so much faster than one by one.
    let runs = upper.chunks(128).zip(lower.chunks(128));
    for (one, other) in runs.filter(|(one, other)| one != other) {
        for (one, other) in one.chunks_exact(4).zip(other.chunks_exact(4)) {
            let channels = one.iter().zip(other).take(3);
            let off = channels.map(|(one, other)| one.abs_diff(*other));
            let off = off.max().unwrap_or_default();
            count += usize::from(off > TOLERANCE);
            worst = worst.max(off);
        }
    }
    (count, worst)
}

fn save(image: &RgbaImage, name: &str) {
    if let Some(folder) = std::env::var_os("DEMARCHE_PICTURES") {
        let path = std::path::PathBuf::from(folder).join(format!("{name}.png"));
        image.save(path).expect("saved");
    }
}
