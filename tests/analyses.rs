//! `sweep`, `basins`, `spectrum` and `tune` as a shell sees them, held against `run` and against theory.

use std::collections::HashMap;
use std::fs;

use assert_cmd::Command;
use serde_json::Value;

fn program(arguments: &[&str]) -> Command {
    let mut command =
        Command::cargo_bin("descent-tui").expect("the program is built with its tests");
    command.args(arguments);
    command
}

fn printed(arguments: &[&str]) -> String {
    let output = program(arguments).assert().success().get_output().clone();
    String::from_utf8(output.stdout).expect("results are text")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).expect("results are JSON")
}

fn refused(arguments: &[&str]) -> String {
    let output = program(arguments).assert().code(2).get_output().clone();
    assert_eq!(output.stdout, b"", "{arguments:?} prints a result");
    String::from_utf8(output.stderr).expect("errors are text")
}

/// The rows of a CSV text, by the names of its columns.
fn rows(csv: &str) -> Vec<HashMap<String, String>> {
    let mut lines = csv.lines().map(|line| line.split(',').map(str::to_owned));
    let header: Vec<String> = lines.next().expect("a header").collect();
    lines
        .map(|cells| header.iter().cloned().zip(cells).collect())
        .collect()
}

#[test]
fn each_row_of_a_sweep_is_a_run() {
    let vary = "Momentum.lr=1e-3..0.2:log:7";
    let csv = printed(&["sweep", "ravine", "--vary", vary, "--format", "csv"]);
    let header = "optimizer,Momentum.lr,value,best,length,waste,reversals,settled,status";
    assert_eq!(csv.lines().next(), Some(header));
    let swept = rows(&csv);
    assert_eq!(swept.len(), 7);
    for row in &swept {
        assert_eq!(row["optimizer"], "Momentum");
        let set = format!("Momentum.lr={}", row["Momentum.lr"]);
        let run = json(&["run", "ravine", "--set", &set, "--format", "json"]);
        let own = &run["runs"][1];
        for name in ["value", "best", "length", "waste", "reversals"] {
            let swept: f64 = row[name].parse().expect("a number");
            let run = own["metrics"][name].as_f64().expect("a number");
            // The reader of JSON may miss the last digit.
            assert!((run - swept).abs() <= 1e-15 * swept.abs(), "{set}: {name}");
        }
        let csv = printed(&["run", "ravine", "--set", &set, "--format", "csv"]);
        let walked = rows(&csv);
        let mut own_rows = walked.iter().filter(|own| own["optimizer"] == "Momentum");
        let end = own_rows.next_back().expect("a row");
        assert_eq!(end["value"], row["value"], "{set}");
        let settled = own["metrics"]["settled"].as_u64();
        assert_eq!(row["settled"].parse().ok(), settled, "{set}");
        assert_eq!(own["status"], row["status"].as_str());
    }
}

#[test]
fn a_sweep_over_two_values_of_all_optimizers_is_the_same_on_any_number_of_threads() {
    let arguments = |threads| {
        vec![
            "sweep",
            "ravine",
            "--vary",
            "*.lr=0.01..0.1:3",
            "--vary",
            "kappa=5..50:lin:2",
            "--format",
            "csv",
            "--threads",
            threads,
        ]
    };
    let one = printed(&arguments("1"));
    assert_eq!(one, printed(&arguments("5")));
    assert_eq!(rows(&one).len(), 5 * 3 * 2);
    assert!(one.starts_with("optimizer,*.lr,kappa,value,"), "{one}");
    let wrong = refused(&["sweep", "ravine", "--vary", "Momentum.lr=-1..1"]);
    assert!(wrong.contains("is no value of `Momentum.lr`"), "{wrong}");
    let wrong = refused(&["sweep", "ravine", "--vary", "Momentun.lr=0..1"]);
    assert!(wrong.contains("Momentum"), "{wrong}");
    refused(&["sweep", "ravine", "--vary", "Momentum.lr=0..1:log"]);
    refused(&["sweep", "ravine"]);
}

