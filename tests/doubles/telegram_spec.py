"""The Bot API as data: what is wrong with a call or an object, by its own list of methods and types."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Spec: TypeAlias = Mapping[str, Any]  # Any: the Bot API's own JSON

PRIMITIVES: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}
ARRAY = "Array of "


def wrong_in_call(spec: Spec, method: str, fields: Mapping[str, str]) -> list[str]:
    """What the Bot API would not know or would miss in a form sent to `method`."""
    if method not in spec["methods"]:
        return [f"there is no method {method}"]
    known = {field["name"]: field for field in spec["methods"][method].get("fields", [])}
    found = [f"{method} has no field {name}" for name in fields if name not in known]
    found += [f"{method} needs {name}" for name, field in known.items() if field["required"] and name not in fields]
    for name in fields.keys() & known.keys():
        found += _wrong_in_field(spec, known[name]["types"], fields[name], f"{method}.{name}")
    return found


def wrong_in(spec: Spec, types: Sequence[str], value: object, where: str) -> list[str]:
    """What does not fit any of `types`; empty when one fits."""
    tries = [list(_wrong(spec, name, value, where)) for name in types]
    return [] if [] in tries else min(tries, key=len)


def _wrong_in_field(spec: Spec, types: Sequence[str], written: str, where: str) -> list[str]:
    """Forms carry text: numbers and objects are written as JSON."""
    if "String" in types:
        return []
    try:
        return wrong_in(spec, types, json.loads(written), where)
    except ValueError:
        return [f"{where} is not JSON"]


def _wrong(spec: Spec, name: str, value: object, where: str) -> Iterator[str]:
    if name.startswith(ARRAY):
        yield from _wrong_in_list(spec, name.removeprefix(ARRAY), value, where)
    elif name in PRIMITIVES:
        fits = isinstance(value, PRIMITIVES[name]) and (isinstance(value, bool) == (name in ("Boolean", "True")))
        if not fits:
            yield f"{where} is no {name}"
    elif subtypes := spec["types"][name].get("subtypes"):
        yield from wrong_in(spec, subtypes, value, where)
    else:
        yield from _wrong_in_object(spec, spec["types"][name].get("fields", []), value, where)


def _wrong_in_list(spec: Spec, name: str, value: object, where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{where} is no list"
        return
    for place, item in enumerate(value):
        yield from _wrong(spec, name, item, f"{where}[{place}]")


def _wrong_in_object(spec: Spec, fields: Sequence[Spec], value: object, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    known = {field["name"]: field for field in fields}
    yield from (f"{where} has no field {name}" for name in value if name not in known)
    for name, field in known.items():
        if name in value:
            yield from wrong_in(spec, field["types"], value[name], f"{where}.{name}")
        elif field["required"]:
            yield f"{where} needs {name}"
