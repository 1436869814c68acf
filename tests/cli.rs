//! The program as a shell sees it: arguments, results, streams and exit statuses.

use std::fs;

use assert_cmd::Command;
use descent_tui::scene::open;
use descent_tui::simulation::simulate_one;
use serde_json::Value;

fn program(arguments: &[&str]) -> Command {
    let mut command =
        Command::cargo_bin("descent-tui").expect("the program is built with its tests");
    command.args(arguments).env_remove("NO_COLOR");
    command
}

/// What the program prints; it must succeed.
fn printed(arguments: &[&str]) -> String {
    let output = program(arguments).assert().success().get_output().clone();
    String::from_utf8(output.stdout).expect("results are text")
}

/// What the program prints, as JSON.
fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).expect("results are JSON")
}

/// What the program says on standard error when it fails with this status, having printed nothing.
fn refused(arguments: &[&str], status: i32) -> String {
    let output = program(arguments)
        .assert()
        .code(status)
        .get_output()
        .clone();
    assert_eq!(output.stdout, b"", "{arguments:?} prints a result");
    String::from_utf8(output.stderr).expect("errors are text")
}

#[test]
fn run_prints_a_table_csv_or_json() {
    let table = printed(&["run", "ravine"]);
    assert!(table.starts_with("optimizer "), "{table}");
    assert_eq!(table.lines().count(), 6);
    let csv = printed(&["run", "ravine", "--format", "csv", "--steps", "3"]);
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some("optimizer,step,x,y,value,grad_x,grad_y,lr")
    );
    assert!(
        lines
            .next()
            .is_some_and(|line| line.starts_with("Gradient descent,0,-9,1,"))
    );
    assert_eq!(csv.lines().count(), 1 + 5 * 4);
    let run = json(&["run", "ravine", "--format", "json", "--seed", "5"]);
    assert_eq!(run["format"], 1);
    assert_eq!(run["scene"]["seed"], 5);
    assert_eq!(run["scene"]["parameters"]["kappa"], 20.0);
    assert_eq!(run["runs"][0]["hyper"]["lr"], 0.098);
    assert_eq!(run["runs"][0]["path"].as_array().map(Vec::len), Some(61));
    assert_eq!(run["runs"][1]["metrics"]["settled"], 15);
}

#[test]
fn numbers_read_back_to_the_same_bits() {
    let csv = printed(&["run", "beale", "--format", "csv"]);
    let path = simulate_one(&open("beale").expect("a built-in scene"), 0);
    for (line, point) in csv.lines().skip(1).zip(&path.points) {
        let x: f64 = line
            .split(',')
            .nth(2)
            .and_then(|x| x.parse().ok())
            .expect("a number");
        assert_eq!(x.to_bits(), point.x.to_bits());
    }
}

#[test]
fn a_run_that_diverges_has_no_rows_past_its_end_and_no_number_that_is_none() {
    let run = json(&["run", "ravine", "--set", "gd.lr=5", "--format", "json"]);
    let path = run["runs"][0]["path"].as_array().expect("a path");
    assert_eq!(run["runs"][0]["status"], "diverged");
    assert_eq!(
        run["runs"][0]["steps"].as_u64(),
        Some(path.len() as u64 - 1)
    );
    assert!(path.iter().all(|point| point[2].is_number()));
}

#[test]
fn settings_change_the_run_in_whatever_order() {
    let set = [
        "run",
        "ravine",
        "--format",
        "json",
        "--set",
        "Adam.lr=0.2",
        "--set",
        "start=-1.5,2",
    ];
    let run = json(
        &[
            &set[..],
            &["--set", "kappa=3", "--set", "noise=0.5", "--steps", "4"],
        ]
        .concat(),
    );
    assert_eq!(run["runs"][4]["hyper"]["lr"], 0.2);
    assert_eq!(run["scene"]["start"][0], -1.5);
    assert_eq!(run["scene"]["steps"], 4);
}

