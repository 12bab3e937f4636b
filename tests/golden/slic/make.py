"""Golden label maps for tests/slic_golden.rs, made by scikit-image.

Pinned: Python 3.11, scikit-image 0.26.0, numpy 2.4.6, scipy 1.17.1, pillow 13.0.0.
Run by hand, in this folder:  python3 make.py
It draws the four synthetic pictures (from the seed below; the four drawn-*.png are kept as they are),
runs skimage.segmentation.slic on all eight and stores each label map as a grey PNG,
8 bits where the labels fit and 16 bits otherwise, named <picture>.<n_segments>-<compactness>.png.
connectivity.txt holds label maps before and after scikit-image's connectivity step alone, grids.txt the
places where clusters start (width, height, points, rows' start and step, columns' start and step).
"""

from pathlib import Path

import numpy as np
import PIL
import skimage
from PIL import Image, ImageDraw
from skimage.segmentation import _slic, slic
from skimage.util import regular_grid

PINNED = {"scikit-image": "0.26.0", "pillow": "13.0.0"}
FOUND = {"scikit-image": skimage.__version__, "pillow": PIL.__version__}
assert FOUND == PINNED, f"this generator is pinned to {PINNED}, found {FOUND}"

HERE = Path(__file__).parent
SEED = 20120
SETTINGS = [(31, 10.0), (120, 20.0), (400, 5.0)]


def gradient():
    y, x = np.mgrid[:200, :300]
    red = x * 255 / 299
    green = y * 255 / 199
    blue = 127 + 100 * np.sin(x / 40) * np.cos(y / 30)
    return np.stack([red, green, blue], -1)


def noise(rng):
    total = np.zeros((256, 256, 3))
    for cells, weight in [(4, 90), (16, 60), (64, 30)]:
        coarse = Image.fromarray(rng.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
        total += weight / 180 * np.asarray(coarse.resize((256, 256), Image.Resampling.BICUBIC), float)
    return np.round(total / 4) * 4


def shapes(rng):
    picture = Image.new("RGB", (320, 240), (240, 236, 225))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        colour = tuple(int(c) for c in rng.integers(0, 256, 3))
        x, y = rng.integers(-20, 300, 2)
        w, h = rng.integers(10, 110, 2)
        box = [int(x), int(y * 0.75), int(x + w), int(y * 0.75 + h)]
        kind = rng.integers(0, 3)
        if kind == 0:
            draw.ellipse(box, fill=colour)
        elif kind == 1:
            draw.rectangle(box, fill=colour)
        else:
            draw.polygon([(box[0], box[3]), (box[2], box[3]), ((box[0] + box[2]) // 2, box[1])], fill=colour)
    return np.asarray(picture, float)


def faint(rng):
    """Little contrast: the rescaling to the full range decides."""
    y, x = np.mgrid[:281, :256]
    rings = 100 + 12 * np.sin(np.hypot(x - 120, y - 150) / 9)
    base = np.stack([rings, rings[::-1], 100 + x / 20], -1)
    return base + rng.integers(0, 5, base.shape)


def synthetic():
    rng = np.random.default_rng(SEED)
    pictures = {"gradient": gradient(), "noise": noise(rng), "shapes": shapes(rng), "faint": faint(rng)}
    for name, values in pictures.items():
        Image.fromarray(np.clip(np.round(values), 0, 255).astype(np.uint8)).save(HERE / f"{name}.png", optimize=True)


def label_maps():
    for path in sorted(HERE.glob("*.png")):
        if "." in path.stem:
            continue
        picture = np.asarray(Image.open(path).convert("RGB"))
        for segments, compactness in SETTINGS:
            labels = slic(picture, n_segments=segments, compactness=compactness, start_label=0)
            kind = np.uint8 if labels.max() < 256 else np.uint16
            out = HERE / f"{path.stem}.{segments}-{compactness:g}.png"
            Image.fromarray(labels.astype(kind)).save(out, optimize=True)
            print(out.name, picture.shape, labels.max() + 1)


def connectivity():
    rng = np.random.default_rng(SEED + 1)
    lines = []
    for case in range(60):
        h, w = rng.integers(1, 10, 2)
        labels = rng.integers(0, rng.integers(1, 5), (1, h, w)).astype(np.intp)
        low = int(rng.integers(0, 6))
        high = int(rng.integers(max(low, 3), 20))
        after = np.asarray(_slic._enforce_label_connectivity_cython(labels, low, high, start_label=0))
        rows = [" ".join(map(str, m.ravel())) for m in (labels, after)]
        lines.append(f"{w} {h} {low} {high} | {rows[0]} | {rows[1]}")
    (HERE / "connectivity.txt").write_text("\n".join(lines) + "\n")


def grids():
    rng = np.random.default_rng(SEED + 2)
    lines = []
    fixed = [(1, 1, 1), (1, 7, 3), (7, 1, 3), (1, 400, 31), (384, 384, 31), (100, 100, 64), (5, 5, 1), (2, 9, 18)]
    drawn = [tuple(int(v) for v in (*rng.integers(1, 500, 2), rng.integers(1, 300))) for _ in range(100)]
    for width, height, points in fixed + drawn:
        slices = regular_grid((1, height, width), points)[1:]
        lines.append(f"{width} {height} {points} " + " ".join(f"{s.start or 0} {s.step or 1}" for s in slices))
    (HERE / "grids.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    for old in HERE.glob("*.*-*.png"):
        old.unlink()
    synthetic()
    label_maps()
    connectivity()
    grids()
