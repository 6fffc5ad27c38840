//! From the text of a query to its tree: one pass by recursive descent, whose depth is bounded.

use super::{DEPTH_MAX, Query, TOKENS_MAX};

/// Cuts a text into its written words, each being the run of its folded tokens. Most words have
/// one token; more are looked for as a phrase. No run may be empty.
///
/// It must be the tokenizer that documents are indexed with (`variorum_text::tokenise::words`).
/// Given as an argument because this crate does not depend on that one.
pub type Tokenise<'a> = dyn Fn(&str) -> Vec<Vec<String>> + 'a;

/// Reads a query as a user has typed it; the language is described in the [module](super).
///
/// `field_names` are the names that may restrict a term (`name:term`), compared exactly; where
/// one is the beginning of another, the longer counts. Never fails: what cannot be read is taken
/// as plain words. Linear in the length of `text`, times the number of fields.
///
/// ```
/// # use variorum_schema::query::parse;
/// let words = |text: &str| text.split_whitespace().map(|w| vec![w.to_lowercase()]).collect();
/// let query = parse("title:Red (car | bike) -blue", &["title"], &words);
/// assert_eq!(query.to_string(), "title:red (car | bike) -blue");
/// ```
pub fn parse(text: &str, field_names: &[&str], tokenise: &Tokenise<'_>) -> Query {
    let parser = Parser { text, at: 0, field_names, tokenise, depth: 0, tokens_left: TOKENS_MAX };
    parser.query().unwrap_or_else(|Malformed| plain_words(text, tokenise))
}

/// Takes the whole text as words that must all occur.
fn plain_words(text: &str, tokenise: &Tokenise<'_>) -> Query {
    let mut tokens_left = TOKENS_MAX;
    let mut words = Vec::new();
    for mut tokens in tokenise(text) {
        tokens.truncate(tokens_left);
        tokens_left -= tokens.len();
        words.extend(leaf(None, tokens, false));
        if tokens_left == 0 {
            break;
        }
    }
    Query::all(words).unwrap_or(Query::Nothing)
}

/// The leaf that looks for these tokens in a row, `None` without any.
fn leaf(field: Option<&str>, mut tokens: Vec<String>, is_prefix: bool) -> Option<Query> {
    let field = field.map(str::to_owned);
    if is_prefix && !tokens.is_empty() {
        return Some(Query::Prefix { field, tokens });
    }
    if tokens.len() > 1 {
        return Some(Query::Phrase { field, tokens });
    }
    tokens.pop().map(|token| Query::Word { field, token })
}

/// The query breaks a rule of the language and is to be read as plain words.
struct Malformed;

/// Reads one query. A method that returns `Ok(None)` has read something without any token.
struct Parser<'a> {
    text: &'a str,
    /// The byte at which reading goes on.
    at: usize,
    field_names: &'a [&'a str],
    tokenise: &'a Tokenise<'a>,
    /// The number of open parentheses.
    depth: usize,
    tokens_left: usize,
}

impl<'a> Parser<'a> {
    fn query(mut self) -> Result<Query, Malformed> {
        let query = self.any(None)?;
        // What is left begins with a parenthesis that nobody has opened.
        if self.peek().is_some() {
            return Err(Malformed);
        }
        Ok(query.unwrap_or(Query::Nothing))
    }

    /// `terms | terms | ...`, or no term at all.
    fn any(&mut self, field: Option<&'a str>) -> Result<Option<Query>, Malformed> {
        let mut choices = Vec::new();
        let (mut is_choice, mut is_empty) = (false, false);
        loop {
            let (terms, query) = self.all(field)?;
            is_empty |= terms == 0;
            choices.extend(query);
            if self.peek() != Some('|') {
                break;
            }
            is_choice = true;
            while self.peek() == Some('|') {
                self.skip('|');
            }
        }
        if is_choice && is_empty {
            return Err(Malformed);
        }
        Ok(Query::any(choices))
    }

    /// `term term ...` with the number of terms, which counts those without a token too.
    fn all(&mut self, field: Option<&'a str>) -> Result<(usize, Option<Query>), Malformed> {
        let (mut terms, mut members) = (0, Vec::new());
        loop {
            match self.peek() {
                None | Some('|' | ')') => return Ok((terms, Query::all(members))),
                Some(c) if c.is_whitespace() => self.skip(c),
                Some(c @ ('-' | '+')) if self.at_start() && self.is_end_at(self.at + 1) => {
                    self.skip(c);
                }
                Some(_) => {
                    members.extend(self.term(field)?);
                    terms += 1;
                }
            }
        }
    }

