"""`nghitruong COMMAND`: finds the command's file, runs it, and turns every failure into a sentence and an exit code."""

import argparse
import ast
import importlib
import io
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, cast

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.translation import activate

from nghitruong.kernel.decision import Refusal, RefusedError
from nghitruong.outer.cli.output import FailedError, language, speak, tell

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
FOLDER = Path(__file__).parent


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int: ...


@dataclass(frozen=True)
class CommandInfo:
    """A command as its file describes it, read without running the file: models cannot be imported before set-up."""

    name: str
    help: str
    needs_database: bool

    @property
    def module(self) -> str:
        return f"nghitruong.outer.cli.{self.name.replace('-', '_')}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Answers 0 when done, 1 when refused or failed, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    speak()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has had enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        tell(sentence_for(error))
        if os.environ.get("NGHITRUONG_DEBUG"):
            traceback.print_exc()
        return FAILED


def commands(folder: Path = FOLDER) -> dict[str, CommandInfo]:
    """Every command by name: a file of the folder that says HELP is one."""
    found = {}
    for path in sorted(folder.glob("*.py")):
        constants = _constants(path)
        if "HELP" in constants:
            name = path.stem.replace("_", "-")
            found[name] = CommandInfo(name, constants["HELP"], bool(constants.get("NEEDS_DATABASE")))
    return found


def sentence_for(error: BaseException) -> str:
    """One clear sentence for whatever went wrong, in the language of the caller."""
    match error:
        case RefusedError():
            return refusal_text(error.refusal)
        case FailedError():
            return str(error)
        case ImproperlyConfigured():
            return _("The settings are wrong: %(what)s") % {"what": error}
        case FileNotFoundError():
            return _("There is no such file: %(name)s") % {"name": error.filename}
        case OSError():
            return _("The system refused: %(what)s") % {"what": error.strerror or error}
        case DatabaseError():
            what = str(error).strip().partition("\n")[0]
            return _("The database is not ready (%(what)s). Run “nghitruong prepare” first.") % {"what": what}
        case _:
            what = f"{type(error).__name__}: {error}"
            return _("An unexpected fault: %(what)s. NGHITRUONG_DEBUG=1 shows where.") % {"what": what}


def refusal_text(refusal: Refusal) -> str:
    """A refusal as a sentence, with its article in brackets where the law said no."""
    sentence = _(refusal.message) % _shown(refusal.values)
    return f"{sentence} ({refusal.article})" if refusal.article else sentence


def _run(words: list[str]) -> int:
    known = commands()
    parser = _parser(known)
    if not words:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    # Only the asked command's own file is imported: the others would cost the start of every command.
    info = known.get(words[0])
    if info is None:
        parser.parse_args(words)
        return WRONG_USAGE
    command = _load(info)
    own = argparse.ArgumentParser(prog=f"nghitruong {info.name}", description=_(info.help))
    command.add_arguments(own)
    return command.run(own.parse_args(words[1:]))


def _parser(known: Mapping[str, CommandInfo]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nghitruong", description=_("The People's Council's whole work, on one platform.")
    )
    release = f"nghitruong {version('nghitruong')}"
    parser.add_argument("--version", action="version", version=release, help=_("print the version and exit"))
    choices = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    for info in known.values():
        choices.add_parser(info.name, help=_(info.help), add_help=False)
    return parser


def _load(info: CommandInfo) -> Command:
    if info.needs_database:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nghitruong.config.settings")
        django.setup()
        activate(language())
    return cast(Command, importlib.import_module(info.module))


def _constants(path: Path) -> dict[str, Any]:
    """The module's plain constants, by reading and not by running."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            found.update({target.id: node.value.value for target in node.targets if isinstance(target, ast.Name)})
    return found


def _shown(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _(str(value)) if value != "" else "" for name, value in values.items()}


if __name__ == "__main__":
    sys.exit(main())
