/**
 * `<moe-messages>`: errors and standing notices. `<moe-toasts>`: short ones that go by
 * themselves. `<moe-announcer>`: milestones for screen readers.
 *
 * @import { Problem } from "../app/problems.js"
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import * as format from "../app/format.js";
import { said } from "../app/problems.js";
import { namesOf } from "../app/question.js";
import { verdict } from "../app/verdict.js";
import { text } from "../texts/text.js";
import { icon } from "./icons.js";
import { PageElement } from "./page-element.js";

class Messages extends PageElement {
  #seen = 0;

  /** A new error comes into view wherever the person is on the page. */
  updated() {
    const newest = this.state.problems.at(-1)?.id ?? 0;
    if (newest > this.#seen) {
      this.querySelector("[role='alert']:last-of-type")?.scrollIntoView({ block: "nearest" });
    }
    this.#seen = Math.max(this.#seen, newest);
  }

  render() {
    const { engine, online, problems } = this.state;
    const words = text().problems;
    return html`${
      engine === "unsupported"
        ? this.#notice("warn", "warn", words.oldBrowser, words.oldBrowserText, "old-browser")
        : nothing
    }
    ${
      !online && engine === "ready"
        ? this.#notice("ok", "offline", words.offline, words.offlineText, "offline")
        : nothing
    }
    ${
      !online && engine === "failed"
        ? this.#notice("warn", "offline", words.offlineFirst, words.offlineFirstText, "offline-first")
        : nothing
    }
    ${repeat(
      problems,
      ({ id }) => id,
      (problem) => this.#problem(problem),
    )}`;
  }

  /**
   * @param {"ok" | "warn"} tone
   * @param {"warn" | "offline"} sign
   * @param {string} title
   * @param {string} message
   * @param {string} test
   */
  #notice(tone, sign, title, message, test) {
    return html`<div class="msg ${tone}" role="status" data-test=${test}>
      ${icon(sign)}
      <div>
        <b>${title}</b>
        <p>${message}</p>
      </div>
    </div>`;
  }

  /** @param {Problem} problem */
  #problem(problem) {
    const words = text().problems;
    const { title, message } = said(problem, words);
    return html`<div class="msg bad" role="alert" data-test="error" data-code=${problem.code}>
      ${icon("warn")}
      <div>
        <b>${title}</b>
        <p data-test="error-message">${message}</p>
        <div class="row tight">
          ${
            problem.remedy === "choose"
              ? html`<label class="btn file"
                  >${words.chooseAnother}
                  <input type="file" accept="image/*" @change=${this.#take} />
                </label>`
              : nothing
          }
          ${
            problem.remedy === "retry"
              ? html`<button
                  class="btn"
                  type="button"
                  data-test="error-retry"
                  @click=${() => this.session.retry()}
                >
                  ${words.tryAgain}
                </button>`
              : nothing
          }
          <button
            class="btn quiet"
            type="button"
            data-test="error-dismiss"
            @click=${() => this.session.dismiss(problem.id)}
          >
            ${words.dismiss}
          </button>
        </div>
        <details>
          <summary>${words.details}</summary>
          <pre tabindex="0" data-test="error-details">${problem.details}</pre>
          <button class="btn quiet" type="button" @click=${() => this.#copy(problem)}>
            ${icon("copy")}${words.copyDetails}
          </button>
        </details>
      </div>
    </div>`;
  }

  /** @param {Event} event */
  #take(event) {
    const [file] = /** @type {HTMLInputElement} */ (event.currentTarget).files ?? [];
    if (file) this.session.openFile(file);
  }

  /** @param {Problem} problem */
  async #copy(problem) {
    const { title, message } = said(problem, text().problems);
    const report = `${title}\n${message}\n${problem.details}\n${navigator.userAgent}`;
    try {
      await navigator.clipboard.writeText(report);
      this.session.say(text().problems.detailsCopied);
    } catch {
      this.session.say(text().settings.copyRefused);
    }
  }
}

customElements.define("moe-messages", Messages);

class Toasts extends PageElement {
  render() {
    return html`<div class="toasts" role="status">
      ${repeat(
        this.state.toasts,
        ({ id }) => id,
        ({ id, message, action }) =>
          html`<div class="toast" data-test="toast">
            ${message}
            ${
              action
                ? html`<button type="button" data-test="toast-action" @click=${action.act}>
                      ${action.label}
                    </button>
                    <button type="button" class="plain" @click=${() => this.session.unsay(id)}>
                      ${text().problems.later}
                    </button>`
                : nothing
            }
          </div>`,
      )}
    </div>`;
  }
}

customElements.define("moe-toasts", Toasts);

class Announcer extends PageElement {
  render() {
    return html`<div class="vh" aria-live="polite" data-test="announcer">${this.#milestone()}</div>`;
  }

  #milestone() {
    const { answer, opening, run, explanation, judgement } = this.state;
    if (!answer || opening) return "";
    const words = text().answer;
    const [first] = answer.candidates;
    const who = answer.known
      ? words.announce(first.name, format.percent(first.probability, words.percent))
      : words.unknown;
    const { question } = this.session;
    if (run === "running" && question) {
      const { name, rival } = namesOf(this.state);
      const asked = text().question.label(name, rival);
      return `${who} ${text().verdict.announceRunning(asked)}`;
    }
    const finding = verdict({ run, explanation, judgement }, namesOf(this.state), text().verdict);
    return finding ? `${finding.strong} ${finding.rest}` : who;
  }
}

customElements.define("moe-announcer", Announcer);
