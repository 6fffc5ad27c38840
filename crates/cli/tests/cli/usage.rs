//! Help, and what is said of a bad value: one line, exit code 2.

use crate::program::{run, run_with};

#[test]
fn every_command_has_help_that_reads_well() {
    for command in [
        &["serve"][..],
        &["user"],
        &["user", "create"],
        &["user", "list"],
        &["user", "update"],
        &["user", "delete"],
        &["user", "reset-password"],
        &["user", "rotate-key"],
        &["workspace"],
        &["workspace", "create"],
        &["workspace", "list"],
        &["workspace", "delete"],
        &["workspace", "add-user"],
        &["workspace", "remove-user"],
        &["doctor"],
        &["completions"],
        &["man"],
    ] {
        let help = run(&[command, &["--help"]].concat());
        assert_eq!(help.code, 0, "{command:?}");
        let usage = format!("Usage: variorum {}", command.join(" "));
        assert!(help.stdout.contains(&usage), "{command:?}: {}", help.stdout);
    }
}

#[test]
fn a_bad_value_is_told_in_one_line_with_exit_code_2() {
    let check = |args: &[&str], env: &[(&str, &str)], expected: &str| {
        let out = run_with(args, env, "");
        assert_eq!(out.code, 2, "{args:?}: {}", out.stderr);
        assert_eq!(out.stdout, "");
        assert_eq!(out.stderr.lines().count(), 1, "{args:?}: {}", out.stderr);
        assert!(out.stderr.contains(expected), "{args:?}: {}", out.stderr);
    };
    check(&["serve", "--listen", "nowhere"], &[], "--listen");
    check(&["serve"], &[("VARIORUM_LISTEN", "nowhere")], "nowhere");
    check(&["serve", "--database-url", "mysql://x"], &[], "--database-url");
    check(&["serve", "--base-path", "annotate"], &[], "--base-path");
    check(&["serve", "--secret-key", "short"], &[], "--secret-key");
    check(&["serve", "--token-seconds", "0"], &[], "--token-seconds");
    check(&["serve", "--cors-origins", "example.com"], &[], "example.com");
    check(&["serve", "--public-url", "example.com"], &[], "--public-url");
    check(&["serve", "--session-seconds", "0"], &[], "--session-seconds");
    check(&["serve", "--stay-signed-in-seconds", "1e9"], &[], "--stay-signed-in-seconds");
    // Nothing may get into a policy but hosts.
    check(&["serve", "--image-hosts", "https://a; script-src *"], &[], "--image-hosts");
    check(&["serve", "--template-hosts", "https://a,*"], &[], "--template-hosts");
    check(&["serve", "--body-mib", "0"], &[], "--body-mib");
    check(&["serve", "--bodies-mib", "100"], &[], "--bodies-mib");
    check(&["serve", "--log", "a=b=c"], &[], "--log");
    check(&["serve", "--config", "nowhere.toml"], &[], "nowhere.toml");
    check(&["serve"], &[("VARIORUM_OWNER_PASSWORD", "short")], "VARIORUM_OWNER_PASSWORD");
    check(&["serve"], &[("VARIORUM_OWNER_API_KEY", "short")], "VARIORUM_OWNER_API_KEY");
}

#[test]
fn a_file_with_an_unknown_setting_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("variorum.toml");
    std::fs::write(&path, "listen = \"127.0.0.1:7000\"\nlissten = 1\n").unwrap();
    let out = run(&["serve", "--config", path.to_str().unwrap()]);
    assert_eq!(out.code, 2);
    assert!(out.stderr.contains("unknown setting `lissten`"), "{}", out.stderr);
    std::fs::write(&path, "body_mib = \"many\"\n").unwrap();
    let out = run(&["serve", "--config", path.to_str().unwrap()]);
    assert_eq!((out.code, out.stderr.lines().count()), (2, 1), "{}", out.stderr);
}

#[test]
fn completions_and_the_manual_are_printed() {
    assert!(run(&["completions", "bash"]).stdout.contains("variorum"));
    assert!(run(&["man"]).stdout.contains(".TH variorum"));
}
