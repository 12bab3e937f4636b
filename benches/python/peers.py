"""What people use today, timed on the same picture and model: Python lime with onnxruntime, and other SLICs.

    python3 benches/python/peers.py prepare WORK                 writes WORK/picture.png, 224 x 224, and
                                                                 WORK/drawn-a.png, WORK/noise.png, 640 x 480
    python3 benches/python/peers.py lime WORK LABELS CLASS KERNEL  prints JSON; KERNEL is a width or `flat`
    python3 benches/python/peers.py slic PICTURE SEGMENTS        prints JSON

`lime` runs `lime_image.LimeImageExplainer` twice: with all its defaults (quickshift, 1,000 samples, batches of
ten), and on the superpixels of LABELS (JSON, a row-major list), filled with their own means, explaining log-odds.
The model is WORK/lite0-224.onnx and models/head.safetensors; onnxruntime has two threads.
"""

import json
import pathlib
import statistics
import struct
import sys
import time

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = 1000
SEEDS = 2


def prepare(work):
    drawing = Image.open(ROOT / "models/gallery/orimaya-1.webp").convert("RGB")
    drawing.resize((224, 224), Image.Resampling.BILINEAR).save(pathlib.Path(work) / "picture.png")
    for name in ("drawn-a", "noise"):
        cut = Image.open(ROOT / f"tests/golden/slic/{name}.png").convert("RGB")
        cut.resize((640, 480), Image.Resampling.BILINEAR).save(pathlib.Path(work) / f"{name}.png")


def head():
    """Names of the classes, and logits of embeddings: as `moelens::model::LinearHead`."""
    file = (ROOT / "models/head.safetensors").read_bytes()
    length = struct.unpack("<Q", file[:8])[0]
    tensors = json.loads(file[8 : 8 + length])
    about = json.loads(tensors["__metadata__"]["moelens"])

    def tensor(name, kind):
        start, end = tensors[name]["data_offsets"]
        data = np.frombuffer(file[8 + length + start : 8 + length + end], kind)
        return data.reshape(tensors[name]["shape"]).astype(np.float32)

    weights, bias = tensor("weights", "<f2"), tensor("bias", "<f4")
    factor, temperature = about["scale"]["factor"], about["temperature"]

    def logits(embeddings):
        rows = embeddings * (factor / np.linalg.norm(embeddings, axis=1, keepdims=True))
        return (rows @ weights.T + bias) / temperature

    return about["labels"], logits


def classifier(work):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(f"{work}/lite0-224.onnx", options)
    labels, logits = head()

    def run(pictures):
        batch = (np.stack(pictures).astype(np.float32).transpose(0, 3, 1, 2) - 127) / 128
        return logits(session.run(["embedding"], {"input": batch})[0]).astype(np.float64)

    return labels, run


def softmax(rows):
    powers = np.exp(rows - rows.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def log_odds(rows):
    powers = np.exp(rows - rows.max(axis=1, keepdims=True))
    total = powers.sum(axis=1, keepdims=True)
    return np.log(powers) - np.log(total - powers)


def lime(work, labels_file, name, kernel):
    from lime import lime_image

    picture = np.asarray(Image.open(f"{work}/picture.png").convert("RGB"))
    labels, run = classifier(work)
    superpixels = np.array(json.loads(pathlib.Path(labels_file).read_text())).reshape(picture.shape[:2])
    target = labels.index(name)
    width = 1e6 if kernel == "flat" else float(kernel)
    run([picture] * 10)
    defaults, alike, weights = [], [], []
    for seed in range(SEEDS):
        explainer = lime_image.LimeImageExplainer(random_state=seed)
        started = time.perf_counter()
        explainer.explain_instance(
            picture, lambda rows: softmax(run(rows)), num_samples=SAMPLES, random_seed=seed
        )
        defaults.append(time.perf_counter() - started)
        explainer = lime_image.LimeImageExplainer(kernel_width=width, random_state=seed)
        started = time.perf_counter()
        found = explainer.explain_instance(
            picture,
            lambda rows: log_odds(run(rows)),
            labels=(target,),
            top_labels=None,
            num_samples=SAMPLES,
            segmentation_fn=lambda _: superpixels,
            random_seed=seed,
        )
        alike.append(time.perf_counter() - started)
        by_superpixel = dict(found.local_exp[target])
        weights.append([by_superpixel[k] for k in range(superpixels.max() + 1)])
    return {
        "default": statistics.median(defaults),
        "alike": statistics.median(alike),
        "weights": weights,
        "logOdds": float(log_odds(run([picture]))[0, target]),
    }


def slic(file, segments):
    import skimage.segmentation

    picture = np.ascontiguousarray(np.asarray(Image.open(file).convert("RGB")))
    variants = {
        "scikit-image": lambda: skimage.segmentation.slic(picture, n_segments=segments, compactness=10, start_label=0)
    }
    try:
        import fast_slic

        scalar = fast_slic.Slic(num_components=segments, compactness=10)
        scalar.num_threads = 1
        variants["fast-slic"] = lambda: scalar.iterate(picture)
    except ImportError as error:
        print(f"fast-slic is not here: {error}", file=sys.stderr)
    times = {name: [] for name in variants}
    for _ in range(12):
        for name, variant in variants.items():
            started = time.perf_counter()
            variant()
            times[name].append(1000 * (time.perf_counter() - started))
    return {name: statistics.median(some) for name, some in times.items()}


def main():
    what, *rest = sys.argv[1:]
    if what == "prepare":
        prepare(*rest)
    elif what == "lime":
        print(json.dumps(lime(*rest)))
    else:
        print(json.dumps(slic(rest[0], int(rest[1]))))


main()
