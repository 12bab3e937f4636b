/**
 * Pictures, and models, that come in from outside: dropped anywhere on the page, or pasted.
 *
 * @import { Session } from "./session.js"
 */
import { text } from "../texts/text.js";
import { isModelFile } from "./models.js";

/**
 * @param {Session} session
 * @param {(isOver: boolean) => void} onOver  Told when a file is held over the page, and when not.
 */
export function acceptPictures(session, onOver) {
  let depth = 0;

  addEventListener("dragenter", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    depth += 1;
    onOver(true);
  });
  addEventListener("dragover", (event) => {
    if (carriesFile(event)) event.preventDefault();
  });
  addEventListener("dragleave", (event) => {
    if (!carriesFile(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) onOver(false);
  });
  addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    depth = 0;
    onOver(false);
    take(event.dataTransfer, event.target);
  });
  addEventListener("paste", (event) => {
    const holdsFile = [...(event.clipboardData?.items ?? [])].some(({ kind }) => kind === "file");
    if (!holdsFile) return;
    event.preventDefault();
    take(event.clipboardData, event.target);
  });

  /**
   * @param {DataTransfer | null} data
   * @param {EventTarget | null} target
   */
  function take(data, target) {
    const files = [...(data?.files ?? [])];
    const receiver = session.receivers.get(document.documentElement.dataset.view ?? "");
    if (receiver && data && files.length > 0) {
      receiver(files, { data, target });
      return;
    }
    if (files.some(isModelFile)) {
      void session.models.bring(files);
      return;
    }
    const file = files.find(({ type }) => type.startsWith("image/")) ?? files[0];
    if (file) session.openFile(file);
    else session.say(text().pick.notAPicture);
  }
}

/** @param {DragEvent} event */
function carriesFile(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
