//! The meaning of a table's columns, guessed from their names in several languages, or from what is
//! in them.

use super::dates::{self, DateOrder};

/// The number of rows that are examined to guess which column is the text.
const PROBED_ROWS: usize = 50;

/// The average length in bytes from which cells count as text.
pub(super) const TEXT_LENGTH: usize = 80;

/// The role of a column: what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The article's text; several such columns are concatenated.
    Text,
    Title,
    Date,
    Outlet,
    Author,
    Url,
    Language,
    Id,
    /// Kept under the column's own name.
    Field,
    LeftOut,
}

impl Role {
    /// All roles, in the order in which lists show them.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::Title,
        Self::Date,
        Self::Outlet,
        Self::Author,
        Self::Url,
        Self::Language,
        Self::Id,
        Self::Field,
        Self::LeftOut,
    ];

    /// The title in dialogs.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Title => "Title",
            Self::Date => "Date",
            Self::Outlet => "Outlet",
            Self::Author => "Author",
            Self::Url => "Address",
            Self::Language => "Language",
            Self::Id => "Id",
            Self::Field => "Further field",
            Self::LeftOut => "Leave out",
        }
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Outlet => "outlet",
            Self::Author => "author",
            Self::Url => "url",
            Self::Language => "language",
            Self::Id => "id",
            Self::Field => "field",
            Self::LeftOut => "none",
        }
    }

    /// Column names that have this role, the likeliest first, without punctuation and in lower
    /// case.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "fulltext",
                "body",
                "content",
                "articletext",
                "articlebody",
                "maintext",
                "article",
                "bodytext",
                "story",
                "maincontent",
                "plaintext",
                "contenttext",
                "textcontent",
                "paragraphs",
                "leadparagraph",
                "document", // Other languages.
                "texte",
                "contenu",
                "corps",
                "inhalt",
                "volltext",
                "artikeltext",
                "artikel",
                "texto",
                "contenido",
                "cuerpo",
                "conteúdo",
                "corpo",
                "testo",
                "contenuto",
                "articolo",
                "tekst",
                "inhoud",
                "treść",
                "artykuł",
                "текст",
                "содержание",
                "статья",
                "зміст",
                "metin",
                "içerik",
                "haber",
                "النص",
                "نص",
                "المحتوى",
                "正文",
                "内容",
                "內容",
                "全文",
                "本文",
                "본문",
                "내용",
                "טקסט",
                "תוכן",
            ],
            Self::Title => &[
                "title",
                "headline",
                "heading",
                "headlinemain",
                "webtitle",
                "articletitle",
                "subject",
                "name",
                "titel",
                "überschrift",
                "ueberschrift",
                "schlagzeile",
                "titre",
                "título",
                "titulo",
                "titular",
                "encabezado",
                "titolo",
                "kop",
                "tytuł",
                "tytul",
                "nagłówek",
                "заголовок",
                "название",
                "заголовок статьи",
                "назва",
                "başlık",
                "baslik",
                "العنوان",
                "عنوان",
                "标题",
                "標題",
                "题目",
                "タイトル",
                "見出し",
                "제목",
                "כותרת",
            ],
            Self::Date => &[
                "date",
                "publicationdate",
                "published",
                "pubdate",
                "publishedat",
                "datepublished",
                "datepublish",
                "publishdate",
                "webpublicationdate",
                "publishedtime",
                "publicationtime",
                "publicationday",
                "datetime",
                "day",
                "time",
                "timestamp",
                "created",
                "createdat",
                "datum",
                "erscheinungsdatum",
                "veröffentlicht",
                "datedepublication",
                "datedeparution",
                "fecha",
                "fechadepublicación",
                "fechadepublicacion",
                "data",
                "datadipubblicazione",
                "datadepublicação",
                "datapublikacji",
                "дата",
                "датапубликации",
                "датапублікації",
                "tarih",
                "yayıntarihi",
                "التاريخ",
                "تاريخ",
                "تاريخالنشر",
                "日期",
                "发布日期",
                "发表时间",
                "时间",
                "日付",
                "公開日",
                "날짜",
                "תאריך",
            ],
            Self::Outlet => &[
                "outlet",
                "source",
                "publication",
                "newspaper",
                "publisher",
                "medium",
                "site",
                "sourcename",
                "media",
                "domain",
                "sourcedomain",
                "publicationname",
                "publicationtitle",
                "newspapername",
                "journal",
                "sitename",
                "quelle",
                "zeitung",
                "publikation",
                "fuente",
                "medio",
                "periódico",
                "periodico",
                "diario",
                "fonte",
                "testata",
                "giornale",
                "jornal",
                "veículo",
                "veiculo",
                "bron",
                "krant",
                "źródło",
                "zrodlo",
                "gazeta",
                "источник",
                "издание",
                "сми",
                "джерело",
                "видання",
                "kaynak",
                "gazete",
                "المصدر",
                "مصدر",
                "الصحيفة",
                "来源",
                "來源",
                "媒体",
                "媒體",
                "报纸",
                "出典",
                "新聞",
                "출처",
                "언론사",
                "מקור",
                "עיתון",
            ],
            Self::Author => &[
                "author",
                "authors",
                "byline",
                "creator",
                "writer",
                "bylineoriginal",
                "authorname",
                "authornames",
                "reporter",
                "journalist",
                "autor",
                "autoren",
                "verfasser",
                "auteur",
                "auteurs",
                "autora",
                "autores",
                "autore",
                "autori",
                "autorzy",
                "автор",
                "авторы",
                "автори",
                "yazar",
                "الكاتب",
                "المؤلف",
                "كاتب",
                "作者",
                "记者",
                "記者",
                "著者",
                "저자",
                "기자",
                "מחבר",
                "כותב",
            ],
            Self::Url => &[
                "url",
                "link",
                "address",
                "uri",
                "permalink",
                "href",
                "web",
                "website",
                "weburl",
                "articleurl",
                "sourceurl",
                "canonicalurl",
                "canonicallink",
                "adresse",
                "lien",
                "enlace",
                "vínculo",
                "dirección",
                "indirizzo",
                "collegamento",
                "ссылка",
                "адрес",
                "посилання",
                "bağlantı",
                "adres",
                "الرابط",
                "رابط",
                "链接",
                "鏈接",
                "連結",
                "网址",
                "リンク",
                "링크",
                "קישור",
            ],
            Self::Language => &[
                "language",
                "lang",
                "sprache",
                "langue",
                "idioma",
                "lingua",
                "taal",
                "język",
                "jezyk",
                "язык",
                "мова",
                "dil",
                "اللغة",
                "语言",
                "語言",
                "言語",
                "언어",
                "שפה",
            ],
            Self::Id => &[
                "id",
                "articleid",
                "docid",
                "documentid",
                "uid",
                "guid",
                "key",
                "an",
                "uuid",
            ],
            Self::Field | Self::LeftOut => &[],
        }
    }
}

