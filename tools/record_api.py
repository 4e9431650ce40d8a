"""Record the public surface: every public name of every public module, with its signature.

    python tools/record_api.py            write tests/public_api.txt anew
    python tools/record_api.py --check    say what differs; exit 1 if anything does

A change of the file is a change of what others rely on; it belongs into the changelog.
"""

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "tests/public_api.txt"


def surface() -> str:
    """The public surface, a name in each line."""
    package = griffe.load("bri_macao", search_paths=[ROOT / "src"], resolve_aliases=True)
    assert isinstance(package, griffe.Module)
    return "".join(
        f"{line}\n" for module in sorted(_modules(package), key=lambda found: found.path) for line in _of(module)
    )


def _modules(module: griffe.Module) -> Iterator[griffe.Module]:
    yield module
    for inner in module.modules.values():
        if not inner.name.startswith("_") and isinstance(inner, griffe.Module):
            yield from _modules(inner)


def _of(module: griffe.Module) -> Iterator[str]:
    for name in sorted(str(export) for export in module.exports or ()):
        found = module.members.get(name)
        if found is None:
            yield f"{module.path}.{name}"
            continue
        target = found.final_target if isinstance(found, griffe.Alias) else found
        if target.path != f"{module.path}.{name}" and not target.path.startswith(f"{module.path}._"):
            yield f"{module.path}.{name} = {target.path}"
        else:
            yield from _described(f"{module.path}.{name}", target)


def _described(path: str, found: griffe.Object) -> Iterator[str]:
    if isinstance(found, griffe.Function):
        yield f"{path}{_signature(found)}"
    elif isinstance(found, griffe.Class):
        bases = ", ".join(map(str, found.bases))
        yield f"class {path}({bases})"
        for name, member in sorted(found.members.items()):
            if (name == "__init__" or not name.startswith("_")) and not isinstance(member, griffe.Alias):
                yield from (f"    {line}" for line in _described(name, member))
    elif isinstance(found, griffe.Attribute):
        yield f"{path}: {found.annotation or '?'}"
    else:
        yield path


def _signature(found: griffe.Function) -> str:
    parts: list[str] = []
    star = False
    for parameter in found.parameters:
        kind = parameter.kind
        if kind is griffe.ParameterKind.keyword_only and not star:
            parts.append("*")
        stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}.get(kind, "")
        star = star or kind in (griffe.ParameterKind.keyword_only, griffe.ParameterKind.var_positional)
        annotation = "" if parameter.annotation is None else f": {parameter.annotation}"
        default = "" if parameter.required or stars else f" = {parameter.default}"
        parts.append(f"{stars}{parameter.name}{annotation}{default}")
    return f"({', '.join(parts)}) -> {found.returns}"


def main(arguments: list[str]) -> int:
    """Write the record, or hold the surface against it."""
    parser = argparse.ArgumentParser(description="Record the public surface.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 and show what would change")
    options = parser.parse_args(arguments)
    now = surface()
    if not options.check:
        TARGET.write_text(now, "utf-8")
        return 0
    before = TARGET.read_text("utf-8")
    sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), now.splitlines(True), "recorded", "now"))
    return int(now != before)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
