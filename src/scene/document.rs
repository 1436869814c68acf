//! A scene's text and where it lies: what is opened, watched and saved.
//!
//! Knows what a scene was read from; nothing of what becomes of it.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::carried::{Attachment, Carried, carries_nothing};
use super::files::{Files, Folder, read_bounded_text, read_bytes, text_of};
use super::functions::find_function;
use super::lesson::{BuiltinLesson, Lesson, lessons};
use super::library::{BuiltinScene, Embedded, function_scene, unknown};
use super::{Scene, parse, parse_lesson, updated};
use crate::mistake::{Mistake, Mistakes, nearest};

/// A scene's text and where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name in mistakes: a file's path as the user gave it, or a built-in name.
    pub origin: String,
    /// The text.
    pub text: String,
    /// Where the text lies.
    pub place: Place,
}

/// Where a scene's text lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the file at this path.
    File(PathBuf),
    /// In the program.
    Builtin,
    /// Nowhere: it came from a stream.
    Stream,
    /// In a picture, which carries the files that it names, too; it is never written over.
    Picture(Vec<Attachment>),
}

impl Document {
    /// The document of this name: a file, a built-in scene, or a built-in function.
    ///
    /// # Errors
    /// Where it was looked for, or why it cannot be read.
    pub fn find(name: impl AsRef<Path>) -> Result<Self, Mistakes> {
        let path = name.as_ref();
        // What is not text can only be a file.
        let name = path.to_str().filter(|_| !path.is_file());
        name.map_or_else(|| Self::load(path), |name| Self::named(name, path))
    }

    fn named(name: &str, path: &Path) -> Result<Self, Mistakes> {
        // A name that both a scene and a function have means the scene, unless it says which.
        if let Some(meant) = name.strip_prefix("function:")
            && let Some(function) = find_function(meant)
        {
            return Ok(Self::builtin(meant, function_scene(function)));
        }
        let name = name.strip_prefix("scene:").unwrap_or(name);
        if let Some(scene) = BuiltinScene::find(name) {
            return Ok(Self::builtin(name, scene.text.to_owned()));
        }
        if let Some(function) = find_function(name) {
            return Ok(Self::builtin(name, function_scene(function)));
        }
        let is_path = path.extension().is_some() || path.components().count() > 1;
        if is_path || path.exists() {
            Self::load(path)
        } else {
            Err(unknown(name))
        }
    }

    /// A scene of this formula and nothing else.
    pub fn of_formula(formula: &str) -> Self {
        let text = toml_edit::Value::from(formula);
        Self {
            origin: "formula".to_owned(),
            text: format!("[objective]\nformula = {text}\n"),
            place: Place::Stream,
        }
    }

    /// The document in a file; what comes from a pipe can be read only once and so is of no file.
    ///
    /// # Errors
    /// Why the file cannot be read.
    pub fn load(path: &Path) -> Result<Self, Mistakes> {
        let origin = path.display().to_string();
        let bytes = read_bytes(path)?;
        if let Some(carried) = Carried::read(&bytes) {
            return match carried {
                Ok(carried) => Ok(carried.into_document(origin)),
                Err(reason) => Err(carries_nothing(&origin, &reason)),
            };
        }
        let text = text_of(&origin, bytes)?;
        let place = if path.is_file() {
            Place::File(path.to_path_buf())
        } else {
            Place::Stream
        };
        Ok(Self {
            origin,
            text,
            place,
        })
    }

    /// The document that comes from a stream, such as standard input; files that it names are looked
    /// for in the working directory.
    ///
    /// # Errors
    /// Why the stream cannot be read.
    pub fn read(origin: &str, stream: impl Read) -> Result<Self, Mistakes> {
        Ok(Self {
            origin: origin.to_owned(),
            text: read_bounded_text(origin, stream)?,
            place: Place::Stream,
        })
    }

    fn builtin(name: &str, text: String) -> Self {
        Self {
            origin: name.to_owned(),
            text,
            place: Place::Builtin,
        }
    }

    /// The checked scene.
    ///
    /// # Errors
    /// All the mistakes of the text.
    pub fn scene(&self) -> Result<Scene, Mistakes> {
        parse(&self.origin, &self.text, &*self.files())
    }

    /// The lesson of this name: a file or a built-in one.
    ///
    /// # Errors
    /// Where it was looked for, or why it cannot be read.
    pub fn find_lesson(name: impl AsRef<Path>) -> Result<Self, Mistakes> {
        let path = name.as_ref();
        let builtin = path.to_str().filter(|_| !path.is_file());
        match builtin.and_then(BuiltinLesson::find) {
            Some(lesson) => Ok(Self::builtin(lesson.name, lesson.text.to_owned())),
            None if path.extension().is_some() || path.exists() => Self::load(path),
            None => Err(unknown_lesson(&path.display().to_string())),
        }
    }

