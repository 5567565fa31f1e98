//! Pictures as their readers find them.

use super::{PictureFonts, pdf, png};
use crate::{BarChart, ChartSeries, ColorRole, Figure, FigureTheme, bars};

fn figure() -> Figure {
    bars(&BarChart {
        title: "Forderungen: für & wider".into(),
        description: "Fünf Aussagen".into(),
        rows: vec![
            "Ostrava Port".into(),
            "نقابة عمال الميناء".into(),
            "東京港".into(),
        ],
        series: vec![ChartSeries {
            name: "for".into(),
            color: ColorRole::InFavour,
        }],
        values: vec![vec![4.0], vec![2.0], vec![1.0]],
        unit: "statements".into(),
        width: 400.0,
        ..BarChart::default()
    })
}

#[test]
fn a_png_has_the_colours_of_its_marks_and_its_recipe() {
    let mut fonts = PictureFonts::bundled();
    let bytes = png(
        &figure(),
        FigureTheme::Print,
        2.0,
        Some("{\"v\":1}"),
        &mut fonts,
    )
    .expect("a picture");
    let decoder = ::png::Decoder::new(std::io::Cursor::new(&bytes));
    let mut reader = decoder.read_info().expect("a PNG");
    let size = reader.output_buffer_size().expect("a size");
    let mut pixels = vec![0; size];
    reader.next_frame(&mut pixels).expect("pixels");
    let has = |rgb: [u8; 3]| pixels.chunks_exact(3).filter(|pixel| *pixel == rgb).count();
    let (width, height) = (reader.info().width, reader.info().height);
    assert_eq!(width, 800);
    assert!(
        has([255; 3]) > (width * height / 2) as usize,
        "the page is white"
    );
    assert!(
        has(ColorRole::InFavour.rgb(FigureTheme::Print)) > 2000,
        "bars"
    );
    assert!(has(ColorRole::Ink.rgb(FigureTheme::Print)) > 300, "letters");
    let recipe = reader
        .info()
        .utf8_text
        .iter()
        .find(|chunk| chunk.keyword == "recipe");
    let recipe = recipe.expect("a recipe").get_text().expect("a text");
    assert_eq!(recipe, "{\"v\":1}");
    let again = png(
        &figure(),
        FigureTheme::Print,
        2.0,
        Some("{\"v\":1}"),
        &mut PictureFonts::bundled(),
    );
    assert_eq!(again.expect("a picture"), bytes, "the same bytes again");
}

#[test]
fn a_picture_that_is_too_large_is_refused() {
    let mut fonts = PictureFonts::bundled();
    let refused = png(&figure(), FigureTheme::Light, 900.0, None, &mut fonts);
    let told = refused.expect_err("it is too large").to_string();
    assert!(told.contains("360000"), "{told}");
    assert!(
        png(
            &Figure::default(),
            FigureTheme::Light,
            1.0,
            None,
            &mut fonts
        )
        .is_err()
    );
    assert!(pdf(&Figure::default(), FigureTheme::Light, None, &mut fonts).is_err());
}

#[test]
fn a_pdf_has_its_fonts_its_title_and_its_recipe() {
    let write = || {
        pdf(
            &figure(),
            FigureTheme::Light,
            Some("{\"v\":1}"),
            &mut PictureFonts::bundled(),
        )
        .expect("a PDF")
    };
    let bytes = write();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("%PDF-1."));
    for part in ["recipe.json", "DemarcheSans", "/ToUnicode"] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(write(), bytes, "the same bytes again");
}
