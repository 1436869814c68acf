//! `run` of many starts and seeds: the same optimizers, again and again.

use std::io::{self, Write};
use std::str::FromStr;

use clap::Args;

use crate::analysis::ensemble::{Ends, Member, grid, members};
use crate::analysis::{Snapshot, minimum, tuning};
use crate::cli::failure::Failure;
use crate::cli::output::{Form, refused};
use crate::cli::progress::Threads;
use crate::cli::table::{Table, percent, plain, short};
use crate::report::{self, Detail, outcomes};
use crate::scene::Scene;
use crate::simulation::{Status, simulate};

/// More runs than anyone looks at.
const MOST: usize = 10_000;
/// More points than are kept at once, as JSON does; CSV hands them on.
const MOST_POINTS: u64 = 20_000_000;
/// Points that are kept until they are written, some fifty bytes each.
const KEPT: u64 = 4_000_000;
/// The most members that are computed before any is written.
const TOGETHER: u64 = 64;

/// How many runs there are of each optimizer, and what they differ in.
#[derive(Debug, Args)]
pub(super) struct Ensemble {
    /// Each optimizer from N starts, the scene's own and others in view by the seed; or from the middles of `WxH` cells
    #[arg(long, value_name = "N|WxH")]
    starts: Option<Starts>,
    /// Each optimizer with N seeds of its noise, from the scene's own upwards
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    seeds: Option<u16>,
    #[command(flatten)]
    threads: Threads,
}

#[derive(Debug, Clone, Copy)]
enum Starts {
    Count(u16),
    Grid([u16; 2]),
}

impl FromStr for Starts {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| text.parse().ok().filter(|number: &u16| *number > 0);
        let read = match text.split_once('x') {
            Some((across, up)) => number(across)
                .zip(number(up))
                .map(|(across, up)| Self::Grid([across, up])),
            None => number(text).map(Self::Count),
        };
        read.ok_or("starts are a number such as `20`, or columns and rows such as `8x5`")
    }
}

impl Ensemble {
    /// Whether there is more than one run of each.
    pub(super) fn is_asked_for(&self) -> bool {
        self.starts.is_some() || self.seeds.is_some()
    }

    /// All runs of a scene; an error where they are too many.
    pub(super) fn members(&self, scene: &Scene, form: Form) -> Result<Vec<Member>, Failure> {
        let starts = self.starts.map_or(1, |starts| match starts {
            Starts::Count(count) => count.into(),
            Starts::Grid([across, up]) => usize::from(across) * usize::from(up),
        });
        let seeds = self.seeds.unwrap_or(1);
        let count = starts * usize::from(seeds);
        if count > MOST {
            return Err(refused(
                "run",
                format!("{count} runs of each optimizer are more than {MOST}"),
                "fewer starts or seeds",
            ));
        }
        let points = (count * scene.optimizers.len()) as u64 * u64::from(scene.run.steps);
        if form == Form::Json && points > MOST_POINTS {
            return Err(refused(
                "run",
                format!("{points} points are more than JSON is made of at once"),
                "`--format csv` has no such limit",
            ));
        }
        let starts = self.starts.map(|starts| match starts {
            Starts::Count(count) => tuning::starts(scene, count.into()),
            Starts::Grid(cells) => grid(cells.map(usize::from), scene),
        });
        Ok(members(scene, starts.as_deref(), seeds.into()))
    }

    /// Writes what comes of them.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        scene: &Scene,
        members: &[Member],
        (form, quiet): (Form, bool),
    ) -> io::Result<()> {
        let run = |scene: &Scene, members: &[Member]| {
            self.threads.all(members.len(), quiet, |index| {
                let own = members[index].scene(scene);
                let paths = simulate(&own);
                (own, paths)
            })
        };
        if form == Form::Csv {
            report::csv_members_header(out)?;
            for members in members.chunks(together(scene)) {
                for (own, paths) in run(scene, members) {
                    report::csv_member(out, &own, &paths)?;
                }
            }
            return Ok(());
        }
        let mut scene = scene.clone();
        minimum::find_once(&mut scene);
        if form == Form::Json {
            let runs = run(&scene, members);
            let told = runs.iter().map(|(own, paths)| {
                let outcomes = outcomes(own, paths, Detail::OfObjective);
                (own, outcomes)
            });
            return report::json_members(out, &scene, &told.collect::<Vec<_>>());
        }
        let mut ends = vec![Vec::new(); scene.optimizers.len()];
        for members in members.chunks(together(&scene)) {
            for (own, paths) in run(&scene, members) {
                for (index, outcome) in outcomes(&own, &paths, Detail::OfPath).iter().enumerate() {
                    ends[index].push((outcome.metrics, outcome.path.status));
                }
            }
        }
        table(out, &scene, &ends)
    }
}

/// Members that are computed before they are written, or told: as many as there is room for.
fn together(scene: &Scene) -> usize {
    let points = scene.optimizers.len().max(1) as u64 * u64::from(scene.run.steps.max(1));
    (KEPT / points).clamp(1, TOGETHER) as usize
}

/// A row for each optimizer: how its runs end, by optimizer.
fn table(out: &mut dyn Write, scene: &Scene, ends: &[Vec<(Snapshot, Status)>]) -> io::Result<()> {
    let mut table = Table::new(&[
        "optimizer",
        ">learning rate",
        ">runs",
        ">a tenth ends below",
        ">half",
        ">nine tenths",
        ">settled",
        ">steps until then",
        ">diverged",
    ]);
    for (entry, ends) in scene.optimizers.iter().zip(ends) {
        let found = Ends::of(ends);
        let rate = entry
            .hypers
            .first()
            .filter(|_| entry.declaration().has_rate());
        let nothing = || "–".to_owned();
        let [low, middle, high] = found.values.map(short);
        table.row([
            entry.label.clone(),
            rate.map_or_else(nothing, |rate| plain(*rate)),
            ends.len().to_string(),
            low,
            middle,
            high,
            percent(found.settled),
            found
                .steps
                .map_or_else(nothing, |steps| steps.round().to_string()),
            percent(found.diverged),
        ]);
    }
    table.write(out)
}
