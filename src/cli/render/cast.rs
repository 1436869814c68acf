//! Films of the screen: asciicast, the format of asciinema.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use serde_json::json;

use super::Render;
use super::screen::{area, painter};
use super::stage::Stage;
use crate::cli::arguments::Common;
use crate::terminal::Output;
use crate::ui::color::ColorDepth;

pub(super) fn draw(render: &Render, stage: &mut Stage, common: &Common) -> Vec<u8> {
    let area = area(render);
    let mut film = header(render, stage);
    let mut painter = painter(common, ColorDepth::True);
    let mut output = Output::new(ColorDepth::True);
    let (mut now, mut last) = (0.0, 0.0);
    let mut event = |time: f64, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let stamp = if render.cast_version == 2 {
            time
        } else {
            time - last
        };
        last = time;
        // Whole microseconds, as asciinema has them.
        let stamp = (stamp * 1e6).round() / 1e6;
        // Writing to a text cannot fail.
        let _ = writeln!(film, "{}", json!([stamp, "o", text]));
    };
    event(0.0, b"\x1b[?25l");
    for step in render.film_steps(stage) {
        stage.go_to(step);
        let mut buffer = Buffer::empty(area);
        painter.draw(stage.state(), &mut buffer);
        event(now, output.frame(&mut buffer));
        now += 1.0 / render.fps;
    }
    event(now + render.hold, b"\x1b[?25h");
    film.into_bytes()
}

fn header(render: &Render, stage: &Stage) -> String {
    let size = area(render);
    let title = &*stage.state().scene().title;
    let header = if render.cast_version == 2 {
        json!({"version": 2, "width": size.width, "height": size.height, "title": title})
    } else {
        json!({
            "version": 3,
            "term": {"cols": size.width, "rows": size.height},
            "title": title,
        })
    };
    format!("{header}\n")
}
