//! `tune`: the best values for each optimizer, written as a scene.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::arguments::Common;
use super::failure::Failure;
use super::output::Output;
use super::progress::Threads;
use super::scenes::SceneArguments;
use super::table::{Table, plain, short};
use crate::analysis::tuning::{Goal, Tuned, Tuning, starts, tune};
use crate::scene::{Place, Scene};
use crate::work::TUNED_PATHS;

/// Paths that the usual budget pays for.
const PATHS: u64 = TUNED_PATHS;

/// Finds the best values for each optimizer.
#[derive(Debug, Args)]
pub(super) struct Tune {
    #[command(flatten)]
    scene: SceneArguments,
    /// Evaluations for each optimizer [default: those of 200 paths, of 800 for all values]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    budget: Option<u64>,
    /// What is to be best
    #[arg(
        long = "for",
        value_enum,
        default_value = "settle",
        value_name = "GOAL"
    )]
    goal: For,
    /// Which values are tuned
    #[arg(long, value_enum, default_value = "lr", value_name = "WHICH")]
    values: Which,
    /// Number of starts over which the mean is taken; the scene's own is the first
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    starts: u16,
    /// Everything as one JSON object instead of the scene
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Json>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum For {
    /// Fewest steps until it is settled
    Settle,
    /// The least value at the end
    Value,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum Which {
    /// The learning rate alone
    Lr,
    /// All values that are numbers
    All,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Json {
    /// One object with everything
    Json,
}

impl Tune {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let endings: &[&str] = if self.format.is_some() {
            &["json"]
        } else {
            &["toml"]
        };
        self.output.check("tune", endings, Some(&self.scene))?;
        let document = self.scene.document()?;
        let mut scene = self.scene.load()?;
        let steps = u64::from(scene.run.steps).max(1);
        let tuning = Tuning {
            goal: match self.goal {
                For::Settle => Goal::Settle,
                For::Value => Goal::Value,
            },
            all: self.values == Which::All,
            budget: self.budget.unwrap_or_else(|| {
                let paths = if self.values == Which::All {
                    4 * PATHS
                } else {
                    PATHS
                };
                paths * steps * u64::from(self.starts)
            }),
            starts: starts(&scene, usize::from(self.starts)),
        };
        let count = scene.optimizers.len();
        let tuned = self
            .threads
            .all(count, common.quiet, |index| tune(&scene, index, &tuning));
        for (entry, tuned) in scene.optimizers.iter_mut().zip(&tuned) {
            entry.hypers.clone_from(&tuned.hypers);
        }
        if self.format.is_some() {
            let report = report(&scene, &tuning, &tuned);
            return self.output.write(|out| {
                serde_json::to_writer(&mut *out, &report)?;
                writeln!(out)
            });
        }
        let (text, _) = document.with_changes(&scene, Place::Stream)?;
        self.output
            .write(|out| out.write_all(text.text.as_bytes()))?;
        if !common.quiet {
            // No one may be listening.
            let _ = write_table(&mut io::stderr().lock(), &scene, &tuning, &tuned);
        }
        Ok(())
    }
}

fn report(scene: &Scene, tuning: &Tuning, tuned: &[Tuned]) -> Value {
    let optimizers = scene.optimizers.iter().zip(tuned).map(|(entry, tuned)| {
        let hypers = entry.declaration().hypers.iter().zip(&tuned.hypers);
        let hyper: Map<String, Value> = hypers
            .map(|(hyper, value)| (hyper.name.to_owned(), (*value).into()))
            .collect();
        json!({
            "label": entry.label,
            "hyper": hyper,
            "settled": tuned.score.settled,
            "value": tuned.score.value,
            "spread": tuned.score.spread,
            "evaluations": tuned.spent,
        })
    });
    let optimizers: Vec<Value> = optimizers.collect();
    let starts: Vec<[f64; 2]> = tuning.starts.iter().map(|at| [at.x, at.y]).collect();
    json!({"format": 1, "budget": tuning.budget, "starts": starts, "optimizers": optimizers})
}

fn write_table(
    out: &mut dyn Write,
    scene: &Scene,
    tuning: &Tuning,
    tuned: &[Tuned],
) -> io::Result<()> {
    let mut table = Table::new(&[
        "optimizer",
        "tuned",
        ">steps to settle",
        ">value",
        ">spread",
    ]);
    for (entry, tuned) in scene.optimizers.iter().zip(tuned) {
        let hypers = entry.declaration().hypers.iter().zip(&tuned.hypers);
        let shown = hypers.filter(|(hyper, _)| tuning.all || hyper.name == "lr");
        let shown: Vec<String> = shown
            .map(|(hyper, value)| format!("{} {}", hyper.symbol, plain(*value)))
            .collect();
        let [low, high] = tuned.score.spread;
        let settled = tuned.score.settled;
        table.row([
            entry.label.clone(),
            shown.join("  "),
            settled.map_or_else(|| "–".to_owned(), |steps| format!("{steps:.0}")),
            short(tuned.score.value),
            if tuning.starts.len() > 1 {
                format!("{} to {}", short(low), short(high))
            } else {
                "–".to_owned()
            },
        ]);
    }
    table.write(out)?;
    writeln!(
        out,
        "{} evaluations for each, {} start{}",
        tuning.budget,
        tuning.starts.len(),
        if tuning.starts.len() == 1 { "" } else { "s" }
    )
}
