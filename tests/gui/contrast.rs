//! Contrast, measured from the pixels of every panel and dialog in the four themes: outlines of controls,
//! marks of what is chosen or has the keyboard, texts, and the article's text on highlights.
//!
//! The accessibility tree tells where the controls are, the painted shapes where the texts are, and the
//! picture of the software renderer which colours they have there. Disabled controls and their texts are
//! exempt, as in WCAG 2.2 (1.4.3 and 1.4.11), and so is what is scrolled out of sight in part. Pictures are
//! twice as large as the window, so that the stems of small letters reach their full colour. Set
//! `DEMARCHE_PICTURES` to a folder to get the pictures.

use std::collections::{HashMap, HashSet};

use demarche::app::dialogs;
use demarche::ui::panels::PANELS;
use demarche::ui::theme;
use egui::accesskit::Role;
use egui::{Color32, Key, Rect, Shape, ThemePreference, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use image::RgbaImage;

use crate::common::{CONTROLS, Desk};
use crate::dialogs::open;
use crate::side_panels;

/// The least contrast of outlines and marks.
const OUTLINE: f32 = 3.0;
/// The least contrast of a text.
const TEXT: f32 = 4.5;
/// The least contrast of the article's text, on highlights too.
const PAGE: f32 = 7.0;

/// The size of the window, in points.
const SIZE: egui::Vec2 = vec2(1280.0, 800.0);

/// Pixels for each point.
const SCALE: f32 = 2.0;

const THEMES: [(&str, ThemePreference, bool); 4] = [
    ("light", ThemePreference::Light, false),
    ("dark", ThemePreference::Dark, false),
    ("high contrast, light", ThemePreference::Light, true),
    ("high contrast, dark", ThemePreference::Dark, true),
];

#[test]
fn every_dialog_has_contrast() {
    let mut weak = Weak::default();
    for dialog in dialogs() {
        if let Some(mut desk) = open(dialog) {
            weak.look_at(&mut desk, dialog.title());
            if dialog.title() == "Codebook" {
                let rows = desk.harness.query_all_by_role(Role::ListBoxOption);
                let mut rows = rows.filter(|row| {
                    let name = row.accesskit_node().label();
                    name.is_some_and(|name| name.starts_with("Category"))
                });
                let row = rows.next().expect("an attribute with choices").rect();
                drop(rows);
                desk.click_at(row.center());
                weak.look_at(&mut desk, "Codebook, choices");
            }
        }
    }
    weak.assert_none(150);
}

#[test]
fn every_panel_has_contrast() {
    let mut weak = Weak::default();
    weak.look_at(&mut Desk::empty(), "start");
    let mut desk = side_panels::desk();
    for (words, key) in [("Geneva", Key::Num2), ("go", Key::Num3)] {
        desk.drag_over(words);
        desk.key(key);
    }
    weak.look_at(&mut desk, "article");
    for (panel, command) in PANELS {
        let is_hidden = desk.app().parts().iter().all(|(part, _)| *part != panel);
        if is_hidden {
            desk.harness.state_mut().ask(command);
            desk.run_until_idle();
        }
    }
    weak.look_at(&mut desk, "all panels");
    let mut results = crate::explore::desk();
    crate::explore::open(&mut results);
    weak.look_at(&mut results, "results");
    desk.drag_over("in");
    weak.look_at(&mut desk, "selection");
    desk.harness.get_by_label("View").click();
    desk.run_until_idle();
    weak.look_at(&mut desk, "menu");
    desk.key(Key::Escape);
    desk.click_on("Geneva");
    desk.key(Key::R);
    desk.harness.get_by_label("Cancel linking");
    weak.look_at(&mut desk, "question of a link");
    weak.assert_none(80);
}

#[test]
fn an_open_list_has_contrast() {
    let settings = dialogs().find(|dialog| dialog.title() == "Settings");
    let mut desk = open(settings.expect("it is registered")).expect("it opens");
    desk.harness
        .get_by_role_and_label(Role::ComboBox, "Screen reader: annotations")
        .click();
    desk.run_until_idle();
    desk.harness
        .get_by_role_and_label(Role::ListBoxOption, "Nothing");
    let mut weak = Weak::default();
    weak.look_at(&mut desk, "drop-down list");
    weak.assert_none(20);
}

#[test]
fn text_has_contrast_on_every_highlight() {
    let text = "The talks in Geneva go on.\nThe council met on Friday, and the crews were paid.\n";
    let mut desk = Desk::with(&[("talks.txt", text)]);
    for (phrase, key) in [
        ("talks", Key::Num1),
        ("Geneva", Key::Num2),
        ("council", Key::Num3),
    ] {
        desk.drag_over(phrase);
        desk.key(key);
    }
    for phrase in ["Geneva", "council", "talks"] {
        desk.click_on(phrase);
        for (name, preference, high_contrast) in THEMES {
            let picture = Picture::of(&mut desk, preference, high_contrast);
            for words in ["talks", "Geneva", "council", "Friday"] {
                let found = picture.text_contrast(desk.phrase(words));
                assert!(
                    found >= PAGE,
                    "{words}, {phrase} chosen, {name}: {found:.2}"
                );
            }
        }
    }
}

#[test]
fn weak_colours_are_found() {
    type Change = fn(&mut egui::Visuals);
    let changes: [(&str, Change); 4] = [
        ("ComboBox “Font”", |visuals| {
            visuals.widgets.inactive.bg_stroke.color = visuals.window_stroke.color;
        }),
        ("CheckBox “Label tags in the margin”", |visuals| {
            visuals.widgets.inactive.bg_stroke.color = visuals.window_stroke.color;
        }),
        // An outline has 3:1, which is too little for text.
        ("“Serif”", |visuals| {
            visuals.widgets.inactive.fg_stroke.color = visuals.widgets.inactive.bg_stroke.color;
        }),
        ("Slider “Text size”", |visuals| {
            visuals.hyperlink_color = visuals.panel_fill;
        }),
    ];
    let mut all = dialogs();
    let settings = all.find(|dialog| dialog.title() == "Settings");
    let mut desk = open(settings.expect("a dialog")).expect("it opens");
    desk.harness.remove_cursor();
    for (name, change) in changes {
        let mut weak = Weak::default();
        Picture::of(&mut desk, ThemePreference::Light, false);
        desk.harness
            .ctx
            .style_mut_of(egui::Theme::Light, |style| change(&mut style.visuals));
        desk.harness.run_steps(2);
        let picture = Picture(desk.harness.render().expect("a picture"));
        weak.measure(&desk, &picture, "changed");
        let is_found = weak.found.iter().any(|found| found.contains(name));
        assert!(is_found, "{name} is not among {:#?}", weak.found);
    }
}

/// What has too little contrast, and how much was measured.
#[derive(Default)]
struct Weak {
    found: Vec<String>,
    measured: usize,
}

impl Weak {
    fn look_at(&mut self, desk: &mut Desk, name: &str) {
        desk.harness.remove_cursor();
        desk.look_away();
        for (theme, preference, high_contrast) in THEMES {
            let picture = Picture::of(desk, preference, high_contrast);
            picture.save(&format!("{name}, {theme}"));
            self.measure(desk, &picture, &format!("{name}, {theme}"));
        }
        theme::adapt(&desk.harness.ctx, false, false);
        desk.harness.set_pixels_per_point(1.0);
        desk.harness.run_steps(1);
        desk.harness.set_size(SIZE);
        desk.run_until_idle();
    }

    fn measure(&mut self, desk: &Desk, picture: &Picture, name: &str) {
        let mut note = |what: &str, rect: Rect, contrast: f32, least: f32| {
            self.measured += 1;
            if contrast < least {
                let about = format!("{name}: {what} at {rect:?} has {contrast:.2}");
                self.found.push(about);
            }
        };
        for control in controls(desk) {
            if let Some(contrast) = picture.control_contrast(&control) {
                let what = format!("{:?} “{}”", control.role, control.name);
                note(&what, control.rect, contrast, OUTLINE);
            }
        }
        for (text, rect) in texts(desk) {
            let contrast = picture.text_contrast(rect);
            note(&format!("“{text}”"), rect, contrast, TEXT);
        }
    }

    /// Fails if anything is weak, or if suspiciously little was measured.
    fn assert_none(self, least_measured: usize) {
        let count = self.found.len();
        assert!(self.found.is_empty(), "{count} are weak: {:#?}", self.found);
        assert!(
            self.measured >= least_measured,
            "{} measured",
            self.measured
        );
    }
}

/// A control that can be used and is wholly in sight.
struct Control {
    role: Role,
    name: String,
    rect: Rect,
    is_chosen: bool,
    is_focused: bool,
}

fn controls(desk: &Desk) -> Vec<Control> {
    let in_sight: Vec<(egui::LayerId, Rect)> = desk.harness.ctx.viewport(|viewport| {
        let widgets = &viewport.prev_pass.widgets;
        let layers = widgets.layer_ids().flat_map(|id| widgets.get_layer(id));
        let whole = layers.filter(|w| w.enabled && w.visible && w.rect == w.interact_rect);
        whole.map(|widget| (widget.layer_id, widget.rect)).collect()
    });
    // Nothing lies over it.
    let is_on_top = |layer, rect: Rect| {
        let places = [rect.left_top(), rect.right_top(), rect.left_bottom()];
        let mut places = places
            .into_iter()
            .chain([rect.right_bottom(), rect.center()]);
        places.all(|at| desk.harness.ctx.layer_id_at(at) == Some(layer))
    };
    let in_sight: Vec<Rect> = in_sight
        .into_iter()
        .filter(|(layer, rect)| is_on_top(*layer, rect.shrink(0.5)))
        .map(|(_, rect)| rect)
        .collect();
    let nodes = CONTROLS.into_iter().flat_map(|role| {
        let nodes = desk.harness.query_all_by_role(role);
        nodes.map(move |node| (role, node))
    });
    let usable = nodes.filter(|(_, node)| {
        let is_in_sight = |rect: &Rect| rect.min.distance(node.rect().min) < 0.5;
        !node.accesskit_node().is_disabled() && in_sight.iter().any(is_in_sight)
    });
    let controls = usable.map(|(role, node)| Control {
        role,
        name: node.accesskit_node().label().unwrap_or_default(),
        rect: node.rect(),
        is_chosen: node.accesskit_node().is_selected() == Some(true),
        // A row that is chosen from a search field has the focus for screen readers only.
        is_focused: node.is_focused() && !is_active_descendant(desk, &node),
    });
    controls.collect()
}

/// Whether a row is chosen from a field, or from the button of a list, that keeps the keyboard.
fn is_active_descendant(desk: &Desk, row: &egui_kittest::Node<'_>) -> bool {
    let fields = [Role::TextInput, Role::ComboBox].into_iter();
    let mut fields = fields.flat_map(|role| desk.harness.query_all_by_role(role));
    fields.any(|field| {
        let chosen = field.accesskit_node().active_descendant();
        chosen.is_some_and(|chosen| chosen.id() == row.accesskit_node().id())
    })
}

/// The lines of text that are painted, with their places; without those behind a dialog.
fn texts(desk: &Desk) -> Vec<(String, Rect)> {
    let ctx = &desk.harness.ctx;
    let screen = ctx.content_rect();
    let disabled: Vec<Rect> = ctx.viewport(|viewport| {
        let widgets = &viewport.prev_pass.widgets;
        let layers = widgets.layer_ids().flat_map(|id| widgets.get_layer(id));
        layers.filter(|w| !w.enabled).map(|w| w.rect).collect()
    });
    let shapes = &desk.harness.output().shapes;
    let is_backdrop = |shape: &Shape| match shape {
        Shape::Rect(rect) => rect.rect.contains_rect(screen) && rect.fill.a() == 100,
        _ => false,
    };
    let behind = shapes
        .iter()
        .rposition(|clipped| is_backdrop(&clipped.shape));
    let first = behind.map_or(0, |behind| behind + 1);
    let mut found: Vec<(String, Rect)> = Vec::new();
    for clipped in &shapes[first..] {
        // What is painted later may cover what is there.
        for cover in covers(&clipped.shape) {
            let cover = cover.intersect(clipped.clip_rect);
            found.retain(|(_, rect)| !cover.intersects(*rect));
        }
        let mut lines = Vec::new();
        lines_of(&clipped.shape, &mut lines);
        let sight = clipped.clip_rect.intersect(screen).expand(1.0);
        found.extend(lines.into_iter().filter(|(text, rect)| {
            let is_disabled = disabled.iter().any(|d| d.contains(rect.center()));
            text.chars().any(char::is_alphanumeric) && sight.contains_rect(*rect) && !is_disabled
        }));
    }
    found
}

/// The rectangles that a shape covers.
fn covers(shape: &Shape) -> Vec<Rect> {
    match shape {
        Shape::Vec(shapes) => shapes.iter().flat_map(covers).collect(),
        Shape::Rect(rect) if rect.fill.is_opaque() => vec![rect.rect],
        _ => Vec::new(),
    }
}

fn lines_of(shape: &Shape, lines: &mut Vec<(String, Rect)>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| lines_of(shape, lines)),
        Shape::Text(text) => {
            for row in &text.galley.rows {
                let mut place = Rect::NOTHING;
                for glyph in row.row.glyphs.iter().filter(|g| !g.chr.is_whitespace()) {
                    place = place.union(glyph.logical_rect());
                }
                let said: String = row.row.glyphs.iter().map(|glyph| glyph.chr).collect();
                if place.is_positive() {
                    let by = text.pos.to_vec2() + row.pos.to_vec2();
                    lines.push((said, place.translate(by)));
                }
            }
        }
        _ => {}
    }
}