#[test]
fn basins_name_minima_shares_and_cells() {
    let arguments = [
        "basins",
        "himmelblau",
        "--optimizer",
        "Gradient descent",
        "--size",
        "24x20",
    ];
    let csv = rows(&printed(&[&arguments[..], &["--format", "csv"]].concat()));
    assert_eq!(csv.len(), 24 * 20);
    let report = json(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(report["minima"].as_array().map(Vec::len), Some(4));
    let own = &report["optimizers"][0];
    for which in 1..=4 {
        let count = csv
            .iter()
            .filter(|row| row["minimum"] == which.to_string())
            .count();
        let share = own["shares"][which - 1].as_f64().expect("a share");
        assert!((share - count as f64 / 480.0).abs() < 1e-12);
        assert!(share > 0.2, "{share}");
    }
    // The minimum at (3, 2) is the third from the left, and its start leads to it.
    let near = csv.iter().min_by(|a, b| {
        let away = |row: &HashMap<String, String>| {
            let at = |name: &str| row[name].parse::<f64>().expect("a number");
            (at("x") - 3.0).hypot(at("y") - 2.0)
        };
        away(a).total_cmp(&away(b))
    });
    assert_eq!(near.expect("a cell")["minimum"], "3");
    refused(&["basins", "himmelblau", "--size", "0x3"]);
}

#[test]
fn a_spectrum_holds_what_is_walked_against_theory() {
    let report = json(&["spectrum", "ravine", "--format", "json"]);
    assert_eq!(report["eigenvalues"][0].as_f64(), Some(20.0));
    assert_eq!(report["condition"].as_f64(), Some(5.0));
    let gradient_descent = &report["optimizers"][0];
    assert!((gradient_descent["limit"].as_f64().expect("a limit") - 0.1).abs() < 1e-12);
    let mode = &gradient_descent["modes"][0];
    let number = |name: &str| mode[name].as_f64().expect("a number");
    assert!((number("predicted") - 0.96).abs() < 1e-12);
    assert!((number("measured") - 0.96).abs() < 1e-3);
    let adam = &report["optimizers"][4]["modes"][0];
    assert!(adam["predicted"].is_null() && adam["measured"].is_number());
    // On a slope nothing is walked to.
    let slope = json(&["spectrum", "ravine", "--at", "-3,1", "--format", "json"]);
    assert!(slope["optimizers"][0]["modes"][0]["measured"].is_null());
}

#[test]
fn tuning_finds_the_best_rate_and_keeps_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bowl.toml");
    let text = "# two curvatures\nstart = [1.0, 1.0]\n[objective]\nformula = \"x^2/2 + 15*y^2\"\n\
                [view]\nx = [-2, 2]\ny = [-2, 2]\n[run]\nsteps = 200\n\
                [[optimizer]]\nkind = \"gd\"\nlr = 0.03 # too small\n";
    fs::write(&file, text).expect("a file");
    let name = file.to_str().expect("a name");
    let tuned = printed(&["tune", name, "--for", "value", "-q"]);
    assert!(
        tuned.contains("# two curvatures") && tuned.contains("# too small"),
        "{tuned}"
    );
    let report = json(&["tune", name, "--for", "value", "--format", "json", "-q"]);
    let rate = report["optimizers"][0]["hyper"]["lr"]
        .as_f64()
        .expect("a rate");
    assert!((rate / (2.0 / 31.0) - 1.0).abs() < 0.02, "{rate}");
    let spent = report["optimizers"][0]["evaluations"]
        .as_u64()
        .expect("a number");
    let budget = report["budget"].as_u64().expect("a number");
    assert!(spent <= budget + 200, "{spent} of {budget}");
    // No command writes over the scene it reads.
    refused(&["tune", name, "-o", name]);
}

#[test]
fn a_tuned_heavy_ball_is_the_optimal_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("narrow.toml");
    let text = "start = [1.0, 1.0]\n[objective]\nformula = \"x^2/2 + 50*y^2\"\n\
                [view]\nx = [-2, 2]\ny = [-2, 2]\n[run]\nsteps = 300\n\
                [[optimizer]]\nkind = \"momentum\"\nlr = 0.01\nmomentum = 0.5\n";
    fs::write(&file, text).expect("a file");
    let name = file.to_str().expect("a name");
    let arguments = [
        "tune", name, "--values", "all", "--for", "value", "--format", "json",
    ];
    let hyper = &json(&arguments)["optimizers"][0]["hyper"];
    // Polyak 1964: (2/(√L + √μ))² and ((√κ − 1)/(√κ + 1))² for curvatures 1 and 100.
    for (key, best) in [("lr", 4.0 / 121.0), ("momentum", 81.0 / 121.0)] {
        let found = hyper[key].as_f64().expect("a number");
        assert!(
            (found / best - 1.0).abs() < 0.03,
            "{key} {found} for {best}"
        );
    }
}

