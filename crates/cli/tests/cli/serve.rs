//! Starting and stopping the server.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;

use variorum_testkit::TestDb;

use crate::program::{Server, get, run_in, run_with};

#[test]
fn the_first_start_makes_an_owner_and_shows_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = Server::start(folder.path(), &[], &[]);
    let value = |name: &str| {
        let line = first.said.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!(value("username"), "owner");
    assert_eq!(value("password").len(), 24);
    let key = value("API key");
    let (status, me) = get(&format!("{}/api/v1/me", first.url), &key);
    assert_eq!((status, &me["role"]), (200, &"owner".into()));
    let (_, mine) = get(&format!("{}/api/v1/me/workspaces", first.url), &key);
    assert_eq!(mine["items"][0]["name"], "owner");
    assert_eq!(first.stop().0, 0);

    let mode = folder.path().join("secret.key").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
    let second = Server::start(folder.path(), &[], &[]);
    assert!(!second.said.contains("password"), "{}", second.said);
    assert_eq!(get(&format!("{}/api/v1/me", second.url), &key).0, 200);
    assert_eq!(second.stop().0, 0);
}

#[test]
fn the_owner_may_be_given_and_is_ignored_later() {
    let folder = tempfile::tempdir().unwrap();
    let env = [
        ("VARIORUM_OWNER_USERNAME", "ann lee"),
        ("VARIORUM_OWNER_PASSWORD", "my password"),
        ("VARIORUM_OWNER_API_KEY", "my api key"),
    ];
    let first = Server::start(folder.path(), &env, &[]);
    assert!(!first.said.contains("my password") && !first.said.contains("my api key"));
    let workspaces = format!("{}/api/v1/me/workspaces", first.url);
    assert_eq!(get(&workspaces, "my api key").1["items"][0]["name"], "ann-lee");
    assert_eq!(first.stop().0, 0);

    let other = [("VARIORUM_OWNER_API_KEY", "another key"), ("VARIORUM_LOG", "info")];
    let second = Server::start(folder.path(), &other, &[]);
    assert_eq!(get(&format!("{}/api/v1/me", second.url), "another key").0, 401);
    assert_eq!(second.said.matches("VARIORUM_OWNER_*").count(), 1, "{}", second.said);
}

#[test]
fn what_prevents_a_start_is_said_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[], &[]);
    let check = |args: &[&str], expected: &str| {
        let out = run_in(folder.path(), &[&["serve", "--log", "off"], args].concat());
        assert_eq!((out.code, out.stderr.lines().count()), (1, 1), "{args:?}: {}", out.stderr);
        assert!(out.stderr.contains(expected), "{args:?}: {}", out.stderr);
    };
    check(&["--listen", "127.0.0.1:0"], "another server is running on");
    // By another folder, and by another way to the same file.
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.db");
    std::os::unix::fs::symlink(folder.path().join("variorum.db"), &link).unwrap();
    for path in [folder.path().join("variorum.db"), link] {
        let database = format!("sqlite:{}", path.display());
        let other = elsewhere.path().join("data");
        let out = run_in(&other, &["serve", "--database-url", &database, "--log", "off"]);
        assert_eq!((out.code, out.stderr.lines().count()), (1, 1), "{}", out.stderr);
        let said = format!("another server is running on {}", path.display());
        assert!(out.stderr.contains(&said), "{}", out.stderr);
    }
    drop(server);

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    check(&["--listen", &address], "cannot listen on");
    let nowhere = "postgres://nobody@127.0.0.1:1/none";
    check(&["--database-url", nowhere], "cannot open the database");
    std::fs::write(folder.path().join("file"), "").unwrap();
    let file = folder.path().join("file").join("data");
    let out = run_with(&["serve"], &[("VARIORUM_DATA_DIR", file.to_str().unwrap())], "");
    assert_eq!((out.code, out.stderr.lines().count()), (1, 1), "{}", out.stderr);
    assert!(out.stderr.contains("cannot make"), "{}", out.stderr);
}

#[test]
fn a_space_without_storage_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let space = ("SPACE_ID", "ann/space");
    let lost = Server::start(folder.path(), &[space], &[]);
    assert!(lost.said.contains("no persistent storage"), "{}", lost.said);
    let settings = get(&format!("{}/api/v1/settings", lost.url), "").1;
    assert_eq!(settings["huggingface"]["space_id"], "ann/space");
    assert_eq!(settings["argilla"]["show_huggingface_space_persistent_storage_warning"], true);
    drop(lost);
    let kept = [space, ("PERSISTANT_STORAGE_ENABLED", "true")];
    assert!(!Server::start(folder.path(), &kept, &[]).said.contains("no persistent storage"));
}

#[test]
fn a_log_that_goes_to_a_file_has_no_colours() {
    let folder = tempfile::tempdir().unwrap();
    let env =
        [("VARIORUM_LOG", "info,variorum_store=trace"), ("VARIORUM_OWNER_API_KEY", "my api key")];
    let server = Server::start(folder.path(), &env, &[]);
    let mut said = server.said.clone();
    said.push_str(&server.stop().1);
    assert!(said.contains("INFO"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_does_not_tell_what_is_there_already_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    let env = [("VARIORUM_LOG", "info"), ("VARIORUM_DATABASE_URL", db.url())];
    for _ in 0..2 {
        let server = Server::start(db.folder(), &env, &[]);
        let mut said = server.said.clone();
        said.push_str(&server.stop().1);
        assert!(!said.contains("already exists"), "{said}");
    }
}