/// A picture of the window.
struct Picture(RgbaImage);

impl Picture {
    fn of(desk: &mut Desk, preference: ThemePreference, high_contrast: bool) -> Self {
        let harness = &mut desk.harness;
        theme::adapt(&harness.ctx, high_contrast, false);
        harness.ctx.set_theme(preference);
        if harness.ctx.pixels_per_point() != SCALE {
            // A size is taken in the scale of the last frame.
            harness.set_pixels_per_point(SCALE);
            harness.run_steps(1);
            harness.set_size(SIZE);
        }
        harness.run_steps(2);
        Self(harness.render().expect("a picture"))
    }

    fn save(&self, name: &str) {
        if let Some(folder) = std::env::var_os("DEMARCHE_PICTURES") {
            let path = std::path::PathBuf::from(folder).join(format!("{name}.png"));
            self.0.save(path).expect("saved");
        }
    }

    /// The colour of a pixel.
    fn at(&self, x: i32, y: i32) -> [u8; 3] {
        let (width, height) = (self.0.width() as i32, self.0.height() as i32);
        let (x, y) = (x.clamp(0, width - 1), y.clamp(0, height - 1));
        let [r, g, b, _] = self.0.get_pixel(x as u32, y as u32).0;
        [r, g, b]
    }

    /// The contrast of a text: between the most frequent colour, which is that of the ground, and the one
    /// that differs most.
    fn text_contrast(&self, rect: Rect) -> f32 {
        // Without lines above and below.
        let rect = rect.shrink2(vec2(0.0, rect.height() * 0.15)) * SCALE;
        let mut counts: HashMap<[u8; 3], usize> = HashMap::new();
        for y in rect.top() as i32..rect.bottom() as i32 {
            for x in rect.left() as i32..rect.right() as i32 {
                *counts.entry(self.at(x, y)).or_default() += 1;
            }
        }
        let most = counts
            .iter()
            .max_by_key(|(color, count)| (**count, **color));
        let Some((ground, _)) = most else { return 0.0 };
        let others = counts.keys().map(|color| contrast(*color, *ground));
        others.fold(0.0, f32::max)
    }