#[test]
fn wrong_settings_are_told_all_at_once() {
    let said = refused(
        &[
            "run",
            "ravine",
            "--set",
            "kapa=1",
            "--set",
            "Adam.lr=-1",
            "--steps",
            "2000000",
        ],
        2,
    );
    for word in ["did you mean `kappa`", "at least 0", "1000000"] {
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn eval_takes_points_with_a_minus_as_they_are() {
    let all = json(&[
        "eval",
        "ravine",
        "--at",
        "-1.2,0.5",
        "3,4",
        "--at",
        "-.5,-1e-3",
        "--format",
        "json",
    ]);
    let points = all["points"].as_array().expect("points");
    assert_eq!(points.len(), 3);
    assert_eq!(points[0]["at"][0], -1.2);
    assert_eq!(points[2]["at"][1], -1e-3);
    assert_eq!(points[0]["gradient"][1], 10.0);
    assert_eq!(points[0]["hessian"][1][1], 20.0);
}

#[test]
fn what_is_not_finite_is_null_in_json() {
    let scene = "[objective]\nformula = \"ln(x) + y\"\n";
    let mut command = program(&["eval", "-", "--at", "-1,0", "--format", "json"]);
    let output = command
        .write_stdin(scene)
        .assert()
        .success()
        .get_output()
        .clone();
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(all["points"][0]["value"], Value::Null);
}

#[test]
fn check_tells_the_mistakes_of_all_files_and_fails_if_there_are_any() {
    assert_eq!(printed(&["check", "ravine"]), "ravine: no mistakes\n");
    assert_eq!(printed(&["check", "ravine", "-q"]), "");
    let output = program(&[
        "check",
        "tests/broken/cycle.toml",
        "narrow",
        "tests/broken/labels.toml",
    ])
    .assert()
    .code(1)
    .get_output()
    .clone();
    let said = String::from_utf8(output.stderr).expect("errors are text");
    assert!(said.contains("tests/broken/cycle.toml:5:6:"), "{said}");
    assert!(said.contains("tests/broken/labels.toml:10:9:"), "{said}");
    assert_eq!(output.stdout, b"narrow: no mistakes\n");
}

#[test]
fn missing_scenes_name_the_nearest() {
    let said = refused(&["run", "ravin"], 1);
    assert!(said.contains("did you mean `ravine`?"), "{said}");
    let said = refused(&["run", "scenes/ravin.toml"], 1);
    assert!(
        said.contains("did you mean `scenes/ravine.toml`?"),
        "{said}"
    );
    assert!(refused(&["run", "src"], 1).contains("it is a folder"));
}

#[test]
fn lists_name_and_sum_up() {
    let optimizers = json(&["list", "optimizers", "--format", "json"]);
    for optimizer in optimizers.as_array().expect("an array") {
        for key in ["name", "summary", "display", "source"] {
            assert!(
                optimizer[key].as_str().is_some_and(|text| !text.is_empty()),
                "{optimizer}"
            );
        }
        for hyper in optimizer["hyper"].as_array().expect("an array") {
            assert!(
                hyper["scale"].is_string() && !hyper["default"].is_null(),
                "{hyper}"
            );
        }
    }
    let scenes = json(&["list", "scenes", "--format", "json"]);
    assert_eq!(scenes[0]["name"], "ravine");
    assert!(printed(&["list", "scenes"]).contains("himmelblau"));
    assert!(printed(&["list", "keys"]).contains("toggle-play"));
    assert!(printed(&["list", "themes"]).contains("dark"));
}

#[test]
fn functions_are_listed_opened_and_explained() {
    let functions = json(&["list", "functions", "--format", "json"]);
    let functions = functions.as_array().expect("an array");
    assert!(functions.len() > 50);
    for function in functions {
        assert!(
            function["formula"].is_string() && function["view"]["x"].is_array(),
            "{function}"
        );
        for minimum in function["minima"].as_array().expect("an array") {
            assert!(
                minimum["at"].is_array() && minimum["value"].is_number(),
                "{function}"
            );
        }
    }
    let run = json(&["run", "booth", "--steps", "5", "--format", "json"]);
    assert_eq!(run["runs"].as_array().map(Vec::len), Some(5));
    assert!(printed(&["explain", "booth"]).contains("(1, 3)"));
    assert!(refused(&["run", "boooth"], 1).contains("did you mean `booth`?"));
}

#[test]
fn explain_knows_kinds_aliases_hyper_parameters_schedules_and_modifiers() {
    for (name, word) in [
        ("adam", "β₁"),
        ("SGD", "Gradient descent"),
        ("beta1", "adam"),
        ("cosine", "period"),
        ("lookahead", "alpha"),
        ("muon", "matrix"),
        ("SparseAdam", "components"),
        ("barzilai–borwein", "curvature"),
        ("Snowy valley", "kappa"),
        ("period", "schedule cosine"),
        ("ρ", "modifier sam"),
        ("momentum", "nesterov"),
    ] {
        assert!(printed(&["explain", name]).contains(word), "{name}");
    }
    for (wrong, meant) in [
        ("adma", "adam"),
        ("rosenbrok", "rosenbrock"),
        ("beta5", "beta"),
    ] {
        assert!(refused(&["explain", wrong], 1).contains(&format!("did you mean `{meant}")));
    }
    assert!(refused(&["explain", "?"], 1).contains("show what there is"));
}

#[test]
fn explain_knows_everything_that_is_listed_by_each_of_its_names() {
    let names = |list: &str, keys: &[&str]| -> Vec<String> {
        let listed = json(&["list", list, "--format", "json"]);
        let each = listed.as_array().expect("an array").iter();
        let fields = each.flat_map(|one| keys.iter().map(|key| one[*key].clone()));
        fields
            .flat_map(|field| match field {
                serde_json::Value::Array(many) => many,
                one => vec![one],
            })
            .map(|field| {
                field["name"]
                    .as_str()
                    .or(field.as_str())
                    .expect("a name")
                    .to_owned()
            })
            .collect()
    };
    let mut all = names("optimizers", &["name", "display", "aliases", "hyper"]);
    all.extend(names("functions", &["name", "title", "aliases"]));
    all.sort();
    all.dedup();
    assert!(all.len() > 250);
    for name in all {
        assert!(!printed(&["explain", &name]).is_empty(), "{name}");
    }
}

#[test]
fn explain_tells_all_that_has_a_name_and_what_scenes_say() {
    for section in descent_tui::scene::REFERENCE {
        for key in section.keys {
            let told = printed(&["explain", key.name]);
            let path = format!("{}.{}", section.path, key.name);
            let alone = printed(&["explain", path.trim_start_matches('.')]);
            let is_table = descent_tui::scene::REFERENCE
                .iter()
                .any(|other| other.path.ends_with(key.name));
            for text in [told, alone] {
                assert!(is_table || text.contains(key.doc), "{}: {text}", key.name);
            }
        }
    }
    let plateau = printed(&["explain", "plateau"]);
    assert!(plateau.contains("J = 1 - exp") && plateau.contains("patience"));
    let logistic = printed(&["explain", "logistic"]);
    assert!(logistic.contains("ln(1 + exp(p)) − t·p"), "{logistic}");
}

#[test]
fn new_writes_a_good_scene_and_never_over_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.toml");
    let file = path.to_str().expect("a path of text");
    program(&["new", file]).assert().success();
    program(&["check", file]).assert().success();
    let booth = folder.path().join("booth.toml");
    let booth = booth.to_str().expect("a path of text");
    for function in ["ackley", "adjiman", "monkey-saddle"] {
        program(&["new", booth, "--function", function])
            .assert()
            .success();
        program(&["check", booth]).assert().success();
        let text = fs::read_to_string(booth).expect("it was written");
        assert!(text.contains("# where every optimizer starts"), "{text}");
        fs::remove_file(booth).expect("it is there");
    }
    let before = fs::read(&path).expect("it was written");
    assert!(refused(&["new", file], 1).contains("exists already"));
    assert_eq!(fs::read(&path).expect("it is still there"), before);
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("paths.csv");
    let file = path.to_str().expect("a path of text");
    assert_eq!(printed(&["run", "ravine", "-o", file]), "");
    let written = fs::read_to_string(&path).expect("it was written");
    assert!(
        written.starts_with("optimizer,step,"),
        "the ending chooses the form"
    );
    assert_eq!(
        fs::read_dir(folder.path()).expect("a folder").count(),
        1,
        "nothing is left beside it"
    );
    let nowhere = folder.path().join("none").join("paths.csv");
    let said = refused(
        &[
            "run",
            "ravine",
            "-o",
            nowhere.to_str().expect("a path of text"),
        ],
        1,
    );
    assert!(said.contains("cannot write"), "{said}");
}

#[test]
fn the_help_of_every_command_has_examples_that_work() {
    let commands = "run render eval check list explain new completions man";
    for command in commands.split(' ') {
        let help = printed(&[command, "--help"]);
        assert!(help.contains("Options of every command:"), "{help}");
        let examples = help
            .lines()
            .filter_map(|line| line.strip_prefix("  descent-tui "));
        let examples: Vec<&str> = examples.collect();
        assert!(!examples.is_empty(), "{help}");
        let folder = tempfile::tempdir().expect("a folder");
        for example in examples {
            assert!(example.starts_with(command), "{example}");
            let words: Vec<&str> = example.split(' ').collect();
            program(&words)
                .current_dir(folder.path())
                .assert()
                .success();
        }
    }
}

#[test]
fn a_wrong_command_line_is_status_two() {
    for arguments in [
        &["run", "ravine", "--format", "xml"][..],
        &["run", "ravine", "--no-such-option"],
        &["eval", "ravine", "--at", "1"],
        &["eval", "ravine", "--at", "1,x"],
        &["check"],
        &["list", "planets"],
        &["run", "ravine", "-q", "-v"],
    ] {
        refused(arguments, 2);
    }
}

#[test]
fn without_a_terminal_the_program_names_what_does_without() {
    let said = refused(&["ravine"], 1);
    assert!(
        said.contains("no terminal") && said.contains("descent-tui run"),
        "{said}"
    );
}

#[test]
fn help_and_version_are_results() {
    assert!(printed(&["--help"]).contains("Usage:"));
    assert!(printed(&["run", "--help"]).contains("--set"));
    assert!(printed(&["--version"]).starts_with("descent-tui "));
}

#[test]
fn completions_and_the_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        assert!(
            script.contains("explain") && script.contains("steps"),
            "{shell}"
        );
    }
    let manual = printed(&["man"]);
    for word in [".TH", "SH RUN", "SH EVAL", "SH EXPLAIN", "NAME=VALUE"] {
        assert!(manual.contains(word), "{word}");
    }
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_the_program_quietly() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("descent-tui"))
        .args(["run", "ravine", "--format", "csv", "--steps", "100000"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success());
    assert_eq!(output.stderr, b"");
}

