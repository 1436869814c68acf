//! `render`: a scene as a picture or a film.
//!
//! Joins the state, its pictures and the media; decides nothing of what is shown.

mod cast;
mod film;
mod screen;
mod size;
mod stage;
mod still;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};

use super::arguments::Common;
use super::failure::Failure;
use super::output::{self, note};
use super::scenes::SceneArguments;
use crate::app::{State, ViewKind};
use crate::mistake::{Mistake, Mistakes, nearest};
use crate::picture::theme::THEMES;
use crate::picture::view::VIEWS;
use crate::render::html;
use crate::scene::{Carried, Document};
use size::Size;
use stage::Stage;
pub(super) use still::Sheet;

/// Draws a scene as a picture or a film.
#[derive(Debug, Args)]
pub(super) struct Render {
    #[command(flatten)]
    scene: SceneArguments,
    /// The picture or film, or `-` for standard output; its ending chooses the format
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Format, where the ending does not say it
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// The way to look at it; `list views` shows them
    #[arg(long, value_name = "NAME", value_parser = views())]
    view: Option<String>,
    /// The step that is shown, or `end`
    #[arg(long, value_name = "N|end", default_value = "end")]
    step: At,
    /// Size in pixels, or in cells of a screen [default: 1200x800, or 120x40]
    #[arg(long, value_name = "WxH")]
    size: Option<Size>,
    /// How many pixels a unit of the size has
    #[arg(long, value_name = "S", default_value = "1")]
    scale: f64,
    /// Show these optimizers only
    #[arg(long, value_name = "LABEL,…", value_delimiter = ',')]
    show: Vec<String>,
    /// Play these keys first, written as `list keys` writes them, with spaces between
    #[arg(
        long,
        value_name = "KEYS",
        default_value = "",
        allow_hyphen_values = true
    )]
    keys: String,
    /// Steps a second in films
    #[arg(long, value_name = "N", default_value = "20")]
    fps: f64,
    /// Show each Nth step in films [default: 1, more where there are over 400 steps]
    #[arg(long, value_name = "N")]
    every: Option<u32>,
    /// How long films rest on the last step
    #[arg(long, value_name = "SECONDS", default_value = "2")]
    hold: f64,
    /// Leave the title out
    #[arg(long)]
    no_title: bool,
    /// Version of the asciicast format
    #[arg(long, value_name = "2|3", default_value = "3", value_parser = clap::value_parser!(u8).range(2..=3))]
    cast_version: u8,
}

/// Formats that pictures and films are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Pixels
    Png,
    /// Vectors
    Svg,
    /// A film in pixels
    Gif,
    /// The screen as text
    Txt,
    /// The screen as text with colors
    Ansi,
    /// A film of the screen (asciicast)
    Cast,
    /// The whole program in one page
    Html,
}

impl Format {
    /// Its name, which is also the ending of its files.
    fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The format of files with this ending.
    pub(super) fn of_ending(ending: &str) -> Option<Self> {
        Self::from_str(ending, true).ok()
    }

    /// Whether it shows the screen, whose size is counted in cells.
    fn is_of_screen(self) -> bool {
        matches!(self, Self::Txt | Self::Ansi | Self::Cast)
    }
}

/// Which step is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Step(u32),
    End,
}

impl std::str::FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "end" {
            return Ok(Self::End);
        }
        let step = text.parse().map(Self::Step);
        step.map_err(|_| "a step is a whole number from 0 on, or `end`".to_owned())
    }
}

