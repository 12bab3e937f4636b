/**
 * The types of teaching. No code lives here.
 *
 * @typedef {object} Lesson  What to learn from.
 * @property {string[]} names        Of the characters.
 * @property {Uint32Array} labels    The character of each row.
 * @property {Uint32Array} sources   The last rows are variants of these rows.
 * @property {Float32Array} rows     Embeddings, one behind the other.
 *
 * @typedef {object} TeachSettings
 * @property {number} folds
 * @property {boolean} balanced   Every character counts alike, however many pictures it has.
 * @property {number} seed
 * @property {number} faces       Pictures of each character that are chosen to stand for it.
 * @property {number[]} [c]       Inverse strengths of the penalty to choose from.
 * @property {number} [tolerance] Length of the gradient at which fits stop.
 *
 * @typedef {object} LookHooks
 * @property {AbortSignal} [signal]
 * @property {(index: number, rows: Float32Array[]) => void} onRows  Of the picture, then of its variants.
 * @property {(index: number, error: unknown) => void} onBroken
 *
 * @typedef {object} Measured  Each picture judged by a head that was trained without it.
 * @property {number} pictures
 * @property {number} right
 * @property {[number, number]} interval  Of the share that is right, 95 %.
 * @property {number} topFive
 * @property {number} logLoss
 * @property {number} folds
 * @property {number} nearDuplicates
 * @property {number} c
 * @property {number} temperature
 * @property {number} calibrationError
 * @property {number} knownKept
 * @property {number[]} confusion      Row by row: pictures of one character, taken for another.
 * @property {[number, number, number][]} mixedUp  Two characters, and mistakes between them.
 * @property {number[]} decided        The character that each picture is taken for.
 * @property {{ count: number, confidence: number, accuracy: number }[]} reliability
 * @property {{ row: number, decided: number, own: number, other: number }[]} doubts
 *
 * @typedef {object} AuditSettings
 * @property {number} c         Inverse strength of the penalty.
 * @property {number} folds
 * @property {boolean} balanced
 * @property {number} seed
 * @property {number} each      Figures of each character that are put on other backgrounds, at most.
 *
 * @typedef {[number, number, number]} Exchange  Rows: whose figure; another picture of the same character, and
 *   one of another, whose backgrounds it is put on.
 *
 * @typedef {object} Suspicion  See `src/learn/suspects.rs`.
 * @property {number} class
 * @property {number} figures
 * @property {[number, number]} kept    Recognised on another background of its own character, and on others.
 * @property {number} grounds
 * @property {[number, number]} lured   Others that are taken for it: on their own backgrounds, and on its own.
 * @property {number} score             How much the background decides, -1 to 1.
 * @property {number} p
 * @property {boolean} isSuspect
 *
 * @typedef {object} Judged
 * @property {[number, number][]} answers  Whom each exchange is taken for, on either background; the number of
 *   characters for one that was not looked at.
 * @property {Suspicion[]} ranked          The most suspicious first.
 *
 * @typedef {object} CurvePoint
 * @property {number} perClass   Pictures of each character, on average.
 * @property {number[]} right    Of each character.
 * @property {number} count
 */
export {};