#[test]
fn a_mistyped_command_names_the_nearest_one() {
    for (word, command) in [
        ("evl", "eval"),
        ("chek", "check"),
        ("lst", "list"),
        ("explan", "explain"),
    ] {
        for more in [&[][..], &["ravine"], &["ravine", "--at", "1,1"]] {
            let arguments: Vec<&str> = [word].iter().chain(more).copied().collect();
            let output = program(&arguments).assert().failure().get_output().clone();
            let told = String::from_utf8(output.stderr).expect("errors are text");
            let meant = format!("did you mean `descent-tui {command}`?");
            assert!(told.contains(&meant), "{arguments:?}: {told}");
        }
    }
    let told = refused(&["run", "ravin"], 1);
    assert!(
        told.contains("`ravine`") && !told.contains("descent-tui run"),
        "{told}"
    );
}

#[test]
fn a_scene_and_a_function_of_one_name_have_a_spelling_each() {
    let at = ["--at", "0.5,1", "--format", "json"];
    let values = ["network", "scene:network", "function:network"].map(|name| {
        let evaluated = json(&[&["eval", name][..], &at].concat());
        evaluated["points"][0]["value"].clone()
    });
    assert_eq!(values[0], values[1]);
    assert_ne!(values[0], values[2]);
    let told = printed(&["explain", "network"]);
    assert!(
        told.contains("function:network") && told.contains("also a scene"),
        "{told}"
    );
    assert!(printed(&["explain", "erf"]).contains("error function"));
}

