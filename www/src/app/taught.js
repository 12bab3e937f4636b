/**
 * Taught models among those that the page can use: offered at the start, and when one was taught.
 *
 * @import { Project, Projects } from "./projects.js"
 * @import { Session } from "./session.js"
 */
import { recall, remember } from "./storage.js";

/** Pictures of a character that explanations show, and others that test them. */
const PICTURES = 28;
const NAME = "taught";

/** What a project is called among the models. @param {string} id */
export function modelId(id) {
  return `taught ${id}`;
}

/**
 * Offers a project's head as a model.
 *
 * @param {Session} session
 * @param {Projects} kept
 * @param {Project} project
 */
export function offerProject(session, kept, { id, name, known }) {
  if (!known) return;
  remember(NAME, "yes");
  session.models.offer({
    id: modelId(id),
    kind: "taught",
    name,
    classes: known.length,
    source: async () => {
      const project = await kept.get(id);
      if (!project?.head || !project.known) throw new Error(`project ${id} holds no model`);
      const { head, outcome } = project;
      const classes = await Promise.all(
        project.known.map(async (name, label) => {
          const shas = outcome ? picturesOf(outcome, label) : [];
          const pictures = await Promise.all(shas.map((sha) => kept.picture(id, sha)));
          return { name, pictures: pictures.flatMap((picture) => (picture ? [picture.file] : [])) };
        }),
      );
      return { kind: "taught", id: modelId(id), name: project.name, head, classes };
    },
  });
}

/**
 * Those that stand for a character, then its others.
 *
 * @param {import("./projects.js").Outcome} outcome
 * @param {number} label
 */
function picturesOf({ faces, order }, label) {
  const own = order.filter(([, of]) => of === label).map(([sha]) => sha);
  return [...new Set([...faces[label], ...own])].slice(0, PICTURES);
}

/**
 * Offers everything that was taught in this browser, once the engine is there, and uses what was in use last.
 *
 * @param {Session} session
 */
export function followTaught(session) {
  session.subscribe((state, before) => {
    const used = state.model?.id;
    if (state.engine === "ready" && used && used !== before.model?.id && before.model) {
      remember("model", used);
    }
    if (state.engine !== "ready" || before.engine === "ready" || recall(NAME) === null) return;
    void offerAll(session).catch((error) => session.report(error));
  });
}

/** @param {Session} session */
async function offerAll(session) {
  const { Projects } = await import("./projects.js");
  const kept = await Projects.open();
  for (const project of await kept.list()) offerProject(session, kept, project);
  const last = recall("model");
  if (last && session.state.models.some(({ id, kind }) => id === last && kind === "taught")) {
    await session.models.use(last);
  }
}
