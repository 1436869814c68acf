//! The page's programs in an interpreter.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use wasmi::{Engine, Instance, Linker, Memory, Module, Store, WasmParams, WasmResults};

use super::{carried, page};

/// What stands in the page's element of this name.
pub(crate) fn element<'a>(page: &'a str, name: &str) -> &'a str {
    let from = page.split_once(&format!("id=\"{name}\">")).unwrap().1;
    from.split_once("</script>").unwrap().0
}

/// One of the page's programs in an interpreter.
pub(crate) struct Program {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
}

impl Program {
    pub(crate) fn new() -> Self {
        let (page, _) = page("", "");
        let letters = element(&page, "program");
        let small = STANDARD.decode(element(&page, "unpacker")).unwrap();
        let mut bytes = Vec::new();
        GzDecoder::new(&small[..]).read_to_end(&mut bytes).unwrap();
        let mut unpacker = Self::of(&bytes);
        unpacker.give(letters);
        let length: i32 = unpacker.call("unpack", ());
        let mut bytes = vec![0; length as usize];
        let at: i32 = unpacker.call("bytes_at", ());
        let from = &unpacker.store;
        unpacker.memory.read(from, at as usize, &mut bytes).unwrap();
        Self::of(&bytes)
    }

    fn of(bytes: &[u8]) -> Self {
        let engine = Engine::default();
        let module = Module::new(&engine, bytes).unwrap();
        assert_eq!(module.imports().count(), 0, "it stands on its own");
        let mut store = Store::new(&engine, ());
        let linker = Linker::new(&engine);
        let instance = linker.instantiate_and_start(&mut store, &module).unwrap();
        let memory = instance.get_memory(&store, "memory").unwrap();
        Self {
            store,
            instance,
            memory,
        }
    }

    pub(crate) fn call<P: WasmParams, R: WasmResults>(&mut self, name: &str, parameters: P) -> R {
        let function = self.instance.get_typed_func::<P, R>(&self.store, name);
        function.unwrap().call(&mut self.store, parameters).unwrap()
    }

    pub(crate) fn give(&mut self, text: &str) {
        let at: i32 = self.call("room", text.len() as i32);
        self.memory
            .write(&mut self.store, at as usize, text.as_bytes())
            .unwrap();
    }

    pub(crate) fn take(&mut self) -> String {
        let at: i32 = self.call("text_at", ());
        let length: i32 = self.call("text_length", ());
        let mut bytes = vec![0; length as usize];
        self.memory
            .read(&self.store, at as usize, &mut bytes)
            .unwrap();
        String::from_utf8(bytes).unwrap()
    }

    pub(crate) fn open(&mut self, text: &str) {
        self.give(&carried("", text).json());
        let opened: i32 = self.call("open", ());
        assert_eq!(opened, 1, "{}", self.take());
    }

    /// The screen's cells: a sign, a mark over it, its colour and its ground, four numbers each.
    pub(crate) fn cells(&mut self, count: usize) -> Vec<[u32; 4]> {
        let at: i32 = self.call("cells", ());
        let mut bytes = vec![0; 16 * count];
        self.memory
            .read(&self.store, at as usize, &mut bytes)
            .unwrap();
        let numbers = |cell: &[u8]| {
            let number = |place: usize| {
                let bytes = cell[4 * place..4 * place + 4].try_into().unwrap();
                u32::from_le_bytes(bytes)
            };
            [0, 1, 2, 3].map(number)
        };
        bytes.chunks(16).map(numbers).collect()
    }
}
