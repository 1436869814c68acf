//! What the terminal replies to questions in texts: `ESC ]`, `ESC P` or `ESC _`, a text, and its end.
//!
//! A question asked anew has its reply understood here, or among the control sequences in `csi`; until then a
//! reply means nothing, but it is never a key.

use super::Input;
use crate::terminal::Background;
use crate::terminal::pixels::PixelReply;

/// Whether a text of this kind can begin with this byte: what else comes was typed.
pub(super) fn can_begin(kind: u8, first: u8) -> bool {
    match kind {
        b']' => first.is_ascii_digit() || matches!(first, b'l' | b'L'),
        b'P' => first.is_ascii_digit() || b"<=>?!+$|;".contains(&first),
        _ => first == b'G',
    }
}

/// What a whole text of this kind means.
pub(super) fn understood(kind: u8, text: &[u8]) -> Option<Input> {
    match kind {
        b']' => background(text).map(Input::Background),
        b'_' => pixels(text).map(Input::Pixels),
        _ => None,
    }
}

/// The reply to a query image by kitty's protocol: `G`, keys, and `OK` where it can be shown.
fn pixels(text: &[u8]) -> Option<PixelReply> {
    let is_shown = text.starts_with(b"G") && text.ends_with(b";OK");
    is_shown.then_some(PixelReply::Kitty)
}

/// The reply to the question for the background: `11;rgb:RRRR/GGGG/BBBB`.
fn background(text: &[u8]) -> Option<Background> {
    let text = str::from_utf8(text).ok()?.strip_prefix("11;rgb")?;
    let (_, channels) = text.split_once(':')?;
    let mut shares = channels.split('/').map(|channel| {
        let most = 16f64.powi(i32::try_from(channel.len()).ok()?) - 1.0;
        let value = u32::from_str_radix(channel, 16).ok()?;
        (most > 0.0).then(|| f64::from(value) / most)
    });
    let mut next = || shares.next().flatten();
    let lightness = 0.299 * next()? + 0.587 * next()? + 0.114 * next()?;
    Some(if lightness > 0.5 {
        Background::Light
    } else {
        Background::Dark
    })
}
