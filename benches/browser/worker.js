/** One of several workers that share the pictures of a bench. */
import { pictures } from "./pictures.js";

let run = () => new Float32Array();

addEventListener("message", async ({ data }) => {
  if (data.start) {
    const { kind, model, side, batch, pkg = "pkg" } = data;
    const wasm = await import(`./${pkg}/moelens.js`);
    await wasm.default();
    const file = new Uint8Array(await (await fetch(model)).arrayBuffer());
    const network = new wasm.Network(file, kind === "fused", wasm.fastestRows());
    const pixels = pictures(side, batch);
    run = () => network.run(pixels);
  } else {
    for (let i = 0; i < data.runs; i += 1) run();
  }
  postMessage(null);
});