/// A column's name without punctuation and in lower case.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether the cells of a first row are names of columns rather than an article.
pub(super) fn are_names(cells: &[String]) -> bool {
    let is_known = |name: &str| {
        let name = bare(name);
        Role::ALL
            .iter()
            .any(|role| role.names().contains(&name.as_str()))
    };
    let is_value = |cell: &String| {
        cell.len() >= TEXT_LENGTH
            || cell.starts_with("http://")
            || cell.starts_with("https://")
            || dates::iso(cell).is_some_and(|date| date.len() == 10)
    };
    cells.iter().any(|cell| is_known(cell)) || !cells.iter().any(is_value)
}

/// Whether a cell may be of some role.
type CellTest<'a> = &'a dyn Fn(&str) -> bool;

/// Guesses the roles of columns that have no names from what is in them.
pub(super) fn guess_without_names(count: usize, rows: &[Vec<String>]) -> Vec<Role> {
    let mut roles = vec![Role::Field; count];
    let cells = |column: usize| {
        let cells = rows
            .iter()
            .take(PROBED_ROWS)
            .filter_map(move |row| row.get(column));
        cells.filter(|cell| !cell.trim().is_empty())
    };
    let most = |column: usize, fits: &dyn Fn(&str) -> bool| {
        let fitting = cells(column).filter(|cell| fits(cell)).count();
        fitting > 0 && fitting * 10 >= cells(column).count() * 8
    };
    let length = |column: usize| {
        cells(column).map(String::len).sum::<usize>() / cells(column).count().max(1)
    };
    let longest = (0..count).max_by_key(|column| length(*column));
    if let Some(text) = longest {
        roles[text] = Role::Text;
    }
    let is_day = |cell: &str| {
        dates::iso_of_cell(cell, DateOrder::Unknown).is_some_and(|date| date.len() == 10)
    };
    let is_address = |cell: &str| cell.starts_with("http://") || cell.starts_with("https://");
    let is_title =
        |cell: &str| (8..400).contains(&cell.len()) && cell.contains(|c: char| c.is_alphabetic());
    let kinds: [(Role, CellTest<'_>); 3] = [
        (Role::Date, &is_day),
        (Role::Url, &is_address),
        (Role::Title, &is_title),
    ];
    for (role, fits) in kinds {
        let column = (0..count).find(|column| roles[*column] == Role::Field && most(*column, fits));
        if let Some(column) = column {
            roles[column] = role;
        }
    }
    roles
}

/// Whether most of the first cells of a column are JSON lists of objects or of lists, which no
/// field of an article is: datasets store annotations this way.
pub(super) fn holds_annotations(rows: &[Vec<String>], column: usize) -> bool {
    let cells = rows.iter().take(PROBED_ROWS);
    let cells = cells.filter_map(|row| row.get(column).filter(|cell| !cell.is_empty()));
    let is_nested = |cell: &&String| cell.starts_with("[{") || cell.starts_with("[[");
    let (nested, others): (Vec<&String>, Vec<&String>) = cells.partition(is_nested);
    nested.len() > others.iter().filter(|cell| **cell != "[]").count()
}

/// Guesses the roles of columns from their names, and the text also from its length.
pub(super) fn guess(columns: &[String], rows: &[Vec<String>]) -> Vec<Role> {
    let mut roles = vec![Role::Field; columns.len()];
    // `source.name` matches as a whole, `meta.date` by its last part.
    let names: Vec<[String; 2]> = columns
        .iter()
        .map(|name| [bare(name), bare(name.rsplit('.').next().unwrap_or(name))])
        .collect();
    for role in Role::ALL {
        let mut known = role.names().iter();
        let column = known.find_map(|known| {
            let mut names = names.iter();
            names.position(|[whole, last]| whole == known || last == known)
        });
        if let Some(column) = column.filter(|column| roles[*column] == Role::Field) {
            roles[column] = role;
        }
    }
    let length = |column: usize| {
        let cells = rows
            .iter()
            .take(PROBED_ROWS)
            .filter_map(|row| row.get(column));
        cells.map(String::len).sum::<usize>() / rows.len().clamp(1, PROBED_ROWS)
    };
    if !roles.contains(&Role::Text) {
        let longest = (0..columns.len())
            .filter(|column| !holds_annotations(rows, *column))
            .max_by_key(|column| length(*column));
        if let Some(longest) = longest.filter(|column| length(*column) >= TEXT_LENGTH) {
            roles[longest] = Role::Text;
        }
    }
    roles
}
