//! Kitty's graphics protocol: images with numbers, sent as PNG in base 64, placed over cells.
//!
//! See <https://sw.kovidgoyal.net/kitty/graphics-protocol/>.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use ratatui::layout::Rect;

use super::indexed::Indexed;

/// Where our images' numbers begin, far from those that others choose.
const FIRST: usize = 0x4454_0001;
/// The most that may be sent in one piece.
const PIECE: usize = 4096;

/// How hard the encoder tries: lines on clear ground shrink by a half more than with the fastest, in a millisecond.
const LEVEL: u8 = 4;

/// Deletes every image, and asks for no answer.
pub(super) const DELETE_ALL: &[u8] = b"\x1b_Ga=d,d=A,q=2\x1b\\";

/// The number of one of a layer's two images.
pub(super) fn id(slot: usize, image: usize) -> usize {
    FIRST + 2 * slot + image
}

/// Shows a picture over these cells under this number.
pub(super) fn show(bytes: &mut Vec<u8>, picture: &Indexed, area: Rect, id: usize) {
    let Ok(file) = png(picture) else {
        // It has no reason to fail; the cells are still there.
        return;
    };
    let text = STANDARD.encode(&file);
    let mut pieces = text.as_bytes().chunks(PIECE).peekable();
    let (row, column) = (area.y + 1, area.x + 1);
    bytes.extend_from_slice(format!("\x1b[{row};{column}H").as_bytes());
    let mut keys = format!(
        "a=T,f=100,i={id},p=1,q=2,C=1,c={},r={},",
        area.width, area.height
    );
    while let Some(piece) = pieces.next() {
        let more = u8::from(pieces.peek().is_some());
        bytes.extend_from_slice(format!("\x1b_G{keys}m={more};").as_bytes());
        bytes.extend_from_slice(piece);
        bytes.extend_from_slice(b"\x1b\\");
        keys.clear();
    }
}

/// Deletes the image of this number.
pub(super) fn delete(bytes: &mut Vec<u8>, id: usize) {
    bytes.extend_from_slice(format!("\x1b_Ga=d,d=I,i={id},q=2\x1b\\").as_bytes());
}

fn png(picture: &Indexed) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, picture.width as u32, picture.height as u32);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.set_filter(Filter::NoFilter);
    let colors = picture.palette.iter();
    encoder.set_palette(
        colors
            .clone()
            .flat_map(|color| color[..3].to_vec())
            .collect::<Vec<u8>>(),
    );
    encoder.set_trns(colors.map(|color| color[3]).collect::<Vec<u8>>());
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&picture.pixels)?;
    writer.finish()?;
    Ok(file)
}