    fn term(&mut self, field: Option<&'a str>) -> Result<Option<Query>, Malformed> {
        if self.at_start() {
            let mut chars = self.rest().chars();
            let (operator, next) = (chars.next(), chars.next());
            if let Some(c @ ('-' | '+')) = operator
                && !matches!(next, Some('-' | '+'))
            {
                self.skip(c);
                let operand = self.operand(field)?;
                return Ok(if c == '-' { operand.map(Query::negate) } else { operand });
            }
        }
        self.operand(field)
    }

    fn operand(&mut self, field: Option<&'a str>) -> Result<Option<Query>, Malformed> {
        let field = self.restriction().or(field);
        match self.peek() {
            Some('(') => self.group(field),
            Some(c) if is_quote(c) => self.phrase(field, c),
            _ => self.word(field),
        }
    }

    /// Reads `name:` if it restricts what comes next.
    fn restriction(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let colon = |name: &str| rest.strip_prefix(name).is_some_and(|r| r.starts_with(':'));
        let names = self.field_names.iter().copied().filter(|name| !name.is_empty());
        let name = names.filter(|name| colon(name)).max_by_key(|name| name.len())?;
        let end = self.at + name.len() + 1;
        if self.is_end_at(end) {
            return None;
        }
        self.at = end;
        Some(name)
    }

    fn group(&mut self, field: Option<&'a str>) -> Result<Option<Query>, Malformed> {
        if self.depth == DEPTH_MAX {
            return Err(Malformed);
        }
        self.depth += 1;
        self.skip('(');
        let query = self.any(field)?;
        if self.peek() != Some(')') {
            return Err(Malformed);
        }
        self.skip(')');
        self.depth -= 1;
        Ok(query)
    }

    fn phrase(&mut self, field: Option<&'a str>, quote: char) -> Result<Option<Query>, Malformed> {
        self.skip(quote);
        let (inner, after) = self.rest().split_once(is_quote).ok_or(Malformed)?;
        let unstarred = after.trim_start_matches('*');
        let is_prefix = unstarred.len() < after.len();
        let rest = match unstarred.strip_prefix('~') {
            Some(distance) => distance.trim_start_matches(|c: char| c.is_ascii_digit()),
            None => unstarred,
        };
        self.at = self.text.len() - rest.len();
        let tokens: Vec<String> = (self.tokenise)(inner).into_iter().flatten().collect();
        self.spend(tokens.len())?;
        Ok(leaf(field, tokens, is_prefix))
    }

    fn word(&mut self, field: Option<&'a str>) -> Result<Option<Query>, Malformed> {
        let rest = self.rest();
        let word = &rest[..rest.find(is_end_of_word).unwrap_or(rest.len())];
        self.at += word.len();
        let exact = match word.rsplit_once('~') {
            Some((head, distance))
                if !head.is_empty() && distance.bytes().all(|b| b.is_ascii_digit()) =>
            {
                head
            }
            _ => word,
        };
        let unstarred = exact.trim_end_matches('*');
        let is_prefix = unstarred.len() < exact.len();
        let runs = (self.tokenise)(unstarred);
        self.spend(runs.iter().map(Vec::len).sum())?;
        // Several written words are a group, which a negation shows in parentheses.
        if runs.len() > 1 && self.depth == DEPTH_MAX {
            return Err(Malformed);
        }
        let last = runs.len().saturating_sub(1);
        let leaves = runs
            .into_iter()
            .enumerate()
            .filter_map(|(position, tokens)| leaf(field, tokens, is_prefix && position == last));
        Ok(Query::all(leaves.collect()))
    }

    /// Whether an operator may stand here.
    fn at_start(&self) -> bool {
        match self.text[..self.at].chars().next_back() {
            None => true,
            Some(c) => c.is_whitespace() || matches!(c, '(' | '|'),
        }
    }

    /// Whether nothing follows directly at this byte.
    fn is_end_at(&self, at: usize) -> bool {
        match self.text[at..].chars().next() {
            None => true,
            Some(c) => c.is_whitespace() || matches!(c, ')' | '|'),
        }
    }

    fn spend(&mut self, tokens: usize) -> Result<(), Malformed> {
        self.tokens_left = self.tokens_left.checked_sub(tokens).ok_or(Malformed)?;
        Ok(())
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes over `c`, which stands here.
    fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '＂')
}

fn is_end_of_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '|')
}
