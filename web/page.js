// The page: draws the program's cells and layers on a canvas and hands it keys, pointer and size.
// Nothing is asked of any network; scene and program lie in the page itself.
"use strict";
(async () => {
  const $ = (id) => document.getElementById(id);
  const canvas = $("screen"), typed = $("typed");
  const pen = canvas.getContext("2d", { alpha: false });
  const program = await start();
  const { memory } = program;

  // The program is packed tighter than a browser can unpack by itself: a small program does it.
  async function start() {
    const small = Uint8Array.from(atob($("unpacker").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([small]).stream().pipeThrough(new DecompressionStream("gzip"));
    const { instance: { exports: unpacker } } = await WebAssembly.instantiate(await new Response(stream).arrayBuffer(), {});
    const letters = $("program").textContent;
    const at = unpacker.room(letters.length);
    new TextEncoder().encodeInto(letters, new Uint8Array(unpacker.memory.buffer, at, letters.length));
    const length = unpacker.unpack();
    const bytes = new Uint8Array(unpacker.memory.buffer, unpacker.bytes_at(), length);
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return instance.exports;
  }

  // Texts in and out.
  function give(text) {
    const bytes = new TextEncoder().encode(text);
    // Making room may move the memory.
    const at = program.room(bytes.length);
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  }
  const takeBytes = () => new Uint8Array(memory.buffer, program.text_at(), program.text_length()).slice();
  const take = () => new TextDecoder().decode(takeBytes());

  // The scene: from the address, so that a link is a scene, or from the page.
  async function fromAddress() {
    const found = /[#&]scene=([^&]+)/.exec(location.hash);
    if (!found) return null;
    const packed = Uint8Array.from(atob(found[1].replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }
  async function toAddress(text) {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    let letters = "";
    for (const byte of bytes) letters += String.fromCharCode(byte);
    return "#scene=" + btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function open(json) {
    give(json);
    if (program.open() === 1) return true;
    show(take());
    return false;
  }
  function show(text) {
    const run = $("run");
    run.textContent = text;
    run.hidden = false;
    canvas.style.display = "none";
  }
  const linked = await fromAddress().catch(() => null);
  const own = $("scene").textContent;
  if (!open(linked ? JSON.stringify({ title: "", scene: linked, files: JSON.parse(own).files }) : own)) return;
  if (/[#&]run=(csv|json)/.test(location.hash)) {
    program.run(location.hash.includes("run=json") ? 1 : 0);
    show(take());
    return;
  }

  // Size: a cell as large as can be read, the canvas as sharp as the screen.
  const FONT = '"DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace';
  let cell = { width: 8, height: 16 }, columns = 0, rows = 0, font = 14;
  function measure() {
    const ratio = window.devicePixelRatio || 1;
    const box = canvas.getBoundingClientRect();
    // A beamer is seen from farther away: its letters grow with it.
    const size = Math.max(12, Math.min(Math.max(22, box.height / 48), box.width / 80, box.height / 30)) * ratio;
    font = Math.round(size);
    pen.font = `${font}px ${FONT}`;
    cell = { width: Math.max(4, Math.round(pen.measureText("M".repeat(20)).width / 20)), height: Math.round(font * 1.28) };
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
    columns = Math.max(1, Math.floor(canvas.width / cell.width));
    rows = Math.max(1, Math.floor(canvas.height / cell.height));
    program.resize(columns, rows, cell.width, cell.height);
    painted = null;
  }

  // Drawing: only the cells that differ, then the layers.
  let painted = null;
  const hex = (number) => "#" + (number & 0xffffff).toString(16).padStart(6, "0");
  const QUADRANTS = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
  function block(code, x, y) {
    const { width, height } = cell, w = Math.round(width / 2), h = Math.round(height / 2);
    let bits = 0;
    if (code >= 0x2596 && code <= 0x259f) bits = QUADRANTS[code - 0x2596];
    else bits = { 0x2580: 3, 0x2584: 12, 0x2588: 15, 0x258c: 5, 0x2590: 10 }[code] || 0;
    if (bits & 1) pen.fillRect(x, y, w, h);
    if (bits & 2) pen.fillRect(x + w, y, width - w, h);
    if (bits & 4) pen.fillRect(x, y + h, w, height - h);
    if (bits & 8) pen.fillRect(x + w, y + h, width - w, height - h);
    return bits !== 0;
  }
  function dots(code, x, y) {
    const size = Math.max(1, Math.round(cell.height / 14));
    const places = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [0, 3], [1, 3]];
    places.forEach(([column, row], bit) => {
      if (code >> bit & 1) {
        pen.fillRect(Math.round(x + (column + 0.5) * cell.width / 2 - size / 2), Math.round(y + (row + 0.5) * cell.height / 4 - size / 2), size, size);
      }
    });
  }
  function sign(code, mark, x, y) {
    const { width, height } = cell, thin = Math.max(1, Math.round(height / 16));
    if (code >= 0x2580 && code <= 0x259f && block(code, x, y)) return;
    if (code >= 0x2800 && code <= 0x28ff) return dots(code - 0x2800, x, y);
    const middle = y + Math.round((height - thin) / 2);
    if (code === 0x2500) return pen.fillRect(x, middle, width, thin);
    if (code === 0x2501) return pen.fillRect(x, middle - thin, width, 2 * thin + thin);
    if (code === 0x2502) return pen.fillRect(x + Math.round((width - thin) / 2), y, thin, height);
    pen.fillText(String.fromCodePoint(code) + (mark ? String.fromCodePoint(mark) : ""), x, y + Math.round(height * 0.78));
  }
  // A layer is lines, discs and words, drawn over its cells.
  function draw({ left, top, width, height, numbers }) {
    pen.save();
    pen.beginPath();
    pen.rect(left * cell.width, top * cell.height, width * cell.width, height * cell.height);
    pen.clip();
    pen.translate(left * cell.width, top * cell.height);
    pen.lineCap = pen.lineJoin = "round";
    let at = 0;
    const next = () => numbers[at++];
    const ink = () => {
      const color = next();
      pen.globalAlpha = next();
      return hex(color);
    };
    while (at < numbers.length) {
      const kind = next();
      if (kind === 0) {
        pen.strokeStyle = ink();
        pen.lineWidth = next();
        pen.setLineDash(Array.from({ length: next() }, next));
        pen.beginPath();
        let open = false;
        for (let left = next(); left > 0; left--) {
          const x = next(), y = next();
          if (Number.isNaN(x) || Number.isNaN(y)) open = false;
          else if (open) pen.lineTo(x, y);
          else {
            pen.moveTo(x, y);
            pen.lineTo(x, y);
            open = true;
          }
        }
        pen.stroke();
        pen.setLineDash([]);
      } else if (kind === 1) {
        pen.beginPath();
        pen.arc(next(), next(), next(), 0, 2 * Math.PI);
        pen.fillStyle = ink();
        pen.fill();
        pen.strokeStyle = ink();
        const edge = next();
        if (edge > 0) {
          pen.lineWidth = edge;
          pen.stroke();
        }
      } else {
        pen.globalAlpha = 1;
        const x = next(), y = next(), size = next(), bold = next(), color = next(), rim = next();
        const words = String.fromCodePoint(...Array.from({ length: next() }, next));
        pen.font = `${bold ? "bold " : ""}${size}px sans-serif`;
        pen.textAlign = "center";
        if (rim >= 0) {
          pen.strokeStyle = hex(rim);
          pen.lineWidth = size * 0.22;
          pen.strokeText(words, x, y);
        }
        pen.fillStyle = hex(color);
        pen.fillText(words, x, y);
      }
    }
    pen.restore();
  }
  function paint() {
    const cells = new Uint32Array(memory.buffer, program.cells(), columns * rows * 4);
    const covered = new Uint8Array(columns * rows);
    const layers = [];
    for (let index = 0; index < program.layers(); index++) {
      const [left, top, width, height, at, count] = [0, 1, 2, 3, 4, 5].map((what) => program.layer(index, what));
      layers.push({ left, top, width, height, numbers: new Float32Array(memory.buffer, at, count) });
      for (let row = top; row < top + height; row++) covered.fill(1, row * columns + left, row * columns + left + width);
    }
    const before = painted;
    pen.textBaseline = "alphabetic";
    for (let place = 0; place < columns * rows; place++) {
      const at = place * 4;
      const same = before && !covered[place] && !before.covered[place] && cells[at] === before.cells[at] &&
        cells[at + 1] === before.cells[at + 1] && cells[at + 2] === before.cells[at + 2] && cells[at + 3] === before.cells[at + 3];
      if (same) continue;
      const x = place % columns * cell.width, y = Math.floor(place / columns) * cell.height;
      pen.fillStyle = hex(cells[at + 3]);
      pen.fillRect(x, y, cell.width, cell.height);
      const code = cells[at];
      if (code > 32) {
        pen.fillStyle = hex(cells[at + 2]);
        pen.font = `${cells[at + 2] >> 24 ? "bold " : ""}${font}px ${FONT}`;
        sign(code, cells[at + 1], x, y);
      }
    }
    layers.forEach(draw);
    if (!before) {
      // What is left over at the right and below has the colour of the last cell.
      pen.fillStyle = hex(cells[3]);
      pen.fillRect(columns * cell.width, 0, canvas.width, canvas.height);
      pen.fillRect(0, rows * cell.height, canvas.width, canvas.height);
    }
    painted = { cells: cells.slice(), covered };
  }

  // What the program asks for.
  function download(name, bytes, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  async function fulfil() {
    for (;;) {
      program.wish();
      const bytes = takeBytes();
      if (bytes.length === 0) return;
      const end = bytes.indexOf(10), word = new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end));
      const rest = bytes.slice(end + 1);
      if (word === "save") {
        const text = new TextDecoder().decode(rest);
        download("scene.toml", rest, "application/toml");
        history.replaceState(null, "", await toAddress(text));
      } else if (word === "copy") navigator.clipboard?.writeText(new TextDecoder().decode(rest)).catch(() => {});
      else if (word === "picture") download("picture.png", rest, "image/png");
    }
  }
  // A screen reader is told now and then, and of the last state in any case.
  let told = 0, untold = false;
  function frame(now) {
    if (program.frame(now) === 1) {
      paint();
      untold = true;
    }
    if (untold && now - told > 1500) {
      told = now;
      untold = false;
      program.summary();
      $("summary").textContent = take();
    }
    requestAnimationFrame(frame);
  }

  // Keys, by the names that the program has for them.
  const NAMES = {
    ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", Enter: "enter", Escape: "esc", Tab: "tab",
    Backspace: "backspace", Delete: "delete", Home: "home", End: "end", PageUp: "pageup", PageDown: "pagedown", " ": "space",
  };
  function press(name) {
    give(name);
    program.key();
    fulfil();
  }
  function nameOf(event) {
    let name = NAMES[event.key] || (/^F\d+$/.test(event.key) ? event.key.toLowerCase() : event.key);
    if (name === "tab" && event.shiftKey) return "backtab";
    if ([...name].length > 1 && name in { left: 1, right: 1, up: 1, down: 1 } && event.shiftKey) name = "shift-" + name;
    if ([...name].length > 1 && !Object.values(NAMES).includes(name.replace("shift-", "")) && !/^f\d+$/.test(name)) return null;
    return (event.ctrlKey ? "ctrl-" : "") + (event.altKey ? "alt-" : "") + name;
  }
  addEventListener("keydown", (event) => {
    if (event.metaKey || (event.ctrlKey && !"lz".includes(event.key)) || event.isComposing) return;
    const name = nameOf(event);
    if (name === null) return;
    event.preventDefault();
    press(name);
  });
  typed.addEventListener("input", () => {
    for (const letter of typed.value) press(letter === " " ? "space" : letter);
    typed.value = "";
  });
  addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    event.preventDefault();
    give(text);
    program.paste();
  });
  addEventListener("copy", (event) => {
    program.scene();
    event.clipboardData.setData("text/plain", take());
    event.preventDefault();
  });

  // Pointer, wheel and touch: two fingers pan and zoom.
  const touches = new Map();
  let pinch = 0;
  function place(event) {
    const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
    return [Math.max(0, Math.floor((event.clientX - box.left) * ratio / cell.width)), Math.max(0, Math.floor((event.clientY - box.top) * ratio / cell.height))];
  }
  const second = (event) => (event.button > 0 || event.buttons > 1 ? 4 : 0);
  canvas.addEventListener("pointerdown", (event) => {
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    touches.set(event.pointerId, event);
    if (touches.size === 2) program.pointer(2, 0, 0);
    if (touches.size < 2) program.pointer(second(event), ...place(event));
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!touches.has(event.pointerId)) return program.pointer(3, ...place(event));
    touches.set(event.pointerId, event);
    if (touches.size === 1) return program.pointer(1 + second(event), ...place(event));
    const [a, b] = [...touches.values()];
    const apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    if (pinch && Math.abs(apart - pinch) > 24) {
      program.wheel(apart > pinch ? 1 : 0, ...place(event));
      pinch = apart;
    } else if (!pinch) pinch = apart;
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(kind, (event) => {
      touches.delete(event.pointerId);
      pinch = 0;
      program.pointer(2, ...place(event));
      fulfil();
    });
  }
  canvas.addEventListener("wheel", (event) => {
    program.wheel(event.deltaY < 0 ? 1 : 0, ...place(event));
    event.preventDefault();
  }, { passive: false });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());

  // Keys on the screen where there is no keyboard.
  const BUTTONS = [["▶", "space"], ["◀", "left"], ["▷", "right"], ["−", "-"], ["+", "+"], ["next", "tab"], ["view", "V"], ["scene", "n"], ["undo", "u"], ["p", "p"], ["⏎", "enter"], ["esc", "esc"], ["⌨", ""]];
  if (matchMedia("(pointer: coarse)").matches) {
    for (const [word, name] of BUTTONS) {
      const button = document.createElement("button");
      button.textContent = word;
      button.addEventListener("click", () => (name ? press(name) : typed.focus()));
      $("keys").append(button);
    }
    $("keys").hidden = false;
  }

  // Files: dropped on the page.
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    event.preventDefault();
    const texts = [...event.dataTransfer.files];
    const scene = texts.find((file) => file.name.endsWith(".toml"));
    if (!scene) return;
    const files = await Promise.all(texts.filter((file) => file !== scene).map(async (file) => {
      let letters = "";
      for (const byte of new Uint8Array(await file.arrayBuffer())) letters += String.fromCharCode(byte);
      return { name: file.name, base64: btoa(letters) };
    }));
    open(JSON.stringify({ title: scene.name, scene: await scene.text(), files }));
    program.light(light.matches ? 1 : 0);
    measure();
  });
  addEventListener("hashchange", () => location.reload());

  const light = matchMedia("(prefers-color-scheme: light)");
  light.addEventListener("change", () => program.light(light.matches ? 1 : 0));
  program.light(light.matches ? 1 : 0);
  addEventListener("resize", measure);
  measure();
  canvas.focus();
  requestAnimationFrame(frame);
})();