#[test]
fn neighbours_that_differ_look_different_in_the_table() {
    let scene = "[objective]\nformula = \"123456.7 + 1e-4*(x^2 + 10*y^2)\"\n\
                 [[optimizer]]\nkind = \"gd\"\nlr = 100\n[[optimizer]]\nkind = \"momentum\"\nlr = 50\n\
                 [[optimizer]]\nkind = \"adam\"\nlr = 0.01\n";
    let output = program(&["run", "-", "--steps", "20"])
        .write_stdin(scene)
        .assert()
        .success()
        .get_output()
        .clone();
    let table = String::from_utf8(output.stdout).expect("results are text");
    let column = table
        .lines()
        .next()
        .and_then(|line| line.find("final value"));
    let column = column.expect("a column of values");
    let values: Vec<&str> = table
        .lines()
        .skip(1)
        .map(|line| line[column..column + 11].trim())
        .collect();
    let different: std::collections::HashSet<&&str> = values.iter().collect();
    assert_eq!(different.len(), 3, "{table}");
}

#[test]
fn check_computes_what_captions_claim() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ravine.toml");
    let text = fs::read_to_string("scenes/ravine.toml").expect("a scene");
    fs::write(&path, &text).expect("a file");
    let name = path.to_str().expect("a name");
    assert!(printed(&["check", name]).contains("no mistakes"));
    fs::write(&path, text.replace("waste < 0.85", "waste < 0.5")).expect("a file");
    let said = refused(&["check", name], 1);
    assert!(
        said.contains("ravine.toml:4:5") && said.contains("< 0.5"),
        "{said}"
    );
}

