/**
 * A taught model in use by the whole page.
 *
 * @import { Session } from "../../app/session.js"
 * @import { TeachStore } from "./store.js"
 */
import { modelId, offerProject } from "../../app/taught.js";
import { GALLERY } from "../../engine/model-in-use.js";

/**
 * The project whose model is in use; null when it is none.
 *
 * @param {Session} session
 * @param {{ id: string }[]} projects
 */
export function usedProject(session, projects) {
  const used = session.state.model?.id;
  return projects.find(({ id }) => modelId(id) === used)?.id ?? null;
}

/** Uses the project on show. @param {TeachStore} store */
export async function useProject(store) {
  const { project } = store.state;
  if (!project?.head) return;
  offerProject(store.session, store.kept, project);
  await store.session.models.use(modelId(project.id));
}

/** @param {Session} session */
export async function backToGallery(session) {
  await session.models.use(GALLERY);
}
