//! The names of fields in the exports of newspaper archives, in the languages of their pages.

use super::super::{ArticleDraft, dates};

/// The meaning of a named line in an article's header or tail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldName {
    Author,
    Title,
    Section,
    Language,
    Length,
    Outlet,
    Date,
    /// The day on which the archive took the article; it ends the text.
    LoadDate,
    Classification,
    FullText,
    Url,
    /// The day before the text, the caption of a picture and so on: kept under its own name.
    Kept,
    /// Keywords and numbers of the archive, which are left out.
    Keywords,
}

/// The names, in capitals, with the meaning of each.
const NAMES: &[(FieldName, &[&str])] = &[
    (
        FieldName::Author,
        &[
            "BYLINE",
            "AUTHOR",
            "AUTHORS",
            "AUTOR",
            "AUTEUR",
            "AUTEURS",
            "AUTORE",
            "VERFASSER",
            "AUTOREN",
            "AUTORES",
            "VON",
            "АВТОР",
            "作者",
            "記者",
            "记者",
        ],
    ),
    (
        FieldName::Title,
        &[
            "HEADLINE",
            "TITLE",
            "TITEL",
            "TITRE",
            "TÍTULO",
            "TITULO",
            "TITOLO",
            "ÜBERSCHRIFT",
            "TITULAR",
            "标题",
            "標題",
        ],
    ),
    (
        FieldName::Section,
        &[
            "SECTION",
            "RUBRIK",
            "RUBRIQUE",
            "RESSORT",
            "SECCIÓN",
            "SECCION",
            "SEZIONE",
            "SECTIE",
            "SEÇÃO",
            "РУБРИКА",
            "版面",
        ],
    ),
    (
        FieldName::Language,
        &[
            "LANGUAGE",
            "SPRACHE",
            "LANGUE",
            "IDIOMA",
            "LENGUA",
            "LINGUA",
            "TAAL",
            "ЯЗЫК",
            "LANGUAGE OF PUBLICATION",
            "SPRACHE DER PUBLIKATION",
            "PUBLIKATIONSSPRACHE",
            "SPRACHE DER VERÖFFENTLICHUNG",
            "LANGUE DE PUBLICATION",
            "IDIOMA DE PUBLICACIÓN",
            "语言",
        ],
    ),
    (
        FieldName::Length,
        &[
            "LENGTH",
            "LÄNGE",
            "LAENGE",
            "LONGUEUR",
            "LONGITUD",
            "LENGTE",
            "LUNGHEZZA",
            "EXTENSIÓN",
            "COMPRIMENTO",
            "ДЛИНА",
            "长度",
            "長度",
        ],
    ),
    (
        FieldName::Outlet,
        &[
            "PUBLICATION TITLE",
            "TITEL DER PUBLIKATION",
            "PUBLIKATIONSTITEL",
            "TITEL DER VERÖFFENTLICHUNG",
            "TITRE DE LA PUBLICATION",
            "TITRE DE PUBLICATION",
            "TÍTULO DE PUBLICACIÓN",
            "TÍTULO DE LA PUBLICACIÓN",
            "TITOLO DELLA PUBBLICAZIONE",
            "出版物名称",
        ],
    ),
    (
        FieldName::Date,
        &[
            "PUBLICATION DATE",
            "PUBLIKATIONSDATUM",
            "ERSCHEINUNGSDATUM",
            "DATE DE PUBLICATION",
            "DATUM DER PUBLIKATION",
            "DATUM DER VERÖFFENTLICHUNG",
            "FECHA DE PUBLICACIÓN",
            "DATA DI PUBBLICAZIONE",
            "出版日期",
        ],
    ),
    (
        FieldName::LoadDate,
        &[
            "LOAD-DATE",
            "UPDATE",
            "LADEDATUM",
            "DATE-CHARGEMENT",
            "DATE DE CHARGEMENT",
            "DATE-DE-CHARGEMENT",
            "FECHA-DE-CARGA",
            "FECHA DE CARGA",
            "FECHA-CARGA",
            "LAADDATUM",
            "DATA-DI-CARICO",
            "MISE-À-JOUR",
            "MISE À JOUR",
            "ACTUALIZACIÓN",
        ],
    ),
    (
        FieldName::Classification,
        &[
            "CLASSIFICATION",
            "KLASSIFIZIERUNG",
            "KLASSIFIKATION",
            "CLASIFICACIÓN",
            "CLASSIFICATIE",
            "CLASSIFICAZIONE",
        ],
    ),
    (
        FieldName::FullText,
        &[
            "FULL TEXT",
            "VOLLTEXT",
            "TEXTE INTÉGRAL",
            "TEXTE COMPLET",
            "TEXTO COMPLETO",
            "TESTO COMPLETO",
            "TESTO INTEGRALE",
            "全文文献",
            "全文",
        ],
    ),
    (
        FieldName::Url,
        &[
            "DOCUMENT URL",
            "URL DES DOKUMENTS",
            "DOKUMENT-URL",
            "URL DU DOCUMENT",
            "URL DEL DOCUMENTO",
            "URL",
        ],
    ),
    (
        FieldName::Kept,
        &[
            "HIGHLIGHT",
            "DATELINE",
            "GRAPHIC",
            "ORT",
            "GRAFIK",
            "SERIES",
            "CORRECTION-DATE",
            "CORRECTION",
            "ABSTRACT",
            "ZUSAMMENFASSUNG",
            "RÉSUMÉ",
            "RESUMEN",
        ],
    ),
    (
        FieldName::Keywords,
        &[
            "PUBLICATION-TYPE",
            "SUBJECT",
            "COUNTRY",
            "STATE",
            "CITY",
            "PERSON",
            "COMPANY",
            "ORGANIZATION",
            "INDUSTRY",
            "GEOGRAPHIC",
            "JOURNAL-CODE",
            "TYPE",
            "TICKER",
            "PUBLIKATIONSTYP",
            "PUBLICATION TYPE",
            "ZEITSCHRIFTENTYP",
            "TYPE-PUBLICATION",
            "TYPE DE PUBLICATION",
            "TIPO DE PUBLICACIÓN",
            "ZEITUNGS-CODE",
            "ZEITUNGSCODE",
            "CODE-REVUE",
            "DOCUMENT-TYPE",
            "ACC-NO",
            "ISSN",
            "NOTES",
            "SCHLAGWORT",
            "THEMA",
        ],
    ),
];

