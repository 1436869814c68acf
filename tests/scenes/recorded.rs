//! Recorded paths: what they may be written as, and how long a scene with some is.

use descent_tui::math::Vec2;
use descent_tui::scene::{Files, Scene, parse};

/// Files of these tests, by name.
struct Kept(Vec<(&'static str, Vec<u8>)>);

impl Files for Kept {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        let bytes = found.map(|(_, bytes)| bytes.clone());
        bytes.ok_or_else(|| format!("cannot read `{name}`"))
    }
}

/// An array as `numpy.save` writes it.
fn npy(shape: [usize; 2], numbers: &[f64]) -> Vec<u8> {
    let [rows, columns] = shape;
    let header =
        format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {columns}), }}\n");
    let length = (header.len() as u16).to_le_bytes();
    let data: Vec<u8> = numbers.iter().flat_map(|own| own.to_le_bytes()).collect();
    [
        b"\x93NUMPY\x01\x00",
        length.as_slice(),
        header.as_bytes(),
        data.as_slice(),
    ]
    .concat()
}

fn read(text: &str) -> Result<Scene, String> {
    let files = Kept(vec![
        ("path.npy", npy([2, 3], &[0.0, 1.0, 9.0, 2.0, 3.0, 8.0])),
        ("wide.npy", npy([1, 4], &[0.0; 4])),
        ("hole.npy", npy([2, 2], &[0.0, 1.0, f64::NAN, 2.0])),
        ("path.txt", b"# x y\n0 1\n2 3\n".to_vec()),
        ("loss.csv", b"step,loss,x,y\n0,9,0,1\n300,8,2,3\n".to_vec()),
        ("path.npz", b"PK\x03\x04\xff\xfe".to_vec()),
        ("matrix.txt", b"0.0 1.0\n2.0 3.0\n".to_vec()),
        (
            "table.csv",
            b"x,y,loss\n0,0,0\n1,0,1\n0,2,2\n1,2,3\n".to_vec(),
        ),
    ]);
    parse("scene.toml", text, &files).map_err(|mistakes| mistakes.to_string())
}

fn with_path(file: &str, more: &str) -> Result<Scene, String> {
    read(&format!(
        "[objective]\nfunction = \"sphere\"\n{more}[[path]]\nfile = \"{file}\"\n"
    ))
}

#[test]
fn a_path_may_be_an_array_or_numbers_alone() {
    for (file, values) in [
        ("path.npy", [Some(9.0), Some(8.0)]),
        ("path.txt", [None, None]),
    ] {
        let scene = with_path(file, "").unwrap();
        let points = &scene.paths[0].points;
        assert_eq!((points[0].step, points[1].step), (0, 1), "{file}");
        assert_eq!(points[1].at, Vec2::new(2.0, 3.0), "{file}");
        assert_eq!([points[0].value, points[1].value], values, "{file}");
    }
}

#[test]
fn training_calls_the_value_loss() {
    let scene = with_path("loss.csv", "").unwrap();
    let values = scene.paths[0].points.iter().map(|point| point.value);
    assert_eq!(values.collect::<Vec<_>>(), [Some(9.0), Some(8.0)]);
    let scene = read("[objective]\ngrid = \"table.csv\"\n").unwrap();
    assert_eq!(scene.objective.value(Vec2::new(1.0, 2.0)), 3.0);
}

#[test]
fn a_scene_is_as_long_as_the_longest_record_unless_it_says() {
    assert_eq!(with_path("loss.csv", "").unwrap().run.steps, 300);
    let short = with_path("loss.csv", "[run]\nsteps = 20\n").unwrap();
    assert_eq!(short.run.steps, 20);
    assert_eq!(short.paths[0].points.len(), 2);
}

#[test]
fn a_matrix_of_numbers_alone_is_a_grid() {
    let scene = read("[objective]\ngrid = \"matrix.txt\"\nx = [0, 4]\ny = [10, 20]\n").unwrap();
    assert_eq!(scene.objective.value(Vec2::new(4.0, 10.0)), 1.0);
    assert_eq!(scene.objective.value(Vec2::new(0.0, 20.0)), 2.0);
    let told = read("[objective]\ngrid = \"matrix.txt\"\nx = [0, 4]\n").unwrap_err();
    assert!(
        told.contains("a grid of numbers alone needs its range of `y`"),
        "{told}"
    );
}

#[test]
fn what_is_no_path_is_told() {
    for (file, says) in [
        ("wide.npy", "a path of 4 columns without names"),
        (
            "hole.npy",
            "row 2 of the path has a number that is not finite",
        ),
        ("path.npz", "the file is an archive"),
    ] {
        let told = with_path(file, "").unwrap_err();
        assert!(told.contains(says), "{file}: {told}");
    }
    let told = read("[objective]\ngrid = \"path.npz\"\nx = [0, 1]\ny = [0, 1]\n").unwrap_err();
    assert!(told.contains("an archive of arrays (`.npz`)"), "{told}");
}
