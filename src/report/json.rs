//! Paths as one JSON object. Numbers that are not finite are null.

use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Outcome;
use crate::analysis::Snapshot;
use crate::objective::Objective;
use crate::optimizer::Range;
use crate::scene::{Entry, RecordedPath, Scene};
use crate::simulation::Path;

/// The version of this form; it grows when a reader of the old one would be wrong.
const FORMAT: u32 = 1;

/// Writes the scene and all of its paths.
///
/// # Errors
///
/// Those of the writer.
pub fn write(out: &mut dyn Write, scene: &Scene, outcomes: &[Outcome<'_>]) -> io::Result<()> {
    write_runs(out, scene, outcomes.iter().map(RunReport::of).collect())
}

/// Writes the scene and the paths of the members of an ensemble, each with its start and seed.
///
/// # Errors
///
/// Those of the writer.
pub fn write_members(
    out: &mut dyn Write,
    scene: &Scene,
    members: &[(&Scene, Vec<Outcome<'_>>)],
) -> io::Result<()> {
    let runs = members.iter().flat_map(|(own, outcomes)| {
        outcomes.iter().map(|outcome| RunReport {
            start: outcome.path.points.first().map(|start| [start.x, start.y]),
            seed: Some(own.run.seed),
            ..RunReport::of(outcome)
        })
    });
    write_runs(out, scene, runs.collect())
}

fn write_runs(out: &mut dyn Write, scene: &Scene, runs: Vec<RunReport<'_>>) -> io::Result<()> {
    let report = Report {
        format: FORMAT,
        scene: SceneReport::of(scene),
        runs,
        recorded: scene
            .paths
            .iter()
            .map(|path| RecordedReport::of(path, &scene.objective))
            .collect(),
    };
    // Numbers come in small pieces, each of which would cost a call through the pointer.
    let mut out = BufWriter::with_capacity(1 << 16, out);
    serde_json::to_writer(&mut out, &report)?;
    writeln!(out)?;
    out.flush()
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    scene: SceneReport<'a>,
    runs: Vec<RunReport<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recorded: Vec<RecordedReport<'a>>,
}

/// A path that was recorded elsewhere.
#[derive(Serialize)]
struct RecordedReport<'a> {
    label: &'a str,
    /// The step of each point.
    steps: Vec<u32>,
    /// `[x, y, value]` for each point, the value as it was recorded.
    path: Vec<(f64, f64, Option<f64>)>,
    /// The objective's value at each point.
    slice: Vec<f64>,
}

impl<'a> RecordedReport<'a> {
    fn of(path: &'a RecordedPath, objective: &Objective) -> Self {
        let points = path.points.iter();
        Self {
            label: &path.label,
            steps: points.clone().map(|point| point.step).collect(),
            path: points
                .clone()
                .map(|point| (point.at.x, point.at.y, point.value))
                .collect(),
            slice: points.map(|point| objective.value(point.at)).collect(),
        }
    }
}

#[derive(Serialize)]
struct SceneReport<'a> {
    title: &'a str,
    objective: &'a str,
    #[serde(serialize_with = "in_order")]
    parameters: Vec<(&'a str, Value)>,
    start: [f64; 2],
    steps: u32,
    seed: u64,
}

impl<'a> SceneReport<'a> {
    fn of(scene: &'a Scene) -> Self {
        let parameters = scene.objective.parameters().iter();
        Self {
            title: &scene.title,
            objective: scene.objective.text(),
            parameters: parameters
                .map(|parameter| (parameter.name.as_str(), parameter.value.into()))
                .collect(),
            start: [scene.start.x, scene.start.y],
            steps: scene.run.steps,
            seed: scene.run.seed,
        }
    }
}

#[derive(Serialize)]
struct RunReport<'a> {
    label: &'a str,
    kind: &'static str,
    #[serde(serialize_with = "in_order")]
    hyper: Vec<(&'static str, Value)>,
    /// Where it started and the seed of its noise, where there are many of either.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    status: &'static str,
    /// Why it stands still at its last point, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    still: Option<&'static str>,
    steps: usize,
    metrics: MetricsReport,
    #[serde(serialize_with = "points")]
    path: &'a Path,
}

impl<'a> RunReport<'a> {
    fn of(outcome: &Outcome<'a>) -> Self {
        let Outcome {
            entry,
            path,
            metrics,
        } = outcome;
        Self {
            label: &entry.label,
            kind: entry.declaration().name,
            hyper: hypers(entry),
            start: None,
            seed: None,
            status: path.status.words(),
            still: path.still,
            steps: path.steps(),
            metrics: MetricsReport::of(metrics),
            path,
        }
    }
}

/// The hyper-parameters as scenes write them: numbers, booleans, words.
fn hypers(entry: &Entry) -> Vec<(&'static str, Value)> {
    let declared = entry.declaration().hypers.iter().zip(&entry.hypers);
    declared
        .map(|(hyper, &value)| {
            let shown = match hyper.range {
                Range::Switch => Value::from(value != 0.0),
                Range::Choice(_) => Value::from(hyper.range.word(value)),
                _ => Value::from(value),
            };
            (hyper.name, shown)
        })
        .collect()
}

#[derive(Serialize)]
struct MetricsReport {
    value: f64,
    best: f64,
    length: f64,
    net: f64,
    waste: f64,
    reversals: f64,
    across: Option<f64>,
    settled: Option<u32>,
}

impl MetricsReport {
    fn of(metrics: &Snapshot) -> Self {
        Self {
            value: metrics.value,
            best: metrics.best,
            length: metrics.length,
            net: metrics.net,
            waste: metrics.waste,
            reversals: metrics.reversals,
            across: metrics.across,
            settled: metrics.settled,
        }
    }
}

/// Names and values as an object that keeps their order.
fn in_order<S: Serializer>(entries: &[(&str, Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
}

/// A path as `[x, y, value]` for each point.
fn points<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    let points = path.points.iter().zip(&path.values);
    serializer.collect_seq(points.map(|(point, &value)| [point.x, point.y, value]))
}
