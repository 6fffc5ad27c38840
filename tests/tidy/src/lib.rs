//! Rules of the repository that a machine can check; see `tests/`.
