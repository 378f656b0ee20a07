"""The judges' programs: fetched once by their own package managers, in pinned versions whose hashes are checked."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from .verdict import Missing

HOME = Path(__file__).parents[1] / ".venv/judges"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


def program(name: str, package: str) -> str:
    """The full path of a program that the machine must have. Raises Missing, which names the Debian package."""
    found = shutil.which(name)
    if found is None:
        raise Missing(f"programmet {name} finns inte på datorn (Debian: apt-get install {package})")
    return found


def maven(artifact: str, sha256: str) -> Path:
    """The jar that Maven's central repository calls "group:name:version". Raises Missing where it cannot be had."""
    _, name, version = artifact.split(":")
    jar = HOME / f"{name}-{version}.jar"
    if not jar.is_file():
        run([program("mvn", "maven"), "-q", "-B", _COPY, f"-Dartifact={artifact}", f"-DoutputDirectory={HOME}"])
    return _hashed(jar, sha256)


def npm(name: str) -> Path:
    """The folder where the packages of conformance/npm/<name>/package-lock.json are installed.

    The lock has each package's hash, which `npm ci` checks. (Written by `npm install --package-lock-only
    --omit-lockfile-registry-resolved`, so that it names no registry.)
    """
    locked = Path(__file__).parent / "npm" / name
    text = (locked / "package-lock.json").read_bytes()
    folder = HOME / f"{name}-{hashlib.sha256(text).hexdigest()[:12]}"
    if not (folder / "node_modules").is_dir():
        begun = Path(f"{folder}.{os.getpid()}")
        shutil.copytree(locked, begun)
        run([program("npm", "npm"), "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], at=begun)
        begun.rename(folder)
    return folder


def pip(name: str) -> Path:
    """The virtual environment where the packages of conformance/pip/<name>.txt are installed, which has their hashes.

    It is one of its own, since a judge may want other versions of what draftkit uses. (Written by `uv pip compile
    --universal --generate-hashes --no-emit-index-url`.)
    """
    locked = Path(__file__).parent / f"pip/{name}.txt"
    folder = HOME / f"{name}-{hashlib.sha256(locked.read_bytes()).hexdigest()[:12]}"
    if not (folder / "fetched").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(folder)])
        install = ["install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", str(locked)]
        run([str(folder / "bin/python"), "-m", "pip", *install])
        (folder / "fetched").touch()
    return folder


def run(command: Sequence[str], *, at: Path | None = None, codes: Collection[int] = (0,)) -> str:
    """What a program prints. Raises Missing where it ends with none of `codes`: what cannot be run judges nothing."""
    with tempfile.TemporaryFile() as out:  # a program in Node that ends loses what a pipe has no room for
        done = subprocess.run(command, cwd=at, stdout=out, stderr=subprocess.PIPE, check=False)
        out.seek(0)
        said, told = (each.decode("utf-8", "replace") for each in (out.read(), done.stderr))
    if done.returncode not in codes:
        last = "\n    ".join((told.strip() or said.strip()).splitlines()[-12:])
        raise Missing(f"{Path(command[0]).name} slutade med kod {done.returncode}: {last}")
    return said


def _hashed(path: Path, sha256: str) -> Path:
    if not path.is_file():
        raise Missing(f"{path.name} kunde inte hämtas")
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        path.unlink()
        raise Missing(f"{path.name} är inte den fil som är vald: SHA-256 stämmer inte, och filen är borttagen")
    return path
