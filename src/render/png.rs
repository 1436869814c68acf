//! Pixels as PNG, with the scene that they show in text chunks.

use std::borrow::Cow;

use png::{BitDepth, ColorType, Compression, Encoder, Filter, SrgbRenderingIntent};

use super::Raster;
use crate::scene::Carried;

/// The picture as a PNG file.
///
/// # Errors
///
/// What the encoder says; it has no reason to fail but a text of gigabytes.
pub fn png(raster: &Raster, carried: &Carried) -> Result<Vec<u8>, String> {
    encoded(raster, carried).map_err(|error| error.to_string())
}

fn encoded(raster: &Raster, carried: &Carried) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, raster.width(), raster.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    for (keyword, text) in carried.texts() {
        encoder.add_itxt_chunk(keyword.to_owned(), Cow::into_owned(text))?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&opaque(raster))?;
    writer.finish()?;
    Ok(file)
}

/// Red, green and blue alone.
fn opaque(raster: &Raster) -> Vec<u8> {
    let pixels = raster.bytes().chunks_exact(4);
    let mut bytes = Vec::with_capacity(pixels.len() * 3);
    for pixel in pixels {
        bytes.extend_from_slice(&pixel[..3]);
    }
    bytes
}