    /// The contrast of a control's outline, or of the mark that it is chosen or has the keyboard; `None` if
    /// it has no outline and needs none, since it is known by its text.
    fn control_contrast(&self, control: &Control) -> Option<f32> {
        let sides = self.sides(control.rect);
        let [left, ..] = sides;
        // The box of a tick is at the left, or in the middle where it has no text; its sign is further in.
        let is_alone = control.rect.width() < control.rect.height() + 4.0;
        let reach = if is_alone { 8.0 } else { 2.0 };
        let boxed = self.crossing(control.rect.left_center(), vec2(1.0, 0.0), reach);
        let weakest = sides.iter().copied().fold(f32::MAX, f32::min);
        if control.is_focused {
            // The mark stands around the control, apart from it.
            let marks = self.sides_within(control.rect, -1.0);
            return Some(marks.into_iter().fold(f32::MAX, f32::min));
        }
        match control.role {
            // The box is at the left.
            Role::CheckBox | Role::RadioButton if weakest < 1.02 => Some(boxed),
            Role::Slider => {
                let at = control.rect.left_center() + vec2(control.rect.width() * 0.1, 0.0);
                let top = at - vec2(0.0, control.rect.height() / 2.0);
                Some(self.crossing(top, vec2(0.0, 1.0), control.rect.height()))
            }
            Role::ListBoxOption if control.is_chosen => Some(left),
            Role::ListBoxOption => None,
            Role::Button if !self.is_framed(sides) => None,
            // The status in a row is a sign, which is measured as text.
            Role::ComboBox if is_alone => None,
            _ => Some(weakest),
        }
    }

