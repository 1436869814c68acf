//! What `render` cannot do, it says with what it can.

use std::fs;

use super::{folder, program};

#[test]
fn each_with_where_and_what_to_do() {
    let (_guard, folder) = folder();
    fs::copy("scenes/ravine.toml", folder.join("own.toml"))
        .or_else(|_| {
            fs::write(
                folder.join("own.toml"),
                "[objective]\nformula = \"x^2 + y^2\"\n",
            )
            .map(|()| 0)
        })
        .expect("a scene");
    for (arguments, said) in [
        (&["ravine", "-o", "a.bmp"][..], ".png .svg .gif"),
        (&["ravine", "-o", "picture"], "an ending says the format"),
        (&["ravine"], "--format png"),
        (
            &["ravine", "-o", "a.png", "--step", "61"],
            "the scene has 60 steps",
        ),
        (&["ravine", "-o", "a.png", "--step", "first"], "`end`"),
        (
            &["ravine", "-o", "a.png", "--show", "Adm"],
            "did you mean `Adam`?",
        ),
        (&["ravine", "-o", "a.png", "--size", "10x10"], "both sides"),
        (&["ravine", "-o", "a.png", "--size", "big"], "1200x800"),
        (&["ravine", "-o", "a.png", "--scale", "99"], "it lies from"),
        (&["ravine", "-o", "a.png", "--keys", "+ nokey"], "list keys"),
        (&["ravine", "-o", "a.gif", "--fps", "0"], "it lies from"),
        (
            &["own.toml", "-o", "own.toml", "--format", "svg"],
            "the scene itself",
        ),
    ] {
        let output = program(&folder, &[&["render"], arguments].concat())
            .assert()
            .code(2);
        let error = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(error.contains(said), "{arguments:?}: {error}");
    }
    let left: Vec<_> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["own.toml"], "nothing is left half written");
}
