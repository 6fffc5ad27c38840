"""How generated requests meet the data that `run.py` made."""

import json
import os
from uuid import UUID

import schemathesis

CALLER = UUID(os.environ["CONTRACT_CALLER_ID"])
PLACE = json.loads(os.environ["CONTRACT_PLACE"])


@schemathesis.hook
def filter_case(context, case) -> bool:
    """Nobody takes away the user who asks, or that user's role."""
    changes_user = case.method.upper() in {"DELETE", "PATCH"}
    return not (changes_user and uuid((case.path_parameters or {}).get("user_id")) == CALLER)


@schemathesis.hook
def before_call(context, case, kwargs) -> None:
    """Names things that exist, since a random id answers 404; what exists is not deleted so."""
    if case.method.upper() == "DELETE":
        return
    for name, value in (case.path_parameters or {}).items():
        if uuid(value) is None:
            continue
        # A ping may fail where a changed webhook points to.
        is_changed = name == "webhook_id" and case.method.upper() == "PATCH"
        known = PLACE.get("changed_webhook_id" if is_changed else name, value)
        case.path_parameters[name] = known


def uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
