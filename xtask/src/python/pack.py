"""Packs the part of Python's library that listings need, compiled, into one zip.

It runs in the very Python that will read it. Modules of our own lie in `OWN`.
"""

import importlib
import importlib._bootstrap_external as external
import os
import sys

LIBRARY = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"
OWN = "/own"
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(names, to):
    """Writes the zip, and returns what was packed and what is not there, as JSON."""
    missing = [name for name in names if not _can_import(name)]
    paths = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
    # What is needed for packing alone is imported after that.
    import json
    import zipfile

    files = _own()
    with zipfile.ZipFile(LIBRARY) as source:
        for path in sorted({path.removeprefix(LIBRARY + "/") for path in paths}):
            if path in source.namelist():
                files[path] = source.read(path)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as packed:
        for path, data in sorted(files.items()):
            # Listings are texts that people read.
            if path.endswith(".py") and not ("/listings/" in path and "__init__" not in path):
                path, data = path + "c", _compiled(data, path)
            packed.writestr(zipfile.ZipInfo(path, EPOCH), data)
    return json.dumps({"files": sorted(files), "missing": missing})


def _own():
    """Our own files, by their paths in the zip."""
    files = {}
    for folder, _, names in os.walk(OWN):
        for name in names:
            path = f"{folder}/{name}"
            with open(path, "rb") as file:
                files[path.removeprefix(OWN + "/")] = file.read()
    return files


def _can_import(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def _compiled(text, path):
    """Code that Python compares with no source, because there is none."""
    code = compile(text, f"{LIBRARY}/{path}", "exec", dont_inherit=True)
    return external._code_to_hash_pyc(code, b"\0" * 8, False)
