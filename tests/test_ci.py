"""The workflows of `draftkit init --ci`: their shell is taken out of the YAML, and run in a real repository.

What a platform does round the steps is done here: its variables, GITHUB_ENV and the like. Only `python3 -m venv` and
pip are played by a stub, which notes what it was asked for and gives the draftkit of this very checkout.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML

import draftkit
from conftest import BODIES, CASE, PEOPLE, ROOT, SMALL
from draftkit.cli.workflows import PLATFORMS, VERSIONS

DRAFTKIT = Path(sys.executable).with_name("draftkit")
READY, UNFINISHED = "ks-2021-0417", "ks-2021-0500"
HEADS = "| Ärende | Skede | Fel | Varningar | Slutligt dokument |"
ROW = (
    "| **KS 2021/0417** Motion om lånebara verktyg<br>`drafts/ks-2021-0417` "
    "| kommunstyrelse | 0 | 0 | går att bygga |"
)  # fmt: skip


def past(text: str) -> str:
    """The small case ten years earlier, so that all of it has happened whatever the day is."""
    return text.replace("2031", "2021")


# --- a repository with two branches --------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Sara Lindqvist", "-c", "user.email=sara@stensunda.example"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def repository(folder: Path, platform: str) -> Path:
    """A working folder made by `init --ci`, with one ärende that is ready and one that is not, on the branch main."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    names = ["--kommun", "Stensunda kommun", "--ort", "Stensunda"]
    subprocess.run([DRAFTKIT, "init", "--ci", platform, *names], cwd=folder, check=True, capture_output=True)
    files = {f"drafts/{READY}/{path}": past(text) for path, text in SMALL.items()}
    unfinished = past(CASE).replace("0417", "0500").replace("skede: kommunstyrelse", "skede: beredning")
    files[f"drafts/{UNFINISHED}/arende.yaml"] = unfinished
    write(folder, {**files, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE})
    commit(folder)
    return folder


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Ändring")
    return git(folder, "rev-parse", "HEAD")


def change(folder: Path, files: dict[str, str]) -> None:
    """A commit on a branch of its own, and what a platform has of it: the branch main as a remote one."""
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "checkout", "-q", "-b", "forslag")
    write(folder, files)
    commit(folder)


# --- a platform that runs the steps --------------------------------------------------------------

STUB = """\
#!/usr/bin/env bash
set -eu
echo "$0 $*" >> "$LOGG"
case "$*" in
  "-I -m venv "*) mkdir -p "$4/bin"; cp "$STUB" "$4/bin/python" ;;
  "-I -m pip install "*) for last in "$@"; do :; done; cat "$last" >> "$LOGG.krav"
     ln -sf "$DRAFTKIT" "$(dirname "$0")/draftkit" ;;
  *) echo "stub: $*" >&2; exit 99 ;;
esac
"""


@dataclass
class Ran:
    """What a job left: the exit code of each step by name, what they printed, the summary, and what pip was given."""

    codes: dict[str, int] = field(default_factory=dict)
    printed: str = ""
    summary: str = ""
    installed: str = ""
    asked: str = ""


class Platform:
    """Runs the shell of one job in a checkout."""

    def __init__(self, checkout: Path, scratch: Path, variables: dict[str, str]) -> None:
        self.checkout, self.scratch = checkout, scratch
        self.path = [scratch / "stub", *map(Path, os.environ["PATH"].split(":"))]
        (scratch / "stub").mkdir(parents=True)
        stub = scratch / "stub" / "python3"
        stub.write_text(STUB)
        stub.chmod(0o755)
        (scratch / "tmp").mkdir()
        self.variables = {
            "HOME": str(scratch), "LOGG": str(scratch / "logg"), "STUB": str(stub), "DRAFTKIT": str(DRAFTKIT),
            "CI": "true", "RUNNER_TEMP": str(scratch / "tmp"), "TMPDIR": str(scratch / "tmp"), **variables,
        }  # fmt: skip

    def shell(self, script: str, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """One step, as the runners of all three start bash."""
        environment = {**self.variables, **more, "PATH": ":".join(map(str, self.path))}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=self.checkout, env=environment, capture_output=True, text=True, check=False)

    def log(self, name: str) -> str:
        path = self.scratch / name
        return path.read_text() if path.exists() else ""