/// The longest name of a field, in bytes.
const LONGEST: usize = 48;

/// Parses a line such as `LENGTH: 512 words` into the meaning of its name, the name, and its value.
pub(super) fn named(line: &str) -> Option<(FieldName, &str, &str)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim();
    let field = meaning(name)?;
    Some((field, name, value.trim()))
}

/// The meaning of a field's name.
pub(super) fn meaning(name: &str) -> Option<FieldName> {
    if name.len() > LONGEST {
        return None;
    }
    let capitals = name.to_uppercase();
    let known = NAMES
        .iter()
        .find(|(_, names)| names.contains(&capitals.as_str()));
    known.map(|(field, _)| *field)
}

/// Fills fields from a named line; returns its meaning if it was one.
pub(super) fn take_named(draft: &mut ArticleDraft, line: &str) -> Option<FieldName> {
    let (field, name, value) = named(line)?;
    match field {
        FieldName::Author => draft.author = without_by(value).to_owned(),
        FieldName::Title => draft.title = value.to_owned(),
        FieldName::Language => draft.language = language(value),
        FieldName::Outlet => draft.outlet = value.to_owned(),
        FieldName::Date => draft.date = value.to_owned(),
        FieldName::Url => draft.url = value.to_owned(),
        FieldName::Section => draft.others.push(("section".to_owned(), value.to_owned())),
        FieldName::Kept if !value.is_empty() => {
            let name = name.to_lowercase().replace([' ', '-'], "_");
            draft.others.push((name, value.to_owned()));
        }
        FieldName::Kept
        | FieldName::Length
        | FieldName::LoadDate
        | FieldName::Classification
        | FieldName::FullText
        | FieldName::Keywords => {}
    }
    Some(field)
}

/// The words before an author's name in the languages of archives.
const BY: [&str; 10] = [
    "By ", "BY ", "by ", "Von ", "VON ", "von ", "Par ", "PAR ", "Por ", "POR ",
];

/// The word before an author's name.
pub(super) fn strip_by(line: &str) -> Option<&str> {
    BY.iter()
        .find_map(|by| line.strip_prefix(by))
        .map(str::trim)
}

pub(super) fn without_by(author: &str) -> &str {
    strip_by(author).unwrap_or(author)
}

/// Whether a line is a day or a month.
pub(super) fn is_date(line: &str) -> bool {
    line.len() <= 64 && dates::iso(line).is_some_and(|date| date.len() >= 7)
}

