//! Films in pixels.

use std::io::Cursor;

use super::{folder, written};

/// A delay, and all pixels as they are shown then.
type Frame = (u16, Vec<[u8; 3]>);

/// Width, height and the frames of a film, put together as a viewer does.
fn frames(bytes: Vec<u8>) -> (u16, u16, Vec<Frame>) {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(Cursor::new(bytes)).expect("a GIF");
    let (width, height) = (decoder.width(), decoder.height());
    let mut canvas = vec![[0; 3]; usize::from(width) * usize::from(height)];
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        for (place, pixel) in frame.buffer.chunks(4).enumerate() {
            let (row, column) = (
                place / usize::from(frame.width),
                place % usize::from(frame.width),
            );
            let at = (row + usize::from(frame.top)) * usize::from(width)
                + column
                + usize::from(frame.left);
            if pixel[3] > 0 {
                canvas[at] = [pixel[0], pixel[1], pixel[2]];
            }
        }
        frames.push((frame.delay, canvas.clone()));
    }
    (width, height, frames)
}

#[test]
fn a_film_shows_each_step_nearly_as_its_picture_does() {
    let (_guard, folder) = folder();
    let film = ["render", "ravine", "--steps", "12", "--size", "300x200"];
    let bytes = written(
        &folder,
        &[
            &film[..],
            &["--format", "gif", "--fps", "10", "--hold", "0.5"],
        ]
        .concat(),
    );
    let (width, height, frames) = frames(bytes);
    assert_eq!((width, height), (300, 200));
    assert_eq!(frames.len(), 13 + 5);
    assert!(frames.iter().all(|(delay, _)| *delay == 10));
    for step in [0, 5, 12] {
        let number = step.to_string();
        let still = written(
            &folder,
            &[&film[..], &["--format", "png", "--step", &number]].concat(),
        );
        let decoder = png::Decoder::new(Cursor::new(still));
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("a picture");
        let shown = frames[step].1.iter().flatten();
        let off: f64 = shown
            .zip(&pixels)
            .map(|(a, b)| f64::from(a.abs_diff(*b)))
            .sum();
        let mean = off / pixels.len() as f64;
        assert!(mean < 1.0, "step {step}: off by {mean} on the average");
    }
}

#[test]
fn each_nth_step_is_shown_and_the_last() {
    let (_guard, folder) = folder();
    let bytes = written(
        &folder,
        &[
            "render", "ravine", "--steps", "10", "--size", "200x160", "--every", "4", "--hold",
            "0", "--format", "gif",
        ],
    );
    assert_eq!(frames(bytes).2.len(), 4);
}
