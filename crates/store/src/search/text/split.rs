//! Finding what a query matches, by as few queries of the database as possible.

use futures::future::BoxFuture;

use super::Index;
use super::native::{Join, NATIVE_LENGTH_MAX, Native};
use super::node::Node;
use crate::columns::Set;
use crate::dialect::Dialect;
use crate::error::Result;
use crate::search::records::Records;
use crate::tx::Tx;

impl Node {
    /// The records that it matches.
    pub(in crate::search) fn find<'f>(
        &'f self,
        tx: &'f mut Tx,
        records: &'f Records,
        index: Index,
    ) -> BoxFuture<'f, Result<Set>> {
        Box::pin(async move {
            if let Some(native) = self.native(index.dialect) {
                return native.find(tx, records, index).await;
            }
            match self {
                Node::Always => Ok(records.all().clone()),
                // A leaf is too long for nothing but absurd numbers of tokens, which no query has.
                Node::Never | Node::Leaf(_) => Ok(records.none()),
                Node::Not(member) => {
                    let found = member.find(tx, records, index).await?;
                    Ok(records.others(&found))
                }
                Node::All(members) => {
                    Split::of(members, Join::And, index.dialect).find(tx, records, index).await
                }
                Node::Any(members) => {
                    Split::of(members, Join::Or, index.dialect).find(tx, records, index).await
                }
            }
        })
    }
}

/// Members that cannot be one full-text query, as few queries as possible.
struct Split<'n> {
    join: Join,
    wanted: Vec<Native<'n>>,
    /// None of them must match where all of the members must, or else not all of them.
    unwanted: Vec<Native<'n>>,
    others: Vec<&'n Node>,
}

impl<'n> Split<'n> {
    fn of(members: &'n [Node], join: Join, dialect: Dialect) -> Self {
        let (mut wanted, mut unwanted, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for member in members {
            let (inner, natives) = match member {
                Node::Not(inner) => (&**inner, &mut unwanted),
                member => (member, &mut wanted),
            };
            match inner.native(dialect) {
                Some(native) => natives.push(native),
                None => others.push(member),
            }
        }
        let wanted = pack(wanted, join, dialect);
        // None of several is the same as not any of them.
        let unwanted = pack(unwanted, join.dual(), dialect);
        Self { join, wanted, unwanted, others }
    }

    async fn find(self, tx: &mut Tx, records: &Records, index: Index) -> Result<Set> {
        let mut all = match self.join {
            Join::And => records.all().clone(),
            Join::Or => records.none(),
        };
        let mut add = |set: &Set| match self.join {
            Join::And => all.intersect(set),
            Join::Or => all.unite(set),
        };
        for native in self.wanted {
            add(&native.find(tx, records, index).await?);
        }
        for native in self.unwanted {
            let found = native.find(tx, records, index).await?;
            add(&records.others(&found));
        }
        for member in self.others {
            add(&member.find(tx, records, index).await?);
        }
        Ok(all)
    }
}

/// Joins full-text queries into as few as their length allows.
fn pack(natives: Vec<Native<'_>>, join: Join, dialect: Dialect) -> Vec<Native<'_>> {
    let mut out = Vec::new();
    let (mut group, mut length) = (Vec::new(), 0);
    for native in natives {
        length += native.text.len() + 8;
        if length > NATIVE_LENGTH_MAX && !group.is_empty() {
            out.push(Native::join(std::mem::take(&mut group), join, dialect));
            length = native.text.len();
        }
        group.push(native);
    }
    if !group.is_empty() {
        out.push(Native::join(group, join, dialect));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::text::node::leaf;

    #[test]
    fn queries_are_as_few_as_their_length_allows() {
        let many = |count: usize| (0..count).map(|n| leaf(&[&format!("{n:0>200}")], false));
        let negated: Vec<Node> = many(1000).map(Node::negated).collect();
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            let split = |members, join| {
                let Split { wanted, unwanted, others, .. } = Split::of(members, join, dialect);
                [wanted.len(), unwanted.len(), others.len()]
            };
            assert_eq!(split(&negated, Join::And), [0, 1, 0]);
            let members: Vec<Node> = many(3000).chain([Node::any([]).negated()]).collect();
            assert_eq!(split(&members, Join::Or), [2, 0, 1]);
        }
    }
}
