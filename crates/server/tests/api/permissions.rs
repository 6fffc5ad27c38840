//! `docs/permissions.md` is made from the policy table.

use std::fmt::Write as _;
use std::path::Path;

use variorum_schema::policy::Operation;
use variorum_server::api::PREFIX;

/// Set to write the page instead of comparing it.
const UPDATE: &str = "UPDATE_DOCS";

#[test]
fn the_permissions_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/permissions.md");
    let made = page();
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "run this test with {UPDATE}=1 to write docs/permissions.md anew");
}

fn page() -> String {
    let mut out = String::from(
        "# Permissions\n\n\
         Every user has one role: owner, admin or annotator. Membership links users to workspaces. \
         Owners may do everything\neverywhere and need no membership; the rights of an admin count only \
         in workspaces where they are a member.\n\n\
         Without usable credentials the answer is 401, without the right 403. Lists and searches name \
         only what belongs to\nworkspaces of the caller. Metadata that is hidden from annotators, and \
         the responses of others, are shown to owners\nand to admins of the workspace only.\n\n\
         Some operations look at more: `GET /api/v1/me/datasets` and `GET /api/v1/me/overview` with a \
         `workspace_id` are for members\nof that workspace, `GET /api/v1/me/events` with a `dataset_id` is for \
         members of its workspace, and the metrics of a\nmetadata property that is hidden from annotators are \
         for owners and admins of the workspace.\n\n\
         This page is made from the table in `crates/schema/src/policy.rs`, which decides for every \
         operation.\n\n\
         | operation | for |\n|---|---|\n",
    );
    for operation in Operation::ALL {
        let (method, path, who) = (operation.method(), operation.path(), operation.rule().who());
        let _ = writeln!(out, "| `{method} {PREFIX}{path}` | {who} |");
    }
    out
}
