"""How generated requests meet the data that `run.py` made, and what came of them."""

import atexit
import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from uuid import UUID

import schemathesis
from place import Place
from schemathesis import GenerationMode

PLACE = Place.from_environment()
NAMES = Counter()
NAME_MAX = 190
TALLY: dict[str, Counter] = defaultdict(Counter)


@schemathesis.hook
def before_call(context, case, kwargs) -> None:
    """Names things that exist, since a random id answers 404."""
    path, method = case.operation.path.removeprefix("/api/v1"), case.method.upper()
    for name, value in (case.path_parameters or {}).items():
        if is_uuid(value):
            case.path_parameters[name] = PLACE.id_in_path(method, path, name) or value
    is_good = is_well_formed(case)
    if is_good and case.query and "ids" in case.query:
        case.query["ids"] = PLACE.ids_in_query(path)
    if path in {"/token", "/session"} and method == "POST" and is_good:
        case.body = PLACE.credentials
        return
    if path == "/session" and is_good:
        # Only a browser that is signed in has one.
        case.headers.update(PLACE.browser())
    if path == "/me/password" and method == "PUT" and is_good:
        case.body = PLACE.same_password
        return
    name_known(case.body)
    if method == "POST" and is_good and isinstance(case.body, dict):
        make_unique(path, case.body)


def make_unique(path: str, body: dict) -> None:
    """Examples are sent more than once, and names are taken then."""
    for key in ("name", "username"):
        name = body.get(key)
        if isinstance(name, str) and len(name) < NAME_MAX:
            used = NAMES[f"{path} {key} {name}"]
            NAMES[f"{path} {key} {name}"] += 1
            body[key] = f"{name}-{used}" if used else name


def name_known(body: object) -> None:
    if isinstance(body, list):
        for item in body:
            name_known(item)
    elif isinstance(body, dict):
        for name, value in body.items():
            if is_uuid(value):
                body[name] = PLACE.id_in_body(name) or value
            else:
                name_known(value)


@schemathesis.hook
def after_call(context, case, response) -> None:
    # Methods that a path does not have are tried as well.
    if case.method.upper() == case.operation.method.upper():
        form = "well_formed" if is_well_formed(case) else "malformed"
        outcome = "succeeded" if response.status_code < 400 else "refused"
        TALLY[f"{case.method.upper()} {case.operation.path}"][f"{form}_{outcome}"] += 1


@atexit.register
def write_tally() -> None:
    Path(os.environ["CONTRACT_TALLY"]).write_text(json.dumps(TALLY))


def is_well_formed(case) -> bool:
    return case.meta is None or case.meta.generation.mode == GenerationMode.POSITIVE


def is_uuid(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(UUID(text))
    except ValueError:
        return False
