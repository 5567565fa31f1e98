//! Fonts in the file: the glyphs that are used, as a composite font (ISO 32000-1, 9.7).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Finish as _, Name, Rect, Ref, Str};

use crate::DocumentError;

use super::faces_used::{UsedFace, font_ref};

/// Glyphs have the numbers of the embedded font.
const SYSTEM: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The objects of a font; `next` gives each its number.
pub fn font(
    chunk: &mut Chunk,
    id: Ref,
    next: &mut Ref,
    face: &UsedFace,
    index: usize,
) -> Result<(), DocumentError> {
    let [cid, descriptor, letters, data] = std::array::from_fn(|_| next.bump());
    let name = format!("{}+Face{index}", tag(index));
    let unusable = || DocumentError::Font(name.clone());
    let subset = subsetter::subset(face.font.data.data(), face.font.index, &face.glyphs);
    let subset = subset.map_err(|_| unusable())?;
    let tables = swash::FontRef::from_index(&subset, 0).ok_or_else(unusable)?;
    let outlines = tables.table(swash::tag_from_bytes(b"CFF "));
    let is_cff = outlines.is_some();

    chunk
        .type0_font(id)
        .base_font(Name(name.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(letters);
    let mut cid_font = chunk.cid_font(cid);
    cid_font
        .subtype(if is_cff {
            CidFontType::Type0
        } else {
            CidFontType::Type2
        })
        .base_font(Name(name.as_bytes()))
        .system_info(SYSTEM)
        .font_descriptor(descriptor)
        .default_width(0.0);
    if !is_cff {
        cid_font.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let mut widths = cid_font.widths();
    for (glyph, advance) in &face.advances {
        widths.consecutive(*glyph, [(advance * 1000.0 * 100.0).round() / 100.0]);
    }
    widths.finish();
    cid_font.finish();
    describe(chunk, descriptor, face, &name, data, is_cff)?;
    chunk
        .stream(letters, &packed(&cmap(face)))
        .filter(Filter::FlateDecode);
    let bytes = packed(outlines.unwrap_or(&subset));
    let mut stream = chunk.stream(data, &bytes);
    stream.filter(Filter::FlateDecode);
    if is_cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    Ok(())
}

fn describe(
    chunk: &mut Chunk,
    id: Ref,
    face: &UsedFace,
    name: &str,
    data: Ref,
    is_cff: bool,
) -> Result<(), DocumentError> {
    let font = font_ref(&face.font).ok_or_else(|| DocumentError::Font(name.to_owned()))?;
    let metrics = font.metrics(&[]);
    let scale = 1000.0 / f32::from(metrics.units_per_em.max(1));
    let (ascent, descent) = (metrics.ascent * scale, -metrics.descent * scale);
    let mut descriptor = chunk.font_descriptor(id);
    descriptor
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(0.0, descent, metrics.max_width * scale, ascent))
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(descent)
        .cap_height(metrics.cap_height * scale)
        .stem_v(95.0);
    match is_cff {
        true => descriptor.font_file3(data),
        false => descriptor.font_file2(data),
    };
    Ok(())
}

/// Which letters each glyph stands for.
fn cmap(face: &UsedFace) -> Vec<u8> {
    let mut cmap = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
    for (glyph, letters) in &face.letters {
        match letters.is_empty() {
            // The second glyph of some letters: nothing that would be seen in copied text.
            true => cmap.pair(*glyph, '\u{200B}'),
            false => cmap.pair_with_multiple(*glyph, letters.chars()),
        }
    }
    cmap.finish().into_vec()
}

/// The six letters that tell subsets apart.
fn tag(index: usize) -> String {
    let mut rest = index;
    let letters = std::array::from_fn::<u8, 6, _>(|_| {
        let letter = b'A' + u8::try_from(rest % 26).unwrap_or(0);
        rest /= 26;
        letter
    });
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

/// Packs a stream.
pub fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Memory takes all that is written to it.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}