#[test]
fn a_result_never_takes_the_place_of_what_it_is_made_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let table = "x,y,value\n0,0,0\n1,0,1\n0,2,2\n1,2,3\n";
    fs::write(at("plane.csv"), table).expect("a table");
    let text = "[objective]\ngrid = \"plane.csv\"\n[[optimizer]]\nkind = \"gd\"\n";
    fs::write(at("s.toml"), text).expect("a scene");
    let scene = at("s.toml");
    for (arguments, says) in [
        (["run", &scene, "-o", &scene], "writes no `.toml`"),
        (
            ["run", &scene, "-o", &at("./plane.csv")],
            "is a file that the scene reads",
        ),
        (
            ["eval", &scene, "-o", &at("plane.csv")],
            "is a file that the scene reads",
        ),
        (
            ["run", &scene, "-o", &at("x.svg")],
            "`descent-tui render` writes `.svg`",
        ),
        (
            ["eval", &scene, "-o", &at("x.GIF")],
            "`descent-tui render` writes `.gif`",
        ),
        (
            ["run", &scene, "-o", &at("x.tsv")],
            "`run` writes .csv .json .txt",
        ),
        (
            ["render", &scene, "-o", &at("x.csv")],
            "`descent-tui run` writes `.csv`",
        ),
    ] {
        let said = refused(&arguments, 2);
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
    let same = refused(&["run", &scene, "--format", "csv", "-o", &scene], 2);
    assert!(same.contains("is the scene itself"), "{same}");
    assert_eq!(fs::read_to_string(&scene).expect("it is there"), text);
    assert_eq!(
        fs::read_to_string(at("plane.csv")).expect("it is there"),
        table
    );
    assert!(refused(&["explain", "adam", "-o", &at("x.png")], 2).contains("render"));
    assert!(refused(&["list", "scenes", "-o", &at("x.csv")], 2).contains("run"));
    printed(&["list", "scenes", "-o", &at("scenes.json")]);
    let list = fs::read_to_string(at("scenes.json")).expect("a list");
    assert!(list.starts_with('['), "the ending chooses the form");
    assert_eq!(
        printed(&["run", &scene, "--format", "csv", "-o", &at("x.data")]),
        ""
    );
}

