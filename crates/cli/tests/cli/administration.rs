//! Users and workspaces from the command line, while the server runs.

use crate::program::{Server, get, run_in, run_with};

const KEY: &str = "the owner's own key";

#[test]
fn what_is_changed_counts_at_the_servers_next_request() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[("VARIORUM_OWNER_API_KEY", KEY)], &[]);
    let run = |args: &[&str]| run_in(folder.path(), args);
    let me = format!("{}/api/v1/me", server.url);

    let made = run(&["user", "create", "ann", "--first-name", "Ann"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let value = |name: &str| {
        let line = made.stdout.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    let key = value("api_key");
    assert_eq!(value("password").len(), 24);
    let (status, ann) = get(&me, &key);
    assert_eq!(
        (status, &ann["first_name"], &ann["role"]),
        (200, &"Ann".into(), &"annotator".into())
    );

    assert_eq!(run(&["user", "update", "ann", "--role", "admin"]).code, 0);
    assert_eq!(get(&me, &key).1["role"], "admin");
    let rotated = run(&["user", "rotate-key", "ann"]);
    assert_eq!(get(&me, &key).0, 401);
    assert_eq!(get(&me, rotated.stdout.trim()).0, 200);
    assert_eq!(run(&["user", "reset-password", "ann"]).stdout.trim().len(), 24);

    assert_eq!(run(&["workspace", "create", "research"]).code, 0);
    assert_eq!(run(&["workspace", "add-user", "research", "ann"]).code, 0);
    let (_, mine) = get(&format!("{me}/workspaces"), rotated.stdout.trim());
    assert_eq!(mine["items"][0]["name"], "research");
    assert!(run(&["workspace", "list"]).stdout.contains("research  ann"));
    assert!(run(&["user", "list"]).stdout.contains("ann       admin"));
    assert_eq!(run(&["workspace", "remove-user", "research", "ann"]).code, 0);
    assert_eq!(run(&["workspace", "delete", "research"]).code, 0);
    assert_eq!(run(&["user", "delete", "ann"]).code, 0);
    assert_eq!(get(&me, rotated.stdout.trim()).0, 401);
    assert_eq!(server.stop().0, 0);
}

#[test]
fn what_cannot_be_done_is_said_with_exit_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let check = |args: &[&str], expected: &str| {
        let out = run_in(folder.path(), args);
        assert_eq!((out.code, out.stdout.as_str()), (1, ""), "{args:?}");
        assert_eq!(out.stderr, format!("error: {expected}\n"), "{args:?}");
    };
    assert_eq!(run_in(folder.path(), &["user", "create", "ann"]).code, 0);
    assert_eq!(run_in(folder.path(), &["workspace", "create", "w"]).code, 0);
    assert_eq!(run_in(folder.path(), &["workspace", "add-user", "w", "ann"]).code, 0);
    check(&["user", "create", "ann"], "there is a user `ann` already");
    check(&["user", "delete", "bob"], "there is no user `bob`");
    check(&["workspace", "create", "w"], "there is a workspace `w` already");
    check(&["workspace", "delete", "x"], "there is no workspace `x`");
    check(&["workspace", "add-user", "w", "ann"], "`ann` is a member of `w` already");
    check(&["workspace", "add-user", "w", "bob"], "there is no user `bob`");
}

#[test]
fn a_password_may_come_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let env = [("VARIORUM_DATA_DIR", folder.path().to_str().unwrap())];
    let args = ["user", "create", "ann", "--password-stdin"];
    let short = run_with(&args, &env, "short\n");
    assert_eq!(short.code, 2);
    let made = run_with(&args, &env, "long enough\n");
    assert_eq!(made.code, 0, "{}", made.stderr);
    assert!(!made.stdout.contains("password"));
}
