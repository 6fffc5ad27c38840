//! What the records say: descriptions of Debian's packages, as apt's own index has them, joined to
//! texts of 100 to 400 bytes. Where there is no index, invented words that occur as unevenly.

use std::collections::HashMap;
use std::process::Command;

use crate::random::Random;

const SEED: u64 = 20_240_607;
/// How long a text is, in bytes.
const LENGTH: std::ops::Range<usize> = 100..400;
/// Fewer packages than this make no corpus.
const PACKAGES_MIN: usize = 1000;

/// A package: what it is, where it belongs and how large it is.
#[derive(Debug, Clone)]
pub struct Package {
    pub name: String,
    pub section: String,
    pub kilobytes: u32,
    pub description: String,
}

#[derive(Debug)]
pub struct Texts {
    /// Where the words come from, for the report.
    pub source: String,
    packages: Vec<Package>,
}

impl Texts {
    /// Reads apt's index, or invents.
    pub fn load() -> Self {
        let output = Command::new("apt-cache").arg("dumpavail").output();
        let packages = output.map(|out| packages(&String::from_utf8_lossy(&out.stdout)));
        match packages {
            Ok(packages) if packages.len() >= PACKAGES_MIN => Self {
                source: format!("descriptions of {} Debian packages", packages.len()),
                packages,
            },
            _ => Self {
                source: "invented words (no index of apt found)".to_owned(),
                packages: invent(),
            },
        }
    }

    /// The package that a record is about.
    pub fn package(&self, number: usize) -> &Package {
        &self.packages[number % self.packages.len()]
    }

    /// The text of a record.
    pub fn text(&self, number: usize) -> String {
        let mut random = Random::new(SEED, u64::try_from(number).unwrap_or_default());
        let length = LENGTH.start + random.below(LENGTH.len());
        let package = self.package(number);
        let mut text = format!("{}: {}.", package.name, package.description);
        while text.len() < length {
            text.push(' ');
            text.push_str(&random.pick(&self.packages).description);
            text.push('.');
        }
        text
    }

    /// Words by how many of the first `records` texts have them. Only words of plain letters, on
    /// which every tokeniser agrees.
    pub fn frequencies(&self, records: usize) -> Vec<(String, usize)> {
        let mut found: HashMap<String, (usize, usize)> = HashMap::new();
        for number in 0..records {
            let text = self.text(number).to_ascii_lowercase();
            for word in text.split(|c: char| !c.is_alphanumeric()) {
                if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
                    continue;
                }
                match found.get_mut(word) {
                    Some((last, _)) if *last == number => {}
                    Some((last, count)) => (*last, *count) = (number, *count + 1),
                    None => drop(found.insert(word.to_owned(), (number, 1))),
                }
            }
        }
        let mut out: Vec<_> = found.into_iter().map(|(word, (_, count))| (word, count)).collect();
        out.sort_unstable();
        out
    }
}

/// The packages of an index in the form of `dpkg`'s.
fn packages(index: &str) -> Vec<Package> {
    let mut out: Vec<Package> = index.split("\n\n").filter_map(package).collect();
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out.dedup_by(|a, b| a.name == b.name);
    out
}

fn package(stanza: &str) -> Option<Package> {
    let value = |key: &str| {
        let mut lines = stanza.lines();
        let first = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))?;
        let more = lines.take_while(|line| line.starts_with(' ')).map(str::trim);
        Some(std::iter::once(first).chain(more.filter(|line| *line != ".")).collect::<Vec<_>>())
    };
    let description = value("Description").or_else(|| value("Description-en"))?.join(" ");
    let end = description.floor_char_boundary(LENGTH.end);
    Some(Package {
        name: value("Package")?.concat(),
        section: value("Section")?.concat(),
        kilobytes: value("Installed-Size")?.concat().parse().ok()?,
        description: description[..end].trim_end_matches('.').to_owned(),
    })
}

/// Packages of words without meaning: the first ones of a vocabulary are common, the last ones
/// rare.
fn invent() -> Vec<Package> {
    const SYLLABLES: &[&str] =
        &["ba", "do", "fi", "ku", "le", "mi", "no", "ra", "su", "te", "vo", "za"];
    const WORDS: u16 = 20_000;
    let mut random = Random::new(SEED, u64::MAX);
    let vocabulary: Vec<String> =
        (0..WORDS).map(|_| (0..4).map(|_| *random.pick(SYLLABLES)).collect::<String>()).collect();
    let package = |number: usize| {
        let words = 4 + random.below(8);
        let mut word = || {
            let rank = random.unit().powi(3) * f32::from(WORDS);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "below WORDS"
            )]
            vocabulary[rank as usize].clone()
        };
        let description = (0..words).map(|_| word()).collect::<Vec<_>>().join(" ");
        Package {
            name: format!("package{number}"),
            section: format!("section{}", random.below(8) * random.below(8)),
            kilobytes: 8 << random.below(16),
            description,
        }
    };
    (0..50_000).map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "Package: b\nSection: libs\nInstalled-Size: 12\nDescription: a library\n \
        of many uses.\n .\n More of it.\nTag: x\n\nPackage: a\nSection: games\n\
        Installed-Size: 7\nDescription: a game\n\nPackage: nothing\nSection: games\n";

    #[test]
    fn an_index_is_read_in_the_order_of_names() {
        let found = packages(INDEX);
        let names: Vec<_> = found.iter().map(|p| (p.name.as_str(), p.kilobytes)).collect();
        assert_eq!(names, [("a", 7), ("b", 12)]);
        assert_eq!(found[1].description, "a library of many uses. More of it");
    }

    #[test]
    fn texts_are_reproducible_and_of_a_length() {
        let texts = Texts { source: String::new(), packages: invent() };
        let again = Texts { source: String::new(), packages: invent() };
        for number in 0..200 {
            let text = texts.text(number);
            assert_eq!(text, again.text(number));
            assert!((LENGTH.start..2 * LENGTH.end).contains(&text.len()), "{text}");
        }
    }

    #[test]
    fn frequencies_count_records_not_occurrences() {
        let packages = vec![Package {
            name: "x1".to_owned(),
            section: String::new(),
            kilobytes: 0,
            description: "word word wörd".to_owned(),
        }];
        let texts = Texts { source: String::new(), packages };
        assert_eq!(texts.frequencies(3), [("word".to_owned(), 3)]);
    }
}
