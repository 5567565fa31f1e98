//! Tests of reading messages of Outlook, made of the streams that Outlook writes.

use std::io::Write as _;

use super::*;
use crate::Limits;

/// A file of streams, each with the storages around it.
fn ole(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    for (path, bytes) in streams {
        if let Some((storage, _)) = path.rsplit_once('/') {
            file.create_storage_all(format!("/{storage}"))
                .expect("memory");
        }
        let mut stream = file.create_stream(format!("/{path}")).expect("memory");
        stream.write_all(bytes).expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A stream of properties, with the time of sending and a code page.
fn properties(head: usize, sent: u64, page: u64) -> Vec<u8> {
    let mut bytes = vec![0; head];
    for (number, kind, value) in [(SENT, 0x40_u16, sent), (CODE_PAGE, 3, page)] {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(number.to_le_bytes());
        bytes.extend([6, 0, 0, 0]);
        bytes.extend(value.to_le_bytes());
    }
    bytes
}

/// 1 May 2025, 10:00.
const TIME: u64 = 133_905_672_000_000_000;

fn read_bytes(bytes: &[u8]) -> Result<Vec<ArticleDraft>, IngestError> {
    read(&SourceFile {
        name: "a.msg",
        bytes,
        limits: Limits::default(),
    })
}

/// A message with a forwarded one, an attached page and a picture.
fn letter() -> Vec<u8> {
    let inner = format!("__attach_version1.0_#00000000/__substg1.0_{DATA}000D");
    let file = "__attach_version1.0_#00000001";
    let picture = "__attach_version1.0_#00000002";
    ole(&[
        (PROPERTIES, properties(32, TIME, 1252)),
        ("__substg1.0_0037001F", wide("Strike in Torvik")),
        ("__substg1.0_0C1A001F", wide("Mara Moe\0")),
        (
            "__substg1.0_1000001F",
            wide("Miners of Torvik want higher wages.\r\n\r\nLind refused.\r\n"),
        ),
        (&format!("{inner}/{PROPERTIES}"), properties(24, 0, 1252)),
        (
            &format!("{inner}/__substg1.0_0037001E"),
            b"Le mineur".to_vec(),
        ),
        (
            &format!("{inner}/__substg1.0_007D001E"),
            b"To: x\r\nDate: 2 May 2025\r\n".to_vec(),
        ),
        (
            &format!("{inner}/__substg1.0_10130102"),
            b"<html><body><p>Caf\xc3\xa9 ferm\xc3\xa9.</p></body></html>".to_vec(),
        ),
        (&format!("{file}/__substg1.0_3707001F"), wide("page.html")),
        (
            &format!("{file}/__substg1.0_37010102"),
            b"<html><title>T</title><body><p>A page about wages and mines.</p></body></html>"
                .to_vec(),
        ),
        (&format!("{picture}/__substg1.0_3704001F"), wide("a.png")),
        (
            &format!("{picture}/__substg1.0_37010102"),
            b"\x89PNG".to_vec(),
        ),
    ])
}

/// `DEMARCHE_REWRITE` writes the sample of the golden tests again.
#[test]
fn the_sample_of_the_golden_tests_is_such_a_message() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../../tests/data/ingest/letter.msg");
    if std::env::var_os("DEMARCHE_REWRITE").is_some() {
        std::fs::write(&path, letter()).expect("it is written");
    }
    let sample = std::fs::read(&path).expect("it is there");
    assert_eq!(read_bytes(&sample), read_bytes(&letter()));
}

#[test]
fn a_message_with_a_forwarded_one_and_files_is_several_articles() {
    let bytes = letter();
    assert_eq!(kind_of("noname", &bytes).map(|kind| kind.name), Some("msg"));
    let drafts = read_bytes(&bytes).expect("a message");
    let shown: Vec<String> = drafts
        .iter()
        .map(|d| {
            let text = d.paragraphs.iter().filter(|line| !line.is_empty());
            let text: Vec<&str> = text.collect();
            format!(
                "[{}] {} | {} | {} | {}",
                d.part,
                d.title,
                d.author,
                d.date,
                text.join(" / ")
            )
        })
        .collect();
    assert_eq!(
        shown[..2],
        [
            "[] Strike in Torvik | Mara Moe | 2025-05-01 | Miners of Torvik want higher wages. / Lind refused.",
            "[attachment forwarded message] Le mineur |  | 2 May 2025 | Café fermé.",
        ]
    );
    assert!(shown[2].starts_with("[attachment page.html]"), "{shown:?}");
    assert!(
        shown[2].contains("A page about wages and mines."),
        "{shown:?}"
    );
    assert_eq!(
        drafts[0].notices,
        ["Attachments that were left out: 1 (a.png)."]
    );
}

#[test]
fn texts_that_are_not_in_unicode_and_formatted_ones_are_read() {
    let bytes = ole(&[
        (PROPERTIES, properties(32, 0, 1251)),
        ("__substg1.0_0037001E", b"\xd8\xe0\xf5\xf2\xe0".to_vec()),
        (
            "__substg1.0_1000001E",
            b"\xd8\xe0\xf5\xf2\xb8\xf0\xfb \xe1\xe0\xf1\xf2\xf3\xfe\xf2.".to_vec(),
        ),
    ]);
    let drafts = read_bytes(&bytes).expect("a message");
    let text: Vec<&str> = drafts[0].paragraphs.iter().collect();
    assert_eq!(
        (drafts[0].title.as_str(), text.as_slice()),
        ("Шахта", &["Шахтёры бастуют."][..])
    );
    let rtf = b"{\\rtf1\\ansi Miners want wages.\\par}";
    let mut stored = Vec::new();
    stored.extend(u32::try_from(rtf.len() + 12).expect("short").to_le_bytes());
    stored.extend(u32::try_from(rtf.len()).expect("short").to_le_bytes());
    stored.extend(b"MELA\0\0\0\0");
    stored.extend(rtf);
    let bytes = ole(&[
        (PROPERTIES, properties(32, 0, 0)),
        ("__substg1.0_10090102", stored),
    ]);
    let drafts = read_bytes(&bytes).expect("a message");
    let text: Vec<&str> = drafts[0].paragraphs.iter().collect();
    assert_eq!(text, ["Miners want wages."]);
}

#[test]
fn messages_in_messages_without_end_and_damaged_files_cost_nothing() {
    let mut path = String::new();
    let mut streams = Vec::new();
    for depth in 0..12 {
        let head = if depth == 0 { 32 } else { 24 };
        streams.push((format!("{path}{PROPERTIES}"), properties(head, 0, 0)));
        streams.push((format!("{path}__substg1.0_1000001F"), wide("Some words.")));
        path = format!("{path}__attach_version1.0_#00000000/__substg1.0_{DATA}000D/");
    }
    let streams: Vec<(&str, Vec<u8>)> = streams
        .iter()
        .map(|(p, b)| (p.as_str(), b.clone()))
        .collect();
    let good = ole(&streams);
    let drafts = read_bytes(&good).expect("a message");
    assert_eq!(drafts.len(), MAX_DEPTH);
    for at in (8..good.len()).step_by(997) {
        let mut changed = good.clone();
        changed[at] ^= 0xff;
        let _ = read_bytes(&changed);
    }
    assert!(read_bytes(b"\xD0\xCF\x11\xE0").is_err());
    let limits = Limits {
        unpacked_bytes: 10,
        ..Limits::default()
    };
    let source = SourceFile {
        name: "a.msg",
        bytes: &good,
        limits,
    };
    assert!(matches!(read(&source), Err(IngestError::Bomb(_))));
}
