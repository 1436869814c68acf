//! Objectives that name files: tables and sampled landscapes.

use descent_tui::math::Vec2;
use descent_tui::scene::{Files, Scene, parse};

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
