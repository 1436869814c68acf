//! Objectives that name files: tables and sampled landscapes.

use descent_tui::math::Vec2;
use descent_tui::scene::{Files, RecordedPath, Scene, parse, updated};

/// Files of these tests, by name.
struct Texts(&'static [(&'static str, &'static str)]);

impl Files for Texts {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        let text = found.map(|(_, text)| text.as_bytes().to_vec());
        text.ok_or_else(|| format!("cannot read `beside/{name}`: there is no such file"))
    }
}

const FILES: Texts = Texts(&[
    ("hours.csv", "hours,score\n1,2\n2,4\n3,6\n"),
    ("bad.csv", "hours,score\n1,2\n2,four\n"),
    ("plane.csv", "x,y,value\n0,0,0\n1,0,1\n0,2,2\n1,2,3\n"),
    ("hole.csv", "x,y,value\n0,0,0\n1,0,1\n0,2,2\n"),
    ("sgd.csv", "x,y\n0,1\n2,3\n4,5\n"),
    (
        "adam.csv",
        "step,note,x,y,value\n5,a,0,1,9\n10,\"b,c\",2,3,8.5\n20,,4,5,7\n",
    ),
    ("two.csv", "step,x,y\n0,1,1\n1,2,2\n0,1,1\n"),
    ("half.csv", "step,x,z,value\n0.5,1,1,\n1,a,1,2\n"),
    ("empty.csv", "x,y\n"),
]);

fn read(objective: &str) -> Result<Scene, String> {
    parse("scene.toml", objective, &FILES).map_err(|mistakes| mistakes.to_string())
}

#[test]
fn a_model_is_fitted_to_a_table() {
    let scene = read(
        "[objective.data]\nfile = \"hours.csv\"\nmodel = \"w*hours + b\"\ntarget = \"score\"\n\
         weights = [\"w\", \"b\"]\n",
    )
    .unwrap();
    assert_eq!(scene.objective.value(Vec2::new(2.0, 0.0)), 0.0);
    assert_eq!(scene.objective.value(Vec2::new(2.0, 1.0)), 1.0);
}

#[test]
fn a_grid_brings_its_rectangle() {
    let scene = read("[objective]\ngrid = \"plane.csv\"\n").unwrap();
    assert_eq!((scene.view.x, scene.view.y), ([0.0, 1.0], [0.0, 2.0]));
    assert!((scene.objective.value(Vec2::new(0.5, 1.0)) - 1.5).abs() < 1e-12);
}

#[test]
fn mistakes_of_files_and_names_are_shown_where_the_scene_names_them() {
    let shown = [
        "[objective.data]\nfile = \"none.csv\"\nmodel = \"w*hours + b\"\ntarget = \"score\"\nweights = [\"w\", \"b\"]\n",
        "[objective.data]\nfile = \"bad.csv\"\nmodel = \"w*hours + b\"\ntarget = \"score\"\nweights = [\"w\", \"b\"]\n",
        "[objective.data]\nfile = \"hours.csv\"\nmodel = \"w*hous + b\"\ntarget = \"scor\"\nweights = [\"w\", \"b\"]\nbatch = 0\nloss = \"square\"\n",
        "[objective.data]\nfile = \"hours.csv\"\nmodel = \"w*z + b\"\ntarget = \"score\"\nweights = [\"w\", \"hours\"]\n[objective.where]\nz = \"hours + q\"\n",
        "[objective.data]\nfile = \"hours.csv\"\nweights = \"w\"\nrows = 3\n",
        "[objective]\ngrid = \"hole.csv\"\nx = [0, 1]\n[objective.parameters]\na = 1\n",
        "[objective]\ngrid = \"none.npy\"\nx = [1, 0]\n",
        "[objective]\ndata = \"hours.csv\"\n",
    ]
    .map(|text| read(text).map(|_| ()).unwrap_err());
    insta::assert_snapshot!(shown.join("\n----\n\n"));
}

const BOWL: &str = "[objective]\nformula = \"x^2 + y^2\"\n";

#[test]
fn recorded_paths_have_steps_and_values_of_their_own_or_none() {
    let text = format!(
        "{BOWL}[[path]]\nfile = \"sgd.csv\"\n[[path]]\nfile = \"adam.csv\"\nlabel = \"Adam, \\u0007\"\ncolor = \"#e69f00\"\n"
    );
    let scene = read(&text).unwrap();
    let [sgd, adam] = &scene.paths[..] else {
        panic!("two paths: {:?}", scene.paths);
    };
    let points = |path: &RecordedPath| -> Vec<(u32, f64, f64, Option<f64>)> {
        let points = path.points.iter();
        points
            .map(|point| (point.step, point.at.x, point.at.y, point.value))
            .collect()
    };
    assert_eq!((sgd.label.as_str(), sgd.color), ("sgd", None));
    assert_eq!(
        points(sgd),
        [
            (0, 0.0, 1.0, None),
            (1, 2.0, 3.0, None),
            (2, 4.0, 5.0, None)
        ]
    );
    assert_eq!(
        (adam.label.as_str(), adam.color),
        ("Adam, \\u{7}", Some([0xe6, 0x9f, 0]))
    );
    assert_eq!(
        points(adam),
        [
            (5, 0.0, 1.0, Some(9.0)),
            (10, 2.0, 3.0, Some(8.5)),
            (20, 4.0, 5.0, Some(7.0))
        ]
    );
    let reached = [0, 4, 5, 19, 20, 1000].map(|step| adam.until(step).len());
    assert_eq!(reached, [0, 0, 1, 2, 3, 3]);

    let mut changed = scene.clone();
    changed.assign("steps=7").unwrap();
    let after = updated(&text, &changed, &FILES).unwrap();
    assert_eq!(read(&after).unwrap().paths, scene.paths);
}

#[test]
fn mistakes_of_recorded_paths_are_located() {
    let shown = [
        "[[path]]\nlabel = \"\"\n",
        "[[path]]\nfile = \"gone.csv\"\ncolour = \"red\"\n",
        "[[path]]\nfile = \"two.csv\"\n",
        "[[path]]\nfile = \"half.csv\"\ncolor = \"red\"\n",
        "[[path]]\nfile = \"empty.csv\"\n",
        "[[path]]\nfile = \"sgd.csv\"\n[[path]]\nfile = \"sgd.csv\"\n",
        "[path]\nfile = \"sgd.csv\"\n",
    ]
    .map(|text| read(&format!("{BOWL}{text}")).map(|_| ()).unwrap_err());
    insta::assert_snapshot!(shown.join("\n----\n\n"));
}
