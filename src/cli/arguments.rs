//! What the command line may say.

use std::ffi::OsString;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::scenes::SceneArguments;
use crate::picture::theme::THEMES;

use super::{
    basins, check, completions, eval, explain, lesson, list, new, render, run, spectrum, sweep,
    tune,
};
use crate::mistake::nearest;
use crate::scene::{Document, functions, library};
use crate::terminal;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "descent-tui",
    version,
    about = "Shows how optimizers go down a slope",
    long_about = "Shows how optimizers go down a slope: open a scene, watch gradient descent, momentum, Adam \
                  and others set off from one start, and change any number while they do.",
    args_conflicts_with_subcommands = true,
    subcommand_help_heading = "Commands without a terminal",
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) scene: SceneArguments,
    /// More scenes, which follow in their order; a folder stands for the scenes in it
    #[arg(value_name = "SCENE", num_args = 0..)]
    pub(super) more: Vec<OsString>,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Compute every optimizer's path
    #[command(
        long_about = "Compute every optimizer's path: a table of what came of each, or all their points as CSV or JSON.",
        after_help = "Examples:\n  descent-tui run ravine\n  descent-tui run ravine --set Adam.lr=0.3 --steps 100 -o paths.csv"
    )]
    Run(run::Run),
    /// Draw a picture or a film
    #[command(
        long_about = "Draw a picture or a film of a scene, or the whole program in a page; the ending of its name chooses what it is.",
        after_help = "Examples:\n  descent-tui render ravine -o ravine.png\n  descent-tui render ravine -o ravine.svg --theme light\n  descent-tui render ravine -o ravine.html"
    )]
    Render(Box<render::Render>),
    /// Compute value, gradient and Hessian at points
    #[command(
        long_about = "Compute the objective's value, gradient and Hessian at points, exactly.",
        after_help = "Examples:\n  descent-tui eval rosenbrock --at -1.2,1 1,1\n  descent-tui eval ravine --set kappa=50"
    )]
    Eval(eval::Eval),
    /// Find all the mistakes in scene files
    #[command(
        long_about = "Find all the mistakes in scene files, each with its place and what to do, and claims that do not hold.",
        after_help = "Example:\n  descent-tui check ravine saddle"
    )]
    Check(check::Check),
    /// List what there is
    #[command(
        long_about = "List optimizers, functions, scenes, keys or themes: names and summaries, or all that is known as JSON.",
        after_help = "Examples:\n  descent-tui list optimizers\n  descent-tui list keys --format json"
    )]
    List(list::List),
    /// Explain an optimizer, a function, a hyper-parameter or a key of scenes
    #[command(
        long_about = "Explain an optimizer with its rule and source, a function, a schedule, a modifier, a hyper-parameter, or \
                      a key or table of scenes.",
        after_help = "Examples:\n  descent-tui explain adam\n  descent-tui explain objective.data"
    )]
    Explain(explain::Explain),
    /// Find what comes of a scene over a range of one or two values
    #[command(
        long_about = "Find what comes of each optimizer over a range of one of its values or of the objective's, or over two \
                      ranges: a row for each.",
        after_help = "Examples:\n  descent-tui sweep ravine --vary Momentum.lr=1e-3..0.2\n  descent-tui sweep ravine --vary '*.lr=1e-3..1:log:50' -o sweep.csv"
    )]
    Sweep(sweep::Sweep),
    /// Find which minimum each start leads to
    #[command(
        long_about = "Find which of the minima in view each start in view leads each optimizer to.",
        after_help = "Examples:\n  descent-tui basins himmelblau --size 60x60\n  descent-tui basins himmelblau --optimizer Momentum -o basins.csv"
    )]
    Basins(basins::Basins),
    /// Compare the decay of each mode with what theory predicts
    #[command(
        long_about = "Tell the curvatures at the minimum or at a point, and the factor by which each optimizer shrinks the \
                      distance along each at a step: as theory predicts it, and as it is walked.",
        after_help = "Examples:\n  descent-tui spectrum ravine\n  descent-tui spectrum himmelblau --at 3,2 --format json"
    )]
    Spectrum(spectrum::Spectrum),
    /// Find the best learning rate for each optimizer
    #[command(
        long_about = "Find the best learning rate, or all values, for each optimizer with the same number of evaluations, and \
                      write the scene with them, comments kept; a table goes to standard error.",
        after_help = "Examples:\n  descent-tui tune ravine -o tuned.toml\n  descent-tui tune ravine --for value --format json"
    )]
    Tune(tune::Tune),
    /// Give a lesson in the terminal
    #[command(
        long_about = "Give a lesson in the terminal: captions that set scene, values and view, one key on, one back.",
        after_help = "Examples:\n  descent-tui lesson snowy-path\n  descent-tui list lessons"
    )]
    Lesson(lesson::LessonArguments),
    /// Write a commented scene to start from
    #[command(
        long_about = "Write a commented scene to start from, never over a file.",
        after_help = "Examples:\n  descent-tui new mine.toml\n  descent-tui new booth.toml --function booth"
    )]
    New(new::New),
    /// Print the settings, as a file to start from
    #[command(
        long_about = "Print the settings as they are in effect, every one with a comment, as the file that they are read from; \
                      its first line says where that lies. They hold for the program in the terminal.",
        after_help = "Example:\n  descent-tui config"
    )]
    Config,
    /// Print a JSON Schema of scenes, or of what a command writes
    #[command(
        long_about = "Print the JSON Schema of scenes and lessons, by which editors complete and check them, or of what a command writes with `--format json`.",
        after_help = "Examples:\n  descent-tui schema\n  descent-tui schema run"
    )]
    Schema {
        /// What it is of
        #[arg(value_enum, default_value = "scene")]
        of: super::schema::Of,
    },
    /// Print completions for a shell
    #[command(
        long_about = "Print completions for a shell, to be kept where it looks for them.",
        after_help = "Example:\n  descent-tui completions bash"
    )]
    Completions(completions::Completions),
    /// Print the manual page
    #[command(
        long_about = "Print the manual page of the program or of one command, in the form that `man -l -` reads.",
        after_help = "Examples:\n  descent-tui man\n  descent-tui man render"
    )]
    Man(completions::Manual),
}

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Common {
    /// Theme of the screen
    #[arg(long, global = true, value_name = "NAME", value_parser = themes())]
    pub(super) theme: Option<String>,
    /// When to use colors
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: ColorChoice,
    /// Signs that the picture is made of
    #[arg(long, global = true, value_enum, default_value_t, value_name = "SET")]
    pub(super) glyphs: Glyphs,
    /// Draw lines in pixels, where the terminal has them
    #[arg(long, global = true, value_enum, default_value_t, value_name = "HOW")]
    pub(super) pixels: Pixels,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say what is done on the way
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

/// The names of themes.
fn themes() -> PossibleValuesParser {
    let names = THEMES.iter();
    PossibleValuesParser::new(names.map(|theme| PossibleValue::new(theme.name).help(theme.summary)))
}

/// When to use colors.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum ColorChoice {
    /// In a terminal that has them, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<ColorChoice> for terminal::ColorChoice {
    fn from(choice: ColorChoice) -> Self {
        match choice {
            ColorChoice::Auto => Self::Auto,
            ColorChoice::Always => Self::Always,
            ColorChoice::Never => Self::Never,
        }
    }
}

