//! `eval`: value, gradient and Hessian at points.

use std::io::{self, Write};
use std::str::FromStr;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::output::{Form, Rows};
use super::scenes::SceneArguments;
use super::table::Table;
use crate::math::Vec2;
use crate::objective::{Derivatives, Objective};
use crate::report::exact;

/// Computes value, gradient and Hessian at points.
#[derive(Debug, Args)]
pub(super) struct Eval {
    #[command(flatten)]
    scene: SceneArguments,
    /// A point; several may follow [default: the scene's start]
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    at: Vec<Point>,
    #[command(flatten)]
    rows: Rows,
}

/// A point as the command line writes it: `X,Y`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point(pub(super) Vec2);

impl FromStr for Point {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers = text.split_once(',').and_then(|(x, y)| {
            let (x, y) = (x.trim().parse().ok()?, y.trim().parse().ok()?);
            Some(Self(Vec2::new(x, y)))
        });
        numbers.ok_or("a point is two numbers, such as `-1.2,0.5`")
    }
}

/// Whether an argument is a point rather than an option or a scene.
pub(super) fn looks_like_point(argument: &str) -> bool {
    argument.parse::<Point>().is_ok()
}

/// One point in the result.
#[derive(Serialize)]
struct Evaluated {
    at: [f64; 2],
    value: f64,
    gradient: [f64; 2],
    hessian: [[f64; 2]; 2],
}

#[derive(Serialize)]
struct Report {
    points: Vec<Evaluated>,
}

impl Eval {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let form = self.rows.form("eval", &self.scene)?;
        let scene = self.scene.load_as_written()?;
        let mut points: Vec<Vec2> = self.at.iter().map(|point| point.0).collect();
        if points.is_empty() {
            points.push(scene.start);
        }
        let points = points.into_iter();
        let report = Report {
            points: points.map(|at| evaluated(&scene.objective, at)).collect(),
        };
        self.rows.write(|out| match form {
            Form::Csv => write_csv(out, &report),
            Form::Json => {
                serde_json::to_writer(&mut *out, &report)?;
                writeln!(out)
            }
            Form::Table => write_table(out, &report),
        })
    }
}

fn evaluated(objective: &Objective, at: Vec2) -> Evaluated {
    let Derivatives {
        value,
        gradient,
        hessian,
    } = objective.derivatives(at);
    Evaluated {
        at: [at.x, at.y],
        value,
        gradient: [gradient.x, gradient.y],
        hessian: [[hessian.xx, hessian.xy], [hessian.xy, hessian.yy]],
    }
}

/// The columns of both tables.
const COLUMNS: [&str; 8] = [
    "x", "y", "value", "grad_x", "grad_y", "hess_xx", "hess_xy", "hess_yy",
];

fn row(point: &Evaluated) -> [String; 8] {
    let [[xx, xy], [_, yy]] = point.hessian;
    let ([x, y], [grad_x, grad_y]) = (point.at, point.gradient);
    [x, y, point.value, grad_x, grad_y, xx, xy, yy].map(exact)
}

fn write_csv(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join(","))?;
    let mut points = report.points.iter();
    points.try_for_each(|point| writeln!(out, "{}", row(point).join(",")))
}

fn write_table(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let columns = COLUMNS.map(|name| format!(">{name}"));
    let mut table = Table::new(&columns.each_ref().map(String::as_str));
    for point in &report.points {
        table.row(row(point));
    }
    table.write(out)
}