impl Render {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let format = self.chosen_format()?;
        self.check_numbers(format)?;
        let document = self.scene.document()?;
        output::refuse_over(&self.output, &document)?;
        let (scene, original) = self.scene.with_changes(document.scene()?)?;
        let theme = theme(common);
        let mut stage = Stage::new(scene, original, theme);
        stage.look(self.view.as_deref().and_then(ViewKind::named));
        stage.show_only(&self.show)?;
        stage.play(&self.keys)?;
        self.go_to_step(&mut stage)?;
        let bytes = match format {
            Format::Png | Format::Svg => {
                let sheet = self.sheet(format);
                sheet.file(stage.state(), &document, format)?
            }
            Format::Html => {
                let carried = carried(&document, stage.state());
                html(&carried).map_err(Failure::Other)?.into_bytes()
            }
            Format::Gif => film::draw(self, &mut stage, common.quiet)?,
            Format::Txt | Format::Ansi => screen::draw(self, &mut stage, common, format),
            Format::Cast => cast::draw(self, &mut stage, common),
        };
        output::write_to(&self.output, &bytes)
    }

    fn chosen_format(&self) -> Result<Format, Failure> {
        let ending = self.output.extension().and_then(OsStr::to_str);
        let known: Vec<String> = Format::value_variants()
            .iter()
            .map(|format| format!(".{}", format.name()))
            .collect();
        match (self.format, ending) {
            (Some(format), _) => Ok(format),
            (None, Some(ending)) => Format::of_ending(ending).ok_or_else(|| {
                let help = match output::command_that_writes(&ending.to_lowercase()) {
                    Some(command) => format!("`descent-tui {command}` writes `.{ending}`"),
                    None => format!("`render` writes {}", known.join(" ")),
                };
                refused("output", &self.output.display().to_string(), &help)
            }),
            (None, None) if self.output == Path::new("-") => Err(refused(
                "format",
                "",
                "say which format, as in `-o picture.png` or `--format png`",
            )),
            (None, None) => Err(refused(
                "output",
                &self.output.display().to_string(),
                &format!("an ending says the format: {}", known.join(" ")),
            )),
        }
    }

    fn check_numbers(&self, format: Format) -> Result<(), Failure> {
        let check = |name: &str, value: f64, range: std::ops::RangeInclusive<f64>| {
            if range.contains(&value) {
                Ok(())
            } else {
                let (low, high) = (range.start(), range.end());
                let help = format!("it lies from {low} to {high}");
                Err(refused(name, &value.to_string(), &help))
            }
        };
        check("scale", self.scale, 0.1..=16.0)?;
        check("fps", self.fps, 0.1..=100.0)?;
        check("hold", self.hold, 0.0..=600.0)?;
        self.size(format).check(format, self.scale)
    }

    fn size(&self, format: Format) -> Size {
        self.size.unwrap_or(if format.is_of_screen() {
            Size::SCREEN
        } else {
            Size::PICTURE
        })
    }

    fn sheet(&self, format: Format) -> Sheet {
        Sheet {
            size: self.size(format),
            scale: self.scale,
            titled: !self.no_title,
        }
    }

    fn go_to_step(&self, stage: &mut Stage) -> Result<(), Failure> {
        let last = stage.state().playback.steps();
        match self.step {
            At::Step(step) if step > last => Err(refused(
                "step",
                &step.to_string(),
                &format!("the scene has {last} steps; `--steps` gives it more"),
            )),
            At::Step(step) => {
                stage.go_to(step);
                Ok(())
            }
            At::End => {
                stage.go_to(last);
                Ok(())
            }
        }
    }

    /// The steps that a film shows, up to that which was asked for.
    fn film_steps(&self, stage: &Stage) -> Vec<u32> {
        /// So many pictures are enough for a film that nobody said more of.
        const ENOUGH: u32 = 400;
        let last = stage.state().step();
        let every = self.every.unwrap_or_else(|| last.div_ceil(ENOUGH)).max(1);
        let mut steps: Vec<u32> = (0..=last).step_by(every as usize).collect();
        if steps.last() != Some(&last) {
            steps.push(last);
        }
        steps
    }
}

/// The names of views.
fn views() -> PossibleValuesParser {
    let names = VIEWS.iter();
    PossibleValuesParser::new(names.map(|view| PossibleValue::new(view.name()).help(view.summary)))
}

/// The place of the theme in the list of themes.
fn theme(common: &Common) -> usize {
    let named = common.theme.as_deref();
    let place = named.and_then(|name| THEMES.iter().position(|theme| theme.name == name));
    place.unwrap_or(0)
}

/// The scene as it is drawn, for the picture to carry.
fn carried(document: &Document, state: &State) -> Carried {
    let scene = state.scene_in_view();
    let changed = scene
        .is_changed_from(state.original())
        .then(|| document.with_changes(&scene, document.place.clone()));
    let (document, is_written) = match changed {
        Some(Ok((changed, _))) => (changed, true),
        Some(Err(_)) => (document.clone(), false),
        None => (document.clone(), true),
    };
    let (carried, is_whole) = Carried::of(&document, &state.scene().title);
    if !is_written {
        note("the picture carries the scene without the changes, which cannot be written into it");
    }
    if !is_whole {
        note("the picture does not carry the scene's files, which are larger than 1 MiB");
    }
    carried
}

/// A mistake in the value of an option.
fn refused(option: &str, value: &str, help: &str) -> Failure {
    let message = if value.is_empty() {
        format!("`--{option}` is missing")
    } else {
        format!("`--{option}` cannot be `{value}`")
    };
    let mistake = Mistake::whole(message).help(help);
    Failure::Usage(vec![Mistakes::new("render", "", vec![mistake])])
}

/// A mistake in a name, with the nearest of those that there are.
fn unknown(option: &str, value: &str, known: &[&str]) -> Failure {
    let help = match nearest(value, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("there are {}", known.join(", ")),
    };
    refused(option, value, &help)
}