pub(super) fn is_copyright(line: &str) -> bool {
    [
        "Copyright",
        "(c)",
        "©",
        "(C)",
        "Alle Rechte",
        "All Rights Reserved",
        "Tous droits",
        "版权所有",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

/// Whether a line is a note about the edition or a correction, which has its place between the
/// date and the headline.
pub(super) fn is_edition(line: &str) -> bool {
    let line = line.to_lowercase();
    line.chars().count() <= 60
        && [
            "edition",
            "correction appended",
            "ausgabe",
            "édition",
            "edición",
            "edizione",
            "final",
        ]
        .iter()
        .any(|word| line.contains(word))
}

/// Names of languages as archives write them in English, German, French, Spanish and Chinese.
const LANGUAGES: [(&str, &[&str]); 18] = [
    (
        "en",
        &[
            "english",
            "englisch",
            "anglais",
            "inglés",
            "inglese",
            "inglês",
            "engels",
            "английский",
            "英文",
            "英语",
            "英語",
        ],
    ),
    (
        "de",
        &[
            "german",
            "deutsch",
            "allemand",
            "alemán",
            "tedesco",
            "alemão",
            "duits",
            "немецкий",
            "德文",
            "德语",
            "德語",
        ],
    ),
    (
        "fr",
        &[
            "french",
            "französisch",
            "français",
            "francés",
            "francese",
            "francês",
            "frans",
            "французский",
            "法文",
            "法语",
            "法語",
        ],
    ),
    (
        "es",
        &[
            "spanish",
            "spanisch",
            "espagnol",
            "español",
            "spagnolo",
            "espanhol",
            "spaans",
            "испанский",
            "西班牙文",
            "西班牙语",
        ],
    ),
    (
        "it",
        &[
            "italian",
            "italienisch",
            "italien",
            "italiano",
            "italiaans",
            "итальянский",
            "意大利文",
        ],
    ),
    (
        "pt",
        &[
            "portuguese",
            "portugiesisch",
            "portugais",
            "portugués",
            "portoghese",
            "português",
            "portugees",
            "葡萄牙文",
        ],
    ),
    (
        "nl",
        &[
            "dutch",
            "niederländisch",
            "néerlandais",
            "neerlandés",
            "holandés",
            "olandese",
            "nederlands",
            "荷兰文",
        ],
    ),
    (
        "pl",
        &[
            "polish", "polnisch", "polonais", "polaco", "polacco", "polski", "pools",
        ],
    ),
    (
        "ru",
        &[
            "russian",
            "russisch",
            "russe",
            "ruso",
            "russo",
            "русский",
            "俄文",
            "俄语",
        ],
    ),
    (
        "uk",
        &[
            "ukrainian",
            "ukrainisch",
            "ukrainien",
            "ucraniano",
            "ucraino",
            "украинский",
        ],
    ),
    ("tr", &["turkish", "türkisch", "turc", "turco", "turks"]),
    ("ar", &["arabic", "arabisch", "arabe", "árabe", "arabo"]),
    (
        "zh",
        &[
            "chinese",
            "chinesisch",
            "chinois",
            "chino",
            "cinese",
            "chinees",
            "中文",
            "简体中文",
            "繁體中文",
            "繁体中文",
            "chinese – simplified",
            "chinese – traditional",
        ],
    ),
    (
        "ja",
        &[
            "japanese",
            "japanisch",
            "japonais",
            "japonés",
            "giapponese",
            "japans",
            "日本語",
            "日文",
        ],
    ),
    (
        "ko",
        &[
            "korean",
            "koreanisch",
            "coréen",
            "coreano",
            "koreaans",
            "한국어",
        ],
    ),
    (
        "sv",
        &[
            "swedish",
            "schwedisch",
            "suédois",
            "sueco",
            "svedese",
            "svenska",
        ],
    ),
    (
        "da",
        &["danish", "dänisch", "danois", "danés", "danese", "dansk"],
    ),
    (
        "no",
        &[
            "norwegian",
            "norwegisch",
            "norvégien",
            "noruego",
            "norvegese",
            "norsk",
        ],
    ),
];

pub(super) fn is_language(line: &str) -> bool {
    tag(line).is_some()
}

fn tag(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let known = LANGUAGES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()));
    known.map(|(tag, _)| *tag)
}

/// The tag of a language, or the value unchanged.
pub(super) fn language(value: &str) -> String {
    let first = value.split([';', ',', ' ', '(']).next().unwrap_or_default();
    let known = tag(value).or_else(|| tag(first));
    known.map_or_else(|| value.to_owned(), str::to_owned)
}