    /// The checked lesson; `views` are the names that views have.
    ///
    /// # Errors
    /// All the mistakes of the text.
    pub fn lesson(&self, views: &[&str]) -> Result<Lesson, Mistakes> {
        parse_lesson(&self.origin, &self.text, &*self.files(), views)
    }

    /// The checked scene, and the files that the text names, whether or not they can be read.
    pub fn scene_and_files(&self) -> (Result<Scene, Mistakes>, Vec<NamedFile>) {
        let files = Recorded {
            files: self.files(),
            folder: self.folder(),
            named: RefCell::default(),
        };
        let scene = parse(&self.origin, &self.text, &files);
        (scene, files.named.into_inner())
    }

    /// The files that the text names, with what is in them; those of built-in scenes, which the program has
    /// everywhere, are left out.
    pub fn named_contents(&self) -> Vec<Attachment> {
        if self.place == Place::Builtin {
            return Vec::new();
        }
        let files = Gathered {
            files: self.files(),
            gathered: RefCell::default(),
        };
        // What is wrong with the text is not asked here.
        let _ = parse(&self.origin, &self.text, &files);
        files.gathered.into_inner()
    }

    /// The document with the changes that make it this scene, at a place of its own or another. It
    /// reads back as the scene.
    ///
    /// # Errors
    /// The mistakes of the text, or those that it would have at its new place.
    pub fn with_changes(&self, scene: &Scene, place: Place) -> Result<(Self, Scene), Mistakes> {
        let origin = match &place {
            Place::File(path) => path.display().to_string(),
            Place::Builtin | Place::Stream | Place::Picture(_) => self.origin.clone(),
        };
        let text = updated(&self.text, scene, &*self.files())?;
        let document = Self {
            origin,
            text,
            place,
        };
        let again = document.scene()?;
        if is_read_back(scene, &again) {
            Ok((document, again))
        } else {
            let mistake = Mistake::whole("what changed cannot be written into this file")
                .help("save it under another name");
            Err(Mistakes::new(&document.origin, "", vec![mistake]))
        }
    }

    /// Where the files are that the text names.
    fn files(&self) -> Box<dyn Files> {
        match &self.place {
            Place::Builtin => Box::new(Embedded),
            Place::File(_) | Place::Stream => Box::new(Folder(self.folder())),
            Place::Picture(files) => Box::new(Attached(files.clone())),
        }
    }

    fn folder(&self) -> PathBuf {
        match &self.place {
            Place::File(path) => path.parent().map_or_else(PathBuf::new, Path::to_path_buf),
            Place::Builtin | Place::Stream | Place::Picture(_) => PathBuf::new(),
        }
    }
}

fn unknown_lesson(name: &str) -> Mistakes {
    let known = lessons().iter().map(|lesson| lesson.name);
    let mistake = Mistake::whole("there is no lesson of this name, and no file");
    let mistake = match nearest(name, known) {
        Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
        None => mistake.help("`descent-tui list lessons` shows what is built in"),
    };
    Mistakes::new(name, "", vec![mistake])
}

/// Whether a scene that was written is the same when it is read.
fn is_read_back(written: &Scene, again: &Scene) -> bool {
    let at_start = |scene: &Scene| {
        let (value, gradient) = scene.objective.value_and_gradient(written.start);
        [value, gradient.x, gradient.y].map(f64::to_bits)
    };
    !written.is_changed_from(again) && at_start(written) == at_start(again)
}

/// A file that a scene names, such as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it, as a number that differs when the contents do.
    pub contents: u64,
}

/// Files, and a list of all that were asked for.
struct Recorded {
    files: Box<dyn Files>,
    folder: PathBuf,
    named: RefCell<Vec<NamedFile>>,
}

impl Files for Recorded {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let contents = self.files.read(name);
        let mut hasher = DefaultHasher::new();
        contents.hash(&mut hasher);
        self.named.borrow_mut().push(NamedFile {
            path: self.folder.join(name),
            contents: hasher.finish(),
        });
        contents
    }
}

/// Files, and what was in all that were read.
struct Gathered {
    files: Box<dyn Files>,
    gathered: RefCell<Vec<Attachment>>,
}

impl Files for Gathered {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let bytes = self.files.read(name)?;
        let is_builtin = Embedded.read(name).is_ok_and(|builtin| builtin == bytes);
        let mut gathered = self.gathered.borrow_mut();
        if !is_builtin && gathered.iter().all(|file| file.name != name) {
            gathered.push(Attachment {
                name: name.to_owned(),
                bytes: bytes.clone(),
            });
        }
        Ok(bytes)
    }
}

/// Files that a picture carries, then those of the working folder.
struct Attached(Vec<Attachment>);

impl Files for Attached {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        match self.0.iter().find(|file| file.name == name) {
            Some(file) => Ok(file.bytes.clone()),
            None => Folder(PathBuf::new()).read(name),
        }
    }
}
