"""Functions stay short, views shorter, and nobody hides an import of our own inside one."""

import ast
from pathlib import Path

from tests.contracts.tree import PACKAGE, Function, functions, house_rules, nodes, nothing, parsed, python_files, write

IMPORTS = (ast.Import, ast.ImportFrom)


def percentile(lengths: list[int], share: float) -> int:
    return sorted(lengths)[int(share * (len(lengths) - 1))]


def is_view(function: Function) -> bool:
    """A function of views.py that takes a request."""
    arguments = function.node.args.args
    in_views = function.path.stem == "views" or function.path.parent.name == "views"
    return in_views and bool(arguments) and arguments[0].arg == "request"


def longer_than(package: Path, limit: int, *, views_only: bool = False) -> list[str]:
    chosen = [function for function in functions(package) if not views_only or is_view(function)]
    return [str(function) for function in chosen if function.lines > limit]


def hidden_imports(package: Path) -> list[str]:
    """Imports of our own code inside a function, where no import contract would expect them."""
    return [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in python_files(package)
        for node in nodes(path)
        if isinstance(node, IMPORTS) and node.col_offset > 0 and _names_ours(node)
        if any(function.holds(node) and function.path == path for function in functions(package))
    ]


def _names_ours(node: ast.Import | ast.ImportFrom) -> bool:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    relative = isinstance(node, ast.ImportFrom) and node.level > 0
    return relative or any(name.partition(".")[0] == "nghitruong" for name in names)


def test_no_function_is_too_long() -> None:
    nothing(longer_than(PACKAGE, house_rules()["lines_a_function"]))


def test_nearly_all_functions_are_short() -> None:
    lengths = [function.lines for function in functions(PACKAGE)]
    assert percentile(lengths, 0.95) <= house_rules()["lines_a_function_p95"]
    assert percentile(lengths, 0.5) <= house_rules()["lines_a_function_median"]


def test_a_view_is_form_verb_answer_and_no_more() -> None:
    nothing(longer_than(PACKAGE, house_rules()["lines_a_view"], views_only=True))


def test_no_function_imports_our_own_code() -> None:
    nothing(hidden_imports(PACKAGE))


def test_every_public_class_says_what_it_is() -> None:
    """A public class without a docstring leaves its units and its article to guessing."""
    silent = [
        f"{path.relative_to(PACKAGE)}: {node.name}"
        for path in python_files(PACKAGE)
        if path.stem != "apps"
        for node in classes_of(path)
        if not node.name.startswith("_") and node.name != "Meta" and ast.get_docstring(node) is None
    ]
    assert silent == []


def classes_of(path: Path) -> list[ast.ClassDef]:
    return [node for node in parsed(path).body if isinstance(node, ast.ClassDef)]


def test_a_long_function_a_long_view_and_a_hidden_import_are_seen(tmp_path: Path) -> None:
    body = "    a = 1\n" * 12
    write(tmp_path, "domain/voting/views.py", f'def show(request):\n    """Shows."""\n{body}\ndef order(a):\n{body}')
    write(tmp_path, "domain/voting/jobs.py", "def run():\n    from nghitruong.kernel import clock\n    import json\n")
    assert longer_than(tmp_path, 11) == ["views.py:1 show (12 lines)", "views.py:16 order (12 lines)"]
    assert longer_than(tmp_path, 11, views_only=True) == ["views.py:1 show (12 lines)"]
    assert longer_than(tmp_path, 12) == []
    assert hidden_imports(tmp_path) == ["domain/voting/jobs.py:2"]


def test_the_percentile_is_that_of_the_longest_few() -> None:
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([3], 0.95) == 3
