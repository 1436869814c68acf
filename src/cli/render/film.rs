//! A film in pixels, a picture for each step.

use std::io::{self, IsTerminal, Write};
use std::num::NonZero;
use std::thread;
use std::time::Duration;

use super::stage::Stage;
use super::{Format, Render};
use crate::cli::failure::Failure;
use crate::render::{Drawing, Film, Frames, Raster, Surveys};

/// So many pictures are laid out before they are painted.
const TOGETHER: usize = 24;

pub(super) fn draw(render: &Render, stage: &mut Stage, is_quiet: bool) -> Result<Vec<u8>, Failure> {
    let steps = render.film_steps(stage);
    let sheet = render.sheet(Format::Gif);
    let mut surveys = Surveys::default();
    let mut at = |stage: &mut Stage, step: u32| {
        stage.go_to(step);
        sheet.drawing(stage.state(), &mut surveys)
    };
    // Beginning, middle and end have all colours that matter.
    let samples: Vec<Raster> = [0, steps.len() / 2, steps.len() - 1]
        .into_iter()
        .map(|place| Raster::of(&at(stage, steps[place]), render.scale))
        .collect();
    let samples: Vec<&Raster> = samples.iter().collect();
    let mut film = Film::new(&samples).map_err(Failure::Other)?;
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut frames = Frames::new(render.scale, threads);
    let time = Duration::from_secs_f64(1.0 / render.fps);
    let mut progress = Progress::new(is_quiet, steps.len());
    for some in steps.chunks(TOGETHER) {
        let drawings: Vec<Drawing> = some.iter().map(|&step| at(stage, step)).collect();
        for raster in frames.next(&drawings) {
            film.add(&raster, time).map_err(Failure::Other)?;
            progress.tell();
        }
    }
    // The rest is counted in steps as well, so that every picture lasts as long.
    for _ in 0..(render.hold * render.fps).round() as u32 {
        film.hold(time).map_err(Failure::Other)?;
    }
    film.finish().map_err(Failure::Other)
}

/// How far a film is, on standard error where that is a terminal.
struct Progress {
    is_told: bool,
    done: usize,
    all: usize,
}

impl Progress {
    fn new(is_quiet: bool, all: usize) -> Self {
        Self {
            is_told: !is_quiet && io::stderr().is_terminal(),
            done: 0,
            all,
        }
    }

    fn tell(&mut self) {
        self.done += 1;
        if self.is_told {
            let (done, all) = (self.done, self.all);
            let end = if done == all { "\r\x1b[K" } else { "" };
            // No one may be listening.
            let _ = write!(io::stderr().lock(), "\rpicture {done} of {all}{end}");
        }
    }
}