    /// Whether there is an outline or a ground of a control's own.
    fn is_framed(&self, sides: [f32; 4]) -> bool {
        sides.iter().filter(|side| **side > 1.02).count() >= 3
    }

    /// The contrasts of the left, right, top and bottom side with what is beside them: the medians of some
    /// places on each.
    fn sides(&self, rect: Rect) -> [f32; 4] {
        self.sides_within(rect, 3.0)
    }

    /// The same, looking no further inwards than `reach` points.
    fn sides_within(&self, rect: Rect, reach: f32) -> [f32; 4] {
        let places = [0.3, 0.4, 0.5, 0.6, 0.7];
        let median = |at: &dyn Fn(f32) -> egui::Pos2, inwards: egui::Vec2| {
            let mut found = places.map(|share| self.crossing(at(share), inwards, reach));
            found.sort_by(f32::total_cmp);
            found[places.len() / 2]
        };
        let x = |share: f32| rect.left() + rect.width() * share;
        let y = |share: f32| rect.top() + rect.height() * share;
        [
            median(&|share| pos2(rect.left(), y(share)), vec2(1.0, 0.0)),
            median(&|share| pos2(rect.right(), y(share)), vec2(-1.0, 0.0)),
            median(&|share| pos2(x(share), rect.top()), vec2(0.0, 1.0)),
            median(&|share| pos2(x(share), rect.bottom()), vec2(0.0, -1.0)),
        ]
    }

    /// The greatest contrast on a short line across a border with the colour before it.
    fn crossing(&self, at: egui::Pos2, inwards: egui::Vec2, reach: f32) -> f32 {
        let pixel = |step: i32| {
            let here = at * SCALE + inwards * step as f32;
            self.at(here.x.round() as i32, here.y.round() as i32)
        };
        let reach = (reach * SCALE) as i32;
        let outside = -(3.0 * SCALE) as i32;
        let before = pixel(outside);
        let line = (outside..=reach).map(|step| contrast(pixel(step), before));
        line.fold(1.0, f32::max)
    }
}

/// The contrast of two colours, as in WCAG 2.2.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f32 {
    let luminance = |[r, g, b]: [u8; 3]| {
        let [r, g, b, _] = egui::Rgba::from(Color32::from_rgb(r, g, b)).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrasts_are_those_of_wcag() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    assert!((contrast([0x77; 3], [255; 3]) - 4.48).abs() < 0.01);
    let all: HashSet<&str> = THEMES.iter().map(|(name, ..)| *name).collect();
    assert_eq!(all.len(), 4);
}