def github(checkout: Path, workflow: str, scratch: Path, variables: dict[str, str]) -> Ran:
    """The one job of a workflow of GitHub or Forgejo, step by step; the conditions are the two that we write."""
    told = yaml(checkout / workflow)
    (job,) = told["jobs"].values()
    platform = Platform(checkout, scratch, {**told["env"], "GITHUB_ACTIONS": "true", **variables})
    files = {name: scratch / name for name in ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    ran = Ran()
    for step in job["steps"]:
        installed = ran.codes.get("Installera draftkit") == 0
        due = {
            None: not any(ran.codes.values()),
            "${{ !cancelled() && steps.installera.outcome == 'success' }}": installed,
            "${{ !cancelled() }}": True,
        }[step.get("if")]
        if "run" not in step or not due:
            continue
        done = platform.shell(step["run"], {**step.get("env", {}), **{key: str(path) for key, path in files.items()}})
        ran.codes[step["name"]] = done.returncode
        ran.printed += done.stdout + done.stderr
        for line in platform.log("GITHUB_ENV").splitlines():
            name, _, value = line.partition("=")
            platform.variables[name] = value
        for line in platform.log("GITHUB_PATH").splitlines():
            platform.path.insert(0, Path(line))
        files["GITHUB_ENV"].write_text("")
        files["GITHUB_PATH"].write_text("")
    ran.summary, ran.installed, ran.asked = map(platform.log, ("GITHUB_STEP_SUMMARY", "logg.krav", "logg"))
    return ran


def gitlab(checkout: Path, job: str, scratch: Path, variables: dict[str, str]) -> Ran:
    """A job of GitLab: the lines of its script in one shell."""
    told = yaml(checkout / ".gitlab-ci.yml")
    platform = Platform(checkout, scratch, {**told["variables"], "GITLAB_CI": "true", **variables})
    done = platform.shell("\n".join(told[job]["script"]), {})
    return Ran({job: done.returncode}, done.stdout + done.stderr, done.stdout, platform.log("logg.krav"),
               platform.log("logg"))  # fmt: skip


def yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


PULL = {"GITHUB_BASE_REF": "main", "GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "7/merge"}
REVIEW = ".github/workflows/draftkit-granskning.yml"
FINAL = ".github/workflows/draftkit-slutliga.yml"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("origin") / "arenden", "github")


@pytest.fixture
def checkout(origin: Path, tmp_path: Path) -> Path:
    """A copy of the repository, on main."""
    shutil.copytree(origin, tmp_path / "arenden", symlinks=True)
    return tmp_path / "arenden"


# --- a pull request ------------------------------------------------------------------------------


def test_a_clean_pull_request_is_shown_and_passes(checkout: Path, tmp_path: Path) -> None:
    change(checkout, {f"drafts/{READY}/synpunkter.md": "---\navsnitt: synpunkter\n---\nVi tycker att det är bra.\n"})
    ran = github(checkout, REVIEW, tmp_path / "runner", PULL)
    assert ran.codes == {
        "Installera draftkit": 0,
        "Kontrollera": 0,
        "Bygg utkasten och visa ändringarna": 0,
        "Visa sammanfattningen": 0,
    }
    lines = ran.summary.splitlines()
    assert lines[0] == HEADS
    assert lines[2] == ROW
    assert lines[3].startswith(
        "| **KS 2021/0500** Motion om lånebara verktyg<br>`drafts/ks-2021-0500` | beredning | 0 |"
    )
    assert "<del>\\[-Jag-\\]</del><ins>{+Vi+}</ins> tycker att" in ran.summary
    left = {p.relative_to(checkout / "build").as_posix() for p in (checkout / "build").rglob("*") if p.is_file()}
    assert left == {
        f"granskning/{name}"
        for name in (
            "sammanfattning.md", "gitlab.json", "junit.xml", "andringar.md", "andringar.html",
            *(f"utkast/{READY}/{file}" for file in ("utlatande.docx", "utlatande.pdf", "manifest.json")),
            *(f"andringar/{READY}/utlatande-andringar.{form}" for form in ("docx", "pdf")),
        )
    }  # fmt: skip
    annotations = [line for line in ran.printed.splitlines() if re.match("::(error|warning|notice) ", line)]
    assert annotations
    assert all(line.startswith("::warning file=drafts/ks-2021-0500/arende.yaml,line=") for line in annotations)


def test_an_error_is_annotated_at_its_line_and_the_rest_is_shown_all_the_same(checkout: Path, tmp_path: Path) -> None:
    change(checkout, {f"drafts/{READY}/arende.yaml": past(CASE).replace("väckt: 2021-02-10", "väckt: 2021-13-40")})
    ran = github(checkout, REVIEW, tmp_path / "runner", PULL)
    assert ran.codes == {
        "Installera draftkit": 0,
        "Kontrollera": 1,
        "Bygg utkasten och visa ändringarna": 1,
        "Visa sammanfattningen": 0,
    }
    assert (
        f"::error file=drafts/{READY}/arende.yaml,line=9,col=65,endLine=9,endColumn=74,title=DK103::"
        "”2021-13-40” är inget datum. skriv datum som ÅÅÅÅ-MM-DD" in ran.printed.splitlines()
    )  # fmt: skip
    assert "- **fel DK103** `drafts/ks-2021-0417/arende.yaml:9:65` ”2021-13-40” är inget datum." in ran.summary
    assert "2021-13-40" in (checkout / "build/granskning/andringar.md").read_text()
    assert not (checkout / "build/granskning/utkast").exists()


def test_draftkit_is_installed_as_the_branch_says_that_the_change_is_to_enter(checkout: Path, tmp_path: Path) -> None:
    before = (checkout / VERSIONS).read_text()
    evil = "import os; os.system('touch ' + os.environ['LOGG'] + '.kord')\n"
    traps = {f"{name}.py": evil for name in ("pip", "venv", "sitecustomize", "typer", "draftkit", "_typst")}
    change(checkout, {VERSIONS: "draftkit-utlatande==9.9.9\nelakt==1.0\n", **traps})
    ran = github(checkout, REVIEW, tmp_path / "runner", PULL)
    assert sorted(ran.installed.splitlines()) == sorted(before.splitlines())
    asked = [line.partition(" ")[2] for line in ran.asked.splitlines()]
    tools = tmp_path / "runner/tmp/draftkit"
    assert asked == [
        f"-I -m venv {tools}/python",
        f"-I -m pip install -q --only-binary :all: --require-hashes -r {tools}/beroenden.txt",
        f"-I -m pip install -q --only-binary :all: --no-deps -r {tools}/draftkit.txt",
    ]
    assert not (tmp_path / "runner/logg.kord").exists()


def test_names_and_texts_of_a_pull_request_are_never_commands(checkout: Path, tmp_path: Path) -> None:
    title = "Motion ::error::x %0A ##[stop-commands]y <img src=x onerror=alert(1)> [a](https://b.example) @kommun | c"
    bad = "$(touch ../../PWNED);`touch PWNED`\n::error::fejk"
    files = {
        f"drafts/{READY}/arende.yaml": past(CASE).replace("rubrik: Motion om lånebara verktyg", f"rubrik: '{title}'"),
        f"drafts/{READY}/{bad.replace('/', '_')}.md": "::error::fejk\n",
        f"drafts/{READY}/--exec=x.md": "hej\n",
    }
    base = git(checkout, "rev-parse", "main")
    change(checkout, files | {base: "en fil som heter som en incheckning\n"})
    ran = github(checkout, REVIEW, tmp_path / "runner", PULL)
    assert ran.codes["Kontrollera"] == 1
    annotations, _, rest = ran.printed.partition("::stop-commands::")
    for line in annotations.splitlines():
        assert re.match(r"::(error|warning|notice) file=[^:,\s][^:,]*,line=\d+[^:]*,title=DK\d{3}::", line), line
    key, _, rest = rest.partition("\n")
    assert re.fullmatch("[0-9a-f]{32}", key)
    assert rest.count(f"::{key}::\n") == 1
    after = rest.partition(f"::{key}::\n")[2]
    assert not [line for line in after.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert not list(tmp_path.rglob("PWNED"))
    row = next(line for line in ran.summary.splitlines() if "KS 2021/0417" in line)
    assert (
        "**KS 2021/0417** Motion ::error::x %0A \\#\\#\\[stop-commands\\]y \\<img src=x onerror=alert(1)\\> "
        "\\[a\\](https\\://b.example) &#64;kommun \\| c<br>" in row
    )
    assert "stop-commands" in (checkout / "build/granskning/andringar.md").read_text()


def test_a_build_folder_that_leads_away_is_not_written_through(checkout: Path, tmp_path: Path) -> None:
    away = tmp_path / "utanfor"
    away.mkdir()
    (checkout / "build").symlink_to(away)
    git(checkout, "add", "-f", "build")
    change(
        checkout,
        {f"drafts/{READY}/sammanfattning.md": "---\navsnitt: sammanfattning\n---\nMotionen gäller bra verktyg.\n"},
    )
    ran = github(checkout, REVIEW, tmp_path / "runner", PULL)
    assert ran.codes["Bygg utkasten och visa ändringarna"] == 0
    assert list(away.iterdir()) == []
    assert (checkout / f"build/granskning/utkast/{READY}/utlatande.pdf").is_file()


# --- main and tags -------------------------------------------------------------------------------


def test_on_main_what_is_ready_is_built_and_the_rest_does_not_fail(checkout: Path, tmp_path: Path) -> None:
    ran = github(checkout, FINAL, tmp_path / "runner", {"GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "main"})
    assert set(ran.codes.values()) == {0}
    built = checkout / "build/granskning/slutliga"
    assert [each.name for each in built.iterdir()] == [READY]
    manifest = json.loads((built / READY / "manifest.json").read_text())
    assert manifest["utkast"] is None
    assert git(checkout, "rev-parse", "HEAD") in json.dumps(manifest)
    assert re.search(rf"^{UNFINISHED}: inte klart, \d+ hinder kvar$", ran.printed, re.MULTILINE)
    assert "1 manifest, 2 färdiga filer: inga avvikelser" in ran.printed
    assert ROW in ran.summary


@pytest.mark.parametrize(("tag", "code", "built"), [(f"{READY}/ks", 0, [READY]), (UNFINISHED, 1, [])])
def test_a_tag_that_is_called_as_an_arende_asks_for_that_one(
    checkout: Path, tmp_path: Path, tag: str, code: int, built: list[str]
) -> None:
    ran = github(checkout, FINAL, tmp_path / "runner", {"GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": tag})
    assert ran.codes["Bygg de slutliga dokumenten"] == code
    assert [each.parent.name for each in (checkout / "build").rglob("manifest.json")] == built


# --- the other platforms -------------------------------------------------------------------------


def test_gitlab_checks_a_merge_request(tmp_path: Path) -> None:
    checkout = repository(tmp_path / "arenden", "gitlab")
    base = git(checkout, "rev-parse", "main")
    change(checkout, {f"drafts/{READY}/arende.yaml": past(CASE).replace("väckt: 2021-02-10", "väckt: 2021-13-40")})
    ran = gitlab(checkout, "granskning", tmp_path / "runner", {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base})
    assert ran.codes == {"granskning": 1}
    assert "fel[DK103]: ”2021-13-40” är inget datum\n" in ran.printed
    assert HEADS in ran.summary
    out = checkout / "build/granskning"
    report = json.loads((out / "gitlab.json").read_text())
    (error,) = [each for each in report if each["severity"] == "critical"]
    assert error == {
        "description": "”2021-13-40” är inget datum. skriv datum som ÅÅÅÅ-MM-DD",
        "check_name": "DK103",
        "fingerprint": error["fingerprint"],
        "severity": "critical",
        "location": {"path": f"drafts/{READY}/arende.yaml", "lines": {"begin": 9, "end": 9}},
    }
    assert re.fullmatch("[0-9a-f]{64}", error["fingerprint"])
    assert len({each["fingerprint"] for each in report}) == len(report)
    assert ElementTree.parse(out / "junit.xml").getroot().get("failures") == "1"
    assert "2021-13-40" in (out / "andringar.md").read_text()


def test_gitlab_builds_what_is_ready_on_a_tag(tmp_path: Path) -> None:
    checkout = repository(tmp_path / "arenden", "gitlab")
    ran = gitlab(checkout, "slutliga-dokument", tmp_path / "runner", {"CI_COMMIT_TAG": "v1"})
    assert ran.codes == {"slutliga-dokument": 0}
    assert [each.parent.name for each in (checkout / "build").rglob("manifest.json")] == [READY]


def shell_parts(told: object) -> list[str]:
    """All that a workflow runs in a shell, without the lines that only set the platform's variables."""
    if isinstance(told, dict):
        own = [told["run"]] if isinstance(told.get("run"), str) else []
        own += ["\n".join(told["script"])] if isinstance(told.get("script"), list) else []
        return own + [each for value in told.values() for each in shell_parts(value)]
    return [each for value in told for each in shell_parts(value)] if isinstance(told, list) else []


@pytest.fixture(scope="module")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The files of `--ci`, by platform and path."""
    found: dict[str, dict[str, str]] = {}
    for platform in PLATFORMS:
        folder = tmp_path_factory.mktemp(platform)
        names = ["--kommun", "Stensunda kommun", "--ort", "Stensunda"]
        subprocess.run([DRAFTKIT, "init", "--ci", platform, *names], cwd=folder, check=True, capture_output=True)
        found[platform] = {path: (folder / path).read_text() for path in (*PLATFORMS[platform], VERSIONS)}
    return found


def test_the_shell_is_the_same_on_all_platforms(workflows: dict[str, dict[str, str]]) -> None:
    steps = {each.stem: each.read_text() for each in (ROOT / "src/draftkit/start/ci").glob("*.sh")}
    for platform, files in workflows.items():
        parts = "\n".join(
            each for path in files if path.endswith(".yml") for each in shell_parts(yaml_text(files[path]))
        )
        assert [name for name, text in steps.items() if text.strip() not in parts] == [], platform
    forgejo = {path.rpartition("/")[2]: text for path, text in workflows["forgejo"].items() if path.endswith(".yml")}
    for name, text in forgejo.items():
        ours = shell_parts(yaml_text(workflows["github"][f".github/workflows/{name}"]))
        assert [each.replace("Forgejo", "GitHub") for each in shell_parts(yaml_text(text))] == ours


def yaml_text(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def test_a_workflow_has_few_rights_and_takes_nothing_into_its_shell(workflows: dict[str, dict[str, str]]) -> None:
    for platform, files in workflows.items():
        for path, text in files.items():
            if not path.endswith(".yml"):
                continue
            told = yaml_text(text)
            for part in shell_parts(told):
                assert "${{" not in part
                assert not re.search(r"python3? -m", part)  # would run what lies in the folder
            if platform != "gitlab":
                assert told["permissions"] == {"contents": "read"}
                assert "pull_request_target" not in told["on"]
                assert "secrets." not in text
                for use in re.findall(r"uses: (\S+)", text):
                    assert re.fullmatch(r"(https://code\.forgejo\.org/)?actions/[\w-]+@[0-9a-f]{40}", use)
                (job,) = told["jobs"].values()
                assert job["timeout-minutes"] <= 60
                assert job["steps"][0]["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_the_versions_are_of_this_draftkit_and_each_has_a_hash(workflows: dict[str, dict[str, str]]) -> None:
    first, *lines = workflows["github"][VERSIONS].splitlines()
    assert first == f"draftkit-utlatande=={draftkit.__version__}"
    assert lines == (ROOT / "requirements.lock").read_text().splitlines()
    assert all("--hash=sha256:" in each for each in "\n".join(lines).replace("\\\n", " ").splitlines())


def test_code_owners_are_a_sample_that_says_nothing_yet(workflows: dict[str, dict[str, str]]) -> None:
    for files in workflows.values():
        (owners,) = [text for path, text in files.items() if path.endswith("CODEOWNERS")]
        assert [line for line in owners.splitlines() if line and not line.startswith("# ")] == []
        assert {"@kommunen/rotelsekreterare", "@kommunen/registratorer"} <= set(re.findall(r"@\S+", owners))


# --- init, show and the hook ---------------------------------------------------------------------


def run(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "CI"} | {"DRAFTKIT_LANG": "sv"}
    return subprocess.run(
        [DRAFTKIT, *arguments], cwd=folder, input=given, env=environment, capture_output=True, text=True, check=False
    )


def test_init_asks_again_for_a_name_that_is_empty(tmp_path: Path) -> None:
    done = run(tmp_path, "init", given="\n  \nStensunda kommun\n \nStensunda\n")
    assert done.returncode == 0
    assert 'kommun = "Stensunda kommun"\nort = "Stensunda"\n' in (tmp_path / "draftkit.toml").read_text()
    done = run(tmp_path / "..", "init", "ny", "--kommun", " ", "--ort", "x")
    assert done.returncode == 2
    assert "skriv ett namn" in done.stderr
    assert not (tmp_path.parent / "ny").exists()


def test_init_asks_for_nothing_in_a_folder_that_is_made(checkout: Path) -> None:
    git(checkout, "rm", "-q", REVIEW)
    before = (checkout / "draftkit.toml").read_bytes()
    done = run(checkout, "init", "--ci", "github")
    assert done.returncode == 0
    assert f"skapad: {REVIEW}\n" in done.stdout
    assert f"fanns redan: {FINAL}\n" in done.stdout
    assert (checkout / "draftkit.toml").read_bytes() == before


def test_workflows_are_not_written_where_the_platform_does_not_look(checkout: Path) -> None:
    (checkout / "under").mkdir()
    done = run(checkout, "init", "under", "--ci", "github", "--kommun", "S", "--ort", "S")
    assert done.returncode == 2
    assert done.stderr == (
        "fel: under är inte den översta mappen i sitt Git-arkiv, och arbetsflöden hittas bara där\n"
        "  = råd: gör arbetsmappen till ett eget Git-arkiv\n"
    )
    assert list((checkout / "under").iterdir()) == []


def test_only_what_has_changed_is_built_and_all_where_they_share_it(checkout: Path) -> None:
    base = git(checkout, "rev-parse", "HEAD")

    def built() -> list[str]:
        shutil.rmtree(checkout / "build", ignore_errors=True)
        done = run(checkout, "build", "--to", "md", "--sedan", base)
        assert done.returncode == 0, done.stderr
        return sorted(each.parent.name for each in checkout.glob("build/*/manifest.json")) or [done.stdout]

    assert built() == [f"inget ärende har ändrats sedan {base}\n"]
    write(checkout, {f"drafts/{UNFINISHED}/arendet.md": "---\navsnitt: ärendet\n---\nMotionen gäller verktyg.\n"})
    assert built() == [UNFINISHED]
    write(checkout, {"register/organ.yaml": BODIES + "# nytt\n"})
    assert built() == [READY, UNFINISHED]


def test_git_shows_what_a_word_file_says(checkout: Path) -> None:
    import docx

    done = run(checkout, "init", "--git")
    assert "git diff visar nu vad som står i Word-, OpenDocument- och PDF-filer" in done.stdout
    path = checkout / f"drafts/{READY}/kallor/svar.docx"
    path.parent.mkdir()
    for text in ("Nämnden tillstyrker.", "Nämnden avstyrker."):
        document = docx.Document()
        document.add_paragraph(text)
        document.save(str(path))
        git(checkout, "add", "-A")
        if text == "Nämnden tillstyrker.":
            commit(checkout)
    environment = {**os.environ, "PATH": f"{DRAFTKIT.parent}:{os.environ['PATH']}", "DRAFTKIT_LANG": "sv"}
    told = subprocess.run(["git", "diff", "--cached"], cwd=checkout, env=environment, capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert told.stdout.endswith("@@ -1 +1 @@\n-Nämnden tillstyrker.\n+Nämnden avstyrker.\n")


def test_what_cannot_be_read_is_shown_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04 trasig")
    done = run(tmp_path, "show", "x.docx")
    assert done.returncode == 0
    assert done.stdout == (
        "filen är skadad och kan inte packas upp\n"
        "11 byte, sha256 4ddb1ea9f090c93cca793c1402fd5646533f0993835c469ca16069bae4ef6547\n"
    )


def test_the_hook_checks_the_arenden_whose_files_have_changed(checkout: Path) -> None:
    (hook,) = yaml(ROOT / ".pre-commit-hooks.yaml")
    assert hook["entry"] == "draftkit check"
    changed = [f"drafts/{READY}/arendet.md", "register/organ.yaml", "draftkit.toml", "templates/x/mall.yaml"]
    assert all(re.search(hook["files"], path) for path in changed)
    assert not re.search(hook["files"], "README.md")
    done = run(checkout, "check", changed[0])
    assert (done.returncode, done.stdout.partition(":")[0].split(",")[0]) == (0, "7 filer")
    done = run(checkout, "check", changed[1], changed[0])
    assert (done.returncode, done.stdout.splitlines()[-1].partition(",")[0]) == (0, "8 filer")
    locked = checkout / f"drafts/{READY}/remissvar/kulturnamnden.md"
    run(checkout, "lock", str(locked))
    locked.write_text(locked.read_text().replace("Verktygen behövs.", "Verktygen behövs inte."))
    done = run(checkout, "check", str(locked))
    assert done.returncode == 1
    assert "den återgivna texten har ändrats sedan den låstes" in done.stdout