#[test]
fn a_formula_stands_in_for_a_scene() {
    let csv = printed(&[
        "run",
        "--formula",
        "x^2 + 3*y^2",
        "--format",
        "csv",
        "--steps",
        "2",
    ]);
    assert_eq!(rows(&csv).len(), 5 * 3);
    let told = program(&["check", "--formula", "x**2"])
        .assert()
        .code(1)
        .get_output()
        .clone();
    let told = String::from_utf8(told.stderr).expect("errors are text");
    assert!(told.contains("write `x^2`"), "{told}");
    refused(&["run", "ravine", "--formula", "x"]);
}

#[test]
fn analyses_are_drawn_and_carry_their_scene() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| {
        folder
            .path()
            .join(name)
            .to_str()
            .expect("a name")
            .to_owned()
    };
    for arguments in [
        &["sweep", "ravine", "--vary", "*.lr=1e-3..1:20"][..],
        &[
            "sweep",
            "ravine",
            "--vary",
            "Momentum.lr=0.01..0.3:9",
            "--vary",
            "kappa=5..50:7",
        ],
        &[
            "basins",
            "himmelblau",
            "--size",
            "12x10",
            "--optimizer",
            "Momentum",
        ],
        &["spectrum", "ravine"],
    ] {
        let (png, svg) = (place("a.png"), place("a.svg"));
        for file in [&png, &svg] {
            program(&[arguments, &["-o", file]].concat())
                .assert()
                .success();
        }
        let picture = fs::read_to_string(&svg).expect("an SVG");
        assert!(picture.contains("class=\"plot\""), "{arguments:?}");
        let table = printed(&["run", &png]);
        assert_eq!(table, printed(&["run", arguments[1]]));
    }
}

#[test]
fn the_runs_of_an_ensemble_are_runs_like_any_other() {
    let all = printed(&[
        "run", "noise", "--steps", "20", "--seeds", "3", "--format", "csv",
    ]);
    for seed in ["3", "4", "5"] {
        let alone = printed(&[
            "run", "noise", "--steps", "20", "--seed", seed, "--format", "csv",
        ]);
        let ending = format!(",-4,2,{seed}");
        let of_seed = all.lines().filter_map(|row| row.strip_suffix(&ending));
        assert!(of_seed.eq(alone.lines().skip(1)), "seed {seed}");
    }
    let all = printed(&[
        "run",
        "himmelblau",
        "--steps",
        "5",
        "--starts",
        "3x2",
        "--format",
        "csv",
    ]);
    let alone = printed(&[
        "run",
        "himmelblau",
        "--steps",
        "5",
        "--set",
        "start=0,2.5",
        "--format",
        "csv",
    ]);
    let of_start = all.lines().filter_map(|row| row.strip_suffix(",0,2.5,1"));
    let of_start: Vec<&str> = of_start.filter(|row| !row.contains("moved")).collect();
    let alone: Vec<&str> = alone
        .lines()
        .skip(1)
        .filter(|row| !row.contains("moved"))
        .collect();
    assert_eq!(of_start, alone);
}

#[test]
fn an_ensemble_says_how_its_runs_end() {
    let found = json(&[
        "run",
        "himmelblau",
        "--starts",
        "4",
        "--seeds",
        "2",
        "--format",
        "json",
    ]);
    let runs = found["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 4 * 2 * 7);
    assert_eq!(
        (&runs[0]["seed"], &runs[7]["seed"]),
        (&Value::from(1), &Value::from(2))
    );
    assert_eq!(runs[0]["start"], runs[7]["start"]);
    assert_ne!(runs[0]["start"], runs[14]["start"]);
    let table = printed(&["run", "sphere", "--set", "start=1,1", "--starts", "9"]);
    assert!(
        table.lines().nth(1).is_some_and(|row| row.contains(" 9 ")),
        "{table}"
    );
    let threads = |count| printed(&["run", "noise", "--seeds", "8", "--threads", count]);
    assert_eq!(threads("1"), threads("3"));
    assert!(refused(&["run", "ravine", "--starts", "200x200"]).contains("fewer starts"));
    assert!(refused(&["run", "ravine", "--starts", "none"]).contains("such as `20`"));
}
