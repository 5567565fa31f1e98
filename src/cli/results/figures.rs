//! `--figure`: a result as a picture, by the end of the file's name.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::recipe::Recipe;
use super::{OpenedResults, wrong};
use crate::cli::{CliError, values};
use crate::figures::{ChartSeries, ColorRole, Figure, FigureTheme, svg};

/// The options of pictures.
#[derive(Args)]
pub struct FigureOptions {
    /// Write a picture to this file too; its name ends in .svg, .png or .pdf.
    #[arg(long, value_name = "FILE")]
    pub figure: Option<PathBuf>,
    /// The colours of the picture.
    #[arg(long, value_enum, default_value = "print")]
    pub figure_theme: FigureThemeRule,
    /// Dots an inch of a PNG.
    #[arg(long, value_name = "NUMBER", default_value = "300", value_parser = clap::value_parser!(u16).range(36..=1200))]
    pub figure_dpi: u16,
}

/// Where a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FigureThemeRule {
    Print,
    Light,
    Dark,
}

/// What a file is, by the end of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FigureForm {
    Svg,
    Png,
    Pdf,
}

impl FigureOptions {
    /// Checks what can be checked before anything is read.
    pub(super) fn check(&self, opened: &OpenedResults) -> Result<(), CliError> {
        let Some(file) = &self.figure else {
            return Ok(());
        };
        self.form()?;
        values::check_outputs(&[("--figure", file)])?;
        let checked = opened.guard.check_file(file);
        checked.map_err(|error| wrong(format!("--figure: {error}")))
    }

    fn form(&self) -> Result<FigureForm, CliError> {
        let end = self.figure.as_ref().and_then(|file| file.extension());
        let end = end.map(|end| end.to_ascii_lowercase());
        match end.as_ref().and_then(|end| end.to_str()) {
            Some("svg") => Ok(FigureForm::Svg),
            Some("png") => Ok(FigureForm::Png),
            Some("pdf") => Ok(FigureForm::Pdf),
            _ => Err(wrong(
                "--figure: the name of the file must end in .svg, .png or .pdf".to_owned(),
            )),
        }
    }

    /// Whether a picture is wanted.
    pub(super) fn is_wanted(&self) -> bool {
        self.figure.is_some()
    }

    /// Writes the picture, if one is wanted.
    pub(super) fn write(
        &self,
        opened: &OpenedResults,
        figure: &Figure,
        recipe: &Recipe,
    ) -> Result<(), CliError> {
        let Some(file) = &self.figure else {
            return Ok(());
        };
        let theme = match self.figure_theme {
            FigureThemeRule::Print => FigureTheme::Print,
            FigureThemeRule::Light => FigureTheme::Light,
            FigureThemeRule::Dark => FigureTheme::Dark,
        };
        let recipe = recipe.text();
        let bytes = match self.form()? {
            FigureForm::Svg => svg(figure, theme, Some(&recipe)).into_bytes(),
            form => self.picture(form, figure, theme, &recipe)?,
        };
        let written = opened.guard.replace(file, &bytes);
        written.map_err(|error| wrong(error.to_string()))
    }

    #[cfg(feature = "pictures")]
    fn picture(
        &self,
        form: FigureForm,
        figure: &Figure,
        theme: FigureTheme,
        recipe: &str,
    ) -> Result<Vec<u8>, CliError> {
        use crate::figures::pictures::{PictureFonts, pdf, png};
        let mut fonts = PictureFonts::new();
        let scale = f32::from(self.figure_dpi) / 72.0;
        let made = if form == FigureForm::Pdf {
            pdf(figure, theme, Some(recipe), &mut fonts)
        } else {
            png(figure, theme, scale, Some(recipe), &mut fonts)
        };
        made.map_err(|error| wrong(format!("--figure: {error}")))
    }

    #[cfg(not(feature = "pictures"))]
    fn picture(
        &self,
        _form: FigureForm,
        _figure: &Figure,
        _theme: FigureTheme,
        _recipe: &str,
    ) -> Result<Vec<u8>, CliError> {
        Err(wrong(
            "--figure: this program was built without PNG and PDF; a name that ends in .svg works"
                .to_owned(),
        ))
    }
}

/// Series by their names: stances have their own colours, others those of series.
pub(super) fn series(names: &[String]) -> Vec<ChartSeries> {
    let named = names.iter().enumerate();
    let series = named.map(|(at, name)| ChartSeries {
        name: if name.is_empty() {
            "(none)".to_owned()
        } else {
            name.clone()
        },
        color: match name.as_str() {
            "for" => ColorRole::InFavour,
            "against" => ColorRole::Against,
            "neutral" | "" => ColorRole::Neutral,
            // The first two are those of the stances.
            _ if is_stance(names) => ColorRole::Series(at + 2),
            _ => ColorRole::Series(at),
        },
    });
    series.collect()
}

/// The numbers of the series that go the other way, where the series are stances.
pub(super) fn other_way(names: &[String]) -> Vec<usize> {
    let against = names.iter().position(|name| name == "against");
    against.filter(|_| is_stance(names)).into_iter().collect()
}

fn is_stance(names: &[String]) -> bool {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    has("for") || has("against")
}
