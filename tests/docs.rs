//! The pages of `docs` that are written from what the program declares. `UPDATE_DOCS=1 cargo test --test docs`
//! writes them anew.

#[path = "docs/functions.rs"]
mod functions;
#[path = "docs/keys.rs"]
mod keys;
#[path = "docs/links.rs"]
mod links;
#[path = "docs/markdown.rs"]
mod markdown;
#[path = "docs/optimizers.rs"]
mod optimizers;
#[path = "docs/scenes.rs"]
mod scenes;

use std::{env, fs};

/// Holds a page of `docs` to what the program says, or writes it where that is asked for.
fn hold(name: &str, page: &str) {
    let file = format!("docs/{name}.md");
    let page = format!(
        "<!-- From the program's declarations, by `UPDATE_DOCS=1 cargo test --test docs`. -->\n\n{page}"
    );
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, page).unwrap_or_else(|error| panic!("{file}: {error}"));
    } else {
        let written = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            written == page,
            "{file} is not what the program says: `UPDATE_DOCS=1 cargo test --test docs` writes it anew"
        );
    }
}

#[test]
fn optimizers() {
    hold("optimizers", &optimizers::page());
}

#[test]
fn functions() {
    hold("functions", &functions::page());
}

#[test]
fn keys() {
    hold("keys", &keys::page());
}

#[test]
fn scenes() {
    hold("scenes", &scenes::page());
}

/// The pictures of the docs are what the program draws, by the commands of the script that draws them.
#[test]
fn pictures() {
    let script = fs::read_to_string("docs/pictures/draw").expect("the script is there");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut drawn = 0;
    for line in script.lines() {
        let Some(arguments) = line
            .strip_prefix("draw ")
            .filter(|rest| rest.contains(" -o "))
        else {
            continue;
        };
        let mut words: Vec<String> = arguments.split_whitespace().map(str::to_owned).collect();
        let place = words
            .iter()
            .position(|word| word == "-o")
            .expect("it names a file")
            + 1;
        let kept = words[place].clone();
        let file = folder
            .path()
            .join(kept.rsplit('/').next().unwrap_or_default());
        words[place] = file.display().to_string();
        let mut command = assert_cmd::Command::cargo_bin("descent-tui").expect("the program");
        command.arg("render").args(&words).assert().success();
        let (new, old) = (
            fs::read(&file).expect("a picture"),
            fs::read(&kept).unwrap_or_default(),
        );
        assert!(
            new == old,
            "{kept} is not what the program draws: docs/pictures/draw makes it anew"
        );
        drawn += 1;
    }
    assert!(drawn > 3);
}

#[test]
fn every_link_leads_somewhere() {
    for page in links::pages() {
        let broken = links::broken_links(&page);
        assert!(broken.is_empty(), "{}: {broken:?}", page.display());
    }
}

#[test]
fn every_command_runs() {
    let count: usize = links::pages().iter().map(|page| links::run(page)).sum();
    assert!(count > 20, "{count}");
}

/// Every page of the docs stands in the book.
#[test]
fn the_book_has_every_page() {
    let summary = fs::read_to_string("docs/SUMMARY.md").expect("it is there");
    for page in links::pages() {
        let name = page
            .strip_prefix("docs")
            .ok()
            .and_then(|name| name.to_str());
        if let Some(name) = name.filter(|name| *name != "SUMMARY.md") {
            assert!(summary.contains(&format!("({name})")), "{name}");
        }
    }
}

/// The notebook's cells run one after the other, where there is a Python; what shows pictures is stood in for.
#[test]
fn the_notebook_runs() {
    const CELLS: &str = "import json, sys, types\n\
        shown = types.ModuleType('IPython.display')\n\
        shown.SVG = lambda text: print('SVG', text[:5])\n\
        shown.IFrame = lambda name, **size: print('page', open(name).read(15))\n\
        sys.modules['IPython'] = types.ModuleType('IPython')\n\
        sys.modules['IPython.display'] = shown\n\
        for cell in json.load(open(sys.argv[1]))['cells']:\n    \
            if cell['cell_type'] == 'code': exec(''.join(cell['source']), globals())\n";
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_descent-tui"));
    let folder = program.parent().expect("it lies in a folder");
    let path = env::var("PATH").unwrap_or_default();
    let notebook = fs::canonicalize("docs/examples/ravine.ipynb").expect("it is there");
    let somewhere = tempfile::tempdir().expect("there is room");
    let output = std::process::Command::new("python3")
        .args(["-c", CELLS])
        .arg(notebook)
        .current_dir(somewhere.path())
        .env("PATH", format!("{}:{path}", folder.display()))
        .output();
    let Ok(output) = output else { return };
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    for words in [
        "SVG <svg ",
        "Gradient descent",
        "80% wasted",
        "page <!doctype html>",
    ] {
        assert!(said.contains(words), "{words}\n{said}\n{error}");
    }
}

/// The programs in Python of the docs run, where there is a Python.
#[test]
fn every_python_example_runs() {
    let python = std::process::Command::new("python3")
        .arg("--version")
        .output();
    if python.is_err() {
        return;
    }
    let page = fs::read_to_string("docs/programs.md").expect("the page is there");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_descent-tui"));
    let folder = program.parent().expect("it lies in a folder");
    let path = format!(
        "{}:{}",
        folder.display(),
        env::var("PATH").unwrap_or_default()
    );
    let blocks = page.split("```python\n").skip(1);
    let blocks: Vec<&str> = blocks.filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let mut command = std::process::Command::new("python3");
        let output = command
            .args(["-c", block])
            .env("PATH", &path)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && !said.is_empty(),
            "{block}\n{error}"
        );
    }
}
