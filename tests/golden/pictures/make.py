"""Small pictures for tests/decode.rs, in the kinds that Rust encoders do not write.

Pinned: Python 3.11, pillow 13.0.0, numpy 2.4.6.
Run by hand, in this folder:  python3 make.py
Every picture is 48 x 32: four fields, red, green / blue, cream (values below), so that a test knows what it
must see. Animations show the fields first and then black.
"""

from pathlib import Path

import numpy as np
import PIL
from PIL import Image

assert PIL.__version__ == "13.0.0", f"this generator is pinned to pillow 13.0.0, found {PIL.__version__}"

HERE = Path(__file__).parent
FIELDS = [[(220, 40, 40), (40, 180, 60)], [(40, 60, 200), (235, 220, 190)]]
ALPHA = [[255, 0], [128, 255]]


def fields(values):
    return np.kron(np.array(values), np.ones((16, 24) + (1,) * (np.ndim(values) - 2))).astype(np.uint8)


RGB = Image.fromarray(fields(FIELDS))
RGBA = RGB.copy()
RGBA.putalpha(Image.fromarray(fields(ALPHA)))
GREY = RGB.convert("L")
BLACK = Image.new("RGB", RGB.size)


def save(picture, name, **options):
    picture.save(HERE / name, **options)


def cmyk():
    """The kinds that printing programs write: inverted CMYK, and YCCK by telling the reader (Adobe marker,
    transform 2) that the first three channels, here Y, Cb and Cr of the inks, are to be turned back."""
    save(RGB.convert("CMYK"), "cmyk.jpg", quality=95)
    y, cb, cr = Image.fromarray(255 - np.asarray(RGB)).convert("YCbCr").split()
    # Pillow inverts what it writes as CMYK, so the channels go in inverted once more.
    invert = [c.point(lambda v: 255 - v) for c in (y, cb, cr)]
    save(Image.merge("CMYK", [*invert, Image.new("L", RGB.size, 0)]), "ycck.jpg", quality=95)
    data = bytearray((HERE / "ycck.jpg").read_bytes())
    adobe = data.index(b"Adobe")
    data[adobe + 11] = 2
    (HERE / "ycck.jpg").write_bytes(data)


if __name__ == "__main__":
    save(RGB, "baseline.jpg", quality=95)
    save(RGB, "progressive.jpg", quality=95, progressive=True)
    save(RGB, "subsampled.jpg", quality=90, subsampling=2)
    save(GREY, "grey.jpg", quality=95)
    cmyk()
    save(RGB, "lossy.webp", quality=95)
    save(RGBA, "alpha.webp", lossless=True)
    save(RGBA, "alpha-lossy.webp", quality=95)
    save(RGB, "animated.webp", save_all=True, append_images=[BLACK], duration=100, lossless=True)
    save(RGB.quantize(8), "animated.gif", save_all=True, append_images=[BLACK], duration=100)
    save(RGB.quantize(8), "palette.bmp")
    save(RGB, "rgb.bmp")
    save(RGB.quantize(8), "palette.png")
    save(RGBA.quantize(8), "palette-alpha.png")
    save(GREY.point(lambda v: 255 * (v > 100)).convert("1"), "bits.png")
    save(Image.fromarray(np.asarray(GREY).astype(np.uint16) * 257), "grey16.png")
