"""Reads the tensors of a legacy (pre-zip) `torch.save` file without torch.

The file is a row of pickles: a magic number, a protocol number, system facts, the object, the storage
keys; then each storage's length (int64) and raw little-endian data.
"""

import pickle
from collections import OrderedDict

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
DTYPES = {
    "FloatStorage": np.float32,
    "DoubleStorage": np.float64,
    "HalfStorage": np.float16,
    "IntStorage": np.int32,
    "LongStorage": np.int64,
}


class _Storage:
    def __init__(self, dtype, size):
        self.dtype, self.size, self.data = dtype, size, None


class _Tensor:
    def __init__(self, storage, offset, shape, stride):
        self.storage, self.offset, self.shape, self.stride = storage, offset, shape, stride

    def numpy(self):
        data = self.storage.data[self.offset :]
        if not self.shape:
            return np.array(data[0])
        steps = [s * data.itemsize for s in self.stride]
        return np.lib.stride_tricks.as_strided(data, self.shape, steps).copy()


def load(path):
    """The tensors of a state dict, by name, as numpy arrays."""
    storages = {}

    class Reader(pickle.Unpickler):
        def find_class(self, module, name):
            if name in DTYPES:
                return name
            if name.startswith("_rebuild_tensor"):
                return lambda storage, offset, shape, stride, *_: _Tensor(storage, offset, shape, stride)
            if name == "OrderedDict":
                return OrderedDict
            raise pickle.UnpicklingError(f"{module}.{name} is not expected in a file of weights")

        def persistent_load(self, pid):
            _, kind, key, _, size = pid[:5]
            if key not in storages:
                storages[key] = _Storage(DTYPES[kind], size)
            return storages[key]

    with open(path, "rb") as file:
        if pickle.load(file) != MAGIC or pickle.load(file) != PROTOCOL:
            raise ValueError(f"{path} is no legacy torch file")
        pickle.load(file)
        tensors = Reader(file).load()
        for key in pickle.load(file):
            size = int(np.frombuffer(file.read(8), np.int64)[0])
            storage = storages[key]
            if size != storage.size:
                raise ValueError(f"storage {key} has {size} items, {storage.size} expected")
            storage.data = np.frombuffer(file.read(size * np.dtype(storage.dtype).itemsize), storage.dtype)
    return {name: tensor.numpy() for name, tensor in tensors.items()}
