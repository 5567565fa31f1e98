//! What a figure is made of, in its tooltip.

use egui::Response;

use super::words::decimals;
use crate::analysis::agreement::figures::AgreementFigure;
use crate::session::messages::AgreementMessage;
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::panels::PanelCtx;

/// How wide a tooltip is, in points.
const TOOLTIP: f32 = 380.0;

/// How small and quiet texts are set.
pub(super) fn quiet_style(cx: &PanelCtx<'_>) -> LineTextStyle {
    // Signs of formulas are in few fonts.
    LineTextStyle {
        size: 12.0,
        color: cx.palette.quiet,
        weight: Weight::Regular,
    }
}

/// Says in a tooltip what a figure is made of: formula, source and counts, or why it is undefined.
pub(super) fn explained(
    response: Response,
    cx: &mut PanelCtx<'_>,
    figure: Option<&AgreementFigure>,
) -> Response {
    let Some(figure) = figure else {
        return response;
    };
    let style = quiet_style(cx);
    response.on_hover_ui(|ui| {
        ui.set_max_width(TOOLTIP);
        for line in explanation(figure) {
            cx.engine.paragraph_ui(ui, &line, style);
        }
    })
}

/// The lines of the tooltip of a figure.
fn explanation(figure: &AgreementFigure) -> Vec<String> {
    let info = figure.measure;
    let mut lines = vec![info.name.to_owned()];
    if let Err(reason) = figure.value {
        let reason = reason.to_string();
        lines.push(AgreementMessage::Why { reason }.to_string());
    }
    let formula = AgreementMessage::Formula {
        formula: info.formula.to_owned(),
        source: info.source.to_owned(),
    };
    lines.push(formula.to_string());
    let counts = figure.counts.iter().map(|(name, count)| {
        let (name, count) = (name.replace('_', " "), *count);
        let count = match count.fract() == 0.0 {
            true => format!("{count:.0}"),
            false => decimals(count),
        };
        AgreementMessage::CountOf { name, count }.to_string()
    });
    let counted = AgreementMessage::MadeOf {
        articles: figure.articles,
        units: figure.units,
        counts: counts.collect(),
    };
    lines.push(counted.to_string());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::agreement::by_id;
    use crate::analysis::agreement::measure::{FigureSubject, Undefined};

    #[test]
    fn a_tooltip_has_formula_source_counts_and_the_reason_of_a_dash() {
        let info = by_id("exact_f1").expect("it is there").info();
        let mut figure = AgreementFigure {
            measure: info,
            subject: FigureSubject::All,
            coders: vec![0, 1],
            article: None,
            value: Ok(0.5),
            interval: None,
            mean_of_articles: None,
            articles: 3,
            units: 12,
            counts: vec![("a", 6.0), ("equal", 3.0), ("share", 0.25)],
            notes: Vec::new(),
        };
        let told = explanation(&figure).join("\n");
        for part in [
            info.formula,
            info.source,
            "a 6",
            "equal 3",
            "share .250",
            "3",
            "12",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("undefined"), "{told}");
        figure.value = Err(Undefined::NoUnits);
        assert!(
            explanation(&figure)
                .join("\n")
                .contains("nobody annotated any")
        );
    }
}