/// Whether lines are drawn in pixels.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum Pixels {
    /// If the terminal answers that it can
    #[default]
    Auto,
    /// Not at all
    Off,
    /// By kitty's protocol, unasked
    Kitty,
    /// As sixel, unasked
    Sixel,
}

impl From<Pixels> for terminal::PixelChoice {
    fn from(choice: Pixels) -> Self {
        match choice {
            Pixels::Auto => Self::Auto,
            Pixels::Off => Self::Off,
            Pixels::Kitty => Self::Kitty,
            Pixels::Sixel => Self::Sixel,
        }
    }
}

/// Signs that the picture is made of.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum Glyphs {
    /// What the terminal shows
    #[default]
    Auto,
    /// 2 by 4 blocks, which few fonts have
    Octant,
    /// 2 by 3 blocks, which some fonts have
    Sextant,
    /// 2 by 2 blocks
    Quadrant,
    /// 1 by 2 blocks
    Half,
    /// Plain letters and signs
    Ascii,
}

/// The arguments with each point after `--at` joined to it: `--at -1.2,0.5` needs no quoting, although
/// it looks like an option.
pub(super) fn with_points_joined(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut after_at = false;
    for argument in arguments {
        let is_point = after_at && argument.to_str().is_some_and(eval::looks_like_point);
        if is_point {
            if joined.last().is_some_and(|last| last == "--at") {
                joined.pop();
            }
            let mut both = OsString::from("--at=");
            both.push(argument);
            joined.push(both);
        } else {
            after_at = argument == "--at";
            joined.push(argument);
        }
    }
    joined
}

/// The arguments with the command before the options that stand before it: `--theme light run ravine`.
pub(super) fn with_command_first(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let parser = Arguments::command();
    let takes_value = |option: &str| {
        let name = option.trim_start_matches('-');
        let mut known = parser.get_arguments();
        let found = known.find(|known| {
            let short = known.get_short().map(String::from);
            known.get_long() == Some(name) || short.as_deref() == Some(name)
        });
        found.is_some_and(|found| found.get_action().takes_values()) && !option.contains('=')
    };
    let mut at = 1;
    while let Some(option) = arguments.get(at).and_then(|word| word.to_str())
        && option.starts_with('-')
        && option.len() > 1
    {
        at += 1 + usize::from(takes_value(option));
    }
    let word = arguments.get(at).and_then(|word| word.to_str());
    if at > 1 && word.is_some_and(|word| parser.find_subcommand(word).is_some()) {
        let command = arguments.remove(at);
        arguments.insert(1, command);
    }
    arguments
}

/// The first word, where it is neither a command nor a scene, and the command that it is most like, if it
/// is more like that than like any scene or function.
pub(super) fn meant_command(arguments: &[OsString]) -> Option<(String, String)> {
    let word = arguments
        .get(1)?
        .to_str()
        .filter(|word| !word.starts_with('-'))?;
    let parser = Arguments::command();
    let commands: Vec<&str> = parser
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    if commands.contains(&word) || Document::find(word).is_ok() {
        return None;
    }
    let functions = functions().iter().map(|function| function.name.as_str());
    let scenes = library().iter().map(|scene| scene.name);
    let near = nearest(
        word,
        scenes.chain(functions).chain(commands.iter().copied()),
    )?;
    commands
        .contains(&near)
        .then(|| (word.to_owned(), near.to_owned()))
}
