//! The migrations are embedded; a new one must be too.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
