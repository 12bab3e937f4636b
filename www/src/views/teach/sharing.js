/**
 * Taught models as files, out and in.
 *
 * @import { TeachStore } from "./store.js"
 */
import { save } from "../../app/save.js";
import { EngineError } from "../../engine/errors.js";
import { newId } from "../../app/new-id.js";
import { text } from "../../texts/text.js";
import { projectZip } from "./project-zip.js";
import { free } from "./store.js";

/** A name for files. @param {string} name */
function fileName(name) {
  return name.trim().replace(/[^\p{L}\p{N}_-]+/gu, "-") || "model";
}

/** The network and the head as one ONNX file. @param {TeachStore} store */
export function saveOnnx(store) {
  return busy(store, async () => {
    const { project } = store.state;
    if (!project?.head) return;
    const bytes = await (await store.engine()).teaching.exportOnnx(project.head);
    save(`${fileName(project.name)}.onnx`, new Blob([/** @type {BlobPart} */ (bytes)]));
  });
}

/** The names, one a line, in the order of the probabilities. @param {TeachStore} store */
export function saveLabels(store) {
  return busy(store, async () => {
    const { project } = store.state;
    if (!project?.head) return;
    const { names } = await (await store.engine()).teaching.headInfo(project.head);
    save(`${fileName(project.name)}.txt`, new Blob(names.map((name) => `${name}\n`)));
  });
}

/** Everything, pictures too. @param {TeachStore} store */
export function saveProject(store) {
  return busy(store, async (tell) => {
    const { project } = store.state;
    if (project) save(`${fileName(project.name)}.zip`, await projectZip(store, tell));
  });
}

/**
 * A model that was saved as ONNX, as a project without pictures.
 *
 * @param {TeachStore} store
 * @param {File} file
 */
export function openOnnx(store, file) {
  return busy(store, async () => {
    const { teaching } = await store.engine();
    const head = await teaching.importOnnx(file).catch(async (error) => {
      if (!(error instanceof EngineError) || error.code !== "head") throw error;
      // Another classifier: the page can use it, but not teach it.
      await store.session.models.bring([file]);
      return null;
    });
    if (!head) return;
    const { names } = await teaching.headInfo(head);
    const taken = store.state.projects.map(({ name }) => name);
    await store.create({
      name: free(file.name.replace(/\.onnx$/i, ""), taken),
      characters: names.map((name) => ({ id: newId(), name })),
      head,
      known: names,
    });
    store.session.say(text().teach.share.opened(file.name));
  });
}

/**
 * @param {TeachStore} store
 * @param {(tell: (done: number, planned: number) => void) => Promise<void>} work
 */
function busy(store, work) {
  return store.inTurn(async () => {
    const tell = (done = 0, planned = 0) =>
      store.set({ busy: { what: "file", done, planned, secondsLeft: null, cancel: null } });
    tell();
    await work(tell);
    store.set({ busy: null });
  });
}
