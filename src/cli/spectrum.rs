//! `spectrum`: the curvatures at a point, and what becomes of a distance along each at a step.

use std::io::{self, Write};

use clap::Args;
use serde_json::{Value, json};

use super::arguments::Common;
use super::eval::Point;
use super::failure::Failure;
use super::output::{Form, Rows};
use super::plot;
use super::scenes::SceneArguments;
use super::table::{Table, short};
use crate::analysis::spectrum::Report;
use crate::picture::view::spectrum;
use crate::report::exact;
use crate::report::quoted;

/// Compares the decay of each mode with what theory predicts.
#[derive(Debug, Args)]
pub(super) struct Spectrum {
    #[command(flatten)]
    scene: SceneArguments,
    /// The point [default: the known minimum]
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    at: Option<Point>,
    #[command(flatten)]
    rows: Rows,
}

impl Spectrum {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let (format, form) = self.rows.picture_or_form("spectrum", &self.scene)?;
        let scene = self.scene.load()?;
        let known = scene
            .minimum
            .as_ref()
            .and_then(|minimum| minimum.at.first());
        let at = self.at.map(|point| point.0).or(known.copied());
        let at = at.ok_or_else(|| {
            let message = "no minimum is known: `--at X,Y` says where to look".to_owned();
            Failure::Other(message)
        })?;
        let report = Report::of(&scene, at);
        if let Some(format) = format {
            let picture = spectrum::of(&report);
            let bytes = plot::drawn(&picture, format, &self.scene, common)?;
            return self.rows.write(|out| out.write_all(&bytes));
        }
        self.rows.write(|out| match form {
            Form::Csv => write_csv(&report, out),
            Form::Json => write_json(&report, out),
            Form::Table => write_table(&report, out),
        })
    }
}

fn write_csv(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let text = |number: Option<f64>| number.map_or_else(String::new, exact);
    writeln!(out, "optimizer,eigenvalue,predicted,measured,limit")?;
    for (index, modes) in report.modes.iter().enumerate() {
        for mode in modes {
            writeln!(
                out,
                "{},{},{},{},{}",
                quoted(&report.scene.optimizers[index].label),
                exact(mode.eigenvalue),
                text(mode.predicted),
                text(mode.measured),
                text(report.limit(index)),
            )?;
        }
    }
    Ok(())
}

fn write_json(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let here = report.scene.objective.derivatives(report.at);
    let optimizers: Vec<Value> = report
        .modes
        .iter()
        .enumerate()
        .map(|(index, modes)| {
            let modes: Vec<Value> = modes
                .iter()
                .map(|mode| {
                    json!({
                        "eigenvalue": mode.eigenvalue,
                        "predicted": mode.predicted,
                        "measured": mode.measured,
                    })
                })
                .collect();
            let label = &report.scene.optimizers[index].label;
            json!({"label": label, "modes": modes, "limit": report.limit(index)})
        })
        .collect();
    let told = json!({
        "format": 1,
        "at": [report.at.x, report.at.y],
        "value": here.value,
        "gradient": [here.gradient.x, here.gradient.y],
        "eigenvalues": report.eigen.values,
        "eigenvectors": report.eigen.vectors.map(|vector| [vector.x, vector.y]),
        "condition": report.condition(),
        "optimizers": optimizers,
    });
    serde_json::to_writer(&mut *out, &told)?;
    writeln!(out)
}

fn write_table(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let [greatest, least] = report.eigen.values.map(short);
    let condition = report.condition().map_or_else(|| "–".to_owned(), short);
    let (x, y) = (short(report.at.x), short(report.at.y));
    writeln!(
        out,
        "at {x}, {y}: curvatures {greatest} and {least}, condition {condition}\n"
    )?;
    let mut table = Table::new(&[
        "optimizer",
        ">limit of the rate",
        ">curvature",
        ">predicted",
        ">measured",
    ]);
    let text = |number: Option<f64>| number.map_or_else(|| "–".to_owned(), short);
    for (index, modes) in report.modes.iter().enumerate() {
        for (place, mode) in modes.iter().enumerate() {
            let entry = &report.scene.optimizers[index];
            let is_first = place == 0;
            table.row([
                if is_first {
                    entry.label.clone()
                } else {
                    String::new()
                },
                if is_first {
                    text(report.limit(index))
                } else {
                    String::new()
                },
                short(mode.eigenvalue),
                text(mode.predicted),
                text(mode.measured),
            ]);
        }
    }
    table.write(out)
}
