"""Files that NumPy writes, for NumpyFiles.cs, and what NumPy reads from ours.

  python3 numpy_files.py              the table: name, shape, values in row-major order, the bytes of the file
  python3 numpy_files.py read FILE    every array of an NPZ file: name, type, shape, values in row-major order
"""
import io
import sys

import numpy as np


def row(name, array, content):
    print(name, "x".join(map(str, array.shape)) or "-", ",".join(map(str, array.flatten().tolist())) or "-", content.hex(), sep=" ")


def saved(save, *arrays, **named):
    file = io.BytesIO()
    save(file, *arrays, **named)
    return file.getvalue()


def table():
    grid = np.arange(6).reshape(2, 3) - 2
    for name in ["<f4", "<f8", "<i4", "<i8", "|u1"]:
        array = (grid if name[1] == "i" else grid + 2 if name[1] == "u" else grid / 4).astype(name)
        row(name, array, saved(np.save, array))
        row(name + "/fortran", array, saved(np.save, np.asfortranarray(array)))
    cube = np.arange(24, dtype="<i4").reshape(2, 3, 4)
    row("<i4/fortran3", cube, saved(np.save, np.asfortranarray(cube)))
    row("<f8/scalar", np.float64(3.5), saved(np.save, np.float64(3.5)))
    row("<f8/vector", np.arange(3.0), saved(np.save, np.arange(3.0)))
    row("<f8/empty", np.zeros((0, 3)), saved(np.save, np.zeros((0, 3))))
    for version in [2, 3]:
        array = np.arange(4, dtype="<f4")
        row(f"<f4/version{version}", array, saved(np.lib.format.write_array, array, version=(version, 0)))
    weights = np.arange(4, dtype="<f4").reshape(2, 2)
    row("npz", weights, saved(np.savez, weights=weights, labels=np.array([1, 2])))
    row("npz/compressed", weights, saved(np.savez_compressed, weights=weights, labels=np.array([1, 2])))


def read(path):
    with np.load(path, allow_pickle=False) as arrays:
        for name in arrays.files:
            array = arrays[name]
            print(name, array.dtype.str, "x".join(map(str, array.shape)) or "-", ",".join(map(str, array.flatten().tolist())) or "-")


if len(sys.argv) > 1:
    read(sys.argv[2])
else:
    table()