/// What the program says where a run that writes a table fails, after a shell has done this in a folder.
#[cfg(unix)]
fn fails_after(preparation: &str, folder: &std::path::Path) -> String {
    let binary = assert_cmd::cargo::cargo_bin("descent-tui");
    let script = format!(
        "{preparation}; exec {} run ravine -o paths.csv",
        binary.display()
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).current_dir(folder);
    let output = shell.assert().code(1).get_output().clone();
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[cfg(unix)]
#[test]
fn a_limit_of_file_sizes_is_an_error_that_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = fails_after("ulimit -f 0", folder.path());
    assert!(said.contains("larger than files may be here"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_was_removed_is_called_that() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = fails_after("mkdir gone; cd gone; rmdir ../gone", folder.path());
    assert!(said.contains("the current folder was removed"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_and_what_never_ends() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(OsStr::from_bytes(b"\xff.toml"));
    fs::write(&path, "[objective]\nfunction = \"sphere\"\n").expect("a scene");
    for command in ["run", "check"] {
        program(&[command]).arg(&path).assert().success();
    }
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    for (name, says) in [
        ("/dev/zero", "it is a device, not a file"),
        (
            pipe.to_str().expect("text"),
            "a pipe that no one writes to and closes",
        ),
    ] {
        let said = refused(&["run", name], 1);
        assert!(said.contains(says), "{name}: {said}");
    }
    let scene = folder.path().join("s.toml");
    fs::write(&scene, "[objective]\ngrid = \"/dev/zero\"\n").expect("a scene");
    let said = refused(&["check", scene.to_str().expect("text")], 1);
    assert!(said.contains("it is a device, not a file"), "{said}");
}

#[test]
fn rules_of_ones_own_and_views_are_explained() {
    let rules = printed(&["explain", "own"]);
    assert!(rules.contains("kind = \"own\"") && rules.contains("on the first step"));
    assert!(printed(&["explain", "phase"]).contains("position against velocity"));
    let views = json(&["list", "views", "--format", "json"]);
    assert_eq!(views[0]["name"], "map");
}

#[test]
fn lessons_are_listed_checked_and_given_in_a_terminal_only() {
    let listed: serde_json::Value =
        serde_json::from_str(&printed(&["list", "lessons", "--format", "json"])).expect("JSON");
    let names: Vec<&str> = listed
        .as_array()
        .expect("an array")
        .iter()
        .map(|lesson| lesson["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names.len(), 5);
    for name in &names {
        assert!(printed(&["check", name]).contains("no mistakes"), "{name}");
        assert!(refused(&["lesson", name], 1).contains("no terminal"));
    }
    assert!(refused(&["lesson", "snowy-pat"], 1).contains("did you mean `snowy-path`?"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("false.toml");
    let text =
        "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nstep = 10\nexpect = [\"Adam.value < 0\"]\n";
    fs::write(&path, text).expect("a folder to write in");
    let told = refused(&["check", path.to_str().expect("a path of text")], 1);
    assert!(told.contains("the paths do not show this"), "{told}");
    assert!(told.contains("false.toml:5:"), "{told}");
}

#[test]
fn options_may_stand_before_the_command() {
    let plain = printed(&["run", "ravine"]);
    for before in [
        &["--theme", "light"][..],
        &["-q"],
        &["--steps", "60"],
        &["--color=never", "--seed", "1"],
    ] {
        let arguments = [before, &["run", "ravine"]].concat();
        assert_eq!(printed(&arguments), plain, "{before:?}");
    }
}
