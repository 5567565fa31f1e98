//! How figures, coders and subjects are named in the dialog.

use crate::analysis::agreement::MEASURES;
use crate::analysis::agreement::figures::AgreementFigure;
use crate::analysis::agreement::measure::{FigureSubject, MeasureInfo};
use crate::jobs::agreement::gather::NAMELESS;
use crate::jobs::agreement::table::AgreementTable;
use crate::model::{AttributeId, LabelId};
use crate::session::Session;
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::store::coder::AGREED_CODER;
use crate::ui::panels::label_name;

/// The value of a figure, or a dash.
pub(super) fn value_text(figure: &AgreementFigure) -> String {
    match figure.value {
        Ok(value) => decimals(value),
        Err(_) => AgreementText::Undefined.text().to_owned(),
    }
}

/// Three decimals, without the zero before the point.
pub(super) fn decimals(value: f64) -> String {
    let text = format!("{value:.3}");
    match text.strip_prefix("0.") {
        Some(rest) => format!(".{rest}"),
        None => match text.strip_prefix("-0.") {
            Some(rest) => format!("−.{rest}"),
            None => text,
        },
    }
}

/// The name of a coder.
pub(super) fn coder_name(table: &AgreementTable, coder: u32) -> String {
    match table.study().coders.name(coder).as_str() {
        NAMELESS => AgreementText::NoCode.text().to_owned(),
        AGREED_CODER => AgreementText::Agreed.text().to_owned(),
        code => code.to_owned(),
    }
}

/// The names of some coders together.
pub(super) fn group_name(table: &AgreementTable, group: &[u32]) -> String {
    if group.len() > 2 {
        return AgreementText::AllCoders.text().to_owned();
    }
    let coders = group.iter().map(|coder| coder_name(table, *coder));
    let coders = coders.collect();
    AgreementMessage::Group { coders }.to_string()
}

/// The measure with this id.
pub(super) fn info_of(measure: &str) -> Option<&'static MeasureInfo> {
    let mut infos = MEASURES.iter().map(|measure| measure.info());
    infos.find(|info| info.id == measure)
}

/// What a figure is about, by the names of the codebook.
pub(super) fn subject_name(
    session: &Session,
    table: &AgreementTable,
    subject: &FigureSubject,
) -> String {
    let study = table.study();
    match subject {
        FigureSubject::All => AgreementText::All.text().to_owned(),
        FigureSubject::Label(label) => label_name(session, study.labels.name(*label)),
        FigureSubject::Attribute(label, name) => {
            let label = study.labels.name(*label);
            let item = label_name(session, label);
            let attribute = attribute_name(session, label, study.attributes.name(*name));
            AgreementMessage::AttributeOf { item, attribute }.to_string()
        }
        FigureSubject::RelationType(kind) => {
            let kind = study.relation_types.name(*kind);
            let known = session.codebook.relation(kind);
            known.map_or_else(|| kind.to_string(), |known| known.name.clone())
        }
        FigureSubject::RelationAttribute(kind, name) => {
            let (kind, name) = (
                study.relation_types.name(*kind),
                study.attributes.name(*name),
            );
            let known = session.codebook.relation(kind);
            let item = known.map_or_else(|| kind.to_string(), |known| known.name.clone());
            let mut attributes = known.into_iter().flat_map(|known| &known.attributes);
            let declared = attributes.find(|attribute| attribute.id == *name);
            let attribute = declared.map_or_else(|| name.to_string(), |a| a.name.clone());
            AgreementMessage::AttributeOf { item, attribute }.to_string()
        }
    }
}

/// The name of an attribute of a label in the codebook.
pub(super) fn attribute_name(session: &Session, label: &LabelId, id: &AttributeId) -> String {
    let mut attributes = session.codebook.attributes_of(label);
    let declared = attributes.find(|attribute| attribute.id == *id);
    declared.map_or_else(|| id.to_string(), |attribute| attribute.name.clone())
}
