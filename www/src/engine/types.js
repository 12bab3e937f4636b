/**
 * The types that the page and the engine share. No code lives here.
 *
 * @typedef {object} LoadProgress
 * @property {"program" | "model" | "starting" | "ready"} stage  What is under way.
 * @property {number} loaded  Bytes here (stages program and model), else workers started.
 * @property {number} total   Bytes or workers in all; 0 when the server does not say.
 *
 * @typedef {object} GalleryCharacter  A character of the gallery, or a class of the model in use.
 * @property {number} index       Class index of the model, and place among the faces.
 * @property {string} name
 * @property {string[]} pictures  Addresses of its pictures, absolute: four in the gallery, else there may be
 *   fewer or none.
 *
 * @typedef {object} Atlas
 * @property {string} url      One picture with a face per character.
 * @property {number} columns
 * @property {number} rows
 * @property {number} size     Side of one face, pixels.
 *
 * @typedef {Atlas | { urls: (string | null)[] }} Faces  By class; those that are not in one picture have
 *   addresses of their own, or none.
 *
 * @typedef {object} NetworkFacts  What a worker says of the network that it loaded.
 * @property {number} width      Of the pictures it takes.
 * @property {number} height
 * @property {number} classes
 * @property {number} embedding  Length; 0 without one.
 * @property {string} sha256     Of its files.
 * @property {number} milliseconds  Of one picture, where that was measured.
 *
 * @typedef {object} Inspected  What a model file says of itself.
 * @property {string} inputName
 * @property {number} width
 * @property {number} height
 * @property {boolean} isSizeOpen    The file leaves the size open; it is what is usual.
 * @property {number | null} batch   Pictures in one run, where the file fixes them.
 * @property {"nchw" | "nhwc"} layout
 * @property {[number, number, number]} mean
 * @property {[number, number, number]} deviation
 * @property {"said" | "inside" | "usual"} guess  Where mean and deviation come from: the file says them, its
 *   graph normalises by itself, or they are what is usual.
 * @property {number} opset
 * @property {string} producer
 * @property {"logits" | "probabilities"} kind  Of the scores.
 * @property {number} classes
 * @property {number} embedding      Length; 0 without one.
 * @property {string | null} labels  As they stand in the file.
 *
 * @typedef {object} NetworkOptions  How pixel values enter a network, beyond what its file says.
 * @property {[number, number, number]} mean       Of R, G, B, in units of 0 to 255.
 * @property {[number, number, number]} deviation  The same.
 * @property {"rgb" | "bgr"} order
 *
 * @typedef {object} Rect  In pixels of the picture as a person sees it (orientation applied).
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{ kind: "gallery" | "class", character: number, picture: number } | { kind: "own", name: string }} PictureSource
 *   Of the gallery, of a class of the model in use, or a person's own.
 *
 * @typedef {object} OpenedPicture
 * @property {number} id
 * @property {PictureSource} source
 * @property {number} width   Pixels, orientation applied, of the part in use.
 * @property {number} height
 * @property {string} sha256  Of the file's bytes.
 * @property {string} url     Address (blob: or same origin) of the part in use, for an `img` or `image` element.
 * @property {Rect} crop      The part in use.
 * @property {{ width: number, height: number, url: string }} whole  The whole picture, for the crop view.
 *
 * @typedef {object} Candidate
 * @property {number} index
 * @property {string} name
 * @property {number} probability  Calibrated, 0 to 1; all candidates sum to 1.
 * @property {number} logit
 *
 * @typedef {object} Answer
 * @property {Candidate[]} candidates  Every class, most probable first.
 * @property {boolean} known           False: "this looks like nobody I know".
 * @property {number} seconds          Time of the forward pass.
 *
 * @typedef {object} Settings
 * @property {string} cut            "slic" (default), "grid", "parts", or "hand-N" for pieces made by hand.
 * @property {number} segments       At most so many superpixels (8 to 127; 31 by default).
 * @property {number} compactness    SLIC compactness (1 to 100; 10 by default).
 * @property {string} fill           "contrastive" (default), "others", "grey", "blur", "mean", "picture-mean" or "#rrggbb".
 * @property {number | null} kernelWidth  Null is a flat kernel (default).
 * @property {"difference" | "log-odds" | "probability"} scale
 * @property {"hadamard" | "bernoulli"} design
 * @property {number} evaluations    Budget (64 to 2048; 256 by default).
 * @property {number} seed           0 to 2^32 - 1.
 *
 * @typedef {object} Question
 * @property {OpenedPicture} picture
 * @property {number} classIndex   A of "why A rather than B?".
 * @property {number} rivalIndex   B.
 * @property {string} model        Id of the model that is asked.
 * @property {Settings} settings
 * @property {LikenessQuestion} [likeness]  How much is it like character A, instead: classes are characters.
 *
 * @typedef {object} LikenessQuestion
 * @property {number} set         Which set of characters.
 * @property {string[]} names
 * @property {number[]} avoid     Gallery characters whose pictures hidden pieces must not show.
 * @property {Float32Array} rows  The characters, for the evaluation workers.
 *
 * @typedef {object} Pieces  The superpixels of a picture.
 * @property {number} count
 * @property {number} width    Size of the picture the paths are drawn on.
 * @property {number} height
 * @property {string[]} paths  SVG path data per superpixel, closed, to be filled with the even-odd rule.
 * @property {number[]} areas  Share of the picture per superpixel, 0 to 1.
 * @property {[number, number][]} centres  A point inside each superpixel, for its number.
 * @property {number[][]} neighbours       Superpixels that touch each superpixel.
 *
 * @typedef {object} Explanation
 * @property {number} classIndex
 * @property {number} rivalIndex
 * @property {"difference" | "log-odds" | "probability" | "similarity"} scale
 * @property {number | null} kernelWidth
 * @property {number} done       Evaluations made.
 * @property {number} planned    Evaluations at most.
 * @property {number | null} secondsLeft  Null before it is known and once finished.
 * @property {boolean} finished
 * @property {"budget" | "separated" | "precise" | "cancelled" | null} stoppedBecause
 * @property {number[]} weights          Per superpixel; above 0 speaks for A.
 * @property {number[]} standardErrors   Noise of the evaluations, within the references used.
 * @property {number[] | null} referenceErrors  Spread over references; null with fewer than two.
 * @property {number} intercept
 * @property {number} fidelity           Weighted R², at most 1.
 * @property {number} localPrediction    The surrogate's value at the picture itself.
 * @property {number} prediction         The model's value at the picture itself.
 * @property {number} seconds            Since the question was asked.
 *
 * @typedef {object} HeatMap  What pixels are worth, from more than one way of cutting the picture.
 * @property {Float32Array} values  Row-major, height × width; above 0 speaks for A.
 * @property {number} width
 * @property {number} height
 * @property {number} cuts       Ways of cutting.
 * @property {number} tries      Evaluations in all.
 *
 * @typedef {object} Place  A place that the swap test pasted into the rival's pictures.
 * @property {number[]} pieces
 * @property {number} area       Share of the picture, 0 to 1.
 * @property {number} excess     Share of the way to the class that it covers, beyond its area.
 * @property {number} clearness  The same over its error.
 *
 * @typedef {object} Judgement  May the explanation be believed?
 * @property {"believe" | "not-settled" | "do-not-trust"} level
 * @property {("nothing-speaks-for" | "within-noise" | "top-carries" | "set-carries" | "unclear"
 *   | "does-not-carry" | "rival-not-recognised" | "few-pictures" | "not-tested")[]} reasons
 * @property {number} z1         Heaviest weight over its standard error.
 * @property {number} pictures   Pictures of the rival that were used.
 * @property {Place | null} top  The heaviest piece alone.
 * @property {Place | null} set  The fewest pieces that hold half of the evidence for the class.
 *
 * @typedef {object} ExplainHooks
 * @property {AbortSignal} [signal]                       Cancels within one batch; what is there stays.
 * @property {(pieces: Pieces) => void} [onPieces]        Once, before the first update.
 * @property {(explanation: Explanation) => void} [onUpdate]  After every few evaluations.
 *
 * @typedef {{ cut: string, segments: number, compactness: number }} Cutting
 *
 * @typedef {{ kind: "shap", evaluations: number } | { kind: "occlusion" }
 *   | { kind: "removal", order: number[], reference: number }
 *   | { kind: "shown", on: number[], reference: number }} Ask   A question beside LIME about the pieces.
 *
 * @typedef {object} Curve   Of the class's chance, 0 to 1.
 * @property {number[]} values   After 0, 1, … all steps.
 * @property {number} area       Below the curve, steps from 0 to 1.
 * @property {number} beats      Random orders that do worse.
 *
 * @typedef {{ step: number, low: number, mean: number, high: number }} BandPoint
 *
 * @typedef {object} Removed
 * @property {Curve} deletion
 * @property {Curve} insertion
 * @property {BandPoint[]} deletionBand
 * @property {BandPoint[]} insertionBand
 * @property {number} orders     Random orders tried.
 *
 * @typedef {object} Answers
 * @property {{ values: number[], all: number, none: number, exact: boolean }} shap
 * @property {{ off: number[], alone: number[] }} occlusion
 * @property {Removed} removal
 * @property {{ probabilities: number[] }} shown
 *
 * @typedef {{ mean: number, low: number, high: number }} Share
 *
 * @typedef {object} PieceShares
 * @property {Share[]} shares    Of the evidence for the class, per piece.
 * @property {number[]} areas
 * @property {number[]} weights
 *
 * @typedef {{ character: Record<string, unknown>, variation: Record<string, unknown> }} Sketch
 *
 * @typedef {object} Edit   One trait of a drawing with another choice.
 * @property {"hairColour" | "hair" | "fringe" | "eyeColour" | "eyes" | "outfit" | "accessory" | "expression"
 *   | "background"} about
 * @property {string} label
 * @property {string | null} colour
 * @property {boolean} current   The drawing has it already.
 * @property {Sketch["character"]} character
 * @property {Sketch["variation"]} variation
 *
 * @typedef {{ kind: "merge", pieces: number[] } | { kind: "split", piece: number }
 *   | { kind: "draw", discs: number[] }} Change   Of the pieces; discs are x, y, radius triples.
 *
 * @typedef {{ cut: string, pieces: Pieces }} HandCut
 *
 * @typedef {object} EngineErrorInfo
 * @property {string} code      Stable short name, e.g. "picture-too-large", "model-broken", "no-simd".
 * @property {string} message   A sentence a person understands: what happened and what to do.
 * @property {string} details   Text to copy into a report.
 *
 * @typedef {object} Manifest  The part of manifest.json that the page reads.
 * @property {{ path: string, bytes: number }} backbone
 * @property {{ path: string, bytes: number }} head
 * @property {{ width: number, height: number }} input
 * @property {number} embedding
 * @property {{ file: { path: string }, columns: number, rows: number, size: number }} atlas
 * @property {{ name: string, pictures: { path: string, sha256: string }[] }[]} classes
 * @property {{ path: string }} [likeness]
 */
export {};
